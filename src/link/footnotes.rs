//! Notes that are typed in a document of Word or LibreOffice as true footnotes of it.

use std::collections::{HashMap, HashSet};

use super::stray::in_text;
use super::system::System;
use super::{LinkError, ambiguous, check};
use crate::analysis::{Analysis, Options, mentions};
use crate::document::{Created, Document, Note, TypedNote, footnoted, open};
use crate::text::{Source, Span, head_of};

/// The document with its typed notes as footnotes.
pub(super) fn footnotes(source: &Source, options: &Options, system: &'static System) -> Result<Created, LinkError> {
    let before = Analysis::of(std::slice::from_ref(source), options);
    let from = before.document.format.name();
    if from != system.format {
        return Err(LinkError::Prose { from, to: system.name });
    }
    if let Some(label) = ambiguous(&before) {
        return Err(LinkError::Ambiguous(label));
    }
    let notes = typed(&before)?;
    let bytes = footnoted(source, &notes).map_err(|error| LinkError::Fixed(error.to_string()))?;
    let after = open(&*source.path, bytes.clone()).map_err(|error| LinkError::Unreadable(error.to_string()))?;
    check(&before, source, &after.text, system, &[])?;
    match renumbered(&before, &Analysis::of(&[after], options)) {
        Some(label) => Err(LinkError::Renumbered(label)),
        None => Ok(Created { bytes, left_out: Vec::new() }),
    }
}

/// The typed notes that have a marker.
fn typed(analysis: &Analysis) -> Result<Vec<TypedNote>, LinkError> {
    let document = &analysis.document;
    let is_typed = |note: &&Note| !note.markers.is_empty() && !note.span.of(&document.text).starts_with("[^");
    let typed: Vec<&Note> = document.notes.iter().filter(is_typed).collect();
    if typed.is_empty() {
        let has_notes = document.markers.iter().any(|marker| marker.note.is_some());
        return Err(if has_notes { LinkError::NotTyped } else { LinkError::NoNotes });
    }
    let brackets = brackets(document);
    let written = |note: &Note| document.markers[note.markers[0]].span.of(&document.text);
    let repeats = |note: &&&Note| note.markers.len() > 1 || brackets.get(written(note)).is_some_and(|times| *times > 1);
    if let Some(note) = typed.iter().find(repeats) {
        return Err(LinkError::Repeated(note.label.clone()));
    }
    let groups = document.marker_groups();
    let shared: HashSet<usize> = groups.into_iter().filter(|group| group.len() > 1).flatten().collect();
    if let Some(note) = typed.iter().find(|note| note.markers.iter().any(|marker| shared.contains(marker))) {
        return Err(LinkError::Shared(note.label.clone()));
    }
    let place = |note: &&Note| {
        let marker = document.markers.get(*note.markers.first()?)?.span;
        Some(TypedNote { marker, note: note.span, words: note.body.source(Span::new(0, note.body.text.len())).start })
    };
    Ok(typed.iter().filter_map(place).collect())
}

/// What stands in brackets in the running text, and how often: of two that are the same, one might not have been read as a marker.
fn brackets(document: &Document) -> HashMap<&str, usize> {
    const LONGEST: usize = 16;
    let in_text = in_text(document);
    let mut found = HashMap::new();
    for (at, _) in document.text.match_indices("\\[").filter(|(at, sign)| in_text(Span::new(*at, at + sign.len()))) {
        let rest = head_of(&document.text[at..], LONGEST);
        if let Some(end) = rest.find("\\]") {
            *found.entry(&rest[..end + 2]).or_default() += 1;
        }
    }
    found
}

/// The first note that the text names by its number and that has another one now.
fn renumbered(before: &Analysis, after: &Analysis) -> Option<String> {
    let named: HashSet<String> = mentions(before).into_iter().map(|mention| mention.label).collect();
    let labels = |analysis: &Analysis| -> Vec<String> {
        analysis.document.markers.iter().map(|marker| marker.label.clone()).collect()
    };
    labels(before)
        .into_iter()
        .zip(labels(after))
        .find(|(old, new)| old != new && named.contains(old))
        .map(|(old, _)| old)
}
