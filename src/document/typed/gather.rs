//! Everything that looks like a marker or the head of a note.

use std::collections::HashSet;

use super::BlockStretch;
use super::shape::{self, Shape};
use crate::document::block::{Block, BlockKind, lines};
use crate::document::heading::announces;
use crate::document::html::{is_marker_address, is_note_address, is_other_address};
use crate::text::{self, MarkKind, Span};

/// What looks like the head of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HeadCandidate {
    /// From its first character to the text of the note.
    pub(super) at: BlockStretch,
    /// The number with its brackets.
    pub(super) token: Span,
    pub(super) shape: Shape,
    pub(super) label: String,
    /// The place in the numbering.
    pub(super) place: u32,
    pub(super) enclosed: bool,
}

/// What looks like a marker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MarkerCandidate {
    pub(super) at: BlockStretch,
    pub(super) shape: Shape,
    pub(super) label: String,
    pub(super) place: u32,
    /// Whether its surroundings speak against it: an exponent, an array index, the number of a law.
    pub(super) weak: bool,
    /// Whether a word stands before the number: beside plain numbers that is no marker, but names a note.
    pub(super) worded: bool,
}

/// The heads of notes: at the beginning of blocks, and of lines in a block that begins with one of the same dress.
pub(super) fn heads(blocks: &[Block]) -> Vec<HeadCandidate> {
    let readable = blocks.iter().enumerate().filter(|(_, block)| block.may_head());
    let found = |(index, block): (usize, &Block)| match block.kind {
        BlockKind::Text => heads_of(index, block),
        BlockKind::Heading => returning_head(index, block).into_iter().collect(),
        _ => Vec::new(),
    };
    readable.flat_map(found).collect()
}

/// The head of a note that is set as a heading: a link leads back from its number.
fn returning_head(index: usize, block: &Block) -> Option<HeadCandidate> {
    let text = block.text();
    let start = text.len() - text.trim_start_matches(['#', ' ']).len();
    raised_head(index, block, start).filter(|head| returns(block, head))
}

/// Whether the number of a note is a link to its marker, by its address.
pub(super) fn returns(block: &Block, head: &HeadCandidate) -> bool {
    let mut marks = block.flat.marks_at(head.token);
    marks.any(|mark| matches!(&mark.kind, MarkKind::Link(to) if to.strip_prefix('#').is_some_and(is_marker_address)))
}

fn heads_of(index: usize, block: &Block) -> Vec<HeadCandidate> {
    let mut found: Vec<HeadCandidate> = Vec::new();
    found.extend(block.number.map(|number| counted_head(index, number)));
    let mut may_begin = true;
    for (before, line) in lines(block.text()).enumerate() {
        if found.is_empty() && !may_begin {
            break;
        }
        let text = line.of(block.text());
        may_begin = block.hard || may_begin && text.trim().is_empty() || announces(text).is_some();
        let Some(head) = head_at(index, block, line) else { continue };
        // Where every line begins with a number in brackets, the lines are a list, in whatever order.
        let is_listed = head.shape == Shape::Bracket && found.len() == before;
        let rises = |last: &HeadCandidate| last.place <= head.place || head.shape == Shape::Sign || is_listed;
        let follows = |last: &HeadCandidate| last.shape == head.shape && rises(last);
        if found.last().is_none_or(follows) {
            found.push(head);
        }
    }
    found
}

/// The head of an item that its list numbers.
fn counted_head(index: usize, number: u32) -> HeadCandidate {
    let nowhere = Span::new(0, 0);
    let at = BlockStretch { block: index, span: nowhere };
    HeadCandidate { at, token: nowhere, shape: Shape::Dot, label: number.to_string(), place: number, enclosed: false }
}

