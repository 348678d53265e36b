//! Notes that stand in the text at the place of their marker: sidenotes, LaTeXML, TEI, DocBook, PreTeXt, spans of class `footnote`.

use foldhash::HashMap;

use super::attribute::says_something;
use super::flat;
use super::name::{Attribute, ElementRole, Tag};
use super::platform;
use super::tree::{Id, Tree};
use crate::document::inplace::note_at_marker;
use crate::document::typed::{head_label, label_of};
use crate::document::{Marker, Note, Reading};
use crate::text::{Flat, Span};

/// Words of `class` that make an element a note in the text, and the class of the part that is its text.
const CLASSES: &[(&str, Option<&str>)] = &[
    ("ltx_role_footnote", Some("ltx_note_content")),
    ("ltx_role_endnote", Some("ltx_note_content")),
    ("ptx-footnote", Some("ptx-footnote__contents")),
    ("sidenote", None),
];

/// Words of `class` that make an element within a line a note in the text, where no link leads to a note.
const WITHIN: &[&str] = &["footnote", "footnote-text", "footnote-content", "endnote", "fn-text", "fn-content"];

/// Values of `place` that make a TEI `<note>` a footnote.
const PLACES: &[&str] = &["foot", "end", "bottom", "margin"];

/// Adds the notes that stand in the text. One that a marker leads to was found already.
pub(super) fn add(text: &str, tree: &Tree, reading: &mut Reading) {
    let known: Vec<Span> = reading.notes.iter().map(|note| note.span).collect();
    let mut count = 0;
    let mut elements = Vec::new();
    let mut id = 1;
    while id < tree.len() {
        let signed = content(tree, id).filter(|_| known.is_empty() || !is_side_heading(text, tree, id));
        let Some(content) = signed.or_else(|| (known.is_empty() && is_within(text, tree, id)).then_some(id)) else {
            id += 1;
            continue;
        };
        // Notes that links lead to stand in order and not in each other.
        let before = known.partition_point(|note| note.start <= tree.outer(id).start);
        if known[..before].last().is_none_or(|note| !note.covers(tree.outer(id))) {
            count += 1;
            let raised = raised_before(text, tree, id);
            elements.push(id);
            elements.extend(raised.as_ref().map(|(raised, _)| *raised));
            take(text, tree, (id, content), raised, count, reading);
        }
        id = tree.after(id);
    }
    if count > 0 {
        references(tree, reading);
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

/// True if an element is a note by its class and by its place: words that follow others in a line, or their number.
fn is_within(text: &str, tree: &Tree, id: Id) -> bool {
    let is_summed_up = |id: Id| tree.tag(id) == Tag::Details && summary(text, tree, id).is_some();
    let is_signed = || {
        let class = tree.attribute(id, Attribute::Class).unwrap_or_default();
        !tree.tag(id).is_block()
            && tree.tag(id) != Tag::A
            && class.split_ascii_whitespace().any(|it| WITHIN.contains(&it))
    };
    if tree.tag(id) == Tag::Text || !(is_summed_up(id) || is_signed()) {
        return false;
    }
    let start = raised_before(text, tree, id).map_or(id, |(raised, _)| raised);
    let block = |id: Id| tree.ancestors(id).find(|&outer| tree.tag(outer).is_block()).unwrap_or(0);
    let own = block(id);
    let is_word = |id: Id| tree.tag(id) == Tag::Text && tree.outer(id).of(text).contains(char::is_alphanumeric);
    let follows = (own + 1..start).rev().take(FOLLOWS).any(|before| is_word(before) && block(before) == own);
    follows && says_something(&flat::flat(text, tree, tree.subtree(id), &|_| false).text)
}

/// How many nodes before a note are looked through for the words that it follows.
const FOLLOWS: usize = 24;

/// The raised number just before a note, which is its marker.
fn raised_before(text: &str, tree: &Tree, id: Id) -> Option<(Id, String)> {
    let before = tree.ancestors(id.checked_sub(1)?).take(2).find(|&before| tree.tag(before) == Tag::Sup)?;
    let is_adjacent = tree.outer(before).end == tree.outer(id).start;
    let label = label_of(&super::link::short_text(text, tree, before)?)?;
    is_adjacent.then_some((before, label))
}

/// The number that sums up an element which a click unfolds: `<details><summary>1</summary>Reed, 12.</details>`.
fn summary(text: &str, tree: &Tree, id: Id) -> Option<(Id, String)> {
    let summary = tree.children(id).find(|&child| tree.tag(child) == Tag::Summary)?;
    let shown = super::link::short_text(text, tree, summary)?;
    let is_number = shown.split_whitespace().count() == 1;
    Some((summary, label_of(&shown).filter(|_| is_number)?))
}

/// Adds the markers that refer to a note in the text again: `<footnoteref linkend="salt"/>`.
fn references(tree: &Tree, reading: &mut Reading) {
    let named = |note: &Note| {
        let element = tree.at(note.span.start);
        tree.names(element).next().map(|name| (name, (note.label.clone(), note.id.clone())))
    };
    let notes: HashMap<&str, (String, String)> = reading.notes.iter().filter_map(named).collect();
    let marker = |id: Id| {
        let (label, target) = notes.get(tree.attribute(id, Attribute::Linkend)?)?.clone();
        Some(Marker { label, target, span: tree.outer(id), ..Marker::default() })
    };
    let elements = tree.with_attributes().filter(|&id| tree.tag(id) == Tag::Footnoteref);
    reading.markers.extend(elements.filter_map(marker));
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

/// Adds the note `id`, with its text `content` and the raised number before it. A note without a number gets the next one.
fn take(
    text: &str,
    tree: &Tree,
    (id, content): (Id, Id),
    raised: Option<(Id, String)>,
    count: usize,
    reading: &mut Reading,
) {
    let summed = summary(text, tree, id);
    let hidden = |id: Id| summed.as_ref().is_some_and(|(summary, _)| tree.subtree(*summary).contains(&id));
    // What is slanted as a note is not slanted in it.
    let is_slanted = tree.role(content) == ElementRole::Emphasis;
    let whole = flat::flat(text, tree, content + usize::from(is_slanted)..tree.after(content), &hidden);
    let given = tree.attribute(id, Attribute::N).map(str::to_owned);
    let given = given.or(summed.as_ref().or(raised.as_ref()).map(|(_, label)| label.clone()));
    let first = tree.children(content).next().filter(|&first| tree.tag(first) != Tag::Text && !hidden(first));
    let is_number = |first: Id, shown: &str| tree.tag(first) == Tag::Sup || shown.trim().parse::<u32>().is_ok();
    let number = first.and_then(|first| super::link::short_text(text, tree, first).filter(|it| is_number(first, it)));
    let typed = number
        .as_ref()
        .map(|number| (number.trim().to_owned(), number.len()))
        .or_else(|| head_label(&whole.text).filter(|(label, _)| given.as_ref() == Some(label)));
    let label = given.or(typed.as_ref().map(|(label, _)| label.clone())).unwrap_or_else(|| count.to_string());
    let start = typed.map_or(0, |(_, len)| len).min(whole.text.len());
    let span = raised.map_or(tree.outer(id), |(raised, _)| Span::new(tree.outer(raised).start, tree.outer(id).end));
    let body = unbracketed(whole.slice(Span::new(start, whole.text.len())).folded());
    let (marker, note) = note_at_marker(label, span, body);
    reading.markers.push(marker);
    reading.notes.push(note);
}

/// A text without the brackets around the whole of it.
fn unbracketed(body: Flat) -> Flat {
    let is_whole = |inner: &str| !inner.contains(['[', ']']);
    let inner = body.text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).filter(|inner| is_whole(inner));
    match inner.map(str::len) {
        Some(len) => body.slice(Span::new(1, 1 + len)),
        None => body,
    }
}
