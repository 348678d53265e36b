//! Lines and columns: the only column arithmetic in ibid.

/// What a column counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnUnit {
    /// Bytes.
    Utf8,
    /// UTF-16 code units, as the Language Server Protocol counts by default.
    Utf16,
    /// Characters (Unicode scalar values), as editors show and as ibid reports.
    Char,
}

/// A place as people name it. Both numbers begin at 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column, in the unit that was asked for.
    pub column: usize,
}

/// The starts of a text's lines. A line ends with `\n`, `\r\n` or `\r`.
#[derive(Debug, Clone)]
pub struct LineIndex<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> LineIndex<'t> {
    /// Finds the lines of `text`, in time linear in its length.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
        let ends = ends.filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
        Self { text, starts: std::iter::once(0).chain(ends.map(|at| at + 1)).collect() }
    }

    /// How many lines there are; an empty text has one.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// The line (from 1) that holds `offset`.
    #[must_use]
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset)
    }

    /// Where the line (from 1) begins; the end of the text for a line past the last.
    #[must_use]
    pub fn line_start(&self, line: usize) -> usize {
        self.starts.get(line.saturating_sub(1)).copied().unwrap_or(self.text.len())
    }

    /// Line and column of `offset`; an offset inside a character counts as its start, one past the text as its end.
    #[must_use]
    pub fn position(&self, offset: usize, unit: ColumnUnit) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.line(offset);
        let before = &self.text[self.line_start(line)..offset];
        let width = match unit {
            ColumnUnit::Utf8 => before.len(),
            ColumnUnit::Utf16 => before.encode_utf16().count(),
            ColumnUnit::Char => before.chars().count(),
        };
        Position { line, column: width + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_end_counts_once() {
        let lines = LineIndex::new("a\r\nb\rc\nd");
        assert_eq!(lines.line_count(), 4);
        assert_eq!((lines.line(0), lines.line(3), lines.line(5), lines.line(7)), (1, 2, 3, 4));
    }

    #[test]
    fn columns_count_what_was_asked_for() {
        let lines = LineIndex::new("x\né𝄞[1]");
        let at = |unit| lines.position(8, unit);
        assert_eq!(at(ColumnUnit::Utf8), Position { line: 2, column: 7 });
        assert_eq!(at(ColumnUnit::Utf16), Position { line: 2, column: 4 });
        assert_eq!(at(ColumnUnit::Char), Position { line: 2, column: 3 });
    }

    #[test]
    fn a_place_past_the_end_is_the_end() {
        assert_eq!(LineIndex::new("ab").position(99, ColumnUnit::Char), Position { line: 1, column: 3 });
    }
}
