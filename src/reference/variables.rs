//! Which CSL variables a type of work has: what was read under a general name is moved to the special one.

use crate::csl::{Item, ItemType, TextVariable as T};

/// The type, the variable that a value was read as, and the one it belongs to.
const MOVES: &[(ItemType, T, T)] = &[
    (ItemType::LegalCase, T::Publisher, T::Authority),
    (ItemType::LegalCase, T::Issue, T::Number),
    (ItemType::Standard, T::Issue, T::Number),
    (ItemType::Broadcast, T::Issue, T::Number),
];

/// Moves values to the variables of the work's type.
pub(super) fn settle(item: &mut Item) {
    for &(kind, from, to) in MOVES {
        if item.item_type == kind && item.text(to).is_none() {
            item.remove(from).into_iter().for_each(|value| item.set(to, value));
        }
    }
}

/// The number of a version: "4.3.1" of "(Version 4.3.1)", "v2.0".
pub(super) fn version(text: &str) -> Option<&str> {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    let lower = text.to_lowercase();
    let length = ["version ", "versione ", "versión ", "release ", "ver. ", "vers. ", "v. ", "v"]
        .iter()
        .find(|cue| lower.starts_with(**cue))?
        .len();
    let number = text.get(length..)?.trim_start();
    number.starts_with(|c: char| c.is_ascii_digit()).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_in_the_variables_of_their_type() {
        let mut item = Item::new("a", ItemType::LegalCase);
        item.set(T::Publisher, "D.N.J.");
        settle(&mut item);
        assert_eq!((item.text(T::Authority), item.text(T::Publisher)), (Some("D.N.J."), None));
        let mut book = Item::new("b", ItemType::Book);
        book.set(T::Publisher, "Dale");
        settle(&mut book);
        assert_eq!(book.text(T::Publisher), Some("Dale"));
    }

    #[test]
    fn versions_are_told_from_editions() {
        for (text, expected) in [
            ("(Version 4.3.1).", Some("4.3.1")),
            ("v2.0,", Some("2.0")),
            ("Release 7", Some("7")),
            ("2nd ed.", None),
            ("Vollst. Ausgabe", None),
            ("revised", None),
        ] {
            assert_eq!(version(text), expected, "{text}");
        }
    }
}
