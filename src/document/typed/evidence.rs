//! Whether markers and heads fit each other well enough to be believed.

use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};

use super::extent::{self, Extent};
use super::gather::{HeadCandidate, MarkerCandidate};
use super::shape::Shape;
use crate::document::block::{Block, BlockKind};
use crate::document::heading::{Announces, announces};

/// A way of numbering that was believed.
#[derive(Debug)]
pub(super) struct NumberingEvidence {
    /// How many labels have both a marker and a note.
    pub(super) pairs: usize,
    pub(super) marks: Vec<MarkerCandidate>,
    pub(super) extents: Vec<Extent>,
}

/// How far a marker without a note may lie from the numbers of the notes.
const ASTRAY: u32 = 12;

impl NumberingEvidence {
    /// The evidence for notes with heads of one dress and markers of `shape`; `None` where it is too little.
    pub(super) fn weigh(
        blocks: &[Block],
        zones: &LazyCell<HashSet<usize>, impl FnOnce() -> HashSet<usize>>,
        (shape, dress): (Shape, Shape),
        marks: &[MarkerCandidate],
        heads: &[HeadCandidate],
    ) -> Option<NumberingEvidence> {
        let dressed: Vec<&HeadCandidate> = heads.iter().filter(|head| head.shape == dress).collect();
        let telling = shape == dress || dress == Shape::Word || (shape, dress) == (Shape::Caret, Shape::Bracket);
        if dressed.is_empty() {
            return None;
        }
        let dressed = if telling { dressed } else { lists_of_notes(&in_zone(zones, dressed, marks), marks.iter()) };
        if dressed.is_empty() {
            return None;
        }
        let extents = extent::extents(blocks, &dressed, marks);
        let outside = outside(marks, &extents);
        // Items that are full of such numbers themselves are no notes, but a list in a text about arrays.
        if !telling && (marks.len() - outside.len()) * 2 >= dressed.len() {
            return None;
        }
        let weighed = WeighedNumbering::of(&outside, &dressed);
        let pairs = weighed.is_believed(telling, &dressed)?;
        Some(NumberingEvidence { pairs, marks: believed(blocks, outside, &dressed), extents })
    }
}

/// The markers that stand in no note.
pub(super) fn outside<'m>(marks: &'m [MarkerCandidate], extents: &[Extent]) -> Vec<&'m MarkerCandidate> {
    let mut notes = extents.iter().flat_map(|extent| extent.stretches.iter()).peekable();
    let stands = |mark: &&MarkerCandidate| {
        while notes.next_if(|note| (note.block, note.span.end) <= (mark.at.block, mark.at.span.start)).is_some() {}
        notes.peek().is_none_or(|note| note.block != mark.at.block || !note.span.contains(mark.at.span.start))
    };
    marks.iter().filter(stands).collect()
}

/// Numbered lists are everywhere; those that may be notes stand under a heading of notes, after a rule, or at the end of all.
fn in_zone<'h>(
    announced: &HashSet<usize>,
    heads: Vec<&'h HeadCandidate>,
    marks: &[MarkerCandidate],
) -> Vec<&'h HeadCandidate> {
    let zoned: Vec<&HeadCandidate> = heads.iter().copied().filter(|head| announced.contains(&head.at.block)).collect();
    if !zoned.is_empty() {
        return zoned;
    }
    let farthest = farthest(&heads);
    let is_before_head =
        |mark: &&MarkerCandidate| farthest.get(mark.label.as_str()).is_some_and(|&head| head > mark.at.block);
    let strong: Vec<&MarkerCandidate> = marks.iter().filter(|mark| !mark.weak).filter(is_before_head).collect();
    let by_chapter = after_chapters(&strong, &heads);
    if !by_chapter.is_empty() {
        return by_chapter;
    }
    let last = strong.last().map_or(0, |mark| mark.at.block);
    heads.into_iter().filter(|head| head.at.block > last).collect()
}

