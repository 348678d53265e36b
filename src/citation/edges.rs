//! Where a citation begins and ends, where its own punctuation says more than the roles of its words.

use super::Polarity;
use super::extent::CitationTokens;
use super::locator;
use super::signal::signal_at;
use super::token::{Token, Tokens};
use crate::lexicon::{self, Class};

/// Returns the start of a citation without what leads up to it: "Figure 6 from Able & Baker", "interview with Able: “Salt”".
pub(super) fn after_lead(tokens: &Tokens<'_>, start: usize, end: usize) -> usize {
    let lead = after_picture(tokens, start, end).or_else(|| after_colon(tokens, start, end));
    lead.or_else(|| after_quoted(tokens, start, end)).unwrap_or(start)
}

/// The word after "Figure 6 from", where a capital follows.
fn after_picture(tokens: &Tokens<'_>, start: usize, end: usize) -> Option<usize> {
    let number = locator::cue_at(tokens, start).map(|(number, _)| number)?;
    let from = number + 1 + usize::from(tokens.get(number + 1).is_some_and(|token| !token.spaced && token.is_word()));
    let is_counted = tokens.capital(start) && tokens.get(number).is_some_and(Token::is_number);
    let leads = is_counted && lexicon::is(Class::From, tokens.word(from)) && tokens.capital(from + 1);
    (leads && from + 1 < end).then_some(from + 1)
}

/// The quotation mark after a colon, where a few small words without a number lead up to both.
fn after_colon(tokens: &Tokens<'_>, start: usize, end: usize) -> Option<usize> {
    /// More words are a sentence, or a title.
    const WORDS: usize = 6;
    let colon = (start..end.min(start + WORDS)).find(|&at| tokens.is(at, ':'))?;
    let is_small = tokens.get(start).is_some_and(|token| token.is_word() && !token.quoted) && !tokens.capital(start);
    let is_plain =
        (start..colon).all(|at| tokens.get(at).is_some_and(|token| token.is_word() && token.emphasis.is_none()));
    let quotes = tokens.get(colon + 1).is_some_and(|token| token.quoted);
    (is_small && is_plain && quotes && colon + 1 < end && !lexicon::is(Class::Particle, tokens.word(start)))
        .then_some(colon + 1)
}

/// The title after a person who is quoted there: "Ann Able as quoted on ‘Elements of Salt’".
fn after_quoted(tokens: &Tokens<'_>, start: usize, end: usize) -> Option<usize> {
    /// More words are no name and office.
    const WORDS: usize = 8;
    let is_plain = |token: &Token| token.is_word() && !token.is_set_apart();
    let plain = (start..end.min(start + WORDS)).take_while(|&at| tokens.get(at).is_some_and(is_plain));
    let mut signals = plain.skip(1).filter_map(|at| signal_at(tokens, at));
    let (after, _) = signals.find(|(_, signal)| signal.polarity == Some(Polarity::Relates))?;
    let is_title = tokens.get(after).is_some_and(Token::is_set_apart);
    (is_title && after < end).then_some(after)
}

/// True if a citation goes on with the one after it: at a title in quotation marks that was cut, at the publisher of an e-book, or at the
/// number of a series.
pub(super) fn goes_on(tokens: &Tokens<'_>, before: &CitationTokens, next: &CitationTokens) -> bool {
    let is_cut = cuts_title(tokens, before, next.start) || is_of_ebook(tokens, before, next);
    next.signal.is_none() && (is_cut || is_of_series(tokens, before, next))
}

/// True if the names of `before` lead to a quoted title in which, or right after which, the next citation begins at token `next`.
fn cuts_title(tokens: &Tokens<'_>, before: &CitationTokens, next: usize) -> bool {
    let open = before.end + 1;
    let leads = tokens.is(before.end, ',') || tokens.is(before.end, ':');
    let is_name =
        (before.start..before.end).all(|at| tokens.get(at).is_some_and(|token| !token.is_number() && !token.quoted));
    let close = tokens.after_quote(open);
    leads && is_name && close > open + 1 && next > open && next <= close + usize::from(tokens.is(close, ','))
}

/// True if `before` ends in a page in brackets and a full stop, and the next citation is no more than a publisher and a kind of e-book:
/// "Able. Salt (p. 55). Aire Press. Kindle Edition."
fn is_of_ebook(tokens: &Tokens<'_>, before: &CitationTokens, next: &CitationTokens) -> bool {
    let follows = tokens.is(before.end - 1, ')') && next.start == before.end + 1 && tokens.is(before.end, '.');
    let is_kind = |at: usize| lexicon::is(Class::Ebook, tokens.word(at));
    let is_numbered = (next.start..next.end).any(|at| tokens.get(at).is_some_and(Token::is_number));
    follows && (next.start..next.end).any(is_kind) && !is_numbered
}

/// True if the number of a series is cut off after the abbreviation of its name, without a mark between: "Project (POEP) Studies no. 30, 14".
fn is_of_series(tokens: &Tokens<'_>, before: &CitationTokens, next: &CitationTokens) -> bool {
    let is_number = |at: usize| tokens.get(at).is_some_and(Token::is_number);
    let counts = |at: usize| lexicon::is(Class::Numbering, tokens.word(at)) && (is_number(at + 1) || is_number(at + 2));
    next.start == before.end && tokens.is(before.end - 1, ')') && (next.start + 1..next.end).any(counts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Flat;

    #[test]
    fn what_leads_up_to_a_source_is_no_part_of_it() {
        for (text, lead) in [
            ("Figure 6 from Able & Baker 2010", "Figure 6 from "),
            ("Table 2a in Able 2010", "Table 2a in "),
            ("Abb. 3 aus Huber & Lenz 2012", "Abb. 3 aus "),
            ("interview with Able: “Ann Able: Salt,” Pit Notes 3 (1990)", "interview with Able: "),
            ("Chief Engineer Ann Able as quoted on ‘Elements of Salt’", "Chief Engineer Ann Able as quoted on "),
            ("Able, Figure 6 from Mills", ""),
            ("Figure 6 from the mill", ""),
            ("Able, Salt: “A Mill,” 3", ""),
            ("van Able: “A Mill,” 3", ""),
            ("“Able: ‘A Mill’”, 3", ""),
            ("Able, ‘Salt’, quoted in ‘Mills’", ""),
            ("Ann Able cited the mill", ""),
        ] {
            let flat = Flat::verbatim(text, 0);
            let tokens = Tokens::of(&flat);
            let start = after_lead(&tokens, 0, tokens.len());
            assert_eq!(text[..tokens.span(start, tokens.len()).start], *lead, "{text}");
        }
    }
}
