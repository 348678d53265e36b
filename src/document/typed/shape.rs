//! The shapes of markers and of the heads of notes that people type: `[1]`, `(1)`, `¹`, `1.`, `[Footnote 12: …]`.

use nom::branch::alt;
use nom::bytes::complete::{take_while, take_while_m_n, take_while1};
use nom::character::complete::{char, one_of};
use nom::combinator::{opt, recognize, verify};
use nom::error::ErrorKind;
use nom::sequence::{delimited, pair, preceded, terminated};
use nom::{IResult, Parser};

use crate::text::roman;

/// How a number is dressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// `[1]`
    Bracket,
    /// `(1)`
    Paren,
    /// `¹`, or digits raised by markup.
    Super,
    /// `[^1]` of Markdown where no note has that name.
    Caret,
    /// `1.`
    Dot,
    /// `1)`
    Half,
    /// `1 Text`
    Bare,
    /// `Note 1:`, `[Footnote 1: …]`
    Word,
    /// `*`, `††`, bare or raised.
    Sign,
}

/// Words that stand before the number at the head of a note, in lower case.
const WORDS: &[&str] = &[
    "footnote",
    "endnote",
    "note",
    "fußnote",
    "fussnote",
    "anmerkung",
    "anm.",
    "anm",
    "nota",
    "voetnoot",
    "noot",
    "fotnote",
    "fodnote",
    "fotnot",
    "przypis",
    "poznámka",
    "примечание",
    "сноска",
    "fn.",
    "fn",
    "注",
    "註",
    "脚注",
];

/// The brackets of markers and of heads, and what each pair is.
const BRACKETS: &[(char, char, Shape)] = &[
    ('[', ']', Shape::Bracket),
    ('［', '］', Shape::Bracket),
    ('【', '】', Shape::Bracket),
    ('〔', '〕', Shape::Bracket),
    ('(', ')', Shape::Paren),
    ('（', '）', Shape::Paren),
];

/// What closes a bracket, and what the pair is.
pub(super) fn bracketed(opener: char) -> Option<(char, Shape)> {
    BRACKETS.iter().find(|(open, ..)| *open == opener).map(|(_, close, shape)| (*close, *shape))
}

/// True if a label may follow such a bracket.
pub(in crate::document) fn opens_label(c: char) -> bool {
    c == '{' || bracketed(c).is_some()
}

/// The longest number of a note.
const DIGITS: usize = 6;

/// The longest number that stands before a text without any dress: longer ones are of houses, towns and telephones.
const BARE_DIGITS: usize = 4;

/// The signs that stand for numbers.
const SIGNS: &str = "*†‡§¶";

/// The most signs in a row that make one label.
const SIGNS_IN_A_ROW: usize = 4;

/// The head of a note in the text it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head<'t> {
    pub(super) shape: Shape,
    pub(super) label: &'t str,
    /// How long the head is, up to the text of the note.
    pub(super) len: usize,
    /// Whether a bracket is still open that ends the note (`[Footnote 1: …]`).
    pub(super) enclosed: bool,
}

/// Reads the head of a note at the beginning of `text`.
pub(super) fn head(text: &str) -> Option<Head<'_>> {
    let first = text.chars().next()?;
    if !(first.is_ascii_digit()
        || "{^".contains(first)
        || bracketed(first).is_some()
        || is_sign(first)
        || first.is_alphabetic()
        || superscript(first).is_some())
    {
        return None;
    }
    let shapes = [bracket, brace, word_in_bracket, word, numbered, raised, signed];
    shapes.iter().find_map(|shape| shape(text).ok()).map(|(rest, head)| Head { len: text.len() - rest.len(), ..head })
}

fn plain(shape: Shape, label: &str) -> Head<'_> {
    Head { shape, label, len: 0, enclosed: false }
}

/// `1`, `26a`, `iv`, `A`, `*`, `††`, and `*1` as Japanese sites have it.
pub(super) fn label(text: &str) -> IResult<&str, &str> {
    let starred = recognize(pair(one_of("*※"), number));
    alt((
        number,
        starred,
        verify(take_while_m_n(1, 7, |c: char| "ivxlc".contains(c)), |text| roman::value(text).is_some()),
        letter,
        symbols,
    ))
    .parse(text)
}

