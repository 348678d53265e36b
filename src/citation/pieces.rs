//! Splits a stretch of words that cite into citations, at marks and words that surely stand between two.

use super::again;
use super::extent::CitationTokens;
use super::locator::{self, LocatorLabel, cue_at};
use super::name::name_at;
use super::short::{Use, cross_at, whole_at};
use super::token::{Token, Tokens};
use super::words::joins_names;
use crate::lexicon::{self, Class};

/// What stands between two citations: the token after the first of them, and the first token of the second.
type CitationGap = (usize, usize);

/// Returns the citations in a stretch, split at semicolons, at full stops and before works that a possessive introduces.
pub(super) fn pieces(tokens: &Tokens<'_>, whole: CitationTokens, language: &str) -> Vec<CitationTokens> {
    let between_semicolons = at_semicolons(tokens, whole, language);
    let between_stops = between_semicolons.into_iter().flat_map(|piece| cut_at(piece, &at_stops(tokens, piece)));
    between_stops.flat_map(|piece| cut_at(piece, &at_possessives(tokens, piece))).collect()
}

/// Cuts a citation. Its signal belongs to the first piece.
fn cut_at(whole: CitationTokens, gaps: &[CitationGap]) -> Vec<CitationTokens> {
    let starts = [whole.start].into_iter().chain(gaps.iter().map(|(_, start)| *start));
    let ends = gaps.iter().map(|(end, _)| *end).chain([whole.end]);
    let signal = |start| whole.signal.filter(|_| start == whole.start);
    let pieces = starts.zip(ends).filter(|(start, end)| start < end);
    pieces.map(|(start, end)| CitationTokens { start, end, signal: signal(start), ..whole }).collect()
}

/// Splits a citation at a semicolon that surely stands between two: a word that always repeats one follows it ("Baker, 3; ibid., 4"), or
/// there is a number before it, and after it a date, a cross-reference or a short form ("Able, Salt, 20; Baker, op. cit., 4"), or the section of
/// a law, which names its source by itself ("42 U.S.C. § 12132; 29 U.S.C. § 794"), or a name and a title stand on both sides ("Able, “Salt”; and
/// Baker, “Mills”").
fn at_semicolons(tokens: &Tokens<'_>, whole: CitationTokens, language: &str) -> Vec<CitationTokens> {
    let parts = semicolons(tokens, whole);
    let usage = |at: usize| whole_at(tokens, at, language).map(|(usage, _)| usage);
    let anchored = |start: usize, end: usize| {
        let repeats = |at: usize| matches!(usage(at), Some(Use::Opcit | Use::Loccit));
        (start..end).any(|at| locator::is_year(tokens, at) || cross_at(tokens, at, language).is_some() || repeats(at))
    };
    let numbered = |start: usize, end: usize| (start..end).any(|at| tokens.get(at).is_some_and(Token::is_number));
    let mut gaps: Vec<CitationGap> = Vec::new();
    let (mut from, mut told) = (whole.start, false);
    for (number, &at) in parts.iter().enumerate() {
        let end = parts.get(number + 1).map_or(whole.end, |next| next - 1);
        told = told || numbered(from, at - 1) || anchored(from, at - 1);
        let began = std::mem::replace(&mut from, at);
        let repeats = matches!(usage(at), Some(Use::Ibid | Use::Idem | Use::Opcit | Use::Loccit));
        let word = at + (at..end).take_while(|&at| tokens.is(at, '[')).count();
        let names_law = is_codified(tokens, at, end)
            || is_section_of_code(tokens, at, end) && is_section_of_code(tokens, began, at - 1);
        let joint = at + usize::from(joins_names(tokens, at));
        if is_named_title(tokens, joint, end) && has_title(tokens, began, at - 1) {
            gaps.push((at - 1, joint));
            told = false;
        } else if repeats || names_law || tokens.capital(word) && told && anchored(at, end) {
            gaps.push((at - 1, at));
            told = false;
        }
    }
    let repeats = |piece: &CitationTokens| gaps.is_empty() || (piece.start..piece.end).any(|at| usage(at).is_some());
    let pieces = cut_at(whole, &gaps).into_iter();
    pieces.map(|piece| CitationTokens { repeats: whole.repeats && repeats(&piece), ..piece }).collect()
}

/// True if a name and a title in quotation marks or italics stand at the head of some tokens: "Lind, “Hot Type”".
fn is_named_title(tokens: &Tokens<'_>, start: usize, end: usize) -> bool {
    /// The words and stops of a name: "A. B. van der Meer".
    const LONGEST: usize = 9;
    let comma = (start..end.min(start + LONGEST)).find(|&at| tokens.is(at, ','));
    let is_name = |comma: usize| {
        tokens.capital(start) && name_at(tokens, start, comma) == Some(comma) && !has_title(tokens, start, comma)
    };
    comma.is_some_and(|comma| is_name(comma) && has_title(tokens, comma + 1, end.min(comma + 3)))
}

