//! From blocks to a reading: typed notes, the list of works, running text.

use super::block::{Block, BlockKind};
use super::heading::{Announces, announces};
use super::typed::{self, Stretch};
use super::{Entry, Note, Reading, html};
use crate::text::{Mark, MarkKind, Span, merged};

/// Reads typed notes, lists of works and running text from the blocks of a file in which `found` was read already, and is not in
/// the blocks any more.
pub(super) fn reading_with(mut blocks: Vec<Block>, mut found: Reading) -> Reading {
    found.notes.iter_mut().for_each(without_way_back);
    let mut typed = typed::find(&blocks);
    typed.notes.iter_mut().for_each(without_way_back);
    take_out(&mut blocks, &typed.stretches);
    let mut works = Works::default();
    let mut prose = Vec::with_capacity(blocks.len());
    for block in blocks {
        if works.holds(&block) {
            found.bibliography.extend(entries(block));
        } else if block.kind != BlockKind::Other {
            prose.extend(Some(block.flat.into_folded()).filter(|flat| !flat.text.is_empty()));
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
        let year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        text.split(|c: char| !c.is_alphanumeric()).any(year)
            || text.ends_with(['.', ')', '>', ']'])
            || text.rsplit(' ').next().is_some_and(|word| word.contains("://"))
    };
    if lines.len() < 2 || !lines.iter().all(whole) {
        return vec![Entry { span: trimmed(&block), body: block.flat.into_folded(), key: None }];
    }
    let entry =
        |&line: &Span| Entry { span: block.flat.source(line), body: block.flat.slice(line).folded(), key: None };
    lines.iter().map(entry).collect()
}

fn trimmed(block: &Block) -> Span {
    let text = block.text();
    let start = text.len() - text.trim_start().len();
    block.flat.source(Span::new(start, text.trim_end().len().max(start)))
}

/// Takes the notes out of the blocks.
fn take_out(blocks: &mut [Block], notes: &[Stretch]) {
    for of_block in notes.chunk_by(|one, next| one.block == next.block) {
        let spans = merged(of_block.iter().map(|note| note.span).collect());
        let cuts: Vec<(Span, &str)> = spans.into_iter().map(|span| (span, "")).collect();
        if let Some(block) = of_block.first().and_then(|note| blocks.get_mut(note.block)) {
            block.flat = block.flat.rewritten(&cuts);
        }
    }
}

/// Which blocks stand under the heading of a list of works.
#[derive(Default)]
struct Works {
    inside: bool,
}

impl Works {
    /// Whether the next block is an entry, or several.
    fn holds(&mut self, block: &Block) -> bool {
        if block.kind == BlockKind::Heading {
            self.inside = matches!(announces(block.text()), Some(Announces::Works | Announces::Either));
        }
        self.inside && block.kind == BlockKind::Text && !block.text().trim().is_empty()
    }
}