fn number(text: &str) -> IResult<&str, &str> {
    let digits = take_while_m_n(1, DIGITS, |c: char| c.is_ascii_digit());
    let (rest, found) =
        recognize(pair(digits, opt(take_while_m_n(1, 1, |c: char| c.is_ascii_lowercase())))).parse(text)?;
    ends_word(rest, found)
}

fn letter(text: &str) -> IResult<&str, &str> {
    let (rest, found) = take_while_m_n(1, 1, |c: char| c.is_ascii_alphabetic()).parse(text)?;
    ends_word(rest, found)
}

fn symbols(text: &str) -> IResult<&str, &str> {
    verify(take_while_m_n(1, 9, is_sign), |found: &str| one_kind(found)).parse(text)
}

/// Whether a character stands for a number.
pub(super) fn is_sign(c: char) -> bool {
    SIGNS.contains(c)
}

/// True if a label may be such a sign or begin with it: `†`, `*1`, `※1`.
pub(in crate::document) fn is_note_sign(c: char) -> bool {
    is_sign(c) || c == '※'
}

/// The signs that a text begins with, where they make a label.
pub(super) fn leading_signs(text: &str) -> Option<&str> {
    let signs = text.chars().take(SIGNS_IN_A_ROW + 1).take_while(|c| is_sign(*c));
    let (count, len) = signs.fold((0, 0), |(count, len), sign| (count + 1, len + sign.len_utf8()));
    let found = &text[..len];
    ((1..=SIGNS_IN_A_ROW).contains(&count) && one_kind(found)).then_some(found)
}

fn one_kind(text: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next();
    chars.all(|c| Some(c) == first)
}

fn ends_word<'t>(rest: &'t str, found: &'t str) -> IResult<&'t str, &'t str> {
    match rest.chars().next() {
        Some(c) if c.is_alphanumeric() => no(rest, ErrorKind::Not),
        _ => Ok((rest, found)),
    }
}

/// White space within a line, also such as does not break it: word processors and editors set that after the number of a note.
fn is_blank(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\n' | '\r')
}

fn blanks(text: &str) -> IResult<&str, &str> {
    take_while(is_blank).parse(text)
}

fn some_blanks(text: &str) -> IResult<&str, &str> {
    take_while1(is_blank).parse(text)
}

fn bracket(text: &str) -> IResult<&str, Head<'_>> {
    let opener = text.chars().next().and_then(bracketed);
    let Some((closer, shape)) = opener else { return no(text, ErrorKind::OneOf) };
    let opener = take_while_m_n(1, 1, |c| bracketed(c).is_some());
    let labelled = delimited((opener, opt(char('^'))), worded_label, (opt(one_of(".:")), char(closer)));
    let (rest, found) = terminated(labelled, (opt(one_of(":.：．")), blanks)).parse(text)?;
    let is_tight = text[..text.len() - rest.len()].ends_with(closer);
    let is_link = rest.starts_with(['(', ']']) && is_tight && closer == ']';
    if is_link || is_tight && is_editorial(found, rest) {
        no(rest, ErrorKind::Not)
    } else {
        Ok((rest, plain(shape, found)))
    }
}

/// Whether a letter in brackets is one that an editor changed, as in `[t]his`.
pub(super) fn is_editorial(label: &str, rest: &str) -> bool {
    label.bytes().all(|byte| byte.is_ascii_alphabetic()) && rest.starts_with(char::is_alphabetic)
}

/// `{3}`
fn brace(text: &str) -> IResult<&str, Head<'_>> {
    let labelled = delimited(char('{'), label, (opt(char('.')), char('}')));
    let (rest, found) = terminated(labelled, (opt(one_of(":.")), blanks)).parse(text)?;
    Ok((rest, plain(Shape::Paren, found)))
}

fn no<T>(text: &str, kind: ErrorKind) -> IResult<&str, T> {
    Err(nom::Err::Error(nom::error::Error::new(text, kind)))
}

/// A label, or a number after a word for notes: `Note 1`, `fn1`, `注1`.
pub(super) fn worded_label(text: &str) -> IResult<&str, &str> {
    alt((preceded((note_word, blanks), number), label)).parse(text)
}

/// Words that stand before the number at the head of a note, in lower case.
pub(in crate::document) fn note_words() -> impl Iterator<Item = &'static str> {
    WORDS.iter().copied()
}

