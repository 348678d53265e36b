//! What is different between two texts of a paragraph: the fewest words that a change touches.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::face::Face;
use crate::text::{Flat, MarkKind, Span};

/// A stretch of the old text that gives way to a stretch of the new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hunk {
    pub(super) old: Span,
    pub(super) new: Span,
}

/// A word, a marker or a single other character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct DiffToken<'t> {
    at: usize,
    text: &'t str,
    face: Face,
}

impl<'t> DiffToken<'t> {
    fn is_marker(&self) -> bool {
        self.text.starts_with("[^")
    }

    fn is_word(&self) -> bool {
        self.text.chars().any(char::is_alphanumeric)
    }

    fn key(&self) -> (String, Face) {
        (self.text.to_owned(), self.face)
    }
}

/// More comparisons than this are not made for one paragraph: it is replaced from its first change to its last.
const MOST: usize = 1 << 22;

/// The changes that make the new text of the old one. `None` where they do not have the same markers in the same order.
pub(super) fn hunks(old: &Flat, new: &Flat) -> Option<Vec<Hunk>> {
    let texts = DiffTexts { old: tokens(old), new: tokens(new), old_len: old.text.len(), new_len: new.text.len() };
    let (olds, news) = (between_markers(&texts.old), between_markers(&texts.new));
    let marker =
        |tokens: &[DiffToken<'_>], stretch: &Range<usize>| tokens.get(stretch.end).map(|token| token.text.to_owned());
    let same = olds.len() == news.len()
        && olds.iter().zip(&news).all(|(before, after)| marker(&texts.old, before) == marker(&texts.new, after));
    same.then(|| olds.into_iter().zip(news).flat_map(|(before, after)| texts.compare(before, after)).collect())
}

/// The stretches of tokens between markers, by their places.
fn between_markers(tokens: &[DiffToken<'_>]) -> Vec<Range<usize>> {
    let markers = tokens.iter().enumerate().filter(|(_, token)| token.is_marker()).map(|(index, _)| index);
    let mut start = 0;
    markers.chain([tokens.len()]).map(|end| std::mem::replace(&mut start, end + 1)..end).collect()
}

/// Two texts as tokens.
struct DiffTexts<'t> {
    old: Vec<DiffToken<'t>>,
    new: Vec<DiffToken<'t>>,
    old_len: usize,
    new_len: usize,
}

impl DiffTexts<'_> {
    /// The changes of a stretch, those that only punctuation separates as one.
    fn compare(&self, before: Range<usize>, after: Range<usize>) -> Vec<Hunk> {
        let mut changes: Vec<(Range<usize>, Range<usize>)> = Vec::new();
        for (old, new) in self.differences(before, after) {
            match changes.last_mut() {
                Some((last_old, last_new)) if !self.old[last_old.end..old.start].iter().any(DiffToken::is_word) => {
                    (last_old.end, last_new.end) = (old.end, new.end);
                }
                _ => changes.push((old, new)),
            }
        }
        let place =
            |tokens: &[DiffToken<'_>], index: usize, len: usize| tokens.get(index).map_or(len, |token| token.at);
        let span = |tokens: &[DiffToken<'_>], range: Range<usize>, len: usize| {
            Span::new(place(tokens, range.start, len), place(tokens, range.end, len))
        };
        let hunk =
            |(old, new)| Hunk { old: span(&self.old, old, self.old_len), new: span(&self.new, new, self.new_len) };
        changes.into_iter().map(hunk).collect()
    }

    /// The tokens that differ, by their places.
    fn differences(&self, before: Range<usize>, after: Range<usize>) -> Vec<(Range<usize>, Range<usize>)> {
        let keys = |tokens: &[DiffToken<'_>]| tokens.iter().map(DiffToken::key).collect::<Vec<_>>();
        let (old, new) = (keys(&self.old[before.clone()]), keys(&self.new[after.clone()]));
        if old == new {
            return Vec::new();
        }
        if old.len().saturating_mul(new.len()) > MOST {
            return vec![(before, after)];
        }
        let moved = |range: Range<usize>, by: usize| range.start + by..range.end + by;
        let ops = capture_diff_slices(Algorithm::Myers, &old, &new).into_iter();
        let changed = ops.filter(|op| !matches!(op, DiffOp::Equal { .. }));
        changed.map(|op| (moved(op.old_range(), before.start), moved(op.new_range(), after.start))).collect()
    }
}

/// The tokens of a text. A word of two faces is two.
fn tokens(flat: &Flat) -> Vec<DiffToken<'_>> {
    let mut edges: Vec<usize> = flat.marks.iter().flat_map(|mark| [mark.span.start, mark.span.end]).collect();
    edges.sort_unstable();
    let (mut found, mut at, mut edge) = (Vec::new(), 0, 0);
    while let Some(first) = flat.text[at..].chars().next() {
        while edges.get(edge).is_some_and(|&place| place <= at) {
            edge += 1;
        }
        let len = marker_length(&flat.text[at..]).unwrap_or_else(|| {
            let word = flat.text[at..].find(|c: char| !c.is_alphanumeric()).unwrap_or(flat.text.len() - at);
            let end = edges.get(edge).map_or(usize::MAX, |place| place - at);
            word.min(end).max(first.len_utf8())
        });
        let text = &flat.text[at..at + len];
        let face = if first.is_whitespace() { Face::default() } else { face(flat, Span::new(at, at + len)) };
        found.push(DiffToken { at, text, face });
        at += len;
    }
    found
}

/// The length of the marker of a note that a text begins with.
fn marker_length(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("[^")?;
    let end = inside.find([']', '[', ' '])?;
    (end > 0 && inside.as_bytes()[end] == b']').then_some(end + 3)
}

/// How a stretch looks.
pub(super) fn face(flat: &Flat, span: Span) -> Face {
    Face {
        emphasis: flat.is_within(span, |kind| *kind == MarkKind::Emphasis),
        strong: flat.is_within(span, |kind| *kind == MarkKind::Strong),
        superscript: flat.is_within(span, |kind| *kind == MarkKind::Superscript),
        code: flat.is_within(span, |kind| *kind == MarkKind::Code),
    }
}

/// A stretch of a text in pieces of one look. White space between two looks belongs to the one that is plain, or to the first.
pub(super) fn pieces(flat: &Flat, span: Span) -> Vec<(String, Face)> {
    let mut found: Vec<(String, Face)> = Vec::new();
    let mut blank = String::new();
    for token in tokens(flat).iter().filter(|token| span.covers(Span::new(token.at, token.at + token.text.len()))) {
        if token.text.trim().is_empty() {
            blank.push_str(token.text);
            continue;
        }
        let is_same = found.last().is_some_and(|(_, face)| *face == token.face);
        let is_first = token.face != Face::default() && !is_same;
        if let Some((text, _)) = found.last_mut().filter(|_| is_first) {
            text.push_str(&std::mem::take(&mut blank));
        }
        let text = std::mem::take(&mut blank) + token.text;
        match found.last_mut().filter(|_| is_same) {
            Some((known, _)) => known.push_str(&text),
            None => found.push((text, token.face)),
        }
    }
    match found.last_mut().filter(|_| !blank.is_empty()) {
        Some((text, _)) => text.push_str(&blank),
        None if !blank.is_empty() => found.push((blank, Face::default())),
        None => {}
    }
    found
}

/// A text in stretches that are links, with their addresses, and stretches that are none. Only links that lead out of the document count.
pub(super) fn linked_stretches(flat: &Flat) -> Vec<(Span, Option<&str>)> {
    let (mut found, mut done) = (Vec::new(), 0);
    for mark in &flat.marks {
        match &mark.kind {
            MarkKind::Link(address) if address.contains(':') && mark.span.start >= done => {
                found.push((Span::new(done, mark.span.start), None));
                found.push((mark.span, Some(address.as_str())));
                done = mark.span.end;
            }
            _ => {}
        }
    }
    found.push((Span::new(done, flat.text.len()), None));
    found
}

/// True if two texts have the same words with the same looks.
pub(super) fn same(one: &Flat, other: &Flat) -> bool {
    let keys = |flat| tokens(flat).iter().map(DiffToken::key).collect::<Vec<_>>();
    one.text == other.text && keys(one) == keys(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::flatten;

    fn changed(old: &str, new: &str) -> Option<Vec<(String, String)>> {
        let (old, new) = (flatten(old, 0), flatten(new, 0));
        let show = |hunk: Hunk| (hunk.old.of(&old.text).to_owned(), hunk.new.of(&new.text).to_owned());
        hunks(&old, &new).map(|hunks| hunks.into_iter().map(show).collect())
    }

    #[test]
    fn a_change_touches_the_words_that_differ() {
        type Pairs = &'static [(&'static str, &'static str)];
        let table: &[(&str, &str, Pairs)] = &[
            ("Reed, *Salt* (Hull, 1999), 12.", "Reed, *Salt* (Hull, 1999), p. 12.", &[("", "p. ")]),
            ("Reed, *Salt*, 12.", "Reed, ‘Salt’, 12.", &[("Salt", "‘Salt’")]),
            ("Ibid., 12", "Reed, 12", &[("Ibid.", "Reed")]),
            ("a *b* c", "a b c", &[("b", "b")]),
            ("a  b", "a b", &[(" ", "")]),
            ("a word.[^1] b", "a word[^1]. b", &[(".", ""), ("", ".")]),
            ("same", "same", &[]),
            ("John Reed, x", "Reed, John, x", &[("John ", ""), ("", "John, ")]),
            ("Cole (Leeds), 4", "Hall, York, 4", &[("Cole (Leeds)", "Hall, York")]),
        ];
        for (old, new, wanted) in table {
            let wanted = wanted.iter().map(|(old, new)| ((*old).to_owned(), (*new).to_owned())).collect();
            assert_eq!(changed(old, new), Some(wanted), "{old}");
        }
    }

    #[test]
    fn markers_stay_in_their_order() {
        for (old, new) in [("a[^1] b[^2]", "a[^2] b[^1]"), ("a[^1]", "a"), ("a", "a[^1]")] {
            assert_eq!(changed(old, new), None, "{old}");
        }
    }

    #[test]
    fn pieces_have_one_look() {
        let flat = flatten("a *b c* d", 0);
        let italic = Face { emphasis: true, ..Face::default() };
        let wanted =
            vec![("a ".to_owned(), Face::default()), ("b c".to_owned(), italic), (" d".to_owned(), Face::default())];
        assert_eq!(pieces(&flat, Span::new(0, flat.text.len())), wanted);
    }
}
