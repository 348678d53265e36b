//! The dash that stands for the author of the entry before: "———. The Iron Road", "___, ed. The Iron Road".

use super::role::{RolePhrase, phrase};
use super::{plain, words};
use crate::csl::NameVariable;

/// The part that the people of the entry before have in this work too, if a dash stands for them at the head of a reference.
pub(in crate::reference) fn repeated(text: &str) -> Option<NameVariable> {
    let text = text.trim_start();
    let rest = text.trim_start_matches(is_dash);
    let drawn = text.get(..text.len() - rest.len())?;
    let is_long = drawn.chars().count() > 1 || drawn.contains(['—', '⸺', '⸻']);
    let stops = rest.starts_with(['.', ',', ' ', ':', '(', ';']);
    (is_long && stops).then(|| part_of(rest))
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
            assert_eq!(repeated(text), expected, "{text}");
        }
    }
}
