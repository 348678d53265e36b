//! Names at the head of a citation, by their look alone.

use super::token::Tokens;
use super::words::{is_particle, is_work, joins_names, others_at};
use crate::lexicon::{self, Class};

/// The most words a personal name has here.
const NAME_WORDS: usize = 6;

/// The place after the name that stands at token `index`: capitals, initials and particles, without commas.
pub(crate) fn name_at(tokens: &Tokens<'_>, index: usize, end: usize) -> Option<usize> {
    let mut at = index;
    let mut words = 0;
    while at < end && words < NAME_WORDS {
        let Some(next) = name_word(tokens, at, end) else { break };
        words += 1;
        at = next;
    }
    let initials_only =
        (index..at).all(|i| !tokens.get(i).is_some_and(|token| token.is_word() && token.span.len() > 1));
    let article = words == 1 && lexicon::is(Class::NoName, tokens.word(index));
    (words > 0 && !article && !(initials_only && words == 1 && at - index < 2)).then_some(at)
}

/// The place after one word of a name.
fn name_word(tokens: &Tokens<'_>, index: usize, end: usize) -> Option<usize> {
    let token = tokens.get(index)?;
    if token.is_word() && tokens.capital(index) {
        let mut at = index + 1;
        // "O’Brien", "Armengol-Estapé", "Št’astník"
        while at + 1 < end && ['-', '‐', '‑', '’', '\''].iter().any(|&sign| tokens.is(at, sign)) {
            let joined =
                tokens.get(at + 1).is_some_and(|next| next.is_word() && !next.spaced && !possessive(tokens, at));
            if !joined || tokens.get(at).is_some_and(|sign| sign.spaced) {
                break;
            }
            at += 2;
        }
        let initial = token.span.of(tokens.text).chars().count() <= 2
            || matches!(
                token.word(),
                "jr" | "sr" | "st" | "dr" | "mr" | "mrs" | "prof" | "max" | "alf" | "wm" | "chr" | "thos" | "geo"
            );
        if initial && tokens.is(at, '.') && at < end {
            at += 1;
        }
        // "J.-C. Perrin"
        if initial && tokens.is(at, '-') && tokens.is(at + 2, '.') && tokens.capital(at + 1) && at + 2 < end {
            at += 3;
        }
        return Some(at);
    }
    // "Ministère de l’Économie"
    let apostrophe = tokens.is(index + 1, '’') || tokens.is(index + 1, '\'');
    if matches!(token.word(), "l" | "d") && apostrophe && tokens.capital(index + 2) && index + 2 < end {
        return Some(index + 3);
    }
    let particle = is_particle(token.word()) && name_word_follows(tokens, index + 1, end);
    particle.then_some(index + 1)
}

fn name_word_follows(tokens: &Tokens<'_>, mut index: usize, end: usize) -> bool {
    while is_particle(tokens.word(index)) && index < end {
        index += 1;
    }
    let elided = matches!(tokens.word(index), "l" | "d") && tokens.capital(index + 2) && !tokens.is(index + 1, '.');
    index < end && (tokens.capital(index) || elided)
}

/// Whether "’s" stands at `index`, with nothing joined to it.
pub(crate) fn possessive(tokens: &Tokens<'_>, index: usize) -> bool {
    (tokens.is(index, '’') || tokens.is(index, '\''))
        && tokens.word(index + 1) == "s"
        && tokens.get(index + 1).is_some_and(|t| !t.spaced)
}

/// The noun for a work after the "’s" at `index`, with at most two small words between: "’s great work".
pub(crate) fn possessed_work(tokens: &Tokens<'_>, index: usize, end: usize) -> Option<usize> {
    let noun = (index + 2..end.min(index + 5)).find(|&at| is_work(tokens.word(at)))?;
    let small =
        (index + 2..noun).all(|at| !tokens.capital(at) && tokens.get(at).is_some_and(super::token::Token::is_word));
    (possessive(tokens, index) && small).then_some(noun)
}

