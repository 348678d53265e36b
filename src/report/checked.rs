//! The findings of one document with their places on disk, lines and columns: what every report is made of.

use super::Places;
use crate::document::Document;
use crate::lint::{Finding, Safety, Severity, fingerprints};
use crate::text::{ColumnUnit, LineIndex, Position, Source, Span};

/// A checked document.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// The paths of its files.
    pub paths: Vec<String>,
    /// What is wrong, by place.
    pub findings: Vec<Shown>,
}

/// A finding as it is shown.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The id of its rule.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// Why it matters.
    pub note: Option<String>,
    /// What to do.
    pub help: Option<String>,
    /// Where.
    pub place: Place,
    /// Other places, with what is there.
    pub related: Vec<(Place, String)>,
    /// What mends it.
    pub fix: Option<ShownFix>,
    /// What it is known again by.
    pub fingerprint: String,
}

/// A fix as it is shown.
#[derive(Debug, Clone)]
pub struct ShownFix {
    /// What it may change.
    pub safety: Safety,
    /// What it does.
    pub message: String,
    /// The places that change, with what they become.
    pub edits: Vec<(Place, String)>,
}

/// A stretch of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The file, by its place among the files of the document.
    pub file: usize,
    /// Its bytes on disk.
    pub span: Span,
    /// The line and column (in characters) of its start.
    pub start: Position,
    /// The line and column (in characters) of its end.
    pub end: Position,
}

impl Checked {
    /// Leads the findings of a document that was read from `sources` back to the files.
    #[must_use]
    pub fn new(sources: &[Source], document: &Document, findings: Vec<Finding>) -> Self {
        let paths = sources.iter().map(|source| source.path.clone()).collect();
        if findings.is_empty() {
            return Self { paths, findings: Vec::new() };
        }
        let lines: Vec<LineIndex<'_>> = sources.iter().map(|source| LineIndex::new(&source.text)).collect();
        let placer = Placer { places: Places::new(sources, document), document, lines };
        let fingerprints = fingerprints(&document.text, &findings);
        let findings = findings.into_iter().zip(fingerprints);
        Self { paths, findings: findings.map(|(finding, fingerprint)| placer.show(finding, fingerprint)).collect() }
    }

    /// The path of the file that holds a place.
    #[must_use]
    pub fn path(&self, place: Place) -> &str {
        self.paths.get(place.file).map_or("", String::as_str)
    }
}

struct Placer<'a> {
    places: Places<'a>,
    document: &'a Document,
    lines: Vec<LineIndex<'a>>,
}

impl Placer<'_> {
    fn show(&self, finding: Finding, fingerprint: String) -> Shown {
        Shown {
            rule: finding.rule,
            severity: finding.severity,
            message: finding.message,
            note: finding.note,
            help: finding.help,
            place: self.place(finding.span),
            related: finding.related.into_iter().map(|other| (self.place(other.span), other.message)).collect(),
            fix: finding.fix.map(|fix| ShownFix {
                safety: fix.safety,
                message: fix.message,
                edits: fix.edits.into_iter().map(|edit| (self.place(edit.span), edit.text)).collect(),
            }),
            fingerprint,
        }
    }

    fn place(&self, span: Span) -> Place {
        let (file, local) = self.document.locate(span);
        let nowhere = Position { line: 1, column: 1 };
        let position = |at| self.lines.get(file).map_or(nowhere, |lines| lines.position(at, ColumnUnit::Char));
        let (_, on_disk) = self.places.on_disk(span);
        Place { file, span: on_disk, start: position(local.start), end: position(local.end) }
    }
}
