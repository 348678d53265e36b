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
    /// All that is printed, where the volume of a named work stands with it: "vol. 1, p. 440". CSL counts such a volume to the work,
    /// so that `value` is the page alone.
    pub with_volume: Option<String>,
    /// Where it stands in the text of its note, cue word included.
    pub flat: Span,
}

impl Locator {
    /// The place as it is printed, the volume of the work included.
    #[must_use]
    pub fn printed(&self) -> &str {
        self.with_volume.as_deref().unwrap_or(&self.value)
    }
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
    if ends_title(tokens, index) || is_unknown(tokens, index) || is_initial(tokens, index) {
        return None;
    }
    let sign = match tokens.str(index) {
        "§" => Some(LocatorLabel::Section),
        "¶" => Some(LocatorLabel::Paragraph),
        // British statutes: "s 2(4)". The pages of other languages have a full stop or a capital.
        "s" | "ss" if !tokens.is(index + 1, '.') => Some(LocatorLabel::Section),
        _ => None,
    };
    if sign == Some(LocatorLabel::Section) && tokens.get(index).is_some_and(super::token::Token::is_word) {
        let counts = tokens.get(index + 1).is_some_and(super::token::Token::is_number);
        return counts.then_some((index + 1, Cue { label: LocatorLabel::Section, keep: false }));
    }
    if let Some(label) = sign {
        let end = index + 1 + usize::from(tokens.str(index + 1) == tokens.str(index));
        return Some((end, Cue { label, keep: false }));
    }
    // "V. 92" is a volume and a page.
    if matches!(tokens.str(index), "V" | "L" | "F" | "N") {
        return None;
    }
    let at = |end: usize| tokens.word(index) == "at" && CUES.at(tokens, end).is_some();
    let found = CUES.all_at(tokens, index).find(|(end, _)| is_place(tokens, skip_brackets(tokens, *end)) || at(*end));
    found.map(|(end, cue)| (end, *cue))
}

/// The place behind the cue word of a page at token `index`.
pub(crate) fn page_cue_at(tokens: &Tokens<'_>, index: usize) -> Option<usize> {
    cue_at(tokens, index).filter(|(_, cue)| cue.label == LocatorLabel::Page).map(|(behind, _)| behind)
}

/// Whether the tokens from `first` to `last` are one number, or a range of two.
pub(crate) fn is_range(tokens: &Tokens<'_>, first: usize, last: usize) -> bool {
    let number = |index: usize| tokens.get(index).is_some_and(super::token::Token::is_number);
    let dash = || ['-', '–', '—', '‑'].iter().any(|&sign| tokens.is(first + 1, sign));
    number(first) && number(last) && (last == first || (last == first + 2 && dash()))
}

/// Whether the word is the last of an italic title ("Grafton, *Footnote*, 191"): it counts nothing.
fn ends_title(tokens: &Tokens<'_>, index: usize) -> bool {
    let emphasis = tokens.get(index).and_then(|token| token.emphasis);
    emphasis.is_some()
        && tokens.is(index + 1, ',')
        && tokens.get(index + 2).is_none_or(|place| place.emphasis != emphasis)
}

/// Whether the word is no cue but letters of an abbreviation in capitals: the "S." of "U.S.", the "SP" of a state.
fn is_initial(tokens: &Tokens<'_>, index: usize) -> bool {
    let glued = |at: usize| tokens.get(at).is_some_and(|token| !token.spaced);
    let letter = |at: usize| tokens.str(at).len() == 1 && tokens.capital(at);
    let behind = index >= 2 && letter(index - 2) && tokens.is(index - 1, '.') && glued(index - 1) && glued(index);
    let before = tokens.is(index + 1, '.') && glued(index + 2) && letter(index + 2);
    let text = tokens.str(index);
    let state = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase()) && !tokens.is(index + 1, '.');
    (letter(index) && (behind || before)) || state
}

/// How references say that a work has no place or publisher: "s.l." is no line.
const UNPLACED: [&str; 6] = ["s.l.", "s. l.", "o.O.", "o. O.", "s.n.", "n.p."];

/// How references say that a work has no date, in seven languages: "n.d." is no note d, "s. a." no page a.
pub(crate) const UNDATED: [&str; 12] =
    ["n.d.", "n. d.", "o. J.", "o.J.", "s. d.", "s.d.", "s. a.", "s.a.", "s. f.", "s.f.", "z.j.", "z. j."];

