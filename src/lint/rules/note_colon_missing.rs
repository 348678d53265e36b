use super::{Context, Findings, Fix, Judged, Needs, Preset, Reads, Rule, Safety, Severity};
use crate::document::{Problem, ProblemKind};
use crate::text::Edit;

pub(super) static RULE: Rule = Rule {
    id: "note-colon-missing",
    severity: Severity::Error,
    summary: "a note has no colon right after its name",
    fix: Some(Safety::Unsafe),
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Blog,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/note-colon-missing.md"),
    check,
};

/// One finding for each colon that is missing, and one for all that stand apart: whoever types one so types all so.
fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for problem in context.problems(ProblemKind::ColonMissing) {
        let written = context.text(problem.span);
        let after = context.document().text.get(problem.span.end..).unwrap_or_default();
        let blank = if after.starts_with(char::is_whitespace) { "" } else { " " };
        let fix = Fix::needs_consent("write the colon", vec![Edit::insert(problem.span.end, format!(":{blank}"))]);
        push(findings, problem, format!("{written} begins a note, but has no colon"), fix);
    }
    let apart: Vec<&Problem> = context.problems(ProblemKind::ColonApart).collect();
    if let Some((first, others)) = apart.split_first() {
        let more = if others.is_empty() { String::new() } else { format!(", nor do {} more", others.len()) };
        let message = format!("the colon of {} does not follow the bracket{more}", context.text(first.span));
        let edits = apart.iter().map(|problem| Edit::replace(problem.span, regular(problem))).collect();
        push(findings, first, message, Fix::safe("move the colon to the bracket", edits));
    }
}

/// The beginning of a note as all programs read it.
fn regular(problem: &Problem) -> String {
    format!("[^{}]:", problem.detail)
}

fn push(findings: &mut Findings<'_>, problem: &Problem, message: String, fix: Fix) {
    let finding = findings.at(problem.span, message);
    let finding = finding.note("programs take it for another marker, and show the note as a paragraph");
    findings.push(finding.fix(fix).help(format!("write {}", regular(problem))));
}
