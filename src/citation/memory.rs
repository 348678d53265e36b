//! Notes that were cut before: of the notes of a post that is typed, nearly all are as they were at the last stroke.

use std::sync::{Arc, Mutex, PoisonError};

use foldhash::HashMap;

use super::Citation;
use crate::document::Note;
use crate::tagging::note::LeadingNames;
use crate::text::Flat;

/// How many notes are kept. When there are more, all are forgotten, and those of the next reading kept.
const MOST: usize = 20_000;

/// The citations of notes that were cut before. They depend on the note's own text, and on what the other notes show of its words, so that
/// remembering them makes no difference but in time. Clones share what they know.
#[derive(Debug, Clone, Default)]
pub(crate) struct CutMemory(Arc<Mutex<HashMap<MemoryKey, Arc<[Citation]>>>>);

/// All that the citations of a note depend on, but for where the note stands.
#[derive(Debug, PartialEq, Eq, Hash)]
struct MemoryKey {
    body: Flat,
    shown: Vec<u8>,
    language: String,
}

impl CutMemory {
    /// Returns the citations of a note, which are `fresh` if they are not remembered.
    pub(crate) fn cut_or(
        &self,
        (index, note): (usize, &Note),
        language: &str,
        names: &LeadingNames,
        fresh: impl FnOnce() -> Vec<Citation>,
    ) -> Vec<Citation> {
        let key = MemoryKey {
            body: note.body.unplaced(),
            shown: names.shown(&note.body.text),
            language: language.to_owned(),
        };
        let place = |known: &Citation| Citation { note: index, span: note.body.source(known.flat), ..known.clone() };
        if let Some(known) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return known.iter().map(place).collect();
        }
        let found = fresh();
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
    use crate::citation::cut;
    use crate::document::read;
    use crate::text::Source;

    /// The notes of a document, read one after the other with a memory and without.
    #[test]
    fn what_is_remembered_is_what_is_cut() {
        let memory = CutMemory::default();
        let documents: [(&str, &[&str]); 6] = [
            (
                "en",
                &["Ann Robinson, Salt (York, 1990), 3.", "Robinson, 4.", "See Robinson, *Salt*, 5; Hall, Mills, 6."],
            ),
            ("en", &["Ann Robinson, *Salt* (York, 1990), 3.", "Robinson, 4."]),
            ("en", &["Robinson, 4."]),
            ("de", &["Robinson, 4.", "*Ebd.*, S. 4.", "<i>Ebd.</i>, S. 4."]),
            ("en", &["Robinson, 4.", "Robinson, 4.", "Robinson, 4.", "Hall &amp; Moss, 5.", "Hall; Moss.", "Ibid."]),
            ("en", &["*Ibid.*", "<i>Ibid.</i>", "[Hall](https://a.org), 5.", "[Hall](https://b.org), 5."]),
        ];
        for (language, notes) in documents {
            let numbered = notes.iter().zip(1..);
            let text: String =
                numbered.map(|(note, number)| format!("A.[^{number}]\n\n[^{number}]: {note}\n\n")).collect();
            let document = read(&[Source::new("post.md", text)], None);
            let names = LeadingNames::of(document.notes.iter().map(|note| &note.body));
            for (index, note) in document.notes.iter().enumerate().cycle().take(2 * notes.len()) {
                let fresh = || cut(index, note, language, &names);
                assert_eq!(memory.cut_or((index, note), language, &names, fresh), fresh(), "{}", note.body.text);
            }
        }
        let kept = memory.0.lock().unwrap();
        let lone = kept.keys().filter(|key| key.body.text == "Robinson, 4.").count();
        assert_eq!(
            lone, 5,
            "the other notes of each document show something else of the name, or it is in another language"
        );
    }
}
