//! The place in a source: p. 167, S. 3 f., ch. 4, § 12.

use crate::text::Span;

/// What a locator counts: CSL's locator terms.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum LocatorLabel {
    /// A page, also where nothing says so.
    #[default]
    Page,
    /// A chapter.
    Chapter,
    /// A paragraph.
    Paragraph,
    /// A section.
    Section,
    /// A volume.
    Volume,
    /// A note.
    Note,
    /// A line.
    Line,
    /// A verse.
    Verse,
    /// A folio.
    Folio,
    /// A column.
    Column,
    /// A figure.
    Figure,
    /// A book.
    Book,
    /// A part.
    Part,
    /// An issue.
    Issue,
    /// An article of a law.
    Article,
    /// Anything else.
    Other,
}

impl LocatorLabel {
    /// The label as CSL spells it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Chapter => "chapter",
            Self::Paragraph => "paragraph",
            Self::Section => "section",
            Self::Volume => "volume",
            Self::Note => "note",
            Self::Line => "line",
            Self::Verse => "verse",
            Self::Folio => "folio",
            Self::Column => "column",
            Self::Figure => "figure",
            Self::Book => "book",
            Self::Part => "part",
            Self::Issue => "issue",
            Self::Article => "article-locator",
            Self::Other => "custom",
        }
    }
}

/// A place in a source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Locator {
    /// What it counts.
    pub label: LocatorLabel,
    /// All that is printed of it, less p., pp., S., at.
    pub value: String,
    /// Where it stands in the text of its note, cue word included.
    pub flat: Span,
}
