//! The place in a source: p. 167, S. 3 f., ch. 4, § 12.

use std::sync::LazyLock;

use super::phrase::Phrases;
use super::token::Tokens;
use crate::text::Span;

/// What a locator counts: CSL's locator terms.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum LocatorLabel {
    /// A page, also where nothing says so.
    #[default]
    Page,
    /// A chapter.
    Chapter,
    /// A paragraph.
    Paragraph,
    /// A section.
    Section,
    /// A volume.
    Volume,
    /// A note.
    Note,
    /// A line.
    Line,
    /// A verse.
    Verse,
    /// A folio.
    Folio,
    /// A column.
    Column,
    /// A figure.
    Figure,
    /// A book.
    Book,
    /// A part.
    Part,
    /// An issue.
    Issue,
    /// An article of a law.
    Article,
    /// Anything else.
    Other,
}

impl LocatorLabel {
    /// The label as CSL spells it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Chapter => "chapter",
            Self::Paragraph => "paragraph",
            Self::Section => "section",
            Self::Volume => "volume",
            Self::Note => "note",
            Self::Line => "line",
            Self::Verse => "verse",
            Self::Folio => "folio",
            Self::Column => "column",
            Self::Figure => "figure",
            Self::Book => "book",
            Self::Part => "part",
            Self::Issue => "issue",
            Self::Article => "article-locator",
            Self::Other => "custom",
        }
    }
}

/// A place in a source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Locator {
    /// What it counts.
    pub label: LocatorLabel,
    /// All that is printed of it, less p., pp., S., at.
    pub value: String,
    /// Where it stands in the text of its note, cue word included.
    pub flat: Span,
}

/// A row of the table of cue words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cue {
    label: LocatorLabel,
    keep: bool,
}

static CUES: LazyLock<Phrases<Cue>> =
    LazyLock::new(|| Phrases::of_table(include_str!("tables/locators.tsv"), read_row));

fn read_row(columns: &[&str]) -> Option<Cue> {
    let label = match *columns.first()? {
        "page" => LocatorLabel::Page,
        "chapter" => LocatorLabel::Chapter,
        "paragraph" => LocatorLabel::Paragraph,
        "section" => LocatorLabel::Section,
        "volume" => LocatorLabel::Volume,
        "note" => LocatorLabel::Note,
        "line" => LocatorLabel::Line,
        "verse" => LocatorLabel::Verse,
        "folio" => LocatorLabel::Folio,
        "column" => LocatorLabel::Column,
        "figure" => LocatorLabel::Figure,
        "book" => LocatorLabel::Book,
        "part" => LocatorLabel::Part,
        "issue" => LocatorLabel::Issue,
        "article" => LocatorLabel::Article,
        "other" => LocatorLabel::Other,
        _ => return None,
    };
    let keep = match *columns.get(1)? {
        "keep" => true,
        "drop" => false,
        _ => return None,
    };
    Some(Cue { label, keep })
}

/// The cue word at token `index`, if what follows can be a place, and the place behind it.
pub(crate) fn cue_at(tokens: &Tokens<'_>, index: usize) -> Option<(usize, Cue)> {
    let sign = match tokens.str(index) {
        "§" => Some(LocatorLabel::Section),
        "¶" => Some(LocatorLabel::Paragraph),
        _ => None,
    };
    if let Some(label) = sign {
        let end = index + 1 + usize::from(tokens.str(index + 1) == tokens.str(index));
        return Some((end, Cue { label, keep: false }));
    }
    let found = CUES.all_at(tokens, index).find(|(end, _)| is_place(tokens, skip_brackets(tokens, *end)));
    found.map(|(end, cue)| (end, *cue))
}

fn skip_brackets(tokens: &Tokens<'_>, index: usize) -> usize {
    index + usize::from(['[', '(', ',', '.'].iter().any(|&sign| tokens.is(index, sign)))
}

/// Whether a place can begin at `index`: a number, a Roman numeral, a single letter, another cue.
fn is_place(tokens: &Tokens<'_>, index: usize) -> bool {
    let Some(token) = tokens.get(index) else { return false };
    token.is_number()
        || is_roman(tokens.str(index))
        || (token.is_word() && (token.span.len() == 1 || is_ordinal(tokens, index)))
        || matches!(tokens.str(index), "-" | "§" | "¶")
}

/// A letter with digits behind it: a page of the front matter, an article of an online journal.
fn is_ordinal(tokens: &Tokens<'_>, index: usize) -> bool {
    tokens.get(index + 1).is_some_and(|next| next.is_number() && !next.spaced)
}

/// Whether a word is a Roman numeral, all in capitals or all in small letters.
pub(crate) fn is_roman(word: &str) -> bool {
    let upper = word.bytes().all(|byte| b"IVXLCDM".contains(&byte));
    let lower = word.bytes().all(|byte| b"ivxlcdm".contains(&byte));
    (upper || lower) && !word.is_empty() && word.len() <= 10
}

