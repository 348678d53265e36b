//! What stands in the text as markers do and was read as none: numbers, links to notes, markers that are escaped or in front matter.

use std::collections::{BTreeMap, HashSet};

use super::fragment::fragments;
use super::front::front_matter;
use super::typed::superscript;
use super::{Document, Note};
use crate::text::{Span, merged};

impl Document {
    /// The number of a typed note that stands somewhere in the shape of its markers (`[2]`, `(2)`, `²`), and was read neither as a marker nor
    /// as the beginning of a note: readers may take it for either, and a new number for the note would mislead them.
    #[must_use]
    pub(crate) fn unread_number(&self) -> Option<String> {
        let known = |(_, note)| self.shapes(note).map(|shape| (shape, note.label.clone()));
        self.unread_of(&self.typed().flat_map(known).collect())
    }

    /// True if something that was read as no marker may lead to a note whose number is to change, or to one that gets the number of another:
    /// readers would be misled. `numbers` are the new numbers of the notes, by their places.
    pub(crate) fn would_mislead(&self, numbers: &BTreeMap<usize, usize>) -> bool {
        let renumbered = |(place, note)| {
            let number = numbers.get(&place).map(usize::to_string);
            number.into_iter().flat_map(move |number| self.shapes(note).map(move |shape| (shape, number.clone())))
        };
        let typed = self.typed().flat_map(renumbered);
        let changed =
            |(place, note): &(usize, &Note)| numbers.get(place).is_some_and(|number| number.to_string() != note.label);
        let changed: Vec<&Note> = self.notes.iter().enumerate().filter(changed).map(|(_, note)| note).collect();
        let ids: HashSet<&str> = changed.iter().map(|note| note.id.as_str()).filter(|id| !id.is_empty()).collect();
        let markers: HashSet<&str> =
            changed.iter().flat_map(|note| &note.markers).map(|&at| self.markers[at].span.of(&self.text)).collect();
        self.unread_number().is_some()
            || self.unread_of(&typed.collect()).is_some()
            || self.gaps().any(|(_, gap)| fragments(gap).any(|name| ids.contains(name)))
            || self.hidden_markers().any(|marker| markers.contains(marker))
            || changed.iter().any(|note| self.is_escaped_in_part(note))
    }

    /// True if some markers of a note are escaped (`\\[^1]`) and others are not: the former may be meant to be read as they stand.
    fn is_escaped_in_part(&self, note: &Note) -> bool {
        let is_escaped = |&at: &usize| {
            let span = self.markers[at].span;
            span.of(&self.text).starts_with('\\') || self.text[..span.start].ends_with('\\')
        };
        let escaped = note.markers.iter().filter(|at| is_escaped(at)).count();
        escaped > 0 && escaped < note.markers.len()
    }

    /// The notes whose number is typed, with their places.
    fn typed(&self) -> impl Iterator<Item = (usize, &Note)> {
        let notes = self.notes.iter().enumerate();
        notes.filter(|(_, note)| !note.inline && note.id.is_empty() && !note.head.is_empty())
    }

    /// The first number of these, each with its shape, that was not read.
    fn unread_of(&self, known: &HashSet<(char, String)>) -> Option<String> {
        let found = |found: &(char, String)| known.contains(found);
        if known.is_empty() {
            None
        } else {
            self.gaps().flat_map(|(_, gap)| numbers(gap)).find(found).map(|(_, number)| number)
        }
    }

    /// What stands in brackets and is no marker because it is escaped (`\[^1]`) or in front matter: programs differ on either.
    fn hidden_markers(&self) -> impl Iterator<Item = &str> {
        let front = front_matter(&self.text).map_or(0, str::len);
        let brackets = self.gaps().flat_map(|(start, gap)| gap.match_indices('[').map(move |(at, _)| start + at));
        let hidden = brackets.filter(move |&at| at < front || self.text[..at].ends_with('\\'));
        hidden.filter_map(|at| self.text[at..].find(']').map(|length| &self.text[at..=at + length]))
    }

