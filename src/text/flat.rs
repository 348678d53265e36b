//! A stretch of marked-up text as a reader sees it, with the way back to its source.

mod rewrite;

use super::Span;

/// What surrounds a stretch of text in its source.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum MarkKind {
    /// Italics, by any markup.
    Emphasis,
    /// Bold.
    Strong,
    /// Superscript.
    Superscript,
    /// Code, or mathematics: never a citation.
    Code,
    /// A link, with its address.
    Link(String),
    /// A citation that a reference manager wrote, with what it cites as the JSON of a CSL citation.
    Citation(String),
}

/// A marked stretch.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Mark {
    /// Where, in [`Flat::text`].
    pub span: Span,
    /// Where in the source, tags or delimiters included.
    pub outer: Span,
    /// What it is.
    pub kind: MarkKind,
}

/// A piece of flat text and where it comes from. Verbatim pieces are the same bytes in both; others (an entity, an
/// escape, folded white space) stand for their whole source span. A long page has millions, so that they are kept small.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Piece {
    flat: u32,
    start: u32,
    end: u32,
    verbatim: bool,
}

impl Piece {
    fn new(flat: usize, source: Span, verbatim: bool) -> Self {
        Self { flat: small(flat), start: small(source.start), end: small(source.end), verbatim }
    }

    /// Where it begins in the flat text.
    fn flat(self) -> usize {
        self.flat as usize
    }

    /// Where it stands in the source.
    fn source(self) -> Span {
        Span { start: self.start as usize, end: self.end as usize }
    }
}

/// An offset in four bytes: no file is read that is larger.
fn small(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// Text without its markup. Citations and references are read in this; their spans are led back by [`Flat::source`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Flat {
    /// The text as a reader sees it.
    pub text: String,
    /// The markup around it, by where it begins, outer marks first.
    pub marks: Vec<Mark>,
    pieces: Vec<Piece>,
    /// The length of the longest mark: how far before a place a mark may begin that still covers it.
    reach: usize,
}

impl Flat {
    /// Text without markup, whose first byte stands at `start` in the source.
    pub fn verbatim(text: impl Into<String>, start: usize) -> Self {
        let text = text.into();
        let source = Span::new(start, start + text.len());
        Self { text, marks: Vec::new(), pieces: vec![Piece::new(0, source, true)], reach: 0 }
    }

    /// The stretch of source that a stretch of flat text comes from, with the markup that belongs wholly to it.
    #[must_use]
    pub fn source(&self, span: Span) -> Span {
        let mut source = self.inner_source(span);
        let whole = |mark: &&Mark| span.covers(mark.span) && !mark.span.is_empty();
        let first = self.marks.partition_point(|mark| mark.span.start < span.start);
        for mark in self.marks[first..].iter().take_while(|m| m.span.start <= span.end).filter(whole) {
            source.start = source.start.min(mark.outer.start);
            source.end = source.end.max(mark.outer.end);
        }
        source
    }

    fn inner_source(&self, span: Span) -> Span {
        let Some(first) = self.piece_at(span.start) else { return Span::default() };
        let within = |piece: Piece, at: usize| piece.source().start + at.saturating_sub(piece.flat());
        let start = if first.verbatim { within(first, span.start) } else { first.source().start };
        if span.is_empty() {
            return Span::new(start, start);
        }
        let last = self.piece_at(span.end - 1).unwrap_or(first);
        let end = if last.verbatim { within(last, span.end) } else { last.source().end };
        Span::new(start, end.max(start))
    }

    fn piece_at(&self, flat: usize) -> Option<Piece> {
        let after = self.pieces.partition_point(|piece| piece.flat() <= flat);
        self.pieces.get(after.saturating_sub(1)).copied()
    }

