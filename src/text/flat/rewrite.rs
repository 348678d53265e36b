//! Flat text made of other flat text: parts taken out, folded, joined. Source places and marks come along.

use super::{Flat, FlatBuilder, Mark, Piece, small};
use crate::text::Span;

impl Flat {
    /// The same text with each stretch of `edits` (in order, apart from each other) replaced. What comes in stands for the
    /// source of what went out.
    #[must_use]
    pub fn rewritten(&self, edits: &[(Span, &str)]) -> Flat {
        if edits.is_empty() {
            return self.clone();
        }
        let mut flat = FlatBuilder::with_room(self.text.len(), self.pieces.len() + 2 * edits.len());
        let mut moved = Vec::with_capacity(edits.len());
        let (mut done, mut piece) = (0, 0);
        for (span, text) in edits {
            piece = self.copy(Span::new(done, span.start), piece, &mut flat);
            let start = flat.len();
            flat.replaced(text, self.inner_source(*span));
            moved.push((*span, Span::new(start, flat.len())));
            done = span.end;
        }
        self.copy(Span::new(done, self.text.len()), piece, &mut flat);
        let mut flat = flat.finish(0);
        flat.marks =
            self.marks.iter().map(|mark| Mark { span: move_span(mark.span, &moved), ..mark.clone() }).collect();
        flat.marks.retain(|mark| !mark.span.is_empty());
        flat.measured()
    }

    /// Copies a stretch, beginning to look at the piece `from`; answers the last piece that was used.
    fn copy(&self, span: Span, from: usize, into: &mut FlatBuilder) -> usize {
        let mut index = from;
        while let Some(piece) = self.pieces.get(index).filter(|piece| piece.flat() < span.end) {
            let end = self.end_of(index);
            let start = piece.flat().max(span.start);
            let part = Span::new(start, end.min(span.end).max(start));
            if !part.is_empty() {
                into.piece(part.of(&self.text), part_source(*piece, part), piece.verbatim);
            }
            if end > span.end {
                break;
            }
            index += 1;
        }
        index
    }

    /// The text without white space at its ends, and with every run of white space that holds a line break as one space.
    #[must_use]
    pub fn folded(&self) -> Flat {
        self.rewritten(&self.folds())
    }

    /// As [`folded`](Self::folded), for a text that is not wanted any more as it was.
    #[must_use]
    pub fn into_folded(self) -> Flat {
        let folds = self.folds();
        if folds.is_empty() { self } else { self.rewritten(&folds) }
    }

    fn folds(&self) -> Vec<(Span, &'static str)> {
        let mut edits: Vec<(Span, &str)> = Vec::new();
        let trimmed_start = self.text.len() - self.text.trim_start().len();
        let trimmed_end = self.text.trim_end().len().max(trimmed_start);
        let mut at = trimmed_start;
        let inner = self.text.get(trimmed_start..trimmed_end).unwrap_or_default();
        if trimmed_start > 0 {
            edits.push((Span::new(0, trimmed_start), ""));
        }
        while let Some(found) = memchr::memchr2(b'\n', b'\r', &self.text.as_bytes()[at..trimmed_start + inner.len()]) {
            let run = white_space_around(&self.text, at + found);
            edits.push((run, " "));
            at = run.end;
        }
        if trimmed_end < self.text.len() {
            edits.push((Span::new(trimmed_end, self.text.len()), ""));
        }
        edits
    }

    /// Several texts as one, with `between` standing between them.
    #[must_use]
    pub fn joined(parts: impl IntoIterator<Item = Flat>, between: &str) -> Flat {
        let mut parts = parts.into_iter().filter(|part| !part.text.is_empty());
        let mut whole = parts.next().unwrap_or_default();
        for part in parts {
            let end = whole.source_end();
            whole.text.push_str(between);
            let gap = Piece::new(whole.text.len() - between.len(), Span::new(end, end), false);
            whole.pieces.extend((!between.is_empty()).then_some(gap));
            let by = whole.text.len();
            whole.text.push_str(&part.text);
            whole.pieces.extend(
                part.pieces.into_iter().map(|piece| Piece { flat: piece.flat.saturating_add(small(by)), ..piece }),
            );
            whole.reach = whole.reach.max(part.reach);
            whole.marks.extend(part.marks.into_iter().map(|mark| Mark { span: mark.span.shifted(by), ..mark }));
        }
        whole
    }

