//! The names of a document's notes: a word that heads several notes is likely to head a short form, and one that several hold is likely to be
//! part of a source that is cited again.

use std::collections::HashMap;

use super::note_words;
use crate::tagging::hash::fold;
use crate::tagging::hash::{SEED, finish, hash_bytes, mix};
use crate::text::{Flat, Span};

/// How many words from the start of a note, or from the end of a sentence in it, a leading name is looked for.
const REACH: usize = 5;

/// A number so many words after a name may be its place.
const PLACE: usize = 3;

/// The capitalised words of the notes of one document: in how many notes each stands near the start, in how many anywhere, and in how many
/// before a number. And how many notes begin alike.
#[derive(Debug, Clone, Default)]
pub struct LeadingNames {
    leading: HashMap<u32, u32>,
    anywhere: HashMap<u32, u32>,
    placed: HashMap<u32, u32>,
    beginnings: HashMap<u32, u32>,
    manner: Manner,
}

/// How the notes of a document are written.
#[derive(Debug, Clone, Copy, Default)]
struct Manner {
    notes: u32,
    /// Notes of at most [`SHORT`] words.
    short: u32,
    /// Notes with a number near their end.
    placed: u32,
    /// Notes with a semicolon.
    listing: u32,
}

/// A note of so many words has room for one citation and little else.
const SHORT: usize = 12;

impl Manner {
    fn add(&mut self, text: &str, numbers: &[bool]) {
        self.notes += 1;
        self.short += u32::from(numbers.len() <= SHORT);
        self.placed += u32::from(numbers.iter().rev().take(PLACE).any(|number| *number));
        self.listing += u32::from(text.contains(';'));
    }

    /// Quarters of each share, as one number; 0 for a document of few notes.
    fn value(self) -> u32 {
        /// Fewer notes have no manner.
        const FEW: u32 = 5;
        let quarter = |count: u32| (4 * count / self.notes.max(1)).min(3);
        if self.notes < FEW {
            0
        } else {
            1 + quarter(self.short) + 4 * quarter(self.placed) + 16 * quarter(self.listing)
        }
    }
}

impl LeadingNames {
    /// Collects the names of all notes.
    pub fn of<'f>(notes: impl Iterator<Item = &'f Flat>) -> Self {
        let mut names = Self::default();
        let mut buffer = String::new();
        for note in notes {
            let words = note_words(&note.text);
            let hashed = |span: &Span| name(span.of(&note.text), &mut buffer);
            let all: Vec<Option<u32>> = words.iter().map(hashed).collect();
            count(&mut names.leading, all.iter().take(REACH));
            count(&mut names.anywhere, all.iter());
            let numbers: Vec<bool> = words.iter().map(|span| is_number(span.of(&note.text))).collect();
            names.manner.add(&note.text, &numbers);
            let placed = |at: &usize| numbers[at + 1..].iter().take(PLACE).any(|number| *number);
            count(&mut names.placed, (0..all.len()).filter(placed).map(|at| &all[at]));
            *names.beginnings.entry(beginning(&note.text, &words)).or_default() += 1;
        }
        names
    }

    /// How often other notes begin with this word: never, once, or more often (0, 1 or 2).
    pub(super) fn heard(&self, folded: u32) -> u32 {
        others(&self.leading, folded)
    }

    /// How many other notes have this word: none, one, or more (0, 1 or 2).
    pub(super) fn known(&self, folded: u32) -> u32 {
        others(&self.anywhere, folded)
    }

    /// How many notes have this word shortly before a number: none, one, two, or more (0 to 3).
    pub(super) fn placed(&self, folded: u32) -> u32 {
        self.placed.get(&folded).copied().unwrap_or_default().min(3)
    }

    /// How the notes of the document are written: how many are short, end with a number, have a semicolon.
    pub(super) fn manner(&self) -> u32 {
        self.manner.value()
    }

    /// All that these names show of a note and its words: what its roles depend on besides the note.
    pub(crate) fn shown(&self, text: &str) -> Vec<u8> {
        let words = note_words(text);
        let mut buffer = String::new();
        let of_word = |span: &Span| {
            fold(span.of(text), &mut buffer);
            let folded = hash_bytes(buffer.as_bytes());
            self.heard(folded) | self.known(folded) << 2 | self.placed(folded) << 4
        };
        let of_words: Vec<u32> = words.iter().map(of_word).collect();
        let all = of_words.into_iter().chain([self.manner(), self.repeated(text, &words)]);
        all.map(|number| number as u8).collect()
    }

    /// How many other notes begin with the same words: none, one, or more (0, 1 or 2).
    pub(super) fn repeated(&self, text: &str, words: &[Span]) -> u32 {
        others(&self.beginnings, beginning(text, words))
    }
}

/// The first words of a note, as one hash.
fn beginning(text: &str, words: &[Span]) -> u32 {
    let mut buffer = String::new();
    let hash = words.iter().take(PLACE).fold(SEED, |hash, span| {
        fold(span.of(text), &mut buffer);
        mix(hash, hash_bytes(buffer.as_bytes()))
    });
    finish(hash)
}

/// A word with a digit, or a Roman number.
fn is_number(word: &str) -> bool {
    let core = word.trim_matches(|c: char| !c.is_alphanumeric());
    core.contains(|c: char| c.is_ascii_digit())
        || !core.is_empty() && core.bytes().all(|byte| b"IVXLCDMivxlc".contains(&byte))
}

/// Counts each word of a note once.
fn count<'w>(counts: &mut HashMap<u32, u32>, words: impl Iterator<Item = &'w Option<u32>>) {
    let mut words: Vec<u32> = words.flatten().copied().collect();
    words.sort_unstable();
    words.dedup();
    words.into_iter().for_each(|word| *counts.entry(word).or_default() += 1);
}

fn others(counts: &HashMap<u32, u32>, folded: u32) -> u32 {
    counts.get(&folded).copied().unwrap_or_default().min(3).saturating_sub(1)
}

/// The hash of a word that may be a name: three letters or more, the first a capital.
fn name(word: &str, buffer: &mut String) -> Option<u32> {
    let core = word.trim_matches(|c: char| !c.is_alphabetic());
    let capital = core.chars().next().is_some_and(char::is_uppercase) && core.chars().nth(2).is_some();
    capital.then(|| {
        fold(word, buffer);
        hash_bytes(buffer.as_bytes())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_heard_when_other_notes_begin_with_it() {
        let notes =
            ["Robinson, 3.", "See Robinson, 4.", "Obviously.", "the Robinson"].map(|text| Flat::verbatim(text, 0));
        let names = LeadingNames::of(notes.iter());
        let heard = |word: &str| names.heard(hash_bytes(word.as_bytes()));
        assert_eq!([heard("robinson"), heard("obviously"), heard("the"), heard("baker")], [2, 0, 0, 0]);
        assert_eq!(names.known(hash_bytes(b"robinson")), 2);
    }
}
