//! Where a citation stands among the citations: first, ibid, subsequent, near a note that cites the same.
//!
//! The rules are those of CSL 1.0.2 ("Choose", attribute `position`), with what Chicago, MHRA and OSCOLA agree on where
//! CSL is silent: all citations of a note count as one, so that no Ibid. follows a note with several sources, and none
//! follows across notes that cite nothing.

use std::collections::HashMap;

use super::{Cite, CiteGroup};

/// The position of one cite.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Position {
    /// The source was not cited before.
    #[default]
    First,
    /// The cite right before has the same source and the same place in it.
    Ibid,
    /// The cite right before has the same source and another place in it, or none.
    IbidWithLocator,
    /// The source was cited before, but not right before.
    Subsequent,
}

/// A position with what CSL says beside it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CitePosition {
    /// The position.
    pub position: Position,
    /// Whether the source was cited within the style's `near-note-distance`.
    pub near_note: bool,
    /// The note that cites the source first.
    pub first_note: Option<u32>,
}

/// What has been cited so far in this chapter.
#[derive(Default)]
struct CiteHistory<'c> {
    first: HashMap<&'c str, Option<u32>>,
    last: HashMap<&'c str, Option<u32>>,
    /// The cites of the note (or citation) before this one, and of this one so far.
    before: Option<NoteCites<'c>>,
    current: Option<NoteCites<'c>>,
}

/// The cites that one note holds.
struct NoteCites<'c> {
    note: Option<u32>,
    sources: Vec<&'c Cite>,
}

impl<'c> NoteCites<'c> {
    /// The cite that an Ibid. in the next note would mean: the last, if all have one source.
    fn antecedent(&self) -> Option<&'c Cite> {
        let last = self.sources.last()?;
        self.sources.iter().all(|cite| cite.id == last.id).then_some(*last)
    }
}

/// The positions of all cites, citation by citation. `near_note_distance` counts notes.
#[must_use]
pub fn positions(citations: &[CiteGroup], near_note_distance: u32) -> Vec<Vec<CitePosition>> {
    let mut history = CiteHistory::default();
    let mut places = Vec::with_capacity(citations.len());
    for citation in citations {
        if citation.starts_chapter {
            history = CiteHistory::default();
        }
        history.open(citation.note);
        places.push(
            citation.items.iter().map(|cite| history.position_of(cite, citation.note, near_note_distance)).collect(),
        );
    }
    places
}

impl<'c> CiteHistory<'c> {
    /// Begins a note, unless the citation stands in the same note as the one before.
    fn open(&mut self, note: Option<u32>) {
        let same = self.current.as_ref().is_some_and(|group| note.is_some() && group.note == note);
        if !same {
            self.before = self.current.replace(NoteCites { note, sources: Vec::new() });
        }
    }

    fn position_of(&mut self, cite: &'c Cite, note: Option<u32>, near_note_distance: u32) -> CitePosition {
        let id = cite.id.as_str();
        let is_first = !self.first.contains_key(id);
        let first_note = *self.first.entry(id).or_insert(note);
        let position = if is_first { Position::First } else { self.later(cite, note) };
        let last = self.last.insert(id, note).flatten();
        let near_note = last.zip(note).is_some_and(|(last, note)| note.saturating_sub(last) <= near_note_distance);
        if let Some(group) = &mut self.current {
            group.sources.push(cite);
        }
        CitePosition { position, near_note: near_note && !is_first, first_note }
    }

    /// The position of a source that was cited before.
    fn later(&self, cite: &Cite, note: Option<u32>) -> Position {
        let Some(before) = self.antecedent(note).filter(|before| before.id == cite.id) else {
            return Position::Subsequent;
        };
        match (before.label_and_locator(), cite.label_and_locator()) {
            (Some(_), None) => Position::Subsequent,
            (before, now) if before == now => Position::Ibid,
            _ => Position::IbidWithLocator,
        }
    }