    /// A stretch as flat text of its own: its marks are cut to it, its source places stay.
    #[must_use]
    pub fn slice(&self, span: Span) -> Flat {
        let cut = |inner: Span| {
            Span::new(
                inner.start.clamp(span.start, span.end) - span.start,
                inner.end.clamp(span.start, span.end) - span.start,
            )
        };
        let marks = self.marks_at(span).filter(|mark| mark.span.overlaps(span));
        let marks = marks.map(|mark| Mark { span: cut(mark.span), ..mark.clone() }).collect();
        let first = self.pieces.partition_point(|piece| piece.flat() <= span.start).saturating_sub(1);
        let pieces =
            self.pieces[first.min(self.pieces.len())..].iter().take_while(|piece| piece.flat() < span.end.max(1));
        let pieces = pieces.map(|piece| {
            let skipped = if piece.verbatim { span.start.saturating_sub(piece.flat()) } else { 0 };
            let source = Span { start: piece.source().start + skipped, ..piece.source() };
            Piece::new(piece.flat().saturating_sub(span.start), source, piece.verbatim)
        });
        let text = span.of(&self.text).to_owned();
        Flat { text, marks, pieces: pieces.collect(), reach: self.reach.min(span.len()) }.shrunk()
    }

    /// Gives back the room that was set aside for more: long pages have many short texts.
    fn shrunk(mut self) -> Self {
        self.text.shrink_to_fit();
        self.marks.shrink_to_fit();
        self.pieces.shrink_to_fit();
        self
    }

    /// The marks that may touch a stretch: all that do are among them, and few others.
    pub(crate) fn marks_at(&self, span: Span) -> impl Iterator<Item = &Mark> {
        let first = self.marks.partition_point(|mark| mark.span.start + self.reach < span.start);
        let end = self.marks.partition_point(|mark| mark.span.start <= span.end);
        self.marks.get(first..end).unwrap_or_default().iter()
    }

    /// Whether a stretch stands wholly in a mark that is `wanted`.
    pub(crate) fn is_within(&self, span: Span, wanted: impl Fn(&MarkKind) -> bool) -> bool {
        self.marks_at(span).any(|mark| wanted(&mark.kind) && mark.span.covers(span))
    }

    /// Looks up anew how far marks reach.
    fn measured(mut self) -> Self {
        self.reach = self.marks.iter().map(|mark| mark.span.len()).max().unwrap_or(0);
        self
    }

    /// The same text as it would be in a source that begins with it.
    pub(crate) fn unplaced(&self) -> Self {
        let pieces = self.pieces.iter().map(|piece| piece.source().start);
        let start = pieces.chain(self.marks.iter().map(|mark| mark.outer.start)).min().unwrap_or(0);
        self.clone().moved(|span| Span::new(span.start - start, span.end.saturating_sub(start)))
    }

    /// The same text, with every source place `by` bytes further on.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        if by == 0 { self } else { self.moved(|span| span.shifted(by)) }
    }

    /// The same text, with every source place somewhere else.
    fn moved(mut self, place: impl Fn(Span) -> Span) -> Self {
        let pieces = self.pieces.iter_mut();
        pieces.for_each(|piece| *piece = Piece::new(piece.flat(), place(piece.source()), piece.verbatim));
        self.marks.iter_mut().for_each(|mark| mark.outer = place(mark.outer));
        self
    }
}

/// Builds a [`Flat`] from left to right.
#[derive(Debug, Default)]
pub struct FlatBuilder {
    flat: Flat,
    open: Vec<(usize, usize, MarkKind)>,
}

impl FlatBuilder {
    /// With room for so many bytes of text and pieces.
    pub(super) fn with_room(bytes: usize, pieces: usize) -> Self {
        let mut builder = Self::default();
        builder.flat.text.reserve(bytes);
        builder.flat.pieces.reserve(pieces);
        builder
    }

    /// The length of the flat text so far.
    #[must_use]
    pub fn len(&self) -> usize {
        self.flat.text.len()
    }

