//! Markers and notes find each other: by name where the format names them, else by number.

use std::collections::HashMap;

use super::Reading;

/// Sets `Marker::note` and `Note::markers`. Notes of one name: the first is meant, as every engine does it.
pub(super) fn pair(reading: &mut Reading) {
    let mut by_id: HashMap<&str, usize> = HashMap::new();
    let mut by_label: HashMap<&str, usize> = HashMap::new();
    for (index, note) in reading.notes.iter().enumerate() {
        by_label.entry(&note.label).or_insert(index);
        if !note.id.is_empty() {
            by_id.entry(&note.id).or_insert(index);
        }
    }
    let mut pointed: Vec<Vec<usize>> = vec![Vec::new(); reading.notes.len()];
    let mut targets = Vec::with_capacity(reading.markers.len());
    for (index, marker) in reading.markers.iter().enumerate() {
        let note = match marker.target.as_str() {
            "" => by_label.get(marker.label.as_str()),
            target => by_id.get(target),
        };
        note.iter().for_each(|&&note| pointed[note].push(index));
        targets.push(note.copied());
    }
    reading.markers.iter_mut().zip(targets).for_each(|(marker, note)| marker.note = note);
    reading.notes.iter_mut().zip(pointed).for_each(|(note, markers)| note.markers = markers);
}
