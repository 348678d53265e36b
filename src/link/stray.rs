//! What in the running text leads to a note and is no marker: it would lead nowhere once the notes are those of another system.

use std::collections::{HashMap, HashSet};

use crate::document::{Document, Marker, Note, ends_with, fragments, until_end};
use crate::text::{Span, merged};

/// The name or number of a note that something in the running text leads to, though it is not taken for a marker: a link to the place of
/// the note, or its number in the shape of the markers of typed notes. `lists` are the stretches of the notes.
pub(super) fn stray(document: &Document, lists: &[Span]) -> Option<String> {
    link(document, &outside(document, lists)).or_else(|| document.unread_number())
}

/// The running text: neither notes nor markers.
fn outside(document: &Document, lists: &[Span]) -> String {
    let markers = document.markers.iter().map(|marker| marker.span);
    let mut gone: Vec<Span> = lists.iter().copied().chain(markers).collect();
    gone.sort_unstable_by_key(|span| span.start);
    let (mut text, mut at) = (String::new(), 0);
    for span in gone {
        text.push_str(document.text.get(at..span.start).unwrap_or_default());
        at = at.max(span.end);
    }
    text + document.text.get(at..).unwrap_or_default()
}

/// A link in a text to a place that stands in a note.
fn link(document: &Document, text: &str) -> Option<String> {
    let notes = document.notes.iter().filter(|note| !note.inline).map(|note| note.span.of(&document.text));
    let places: HashSet<&str> = notes.flat_map(places).collect();
    let is_place = |name: &&str| places.contains(name);
    (!places.is_empty()).then(|| fragments(text).find(is_place).map(str::to_owned))?
}

/// The names that a piece of HTML gives to its places.
fn places(html: &str) -> impl Iterator<Item = &str> {
    let value = |(at, _): (usize, &str)| {
        let before = html[..at].trim_end();
        let is_name = ["id", "name"].iter().any(|name| ends_with(before, name));
        is_name.then(|| value_at(&html[at + 1..]))
    };
    html.match_indices('=').filter_map(value)
}

fn value_at(rest: &str) -> &str {
    until_end(rest.trim_start().trim_start_matches(['"', '\'']))
}

/// The number of a later line of a typed note that begins as notes do: it may be a note, or a part of this one.
pub(super) fn swallowed(document: &Document) -> Option<String> {
    let typed = document.notes.iter().filter(|note| !note.inline && !note.head.is_empty() && note.id.is_empty());
    typed.into_iter().find_map(|note| {
        let dress = dress(note.head.of(&document.text).trim())?;
        let lines = note.span.of(&document.text).lines().skip(1);
        lines.filter_map(begins).find(|(_, other)| *other == dress).map(|(number, _)| number.to_owned())
    })
}

/// Tells whether a place is outside the notes.
pub(super) fn in_text(document: &Document) -> impl Fn(Span) -> bool {
    let notes = document.notes.iter().filter(|note| !note.inline).map(|note| document.block(note)).collect();
    let notes = merged(notes);
    move |span: Span| {
        let before = notes.partition_point(|note| note.start <= span.start);
        before.checked_sub(1).and_then(|last| notes.get(last)).is_none_or(|note| !note.covers(span))
    }
}

/// The label of a marker that leads past the next list of notes, where two notes have one number: it may mean a note that was lost.
pub(super) fn elsewhere(document: &Document) -> Option<String> {
    let mut seen = HashSet::new();
    let typed = |note: &&Note| !note.inline && note.id.is_empty();
    if document.notes.iter().filter(typed).all(|note| seen.insert(note.label.as_str())) {
        return None;
    }
    let lists = document.lists();
    let starts: Vec<usize> = lists.iter().filter_map(|list| Some(document.notes[*list.first()?].span.start)).collect();
    let list_of: HashMap<usize, usize> =
        lists.iter().enumerate().flat_map(|(place, list)| list.iter().map(move |note| (*note, place))).collect();
    let is_next = |marker: &&Marker| {
        let next = starts.partition_point(|start| *start < marker.span.start);
        marker.note.is_none_or(|note| list_of.get(&note).is_none_or(|list| *list == next))
    };
    let in_text = in_text(document);
    document
        .markers
        .iter()
        .filter(|marker| in_text(marker.span))
        .find(|marker| !is_next(marker))
        .map(|marker| marker.label.clone())
}

/// What stands around the number of a note.
type NumberMarkup = (Option<char>, char);

fn dress(head: &str) -> Option<NumberMarkup> {
    begins(head).map(|(_, dress)| dress)
}

/// The number that a line begins with, and what stands around it.
fn begins(line: &str) -> Option<(&str, NumberMarkup)> {
    let open = line.chars().next().filter(|c| ['[', '('].contains(c));
    let line = open.map_or(line, |_| &line[1..]);
    let (number, rest) = line.split_at(line.find(|c: char| !c.is_ascii_digit())?);
    let close = rest.chars().next().filter(|c| "]).".contains(*c))?;
    // A year at the beginning of a line is no number of a note.
    ((1..=3).contains(&number.len())).then_some((number, (open, close)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_begin_as_notes_do_are_told_by_their_dress() {
        for (line, wanted) in [
            ("[1] Ibid.", Some(("1", (Some('['), ']')))),
            ("(12) Ibid.", Some(("12", (Some('('), ')')))),
            ("2. Reed", Some(("2", (None, '.')))),
            ("1848. They left", None),
            ("[sic] they left", None),
            ("[^1] note", None),
            ("12 miners", None),
        ] {
            assert_eq!(begins(line), wanted, "{line}");
        }
    }

    #[test]
    fn places_are_found_as_writers_spell_them() {
        let html = "<p ID=\"n1\"><a name = 'n2'></a><li id=n3>x = y</li>";
        assert_eq!(places(html).collect::<Vec<_>>(), ["n1", "n2", "n3"]);
    }
}
