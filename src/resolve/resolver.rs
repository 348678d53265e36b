//! One pass over the citations of a document, in the order in which a reader meets them.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::Arc;

use super::body::{self, TextMentions};
use super::graph::CitationGraph;
use super::index::Index;
use super::label::LabelIndex;
use super::likeness::Likeness;
use super::sign::Signs;
use super::{Link, Reason, Resolution, ResolutionInput, Resolved, SourceId, Work, back, cross, named, order};
use crate::citation::{Citation, Kind};
use crate::csl::{ItemType, Name, NameVariable};
use crate::document::Document;
use crate::reference::Reference;

/// A work as it is known so far.
#[derive(Debug)]
pub(crate) struct KnownWork {
    /// Where it is first given in full.
    pub(crate) id: SourceId,
    /// Whether a title or an imprint was given with it: more than a short form of what the document does not have.
    pub(crate) given: bool,
    /// What tells it.
    pub(crate) signs: Signs,
    /// The citations that gave or named it, in reading order.
    pub(crate) cited: Vec<usize>,
}

/// How sure it is that a short form stands for a work that is given only later.
const FORWARD: f32 = 0.7;

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
    ranks: Vec<usize>,
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
    graph: CitationGraph,
    /// The work whose author each work by "ders." has.
    lenders: HashMap<SourceId, SourceId>,
}

/// Finds the source of every citation.
pub(crate) fn run(evidence: ResolutionInput<'_>) -> Resolved {
    let mut resolver = Resolver::new(evidence);
    for index in order::reading_order(evidence.document, evidence.citations) {
        resolver.ranks[index] = resolver.met.len();
        resolver.meet(index);
    }
    resolver.look_further();
    resolver.say_forbidden();
    resolver.finish()
}

/// A citation with the works that it may mean, as they were known when a reader meets it.
#[derive(Debug, Clone)]
pub struct WeighedCitation {
    /// The citation, by its place in the document.
    pub citation: usize,
    /// The works.
    pub works: Vec<SourceId>,
    /// The features of each work, and those of a new work as the last.
    pub choices: Vec<Likeness>,
}

/// The choices that each citation by name or title has, where all before it mean what their pins say. A citation pinned to itself is the
/// first of its work.
#[must_use]
pub fn weighed(evidence: ResolutionInput<'_>) -> Vec<WeighedCitation> {
    let mut resolver = Resolver::new(evidence);
    let mut weighed = Vec::new();
    for index in order::reading_order(evidence.document, evidence.citations) {
        resolver.ranks[index] = resolver.met.len();
        resolver.lend_author(index);
        if resolver.is_by_words(index) {
            let (numbers, choices) = named::choices(&resolver, index, resolver.near(index));
            let works = numbers.into_iter().map(|number| resolver.works[number].id).collect();
            weighed.push(WeighedCitation { citation: index, works, choices });
        }
        resolver.meet(index);
    }
    weighed
}

/// The kind of a citation by its form. A verse of the Bible or a place in a classical work stands for itself: it is the source of nothing.
fn kind(citation: &Citation, reference: &Reference) -> Kind {
    match citation.kind {
        Kind::Full | Kind::Short if reference.item.item_type == ItemType::Classic => Kind::None,
        kind => kind,
    }
}

impl<'a> Resolver<'a> {
    /// Whether names or a title say what a citation means.
    fn is_by_words(&self, index: usize) -> bool {
        let by_form = matches!(self.kinds[index], Kind::Full | Kind::Short | Kind::Opcit | Kind::Loccit);
        by_form && !self.signs[index].is_empty() && self.citation(index).short.key.is_none()
    }

