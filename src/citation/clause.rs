//! Where a note may be cut: behind semicolons and sentences that are not inside quotation marks, brackets, titles or links.

use super::short::{Use, whole_at};
use super::token::{TokenKind, Tokens};
use super::words::is_abbreviation;

/// A stretch of a note between two places where it may be cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Clause {
    /// Its first token.
    pub(crate) start: usize,
    /// The token behind its last; the semicolon belongs to none.
    pub(crate) end: usize,
    /// Whether a semicolon precedes it, rather than the end of a sentence.
    pub(crate) joined: bool,
    /// Whether it ends in a long quotation, whose source follows behind a dash or colon.
    pub(crate) quotes: bool,
}

/// The clauses of a note, in order.
pub(crate) fn clauses(tokens: &Tokens<'_>, language: &str) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let mut start = 0;
    let mut joined = false;
    for index in 0..tokens.len() {
        // An asterisk that marks nothing: "*Id. *at 4".
        if index == start && (tokens.is(index, '*') || tokens.is(index, '_')) {
            start += 1;
            continue;
        }
        let semicolon = is_semicolon(tokens, index) && !parts_places(tokens, index, language);
        let quotes = ends_quotation(tokens, index);
        if !semicolon && !ends_sentence(tokens, index) && !quotes {
            continue;
        }
        let end = index + usize::from(!semicolon);
        if start < end {
            clauses.push(Clause { start, end, joined, quotes });
        }
        (start, joined) = (index + 1, semicolon);
    }
    if start < tokens.len() {
        clauses.push(Clause { start, end: tokens.len(), joined, quotes: false });
    }
    clauses
}

/// Whether a break behind `index` would cut italics or a link in two.
fn inside_mark(tokens: &Tokens<'_>, index: usize) -> bool {
    let (Some(here), Some(next)) = (tokens.get(index), tokens.get(index + 1)) else { return false };
    (here.emphasis.is_some() && here.emphasis == next.emphasis) || (here.link.is_some() && here.link == next.link)
}

fn is_semicolon(tokens: &Tokens<'_>, index: usize) -> bool {
    let Some(token) = tokens.get(index) else { return false };
    (token.is(';') || token.is('；')) && token.is_open() && !inside_mark(tokens, index)
}

/// Whether a long quotation ends with the dash or colon at `index`: "“…”—Able, p. 4".
fn ends_quotation(tokens: &Tokens<'_>, index: usize) -> bool {
    let sign = ['—', '–', ':'].iter().any(|&sign| tokens.is(index, sign))
        && tokens.get(index).is_some_and(|token| !token.quoted);
    let quoted = tokens.list.iter().take(index).rev().take_while(|token| token.quoted).take(8).count();
    sign && quoted == 8
}

/// Whether white space stands before the semicolon: catalogues part places so ("Berlin ; Heidelberg"). French writes all of them so.
fn parts_places(tokens: &Tokens<'_>, index: usize, language: &str) -> bool {
    language != "fr"
        && tokens.get(index).is_some_and(|token| token.spaced)
        && index > 0
        && tokens.get(index - 1).is_some_and(super::token::Token::is_word)
}

/// Whether a sentence ends with the token at `index`.
fn ends_sentence(tokens: &Tokens<'_>, index: usize) -> bool {
    let (Some(token), Some(next)) = (tokens.get(index), tokens.get(index + 1)) else { return false };
    if !next.spaced || inside_mark(tokens, index) || !begins_sentence(tokens, index + 1) {
        return false;
    }
    match token.kind {
        TokenKind::Sign('.') => token.is_open() && !abbreviates(tokens, index),
        TokenKind::Sign('!' | '?' | '。') => token.is_open(),
        TokenKind::Sign(_) if token.quoted => !next.quoted_with(token) && stops_before(tokens, index),
        TokenKind::Sign(')' | ']') => token.depth == 1 && stops_before(tokens, index),
        TokenKind::Address => tokens.capital(index + 1),
        _ => false,
    }
}

impl super::token::Token {
    /// Whether this token stands in the same quotation as the one before it.
    fn quoted_with(&self, before: &Self) -> bool {
        self.quoted && before.quoted && !matches!(before.kind, TokenKind::Sign('”' | '»' | '"' | '’' | '“' | '\''))
    }
}

/// Whether the quotation or bracket that closes at `index` ends with a full stop.
fn stops_before(tokens: &Tokens<'_>, index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|before| tokens.get(before));
    before.is_some_and(|token| token.is('.') || token.is('?') || token.is('!'))
}

/// Whether a sentence can begin with the token at `index`: a capital, a number, an opening mark.
fn begins_sentence(tokens: &Tokens<'_>, index: usize) -> bool {
    let Some(token) = tokens.get(index) else { return false };
    match token.kind {
        TokenKind::Word(_) => tokens.capital(index) || token.emphasis.is_some() || is_ibid(tokens, index),
        TokenKind::Number | TokenKind::Address => true,
        TokenKind::Sign(sign) => !matches!(sign, ',' | ';' | ':' | '.' | ')' | ']' | '-' | '–' | '—' | '&'),
    }
}

