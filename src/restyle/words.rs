//! Which words of a citation a style may put others for. Every other word and number stays, or the citation does.

use std::collections::HashMap;

use crate::lexicon::{self, Class, fold};
use crate::text::bare_words;

/// Words that say how a work is cited and nothing about it: roles, parts, joints, references to earlier notes.
/// They are a closed class; each style has its own.
const APPARATUS: &[&str] = &[
    // Roles.
    "ed eds edited editor editors hrsg hg herausgegeben éd éds dir dirs cura coord coords red bearb trans transl \
     translated übers übersetzt trad tr vert",
    // Volumes, issues, editions, pages.
    "vol vols volume bd bde band tome t no nos nᵒ nᵒˢ nr num núm n iss issue edn edition aufl auflage p pp page pages s \
     seite seiten pág págs pagina blz f ff sq sqq at hier ici",
    // What joins names and parts.
    "and und et e y i en al u a others andere altri alii in dans von by par per di por",
    // Earlier notes.
    "ibid ibidem ebd ebenda ivi id idem ders dies ead eadem op art ouvr ob cit loc aao o ibíd supra infra",
    // No date, no place; access.
    "d nd sd accessed available abgerufen zugriff consulté le consultato il last am on from",
];

/// The same, in every language.
const CLASSES: &[Class] = &[Class::Numbering, Class::Edition, Class::Others];

fn is_apparatus(word: &str) -> bool {
    APPARATUS.iter().any(|words| words.split(' ').any(|other| other == word))
        || CLASSES.iter().any(|class| lexicon::is(*class, &fold::fold(word)))
}

/// How often each word stands in a text, ranges of numbers in full.
pub(super) fn counts(text: &str) -> HashMap<String, isize> {
    let mut counts = HashMap::new();
    full_words(text).for_each(|word| *counts.entry(word).or_default() += 1);
    counts
}

/// The words of a text, the later number of a range in full.
fn full_words(text: &str) -> impl Iterator<Item = String> {
    let is_dash = |c: char| "-‐‑–—−".contains(c);
    let runs = text.split(move |c: char| !c.is_alphanumeric() && !is_dash(c));
    runs.flat_map(|run| {
        let in_run = bare_words(run).scan(String::new(), |last, word| {
            *last = in_full(last, word);
            Some(last.clone())
        });
        in_run.collect::<Vec<_>>()
    })
}

/// The end of a range as the number it stands for: 45 after 142 is 145.
fn in_full(before: &str, word: String) -> String {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let missing = before.len().saturating_sub(word.len());
    let full = || format!("{}{word}", &before[..missing]);
    let is_cut = is_number(before) && is_number(&word) && missing > 0 && full().as_str() > before;
    if is_cut { full() } else { word }
}

/// The first word of a citation that is neither in what takes its place nor in `elsewhere`: the words of the full citation that a
/// short form stands for, and those that the style leaves out.
pub(super) fn lost(old: &str, new: &str, elsewhere: &HashMap<String, isize>) -> Option<String> {
    let stops = stops_lost(old, new, elsewhere);
    let (new, old_counts) = (counts(new), counts(old));
    let is_kept = |word: &str| {
        old_counts.get(word) <= new.get(word)
            || elsewhere.contains_key(word)
            || is_apparatus(word)
            || is_shortened(word, &new)
    };
    full_words(old).find(|word| !is_kept(word)).or(stops)
}

/// The first abbreviation that has lost its full stop: "Frankfurt a. M." is no "Frankfurt a. M", "rev. ed." no "rev. ed".
fn stops_lost(old: &str, new: &str, elsewhere: &HashMap<String, isize>) -> Option<String> {
    let (kept, words) = (stopped(new, |_, _| true), bare_words(new).collect::<Vec<_>>());
    let is_lost = |word: &String| {
        let bare = word.to_lowercase();
        !kept.contains(word) && words.contains(&bare) && !elsewhere.contains_key(&bare)
    };
    stopped(old, is_abbreviation).into_iter().find(is_lost).map(|word| format!("{word}."))
}

/// The words before full stops that are `wanted` with the text after them.
fn stopped(text: &str, wanted: impl Fn(&str, &str) -> bool) -> Vec<String> {
    let before = |at: usize| text[..at].rsplit(|c: char| !c.is_alphanumeric()).next().filter(|word| !word.is_empty());
    let words = text.match_indices('.').filter_map(|(at, _)| Some((before(at)?, &text[at + 1..])));
    words.filter(|(word, rest)| wanted(word, rest)).map(|(word, _)| word.to_owned()).collect()
}