fn head_at(index: usize, block: &Block, line: Span) -> Option<HeadCandidate> {
    let text = line.of(block.text());
    let white = text.len() - text.trim_start().len();
    let start = line.start + white;
    // An empty line heads nothing: what is raised there begins the next.
    let text = text.get(white..).filter(|text| !text.is_empty())?;
    raised_head(index, block, start).or_else(|| typed_head(index, start, text))
}

fn typed_head(index: usize, start: usize, text: &str) -> Option<HeadCandidate> {
    let head = shape::head(text)?;
    // A row of markers is no note.
    let rest = text.get(head.len..)?.trim();
    if rest.starts_with('[') && rest.bytes().all(|byte| byte.is_ascii_digit() || b"[], ".contains(&byte)) {
        return None;
    }
    let token = text.get(..head.len)?.trim_end();
    Some(HeadCandidate {
        at: BlockStretch { block: index, span: Span::new(start, start + head.len) },
        token: Span::new(start, start + token.len()),
        shape: head.shape,
        place: shape::ordinal(&shape::plain_label(head.label))?,
        label: shape::plain_label(head.label),
        enclosed: head.enclosed,
    })
}

/// A number at the beginning of a line that markup raises, or from which a link leads back to its marker, and the stop after it.
fn raised_head(index: usize, block: &Block, start: usize) -> Option<HeadCandidate> {
    let place = Span::new(start, start);
    let stands_out = |mark: &&text::Mark| match &mark.kind {
        MarkKind::Superscript => true,
        MarkKind::Link(address) => {
            let text = mark.span.of(block.text());
            leads_back(address) && (is_number(text) || address.starts_with('#') && is_numbered(text))
        }
        _ => false,
    };
    let marks = block.flat.marks_at(place).filter(stands_out);
    let mark = marks.map(|mark| mark.span).find(|mark| mark.start == start)?;
    let label = raised_label(mark.of(block.text()))?;
    let after = block.text().get(mark.end..)?;
    let rest = after.trim_start_matches(['.', ':', ')', ' ', '\t', '\u{a0}']);
    Some(HeadCandidate {
        at: BlockStretch { block: index, span: Span::new(start, mark.end + after.len() - rest.len()) },
        token: mark,
        shape: raised_shape(&label),
        place: shape::ordinal(&label)?,
        label,
        enclosed: false,
    })
}

/// Whether an address may be that of a note: it says so, or it leads to a place on the same page that is not known to be another.
fn leads_to_note(address: &str) -> bool {
    let Some((page, fragment)) = address.rsplit_once('#') else { return false };
    is_note_address(fragment) || page.is_empty() && !is_marker_address(fragment) && !is_other_address(fragment)
}

/// Whether an address may be that of a marker.
fn leads_back(address: &str) -> bool {
    let Some((page, fragment)) = address.rsplit_once('#') else { return false };
    is_marker_address(fragment) || page.is_empty() && !is_note_address(fragment) && !is_other_address(fragment)
}

/// Whether a text is a number, with or without brackets.
fn is_numbered(text: &str) -> bool {
    raised_label(text).is_some_and(|label| is_number(&label))
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What is raised by markup, and numbers that a link leads from to a note.
fn raised<'b>(block: &'b Block) -> impl Iterator<Item = Span> + 'b {
    let stands_out = move |mark: &&text::Mark| match &mark.kind {
        MarkKind::Superscript => true,
        // A number that is raised as well is one already.
        MarkKind::Link(address) => {
            leads_to_note(address)
                && is_number(mark.span.of(block.text()))
                && !block.flat.is_within(mark.span, |kind| *kind == MarkKind::Superscript)
        }
        _ => false,
    };
    block.flat.marks.iter().filter(stands_out).map(|mark| mark.span)
}

/// Numbers in brackets that a link leads from to a note on the same page. They are read as what their brackets are, too.
fn linked<'b>(block: &'b Block) -> impl Iterator<Item = Span> + 'b {
    let leads = |mark: &&text::Mark| match &mark.kind {
        MarkKind::Link(address) => address.starts_with('#') && leads_to_note(address),
        _ => false,
    };
    let links = block.flat.marks.iter().filter(leads).map(|mark| mark.span);
    links.filter(|span| span.of(block.text()).starts_with('[') && is_numbered(span.of(block.text())))
}

