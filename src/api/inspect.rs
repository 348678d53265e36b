//! Everything ibid knows of one document.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::VERSION;
use super::place::{Region, Regions};
use crate::analysis::Analysis;
use crate::citation;
use crate::convert::key;
use crate::csl::Item;
use crate::document;
use crate::resolve::{self, Link, Reason, SourceId, Work};
use crate::text;

/// Everything ibid knows of one document: its markers, notes and citations, and the sources they cite.
///
/// ```
/// use ibid::{Analysis, Options, Source, api};
/// let sources = [Source::new("post.md", "A claim.[^1]\n\n[^1]: Robinson, 167.\n")];
/// let analysis = Analysis::of(&sources, &Options::default());
/// let inspection = api::Inspection::new(&sources, &analysis);
/// assert_eq!(inspection.notes[0].label, "1");
/// let json = serde_json::to_string(&inspection).unwrap();
/// assert_eq!(serde_json::from_str::<api::Inspection>(&json).unwrap(), inspection);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Inspection<'a> {
    /// The version of the format.
    pub version: u32,
    /// The path of the (first) file.
    pub path: Option<Cow<'a, str>>,
    /// The format of the (first) file.
    pub format: Cow<'a, str>,
    /// The platform or program that wrote it, if it can be told.
    pub platform: Option<Cow<'a, str>>,
    /// The language, as an ISO 639-1 code.
    pub language: Cow<'a, str>,
    /// The dialect of short forms.
    pub profile: Cow<'a, str>,
    /// The markers, in the order of the text.
    pub markers: Vec<Marker<'a>>,
    /// The notes, in the order of the text.
    pub notes: Vec<Note<'a>>,
    /// The entries of the document's own bibliography.
    pub bibliography: Vec<Entry<'a>>,
    /// The sources that the document cites, in the order in which they are first given.
    pub sources: Vec<Source<'a>>,
}

/// A place in the text that points to a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Marker<'a> {
    /// What a reader sees, or the written label where none is shown.
    pub label: Cow<'a, str>,
    /// Where it stands.
    #[serde(flatten)]
    pub region: Region,
    /// The note it points to, by its index.
    pub note: Option<usize>,
}

/// What markers point to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Note<'a> {
    /// What a reader sees, or the written label where none is shown.
    pub label: Cow<'a, str>,
    /// Where it stands, from its definition.
    #[serde(flatten)]
    pub region: Region,
    /// The markers that point to it, by their indexes.
    pub markers: Vec<usize>,
    /// The citations in it, in order.
    pub citations: Vec<Citation<'a>>,
}

/// One pointing at one source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Citation<'a> {
    /// `label#k`: the k-th citation of the note with that label; a second note of the same label is `label~2`.
    pub id: String,
    /// Where it stands.
    #[serde(flatten)]
    pub region: Region,
    /// The text, markup included.
    pub text: Cow<'a, str>,
    /// `full`, `short`, `ibid`, `idem`, `opcit`, `loccit`, `crossref` or `none`.
    pub kind: Cow<'a, str>,
    /// The words that introduce it ("See", "cf.").
    pub signal: Option<Cow<'a, str>>,
    /// The place in the source.
    pub locator: Option<Locator<'a>>,
    /// How it leads to its source (TEI issue 2974).
    pub link: Option<Cow<'a, str>>,
    /// The id of the citation, entry or place that first gives the source in full.
    pub source: Option<String>,
    /// Why the source cannot be told, or what to know of it.
    pub reason: Option<Cow<'a, str>>,
    /// The ids that were weighed, best first.
    pub candidates: Vec<String>,
    /// Confidence in the source, from 0 to 1.
    pub confidence: f64,
    /// Why this source, if that was asked for (`--why`) and names or a title tell it.
    pub why: Option<Why<'a>>,
}

/// Why a citation was taken to mean a work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Why<'a> {
    /// The probability that these words, and no others, are a citation, from 0 to 1.
    pub cut: f64,
    /// The works that were weighed, the likeliest first.
    pub choices: Vec<Choice<'a>>,
}

/// A work that a citation may mean.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Choice<'a> {
    /// The id of the work; null for one that was not cited before.
    pub source: Option<String>,
    /// How likely it is, from 0 to 1.
    pub share: f64,
    /// What speaks for it and against it, what weighs most first.
    pub grounds: Vec<Ground<'a>>,
}

/// What speaks for a choice or against it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Ground<'a> {
    /// What was seen.
    pub seen: Cow<'a, str>,
    /// How much it weighs.
    pub weight: f64,
}

/// A place in a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Locator<'a> {
    /// The locator's label in CSL.
    pub label: Cow<'a, str>,
    /// All that is printed of it, less "p.", "pp.", "S.", "at".
    pub value: Cow<'a, str>,
    /// All that is printed of it.
    pub printed: Cow<'a, str>,
}

/// An entry of a document's own bibliography.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Entry<'a> {
    /// `bib#k`: the k-th entry.
    pub id: String,
    /// Where it stands.
    #[serde(flatten)]
    pub region: Region,
    /// The text, markup included.
    pub text: Cow<'a, str>,
    /// What it says, as CSL-JSON.
    pub item: Cow<'a, Item>,
}

/// A source that the document cites.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Source<'a> {
    /// The id of the citation, entry or place that first gives it in full.
    pub id: String,
    /// The key of its record.
    pub key: Cow<'a, str>,
    /// The ids of the citations that cite it.
    pub cited_by: Vec<String>,
    /// Confidence in the record, from 0 to 1.
    pub confidence: f64,
    /// The record, as CSL-JSON.
    pub item: Cow<'a, Item>,
}

