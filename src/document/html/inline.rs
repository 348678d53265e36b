//! Notes that stand in the text at the place of their marker: sidenotes, LaTeXML, TEI, DocBook.

use super::flat;
use super::name::{Attribute, Tag};
use super::platform;
use super::tree::{Id, Tree};
use crate::document::typed::{head_label, label_of};
use crate::document::{Marker, Note, Reading};
use crate::text::Span;

/// Words of `class` that make an element a note in the text, and the class of the part that is its text.
const CLASSES: &[(&str, Option<&str>)] = &[
    ("ltx_role_footnote", Some("ltx_note_content")),
    ("ltx_role_endnote", Some("ltx_note_content")),
    ("sidenote", None),
];

/// Values of `place` that make a TEI `<note>` a footnote.
const PLACES: &[&str] = &["foot", "end", "bottom", "margin"];

/// Adds the notes that stand in the text. One that a marker leads to was found already.
pub(super) fn add(text: &str, tree: &Tree, reading: &mut Reading) {
    let known: Vec<Span> = reading.notes.iter().map(|note| note.span).collect();
    let mut count = 0;
    let mut elements = Vec::new();
    let mut id = 1;
    while id < tree.len() {
        let Some(content) = content(tree, id).filter(|_| known.is_empty() || !is_side_heading(text, tree, id)) else {
            id += 1;
            continue;
        };
        // Notes that links lead to stand in order and not in each other.
        let before = known.partition_point(|note| note.start <= tree.outer(id).start);
        if known[..before].last().is_none_or(|note| !note.covers(tree.outer(id))) {
            count += 1;
            take(text, tree, (id, content), count, reading);
            elements.push(id);
        }
        id = tree.after(id);
    }
    if count > 0 {
        reading.markers.sort_by_key(|marker| marker.span);
        reading.notes.sort_by_key(|note| note.span);
        reading.platform = reading.platform.or_else(|| platform::by_signs(tree, &elements));
    }
}

/// The element that holds the text of the note that `id` is.
fn content(tree: &Tree, id: Id) -> Option<Id> {
    match tree.tag(id) {
        Tag::Footnote | Tag::DFootnote | Tag::DtFn => Some(id),
        Tag::Note => tree.attribute(id, Attribute::Place).filter(|place| PLACES.contains(place)).map(|_| id),
        Tag::Text => None,
        _ => {
            let class = tree.attribute(id, Attribute::Class)?;
            let (_, part) =
                CLASSES.iter().find(|(known, _)| class.split_ascii_whitespace().any(|word| word == *known))?;
            let inner = |wanted: &str| {
                tree.subtree(id)
                    .find(|&id| tree.attribute(id, Attribute::Class).is_some_and(|class| class.contains(wanted)))
            };
            part.map_or(Some(id), inner)
        }
    }
}

/// Whether a side note has no number and follows no marker: beside other notes it is a heading in the margin.
fn is_side_heading(text: &str, tree: &Tree, id: Id) -> bool {
    let is_side_note = tree.attribute(id, Attribute::Class).is_some_and(|class| class.contains("sidenote"));
    let before = id.checked_sub(1).into_iter().flat_map(|before| std::iter::once(before).chain(tree.ancestors(before)));
    let beside = before.take(6).find(|&before| tree.tag(before) != Tag::Text && tree.parent(before) == tree.parent(id));
    let is_marker = |id: Id| matches!(tree.tag(id), Tag::Label | Tag::Input | Tag::Sup | Tag::A);
    let is_adjacent = |before: Id| tree.outer(id).start - tree.outer(before).end < 8;
    let numbered = tree.subtree(id).take(3).any(|inner| {
        tree.tag(inner) != Tag::Text
            && super::link::short_text(text, tree, inner).is_some_and(|shown| label_of(&shown).is_some())
    });
    is_side_note && !numbered && !beside.is_some_and(|before| is_marker(before) && is_adjacent(before))
}

fn take(text: &str, tree: &Tree, (id, content): (Id, Id), count: usize, reading: &mut Reading) {
    let whole = flat::flat(text, tree, tree.subtree(content), &|_| false);
    let given = tree.attribute(id, Attribute::N).map(str::to_owned);
    let first = tree.children(content).next().filter(|&first| tree.tag(first) != Tag::Text);
    let is_number = |first: Id, shown: &str| tree.tag(first) == Tag::Sup || shown.trim().parse::<u32>().is_ok();
    let number = first.and_then(|first| super::link::short_text(text, tree, first).filter(|it| is_number(first, it)));
    let typed = number
        .as_ref()
        .map(|number| (number.trim().to_owned(), number.len()))
        .or_else(|| head_label(&whole.text).filter(|(label, _)| given.as_ref() == Some(label)));
    let label = given.or(typed.as_ref().map(|(label, _)| label.clone())).unwrap_or_else(|| count.to_string());
    let start = typed.map_or(0, |(_, len)| len).min(whole.text.len());
    let span = tree.outer(id);
    let target = format!("^{}", span.start);
    let body = whole.slice(Span::new(start, whole.text.len())).folded();
    reading.markers.push(Marker { label: label.clone(), span, target: target.clone(), ..Marker::default() });
    reading.notes.push(Note {
        label,
        span,
        head: Span::new(span.start, span.start),
        id: target,
        inline: true,
        body,
        ..Note::default()
    });
}