/// Signs are a numbering of their own, raised or not.
fn raised_shape(label: &str) -> Shape {
    if label.starts_with(shape::is_sign) { Shape::Sign } else { Shape::Super }
}

fn raised_label(text: &str) -> Option<String> {
    let inner = text.trim().trim_matches(['[', ']', '(', ')', '.']);
    let (rest, label) = shape::label(inner).ok()?;
    rest.is_empty().then(|| label.to_owned())
}

/// The markers, in the order of the text; `[^1]` is one only at the places `loose`. Signs may be left out where they are not wanted.
pub(super) fn marks(blocks: &[Block], loose: &HashSet<Span>, signs: bool) -> Vec<MarkerCandidate> {
    let shown =
        |block: &Block| matches!(block.kind, BlockKind::Text | BlockKind::Heading) && (signs || block.may_mark());
    let readable = blocks.iter().enumerate().filter(|(_, block)| shown(block));
    let found = readable.flat_map(|(index, block)| marks_of(index, block));
    let is_free = |mark: &MarkerCandidate| {
        mark.shape != Shape::Caret || loose.contains(&blocks[mark.at.block].flat.source(mark.at.span))
    };
    found.filter(is_free).collect()
}

fn marks_of(index: usize, block: &Block) -> Vec<MarkerCandidate> {
    let mut found: Vec<MarkerCandidate> = raised(block).flat_map(|span| raised_marks(index, block, span)).collect();
    let hidden: Vec<Span> =
        block.flat.marks.iter().filter(|mark| mark.kind == MarkKind::Code).map(|mark| mark.span).collect();
    let (mut at, mut next_hidden) = (0, 0);
    let text = block.text();
    while let Some((start, opener)) = next_opener(text, at) {
        while hidden.get(next_hidden).is_some_and(|code| code.end <= start) {
            next_hidden += 1;
        }
        if let Some(code) = hidden.get(next_hidden).filter(|code| code.contains(start)) {
            at = code.end;
            continue;
        }
        let group = group_at(text, start, opener);
        at = group.as_ref().map_or_else(|| after_run(text, start, opener), |group| group.end);
        found.extend(group.into_iter().flat_map(|group| group.marks(index, text)));
    }
    found.sort_by_key(|mark| mark.at);
    found.dedup_by(|one, other| one.at == other.at && one.label == other.label);
    let mut found = with_ranges(found, text);
    found.extend(linked(block).flat_map(|span| raised_marks(index, block, span)));
    found.sort_by_key(|mark| mark.at);
    found.dedup();
    found
}

/// The markers with those that a range leaves out (`[1-3]`, `[2]–[4]`): they stand where its dash stands.
fn with_ranges(marks: Vec<MarkerCandidate>, text: &str) -> Vec<MarkerCandidate> {
    let mut found: Vec<MarkerCandidate> = Vec::with_capacity(marks.len());
    for mark in marks {
        let left_out = found.last().map(|last| between(last, &mark, text)).unwrap_or_default();
        found.extend(left_out);
        found.push(mark);
    }
    found
}

/// The markers between two with nothing but a dash between them.
fn between(from: &MarkerCandidate, to: &MarkerCandidate, text: &str) -> Vec<MarkerCandidate> {
    let dash = Span::new(from.at.span.end, to.at.span.start.max(from.at.span.end));
    let is_number = |mark: &MarkerCandidate| is_number(&mark.label);
    let is_range = matches!(dash.of(text).trim(), "-" | "–" | "—") && from.shape == to.shape;
    if !is_range || !is_number(from) || !is_number(to) || to.place.saturating_sub(from.place) > RANGE {
        return Vec::new();
    }
    let mark = |place: u32| MarkerCandidate {
        at: BlockStretch { span: dash, ..from.at },
        label: place.to_string(),
        place,
        weak: from.weak && to.weak,
        ..from.clone()
    };
    (from.place + 1..to.place).map(mark).collect()
}

