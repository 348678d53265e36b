//! How far a note reaches.

use super::BlockStretch;
use super::gather::{HeadCandidate, MarkerCandidate};
use crate::document::block::{Block, BlockKind};
use crate::document::heading::announces;
use crate::text::Span;

/// A note and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Extent {
    pub(super) head: HeadCandidate,
    /// The first begins at the head.
    pub(super) stretches: Vec<BlockStretch>,
    /// How many bytes at the end of the last only close the note (`]`).
    pub(super) closing: usize,
}

impl Extent {
    /// The text of the note in its first block.
    pub(super) fn text<'b>(&self, blocks: &'b [Block]) -> &'b str {
        let first = self.stretches.first().map_or("", |own| own.span.of(blocks[own.block].text()));
        first.get(self.head.at.span.len()..).unwrap_or_default()
    }
}

/// The most blocks that one note may fill.
const LONGEST: usize = 64;

/// The notes of `heads`. `marks` are the markers of this numbering: a block that holds a later one is running text.
pub(super) fn extents(blocks: &[Block], heads: &[&HeadCandidate], marks: &[MarkerCandidate]) -> Vec<Extent> {
    let apart = stand_apart(blocks, heads);
    let all = heads.iter().enumerate().map(|(index, head)| {
        let next = heads.get(index + 1).copied();
        if head.enclosed { enclosed(blocks, head, next) } else { open(blocks, head, next, marks, apart) }
    });
    all.collect()
}

/// Whether every number stands alone in its block, with a block below it before the next.
fn stand_apart(blocks: &[Block], heads: &[&HeadCandidate]) -> bool {
    let is_alone = |head: &&HeadCandidate| {
        let words = blocks[head.at.block].text().get(head.at.span.end..).unwrap_or_default();
        !head.at.span.is_empty() && words.trim().is_empty()
    };
    heads.iter().all(is_alone) && heads.windows(2).all(|pair| pair[0].at.block + 1 < pair[1].at.block)
}

fn open(
    blocks: &[Block],
    head: &HeadCandidate,
    next: Option<&HeadCandidate>,
    marks: &[MarkerCandidate],
    apart: bool,
) -> Extent {
    let mut stretches = vec![own(blocks, head, next)];
    let limit = next.map_or(blocks.len(), |next| next.at.block);
    let own_block = head.at.block;
    let after: Vec<usize> =
        (own_block + 1..limit).take(LONGEST).take_while(|&block| may_continue(&blocks[block])).collect();
    let kept = match next {
        Some(next) if is_followed(blocks, head, next, marks) => after.len(),
        _ => after.iter().take_while(|&&block| blocks[block].indent > blocks[own_block].indent).count(),
    };
    let kept = if apart { kept.max(1) } else { kept };
    stretches.extend(after.into_iter().take(kept).map(|block| whole(blocks, block)));
    Extent { head: head.clone(), stretches, closing: 0 }
}

/// The part of its own block that belongs to a note.
fn own(blocks: &[Block], head: &HeadCandidate, next: Option<&HeadCandidate>) -> BlockStretch {
    let end = match next.filter(|next| next.at.block == head.at.block) {
        Some(next) => next.at.span.start,
        None => blocks[head.at.block].text().len(),
    };
    BlockStretch { block: head.at.block, span: Span::new(head.at.span.start, end.max(head.at.span.end)) }
}

fn whole(blocks: &[Block], block: usize) -> BlockStretch {
    BlockStretch { block, span: Span::new(0, blocks[block].text().len()) }
}

fn may_continue(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Text | BlockKind::Other) && announces(block.text()).is_none()
}

/// Whether the next note follows in the same list, so that what stands between belongs to this one: its number is the next, and
/// nothing between is a heading, a rule or running text with a marker.
fn is_followed(blocks: &[Block], head: &HeadCandidate, next: &HeadCandidate, marks: &[MarkerCandidate]) -> bool {
    let between = head.at.block + 1..next.at.block;
    let first = marks.partition_point(|mark| mark.at.block < between.start);
    let marked = marks[first..].iter().take_while(|mark| mark.at.block < between.end).any(|mark| !mark.weak);
    let broken = between.clone().take(LONGEST + 1).any(|block| !may_continue(&blocks[block]));
    next.place == head.place + 1 && between.len() <= LONGEST && !marked && !broken
}

/// A note in brackets ends with its bracket, whatever stands between.
fn enclosed(blocks: &[Block], head: &HeadCandidate, next: Option<&HeadCandidate>) -> Extent {
    let limit = next.map_or(blocks.len(), |next| next.at.block + 1).min(head.at.block + LONGEST);
    let mut depth = 1usize;
    let mut stretches = Vec::new();
    for (block, content) in blocks.iter().enumerate().take(limit).skip(head.at.block) {
        let start = if block == head.at.block { head.at.span.end } else { 0 };
        let end = closing_bracket(content.text(), start, &mut depth);
        let from = if block == head.at.block { head.at.span.start } else { 0 };
        let span = Span::new(from, end.map_or(content.text().len(), |end| end + 1));
        stretches.push(BlockStretch { block, span });
        if end.is_some() {
            return Extent { head: head.clone(), stretches, closing: 1 };
        }
    }
    Extent { head: head.clone(), stretches: vec![own(blocks, head, next)], closing: 0 }
}

fn closing_bracket(text: &str, from: usize, depth: &mut usize) -> Option<usize> {
    for (at, byte) in text.bytes().enumerate().skip(from) {
        match byte {
            b'[' => *depth += 1,
            b']' => *depth -= 1,
            _ => continue,
        }
        if *depth == 0 {
            return Some(at);
        }
    }
    None
}
