//! Bytes, places in them, and changes to them. The lowest layer: it knows nothing of notes.

mod address;
mod difference;
mod flat;
mod lines;
mod patch;
pub(crate) mod roman;
mod source;
mod visible;

pub use address::{latex_address, linkable};
pub use difference::difference;
pub use flat::{Flat, FlatBuilder, Mark, MarkKind};
pub use lines::{ColumnUnit, LineColumn, LineIndex};
pub use patch::patch;
pub use source::{DecodeError, Source};
pub use visible::visible;

use serde::{Deserialize, Serialize};

/// The words of a text between white space, each with the byte at which it begins.
pub(crate) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(|word| (word.as_ptr().addr() - text.as_ptr().addr(), word))
}

/// The words and numbers of a text, in lower case and without punctuation.
pub(crate) fn bare_words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// The letters and digits of an ASCII text, in lower case; `None` for any other text, which takes more to fold.
pub(crate) fn bare_ascii(text: &str) -> Option<String> {
    let kept = || text.bytes().filter(u8::is_ascii_alphanumeric);
    text.is_ascii().then(|| kept().map(|byte| char::from(byte.to_ascii_lowercase())).collect())
}

/// A stretch of text by byte offsets, the end not included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to `end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span runs forwards: {start}..{end}");
        Self { start, end }
    }

    /// The number of bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the byte at `offset` lies inside.
    #[must_use]
    pub fn contains(self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether `other` lies inside, edges allowed.
    #[must_use]
    pub fn covers(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    #[must_use]
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The same stretch, `by` bytes further on.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }

    /// The text of the span. Empty where the span does not fit `text`.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// Stretches in order, those that meet or overlap as one.
#[must_use]
pub fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort();
    let mut found: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match found.last_mut().filter(|last| last.end >= span.start) {
            Some(last) => last.end = last.end.max(span.end),
            None => found.push(span),
        }
    }
    found
}

/// A change: the bytes of `span` become `text`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Edit {
    /// What goes.
    pub span: Span,
    /// What comes in its place.
    pub text: String,
}

impl Edit {
    /// Replaces the bytes of `span`.
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }

    /// Puts `text` in at `offset`.
    pub fn insert(offset: usize, text: impl Into<String>) -> Self {
        Self::replace(Span::new(offset, offset), text)
    }

    /// Takes the bytes of `span` out.
    #[must_use]
    pub fn delete(span: Span) -> Self {
        Self::replace(span, "")
    }
}

/// Edits that cannot be made together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// Two edits want the same bytes.
    #[error("two edits overlap at byte {0}")]
    Overlap(usize),
    /// An edit reaches past the text or cuts a character in two.
    #[error("an edit at byte {0} does not fit the text")]
    OutOfPlace(usize),
}

/// Makes all `edits` at once, whatever their order; inserts at one place keep the order given.
///
/// # Errors
/// When two edits overlap, or one does not lie on character boundaries of `text`. Nothing is changed then.
///
/// ```
/// use ibid::text::{Edit, Span, apply};
/// let edits = [Edit::replace(Span::new(1, 2), "4"), Edit::insert(0, "see ")];
/// assert_eq!(apply("[3]", &edits).unwrap(), "see [4]");
/// ```
pub fn apply(text: &str, edits: &[Edit]) -> Result<String, EditError> {
    let sorted = sorted(text, edits)?;
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for edit in sorted {
        out.push_str(&text[done..edit.span.start]);
        out.push_str(&edit.text);
        done = edit.span.end;
    }
    out.push_str(&text[done..]);
    Ok(out)
}

/// The beginning of a text: so many bytes, or one character less. What is looked for nearby is looked for in this, so that a text
/// without it is not searched to its end again and again.
#[must_use]
pub fn head_of(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

/// The edits in the order in which they are made.
///
/// # Errors
/// When they cannot be made together, as in [`apply`].
pub fn sorted<'e>(text: &str, edits: &'e [Edit]) -> Result<Vec<&'e Edit>, EditError> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| edit.span);
    let mut done = 0;
    for Edit { span, .. } in &sorted {
        if span.start < done {
            return Err(EditError::Overlap(span.start));
        }
        if !text.is_char_boundary(span.start) || text.get(span.start..span.end).is_none() {
            return Err(EditError::OutOfPlace(span.start));
        }
        done = span.end;
    }
    Ok(sorted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_made_in_the_order_of_the_text() {
        let edits = [Edit::delete(Span::new(4, 5)), Edit::insert(0, "a"), Edit::insert(0, "b")];
        assert_eq!(apply("01234", &edits).unwrap(), "ab0123");
    }

    #[test]
    fn edits_that_meet_do_not_overlap() {
        let edits = [Edit::replace(Span::new(0, 2), "x"), Edit::replace(Span::new(2, 4), "y")];
        assert_eq!(apply("0123", &edits).unwrap(), "xy");
    }

    #[test]
    fn stretches_that_overlap_become_one() {
        let spans = vec![Span::new(6, 8), Span::new(0, 3), Span::new(2, 4), Span::new(4, 5)];
        assert_eq!(merged(spans), [Span::new(0, 5), Span::new(6, 8)]);
    }

    #[test]
    fn bad_edits_are_refused() {
        let twice = [Edit::delete(Span::new(0, 2)), Edit::delete(Span::new(1, 3))];
        assert_eq!(apply("0123", &twice), Err(EditError::Overlap(1)));
        assert_eq!(apply("é", &[Edit::insert(1, "x")]), Err(EditError::OutOfPlace(1)));
        assert_eq!(apply("a", &[Edit::insert(2, "x")]), Err(EditError::OutOfPlace(2)));
    }
}