    /// The stretches of this text that come from the places `spans` (in order, apart from each other) of the source.
    #[must_use]
    pub fn parts_from(&self, spans: &[Span]) -> Vec<Span> {
        let mut found: Vec<Span> = Vec::new();
        for (index, piece) in self.pieces.iter().enumerate() {
            let end = self.end_of(index);
            let source = piece.source();
            let first = spans.partition_point(|span| span.end <= source.start);
            for span in spans[first..].iter().take_while(|span| span.start < source.end) {
                let at =
                    |offset: usize| if piece.verbatim { piece.flat() + (offset - source.start) } else { piece.flat() };
                let start = at(span.start.max(source.start));
                let end = if piece.verbatim { at(span.end.min(source.end)).min(end) } else { end };
                match found.last_mut().filter(|last| last.end >= start) {
                    Some(last) => last.end = last.end.max(end),
                    None => found.push(Span::new(start, end.max(start))),
                }
            }
        }
        found
    }

    /// The same text with its places led on: they were places in the text of `source`, and become the places where that comes from.
    #[must_use]
    pub fn through(&self, source: &Flat) -> Flat {
        let mut flat = FlatBuilder::default();
        for (index, piece) in self.pieces.iter().enumerate() {
            let end = self.end_of(index);
            if piece.verbatim {
                source.copy(piece.source(), source.piece_index(piece.source().start), &mut flat);
            } else {
                flat.replaced(Span::new(piece.flat(), end).of(&self.text), source.inner_source(piece.source()));
            }
        }
        let mut flat = flat.finish(0);
        let led = |mark: &Mark| Mark { outer: source.inner_source(mark.outer), ..mark.clone() };
        flat.marks = self.marks.iter().map(led).collect();
        flat.measured()
    }

    fn piece_index(&self, at: usize) -> usize {
        self.pieces.partition_point(|piece| piece.flat() <= at).saturating_sub(1)
    }

    fn source_end(&self) -> usize {
        self.pieces.last().map_or(0, |piece| piece.source().end)
    }

    /// Where a piece ends in the flat text.
    fn end_of(&self, piece: usize) -> usize {
        self.pieces.get(piece + 1).map_or(self.text.len(), |next| next.flat())
    }
}

fn part_source(piece: Piece, part: Span) -> Span {
    if !piece.verbatim {
        return piece.source();
    }
    let start = piece.source().start + (part.start - piece.flat());
    Span::new(start, start + part.len())
}

fn white_space_around(text: &str, at: usize) -> Span {
    let start = text[..at].trim_end_matches([' ', '\t', '\n', '\r']).len();
    let end = text.len() - text[at..].trim_start_matches([' ', '\t', '\n', '\r']).len();
    Span::new(start, end)
}

/// Where a mark lies after the edits; `moved` pairs old stretches with new ones.
fn move_span(span: Span, moved: &[(Span, Span)]) -> Span {
    let start = move_offset(span.start, moved);
    Span::new(start, move_offset(span.end, moved).max(start))
}

fn move_offset(at: usize, moved: &[(Span, Span)]) -> usize {
    let before = moved.partition_point(|(old, _)| old.start < at);
    match before.checked_sub(1).map(|index| moved[index]) {
        None => at,
        Some((old, new)) if at >= old.end => new.end + (at - old.end),
        Some((_, new)) => new.end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::MarkKind;

    fn sample() -> Flat {
        let mut flat = FlatBuilder::default();
        flat.verbatim("  See ", 0);
        flat.open(MarkKind::Emphasis, 6);
        flat.verbatim("The\n  Pit", 7);
        flat.close(17);
        flat.replaced("&", Span::new(17, 22));
        flat.verbatim(" 3\n", 22);
        flat.finish(25)
    }

    #[test]
    fn folding_keeps_places_and_marks() {
        let flat = sample().folded();
        assert_eq!(flat.text, "See The Pit& 3");
        assert_eq!(flat.marks[0].span.of(&flat.text), "The Pit");
        assert_eq!(flat.source(Span::new(4, 11)), Span::new(6, 17));
        assert_eq!(flat.source(Span::new(8, 11)), Span::new(13, 16));
        assert_eq!(flat.source(Span::new(13, 14)), Span::new(23, 24));
    }

    #[test]
    fn parts_are_found_by_their_source() {
        let flat = sample();
        assert_eq!(flat.parts_from(&[Span::new(2, 8), Span::new(18, 23)]), [Span::new(2, 7), Span::new(15, 17)]);
        assert_eq!(flat.parts_from(&[Span::new(40, 50)]), []);
    }

    #[test]
    fn cutting_and_joining_keep_places() {
        let flat = sample().rewritten(&[(Span::new(0, 6), ""), (Span::new(15, 16), " and ")]);
        assert_eq!(flat.text, "The\n  Pit and  3\n");
        assert_eq!(flat.source(Span::new(9, 14)), Span::new(17, 22));
        let joined = Flat::joined([Flat::verbatim("ab", 10), Flat::verbatim("cd", 20)], " ");
        assert_eq!(joined.text, "ab cd");
        assert_eq!(joined.source(Span::new(1, 4)), Span::new(11, 21));
        assert_eq!(Flat::joined([], " ").text, "");
        assert_eq!(Flat::verbatim(" \n ", 4).folded().text, "");
    }
}
