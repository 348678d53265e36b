//! The names of a short form.

use super::title::TitleMarkup;
use crate::analysis::Analysis;
use crate::csl::{Item, Name, NameVariable, TextVariable};

/// "And" and "and others" in a language.
struct AndWords {
    language: &'static str,
    and: &'static str,
    others: &'static str,
}

/// One line a language; the first is what is taken for others.
#[rustfmt::skip]
static WORDS: &[AndWords] = &[
    AndWords { language: "en", and: "and", others: "et al." },
    AndWords { language: "de", and: "und", others: "u. a." },
    AndWords { language: "fr", and: "et", others: "et al." },
    AndWords { language: "it", and: "e", others: "et al." },
    AndWords { language: "es", and: "y", others: "et al." },
    AndWords { language: "pt", and: "e", others: "et al." },
    AndWords { language: "nl", and: "en", others: "e.a." },
];

/// From this many authors on only the first is named (*Chicago Manual of Style* 17, 14.76).
const MANY_AUTHORS: usize = 4;

fn words(language: &str) -> &'static AndWords {
    WORDS.iter().find(|words| words.language == language).unwrap_or(&WORDS[0])
}

/// True for a word, in lower case, that joins names.
pub(super) fn is_joint(word: &str) -> bool {
    WORDS.iter().any(|row| row.and == word || crate::text::bare_words(row.others).any(|other| other == word))
}

/// Joins the names of a work's authors, else of its editors, in the markup of the document.
pub(super) fn joined(analysis: &Analysis, item: &Item, around: Option<&TitleMarkup>) -> Option<String> {
    let roles = [NameVariable::Author, NameVariable::Editor];
    let names = roles.into_iter().map(|role| item.names(role)).find(|names| !names.is_empty())?;
    let language = item.text(TextVariable::Language).unwrap_or(analysis.language());
    let named = names.iter().filter(|name| !name.is_others()).map(|name| family(analysis, name, language));
    let named: Vec<String> = named.filter(|name| !name.is_empty()).collect();
    let is_open = names.iter().any(Name::is_others);
    let words = words(analysis.language());
    let and = if around.is_some_and(|around| around.ampersand) { "&" } else { words.and };
    let joined = match named.as_slice() {
        [] => return None,
        [first, ..] if is_open || named.len() >= MANY_AUTHORS => format!("{first} {}", words.others),
        [name] => name.clone(),
        [first @ .., last] => format!("{} {and} {last}", first.join(", ")),
    };
    Some(analysis.document.format.markup().text(&joined))
}

/// The name of a person in short. Where Spanish names end in one or in two family names, all of the name is said.
fn family(analysis: &Analysis, name: &Name, language: &str) -> String {
    if let Some(own) = own_family(analysis, name) {
        return own.to_owned();
    }
    match &name.given {
        Some(given) if has_two_families(language) && is_spelt_twice(given) => format!("{given} {}", name.short()),
        _ => name.short(),
    }
}

/// True for languages whose people have two family names, the first of which counts.
fn has_two_families(language: &str) -> bool {
    ["es", "ca", "gl"].iter().any(|of| language == *of || language.starts_with(&format!("{of}-")))
}

/// True for two given names in full, of which the second may be a family name: "Miguel Caballero", not "M. C." or "Ana M.".
fn is_spelt_twice(given: &str) -> bool {
    let is_full = |word: &str| word.chars().count() > 2 && !word.ends_with('.');
    given.split_whitespace().count() > 1 && given.split_whitespace().all(is_full)
}

/// The family name of several words that the document's own short forms give a person: "Caballero Pérez".
pub(super) fn own_family<'a>(analysis: &'a Analysis, name: &Name) -> Option<&'a str> {
    let (family, given) = (name.family.as_deref()?, name.given.as_deref()?);
    let own = analysis.lookups.own(analysis).families.get(&last_word(family))?;
    let first = own.strip_suffix(family)?.trim();
    (!first.is_empty() && given.ends_with(first) && given != first).then_some(own)
}

pub(super) fn last_word(name: &str) -> String {
    name.rsplit(' ').next().unwrap_or_default().to_owned()
}
