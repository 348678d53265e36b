//! The other side: what it can do, and messages to it.

use crossbeam_channel::Sender;
use gen_lsp_types::{
    ClientCapabilities, LogMessageNotification, LogMessageParams, MessageType, Notification, PositionEncodingKind,
};
use lsp_server::{Message, RequestId, Response, ResponseError};
use serde_json::Value;

use crate::text::ColumnUnit;

/// The other side.
#[derive(Clone)]
pub(super) struct Client {
    sender: Sender<Message>,
    pub(super) abilities: Abilities,
}

/// What a client can do, as far as it makes a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Abilities {
    /// How columns are counted.
    pub(super) unit: ColumnUnit,
    /// It asks for diagnostics itself.
    pub(super) pulls: bool,
    /// It asks again for diagnostics when it is told to.
    pub(super) refreshes: bool,
    /// It shows related places of diagnostics.
    pub(super) related: bool,
    /// It shows symbols in symbols.
    pub(super) nested_symbols: bool,
    /// It folds whole lines only.
    pub(super) folds_lines: bool,
    /// It answers when it is asked for its configuration.
    pub(super) configuration: bool,
    /// It comes back for the edit of an action when it is chosen.
    pub(super) resolves: bool,
    /// It asks the writer before it makes an edit, where it is told to.
    pub(super) asks: bool,
    /// It watches files when it is asked to.
    pub(super) watches: bool,
}

impl Abilities {
    pub(super) fn of(capabilities: &ClientCapabilities) -> Self {
        let document = capabilities.text_document.as_ref();
        let workspace = capabilities.workspace.as_ref();
        let is = |ability: Option<bool>| ability == Some(true);
        let published = document.and_then(|document| document.publish_diagnostics.as_ref());
        let symbols = document.and_then(|document| document.document_symbol.as_ref());
        let folding = document.and_then(|document| document.folding_range.as_ref());
        let watched = workspace.and_then(|workspace| workspace.did_change_watched_files.as_ref());
        let refreshed = workspace.and_then(|workspace| workspace.diagnostics.as_ref());
        let action = document.and_then(|document| document.code_action.as_ref());
        let resolved = action.and_then(|action| action.resolve_support.as_ref());
        let edits = workspace.and_then(|workspace| workspace.workspace_edit.as_ref());
        Self {
            unit: unit(capabilities),
            pulls: document.is_some_and(|document| document.diagnostic.is_some()),
            refreshes: is(refreshed.and_then(|refreshed| refreshed.refresh_support)),
            related: published
                .is_none_or(|published| published.diagnostics_capabilities.related_information != Some(false)),
            nested_symbols: is(symbols.and_then(|symbols| symbols.hierarchical_document_symbol_support)),
            folds_lines: is(folding.and_then(|folding| folding.line_folding_only)),
            configuration: is(workspace.and_then(|workspace| workspace.configuration)),
            resolves: resolved.is_some_and(|resolved| resolved.properties.iter().any(|name| name == "edit")),
            asks: edits.is_some_and(|edits| is(edits.document_changes) && edits.change_annotation_support.is_some()),
            watches: is(watched.and_then(|watched| watched.dynamic_registration)),
        }
    }
}

/// The unit of columns: bytes where the client counts them, which is what the library does; else that of the protocol.
fn unit(capabilities: &ClientCapabilities) -> ColumnUnit {
    let offered = capabilities.general.as_ref().and_then(|general| general.position_encodings.as_deref());
    let offers = |kind: &PositionEncodingKind| offered.unwrap_or_default().contains(kind);
    if offers(&PositionEncodingKind::UTF8) { ColumnUnit::Utf8 } else { ColumnUnit::Utf16 }
}

impl Client {
    pub(super) fn new(sender: Sender<Message>, abilities: Abilities) -> Self {
        Self { sender, abilities }
    }

    /// Sends a message. A client that is gone misses nothing.
    pub(super) fn send(&self, message: impl Into<Message>) {
        drop(self.sender.send(message.into()));
    }

    pub(super) fn notify<N: Notification>(&self, params: &N::Params) {
        self.send(lsp_server::Notification::new(N::METHOD.to_string(), params));
    }

    pub(super) fn respond(&self, id: RequestId, answer: Result<Value, ResponseError>) {
        self.send(Response { id, response_result: answer });
    }

    /// Tells the log of the editor.
    pub(super) fn log(&self, kind: MessageType, message: String) {
        self.notify::<LogMessageNotification>(&LogMessageParams { kind, message });
    }
}
