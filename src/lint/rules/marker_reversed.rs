use super::{Context, Findings, Fix, Judged, Needs, Preset, Rule, Safety, Severity};
use crate::document::{Note, Problem, ProblemKind};
use crate::text::{Edit, MarkKind, Span};

pub(super) static RULE: Rule = Rule {
    id: "marker-reversed",
    severity: Severity::Warning,
    summary: "a bracket looks like a marker and is none",
    fix: Some(Safety::Safe),
    needs: Needs::Nothing,
    preset: Preset::Blog,
    judged: Judged::NONE,
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
    for (note, span) in without_caret(context) {
        let (written, meant) = (context.text(span), format!("[^{}]", note.label));
        let finding = findings.at(span, format!("{written} is no marker here, and is shown as it is typed"));
        let finding = finding.related(context.note_place(note), "the note that nothing points to");
        let fix = Fix::safe(format!("write {meant}"), vec![Edit::replace(span, meant.as_str())]);
        findings.push(finding.fix(fix).help(format!("write {meant}")));
    }
}

/// The notes of Markdown that nothing points to, and of whose number there is one in brackets without the caret: `[1]` for `[^1]`.
fn without_caret<'a>(context: &Context<'a>) -> impl Iterator<Item = (&'a Note, Span)> {
    let document = context.document();
    let is_markdown = document.format.name() == "markdown";
    let notes = document.notes.iter().filter(move |note| is_markdown && !note.inline && note.markers.is_empty());
    notes.filter(|note| note.id == note.label && !note.label.is_empty()).filter_map(|note| {
        let bracket = format!("[{}]", note.label);
        let paragraphs = document.prose.iter();
        let mut found = paragraphs.flat_map(|paragraph| paragraph.text.match_indices(&bracket).map(move |(at, _)| (paragraph, at)));
        let (paragraph, at) = found.next().filter(|_| found.next().is_none())?;
        let flat = Span::new(at, at + bracket.len());
        let is_code = paragraph.is_within(flat, |kind| *kind == MarkKind::Code);
        let behind_word = paragraph.text[..at].chars().next_back().is_some_and(|c| !c.is_whitespace() && c != '^');
        let span = paragraph.source(flat);
        (behind_word && !is_code && context.text(span) == bracket).then_some((note, span))
    })
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
