use super::{Context, Findings, Needs, Rule, Severity};
use crate::resolve::Reason;

pub(super) static RULE: Rule = Rule {
    id: "opcit-orphan",
    severity: Severity::Warning,
    summary: "an “op. cit.” that leads to no one source",
    fix: None,
    needs: Needs::Nothing,
    page: include_str!("../../../docs/rules/opcit-orphan.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (_, citation, resolution) in context.citations() {
        let names_author = !citation.short.names.is_empty() || citation.short.title.is_some();
        // Nothing before it is short-no-target; another source between is ibid-stale.
        let other = [Reason::NoAntecedent, Reason::InterveningSource, Reason::Ambiguous];
        let is_other = resolution.reason.is_some_and(|reason| other.contains(&reason));
        if !context.is_earlier_source_word(citation) || names_author || resolution.source.is_some() || is_other {
            continue;
        }
        let word = context.word(citation);
        let finding = findings.at(citation.span, format!("“{word}” does not say whose work it means"));
        let finding = context.with_candidates(finding, resolution);
        findings.push(finding.help("name the author, and if there are several works, the title"));
    }
}