/// True if one of some tokens stands in quotation marks or italics.
fn has_title(tokens: &Tokens<'_>, start: usize, end: usize) -> bool {
    first_title(tokens, start, end).is_some()
}

/// The first of some tokens that stands in quotation marks or italics.
fn first_title(tokens: &Tokens<'_>, start: usize, end: usize) -> Option<usize> {
    (start..end).find(|&at| tokens.get(at).is_some_and(Token::is_set_apart))
}

/// True if a volume, a code and a section stand at the head of some tokens: "42 U.S.C. § 12132".
fn is_codified(tokens: &Tokens<'_>, start: usize, end: usize) -> bool {
    /// The tokens of "Cal. Code Regs.".
    const LONGEST: usize = 12;
    let in_code = |&at: &usize| tokens.capital(at) || tokens.is(at, '.');
    let code = (start + 1..end.min(start + LONGEST)).take_while(in_code).count();
    let section = start + 1 + code;
    let counts = counts(tokens, section, &[LocatorLabel::Section, LocatorLabel::Part, LocatorLabel::Chapter]);
    tokens.get(start).is_some_and(Token::is_number) && code > 0 && section < end && counts
}

/// True if some tokens begin with a section or article and end in the short name of a law: "§ 823 Abs. 1 BGB", "Art. 5 GG".
fn is_section_of_code(tokens: &Tokens<'_>, start: usize, end: usize) -> bool {
    let capitals = |at: usize| tokens.str(at).chars().filter(|c| c.is_uppercase()).count();
    let counts = counts(tokens, start, &[LocatorLabel::Section, LocatorLabel::Article]);
    counts && end > start + 2 && capitals(end - 1) > 1
}

/// True if a cue word of one of some kinds stands at a token.
fn counts(tokens: &Tokens<'_>, at: usize, labels: &[LocatorLabel]) -> bool {
    cue_at(tokens, at).is_some_and(|(_, cue)| labels.contains(&cue.label))
}

/// Where a citation is split after the full stop of its page, before a name and a title: "Able, *Salt* (Leeds, 1992), 5. Baker, *Water*, 7".
fn at_stops(tokens: &Tokens<'_>, whole: CitationTokens) -> Vec<CitationGap> {
    let Some(title) = first_title(tokens, whole.start, whole.end) else { return Vec::new() };
    let after_number = |at: usize| tokens.is(at - 1, '.') && tokens.get(at - 2).is_some_and(Token::is_number);
    let is_open = |at: usize| tokens.get(at - 1).is_some_and(Token::is_open);
    let leads = |at: usize| lexicon::is(Class::WorkLead, tokens.word(at));
    let begins =
        |at: &usize| after_number(*at) && is_open(*at) && !leads(*at) && is_named_title(tokens, *at, whole.end);
    let starts = (whole.start + 3).max(title + 2)..whole.end;
    starts.filter(begins).map(|start| (start - 1, start)).collect()
}

/// Where a citation is split before a second work of its author, whose title is in italics or, with a number after it, in quotation marks:
/// "Baker, Salt (Leeds, 1992), 5, and her *Water*".
fn at_possessives(tokens: &Tokens<'_>, whole: CitationTokens) -> Vec<CitationGap> {
    let is = |at: usize, what: fn(&Token) -> bool| tokens.get(at).is_some_and(what);
    let begins = |at: usize, what: fn(&Token) -> bool| is(at, what) && !is(at - 2, what);
    let last_number = (whole.start..whole.end).rev().find(|&at| is(at, Token::is_number));
    let is_numbered = |at: usize| last_number.is_some_and(|number| number >= at);
    let begins_title =
        |at: usize| begins(at, |token| token.emphasis.is_some()) || begins(at, |token| token.quoted) && is_numbered(at);
    let begins_work = |&at: &usize| again::joins_works(tokens.word(at - 2), tokens.word(at - 1)) && begins_title(at);
    let end_before = |start: usize| start - 2 - usize::from(tokens.is(start - 3, ','));
    (whole.start + 3..whole.end).filter(begins_work).map(|start| (end_before(start), start)).collect()
}

/// The tokens after the semicolons of a citation that stand outside quotation marks and brackets.
fn semicolons(tokens: &Tokens<'_>, whole: CitationTokens) -> Vec<usize> {
    let between = |&at: &usize| tokens.is(at - 1, ';') && tokens.get(at - 1).is_some_and(Token::is_open);
    (whole.start + 1..whole.end).filter(between).collect()
}
