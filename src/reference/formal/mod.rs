//! References that follow a fixed grammar: decisions and statutes, places in the Bible and in classical works, documents in
//! archives, the catalogue forms of
//! Russian (GOST) and Chinese (GB/T 7714), titles in the quotation marks of East Asia. Where a grammar fits, it overrules the tagger.

mod archive;
mod chinese;
mod classic;
mod dated;
mod decision;
mod east_asian;
mod gost;
mod law;
mod scan;
mod statute;

pub(super) use decision::is_named_as_case;

use super::{Part, Stretch};
use crate::csl::ItemType;
use crate::text::Span;

/// A reference whose every word is accounted for by a grammar.
#[derive(Debug, Clone, Default)]
pub(super) struct Formal {
    /// The stretches, in order.
    pub(super) stretches: Vec<Stretch>,
    /// The type that the form implies, if it implies one.
    pub(super) kind: Option<ItemType>,
}

/// The most bytes that are read as one reference: what is longer is prose.
const LONGEST: usize = 2000;

/// How sure a grammar is of what it reads.
const SURE: f32 = 0.97;

impl Formal {
    fn of(kind: ItemType) -> Self {
        Self { kind: Some(kind), ..Self::default() }
    }

    /// Adds a stretch; an empty one is left out.
    fn push(&mut self, part: Part, start: usize, end: usize) {
        if end > start {
            self.stretches.push(Stretch { part, span: Span::new(start, end), confidence: SURE });
        }
    }
}

/// Reads a reference by the first grammar that fits all of it.
pub(super) fn read(text: &str) -> Option<Formal> {
    let grammars =
        [law::read, statute::read, classic::read, archive::read, gost::read, chinese::read, east_asian::read];
    let is_short = text.len() <= LONGEST;
    grammars.iter().filter(|_| is_short).find_map(|grammar| grammar(text)).map(|mut formal| {
        formal.stretches.sort_by_key(|stretch| stretch.span.start);
        formal
    })
}

#[cfg(test)]
pub(in crate::reference) mod tests {
    use super::*;

    /// The stretches that a grammar finds, as "Part=words | …".
    pub(super) fn show(text: &str, grammar: fn(&str) -> Option<Formal>) -> String {
        let Some(formal) = grammar(text) else { return String::new() };
        let stretch = |stretch: &Stretch| format!("{:?}={}", stretch.part, stretch.span.of(text).trim());
        formal.stretches.iter().map(stretch).collect::<Vec<_>>().join(" | ")
    }
}
