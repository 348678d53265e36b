use std::collections::HashSet;

use super::numbering::{first_marker, is_counted, is_sign, number, out_of_order};
use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Safety, Severity, fixes};
use crate::document::Note;

pub(super) static RULE: Rule = Rule {
    id: "note-order",
    severity: Severity::Warning,
    summary: "the notes do not stand in the order of their markers",
    fix: Some(Safety::Safe),
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Blog,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/note-order.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document();
    // Where the program sorts the notes, only typed numbers have an order to keep.
    let is_seen = |note: &&Note| (!is_counted(document, note) || number(&note.label).is_some()) && !is_sign(&note.label);
    let notes = document.notes.iter().filter(|note| !note.inline && !note.markers.is_empty());
    let notes: Vec<&Note> = notes.filter(is_seen).collect();
    let labels: HashSet<&str> = notes.iter().map(|note| note.label.as_str()).collect();
    let is_one_row = labels.len() == notes.len();
    let keys: Vec<(usize, usize)> = notes.iter().map(|note| key(context, note, is_one_row)).collect();
    let odd = out_of_order(&keys);
    // Notes in no order at all are a list by other rules: the alphabet, the date.
    if odd.is_empty() || odd.len() * 2 > notes.len() {
        return;
    }
    // The notes follow their markers, and only the numbers do not: marker-order.
    if !fixes::is_out_of_order(context.analysis) {
        return;
    }
    let mut fix = fixes::reorder(context.analysis);
    for place in odd {
        let note = notes[place];
        let message = format!("note {} does not stand in the order of the markers", note.label);
        let span = context.note_place(note);
        let finding = if is_counted(document, note) { findings.remark(span, message) } else { findings.at(span, message) };
        findings.push(finding.maybe_fix(fix.take()).help("move it to where its marker comes in the text"));
    }
}

/// What a note is ordered by: the chapter and its number; without numbers, or where they start afresh, its first marker.
fn key(context: &Context<'_>, note: &Note, is_one_row: bool) -> (usize, usize) {
    let document = context.document();
    let marker = first_marker(document, note);
    let chapter = document.chapters.partition_point(|&start| start <= marker);
    let number = number(&note.label).filter(|_| is_one_row);
    (chapter, number.map_or(marker, |number| number as usize))
}