fn note_word(text: &str) -> IResult<&str, &str> {
    // Most texts begin otherwise, which one byte tells.
    let first = text.as_bytes().first().copied().unwrap_or_default();
    let may_be = |known: &&&str| known.bytes().next().is_some_and(|one| one.eq_ignore_ascii_case(&first) || one > 127);
    match WORDS.iter().filter(may_be).find_map(|known| without_word(text, known)) {
        Some(rest) => Ok((rest, &text[..text.len() - rest.len()])),
        None => no(text, ErrorKind::Tag),
    }
}

/// Whether a text begins with a word for notes.
pub(super) fn begins_with_word(text: &str) -> bool {
    note_word(text.trim_start()).is_ok()
}

/// What follows a word, given in lower case, at the beginning of a text. A capital may take more bytes than the small letter.
fn without_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let mut rest = text.chars();
    let is_same = |known: char, c: char| c == known || c.to_lowercase().eq([known]);
    word.chars().all(|known| rest.next().is_some_and(|c| is_same(known, c))).then_some(rest.as_str())
}

fn word_in_bracket(text: &str) -> IResult<&str, Head<'_>> {
    let mut inner = delimited((char('['), note_word, some_blanks), label, (one_of(":."), blanks));
    let (rest, found) = inner.parse(text)?;
    Ok((rest, Head { enclosed: true, ..plain(Shape::Word, found) }))
}

/// `Note 1 Text`, `Note 1: Text`, `注1 Text`; where nothing parts a word of the alphabet from its number, something must stand after it:
/// `fn1. Text`, but no `fn1 takes a number`.
fn word(text: &str) -> IResult<&str, Head<'_>> {
    let (rest, (word, blank, found)) = (note_word, blanks, number).parse(text)?;
    let (rest, stop) = opt(one_of(":.)：．")).parse(rest)?;
    if blank.is_empty() && word.is_ascii() && stop.is_none() {
        return no(text, ErrorKind::Not);
    }
    let (rest, _) = blanks(rest)?;
    Ok((rest, plain(Shape::Word, found)))
}

fn numbered(text: &str) -> IResult<&str, Head<'_>> {
    let (rest, found) = number(text)?;
    let bare = verify(some_blanks, |_: &str| found.len() <= BARE_DIGITS).map(|_| Shape::Bare);
    let dressed = |shape| {
        move |text| {
            preceded(one_of(if shape == Shape::Dot { ".:" } else { ")" }), some_blanks).map(|_| shape).parse(text)
        }
    };
    let (rest, shape) = alt((dressed(Shape::Dot), dressed(Shape::Half), bare)).parse(rest)?;
    Ok((rest, plain(shape, found)))
}

fn raised(text: &str) -> IResult<&str, Head<'_>> {
    let digits = take_while1(|c: char| superscript(c).is_some());
    let (rest, found) =
        terminated(alt((digits, preceded(char('^'), number))), (opt(one_of(".:)")), blanks)).parse(text)?;
    Ok((rest, plain(Shape::Super, found)))
}

/// `* Text`, `†Text`, but no emphasis (`*Text*`) and no row of signs.
fn signed(text: &str) -> IResult<&str, Head<'_>> {
    let found = leading_signs(text).unwrap_or_default();
    let rest = &text[found.len()..];
    let says = |c: char| c.is_alphanumeric() || "\"'“‘«„([<_".contains(c);
    let begins = rest.trim_start().chars().next().is_some_and(says);
    if found.is_empty() || !begins || rest.trim_end().ends_with(found) {
        return no(text, ErrorKind::Not);
    }
    let (rest, _) = blanks(rest)?;
    Ok((rest, plain(Shape::Sign, found)))
}

/// The digit that a raised character shows.
pub(in crate::document) fn superscript(c: char) -> Option<char> {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let place = (!c.is_ascii()).then(|| RAISED.iter().position(|raised| *raised == c)).flatten()?;
    char::from_digit(u32::try_from(place).ok()?, 10)
}

/// A label as digits, where it is written in raised ones.
pub(super) fn plain_label(label: &str) -> String {
    label.chars().map(|c| superscript(c).unwrap_or(c)).collect()
}

/// The value of a Roman numeral in small letters.
fn small_roman(label: &str) -> Option<u32> {
    roman::value(label).filter(|_| label.bytes().all(|byte| byte.is_ascii_lowercase()))
}

