//! The numbers and cues at the end of a citation, and which of them are the locator that is cited.

use super::cue::{LocatorCue, cue_at, is_ordinal, is_range, ordinal_at, page_cue_at};
use super::{LocatorAt, LocatorLabel, is_year, last_of, locator_at, without_year};
use crate::citation::token::{Token, Tokens};
use crate::lexicon::{self, Class};
use crate::text::roman::is_numeral;

/// What a token does in the description of a locator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RunPart {
    Cue,
    Number,
    /// "ff.", "et seq.", "note": only after a number.
    Tail,
    /// A mark, an "and".
    Joint,
    /// Anything else: no part of a locator.
    Other,
}

/// True for a word that goes on with a locator: "ff.", "et seq.".
pub(super) fn is_tail(word: &str) -> bool {
    lexicon::is(Class::LocatorTail, word)
}

/// The parts of the tokens from `start` up to `end`.
pub(super) fn parts(tokens: &Tokens<'_>, start: usize, end: usize) -> Vec<RunPart> {
    let mut parts = Vec::with_capacity(end.saturating_sub(start));
    let mut index = start;
    while index < end {
        let within = |found: Option<(usize, LocatorCue)>| found.map(|(after, _)| after).filter(|after| *after <= end);
        let (part, next) = if let Some(after) = identifier_at(tokens, start, index) {
            (RunPart::Other, after.min(end))
        } else if let Some(after) = within(cue_at(tokens, index)) {
            (RunPart::Cue, after)
        } else if let Some(after) = within(ordinal_at(tokens, index)) {
            (RunPart::Number, after)
        } else {
            (part_of(tokens, index, parts.last().copied()), index + 1)
        };
        parts.resize(next - start, part);
        index = next;
    }
    parts
}

/// The end of a number that names the source and no locator in it: "arXiv:1706.03762", "leg. 5012" after the archive.
fn identifier_at(tokens: &Tokens<'_>, start: usize, index: usize) -> Option<usize> {
    let is_number = |index: usize| tokens.get(index).is_some_and(Token::is_number);
    let is_glued = |index: usize| tokens.get(index).is_some_and(|token| !token.spaced);
    let digits = |index: usize| tokens.str(index).bytes().take_while(u8::is_ascii_digit).count();
    if !is_number(index) {
        return None;
    }
    if let Some(end) = shelf_mark_end(tokens, index) {
        return Some(end);
    }
    let is_dotted = digits(index) == 4 && tokens.is(index + 1, '.') && is_glued(index + 1) && is_glued(index + 2);
    // The number of a preprint has a form of its own, and may end in its version: "1706.03762v5".
    if is_dotted && digits(index + 2) > 3 {
        let version = (index + 3..index + 5).take_while(|&at| is_glued(at) && !tokens.str(at).contains([',', '.']));
        return Some(index + 3 + version.count());
    }
    let sign = index.checked_sub(1).filter(|&at| tokens.is(at, '.') || tokens.is(at, ':'));
    let word = sign.unwrap_or(index).checked_sub(1).filter(|&at| at > start)?;
    let leads = lexicon::is(Class::SourceNumber, tokens.word(word));
    (leads && (start..word).any(|at| !tokens.word(at).is_empty())).then_some(index + 1)
}

/// The end of a shelf mark that goes on with a number after letters and a stroke: "WB/1/3".
fn shelf_mark_end(tokens: &Tokens<'_>, index: usize) -> Option<usize> {
    let is_glued = |at: usize| tokens.get(at).is_some_and(|token| !token.spaced);
    let is_part =
        |at: usize| tokens.is(at, '/') || tokens.get(at).is_some_and(|token| token.is_word() || token.is_number());
    let letters = index.checked_sub(2).and_then(|at| Some((at, tokens.get(at)?)));
    let is_mark =
        letters.is_some_and(|(at, token)| token.is_word() && token.span.len() > 1 && !is_numeral(tokens.str(at)));
    let leads = is_mark && tokens.is(index - 1, '/') && is_glued(index - 1) && is_glued(index);
    leads.then(|| (index..).take_while(|&at| at == index || is_glued(at) && is_part(at)).count() + index)
}

