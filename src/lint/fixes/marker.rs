//! Changes around a marker: pairing, separating, its side of a punctuation mark.

use super::label::typed;
use crate::analysis::Analysis;
use crate::lint::Fix;
use crate::text::{Edit, Span};

/// Gives the one note without a marker the label of the one marker without a note.
/// `None` unless there is exactly one of each (a marker may be repeated).
#[must_use]
pub fn pair_orphan(analysis: &Analysis) -> Option<Fix> {
    let document = &analysis.document;
    let mut lost = document.markers.iter().filter(|marker| marker.note.is_none());
    let marker = lost.next()?;
    let mut orphans = document.notes.iter().filter(|note| note.markers.is_empty() && !note.inline);
    let note = orphans.next()?;
    if lost.any(|other| other.label != marker.label) || orphans.next().is_some() {
        return None;
    }
    let edit = typed(&document.text, note.head, &note.label)?.relabel(&marker.label);
    let message = format!("give note {} the label {} of the marker that has no note", note.label, marker.label);
    Some(Fix::needs_consent(message, vec![edit]))
}

/// Puts a space between a marker and the next, which would read as one number. `None` where they do not touch.
#[must_use]
pub fn separate(analysis: &Analysis, marker: usize) -> Option<Fix> {
    let markers = &analysis.document.markers;
    let (here, next) = (markers.get(marker)?, markers.get(marker + 1)?);
    let message = format!("put a space between the markers {} and {}", here.label, next.label);
    (here.span.end == next.span.start).then(|| Fix::safe(message, vec![Edit::insert(here.span.end, " ")]))
}

/// The side of a punctuation mark on which markers stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkerSide {
    /// "so it was`[1]`." as in French.
    Before,
    /// "so it was.`[1]`" as in English and German.
    After,
}

/// Punctuation that a marker may stand on either side of. Dashes and closing quotes keep their marker.
const MARKS: [char; 6] = ['.', ',', ';', ':', '!', '?'];

/// Moves a marker, with those that touch it, to the other side of the punctuation mark beside it.
/// `None` where there is no such mark, where there is more than one in a row ("…"), and where it begins a picture (`![a mill](mill.png)`).
#[must_use]
pub fn move_punctuation(analysis: &Analysis, marker: usize, side: MarkerSide) -> Option<Fix> {
    let document = &analysis.document;
    let run = run_of(analysis, marker)?;
    let (before, after) = (&document.text[..run.start], &document.text[run.end..]);
    let is_mark = |c: &char| MARKS.contains(c);
    let (mark, rest) = match side {
        MarkerSide::After => (after.chars().next().filter(is_mark)?, after.chars().nth(1)),
        MarkerSide::Before => (before.chars().next_back().filter(is_mark)?, before.chars().nth_back(1)),
    };
    let begins_picture = side == MarkerSide::After && mark == '!' && rest == Some('[');
    if begins_picture || rest.as_ref().is_some_and(is_mark) {
        return None;
    }
    let markers = run.of(&document.text);
    let (span, text) = match side {
        // No blank stays before the mark.
        MarkerSide::After => (Span::new(word_end(before)?, run.end + mark.len_utf8()), format!("{mark}{markers}")),
        MarkerSide::Before => (Span::new(run.start - mark.len_utf8(), run.end), format!("{markers}{mark}")),
    };
    let where_to = if side == MarkerSide::After { "after" } else { "before" };
    Some(Fix::safe(format!("move the marker {where_to} the punctuation mark"), vec![Edit::replace(span, text)]))
}

/// Where the text before a marker ends, without the blanks between them; `None` where nothing but blanks stands on the line.
fn word_end(before: &str) -> Option<usize> {
    let word = before.trim_end_matches([' ', '\u{a0}']);
    let is_begun = word.len() == before.len() || word.ends_with(|c: char| !c.is_whitespace() && !"-*+>|".contains(c));
    is_begun.then_some(word.len())
}

/// The marker with all that touch it.
fn run_of(analysis: &Analysis, marker: usize) -> Option<Span> {
    let markers = &analysis.document.markers;
    let mut run = markers.get(marker)?.span;
    for earlier in markers[..marker].iter().rev().take_while(|earlier| !earlier.span.is_empty()) {
        if earlier.span.end != run.start {
            break;
        }
        run.start = earlier.span.start;
    }
    for later in &markers[marker + 1..] {
        if later.span.start != run.end {
            break;
        }
        run.end = later.span.end;
    }
    Some(run)
}