fn next_opener(text: &str, from: usize) -> Option<(usize, char)> {
    // Raised digits, signs and wide brackets begin with one of these bytes, and so do other characters.
    let may_open = |byte: &u8| matches!(byte, b'[' | b'(' | b'*' | 0xc2 | 0xe2 | 0xe3 | 0xef);
    let opens = |c: &char| shape::bracketed(*c).is_some() || shape::is_sign(*c) || shape::superscript(*c).is_some();
    let mut at = from;
    loop {
        at += text.as_bytes().get(at..)?.iter().position(may_open)?;
        let found = text.get(at..).and_then(|rest| rest.chars().next());
        match found.filter(opens) {
            Some(opener) => return Some((at, opener)),
            None => at += 1,
        }
    }
}

/// Where to look on after something that is no marker: a long row of signs or raised digits is passed over as a whole.
fn after_run(text: &str, start: usize, opener: char) -> usize {
    let is_same = |c: char| match opener {
        _ if shape::bracketed(opener).is_some() => false,
        _ if shape::is_sign(opener) => shape::is_sign(c),
        _ => shape::superscript(c).is_some(),
    };
    let after = start + opener.len_utf8();
    let rest = text.get(after..).unwrap_or_default();
    after + rest.find(|c| !is_same(c)).unwrap_or(rest.len())
}

/// Brackets that hold labels and nothing else: `[1]`, `[1, 2]`, `[1-3]`.
struct LabelGroup {
    shape: Shape,
    start: usize,
    end: usize,
    /// The labels and where each stands.
    labels: Vec<(String, Span)>,
}

/// The longest group that is looked at, in bytes.
const GROUP: usize = 40;

/// The longest number in raised digits.
const RAISED: usize = 5;

/// The longest range that is taken for markers.
const RANGE: u32 = 20;

fn group_at(text: &str, start: usize, opener: char) -> Option<LabelGroup> {
    let rest = text.get(start..)?;
    if shape::superscript(opener).is_some() {
        let end = rest.find(|c| shape::superscript(c).is_none()).unwrap_or(rest.len());
        let label = shape::plain_label(&rest[..end]);
        let span = Span::new(start, start + end);
        return (label.len() <= RAISED).then(|| LabelGroup {
            shape: Shape::Super,
            start,
            end: span.end,
            labels: vec![(label, span)],
        });
    }
    if shape::is_sign(opener) {
        let label = shape::leading_signs(rest)?;
        let span = Span::new(start, start + label.len());
        return Some(LabelGroup { shape: Shape::Sign, start, end: span.end, labels: vec![(label.to_owned(), span)] });
    }
    let (closer, shape) = shape::bracketed(opener)?;
    let window = &rest[..rest.floor_char_boundary(GROUP)];
    let end = window.find(closer)?;
    let span = Span::new(start, start + end + closer.len_utf8());
    let inner = window.get(opener.len_utf8()..end)?;
    if let Some(name) = inner.strip_prefix('^').filter(|_| opener == '[') {
        let (rest, label) = shape::label(name.trim()).ok()?;
        let labels = vec![(label.to_owned(), span)];
        return rest.is_empty().then_some(LabelGroup { shape: Shape::Caret, start, end: span.end, labels });
    }
    let labels = labels_in(inner, start + opener.len_utf8())?;
    let labels = if let [(label, _)] = &labels[..] { vec![(label.clone(), span)] } else { labels };
    Some(LabelGroup { shape, start, end: span.end, labels })
}