fn part_of(tokens: &Tokens<'_>, index: usize, before: Option<RunPart>) -> RunPart {
    let Some(token) = tokens.get(index) else { return RunPart::Other };
    let text = tokens.str(index);
    let glued = !token.spaced && before == Some(RunPart::Number) && token.is_word() && token.span.len() <= 2;
    let after_place = matches!(before, Some(RunPart::Number | RunPart::Tail | RunPart::Joint));
    if token.is_number()
        || is_numeral(text)
        || glued
        || (token.is_word() && is_ordinal(tokens, index) && token.span.len() == 1)
        || is_edition(tokens, index)
        || before == Some(RunPart::Joint) && index > 0 && is_lettered_subdivision(tokens, index - 1)
    {
        RunPart::Number
    } else if after_place && is_tail(token.word()) {
        RunPart::Tail
    } else if lexicon::is(Class::LocatorJoint, token.word()) || (!token.is_word() && is_joint(text)) {
        RunPart::Joint
    } else if before == Some(RunPart::Cue) && token.is_word() && token.span.len() == 1 {
        RunPart::Number
    } else {
        RunPart::Other
    }
}

/// True if a bracket right after a number holds the letter of a subdivision: "(b)", "(bb)", "(A)", "(iv)".
pub(crate) fn is_lettered_subdivision(tokens: &Tokens<'_>, bracket: usize) -> bool {
    let word = tokens.str(bracket + 1);
    let is_letter = word.chars().count() == 1 || word.len() == 2 && word.chars().all(char::is_lowercase);
    let is_word = tokens.get(bracket + 1).is_some_and(Token::is_word);
    is_word && (is_letter || is_numeral(word)) && is_subdivision(tokens, 0, bracket)
}

/// Whether a bracket opens a subdivision of the number before it, without a blank: the second and the third of "s 2(4)", "35.130(b)(1)",
/// "15(1A)(b)". A year in brackets is none.
fn is_subdivision(tokens: &Tokens<'_>, first: usize, bracket: usize) -> bool {
    /// No law is divided more deeply.
    const DEEPEST: usize = 8;
    /// The most tokens of a subdivision: two brackets, a number and its letter.
    const LONGEST: usize = 4;
    let is_glued = |at: usize| tokens.get(at).is_some_and(|token| !token.spaced);
    let opens = |at: &usize| *at > first && tokens.is(*at, '(') && is_glued(*at) && !is_year(tokens, at + 1);
    let before = |at: &usize| {
        let close = at.checked_sub(1).filter(|&close| tokens.is(close, ')'))?;
        (at.saturating_sub(LONGEST)..close).rev().find(|&at| tokens.is(at, '('))
    };
    let outermost = std::iter::successors(Some(bracket), before).take(DEEPEST).take_while(opens).last();
    outermost.is_some_and(|at| tokens.get(at - 1).is_some_and(Token::is_number))
}

/// Whether the letter of an edition stands before its page, as in Kant: "A 84/B 116".
fn is_edition(tokens: &Tokens<'_>, index: usize) -> bool {
    let separated = index > 0 && (tokens.is(index - 1, ',') || tokens.is(index - 1, '/'));
    let page = tokens.get(index + 1).is_some_and(Token::is_number);
    separated && page && matches!(tokens.str(index), "A" | "B")
}

fn is_joint(sign: &str) -> bool {
    matches!(
        sign,
        "," | ";" | "." | ":" | "-" | "–" | "—" | "‑" | "−" | "&" | "/" | "(" | ")" | "[" | "]" | "*" | "†" | "°"
    )
}

/// The numbers and cues at the end of a full citation.
pub(super) struct LocatorRun<'a, 't> {
    pub(super) tokens: &'a Tokens<'t>,
    pub(super) parts: &'a [RunPart],
    pub(super) start: usize,
    pub(super) first: usize,
    pub(super) end: usize,
}

