use std::collections::HashMap;

use super::{Context, Findings, Fix, Judged, Needs, Preset, Reads, Rule, Safety, Severity};
use crate::document::{Note, Problem, ProblemKind, Syntax};
use crate::text::{Edit, Flat, MarkKind, Span};

pub(super) static RULE: Rule = Rule {
    id: "marker-reversed",
    severity: Severity::Warning,
    summary: "a bracket looks like a marker and is none",
    fix: Some(Safety::Safe),
    needs: Needs::Nothing,
    reads: Reads::Document,
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
    for (problem, notes) in listed(context) {
        let written = context.text(problem.span);
        let meant = notes.iter().map(|note| format!("[^{}]", note.label)).collect::<Vec<_>>().join(" ");
        let finding = findings.at(problem.span, format!("{written} is no marker, and is shown as it is typed"));
        let fix = Fix::safe(format!("write {meant}"), vec![Edit::replace(problem.span, meant.as_str())]);
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

/// The brackets that list the numbers of several notes, with those notes, where there is one of each number.
pub(super) fn listed<'a>(context: &Context<'a>) -> impl Iterator<Item = (&'a Problem, Vec<&'a Note>)> {
    context.problems(ProblemKind::MarkersListed).filter_map(|problem| {
        let only = |label: &str| match context.analysis.notes_labelled(label) {
            &[note] => context.document().notes.get(note),
            _ => None,
        };
        Some((problem, problem.detail.split(',').map(only).collect::<Option<_>>()?))
    })
}

/// The notes of Markdown that nothing points to, and of whose number there is one in brackets without the caret: `[1]` for `[^1]`.
fn without_caret<'a>(context: &Context<'a>) -> impl Iterator<Item = (&'a Note, Span)> {
    let document = context.document();
    let is_markdown = document.format.is_typed_in(Syntax::Markdown);
    let notes = document.notes.iter().filter(move |note| is_markdown && !note.inline && note.markers.is_empty());
    let notes: Vec<&Note> = notes.filter(|note| note.id == note.label && !note.label.is_empty()).collect();
    let mut brackets: HashMap<&str, Vec<(&Flat, Span)>> = HashMap::new();
    notes.iter().for_each(|note| _ = brackets.entry(&note.label).or_default());
    for paragraph in document.prose().filter(|_| !notes.is_empty()) {
        for flat in bracketed(&paragraph.text) {
            let label = &paragraph.text[flat.start + 1..flat.end - 1];
            brackets.get_mut(label).into_iter().for_each(|found| found.push((paragraph, flat)));
        }
    }
    notes.into_iter().filter_map(move |note| {
        let &[(paragraph, flat)] = brackets.get(note.label.as_str())?.as_slice() else { return None };
        let is_code = paragraph.is_within(flat, |kind| *kind == MarkKind::Code);
        let after_word = paragraph.text[..flat.start].chars().next_back().is_some_and(|c| !c.is_whitespace() && c != '^');
        let span = paragraph.source(flat);
        (after_word && !is_code && span.of(&document.text) == flat.of(&paragraph.text)).then_some((note, span))
    })
}

/// The innermost brackets of a text.
fn bracketed(text: &str) -> impl Iterator<Item = Span> {
    let opened = memchr::memchr_iter(b'[', text.as_bytes());
    opened.filter_map(|start| {
        let end = start + 1 + memchr::memchr2(b'[', b']', &text.as_bytes()[start + 1..])?;
        (text.as_bytes()[end] == b']').then(|| Span::new(start, end + 1))
    })
}

/// A label of an unused note makes a marker, and that is safe; anything else was meant as a note in the text.
fn mended(context: &Context<'_>, problem: &Problem) -> (Fix, String) {
    let label = problem.detail.trim();
    let known = context.analysis.notes_labelled(label).first().map(|&note| &context.document().notes[note]);
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
