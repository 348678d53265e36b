//! Notes that are typed in a document become true footnotes of it: markers give way to those of footnotes, and the paragraphs of the notes
//! move.

use std::collections::BTreeMap;

use super::paragraph::{Paragraph, PieceKind};
use super::{Body, RewriteError, kind};
use crate::document::{flatten, packed};
use crate::text::{Flat, Source, Span};

/// A note that is typed in a document. Places are those of the text that was made of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TypedNote {
    /// Its only marker.
    pub marker: Span,
    /// The note, with the number at its head.
    pub note: Span,
    /// Where its words begin.
    pub words: usize,
}

/// A typed note by the paragraphs of the first part.
pub(super) struct Typed {
    /// The paragraphs of the note, the first one with its number.
    pub(super) paragraphs: Vec<usize>,
    /// The number at its head.
    pub(super) head: Span,
    /// The marker, and its paragraph.
    pub(super) marker: (usize, Span),
}

/// What moving paragraphs of a kind of document must not take along or leave behind.
pub(super) struct Limits {
    /// What may not stand in a footnote.
    pub(super) forbidden: &'static [&'static str],
    /// What begins and what ends something: a paragraph has as many of both.
    pub(super) pairs: &'static [(&'static str, &'static str)],
    /// The tags of elements that must not be left empty.
    pub(super) holders: &'static [&'static str],
}

/// The document of `source` with its typed notes as footnotes.
///
/// # Errors
/// When it is no document of Word or LibreOffice, when notes share a paragraph with other text, or when something in them has no place in a footnote.
pub fn footnoted(source: &Source, notes: &[TypedNote]) -> Result<Vec<u8>, RewriteError> {
    let bytes = source.packed.as_ref().map_or(&[][..], |bytes| bytes);
    let kind = kind(&source.path, bytes).ok_or(RewriteError::Paragraphs)?;
    let body = (kind.read)(bytes)?;
    let typed =
        notes.iter().map(|note| body.typed(note)).collect::<Option<Vec<_>>>().ok_or(RewriteError::Paragraphs)?;
    let part = body.parts.first().ok_or(RewriteError::Paragraphs)?;
    for note in &typed {
        let wrong = note.paragraphs.iter().map(|&index| &part.paragraphs[index]);
        let wrong = wrong.into_iter().find(|paragraph| !kind.limits.allow(&part.xml, paragraph));
        if let Some(paragraph) = wrong {
            return Err(RewriteError::Fixed(paragraph.plain.clone()));
        }
    }
    let parts = (kind.footnotes)(bytes, &body, &typed)?;
    Ok(packed::rewritten(bytes, &parts)?)
}

impl Limits {
    /// True if a paragraph can move into a footnote, and nothing is broken where it was.
    fn allow(&self, xml: &str, paragraph: &Paragraph) -> bool {
        let own = paragraph.xml.of(xml);
        let has_marker = paragraph.runs.iter().flat_map(|run| &run.pieces).any(|piece| piece.kind == PieceKind::Marker);
        let before = xml[..paragraph.xml.start].trim_end();
        let holder = &before[before.rfind('<').unwrap_or(before.len())..];
        let is_alone = xml[paragraph.xml.end..].trim_start().starts_with("</")
            && self.holders.iter().any(|tag| holder.starts_with(tag));
        let is_whole = |(begin, end): &(&str, &str)| own.matches(begin).count() == own.matches(end).count();
        !has_marker
            && !is_alone
            && self.pairs.iter().all(is_whole)
            && !self.forbidden.iter().any(|name| own.contains(name))
    }
}

impl Body {
    /// A typed note by its paragraphs; `None` where it or its marker is not in the running text, or shares a paragraph with other text.
    fn typed(&self, note: &TypedNote) -> Option<Typed> {
        let starts = self.starts();
        let line_at = |at: usize| starts.partition_point(|start| *start <= at).checked_sub(1);
        let (first, last) = (line_at(note.note.start)?, line_at(note.note.end.checked_sub(1)?)?);
        let lines = self.lines.get(first..=last)?;
        let is_whole =
            note.note.start == starts[first] && lines.iter().all(|line| line.part == 0 && line.prefix.is_empty());
        let end = starts[last] + self.lines[last].content.len();
        if !is_whole || note.note.end < end {
            return None;
        }
        let marker =
            line_at(note.marker.start).filter(|&line| self.lines[line].part == 0 && !(first..=last).contains(&line))?;
        let place = |line: usize, span: Span| {
            self.place(line, Span::new(span.start - starts[line], span.end.checked_sub(starts[line])?))
        };
        let paragraphs = lines.iter().map(|line| line.paragraph).collect();
        let head = place(first, Span::new(note.note.start, note.words))?;
        Some(Typed { paragraphs, head, marker: (self.lines[marker].paragraph, place(marker, note.marker)?) })
    }

    /// Where the words of each line begin in the text.
    fn starts(&self) -> Vec<usize> {
        let mut at = 0;
        let start = |(index, line): (usize, &super::Line)| {
            at += if Some(index) == self.endnotes { super::ENDNOTES_FOLLOW.len() + 2 } else { 0 };
            let start = at + line.prefix.len();
            at = start + line.content.len() + 2;
            start
        };
        self.lines.iter().enumerate().map(start).collect()
    }

    /// A stretch of a line as one of its paragraph; `None` where the words differ.
    fn place(&self, line: usize, span: Span) -> Option<Span> {
        let line = &self.lines[line];
        let paragraph = &self.parts[line.part].paragraphs[line.paragraph];
        let flat = flatten(&line.content, 0);
        let lead = paragraph.plain.len() - paragraph.plain.trim_start().len();
        (flat.text == paragraph.plain.trim()).then(|| shown(&flat, span).shifted(lead))
    }
}

/// The markers by their paragraphs, each with the number of its note.
pub(super) fn markers(typed: &[Typed]) -> BTreeMap<usize, Vec<(Span, usize)>> {
    let mut markers: BTreeMap<usize, Vec<(Span, usize)>> = BTreeMap::new();
    for (number, note) in typed.iter().enumerate() {
        markers.entry(note.marker.0).or_default().push((note.marker.1, number));
    }
    markers
}

/// The characters that a stretch of the source shows.
fn shown(flat: &Flat, source: Span) -> Span {
    let mut places: Vec<(usize, Span)> =
        flat.text.char_indices().map(|(at, c)| (at, flat.source(Span::new(at, at + c.len_utf8())))).collect();
    places.push((flat.text.len(), Span::new(usize::MAX, usize::MAX)));
    let at = |index: usize| places.get(index).map_or(flat.text.len(), |(at, _)| *at);
    let start = at(places.partition_point(|(_, place)| place.end <= source.start));
    Span::new(start, at(places.partition_point(|(_, place)| place.start < source.end)).max(start))
}
