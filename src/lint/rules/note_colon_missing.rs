use super::{Context, Findings, Fix, Judged, Needs, Preset, Reads, Rule, Safety, Severity};
use crate::document::ProblemKind;
use crate::text::Edit;

pub(super) static RULE: Rule = Rule {
    id: "note-colon-missing",
    severity: Severity::Error,
    summary: "a note has no colon after its name",
    fix: Some(Safety::Unsafe),
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Scholarly,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/note-colon-missing.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for problem in context.problems(ProblemKind::ColonMissing) {
        let written = context.text(problem.span);
        let finding = findings
            .at(problem.span, format!("{written} begins a note, but has no colon"))
            .note("programs take it for another marker, and show the note as a paragraph");
        let after = context.document().text.get(problem.span.end..).unwrap_or_default();
        let blank = if after.starts_with(char::is_whitespace) { "" } else { " " };
        let edit = Edit::insert(problem.span.end, format!(":{blank}"));
        let fix = Fix::needs_consent("write the colon", vec![edit]);
        findings.push(finding.fix(fix).help(format!("write {written}:")));
    }
}
