//! A paragraph as a line of Markdown: `<i>`, `<b>`, `<sup>`, links, and `<citation n="3">` around what a reference manager wrote.

use super::face::Face;
use super::paragraph::{Paragraph, RunChildKind};
use crate::text::Span;

/// What may stand around a character, outermost first.
type Layers = [Option<Layer>; 5];

/// Something that stands around text.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Layer {
    Citation(usize),
    Link(String),
    Strong,
    Emphasis,
    Superscript,
}

impl Layer {
    fn open(&self) -> String {
        match self {
            Layer::Citation(number) => format!("<citation n=\"{number}\">"),
            Layer::Link(_) => "[".to_owned(),
            Layer::Strong => "<b>".to_owned(),
            Layer::Emphasis => "<i>".to_owned(),
            Layer::Superscript => "<sup>".to_owned(),
        }
    }

    fn close(&self) -> String {
        match self {
            Layer::Citation(_) => "</citation>".to_owned(),
            Layer::Link(address) => format!("](<{address}>)"),
            Layer::Strong => "</b>".to_owned(),
            Layer::Emphasis => "</i>".to_owned(),
            Layer::Superscript => "</sup>".to_owned(),
        }
    }
}

/// The line of a paragraph, without white space around it. Its citations are numbered from `first` on.
pub(super) fn line(paragraph: &Paragraph, first: usize) -> String {
    let plain = paragraph.plain.as_str();
    let start = plain.len() - plain.trim_start().len();
    let end = plain.trim_end().len().max(start);
    let mut line =
        LineBuilder { plain, markers: paragraph.markers(), out: String::with_capacity(plain.len()), done: start };
    let mut open: Vec<Layer> = Vec::new();
    for (at, layers) in changes(paragraph, first) {
        line.advance(at.clamp(start, end));
        let wanted: Vec<Layer> = layers.into_iter().flatten().collect();
        let same = open.iter().zip(&wanted).take_while(|(open, wanted)| open == wanted).count();
        open.drain(same..).rev().for_each(|layer| line.out.push_str(&layer.close()));
        wanted[same..].iter().for_each(|layer| line.out.push_str(&layer.open()));
        open = wanted;
    }
    line.advance(end);
    line.out
}

/// A line that is written from left to right.
struct LineBuilder<'a> {
    plain: &'a str,
    /// The markers that are still to come, the next one last.
    markers: Vec<Span>,
    out: String,
    done: usize,
}

impl LineBuilder<'_> {
    /// Writes the text up to a place so that Markdown shows it as it is; markers stay markers.
    fn advance(&mut self, to: usize) {
        while let Some(marker) = self.markers.pop_if(|marker| marker.end <= to) {
            self.escape(marker.start);
            self.out.push_str(marker.of(self.plain));
            self.done = marker.end;
        }
        self.escape(to);
    }

    fn escape(&mut self, to: usize) {
        let text = Span::new(self.done, to.max(self.done)).of(self.plain);
        self.done = to.max(self.done);
        for c in text.chars() {
            let begins_line = self.out.is_empty() && c.is_ascii_punctuation() && !"()\"',;".contains(c);
            if begins_line || "\\`*_[]<>&~#^".contains(c) {
                self.out.push('\\');
            }
            self.out.push(c);
        }
    }
}

/// The places where what stands around the text changes, in order.
fn changes(paragraph: &Paragraph, first: usize) -> Vec<(usize, Layers)> {
    let mut places: Vec<(usize, usize, Option<Layer>)> = Vec::new();
    let mut add = |span: Span, depth: usize, layer: Layer| {
        places.push((span.start, depth, Some(layer)));
        places.push((span.end, depth, None));
    };
    let numbered = paragraph.live.iter().enumerate();
    numbered.for_each(|(index, live)| add(live.span, 0, Layer::Citation(first + index)));
    paragraph.links.iter().for_each(|(span, address)| add(*span, 1, Layer::Link(address.clone())));
    stretches(paragraph, |face| face.strong).into_iter().for_each(|span| add(span, 2, Layer::Strong));
    stretches(paragraph, |face| face.emphasis).into_iter().for_each(|span| add(span, 3, Layer::Emphasis));
    stretches(paragraph, |face| face.superscript).into_iter().for_each(|span| add(span, 4, Layer::Superscript));
    // What ends at a place does so before anything begins there.
    places.sort_by_key(|(at, depth, layer)| (*at, layer.is_some(), *depth));
    let mut now: Layers = Default::default();
    let mut found: Vec<(usize, Layers)> = Vec::new();
    for (at, depth, layer) in places {
        now[depth] = layer;
        match found.last_mut().filter(|(last, _)| *last == at) {
            Some((_, layers)) => layers.clone_from(&now),
            None => found.push((at, now.clone())),
        }
    }
    found
}

/// The stretches of a look, without white space at their ends. White space between two of them belongs to both.
fn stretches(paragraph: &Paragraph, has: impl Fn(Face) -> bool) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let texts = paragraph.runs.iter().filter(|run| has(run.face)).flat_map(|run| &run.pieces);
    for piece in texts.filter(|piece| piece.kind == RunChildKind::Text) {
        let text = piece.plain.of(&paragraph.plain);
        let start = piece.plain.start + text.len() - text.trim_start().len();
        let end = piece.plain.start + text.trim_end().len();
        if start >= end {
            continue;
        }
        let gap = |last: &&mut Span| paragraph.plain.get(last.end..start).is_some_and(|gap| gap.trim().is_empty());
        match found.last_mut().filter(gap) {
            Some(last) => last.end = end,
            None => found.push(Span::new(start, end)),
        }
    }
    found
}
