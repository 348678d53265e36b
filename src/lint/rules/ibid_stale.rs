use super::{Context, Findings, Needs, Rule, Safety, Severity};
use crate::citation::Kind;
use crate::resolve::Reason;

pub(super) static RULE: Rule = Rule {
    id: "ibid-stale",
    severity: Severity::Warning,
    summary: "an “Ibid.” or “op. cit.” that another source has come between",
    fix: Some(Safety::Unsafe),
    needs: Needs::Nothing,
    page: include_str!("../../../docs/rules/ibid-stale.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (at, citation, resolution) in context.citations() {
        let is_word_alone = matches!(citation.kind, Kind::Ibid | Kind::Idem | Kind::Opcit | Kind::Loccit)
            && citation.short.names.is_empty()
            && citation.short.title.is_none();
        if !is_word_alone || !matches!(resolution.reason, Some(Reason::InterveningSource | Reason::Ambiguous)) {
            continue;
        }
        let word = context.word(citation);
        let message = format!("it is not clear which source “{word}” means");
        let finding = context.with_candidates(findings.at(citation.span, message), resolution);
        let finding = finding.maybe_fix(context.spelled_out(at, resolution));
        findings.push(finding.note("another source stands between").help("cite the one you mean in short"));
    }
}
