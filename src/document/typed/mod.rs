//! Notes that people typed by hand, in any format: `[1]` in the text and `[1] …` below, `¹` and `1. …`, `<sup>1</sup>` and so on.
//!
//! Nothing says that a bracketed number is a marker. So markers and heads of notes are gathered first ([`gather`]), and a way of
//! numbering ([`WAYS`]) is believed only where the two fit each other ([`NumberingEvidence`]).

mod evidence;
mod extent;
mod gather;
mod orphan;
mod run_in;
mod shape;
mod sign;

use std::cell::LazyCell;
use std::collections::HashSet;

use super::block::Block;
use super::{Marker, Note, Reading};
use crate::text::{Flat, Span};
use evidence::NumberingEvidence;
use extent::Extent;
use gather::{HeadCandidate, MarkerCandidate};
use shape::Shape;

/// A stretch of the flat text of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct BlockStretch {
    pub(super) block: usize,
    pub(super) span: Span,
}

/// What was typed by hand.
#[derive(Debug, Default)]
pub(super) struct Typed {
    pub(super) markers: Vec<Marker>,
    pub(super) notes: Vec<Note>,
    /// Where the notes stand, in order.
    pub(super) stretches: Vec<BlockStretch>,
}

/// The ways of numbering: how the marker is dressed, and how the heads of its notes may be, likeliest first.
const WAYS: &[(Shape, &[Shape])] = &[
    (Shape::Bracket, &[Shape::Bracket, Shape::Word, Shape::Dot, Shape::Half, Shape::Paren, Shape::Super, Shape::Bare]),
    (Shape::Super, &[Shape::Super, Shape::Bracket, Shape::Word, Shape::Dot, Shape::Half, Shape::Paren, Shape::Bare]),
    (Shape::Paren, &[Shape::Paren, Shape::Word, Shape::Dot, Shape::Half]),
    (Shape::Caret, &[Shape::Bracket, Shape::Word, Shape::Super, Shape::Dot, Shape::Half, Shape::Paren, Shape::Bare]),
];

/// Finds the typed markers and notes of a text in which `found` was read: a marker there that names a note which is not there may mean a
/// typed one, and a note that nothing points to may be meant by a typed marker.
pub(super) fn find(blocks: &[Block], found: &Reading) -> Typed {
    let mut typed = Typed::default();
    let mut heads = gather::heads(blocks);
    let unused = orphan::notes(found);
    // A marker is believed only beside its note.
    if heads.is_empty() && unused.is_empty() {
        return typed;
    }
    let loose = orphan::markers(found);
    let mut free: Vec<MarkerCandidate> = Vec::new();
    // Signs are notes of their own, and notes that run on are told by all markers there are.
    let signs = heads.iter().any(|head| matches!(head.shape, Shape::Sign | Shape::Bare));
    let mut marks = gather::marks(blocks, &loose, signs);
    heads = run_in::with_run_in(blocks, heads, &marks);
    let zones = LazyCell::new(|| evidence::zones(blocks));
    for (shape, dresses) in WAYS {
        let mut of_shape: Vec<MarkerCandidate> = marks.extract_if(.., |mark| mark.shape == *shape).collect();
        if of_shape.iter().any(|mark| !mark.worded && !mark.weak) {
            of_shape.retain(|mark| !mark.worded);
        }
        if of_shape.is_empty() {
            continue;
        }
        let weigh = |dress: &Shape| NumberingEvidence::weigh(blocks, &zones, (*shape, *dress), &of_shape, &heads);
        // Of several that explain as much, the last is taken: the likeliest stand first.
        let Some(best) = dresses.iter().rev().filter_map(weigh).max_by_key(|way| way.pairs) else {
            free.extend(of_shape);
            continue;
        };
        let taken: HashSet<BlockStretch> = best.marks.iter().map(|mark| mark.at).collect();
        marks.retain(|mark| !taken.contains(&mark.at));
        typed.take(blocks, best);
        heads.retain(|head| !typed.holds(head));
    }
    if let Some(signed) = sign::weigh(blocks, &marks, &heads) {
        typed.take(blocks, signed);
    }
    if let Some(unanchored) = orphan::unanchored(blocks, &free, &heads, &found.notes) {
        typed.take(blocks, unanchored);
    }
    typed.markers.extend(orphan::adopted(blocks, &free, &unused));
    let is_alone = typed.notes.is_empty() && found.notes.is_empty() && found.markers.is_empty();
    if let Some(list) = is_alone.then(|| orphan::list(blocks, &free, &heads)).flatten() {
        typed.take(blocks, list);
    }
    typed.markers.sort_by_key(|marker| marker.span);
    typed.notes.sort_by_key(|note| note.span);
    typed
}