/// What a token does in the description of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Cue,
    Number,
    /// "ff.", "et seq.", "note": only behind a number.
    Tail,
    /// A mark, an "and".
    Joint,
    /// Anything else: no part of a place.
    Other,
}

const TAILS: [&str; 19] = [
    "f",
    "ff",
    "sq",
    "sqq",
    "seq",
    "seqq",
    "et",
    "ss",
    "sgg",
    "seg",
    "sig",
    "siguientes",
    "suiv",
    "ssq",
    "note",
    "notes",
    "passim",
    "n",
    "nn",
];
const JOINTS: [&str; 10] = ["and", "und", "u", "et", "e", "y", "to", "bis", "also", "a"];

/// The parts of the tokens from `start` up to `end`.
fn parts(tokens: &Tokens<'_>, start: usize, end: usize) -> Vec<Part> {
    let mut parts = Vec::with_capacity(end.saturating_sub(start));
    let mut index = start;
    while index < end {
        let cue = cue_at(tokens, index).filter(|(behind, _)| *behind <= end);
        let (part, next) = match cue {
            Some((behind, _)) => (Part::Cue, behind),
            None => (part_of(tokens, index, parts.last().copied()), index + 1),
        };
        parts.resize(next - start, part);
        index = next;
    }
    parts
}

fn part_of(tokens: &Tokens<'_>, index: usize, before: Option<Part>) -> Part {
    let Some(token) = tokens.get(index) else { return Part::Other };
    let text = tokens.str(index);
    let glued = !token.spaced && before == Some(Part::Number) && token.is_word() && token.span.len() <= 2;
    let behind_place = matches!(before, Some(Part::Number | Part::Tail | Part::Joint));
    if token.is_number()
        || is_roman(text)
        || glued
        || (token.is_word() && is_ordinal(tokens, index) && token.span.len() == 1)
    {
        Part::Number
    } else if behind_place && TAILS.contains(&token.word()) {
        Part::Tail
    } else if JOINTS.contains(&token.word()) || (!token.is_word() && is_joint(text)) {
        Part::Joint
    } else if before == Some(Part::Cue) && token.is_word() && token.span.len() == 1 {
        Part::Number
    } else {
        Part::Other
    }
}

fn is_joint(sign: &str) -> bool {
    matches!(sign, "," | ";" | "." | ":" | "-" | "–" | "—" | "‑" | "−" | "&" | "/" | "(" | ")" | "[" | "]" | "*" | "†")
}

/// Whether the tokens from `start` up to `end` are nothing but a place: "VI. 217, 353", "also, pp. 443-44".
pub(crate) fn is_place_only(tokens: &Tokens<'_>, start: usize, end: usize) -> bool {
    let parts = parts(tokens, start, end);
    parts.contains(&Part::Number) && parts.iter().all(|part| *part != Part::Other)
}

/// A place that was read, with the token at which it begins.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) locator: Locator,
    pub(crate) start: usize,
}

/// Reads the place at the end of the tokens from `start` up to `end`. `bare` allows a number without cue or mark before it, as behind
/// a name ("Robinson 167").
pub(crate) fn at_end(tokens: &Tokens<'_>, start: usize, end: usize, bare: bool) -> Option<Place> {
    let parts = parts(tokens, start, end);
    let run = parts.iter().rev().take_while(|part| **part != Part::Other).count();
    let first = end - run;
    let part = |index: usize| parts.get(index - start).copied().unwrap_or(Part::Other);
    let begins = |index: &usize| match part(*index) {
        Part::Cue => *index == start || part(index - 1) != Part::Cue,
        Part::Number => begins_bare(tokens, *index, start, bare && *index == first),
        _ => false,
    };
    let mut starts = (first..end).filter(begins);
    let mut from = starts.next()?;
    if is_year(tokens, from) && part(from) == Part::Number {
        from = starts.next()?;
    }
    let numbered = (from..end).any(|index| part(index) == Part::Number || tokens.word(index) == "passim");
    numbered.then(|| place(tokens, from, last_of(tokens, from, end)))
}

/// Whether a number without a cue can begin a place: behind a mark, an italic or quoted title, or (where allowed) a name.
fn begins_bare(tokens: &Tokens<'_>, index: usize, start: usize, bare: bool) -> bool {
    let (Some(token), Some(before)) = (tokens.get(index), index.checked_sub(1).and_then(|i| tokens.get(i))) else {
        return index == start;
    };
    let title_ends =
        (before.quoted && !token.quoted) || (before.emphasis.is_some() && token.emphasis != before.emphasis);
    let mark = [',', ';', ':', ')', '('].iter().any(|&sign| before.is(sign)) || (before.is('.') && token.spaced);
    index == start || (token.spaced || before.is('(')) && (mark || title_ends || bare)
}

