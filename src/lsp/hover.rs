//! What a note says and what a citation stands for, beside the place a reader points at.

use gen_lsp_types::{Contents, Hover, HoverParams, MarkupContent, MarkupKind};

use super::navigation;
use super::snapshot::Snapshot;
use crate::report::hover;

/// `textDocument/hover`.
pub(super) fn hover(snapshot: &Snapshot, params: HoverParams) -> Option<Hover> {
    let at = &params.text_document_position_params;
    let (page, reading, subject) = navigation::find(snapshot, at)?;
    let style = snapshot.style(&at.text_document);
    let value = hover::markdown(&reading.analysis, subject, style.as_deref())?;
    let range = reading.analysis.span(subject).map(|span| page.range(reading, span));
    Some(Hover { contents: Contents::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value }), range })
}
