//! The citations of a document as a request to the renderer.

use std::collections::HashMap;

use crate::analysis::Analysis;
use crate::citation::Citation;
use crate::csl::{Item, ItemType, TextVariable};
use crate::reference::Field;
use crate::render::{self, Cite, Request};
use crate::resolve::{SourceId, Work};
use crate::text::Span;

/// The work that each citation stands for, by its place among the works.
pub(super) struct Works<'a> {
    analysis: &'a Analysis,
    places: HashMap<SourceId, usize>,
}

impl<'a> Works<'a> {
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

/// The document's citations as a request: a note is a citation, and what is not understood a source of its own.
pub(super) fn of(analysis: &Analysis) -> Wanted {
    let works = Works::of(analysis);
    let mut wanted = Wanted { items: records(analysis), request: Request::default(), citations: Vec::new() };
    for note in 0..analysis.document.notes.len() {
        let indexes: Vec<usize> = analysis.citations_of(note).collect();
        let items: Vec<Cite> = indexes.iter().filter_map(|&index| wanted.cite(&works, index)).collect();
        if !items.is_empty() {
            let number = u32::try_from(note).unwrap_or(u32::MAX).saturating_add(1);
            wanted.request.citations.push(render::Citation { note: Some(number), items, starts_chapter: false });
            wanted.citations.push(indexes);
        }
    }
    wanted
}

/// The records of the works, by their places, each with a short title for its short forms where that tells it apart.
fn records(analysis: &Analysis) -> Vec<Item> {
    let mut items: Vec<Item> = analysis.works.iter().map(|work| record(analysis, work)).collect();
    let mut bearers: HashMap<String, usize> = HashMap::new();
    for title in items.iter().filter_map(short_title) {
        *bearers.entry(title).or_default() += 1;
    }
    for (place, item) in items.iter_mut().enumerate() {
        item.id = place.to_string();
        if let Some(title) = short_title(item).filter(|title| bearers.get(title) == Some(&1)) {
            item.set(TextVariable::TitleShort, title);
        }
    }
    items
}

/// The record of a work, with the language of its title, and without what the cited place has given it: in "II. 649" the
/// volume is no part of the work.
pub(super) fn record(analysis: &Analysis, work: &Work) -> Item {
    let mut item = work.item.clone();
    render::presume_language(&mut item, &analysis.language);
    let SourceId::Citation(index) = work.id else { return item };
    let (Some(citation), Some(reference)) = (analysis.citations.get(index), analysis.references.get(index)) else {
        return item;
    };
    let place = citation.locator.as_ref().map(|locator| locator.flat);
    let is_place = |field: &&Field| {
        let start = citation.flat.start;
        place.is_some_and(|place| place.covers(Span::new(field.span.start + start, field.span.end + start)))
    };
    for field in reference.fields.iter().filter(is_place) {
        TextVariable::from_csl(field.variable).and_then(|variable| item.remove(variable));
    }
    item
}

/// The short title of a record, or the title up to its subtitle.
fn short_title(item: &Item) -> Option<String> {
    let title = || main_title(item.text(TextVariable::Title)?);
    item.text(TextVariable::TitleShort).or_else(title).map(str::to_owned)
}

/// The title without its subtitle, if it has one: the short title that every manual begins from.
fn main_title(title: &str) -> Option<&str> {
    let ends = title.char_indices().filter(|(at, mark)| {
        let rest = &title[at + mark.len_utf8()..];
        matches!(mark, ':' | '?' | '!') && rest.starts_with(char::is_whitespace) && !rest.trim().is_empty()
    });
    let (at, mark) = ends.into_iter().next()?;
    let main = if mark == ':' { &title[..at] } else { &title[..at + mark.len_utf8()] };
    let main = main.trim();
    (!main.is_empty()).then_some(main)
}

impl Wanted {
    fn cite(&mut self, works: &Works<'_>, index: usize) -> Option<Cite> {
        let analysis = works.analysis;
        let citation = analysis.citations.get(index)?;
        let id = works.of_citation(index).map(|work| work.to_string()).unwrap_or_else(|| {
            self.items.push(Item::new(format!("?{index}"), ItemType::Document));
            format!("?{index}")
        });
        let read = analysis.references.get(index).and_then(|reference| reference.locator.as_ref());
        let locator = analysis.place(index).or(read);
        Some(Cite {
            id,
            locator: locator.map(|locator| locator.value.clone()),
            label: locator.map(|locator| locator.label.as_str().to_owned()),
            prefix: (!begins_sentence(analysis, citation)).then(String::new),
            suffix: None,
        })
    }
}

/// Whether a citation begins its note or a sentence in it.
fn begins_sentence(analysis: &Analysis, citation: &Citation) -> bool {
    let note = analysis.document.notes.get(citation.note);
    let before = note.and_then(|note| note.body.text.get(..citation.flat.start)).unwrap_or_default().trim_end();
    citation.signal.is_none() && (before.is_empty() || before.ends_with(['.', '!', '?']))
}

#[cfg(test)]
mod tests {
    use super::main_title;

    #[test]
    fn a_short_title_is_the_title_without_its_subtitle() {
        for (title, main) in [
            ("The Mill: A History", Some("The Mill")),
            ("Who Owned the Mill? A Question: And an Answer", Some("Who Owned the Mill?")),
            ("Fire! The Night of the Mill", Some("Fire!")),
            ("The Mill at 10:30", None),
            ("Who Owned the Mill?", None),
            (": nothing", None),
            ("L’Été : histoire d’un moulin", Some("L’Été")),
        ] {
            assert_eq!(main_title(title), main, "{title}");
        }
    }
}
