//! The books of Scripture and the authors of antiquity, who are cited by chapter and verse in any edition.

use std::sync::LazyLock;

use super::hash::{ByHash, hash_bytes, kinds_by_word};
use crate::lexicon::Class;

/// A set of kinds, one bit each.
pub(super) type Antiquity = u32;

/// A book of the Bible, or the Koran.
const SCRIPTURE: Antiquity = 1;
/// An author of antiquity, by his whole name.
const AUTHOR: Antiquity = 2;
/// An author of antiquity, his name shortened.
const SHORTENED: Antiquity = 4;

/// The bit of a kind that the lexicon names.
fn bit(meaning: &str) -> Option<Antiquity> {
    match meaning {
        "scripture" => Some(SCRIPTURE),
        "ancient-author" => Some(AUTHOR),
        "ancient-author-short" => Some(SHORTENED),
        _ => None,
    }
}

static ANTIQUITY: LazyLock<ByHash<Antiquity>> = LazyLock::new(|| kinds_by_word(Class::Name, bit));

/// What a folded word may be the name of, by its hash.
pub(super) fn antiquity(folded: u32) -> Antiquity {
    ANTIQUITY.get(&folded).copied().unwrap_or_default()
}

/// True if a folded word names or shortens a book of Scripture.
pub(crate) fn is_scripture(folded: &str) -> bool {
    antiquity(hash_bytes(folded.as_bytes())) & SCRIPTURE != 0
}

/// True if a folded word shortens the name of an author of antiquity.
pub(crate) fn is_shortened_author(folded: &str) -> bool {
    antiquity(hash_bytes(folded.as_bytes())) & SHORTENED != 0
}

#[cfg(test)]
mod tests {
    use super::super::gazetteer;
    use super::*;
    use crate::lexicon;

    #[test]
    fn a_word_may_be_a_book_and_an_author() {
        assert!(is_scripture("jos") && is_shortened_author("jos"));
        assert!(is_scripture("matteo") && !is_shortened_author("matteo"));
        assert!(!is_scripture("robinson") && !is_shortened_author("herodotus"));
    }

    #[test]
    fn names_of_the_lexicon_are_of_a_known_kind_and_folded() {
        let folded = |word: &str| word.chars().all(|c| c.is_alphabetic() && !c.is_uppercase());
        for row in lexicon::rows(Class::Name) {
            assert!(bit(row.meaning).is_some() || gazetteer::bit(row.meaning).is_some(), "{row:?}");
            assert!(row.words().all(folded), "{row:?}");
        }
    }
}