impl Typed {
    fn take(&mut self, blocks: &[Block], mut way: NumberingEvidence) {
        // What a note of another numbering has is not taken again.
        let taken: HashSet<usize> = self.stretches.iter().map(|stretch| stretch.block).collect();
        for extent in &mut way.extents {
            let (own, all) = (extent.head.at.block, extent.stretches.len());
            extent.stretches.retain(|stretch| stretch.block == own || !taken.contains(&stretch.block));
            if extent.stretches.len() < all {
                extent.closing = 0;
            }
        }
        self.markers.extend(way.marks.iter().map(|mark| marker_of(blocks, mark)));
        self.notes.extend(way.extents.iter().map(|extent| note_of(blocks, extent)));
        self.stretches.extend(way.extents.iter().flat_map(|extent| extent.stretches.iter().copied()));
        self.stretches.sort();
    }

    /// Whether a note was taken that the head is part of.
    fn holds(&self, head: &HeadCandidate) -> bool {
        let after = self.stretches.partition_point(|stretch| *stretch <= head.at);
        let near = self.stretches[after.saturating_sub(1)..].iter().take(2);
        near.filter(|stretch| stretch.block == head.at.block)
            .any(|stretch| stretch.span.start == head.at.span.start || stretch.span.contains(head.at.span.start))
    }
}

fn marker_of(blocks: &[Block], mark: &MarkerCandidate) -> Marker {
    let span = blocks[mark.at.block].flat.source(mark.at.span);
    Marker { label: mark.label.clone(), span, ..Marker::default() }
}

fn note_of(blocks: &[Block], extent: &Extent) -> Note {
    let head = &extent.head;
    let flat = &blocks[head.at.block].flat;
    let parts = extent.stretches.iter().enumerate().map(|(index, stretch)| {
        let start = if index == 0 { head.at.span.end } else { stretch.span.start };
        let end = stretch.span.end - if index + 1 == extent.stretches.len() { extent.closing } else { 0 };
        blocks[stretch.block].flat.slice(Span::new(start.min(end), end)).folded()
    });
    let start = flat.source(head.at.span).start;
    let token = flat.source(head.token);
    let end = extent.stretches.iter().map(|stretch| source_end(blocks, *stretch)).max().unwrap_or(start);
    Note {
        label: head.label.clone(),
        // A note that says nothing still has the whole of its number.
        span: Span::new(start, end.max(token.end)),
        head: token,
        body: Flat::joined(parts, " "),
        ..Note::default()
    }
}

fn source_end(blocks: &[Block], stretch: BlockStretch) -> usize {
    let flat = &blocks[stretch.block].flat;
    let text = stretch.span.of(&flat.text);
    let shown = Span::new(stretch.span.start, stretch.span.start + text.trim_end().len());
    flat.source(shown).end
}

pub(super) use shape::{is_note_sign, note_words, opens_label, superscript};

/// The label that a short text is and nothing else: `[1]` and `(1)` and `Note 1` give `1`, `2:1` (the second time) gives `2`.
pub(super) fn label_of(text: &str) -> Option<String> {
    let text = shape::plain_label(text);
    let inner = text.trim_matches(|c: char| c.is_whitespace() || "[](){}^.:↑\\".contains(c));
    let worded = inner.rsplit_once([' ', '\u{a0}']).filter(|(word, _)| word.chars().all(char::is_alphabetic));
    let inner = worded.map_or(inner, |(_, label)| label);
    let inner = inner.split_once(':').map_or(inner, |(label, _)| label);
    let (rest, label) = shape::label(inner).ok()?;
    rest.is_empty().then(|| label.to_owned())
}

/// The label at the head of a note, and how long the head is.
pub(super) fn head_label(text: &str) -> Option<(String, usize)> {
    let head = shape::head(text)?;
    Some((shape::plain_label(head.label), head.len))
}