/// True if the full stop between a word and the rest of a text is that of an abbreviation. A title or a name may end before a number, a
/// parenthesis or a small letter, too: only a short word is an abbreviation there.
fn is_abbreviation(word: &str, rest: &str) -> bool {
    const LONGEST: usize = 4;
    let next = rest.trim_start_matches([' ', '\u{a0}']);
    rest.starts_with([',', ';', ':', ')'])
        || (next.len() < rest.len()
            && word.chars().count() <= LONGEST
            && next.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit() || c == '('))
}

/// The words of a text as they stand.
pub(super) fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The first word of a new citation that stands neither in the old one nor in `elsewhere`, where both are without markup.
pub(super) fn unfounded(old: &str, new: &str, elsewhere: &HashMap<String, isize>) -> Option<String> {
    let mut known = counts(old);
    known.extend(elsewhere.clone());
    let is_label = |word: &String| is_apparatus(word) || lexicon::is(Class::Locator, &fold::fold(word));
    let is_known = |word: &String| known.contains_key(word) || is_label(word) || is_shortened(word, &known);
    full_words(new).find(|word| !is_known(word))
}

/// The first number that stands in a new citation and neither in the old one nor in `elsewhere`.
pub(super) fn invented(old: &str, new: &str, elsewhere: &HashMap<String, isize>) -> Option<String> {
    let old = counts(old);
    let is_number = |word: &String| word.bytes().any(|byte| byte.is_ascii_digit());
    let mut found: Vec<String> = counts(new).into_keys().filter(is_number).collect();
    found.sort_unstable();
    found.into_iter().find(|word| !old.contains_key(word) && !elsewhere.contains_key(word))
}

/// True for a word in lower case that says more than how a work is cited.
pub(super) fn is_prose(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.chars().count() > 1 && word.chars().all(char::is_lowercase) && !is_apparatus(word)
}

/// Months and the like, as a style cuts or spells them: "Dec." for "December".
fn is_shortened(word: &str, new: &HashMap<String, isize>) -> bool {
    const LEAST: usize = 3;
    let is_word = |text: &str| text.chars().count() >= LEAST && !text.bytes().any(|byte| byte.is_ascii_digit());
    is_word(word)
        && new.keys().any(|other| {
            is_word(other) && other != word && (other.starts_with(word) || word.starts_with(other.as_str()))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FULL: &str = "Ann Blair, *Too Much to Know* (New Haven: Yale, 2010), 293";

    #[test]
    fn words_that_vanish_are_named() {
        let none = HashMap::new();
        let full = counts(FULL);
        for (old, new, elsewhere, wanted) in [
            (FULL, "Ann Blair, *Too Much to Know* (New Haven: Yale, 2010), p. 293", &none, None),
            (FULL, "Blair, *Too Much*, 293", &full, None),
            (FULL, "Blair, *Too Much*, 293", &none, Some("ann")),
            ("Ibid., 44, where it is", "Ibid.", &full, Some("44")),
            ("Shelley (1818; Oxford: OUP, 1993)", "Shelley (Oxford: OUP, 1818)", &none, Some("1993")),
            ("pp. 142–145", "142–45", &none, None),
            ("pp. 142-45", "S. 142–145", &none, None),
            ("102–103", "102–03", &none, None),
            ("102–103", "102–3", &none, None),
            ("102–103", "102–13", &none, Some("103")),
            ("12 December 1999", "Dec. 12, 1999", &none, None),
            ("May 19, 1928", "1928", &none, Some("may")),
            ("Patrick Healy", "P. Healy", &none, Some("patrick")),
            ("ebd., S. 14", "Ibid., 14", &none, None),
            ("*Positif*, nᵒ 91", "*Positif*, 91", &none, None),
            ("a b a", "a b", &none, None),
            ("Auf der Suche, Frankfurt a. M. 2005", "Auf der Suche, Frankfurt a. M 2005", &none, Some("M.")),
            ("Palmer, *Eddystone*, rev. ed. (York)", "Palmer, *Eddystone*, rev. ed (York)", &none, Some("ed.")),
            ("How the Personal Got Political. 166", "How the Personal Got Political, 166", &none, None),
            ("Human Rights Watch. (2019)", "Human Rights Watch (2019)", &none, None),
            ("J. Hale. Salt. York, 1990", "J. Hale, *Salt* (York, 1990)", &none, None),
            ("coal coal", "coal", &none, Some("coal")),
        ] {
            assert_eq!(lost(old, new, elsewhere).as_deref(), wanted, "{old} | {new}");
        }
    }

    #[test]
    fn numbers_that_come_from_nowhere_are_named() {
        let full = counts(FULL);
        assert_eq!(invented("Ibid., 44", "Blair, 293", &HashMap::new()).as_deref(), Some("293"));
        assert_eq!(invented("Ibid., 44", "Blair, *Too Much* (2010), 44", &full), None);
        assert_eq!(invented("pp. 142–45", "142–145", &HashMap::new()), None);
    }
}
