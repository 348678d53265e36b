//! Which note a number means.

use std::collections::HashMap;

use crate::document::{Document, Note};

/// The notes of a document by what readers call them. Each map has the first note of a label.
#[derive(Debug, Default)]
pub(crate) struct LabelIndex<'a> {
    exact: HashMap<&'a str, usize>,
    /// By the digits of the label, where all labels are one word and a number: fn1, fn2.
    by_digits: HashMap<&'a str, usize>,
    /// By the number that is shown, where labels are names: notes in the order of their markers.
    by_rank: Vec<usize>,
}

impl<'a> LabelIndex<'a> {
    pub(crate) fn of(document: &'a Document) -> Self {
        let notes = document.notes.iter().enumerate();
        let exact = first_of(notes.clone().map(|(index, note)| (note.label.as_str(), index)));
        let digits = notes.map(|(index, note)| (digits(note), index)).filter(|(digits, _)| !digits.is_empty());
        let by_digits = if is_numbered(document) { first_of(digits) } else { HashMap::new() };
        let named = document.notes.iter().any(|note| note.label.starts_with(|c: char| !c.is_ascii_digit()));
        let by_rank = if named { document.reading_order() } else { Vec::new() };
        Self { exact, by_digits, by_rank }
    }

    /// The note that a number means: the one of that label, else the one that a reader sees with that number.
    pub(crate) fn note(&self, label: &str) -> Option<usize> {
        let shown = || self.by_rank.get(label.parse::<usize>().ok()?.checked_sub(1)?);
        self.exact.get(label).or_else(|| self.by_digits.get(label)).or_else(shown).copied()
    }
}

fn first_of<'a>(notes: impl Iterator<Item = (&'a str, usize)>) -> HashMap<&'a str, usize> {
    let mut first = HashMap::new();
    for (label, note) in notes {
        first.entry(label).or_insert(note);
    }
    first
}

fn digits(note: &Note) -> &str {
    note.label.trim_start_matches(|c: char| !c.is_ascii_digit())
}

/// Whether most labels have a number, and all have the same before it.
fn is_numbered(document: &Document) -> bool {
    let notes = &document.notes;
    let numbered = notes.iter().filter(|note| !digits(note).is_empty()).count();
    let mut prefixes = notes.iter().map(|note| note.label.trim_end_matches(|c: char| c.is_ascii_digit()));
    let first = prefixes.next();
    numbered * 2 > notes.len() && prefixes.all(|prefix| Some(prefix) == first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Format, Reading};

    fn noted(labels: &[&str]) -> Document {
        let notes = labels.iter().enumerate();
        let notes = notes.map(|(rank, label)| Note { label: (*label).to_owned(), rank, ..Note::default() });
        let reading = Reading { notes: notes.collect(), ..Reading::default() };
        Document { text: std::sync::Arc::default(), files: vec![0], format: Format::PLAIN, reading }
    }

    #[test]
    fn a_number_means_the_note_of_that_label() {
        for (labels, number, note) in [
            (&["1", "2", "3"][..], "2", Some(1)),
            (&["1", "2", "2"], "2", Some(1)),
            (&["fn1", "fn2"], "2", Some(1)),
            (&["fn1", "note2"], "2", Some(1)),
            (&["kemp", "hale", "reed"], "3", Some(2)),
            (&["kemp", "hale", "reed"], "4", None),
            (&["1", "2"], "12", None),
            (&["1", "2"], "", None),
        ] {
            assert_eq!(LabelIndex::of(&noted(labels)).note(number), note, "{number} among {labels:?}");
        }
    }
}
