//! The works that a citation may mean, the likeliest first.

use super::known::KnownWork;
use super::likeness::{self, Likeness, WorkSituation};
use super::state::Resolver;
use super::{Link, Reason, Resolution, SourceId, back, ranking};

/// A work is given as a source if it is likelier than this, with all other works and a new one weighed against it.
const LIKELY: f32 = 0.6;

/// A second work that is likelier than this makes the source ambiguous.
const RIVAL: f32 = 0.15;

/// More candidates, and less likely ones, are not worth naming.
const NAMED: usize = 5;
const UNLIKELY: f32 = 0.02;

/// So many works are weighed against each other; a hundred unlikely ones must not outweigh a likely one.
const MOST: usize = 8;

/// A choice of one of several works, or of none of them.
#[derive(Debug, Clone)]
pub(crate) struct Ranked {
    /// The works by number, the likeliest first, each with its probability.
    pub(crate) works: Vec<(usize, f32)>,
    /// The probability that it is none of them.
    pub(crate) new: f32,
}

impl Ranked {
    /// The work that is meant, if one is likely enough.
    pub(crate) fn meant(&self) -> Option<(usize, f32)> {
        self.works.first().copied().filter(|(_, share)| *share > LIKELY)
    }

    /// Whether it is one of the works, but cannot be told which.
    pub(super) fn is_ambiguous(&self) -> bool {
        self.meant().is_none() && self.works.first().is_some_and(|(_, share)| *share > self.new)
    }

    /// The works that are worth naming.
    pub(super) fn weighed(&self) -> impl Iterator<Item = usize> {
        self.works.iter().take(NAMED).filter(|(_, share)| *share > UNLIKELY).map(|(number, _)| *number)
    }

    /// Whether another work is nearly as likely.
    pub(super) fn has_rival(&self) -> bool {
        self.works.get(1).is_some_and(|(_, share)| *share > RIVAL)
    }
}

/// Weighs works against each other, and against a new one.
pub(crate) fn rank<'k>(
    resolver: &Resolver<'_>,
    index: usize,
    works: impl Iterator<Item = (usize, &'k KnownWork)>,
) -> Ranked {
    let (numbers, choices) = choices(resolver, index, works);
    let mut shares = ranking::shares(&choices);
    let new = shares.pop().unwrap_or(1.0);
    let mut works: Vec<(usize, f32)> = numbers.into_iter().zip(shares).collect();
    works.sort_by(|a, b| b.1.total_cmp(&a.1));
    works.truncate(MOST);
    let sum = new + works.iter().map(|(_, share)| share).sum::<f32>();
    works.iter_mut().for_each(|(_, share)| *share /= sum);
    Ranked { works, new: new / sum }
}

/// The works with their features, and those of a new work as the last.
pub(crate) fn choices<'k>(
    resolver: &Resolver<'_>,
    index: usize,
    works: impl Iterator<Item = (usize, &'k KnownWork)>,
) -> (Vec<usize>, Vec<Likeness>) {
    let signs = &resolver.signs[index];
    let seen = works.map(|(number, work)| (number, likeness::of_work(signs, work, resolver.situation(index, work))));
    let mut seen: Vec<(usize, Likeness)> = seen.collect();
    // Where a name fits a work, no other is meant by a slip.
    if seen.iter().any(|(_, likeness)| likeness::is_named(likeness)) {
        seen.retain(|(_, likeness)| !likeness::is_near_miss(likeness));
    }
    // A shelf mark, the number of a decision or the section of a law decides alone.
    if seen.iter().any(|(_, likeness)| likeness::has_same_shelf(likeness)) {
        seen.retain(|(_, likeness)| likeness::has_same_shelf(likeness));
    }
    // No work is meant that has the title somewhere in its own, where the title of another begins with it.
    if seen.iter().any(|(_, likeness)| likeness::is_begun(likeness)) {
        seen.retain(|(_, likeness)| likeness::is_begun(likeness) || !likeness::is_titled(likeness));
    }
    let (numbers, mut choices): (Vec<usize>, Vec<Likeness>) = seen.into_iter().unzip();
    likeness::compare(&mut choices);
    choices.push(likeness::of_new(signs, resolver.citation(index)));
    (numbers, choices)
}

impl Resolver<'_> {
    /// What a work is to a citation besides its words.
    fn situation(&self, index: usize, work: &KnownWork) -> WorkSituation {
        WorkSituation {
            back: work.cited.last().and_then(|&last| self.rank_of(index).checked_sub(self.rank_of(last) + 1)),
            cited: work.cited.len(),
            page_inside: back::inside(self, index, work),
            verbatim: self.is_verbatim(index, work),
            same_label: self.has_same_label(index, work),
        }
    }

    /// Whether one of the last citations of the work has the same words.
    fn is_verbatim(&self, index: usize, work: &KnownWork) -> bool {
        /// So many citations back the words are compared.
        const REACH: usize = 8;
        let words = &self.signs[index].words;
        !words.is_empty() && work.cited.iter().rev().take(REACH).any(|&cited| self.signs[cited].words == *words)
    }

    /// Whether its place is counted as that of the last citation of the work; `None` where one of them has no place.
    fn has_same_label(&self, index: usize, work: &KnownWork) -> Option<bool> {
        let label = |index: usize| self.citation(index).locator.as_ref().map(|place| place.label);
        Some(label(index)? == label(*work.cited.last()?)?)
    }

    /// The works of earlier notes that share a word with a citation, by number.
    pub(crate) fn near(&self, index: usize) -> impl Iterator<Item = (usize, &KnownWork)> {
        let near = self.index.candidates(&self.signs[index]);
        let works = near.into_iter().filter_map(|number| Some((number, self.works.get(number)?)));
        works.filter(move |(_, work)| !self.signs[index].is_other_piece(&work.signs))
    }

    /// The entries of the list of works that share a word with a citation, by number.
    pub(super) fn near_entries(&self, index: usize) -> impl Iterator<Item = (usize, &KnownWork)> {
        let near = self.entry_index.candidates(&self.signs[index]);
        near.into_iter().filter_map(|number| Some((number, self.entries.get(number)?)))
    }
}

/// The works that may be meant, the likeliest first.
pub(super) fn candidates(resolver: &Resolver<'_>, ranked: &Ranked) -> Vec<SourceId> {
    ranked.weighed().map(|number| resolver.works[number].id).collect()
}

pub(super) fn ambiguous(resolver: &Resolver<'_>, ranked: &Ranked) -> Resolution {
    Resolution { reason: Some(Reason::Ambiguous), candidates: candidates(resolver, ranked), ..Resolution::default() }
}

/// The one of these works that is meant, or none and the reason.
pub(crate) fn among(ranked: &Ranked, works: &[KnownWork]) -> Resolution {
    let candidates: Vec<SourceId> = ranked.weighed().map(|number| works[number].id).collect();
    match ranked.meant() {
        Some((number, share)) => Resolution {
            source: Some(works[number].id),
            reason: ranked.has_rival().then_some(Reason::Ambiguous),
            candidates,
            link: Some(Link::PrecedingWork),
            confidence: share,
            ..Resolution::default()
        },
        None if ranked.is_ambiguous() => {
            Resolution { reason: Some(Reason::Ambiguous), candidates, ..Resolution::default() }
        }
        None => Resolution { reason: Some(Reason::NoAntecedent), ..Resolution::default() },
    }
}
