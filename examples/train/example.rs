//! A reference with what is known of its words.

use ibid::tagging::{PARTS, Part, words};
use ibid::text::{Flat, Span};

/// A set of parts, one bit each.
pub(crate) type Parts = u32;

/// Every part.
pub(crate) const ANY: Parts = u32::MAX;

/// The set of these parts.
pub(crate) fn set(parts: &[Part]) -> Parts {
    parts.iter().fold(0, |set, part| set | 1 << part.index())
}

/// A stretch of text and what it may be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known {
    pub(crate) span: Span,
    pub(crate) parts: Parts,
    /// Whether it surely begins at its first word: false where it may go on with the stretch before.
    pub(crate) opens: bool,
    /// Whether it surely goes on to its last word: false where a corpus joins what we part.
    pub(crate) whole: bool,
}

/// A reference to learn from: for each word the set of states it may have.
#[derive(Debug, Clone)]
pub(crate) struct Example {
    pub(crate) flat: Flat,
    pub(crate) allowed: Vec<u64>,
}

impl Example {
    /// Works out the states of each word. Words in no stretch may be anything that joins the stretches beside them, or a note.
    pub(crate) fn new(flat: Flat, known: &[Known]) -> Self {
        let spans = words(&flat.text);
        let mut allowed = Vec::with_capacity(spans.len());
        let mut before: Option<usize> = None;
        let mut loose = false;
        for span in spans {
            let place = core(&flat.text, span);
            match known.iter().position(|known| known.span.overlaps(place)) {
                Some(index) => {
                    allowed.push(states_of(&known[index], before == Some(index), loose));
                    before = Some(index);
                    loose = false;
                }
                None => {
                    let next = known.iter().find(|known| known.span.start >= span.end);
                    allowed.push(states_between(before.map(|index| &known[index]), next));
                    loose = true;
                }
            }
        }
        Self { flat, allowed }
    }

    /// The same without the full stop at its end, as a citation is read that was cut out of a note.
    pub(crate) fn without_stop(mut self) -> Self {
        let is_stop = self.flat.text.strip_suffix('.').is_some_and(|text| text.ends_with(char::is_alphanumeric));
        if is_stop {
            self.flat.text.pop();
        }
        self
    }

    /// The words, each with the parts it may be; `+` where it goes on with the part before.
    pub(crate) fn show(&self) -> String {
        let words = words(&self.flat.text).into_iter().zip(&self.allowed).map(|(span, allowed)| {
            let states = (0..2 * PARTS).filter(|state| allowed >> state & 1 == 1);
            let names = states
                .map(|state| format!("{}{:?}", if state < PARTS { "" } else { "+" }, Part::from_index(state % PARTS)));
            let names: Vec<String> = names.take(6).collect();
            format!("{} [{}]", span.of(&self.flat.text), names.join(" "))
        });
        words.collect::<Vec<_>>().join(" ")
    }
}

/// The word without the punctuation around it, which belongs to no stretch of its own.
fn core(text: &str, span: Span) -> Span {
    let word = span.of(text);
    let start = word.find(char::is_alphanumeric).unwrap_or(0);
    let end =
        word.char_indices().rev().find(|(_, c)| c.is_alphanumeric()).map_or(word.len(), |(at, c)| at + c.len_utf8());
    Span::new(span.start + start, span.start + end)
}

fn begins(parts: Parts) -> u64 {
    u64::from(parts)
}

fn goes_on(parts: Parts) -> u64 {
    u64::from(parts) << PARTS
}

fn states_of(known: &Known, inside: bool, loose: bool) -> u64 {
    match (inside, known.whole) {
        (true, true) => goes_on(known.parts),
        (false, _) if known.opens && !loose => begins(known.parts),
        _ => begins(known.parts) | goes_on(known.parts),
    }
}

fn states_between(before: Option<&Known>, next: Option<&Known>) -> u64 {
    let note = set(&[Part::Note]);
    let before = before.map_or(0, |known| goes_on(known.parts));
    let next = next.map_or(0, |known| begins(known.parts) | goes_on(known.parts));
    before | next | begins(note) | goes_on(note)
}
