//! Whether a changed document still tells its readers the same: the test that every fix must pass.

use std::collections::{HashMap, HashSet};

use super::Analysis;
use super::change::{Change, Harm};
use super::place::same_place;
use super::words::{Balance, second_reading};
use crate::document::Document;
use crate::resolve::SourceId;
use crate::text::{Edit, Span};

/// Compares a document with what a change made of it: every marker has the note text it had, every citation the source
/// and the place in it, and no note is lost. In notes that an edit rewrites the words may differ, but not what they
/// stand for, and no word or number may go that the change does not declare. A second reading, by another parser where there is
/// one, must see every marker at the same words. Linear in the size of the documents.
///
/// What the edits do not cover is the same bytes by the way [`crate::text::apply`] works.
///
/// # Errors
/// The first harm, in the order of the document.
///
/// ```
/// use ibid::analysis::{Analysis, Change, Harm, Options, verify};
/// use ibid::text::Source;
/// let read = |text: &str| Analysis::of(&[Source::new("post.md", text)], &Options::default());
/// let before = read("A.[^2] B.[^1]\n\n[^1]: Smith, 3.\n[^2]: Jones, 4.\n");
/// let swapped = read("A.[^1] B.[^2]\n\n[^1]: Smith, 3.\n[^2]: Jones, 4.\n");
/// let renumbered = read("A.[^1] B.[^2]\n\n[^2]: Smith, 3.\n[^1]: Jones, 4.\n");
/// assert_eq!(verify(&before, &swapped, &Change::default()), Err(Harm::MarkerMoved("2".into())));
/// assert_eq!(verify(&before, &renumbered, &Change::default()), Ok(()));
/// ```
pub fn verify(before: &Analysis, after: &Analysis, change: &Change) -> Result<(), Harm> {
    same_meaning(before, after, change)?;
    let balance = Balance::of(&before.document, change);
    match balance.harm(&before.document, change) {
        Some(harm) => Err(harm),
        None => second_reading(before, after, &balance),
    }
}

/// Compares two readings by what ibid itself reads, and counts no words.
pub(crate) fn same_meaning(before: &Analysis, after: &Analysis, change: &Change) -> Result<(), Harm> {
    let comparison = Comparison::of(before, after, change);
    let mut works = WorkPairs::default();
    let notes = comparison.notes()?;
    notes.iter().enumerate().try_for_each(|(old, &new)| comparison.same_citations(old, new, &mut works))
}

/// The harms of a change note by note, for changes that leave markers and notes in their places; without a note where the whole
/// document is harmed. No word is counted.
#[cfg(feature = "render")]
pub(crate) fn harms(before: &Analysis, after: &Analysis, change: &Change) -> Vec<(Option<usize>, Harm)> {
    let comparison = Comparison::of(before, after, change);
    let whole = |harm: Harm| {
        let labelled = |label: &str| before.document.notes.iter().position(|note| note.label == *label);
        vec![(labelled(harm.note()), harm)]
    };
    let notes = match comparison.notes() {
        Ok(notes) => notes,
        Err(harm) => return whole(harm),
    };
    let mut works = WorkPairs::default();
    let pairs = notes.iter().enumerate();
    let harmed =
        pairs.filter_map(|(old, &new)| Some((Some(old), comparison.same_citations(old, new, &mut works).err()?)));
    let harmed: Vec<_> = harmed.collect();
    match second_reading(before, after, &Balance::of_each(&before.document, change)) {
        Err(harm) if harmed.is_empty() => whole(harm),
        _ => harmed,
    }
}

/// Two readings of one document.
struct Comparison<'a> {
    before: &'a Analysis,
    after: &'a Analysis,
    /// For each note before: whether an edit means to change its words.
    rewritten: Vec<bool>,
    /// The sources that citations are meant to get.
    meanings: HashMap<usize, SourceId>,
    words_before: Vec<String>,
    words_after: Vec<String>,
}

/// The words of each note, white space, quotation marks and dashes evened out: where a line breaks is no part of what a note says, and
/// formats have their own apostrophes.
fn words(document: &Document) -> Vec<String> {
    let plain = |c: char| match c {
        '’' | '‘' => '\'',
        '“' | '”' | '„' => '"',
        '–' | '—' => '-',
        c => c,
    };
    let evened = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").chars().map(plain).collect();
    document.notes.iter().map(|note| evened(&note.body.text)).collect()
}

/// The notes that an edit reaches into. An edit that takes a whole definition moves or deletes it: its words must
/// stand elsewhere as they were.
fn rewritten(document: &Document, edits: &[Edit]) -> Vec<bool> {
    let mut spans: Vec<Span> = edits.iter().map(|edit| edit.span).collect();
    spans.sort_unstable();
    let reaches_into = |body: Span| {
        let near = spans.partition_point(|span| span.end < body.start);
        let near = spans[near..].iter().take_while(|span| span.start <= body.end);
        near.into_iter().any(|span| body.covers(*span) || (span.overlaps(body) && !span.covers(body)))
    };
    let body = |note: &crate::document::Note| note.body.source(Span::new(0, note.body.text.len()));
    document.notes.iter().map(|note| reaches_into(body(note))).collect()
}

impl<'a> Comparison<'a> {
    fn of(before: &'a Analysis, after: &'a Analysis, change: &Change) -> Self {
        Self {
            before,
            after,
            rewritten: rewritten(&before.document, &change.edits),
            meanings: change.meanings.iter().copied().collect(),
            words_before: words(&before.document),
            words_after: words(&after.document),
        }
    }

    fn label(&self, note: usize) -> String {
        self.before.document.notes[note].label.clone()
    }

