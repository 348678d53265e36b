//! Markers and notes find each other: by name where the format names them, else by number.

use foldhash::{HashMap, HashMapExt};

use super::Reading;

/// Sets `Marker::note` and `Note::markers`.
///
/// Where several notes have the name, numbering began afresh somewhere. If markers and notes begin afresh equally often, the
/// notes of the n-th numbering belong to its markers (chapters, all notes at the end of the book); else a marker means the first
/// note after it (notes at the end of each chapter, and a number given twice in one list), or the last before it.
pub(super) fn pair(reading: &mut Reading) {
    let targets = targets(reading);
    let mut pointed: Vec<Vec<usize>> = vec![Vec::new(); reading.notes.len()];
    for (index, note) in targets.iter().enumerate() {
        note.iter().for_each(|&note| pointed[note].push(index));
    }
    reading.markers.iter_mut().zip(targets).for_each(|(marker, note)| marker.note = note);
    reading.notes.iter_mut().zip(pointed).for_each(|(note, markers)| note.markers = markers);
}

/// The note of each marker.
fn targets(reading: &Reading) -> Vec<Option<usize>> {
    let mut by_id: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut by_label: HashMap<&str, Vec<usize>> = HashMap::new();
    // A note at its place in the text has a marker: another one means it only where no other note has the label.
    let mut in_text: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, note) in reading.notes.iter().enumerate() {
        let of_kind = if note.inline { &mut in_text } else { &mut by_label };
        of_kind.entry(&note.label).or_default().push(index);
        if !note.id.is_empty() {
            by_id.entry(&note.id).or_default().push(index);
        }
    }
    let note_runs = runs(reading.notes.iter().map(|note| note.label.as_str()));
    let marker_runs = runs(reading.markers.iter().map(|marker| marker.label.as_str()));
    let alike = note_runs.last() == marker_runs.last() && note_runs.last() > Some(&0);
    let choose = |index: usize, among: &Vec<usize>| match among.as_slice() {
        [only] => Some(*only),
        several => {
            let run = alike.then(|| several.iter().find(|&&note| note_runs[note] == marker_runs[index])).flatten();
            let at = reading.markers[index].span.start;
            let after = several.iter().find(|&&note| reading.notes[note].span.start >= at);
            run.or(after).or(several.last()).copied()
        }
    };
    let all = reading.markers.iter().enumerate();
    let targets = all.map(|(index, marker)| match marker.target.as_str() {
        "" => {
            let label = marker.label.as_str();
            by_label.get(label).or_else(|| in_text.get(label)).and_then(|among| choose(index, among))
        }
        target => by_id.get(target).and_then(|among| choose(index, among)),
    });
    targets.collect()
}

/// The numbering that each label belongs to, from 0: one begins afresh with the first label of all.
fn runs<'l>(labels: impl Iterator<Item = &'l str>) -> Vec<usize> {
    let (mut first, mut last, mut run) = (None, None, 0);
    let numbered = labels.map(|label| {
        let first = *first.get_or_insert(label);
        if label == first && last.is_some_and(|last| last != first) {
            run += 1;
        }
        last = Some(label);
        run
    });
    numbered.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Marker, Note};
    use crate::text::Span;

    /// `a1 b2` are markers, `A1 B2` notes, in the order of the text.
    fn paired(text: &str) -> Vec<Option<usize>> {
        let mut reading = Reading::default();
        for (at, word) in text.split(' ').enumerate() {
            let (label, span) = (word[1..].to_owned(), Span::new(at, at + 1));
            if word.starts_with('m') {
                reading.markers.push(Marker { label, span, ..Marker::default() });
            } else {
                reading.notes.push(Note { label, span, ..Note::default() });
            }
        }
        pair(&mut reading);
        reading.markers.into_iter().map(|marker| marker.note).collect()
    }

    #[test]
    fn numberings_that_begin_afresh() {
        let table: &[(&str, &[Option<usize>])] = &[
            ("m1 m2 n1 n2", &[Some(0), Some(1)]),
            ("m1 m3 n1 n2", &[Some(0), None]),
            ("m1 m2 n1 n2 m1 m2 n1 n2", &[Some(0), Some(1), Some(2), Some(3)]),
            ("m1 m2 m1 m2 n1 n2 n1 n2", &[Some(0), Some(1), Some(2), Some(3)]),
            ("m1 m2 n1 n2 n2", &[Some(0), Some(1)]),
            ("m1 m2 m1 n1 n2", &[Some(0), Some(1), Some(0)]),
            ("n1 m1 n1", &[Some(1)]),
            ("n1 n1 m1", &[Some(1)]),
        ];
        for (text, wanted) in table {
            assert_eq!(paired(text), *wanted, "{text}");
        }
    }
}
