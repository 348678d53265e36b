//! Phrases of the lexicon, found at a place of a note.

use foldhash::{HashMap, HashMapExt};

use super::token::Tokens;
use crate::lexicon::fold::fold;
use crate::lexicon::{self, Class, Row};

/// Phrases, each with a value, by their first word.
#[derive(Debug)]
pub(crate) struct Phrases<T> {
    by_first: HashMap<String, Vec<LexiconPhrase<T>>>,
}

#[derive(Debug)]
struct LexiconPhrase<T> {
    rest: Vec<String>,
    value: T,
}

impl<T> Phrases<T> {
    /// The phrases of a class of the lexicon. `read` says what a row means; a row that it does not understand is left out (a test checks
    /// that there is none).
    pub(crate) fn of(class: Class, read: impl Fn(&'static Row) -> Option<T>) -> Self
    where
        T: Clone,
    {
        let mut by_first: HashMap<String, Vec<LexiconPhrase<T>>> = HashMap::new();
        for (row, value) in lexicon::rows(class).filter_map(|row| Some((row, read(row)?))) {
            for phrase in row.words() {
                let mut words = phrase.split_whitespace().map(fold).filter(|word| !word.is_empty());
                if let Some(first) = words.next() {
                    by_first
                        .entry(first)
                        .or_default()
                        .push(LexiconPhrase { rest: words.collect(), value: value.clone() });
                }
            }
        }
        by_first.values_mut().for_each(|phrases| phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len())));
        Self { by_first }
    }

    /// The phrases that stand at token `index`, longest first, each with the place after it.
    pub(crate) fn all_at<'p>(&'p self, tokens: &'p Tokens<'_>, index: usize) -> impl Iterator<Item = (usize, &'p T)> {
        let word = Some(tokens.word(index)).filter(|word| !word.is_empty());
        let phrases = word.and_then(|word| self.by_first.get(word)).map_or(&[][..], Vec::as_slice);
        phrases.iter().filter_map(move |phrase| Some((after(tokens, index + 1, &phrase.rest)?, &phrase.value)))
    }

    /// The longest phrase at token `index`.
    pub(crate) fn at<'p>(&'p self, tokens: &'p Tokens<'_>, index: usize) -> Option<(usize, &'p T)> {
        self.all_at(tokens, index).next()
    }
}

/// The place after `words`, read from `index` on: full stops, commas, hyphens and apostrophes between them do not count.
fn after(tokens: &Tokens<'_>, mut index: usize, words: &[String]) -> Option<usize> {
    for word in words {
        let hyphen = word.len() > 1 && tokens.is(index, '-');
        while hyphen && tokens.is(index, '-') || ['.', ',', '’', '\''].iter().any(|&sign| tokens.is(index, sign)) {
            index += 1;
        }
        if tokens.word(index) != word {
            return None;
        }
        index += 1;
    }
    // The full stop of an abbreviation belongs to it.
    if tokens.is(index, '.') && !tokens.get(index).is_some_and(|token| token.spaced) {
        index += 1;
    }
    Some(index)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Flat;

    /// The longest short form that a text begins with.
    fn phrase(text: &str) -> Option<&str> {
        let flat = Flat::verbatim(text, 0);
        let tokens = Tokens::of(&flat);
        let phrases = Phrases::of(Class::ShortForm, |_| Some(()));
        phrases.at(&tokens, 0).map(|(end, ())| tokens.span(0, end).of(text))
    }

    #[test]
    fn stops_and_case_do_not_matter_and_the_longest_phrase_counts() {
        for (text, expected) in [
            ("op. cit., 5", "op. cit."),
            ("OP. CIT., 5", "OP. CIT."),
            ("op.cit., 5", "op.cit."),
            ("op cit, 5", "op cit"),
            ("Loc. cit.", "Loc. cit."),
            ("Ibíd., p. 5", "Ibíd."),
            ("a. a. O., S. 5", "a. a. O."),
        ] {
            assert_eq!(phrase(text), Some(expected), "{text}");
        }
        for text in ["operation cit", "citation", "ibidis, 5", ""] {
            assert_eq!(phrase(text), None, "{text}");
        }
    }
}
