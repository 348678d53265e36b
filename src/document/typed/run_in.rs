//! Notes that run on in one paragraph: `1 Reed, Salt, 12. 2 Ness, Mills, 4.`

use std::collections::HashSet;

use super::BlockStretch;
use super::gather::{HeadCandidate, MarkerCandidate};
use super::shape::Shape;
use crate::document::block::Block;
use crate::text::Span;

/// The heads of notes with those that stand within a paragraph: the number after that of a note, where a marker has it and the next
/// note of the one list has another.
pub(super) fn with_run_in(
    blocks: &[Block],
    heads: Vec<HeadCandidate>,
    marks: &[MarkerCandidate],
) -> Vec<HeadCandidate> {
    // Where numbering begins afresh, it cannot be told which chapter such notes belong to.
    if heads.iter().filter(|head| head.shape == Shape::Bare && head.place == 1).count() != 1 {
        return heads;
    }
    let marked: HashSet<u32> = marks.iter().filter(|mark| !mark.weak).map(|mark| mark.place).collect();
    let mut found: Vec<HeadCandidate> = Vec::with_capacity(heads.len());
    // From the last on, so that the next of its dress is known.
    let mut next: Option<HeadCandidate> = None;
    for head in heads.into_iter().rev() {
        if head.shape != Shape::Bare {
            found.push(head);
            continue;
        }
        let limit = next.as_ref().filter(|next| next.at.block == head.at.block);
        let end = limit.map_or(blocks[head.at.block].text().len(), |next| next.at.span.start);
        let follows = next.as_ref().map(|next| next.place);
        let mut own = vec![head.clone()];
        while let Some(within) = own.last().and_then(|last| after(blocks, last, end)) {
            if follows == Some(within.place) || !marked.contains(&within.place) {
                break;
            }
            own.push(within);
        }
        found.extend(own.into_iter().rev());
        next = Some(head);
    }
    found.reverse();
    found
}

/// The number after that of a note, where a sentence or an address ends before it and another text begins after it.
fn after(blocks: &[Block], head: &HeadCandidate, end: usize) -> Option<HeadCandidate> {
    let text = &blocks[head.at.block].text()[..end];
    let label = (head.place + 1).to_string();
    let from = head.at.span.end.min(end);
    let begins =
        |rest: &str| rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "“\"«„‘'".contains(c));
    let ends = |before: &str| {
        let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        before.ends_with(['.', '?', '!', '”', '"', ')']) || word.contains("://")
    };
    let is_head = |at: &usize| {
        let (before, rest) = (&text[..*at], &text[at + label.len()..]);
        let apart = before.ends_with(char::is_whitespace) && rest.starts_with(char::is_whitespace);
        apart && ends(before.trim_end()) && begins(rest.trim_start())
    };
    let start = text[from..].match_indices(&label).map(|(at, _)| from + at).find(is_head)?;
    let rest = &text[start + label.len()..];
    let blank = rest.len() - rest.trim_start().len();
    Some(HeadCandidate {
        at: BlockStretch { block: head.at.block, span: Span::new(start, start + label.len() + blank) },
        token: Span::new(start, start + label.len()),
        place: head.place + 1,
        label,
        ..head.clone()
    })
}
