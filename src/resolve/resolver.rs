//! One pass over the citations of a document, in the order in which a reader meets them.

use std::collections::HashMap;

use super::likeness::Likeness;
use super::state::Resolver;
use super::{
    Link, Reason, Resolution, ResolutionInput, Resolved, SourceId, Work, back, body, cross, named, order, rank,
};
use crate::citation::Kind;

/// How sure it is that a short form stands for a work that is given only later.
const FORWARD: f32 = 0.7;

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
            let (numbers, choices) = rank::choices(&resolver, index, resolver.near(index));
            let works = numbers.into_iter().map(|number| resolver.works[number].id).collect();
            weighed.push(WeighedCitation { citation: index, works, choices });
        }
        resolver.meet(index);
    }
    weighed
}

impl<'a> Resolver<'a> {
    /// Whether names or a title say what a citation means.
    fn is_by_words(&self, index: usize) -> bool {
        let by_form = matches!(self.kinds[index], Kind::Full | Kind::Short | Kind::Opcit | Kind::Loccit);
        by_form && !self.signs[index].is_empty() && self.citation(index).short.key.is_none()
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
}