/// The place of a label in its numbering.
pub(super) fn ordinal(label: &str) -> Option<u32> {
    let digits = label.trim_start_matches(['*', '※']).trim_end_matches(|c: char| c.is_ascii_lowercase());
    if !digits.is_empty()
        && let Ok(number) = digits.parse()
    {
        return Some(number);
    }
    let mut chars = label.chars();
    match (small_roman(label), chars.next(), chars.next()) {
        (Some(value), ..) => Some(value),
        (None, Some(c), None) if c.is_ascii_alphabetic() => Some(u32::from(c.to_ascii_lowercase()) - 96),
        _ => u32::try_from(label.chars().count()).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_of_notes() {
        let table = [
            ("[1] Smith", Some((Shape::Bracket, "1", 4))),
            ("[26a]: Smith", Some((Shape::Bracket, "26a", 7))),
            ("[^3] Smith", Some((Shape::Bracket, "3", 5))),
            ("[iv] Smith", Some((Shape::Bracket, "iv", 5))),
            ("[A] Smith", Some((Shape::Bracket, "A", 4))),
            ("[*] Smith", Some((Shape::Bracket, "*", 4))),
            ("[*1] Smith", Some((Shape::Bracket, "*1", 5))),
            ("(12) Smith", Some((Shape::Paren, "12", 5))),
            ("{3} Smith", Some((Shape::Paren, "3", 4))),
            ("1. Smith", Some((Shape::Dot, "1", 3))),
            ("1) Smith", Some((Shape::Half, "1", 3))),
            ("1 Smith", Some((Shape::Bare, "1", 2))),
            ("1\u{a0}Smith", Some((Shape::Bare, "1", 3))),
            ("1.\u{2009}Smith", Some((Shape::Dot, "1", 5))),
            ("Note\u{a0}20:\u{a0}Smith", Some((Shape::Word, "20", 11))),
            ("1.\nSmith", None),
            ("¹² Smith", Some((Shape::Super, "¹²", 5))),
            ("^2 Smith", Some((Shape::Super, "2", 3))),
            ("[Footnote 12: Smith]", Some((Shape::Word, "12", 14))),
            ("[Footnote A: Smith]", Some((Shape::Word, "A", 13))),
            ("Note 20: Smith", Some((Shape::Word, "20", 9))),
            ("fn3. Smith", Some((Shape::Word, "3", 5))),
            ("[fn3] Smith", Some((Shape::Bracket, "3", 6))),
            ("[Note 3] Smith", Some((Shape::Bracket, "3", 9))),
            ("【3】Smith", Some((Shape::Bracket, "3", 7))),
            ("（3） Smith", Some((Shape::Paren, "3", 8))),
            ("注3 Smith", Some((Shape::Word, "3", 5))),
            ("【3] Smith", None),
            ("[sic] x", None),
            ("[t]his is so", None),
            ("[T] his is so", Some((Shape::Bracket, "T", 4))),
            ("[12 men] x", None),
            ("[1](http://a.b)", None),
            ("1.5 litres", None),
            ("12345 Smith", None),
            ("10234. Smith", Some((Shape::Dot, "10234", 7))),
            ("[10234] Smith", Some((Shape::Bracket, "10234", 8))),
            ("* Smith", Some((Shape::Sign, "*", 2))),
            ("††Smith", Some((Shape::Sign, "††", 6))),
            ("*Smith, so he said.*", None),
            ("* * *", None),
            ("*† Smith", None),
            ("*****", None),
            ("Notes 1", None),
            ("notable", None),
            ("fn1 takes a number", None),
            ("POZNÁM\u{212a}A 1: Reed", Some((Shape::Word, "1", 15))),
            ("FUẞNOTE 1: Reed", Some((Shape::Word, "1", 13))),
            ("【1】：里德", Some((Shape::Bracket, "1", 10))),
            ("", None),
        ];
        for (text, wanted) in table {
            assert_eq!(head(text).map(|head| (head.shape, head.label, head.len)), wanted, "{text}");
        }
    }

    #[test]
    fn labels_have_their_place() {
        for (label, wanted) in
            [("7", 7), ("26a", 26), ("iv", 4), ("xlix", 49), ("b", 2), ("*", 1), ("**", 2), ("A", 1), ("*3", 3)]
        {
            assert_eq!(ordinal(label), Some(wanted), "{label}");
        }
    }
}
