//! Words that say what stands beside them. They are the features of the lexicon that both learnt models know.

use std::sync::LazyLock;

use super::hash::{ByHash, kinds_by_word};
use crate::lexicon::Class;

/// A set of kinds of cue, one bit each.
pub(super) type Cues = u64;

macro_rules! kinds {
    ($($name:ident $meaning:literal)*) => {
        /// The kinds, by bit. The models learnt with the bits in this order.
        #[derive(Clone, Copy)]
        enum CueKind { $($name,)* }

        /// The kinds as the lexicon names them.
        const KINDS: &[(&str, CueKind)] = &[$(($meaning, CueKind::$name),)*];
    };
}

kinds! {
    Editor "editor"
    Translator "translator"
    By "by"
    In "in"
    And "and"
    Others "others"
    Page "page"
    Volume "volume"
    Issue "issue"
    Edition "edition"
    Month "month"
    NoDate "no-date"
    Thesis "thesis"
    Report "report"
    Proceedings "proceedings"
    Journal "journal"
    Newspaper "newspaper"
    Publisher "publisher"
    Organisation "organisation"
    Accessed "accessed"
    Online "online"
    Ibid "ibid"
    OpCit "op-cit"
    See "see"
    NoteNumber "note-number"
    Archive "archive"
    Law "law"
    Medium "medium"
    Follow "follow"
    Series "series"
    Review "review"
    Chapter "chapter"
    Particle "particle"
    Suffix "suffix"
    Function "function"
}

/// The bit of a kind that the lexicon names.
fn bit(meaning: &str) -> Option<Cues> {
    KINDS.iter().find(|(name, _)| *name == meaning).map(|(_, kind)| 1 << *kind as u32)
}

static CUES: LazyLock<ByHash<Cues>> = LazyLock::new(|| kinds_by_word(Class::Feature, bit));

/// What a folded word announces, by its hash.
pub(super) fn cues(folded: u32) -> Cues {
    CUES.get(&folded).copied().unwrap_or_default()
}

/// Kinds whose full stop is that of an abbreviation.
pub(super) const ABBREVIATED: Cues = bits(&[
    CueKind::Editor,
    CueKind::Translator,
    CueKind::Page,
    CueKind::Volume,
    CueKind::Issue,
    CueKind::Month,
    CueKind::OpCit,
    CueKind::NoteNumber,
    CueKind::See,
]);

/// Kinds that tell what a stretch between two stops is.
pub(super) const TELLING: Cues = bits(&[
    CueKind::Editor,
    CueKind::Translator,
    CueKind::Thesis,
    CueKind::Report,
    CueKind::Proceedings,
    CueKind::Journal,
    CueKind::Newspaper,
    CueKind::Publisher,
    CueKind::Organisation,
    CueKind::Accessed,
    CueKind::Archive,
    CueKind::Law,
    CueKind::Series,
    CueKind::Edition,
    CueKind::Others,
]);

/// "In" and its like.
pub(super) const IN: Cues = bits(&[CueKind::In]);
/// "ed.", "Hrsg.".
pub(super) const EDITOR: Cues = bits(&[CueKind::Editor]);
/// "p.", "S.".
pub(super) const PAGE: Cues = bits(&[CueKind::Page]);
/// "Journal", "Times" and their like.
pub(super) const PERIODICAL: Cues = bits(&[CueKind::Journal, CueKind::Newspaper, CueKind::Proceedings]);
/// "Press", "University".
pub(super) const PUBLISHER: Cues = bits(&[CueKind::Publisher, CueKind::Organisation]);
/// Articles and prepositions.
pub(super) const FUNCTION: Cues = bits(&[CueKind::Function]);

const fn bits(kinds: &[CueKind]) -> Cues {
    let mut bits = 0;
    let mut at = 0;
    while at < kinds.len() {
        bits |= 1 << kinds[at] as u32;
        at += 1;
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::super::hash::hash_bytes;
    use super::*;
    use crate::lexicon;

    #[test]
    fn a_word_may_announce_several_things() {
        let cues = |word: &str| cues(hash_bytes(word.as_bytes()));
        assert_ne!(cues("ed") & EDITOR, 0);
        assert_ne!(cues("ed") & bits(&[CueKind::Edition]), 0);
        assert_eq!(cues("robinson"), 0);
    }

    #[test]
    fn every_feature_of_the_lexicon_is_known_and_folded() {
        let folded = |word: &str| word.chars().all(|c| c == '&' || c.is_alphabetic() && !c.is_uppercase());
        for row in lexicon::rows(Class::Feature) {
            assert!(bit(row.meaning).is_some() && row.words().all(folded), "{row:?}");
        }
    }
}
