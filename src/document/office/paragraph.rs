//! A paragraph of a packed document: what a reader sees of it, and where each piece of that stands in the XML.

use super::face::Face;
use crate::text::Span;

/// The note that a paragraph belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct NoteId {
    pub(super) is_endnote: bool,
    pub(super) id: String,
}

/// A paragraph of a part.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    /// Where the element stands.
    pub(super) xml: Span,
    /// The text that a reader sees. Markers stand in it as `[^1]`.
    pub(super) plain: String,
    /// The rank of the heading that it is, or 0.
    pub(super) rank: usize,
    /// The note that it belongs to.
    pub(super) note: Option<NoteId>,
    pub(super) runs: Vec<StyledRun>,
    /// The links, with their addresses.
    pub(super) links: Vec<(Span, String)>,
    /// The citations that a reference manager wrote.
    pub(super) live: Vec<Live>,
}

impl Paragraph {
    /// Where the markers of notes stand in the text, the last one first.
    pub(super) fn markers(&self) -> Vec<Span> {
        let pieces = self.runs.iter().rev().flat_map(|run| run.pieces.iter().rev());
        pieces.filter(|piece| piece.kind == RunChildKind::Marker && !piece.plain.is_empty()).map(|p| p.plain).collect()
    }
}

/// A citation that a reference manager wrote, and keeps up to date.
#[derive(Debug)]
pub(super) struct Live {
    /// Where its text stands in the paragraph.
    pub(super) span: Span,
    /// What it cites, as the JSON of a CSL citation.
    pub(super) data: String,
    pub(super) holder: CitationHolder,
}

/// What holds a citation in a document.
#[derive(Debug)]
pub(super) enum CitationHolder {
    /// A field or two marks, by their number.
    Field(usize),
    /// An element around the text: what stands in the XML before and after the text.
    Element([Span; 2]),
}

/// A run: text of one look.
#[derive(Debug, Default)]
pub(super) struct StyledRun {
    /// Where the element stands.
    pub(super) xml: Span,
    /// Where its start tag ends.
    pub(super) tag_end: usize,
    /// Where its properties stand; empty if it has none.
    pub(super) properties: Span,
    pub(super) face: Face,
    /// The outermost element or field of the paragraph that holds the run (a link, a field, an insertion).
    pub(super) container: Option<Span>,
    /// True if a link, a field or a content control holds it, which nothing may begin in and not end in.
    pub(super) is_bound: bool,
    /// True if it stands in a tracked insertion.
    pub(super) is_inserted: bool,
    /// The start tags of what dresses it, the outermost first. Word has it in the properties.
    pub(super) around: Vec<Span>,
    pub(super) pieces: Vec<RunChild>,
}

/// A child of a run, with the text that it shows.
#[derive(Debug)]
pub(super) struct RunChild {
    pub(super) xml: Span,
    pub(super) plain: Span,
    pub(super) kind: RunChildKind,
}

/// What a child of a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RunChildKind {
    /// Text: a `w:t` of Word, characters or a reference (`&amp;`) in a paragraph of LibreOffice.
    Text,
    /// A tab or a line break, which counts as a space; several spaces; or a hyphen.
    Character,
    /// Text that cannot be changed: a program writes it, or it is within another element.
    Fixed,
    /// The marker of a note.
    Marker,
    /// What makes a field, by its number.
    Field(usize),
    /// Anything else: a picture, the number of a note.
    Other,
}

impl Live {
    /// True if a change of a stretch of text would change the words of the citation.
    pub(super) fn touches(&self, old: Span) -> bool {
        let live = self.span;
        live.overlaps(old) || (old.is_empty() && live.start < old.start && old.end < live.end)
    }
}

impl RunChild {
    /// True if the piece shows text that may be changed.
    pub(super) fn is_text(&self) -> bool {
        matches!(self.kind, RunChildKind::Text | RunChildKind::Character) && !self.plain.is_empty()
    }
}

impl StyledRun {
    /// The stretch of text that the run shows.
    pub(super) fn plain(&self) -> Option<Span> {
        let shown = || self.pieces.iter().filter(|piece| !piece.plain.is_empty());
        Some(Span::new(shown().next()?.plain.start, shown().next_back()?.plain.end))
    }

    /// True if the run shows text that may be changed.
    pub(super) fn is_text(&self) -> bool {
        self.pieces.iter().any(RunChild::is_text)
    }
}
