//! Works that the running text names: an author, and a title in italics or quotation marks.

use super::name::{name_at, possessive};
use super::title::after_title;
use super::token::{Token, Tokens};
use super::words::is_particle;
use crate::lexicon::{self, Class};
use crate::text::{Flat, Span};

/// Titles have at least so many words; a single word in italics is mostly stressed, or foreign.
const FEWEST: usize = 2;

/// And at most so many: more are a quotation.
const MOST: usize = 16;

/// True for a word between an author and the title: "Able, in *The Mill*", "Able and his *Mill*".
fn leads_to_title(word: &str) -> bool {
    lexicon::is(Class::WorkLead, word) || lexicon::is(Class::Possessive, word)
}

/// A work that a paragraph names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WorkMention {
    /// The author, as the text has the name.
    pub(crate) author: String,
    /// The title.
    pub(crate) title: String,
    /// Where the title begins in the paragraph.
    pub(crate) at: usize,
    /// Where author and title stand in the paragraph, with what is between.
    pub(crate) flat: Span,
}

/// The works that a paragraph names, in order.
pub(crate) fn mentions(paragraph: &Flat) -> Vec<WorkMention> {
    if paragraph.marks.is_empty() && !paragraph.text.contains(['“', '"', '«', '„']) {
        return Vec::new();
    }
    let tokens = Tokens::of(paragraph);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let after = opens(&tokens, at).then(|| after_title(&tokens, at, tokens.len()));
        found.extend(after.and_then(|after| mention(&tokens, at, after)));
        at = after.unwrap_or(at).max(at + 1);
    }
    found
}

/// Whether italics or a quotation begin at `index`.
fn opens(tokens: &Tokens<'_>, index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|before| tokens.get(before));
    tokens.get(index).is_some_and(|token| {
        let marked = token.emphasis.is_some() && before.is_none_or(|before| before.emphasis != token.emphasis);
        let quoted = token.quoted && before.is_none_or(|before| !before.quoted);
        marked || (quoted && token.emphasis.is_none())
    })
}

/// The work whose title stands from `start` up to `end`, if its author stands beside it.
fn mention(tokens: &Tokens<'_>, start: usize, end: usize) -> Option<WorkMention> {
    let is_word = |&index: &usize| tokens.get(index).is_some_and(Token::is_word);
    let is_text = |index: &usize| is_word(index) || tokens.get(*index).is_some_and(Token::is_number);
    let words = (start..end).filter(is_word).count();
    let first = (start..end).find(is_text).filter(|&first| tokens.capital(first))?;
    let last = (start..end).rev().find(is_text)?;
    let (from, to) = author_before(tokens, start).or_else(|| author_after(tokens, end))?;
    let title = tokens.span(first, last + 1);
    (FEWEST..=MOST).contains(&words).then(|| WorkMention {
        author: tokens.span(from, to).of(tokens.text).to_owned(),
        title: title.of(tokens.text).to_owned(),
        at: title.start,
        flat: tokens.span(start.min(from), end.max(to)),
    })
}

/// The name before the title at `title`: "Able’s *Mill*", "Able, *The Mill*", "Able, in his book *The Mill*".
fn author_before(tokens: &Tokens<'_>, title: usize) -> Option<(usize, usize)> {
    let joins = |&index: &usize| {
        let sign = [',', '’', '\'', ':', '(', '“', '"'].iter().any(|&sign| tokens.is(index, sign));
        sign || leads_to_title(tokens.word(index))
    };
    let between = (title.saturating_sub(6)..title).rev().take_while(joins).count();
    let end = title - between;
    let linked = between > 0 && (possessive(tokens, end) || !tokens.is(title - 1, '.'));
    let part = |&index: &usize| {
        tokens.capital(index)
            || is_particle(tokens.word(index))
            || (tokens.is(index, '.') && index > 0 && tokens.capital(index - 1))
    };
    let length = (end.saturating_sub(8)..end).rev().take_while(part).count();
    // The first word of a sentence has a capital whatever it is: the longest name that ends here decides.
    let begins = |&start: &usize| {
        let initial = tokens.is(start + 1, '.');
        tokens.capital(start) && (initial || !lexicon::is(Class::Opener, tokens.word(start)))
    };
    let start = (end - length..end).filter(begins).find(|&start| name_at(tokens, start, end) == Some(end))?;
    linked.then_some((start, end))
}

/// The name after the title that ends at `end`: "*The Mill*, by Able".
fn author_after(tokens: &Tokens<'_>, end: usize) -> Option<(usize, usize)> {
    let by = end + usize::from(tokens.is(end, ','));
    let from = by + 1;
    let to = name_at(tokens, from, tokens.len()).filter(|_| lexicon::is(Class::By, tokens.word(by)))?;
    Some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::read;
    use crate::text::Source;

    fn found(text: &str) -> Vec<(String, String)> {
        let document = read(&[Source::new("post.md", text)], None);
        let works = document.prose().flat_map(mentions);
        works.map(|work| (work.author, work.title)).collect()
    }

    #[test]
    fn titles_with_their_authors_are_works() {
        for (text, author, title) in [
            ("This was the case; Able, in *The Mill on the Hill*, explains it.", "Able", "The Mill on the Hill"),
            ("As Ann Able’s *Mills and Mines* shows, it was.", "Ann Able", "Mills and Mines"),
            ("He read *Mills and Mines*, by Ann Able, at once.", "Ann Able", "Mills and Mines"),
            ("In her book “Mills and Mines” she", "", ""),
            ("See what A. B. Able in “Mills and Mines” said.", "A. B. Able", "Mills and Mines"),
        ] {
            let expected: Vec<(String, String)> =
                if title.is_empty() { Vec::new() } else { vec![(author.into(), title.into())] };
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn stress_quotations_and_titles_without_an_author_are_none() {
        for text in [
            "It was *very* bad, and *not at all* good.",
            "She read *Mills and Mines* on the train.",
            "Able said, “they were never more than a pretext for something else that nobody here would name”.",
            "Able was *Very* angry.",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
