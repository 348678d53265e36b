//! Markers and notes find each other: by name where the format names them, else by number.

use foldhash::{HashMap, HashMapExt, HashSet};

use super::Reading;

/// Sets `Marker::note` and `Note::markers`. A marker whose name no note has means the note without a name that has its number, where
/// no other marker does.
///
/// Where several notes have the name, numbering began afresh somewhere. If markers and notes begin afresh equally often, the
/// notes of the n-th numbering belong to its markers (chapters, all notes at the end of the book); else a marker means the first
/// note after it (notes at the end of each chapter, and a number given twice in one list), or the last before it.
pub(super) fn pair(reading: &mut Reading) {
    let mut targets = targets(reading);
    by_number(reading, &mut targets);
    let mut pointed: Vec<Vec<usize>> = vec![Vec::new(); reading.notes.len()];
    for (index, note) in targets.iter().enumerate() {
        note.iter().for_each(|&note| pointed[note].push(index));
    }
    reading.markers.iter_mut().zip(targets).for_each(|(marker, note)| marker.note = note);
    reading.notes.iter_mut().zip(pointed).for_each(|(note, markers)| note.markers = markers);
    rank(reading);
}

/// Sets `Note::rank`: a reader meets the notes in the order of their markers. A note without a marker follows the note defined before it.
fn rank(reading: &mut Reading) {
    let mut place = 0;
    let mut order: Vec<(usize, usize)> = Vec::with_capacity(reading.notes.len());
    for (index, note) in reading.notes.iter().enumerate() {
        let markers = note.markers.iter().filter_map(|&marker| reading.markers.get(marker));
        place = markers.map(|marker| marker.span.start).min().unwrap_or(place);
        order.push((place, index));
    }
    order.sort_unstable();
    order.into_iter().enumerate().for_each(|(rank, (_, index))| reading.notes[index].rank = rank);
}

/// Pairs the markers that are left with the notes that are left, where these have a number and no name.
fn by_number(reading: &Reading, targets: &mut [Option<usize>]) {
    let meant: HashSet<usize> = targets.iter().flatten().copied().collect();
    let is_number = |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_digit());
    let free =
        reading.notes.iter().enumerate().filter(|(index, note)| {
            note.id.is_empty() && !note.inline && is_number(&note.label) && !meant.contains(index)
        });
    let free: HashMap<&str, usize> = free.map(|(index, note)| (note.label.as_str(), index)).collect();
    if !free.is_empty() {
        let left = targets.iter_mut().zip(&reading.markers).filter(|(target, _)| target.is_none());
        left.for_each(|(target, marker)| *target = free.get(marker.label.as_str()).copied());
    }
}

/// The note of each marker.
fn targets(reading: &Reading) -> Vec<Option<usize>> {
    let mut by_id: HashMap<&str, Vec<usize>> = HashMap::new();
    // Where a label is the name, platforms ignore its case.
    let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
    let mut by_label: HashMap<&str, Vec<usize>> = HashMap::new();
    // Where two counts stand side by side, a typed number means the typed note and not the linked one.
    let mut typed: HashMap<&str, Vec<usize>> = HashMap::new();
    // A note at its place in the text has a marker: another one means it only where no other note has the label.
    let mut in_text: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, note) in reading.notes.iter().enumerate() {
        let of_kind = if note.inline { &mut in_text } else { &mut by_label };
        of_kind.entry(&note.label).or_default().push(index);
        if !note.id.is_empty() {
            by_id.entry(&note.id).or_default().push(index);
        } else if !note.inline {
            typed.entry(&note.label).or_default().push(index);
        }
        if note.id == note.label && !note.id.is_empty() {
            by_name.entry(note.id.to_lowercase()).or_default().push(index);
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
            let named = || by_label.get(label).or_else(|| in_text.get(label));
            typed.get(label).or_else(named).and_then(|among| choose(index, among))
        }
        target => {
            let by_name = || by_name.get(&target.to_lowercase()).filter(|_| marker.label == target);
            by_id.get(target).or_else(by_name).and_then(|among| choose(index, among))
        }
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

    /// `m1 m2` are markers, `n1 n2` notes, in the order of the text.
    fn read(text: &str) -> Reading {
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
        reading
    }

    fn paired(text: &str) -> Vec<Option<usize>> {
        read(text).markers.into_iter().map(|marker| marker.note).collect()
    }

    #[test]
    fn notes_are_met_in_the_order_of_their_markers() {
        let table: &[(&str, &[usize])] = &[
            ("m1 m2 n1 n2", &[0, 1]),
            ("m2 m1 n1 n2", &[1, 0]),
            ("m1 m2 m3 n1 n3 n2", &[0, 2, 1]),
            ("m2 m1 n1 n9 n2", &[1, 2, 0]),
            ("n2 n1 m1 m2", &[1, 0]),
            ("m1 m1 m2 m1 n2 n1", &[1, 0]),
        ];
        for (text, wanted) in table {
            let ranks: Vec<usize> = read(text).notes.into_iter().map(|note| note.rank).collect();
            assert_eq!(ranks, *wanted, "{text}");
        }
    }

    #[test]
    fn a_number_pairs_where_a_name_does_not() {
        let marker = |name: &str| Marker { label: "4".to_owned(), target: name.to_owned(), ..Marker::default() };
        let note = |name: &str| Note { label: "4".to_owned(), id: name.to_owned(), ..Note::default() };
        let paired = |markers: &[&str], notes: &[&str]| {
            let (markers, notes) = (markers.iter().map(|it| marker(it)), notes.iter().map(|it| note(it)));
            let mut reading = Reading { markers: markers.collect(), notes: notes.collect(), ..Reading::default() };
            pair(&mut reading);
            reading.markers.into_iter().map(|marker| marker.note).collect::<Vec<_>>()
        };
        assert_eq!(paired(&["_ftn4"], &[""]), [Some(0)]);
        assert_eq!(paired(&["_ftn4"], &["fn4"]), [None]);
        assert_eq!(paired(&["_ftn4", ""], &[""]), [None, Some(0)]);
        assert_eq!(paired(&["fn4", ""], &["fn4", ""]), [Some(0), Some(1)], "two counts side by side");
        assert_eq!(paired(&["fn4", ""], &["fn4"]), [Some(0), Some(0)]);
    }

    #[test]
    fn names_are_the_same_in_any_case() {
        let named = |markers: [&str; 2], notes: [&str; 2]| {
            let marker = |name: &str| Marker { label: name.to_owned(), target: name.to_owned(), ..Marker::default() };
            let note = |name: &str| Note { label: name.to_owned(), id: name.to_owned(), ..Note::default() };
            let (markers, notes) = (markers.map(marker).into(), notes.map(note).into());
            let mut reading = Reading { markers, notes, ..Reading::default() };
            pair(&mut reading);
            reading.markers.into_iter().map(|marker| marker.note).collect::<Vec<_>>()
        };
        assert_eq!(named(["reed", "Ness"], ["Reed", "ness"]), [Some(0), Some(1)]);
        assert_eq!(named(["a", "A"], ["A", "a"]), [Some(1), Some(0)]);
        assert_eq!(named(["É", "b"], ["é", "c"]), [Some(0), None]);
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
