//! Odd things that a reader sees, kept as data for the checks.

use crate::text::Span;

/// What kind of oddity it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemKind {
    /// An inline note that is never closed, or holds a blank line.
    InlineNoteBroken,
    /// A bracket that was meant as a marker: `[1^]`, `(^1)`, `[^1 ]`, `[^a whole sentence]`.
    MarkerReversed,
    /// A bracket that was meant as several markers: `[^1,^2]`.
    MarkersListed,
    /// A note of Markdown without the colon after its name: `[^1] Reed, 12.`
    ColonMissing,
    /// A colon of Markdown apart from the name of its note, or one of another script: `[^1] : Reed`, `[^1]：Reed`.
    ColonApart,
    /// A note of Markdown that begins in the middle of another's line: `[^1]: Reed, 12. [^2]: Hale, 7.`
    NoteRunOn,
    /// A link to a note or back to a marker that leads nowhere.
    LinkBroken,
    /// A note without a way back, in a format that links notes.
    BacklinkMissing,
    /// Two elements of one id.
    IdCollision,
    /// A Word anchor that lost its address or its note.
    WordAnchorLost,
    /// A footnotes block without its notes, or notes in a markup that is not read.
    NotesMissing,
    /// A marker inside a heading, an image or a link text.
    MarkerAfterMedia,
    /// Looks like a marker, but stands in code.
    MarkerInCode,
    /// Looks like a marker, but stands in a comment.
    MarkerInComment,
}

/// An oddity and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What it is.
    pub kind: ProblemKind,
    /// Where.
    pub span: Span,
    /// What a message can say of it: a label, an address.
    pub detail: String,
}

impl Problem {
    pub(super) fn shifted(mut self, by: usize) -> Self {
        self.span = self.span.shifted(by);
        self
    }
}
