use super::{Context, Findings, Needs, Rule, Severity};
use crate::document::ProblemKind;

pub(super) static RULE: Rule = Rule {
    id: "cms-notes-missing",
    severity: Severity::Error,
    summary: "a footnotes block came without its notes",
    fix: None,
    needs: Needs::Nothing,
    page: include_str!("../../../docs/rules/cms-notes-missing.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for problem in context.problems(ProblemKind::NotesMissing) {
        let finding = findings
            .at(problem.span, "this block shows notes that are not in the file")
            .note("WordPress keeps the notes of a post apart from its text, in the field `footnotes`");
        findings.push(finding.help("export the post with its fields, or take the notes from the published page"));
    }
}