    fn new(evidence: ResolutionInput<'a>) -> Self {
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

    fn meet(&mut self, index: usize) {
        let pinned = self.pinned(index);
        self.lend_author(index);
        let resolution = match self.kinds[index] {
            _ if pinned.is_some() => pinned.unwrap_or_default(),
            Kind::Ibid | Kind::Idem if self.signs[index].is_empty() => back::resolve(self, index),
            Kind::Ibid | Kind::Idem | Kind::Opcit | Kind::Loccit => named::contained(self, index),
            Kind::Crossref => cross::resolve(self, index),
            Kind::Full | Kind::Short => named::resolve(self, index),
            Kind::None => Resolution::default(),
        };
        let borrows = self.lenders.contains_key(&SourceId::Citation(index));
        let link = resolution.link.or(borrows.then_some(Link::PrecedingAuthor));
        self.settle(index, Resolution { link, ..resolution });
        self.met.push(index);
        if self.may_be_repeated(index) {
            self.last.insert(back::series(self, index), index);
        }
    }

    /// True if an Ibid. may stand for a citation that was met.
    fn may_be_repeated(&self, index: usize) -> bool {
        let citation = self.citation(index);
        let lost = citation.short.place_only && self.resolutions[index].source.is_none();
        !citation.aside && !citation.short.own_text && !lost && self.kinds[index] != Kind::None
    }

    /// The source that a writer has set.
    fn pinned(&mut self, index: usize) -> Option<Resolution> {
        let source = *self.evidence.pins.get(&index)?;
        if source == SourceId::Citation(index) {
            self.give(index, self.signs[index].imprint || !self.signs[index].title.is_empty());
        }
        Some(Resolution { source: Some(source), confidence: 1.0, ..Resolution::default() })
    }

    /// "Ders., Die Mühle" has the author of the citation just before.
    fn lend_author(&mut self, index: usize) {
        let same = self.citation(index).short.same_author && self.signs[index].names.is_empty();
        let Some(before) = back::before(self, index).filter(|_| same).map(|before| before.citation) else { return };
        let known = self.resolutions[before].source.and_then(|source| self.known(source)).map(|work| &work.signs);
        let names = known.unwrap_or(&self.signs[before]).names.clone();
        let lender = self.resolutions[before].source.unwrap_or(SourceId::Citation(before));
        self.signs[index].name_words.extend(names.iter().flatten().cloned());
        self.signs[index].words.extend(names.iter().flatten().cloned());
        self.signs[index].names = names;
        self.lenders.insert(SourceId::Citation(index), lender);
    }

    /// Keeps what was found, and gives the way to the source to the graph.
    fn settle(&mut self, index: usize, mut resolution: Resolution) {
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

    /// Short forms that no note before them explains may have their work in the running text, or later.
    fn look_further(&mut self) {
        for index in 0..self.resolutions.len() {
            let open = self.resolutions[index].source.is_none()
                && self.resolutions[index].reason == Some(Reason::NoAntecedent);
            if open && matches!(self.kinds[index], Kind::Short | Kind::Opcit) {
                let named = body::resolve(self, index);
                let found = if named.source.is_some() { named } else { named::later(self, index) };
                if found.source.is_some() {
                    self.settle(index, found);
                }
            }
        }
        for index in self.met.clone() {
            if let Some(through) = self.through(index) {
                self.settle(index, through);
            }
        }
    }

    /// What an open Ibid. stands for now that the short form before it has its source.
    fn through(&self, index: usize) -> Option<Resolution> {
        let open = &self.resolutions[index];
        let repeats = open.source.is_none()
            && open.reason == Some(Reason::NoAntecedent)
            && matches!(self.kinds[index], Kind::Ibid | Kind::Idem);
        let antecedent = open.antecedent.filter(|_| repeats)?;
        let SourceId::Citation(before) = antecedent else { return None };
        let found = self.resolutions.get(before).filter(|found| found.source.is_some())?;
        Some(Resolution {
            antecedent: Some(antecedent),
            source: found.source,
            reason: found.reason,
            link: Some(Link::PrecedingWork),
            confidence: found.confidence,
            ..Resolution::default()
        })
    }

    /// Short forms of a work that was given only after the first of them have their source there.
    fn look_forward(&mut self) {
        for (index, resolution) in self.resolutions.iter_mut().enumerate() {
            let id = SourceId::Citation(index);
            let open = resolution.source.is_none() && resolution.reason == Some(Reason::NoAntecedent);
            let Some(source) = resolution.source.or(open.then_some(id)) else { continue };
            let root = self.graph.root(source);
            if root != source && root != id {
                resolution.source = Some(root);
                resolution.antecedent = resolution.antecedent.or(Some(root));
                resolution.reason = Some(Reason::ForwardReference);
                resolution.link = Some(Link::SubsequentWork);
                resolution.confidence = FORWARD;
            }
        }
    }

    /// Says of op. cit. and loc. cit. that the dialect has no such forms.
    fn say_forbidden(&mut self) {
        if !self.evidence.profile_named || self.evidence.profile.allows_op_cit {
            return;
        }
        let earlier = |kind: &Kind| matches!(kind, Kind::Opcit | Kind::Loccit);
        for (resolution, _) in self.resolutions.iter_mut().zip(&self.kinds).filter(|(_, kind)| earlier(kind)) {
            resolution.reason = resolution.reason.or(Some(Reason::StyleForbids));
        }
    }

    /// Passes doubt on: no source is surer than that the words are a citation at all, and that those that give it in full are one.
    fn pass_doubt_on(&mut self) {
        let certainty = |index: usize| self.evidence.citations.get(index).map_or(1.0, |citation| citation.certainty);
        for (index, resolution) in self.resolutions.iter_mut().enumerate() {
            let given = match resolution.source {
                Some(SourceId::Citation(source)) => certainty(source),
                _ => 1.0,
            };
            resolution.confidence = resolution.confidence.min(certainty(index)).min(given);
        }
    }

    fn finish(mut self) -> Resolved {
        self.look_forward();
        self.pass_doubt_on();
        let mut works: Vec<Work> = Vec::new();
        let mut number_of: HashMap<SourceId, usize> = HashMap::new();
        for (index, resolution) in self.resolutions.iter().enumerate() {
            let Some(source) = resolution.source else { continue };
            let number = *number_of.entry(source).or_insert_with(|| {
                works.push(self.work(source));
                works.len() - 1
            });
            works[number].cited_by.push(index);
        }
        works.sort_by_key(|work| work.id);
        Resolved { resolutions: self.resolutions, works, kinds: self.kinds }
    }

    fn work(&self, id: SourceId) -> Work {
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
        }
        Work { id, cited_by: Vec::new(), item, confidence: reference.map_or(0.0, |reference| reference.confidence) }
    }
}

impl Resolver<'_> {
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
