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
    /// *, †, ‡, §, **, …
    Signs,
    /// ①, ②, …
    Circled,
}

/// The forms by the names that documents have for them.
const FORMS: &[(&[&str], NumberForm)] = &[
    (&["decimal", "1"], NumberForm::Decimal),
    (&["lowerRoman", "i"], NumberForm::LowerRoman),
    (&["upperRoman", "I"], NumberForm::UpperRoman),
    (&["lowerLetter", "a"], NumberForm::LowerLetter),
    (&["upperLetter", "A"], NumberForm::UpperLetter),
    (&["chicago"], NumberForm::Signs),
    (&["decimalEnclosedCircle", "decimalEnclosedCircleChinese", "①, ②, ③, ..."], NumberForm::Circled),
];

impl NumberForm {
    /// The form that a document names.
    pub(super) fn named(name: &str) -> Option<Self> {
        FORMS.iter().find(|(names, _)| names.contains(&name)).map(|(_, form)| *form)
    }

    fn write(self, number: usize) -> String {
        match self {
            Self::Decimal => number.to_string(),
            Self::LowerRoman => roman::numeral(number),
            Self::UpperRoman => roman::numeral(number).to_uppercase(),
            Self::LowerLetter => letters(number),
            Self::UpperLetter => letters(number).to_uppercase(),
            Self::Signs => repeated(&['*', '†', '‡', '§'], number),
            Self::Circled => circled(number),
        }
    }
}

/// How the notes of a section are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NoteNumbering {
    pub(super) form: NumberForm,
    /// The first number.
    pub(super) start: usize,
    /// True if each section begins with it anew.
    pub(super) restarts: bool,
}

impl NoteNumbering {
    /// 1, 2, 3, … through the whole document, in a form.
    pub(super) fn of(form: NumberForm) -> Self {
        Self { form, start: 1, restarts: false }
    }
}

/// How the footnotes and the endnotes of a section are numbered.
pub(super) type SectionNumbering = [NoteNumbering; 2];

/// A chain of notes: footnotes, or endnotes.
#[derive(Debug, Default)]
struct NoteChain {
    labels: HashMap<String, String>,
    /// The notes in the order of their markers.
    order: Vec<String>,
    /// The number of the next note.
    next: usize,
}

/// The labels of the notes of a document. No two are the same.
#[derive(Debug)]
pub(super) struct NoteLabels {
    chains: [NoteChain; 2],
    /// The sections that are still to come, the present one last.
    sections: Vec<SectionNumbering>,
    taken: HashSet<String>,
    /// How many notes wanted each label.
    wanted: HashMap<String, usize>,
    signs: HashMap<NoteId, String>,
    /// The notes whose markers were deleted.
    deleted: HashSet<NoteId>,
}

impl NoteLabels {
    /// Labels for the notes of a document with these sections.
    pub(super) fn new(mut sections: Vec<SectionNumbering>) -> Self {
        sections.reverse();
        let next = |chain: usize| sections.last().map_or(1, |section| section[chain].start);
        let chains = [0, 1].map(|chain| NoteChain { next: next(chain), ..NoteChain::default() });
        Self {
            chains,
            sections,
            taken: HashSet::new(),
            wanted: HashMap::new(),
            signs: HashMap::new(),
            deleted: HashSet::new(),
        }
    }

    /// Goes on to the next section; one like the present if no other comes.
    pub(super) fn next_section(&mut self) {
        if self.sections.len() > 1 {
            self.sections.pop();
        }
        let numbering = self.sections.last().into_iter().flatten();
        for (chain, numbering) in self.chains.iter_mut().zip(numbering).filter(|(_, numbering)| numbering.restarts) {
            chain.next = numbering.start;
        }
    }

    /// The label of a note that is numbered.
    pub(super) fn counted(&mut self, note: &NoteId) -> String {
        let index = usize::from(note.is_endnote);
        let chain = &mut self.chains[index];
        if let Some(known) = chain.labels.get(&note.id) {
            return known.clone();
        }
        let form = self.sections.last().map_or(NumberForm::Decimal, |section| section[index].form);
        let number = form.write(chain.next);
        chain.next += 1;
        self.give(note, &number)
    }

    /// Remembers that a marker of a note was deleted.
    pub(super) fn delete(&mut self, note: NoteId) {
        self.deleted.insert(note);
    }

    /// True if a note has no marker but a deleted one.
    pub(super) fn is_deleted(&self, note: &NoteId) -> bool {
        self.deleted.contains(note) && self.of(note).is_none()
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
    let letters: Vec<char> = ('a'..='z').collect();
    repeated(&letters, number)
}

/// The signs of a series one by one, then each twice, and so on.
fn repeated(signs: &[char], number: usize) -> String {
    let place = number.saturating_sub(1);
    signs[place % signs.len()].to_string().repeat(place / signs.len() + 1)
}

/// ① to ⑳; higher numbers have no circle.
fn circled(number: usize) -> String {
    let signs = '①'..='⑳';
    signs.into_iter().nth(number.wrapping_sub(1)).map_or_else(|| number.to_string(), String::from)
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
        assert_eq!([1, 4, 5, 12].map(|n| NumberForm::Signs.write(n)), ["*", "§", "**", "§§§"]);
        assert_eq!([0, 1, 20, 21].map(|n| NumberForm::Circled.write(n)), ["0", "①", "⑳", "21"]);
    }

    #[test]
    fn signs_are_not_counted_and_no_label_comes_twice() {
        let mut labels = NoteLabels::new(vec![[NoteNumbering::of(NumberForm::Decimal); 2]]);
        assert_eq!(labels.signed(&note(false, "2"), "*"), "*");
        assert_eq!(labels.counted(&note(false, "9")), "1");
        assert_eq!(labels.signed(&note(false, "3"), "*"), "*~2");
        assert_eq!(labels.counted(&note(true, "1")), "1~2");
        assert_eq!(labels.counted(&note(false, "4")), "2");
        assert_eq!(labels.counted(&note(false, "9")), "1");
    }

    #[test]
    fn sections_begin_anew_where_they_say_so() {
        let numbering = |form, start, restarts| {
            [NoteNumbering { form, start, restarts }, NoteNumbering::of(NumberForm::LowerRoman)]
        };
        let mut labels = NoteLabels::new(vec![
            numbering(NumberForm::Decimal, 7, false),
            numbering(NumberForm::LowerLetter, 3, false),
            numbering(NumberForm::Decimal, 1, true),
        ]);
        let mut shown = Vec::new();
        for section in 0..4 {
            shown.extend([1, 2].map(|place| labels.counted(&note(false, &format!("{section}-{place}")))));
            shown.push(labels.counted(&note(true, &section.to_string())));
            labels.next_section();
        }
        assert_eq!(shown, ["7", "8", "i", "i~2", "j", "ii", "1", "2", "iii", "1~2", "2~2", "iv"]);
    }

    #[test]
    fn a_note_is_deleted_with_its_last_marker() {
        let mut labels = NoteLabels::new(vec![[NoteNumbering::of(NumberForm::Decimal); 2]]);
        labels.delete(note(false, "1"));
        labels.delete(note(false, "2"));
        labels.counted(&note(false, "2"));
        assert_eq!(["1", "2", "3"].map(|id| labels.is_deleted(&note(false, id))), [true, false, false]);
    }
}
