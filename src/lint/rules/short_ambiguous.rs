use super::{Context, Findings, Needs, Rule, Severity};
use crate::citation::Kind;
use crate::resolve::Reason;

pub(super) static RULE: Rule = Rule {
    id: "short-ambiguous",
    severity: Severity::Warning,
    summary: "a short form that fits several sources",
    fix: None,
    needs: Needs::Nothing,
    page: include_str!("../../../docs/rules/short-ambiguous.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (_, citation, resolution) in context.citations() {
        let has_name = !citation.short.names.is_empty() || citation.short.title.is_some();
        let is_short = matches!(citation.kind, Kind::Short) || has_name && !matches!(citation.kind, Kind::Full | Kind::None);
        if is_short && resolution.reason == Some(Reason::Ambiguous) {
            let count = resolution.candidates.len();
            let message = if count > 1 { format!("this fits {count} sources") } else { "this fits several sources".to_owned() };
            let finding = context.with_candidates(findings.at(citation.span, message), resolution);
            findings.push(finding.help("add a word of the title, or the first name"));
        }
    }
}
