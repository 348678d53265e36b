//! Word lists: what laws and works are called, and the small words in and between names.

use super::token::Tokens;
use crate::lexicon::{self, Class};

/// Small words that may stand inside a name: "Hendrik van der Wal".
const PARTICLES: [&str; 31] = [
    "de", "del", "della", "delle", "degli", "dei", "di", "da", "das", "do", "dos", "du", "des", "la", "le", "las",
    "los", "van", "von", "vom", "der", "den", "zu", "zur", "zum", "ten", "ter", "al", "el", "ibn", "bin",
];

/// Words between two names.
const BETWEEN_NAMES: [&str; 7] = ["and", "und", "et", "y", "e", "en", "og"];

/// Whether the word is what works are called: "book", "essay".
pub(crate) fn is_work(word: &str) -> bool {
    lexicon::is(Class::Work, word)
}

/// Whether the word is what laws are called: "Act", "Code". They have no author, whatever their words look like.
pub(crate) fn is_law(word: &str) -> bool {
    lexicon::is(Class::Law, word)
}

/// Whether the word may stand in a name without a capital.
pub(crate) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// Whether the token joins two names: "and", "&", "/".
pub(crate) fn joins_names(tokens: &Tokens<'_>, index: usize) -> bool {
    BETWEEN_NAMES.contains(&tokens.word(index)) || tokens.is(index, '&') || tokens.is(index, '/')
}

/// Phrases for "and others", as folded words.
const OTHERS: [&[&str]; 14] = [
    &["et", "al"],
    &["et", "alii"],
    &["and", "others"],
    &["u", "a"],
    &["ua"],
    &["und", "andere"],
    &["et", "autres"],
    &["e", "altri"],
    &["y", "otros"],
    &["y", "otras"],
    &["e", "outros"],
    &["en", "anderen"],
    &["e", "a"],
    &["и", "др"],
];

/// The place behind "et al." at token `index`.
pub(crate) fn others_at(tokens: &Tokens<'_>, index: usize) -> Option<usize> {
    OTHERS.iter().find_map(|words| {
        let mut at = index;
        for word in *words {
            while tokens.is(at, '.') && at > index {
                at += 1;
            }
            if tokens.word(at) != *word {
                return None;
            }
            at += 1;
        }
        let dotted = tokens.is(at, '.');
        (dotted || words.concat().len() > 2).then_some(at + usize::from(dotted))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Flat;

    #[test]
    fn others_are_read_in_every_language() {
        for text in ["et al.", "et. al.", "and others", "u. a.", "u.a.", "y otros", "et al"] {
            let flat = Flat::verbatim(text, 0);
            let tokens = Tokens::of(&flat);
            assert_eq!(others_at(&tokens, 0), Some(tokens.len()), "{text}");
        }
        let flat = Flat::verbatim("et altera", 0);
        assert_eq!(others_at(&Tokens::of(&flat), 0), None);
    }
}
