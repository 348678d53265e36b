//! Footnotes of Markdown, by name: `[^id]`, `[^id]: …` and `^[…]`.

use std::collections::HashSet;

use nom::Parser;
use nom::bytes::complete::{tag, take_while1};
use nom::character::complete::space0;
use nom::sequence::delimited;

use super::block::{Block, BlockKind, lines};
use super::inplace::{Brackets, note_at_marker};
use super::irregular;
use super::{Marker, Note, Problem, ProblemKind, Reading};
use crate::text::{Flat, FlatBuilder, MarkKind, Span};

/// How far a line is indented that goes on with a note after a blank line.
const CONTINUATION: usize = 4;

/// Takes the markers and notes out of the blocks.
pub(super) fn take(blocks: &mut [Block]) -> Reading {
    let mut reading = Reading::default();
    take_notes(blocks, &mut reading);
    let names: HashSet<String> = reading.notes.iter().map(|note| note.id.to_lowercase()).collect();
    let mut count = 0;
    for block in blocks.iter_mut().filter(|block| block.kind != BlockKind::Other && block.may_hold(b'^')) {
        take_inline(block, &names, &mut count, &mut reading);
        reading.markers.extend(markers(&block.flat));
    }
    if reading.notes.is_empty() {
        reading.markers.retain(|marker| is_number(&marker.label));
    }
    for index in 0..reading.notes.len() {
        let within = markers(&reading.notes[index].body);
        reading.markers.extend(within);
    }
    reading
}

