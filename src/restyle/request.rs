//! The citations of a document as a request to the renderer.

use std::collections::{HashMap, HashSet};

use super::record;
use crate::analysis::Analysis;
use crate::citation::Citation;
use crate::csl::{Item, ItemType, TextVariable};
use crate::render::{self, Cite, Request};
use crate::resolve::SourceId;

/// The work that each citation stands for, by its place among the works.
pub(super) struct CitedWorks<'a> {
    analysis: &'a Analysis,
    places: HashMap<SourceId, usize>,
}

impl<'a> CitedWorks<'a> {
    pub(super) fn of(analysis: &'a Analysis) -> Self {
        let places = analysis.works.iter().enumerate().map(|(place, work)| (work.id, place)).collect();
        Self { analysis, places }
    }

    pub(super) fn of_citation(&self, citation: usize) -> Option<usize> {
        let source = self.analysis.resolutions.get(citation)?.source?;
        self.places.get(&source).copied()
    }
}

/// What a document wants to have written.
pub(super) struct Wanted {
    pub(super) items: Vec<Item>,
    pub(super) request: Request,
    /// For each citation of the request, the citations of the document.
    pub(super) citations: Vec<Vec<usize>>,
}

/// The document's citations as a request: a note is a citation, and what is not understood a source of its own. Where a style does not print
/// the pages of a work, they are the cited place of the citations in `paged`.
pub(super) fn of(analysis: &Analysis, paged: &HashSet<usize>) -> Wanted {
    let works = CitedWorks::of(analysis);
    let mut wanted = Wanted { items: record::all(analysis), request: Request::default(), citations: Vec::new() };
    for note in 0..analysis.document.notes.len() {
        let indexes: Vec<usize> = analysis.citations_of(note).collect();
        let items: Vec<Cite> = indexes.iter().filter_map(|&index| wanted.cite(&works, index, paged)).collect();
        if !items.is_empty() {
            let number = u32::try_from(note).unwrap_or(u32::MAX).saturating_add(1);
            wanted.request.citations.push(render::CiteGroup { note: Some(number), items, starts_chapter: false });
            wanted.citations.push(indexes);
        }
    }
    wanted
}

impl Wanted {
    fn cite(&mut self, works: &CitedWorks<'_>, index: usize, paged: &HashSet<usize>) -> Option<Cite> {
        let analysis = works.analysis;
        let citation = analysis.citations.get(index)?;
        let id = works.of_citation(index).map(|work| work.to_string()).unwrap_or_else(|| {
            self.items.push(Item::new(format!("?{index}"), ItemType::Document));
            format!("?{index}")
        });
        let read = analysis.references.get(index).and_then(|reference| reference.locator.as_ref());
        let locator = analysis.locator(index).or(read);
        let pages = || paged.contains(&index).then(|| pages(analysis, index))?;
        Some(Cite {
            id,
            locator: locator.map(|locator| locator.printed().to_owned()).or_else(pages),
            label: locator.map(|locator| locator.label.as_str().to_owned()),
            prefix: (!begins_sentence(analysis, citation)).then(String::new),
            suffix: None,
        })
    }
}

/// The pages of the work of a citation that names no place in it.
pub(super) fn pages(analysis: &Analysis, index: usize) -> Option<String> {
    let reference = analysis.references.get(index)?;
    let is_placed = analysis.locator(index).is_some() || reference.locator.is_some();
    reference.item.text(TextVariable::Page).filter(|_| !is_placed).map(str::to_owned)
}

/// Whether a citation begins its note or a sentence in it.
fn begins_sentence(analysis: &Analysis, citation: &Citation) -> bool {
    let note = analysis.document.notes.get(citation.note);
    let before = note.and_then(|note| note.body.text.get(..citation.flat.start)).unwrap_or_default().trim_end();
    citation.signal.is_none() && (before.is_empty() || before.ends_with(['.', '!', '?']))
}
