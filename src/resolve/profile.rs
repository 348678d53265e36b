//! The dialects of short forms: what ebd., ivi and loc. cit. mean, and what breaks the chain.

use crate::citation::{Citation, Kind};

/// What a short form standing alone refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sense {
    /// The work just before.
    SameWork,
    /// The work just before, at the same place.
    SamePlace,
    /// The author just before; another work.
    SameAuthor,
    /// The work last cited of the author it names; the work just before where it names none.
    EarlierWork,
}

/// What Ibid. means after a note of several sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AfterSeveral {
    /// The last of them.
    Last,
    /// All of them, so that no single source can be told.
    All,
    /// The style does not allow it: the last is a guess.
    Forbidden,
}

/// A dialect, as a row of parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Its name, as `--profile` takes it.
    pub name: &'static str,
    /// The language it belongs to, as an ISO 639-1 code.
    pub language: &'static str,
    /// Ibid. and ibidem standing alone, without a place.
    pub ibidem: Sense,
    /// The language's own word for it standing alone: ebd., ivi.
    pub vernacular: Sense,
    /// Id. and idem with nothing after them but a place.
    pub idem: Sense,
    /// A word for the work or the place cited before, without a name: a.a.O.
    pub work_or_place: Sense,
    /// Loc. cit. without a name.
    pub loc_cit: Sense,
    /// Ibid. after a note of several sources.
    pub after_several: AfterSeveral,
    /// Whether a note that cites nothing breaks the chain of Ibid.
    pub comment_breaks: bool,
    /// Whether Ibid. may reach back into the chapter before.
    pub chapter_resets: bool,
    /// Whether the style uses op. cit. and loc. cit. at all.
    pub allows_op_cit: bool,
}

/// What most styles agree on; a row names only what it does otherwise.
const COMMON: Profile = Profile {
    name: "chicago-17",
    language: "en",
    ibidem: Sense::SameWork,
    vernacular: Sense::SameWork,
    idem: Sense::SameWork,
    work_or_place: Sense::EarlierWork,
    loc_cit: Sense::SamePlace,
    after_several: AfterSeveral::Forbidden,
    comment_breaks: false,
    chapter_resets: false,
    allows_op_cit: true,
};

/// Every dialect; one row each. The first of a language is what is taken where no habit speaks for another.
pub static PROFILES: &[Profile] = &[
    Profile { ibidem: Sense::SamePlace, allows_op_cit: false, ..COMMON },
    Profile { name: "chicago-18", ibidem: Sense::SamePlace, allows_op_cit: false, ..COMMON },
    Profile { name: "turabian-9", ibidem: Sense::SamePlace, allows_op_cit: false, ..COMMON },
    Profile { name: "mhra", allows_op_cit: false, ..COMMON },
    Profile { name: "oscola", after_several: AfterSeveral::All, chapter_resets: true, allows_op_cit: false, ..COMMON },
    Profile { name: "bluebook", idem: Sense::SamePlace, allows_op_cit: false, ..COMMON },
    Profile { name: "aglc", allows_op_cit: false, ..COMMON },
    Profile { name: "mla-notes", after_several: AfterSeveral::Last, ..COMMON },
    Profile { name: "de-klassisch", language: "de", idem: Sense::SameAuthor, ..COMMON },
    Profile {
        name: "de-peterssen",
        language: "de",
        idem: Sense::SameAuthor,
        work_or_place: Sense::EarlierWork,
        comment_breaks: true,
        ..COMMON
    },
    Profile {
        name: "de-rueckriem",
        language: "de",
        vernacular: Sense::SamePlace,
        idem: Sense::SameAuthor,
        work_or_place: Sense::SameWork,
        ..COMMON
    },
    Profile {
        name: "de-zparl",
        language: "de",
        idem: Sense::SameAuthor,
        work_or_place: Sense::SameWork,
        after_several: AfterSeveral::Last,
        ..COMMON
    },
    Profile { name: "fr", language: "fr", after_several: AfterSeveral::Last, ..COMMON },
    Profile {
        name: "fr-id-auteur",
        language: "fr",
        idem: Sense::SameAuthor,
        after_several: AfterSeveral::Last,
        ..COMMON
    },
    Profile {
        name: "it-ivi",
        language: "it",
        ibidem: Sense::SamePlace,
        idem: Sense::SameAuthor,
        after_several: AfterSeveral::Last,
        ..COMMON
    },
    Profile {
        name: "it-ibidem",
        language: "it",
        vernacular: Sense::SamePlace,
        idem: Sense::SameAuthor,
        after_several: AfterSeveral::Last,
        ..COMMON
    },
    Profile { name: "es-1", language: "es", idem: Sense::SameAuthor, after_several: AfterSeveral::Last, ..COMMON },
    Profile { name: "es-2", language: "es", ibidem: Sense::SamePlace, after_several: AfterSeveral::Last, ..COMMON },
    Profile { name: "es-enah", language: "es", idem: Sense::SamePlace, after_several: AfterSeveral::Last, ..COMMON },
    Profile { name: "pt", language: "pt", idem: Sense::SameAuthor, after_several: AfterSeveral::Last, ..COMMON },
    Profile { name: "nl", language: "nl", ..COMMON },
];

impl Profile {
    /// The dialect of that name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<&'static Profile> {
        PROFILES.iter().find(|profile| profile.name == name)
    }

    /// The dialect for a language when nothing else is known.
    #[must_use]
    pub fn for_language(language: &str) -> Self {
        PROFILES.iter().find(|profile| profile.language == language).unwrap_or(&COMMON).clone()
    }
}

