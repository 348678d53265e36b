//! Moves and merges whole notes.

use super::label::typed;
use crate::analysis::Analysis;
use crate::document::{Document, Note};
use crate::lint::Fix;
use crate::text::{Edit, Span};

/// True if the notes of a [list](Document::lists) are not in the order of their markers. False where two notes have one name: which of them
/// a reader finds depends on their order.
#[must_use]
pub fn is_out_of_order(analysis: &Analysis) -> bool {
    let document = &analysis.document;
    !super::is_tangled(document) && document.lists().iter().any(|list| !moves(document, list).is_empty())
}

/// Moves the notes of each list into the order of their markers; notes without a marker keep their place. A list stays as it is if the
/// elements of one of its notes begin or end outside of the note: moved, they would hold other notes. `None` where nothing is to be moved.
#[must_use]
pub fn reorder(analysis: &Analysis) -> Option<Fix> {
    let document = &analysis.document;
    if super::is_tangled(document) {
        return None;
    }
    // It takes long to find out whether a note of a page can be moved.
    let is_movable = |list: &[usize]| list.iter().all(|&note| document.is_movable(&document.notes[note]));
    let moved = |list: Vec<usize>| Some(moves(document, &list)).filter(|edits| !edits.is_empty() && is_movable(&list));
    let edits: Vec<Edit> = document.lists().into_iter().filter_map(moved).flatten().collect();
    (!edits.is_empty()).then(|| Fix::safe("move the notes into the order of their markers", edits))
}

/// The edits that put the notes of a list into the order of their first markers, each into the place of another.
fn moves(document: &Document, list: &[usize]) -> Vec<Edit> {
    let marked: Vec<usize> = list.iter().copied().filter(|&note| !document.notes[note].markers.is_empty()).collect();
    let mut ordered = marked.clone();
    ordered.sort_by_key(|&note| document.notes[note].markers.first());
    let pairs = marked.iter().zip(&ordered).filter(|(here, there)| here != there);
    let at = |note: usize| document.block(&document.notes[note]);
    pairs.map(|(&here, &there)| Edit::replace(at(here), at(there).of(&document.text))).collect()
}

/// Makes the markers of note `second` point to note `first`, which says the same, and takes `second` out.
/// `None` where their words differ, where a label cannot be found in the text, or where links pair them.
#[must_use]
pub fn merge(analysis: &Analysis, first: usize, second: usize) -> Option<Fix> {
    let document = &analysis.document;
    let (kept, dropped) = (document.notes.get(first)?, document.notes.get(second)?);
    if first == second || kept.inline || dropped.inline || kept.body.text.trim() != dropped.body.text.trim() {
        return None;
    }
    let mut edits = vec![Edit::delete(line_block(document, dropped))];
    for marker in dropped.markers.iter().map(|&marker| &document.markers[marker]) {
        if !(marker.target.is_empty() || marker.target == marker.label) {
            return None;
        }
        edits.push(typed(&document.text, marker.span, &marker.label)?.relabel(&kept.label));
    }
    let message = format!("point the markers of note {} to note {}, which says the same", dropped.label, kept.label);
    Some(Fix::needs_consent(message, edits).replacing([document.block(dropped)]))
}

/// A note with the line break and the empty lines that set it off from what follows, or, for the last, from what
/// comes before.
fn line_block(document: &Document, note: &Note) -> Span {
    let (text, block) = (&document.text, document.block(note));
    let after = text[block.end..].trim_start();
    if after.is_empty() {
        Span::new(text[..block.start].trim_end().len(), block.end)
    } else {
        let next = text.len() - after.len();
        let line = text[..next].rfind(['\n', '\r']).map_or(next, |at| at + 1);
        Span::new(block.start, line.max(block.end))
    }
}
