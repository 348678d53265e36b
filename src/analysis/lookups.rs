//! What is looked up again and again in an analysis. Each table is made when it is first asked for, in one pass.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::Analysis;
use super::short::{OwnForms, own_forms};
use crate::citation::Kind;
use crate::csl::{Item, Name, NameVariable, TextVariable};
use crate::document::Document;
use crate::resolve::{SourceId, Work};

/// The tables.
#[derive(Debug, Clone, Default)]
pub(super) struct Lookups {
    /// The notes of each label.
    labels: OnceLock<HashMap<String, Vec<usize>>>,
    /// For each citation, the one whose locator it has.
    located: OnceLock<Vec<Option<usize>>>,
    /// For each citation, the nearest one before it with a locator, if all since mean the same source.
    repeated: OnceLock<Vec<Option<usize>>>,
    /// The first authors of works with two titles.
    rivals: OnceLock<HashSet<Option<String>>>,
    wants_titles: OnceLock<bool>,
    /// The short forms that the document uses itself.
    own: OnceLock<OwnForms>,
}

impl Lookups {
    pub(super) fn labelled(&self, document: &Document, label: &str) -> &[usize] {
        let labels = self.labels.get_or_init(|| {
            let mut labels: HashMap<String, Vec<usize>> = HashMap::new();
            for (at, note) in document.notes.iter().enumerate() {
                labels.entry(note.label.clone()).or_default().push(at);
            }
            labels
        });
        labels.get(label).map_or(&[], Vec::as_slice)
    }

    pub(super) fn located(&self, analysis: &Analysis, citation: usize) -> Option<usize> {
        *self.located.get_or_init(|| located(analysis)).get(citation)?
    }

    pub(super) fn repeated(&self, analysis: &Analysis, citation: usize) -> Option<usize> {
        *self.repeated.get_or_init(|| repeated(analysis)).get(citation)?
    }

    pub(super) fn has_rivals(&self, works: &[Work], item: &Item) -> bool {
        self.rivals.get_or_init(|| rivals(works)).contains(&author(item))
    }

    pub(super) fn own(&self, analysis: &Analysis) -> &OwnForms {
        self.own.get_or_init(|| own_forms(analysis))
    }

    pub(super) fn wants_titles(&self, analysis: &Analysis) -> bool {
        *self.wants_titles.get_or_init(|| {
            let all = analysis.citations.iter().zip(&analysis.resolutions);
            let known = all.filter(|(citation, to)| citation.kind == Kind::Short && to.source.is_some());
            let mut shorts = known.map(|(citation, _)| citation).peekable();
            shorts.peek().is_none() || shorts.any(|citation| citation.short.title.is_some())
        })
    }
}

/// An Ibid. without a locator has that of its antecedent, which stands before it.
fn located(analysis: &Analysis) -> Vec<Option<usize>> {
    let mut located: Vec<Option<usize>> = Vec::with_capacity(analysis.citations.len());
    for (at, (citation, resolution)) in analysis.citations.iter().zip(&analysis.resolutions).enumerate() {
        let repeats = || match resolution.antecedent {
            Some(SourceId::Citation(before)) if citation.kind == Kind::Ibid => located.get(before).copied().flatten(),
            _ => None,
        };
        let place = if citation.locator.is_some() { Some(at) } else { repeats() };
        located.push(place);
    }
    located
}

fn repeated(analysis: &Analysis) -> Vec<Option<usize>> {
    let (mut last, mut source) = (None, None);
    let all = analysis.citations.iter().zip(&analysis.resolutions).enumerate();
    let places = all.map(|(at, (citation, resolution))| {
        if resolution.source != source {
            (last, source) = (None, resolution.source);
        }
        let before = last.filter(|_| source.is_some());
        last = citation.locator.is_some().then_some(at).or(last);
        before
    });
    places.collect()
}

fn rivals(works: &[Work]) -> HashSet<Option<String>> {
    let title = |item: &Item| item.text(TextVariable::Title).map(str::to_lowercase);
    let mut titles: HashMap<Option<String>, Option<String>> = HashMap::new();
    let mut rivals = HashSet::new();
    for item in works.iter().map(|work| &work.item) {
        let (author, title) = (author(item), title(item));
        if titles.get(&author).is_some_and(|other| *other != title) {
            rivals.insert(author);
        } else {
            titles.insert(author, title);
        }
    }
    rivals
}

fn author(item: &Item) -> Option<String> {
    item.names(NameVariable::Author).first().map(Name::short)
}
