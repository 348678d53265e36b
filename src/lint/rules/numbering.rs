//! Numbers of notes: their runs, and what breaks their order.

use crate::document::{Document, Marker, Note};

/// Whether readers see a number that the program gives, not the one that is typed.
pub(super) fn is_counted(document: &Document, note: &Note) -> bool {
    !note.id.is_empty() && document.format.counts_notes()
}

/// The number that a label is.
pub(super) fn number(label: &str) -> Option<u32> {
    label.parse().ok()
}

/// True if a label is a sign (*, †): such a remark is kept out of the count on purpose.
pub(super) fn is_sign(label: &str) -> bool {
    !label.contains(char::is_alphanumeric)
}

/// A numbered note: its place among the notes, and its number.
pub(super) type Numbered = (usize, u32);

/// The numbered notes, split where a chapter begins or the numbers start afresh: at a 1 that a 2 follows. Two counts side by side are two runs.
pub(super) fn runs(document: &Document) -> Vec<Vec<Numbered>> {
    let notes = document.notes.iter().enumerate().filter(|(_, note)| !note.inline);
    let numbered: Vec<Numbered> = notes.filter_map(|(at, note)| Some((at, number(&note.label)?))).collect();
    if !are_two_counts(document) {
        return runs_of(document, &numbered);
    }
    let (linked, typed): (Vec<Numbered>, Vec<Numbered>) =
        numbered.into_iter().partition(|&(at, _)| !document.notes[at].id.is_empty());
    [linked, typed].iter().flat_map(|count| runs_of(document, count)).collect()
}

fn runs_of(document: &Document, numbered: &[Numbered]) -> Vec<Vec<Numbered>> {
    let mut runs: Vec<Vec<Numbered>> = Vec::new();
    for (place, &(at, count)) in numbered.iter().enumerate() {
        let last = runs.last().and_then(|run| run.last()).copied();
        let afresh = count == 1 && numbered.get(place + 1).is_some_and(|&(_, next)| next == 2);
        let starts = last.is_none_or(|(before, number)| (afresh && number > 1) || document.chapter_between(before, at));
        match runs.last_mut().filter(|_| !starts) {
            Some(run) => run.push((at, count)),
            None => runs.push(vec![(at, count)]),
        }
    }
    runs
}

/// True if a document counts twice from 1: its footnotes, which are linked, and a list of works that is cited as [1].
pub(super) fn are_two_counts(document: &Document) -> bool {
    let begins = |linked: bool| {
        let mut first = document.notes.iter().filter(|note| note.label == "1" && !note.inline);
        first.any(|note| note.id.is_empty() != linked && !note.markers.is_empty())
    };
    begins(true) && begins(false)
}

/// The note in whose text a marker stands, other than the note that is its own marker.
pub(super) fn note_around<'d>(document: &'d Document, marker: &Marker) -> Option<&'d Note> {
    let before = document.notes.partition_point(|note| note.span.start <= marker.span.start);
    let note = document.notes.get(before.checked_sub(1)?)?;
    let is_own = note.inline && note.span == marker.span;
    (note.span.covers(marker.span) && !is_own).then_some(note)
}

/// Where a note is first pointed to; its own place if it is not.
pub(super) fn first_marker(document: &Document, note: &Note) -> usize {
    let markers = note.markers.iter().filter_map(|&marker| document.markers.get(marker));
    markers.map(|marker| marker.span.start).min().unwrap_or(note.span.start)
}

/// The places of those values that stand in the way of an ascending order: as few as can be.
pub(super) fn out_of_order<T: Ord + Copy>(values: &[T]) -> Vec<usize> {
    // Patience sorting: `tails[k]` ends the best ascending row of k + 1 values.
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(values.len());
    for (at, value) in values.iter().enumerate() {
        let row = tails.partition_point(|&tail| values[tail] <= *value);
        before.push(row.checked_sub(1).map(|shorter| tails[shorter]));
        if row == tails.len() {
            tails.push(at);
        } else {
            tails[row] = at;
        }
    }
    let mut stays = vec![false; values.len()];
    let mut next = tails.last().copied();
    while let Some(at) = next {
        stays[at] = true;
        next = before[at];
    }
    (0..values.len()).filter(|&at| !stays[at]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Format, Reading};
    use crate::text::Span;

    fn document(labels: &[&str], chapters: &[usize]) -> Document {
        let note = |(at, label): (usize, &&str)| Note {
            label: (*label).to_owned(),
            span: Span::new(at * 10, at * 10 + 9),
            ..Note::default()
        };
        let notes = labels.iter().enumerate().map(note).collect();
        let reading = Reading { notes, chapters: chapters.to_vec(), ..Reading::default() };
        Document { text: " ".repeat(labels.len() * 10).into(), files: vec![0], format: Format::PLAIN, reading }
    }

    fn numbers(labels: &[&str], chapters: &[usize]) -> Vec<Vec<u32>> {
        let runs = runs(&document(labels, chapters));
        runs.into_iter().map(|run| run.into_iter().map(|(_, number)| number).collect()).collect()
    }

    #[test]
    fn numbers_start_afresh_at_a_one_that_a_two_follows() {
        assert_eq!(numbers(&["1", "2", "1", "2", "3"], &[]), [vec![1, 2], vec![1, 2, 3]]);
        assert_eq!(numbers(&["1", "2", "1"], &[]), [[1, 2, 1]]);
        assert_eq!(numbers(&["175", "a", "176"], &[]), [[175, 176]]);
        assert_eq!(numbers(&["1", "1"], &[5]), [[1], [1]], "a chapter begins between them");
        assert_eq!(numbers(&[], &[]), Vec::<Vec<u32>>::new());
    }

    #[test]
    fn as_few_as_can_be_stand_in_the_way() {
        for (values, odd) in [
            (vec![1, 2, 3], vec![]),
            (vec![5, 1, 2, 3], vec![0]),
            (vec![1, 4, 2, 3], vec![1]),
            (vec![1, 1, 2, 2], vec![]),
            (vec![], vec![]),
        ] {
            assert_eq!(out_of_order(&values), odd, "{values:?}");
        }
    }
}
