//! What is known while the citations of a document are resolved.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::Arc;

use super::graph::CitationGraph;
use super::index::Index;
use super::known::KnownWork;
use super::label::LabelIndex;
use super::running_text::TextMentions;
use super::sign::Signs;
use super::{Resolution, ResolutionInput, SourceId, Work};
use crate::citation::{Citation, Kind};
use crate::csl::{Item, ItemType, Name, NameVariable, TextVariable};
use crate::document::Document;
use crate::lexicon::{self, Class};
use crate::reference::Reference;

/// How sure the record of a work is that only the running text names.
const MENTIONED: f32 = 0.5;

/// Everything known while the pass goes on.
pub(crate) struct Resolver<'a> {
    pub(crate) evidence: ResolutionInput<'a>,
    /// The signs of each citation.
    pub(crate) signs: Vec<Signs>,
    /// The kinds, corrected as the works become known.
    pub(crate) kinds: Vec<Kind>,
    /// What is known so far of each citation.
    pub(crate) resolutions: Vec<Resolution>,
    /// The works given so far in notes.
    pub(crate) works: Vec<KnownWork>,
    pub(crate) index: Index,
    /// The entries of the list of works.
    pub(crate) entries: Vec<KnownWork>,
    pub(crate) entry_index: Index,
    /// The citations met so far, in reading order.
    pub(crate) met: Vec<usize>,
    /// How many citations a reader meets before each.
    pub(super) ranks: Vec<usize>,
    /// The last of them, in each series of notes, that an Ibid. may stand for.
    pub(crate) last: HashMap<Option<u8>, usize>,
    /// The citations of each note.
    pub(crate) by_note: HashMap<usize, Vec<usize>>,
    /// The notes by their numbers.
    pub(crate) labels: LabelIndex<'a>,
    /// The number of each work among `works`.
    pub(crate) number_of: HashMap<SourceId, usize>,
    /// The works that cite keys mean.
    pub(crate) by_key: HashMap<&'a str, SourceId>,
    /// The works that the running text names: read when a citation needs them.
    body: OnceCell<TextMentions>,
    pub(super) graph: CitationGraph,
    /// The work whose author each work by "ders." has.
    pub(super) lenders: HashMap<SourceId, SourceId>,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(evidence: ResolutionInput<'a>) -> Self {
        let text = |citation: &Citation| {
            evidence.document.notes.get(citation.note).map_or("", |note| citation.flat.of(&note.body.text))
        };
        let blank = Arc::<Reference>::default();
        let reference = |index: usize| evidence.references.get(index).unwrap_or(&blank);
        let citations = evidence.citations.iter().enumerate();
        let signs = citations.map(|(index, citation)| Signs::of(citation, text(citation), reference(index))).collect();
        let mut by_note: HashMap<usize, Vec<usize>> = HashMap::new();
        for (index, citation) in evidence.citations.iter().enumerate() {
            by_note.entry(citation.note).or_default().push(index);
        }
        let entries: Vec<KnownWork> = entries(evidence);
        let mut entry_index = Index::default();
        entries.iter().enumerate().for_each(|(number, entry)| entry_index.add(number, &entry.signs));
        Self {
            evidence,
            signs,
            kinds: (0..evidence.citations.len()).map(|at| kind(&evidence.citations[at], reference(at))).collect(),
            resolutions: vec![Resolution::default(); evidence.citations.len()],
            works: Vec::new(),
            index: Index::default(),
            entries,
            entry_index,
            ranks: vec![0; evidence.citations.len()],
            met: Vec::with_capacity(evidence.citations.len()),
            last: HashMap::new(),
            by_note,
            labels: LabelIndex::of(evidence.document),
            number_of: HashMap::new(),
            by_key: keys(evidence.document),
            body: OnceCell::new(),
            graph: CitationGraph::default(),
            lenders: HashMap::new(),
        }
    }

    pub(crate) fn citation(&self, index: usize) -> &'a Citation {
        &self.evidence.citations[index]
    }

    /// The works that the running text names.
    pub(crate) fn body(&self) -> &TextMentions {
        self.body.get_or_init(|| TextMentions::of(self.evidence.document))
    }

    /// The source that a writer has set.
    pub(super) fn pinned(&mut self, index: usize) -> Option<Resolution> {
        let source = *self.evidence.pins.get(&index)?;
        if source == SourceId::Citation(index) {
            self.give(index, self.signs[index].imprint || !self.signs[index].title.is_empty());
        }
        Some(Resolution { source: Some(source), confidence: 1.0, ..Resolution::default() })
    }

    /// Keeps what was found, and gives the way to the source to the graph.
    pub(super) fn settle(&mut self, index: usize, mut resolution: Resolution) {
        let id = SourceId::Citation(index);
        if let Some(antecedent) = resolution.antecedent.or(resolution.source)
            && antecedent != id
            && resolution.source.is_some()
        {
            self.graph.join(id, antecedent);
            resolution.antecedent = Some(antecedent);
            resolution.source = Some(self.graph.root(antecedent));
        }
        if let (Some(key), Some(source)) = (&self.citation(index).short.key, resolution.source) {
            self.by_key.insert(key, source);
        }
        let number = resolution.source.and_then(|source| self.number_of.get(&source).copied());
        if let Some(work) = number.and_then(|number| self.works.get_mut(number)) {
            work.cited.push(index);
        }
        self.resolutions[index] = resolution;
    }

    /// Adds the work that a citation is the first to name.
    pub(crate) fn give(&mut self, index: usize, given: bool) {
        let number = self.works.len();
        let signs = self.signs[index].clone();
        self.index.add(number, &signs);
        self.number_of.insert(SourceId::Citation(index), number);
        self.works.push(KnownWork { id: SourceId::Citation(index), given, signs, cited: vec![index] });
    }

    /// Takes over what a citation that gives a work in full says of it. A work that was only named before is given here.
    pub(crate) fn absorb(&mut self, index: usize, number: usize) {
        let work = &mut self.works[number];
        let new = work.signs.absorb(&self.signs[index]);
        let first = work.cited.first().copied().unwrap_or(index);
        self.index.add(number, &new);
        if !work.given {
            work.given = true;
            work.id = SourceId::Citation(index);
            self.number_of.insert(work.id, number);
            self.graph.join(SourceId::Citation(first), work.id);
        }
    }

    /// How many citations a reader meets before this one.
    pub(crate) fn rank_of(&self, index: usize) -> usize {
        self.ranks[index]
    }

    /// What is known of a source.
    pub(crate) fn known(&self, source: SourceId) -> Option<&KnownWork> {
        match source {
            SourceId::Citation(_) => self.works.get(*self.number_of.get(&source)?),
            SourceId::Entry(entry) => self.entries.get(entry),
            SourceId::Body(_) => self.body().work(source),
        }
    }

    pub(super) fn work(&self, id: SourceId) -> Work {
        let reference = match id {
            SourceId::Citation(index) => self.evidence.references.get(index),
            SourceId::Entry(index) => self.evidence.entries.get(index),
            SourceId::Body(_) => {
                let item = self.body().item(id).cloned().unwrap_or_default();
                return Work { id, cited_by: Vec::new(), item, confidence: MENTIONED };
            }
        };
        let mut item = reference.map(|reference| reference.item.clone()).unwrap_or_default();
        if let Some(authors) = self.lent_authors(id).filter(|_| item.names(NameVariable::Author).is_empty()) {
            item.set_names(NameVariable::Author, authors);
            remove_same_author(&mut item);
        }
        Work { id, cited_by: Vec::new(), item, confidence: reference.map_or(0.0, |reference| reference.confidence) }
    }

    /// The authors of a work by "ders.", from the work that gives them.
    fn lent_authors(&self, borrower: SourceId) -> Option<Vec<Name>> {
        let mut work = borrower;
        for _ in 0..self.lenders.len() {
            work = *self.lenders.get(&work)?;
            let SourceId::Citation(index) = work else { return None };
            let authors = self.evidence.references.get(index)?.item.names(NameVariable::Author);
            if !authors.is_empty() {
                return Some(authors.to_vec());
            }
        }
        None
    }
}

