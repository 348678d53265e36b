//! The labels of notes, as a reader sees them: numbers in the order of their markers, or signs that the writer typed.

use std::collections::{HashMap, HashSet};

use super::paragraph::NoteId;
use crate::text::roman;

/// The form of the numbers of a chain of notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberForm {
    Decimal,
    LowerRoman,
    UpperRoman,
    LowerLetter,
    UpperLetter,
}

impl NumberForm {
    /// The form that a document names.
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "decimal" | "1" => Some(Self::Decimal),
            "lowerRoman" | "i" => Some(Self::LowerRoman),
            "upperRoman" | "I" => Some(Self::UpperRoman),
            "lowerLetter" | "a" => Some(Self::LowerLetter),
            "upperLetter" | "A" => Some(Self::UpperLetter),
            _ => None,
        }
    }

    fn write(self, number: usize) -> String {
        match self {
            Self::Decimal => number.to_string(),
            Self::LowerRoman => roman::numeral(number),
            Self::UpperRoman => roman::numeral(number).to_uppercase(),
            Self::LowerLetter => letters(number),
            Self::UpperLetter => letters(number).to_uppercase(),
        }
    }
}

/// A chain of notes: footnotes, or endnotes.
#[derive(Debug)]
struct NoteChain {
    numbers: NumberForm,
    labels: HashMap<String, String>,
    /// The notes in the order of their markers.
    order: Vec<String>,
    counted: usize,
}

/// The labels of the notes of a document. No two are the same.
#[derive(Debug)]
pub(super) struct NoteLabels {
    chains: [NoteChain; 2],
    taken: HashSet<String>,
    /// How many notes wanted each label.
    wanted: HashMap<String, usize>,
    signs: HashMap<NoteId, String>,
}

impl NoteLabels {
    pub(super) fn new(footnotes: NumberForm, endnotes: NumberForm) -> Self {
        let chain = |numbers| NoteChain { numbers, labels: HashMap::new(), order: Vec::new(), counted: 0 };
        let chains = [chain(footnotes), chain(endnotes)];
        Self { chains, taken: HashSet::new(), wanted: HashMap::new(), signs: HashMap::new() }
    }

    /// The label of a note that is numbered.
    pub(super) fn counted(&mut self, note: &NoteId) -> String {
        let chain = &mut self.chains[usize::from(note.is_endnote)];
        if let Some(known) = chain.labels.get(&note.id) {
            return known.clone();
        }
        chain.counted += 1;
        let number = chain.numbers.write(chain.counted);
        self.give(note, &number)
    }

    /// The label of a note whose sign the writer typed.
    pub(super) fn signed(&mut self, note: &NoteId, sign: &str) -> String {
        self.signs.insert(note.clone(), sign.to_owned());
        self.give(note, sign)
    }

    /// A label that another note has already is told from it by a number.
    fn give(&mut self, note: &NoteId, wanted: &str) -> String {
        let times = self.wanted.entry(wanted.to_owned()).or_default();
        let label = loop {
            *times += 1;
            let label = if *times == 1 { wanted.to_owned() } else { format!("{wanted}~{times}") };
            if !self.taken.contains(&label) {
                break label;
            }
        };
        self.taken.insert(label.clone());
        let chain = &mut self.chains[usize::from(note.is_endnote)];
        chain.order.push(note.id.clone());
        chain.labels.insert(note.id.clone(), label.clone());
        label
    }

    /// True if a note begins with this sign, typed by the writer.
    pub(super) fn is_sign(&self, note: &NoteId, sign: &str) -> bool {
        self.signs.get(note).is_some_and(|known| known == sign)
    }

    /// The label of a note. A note without a marker has none.
    pub(super) fn of(&self, note: &NoteId) -> Option<&str> {
        self.chains[usize::from(note.is_endnote)].labels.get(&note.id).map(String::as_str)
    }

    /// The places of the notes of a chain in the order of their markers, by their ids.
    pub(super) fn places(&self, is_endnote: bool) -> HashMap<&str, usize> {
        self.chains[usize::from(is_endnote)].order.iter().enumerate().map(|(place, id)| (id.as_str(), place)).collect()
    }
}

/// a to z, then aa, bb, … as Word counts.
fn letters(number: usize) -> String {
    let place = number.saturating_sub(1);
    let letter = char::from(b'a' + u8::try_from(place % 26).unwrap_or(0));
    letter.to_string().repeat(place / 26 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(is_endnote: bool, id: &str) -> NoteId {
        NoteId { is_endnote, id: id.to_owned() }
    }

    #[test]
    fn numbers_of_every_form() {
        let shown: Vec<String> = [1, 4, 9, 14, 49, 100].into_iter().map(|n| NumberForm::LowerRoman.write(n)).collect();
        assert_eq!(shown, ["i", "iv", "ix", "xiv", "xlix", "c"]);
        assert_eq!([1, 26, 27].map(|n| NumberForm::UpperLetter.write(n)), ["A", "Z", "AA"]);
    }

    #[test]
    fn signs_are_not_counted_and_no_label_comes_twice() {
        let mut labels = NoteLabels::new(NumberForm::Decimal, NumberForm::Decimal);
        assert_eq!(labels.signed(&note(false, "2"), "*"), "*");
        assert_eq!(labels.counted(&note(false, "9")), "1");
        assert_eq!(labels.signed(&note(false, "3"), "*"), "*~2");
        assert_eq!(labels.counted(&note(true, "1")), "1~2");
        assert_eq!(labels.counted(&note(false, "4")), "2");
        assert_eq!(labels.counted(&note(false, "9")), "1");
    }
}
