//! Numbers the notes anew, in the order of their markers.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::label::typed;
use crate::analysis::{Analysis, mentions};
use crate::document::{Document, Marker, Note, Syntax};
use crate::lint::{Fix, Safety};
use crate::text::{Edit, Span, apply};

/// Gives the notes numbers without gaps in the order of their markers, from the lowest that is used, and changes "(n 12)"
/// with them. Where numbering starts afresh in each chapter it still does. Safe, unless the running text names a note by
/// a number ("see note 12") that would have to change, too.
///
/// Notes that are found by their ascending numbers, and those of lists that count by themselves, are moved at once.
///
/// `None` where nothing would change, where a marker without a note or a note without a marker may be what is missing,
/// where two notes have one name or a link leads nowhere, where something in the text may be a marker that was not read,
/// and where a list that counts by itself would have to have other numbers than it has.
#[must_use]
pub fn renumber(analysis: &Analysis) -> Option<Fix> {
    let document = &analysis.document;
    if super::is_tangled(document) {
        return None;
    }
    let scopes = Scopes::of(document);
    let numbers = numbers(document, &scopes)?;
    let labels = label_edits(document, &numbers)?;
    if labels.is_empty() || !counts_on(document, &numbers) || document.would_mislead(&numbers) {
        return None;
    }
    let (mentions, certain) = rename_mentions(analysis, &scopes, &numbers);
    // The ways back of HTML may show the numbers of their notes.
    let shown = labels.iter().filter(|_| document.format.is_typed_in(Syntax::Html));
    let replaced: Vec<Span> = shown.chain(&mentions).map(|edit| edit.span).collect();
    let edits = match moved(document, &numbers, &labels, &mentions) {
        Some(edits) => edits,
        None if numbers.keys().any(|&note| is_counted(document, &document.notes[note])) => return None,
        None => [labels, mentions].concat(),
    };
    let (first, last) = (numbers.values().min()?, numbers.values().max()?);
    let safety = if certain { Safety::Safe } else { Safety::Unsafe };
    let fix = Fix::safe(format!("renumber the notes from {first} to {last}"), edits).replacing(replaced);
    Some(Fix { safety, ..fix })
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
        if is_counted(document, note) {
            continue;
        }
        let head = typed(&document.text, head(document, note), &note.label)?;
        if note.label != label {
            edits.push(head.relabel(&label));
        }
    }
    for group in document.marker_groups() {
        edits.extend(marker_edits(document, &document.markers[group], numbers)?);
    }
    Some(edits)
}

/// Where the number of a note is typed: its head, or what stands before its text (a way back may show the number).
fn head(document: &Document, note: &Note) -> Span {
    let body = note.body.source(Span::new(0, note.body.text.len())).start;
    let is_linked = note.head.is_empty() && document.format.is_typed_in(Syntax::Html) && note.span.start < body;
    if is_linked { Span::new(note.span.start, body) } else { note.head }
}

/// Whether a list numbers a note by its place.
fn is_counted(document: &Document, note: &Note) -> bool {
    document.format.is_typed_in(Syntax::Html) && note.head.is_empty() && note.span.of(&document.text).starts_with("<li")
}

/// Whether the lists that number their notes by place have room for the new numbers: those they had.
fn counts_on(document: &Document, numbers: &BTreeMap<usize, usize>) -> bool {
    document.lists().iter().all(|list| {
        let counted = || list.iter().copied().filter(|&note| is_counted(document, &document.notes[note]));
        let old: BTreeSet<Option<usize>> = counted().map(|note| number(&document.notes[note].label)).collect();
        let new: BTreeSet<Option<usize>> = counted().map(|note| numbers.get(&note).copied()).collect();
        old == new
    })
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

/// The edits of places that name a note whose number changes, and whether all of them are sure to name one.
fn rename_mentions(analysis: &Analysis, scopes: &Scopes, numbers: &BTreeMap<usize, usize>) -> (Vec<Edit>, bool) {
    let (document, mut edits) = (&analysis.document, Vec::new());
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
    (edits, certain)
}

/// The edits of labels with those that move the notes, where the one cannot be read without the other: notes that are found by
/// their ascending numbers, and lists that count by themselves. `None` where it can, or where a note that moves names another.
fn moved(
    document: &Document,
    numbers: &BTreeMap<usize, usize>,
    labels: &[Edit],
    mentions: &[Edit],
) -> Option<Vec<Edit>> {
    let is_named = |note: &usize| !document.notes[*note].id.is_empty() && !is_counted(document, &document.notes[*note]);
    if numbers.keys().all(is_named) {
        return None;
    }
    let block = |note: usize| document.block(&document.notes[note]);
    let moves: Vec<(Span, Span)> = document
        .lists()
        .iter()
        .flat_map(|list| {
            let here: Vec<usize> = list.iter().copied().filter(|note| numbers.contains_key(note)).collect();
            let mut there = here.clone();
            there.sort_by_key(|note| numbers[note]);
            here.into_iter()
                .zip(there)
                .filter(|(here, there)| here != there)
                .map(|(here, there)| (block(here), block(there)))
                .collect::<Vec<_>>()
        })
        .collect();
    let inside = |edit: &&Edit| {
        let next = moves.partition_point(|(here, _)| here.end < edit.span.end);
        moves.get(next).is_some_and(|(here, _)| here.covers(edit.span))
    };
    let mut edits: Vec<Edit> = labels.iter().chain(mentions).filter(|edit| !inside(edit)).cloned().collect();
    for (here, there) in &moves {
        let own = labels.iter().filter(|edit| there.covers(edit.span));
        let own: Vec<Edit> = own
            .map(|edit| {
                Edit::replace(Span::new(edit.span.start - there.start, edit.span.end - there.start), edit.text.as_str())
            })
            .collect();
        edits.push(Edit::replace(*here, apply(there.of(&document.text), &own).ok()?));
    }
    (!mentions.iter().any(|edit| inside(&edit))).then_some(edits)
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
