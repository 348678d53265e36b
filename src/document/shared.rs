//! From blocks to a reading: typed notes, the list of works, running text.

use std::collections::HashSet;

use super::block::{Block, BlockKind};
use super::heading::{Announces, announces};
use super::typed::{self, BlockStretch};
use super::{Entry, Note, Prose, Reading, html};
use crate::text::{Flat, Mark, MarkKind, Span, merged};

/// Reads typed notes, lists of works and running text from the blocks of a file in which `found` was read already, and is not in
/// the blocks any more.
pub(super) fn reading_with(mut blocks: Vec<Block>, mut found: Reading) -> Reading {
    found.notes.iter_mut().for_each(without_way_back);
    let mut typed = typed::find(&blocks, &found);
    typed.notes.iter_mut().for_each(without_way_back);
    let taken: HashSet<Span> = typed.markers.iter().map(|marker| marker.span).collect();
    found.markers.retain(|marker| !taken.contains(&marker.span));
    take_out(&mut blocks, &typed.stretches);
    let mut works = BibliographyBlocks::default();
    let mut prose = Prose::default();
    for block in blocks {
        if works.holds(&block) {
            works.add(block, &mut found.bibliography);
        } else if block.kind != BlockKind::Other {
            prose.push(block.flat);
        }
    }
    found.markers.extend(typed.markers);
    found.markers.sort_by_key(|marker| marker.span);
    found.notes.extend(typed.notes);
    found.notes.sort_by_key(|note| note.span);
    found.bibliography.sort_by_key(|entry| entry.span);
    Reading { prose, ..found }
}

/// Cuts the link to its marker off the end of a note.
fn without_way_back(note: &mut Note) {
    let text = note.body.text.trim_end();
    let at_end = note.body.marks_at(Span::new(text.len(), text.len())).filter(|mark| mark.span.end == text.len());
    let is_way_back = |mark: &&Mark| {
        matches!(&mark.kind, MarkKind::Link(address) if address.starts_with('#'))
            && html::is_way_back(mark.span.of(text))
    };
    let from = at_end.filter(is_way_back).map(|mark| mark.span.start).next();
    if let Some(from) = from.filter(|&from| from > 0) {
        let end = text[..from].trim_end().len();
        note.body = note.body.slice(Span::new(0, end));
    }
}

/// The entries of a block of a list of works: one, or one a line where every line ends as an entry does.
fn entries(block: Block) -> Vec<Entry> {
    let text = &block.flat.text;
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let inner = Span::new(
            start + line.len() - line.trim_start().len(),
            start + line.trim_end().len().max(line.len() - line.trim_start().len()),
        );
        start += line.len();
        if !inner.is_empty() {
            lines.push(inner);
        }
    }
    let whole = |line: &Span| {
        let text = line.of(text);
        has_year(text)
            || text.ends_with(['.', ')', '>', ']'])
            || text.rsplit(' ').next().is_some_and(|word| word.contains("://"))
    };
    if lines.len() < 2 || !lines.iter().all(whole) {
        return vec![Entry { span: trimmed(&block), body: block.flat.into_flat().into_folded(), key: None }];
    }
    let entry =
        |&line: &Span| Entry { span: block.flat.source(line), body: block.flat.slice(line).folded(), key: None };
    lines.iter().map(entry).collect()
}

fn trimmed(block: &Block) -> Span {
    block.flat.source(shown(block))
}

/// Takes the notes out of the blocks.
fn take_out(blocks: &mut [Block], notes: &[BlockStretch]) {
    for of_block in notes.chunk_by(|one, next| one.block == next.block) {
        let spans = merged(of_block.iter().map(|note| note.span).collect());
        let cuts: Vec<(Span, &str)> = spans.into_iter().map(|span| (span, "")).collect();
        if let Some(block) = of_block.first().and_then(|note| blocks.get_mut(note.block)) {
            block.flat = block.flat.rewritten(&cuts).into();
        }
    }
}

/// Which blocks stand under the heading of a list of works.
#[derive(Default)]
struct BibliographyBlocks {
    /// What the heading announces, while its list goes on.
    inside: Option<Announces>,
    /// Whether that heading is only a line of text: then another such line ends the list.
    by_line: bool,
    /// Whether the last block was an entry, and whether that was the term of the next block.
    is_listed: bool,
    is_term: bool,
}

impl BibliographyBlocks {
    /// Whether the next block is an entry, or several.
    fn holds(&mut self, block: &Block) -> bool {
        let is_listed = std::mem::take(&mut self.is_listed);
        if self.inside.is_none() && !block.may_head() {
            self.is_term = false;
            return false;
        }
        if self.is_headed_by(block) || is_headline(block) || block.text().trim().is_empty() {
            return false;
        }
        let is_entry = || match self.inside {
            None | Some(Announces::Notes) => false,
            Some(Announces::Works | Announces::Either) => !is_furniture(block),
            Some(Announces::Sigla) => self.is_term || block.is_term || has_year(block.text()),
        };
        self.is_listed = block.kind == BlockKind::Text && is_entry();
        // What follows a list of sigla is the text.
        self.inside = self.inside.filter(|what| *what != Announces::Sigla || self.is_listed || !is_listed);
        self.is_listed
    }

    /// Whether a block is the heading of the next list, or of something else.
    fn is_headed_by(&mut self, block: &Block) -> bool {
        let is_heading = block.kind == BlockKind::Heading;
        let announced = if is_heading || is_line(block) { announces(block.text()) } else { None };
        let heads = is_heading || announced.is_some() || self.by_line && is_headline(block);
        if heads {
            self.inside = announced.filter(|what| *what != Announces::Notes);
            self.by_line = !is_heading;
            self.is_term = false;
        }
        heads
    }

    /// Adds what an entry block holds; a term and what describes it are one entry.
    fn add(&mut self, block: Block, entries: &mut Vec<Entry>) {
        let is_term = block.is_term;
        match entries.last_mut().filter(|_| self.is_term) {
            Some(term) => {
                term.span = Span::new(term.span.start, trimmed(&block).end);
                term.body = Flat::joined([std::mem::take(&mut term.body), block.flat.into_flat().into_folded()], " ");
            }
            None => entries.extend(self::entries(block)),
        }
        self.is_term = is_term;
    }
}

/// Whether a block is a short text.
fn is_line(block: &Block) -> bool {
    const LONGEST: usize = 80;
    block.kind == BlockKind::Text && !block.is_term && block.text().trim().len() < LONGEST
}

/// Whether a block is a short line that is bold from end to end.
fn is_headline(block: &Block) -> bool {
    is_line(block) && block.flat.is_within(shown(block), |kind| *kind == MarkKind::Strong)
}

/// The text of a block without the white space around it.
fn shown(block: &Block) -> Span {
    let text = block.text();
    let start = text.len() - text.trim_start().len();
    Span::new(start, text.trim_end().len().max(start))
}

/// Whether a block is too short for a work, or a short link: what leads on to other pages.
fn is_furniture(block: &Block) -> bool {
    const WORDS: usize = 4;
    let text = block.text();
    let is_short = text.split_whitespace().nth(WORDS).is_none() && !text.contains(|c: char| c.is_ascii_digit());
    let is_link = || block.flat.is_within(shown(block), |kind| matches!(kind, MarkKind::Link(_)));
    is_short && !block.is_term && (is_link() || !text.trim().contains(['.', ',', ':', ';', ' ']))
}

/// Whether a text has a number of four digits.
fn has_year(text: &str) -> bool {
    let year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    text.split(|c: char| !c.is_alphanumeric()).any(year)
}