    /// The text between what was read as markers and as beginnings of notes, with its places.
    fn gaps(&self) -> impl Iterator<Item = (usize, &str)> {
        let heads = self.notes.iter().filter(|note| !note.inline).map(|note| note.head);
        let read = merged(self.markers.iter().map(|marker| marker.span).chain(heads).collect());
        let end = Span::new(self.text.len(), self.text.len());
        let mut start = 0;
        read.into_iter().chain([end]).filter_map(move |span| {
            let before = std::mem::replace(&mut start, span.end)..span.start;
            Some((before.start, self.text.get(before)?))
        })
    }

    /// What the first marker of a note and its own number stand in: an opening bracket, or a raised digit, for which `^` stands.
    fn shapes(&self, note: &Note) -> impl Iterator<Item = char> + '_ {
        let marker = self.first_marker(note).map(|marker| marker.span);
        let shape = |span: Span| {
            let before = self.text.get(..span.start)?.chars().next_back().filter(|c| "[(".contains(*c));
            let first = self.text.get(span.start..)?.chars().next();
            [before, first].into_iter().flatten().find_map(shape_of)
        };
        marker.into_iter().chain([note.head]).filter_map(shape)
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
    fn what_may_lead_to_a_note_keeps_its_number() {
        for (name, text, wanted) in [
            ("a.txt", "A.[1] B.[3]\n\n[1] Dean, 4.\n[3] Hale, 5.\n", false),
            ("a.txt", "A.¹ B.³ C.⁴\n\n¹ Dean, 4.\n³ Hale, 5.\n⁴ Reed, 6.\n² Wells, 7.\n", true),
            ("a.md", "A.[^1] B.[^3]\n\n[^1]: Dean, 4.\n[^3]: Hale, 5.\n", false),
            ("a.md", "A.[^1] B.[^3] Write \\[^1] so.\n\n[^1]: Dean, 4.\n[^3]: Hale, 5.\n", false),
            ("a.md", "A.[^1] B.[^3] Write \\[^3] so.\n\n[^1]: Dean, 4.\n[^3]: Hale, 5.\n", true),
            ("a.md", "---\ntitle: A mill [^3]\n---\n\nA.[^1] B.[^3]\n\n[^1]: Dean, 4.\n[^3]: Hale, 5.\n", true),
            ("a.md", "A.[^1] B.[^3] Write `[^3]` so.\n\n[^1]: Dean, 4.\n[^3]: Hale, 5.\n", false),
            ("a.md", "A.[^1] B.[^3] Again.[^3]\n\n[^1]: Dean, 4.\n[^3]: Hale, 5.\n", false),
        ] {
            let document = Analysis::of(&[Source::new(name, text)], &Options::default()).document;
            let numbers = (0..2).map(|note| (note, note + 1)).collect();
            assert_eq!(document.would_mislead(&numbers), wanted, "{text}");
        }
    }

    #[test]
    fn a_number_that_is_no_marker_is_found() {
        for (name, text, wanted) in [
            ("a.txt", "A.[1] B.[2]\n\n[1] Dean, 4.\n[2] Hale, 5.\n", None),
            ("a.txt", "A.[1] B.[2] In [1849], (1) so.\n\n[1] Dean, 4.\n[2] Hale, 5.\n", None),
            ("a.txt", "A.(1) B.(2) As (2) said (1991).\n\n(1) Dean, 4.\n(2) Hale, 5.\n", Some("2")),
            ("a.txt", "A.[1] B.[2] C (2) so.\n\n(1) Dean, 4.\n(2) Hale, 5.\n", Some("2")),
            ("a.txt", "A.¹ B.² The m² so.\n\n¹ Dean, 4.\n² Hale, 5.\n", Some("2")),
            ("a.md", "A.[^1] B.[^2] In [2] so.\n\n[^1]: Dean, 4.\n[^2]: Hale, 5.\n", None),
        ] {
            let read = Analysis::of(&[Source::new(name, text)], &Options::default());
            assert_eq!(read.document.unread_number().as_deref(), wanted, "{text}");
        }
    }
}
