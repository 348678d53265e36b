//! The words that say what part someone has in a work, and those that stand for people not named.

use crate::csl::NameVariable as Part;
use crate::lexicon::{self, Class};

/// Where a role's words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RoleSide {
    /// Before the names: "edited by".
    Before,
    /// After the names: "(Hrsg.)".
    After,
    /// On either side: "ed. X", "X, ed.".
    Either,
}

/// What a phrase says of the names beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RolePhrase {
    /// They have these parts.
    Role(&'static [Part], RoleSide),
    /// There are more: "et al.".
    Others,
    /// Nothing; it only leads up to them: "in", "by".
    Lead,
    /// They are those of the reference before: "ders.", "Id.".
    Same,
}

use RolePhrase::{Lead, Others, Role, Same};
use RoleSide::{After, Before, Either};

/// What a phrase says, its words as [`plain`](crate::reference::word::plain) gives them, with a blank between.
pub(super) fn phrase(words: &str) -> Option<RolePhrase> {
    // The letters of "e.a." may be initials: "Speiser, E. A."
    let others = || lexicon::meaning(Class::Others, words).filter(|meaning| meaning.is_empty()).map(|_| Others);
    lexicon::meaning(Class::Role, words).and_then(read).or_else(others)
}

fn read(meaning: &str) -> Option<RolePhrase> {
    match meaning {
        "others" => Some(Others),
        "lead" => Some(Lead),
        "same" => Some(Same),
        _ => {
            let (parts, side) = meaning.rsplit_once(' ')?;
            Some(Role(parts_of(parts)?, side_of(side)?))
        }
    }
}

fn parts_of(names: &str) -> Option<&'static [Part]> {
    const PARTS: &[(&str, &[Part])] = &[
        ("editor translator", &[Part::Editor, Part::Translator]),
        ("editor", &[Part::Editor]),
        ("translator", &[Part::Translator]),
        ("director", &[Part::Director]),
        ("producer", &[Part::Producer]),
        ("interviewer", &[Part::Interviewer]),
        ("contributor", &[Part::Contributor]),
        ("illustrator", &[Part::Illustrator]),
        ("compiler", &[Part::Compiler]),
        ("host", &[Part::Host]),
        ("collection-editor", &[Part::CollectionEditor]),
    ];
    PARTS.iter().find(|(known, _)| *known == names).map(|(_, parts)| *parts)
}

fn side_of(name: &str) -> Option<RoleSide> {
    match name {
        "before" => Some(Before),
        "after" => Some(After),
        "either" => Some(Either),
        _ => None,
    }
}

/// The longest phrase has so many words.
pub(super) const LONGEST: usize = 5;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_lexicon_is_read_and_short_enough() {
        for row in lexicon::rows(Class::Role) {
            assert!(read(row.meaning).is_some(), "{row:?}");
            assert!(row.words().all(|phrase| phrase.split(' ').count() <= LONGEST), "{row:?}");
        }
    }
}