/// Whether Ibid. stands there, which some styles never print with a capital.
fn is_ibid(tokens: &Tokens<'_>, index: usize) -> bool {
    whole_at(tokens, index, "").is_some_and(|(usage, _)| usage == Use::Ibid)
}

/// Whether a short form of several words ends with the full stop at `index`: "A.a.O."
fn ends_short_form(tokens: &Tokens<'_>, index: usize) -> bool {
    let ends = |start: usize| whole_at(tokens, start, "").is_some_and(|(_, end)| end == index + 1 || end == index);
    (index.saturating_sub(6)..index.saturating_sub(2)).any(ends)
}

/// Whether the full stop at `index` belongs to an abbreviation or an initial.
fn abbreviates(tokens: &Tokens<'_>, index: usize) -> bool {
    let Some(before) = index.checked_sub(1).and_then(|before| tokens.get(before)) else { return false };
    if before.is_number() {
        // "2. Auflage", "10. October"
        return tokens
            .get(index + 1)
            .is_some_and(|next| next.is_word() && before.span.len() <= 2 && month_or_ordinal(tokens, index + 1));
    }
    if !before.is_word() {
        return false;
    }
    // "Id. Ibid." is one form.
    if matches!(before.word(), "id" | "idem") && is_ibid(tokens, index + 1) {
        return true;
    }
    // A place may end a citation: "p. 146 ff. Baker, …".
    if matches!(
        before.word(),
        "seq" | "seqq" | "sq" | "sqq" | "ff" | "cit" | "passim" | "id" | "ibid" | "ibidem" | "idem" | "ebd" | "ebda"
    ) {
        let word = tokens.get(index + 1).is_some_and(super::token::Token::is_word);
        return !(word && tokens.capital(index + 1) && super::locator::cue_at(tokens, index + 1).is_none());
    }
    let follows = tokens.get(index + 1).is_some_and(super::token::Token::is_word) && tokens.capital(index + 1);
    if follows && ends_short_form(tokens, index) {
        return super::locator::cue_at(tokens, index + 1).is_some();
    }
    // "Able et al. See Baker, 4."
    if before.word() == "al" && follows && super::signal::signal_at(tokens, index + 1).is_some_and(|(_, s)| s.anywhere)
    {
        return false;
    }
    // "III. 56"
    if super::locator::is_roman(tokens.str(index - 1))
        && tokens.get(index + 1).is_some_and(super::token::Token::is_number)
    {
        return true;
    }
    // "…, servers, etc. Id."
    let stands = whole_at(tokens, index + 1, "").is_some() && tokens.capital(index + 1);
    let undated = index >= 3 && super::locator::is_undated(tokens, index - 3);
    if stands && (before.span.len() > 2 || undated) && super::signal::signal_at(tokens, index - 1).is_none() {
        return false;
    }
    let letters = before.span.of(tokens.text).chars().count();
    let capital = tokens.capital(index - 1);
    // A capital letter alone is an initial, unless it is a Roman numeral of one letter at the end of a place.
    let vowelless = !before.word().contains(['a', 'e', 'i', 'o', 'u', 'y']) && letters <= 3;
    letters == 1
        || (vowelless && capital && follows)
        || (letters == 2
            && capital
            && before.span.of(tokens.text).chars().skip(1).all(char::is_lowercase)
            && tokens.capital(index + 1)
            && is_abbreviation(before.word()))
        || is_abbreviation(before.word())
}

fn month_or_ordinal(tokens: &Tokens<'_>, index: usize) -> bool {
    const AFTER_ORDINAL: [&str; 20] = [
        "aufl",
        "auflage",
        "jahrhundert",
        "jh",
        "jahrgang",
        "heft",
        "januar",
        "februar",
        "marz",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "dezember",
        "kapitel",
        "ausgabe",
    ];
    AFTER_ORDINAL.contains(&tokens.word(index))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Flat;

    fn cut(text: &str) -> Vec<String> {
        let flat = Flat::verbatim(text, 0);
        let tokens = Tokens::of(&flat);
        let texts = clauses(&tokens, "en").into_iter().map(|c| tokens.span(c.start, c.end).of(text).to_owned());
        texts.collect()
    }

    #[test]
    fn sentences_and_semicolons_part_clauses() {
        assert_eq!(cut("Able, 3; Baker, 4. He disagrees."), ["Able, 3", "Baker, 4.", "He disagrees."]);
        assert_eq!(cut("Able, “Mills.” My translation."), ["Able, “Mills.”", "My translation."]);
    }

    #[test]
    fn abbreviations_titles_and_brackets_are_not_cut() {
        for text in [
            "J. R. Able, vol. 3, ed. Baker, p. 4.",
            "Able, “Mills; A History. Part Two,” 4.",
            "Able (see Baker; Cole), 4.",
            "Able, 2. Auflage, Berlin.",
        ] {
            assert_eq!(cut(text), [text], "{text}");
        }
    }
}
