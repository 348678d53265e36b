//! A line of text that may hold Markdown or HTML emphasis, as a reader sees it.

use crate::text::Flat;

/// Flattens one piece of inline text that begins at byte `start` of its source.
#[must_use]
pub fn flatten(text: &str, start: usize) -> Flat {
    Flat::verbatim(text, start)
}
