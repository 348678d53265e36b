//! Markdown in all its dialects.

use super::block::{self, Block, BlockKind};
use super::inline::flatten;
use super::{Reading, named, shared};
use crate::text::{Flat, Span};

pub(super) fn sniff(text: &str) -> u8 {
    let marks = ["\n# ", "\n## ", "](http", "[^"];
    let found = marks.iter().filter(|mark| text.contains(*mark)).count();
    u8::try_from(found * 30).unwrap_or(90).min(90)
}

pub(super) fn read(text: &str) -> Reading {
    let mut blocks = blocks(text);
    let found = named::take(&mut blocks);
    shared::reading_with(&blocks, found)
}

/// The paragraphs, headings, rules and code of a text.
fn blocks(text: &str) -> Vec<Block> {
    let mut builder = Builder { text, blocks: Vec::new(), open: None, fence: None };
    block::lines(text).for_each(|line| builder.line(line));
    builder.close(BlockKind::Text);
    builder.blocks
}

struct Builder<'t> {
    text: &'t str,
    blocks: Vec<Block>,
    open: Option<Span>,
    fence: Option<&'t str>,
}

impl<'t> Builder<'t> {
    fn line(&mut self, line: Span) {
        let content = line.of(self.text);
        let trimmed = content.trim();
        if let Some(fence) = self.fence {
            self.extend(line);
            if trimmed.starts_with(fence) {
                self.fence = None;
                self.close(BlockKind::Other);
            }
            return;
        }
        match trimmed {
            "" => self.close(BlockKind::Text),
            _ if trimmed.starts_with("```") || trimmed.starts_with("~~~") => {
                self.close(BlockKind::Text);
                self.fence = trimmed.get(..3);
                self.extend(line);
            }
            _ if is_setext(trimmed) && self.open.is_some() => self.close(BlockKind::Heading),
            _ if block::is_rule(trimmed) && !trimmed.starts_with('#') => {
                self.close(BlockKind::Text);
                self.extend(line);
                self.close(BlockKind::Rule);
            }
            _ if trimmed.starts_with('#') => {
                self.close(BlockKind::Text);
                self.extend(line);
                self.close(BlockKind::Heading);
            }
            _ => self.extend(line),
        }
    }

    fn extend(&mut self, line: Span) {
        let start = self.open.map_or(line.start, |span| span.start);
        self.open = Some(Span::new(start, line.end));
    }

    fn close(&mut self, kind: BlockKind) {
        let Some(span) = self.open.take() else { return };
        let content = span.of(self.text);
        let flat = match kind {
            BlockKind::Rule => Flat::default(),
            BlockKind::Other => Flat::verbatim(content, span.start),
            _ => flatten(content, span.start),
        };
        let flat = without_attributes(flat);
        self.blocks.push(Block { indent: block::indent(content), ..Block::new(kind, flat) });
    }
}

/// Takes the lines out that only give attributes to a block (`{: .small}`).
fn without_attributes(flat: Flat) -> Flat {
    if !flat.text.contains("{:") {
        return flat;
    }
    let lines = block::lines(&flat.text);
    let cuts =
        lines.filter(|line| line.of(&flat.text).trim().starts_with("{:") && line.of(&flat.text).trim().ends_with('}'));
    let cuts: Vec<(Span, &str)> = cuts.map(|line| (line, "")).collect();
    flat.rewritten(&cuts)
}

fn is_setext(line: &str) -> bool {
    line.len() >= 2 && (line.bytes().all(|b| b == b'=') || line.bytes().all(|b| b == b'-'))
}
