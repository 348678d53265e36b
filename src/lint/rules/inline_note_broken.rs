use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::document::ProblemKind;

pub(super) static RULE: Rule = Rule {
    id: "inline-note-broken",
    severity: Severity::Error,
    summary: "a note in the text is never closed",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Blog,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/inline-note-broken.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for problem in context.problems(ProblemKind::InlineNoteBroken) {
        let finding = findings
            .at(problem.span, "this note is not closed before its paragraph ends")
            .note("what follows is shown as it is typed, or vanishes");
        findings.push(finding.help("close the bracket; a note of several paragraphs is written as [^name]: below the text"));
    }
}
