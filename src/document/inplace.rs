//! What the readers of formats with notes at the place of their marker share: `\footnote{…}`, `<ref>…</ref>`, `footnote:[…]`.

use super::block::{self, Block, BlockKind};
use super::{Marker, Note, Reading, shared};
use crate::text::{Flat, Span, merged};

/// A note at the place of its marker, and that marker: both are the same stretch.
pub(super) fn note_at_marker(label: String, span: Span, body: Flat) -> (Marker, Note) {
    let id = format!("^{}", span.start);
    let head = Span::new(span.start, span.start);
    let marker = Marker { label: label.clone(), span, target: id.clone(), ..Marker::default() };
    (marker, Note { label, span, head, id, inline: true, body, ..Note::default() })
}

/// Collects notes as a file is read.
#[derive(Default)]
pub(super) struct Collector {
    pub(super) reading: Reading,
    /// What is no running text.
    cuts: Vec<Span>,
}

impl Collector {
    /// A marker that is its own note.
    pub(super) fn both(&mut self, label: &str, span: Span, body: Flat) {
        let (marker, note) = note_at_marker(label.to_owned(), span, body.folded());
        self.cuts.push(span);
        self.reading.markers.push(marker);
        self.reading.notes.push(note);
    }

    /// A marker alone, with the name of its note.
    pub(super) fn marker(&mut self, label: &str, span: Span, target: &str) {
        self.cuts.push(span);
        self.reading.markers.push(Marker {
            label: label.to_owned(),
            span,
            target: target.to_owned(),
            ..Marker::default()
        });
    }

    /// A note alone, with its name; `head` is its number or label.
    pub(super) fn note(&mut self, label: &str, span: Span, head: Span, id: &str, body: Flat) {
        self.cuts.push(span);
        self.reading.notes.push(Note {
            label: label.to_owned(),
            span,
            head,
            id: id.to_owned(),
            body: body.folded(),
            ..Note::default()
        });
    }

    /// Leaves a stretch out of the running text.
    pub(super) fn cut(&mut self, span: Span) {
        self.cuts.push(span);
    }

    /// The whole reading: typed notes and lists of works are looked for in the text that is left.
    pub(super) fn finish(self, mut blocks: Vec<Block>) -> Reading {
        let merged = merged(self.cuts);
        for block in &mut blocks {
            let parts = block.flat.parts_from(&merged);
            if !parts.is_empty() {
                let cuts: Vec<(Span, &str)> = parts.into_iter().map(|part| (part, "")).collect();
                block.flat = block.flat.rewritten(&cuts).into();
            }
        }
        shared::reading_with(blocks, self.reading)
    }
}

/// The paragraphs of a text. `kind` says what a line by itself is (a heading, a rule, a line of code), if it is more than text.
pub(super) fn paragraphs<'t>(
    text: &'t str,
    flatten: &dyn Fn(&str, usize) -> Flat,
    kind: &dyn Fn(&str) -> Option<BlockKind>,
) -> Vec<Block<'t>> {
    let mut blocks = Vec::new();
    let mut open: Option<Span> = None;
    let block = |kind: BlockKind, span: Span| {
        let content = span.of(text);
        let flat = match kind {
            BlockKind::Rule => Flat::default(),
            BlockKind::Other => Flat::verbatim(content, span.start),
            BlockKind::Text | BlockKind::Heading => flatten(content, span.start),
        };
        Block { indent: block::indent(content), ..Block::new(kind, flat) }
    };
    for line in block::lines(text) {
        let content = line.of(text);
        let alone = kind(content);
        if alone.is_some() || content.trim().is_empty() {
            blocks.extend(open.take().map(|span| block(BlockKind::Text, span)));
        } else {
            open = Some(Span::new(open.map_or(line.start, |span| span.start), line.end));
        }
        blocks.extend(alone.map(|kind| block(kind, line)));
    }
    blocks.extend(open.map(|span| block(BlockKind::Text, span)));
    blocks
}

/// The brackets of a text, each with the one that closes it: found in one go, so that reading stays linear.
pub(super) struct Brackets(Vec<(usize, usize)>);

impl Brackets {
    /// The pairs of `open` and `close`. A backslash hides what follows it.
    pub(super) fn of(text: &str, open: u8, close: u8) -> Brackets {
        Self::outside(text, (open, close), std::iter::empty())
    }

    /// The pairs outside the stretches `quiet`, which stand in order.
    pub(super) fn outside(text: &str, (open, close): (u8, u8), quiet: impl Iterator<Item = Span>) -> Brackets {
        let mut quiet = quiet.peekable();
        let mut pairs = Vec::new();
        let mut waiting = Vec::new();
        let mut hidden = false;
        for (at, byte) in text.bytes().enumerate() {
            while quiet.next_if(|quiet| quiet.end <= at).is_some() {}
            match byte {
                _ if quiet.peek().is_some_and(|quiet| quiet.start <= at) => hidden = false,
                _ if hidden => hidden = false,
                b'\\' => hidden = true,
                _ if byte == open => waiting.push(at),
                _ if byte == close => pairs.extend(waiting.pop().map(|start| (start, at))),
                _ => {}
            }
        }
        pairs.sort_unstable();
        Brackets(pairs)
    }

    /// What stands in the bracket that opens at `at`.
    pub(super) fn inside(&self, at: usize) -> Option<Span> {
        let place = self.0.binary_search_by_key(&at, |(open, _)| *open).ok()?;
        self.0.get(place).map(|(open, close)| Span::new(open + 1, *close))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_are_matched() {
        let inside =
            |text: &str, at: usize| Brackets::of(text, b'[', b']').inside(at).map(|span| span.of(text).to_owned());
        assert_eq!(inside("[a [b] c] d", 0).as_deref(), Some("a [b] c"));
        assert_eq!(inside("[a [b] c] d", 3).as_deref(), Some("b"));
        assert_eq!(inside(r"[a \] b]", 0).as_deref(), Some(r"a \] b"));
        assert_eq!(inside("[a [b]", 0), None);
        assert_eq!(inside("] [a", 2), None);
    }

    #[test]
    fn cut_stretches_leave_the_running_text() {
        let mut notes = Collector::default();
        notes.both("1", Span::new(2, 5), Flat::verbatim("x", 3));
        let text = "a [1] b\n\nc";
        let reading = notes.finish(paragraphs(text, &|text, start| Flat::verbatim(text, start), &|_| None));
        let prose: Vec<&str> = reading.prose.shown(text).map(|flat| flat.text.as_str()).collect();
        assert_eq!(prose, ["a  b", "c"]);
    }
}
