//! Markers and notes that found no partner of their own kind: a marker `[^1]` beside typed notes, a note `[^1]: …` beside typed markers,
//! and lists of notes whose markers are gone.

use std::collections::{HashMap, HashSet};

use super::evidence::{self, NumberingEvidence};
use super::extent;
use super::gather::{self, HeadCandidate, MarkerCandidate};
use super::shape::Shape;
use crate::document::block::{Block, BlockKind};
use crate::document::heading::{Announces, announces};
use crate::document::html::is_note_address;
use crate::document::{Marker, Note, Reading};
use crate::text::{self, MarkKind, Span};

/// The places of the markers that name a note which is not there.
pub(super) fn markers(found: &Reading) -> HashSet<Span> {
    let names: HashSet<String> = found.notes.iter().map(|note| note.id.to_lowercase()).collect();
    let loose = found.markers.iter().filter(|marker| !names.contains(&marker.target.to_lowercase()));
    loose.map(|marker| marker.span).collect()
}

/// The notes by their labels that are called by name, and by none of the markers.
pub(super) fn notes(found: &Reading) -> HashMap<&str, &Note> {
    let is_named = |note: &&Note| !note.inline && note.id == note.label && !note.id.is_empty();
    if !found.notes.iter().any(|note| is_named(&note)) {
        return HashMap::new();
    }
    let called: HashSet<String> = found.markers.iter().map(|marker| marker.target.to_lowercase()).collect();
    let unused = found.notes.iter().filter(is_named).filter(|note| !called.contains(&note.id.to_lowercase()));
    unused.map(|note| (note.label.as_str(), note)).collect()
}

/// The typed markers of notes that are called by name: of one shape, for at least two of the notes and three quarters of them all,
/// and not many beside.
pub(super) fn adopted(blocks: &[Block], marks: &[MarkerCandidate], notes: &HashMap<&str, &Note>) -> Vec<Marker> {
    const SHAPES: [Shape; 3] = [Shape::Bracket, Shape::Super, Shape::Paren];
    let of_shape = |shape: Shape| {
        let strong: Vec<&MarkerCandidate> = marks.iter().filter(|mark| mark.shape == shape && !mark.weak).collect();
        let place = |mark: &MarkerCandidate| blocks[mark.at.block].flat.source(mark.at.span);
        let fits = |mark: &&&MarkerCandidate| {
            notes.get(mark.label.as_str()).is_some_and(|note| place(mark).start < note.span.start)
        };
        let known: Vec<&MarkerCandidate> = strong.iter().filter(fits).copied().collect();
        let labels: HashSet<&str> = known.iter().map(|mark| mark.label.as_str()).collect();
        let is_believed =
            labels.len() >= 2 && labels.len() * 4 >= notes.len() * 3 && known.len() * 4 >= strong.len() * 3;
        let marker = |mark: &MarkerCandidate| Marker {
            label: mark.label.clone(),
            span: place(mark),
            target: mark.label.clone(),
            ..Marker::default()
        };
        is_believed.then(|| known.into_iter().map(marker).collect())
    };
    SHAPES.into_iter().find_map(of_shape).unwrap_or_default()
}

/// The typed notes of markers whose links lead nowhere: the one number of its kind that stands in its place among the linked notes, or,
/// where no note is linked, a list that has all the numbers of the markers, or numbers that are links back.
pub(super) fn unanchored(
    blocks: &[Block],
    marks: &[MarkerCandidate],
    heads: &[HeadCandidate],
    notes: &[Note],
) -> Option<NumberingEvidence> {
    let is_lost = |mark: &&MarkerCandidate| leads_to_note(blocks, mark);
    let lost: HashMap<&str, &MarkerCandidate> =
        marks.iter().filter(is_lost).map(|mark| (mark.label.as_str(), mark)).collect();
    let mut own: HashMap<&str, Vec<&HeadCandidate>> = HashMap::new();
    heads.iter().for_each(|head| own.entry(head.label.as_str()).or_default().push(head));
    let only = |label: &str| own.get(label).filter(|heads| heads.len() == 1).map(|heads| heads[0]);
    let placed = lost.iter().filter_map(|(label, &mark)| Some((mark, only(label)?)));
    let mut pairs: Vec<(&MarkerCandidate, &HeadCandidate)> =
        placed.filter(|(mark, head)| mark.at < head.at && fits(blocks, head, notes)).collect();
    pairs.sort_by_key(|(_, head)| head.at);
    let is_list =
        pairs.len() >= 2 && pairs.len() == lost.len() && pairs.iter().zip(1..).all(|((_, head), n)| head.place == n);
    let heads: Vec<&HeadCandidate> = pairs.iter().map(|&(_, head)| head).collect();
    let returns = |head: &&HeadCandidate| gather::returns(&blocks[head.at.block], head);
    let is_believed =
        !pairs.is_empty() && (!notes.is_empty() || is_list && is_of_one_dress(&heads) || heads.iter().all(returns));
    let evidence = || NumberingEvidence {
        pairs: pairs.len(),
        marks: pairs.iter().map(|&(mark, _)| mark.clone()).collect(),
        extents: extent::extents(blocks, &heads, marks),
    };
    is_believed.then(evidence)
}

