//! Plain text: paragraphs with blank lines between, notes typed by hand.

use super::block::{self, Block, BlockKind};
use super::heading::announces;
use super::inline::flatten;
use super::{Reading, named, parenthesis, shared};
use crate::text::{Flat, Span};

pub(super) fn read(text: &str) -> Reading {
    let mut blocks = blocks(text);
    // Some write the notes of Markdown in plain text, too.
    let mut found = if text.contains("\n[^") { named::take(&mut blocks) } else { Reading::default() };
    parenthesis::take(&mut blocks, &mut found);
    shared::reading_with(blocks, found)
}

/// Paragraphs, and the rules between them.
fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut found = Vec::new();
    let mut open: Option<Span> = None;
    for line in block::lines(text) {
        let content = line.of(text);
        let rule = block::is_rule(content);
        if rule || content.trim().is_empty() {
            found.extend(open.take().map(|span| paragraph(text, span)));
        } else {
            let start = open.map_or(line.start, |span| span.start);
            open = Some(Span::new(start, line.end));
        }
        if rule {
            found.push(Block::new(BlockKind::Rule, Flat::default()));
        }
    }
    found.extend(open.map(|span| paragraph(text, span)));
    found
}

fn paragraph(text: &str, span: Span) -> Block<'_> {
    let content = span.of(text);
    let kind = if announces(content).is_some() { BlockKind::Heading } else { BlockKind::Text };
    Block { indent: block::indent(content), ..Block::new(kind, flatten(content, span.start)) }
}
