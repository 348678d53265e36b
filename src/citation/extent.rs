//! Where a citation stands among the tokens of its note, before it is read.

use super::Polarity;

/// A citation by its tokens, before it is read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct CitationTokens {
    /// The first token of the citation.
    pub(crate) start: usize,
    /// The token after its last.
    pub(crate) end: usize,
    /// The signal: its first token, the token after its last, and what it says.
    pub(crate) signal: Option<(usize, usize, Polarity)>,
    /// True if it stands in a parenthesis of another citation.
    pub(crate) aside: bool,
    /// True if the note reader takes some of its words for the repetition of a citation, or for a pointer.
    pub(crate) repeats: bool,
    /// The probability that these words, and no others, are a citation, from 0 to 1.
    pub(crate) certainty: f32,
}

impl CitationTokens {
    /// A citation that a grammar finds, without a signal.
    pub(crate) fn plain(start: usize, end: usize) -> Self {
        Self { start, end, signal: None, aside: false, repeats: false, certainty: 1.0 }
    }
}
