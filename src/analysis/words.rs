//! Whether a change keeps the words and numbers of the notes: by its edits, and by a second reading of the text.

use std::collections::{HashMap, HashSet};

use super::Analysis;
use super::change::{Change, Harm};
use crate::document::Document;
use crate::text::{Edit, Span, bare_words, merged};

/// The words that a change takes away and that it puts in.
#[derive(Debug, Default)]
pub(super) struct Balance {
    /// The words that are taken away more often than they are put in.
    lost: HashSet<String>,
    /// The words that are put in more often than they are taken away.
    gained: HashSet<String>,
    /// The words of the stretches that it declares to replace, and of what takes their place.
    declared: HashSet<String>,
    /// The numbers of markers and notes that it replaces, and those that take their place.
    numbers: HashSet<String>,
}

impl Balance {
    /// Of the edits of a change taken together: what one takes away, another may put in. Besides what it declares, it may replace the
    /// numbers of markers and notes.
    pub(super) fn of(document: &Document, change: &Change) -> Self {
        Self::by(document, change, change.edits.len())
    }

    /// Of each edit by itself, for changes that move nothing: a word that one edit takes away and another puts in is lost and gained.
    #[cfg(feature = "render")]
    pub(super) fn of_each(document: &Document, change: &Change) -> Self {
        Self::by(document, change, 1)
    }

    /// Of so many edits at a time.
    fn by(document: &Document, change: &Change, size: usize) -> Self {
        let (declared, numbers) = (merged(change.replaced.clone()), numbers(document));
        let exempt = merged([declared.clone(), numbers.clone()].concat());
        let mut balance = Self::default();
        for edits in change.edits.chunks(size.max(1)) {
            balance.add(document, edits, &exempt);
        }
        for edit in &change.edits {
            balance.declared.extend(replaced(document, edit, &declared));
            balance.numbers.extend(replaced(document, edit, &numbers));
        }
        balance
    }

    fn add(&mut self, document: &Document, edits: &[Edit], exempt: &[Span]) {
        let mut net: HashMap<String, isize> = HashMap::new();
        for edit in edits {
            let taken = outside(edit, exempt).flat_map(|span| bare_words(span.of(&document.text)));
            taken.for_each(|word| *net.entry(word).or_default() -= 1);
            bare_words(&edit.text).for_each(|word| *net.entry(word).or_default() += 1);
        }
        for (word, count) in net {
            match count.signum() {
                -1 => self.lost.insert(word),
                1 => self.gained.insert(word),
                _ => false,
            };
        }
    }

    fn is_lost(&self, word: &str) -> bool {
        self.lost.contains(word)
    }

    /// The first words that are lost, with the note that they stand in.
    pub(super) fn harm(&self, document: &Document, change: &Change) -> Option<Harm> {
        (!self.lost.is_empty()).then_some(())?;
        let exempt = exempt(document, change);
        let mut pieces = change.edits.iter().flat_map(|edit| outside(edit, &exempt));
        let piece = pieces.find(|span| bare_words(span.of(&document.text)).any(|word| self.is_lost(&word)))?;
        let lost = bare_words(piece.of(&document.text)).find(|word| self.is_lost(word))?;
        let note = document.notes.partition_point(|note| note.span.start <= piece.start).checked_sub(1);
        let note = note.map_or_else(String::new, |note| document.notes[note].label.clone());
        Some(Harm::WordsLost { note, word: lost })
    }
}

/// The stretches whose words a change may replace: what it declares, markers, and the numbers of notes.
fn exempt(document: &Document, change: &Change) -> Vec<Span> {
    merged([numbers(document), change.replaced.clone()].concat())
}

/// The markers, and the numbers of notes.
fn numbers(document: &Document) -> Vec<Span> {
    let is_label = |note: Option<usize>| note.is_none_or(|note| !document.notes[note].inline);
    let markers = document.markers.iter().filter(|marker| is_label(marker.note)).map(|marker| marker.span);
    let heads = document.notes.iter().filter(|note| !note.inline).map(|note| note.head);
    merged(markers.chain(heads).filter(|span| !span.is_empty()).collect())
}

/// The words of an edit inside some stretches; with those that it puts in, where it takes nothing else away.
fn replaced(document: &Document, edit: &Edit, stretches: &[Span]) -> Vec<String> {
    let inside =
        touching(edit, stretches).map(|span| Span::new(span.start.max(edit.span.start), span.end.min(edit.span.end)));
    let mut words: Vec<String> = inside.flat_map(|span| bare_words(span.of(&document.text))).collect();
    if !edit.span.is_empty() && outside(edit, stretches).next().is_none() {
        words.extend(bare_words(&edit.text));
    }
    words
}

fn touching<'a>(edit: &'a Edit, stretches: &'a [Span]) -> impl Iterator<Item = &'a Span> + Clone {
    let first = stretches.partition_point(|span| span.end <= edit.span.start);
    stretches[first..].iter().take_while(|span| span.start < edit.span.end)
}

/// The stretches of an edit outside others.
fn outside<'a>(edit: &'a Edit, stretches: &'a [Span]) -> impl Iterator<Item = Span> + 'a {
    let inside = touching(edit, stretches);
    let starts = std::iter::once(edit.span.start).chain(inside.clone().map(|span| span.end.min(edit.span.end)));
    let ends = inside.map(|span| span.start.max(edit.span.start)).chain(std::iter::once(edit.span.end));
    starts.zip(ends).filter(|(start, end)| start < end).map(|(start, end)| Span::new(start, end))
}

/// What a second reading holds against a change: a marker that leads to other words than before, but for those of the balance.
pub(super) fn second_reading(before: &Analysis, after: &Analysis, balance: &Balance) -> Result<(), Harm> {
    let format = before.document.format;
    let (old, new) = (format.witness(&before.document.text), format.witness(&after.document.text));
    let mut same: HashMap<(usize, usize), bool> = HashMap::new();
    let mut rest = new.links.iter();
    for link in &old.links {
        let mut is_same = |note: usize| {
            *same
                .entry((link.note, note))
                .or_insert_with(|| balance.allows(&old.notes[link.note], &new.notes[note], !old.unnumbered))
        };
        if !rest.any(|other| is_same(other.note) && (other.agrees || !link.agrees)) {
            return Err(Harm::MarkerMoved(link.label.clone()));
        }
    }
    Ok(())
}

impl Balance {
    /// True if one text became another by words that are lost and gained, or by the numbers of markers.
    fn allows(&self, old: &str, new: &str, numbered: bool) -> bool {
        if old == new {
            return true;
        }
        let mut counts: HashMap<&str, isize> = HashMap::new();
        old.split(' ').for_each(|word| *counts.entry(word).or_default() -= 1);
        new.split(' ').for_each(|word| *counts.entry(word).or_default() += 1);
        let is_declared = |word: &str| self.declared.contains(word) || (numbered && self.numbers.contains(word));
        counts.iter().all(|(word, count)| match count.signum() {
            -1 => self.is_lost(word) || is_declared(word),
            1 => self.gained.contains(*word) || is_declared(word),
            _ => true,
        })
    }
}
