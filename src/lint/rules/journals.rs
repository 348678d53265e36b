//! One article in two journals.

use std::collections::HashMap;

use super::Context;
use super::item::is_sure;
use super::near::fold;
use super::spelling::SpellingSlip;
use crate::citation::Kind;
use crate::csl::{Item, NameVariable, TextVariable};
use crate::resolve::SourceId;

/// The articles that are given again in the same volume of another journal.
pub(super) fn slips(context: &Context<'_>) -> Vec<SpellingSlip> {
    let mut first: HashMap<Article, (SourceId, &str)> = HashMap::new();
    let mut found = Vec::new();
    for (id, item) in given(context) {
        let Some((article, journal)) = Article::of(item) else { continue };
        let (earlier, given) = *first.entry(article).or_insert((id, journal));
        if are_two(journal, given) {
            found.push(SpellingSlip { id, earlier, written: journal.to_owned(), given: given.to_owned() });
        }
    }
    found
}

/// The records of full citations and of the list of works.
fn given<'c>(context: &'c Context<'_>) -> impl Iterator<Item = (SourceId, &'c Item)> + 'c {
    let analysis = context.analysis;
    let cited = context.citations().filter(|(_, citation, _)| citation.kind == Kind::Full);
    let cited = cited.map(|(at, ..)| (SourceId::Citation(at), &analysis.references[at]));
    let listed = analysis.entries.iter().enumerate().map(|(at, entry)| (SourceId::Entry(at), entry));
    cited.chain(listed).filter(|(_, found)| is_sure(&found.item, found.confidence)).map(|(id, found)| (id, &found.item))
}

/// What makes two records the same article beyond doubt. What came out twice has another volume, or another year.
#[derive(PartialEq, Eq, Hash)]
struct Article {
    author: String,
    title: String,
    volume: String,
    year: i32,
}

impl Article {
    fn of(item: &Item) -> Option<(Self, &str)> {
        let text = |variable| item.text(variable);
        let title = text(TextVariable::Title).filter(|title| title.split_whitespace().count() > 1)?;
        let article = Self {
            author: fold(item.names(NameVariable::Author).first()?.family.as_deref()?),
            title: fold(title),
            volume: text(TextVariable::Volume)?.to_owned(),
            year: item.year()?,
        };
        Some((article, text(TextVariable::ContainerTitle)?))
    }
}

/// True if neither of two titles is the other, shortened: each has a word that is not in the other, whole or as an abbreviation.
pub(super) fn are_two(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    lacks(&one, &other) && lacks(&other, &one)
}

/// The words of a title without articles and the like. Initials ("PMLA", "JAMA") are no words.
fn words(title: &str) -> Vec<String> {
    let parts = title.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 2);
    let is_initials = |word: &str| word.chars().all(char::is_uppercase);
    parts
        .filter(|word| word.starts_with(char::is_uppercase) && *word != "The")
        .map(|word| if is_initials(word) { String::new() } else { fold(word) })
        .collect()
}

/// True if one title has a word of which the other has neither the whole nor the beginning.
fn lacks(one: &[String], other: &[String]) -> bool {
    let is_like = |word: &String, known: &String| known.starts_with(word.as_str()) || word.starts_with(known.as_str());
    one.iter().any(|word| !other.iter().any(|known| is_like(word, known)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_and_its_abbreviation_are_one_journal() {
        for (one, other, two) in [
            ("Media, Culture & Talk", "New Media & Talk", true),
            ("Salt Review", "Coal Review", true),
            ("Zeitschrift für Salz", "Zeitschrift für Kohle", true),
            ("The Salt Review", "Salt Review", false),
            ("Journal of Salt and Coal", "J. Salt & Coal", false),
            ("Proceedings of the Salt Society", "PSS", false),
            ("Salt Review", "Salt Review: Papers of the Salt Society", false),
            ("Revue d’histoire du sel", "Revue d'Histoire du Sel", false),
        ] {
            assert_eq!(are_two(one, other), two, "{one} / {other}");
        }
    }
}
