use super::{Context, Findings, Fix, Needs, Rule, Safety, Severity};
use crate::document::{Note, Problem, ProblemKind};
use crate::text::Edit;

pub(super) static RULE: Rule = Rule {
    id: "marker-reversed",
    severity: Severity::Warning,
    summary: "a bracket looks like a marker and is none",
    fix: Some(Safety::Safe),
    needs: Needs::Nothing,
    page: include_str!("../../../docs/rules/marker-reversed.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for problem in context.problems(ProblemKind::MarkerReversed) {
        let written = context.text(problem.span);
        let finding = findings.at(problem.span, format!("{written} is no marker, and is shown as it is typed"));
        let (fix, meant) = mended(context, problem);
        findings.push(finding.fix(fix).help(format!("write {meant}")));
    }
}

/// A label of an unused note makes a marker, and that is safe; anything else was meant as a note in the text.
fn mended(context: &Context<'_>, problem: &Problem) -> (Fix, String) {
    let label = problem.detail.trim();
    let is_meant = |note: &&Note| note.label == label;
    let known = context.document().notes.iter().find(is_meant);
    let is_word = !label.contains(char::is_whitespace);
    let meant = if is_word { format!("[^{label}]") } else { format!("^[{label}]") };
    let edits = vec![Edit::replace(problem.span, meant.as_str())];
    let message = format!("write {}", if is_word { meant.as_str() } else { "^[…]" });
    let fix = match known {
        Some(note) if note.markers.is_empty() => Fix::safe(message, edits),
        _ => Fix::needs_consent(message, edits),
    };
    (fix, if is_word { meant } else { "^[…], a note in the text".to_owned() })
}
