//! The order in which a reader meets the citations: that of the markers, not of the definitions.

use crate::citation::Citation;
use crate::document::Document;

/// Returns the places of the citations in reading order.
pub(crate) fn reading_order(document: &Document, citations: &[Citation]) -> Vec<usize> {
    let rank = |index: usize| document.notes.get(citations[index].note).map_or(usize::MAX, |note| note.rank);
    let mut order: Vec<usize> = (0..citations.len()).collect();
    order.sort_by_key(|&index| (rank(index), index));
    order
}
