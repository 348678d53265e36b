use super::{Context, Findings, Fix, Judged, Needs, Preset, Reads, Rule, Safety, Severity};
use crate::document::ProblemKind;
use crate::text::{Edit, Span};

pub(super) static RULE: Rule = Rule {
    id: "note-run-on",
    severity: Severity::Error,
    summary: "a note begins in the middle of another's line",
    fix: Some(Safety::Safe),
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Blog,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/note-run-on.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let text = &context.document().text;
    for problem in context.problems(ProblemKind::NoteRunOn) {
        let finding = findings
            .at(problem.span, format!("note {} begins in the middle of a line", problem.detail))
            .note("programs take it for a marker inside the note before it, and find no such note");
        let line = text[..problem.span.start].rfind('\n').map_or(0, |end| end + 1);
        let before = text[line..problem.span.start].trim_end().len();
        let edit = Edit::replace(Span::new(line + before, problem.span.start), "\n");
        // A line in a quotation or an item begins with more than the note.
        let is_plain = text[line..].starts_with("[^");
        let fix = is_plain.then(|| Fix::safe("begin a new line", vec![edit]));
        findings.push(finding.maybe_fix(fix).help("begin it on a line of its own"));
    }
}
