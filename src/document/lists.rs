//! Where the notes of a document stand together.

use super::{Document, Note, Syntax};
use crate::text::Span;

impl Document {
    /// The bytes of a note without the white space after it.
    #[must_use]
    pub fn block(&self, note: &Note) -> Span {
        Span::new(note.span.start, note.span.start + note.span.of(&self.text).trim_end().len())
    }

    /// True if a note can be moved: in a page, its elements begin and end in it.
    #[must_use]
    pub(crate) fn is_movable(&self, note: &Note) -> bool {
        self.format.syntax() != Syntax::Html || super::html::is_whole(self.block(note).of(&self.text))
    }

    /// A note whose name another note of its file has, by which markers find them: one parser takes the first, another the last.
    #[must_use]
    pub fn namesake(&self) -> Option<&Note> {
        let mut seen = std::collections::HashSet::new();
        let mut named = self.notes.iter().filter(|note| !note.inline && !note.id.is_empty());
        named.find(|note| !seen.insert((self.locate(note.span).0, note.id.as_str())))
    }

    /// The lists of notes, each by the places of its notes in the document: a list is a run of notes with nothing but
    /// white space between them. Notes in the running text are in none.
    #[must_use]
    pub fn lists(&self) -> Vec<Vec<usize>> {
        let mut lists: Vec<Vec<usize>> = Vec::new();
        let mut end = None;
        for (index, note) in self.notes.iter().enumerate().filter(|(_, note)| !note.inline) {
            let block = self.block(note);
            let between = end.and_then(|end| self.text.get(end..block.start));
            match lists.last_mut() {
                Some(list) if between.is_some_and(|gap| gap.trim().is_empty()) => list.push(index),
                _ => lists.push(vec![index]),
            }
            end = Some(block.end);
        }
        lists
    }

    /// What can be folded away: each list of several notes, and each note.
    #[must_use]
    pub fn foldable(&self) -> Vec<Span> {
        let notes = self.notes.iter().filter(|note| !note.inline).map(|note| self.block(note));
        let lists = self.lists();
        let whole = lists.iter().filter_map(|list| match list.as_slice() {
            [first, .., last] => Some(Span::new(self.notes[*first].span.start, self.block(&self.notes[*last]).end)),
            _ => None,
        });
        whole.chain(notes).collect()
    }
}
