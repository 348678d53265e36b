//! Labels of notes under other names.

use std::collections::HashMap;

use gen_lsp_types::{
    AnnotatedTextEdit, ChangeAnnotation, DocumentChange, Edit, OptionalVersionedTextDocumentIdentifier,
    PrepareRenameParams, PrepareRenamePlaceholder, PrepareRenameResult, RenameParams, TextDocumentEdit,
    TextDocumentIdentifier, TextEdit, WorkspaceEdit,
};

use super::actions;
use super::snapshot::Snapshot;
use super::version::Version;
use crate::offer;

/// `textDocument/prepareRename`.
pub(super) fn prepare(snapshot: &Snapshot, params: PrepareRenameParams) -> Option<PrepareRenameResult> {
    let at = &params.text_document_position_params;
    let page = snapshot.page(&at.text_document)?;
    let (reading, offset) = page.find(at.position)?;
    let (span, label) = offer::nameable(&reading.analysis, offset)?;
    let (range, placeholder) = (page.range(reading, span), label.to_owned());
    Some(PrepareRenameResult::PrepareRenamePlaceholder(PrepareRenamePlaceholder { range, placeholder }))
}

/// `textDocument/rename`. Where another note has the label already the client has to ask before it makes one of two; one that
/// cannot ask is refused.
pub(super) fn rename(snapshot: &Snapshot, params: RenameParams) -> Result<Option<WorkspaceEdit>, String> {
    let at = &params.text_document_position_params;
    let (Some(version), Some(page)) = (snapshot.version(&at.text_document), snapshot.page(&at.text_document)) else {
        return Ok(None);
    };
    let Some((reading, offset)) = page.find(at.position) else { return Ok(None) };
    let renamed = offer::rename(&reading.source, &reading.analysis, &version.options(), offset, &params.new_name);
    let renamed = renamed.map_err(|error| error.to_string())?;
    let edits: Vec<TextEdit> = renamed.edits.into_iter().map(|edit| page.edit(reading, edit)).collect();
    match renamed.merges {
        false => Ok(Some(actions::changed(version, edits))),
        true if snapshot.client.abilities.asks => Ok(Some(asked(version, edits, &params.new_name))),
        true => Err(format!("there is a note {} already; the two would become one", params.new_name)),
    }
}

/// Edits that the client shows to the writer before it makes them.
fn asked(version: &Version, edits: Vec<TextEdit>, label: &str) -> WorkspaceEdit {
    let annotation_id = "merge".to_owned();
    let annotation = ChangeAnnotation {
        label: format!("There is a note {label} already: the two become one"),
        needs_confirmation: Some(true),
        description: None,
    };
    let edit =
        |text_edit| Edit::AnnotatedTextEdit(AnnotatedTextEdit { annotation_id: annotation_id.clone(), text_edit });
    let document = OptionalVersionedTextDocumentIdentifier {
        version: Some(version.number),
        text_document_identifier: TextDocumentIdentifier { uri: version.uri.clone() },
    };
    let edits = edits.into_iter().map(edit).collect();
    WorkspaceEdit {
        document_changes: Some(vec![DocumentChange::TextDocumentEdit(TextDocumentEdit {
            text_document: document,
            edits,
        })]),
        change_annotations: Some(HashMap::from([(annotation_id.clone(), annotation)])),
        ..WorkspaceEdit::default()
    }
}
