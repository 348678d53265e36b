//! What can be shown in the lines themselves: the source after a short form, and how often a work is cited. Off unless set.

use gen_lsp_types::{CodeLens, CodeLensParams, Command, InlayHint, InlayHintParams, Label};

use super::snapshot::Snapshot;
use crate::report::outline;
use crate::text::Span;

/// `textDocument/inlayHint`: "= Robinson, “Gay Men”" after an "Ibid.".
pub(super) fn inlay(snapshot: &Snapshot, params: InlayHintParams) -> Option<Vec<InlayHint>> {
    let (version, page) = (snapshot.version(&params.text_document)?, snapshot.page(&params.text_document)?);
    if !version.held.preferences().inlay_hints {
        return None;
    }
    let shown =
        Span::new(page.offset(params.range.start), page.offset(params.range.end).max(page.offset(params.range.start)));
    let hints = version.readings().iter().flat_map(|reading| {
        let sources = outline::sources(&reading.analysis).into_iter();
        sources
            .filter(|(span, _)| shown.overlaps(reading.in_text(*span)))
            .map(|(span, name)| (page.range(reading, span).end, name))
    });
    let hint = |(position, name)| InlayHint {
        position,
        label: Label::String(format!("= {name}")),
        kind: None,
        text_edits: None,
        tooltip: None,
        padding_left: Some(true),
        padding_right: None,
        data: None,
    };
    Some(hints.map(hint).collect())
}

/// `textDocument/codeLens`: "cited 5 times" above a work.
pub(super) fn lens(snapshot: &Snapshot, params: CodeLensParams) -> Option<Vec<CodeLens>> {
    let (version, page) = (snapshot.version(&params.text_document)?, snapshot.page(&params.text_document)?);
    if !version.held.preferences().code_lens {
        return None;
    }
    let lenses = version.readings().iter().flat_map(|reading| {
        outline::works(&reading.analysis).into_iter().map(|item| (page.range(reading, item.span), item.detail))
    });
    // A lens without a command is only words, and shown as such.
    let words = |title: Option<String>| Command {
        title: title.unwrap_or_default(),
        command: String::new(),
        ..Command::default()
    };
    Some(lenses.map(|(range, detail)| CodeLens { range, command: Some(words(detail)), data: None }).collect())
}