/// Whether the token is a year rather than a page: four digits from 1400 to 2099.
pub(crate) fn is_year(tokens: &Tokens<'_>, index: usize) -> bool {
    let text = tokens.str(index);
    text.len() == 4 && text.parse::<u16>().is_ok_and(|year| (1400..2100).contains(&year))
}

/// The place without the marks behind it. A full stop stays behind "ff." and the like, which it belongs to.
fn last_of(tokens: &Tokens<'_>, start: usize, mut end: usize) -> usize {
    while end > start + 1 {
        let last = end - 1;
        let closes = (tokens.is(last, ')') && !opens(tokens, start, last, '('))
            || (tokens.is(last, ']') && !opens(tokens, start, last, '['));
        let mark = [',', ';', '.', ':', '*', '†', '(', '['].iter().any(|&sign| tokens.is(last, sign));
        let stop = tokens.is(last, '.') && (TAILS.contains(&tokens.word(last - 1)) || is_roman(tokens.str(last - 1)));
        if !(closes || mark && !stop) {
            break;
        }
        end -= 1;
    }
    end
}

fn opens(tokens: &Tokens<'_>, start: usize, end: usize, sign: char) -> bool {
    (start..end).any(|index| tokens.is(index, sign))
}

/// The locator of the tokens from `start` up to `end`.
fn place(tokens: &Tokens<'_>, start: usize, end: usize) -> Place {
    let cues: Vec<(usize, usize, Cue)> =
        (start..end).filter_map(|index| cue_at(tokens, index).map(|(behind, cue)| (index, behind, cue))).collect();
    let label = cues.first().map_or(LocatorLabel::Page, |(_, _, cue)| cue.label);
    let dropped = cues.first().filter(|(index, _, cue)| {
        *index == start
            && !cue.keep
            && (cue.label == LocatorLabel::Page || cues.iter().all(|(_, _, other)| other.label == cue.label))
    });
    let from = dropped.map_or(start, |(_, behind, _)| *behind).min(end);
    let value = tokens.span(from, end).of(tokens.text).trim_start_matches(['[', '(']).to_owned();
    let label = if dropped.is_none() && cues.iter().any(|(_, _, cue)| cue.label == LocatorLabel::Page) {
        LocatorLabel::Page
    } else {
        label
    };
    Place { locator: Locator { label, value, flat: tokens.span(start, end) }, start }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::citation::phrase::rows;
    use crate::text::Flat;

    fn read(text: &str) -> Option<(String, &'static str)> {
        let flat = Flat::verbatim(text, 0);
        let tokens = Tokens::of(&flat);
        at_end(&tokens, 0, tokens.len(), false).map(|place| (place.locator.value, place.locator.label.as_str()))
    }

    #[test]
    fn every_row_of_the_table_is_read() {
        for columns in rows(include_str!("tables/locators.tsv")) {
            assert!(columns.len() == 3 && read_row(&columns[1..]).is_some(), "{columns:?}");
        }
    }

    #[test]
    fn places_are_read_as_they_are_printed() {
        for (text, value, label) in [
            ("Able, 167", "167", "page"),
            ("Able, p. 167.", "167", "page"),
            ("Able, pp. 16-18, 43-71", "16-18, 43-71", "page"),
            ("Able, S. 3 f.", "3 f.", "page"),
            ("Able, The Mill, I. 290 ff.", "I. 290 ff.", "page"),
            ("Able, VII. 365, 367", "VII. 365, 367", "page"),
            ("Able, IX. 471; XII. 182", "IX. 471; XII. 182", "page"),
            ("Able, The Mill, Chap. 17, p. 253", "Chap. 17, p. 253", "page"),
            ("Able, chap. 7", "7", "chapter"),
            ("Able, § 12", "12", "section"),
            ("Able, ¶ 49", "49", "paragraph"),
            ("Able, n. 15", "15", "note"),
            ("Able, p. xvi, No. 362", "xvi, No. 362", "page"),
            ("Able, 2001, p. 15", "15", "page"),
            ("Able, art. 117", "art. 117", "article-locator"),
            ("Able, S. 149–186, hier S. 150", "149–186, hier S. 150", "page"),
            ("pp. 146 et seq.", "146 et seq.", "page"),
            ("at 1253–54", "1253–54", "page"),
        ] {
            assert_eq!(read(text), Some((value.to_owned(), label)), "{text}");
        }
    }

    #[test]
    fn years_and_titles_are_no_places() {
        for text in [
            "Able, The Mill of 1650",
            "Able, 2001",
            "Able, The Mill (London 1830)",
            "September 8, 2016",
            "Able, Catch 22",
            "The Mill",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
