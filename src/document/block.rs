//! What every reader makes of its file first: blocks of flat text, one a paragraph, heading or list item.

use std::cell::OnceCell;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use crate::text::{Flat, Span};

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// A paragraph or a list item.
    Text,
    /// A heading.
    Heading,
    /// A line across the page.
    Rule,
    /// Code, tables, furniture: shown, but never read for notes.
    Other,
}

/// A paragraph as a reader sees it. Line breaks of the source stay in `flat`, since a note list may have no blank lines.
#[derive(Debug, Clone)]
pub(super) struct Block<'t> {
    pub(super) kind: BlockKind,
    pub(super) flat: BlockText<'t>,
    /// How far its first line is indented, in columns.
    pub(super) indent: usize,
    /// Whether its line breaks are meant, as `<br>` is, and not only where the line was full.
    pub(super) hard: bool,
    /// The number that a list gives it without showing it in the text.
    pub(super) number: Option<u32>,
    /// Whether it stands in a block quotation.
    pub(super) is_quoted: bool,
    /// Whether it is the term that the next block describes, or a cell before another of its row.
    pub(super) is_term: bool,
}

impl<'t> Block<'t> {
    pub(super) fn new(kind: BlockKind, flat: impl Into<BlockText<'t>>) -> Self {
        Self { kind, flat: flat.into(), indent: 0, hard: false, number: None, is_quoted: false, is_term: false }
    }

    pub(super) fn text(&self) -> &str {
        &self.flat.text
    }
}

/// What a reader sees of a block. Where the block was cut out of a file, its markup is read when someone first asks: in most posts that are
/// checked nobody does.
#[derive(Clone)]
pub(super) struct BlockText<'t> {
    written: Option<MarkedText<'t>>,
    flat: OnceCell<Flat>,
}

/// Reads the markup of a text of a file, which begins at an offset of it.
pub(super) type Flatten = Arc<dyn Fn(&str, usize) -> Flat + Send + Sync>;

/// A text with its markup, and how that is read.
#[derive(Clone)]
struct MarkedText<'t> {
    text: &'t str,
    start: usize,
    flatten: Flatten,
}

impl<'t> BlockText<'t> {
    /// The text that begins at `start` of its file, and how its markup is read.
    pub(super) fn later(text: &'t str, start: usize, flatten: &Flatten) -> Self {
        Self { written: Some(MarkedText { text, start, flatten: Arc::clone(flatten) }), flat: OnceCell::new() }
    }

    /// The text with its markup, as long as it waits to be read.
    pub(super) fn unread(&self) -> Option<&'t str> {
        self.waiting().map(|written| written.text)
    }

    /// Where the text stands in its file and how it is read, as long as it waits to be read.
    pub(super) fn awaited(&self) -> Option<(Span, Flatten)> {
        let written = self.waiting()?;
        let span = Span::new(written.start, written.start + written.text.len());
        Some((span, Arc::clone(&written.flatten)))
    }

    /// The text with its markup and how it is read, as long as nobody has asked what a reader sees of it.
    fn waiting(&self) -> Option<&MarkedText<'t>> {
        self.written.as_ref().filter(|_| self.flat.get().is_none())
    }

    pub(super) fn into_flat(self) -> Flat {
        let flat = self.flat.into_inner();
        flat.or_else(|| self.written.map(|written| written.read())).unwrap_or_default()
    }
}

impl MarkedText<'_> {
    fn read(&self) -> Flat {
        (self.flatten)(self.text, self.start)
    }
}

impl Deref for BlockText<'_> {
    type Target = Flat;

    fn deref(&self) -> &Flat {
        self.flat.get_or_init(|| self.written.as_ref().map(MarkedText::read).unwrap_or_default())
    }
}

impl From<Flat> for BlockText<'_> {
    fn from(flat: Flat) -> Self {
        Self { written: None, flat: flat.into() }
    }
}

impl fmt::Debug for BlockText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Flat::fmt(self, f)
    }
}

/// The lines of `text` with their ends, each with its terminator (`\n`, `\r\n`, `\r`).
pub(super) fn lines(text: &str) -> impl Iterator<Item = Span> + '_ {
    let bytes = text.as_bytes();
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = bytes.get(start..).filter(|rest| !rest.is_empty())?;
        let end = match memchr::memchr2(b'\n', b'\r', rest) {
            None => bytes.len(),
            Some(at) if rest[at] == b'\r' && rest.get(at + 1) == Some(&b'\n') => start + at + 2,
            Some(at) => start + at + 1,
        };
        let line = Span::new(start, end);
        start = end;
        Some(line)
    })
}

/// Where the line after the one of `at` begins, whatever ends it.
pub(super) fn next_line(text: &str, at: usize) -> usize {
    at + text.get(at..).and_then(|rest| lines(rest).next()).map_or(0, |line| line.end)
}

/// Whether a line draws a rule: three or more of one of these characters, spaces between them allowed.
pub(super) fn is_rule(line: &str) -> bool {
    let mut drawn = line.chars().filter(|c| !c.is_whitespace());
    let is_drawn = |c: &char| matches!(c, '-' | '_' | '*' | '=' | '~' | '—' | '–' | '·' | '•' | '⁂' | '#' | '+');
    let Some(first) = drawn.next().filter(is_drawn) else { return false };
    let mut more = 0;
    first == '⁂' || drawn.inspect(|_| more += 1).all(|c| c == first) && more >= 2
}

/// The columns of white space that a line begins with; a tab counts as four.
pub(super) fn indent(line: &str) -> usize {
    let white = line.chars().take_while(|c| *c == ' ' || *c == '\t' || *c == '\u{a0}');
    white.map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_any_way() {
        let text = "a\nb\r\nc\rd\n";
        let found: Vec<&str> = lines(text).map(|line| line.of(text)).collect();
        assert_eq!(found, ["a\n", "b\r\n", "c\r", "d\n"]);
        assert_eq!(lines("").count(), 0);
        assert_eq!([0, 2, 5, 7, 9].map(|at| next_line(text, at)), [2, 5, 7, 9, 9]);
    }

    #[test]
    fn rules_are_drawn_by_one_character() {
        for rule in ["---", "* * *", "________", "⁂", "· · ·\r\n"] {
            assert!(is_rule(rule), "{rule}");
        }
        for other in ["--", "a---", "-_-", "", "3 * 4"] {
            assert!(!is_rule(other), "{other}");
        }
    }
}
