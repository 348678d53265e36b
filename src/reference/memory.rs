//! What was read before: a site cites the same book in many posts, and a post that is mended or typed is read again.

use std::sync::{Arc, Mutex, PoisonError};

use foldhash::HashMap;

use super::{Reference, parse};
use crate::citation::{Citation, CutMemory, cut};
use crate::document::Note;
use crate::tagging::note::LeadingNames;
use crate::text::{Flat, Mark, MarkKind, Span};

/// How many references are kept; so many take some hundred megabytes at most. What comes later is read anew each time.
const MOST: usize = 50_000;

/// What was read before. What a reference says depends on its own text and marks only, so that it makes no difference but in time.
/// Clones share what they know, also between threads.
///
/// ```
/// use ibid::reference::{Memory, parse};
/// use ibid::text::Flat;
/// let (memory, book) = (Memory::default(), Flat::verbatim("Lucy Robinson. Gay Men and the Left. Manchester, 2007.", 0));
/// assert_eq!(*memory.parse(&book), parse(&book));
/// assert_eq!(*memory.parse(&book), parse(&book));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Memory {
    references: Arc<Mutex<HashMap<String, Vec<TypedText>>>>,
    cuts: Option<CutMemory>,
    /// What was known before: it is asked for what is not known here.
    older: Option<Box<Memory>>,
}

/// One reference of a text: the same words in other type are another.
#[derive(Debug)]
struct TypedText {
    marks: Vec<(Span, MarkKind)>,
    reference: Arc<Reference>,
}

impl TypedText {
    fn has(&self, marks: &[Mark]) -> bool {
        let own = self.marks.iter().map(|(span, kind)| (span, kind));
        own.eq(marks.iter().map(|mark| (&mark.span, &mark.kind)))
    }
}

impl Memory {
    /// A memory for a document that is typed: it keeps the citations of notes, too.
    #[must_use]
    pub fn of_typing() -> Self {
        Self { cuts: Some(CutMemory::default()), ..Self::default() }
    }

    /// The same memory some time later: what nobody asks for from now on is forgotten the next time.
    #[must_use]
    pub fn aged(&self) -> Self {
        let older = Self { older: None, ..self.clone() };
        Self { older: Some(Box::new(older)), ..Self::of_typing() }
    }

    /// Returns the citations of a note, or remembers them.
    pub(crate) fn cut(&self, index: usize, note: &Note, language: &str, names: &LeadingNames) -> Vec<Citation> {
        let fresh = || match &self.older {
            Some(older) => older.cut(index, note, language, names),
            None => cut(index, note, language, names),
        };
        match &self.cuts {
            Some(memory) => memory.cut_or((index, note), language, names, fresh),
            None => fresh(),
        }
    }

    /// Reads one reference, or remembers what it says.
    #[must_use]
    pub fn parse(&self, text: &Flat) -> Arc<Reference> {
        self.known(text).unwrap_or_else(|| {
            let reference = self.older.as_ref().map_or_else(|| Arc::new(parse(text)), |older| older.parse(text));
            self.keep(text, &reference);
            reference
        })
    }

    fn known(&self, text: &Flat) -> Option<Arc<Reference>> {
        let known = self.references.lock().unwrap_or_else(PoisonError::into_inner);
        let same = known.get(&text.text)?.iter().find(|known| known.has(&text.marks))?;
        Some(Arc::clone(&same.reference))
    }

    fn keep(&self, text: &Flat, reference: &Arc<Reference>) {
        let marks = text.marks.iter().map(|mark| (mark.span, mark.kind.clone())).collect();
        let new = TypedText { marks, reference: Arc::clone(reference) };
        let mut known = self.references.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() < MOST {
            let same = known.entry(text.text.clone()).or_default();
            // Another thread may have read it meanwhile.
            if !same.iter().any(|known| known.has(&text.marks)) {
                same.push(new);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::flatten;

    #[test]
    fn the_same_words_in_other_type_are_another_reference() {
        let memory = Memory::default();
        let [plain, marked] =
            ["A. Able, Mills and Mines, 2001.", "A. Able, *Mills* and Mines, 2001."].map(|t| flatten(t, 0));
        for text in [&plain, &marked, &plain, &marked] {
            assert_eq!(*memory.parse(text), parse(text));
        }
        let kept = memory.references.lock().unwrap();
        assert_eq!(kept[&plain.text].len(), 2);
    }

    #[test]
    fn what_is_still_asked_for_is_not_forgotten() {
        let [kept, left] = ["A. Able, *Mills and Mines*, 2001.", "B. Baker, *Salt*, 2002."].map(|t| flatten(t, 0));
        let memory = Memory::of_typing();
        let (first, other) = (memory.parse(&kept), memory.parse(&left));
        let memory = memory.aged();
        assert!(Arc::ptr_eq(&memory.parse(&kept), &first));
        let memory = memory.aged();
        assert!(Arc::ptr_eq(&memory.parse(&kept), &first));
        assert!(!Arc::ptr_eq(&memory.parse(&left), &other), "nobody asked for it meanwhile");
        assert_eq!(memory.parse(&left), other);
    }

    #[test]
    fn what_is_remembered_is_read_once() {
        let memory = Memory::default();
        let text = flatten("A. Able, *Mills and Mines*, 2001.", 0);
        let clone = memory.clone();
        let _ = (memory.parse(&text), clone.parse(&text.clone().shifted(40)));
        assert_eq!(memory.references.lock().unwrap()[&text.text].len(), 1);
    }
}
