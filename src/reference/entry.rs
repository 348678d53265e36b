//! The number of an entry in a list, at the head of a reference: "12.", "[12]", "(12)", "12)", "12 Reed A".

use super::date::lone_year;
use super::name;
use super::{Part, Stretch};
use crate::text::Span;

/// Where the number stands that an entry begins with, if the tagger took it for a part of the names after it or for a note.
pub(super) fn number(text: &str, stretches: &[Stretch]) -> Option<Stretch> {
    let first = match stretches {
        // A number that was taken for a note, and the names after it.
        [note, names, ..] if note.part == Part::Note && names.part == Part::Author => *names,
        [names, ..] if matches!(names.part, Part::Author | Part::Editor) => *names,
        _ => return None,
    };
    let head = text.split_whitespace().next()?;
    let digits = head.trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')' | '.' | ':' | '#' | '°'));
    let is_number = (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number || lone_year(digits).is_some() {
        return None;
    }
    let start = text.len() - text.trim_start().len();
    let span = Span::new(start, start + head.len());
    let rest = text.get(span.end..first.span.end.max(span.end))?;
    let is_of_person =
        name::read(rest).first().is_some_and(|group| group.names.iter().all(|name| name.given.is_some()));
    is_of_person.then_some(Stretch { part: Part::CitationNumber, span, ..first })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_have_numbers_of_any_look() {
        for (text, expected) in [
            ("12 Reed A.", Some("12")),
            ("115 Reed A, Dahl C.", Some("115")),
            ("12. Reed, Ann.", Some("12.")),
            ("[12] Ann Reed.", Some("[12]")),
            ("12) Reed A.", Some("12)")),
            ("1984 Reed A.", None),
            ("3 Mills Council.", None),
            ("Reed A.", None),
        ] {
            let author = Stretch { part: Part::Author, span: Span::new(0, text.len()), confidence: 0.9 };
            assert_eq!(number(text, &[author]).map(|number| number.span.of(text)), expected, "{text}");
        }
    }
}