/// The heads that stand after the markers of their chapter and before those of the next, where numbering begins afresh in each, and
/// three quarters of the markers of each have a head there and the other way round.
fn after_chapters<'h>(marks: &[&MarkerCandidate], heads: &[&'h HeadCandidate]) -> Vec<&'h HeadCandidate> {
    let Some(first) = marks.first() else { return Vec::new() };
    let chapters: Vec<&[&MarkerCandidate]> =
        marks.chunk_by(|one, next| next.label != first.label || one.label == first.label).collect();
    let mut found = Vec::new();
    for (number, chapter) in chapters.iter().enumerate().filter(|_| chapters.len() > 1) {
        let from = chapter.last().map_or(0, |mark| mark.at.block + 1);
        let to = chapters.get(number + 1).and_then(|next| next.first()).map_or(usize::MAX, |mark| mark.at.block);
        let start = heads.partition_point(|head| head.at.block < from);
        let own: Vec<&HeadCandidate> = heads[start..].iter().copied().take_while(|head| head.at.block < to).collect();
        let own = lists_of_notes(&own, chapter.iter().copied());
        let labels: HashSet<&str> = own.iter().map(|head| head.label.as_str()).collect();
        let known: Vec<&str> =
            chapter.iter().map(|mark| mark.label.as_str()).filter(|label| labels.contains(label)).collect();
        let answered = known.iter().collect::<HashSet<_>>().len();
        if known.len() * 4 < chapter.len() * 3 || answered * 4 < own.len() * 3 {
            return Vec::new();
        }
        found.extend(own);
    }
    found
}

/// Of the lists that numbering makes by beginning afresh, those of which more than half the items have a marker each: the list of
/// comments below the notes has numbers, too. A wrong number within a list begins no other.
fn lists_of_notes<'h, 'm>(
    heads: &[&'h HeadCandidate],
    marks: impl Iterator<Item = &'m MarkerCandidate>,
) -> Vec<&'h HeadCandidate> {
    let mut waiting: HashMap<&str, usize> = HashMap::new();
    marks.filter(|mark| !mark.weak).for_each(|mark| *waiting.entry(mark.label.as_str()).or_default() += 1);
    let mut found = Vec::new();
    let first = heads.first().map_or(0, |head| head.place);
    for list in heads.chunk_by(|one, next| next.place > first || one.place < first) {
        let known: Vec<&str> = list.iter().map(|head| head.label.as_str()).collect();
        let answered = |label: &&&str| waiting.get(**label).is_some_and(|marks| *marks > 0);
        if known.iter().filter(answered).count() * 2 > list.len() {
            known
                .iter()
                .for_each(|label| _ = waiting.entry(label).and_modify(|marks| *marks = marks.saturating_sub(1)));
            found.extend(list);
        }
    }
    found
}

/// The last block that begins with each label.
fn farthest<'h>(heads: &[&'h HeadCandidate]) -> HashMap<&'h str, usize> {
    heads.iter().map(|head| (head.label.as_str(), head.at.block)).collect()
}

/// The blocks under headings of notes and after rules, as far as the next heading.
pub(super) fn zones(blocks: &[Block]) -> HashSet<usize> {
    let mut inside = false;
    let mut found = HashSet::new();
    for (index, block) in blocks.iter().enumerate() {
        let named = block.may_head()
            && block.text().len() < 80
            && announces(block.text()).is_some_and(|what| what != Announces::Sigla);
        match block.kind {
            _ if named => inside = true,
            BlockKind::Rule => inside = true,
            BlockKind::Heading => inside = false,
            _ if inside => {
                found.insert(index);
            }
            _ => {}
        }
    }
    found
}

struct WeighedNumbering {
    strong: usize,
    matched: usize,
    before: usize,
    ascending: usize,
    labels: usize,
    /// The heads that have a marker of their own: where numbering begins afresh in each chapter, a label has as many of both.
    answered: usize,
}

