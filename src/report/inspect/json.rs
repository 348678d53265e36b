//! The JSON of `ibid inspect`, version 1. Fields are added, never renamed.

use std::collections::BTreeSet;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use crate::analysis::Analysis;
use crate::citation::{Citation, Locator};
use crate::convert::key;
use crate::document::Marker;
use crate::report::Places;
use crate::resolve::{SourceId, Work};
use crate::text::{Source, Span};

/// Everything ibid knows of one document, to be written piece by piece: of a long document it is larger than the document.
///
/// ```
/// use ibid::analysis::{Analysis, Options};
/// use ibid::report::inspect;
/// use ibid::text::Source;
/// let sources = [Source::new("post.md", "A claim.[^1]\n\n[^1]: Robinson, 167.\n")];
/// let analysis = Analysis::of(&sources, &Options::default());
/// let answer = serde_json::to_value(inspect::json(&sources, &analysis)).unwrap();
/// assert_eq!(answer["notes"][0]["label"], "1");
/// ```
#[must_use]
pub fn json<'a>(sources: &'a [Source], analysis: &'a Analysis) -> impl Serialize + 'a {
    let items = analysis.works.iter().map(|work| &work.item);
    Writer {
        path: sources.first().map(|source| source.path.as_str()),
        analysis,
        places: Places::new(sources, &analysis.document),
        note_ids: analysis.document.note_ids(),
        keys: key::completed(items, &BTreeSet::new()),
    }
}

struct Writer<'a> {
    path: Option<&'a str>,
    analysis: &'a Analysis,
    places: Places<'a>,
    note_ids: Vec<String>,
    /// The keys of the works.
    keys: Vec<String>,
}

impl Serialize for Writer<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (analysis, document) = (self.analysis, &self.analysis.document);
        let mut answer = serializer.serialize_map(None)?;
        answer.serialize_entry("version", &1)?;
        answer.serialize_entry("path", &self.path)?;
        answer.serialize_entry("format", document.format.name())?;
        answer.serialize_entry("platform", &document.platform)?;
        answer.serialize_entry("language", &analysis.language)?;
        answer.serialize_entry("profile", analysis.profile.name)?;
        answer.serialize_entry("markers", &Each(|| document.markers.iter().map(|marker| self.marker(marker))))?;
        answer.serialize_entry("notes", &Each(|| (0..document.notes.len()).map(|index| self.note(index))))?;
        let entries = || (0..document.bibliography.len()).map(|index| self.entry(index));
        answer.serialize_entry("bibliography", &Each(entries))?;
        let works = || analysis.works.iter().zip(&self.keys).map(|(work, key)| self.work(work, key));
        answer.serialize_entry("sources", &Each(works))?;
        answer.end()
    }
}

/// A list whose members are made as they are written.
struct Each<F>(F);

impl<F: Fn() -> I, I: Iterator<Item = Value>> Serialize for Each<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

impl Writer<'_> {
    /// An object with its place after its first field.
    fn placed(&self, span: Span, object: Value) -> Value {
        let Value::Object(fields) = object else { return object };
        let mut fields = fields.into_iter();
        let mut placed: Map<String, Value> = fields.next().into_iter().collect();
        placed.extend(self.places.json(span));
        placed.extend(fields);
        Value::Object(placed)
    }

    fn marker(&self, marker: &Marker) -> Value {
        self.placed(marker.span, json!({"label": marker.label, "note": marker.note}))
    }

    fn note(&self, index: usize) -> Value {
        let note = &self.analysis.document.notes[index];
        let citations: Vec<_> = self.analysis.citations_of(index).map(|citation| self.citation(citation)).collect();
        self.placed(note.span, json!({"label": note.label, "markers": note.markers, "citations": citations}))
    }

    fn citation(&self, index: usize) -> Value {
        let citation: &Citation = &self.analysis.citations[index];
        let resolution = &self.analysis.resolutions[index];
        let body = json!({
            "id": self.name(SourceId::Citation(index)),
            "text": citation.span.of(&self.analysis.document.text),
            "kind": citation.kind.as_str(),
            "signal": citation.signal.as_ref().map(|signal| &signal.text),
            "locator": citation.locator.as_ref().map(locator),
            "link": resolution.link.map(crate::resolve::Link::as_str),
            "source": resolution.source.map(|id| self.name(id)),
            "reason": resolution.reason.map(crate::resolve::Reason::as_str),
            "candidates": resolution.candidates.iter().map(|&id| self.name(id)).collect::<Vec<_>>(),
            "confidence": rounded(resolution.confidence),
        });
        self.placed(citation.span, body)
    }

    fn entry(&self, index: usize) -> Value {
        let entry = &self.analysis.document.bibliography[index];
        let reference = &self.analysis.entries[index];
        let text = entry.span.of(&self.analysis.document.text);
        self.placed(entry.span, json!({"id": self.name(SourceId::Entry(index)), "text": text, "item": reference.item}))
    }

    fn work(&self, work: &Work, key: &str) -> Value {
        let mut item = work.item.clone();
        key.clone_into(&mut item.id);
        json!({
            "id": self.name(work.id),
            "key": key,
            "cited_by": work.cited_by.iter().map(|&index| self.name(SourceId::Citation(index))).collect::<Vec<_>>(),
            "confidence": rounded(work.confidence),
            "item": item,
        })
    }

    fn name(&self, id: SourceId) -> String {
        self.analysis.source_name(id, &self.note_ids)
    }
}

fn locator(locator: &Locator) -> Value {
    json!({"label": locator.label.as_str(), "value": locator.value, "printed": locator.printed()})
}

/// Two places are all that a confidence can mean.
fn rounded(confidence: f32) -> f64 {
    (f64::from(confidence) * 100.0).round() / 100.0
}
