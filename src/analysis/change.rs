//! A change of a document, and what harm it could do.

use crate::resolve::SourceId;
use crate::text::{Edit, Span};

/// A change of a document: its edits, and what they are meant to change.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// The edits.
    pub edits: Vec<Edit>,
    /// Citations that are meant to get another source, with that source: they must have it after.
    pub meanings: Vec<(usize, SourceId)>,
    /// The stretches whose words may go ("Ibid." where a short form takes its place). Every other word of a note stays.
    pub replaced: Vec<Span>,
}

impl From<Vec<Edit>> for Change {
    /// A change that replaces no word.
    fn from(edits: Vec<Edit>) -> Self {
        Self { edits, ..Self::default() }
    }
}

/// What a change would have broken. Notes are named as the document names them before the change.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Harm {
    /// A marker is gone.
    #[error("the marker of note {0} would be lost")]
    MarkerLost(String),
    /// A marker leads to another note, or to none.
    #[error("the marker {0} would lead to another note")]
    MarkerMoved(String),
    /// A note is gone.
    #[error("note {0} would be lost")]
    NoteLost(String),
    /// The words of a note that the change does not mean to touch are others.
    #[error("the text of note {0} would change")]
    NoteChanged(String),
    /// A word or number is gone that the change does not mean to replace.
    #[error("“{word}” in note {note} would be lost")]
    WordsLost {
        /// The note.
        note: String,
        /// The word.
        word: String,
    },
    /// A note has more or fewer citations.
    #[error("note {0} would read as other citations")]
    CitationsChanged(String),
    /// A citation points to another place in its source.
    #[error("“{text}” in note {note} would point to another place in its source")]
    LocatorChanged {
        /// The note.
        note: String,
        /// The citation as it stands.
        text: String,
    },
    /// A citation stands for another source.
    #[error("“{text}” in note {note} would stand for another source")]
    SourceChanged {
        /// The note.
        note: String,
        /// The citation as it stands.
        text: String,
    },
}

impl Harm {
    /// The label of the note, or of the marker, that is harmed.
    #[must_use]
    pub fn note(&self) -> &str {
        match self {
            Self::MarkerLost(note) | Self::MarkerMoved(note) | Self::NoteLost(note) => note,
            Self::NoteChanged(note) | Self::CitationsChanged(note) => note,
            Self::WordsLost { note, .. } | Self::LocatorChanged { note, .. } | Self::SourceChanged { note, .. } => note,
        }
    }
}
