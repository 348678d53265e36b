//! The order in which a reader meets the citations: that of the markers, not of the definitions.

use crate::citation::Citation;
use crate::document::Document;

/// The citations by place, in reading order. A note without a marker follows the note defined before it.
pub(crate) fn reading_order(document: &Document, citations: &[Citation]) -> Vec<usize> {
    let ranks = note_ranks(document);
    let mut order: Vec<usize> = (0..citations.len()).collect();
    order.sort_by_key(|&index| (ranks.get(citations[index].note).copied().unwrap_or(usize::MAX), index));
    order
}

/// The rank of each note in reading order.
pub(crate) fn note_ranks(document: &Document) -> Vec<usize> {
    let numbered = document.notes.iter().all(|note| note.label.bytes().all(|byte| byte.is_ascii_digit()));
    if numbered {
        return (0..document.notes.len()).collect();
    }
    let mut place = 0;
    let mut keys: Vec<(usize, usize)> = Vec::with_capacity(document.notes.len());
    for (index, note) in document.notes.iter().enumerate() {
        let marker = note
            .markers
            .iter()
            .filter_map(|&marker| document.markers.get(marker))
            .map(|marker| marker.span.start)
            .min();
        place = marker.unwrap_or(place);
        keys.push((place, index));
    }
    let mut sorted = keys.clone();
    sorted.sort_unstable();
    let mut ranks = vec![0; keys.len()];
    for (rank, (_, index)) in sorted.into_iter().enumerate() {
        ranks[index] = rank;
    }
    ranks
}
