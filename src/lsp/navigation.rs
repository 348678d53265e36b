//! Where a marker or a citation leads, and what else means the same.

use gen_lsp_types::{
    Definition, DefinitionParams, DefinitionResponse, DocumentHighlight, DocumentHighlightKind,
    DocumentHighlightParams, Location, ReferenceParams, TextDocumentPositionParams,
};

use super::page::EditorText;
use super::snapshot::Snapshot;
use super::version::ReadDocument;
use crate::analysis::Subject;

/// `textDocument/definition`: marker to note, note to markers, citation to where its source is given in full.
pub(super) fn definition(snapshot: &Snapshot, params: DefinitionParams) -> Option<DefinitionResponse> {
    let (page, reading, subject) = find(snapshot, &params.text_document_position_params)?;
    let targets = reading.analysis.targets(subject);
    let locations: Vec<Location> = targets.into_iter().map(|span| page.location(reading, span)).collect();
    (!locations.is_empty()).then_some(DefinitionResponse::Definition(Definition::LocationList(locations)))
}

/// `textDocument/references`: all markers of a note, all citations of a work.
pub(super) fn references(snapshot: &Snapshot, params: ReferenceParams) -> Option<Vec<Location>> {
    let (page, reading, subject) = find(snapshot, &params.text_document_position_params)?;
    let mentions = reading.analysis.mentions_of(subject, params.context.include_declaration);
    Some(mentions.into_iter().map(|span| page.location(reading, span)).collect())
}

/// `textDocument/documentHighlight`: the same, in the text that is shown.
pub(super) fn highlight(snapshot: &Snapshot, params: DocumentHighlightParams) -> Option<Vec<DocumentHighlight>> {
    let (page, reading, subject) = find(snapshot, &params.text_document_position_params)?;
    let mentions = reading.analysis.mentions_of(subject, true).into_iter();
    let kind = Some(DocumentHighlightKind::Read);
    Some(mentions.map(|span| DocumentHighlight { range: page.range(reading, span), kind }).collect())
}

/// Finds what stands at a place.
pub(super) fn find<'s>(
    snapshot: &'s Snapshot,
    at: &TextDocumentPositionParams,
) -> Option<(EditorText<'s>, &'s ReadDocument, Subject)> {
    let page = snapshot.page(&at.text_document)?;
    let (reading, offset) = page.find(at.position)?;
    let subject = reading.analysis.at(offset)?;
    Some((page, reading, subject))
}
