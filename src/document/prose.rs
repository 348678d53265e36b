//! The running text of a document, of which most who read a document want little or nothing.

use std::fmt;
use std::sync::OnceLock;

use super::block::{BlockText, Flatten};
use crate::text::{Flat, Span};

/// The running text, piece by piece (paragraphs), without notes, code and furniture. A piece is read when someone first asks for it.
#[derive(Clone, Default)]
pub struct Prose(Vec<Passage>);

#[derive(Clone)]
struct Passage {
    /// Where it stands in the text.
    span: Span,
    flat: OnceLock<Flat>,
    /// How its markup is read, if it was not read already.
    flatten: Option<Flatten>,
}

impl Passage {
    fn shown(&self, text: &str) -> &Flat {
        self.flat.get_or_init(|| match &self.flatten {
            Some(flatten) => flatten(self.span.of(text), self.span.start).into_folded(),
            None => Flat::default(),
        })
    }
}

impl Prose {
    pub(super) fn push(&mut self, shown: BlockText<'_>) {
        let piece = match shown.awaited() {
            Some((span, flatten)) => Passage { span, flat: OnceLock::new(), flatten: Some(flatten) },
            None => Passage::from(shown.into_flat().into_folded()),
        };
        self.0.push(piece);
    }

    /// The pieces of a `text` that a reader sees anything of, in their order.
    pub(super) fn shown<'d>(&'d self, text: &'d str) -> impl Iterator<Item = &'d Flat> {
        self.0.iter().map(|piece| piece.shown(text)).filter(|flat| !flat.text.is_empty())
    }

    /// The piece of a `text` that holds an offset, or else the last before it.
    pub(super) fn at<'d>(&'d self, text: &'d str, offset: usize) -> Option<&'d Flat> {
        let after = self.0.partition_point(|piece| piece.span.start <= offset);
        let before = self.0[..after].iter().rev().map(|piece| piece.shown(text));
        before.into_iter().find(|flat| !flat.text.is_empty())
    }

    /// Reads all of a `text`.
    pub(super) fn read(&mut self, text: &str) -> impl Iterator<Item = &mut Flat> {
        self.0.iter_mut().filter_map(move |piece| {
            piece.shown(text);
            piece.flat.get_mut()
        })
    }

    /// Adds the prose of another file, whose `text` begins at `base`. All of it is read.
    pub(super) fn append(&mut self, mut other: Self, text: &str, base: usize) {
        let flats = other.read(text).map(std::mem::take);
        self.0.extend(flats.map(|flat| Passage::from(flat.shifted(base))));
    }
}

impl From<Flat> for Passage {
    fn from(flat: Flat) -> Self {
        Self { span: flat.source(Span::new(0, flat.text.len())), flat: flat.into(), flatten: None }
    }
}

impl fmt::Debug for Prose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|piece| piece.span)).finish()
    }
}
