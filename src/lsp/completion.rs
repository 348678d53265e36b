//! Labels after `[^`, and works in notes.

use gen_lsp_types::{
    CompletionItem, CompletionItemKind, CompletionItemTextEdit, CompletionParams, CompletionResponse, TextEdit,
};

use super::page::EditorText;
use super::snapshot::Snapshot;
use super::version::ReadDocument;
use crate::offer::{self, Completion, CompletionKind};

/// The style in which works of the library are written where none is set.
const USUAL_STYLE: &str = "chicago-notes-bibliography";

/// `textDocument/completion`.
pub(super) fn completion(snapshot: &Snapshot, params: CompletionParams) -> Option<CompletionResponse> {
    let at = &params.text_document_position_params;
    let (version, page) = (snapshot.version(&at.text_document)?, snapshot.page(&at.text_document)?);
    let (reading, offset) = page.find(at.position)?;
    let library = version.held.library();
    let style = if library.is_empty() { None } else { version.held.style_or(USUAL_STYLE) };
    let found = offer::completions(&reading.analysis, offset, &library, style.as_deref());
    let items = found.into_iter().enumerate().map(|(rank, found)| item(&page, reading, found, rank));
    Some(CompletionResponse::CompletionItemList(items.collect()))
}

fn item(page: &EditorText<'_>, reading: &ReadDocument, found: Completion, rank: usize) -> CompletionItem {
    let (kind, insert) = match found.kind {
        CompletionKind::Label => (CompletionItemKind::Reference, found.label.clone()),
        CompletionKind::Cited | CompletionKind::Library => (CompletionItemKind::Text, found.label.clone()),
    };
    let edit = TextEdit { range: page.range(reading, found.span), new_text: found.text };
    CompletionItem {
        label: found.label,
        kind: Some(kind),
        detail: Some(found.detail),
        sort_text: Some(format!("{rank:05}")),
        filter_text: Some(insert),
        text_edit: Some(CompletionItemTextEdit::TextEdit(edit)),
        ..CompletionItem::default()
    }
}
