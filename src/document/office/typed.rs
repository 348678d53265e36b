//! Notes that are typed in a document become true footnotes of it: markers give way to those of footnotes, and the paragraphs of the notes
//! move.

use std::collections::{BTreeMap, HashMap};

use super::paragraph::{Paragraph, RunChildKind};
use super::{OfficeText, RewriteError, kind};
use crate::document::{flatten, packed};
use crate::text::{Edit, Source, Span, apply};

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
pub(super) struct TypedParagraphs {
    /// The paragraphs of the note, the first one with its number.
    pub(super) paragraphs: Vec<usize>,
    /// The number at its head.
    pub(super) head: Span,
    /// The marker, and its paragraph.
    pub(super) marker: (usize, Span),
}

/// What moving paragraphs of a kind of document must not take along or leave after.
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
    let mut places = ParagraphMap { body: &body, starts: body.starts(), shown: HashMap::new() };
    let typed: Option<Vec<TypedParagraphs>> = notes.iter().map(|note| places.typed(note)).collect();
    let typed = typed.ok_or(RewriteError::Mixed)?;
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
        let has_marker =
            paragraph.runs.iter().flat_map(|run| &run.pieces).any(|piece| piece.kind == RunChildKind::Marker);
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

impl OfficeText {
    /// Where the words of each line begin in the text.
    fn starts(&self) -> Vec<usize> {
        let mut at = 0;
        let start = |(index, line): (usize, &super::TextLine)| {
            at += if Some(index) == self.endnotes { super::ENDNOTES_FOLLOW.len() + 2 } else { 0 };
            let start = at + line.prefix.len();
            at = start + line.content.len() + 2;
            start
        };
        self.lines.iter().enumerate().map(start).collect()
    }
}

/// The characters of a paragraph, each with its place in the text that was made of the document.
type ParagraphText = Vec<(usize, Span)>;

/// From the text that was made of a document to its paragraphs.
struct ParagraphMap<'b> {
    body: &'b OfficeText,
    /// Where the words of each line begin.
    starts: Vec<usize>,
    /// The lines that were looked at; `None` where the words differ from those of the paragraph.
    shown: HashMap<usize, Option<ParagraphText>>,
}

impl ParagraphMap<'_> {
    /// A typed note by its paragraphs; `None` where it or its marker is not in the running text, or shares a paragraph with other text.
    fn typed(&mut self, note: &TypedNote) -> Option<TypedParagraphs> {
        let (first, last) = (self.line(note.note.start)?, self.line(note.note.end.checked_sub(1)?)?);
        let lines = self.body.lines.get(first..=last)?;
        let is_text = |line: &super::TextLine| line.part == 0 && line.prefix.is_empty();
        let end = self.starts[last] + self.body.lines[last].content.len();
        let is_whole = note.note.start == self.starts[first] && note.note.end >= end && lines.iter().all(is_text);
        let marker = self.line(note.marker.start)?;
        if !is_whole || self.body.lines[marker].part != 0 || (first..=last).contains(&marker) {
            return None;
        }
        let paragraphs = lines.iter().map(|line| line.paragraph).collect();
        let head = self.span_in_paragraph(first, Span::new(note.note.start, note.words))?;
        Some(TypedParagraphs {
            paragraphs,
            head,
            marker: (self.body.lines[marker].paragraph, self.span_in_paragraph(marker, note.marker)?),
        })
    }

    /// The line of a place.
    fn line(&self, at: usize) -> Option<usize> {
        self.starts.partition_point(|start| *start <= at).checked_sub(1)
    }

    /// A stretch of the text as one of the paragraph of a line.
    fn span_in_paragraph(&mut self, line: usize, span: Span) -> Option<Span> {
        let (body, start) = (self.body, self.starts[line]);
        let shown = self.shown.entry(line).or_insert_with(|| shown(body, line, start)).as_ref()?;
        let at = |index: usize| shown.get(index).map(|(at, _)| *at);
        let from = at(shown.partition_point(|(_, place)| place.end <= span.start))?;
        Some(Span::new(from, at(shown.partition_point(|(_, place)| place.start < span.end))?.max(from)))
    }
}

/// The characters of the paragraph of a line, and its end.
fn shown(body: &OfficeText, line: usize, start: usize) -> Option<ParagraphText> {
    let line = &body.lines[line];
    let plain = &body.parts[line.part].paragraphs[line.paragraph].plain;
    let flat = flatten(&line.content, start);
    let lead = plain.len() - plain.trim_start().len();
    let place = |(at, c): (usize, char)| (at + lead, flat.source(Span::new(at, at + c.len_utf8())));
    let mut shown: ParagraphText = flat.text.char_indices().map(place).collect();
    shown.push((flat.text.len() + lead, Span::new(usize::MAX, usize::MAX)));
    (flat.text == plain.trim()).then_some(shown)
}

/// What a paragraph holds, with edits made whose places are those of the part.
pub(super) fn inner(xml: &str, paragraph: &Paragraph, edits: Vec<Edit>) -> Result<String, RewriteError> {
    let start = paragraph.xml.start;
    let back = |edit: Edit| Edit { span: Span::new(edit.span.start - start, edit.span.end - start), ..edit };
    let edits: Vec<Edit> = edits.into_iter().map(back).collect();
    let own = apply(paragraph.xml.of(xml), &edits).map_err(|_| RewriteError::Fixed(paragraph.plain.clone()))?;
    let (_, inner) = own.split_once('>').unwrap_or_default();
    Ok(inner.rsplit_once("</").map_or("", |(inner, _)| inner).to_owned())
}

/// The markers by their paragraphs, each with the number of its note.
pub(super) fn markers(typed: &[TypedParagraphs]) -> BTreeMap<usize, Vec<(Span, usize)>> {
    let mut markers: BTreeMap<usize, Vec<(Span, usize)>> = BTreeMap::new();
    for (number, note) in typed.iter().enumerate() {
        markers.entry(note.marker.0).or_default().push((note.marker.1, number));
    }
    markers
}
