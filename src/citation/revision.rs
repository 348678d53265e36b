//! Remarks on a revision of the note itself, which are no source: "Update May 15: …", "[Edit 12/3]".

use std::sync::LazyLock;

use super::locator;
use super::phrase::Phrases;
use super::token::{Token, TokenKind, Tokens};
use crate::lexicon::{self, Class};

static REMARKS: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::of(Class::Revision, |_| Some(())));

/// Returns the start of a citation without the remark on a revision that it begins with. `None` if no source follows the remark.
pub(super) fn after_revision(tokens: &Tokens<'_>, start: usize, end: usize) -> Option<usize> {
    let Some(close) = remark(tokens, start, end) else { return Some(start) };
    let is_source = |at: usize| {
        locator::is_year(tokens, at) || tokens.get(at).is_some_and(|token| token.kind == TokenKind::Address)
    };
    (close + 1..end).any(is_source).then_some(close + 1)
}

/// The place after a word for a revision and the day of it, if nothing or a colon follows.
fn remark(tokens: &Tokens<'_>, start: usize, end: usize) -> Option<usize> {
    let (from, ()) = REMARKS.at(tokens, start)?;
    let to = from + (from..end).take_while(|&at| dates(tokens, at)).count();
    let is_dated = (from..to).any(|at| tokens.get(at).is_some_and(Token::is_number));
    (is_dated && (to == end || tokens.is(to, ':'))).then_some(to)
}

/// True if a token may be part of a day: a number, a month, a mark, or a small word ("of", "th", "vom").
fn dates(tokens: &Tokens<'_>, at: usize) -> bool {
    /// The letters of a small word.
    const SMALL: usize = 4;
    let Some(token) = tokens.get(at) else { return false };
    match &token.kind {
        TokenKind::Number => true,
        TokenKind::Word(word) => {
            lexicon::is(Class::Month, word) || word.chars().count() <= SMALL && !tokens.capital(at)
        }
        TokenKind::Sign(sign) => matches!(sign, '.' | ',' | '/' | '-' | '–'),
        TokenKind::Address => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Flat;

    /// What is left of a citation.
    fn left(text: &str) -> Option<String> {
        let flat = Flat::verbatim(text, 0);
        let tokens = Tokens::of(&flat);
        let end = tokens.len();
        after_revision(&tokens, 0, end).map(|start| tokens.span(start, end).of(text).to_owned())
    }

    #[test]
    fn a_remark_on_a_revision_is_no_source() {
        for text in [
            "Update May 15",
            "UPDATED MAY 15",
            "Update May 15: Added links to both reports",
            "Updated on the 3rd of May, 2020: fixed a link",
            "Edit 12/3",
            "Aktualisiert am 3. Mai 2021",
            "Update 3. Mai: Der Link war falsch",
            "Mise à jour du 3 mai 2020",
            "Actualización 3/5/2020",
            "Aggiornamento del 3 maggio",
            "Обновлено 3 мая 2020",
            "Обновлено 3 мая 2020 года",
        ] {
            assert_eq!(left(text), None, "{text}");
        }
        assert_eq!(left("Update May 3: Able, Salt (Leeds, 1990)").as_deref(), Some("Able, Salt (Leeds, 1990)"));
        for text in [
            "Edit Nagy, A malom, 12",
            "Update: The Magazine 3 (1990), 12",
            "Update Able, 14",
            "May 15, 2020",
            "Updates of 1990, 3",
        ] {
            assert_eq!(left(text).as_deref(), Some(text), "{text}");
        }
    }
}
