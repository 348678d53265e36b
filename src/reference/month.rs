//! The names of months and seasons. A name may be cut to its first three letters or more: "sept.", "févr.".

use std::sync::LazyLock;

use super::word::plain;
use crate::lexicon::{self, Class};

/// The number of the month that a word names, 1 to 12.
pub(super) fn month_of(word: &str) -> Option<u8> {
    let word = plain(word);
    if word.chars().count() < 3 {
        return None;
    }
    let found = MONTHS.iter().find(|(name, _)| name.starts_with(&word));
    found.map(|(_, month)| *month)
}

/// The number of the season that a word names, 1 to 4.
pub(super) fn season_of(word: &str) -> Option<u8> {
    lexicon::meaning(Class::Season, &plain(word))?.parse().ok()
}

/// The months of all languages, January first, with their numbers.
static MONTHS: LazyLock<Vec<(String, u8)>> = LazyLock::new(|| {
    let numbered = lexicon::rows(Class::Month).filter_map(|row| Some((row, row.meaning.parse().ok()?)));
    let mut months: Vec<(String, u8)> =
        numbered.flat_map(|(row, month)| row.words().map(move |word| (plain(word), month))).collect();
    months.sort_by_key(|(_, month)| *month);
    months
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_by_their_beginnings() {
        for (word, month) in [
            ("Jan", 1),
            ("févr", 2),
            ("März", 3),
            ("mag", 5),
            ("giu", 6),
            ("juil", 7),
            ("août", 8),
            ("Set", 9),
            ("dic", 12),
            ("marts", 3),
            ("augusti", 8),
            ("września", 9),
            ("září", 9),
            ("listopadu", 11),
            ("desembre", 12),
            ("июл", 7),
        ] {
            assert_eq!(month_of(word), Some(month), "{word}");
        }
        for word in ["Ma", "Market", "Robinson", "", "Sommer"] {
            assert_eq!(month_of(word), None, "{word}");
        }
    }

    #[test]
    fn seasons_are_known_by_their_names() {
        assert_eq!(
            (season_of("Spring"), season_of("Été"), season_of("Herbst"), season_of("S")),
            (Some(1), Some(2), Some(3), None)
        );
    }
}