/// Removes from the remarks on a work the word in whose place its authors are now: "dies.", "id."
fn remove_same_author(item: &mut Item) {
    let is_word =
        |word: &str| lexicon::entries_of(Class::ShortForm, word).any(|row| row.meaning.starts_with("same-author"));
    let remarks = item.text(TextVariable::Note).map(str::to_owned).unwrap_or_default();
    let (word, rest) = remarks.split_once(' ').unwrap_or((&remarks, ""));
    if is_word(word) {
        item.set(TextVariable::Note, rest);
    }
}

/// The kind of a citation by its form. A verse of the Bible or a place in a classical work stands for itself: it is the source of nothing.
fn kind(citation: &Citation, reference: &Reference) -> Kind {
    match citation.kind {
        Kind::Full | Kind::Short if reference.item.item_type == ItemType::Classic => Kind::None,
        kind => kind,
    }
}

/// The entries of the list of works by the keys they are given there.
fn keys(document: &Document) -> HashMap<&str, SourceId> {
    let entries = document.bibliography.iter().enumerate();
    entries.filter_map(|(index, entry)| Some((entry.key.as_deref()?, SourceId::Entry(index)))).collect()
}

fn entries(evidence: ResolutionInput<'_>) -> Vec<KnownWork> {
    let blank = Arc::<Reference>::default();
    let bodies = evidence.document.bibliography.iter().enumerate();
    let signs = bodies.map(|(index, entry)| {
        let citation = crate::citation::whole(&entry.body, evidence.profile.language);
        Signs::of(&citation, &entry.body.text, evidence.entries.get(index).unwrap_or(&blank))
    });
    signs
        .enumerate()
        .map(|(index, signs)| KnownWork { id: SourceId::Entry(index), given: true, signs, cited: Vec::new() })
        .collect()
}