/// The names from `start` on, as a list: "A. Able, Beth Baker and C. Cole et al.". Gives each name's first and last place, and the place
/// after the list. `and` and `&` may join; commas join only where a joined list ends it or the names have initials.
pub(crate) fn names_at(tokens: &Tokens<'_>, start: usize, end: usize) -> (Vec<(usize, usize)>, usize) {
    let mut names = Vec::new();
    let mut at = start;
    let mut after = start;
    // "Voss and Grant, Labor and Memory": after "and" stands the last author.
    let mut closed = false;
    while let Some(name_end) = name_at(tokens, at, end) {
        names.push((at, name_end));
        after = name_end;
        if let Some(others) = others_at(tokens, skip_comma(tokens, name_end)).filter(|&others| others <= end + 1) {
            return (names, others.min(end));
        }
        match next_name(tokens, name_end, end).filter(|_| !(closed && tokens.is(name_end, ','))) {
            Some(next) => {
                closed = joins_names(tokens, next - 1) && !tokens.is(next - 1, '/');
                at = next;
            }
            None => break,
        }
    }
    (names, after)
}

fn skip_comma(tokens: &Tokens<'_>, index: usize) -> usize {
    index + usize::from(tokens.is(index, ','))
}

/// Where the next name of a list begins: after "and", or after a comma if the list goes on to an "and" or is of names with initials.
fn next_name(tokens: &Tokens<'_>, index: usize, end: usize) -> Option<usize> {
    let after_comma = skip_comma(tokens, index);
    if joins_names(tokens, after_comma) && !tokens.is(after_comma, '/') || tokens.is(index, '/') {
        let next = after_comma + 1;
        return name_at(tokens, next, end).map(|_| next);
    }
    if tokens.is(index, ';') && initialled(tokens, index + 1, end) {
        return Some(index + 1);
    }
    if after_comma == index {
        return None;
    }
    let name_end = name_at(tokens, after_comma, end)?;
    let initial = (after_comma..name_end).any(|i| tokens.is(i, '.')) && name_end - after_comma <= 6;
    (initial || list_goes_on(tokens, name_end, end)).then_some(after_comma)
}

/// Whether a name with an initial stands at `index`.
fn initialled(tokens: &Tokens<'_>, index: usize, end: usize) -> bool {
    name_at(tokens, index, end).is_some_and(|after| (index..after).any(|i| tokens.is(i, '.')))
}

/// Whether names separated by commas go on to an "and" or "et al.".
fn list_goes_on(tokens: &Tokens<'_>, mut index: usize, end: usize) -> bool {
    for _ in 0..12 {
        let next = skip_comma(tokens, index);
        if others_at(tokens, next).is_some() || (joins_names(tokens, next) && name_at(tokens, next + 1, end).is_some())
        {
            return true;
        }
        match name_at(tokens, next, end) {
            Some(after) if next > index => index = after,
            _ => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Flat;

    fn names(text: &str) -> (Vec<String>, String) {
        let flat = Flat::verbatim(text, 0);
        let tokens = Tokens::of(&flat);
        let (list, after) = names_at(&tokens, 0, tokens.len());
        let list = list.into_iter().map(|(start, end)| tokens.span(start, end).of(text).to_owned()).collect();
        (list, text[tokens.span(after, tokens.len()).start..].to_owned())
    }

    #[test]
    fn lists_of_names_end_where_the_title_begins() {
        for (text, expected, rest) in [
            ("Robinson, 167", &["Robinson"][..], ", 167"),
            ("Lucy Robinson, Gay Men and the Left", &["Lucy Robinson"], ", Gay Men and the Left"),
            ("Tara J. Radin and Martin Calkins, “The", &["Tara J. Radin", "Martin Calkins"], ", “The"),
            ("Able, Baker, and Cole, The Mill", &["Able", "Baker", "Cole"], ", The Mill"),
            ("Lambin et al., ch. 11", &["Lambin"], ", ch. 11"),
            ("J. M. van der Wal & O’Brien (n 3)", &["J. M. van der Wal", "O’Brien"], "(n 3)"),
            ("Kelly/Judd, Color", &["Kelly", "Judd"], ", Color"),
            ("Ward’s book", &["Ward"], "’s book"),
            ("J.-C. Wood, Mills", &["J.-C. Wood"], ", Mills"),
            ("Able and Baker, Pride and Power, 4", &["Able", "Baker"], ", Pride and Power, 4"),
            ("Able/Baker/Cole, Mills", &["Able", "Baker", "Cole"], ", Mills"),
            ("the mill", &[], "the mill"),
        ] {
            let (found, left) = names(text);
            assert_eq!(found, expected, "{text}");
            assert_eq!(left, rest, "{text}");
        }
    }
}
