//! The documents that are open, and how they are at one moment.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use gen_lsp_types::{TextDocumentIdentifier, Uri};

use super::client::Client;
use super::page::Page;
use super::version::Version;
use crate::render::Style;

type Versions = HashMap<Uri, Arc<Version>>;

/// The newest version of each open document; clones share it.
#[derive(Clone, Default)]
pub(super) struct Texts(Arc<Mutex<Versions>>);

impl Texts {
    pub(super) fn lock(&self) -> MutexGuard<'_, Versions> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn get(&self, uri: &Uri) -> Option<Arc<Version>> {
        self.lock().get(uri).cloned()
    }

    /// Does something with a version unless there is a newer one by now, or the document was closed.
    pub(super) fn if_current(&self, version: &Version, act: impl FnOnce()) {
        let versions = self.lock();
        if versions.get(&version.uri).is_some_and(|newest| newest.serial == version.serial) {
            act();
        }
    }
}

/// What a request is answered from: the documents as they were when it came.
pub(super) struct Snapshot {
    pub(super) texts: Versions,
    pub(super) client: Client,
}

impl Snapshot {
    pub(super) fn version(&self, document: &TextDocumentIdentifier) -> Option<&Version> {
        self.texts.get(&document.uri).map(AsRef::as_ref)
    }

    /// A document with its lines.
    pub(super) fn page(&self, document: &TextDocumentIdentifier) -> Option<Page<'_>> {
        Some(Page::new(self.version(document)?, self.client.abilities.unit))
    }

    /// The style that a document is written in, if one is set.
    pub(super) fn style(&self, document: &TextDocumentIdentifier) -> Option<Arc<Style>> {
        self.version(document)?.held.style()
    }
}
