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
pub struct LineColumn {
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
    /// How many characters, and how many of those of two UTF-16 units, stand before each block of the text: a line
    /// may be as long as a file, and its columns are asked for often. Empty for a text of one block.
    blocks: Vec<Counts>,
}

/// How many bytes are counted at a time.
const BLOCK: usize = 1 << 14;

#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    chars: usize,
    /// Characters that take two units of UTF-16, which are those of four bytes.
    wide: usize,
}

impl Counts {
    fn of(bytes: &[u8]) -> Self {
        Self {
            chars: bytes.iter().filter(|&&byte| byte & 0b1100_0000 != 0b1000_0000).count(),
            wide: bytes.iter().filter(|&&byte| byte >= 0b1111_0000).count(),
        }
    }

    fn plus(self, other: Self) -> Self {
        Self { chars: self.chars + other.chars, wide: self.wide + other.wide }
    }

    fn minus(self, other: Self) -> Self {
        Self { chars: self.chars - other.chars, wide: self.wide - other.wide }
    }
}

impl<'t> LineIndex<'t> {
    /// Finds the lines of `text`, in time linear in its length.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
        let ends = ends.filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
        let long = if bytes.len() > BLOCK { bytes } else { &[] };
        let blocks = long.chunks(BLOCK).scan(Counts::default(), |before, block| {
            let here = *before;
            *before = here.plus(Counts::of(block));
            Some(here)
        });
        Self { text, starts: std::iter::once(0).chain(ends.map(|at| at + 1)).collect(), blocks: blocks.collect() }
    }

    /// What stands between two places of a line: counted through where that is short.
    fn between(&self, start: usize, offset: usize) -> Counts {
        if offset - start < BLOCK {
            return Counts::of(self.text.as_bytes().get(start..offset).unwrap_or_default());
        }
        self.before(offset).minus(self.before(start))
    }

    fn before(&self, offset: usize) -> Counts {
        let block = (offset / BLOCK).min(self.blocks.len().saturating_sub(1));
        let rest = self.text.as_bytes().get(block * BLOCK..offset).unwrap_or_default();
        self.blocks.get(block).copied().unwrap_or_default().plus(Counts::of(rest))
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
    pub fn position(&self, offset: usize, unit: ColumnUnit) -> LineColumn {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.line(offset);
        let start = self.line_start(line);
        let between = self.between(start, offset);
        let width = match unit {
            ColumnUnit::Utf8 => offset - start,
            ColumnUnit::Utf16 => between.chars + between.wide,
            ColumnUnit::Char => between.chars,
        };
        LineColumn { line, column: width + 1 }
    }

    /// The offset of a line and column: the way back from [`LineIndex::position`]. A column past the line is its end, before the
    /// line break; a line past the last is the end of the text; a column inside a character is its start.
    ///
    /// ```
    /// use ibid::text::{ColumnUnit, LineColumn, LineIndex};
    /// let lines = LineIndex::new("é𝄞[1]\r\nnext");
    /// assert_eq!(lines.offset(LineColumn { line: 1, column: 4 }, ColumnUnit::Utf16), 6);
    /// assert_eq!(lines.offset(LineColumn { line: 1, column: 99 }, ColumnUnit::Utf16), 9);
    /// ```
    #[must_use]
    pub fn offset(&self, position: LineColumn, unit: ColumnUnit) -> usize {
        let (start, end) = (self.line_start(position.line.max(1)), self.line_start(position.line.saturating_add(1)));
        let line = self.text.get(start..end).unwrap_or_default().trim_end_matches(['\n', '\r']);
        let wanted = position.column.saturating_sub(1);
        let width = |c: char| match unit {
            ColumnUnit::Utf8 => c.len_utf8(),
            ColumnUnit::Utf16 => c.len_utf16(),
            ColumnUnit::Char => 1,
        };
        let mut column = 0;
        let reaches = |c: char| {
            column += width(c);
            column > wanted
        };
        start + line.find(reaches).unwrap_or(line.len())
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
        assert_eq!(at(ColumnUnit::Utf8), LineColumn { line: 2, column: 7 });
        assert_eq!(at(ColumnUnit::Utf16), LineColumn { line: 2, column: 4 });
        assert_eq!(at(ColumnUnit::Char), LineColumn { line: 2, column: 3 });
    }

    #[test]
    fn an_offset_is_found_from_its_position() {
        let text = "x\r\né𝄞[1]\rlast 😀";
        let lines = LineIndex::new(text);
        for unit in [ColumnUnit::Utf8, ColumnUnit::Utf16, ColumnUnit::Char] {
            for (offset, _) in text.char_indices().filter(|&(at, c)| c != '\n' || !text[..at].ends_with('\r')) {
                assert_eq!(lines.offset(lines.position(offset, unit), unit), offset, "{unit:?}");
            }
        }
    }

    #[test]
    fn a_position_that_is_not_there_is_the_nearest_before_it() {
        let lines = LineIndex::new("ab\r\n😀c\n");
        for (line, column, offset) in [(0, 0, 0), (1, 99, 2), (2, 2, 4), (2, 4, 9), (3, 7, 10), (99, 1, 10)] {
            assert_eq!(lines.offset(LineColumn { line, column }, ColumnUnit::Utf16), offset, "{line}:{column}");
        }
        assert_eq!(lines.offset(LineColumn { line: usize::MAX, column: usize::MAX }, ColumnUnit::Utf8), 10);
    }

    #[test]
    fn a_place_past_the_end_is_the_end() {
        assert_eq!(LineIndex::new("ab").position(99, ColumnUnit::Char), LineColumn { line: 1, column: 3 });
    }

    #[test]
    fn a_line_longer_than_a_block_is_counted_through() {
        let text = format!("x\n{}[1]", "é𝄞".repeat(BLOCK));
        let lines = LineIndex::new(&text);
        let at = text.find('[').unwrap();
        assert_eq!(lines.position(at, ColumnUnit::Char).column, 2 * BLOCK + 1);
        assert_eq!(lines.position(at, ColumnUnit::Utf16).column, 3 * BLOCK + 1);
        assert_eq!(lines.position(text.len(), ColumnUnit::Char), LineColumn { line: 2, column: 2 * BLOCK + 4 });
    }
}
