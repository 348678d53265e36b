//! Light markup within a line, given as a table: Org, AsciiDoc, reStructuredText and MediaWiki differ in little but their delimiters.

use crate::text::{Flat, FlatBuilder, MarkKind, Span};

/// Delimiters around marked text.
pub(super) struct DelimiterPair {
    pub(super) open: &'static str,
    pub(super) close: &'static str,
    pub(super) kind: MarkKind,
    /// Whether they count only at the edges of words.
    pub(super) at_words: bool,
}

/// Something other than delimiters.
pub(super) enum InlineElement {
    /// A link of `len` bytes whose text is `text` (offsets from its beginning).
    Link { len: usize, text: Span, address: String },
    /// `len` bytes that a reader sees as something else, or not at all.
    Shown { len: usize, text: String },
    /// `len` bytes of which a reader sees these parts, each with the text that stands before it and whether it is italic.
    Parts { len: usize, parts: Vec<(String, Span, bool)> },
}

/// The markup of a format.
pub(super) struct MarkupDialect {
    pub(super) pairs: &'static [DelimiterPair],
    /// What begins at the beginning of a text.
    pub(super) special: fn(&str) -> Option<InlineElement>,
    /// The bytes that something special may begin with.
    pub(super) starts: &'static [u8],
}

/// How far a closing delimiter is looked for, in bytes.
const REACH: usize = 2000;

/// How deep markup may stand in markup.
const DEPTH: usize = 8;

impl MarkupDialect {
    /// Flattens a piece of text that begins at byte `start` of its source.
    pub(super) fn flatten(&self, text: &str, start: usize) -> Flat {
        let mut flat = FlatBuilder::default();
        self.write(text, start, 0, &mut flat);
        flat.finish(start + text.len())
    }

    fn write(&self, text: &str, start: usize, depth: usize, flat: &mut FlatBuilder) {
        let (mut done, mut at) = (0, 0);
        while let Some(&byte) = text.as_bytes().get(at) {
            let begins = self.starts.contains(&byte) || self.pairs.iter().any(|pair| pair.open.as_bytes()[0] == byte);
            let len = if begins && depth < DEPTH { self.markup(text, at, start, depth, done, flat) } else { None };
            match len {
                Some(len) => {
                    at += len;
                    done = at;
                }
                None => at += 1,
            }
        }
        flat.verbatim(&text[done..], start + done);
    }

    /// Writes the markup at `at`, and the text from `done` up to it; answers its length.
    fn markup(
        &self,
        text: &str,
        at: usize,
        start: usize,
        depth: usize,
        done: usize,
        flat: &mut FlatBuilder,
    ) -> Option<usize> {
        let rest = text.get(at..)?;
        if let Some(special) = (self.special)(rest) {
            flat.verbatim(&text[done..at], start + done);
            return Some(self.special(rest, start + at, depth, special, flat));
        }
        let (pair, inner) = self.pairs.iter().find_map(|pair| inside(text, at, pair).map(|inner| (pair, inner)))?;
        flat.verbatim(&text[done..at], start + done);
        let len = pair.open.len() + inner.len() + pair.close.len();
        flat.open(pair.kind.clone(), start + at);
        if pair.kind == MarkKind::Code {
            flat.verbatim(inner, start + at + pair.open.len());
        } else {
            self.write(inner, start + at + pair.open.len(), depth + 1, flat);
        }
        flat.close(start + at + len);
        Some(len)
    }

    fn special(&self, rest: &str, start: usize, depth: usize, special: InlineElement, flat: &mut FlatBuilder) -> usize {
        match special {
            InlineElement::Shown { len, text } => {
                flat.replaced(&text, Span::new(start, start + len));
                len
            }
            InlineElement::Link { len, text, address } => {
                flat.open(MarkKind::Link(address), start);
                self.write(text.of(rest), start + text.start, depth + 1, flat);
                flat.close(start + len);
                len
            }
            InlineElement::Parts { len, parts } => {
                for (before, part, italic) in parts {
                    flat.replaced(&before, Span::new(start + part.start, start + part.start));
                    if italic {
                        flat.open(MarkKind::Emphasis, start + part.start);
                    }
                    self.write(part.of(rest), start + part.start, depth + 1, flat);
                    if italic {
                        flat.close(start + part.end);
                    }
                }
                len
            }
        }
    }
}

/// What a pair of delimiters encloses, if one opens at `at`.
fn inside<'t>(text: &'t str, at: usize, pair: &DelimiterPair) -> Option<&'t str> {
    let inner = text.get(at..)?.strip_prefix(pair.open)?;
    let window = &inner[..inner.floor_char_boundary(REACH)];
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if pair.at_words && (word(text[..at].chars().next_back()) || window.starts_with(char::is_whitespace)) {
        return None;
    }
    let mut ends = window.match_indices(pair.close).map(|(end, _)| end).filter(|&end| end > 0).take(DEPTH);
    let end = ends.find(|&end| {
        !pair.at_words
            || (!word(inner[end + pair.close.len()..].chars().next()) && !window[..end].ends_with(char::is_whitespace))
    })?;
    let inner = &window[..end];
    (!inner.contains("\n\n")).then_some(inner)
}
