//! Notes under signs: `*`, `†`, `**`. They number nothing, begin afresh on every page, and are bullets, emphasis, births and deaths
//! elsewhere; so each is believed only beside its one marker.

use std::collections::HashMap;

use super::BlockStretch;
use super::evidence::NumberingEvidence;
use super::extent;
use super::gather::{HeadCandidate, MarkerCandidate};
use super::shape::Shape;
use crate::document::block::Block;

/// The notes under signs, with their markers: of each sign, every note has one marker before it, and none is left over.
pub(super) fn weigh(blocks: &[Block], marks: &[MarkerCandidate], heads: &[HeadCandidate]) -> Option<NumberingEvidence> {
    let heads: Vec<&HeadCandidate> = heads.iter().filter(|head| head.shape == Shape::Sign).collect();
    let in_note = |mark: &MarkerCandidate| {
        let place = |at: BlockStretch| (at.block, at.span.start);
        let before = heads.partition_point(|head| place(head.at) <= place(mark.at));
        heads[..before].last().is_some_and(|head| head.at.block == mark.at.block)
    };
    let is_marker = |mark: &&MarkerCandidate| mark.shape == Shape::Sign && !mark.weak && !in_note(mark);
    let marks: Vec<&MarkerCandidate> = marks.iter().filter(is_marker).collect();
    let pairs: HashMap<&str, Vec<(&MarkerCandidate, &HeadCandidate)>> = labels(&heads)
        .filter_map(|label| {
            let marks = marks.iter().copied().filter(|mark| mark.label == label);
            let heads = heads.iter().copied().filter(|head| head.label == label);
            Some((label, alternating(marks.collect(), heads.collect())?))
        })
        .collect();
    let mut believed: Vec<(&MarkerCandidate, &HeadCandidate)> = pairs.into_values().flatten().collect();
    believed.sort_by_key(|(_, head)| head.at);
    let (marks, heads): (Vec<MarkerCandidate>, Vec<&HeadCandidate>) =
        believed.into_iter().map(|(mark, head)| (mark.clone(), head)).unzip();
    let extents = extent::extents(blocks, &heads, &marks);
    (!heads.is_empty()).then_some(NumberingEvidence { pairs: heads.len(), marks, extents })
}

/// The labels of heads, each once.
fn labels<'h>(heads: &[&'h HeadCandidate]) -> impl Iterator<Item = &'h str> {
    let mut found: Vec<&str> = heads.iter().map(|head| head.label.as_str()).collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter()
}

/// Markers and notes of one sign in pairs, where they take turns from the first marker to the last note.
fn alternating<'t>(
    marks: Vec<&'t MarkerCandidate>,
    heads: Vec<&'t HeadCandidate>,
) -> Option<Vec<(&'t MarkerCandidate, &'t HeadCandidate)>> {
    let takes_turns = |(index, (mark, head)): (usize, (&&MarkerCandidate, &&HeadCandidate))| {
        mark.at < head.at && marks.get(index + 1).is_none_or(|next| head.at < next.at)
    };
    let fits = marks.len() == heads.len() && marks.iter().zip(&heads).enumerate().all(takes_turns);
    fits.then(|| marks.into_iter().zip(heads).collect())
}
