//! Two versions of a document side by side: which note became which, and what a short form stood for before.

use std::collections::HashMap;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::analysis::Analysis;
use crate::csl::{Item, Name, NameVariable, TextVariable};
use crate::resolve::SourceId;

/// So many characters before a marker tell it from others whose notes read the same.
const CONTEXT: usize = 40;

/// A note as it is looked for in the other version.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct NoteIdentity {
    words: String,
    /// The end of the text before its first marker.
    context: String,
}

/// What became of the notes of an earlier version.
pub(super) struct NoteVersions<'a> {
    pub(super) old: &'a Analysis,
    pub(super) new: &'a Analysis,
    /// For each note of the new version, the note of the old one.
    notes: Vec<Option<usize>>,
    back: HashMap<usize, usize>,
    /// The first work of each author and title in the new version.
    works: HashMap<TitleAndAuthor, SourceId>,
}

/// A citation that stands in both versions.
pub(super) struct UnchangedCitation {
    pub(super) old: usize,
    pub(super) new: usize,
}

impl<'a> NoteVersions<'a> {
    /// Aligns the notes: first those with the same words after the same text, then, between them, those with the same
    /// words, last those that moved.
    pub(super) fn new(old: &'a Analysis, new: &'a Analysis) -> Self {
        let (old_keys, new_keys) = (keys(old), keys(new));
        let mut notes = vec![None; new_keys.len()];
        for (was, is) in unmatched(&old_keys, &new_keys, 0..old_keys.len(), 0..new_keys.len(), &mut notes) {
            let words = |keys: &[NoteIdentity]| keys.iter().map(|key| key.words.clone()).collect::<Vec<_>>();
            let (old_words, new_words) = (words(&old_keys), words(&new_keys));
            unmatched(&old_words, &new_words, was, is, &mut notes);
        }
        match_moved(&old_keys, &new_keys, &mut notes);
        let back = notes.iter().enumerate().filter_map(|(new, old)| Some(((*old)?, new))).collect();
        let mut works = HashMap::new();
        for work in &new.works {
            signs(&work.item).map(|signs| works.entry(signs).or_insert(work.id));
        }
        Self { old, new, notes, back, works }
    }

    /// The citations of notes that stand in both versions, in the order of the new one.
    pub(super) fn citations(&self) -> impl Iterator<Item = UnchangedCitation> + '_ {
        let notes = self.notes.iter().enumerate().filter_map(|(new, old)| Some(((*old)?, new)));
        notes.flat_map(|(old, new)| {
            let (was, is) = (self.old.citations_of(old), self.new.citations_of(new));
            was.zip(is).map(|(old, new)| UnchangedCitation { old, new })
        })
    }

    /// The note of the new version that an old one became.
    pub(super) fn note_now(&self, old: usize) -> Option<usize> {
        self.back.get(&old).copied()
    }

    /// The source in the new version that is the same as `old`; `None` where the new one does not give it any more.
    pub(super) fn source_now(&self, old: SourceId) -> Option<SourceId> {
        let work = self.old.work(old)?;
        self.by_place(old).or_else(|| self.works.get(&signs(&work.item)?).copied())
    }

    /// The source that the citation at the same place of the same note gives now.
    fn by_place(&self, old: SourceId) -> Option<SourceId> {
        let SourceId::Citation(at) = old else { return None };
        let citation = self.old.citations.get(at)?;
        let note = self.note_now(citation.note)?;
        let now = self.new.citations_of(note).find(|&now| self.new.citations[now].number == citation.number)?;
        self.new.resolutions.get(now)?.source
    }
}

/// The title and the first author of a work.
type TitleAndAuthor = (String, Option<String>);

/// What makes two records one work: the same author and title.
fn signs(item: &Item) -> Option<TitleAndAuthor> {
    let author = item.names(NameVariable::Author).first().map(|name| Name::short(name).to_lowercase());
    Some((item.text(TextVariable::Title)?.to_lowercase(), author))
}

fn keys(analysis: &Analysis) -> Vec<NoteIdentity> {
    let document = &analysis.document;
    let key = |note: &crate::document::Note| {
        let words = note.body.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let marker = document.first_marker(note);
        NoteIdentity {
            words,
            context: marker.map_or_else(String::new, |marker| before(&document.text, marker.span.start)),
        }
    };
    document.notes.iter().map(key).collect()
}

/// The letters before a place: numbers of notes that stand there may have changed.
fn before(text: &str, at: usize) -> String {
    let letters = text.get(..at).unwrap_or_default().chars().rev().filter(|c| c.is_alphabetic());
    letters.take(CONTEXT).collect()
}

/// Matches equal keys in order; answers the stretches between them that are left on both sides.
fn unmatched<T: std::hash::Hash + Eq + Ord>(
    old: &[T],
    new: &[T],
    was: Range<usize>,
    is: Range<usize>,
    notes: &mut [Option<usize>],
) -> Vec<(Range<usize>, Range<usize>)> {
    let mut rest = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, &old[was.clone()], &new[is.clone()]) {
        let old_range = op.old_range().start + was.start..op.old_range().end + was.start;
        let new_range = op.new_range().start + is.start..op.new_range().end + is.start;
        match op {
            DiffOp::Equal { .. } => new_range.zip(old_range).for_each(|(new, old)| notes[new] = Some(old)),
            _ => rest.push((old_range, new_range)),
        }
    }
    rest
}

/// Matches notes that stand elsewhere now, where only one is like them.
fn match_moved(old: &[NoteIdentity], new: &[NoteIdentity], notes: &mut [Option<usize>]) {
    let taken: std::collections::HashSet<usize> = notes.iter().copied().flatten().collect();
    let mut free: HashMap<&NoteIdentity, Vec<usize>> = HashMap::new();
    old.iter()
        .enumerate()
        .filter(|(at, _)| !taken.contains(at))
        .for_each(|(at, key)| free.entry(key).or_default().push(at));
    for (note, key) in notes.iter_mut().zip(new).filter(|(note, _)| note.is_none()) {
        if let Some([only]) = free.get(key).map(Vec::as_slice) {
            *note = Some(*only);
            free.remove(key);
        }
    }
}