/// `1`, `1, 2`, `1-3`: labels with their places.
fn labels_in(inner: &str, start: usize) -> Option<Vec<(String, Span)>> {
    let mut found = Vec::new();
    let mut at = 0;
    for part in inner.split_inclusive([',', ';', '-', '–']) {
        let label = part.trim_end_matches([',', ';', '-', '–']).trim();
        let place = start + at + part.find(label)?;
        let (rest, read) = shape::worded_label(label).ok()?;
        if !rest.is_empty() {
            return None;
        }
        found.push((read.to_owned(), Span::new(place, place + label.len())));
        at += part.len();
    }
    (!found.is_empty()).then_some(found)
}

impl LabelGroup {
    fn marks(self, block: usize, text: &str) -> Vec<MarkerCandidate> {
        let (before, after) = (&text[..self.start], &text[self.end..]);
        let weak = is_weak(self.shape, before, after);
        if matches!(self.shape, Shape::Bracket)
            && self.labels.iter().all(|(label, _)| shape::is_editorial(label, after))
        {
            return Vec::new();
        }
        let inner = text[self.start..self.end].trim_start_matches(|c| shape::bracketed(c).is_some());
        let worded = shape::begins_with_word(inner);
        let marks = self.labels.into_iter().filter_map(|(label, span)| {
            let place = shape::ordinal(&label)?;
            Some(MarkerCandidate {
                at: BlockStretch { block, span },
                shape: self.shape,
                weak: weak || place == 0,
                worded,
                place,
                label,
            })
        });
        marks.collect()
    }
}

fn raised_marks(block: usize, within: &Block, span: Span) -> Vec<MarkerCandidate> {
    let text = within.text();
    let inner = span.of(text).trim_matches([' ', '[', ']', '(', ')']);
    let start = span.start + span.of(text).find(inner).unwrap_or_default();
    let Some(labels) = labels_in(inner, start) else { return Vec::new() };
    let labels = if let [(label, _)] = &labels[..] { vec![(label.clone(), span)] } else { labels };
    let marks = LabelGroup { shape: Shape::Super, start: span.start, end: span.end, labels }.marks(block, text);
    marks.into_iter().map(|mark| MarkerCandidate { shape: raised_shape(&mark.label), ..mark }).collect()
}

/// Whether what surrounds a number speaks against a marker.
fn is_weak(shape: Shape, before: &str, after: &str) -> bool {
    let last = before.chars().next_back();
    let next = after.chars().next();
    let word = last_word(before);
    let digit = last.is_some_and(|c| c.is_ascii_digit());
    let follows = next.is_some_and(char::is_alphanumeric);
    let spaced = last.is_none_or(char::is_whitespace);
    match shape {
        Shape::Super => digit || is_symbol(word) || (spaced && begins_symbol(after)),
        Shape::Caret => false,
        Shape::Sign => !follows_word(before) || is_symbol(word) || !ends_word(next) || is_in_emphasis(before),
        Shape::Bracket => {
            digit
                || word.contains(['_', '$'])
                || is_symbol(word)
                || (follows && spaced)
                || after.starts_with(['(', '{'])
        }
        _ => digit || is_symbol(word) || follows || last == Some(')') || (spaced && !ends_clause(next)),
    }
}

/// True if what follows a number may be the symbol of an element, whose mass the number is: `¹⁴C`.
fn begins_symbol(after: &str) -> bool {
    const LONGEST: usize = 2;
    let letters = after.chars().take_while(|c| c.is_alphanumeric()).take(LONGEST + 1).count();
    (1..=LONGEST).contains(&letters)
}

