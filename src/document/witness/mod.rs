//! Where the markers of a text lead by a second reading, simpler than that of the readers or made by another parser: what a change
//! must leave as it is. It keeps a fix from agreeing with itself.

mod lines;
mod markdown;

use crate::text::bare_words;

/// Where the markers of a text lead.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Witness {
    /// The words of each note, between blanks. Blocks that begin in a note leave a word of their own.
    pub(crate) notes: Vec<String>,
    /// The markers of the running text, in their order.
    pub(crate) links: Vec<WitnessedMarker>,
    /// True if the numbers of markers in notes are no words of theirs.
    pub(crate) unnumbered: bool,
}

/// A marker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WitnessedMarker {
    /// What is printed.
    pub(crate) label: String,
    /// The note it leads to, by its place in [`Witness::notes`].
    pub(crate) note: usize,
    /// True if the note shows the number of the marker.
    pub(crate) agrees: bool,
}

impl Witness {
    /// True for a word that stands for no word of the text.
    pub(crate) fn is_block(word: &str) -> bool {
        BLOCKS.contains(&word)
    }
}

/// Where the markers of Markdown lead; in plain text where it has no footnotes.
pub(super) fn markdown(text: &str) -> Witness {
    Some(markdown::witness(text)).filter(|seen| !seen.links.is_empty()).unwrap_or_else(|| lines(text))
}

/// Where the markers of plain text lead.
pub(super) fn lines(text: &str) -> Witness {
    lines::witness(text)
}

/// Nothing, for formats that only one reader is known for.
pub(super) fn none(_: &str) -> Witness {
    Witness::default()
}

/// The words that say where blocks begin in a note, and how its number is typed.
const BLOCKS: &[&str] = &["codeblock", "listitem", "blockquote", "heading", "square", "round"];

/// The words of a text between blanks.
fn spaced(text: &str) -> String {
    bare_words(text).collect::<Vec<_>>().join(" ")
}