/// Whether the token at `index` begins such a mark.
pub(crate) fn is_undated(tokens: &Tokens<'_>, index: usize) -> bool {
    is_mark(tokens, index, &UNDATED)
}

fn is_unknown(tokens: &Tokens<'_>, index: usize) -> bool {
    is_mark(tokens, index, &UNDATED) || is_mark(tokens, index, &UNPLACED)
}

fn is_mark(tokens: &Tokens<'_>, index: usize, marks: &[&str]) -> bool {
    if !tokens.is(index + 1, '.') || !tokens.is(index + 3, '.') {
        return false;
    }
    let (first, last) = (tokens.word(index), tokens.word(index + 2));
    let says = |(one, other): (&str, &str)| first == one && last.eq_ignore_ascii_case(other.trim_matches([' ', '.']));
    marks.iter().filter_map(|mark| mark.split_once('.')).any(says)
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
    // DC, MD, CD are no numerals that anyone prints.
    let plain = if word.len() == 1 {
        word.bytes().all(|byte| b"ivxIVX".contains(&byte))
    } else {
        lower || word.bytes().any(|byte| b"IVX".contains(&byte))
    };
    (upper || lower) && plain && counts(&word.to_ascii_lowercase())
}

/// Whether the letters stand in the order of a numeral, which those of "id" and "civil" do not.
fn counts(letters: &str) -> bool {
    let mut rest = letters.trim_start_matches('m');
    for (nine, four, five, one) in [("cm", "cd", "d", "c"), ("xc", "xl", "l", "x"), ("ix", "iv", "v", "i")] {
        rest = rest.strip_prefix(nine).or_else(|| rest.strip_prefix(four)).unwrap_or_else(|| {
            let mut ones = rest.strip_prefix(five).unwrap_or(rest);
            for _ in 0..4 {
                ones = ones.strip_prefix(one).unwrap_or(ones);
            }
            ones
        });
    }
    rest.is_empty() && !letters.is_empty()
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

#[rustfmt::skip]
const TAILS: [&str; 29] = [
    "f", "ff", "sq", "sqq", "ssq", "seq", "seqq", "et", "ss", "sgg", "seg", "segg", "segs", "sig", "sigs", "siguientes",
    "seguintes", "suiv", "suivantes", "vv", "vlg", "note", "notes", "passim", "n", "nn", "r", "v", "recto",
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
        || is_edition(tokens, index)
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

/// Whether the letter of an edition stands before its page, as in Kant: "A 84/B 116".
fn is_edition(tokens: &Tokens<'_>, index: usize) -> bool {
    let parted = index > 0 && (tokens.is(index - 1, ',') || tokens.is(index - 1, '/'));
    let page = tokens.get(index + 1).is_some_and(super::token::Token::is_number);
    parted && page && matches!(tokens.str(index), "A" | "B")
}

fn is_joint(sign: &str) -> bool {
    matches!(
        sign,
        "," | ";" | "." | ":" | "-" | "–" | "—" | "‑" | "−" | "&" | "/" | "(" | ")" | "[" | "]" | "*" | "†" | "°"
    )
}

/// Whether the tokens from `start` up to `end` are nothing but a place: "IV. 118, 240", "also, pp. 443-44".
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

/// Reads the place at the end of the tokens from `start` up to `end`, as a short form has it: all numbers there belong to it.
pub(crate) fn at_end(tokens: &Tokens<'_>, start: usize, end: usize) -> Option<Place> {
    let parts = parts(tokens, start, end);
    let run = parts.iter().rev().take_while(|part| **part != Part::Other).count();
    let first = end - run;
    let part = |index: usize| parts.get(index - start).copied().unwrap_or(Part::Other);
    let begins = |index: &usize| match part(*index) {
        Part::Cue => *index == start || part(index - 1) != Part::Cue,
        Part::Number => begins_bare(tokens, *index, start),
        _ => false,
    };
    let end = without_year(tokens, first, end);
    // A bracket that closes before the last number holds nothing of the place: "(Policy Brief No. 31), p. 12".
    let last = (first..end).rev().find(|&index| part(index) == Part::Number || tokens.word(index) == "passim")?;
    let outside = |index: &usize| depth(tokens, *index) <= depth(tokens, last);
    let mut starts = (first..end).filter(begins).filter(outside);
    let mut from = starts.next()?;
    let cue = (from..end).find(|&index| part(index) == Part::Cue);
    let dated = |until: usize| (from..until).any(|index| is_year(tokens, index));
    let page = |cue: usize| cue_at(tokens, cue).is_some_and(|(_, cue)| cue.label == LocatorLabel::Page);
    if let Some(cue) = cue.filter(|&cue| dated(cue) && (page(cue) || !behind_short_word(tokens, start))) {
        from = cue;
    } else if is_year(tokens, from)
        && part(from) == Part::Number
        && !behind_title(tokens, from)
        && !behind_short_word(tokens, start)
    {
        from = starts.next()?;
    }
    let numbered = (from..end).any(|index| part(index) == Part::Number || tokens.word(index) == "passim");
    let last = (from..end).rev().find(|&index| part(index) == Part::Number);
    let of_work = |cue| {
        cue_at(tokens, cue).is_some_and(|(_, cue)| matches!(cue.label, LocatorLabel::Volume | LocatorLabel::Issue))
    };
    let least = from + if cue.is_some_and(of_work) { 3 } else { 0 };
    let date = cue.is_none_or(of_work) && last.is_some_and(|last| last > least && is_year(tokens, last));
    (numbered && !date).then(|| place(tokens, from, last_of(tokens, from, end)))
}

/// The end of a place without the year of publication behind its pages: "v. 12, n. 3, p. 101-120, 1999".
fn without_year(tokens: &Tokens<'_>, first: usize, end: usize) -> usize {
    let last = end.saturating_sub(1);
    let year = is_year(tokens, last) && last > first && tokens.is(last - 1, ',');
    let paged = (first..last).any(|index| page_cue_at(tokens, index).is_some());
    let range = year && paged && last > first + 3 && is_range(tokens, last - 4, last - 2) && !is_year(tokens, last - 4);
    if range { last - 1 } else { end }
}

fn depth(tokens: &Tokens<'_>, index: usize) -> u8 {
    tokens.get(index).map_or(0, |token| token.depth)
}

/// Whether a number without a cue can begin a place: behind a mark, an italic or quoted title, or (where allowed) a name.
fn begins_bare(tokens: &Tokens<'_>, index: usize, start: usize) -> bool {
    let (Some(token), Some(before)) = (tokens.get(index), index.checked_sub(1).and_then(|i| tokens.get(i))) else {
        return index == start;
    };
    let title_ends =
        (before.quoted && !token.quoted) || (before.emphasis.is_some() && token.emphasis != before.emphasis);
    let mark = [',', ';', ':', ')', '('].iter().any(|&sign| before.is(sign)) || (before.is('.') && token.spaced);
    index == start || (token.spaced || before.is('(')) && (mark || title_ends)
}

/// Whether a short form's word ends before `start`: laws are cited by year behind it, "Ibid., 1763, ch. 28".
fn behind_short_word(tokens: &Tokens<'_>, start: usize) -> bool {
    let word = |back: usize| start.checked_sub(back).map_or("", |at| tokens.word(at));
    const SHORT: [&str; 8] = ["ib", "ibid", "ibd", "ibidem", "id", "ebd", "ebda", "ebenda"];
    [word(1), word(2)].iter().any(|word| SHORT.contains(word))
}

/// Whether the number at `index` stands right behind a title in quotation marks or italics, with at most a comma between.
fn behind_title(tokens: &Tokens<'_>, index: usize) -> bool {
    let before = |at: usize| index.checked_sub(at).and_then(|at| tokens.get(at));
    let here = tokens.get(index);
    let ends = |token: Option<&super::token::Token>| {
        token.is_some_and(|token| {
            token.quoted || (token.emphasis.is_some() && here.is_some_and(|here| here.emphasis != token.emphasis))
        })
    };
    let opening =
        (0..index).rev().skip(1).find(|&at| !tokens.get(at).is_some_and(|token| token.quoted || token.is(',')));
    if opening.is_some_and(|at| tokens.word(at) == "in" || tokens.is(at, ':')) {
        return false;
    }
    ends(before(1)) || (before(1).is_some_and(|token| token.is(',')) && ends(before(2)))
}

/// Reads the cited place of a full citation, parted from the extent of its work: "Journal 9, no. 8 (2009): 1131" gives 1131,
/// "pp. 31–48, pp. 40–45" the second pages, "Reports 207, 223 (1990)" the second number.
pub(crate) fn behind_extent(tokens: &Tokens<'_>, start: usize, end: usize) -> Option<Place> {
    let parts = parts(tokens, start, end);
    let run = parts.iter().rev().take_while(|part| **part != Part::Other).count();
    let run = Run { tokens, parts: &parts, start, first: end - run, end };
    run.cited().or_else(|| run.last_cue())
}

/// The numbers and cues at the end of a full citation.
struct Run<'a, 't> {
    tokens: &'a Tokens<'t>,
    parts: &'a [Part],
    start: usize,
    first: usize,
    end: usize,
}

impl Run<'_, '_> {
    fn part(&self, index: usize) -> Part {
        index.checked_sub(self.start).and_then(|index| self.parts.get(index)).copied().unwrap_or(Part::Other)
    }

    /// Whether a new group of numbers begins at `index`: a cue, a number behind a bracket, a colon or a year, a number right behind another.
    fn begins(&self, index: usize) -> bool {
        let before = index.checked_sub(1).and_then(|before| self.tokens.get(before));
        // "s 2(4)" is one number.
        let glued = index >= 2 && before.is_some_and(|token| !token.spaced) && self.part(index - 2) == Part::Number;
        let mark = before.is_some_and(|token| {
            [')', ']', ':'].iter().any(|&sign| token.is(sign)) || !glued && (token.is('(') || token.is('['))
        });
        match self.part(index) {
            Part::Cue => index == self.first || self.part(index - 1) != Part::Cue,
            Part::Number if index == self.first || mark => true,
            Part::Number if index > self.first && is_edition(self.tokens, index - 1) => false,
            Part::Number if (self.first..index).all(|earlier| self.part(earlier) == Part::Joint) => true,
            Part::Number => {
                let spaced = self.tokens.get(index).is_some_and(|token| token.spaced);
                let beside = spaced && self.part(index - 1) == Part::Number;
                let dated = index >= 2 && is_year(self.tokens, index - 2) && before.is_some_and(|token| token.is(','));
                let bracketed =
                    index >= 2 && self.tokens.is(index - 2, ')') && before.is_some_and(|token| token.is(','));
                beside || dated || bracketed || (mark && spaced)
            }
            _ => false,
        }
    }

    fn groups(&self) -> Vec<(usize, usize)> {
        let mut starts: Vec<usize> = (self.first..self.end).filter(|&index| self.begins(index)).collect();
        starts.push(self.end);
        let numbered = |&(from, to): &(usize, usize)| (from..to).any(|index| self.part(index) == Part::Number);
        starts.windows(2).map(|pair| (pair[0], pair[1])).filter(numbered).collect()
    }

    fn cited(&self) -> Option<Place> {
        let groups = self.groups();
        let &(from, to) = groups.last()?;
        let bare = |start: usize| self.part(start) == Part::Number;
        let before = groups.iter().rev().nth(1).filter(|(start, end)| *end == from && (bare(*start) || bare(from)));
        let outer = before.filter(|_| self.is_gloss(from));
        let (from, until) = outer.copied().unwrap_or((from, to));
        let from = match cue_at(self.tokens, from) {
            Some((_, cue)) if cue.label == LocatorLabel::Issue => return None,
            Some((_, cue)) if cue.label == LocatorLabel::Volume && self.ends_in_year(from + 3, to) => return None,
            Some(_) => self.with_volume(&groups, from),
            None => self.bare(from, until).or_else(|| outer.and_then(|_| self.bare(until, to)))?,
        };
        let to = without_year(self.tokens, from, to);
        Some(place(self.tokens, from, last_of(self.tokens, from, to)))
    }

    /// Whether the group at `index` only says the page before it in another way: "90 [ch. 14]", "3 (I. 1)".
    fn is_gloss(&self, index: usize) -> bool {
        let bracket = index.checked_sub(1).and_then(|before| self.tokens.get(before));
        let opens = bracket.is_some_and(|token| token.spaced && (token.is('(') || token.is('[')));
        let year = is_year(self.tokens, index);
        opens
            && index >= 2
            && !year
            && self.part(index - 2) == Part::Number
            && page_cue_at(self.tokens, index).is_none()
    }

    fn ends_in_year(&self, from: usize, to: usize) -> bool {
        let last = (from..to).rev().find(|&index| self.part(index) == Part::Number);
        last.is_some_and(|last| is_year(self.tokens, last))
    }

    /// A volume, book or chapter right before the page belongs to the place: "vol. 1, p. 440".
    fn with_volume(&self, groups: &[(usize, usize)], from: usize) -> usize {
        let outer = [LocatorLabel::Volume, LocatorLabel::Book, LocatorLabel::Chapter, LocatorLabel::Part];
        let mut first = from;
        for &(start, end) in groups.iter().rev().skip(1) {
            let belongs = cue_at(self.tokens, start).is_some_and(|(_, cue)| outer.contains(&cue.label));
            let dated = (start..end).any(|index| is_year(self.tokens, index));
            let numbers = (start..end).filter(|&index| self.part(index) == Part::Number).count();
            if !belongs || dated || numbers > 1 || end != first {
                break;
            }
            first = start;
        }
        first
    }

    /// Numbers without a cue. Right behind words stand the first page of an article and then the cited one.
    fn bare(&self, from: usize, to: usize) -> Option<usize> {
        let tokens = self.tokens;
        if self.is_date(from, to) || self.is_dated(from, to) {
            return None;
        }
        let from = if is_year(tokens, from) && self.follows(from) { from + 2 } else { from };
        let before = from.checked_sub(1).and_then(|before| tokens.get(before));
        let second = (from + 1..to).find(|&index| self.part(index) == Part::Number && tokens.is(index - 1, ','));
        if before.is_none_or(|token| !token.is_word() && !token.is_number() && !token.is('.')) {
            let colon = before.is_some_and(|token| token.is(':'));
            let years = (from..to).filter(|&index| self.part(index) == Part::Number).all(|i| is_year(tokens, i));
            return ((colon || !years) && !self.behind_issue(from)).then_some(from);
        }
        let same = |second: usize| tokens.str(second) == tokens.str(from);
        let second = second.filter(|&second| self.behind_volume(from) || same(second));
        let years = (from..to).filter(|&index| self.part(index) == Part::Number).all(|index| is_year(tokens, index));
        let free = !years && (!self.behind_volume(from) || before.is_some_and(super::token::Token::is_number));
        second.or_else(|| free.then_some(from))
    }

    /// Whether a number follows the one at `index` behind a comma.
    fn follows(&self, index: usize) -> bool {
        self.tokens.is(index + 1, ',') && self.part(index + 2) == Part::Number && index + 2 < self.end
    }

    /// Whether the volume of a journal or reporter, or "in" and a container, stands before the number at `index`.
    fn behind_volume(&self, index: usize) -> bool {
        let plain = |token: &super::token::Token| token.is_number() && !token.quoted;
        let inside = |i: usize| self.tokens.word(i) == "in" && i > 0 && self.tokens.is(i - 1, ',');
        (self.start..index).any(|i| self.tokens.get(i).is_some_and(plain) || inside(i))
    }

    /// Whether the numbers are nothing but a day: "3. 10. 2018".
    fn is_date(&self, from: usize, to: usize) -> bool {
        let small = |index: usize| self.tokens.str(index).len() <= 2 && self.part(index) == Part::Number;
        let stops = self.tokens.is(from + 1, '.') && self.tokens.is(from + 3, '.');
        let more = (from + 5..to).any(|index| self.part(index) == Part::Number);
        stops && small(from) && small(from + 2) && is_year(self.tokens, from + 4) && !more
    }

    /// Whether the numbers are a day or a volume and its year, behind a word: "March 14, 2016".
    fn is_dated(&self, from: usize, to: usize) -> bool {
        let before = from.checked_sub(1).and_then(|before| self.tokens.get(before));
        let more = (from + 3..to).any(|index| self.part(index) == Part::Number);
        let word = before.is_some_and(|token| token.is_word() || token.is('.'));
        word && self.tokens.is(from + 1, ',') && is_year(self.tokens, from + 2) && !more && !is_year(self.tokens, from)
    }

    /// Whether the issue of a journal stands before the number: "128(1), 1-29".
    fn behind_issue(&self, from: usize) -> bool {
        from >= 4
            && self.tokens.is(from - 1, ',')
            && self.tokens.is(from - 2, ')')
            && self.tokens.get(from - 3).is_some_and(super::token::Token::is_number)
            && !is_year(self.tokens, from - 3)
    }

    /// The last place with a cue, where something else ends the citation.
    fn last_cue(&self) -> Option<Place> {
        let outer = [
            LocatorLabel::Volume,
            LocatorLabel::Issue,
            LocatorLabel::Book,
            LocatorLabel::Part,
            LocatorLabel::Other,
            LocatorLabel::Note,
            LocatorLabel::Line,
            LocatorLabel::Folio,
            LocatorLabel::Verse,
        ];
        let plain =
            |index: &usize| self.tokens.get(*index).is_some_and(|token| !token.quoted && token.emphasis.is_none());
        let from = (self.start..self.first).rev().filter(plain).find(|&index| {
            self.part(index) == Part::Cue
                && (index == self.start || self.part(index - 1) != Part::Cue)
                && cue_at(self.tokens, index).is_some_and(|(_, cue)| !outer.contains(&cue.label))
        })?;
        let length = (from..self.end).take_while(|&index| self.part(index) != Part::Other).count();
        Some(place(self.tokens, from, last_of(self.tokens, from, from + length)))
    }
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

/// All of the tokens from `start` up to `end` as one place.
pub(crate) fn whole(tokens: &Tokens<'_>, start: usize, end: usize) -> Place {
    let end = last_of(tokens, start, end);
    let span = tokens.span(start, end);
    let label = place(tokens, start, end).locator.label;
    Place { locator: Locator { label, value: span.of(tokens.text).to_owned(), with_volume: None, flat: span }, start }
}

/// The locator of the tokens from `start` up to `end`.
fn place(tokens: &Tokens<'_>, start: usize, end: usize) -> Place {
    let cues: Vec<(usize, usize, Cue)> =
        (start..end).filter_map(|index| cue_at(tokens, index).map(|(behind, cue)| (index, behind, cue))).collect();
    // "220n3" and "90 [ch. 14]" are pages, whatever else they say.
    let numbered = tokens.get(start).is_some_and(super::token::Token::is_number);
    let label = cues.first().filter(|_| !numbered).map_or(LocatorLabel::Page, |(_, _, cue)| cue.label);
    let dropped = cues.first().filter(|(index, _, cue)| {
        *index == start
            && !cue.keep
            && (cue.label == LocatorLabel::Page || cues.iter().all(|(_, _, other)| other.label == cue.label))
    });
    let from = dropped.map_or(start, |(_, behind, _)| *behind).min(end);
    let value = tokens.span(from, end).of(tokens.text).trim_start_matches(['[', '(']).to_owned();
    // The finest of several counts.
    let counts = |finer: LocatorLabel| cues.iter().any(|(_, _, cue)| cue.label == finer);
    let finer = [LocatorLabel::Page, LocatorLabel::Folio].into_iter().find(|&finer| counts(finer));
    let label = finer.filter(|_| dropped.is_none()).unwrap_or(label);
    Place { locator: Locator { label, value, with_volume: None, flat: tokens.span(start, end) }, start }
}

/// The place in a work that names or a title tell: a volume or issue that a cue word gives is then one of the work, not of the place.
/// "vol. 1, p. 440" and "p. 440, t. 1" give 440, but "I. 440" and "vol. 1" stay what they are.
pub(crate) fn in_named_work(tokens: &Tokens<'_>, found: Place) -> Place {
    let (start, end) = (found.start, tokens.at(found.locator.flat.end));
    let first = behind_volumes(tokens, start, end);
    let is_volume = |index: &usize| {
        let volume = cue_at(tokens, *index).is_some_and(|(_, cue)| cue.label == LocatorLabel::Volume);
        volume && volume_at(tokens, *index, end).is_some()
    };
    let last = (first + 1..end).find(is_volume).unwrap_or(end);
    if (first, last) == (start, end) {
        return found;
    }
    let inner = place(tokens, first, last_of(tokens, first, last));
    let whole = tokens.span(start, end).of(tokens.text);
    let with_volume = Some(if first > start { whole.to_owned() } else { found.locator.value });
    Place { locator: Locator { with_volume, flat: found.locator.flat, ..inner.locator }, start }
}

/// The place behind volumes and issues at the head of a place, if a page or the like follows them.
fn behind_volumes(tokens: &Tokens<'_>, start: usize, end: usize) -> usize {
    let mut at = start;
    while let Some(behind) = volume_at(tokens, at, end) {
        let marks = (behind..end).take_while(|&i| [',', '.', ':', ';', ')'].iter().any(|&sign| tokens.is(i, sign)));
        let next = behind + marks.count();
        if next == behind || next >= end {
            break;
        }
        at = next;
    }
    at
}

/// The place behind the cue word of a volume or issue at `index` and its number.
fn volume_at(tokens: &Tokens<'_>, index: usize, end: usize) -> Option<usize> {
    let (number, cue) = cue_at(tokens, index)?;
    let counted = tokens.get(number).is_some_and(super::token::Token::is_number) || is_roman(tokens.str(number));
    let of_work = matches!(cue.label, LocatorLabel::Volume | LocatorLabel::Issue);
    (of_work && counted && number < end).then_some(number + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::citation::phrase::rows;
    use crate::text::Flat;

    fn read(text: &str) -> Option<(String, &'static str)> {
        let flat = Flat::verbatim(text, 0);
        let tokens = Tokens::of(&flat);
        at_end(&tokens, 0, tokens.len()).map(|place| (place.locator.value, place.locator.label.as_str()))
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
            ("Able, The Mill (n.d.), p. 166", "166", "page"),
            ("Able, Die Mühle, o. J., S. 4", "4", "page"),
            ("Able, n. d", "d", "note"),
            ("Able, S. 149–186, hier S. 150", "149–186, hier S. 150", "page"),
            ("pp. 146 et seq.", "146 et seq.", "page"),
            ("at 1253–54", "1253–54", "page"),
        ] {
            assert_eq!(read(text), Some((value.to_owned(), label)), "{text}");
        }
    }

    #[test]
    fn the_cited_page_is_parted_from_the_extent_of_the_work() {
        for (text, value) in [
            ("“Mills,” Review of Mills 9, no. 8 (2009): 113", Some("113")),
            ("“Mills,” Review of Mills 9, no. 8 (2009): chap. 7", Some("7")),
            ("Mills, in: Review 3 (2016), S. 149–186, hier S. 150–159", Some("150–159")),
            ("‘Mills’, Review, 87 (2017), pp. 1-67 (p. 36)", Some("36")),
            ("Mills, in «Review», fasc. 12, 2 2009, pp. 31–48, pp. 40–45", Some("40–45")),
            ("Mills, 18 Review of Mills 2530, 2532", Some("2532")),
            ("Mills, 18 Review of Mills 2530", None),
            ("The Mill 155", Some("155")),
            ("Mills. Review, 12(1), 95-108", None),
            ("The Mill, vol. 2, p. 440", Some("vol. 2, p. 440")),
            ("“Mills,” The Star, November 9, 2012, 14", Some("14")),
            ("The Mill, Bonn 2020, S. 25–27, übers. von Able", Some("25–27")),
            ("The Mill (London, 1830)", None),
            ("“Is the Mill Dead?,” The Star, March 14, 2016", None),
            ("“Is the Mill Dead?,” The Star, March 14, 2016, 3", Some("3")),
            ("“Is the Mill Dead?,” The Star 14, 2016", None),
        ] {
            let flat = Flat::verbatim(text, 0);
            let tokens = Tokens::of(&flat);
            let found = behind_extent(&tokens, 0, tokens.len()).map(|place| place.locator.value);
            assert_eq!(found.as_deref(), value, "{text}");
        }
    }

    #[test]
    fn years_and_titles_are_no_places() {
        for text in [
            "Able, The Mill of 1650",
            "Able, 2001",
            "Able, The Mill (London 1830)",
            "September 8, 2016",
            "Able, The Mill (n.d.)",
            "Able, Le Moulin, s. d.",
            "Able, Il mulino, s.a.",
            "Able, Catch 22",
            "The Mill",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
