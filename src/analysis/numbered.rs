//! The numbers of notes that a text names: "see note 12", "notes 3, 5 and 7", "Anm. 3–4".

use crate::text::{Span, words};

/// What may follow the first number after a word for "note".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NumberList {
    /// Nothing, or the end of a range: "note 12", "n 3–4".
    One,
    /// Numbers after "and": "Anm. 3 und 4". What stands after a comma is a page.
    Joined,
    /// Numbers after "and" and commas: "notes 3, 5 and 7".
    Listed,
}

/// The words before the numbers of notes, without final stop and in lower case. One line a language or two.
#[rustfmt::skip]
const CUES: &[(NumberList, &[&str])] = &[
    (NumberList::One, &["note", "footnote", "endnote", "n"]),
    (NumberList::Listed, &["notes", "footnotes", "endnotes", "fns", "nn"]),
    (NumberList::Joined, &["anm", "anmerkung", "anmerkungen", "fn", "fußn", "fußnote", "fußnoten"]),
    (NumberList::One, &["nota", "nt", "noot", "voetnoot"]),
    (NumberList::Listed, &["notas", "noten", "voetnoten"]),
    (NumberList::One, &["przyp", "przypis", "pozn", "not", "fotnot", "fodnote", "lábjegyzet", "прим", "примечание", "сноска"]),
];

/// The words and signs between two numbers of a list.
const JOINTS: &[&str] =
    &["and", "or", "to", "&", "–", "-", "und", "oder", "bis", "et", "ou", "e", "o", "y", "en", "i", "и"];

/// What may stand at the next word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    Cue,
    Number(NumberList),
    Joint(NumberList),
    /// After a comma.
    Either(NumberList),
}

/// The numbers that follow a cue: `12` in "see note 12".
pub(super) fn numbered(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut next = Next::Cue;
    for (at, word) in words(text) {
        let number = NumberRange::of(word);
        next = match (next, number) {
            (Next::Number(list) | Next::Either(list), Some(number)) => {
                found.extend(number.spans().map(|span| span.shifted(at)));
                number.next(list, word)
            }
            (Next::Joint(list) | Next::Either(list), _) if JOINTS.contains(&word) => Next::Number(list),
            _ => cue(word),
        };
    }
    found
}

fn cue(word: &str) -> Next {
    let bare = word.trim_start_matches(['(', '[']).trim_end_matches('.').to_lowercase();
    let row = CUES.iter().find(|(_, cues)| cues.contains(&bare.as_str()));
    row.map_or(Next::Cue, |(list, _)| Next::Number(*list))
}

/// The number that a word begins with, and the one at the other end of its range.
#[derive(Debug, Clone, Copy)]
struct NumberRange {
    first: Span,
    last: Option<Span>,
}

impl NumberRange {
    /// `None` for words that begin otherwise, and for those in which letters follow the digits: "3rd".
    fn of(word: &str) -> Option<Self> {
        let first = digits(word, 0)?;
        let dash = word[first.end..].chars().next().filter(|c| ['-', '–', '‑'].contains(c));
        let last = dash.and_then(|dash| digits(word, first.end + dash.len_utf8()));
        let end = last.unwrap_or(first).end;
        (!word[end..].starts_with(char::is_alphanumeric)).then_some(Self { first, last })
    }

    fn spans(self) -> impl Iterator<Item = Span> {
        std::iter::once(self.first).chain(self.last)
    }

    /// What may follow: the marks after a number tell whether the list goes on.
    fn next(self, list: NumberList, word: &str) -> Next {
        let after = &word[self.last.unwrap_or(self.first).end..];
        match (list, after) {
            (NumberList::Joined | NumberList::Listed, "") => Next::Joint(list),
            (NumberList::Listed, ",") => Next::Either(list),
            _ => Next::Cue,
        }
    }
}

fn digits(word: &str, from: usize) -> Option<Span> {
    let length = word[from..].bytes().take_while(u8::is_ascii_digit).count();
    (length > 0).then(|| Span::new(from, from + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_after_a_word_for_note_names_one() {
        for (text, number) in [
            ("as I said in note 12, above", "12"),
            ("(see n. 3)", "3"),
            ("vgl. Anm. 44.", "44"),
            ("voir la note 7 plus haut", "7"),
            ("Footnote 1 says so", "1"),
        ] {
            let found: Vec<&str> = numbered(text).into_iter().map(|span| span.of(text)).collect();
            assert_eq!(found, [number], "{text}");
        }
    }

    #[test]
    fn other_numbers_name_none() {
        for text in ["page 12", "note that 12 came", "in 1984", "note 12a", "a n ote", "notebook 3", "no. 5"] {
            assert!(numbered(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn every_number_of_a_list_is_named() {
        for (text, expected) in [
            ("see note 12.", &["12"][..]),
            ("See notes 3 and 4", &["3", "4"]),
            ("(notes 3, 5, and 7)", &["3", "5", "7"]),
            ("see notes 3–4 and 9", &["3", "4", "9"]),
            ("notes 3 – 5 above", &["3", "5"]),
            ("Wells (nn 3, 5) 44", &["3", "5"]),
            ("wie Anm. 3 und 4", &["3", "4"]),
            ("wie Anm. 3, 44", &["3"]),
            ("(n 3) 44 and 45", &["3"]),
            ("note 3 and 12 others", &["3"]),
            ("notes 3; 5 of them", &["3"]),
            ("note 3–4", &["3", "4"]),
            ("note 3rd", &[]),
            ("notes and 4", &[]),
            ("note 3, note 5", &["3", "5"]),
            ("notes 3 and note 5", &["3", "5"]),
        ] {
            let found: Vec<&str> = numbered(text).iter().map(|span| span.of(text)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
