use super::numbering::{are_two_counts, is_counted, note_around, number, out_of_order};
use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Safety, Severity, fixes};
use crate::document::{Document, Marker, Note};

pub(super) static RULE: Rule = Rule {
    id: "marker-order",
    severity: Severity::Warning,
    summary: "the markers do not count upwards",
    fix: Some(Safety::Safe),
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Blog,
    judged: Judged::new(4, 0, 0),
    page: include_str!("../../../docs/rules/marker-order.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document();
    // One fix for all findings: the first has it.
    let mut fix = std::iter::once_with(|| fixes::renumber(context.analysis)).flatten();
    for part in parts(context) {
        let numbers: Vec<u32> = part.iter().map(|&(_, number)| number).collect();
        let odd = out_of_order(&numbers);
        // Numbers in no order at all belong to a numbered list of works, not to notes.
        if odd.is_empty() || odd.len() * SHARE > numbers.len().max(SHARE) {
            continue;
        }
        for place in odd {
            let (note, number) = part[place];
            let note = &document.notes[note];
            let Some(marker) = first(context, note) else { continue };
            let around = place.checked_sub(1).map_or("at the beginning".to_owned(), |before| format!("after {}", numbers[before]));
            let message = format!("marker {number} comes {around}");
            let finding = if is_counted(document, note) { findings.remark(marker, message) } else { findings.at(marker, message) };
            findings.push(finding.maybe_fix(fix.next()).help("number the notes in the order of the text"));
        }
    }
}

/// More than one marker in so many out of order is no order; one of two may be a slip.
const SHARE: usize = 3;

/// The notes with their numbers, in the order in which they are first pointed to, chapter by chapter; two counts one after the other.
fn parts(context: &Context<'_>) -> Vec<Vec<(usize, u32)>> {
    let document = context.document();
    let is_linked = |marker: &&Marker| !marker.target.is_empty();
    if are_two_counts(document) {
        [parts_of(document, is_linked), parts_of(document, |marker| !is_linked(marker))].concat()
    } else {
        parts_of(document, |_| true)
    }
}

fn parts_of(document: &Document, counts: impl Fn(&&Marker) -> bool) -> Vec<Vec<(usize, u32)>> {
    let mut parts: Vec<Vec<(usize, u32)>> = vec![Vec::new()];
    let mut seen = vec![false; document.notes.len()];
    let mut chapter = 0;
    for marker in document.markers.iter().filter(counts) {
        // A marker in a note comes where a reader meets that note: note-nested-marker.
        let Some((note, number)) = marker.note.zip(number(&marker.label)).filter(|_| note_around(document, marker).is_none()) else {
            continue;
        };
        if document.notes[note].inline || std::mem::replace(&mut seen[note], true) {
            continue;
        }
        let here = document.chapters.partition_point(|&start| start <= marker.span.start);
        let afresh = number == 1 && parts.last().is_some_and(|part| part.len() > 1);
        if here != chapter || afresh {
            parts.push(Vec::new());
            chapter = here;
        }
        if let Some(part) = parts.last_mut() {
            part.push((note, number));
        }
    }
    parts
}

fn first(context: &Context<'_>, note: &Note) -> Option<crate::text::Span> {
    let markers = note.markers.iter().filter_map(|&marker| context.document().markers.get(marker));
    markers.map(|marker| marker.span).min()
}
