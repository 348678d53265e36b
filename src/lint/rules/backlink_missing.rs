use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::document::ProblemKind;

pub(super) static RULE: Rule = Rule {
    id: "backlink-missing",
    severity: Severity::Info,
    summary: "a note has no way back to the text",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Blog,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/backlink-missing.md"),
    check,
};

/// One finding for a page: where one note has no way back, most have none.
fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let mut problems = context.problems(ProblemKind::BacklinkMissing);
    let Some(first) = problems.next() else { return };
    let message = match problems.count() {
        0 => format!("note {} has no link back to the text", first.detail),
        more => format!("note {} and {more} more have no link back to the text", first.detail),
    };
    let finding = findings.at(first.span, message);
    findings.push(finding.note("who reads by ear or by keyboard cannot get back").help("`ibid link` writes links both ways"));
}
