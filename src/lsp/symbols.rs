//! The outline of a document: its notes with their citations, and its works.

use gen_lsp_types::{DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, SymbolInformation, SymbolKind};

use super::page::EditorText;
use super::snapshot::Snapshot;
use super::version::ReadDocument;
use crate::report::outline::{self, ItemKind, OutlineItem};

/// `textDocument/documentSymbol`.
pub(super) fn symbols(snapshot: &Snapshot, params: DocumentSymbolParams) -> Option<DocumentSymbolResponse> {
    let (version, page) = (snapshot.version(&params.text_document)?, snapshot.page(&params.text_document)?);
    let outlines = version.readings().iter().map(|reading| (reading, outline::of(&reading.analysis)));
    if snapshot.client.abilities.nested_symbols {
        let nested = outlines.flat_map(|(reading, items)| nested(&page, reading, items));
        return Some(DocumentSymbolResponse::DocumentSymbolList(nested.collect()));
    }
    let flat = outlines.flat_map(|(reading, items)| flat(&page, reading, items));
    Some(DocumentSymbolResponse::SymbolInformationList(flat.collect()))
}

#[expect(deprecated, reason = "the type has a field that newer clients do without")]
fn nested(page: &EditorText<'_>, reading: &ReadDocument, items: Vec<OutlineItem>) -> Vec<DocumentSymbol> {
    let symbol = |item: OutlineItem| DocumentSymbol {
        name: item.name,
        detail: item.detail,
        kind: kind(item.kind),
        range: page.range(reading, item.span),
        selection_range: page.range(reading, item.head),
        children: Some(nested(page, reading, item.children)).filter(|children| !children.is_empty()),
        tags: None,
        deprecated: None,
    };
    items.into_iter().map(symbol).collect()
}

#[expect(deprecated, reason = "the type has a field that newer clients do without")]
fn flat(page: &EditorText<'_>, reading: &ReadDocument, items: Vec<OutlineItem>) -> Vec<SymbolInformation> {
    let symbol = |item: OutlineItem| SymbolInformation {
        location: page.location(reading, item.span),
        deprecated: None,
        base_symbol_information: gen_lsp_types::BaseSymbolInformation {
            name: item.name,
            kind: kind(item.kind),
            tags: None,
            container_name: None,
        },
    };
    items.into_iter().map(symbol).collect()
}

fn kind(kind: ItemKind) -> SymbolKind {
    match kind {
        ItemKind::Note => SymbolKind::Key,
        ItemKind::Citation => SymbolKind::String,
        ItemKind::Work => SymbolKind::Object,
    }
}
