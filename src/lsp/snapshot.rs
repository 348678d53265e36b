//! The documents that are open, and how they are at one moment.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use gen_lsp_types::{TextDocumentIdentifier, Uri};
use lsp_server::{Incoming, RequestId, ResponseError};
use serde_json::Value;

use super::client::Client;
use super::held::Workspace;
use super::page::EditorText;
use super::version::Version;
use crate::render::Style;

type TextVersions = HashMap<Uri, Arc<Version>>;

/// The newest version of each open document; clones share it.
#[derive(Clone, Default)]
pub(super) struct OpenTexts(Arc<Mutex<TextVersions>>);

impl OpenTexts {
    pub(super) fn lock(&self) -> MutexGuard<'_, TextVersions> {
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

/// The requests that are not answered yet; clones share them. Whoever takes one out answers it.
#[derive(Clone)]
pub(super) struct PendingRequests(Arc<Mutex<Incoming<()>>>);

impl PendingRequests {
    pub(super) fn new(incoming: Incoming<()>) -> Self {
        Self(Arc::new(Mutex::new(incoming)))
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Incoming<()>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a request is answered from: the documents as they were when it came.
pub(super) struct Snapshot {
    pub(super) texts: TextVersions,
    pub(super) client: Client,
    pub(super) workspace: Arc<Workspace>,
    /// The folders that the client has open.
    pub(super) folders: Arc<Vec<PathBuf>>,
    pub(super) id: RequestId,
    pub(super) pending: PendingRequests,
}

impl Snapshot {
    /// True if nobody waits for the answer any more.
    pub(super) fn is_cancelled(&self) -> bool {
        self.pending.lock().is_completed(&self.id)
    }

    /// Sends the answer, unless somebody else did.
    pub(super) fn respond(&self, answer: Result<Value, ResponseError>) {
        let is_awaited = self.pending.lock().complete(&self.id).is_some();
        if is_awaited {
            self.client.respond(self.id.clone(), answer);
        }
    }

    pub(super) fn version(&self, document: &TextDocumentIdentifier) -> Option<&Version> {
        self.texts.get(&document.uri).map(AsRef::as_ref)
    }

    /// A document with its lines.
    pub(super) fn page(&self, document: &TextDocumentIdentifier) -> Option<EditorText<'_>> {
        Some(EditorText::new(self.version(document)?, self.client.abilities.unit))
    }

    /// The style that a document is written in, if one is set.
    pub(super) fn style(&self, document: &TextDocumentIdentifier) -> Option<Arc<Style>> {
        self.version(document)?.held.style()
    }
}
