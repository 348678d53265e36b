//! A second work of the same author: "Ann Baker, *Salt* (Leeds, 1992), 5, and her *Water* (Leeds, 1996)".

use super::{Citation, Kind};
use crate::lexicon::{self, Class, fold};
use crate::text::{Flat, MarkKind, Span};

/// True if two folded words join a second work of an author: "and her", "et son".
pub(crate) fn joins_works(and: &str, possessive: &str) -> bool {
    lexicon::is(Class::And, and) && lexicon::is(Class::Possessive, possessive)
}

/// Marks the citations of a note that have the author of the one before: works without a name that a possessive introduces, and titles in
/// italics with an imprint after "and".
pub(super) fn with_lent_authors(body: &Flat, mut citations: Vec<Citation>) -> Vec<Citation> {
    let cites = |citation: &Citation| matches!(citation.kind, Kind::Full | Kind::Short) && !citation.short.place_only;
    for at in 1..citations.len() {
        let (before, here) = (&citations[at - 1], &citations[at]);
        if cites(before) && cites(here) && joins(body, before, here) {
            let short = &mut citations[at].short;
            // What italics begin with is a title, although "Water" alone looks like a name.
            let title = std::mem::take(&mut short.names).join(" ");
            short.title = short.title.take().or(Some(title)).filter(|title| !title.is_empty());
            short.same_author = true;
        }
    }
    citations
}

/// True if a possessive stands before a citation and names its author: "and her *Water*".
#[cfg(feature = "render")]
pub(crate) fn is_possessed(body: &Flat, citation: &Citation) -> bool {
    let before = body.text.get(..citation.flat.start).unwrap_or_default().trim_end();
    let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    lexicon::is(Class::Possessive, &fold::fold(last))
}

/// True if the words between two citations say that both have one author.
fn joins(body: &Flat, before: &Citation, here: &Citation) -> bool {
    let Some(between) = body.text.get(before.flat.end..here.flat.start) else { return false };
    let words = fold::words(between);
    let possessive = |word: &String| lexicon::is(Class::Possessive, word);
    let is_joint = !between.contains(['.', '(', ')'])
        && words.iter().all(|word| lexicon::is(Class::And, word) || possessive(word));
    let first = Span::new(here.flat.start, here.flat.start + 1);
    let is_title = body.is_within(first, |mark| *mark == MarkKind::Emphasis);
    let is_possessed = words.iter().any(possessive) && (is_title || here.short.names.is_empty());
    is_joint && !words.is_empty() && (is_possessed || is_title && here.imprint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_for_and_and_a_possessive_join_works() {
        for (and, possessive) in [("and", "her"), ("et", "son"), ("und", "ihre"), ("e", "suo"), ("y", "su")] {
            assert!(joins_works(and, possessive), "{and} {possessive}");
        }
        for (and, possessive) in [("or", "her"), ("and", "the"), ("et", "le"), ("her", "and"), ("", "")] {
            assert!(!joins_works(and, possessive), "{and} {possessive}");
        }
    }
}
