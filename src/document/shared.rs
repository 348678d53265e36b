//! From blocks to a reading: typed notes, the list of works, running text.

use super::block::{Block, BlockKind};
use super::heading::{Announces, announces};
use super::typed::{self, Stretch};
use super::{Entry, Reading};
use crate::text::{Flat, Span};

/// Reads typed notes, lists of works and running text from the blocks of a file in which `found` was read already, and is not in
/// the blocks any more.
pub(super) fn reading_with(blocks: &[Block], mut found: Reading) -> Reading {
    let typed = typed::find(blocks);
    let free = free_text(blocks, &typed.stretches);
    let works = works(blocks, &free);
    let prose =
        free.iter().enumerate().filter(|(index, _)| !works.contains(index) && blocks[*index].kind != BlockKind::Other);
    let prose = prose.filter_map(|(_, flat)| flat.clone()).collect();
    let bibliography: Vec<Entry> =
        works.iter().flat_map(|&index| entries(&blocks[index], free[index].clone())).collect();
    found.markers.extend(typed.markers);
    found.markers.sort_by_key(|marker| marker.span);
    found.notes.extend(typed.notes);
    found.notes.sort_by_key(|note| note.span);
    found.bibliography.extend(bibliography);
    found.bibliography.sort_by_key(|entry| entry.span);
    Reading { prose, ..found }
}

/// The entries of a block of a list of works: one, or one a line where every line ends as an entry does.
fn entries(block: &Block, body: Option<Flat>) -> Vec<Entry> {
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
        let year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        text.split(|c: char| !c.is_alphanumeric()).any(year)
            || text.ends_with(['.', ')', '>', ']'])
            || text.rsplit(' ').next().is_some_and(|word| word.contains("://"))
    };
    if lines.len() < 2 || !lines.iter().all(whole) {
        return body.map(|body| Entry { span: trimmed(block), body }).into_iter().collect();
    }
    lines.iter().map(|&line| Entry { span: block.flat.source(line), body: block.flat.slice(line).folded() }).collect()
}

fn trimmed(block: &Block) -> Span {
    let text = block.text();
    let start = text.len() - text.trim_start().len();
    block.flat.source(Span::new(start, text.trim_end().len().max(start)))
}

/// What is left of each block without its notes; `None` where nothing is.
fn free_text(blocks: &[Block], notes: &[Stretch]) -> Vec<Option<Flat>> {
    let mut next = 0;
    let free = blocks.iter().enumerate().map(|(index, block)| {
        let first = next;
        while notes.get(next).is_some_and(|note| note.block == index) {
            next += 1;
        }
        let cuts: Vec<(Span, &str)> = notes[first..next].iter().map(|note| (note.span, "")).collect();
        let flat = block.flat.rewritten(&cuts).folded();
        (!flat.text.is_empty()).then_some(flat)
    });
    free.collect()
}

/// The blocks that stand under the heading of a list of works.
fn works(blocks: &[Block], free: &[Option<Flat>]) -> Vec<usize> {
    let mut inside = false;
    let mut found = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        if block.kind == BlockKind::Heading {
            inside = matches!(announces(block.text()), Some(Announces::Works | Announces::Either));
        } else if inside && block.kind == BlockKind::Text && free[index].is_some() {
            found.push(index);
        }
    }
    found
}
