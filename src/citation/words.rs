//! Word lists: what laws and works are called, and the small words in and between names.

use std::sync::LazyLock;

use super::phrase::Phrases;
use super::token::Tokens;
use crate::lexicon::{self, Class, Row};

/// Whether the word is what works are called: "book", "essay".
pub(crate) fn is_work(word: &str) -> bool {
    lexicon::is(Class::Work, word)
}

/// Whether the word is what laws are called: "Act", "Code". They have no author, whatever their words look like.
pub(crate) fn is_law(word: &str) -> bool {
    lexicon::is(Class::Law, word)
}

/// True for a word that repeats the citation before: "ibid.", "id.".
pub(crate) fn repeats(word: &str) -> bool {
    let repeats = |row: &Row| row.sense() == "same-work" || row.is_also("or-same-work");
    lexicon::entries(Class::ShortForm, word).any(repeats)
}

/// Whether the word may stand in a name without a capital.
pub(crate) fn is_particle(word: &str) -> bool {
    lexicon::is(Class::Particle, word)
}

/// Whether the token joins two names: "and", "&", "/".
pub(crate) fn joins_names(tokens: &Tokens<'_>, index: usize) -> bool {
    lexicon::meaning(Class::And, tokens.word(index)) == Some("names") || tokens.is(index, '&') || tokens.is(index, '/')
}

static OTHERS: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::of(Class::Others, |_| Some(())));

/// The place after "et al." at token `index`.
pub(crate) fn others_at(tokens: &Tokens<'_>, index: usize) -> Option<usize> {
    let (end, ()) = OTHERS.at(tokens, index)?;
    // Two letters without a stop are a word of their own: "ua".
    let is_long = tokens.span(index, end).len() > 3;
    (tokens.is(end - 1, '.') || is_long).then_some(end)
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