impl LocatorRun<'_, '_> {
    fn part(&self, index: usize) -> RunPart {
        index.checked_sub(self.start).and_then(|index| self.parts.get(index)).copied().unwrap_or(RunPart::Other)
    }

    /// Whether a new group of numbers begins at `index`: a cue, a number after a bracket, a colon or a year, a number right after another.
    fn begins(&self, index: usize) -> bool {
        let before = index.checked_sub(1).and_then(|before| self.tokens.get(before));
        let glued = index.checked_sub(1).is_some_and(|bracket| is_subdivision(self.tokens, self.first, bracket));
        let mark = before.is_some_and(|token| {
            [')', ']', ':'].iter().any(|&sign| token.is(sign)) || !glued && (token.is('(') || token.is('['))
        });
        match self.part(index) {
            RunPart::Cue => index == self.first || self.part(index - 1) != RunPart::Cue,
            RunPart::Number if index == self.first || mark => true,
            RunPart::Number if index > self.first && is_edition(self.tokens, index - 1) => false,
            RunPart::Number if (self.first..index).all(|earlier| self.part(earlier) == RunPart::Joint) => true,
            RunPart::Number => {
                let spaced = self.tokens.get(index).is_some_and(|token| token.spaced);
                let beside = spaced && self.part(index - 1) == RunPart::Number;
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
        let numbered = |&(from, to): &(usize, usize)| (from..to).any(|index| self.part(index) == RunPart::Number);
        starts.windows(2).map(|pair| (pair[0], pair[1])).filter(numbered).collect()
    }

    pub(super) fn cited(&self) -> Option<LocatorAt> {
        let groups = self.groups();
        let &(from, to) = groups.last()?;
        let bare = |start: usize| self.part(start) == RunPart::Number;
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
        Some(locator_at(self.tokens, from, last_of(self.tokens, from, to)))
    }

    /// Whether the group at `index` only says the page before it in another way: "90 [ch. 14]", "3 (I. 1)".
    fn is_gloss(&self, index: usize) -> bool {
        let bracket = index.checked_sub(1).and_then(|before| self.tokens.get(before));
        let opens = bracket.is_some_and(|token| token.spaced && (token.is('(') || token.is('[')));
        let year = is_year(self.tokens, index);
        opens
            && index >= 2
            && !year
            && self.part(index - 2) == RunPart::Number
            && page_cue_at(self.tokens, index).is_none()
    }

    fn ends_in_year(&self, from: usize, to: usize) -> bool {
        let last = (from..to).rev().find(|&index| self.part(index) == RunPart::Number);
        last.is_some_and(|last| is_year(self.tokens, last))
    }

    /// A volume, book or chapter right before the page belongs to the locator: "vol. 1, p. 440".
    fn with_volume(&self, groups: &[(usize, usize)], from: usize) -> usize {
        let outer = [LocatorLabel::Volume, LocatorLabel::Book, LocatorLabel::Chapter, LocatorLabel::Part];
        let mut first = from;
        for &(start, end) in groups.iter().rev().skip(1) {
            let belongs = cue_at(self.tokens, start).is_some_and(|(_, cue)| outer.contains(&cue.label));
            let dated = (start..end).any(|index| is_year(self.tokens, index));
            let numbers = (start..end).filter(|&index| self.part(index) == RunPart::Number).count();
            if !belongs || dated || numbers > 1 || end != first {
                break;
            }
            first = start;
        }
        first
    }

    /// Numbers without a cue. Right after words stand the first page of an article and then the cited one.
    fn bare(&self, from: usize, to: usize) -> Option<usize> {
        let tokens = self.tokens;
        if self.is_date(from, to) || self.is_dated(from, to) {
            return None;
        }
        let from = if is_year(tokens, from) && self.follows(from) { from + 2 } else { from };
        let before = from.checked_sub(1).and_then(|before| tokens.get(before));
        let second = (from + 1..to).find(|&index| self.part(index) == RunPart::Number && tokens.is(index - 1, ','));
        if before.is_none_or(|token| !token.is_word() && !token.is_number() && !token.is('.')) {
            let colon = before.is_some_and(|token| token.is(':'));
            let years = (from..to).filter(|&index| self.part(index) == RunPart::Number).all(|i| is_year(tokens, i));
            return ((colon || !years) && !self.after_issue(from)).then_some(from);
        }
        let same = |second: usize| tokens.str(second) == tokens.str(from);
        let second = second.filter(|&second| self.after_volume(from) || same(second));
        let years = (from..to).filter(|&index| self.part(index) == RunPart::Number).all(|index| is_year(tokens, index));
        let free = !years && (!self.after_volume(from) || before.is_some_and(Token::is_number));
        second.or_else(|| free.then_some(from))
    }

    /// Whether a number follows the one at `index` after a comma.
    fn follows(&self, index: usize) -> bool {
        self.tokens.is(index + 1, ',') && self.part(index + 2) == RunPart::Number && index + 2 < self.end
    }

    /// Whether the volume of a journal or reporter, or "in" and a container, stands before the number at `index`.
    fn after_volume(&self, index: usize) -> bool {
        let plain = |token: &Token| token.is_number() && !token.quoted;
        let inside = |i: usize| self.tokens.word(i) == "in" && i > 0 && self.tokens.is(i - 1, ',');
        (self.start..index).any(|i| self.tokens.get(i).is_some_and(plain) || inside(i))
    }

    /// Whether the numbers are nothing but a day: "3. 10. 2018".
    fn is_date(&self, from: usize, to: usize) -> bool {
        let small = |index: usize| self.tokens.str(index).len() <= 2 && self.part(index) == RunPart::Number;
        let stops = self.tokens.is(from + 1, '.') && self.tokens.is(from + 3, '.');
        let more = (from + 5..to).any(|index| self.part(index) == RunPart::Number);
        stops && small(from) && small(from + 2) && is_year(self.tokens, from + 4) && !more
    }

    /// Whether the numbers are a day or a volume and its year, after a word: "March 14, 2016", or days of a month: "July 9–15, 2014".
    fn is_dated(&self, from: usize, to: usize) -> bool {
        let before = from.checked_sub(1).and_then(|before| self.tokens.get(before));
        let month = before.is_some_and(|token| lexicon::is(Class::Month, token.word()));
        let days = month && is_range(self.tokens, from, from + 2) && self.tokens.is(from + 3, ',');
        if days && is_year(self.tokens, from + 4) {
            return (from + 5..to).all(|index| self.part(index) != RunPart::Number);
        }
        let more = (from + 3..to).any(|index| self.part(index) == RunPart::Number);
        let word = before.is_some_and(|token| token.is_word() || token.is('.'));
        word && self.tokens.is(from + 1, ',') && is_year(self.tokens, from + 2) && !more && !is_year(self.tokens, from)
    }

    /// Whether the issue of a journal stands before the number: "128(1), 1-29".
    fn after_issue(&self, from: usize) -> bool {
        from >= 4
            && self.tokens.is(from - 1, ',')
            && self.tokens.is(from - 2, ')')
            && self.tokens.get(from - 3).is_some_and(Token::is_number)
            && !is_year(self.tokens, from - 3)
    }

    /// The last locator with a cue, where something else ends the citation.
    pub(super) fn last_cue(&self) -> Option<LocatorAt> {
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
        let plain = |index: &usize| self.tokens.get(*index).is_some_and(|token| !token.is_set_apart());
        let from = (self.start..self.first).rev().filter(plain).find(|&index| {
            self.part(index) == RunPart::Cue
                && (index == self.start || self.part(index - 1) != RunPart::Cue)
                && cue_at(self.tokens, index).is_some_and(|(_, cue)| !outer.contains(&cue.label))
        })?;
        let length = (from..self.end).take_while(|&index| self.part(index) != RunPart::Other).count();
        Some(locator_at(self.tokens, from, last_of(self.tokens, from, from + length)))
    }
}
