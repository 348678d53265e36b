//! Where something is in the files of a document.

use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::text::{ColumnUnit, LineColumn, LineIndex, Source, Span};

/// A stretch of a file, in bytes on disk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Region {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// The file, by its index among the files of the document; left out where there is only one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<usize>,
}

/// A stretch of a file, in bytes on disk and in lines and columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Place {
    /// The bytes.
    #[serde(flatten)]
    pub region: Region,
    /// The line of its start, from 1.
    pub line: usize,
    /// The column of its start in characters, from 1.
    pub column: usize,
    /// The line of its end, from 1.
    pub end_line: usize,
    /// The column of its end in characters, from 1.
    pub end_column: usize,
}

/// Leads spans of a document's text back to the files on disk.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Regions<'a> {
    sources: &'a [Source],
    document: &'a Document,
}

impl<'a> Regions<'a> {
    /// The regions of a document that was read from `sources`.
    pub(crate) fn new(sources: &'a [Source], document: &'a Document) -> Self {
        Self { sources, document }
    }

    /// The bytes on disk of a span.
    pub(crate) fn of(&self, span: Span) -> Region {
        let (file, local) = self.document.locate(span);
        let Span { start, end } = self.sources.get(file).map_or(local, |source| source.on_disk(local));
        Region { start, end, file: (self.sources.len() > 1).then_some(file) }
    }
}

/// The same, with lines and columns.
#[derive(Debug)]
pub(crate) struct Places<'a> {
    regions: Regions<'a>,
    lines: Vec<LineIndex<'a>>,
}

impl<'a> Places<'a> {
    /// The places of a document that was read from `sources`.
    pub(crate) fn new(sources: &'a [Source], document: &'a Document) -> Self {
        let lines = sources.iter().map(|source| LineIndex::new(&source.text)).collect();
        Self { regions: Regions::new(sources, document), lines }
    }

    /// The place on disk of a span.
    pub(crate) fn of(&self, span: Span) -> Place {
        let (file, local) = self.regions.document.locate(span);
        let first = LineColumn { line: 1, column: 1 };
        let position = |at| self.lines.get(file).map_or(first, |lines| lines.position(at, ColumnUnit::Char));
        let (start, end) = (position(local.start), position(local.end));
        let region = self.regions.of(span);
        Place { region, line: start.line, column: start.column, end_line: end.line, end_column: end.column }
    }
}
