//! Marks: characters of a private plane that travel through hayagriva inside the text, so that case, quotation marks and
//! markup can be settled by us once the words are in their order.
//!
//! hayagriva changes the case of letters while it writes them, knows no quotation marks inside a title and prints
//! `<i>…</i>` raw. A style is therefore loaded with each `text-case` and `quotes` turned into marks in the affixes
//! ([`super::patch`]), and a record is handed over with marks for its own markup ([`super::item`]).

/// The first character that ibid uses as a mark (plane 15, private use).
const FIRST: u32 = 0xF0000;
/// The last.
const LAST: u32 = 0xF00FF;

macro_rules! marks {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        $($(#[$doc])* pub(super) const $name: char = $code;)*
    };
}

marks! {
    /// Title case begins.
    CASE_TITLE = '\u{F0001}',
    /// Sentence case begins.
    CASE_SENTENCE = '\u{F0002}',
    /// Lower case begins.
    CASE_LOWER = '\u{F0003}',
    /// Upper case begins.
    CASE_UPPER = '\u{F0004}',
    /// Capital on the first word begins.
    CASE_FIRST = '\u{F0005}',
    /// Capital on every word begins.
    CASE_ALL = '\u{F0006}',
    /// The case that began last ends.
    CASE_END = '\u{F0007}',
    /// A quotation opens.
    QUOTE_OPEN = '\u{F0010}',
    /// A quotation closes.
    QUOTE_CLOSE = '\u{F0011}',
    /// Italics, against the text around.
    ITALIC = '\u{F0012}',
    /// Bold.
    BOLD = '\u{F0013}',
    /// Superscript.
    SUPERSCRIPT = '\u{F0014}',
    /// Subscript.
    SUBSCRIPT = '\u{F0015}',
    /// Small capitals.
    SMALL_CAPITALS = '\u{F0016}',
    /// Letters that keep their case.
    KEEP_CASE = '\u{F0017}',
    /// The markup that began last ends.
    MARKUP_END = '\u{F0018}',
    /// A term of the locale begins.
    TERM = '\u{F0020}',
}

/// Whether a character is a mark.
pub(super) fn is_mark(c: char) -> bool {
    (FIRST..=LAST).contains(&u32::from(c))
}