/// How often a document uses each form: what tells its dialect.
#[derive(Debug, Clone, Copy, Default)]
struct Habits {
    /// Ibid. with a place and without.
    ibid: (usize, usize),
    /// Ebd., ivi with a place and without.
    vernacular: (usize, usize),
    /// Id. with a place and without.
    idem: (usize, usize),
    /// A.a.O. without a name.
    work_or_place: usize,
    /// Ibid with a capital and without a full stop.
    bare_ibid: usize,
    /// "(n 12)".
    bracketed_note: usize,
    /// "supra note 12".
    supra_note: usize,
}

/// A habit that speaks for a dialect of its language, and how to say so.
struct Clue {
    language: &'static str,
    profile: &'static str,
    reason: &'static str,
    seen: fn(&Habits) -> bool,
}

/// The clues, the strongest of a language first.
static CLUES: &[Clue] = &[
    Clue {
        language: "en",
        profile: "bluebook",
        reason: "it writes Id. and supra note",
        seen: |h| h.supra_note > 0 && total(h.idem) > 0 && total(h.ibid) == 0,
    },
    Clue {
        language: "en",
        profile: "aglc",
        reason: "it points at notes as (n 12) and writes Ibid with a capital and no full stop",
        seen: |h| h.bracketed_note > 1 && h.supra_note == 0 && h.bare_ibid > 0 && h.bare_ibid == total(h.ibid),
    },
    Clue {
        language: "en",
        profile: "oscola",
        reason: "it points at notes as (n 12)",
        seen: |h| h.bracketed_note > 2 && h.supra_note == 0,
    },
    Clue {
        language: "de",
        profile: "de-rueckriem",
        reason: "ebd. never has a page and a.a.O. stands without a name",
        seen: |h| h.work_or_place > 0 && h.vernacular.1 > 0 && h.vernacular.0 == 0,
    },
    Clue {
        language: "de",
        profile: "de-zparl",
        reason: "a.a.O. stands without a name where ebd. would",
        seen: |h| h.work_or_place > 0 && total(h.vernacular) == 0,
    },
    Clue {
        language: "it",
        profile: "it-ibidem",
        reason: "ivi never has a page and ibidem has",
        seen: |h| h.vernacular.1 > 0 && h.vernacular.0 == 0 && h.ibid.0 > 0,
    },
    Clue {
        language: "it",
        profile: "it-ibidem",
        reason: "it writes ibidem for every page and never ivi",
        seen: |h| total(h.vernacular) == 0 && h.ibid.0 > 0,
    },
    Clue {
        language: "es",
        profile: "es-2",
        reason: "ibid. never has a page and id. has",
        seen: |h| h.ibid.1 > 0 && h.ibid.0 == 0 && h.idem.0 > 0,
    },
    Clue {
        language: "es",
        profile: "es-enah",
        reason: "id. never has a page and ibid. has",
        seen: |h| h.idem.1 > 1 && h.idem.0 == 0 && h.ibid.0 > 0,
    },
];

fn total(pair: (usize, usize)) -> usize {
    pair.0 + pair.1
}

/// The dialect of a document by its language and the forms it uses, and why.
#[must_use]
pub fn choose(language: &str, citations: &[Citation]) -> (Profile, &'static str) {
    let habits = habits(citations);
    let clue = CLUES.iter().find(|clue| clue.language == language && (clue.seen)(&habits));
    let found = clue.and_then(|clue| Some((Profile::by_name(clue.profile)?.clone(), clue.reason)));
    let known = PROFILES.iter().any(|profile| profile.language == language);
    let usual = if known { "usual in its language" } else { "its language has no dialect of its own here" };
    found.unwrap_or_else(|| (Profile::for_language(language), usual))
}

fn habits(citations: &[Citation]) -> Habits {
    let mut habits = Habits::default();
    for citation in citations {
        let short = &citation.short;
        habits.bare_ibid += usize::from(short.word.as_deref() == Some("Ibid"));
        let pair = match citation.kind {
            Kind::Idem => &mut habits.idem,
            Kind::Ibid if short.is_vernacular() => &mut habits.vernacular,
            Kind::Ibid => &mut habits.ibid,
            Kind::Loccit if short.means("earlier-work-or-place") => {
                habits.work_or_place += usize::from(short.names.is_empty());
                continue;
            }
            Kind::Crossref if short.note_label.is_some() => {
                habits.bracketed_note += usize::from(short.opens_with("note-number", "en"));
                habits.supra_note += usize::from(short.opens_with("before", "la"));
                continue;
            }
            _ => continue,
        };
        *if citation.locator.is_some() { &mut pair.0 } else { &mut pair.1 } += 1;
    }
    habits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_dialect_has_a_name_of_its_own_and_a_language_has_its_first() {
        for profile in PROFILES {
            assert!(
                Profile::by_name(profile.name).is_some_and(|found| std::ptr::eq(found, profile)),
                "{}",
                profile.name
            );
        }
        assert!(Profile::by_name("nowhere").is_none());
        for (language, wanted) in [("fr", "fr"), ("it", "it-ivi"), ("es", "es-1"), ("nl", "nl"), ("xx", COMMON.name)] {
            assert_eq!(Profile::for_language(language).name, wanted, "{language}");
        }
    }
}
