//! "(n 12)", "see note 12": the places that name a note by its number.

use std::collections::HashSet;

use super::Analysis;
use super::numbered::numbered;
use crate::citation::Kind;
use crate::csl::TextVariable;
use crate::text::{Flat, Span, head_of};

/// A place that names a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NoteMention {
    /// The number, in the document's text.
    pub(crate) span: Span,
    /// The number as it stands.
    pub(crate) label: String,
    /// Where a reader is when reading it: at the marker, if it stands in a note.
    pub(crate) read_at: usize,
    /// Whether it is part of a citation, and so certainly names a note of this document.
    pub(crate) certain: bool,
}

/// Every place that names a note by its number.
pub(crate) fn mentions(analysis: &Analysis) -> Vec<NoteMention> {
    let cited: Vec<NoteMention> = cited(analysis).collect();
    let known: HashSet<Span> = cited.iter().map(|mention| mention.span).collect();
    let said: Vec<NoteMention> = in_notes(analysis).filter(|said| !known.contains(&said.span)).collect();
    // What is a marker itself (`[note 1]`) is no mention besides.
    let markers: HashSet<usize> = analysis.document.markers.iter().map(|marker| marker.span.end).collect();
    let in_prose =
        in_prose(analysis).filter(|said| !(0..=2).any(|bracket| markers.contains(&(said.span.end + bracket))));
    cited.into_iter().chain(said).chain(in_prose).collect()
}

/// The numbers after a word for "note" in notes, whether or not they were read as a citation; the issue of a journal ("n. 3") is none.
fn in_notes(analysis: &Analysis) -> impl Iterator<Item = NoteMention> + '_ {
    analysis.document.notes.iter().enumerate().flat_map(|(index, note)| {
        let articles: Vec<Span> = articles(analysis, index).collect();
        let read_at = analysis.document.first_marker(note).map(|marker| marker.span.start);
        let outside = move |flat: &Span| !articles.iter().any(|work| work.covers(*flat));
        numbered(&note.body.text).into_iter().filter(outside).map(move |flat| said(&note.body, flat, read_at))
    })
}

/// The citations of a note that give in full what stands in a journal, a newspaper or another book.
fn articles(analysis: &Analysis, note: usize) -> impl Iterator<Item = Span> + '_ {
    let is_article = |at: &usize| {
        let item = analysis.references.get(*at).map(|reference| &reference.item);
        item.is_some_and(|item| item.text(TextVariable::ContainerTitle).is_some())
    };
    let citations = analysis.citations_of(note).filter(is_article).filter_map(|at| analysis.citations.get(at));
    citations.filter(|citation| citation.kind == Kind::Full).map(|citation| citation.flat)
}

/// The numbers of cross-references in notes.
fn cited(analysis: &Analysis) -> impl Iterator<Item = NoteMention> + '_ {
    (0..analysis.citations.len()).filter_map(|at| {
        let (span, label) = number_of(analysis, at)?;
        let note = analysis.document.notes.get(analysis.citations[at].note)?;
        let read_at = analysis.document.first_marker(note).map_or(span.start, |marker| marker.span.start);
        Some(NoteMention { span, label: label.to_owned(), read_at, certain: true })
    })
}

/// The number by which a cross-reference names a note, and where it stands.
pub(crate) fn number_of(analysis: &Analysis, citation: usize) -> Option<(Span, &str)> {
    let citation = analysis.citations.get(citation).filter(|citation| citation.kind == Kind::Crossref)?;
    let label = citation.short.note_label.as_deref()?;
    let body = &analysis.document.notes.get(citation.note)?.body;
    let locator = citation.locator.as_ref().map(|locator| body.source(locator.flat));
    let outside = |span: &Span| locator.is_none_or(|locator| !locator.covers(*span));
    Some((alone(&analysis.document.text, citation.span, label).find(outside)?, label))
}

/// The numbers after a word for "note" in the running text.
fn in_prose(analysis: &Analysis) -> impl Iterator<Item = NoteMention> + '_ {
    analysis
        .document
        .prose()
        .flat_map(|paragraph| numbered(&paragraph.text).into_iter().map(|flat| said(paragraph, flat, None)))
}

/// A number that stands in a text, and is read at the marker of the note or where it stands.
fn said(text: &Flat, number: Span, marker: Option<usize>) -> NoteMention {
    let span = text.source(number);
    NoteMention { span, label: number.of(&text.text).to_owned(), read_at: marker.unwrap_or(span.start), certain: false }
}

/// The places in `span` where `word` stands by itself, outside tags and entities.
pub(crate) fn alone<'t>(text: &'t str, span: Span, word: &'t str) -> impl Iterator<Item = Span> + 't {
    let inside = span.of(text);
    let hidden = hidden(inside);
    let stands_alone = move |at: usize| {
        let before = inside[..at].chars().next_back();
        let after = inside[at + word.len()..].chars().next();
        !before.into_iter().chain(after).any(char::is_alphanumeric)
    };
    let matches = inside.match_indices(word).map(|(at, _)| at).filter(move |_| !word.is_empty());
    let shown = move |at: &usize| {
        let next = hidden.partition_point(|span: &Span| span.end <= *at);
        hidden.get(next).is_none_or(|span| !span.contains(*at))
    };
    matches
        .filter(move |&at| stands_alone(at))
        .filter(shown)
        .map(move |at| Span::new(at, at + word.len()).shifted(span.start))
}

/// The tags (`<…>`) and entities (`&…;`) of a piece of text.
fn hidden(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let last_tag = text.rfind('>').unwrap_or(0);
    let mut from = 0;
    while let Some(at) = text[from..].find(['<', '&']).map(|at| from + at) {
        let end = match text.as_bytes()[at] {
            b'<' if at < last_tag => text[at..].find('>'),
            b'&' => head_of(&text[at..], 11).find(';'),
            _ => None,
        };
        from = end.map_or(at + 1, |length| at + length + 1);
        if end.is_some() {
            spans.push(Span::new(at, from));
        }
    }
    spans
}
