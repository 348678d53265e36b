//! Places in a text as the protocol counts them.

use gen_lsp_types::{Location, Position, Range, TextEdit};

use super::version::{ReadDocument, Version};
use crate::text::{self, ColumnUnit, Edit, LineIndex, Span};

/// A text with its lines, in the unit of columns that client and server agreed on.
pub(super) struct EditorText<'v> {
    version: &'v Version,
    lines: LineIndex<'v>,
    unit: ColumnUnit,
}

impl<'v> EditorText<'v> {
    pub(super) fn new(version: &'v Version, unit: ColumnUnit) -> Self {
        Self { version, lines: LineIndex::new(&version.text), unit }
    }

    /// Returns the place of an offset in the text.
    fn position(&self, offset: usize) -> Position {
        let text::LineColumn { line, column } = self.lines.position(offset, self.unit);
        let from_zero = |number: usize| u32::try_from(number - 1).unwrap_or(u32::MAX);
        Position { line: from_zero(line), character: from_zero(column) }
    }

    /// Returns the offset of a place; the nearest before it where there is no such place.
    pub(super) fn offset(&self, position: Position) -> usize {
        offset(&self.lines, position, self.unit)
    }

    /// Returns the place of a span of the document that was read.
    pub(super) fn range(&self, reading: &ReadDocument, span: Span) -> Range {
        let span = reading.in_text(span);
        Range { start: self.position(span.start), end: self.position(span.end) }
    }

    /// Returns an edit of the document that was read as one of the text.
    pub(super) fn edit(&self, reading: &ReadDocument, edit: Edit) -> TextEdit {
        TextEdit { range: self.range(reading, edit.span), new_text: edit.text }
    }

    /// Returns the same, with the address of the text.
    pub(super) fn location(&self, reading: &ReadDocument, span: Span) -> Location {
        Location { uri: self.version.uri.clone(), range: self.range(reading, span) }
    }

    /// Finds the document that holds a place, and the offset in it.
    pub(super) fn find(&self, position: Position) -> Option<(&'v ReadDocument, usize)> {
        let offset = self.offset(position);
        self.version.readings().iter().find_map(|reading| Some((reading, reading.in_document(offset)?)))
    }
}

/// Returns the offset of a place in some lines.
pub(super) fn offset(lines: &LineIndex<'_>, position: Position, unit: ColumnUnit) -> usize {
    let from_one = |number: u32| usize::try_from(number).unwrap_or(usize::MAX).saturating_add(1);
    lines.offset(text::LineColumn { line: from_one(position.line), column: from_one(position.character) }, unit)
}
