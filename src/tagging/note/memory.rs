//! Roles that were given before: of the notes of a post that is typed, nearly all are as they were at the last stroke.

use std::sync::{Arc, Mutex, PoisonError};

use foldhash::HashMap;

use super::{LeadingNames, RoleToken, roles};
use crate::text::{Flat, MarkKind, Span};

/// How many notes are kept. When there are more, all are forgotten, and those of the next reading kept.
const MOST: usize = 20_000;

/// The roles of notes that were read before. They depend on the words of a note, their type, and what the other notes show of them, so that
/// it makes no difference but in time. Clones share what they know.
#[derive(Debug, Clone, Default)]
pub struct RoleMemory(Arc<Mutex<HashMap<MemoryKey, Arc<[RoleToken]>>>>);

/// All that the roles of a note depend on.
#[derive(Debug, PartialEq, Eq, Hash)]
struct MemoryKey {
    text: String,
    marks: Vec<(Span, Type)>,
    shown: Vec<u8>,
}

/// What a mark is, whatever it leads to.
type Type = std::mem::Discriminant<MarkKind>;

impl MemoryKey {
    fn of(note: &Flat, names: &LeadingNames) -> Self {
        let marks = note.marks.iter().map(|mark| (mark.span, std::mem::discriminant(&mark.kind))).collect();
        Self { text: note.text.clone(), marks, shown: names.shown(&note.text) }
    }
}

impl RoleMemory {
    /// Gives every word of a note its role, or remembers it.
    #[must_use]
    pub fn roles(&self, note: &Flat, names: &LeadingNames) -> Vec<RoleToken> {
        let key = MemoryKey::of(note, names);
        if let Some(known) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return known.to_vec();
        }
        let found = roles(note, names);
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(key, found.as_slice().into());
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::flatten;

    /// The notes of a document, read one after the other with a memory and without.
    #[test]
    fn what_is_remembered_is_what_is_read() {
        let memory = RoleMemory::default();
        let documents: [&[&str]; 4] = [
            &["Ann Robinson, Salt (York, 1990), 3.", "Robinson, 4.", "See Robinson, Salt, 5; Hall, Mills, 6."],
            &["Ann Robinson, *Salt* (York, 1990), 3.", "Robinson, 4."],
            &["Robinson, 4."],
            &["Robinson, 4.", "Robinson, 4.", "Robinson, 4.", "Hall, 5.", "Hall; Moss.", "Ibid."],
        ];
        for notes in documents {
            let notes: Vec<Flat> = notes.iter().map(|note| flatten(note, 0)).collect();
            let names = LeadingNames::of(notes.iter());
            for note in notes.iter().chain(&notes) {
                assert_eq!(memory.roles(note, &names), roles(note, &names), "{}", note.text);
            }
        }
        let kept = memory.0.lock().unwrap();
        let lone = kept.keys().filter(|key| key.text == "Robinson, 4.").count();
        assert_eq!((kept.len(), lone), (10, 4), "the other notes of each document show something else of the name");
    }
}