    /// Whether nothing was added yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.flat.text.is_empty()
    }

    /// The text so far.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.flat.text
    }

    /// Adds text that stands in the source as it is, from byte `start` of the source on.
    pub fn verbatim(&mut self, text: &str, start: usize) {
        self.piece(text, Span::new(start, start + text.len()), true);
    }

    /// Adds text that stands for other bytes of the source (an entity, an escape, a line break).
    pub fn replaced(&mut self, text: &str, source: Span) {
        self.piece(text, source, false);
    }

    fn piece(&mut self, text: &str, source: Span, verbatim: bool) {
        if text.is_empty() {
            return;
        }
        let flat = self.len();
        self.flat.text.push_str(text);
        let grows = |last: &Piece| last.verbatim && verbatim && last.source().end == source.start;
        match self.flat.pieces.last_mut() {
            Some(last) if grows(last) => last.end = small(source.end),
            _ => self.flat.pieces.push(Piece::new(flat, source, verbatim)),
        }
    }

    /// Opens a mark whose tag or delimiter begins at `outer_start` in the source. Marks close in reverse order.
    pub fn open(&mut self, kind: MarkKind, outer_start: usize) {
        self.open.push((self.len(), outer_start, kind));
    }

    /// Closes the mark opened last; its closing tag or delimiter ends at `outer_end` in the source.
    pub fn close(&mut self, outer_end: usize) {
        if let Some((start, outer_start, kind)) = self.open.pop() {
            let outer = Span::new(outer_start, outer_end.max(outer_start));
            self.flat.marks.push(Mark { span: Span::new(start, self.len()), outer, kind });
        }
    }

    /// The finished text; the builder is empty again. Marks left open run to its end, which is `outer_end` in the source.
    #[must_use]
    pub fn finish(&mut self, outer_end: usize) -> Flat {
        while !self.open.is_empty() {
            self.close(outer_end);
        }
        let Flat { text, marks, pieces, .. } = &mut self.flat;
        marks.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end), mark.outer.start));
        marks.shrink_to_fit();
        // The room for text is kept for the next one: long pages have many short ones, and each has what it needs and no more.
        let finished =
            Flat { text: text.as_str().to_owned(), marks: std::mem::take(marks), pieces: pieces.clone(), reach: 0 };
        text.clear();
        pieces.clear();
        finished.measured()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `See *Gay&amp;Men* 3` as a reader sees it.
    fn sample() -> Flat {
        let mut flat = FlatBuilder::default();
        flat.verbatim("See ", 0);
        flat.open(MarkKind::Emphasis, 4);
        flat.verbatim("Gay", 5);
        flat.replaced("&", Span::new(8, 13));
        flat.verbatim("Men", 13);
        flat.close(17);
        flat.verbatim(" 3", 17);
        flat.finish(19)
    }

    #[test]
    fn spans_lead_back_to_the_source() {
        let flat = sample();
        assert_eq!(flat.text, "See Gay&Men 3");
        assert_eq!(flat.source(Span::new(0, 3)), Span::new(0, 3));
        assert_eq!(flat.source(Span::new(7, 8)), Span::new(8, 13));
        assert_eq!(flat.source(Span::new(8, 13)), Span::new(13, 19));
    }

    #[test]
    fn markup_that_belongs_to_a_stretch_comes_with_it() {
        let flat = sample();
        assert_eq!(flat.source(Span::new(4, 11)), Span::new(4, 17));
        assert_eq!(flat.source(Span::new(0, 13)), Span::new(0, 19));
        assert_eq!(
            flat.source(Span::new(4, 7)),
            Span::new(5, 8),
            "a part of the italics does not take their delimiters"
        );
    }

    #[test]
    fn a_slice_keeps_its_places() {
        let slice = sample().slice(Span::new(5, 13));
        assert_eq!(slice.text, "ay&Men 3");
        assert_eq!(slice.source(Span::new(0, 2)), Span::new(6, 8));
        assert_eq!(slice.source(Span::new(3, 8)), Span::new(13, 19));
        assert_eq!(slice.marks[0].span, Span::new(0, 6));
    }
}