impl WeighedNumbering {
    fn of(marks: &[&MarkerCandidate], heads: &[&HeadCandidate]) -> WeighedNumbering {
        let last_head = farthest(heads);
        let strong: Vec<&&MarkerCandidate> = marks.iter().filter(|mark| !mark.weak).collect();
        let matched: Vec<&&&MarkerCandidate> =
            strong.iter().filter(|mark| last_head.contains_key(mark.label.as_str())).collect();
        let before = matched.iter().filter(|mark| last_head[mark.label.as_str()] >= mark.at.block).count();
        let ascends = |pair: &&[&&&MarkerCandidate]| pair[1].place >= pair[0].place || pair[1].place <= 2;
        WeighedNumbering {
            strong: strong.len(),
            matched: matched.len(),
            before,
            ascending: 1 + matched.windows(2).filter(ascends).count(),
            labels: matched.iter().map(|mark| mark.label.as_str()).collect::<HashSet<_>>().len(),
            answered: answered(&matched, heads),
        }
    }

    /// The number of labels with both, where that is enough: two or more, three quarters of the markers, in order and before their
    /// notes. One will do where marker and note look alike and there are no others.
    fn is_believed(&self, telling: bool, heads: &[&HeadCandidate]) -> Option<usize> {
        let share = |part: usize, whole: usize, percent: usize| part * 100 >= whole * percent;
        let alone = telling
            && self.labels == 1
            && self.strong == 1
            && heads.len() <= 3
            && heads.iter().any(|head| head.place == 1);
        let (of_marks, of_heads) = if telling { (60, 25) } else { (75, 50) };
        let fits = share(self.matched, self.strong, of_marks)
            && share(self.answered, heads.len(), of_heads)
            && share(self.before, self.matched, 75)
            && share(self.ascending, self.matched, 75);
        (fits && (self.labels >= 2 || alone)).then_some(self.labels)
    }
}

/// How many heads have a marker each, label by label.
fn answered(marks: &[&&&MarkerCandidate], heads: &[&HeadCandidate]) -> usize {
    let mut waiting: HashMap<&str, usize> = HashMap::new();
    marks.iter().for_each(|mark| *waiting.entry(mark.label.as_str()).or_default() += 1);
    let has_own = |head: &&&HeadCandidate| match waiting.get_mut(head.label.as_str()) {
        Some(marks) if *marks > 0 => {
            *marks -= 1;
            true
        }
        _ => false,
    };
    heads.iter().filter(has_own).count()
}

/// The markers of a numbering that is believed: those with a note, numbers near those of the notes and not in a quotation (they are
/// those of the book that is quoted), and weak ones only where nothing else points to their note.
fn believed(blocks: &[Block], marks: Vec<&MarkerCandidate>, heads: &[&HeadCandidate]) -> Vec<MarkerCandidate> {
    let labels: HashSet<&str> = heads.iter().map(|head| head.label.as_str()).collect();
    let first = heads.iter().map(|head| head.place).min().unwrap_or(0);
    let last = heads.iter().map(|head| head.place).max().unwrap_or(0);
    let near = first.saturating_sub(ASTRAY)..=last + ASTRAY;
    let strong: HashSet<&str> = marks.iter().filter(|mark| !mark.weak).map(|mark| mark.label.as_str()).collect();
    let mut taken: HashSet<&str> = HashSet::new();
    let mut kept = Vec::new();
    for mark in marks {
        let known = labels.contains(mark.label.as_str());
        let numbered = mark.label.starts_with(|c: char| c.is_ascii_digit());
        let keep = match mark.weak {
            false => known || (numbered && near.contains(&mark.place) && !is_quoted(blocks, mark)),
            true => known && !strong.contains(mark.label.as_str()) && taken.insert(&mark.label),
        };
        kept.extend(keep.then(|| mark.clone()));
    }
    kept
}

/// Whether a marker stands in a block quotation, or before its block closes a quotation mark.
fn is_quoted(blocks: &[Block], mark: &MarkerCandidate) -> bool {
    let block = &blocks[mark.at.block];
    let before = &block.text()[..mark.at.span.start];
    let count = |quote: char| before.matches(quote).count();
    block.is_quoted || count('“') > count('”') || count('«') > count('»') || count('"') % 2 == 1
}
