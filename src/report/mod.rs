//! What people and programs see: spans become places on disk here, and nowhere below.

pub mod checked;
pub mod concise;
pub mod github;
#[cfg(feature = "cli")]
pub mod human;
pub mod inspect;
pub mod json;
pub mod sarif;
pub mod statistics;

use crate::document::Document;
use crate::text::{Source, Span};

/// Leads spans of a document back to the files on disk.
#[derive(Debug, Clone, Copy)]
pub struct Places<'a> {
    sources: &'a [Source],
    document: &'a Document,
}

impl<'a> Places<'a> {
    /// The places of a document that was read from `sources`.
    #[must_use]
    pub fn new(sources: &'a [Source], document: &'a Document) -> Self {
        Self { sources, document }
    }

    /// The file (by number) and the bytes on disk of a span of the document's text.
    #[must_use]
    pub fn on_disk(&self, span: Span) -> (usize, Span) {
        let (file, local) = self.document.locate(span);
        (file, self.sources.get(file).map_or(local, |source| source.on_disk(local)))
    }

    /// `start` and `end` on disk as JSON has them, with `file` where there are several.
    #[must_use]
    pub fn json(&self, span: Span) -> serde_json::Map<String, serde_json::Value> {
        let (file, span) = self.on_disk(span);
        let mut map = serde_json::Map::new();
        map.insert("start".into(), span.start.into());
        map.insert("end".into(), span.end.into());
        if self.sources.len() > 1 {
            map.insert("file".into(), file.into());
        }
        map
    }
}
