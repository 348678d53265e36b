//! Marks: invisible characters that travel through hayagriva inside the text, so that case, quotation marks, punctuation
//! and markup can be settled by us once the words are in their order.
//!
//! hayagriva changes the case of letters while it writes them, knows no quotation marks inside a title, drops a stop that
//! follows the same stop wherever it came from, and prints `<i>…</i>` raw. A style is therefore loaded with each
//! `text-case`, `quotes` and `strip-periods` turned into marks in the affixes ([`super::patch`]), and a record is handed
//! over with marks for its own markup ([`super::item`]).
//!
//! The marks are variation selectors from the far end of Unicode's supplement, where none is in use: collation ignores
//! them, so that sorting is not disturbed, and no letter case applies.

/// The first character that ibid uses as a mark.
const FIRST: u32 = 0xE0190;
/// The last.
const LAST: u32 = 0xE01EF;

/// hayagriva knows no dates in words ("forthcoming"): the first such date of a record is handed over as this year, the
/// second as the next, and what is printed for them is replaced by the words.
pub(super) const STAND_IN: i16 = 31_000;

macro_rules! marks {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        $($(#[$doc])* pub(super) const $name: char = $code;)*
    };
}

marks! {
    /// Title case begins.
    CASE_TITLE = '\u{E0190}',
    /// Sentence case begins.
    CASE_SENTENCE = '\u{E0191}',
    /// Lower case begins.
    CASE_LOWER = '\u{E0192}',
    /// Upper case begins.
    CASE_UPPER = '\u{E0193}',
    /// Capital on the first word begins.
    CASE_FIRST = '\u{E0194}',
    /// Capital on every word begins.
    CASE_ALL = '\u{E0195}',
    /// The case that began last ends.
    CASE_END = '\u{E0196}',
    /// A quotation opens.
    QUOTE_OPEN = '\u{E0197}',
    /// A quotation closes.
    QUOTE_CLOSE = '\u{E0198}',
    /// A quotation opens that was typed with single marks.
    SINGLE_OPEN = '\u{E0199}',
    /// A quotation closes that was typed with single marks.
    SINGLE_CLOSE = '\u{E019A}',
    /// Italics, against the text around.
    ITALIC = '\u{E019B}',
    /// Bold.
    BOLD = '\u{E019C}',
    /// Superscript.
    SUPERSCRIPT = '\u{E019D}',
    /// Subscript.
    SUBSCRIPT = '\u{E019E}',
    /// Small capitals.
    SMALL_CAPITALS = '\u{E019F}',
    /// Letters that keep their case.
    KEEP_CASE = '\u{E01A0}',
    /// The markup that began last ends.
    MARKUP_END = '\u{E01A1}',
    /// A term of the locale begins.
    TERM = '\u{E01A2}',
    /// A value of the record begins.
    VALUE = '\u{E01A3}',
    /// A value of the record ends.
    VALUE_END = '\u{E01A4}',
    /// Text without full stops begins.
    STRIP = '\u{E01A5}',
    /// Text without full stops ends.
    STRIP_END = '\u{E01A6}',
    /// The locator begins: what stands in for it is replaced.
    LOCATOR = '\u{E01A7}',
    /// The locator ends.
    LOCATOR_END = '\u{E01A8}',
    /// The pages of the work begin: what hayagriva makes of them is replaced.
    PAGES = '\u{E01A9}',
    /// The pages of the work end.
    PAGES_END = '\u{E01AA}',
    /// A number in a series of its own (docket, patent) begins: it is printed as it was typed.
    NUMBER = '\u{E01AD}',
    /// That number ends.
    NUMBER_END = '\u{E01AE}',
    /// Nothing: it keeps hayagriva from dropping an affix for being the same as what it follows.
    APART = '\u{E01AB}',
    /// The value before is not to be read as a number.
    NUMBERLESS = '\u{E01AC}',
    /// No space goes before: it stands in for a particle that a name does not have.
    UNSPACE = '\u{E01AF}',
    /// Not a name: there are more than are known ("et al.").
    OTHERS = '\u{E01B0}',
    /// Title case of a word of the style begins, whatever the language of the work.
    CASE_TERM = '\u{E01B1}',
    /// No space follows. (Not of the range: in names each mark has to be a letter of its own.)
    JOIN = '\u{2060}',
}

/// How far Unicode's tag characters lie from the ASCII characters that they repeat. Collation ignores them.
const TAGS: u32 = 0xE0000;

/// A character that sorting passes over and that is printed as `c`; other characters than those of ASCII stay as they are.
pub(super) fn unsorted(c: char) -> char {
    if is_hidable(&c) { char::from_u32(TAGS + u32::from(c)).unwrap_or(c) } else { c }
}

fn is_hidable(c: &char) -> bool {
    c.is_ascii_graphic() || *c == ' '
}

/// The character that is printed for `c`: the other way round.
pub(super) fn printed(c: char) -> char {
    let ascii = u32::from(c).checked_sub(TAGS).and_then(char::from_u32);
    ascii.filter(is_hidable).unwrap_or(c)
}

/// Whether a character is a mark.
pub(super) fn is_mark(c: char) -> bool {
    (FIRST..=LAST).contains(&u32::from(c)) || c == JOIN
}
