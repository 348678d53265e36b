//! Words of the lexicon that are mostly part of a name, by what they name.

use std::sync::LazyLock;

use super::hash::{ByHash, hash_bytes, kinds_by_word};
use crate::lexicon::Class;

/// A set of kinds of name, one bit each.
pub(super) type NameKinds = u32;

/// A given name.
pub(super) const GIVEN: NameKinds = 1;
/// A surname.
pub(super) const SURNAME: NameKinds = 2;
/// A place where books are published.
pub(super) const PLACE: NameKinds = 4;
/// A country, or a state as addresses shorten it.
pub(super) const REGION: NameKinds = 8;

/// The bit of a kind that the lexicon names.
pub(super) fn bit(meaning: &str) -> Option<NameKinds> {
    match meaning {
        "given" => Some(GIVEN),
        "surname" => Some(SURNAME),
        "place" => Some(PLACE),
        "region" => Some(REGION),
        _ => None,
    }
}

static NAMES: LazyLock<ByHash<NameKinds>> = LazyLock::new(|| kinds_by_word(Class::Name, bit));

/// What a folded word may be the name of, by its hash.
pub(super) fn names(folded: u32) -> NameKinds {
    NAMES.get(&folded).copied().unwrap_or_default()
}

/// True if a folded word is a common given name.
pub(crate) fn is_given_name(folded: &str) -> bool {
    names(hash_bytes(folded.as_bytes())) & GIVEN != 0
}

/// True if a folded word is a common surname.
pub(crate) fn is_surname(folded: &str) -> bool {
    names(hash_bytes(folded.as_bytes())) & SURNAME != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_may_name_several_things() {
        let names = |word: &str| names(hash_bytes(word.as_bytes()));
        assert_eq!(names("martin"), GIVEN | SURNAME);
        assert_eq!(names("paris"), PLACE);
        assert_eq!(names("title"), 0);
    }
}
