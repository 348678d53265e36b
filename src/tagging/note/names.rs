//! The names of a document's notes: a word that heads several notes is likely to head a short form, and one that several hold is likely to be
//! part of a source that is cited again.

use std::collections::HashMap;

use super::note_words;
use crate::tagging::{hash::hash_bytes, word::fold};
use crate::text::{Flat, Span};

/// How many words from the start of a note, or from the end of a sentence in it, a leading name is looked for.
const REACH: usize = 5;

/// The capitalised words of the notes of one document: in how many notes each stands near the start, and in how many anywhere.
#[derive(Debug, Clone, Default)]
pub struct LeadingNames {
    leading: HashMap<u32, u32>,
    anywhere: HashMap<u32, u32>,
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
