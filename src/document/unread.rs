//! Numbers of typed notes that stand in the text as markers do and were read as none.

use std::collections::HashSet;

use super::typed::superscript;
use super::{Document, Note};
use crate::text::{Span, merged};

impl Document {
    /// The number of a typed note that stands somewhere in the shape of its markers (`[2]`, `(2)`, `²`), and was read neither as a marker nor
    /// as the beginning of a note: readers may take it for either, and a new number for the note would mislead them.
    #[must_use]
    pub(crate) fn unread_number(&self) -> Option<String> {
        let typed = self.notes.iter().filter(|note| !note.inline && note.id.is_empty() && !note.head.is_empty());
        let known: HashSet<(char, &str)> = typed.filter_map(|note| Some((self.shape(note)?, &*note.label))).collect();
        if known.is_empty() {
            return None;
        }
        let found = |(shape, number): &(char, String)| known.contains(&(*shape, number.as_str()));
        self.gaps().flat_map(numbers).find(found).map(|(_, number)| number)
    }

    /// The text between what was read as markers and as beginnings of notes.
    fn gaps(&self) -> impl Iterator<Item = &str> {
        let heads = self.notes.iter().filter(|note| !note.inline).map(|note| note.head);
        let read = merged(self.markers.iter().map(|marker| marker.span).chain(heads).collect());
        let end = Span::new(self.text.len(), self.text.len());
        let mut start = 0;
        read.into_iter().chain([end]).filter_map(move |span| {
            let before = std::mem::replace(&mut start, span.end)..span.start;
            self.text.get(before)
        })
    }

    /// What the first marker of a note stands in: an opening bracket, or a raised digit, for which `^` stands.
    fn shape(&self, note: &Note) -> Option<char> {
        let Span { start, .. } = self.first_marker(note)?.span;
        let before = self.text.get(..start)?.chars().next_back().filter(|c| "[(".contains(*c));
        let first = self.text.get(start..)?.chars().next();
        [before, first].into_iter().flatten().find_map(shape_of)
    }
}

fn shape_of(c: char) -> Option<char> {
    match c {
        '[' | '(' => Some(c),
        c if superscript(c).is_some() => Some('^'),
        _ => None,
    }
}

/// The numbers that stand in brackets or are raised, each with its shape.
fn numbers(text: &str) -> impl Iterator<Item = (char, String)> + '_ {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            rest = &rest[rest.find(|c| shape_of(c).is_some())?..];
            let (number, after) = number(rest);
            let shape = rest.chars().next().and_then(shape_of)?;
            rest = after;
            if !number.is_empty() {
                return Some((shape, number));
            }
        }
    })
}

/// The number that a text begins with, empty if there is none, and what follows.
fn number(text: &str) -> (String, &str) {
    if let Some(inside) = text.strip_prefix(['[', '(']) {
        let digits = inside.find(|c: char| !c.is_ascii_digit()).unwrap_or(inside.len());
        let is_closed = inside[digits..].starts_with([']', ')']);
        return (if is_closed { inside[..digits].to_owned() } else { String::new() }, inside);
    }
    let end = text.find(|c| superscript(c).is_none()).unwrap_or(text.len());
    (text[..end].chars().filter_map(superscript).collect(), &text[end..])
}

#[cfg(test)]
mod tests {
    use crate::analysis::{Analysis, Options};
    use crate::text::Source;

    #[test]
    fn a_number_that_is_no_marker_is_found() {
        for (name, text, wanted) in [
            ("a.txt", "A.[1] B.[2]\n\n[1] Dean, 4.\n[2] Hale, 5.\n", None),
            ("a.txt", "A.[1] B.[2] In [1849], (1) so.\n\n[1] Dean, 4.\n[2] Hale, 5.\n", None),
            ("a.txt", "A.(1) B.(2) As (2) said (1991).\n\n(1) Dean, 4.\n(2) Hale, 5.\n", Some("2")),
            ("a.txt", "A.¹ B.² The m² so.\n\n¹ Dean, 4.\n² Hale, 5.\n", Some("2")),
            ("a.md", "A.[^1] B.[^2] In [2] so.\n\n[^1]: Dean, 4.\n[^2]: Hale, 5.\n", None),
        ] {
            let read = Analysis::of(&[Source::new(name, text)], &Options::default());
            assert_eq!(read.document.unread_number().as_deref(), wanted, "{text}");
        }
    }
}
