//! Numbers the notes anew, in the order of their markers.

use std::collections::{BTreeMap, HashMap};

use super::label::typed;
use crate::analysis::{Analysis, mentions};
use crate::document::{Document, Marker};
use crate::lint::{Fix, Safety};
use crate::text::{Edit, Span};

/// Gives the notes numbers without gaps in the order of their markers, from the lowest that is used, and changes "(n 12)"
/// with them. Where numbering starts afresh in each chapter it still does. Safe, unless the running text names a note by
/// a number ("see note 12") that would have to change, too.
///
/// `None` where nothing would change, where a marker without a note or a note without a marker may be what is missing,
/// and where numbers are not typed but counted (lists in HTML).
#[must_use]
pub fn renumber(analysis: &Analysis) -> Option<Fix> {
    let document = &analysis.document;
    let scopes = Scopes::of(document);
    let numbers = numbers(document, &scopes)?;
    let mut edits = label_edits(document, &numbers)?;
    if edits.is_empty() {
        return None;
    }
    let certain = rename_mentions(analysis, &scopes, &numbers, &mut edits);
    let (first, last) = (numbers.values().min()?, numbers.values().max()?);
    let safety = if certain { Safety::Safe } else { Safety::Unsafe };
    Some(Fix { safety, ..Fix::safe(format!("renumber the notes from {first} to {last}"), edits) })
}

/// Stretches of the document that are numbered each for itself.
struct Scopes(Vec<usize>);

impl Scopes {
    /// The chapters where a number stands for several notes, else the whole.
    fn of(document: &Document) -> Self {
        let mut seen = std::collections::HashSet::new();
        let numbered = document.notes.iter().filter(|note| number(&note.label).is_some() && !note.markers.is_empty());
        let restarts = numbered.map(|note| note.label.as_str()).any(|label| !seen.insert(label));
        Self(if restarts { document.chapters.clone() } else { Vec::new() })
    }

    fn at(&self, offset: usize) -> usize {
        self.0.partition_point(|&start| start <= offset)
    }
}

/// A label that is a number, as 1 or 26 and not 26a or 007.
fn number(label: &str) -> Option<usize> {
    label.parse().ok().filter(|number: &usize| number.to_string() == label)
}

/// The new number of every numbered note, by the note's place in the document.
fn numbers(document: &Document, scopes: &Scopes) -> Option<BTreeMap<usize, usize>> {
    let is_numbered = |label: &str| number(label).is_some();
    if document.notes.iter().any(|note| note.markers.is_empty() && is_numbered(&note.label)) {
        return None;
    }
    let mut order: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for marker in document.markers.iter().filter(|marker| is_numbered(&marker.label)) {
        let note = marker.note?;
        if document.notes[note].inline {
            continue;
        }
        let scope = order.entry(scopes.at(marker.span.start)).or_default();
        scope.push(note);
    }
    let mut numbers = BTreeMap::new();
    for notes in order.into_values() {
        let first = notes.iter().filter_map(|&note| number(&document.notes[note].label)).min()?;
        let mut next = first;
        for note in notes {
            numbers.entry(note).or_insert_with(|| {
                next += 1;
                next - 1
            });
        }
    }
    Some(numbers)
}

/// The edits of markers and definitions whose number changes; `None` where one cannot be found in the text.
fn label_edits(document: &Document, numbers: &BTreeMap<usize, usize>) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    for (&note, number) in numbers {
        let (note, label) = (&document.notes[note], number.to_string());
        let head = typed(&document.text, note.head, &note.label)?;
        if note.label != label {
            edits.push(head.relabel(&label));
        }
    }
    for group in document.marker_groups() {
        edits.extend(marker_edits(document, &document.markers[group], numbers)?);
    }
    Some(edits)
}

/// The edits of the markers in one pair of brackets. Where there is a range among them, all are written anew.
fn marker_edits(document: &Document, group: &[Marker], numbers: &BTreeMap<usize, usize>) -> Option<Vec<Edit>> {
    let new = |marker: &Marker| numbers.get(&marker.note?).copied();
    let (first, last) = (group.first()?, group.last()?);
    let all = Span::new(first.span.start, last.span.end);
    let dash = all.of(&document.text).matches(['-', '–']).next().filter(|_| group.len() > 1);
    let numbered = group.iter().filter_map(|marker| Some((marker, new(marker)?)));
    let Some(dash) = dash else {
        let edits: Option<Vec<_>> = numbered.map(|(marker, number)| relabelled(document, marker, number)).collect();
        return edits.map(|edits| edits.into_iter().flatten().collect());
    };
    if numbered.clone().all(|(marker, number)| number.to_string() == marker.label) {
        return Some(Vec::new());
    }
    let numbers: Vec<usize> = group.iter().map(new).collect::<Option<_>>()?;
    Some(vec![Edit::replace(all, enumerated(&numbers, dash))])
}

/// The edit that gives a marker its number, if it is another; `None` where its label cannot be found in the text.
fn relabelled(document: &Document, marker: &Marker, number: usize) -> Option<Option<Edit>> {
    let place = typed(&document.text, marker.span, &marker.label)?;
    let label = number.to_string();
    Some((marker.label != label).then(|| place.relabel(&label)))
}

/// Numbers in their order, those that follow each other as a range: `2, 5–8`.
fn enumerated(numbers: &[usize], dash: &str) -> String {
    let runs = numbers.chunk_by(|one, next| one + 1 == *next).map(|run| match run {
        [first, .., last] => format!("{first}{dash}{last}"),
        run => run.iter().map(usize::to_string).collect(),
    });
    runs.collect::<Vec<_>>().join(", ")
}

/// Adds the edits of places that name a note whose number changes. Whether all of them are sure to name one.
fn rename_mentions(
    analysis: &Analysis,
    scopes: &Scopes,
    numbers: &BTreeMap<usize, usize>,
    edits: &mut Vec<Edit>,
) -> bool {
    let document = &analysis.document;
    let mut by_label = HashMap::new();
    for (&note, &number) in numbers {
        let first = document.first_marker(&document.notes[note]).map_or(0, |marker| marker.span.start);
        by_label.insert((scopes.at(first), document.notes[note].label.as_str()), number);
    }
    let mut certain = true;
    for mention in mentions(analysis) {
        let Some(number) = by_label.get(&(scopes.at(mention.read_at), mention.label.as_str())) else { continue };
        if number.to_string() != mention.label {
            certain &= mention.certain;
            edits.push(Edit::replace(mention.span, number.to_string()));
        }
    }
    certain
}

#[cfg(test)]
mod tests {
    use super::enumerated;

    #[test]
    fn numbers_that_follow_each_other_are_a_range() {
        for (numbers, written) in [
            (&[3, 4, 5][..], "3–5"),
            (&[2, 5, 6, 7, 9], "2, 5–7, 9"),
            (&[4, 5], "4–5"),
            (&[7, 2, 8], "7, 2, 8"),
            (&[1], "1"),
        ] {
            assert_eq!(enumerated(numbers, "–"), written);
        }
    }
}
