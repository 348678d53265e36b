//! What a writer knows better: `[resolve]` of the settings says which source a citation means.

use std::collections::{BTreeMap, HashMap};

use super::fields::RecordField;
use crate::citation::Citation;
use crate::document::Document;
use crate::resolve::{Resolution, SourceId, Work};

/// The pins that fit the document, and those that do not any more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Pins {
    /// The source of each pinned citation, by place.
    pub(super) sources: HashMap<usize, SourceId>,
    /// The right values of fields: the key, a citation or entry of the work, the field, the value.
    fields: Vec<(String, SourceId, RecordField, String)>,
    /// The keys of the pins that fit nothing.
    unfit: Vec<String>,
}

impl Pins {
    /// Citations of a record that a reference manager keeps stand for the first one of it.
    pub(super) fn with_records(mut self, document: &Document, citations: &[Citation]) -> Self {
        let known =
            citations.iter().enumerate().filter_map(|(index, citation)| Some((index, citation.record.as_ref()?)));
        let mut known: Vec<(usize, &str)> = known.map(|(index, record)| (index, record.id.as_str())).collect();
        let rank = |index: usize| document.notes.get(citations[index].note).map_or(usize::MAX, |note| note.rank);
        known.sort_by_key(|(index, _)| (rank(*index), *index));
        let mut firsts: HashMap<&str, usize> = HashMap::new();
        for (index, id) in known.into_iter().filter(|(_, id)| !id.is_empty()) {
            let first = *firsts.entry(id).or_insert(index);
            self.sources.entry(index).or_insert(SourceId::Citation(first));
        }
        self
    }

    /// Gives the works the right values of their fields. Returns the keys of the pins that fit nothing.
    pub(super) fn correct(mut self, resolutions: &[Resolution], works: &mut [Work]) -> Vec<String> {
        for (key, named, field, value) in self.fields {
            let id = match named {
                SourceId::Citation(index) => resolutions.get(index).and_then(|resolution| resolution.source),
                other => Some(other),
            };
            let place = id.and_then(|id| works.binary_search_by_key(&id, |work| work.id).ok());
            let work = place.and_then(|place| works.get_mut(place));
            if !work.is_some_and(|work| field.set(&mut work.item, &value)) {
                self.unfit.push(key);
            }
        }
        self.unfit
    }
}

/// Finds the citations and sources that the pins name. Both are named by id (`45#1`, or `45` for the only one of its note; `bib#3`) or
/// by how their text begins, which survives renumbering.
pub(super) fn pins(settings: &BTreeMap<String, String>, document: &Document, citations: &[Citation]) -> Pins {
    let mut pins = Pins::default();
    if settings.is_empty() {
        return pins;
    }
    let names = PinNames::of(document, citations);
    for (citation, source) in settings {
        if let Some((name, field)) = field_of(citation) {
            match names.source(name) {
                Some(named) => pins.fields.push((citation.clone(), named, field, source.clone())),
                None => pins.unfit.push(citation.clone()),
            }
            continue;
        }
        match (names.citation(citation), names.source(source)) {
            (Some(index), Some(source)) if source != SourceId::Citation(index) => {
                pins.sources.insert(index, source);
            }
            _ => pins.unfit.push(citation.clone()),
        }
    }
    pins
}

/// The citation and the field that a key such as `12#1.title` names.
fn field_of(key: &str) -> Option<(&str, RecordField)> {
    let (name, field) = key.rsplit_once('.')?;
    Some((name, RecordField::by_name(field)?))
}

/// The ids and texts of a document's citations and entries.
struct PinNames {
    ids: Vec<String>,
    texts: Vec<String>,
    entries: Vec<String>,
}

impl PinNames {
    fn of(document: &Document, citations: &[Citation]) -> Self {
        let notes = document.note_ids();
        let id = |citation: &Citation| {
            format!("{}#{}", notes.get(citation.note).map_or("", String::as_str), citation.number)
        };
        let text = |citation: &Citation| {
            document.notes.get(citation.note).map_or("", |note| citation.flat.of(&note.body.text))
        };
        Self {
            ids: citations.iter().map(id).collect(),
            texts: citations.iter().map(|citation| line(text(citation))).collect(),
            entries: document.bibliography.iter().map(|entry| line(&entry.body.text)).collect(),
        }
    }

    /// The citation of this id, the only one of the note of this label, or the only one whose text begins so.
    fn citation(&self, name: &str) -> Option<usize> {
        let exact = self.ids.iter().position(|id| id == name);
        let of_note = || only(self.ids.iter(), |id| id.rsplit_once('#').is_some_and(|(label, _)| label == name));
        exact.or_else(of_note).or_else(|| only(self.texts.iter(), |text| text.starts_with(&line(name))))
    }

    fn source(&self, name: &str) -> Option<SourceId> {
        let entry = name.strip_prefix("bib#").and_then(|number| number.parse::<usize>().ok());
        if let Some(number) = entry.filter(|number| (1..=self.entries.len()).contains(number)) {
            return Some(SourceId::Entry(number - 1));
        }
        let by_text = || only(self.entries.iter(), |text| text.starts_with(&line(name))).map(SourceId::Entry);
        self.citation(name).map(SourceId::Citation).or_else(by_text)
    }
}

/// The place of the only item that fits.
fn only<'t>(items: impl Iterator<Item = &'t String>, fits: impl Fn(&str) -> bool) -> Option<usize> {
    let mut found = items.enumerate().filter(|(_, item)| fits(item)).map(|(index, _)| index);
    let first = found.next();
    first.filter(|_| found.next().is_none())
}

fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