fn is_of_one_dress(heads: &[&HeadCandidate]) -> bool {
    heads.windows(2).all(|pair| pair[0].shape == pair[1].shape)
}

/// True if a marker is a link to a note by its address.
fn leads_to_note(blocks: &[Block], mark: &MarkerCandidate) -> bool {
    let address = |mark: &text::Mark| match &mark.kind {
        MarkKind::Link(address) => address.strip_prefix('#').is_some_and(is_note_address),
        _ => false,
    };
    blocks[mark.at.block].flat.marks_at(mark.at.span).any(address)
}

/// True if a head has the number that is missing where it stands: one more than that of the linked note before it, or one less than
/// that of the note after it. True of every head where no note is linked.
fn fits(blocks: &[Block], head: &HeadCandidate, notes: &[Note]) -> bool {
    let start = blocks[head.at.block].flat.source(head.at.span).start;
    let next = notes.partition_point(|note| note.span.start < start);
    let number = |note: &Note| note.label.parse::<u32>().ok();
    let before = next.checked_sub(1).and_then(|last| number(&notes[last]));
    let after = notes.get(next).and_then(number);
    let follows = before.is_none_or(|before| before.checked_add(1) == Some(head.place));
    let leads = after.is_none_or(|after| head.place.checked_add(1) == Some(after));
    follows && leads
}

/// A list of notes whose markers are gone: numbered from 1 under a heading of notes, or under one that may head works, where an entry
/// is too short for a work.
pub(super) fn list(blocks: &[Block], marks: &[MarkerCandidate], heads: &[HeadCandidate]) -> Option<NumberingEvidence> {
    let (from, announced) = blocks.iter().enumerate().rev().find_map(|(index, block)| {
        let what = Some(block)
            .filter(|block| block.may_head())
            .and_then(|block| announces(block.text()))
            .filter(|what| matches!(what, Announces::Notes | Announces::Either));
        Some((index, what?))
    })?;
    let to = blocks[from + 1..]
        .iter()
        .position(|block| block.kind == BlockKind::Heading)
        .map_or(blocks.len(), |end| from + 1 + end);
    let under: Vec<&HeadCandidate> = heads.iter().filter(|head| (from..to).contains(&head.at.block)).collect();
    let first = under.first()?;
    let own: Vec<&HeadCandidate> = under.iter().copied().filter(|head| head.shape == first.shape).collect();
    let counts = own.iter().zip(1..).all(|(head, place)| head.place == place) && own.len() >= 2;
    let extents = extent::extents(blocks, &own, marks);
    let is_bare = evidence::outside(marks, &extents).iter().all(|mark| mark.weak);
    let is_list = match announced {
        Announces::Notes => matches!(first.shape, Shape::Bracket | Shape::Super | Shape::Word | Shape::Dot),
        _ => first.shape != Shape::Dot && extents.iter().skip(1).any(|extent| is_terse(extent.text(blocks))),
    };
    (counts && is_bare && is_list).then_some(NumberingEvidence { pairs: own.len(), marks: Vec::new(), extents })
}

/// Whether an entry is too short for a work and too long for a title: a few words, a number, and no year.
fn is_terse(text: &str) -> bool {
    const WORDS: usize = 7;
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.clone().count() < WORDS
        && !words.clone().any(is_year)
        && words.any(|word| word.bytes().all(|b| b.is_ascii_digit()))
}