/// Where there is not one note, `[^aeiou]` and `[^a-z]` are classes of characters; `[^1]` and `[^fn1]` are markers that lost theirs.
fn is_number(label: &str) -> bool {
    let digits = label.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

/// `[^id]` at the beginning of `text`: the label and the whole length. Exports put blanks around numbers: `[^ 1]`, `[^1 ]`.
pub(super) fn reference(text: &str) -> Option<(&str, usize)> {
    let label = take_while1(|c: char| !c.is_whitespace() && !"[]^".contains(c));
    let open = (tag::<_, _, nom::error::Error<&str>>("[^"), space0);
    let mut parser = delimited(open, label, (space0, tag("]")));
    let (rest, label) = parser.parse(text).ok()?;
    let len = text.len() - rest.len();
    let tight = len == "[^]".len() + label.len();
    (tight || label.bytes().all(|byte| byte.is_ascii_digit())).then_some((label, len))
}

/// The definition at the beginning of a line: label, token (`[^id]:`), and where the text begins.
fn definition(text: &str, line: Span) -> Option<(&str, Span)> {
    let content = line.of(text);
    let white = content.len() - content.trim_start().len();
    let (label, len) = reference(&content[white..])?;
    let rest = &content[white + len..];
    let blank = rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len();
    let colon = rest[blank..].chars().next().filter(|c| *c == ':' || *c == '：')?;
    Some((label, Span::new(line.start + white, line.start + white + len + blank + colon.len_utf8())))
}

fn take_notes(blocks: &mut [Block], reading: &mut Reading) {
    let mut irregular = irregular::heads(blocks).into_iter().peekable();
    let mut index = 0;
    while index < blocks.len() {
        while irregular.next_if(|head| head.block < index).is_some() {}
        let mut heads = if blocks[index].kind == BlockKind::Text { heads(&blocks[index]) } else { Vec::new() };
        reading
            .problems
            .extend(heads.iter().filter_map(|(label, token)| irregular::colon(&blocks[index], label, *token)));
        while let Some(head) = irregular.next_if(|head| head.block == index) {
            reading.problems.push(head.problem(&blocks[index]));
            heads.push((head.label, head.token));
        }
        heads.sort_by_key(|(_, token)| token.start);
        index = if heads.is_empty() { index + 1 } else { take_from(blocks, index, &heads, reading) };
    }
}

/// The notes that begin with a line of a block: label and token.
pub(super) fn heads(block: &Block) -> Vec<(String, Span)> {
    if !block.may_hold(b'^') {
        return Vec::new();
    }
    let found = lines(block.text()).filter_map(|line| definition(block.text(), line));
    found.map(|(label, token)| (label.to_owned(), token)).collect()
}

/// Takes the notes of one block and of the indented ones after it; answers the next block to look at.
fn take_from(blocks: &mut [Block], index: usize, heads: &[(String, Span)], reading: &mut Reading) -> usize {
    let indent = blocks[index].indent;
    let after = blocks[index + 1..].iter();
    let more = after
        .take_while(|block| {
            block.indent >= indent + CONTINUATION && block.kind != BlockKind::Rule && self::heads(block).is_empty()
        })
        .count();
    let text_len = blocks[index].text().len();
    for (number, (label, token)) in heads.iter().enumerate() {
        let end = heads.get(number + 1).map_or(text_len, |(_, next)| next.start);
        let own = blocks[index].flat.slice(Span::new(token.end, end));
        let last = number + 1 == heads.len();
        let rest = blocks[index + 1..index + 1 + if last { more } else { 0 }].iter().map(shown);
        let body = Flat::joined(std::iter::once(own).chain(rest).map(|flat| flat.folded()), " ");
        let head = blocks[index].flat.source(*token);
        let end = body.source(Span::new(0, body.text.len())).end.max(head.end);
        reading.notes.push(Note {
            label: label.clone(),
            id: label.clone(),
            span: Span::new(head.start, end),
            head,
            body,
            ..Note::default()
        });
    }
    let first = heads.first().map_or(0, |(_, token)| token.start);
    blocks[index].flat = blocks[index].flat.rewritten(&[(Span::new(first, text_len), "")]).into();
    blocks[index + 1..index + 1 + more].iter_mut().for_each(|block| block.flat = Flat::default().into());
    index + 1 + more
}

/// A block as it stands in a note: code is marked as such.
fn shown(block: &Block) -> Flat {
    if block.kind != BlockKind::Other {
        return Flat::clone(&block.flat);
    }
    let source = block.flat.source(Span::new(0, block.text().len()));
    let mut flat = FlatBuilder::default();
    flat.open(MarkKind::Code, source.start);
    flat.verbatim(block.text(), source.start);
    flat.close(source.end);
    flat.finish(source.end)
}

/// Takes `^[…]` out of a block: marker and note at once, called by its place among them. `^[name]` beside a note of that name was
/// meant as its marker.
fn take_inline(block: &mut Block, names: &HashSet<String>, count: &mut usize, reading: &mut Reading) {
    let text = block.text();
    if !text.contains("^[") {
        return;
    }
    let code = block.flat.marks.iter().filter(|mark| mark.kind == MarkKind::Code).map(|mark| mark.span);
    let brackets = Brackets::outside(text, (b'[', b']'), code);
    let mut cuts: Vec<Span> = Vec::new();
    for (start, _) in text.match_indices("^[") {
        let inside = brackets.inside(start + 1).filter(|_| cuts.last().is_none_or(|cut| cut.end <= start));
        // `^[^1]` is a caret before a marker.
        let Some(inside) = inside.filter(|_| reference(&text[start + 1..]).is_none()) else { continue };
        let whole = Span::new(start, inside.end + 1);
        if names.contains(&inside.of(text).to_lowercase()) {
            let detail = inside.of(text).to_owned();
            let span = block.flat.source(whole);
            reading.problems.push(Problem { kind: ProblemKind::MarkerReversed, span, detail });
        } else {
            cuts.push(whole);
        }
    }
    if cuts.is_empty() {
        return;
    }
    for cut in &cuts {
        *count += 1;
        let (marker, note) = inline(&block.flat, *cut, *count);
        reading.markers.push(marker);
        reading.notes.push(note);
    }
    let cuts: Vec<(Span, &str)> = cuts.into_iter().map(|cut| (cut, "")).collect();
    block.flat = block.flat.rewritten(&cuts).into();
}

fn inline(flat: &Flat, cut: Span, count: usize) -> (Marker, Note) {
    let body = flat.slice(Span::new(cut.start + 2, cut.end - 1)).folded();
    note_at_marker(count.to_string(), flat.source(cut), body)
}

pub(super) fn in_code(flat: &Flat, at: usize) -> bool {
    flat.is_within(Span::new(at, at + 1), |kind| *kind == MarkKind::Code)
}

/// The `[^id]` of a stretch of text.
pub(super) fn markers(flat: &Flat) -> Vec<Marker> {
    let text = flat.text.as_str();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find("[^")) {
        let start = at + next;
        at = start + 2;
        let Some((label, len)) = reference(&text[start..]) else { continue };
        at = start + len;
        if !in_code(flat, start) {
            let span = flat.source(Span::new(start, at));
            found.push(Marker { label: label.to_owned(), span, target: label.to_owned(), ..Marker::default() });
        }
    }
    found
}