    /// The cite right before: in the same note, or the only source of the note before.
    fn antecedent(&self, note: Option<u32>) -> Option<&'c Cite> {
        let current = self.current.as_ref()?;
        if let Some(cite) = current.sources.last() {
            return Some(cite);
        }
        let before = self.before.as_ref()?;
        let adjacent = match (before.note, note) {
            (Some(before), Some(note)) => note <= before.saturating_add(1),
            _ => true,
        };
        before.antecedent().filter(|_| adjacent)
    }
}

impl Cite {
    /// The place in the source that is cited: what is counted, and which.
    fn label_and_locator(&self) -> Option<(&str, &str)> {
        let locator = self.locator.as_deref()?.trim();
        (!locator.is_empty()).then(|| (self.label.as_deref().unwrap_or("page"), locator))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `a@3` cites a at page 3; `|` separates notes, `;` separates the cites of a note; an empty note is commentary; `#` begins
    /// a chapter.
    fn notes(text: &str) -> Vec<CiteGroup> {
        let mut citations = Vec::new();
        for (number, note) in text.split('|').enumerate() {
            let starts_chapter = note.contains('#');
            let note = note.replace('#', "");
            let items: Vec<Cite> = note.split(';').filter(|cite| !cite.trim().is_empty()).map(cite).collect();
            if !items.is_empty() {
                let note = Some(u32::try_from(number).unwrap() + 1);
                citations.push(CiteGroup { note, items, starts_chapter });
            }
        }
        citations
    }

    fn cite(text: &str) -> Cite {
        let (id, locator) = text.trim().split_once('@').map_or((text.trim(), None), |(id, page)| (id, Some(page)));
        Cite { id: id.to_owned(), locator: locator.map(str::to_owned), ..Cite::default() }
    }

    fn read(text: &str) -> String {
        let letters = |place: &CitePosition| match place.position {
            Position::First => "F",
            Position::Ibid => "I",
            Position::IbidWithLocator => "L",
            Position::Subsequent => "S",
        };
        let notes = positions(&notes(text), 5);
        notes.iter().map(|note| note.iter().map(letters).collect::<String>()).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn positions_follow_csl() {
        for (notes, expected) in [
            ("a|a", "F|I"),
            ("a|a@3", "F|L"),
            ("a@3|a@3", "F|I"),
            ("a@3|a@4", "F|L"),
            ("a@3|a", "F|S"),
            ("a|b|a", "F|F|S"),
            ("a|a|a@3|a@3|a", "F|I|L|I|S"),
            // several sources in a note
            ("a;b|b", "FF|S"),
            ("a;b|a", "FF|S"),
            ("a|a;b", "F|IF"),
            ("a|b;a", "F|FS"),
            // the same source twice in one
            ("a;a", "FI"),
            ("a;a@3", "FL"),
            ("a;a|a", "FI|I"),
            ("a@3;a@4|a@4", "FL|I"),
            // gaps and commentary
            ("a||a", "F|S"),
            ("a|||||a@3", "F|S"),
            // chapters
            ("a|#a|a", "F|F|I"),
            ("a|b|#b;a", "F|F|FF"),
        ] {
            assert_eq!(read(notes), expected, "{notes}");
        }
    }

    #[test]
    fn two_citations_of_one_note_count_as_one() {
        let mut citations = notes("a|b|b");
        citations[1].note = Some(1);
        citations[2].note = Some(2);
        let places = positions(&citations, 5);
        assert_eq!(places[2][0].position, Position::Subsequent);
    }

    #[test]
    fn near_notes_are_counted_from_the_last_citation() {
        let places = positions(&notes("a|b|b|b|b|a|b|b|b|b|b|b|a"), 5);
        assert!(places[5][0].near_note, "note 6 is five after note 1");
        assert!(!places[12][0].near_note, "note 13 is seven after note 6");
        assert_eq!((places[12][0].first_note, places[0][0].near_note), (Some(1), false));
    }

    #[test]
    fn citations_without_notes_have_positions_too() {
        let mut citations = notes("a|a");
        citations.iter_mut().for_each(|citation| citation.note = None);
        assert_eq!(positions(&citations, 5)[1][0].position, Position::Ibid);
    }
}
