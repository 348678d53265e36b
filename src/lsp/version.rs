//! One text of one document, and what is known of it.

use std::sync::{Arc, OnceLock};

use gen_lsp_types::Uri;

use super::held::{self, Held};
use crate::analysis::{Analysis, Options};
use crate::lint::Finding;
use crate::reference::Memory;
use crate::text::{Source, Span};
use crate::workspace;

/// One text of one document. It is read when someone first asks, and never again.
pub(super) struct Version {
    pub(super) uri: Uri,
    /// The number that the client gave this text.
    pub(super) number: i32,
    /// Tells this text and its settings from all others that the server has seen.
    pub(super) serial: u64,
    pub(super) text: Arc<String>,
    pub(super) held: Arc<Held>,
    /// The references of this text and of those before it that were read.
    pub(super) memory: Memory,
    readings: OnceLock<Vec<ReadDocument>>,
}

/// A document of a text: nearly always all of it; in the export of a site each post.
pub(super) struct ReadDocument {
    pub(super) source: Source,
    pub(super) analysis: Analysis,
    findings: OnceLock<Vec<Finding>>,
}

impl Version {
    pub(super) fn new(uri: Uri, number: i32, serial: u64, text: Arc<String>, held: Arc<Held>, memory: Memory) -> Self {
        Self { uri, number, serial, text, held, memory, readings: OnceLock::new() }
    }

    /// How the text is read.
    pub(super) fn options(&self) -> Options {
        Options { memory: self.memory.clone(), ..self.held.options.clone() }
    }

    /// The documents of the text.
    pub(super) fn readings(&self) -> &[ReadDocument] {
        self.readings.get_or_init(|| {
            let sources = workspace::split(held::source(&self.held.name, &self.text));
            let options = self.options();
            sources.into_iter().map(|source| ReadDocument::of(source, &options)).collect()
        })
    }

    /// What is wrong with them, each with its document.
    pub(super) fn findings(&self) -> impl Iterator<Item = (&ReadDocument, &Finding)> {
        self.readings().iter().flat_map(|reading| {
            let findings = reading.findings.get_or_init(|| self.held.findings(&reading.analysis));
            findings.iter().map(move |finding| (reading, finding))
        })
    }
}

impl ReadDocument {
    fn of(source: Source, options: &Options) -> Self {
        let analysis = Analysis::of(std::slice::from_ref(&source), options);
        Self { source, analysis, findings: OnceLock::new() }
    }

    /// Returns the bytes of the whole text that a span of this document covers.
    pub(super) fn in_text(&self, span: Span) -> Span {
        self.source.on_disk(span)
    }

    /// Returns the place in this document of an offset of the whole text; `None` outside of it.
    pub(super) fn in_document(&self, offset: usize) -> Option<usize> {
        let own = self.in_text(Span::new(0, self.source.text.len()));
        (own.start <= offset && offset <= own.end).then(|| offset - own.start)
    }
}
