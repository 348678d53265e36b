//! The JSON of `ibid inspect`, version 1. Fields are added, never renamed.

use serde_json::{Map, Value, json};

use crate::analysis::Analysis;
use crate::citation::{Citation, Locator};
use crate::convert::key;
use crate::csl::Item;
use crate::report::Places;
use crate::resolve::{SourceId, Work};
use crate::text::{Source, Span};

/// Everything ibid knows of one document.
#[must_use]
pub fn json(sources: &[Source], analysis: &Analysis) -> Value {
    let mut items: Vec<Item> = analysis.works.iter().map(|work| work.item.clone()).collect();
    key::complete(&mut items);
    let writer = Writer {
        analysis,
        places: Places::new(sources, &analysis.document),
        note_ids: analysis.document.note_ids(),
        items,
    };
    writer.document(sources)
}

struct Writer<'a> {
    analysis: &'a Analysis,
    places: Places<'a>,
    note_ids: Vec<String>,
    /// The records of the works, with their keys.
    items: Vec<Item>,
}

impl Writer<'_> {
    fn document(&self, sources: &[Source]) -> Value {
        let document = &self.analysis.document;
        let works = self.analysis.works.iter().zip(&self.items);
        json!({
            "version": 1,
            "path": sources.first().map(|source| &source.path),
            "format": document.format.name(),
            "platform": document.platform,
            "language": self.analysis.language,
            "profile": self.analysis.profile.name,
            "markers": document.markers.iter().map(|marker| {
                self.placed(marker.span, json!({"label": marker.label, "note": marker.note}))
            }).collect::<Vec<_>>(),
            "notes": (0..document.notes.len()).map(|index| self.note(index)).collect::<Vec<_>>(),
            "bibliography": (0..document.bibliography.len()).map(|index| self.entry(index)).collect::<Vec<_>>(),
            "sources": works.map(|(work, item)| self.work(work, item)).collect::<Vec<_>>(),
        })
    }

    /// An object with its place after its first field.
    fn placed(&self, span: Span, object: Value) -> Value {
        let Value::Object(fields) = object else { return object };
        let mut fields = fields.into_iter();
        let mut placed: Map<String, Value> = fields.next().into_iter().collect();
        placed.extend(self.places.json(span));
        placed.extend(fields);
        Value::Object(placed)
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

    fn work(&self, work: &Work, item: &Item) -> Value {
        json!({
            "id": self.name(work.id),
            "key": item.id,
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