impl<'a> Inspection<'a> {
    /// What is known of a document that was read from `sources`.
    #[must_use]
    pub fn new(sources: &'a [text::Source], analysis: &'a Analysis) -> Self {
        Self::explained(sources, analysis, None)
    }

    /// The same, with the works that each citation may mean ([`Analysis::why`]).
    #[must_use]
    pub fn explained(
        sources: &'a [text::Source],
        analysis: &'a Analysis,
        choices: Option<&[resolve::Choices]>,
    ) -> Self {
        let document = &analysis.document;
        let regions = Regions::new(sources, document);
        let reader = InspectionBuilder {
            analysis,
            regions,
            note_ids: document.note_ids(),
            choices: choices.unwrap_or_default(),
        };
        Self {
            version: VERSION,
            path: sources.first().map(|source| source.path.as_str().into()),
            format: document.format.name().into(),
            platform: document.platform.map(Cow::from),
            language: analysis.language.as_str().into(),
            profile: analysis.profile.name.into(),
            markers: document.markers.iter().map(|marker| reader.marker(marker)).collect(),
            notes: document.notes.iter().enumerate().map(|(index, note)| reader.note(index, note)).collect(),
            bibliography: (0..document.bibliography.len()).map(|index| reader.entry(index)).collect(),
            sources: reader.sources(),
        }
    }
}

/// Reads an analysis piece by piece.
struct InspectionBuilder<'a, 'c> {
    analysis: &'a Analysis,
    regions: Regions<'a>,
    note_ids: Vec<String>,
    choices: &'c [resolve::Choices],
}

impl<'a> InspectionBuilder<'a, '_> {
    fn marker(&self, marker: &'a document::Marker) -> Marker<'a> {
        Marker { label: marker.label.as_str().into(), region: self.regions.of(marker.span), note: marker.note }
    }

    fn note(&self, index: usize, note: &'a document::Note) -> Note<'a> {
        Note {
            label: note.label.as_str().into(),
            region: self.regions.of(note.span),
            markers: note.markers.clone(),
            citations: self.analysis.citations_of(index).map(|citation| self.citation(citation)).collect(),
        }
    }

    fn citation(&self, index: usize) -> Citation<'a> {
        let citation = &self.analysis.citations[index];
        let resolution = &self.analysis.resolutions[index];
        Citation {
            id: self.id(SourceId::Citation(index)),
            region: self.regions.of(citation.span),
            text: citation.span.of(&self.analysis.document.text).into(),
            kind: citation.kind.as_str().into(),
            signal: citation.signal.as_ref().map(|signal| signal.text.as_str().into()),
            locator: citation.locator.as_ref().map(Locator::of),
            link: resolution.link.map(Link::as_str).map(Cow::from),
            source: resolution.source.map(|id| self.id(id)),
            reason: resolution.reason.map(Reason::as_str).map(Cow::from),
            candidates: resolution.candidates.iter().map(|&id| self.id(id)).collect(),
            confidence: rounded(resolution.confidence),
            why: self.why(index, citation.certainty),
        }
    }

    fn why(&self, index: usize, certainty: f32) -> Option<Why<'a>> {
        let place = self.choices.binary_search_by_key(&index, |choices| choices.citation).ok()?;
        let ground = |ground: &resolve::Ground| Ground { seen: ground.seen.into(), weight: rounded(ground.weight) };
        let choices = self.choices[place].choices.iter().map(|choice| Choice {
            source: choice.source.map(|id| self.id(id)),
            share: rounded(choice.share),
            grounds: choice.grounds.iter().map(ground).collect(),
        });
        Some(Why { cut: rounded(certainty), choices: choices.collect() })
    }

    fn entry(&self, index: usize) -> Entry<'a> {
        let entry = &self.analysis.document.bibliography[index];
        Entry {
            id: self.id(SourceId::Entry(index)),
            region: self.regions.of(entry.span),
            text: entry.span.of(&self.analysis.document.text).into(),
            item: Cow::Borrowed(&self.analysis.entries[index].item),
        }
    }

    fn sources(&self) -> Vec<Source<'a>> {
        let works = &self.analysis.works;
        let keys = key::completed(works.iter().map(|work| &work.item), &BTreeSet::new());
        works.iter().zip(keys).map(|(work, key)| self.source(work, key)).collect()
    }

    fn source(&self, work: &'a Work, key: String) -> Source<'a> {
        let mut item = work.item.clone();
        item.id.clone_from(&key);
        Source {
            id: self.id(work.id),
            cited_by: work.cited_by.iter().map(|&index| self.id(SourceId::Citation(index))).collect(),
            confidence: rounded(work.confidence),
            key: key.into(),
            item: Cow::Owned(item),
        }
    }

    fn id(&self, id: SourceId) -> String {
        self.analysis.source_name(id, &self.note_ids)
    }
}

impl<'a> Locator<'a> {
    fn of(locator: &'a citation::Locator) -> Self {
        Self {
            label: locator.label.as_str().into(),
            value: locator.value.as_str().into(),
            printed: locator.printed().into(),
        }
    }
}

/// Two decimals are all that a confidence can mean.
fn rounded(confidence: f32) -> f64 {
    (f64::from(confidence) * 100.0).round() / 100.0
}
