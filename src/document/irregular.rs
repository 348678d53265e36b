//! Footnotes of Markdown that are not written as programs read them.

use std::collections::{HashMap, HashSet};

use super::block::{Block, BlockKind};
use super::named::{self, in_code, markers, reference};
use super::{Problem, ProblemKind};
use crate::text::Span;

/// Where a note begins that programs do not read as one.
pub(super) struct IrregularHead {
    pub(super) block: usize,
    pub(super) label: String,
    pub(super) token: Span,
    fault: ProblemKind,
}

impl IrregularHead {
    pub(super) fn problem(&self, block: &Block) -> Problem {
        Problem { kind: self.fault, span: block.flat.source(self.token), detail: self.label.clone() }
    }
}

/// What is wrong with the colon of a note that begins a line: a blank before it, or one of another script.
pub(super) fn colon(block: &Block, label: &str, token: Span) -> Option<Problem> {
    let is_regular = token.of(block.text()).ends_with("]:");
    let problem =
        || Problem { kind: ProblemKind::ColonApart, span: block.flat.source(token), detail: label.to_owned() };
    (!is_regular).then(problem)
}

/// The notes that lost their colon, and those that begin in the middle of another's line: with the label of an earlier marker for which
/// no other note stands.
pub(super) fn heads(blocks: &[Block]) -> Vec<IrregularHead> {
    let may_mark = |block: &Block| block.kind == BlockKind::Text && block.may_hold(b'^');
    let texts = || blocks.iter().enumerate().filter(|(_, block)| may_mark(block));
    let mut found: Vec<IrregularHead> = texts().flat_map(|(index, block)| of_block(index, block)).collect();
    if found.is_empty() {
        return found;
    }
    let defined: HashSet<String> = texts().flat_map(|(_, block)| named::heads(block)).map(|(label, _)| label).collect();
    let mut first: HashMap<String, usize> = HashMap::new();
    for (index, block) in texts() {
        markers(&block.flat).into_iter().for_each(|marker| _ = first.entry(marker.label).or_insert(index));
    }
    found.retain(|head| {
        !defined.contains(&head.label) && first.get(&head.label).is_some_and(|&first| first < head.block)
    });
    found
}

fn of_block(index: usize, block: &Block) -> Vec<IrregularHead> {
    let text = block.text();
    let first_note = named::heads(block).first().map_or(text.len(), |(_, token)| token.start);
    let head = |(at, _): (usize, &str)| {
        let (label, len) = reference(&text[at..])?;
        let (before, after) = (&text[..at], &text[at + len..]);
        let follows_note = at > first_note;
        let fault = match before.trim_end_matches([' ', '\u{a0}']).chars().next_back() {
            None => ProblemKind::ColonMissing,
            Some('\n') if follows_note => ProblemKind::ColonMissing,
            Some(last) if follows_note && last != '\n' => ProblemKind::NoteRunOn,
            Some(_) => return None,
        };
        let (is_one, end) = match fault {
            ProblemKind::ColonMissing => (says(after), at + len),
            _ => (
                before.ends_with([' ', '\u{a0}']) && after.starts_with(": ") && !in_code(&block.flat, at),
                at + len + 1,
            ),
        };
        is_one.then(|| IrregularHead { block: index, label: label.to_owned(), token: Span::new(at, end), fault })
    };
    text.match_indices("[^").filter_map(head).collect()
}

/// True if words follow a label, and no colon.
fn says(after: &str) -> bool {
    let is_bare = !after.trim_start().starts_with([':', '：']);
    let begins = after.starts_with(|c: char| c.is_whitespace() || c.is_alphanumeric() || "\"“«„‘'".contains(c));
    is_bare && begins && !after.trim().is_empty()
}
