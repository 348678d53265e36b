//! hayagriva, held so that a record it fails on costs that record alone.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use citationberg::{IndependentStyle, json};
use hayagriva::{BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, Rendered};

use super::item;
use crate::render::Renderer;

/// A cite and its record; `None` for one that only stands between others.
pub(in crate::render) type EngineCite<'i> = (Option<usize>, CitationItem<'i, json::Item>);

/// The cites of one citation, the number that stands for its note, and the style that is enough for it.
#[derive(Clone)]
pub(in crate::render) struct Citing<'i> {
    pub(in crate::render) cites: Vec<EngineCite<'i>>,
    pub(in crate::render) note: Option<usize>,
    pub(in crate::render) style: &'i IndependentStyle,
}

/// One run of the engine: what it wrote, and the records that it failed on, which it was not given again.
pub(in crate::render) struct EngineRun {
    pub(in crate::render) rendered: Option<Rendered>,
    pub(in crate::render) failed: BTreeSet<usize>,
}

/// Writes citations, and a bibliography of their records if the style has one.
pub(in crate::render) fn run(renderer: &Renderer<'_>, style: &IndependentStyle, citings: Vec<Citing<'_>>) -> EngineRun {
    let nothing = item::nothing();
    let (rendered, failed) = spared(citings, blanking(&nothing), |citings| attempt(renderer, style, citings));
    EngineRun { rendered, failed }
}

fn attempt(renderer: &Renderer<'_>, style: &IndependentStyle, citings: &[Citing<'_>]) -> Option<Rendered> {
    let (locale, locales) = (Some(renderer.style.locale.clone()), renderer.style.locales.as_slice());
    let work = || {
        let mut driver = BibliographyDriver::new();
        for Citing { cites, note, style } in citings {
            let items = cites.iter().map(|(_, item)| item.clone()).collect();
            driver.citation(CitationRequest::new(items, style, locale.clone(), locales, *note));
        }
        driver.finish(BibliographyRequest::new(style, locale.clone(), locales))
    };
    catch_unwind(AssertUnwindSafe(work)).ok()
}

/// Makes the same citation with nothing in the place of some records, so that the others keep theirs.
fn blanking<'i>(nothing: &'i json::Item) -> impl Fn(&Citing<'i>, &BTreeSet<usize>) -> Citing<'i> {
    move |citing, failed| {
        let is_failed = |record: &Option<usize>| record.is_some_and(|record| failed.contains(&record));
        let cites = citing.cites.iter().map(|(record, item)| match is_failed(record) {
            true => (None, CitationItem::with_entry(nothing)),
            false => (*record, item.clone()),
        });
        Citing { cites: cites.collect(), ..citing.clone() }
    }
}

/// What can name its records, and be cut down to one of them.
trait Divisible: Sized {
    fn records(&self) -> impl Iterator<Item = usize>;
    fn alone(&self, record: usize) -> Self;
}

impl Divisible for Citing<'_> {
    fn records(&self) -> impl Iterator<Item = usize> {
        self.cites.iter().filter_map(|(record, _)| *record)
    }

    fn alone(&self, record: usize) -> Self {
        let own = self.cites.iter().filter(|(other, _)| *other == Some(record)).take(1);
        Self { cites: own.cloned().collect(), ..self.clone() }
    }
}

/// Tries citations together. Where that fails, each record is tried by itself, and the rest without those that fail; where
/// that fails too, it is for all of them.
fn spared<C: Divisible, T>(
    citations: Vec<C>,
    without: impl Fn(&C, &BTreeSet<usize>) -> C,
    attempt: impl Fn(&[C]) -> Option<T>,
) -> (Option<T>, BTreeSet<usize>) {
    if let Some(done) = attempt(&citations) {
        return (Some(done), BTreeSet::new());
    }
    let (mut tried, mut failed) = (BTreeSet::new(), BTreeSet::new());
    for citation in &citations {
        for record in citation.records() {
            if tried.insert(record) && attempt(&[citation.alone(record)]).is_none() {
                failed.insert(record);
            }
        }
    }
    let rest: Vec<C> = citations.iter().map(|citation| without(citation, &failed)).collect();
    match attempt(&rest) {
        Some(done) => (Some(done), failed),
        None => (None, tried),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Divisible for Vec<usize> {
        fn records(&self) -> impl Iterator<Item = usize> {
            self.iter().copied()
        }

        fn alone(&self, record: usize) -> Self {
            vec![record]
        }
    }

    /// Renders records as they are, but for those that break.
    fn tried(citations: &[&[usize]], breaks: impl Fn(&[Vec<usize>]) -> bool) -> (Option<Vec<Vec<usize>>>, Vec<usize>) {
        let citations = citations.iter().map(|records| records.to_vec()).collect();
        let without = |citation: &Vec<usize>, failed: &BTreeSet<usize>| {
            citation.iter().copied().filter(|record| !failed.contains(record)).collect()
        };
        let (done, failed) = spared(citations, without, |citations| (!breaks(citations)).then(|| citations.to_vec()));
        (done, failed.into_iter().collect())
    }

    #[test]
    fn one_record_that_fails_leaves_the_others() {
        let has =
            |wanted: usize| move |citations: &[Vec<usize>]| citations.iter().flatten().any(|&record| record == wanted);
        let citations: &[&[usize]] = &[&[1], &[2, 3], &[2]];
        assert_eq!(tried(citations, has(9)), (Some(vec![vec![1], vec![2, 3], vec![2]]), vec![]));
        assert_eq!(tried(citations, has(2)), (Some(vec![vec![1], vec![3], vec![]]), vec![2]));
        assert_eq!(tried(citations, |citations| citations.iter().flatten().count() > 1), (None, vec![1, 2, 3]));
        assert_eq!(tried(citations, |_| true), (None, vec![1, 2, 3]));
    }
}
