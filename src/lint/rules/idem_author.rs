use super::{Context, Findings, Needs, Rule, Severity};
use crate::resolve::Reason;

pub(super) static RULE: Rule = Rule {
    id: "idem-author",
    severity: Severity::Warning,
    summary: "“idem”, “ders.”, “dies.” does not fit the author before it",
    fix: None,
    needs: Needs::Nothing,
    page: include_str!("../../../docs/rules/idem-author.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (_, citation, resolution) in context.citations() {
        let has_word = citation.short.word.is_some() && citation.short.note_label.is_none();
        if resolution.reason != Some(Reason::AuthorMismatch) || !has_word {
            continue;
        }
        let word = context.word(citation);
        let finding = findings.at(citation.span, format!("“{word}” does not fit the author before it"));
        let finding = context.with_candidates(finding, resolution);
        findings.push(finding.note("the word stands for one man, one woman or several people").help("write the name"));
    }
}
