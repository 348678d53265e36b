//! From blocks to a reading: typed notes, the list of works, running text.

use super::block::{Block, BlockKind};
use super::heading::{Announces, announces};
use super::typed::{self, Stretch};
use super::{Entry, Reading};
use crate::text::{Flat, Span};

/// Reads typed notes, lists of works and running text from the blocks of a file.
pub(super) fn reading(blocks: &[Block]) -> Reading {
    reading_with(blocks, Reading::default())
}

/// The same for a file in which `found` was read already, and is not in the blocks any more.
pub(super) fn reading_with(blocks: &[Block], mut found: Reading) -> Reading {
    let typed = typed::find(blocks);
    let free = free_text(blocks, &typed.stretches);
    let works = works(blocks, &free);
    let prose =
        free.iter().enumerate().filter(|(index, _)| !works.contains(index) && blocks[*index].kind != BlockKind::Other);
    let prose = prose.filter_map(|(_, flat)| flat.clone()).collect();
    let entries = works.iter().filter_map(|&index| free[index].clone().map(|flat| (index, flat)));
    let bibliography = entries.map(|(index, body)| Entry { span: trimmed(&blocks[index]), body }).collect();
    found.markers.extend(typed.markers);
    found.markers.sort_by_key(|marker| marker.span);
    found.notes.extend(typed.notes);
    found.notes.sort_by_key(|note| note.span);
    Reading { bibliography, prose, ..found }
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
