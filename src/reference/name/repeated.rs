//! The dash that stands for the author of the entry before: "———. The Iron Road", "___, ed. The Iron Road".

use super::role::{RolePhrase, phrase};
use super::{plain, words};
use crate::csl::{Name, NameVariable};
use crate::lexicon::{self, Class};

/// The dashes at the head of a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Repeated<'t> {
    /// The part that the people of the entry before have in this work too.
    pub(crate) part: NameVariable,
    /// How many dashes there are: beside new names, each stands for one name.
    count: usize,
    /// What follows them.
    rest: &'t str,
}

impl Repeated<'_> {
    /// Puts the names that the dashes stand for before those that a reference gives itself: all of them if it gives none, or one for each dash
    /// if new names follow ("———, ———, and Ann Reed").
    pub(crate) fn complete(&self, names: &[Name], before: &[Name]) -> Vec<Name> {
        let taken = match names.first() {
            None => before,
            Some(first) if self.leads_to(first) => &before[..self.count.min(before.len())],
            Some(_) => &[],
        };
        [taken, names].concat()
    }

    /// True if a name follows the dashes, perhaps after "and".
    fn leads_to(&self, name: &Name) -> bool {
        let of_name = [&name.given, &name.family, &name.literal];
        let starts = |word: &str| of_name.iter().any(|part| part.as_deref().is_some_and(|part| part.starts_with(word)));
        let mut rest =
            words(self.rest).map(|(_, word)| word.trim_end_matches([',', '.', ';'])).filter(|word| !word.is_empty());
        rest.find(|word| !lexicon::is(Class::And, &plain(word))).is_some_and(starts)
    }
}

/// Reads the dashes that stand for names at the head of a reference, if there are any.
pub(in crate::reference) fn repeated(text: &str) -> Option<Repeated<'_>> {
    let (mut rest, mut count) = (after_dash(text.trim_start())?, 1);
    while let Some(next) = after_dash(rest.trim_start_matches([',', ' ', '.'])) {
        (rest, count) = (next, count + 1);
    }
    Some(Repeated { part: part_of(rest), count, rest })
}

/// What follows a dash that stands for a name.
fn after_dash(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(is_dash);
    let drawn = text.get(..text.len() - rest.len())?;
    let is_long = drawn.chars().count() > 1 || drawn.contains(['—', '⸺', '⸻']);
    let stops = rest.starts_with(['.', ',', ' ', ':', '(', ';']);
    (is_long && stops).then_some(rest)
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―' | '⸺' | '⸻' | '_' | '\\')
}

/// "ed." after the dash, or nothing: then they are authors.
fn part_of(rest: &str) -> NameVariable {
    let first = words(rest).map(|(_, word)| plain(word)).find(|word| !word.is_empty()).unwrap_or_default();
    match phrase(&first) {
        Some(RolePhrase::Role(parts, _)) => parts.first().copied().unwrap_or(NameVariable::Author),
        _ => NameVariable::Author,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dash_stands_for_the_people_of_the_entry_before() {
        use NameVariable::{Author, Editor};
        for (text, expected) in [
            ("———. The Iron Road. Leeds, 2001.", Some(Author)),
            ("---. The Iron Road.", Some(Author)),
            ("\\_\\_\\_\\_. The Iron Road.", Some(Author)),
            ("— (2001). The Iron Road.", Some(Author)),
            ("———, ed. The Iron Road.", Some(Editor)),
            ("——— (Hg.): Die Mühle.", Some(Editor)),
            ("- Reed, Ann. The Iron Road.", None),
            ("–5 degrees", None),
            ("Reed, Ann. The Iron Road.", None),
            ("———", None),
        ] {
            assert_eq!(repeated(text).map(|dashes| dashes.part), expected, "{text}");
        }
    }

    #[test]
    fn new_names_follow_those_that_dashes_stand_for() {
        let names =
            |families: &[&str]| -> Vec<Name> { families.iter().map(|name| Name::person(*name, "Ann")).collect() };
        let before = names(&["Reed", "Stone"]);
        for (text, given, expected) in [
            ("———. The Iron Road.", vec![], "Reed Stone"),
            ("——— and Ann Berg. The Iron Road.", vec!["Berg"], "Reed Berg"),
            ("——— et Berg, Ann. Le fer.", vec!["Berg"], "Reed Berg"),
            ("———, Ann Berg, and Ann Dahl (2001)", vec!["Berg", "Dahl"], "Reed Berg Dahl"),
            ("———, ———, and Ann Berg (2001)", vec!["Berg"], "Reed Stone Berg"),
            ("———, ———, ———, und Ann Berg", vec!["Berg"], "Reed Stone Berg"),
            ("———. The Iron Road. Ed. Ann Berg.", vec!["Berg"], "Berg"),
        ] {
            let complete = repeated(text).unwrap().complete(&names(&given), &before);
            let families: Vec<String> = complete.iter().map(Name::short).collect();
            assert_eq!(families.join(" "), expected, "{text}");
        }
    }
}
