//! What can be folded away: each note of several lines, and each list of notes.

use gen_lsp_types::{FoldingRange, FoldingRangeKind, FoldingRangeParams, Range};

use super::snapshot::Snapshot;

/// `textDocument/foldingRange`.
pub(super) fn folding(snapshot: &Snapshot, params: FoldingRangeParams) -> Option<Vec<FoldingRange>> {
    let (version, page) = (snapshot.version(&params.text_document)?, snapshot.page(&params.text_document)?);
    let ranges = version
        .readings()
        .iter()
        .flat_map(|reading| reading.analysis.document.foldable().into_iter().map(|span| page.range(reading, span)));
    let lines_only = snapshot.client.abilities.folds_lines;
    Some(ranges.filter(|range| range.start.line < range.end.line).map(|range| folded(range, lines_only)).collect())
}

fn folded(range: Range, lines_only: bool) -> FoldingRange {
    let columns = (!lines_only).then_some((range.start.character, range.end.character));
    FoldingRange {
        start_line: range.start.line,
        start_character: columns.map(|(start, _)| start),
        end_line: range.end.line,
        end_character: columns.map(|(_, end)| end),
        kind: Some(FoldingRangeKind::Region),
        collapsed_text: None,
    }
}