    /// For each note before, the note after that took its place.
    fn notes(&self) -> Result<Vec<usize>, Harm> {
        let mut notes: Vec<Option<usize>> = vec![None; self.words_before.len()];
        for (old, new) in self.marked()? {
            match notes[old] {
                Some(known) if known != new => return Err(Harm::MarkerMoved(self.label(old))),
                _ => notes[old] = Some(new),
            }
        }
        self.same_words(&notes)?;
        self.find_unmarked(notes)
    }

    /// The notes that the same marker leads to, before and after. Markers keep their order; a change may add some.
    fn marked(&self) -> Result<Vec<(usize, usize)>, Harm> {
        let (old, new) = (&self.before.document.markers, &self.after.document.markers);
        let mut spare = new.len().saturating_sub(old.len());
        let mut new = new.iter();
        let mut pairs = Vec::with_capacity(old.len());
        let mut paired_anew = Vec::new();
        for marker in old {
            let lost = || Harm::MarkerLost(marker.label.clone());
            let moved = || Harm::MarkerMoved(marker.label.clone());
            loop {
                let candidate = new.next().ok_or_else(lost)?;
                match (marker.note, candidate.note) {
                    (None, None) => break,
                    (None, Some(to)) if spare == 0 => break paired_anew.push((marker, to)),
                    (Some(from), Some(to)) if self.fits(from, to) => break pairs.push((from, to)),
                    _ if spare == 0 => return Err(moved()),
                    _ => spare -= 1,
                }
            }
        }
        // A marker without a note may only find one that had no marker.
        let taken: HashSet<usize> = pairs.iter().map(|&(_, to)| to).collect();
        match paired_anew.iter().find(|(_, to)| taken.contains(to)) {
            Some((marker, _)) => Err(Harm::MarkerMoved(marker.label.clone())),
            None => Ok(pairs),
        }
    }

    /// Whether a note can be what became of another.
    fn fits(&self, old: usize, new: usize) -> bool {
        self.rewritten[old] || self.words_before[old] == self.words_after[new]
    }

    fn same_words(&self, notes: &[Option<usize>]) -> Result<(), Harm> {
        let changed = |(old, new): (usize, &Option<usize>)| new.is_some_and(|new| !self.fits(old, new)).then_some(old);
        match notes.iter().enumerate().find_map(changed) {
            Some(old) => Err(Harm::NoteChanged(self.label(old))),
            None => Ok(()),
        }
    }

    /// Notes that no marker led to are found by their words, or, rewritten ones, by their label.
    fn find_unmarked(&self, notes: Vec<Option<usize>>) -> Result<Vec<usize>, Harm> {
        let mut by_words: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, words) in self.words_after.iter().enumerate().rev() {
            by_words.entry(words).or_default().push(index);
        }
        let mut find = |old: usize| {
            let found = by_words.get_mut(self.words_before[old].as_str());
            found.and_then(|list| if list.len() > 1 { list.pop() } else { list.last().copied() })
        };
        let same_label = |old: usize| {
            let label = &self.before.document.notes[old].label;
            self.rewritten[old].then(|| self.after.document.notes.iter().position(|note| note.label == *label))?
        };
        let place = |(old, known): (usize, Option<usize>)| {
            known.or_else(|| find(old)).or_else(|| same_label(old)).ok_or_else(|| Harm::NoteLost(self.label(old)))
        };
        notes.into_iter().enumerate().map(place).collect()
    }

    /// The citations of a note that meant one work still mean one work, those that meant two mean two.
    fn same_citations(&self, old: usize, new: usize, works: &mut WorkPairs) -> Result<(), Harm> {
        let was: Vec<usize> = self.before.citations_of(old).collect();
        let is: Vec<usize> = self.after.citations_of(new).collect();
        if was.len() != is.len() {
            if self.words_before[old] == self.words_after[new] {
                // The note says the same; only ibid reads it otherwise beside its new markup.
                return Ok(());
            }
            return Err(Harm::CitationsChanged(self.label(old)));
        }
        was.into_iter().zip(is).try_for_each(|(was, is)| self.same_source(was, is, self.rewritten[old], works))
    }

    fn same_source(&self, was: usize, is: usize, rewritten: bool, works: &mut WorkPairs) -> Result<(), Harm> {
        let citation = &self.before.citations[was];
        let harmed = || (self.label(citation.note), citation.span.of(&self.before.document.text).to_owned());
        let meant = self.meanings.get(&was).copied().or(self.before.resolutions[was].source);
        let same = match (meant, self.after.resolutions[is].source) {
            (Some(was), Some(is)) => works.agree(was, is),
            (None, None) => true,
            (None, Some(_)) => rewritten,
            (Some(_), None) => false,
        };
        if !same {
            let (note, text) = harmed();
            return Err(Harm::SourceChanged { note, text });
        }
        let locator = |analysis: &Analysis, at: usize| analysis.locator(at).map(|place| place.printed().to_owned());
        match (locator(self.before, was), locator(self.after, is)) {
            (None, _) => Ok(()),
            (Some(was), Some(is)) if same_place(&was, &is) => Ok(()),
            _ => {
                let (note, text) = harmed();
                Err(Harm::LocatorChanged { note, text })
            }
        }
    }
}

/// Which work after the change each work before it became, and the way back.
#[derive(Default)]
struct WorkPairs {
    after: HashMap<SourceId, SourceId>,
    before: HashMap<SourceId, SourceId>,
}

impl WorkPairs {
    /// Whether `was` and `is` can be one work, after all that was seen so far.
    fn agree(&mut self, was: SourceId, is: SourceId) -> bool {
        let same_entry = match (was, is) {
            (SourceId::Entry(was), SourceId::Entry(is)) => was == is,
            _ => true,
        };
        same_entry && *self.after.entry(was).or_insert(is) == is && *self.before.entry(is).or_insert(was) == was
    }
}