/// The letters, digits and underscores just before a marker.
fn last_word(before: &str) -> &str {
    const LONGEST: usize = 40;
    let window = &before[before.ceil_char_boundary(before.len().saturating_sub(LONGEST))..];
    let start = window.rfind(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$')).map_or(0, |at| at + 1);
    window.get(start..).or_else(|| window.get(window.ceil_char_boundary(start)..)).unwrap_or_default()
}

/// Whether a text ends with a word, or with what may close a clause.
fn follows_word(before: &str) -> bool {
    let last = before.chars().next_back();
    last.is_some_and(|c| c.is_alphabetic() || ".,;:!?)]”’\"'»".contains(c))
}

fn ends_word(next: Option<char>) -> bool {
    ends_clause(next) || next.is_some_and(|c| c.is_whitespace() || ")]…—–'’".contains(c))
}

/// Whether an asterisk not far before opens what this one may close: emphasis, as mails and chats write it.
fn is_in_emphasis(before: &str) -> bool {
    const LONGEST: usize = 200;
    let window = &before[before.ceil_char_boundary(before.len().saturating_sub(LONGEST))..];
    let opens = |(at, _): (usize, &str)| {
        let lone = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || "([\"“".contains(c));
        lone(window[..at].chars().next_back()) && window[at + 1..].starts_with(|c: char| !c.is_whitespace())
    };
    window.match_indices('*').any(opens)
}

/// A variable or a unit rather than a word: `x`, `m`, `cm`, `km`.
fn is_symbol(word: &str) -> bool {
    const UNITS: &[&str] = &["mm", "cm", "dm", "km", "ft", "mi", "yd", "sq", "px", "Pa", "Hz", "mc"];
    (word.len() == 1 && word.is_ascii()) || UNITS.contains(&word)
}

fn ends_clause(next: Option<char>) -> bool {
    next.is_none_or(|c| ".,;:!?\n\r\"”’»".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::inline::flatten;

    fn block(text: &str) -> Block<'_> {
        Block::new(BlockKind::Text, flatten(text, 0))
    }

    fn shown(text: &str) -> String {
        let block = block(text);
        let marks = marks(std::slice::from_ref(&block), &HashSet::new(), true);
        let shown = marks.iter().map(|mark| format!("{}{}", mark.label, if mark.weak { "?" } else { "" }));
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn markers_and_their_surroundings() {
        let table = [
            ("a year.[1] For", "1"),
            ("a year.[1, 2] For [3–5].", "1 2 3 4 5"),
            ("a year.[2-6] For", "2 3 4 5 6"),
            ("a year [2]–[5], and [7]-[9].", "2 3 4 5 7 8 9"),
            ("a year.<sup>2</sup>–<sup>4</sup> For", "2 3 4"),
            ("a year [2] – a dry one – [4]", "2 4"),
            ("a year [12] for", "12"),
            ("a year.<sup>1</sup> For<sup>2,3</sup>", "1 2 3"),
            ("a year.¹² For", "12"),
            ("a year.(1) For", "1"),
            ("a[1] = `b[2]`", "1?"),
            ("420[1] in", "1?"),
            ("10<sup>6</sup> m<sup>2</sup> x²", "6? 2? 2?"),
            ("see <sup>14</sup>C", "14?"),
            ("section 5(1)(a) of", "1? a?"),
            ("the (1) first", "1?"),
            ("[sic] [12 men] [a b]", ""),
            ("[1](http://a.b) ![1](x.png)", ""),
            ("word[i] and [iv]", "i iv"),
            ("“[t]his is so” and [i]t is", ""),
            ("mules.* Then† (so‡)", "* † ‡"),
            ("3*4 and p < 0.05 †", "*? †?"),
            ("x* and 5 †", "*? †?"),
            ("(†1942) and † item", "†? †?"),
        ];
        for (text, wanted) in table {
            assert_eq!(shown(text), wanted, "{text}");
        }
    }

    #[test]
    fn heads_follow_each_other() {
        let text = "[1] Smith, [4].\n[2] Jones\n in [1] Acta\n[1] back";
        let block = block(text);
        let labels: Vec<String> = heads(&[block]).into_iter().map(|head| head.label).collect();
        assert_eq!(labels, ["1", "2"]);
        assert!(heads(&[self::block("[1] [2], [3]")]).is_empty());
    }
}
