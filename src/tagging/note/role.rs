//! What a word does in a note.

/// What a word does in a note. A citation begins or goes on, so that two in a row stay apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum NoteRole {
    /// The first word of a citation that names its source.
    WorkBegins,
    /// Another word of it.
    WorkGoesOn,
    /// The first word of a citation that repeats or points: "Ibid.", "a. a. O.", "see note 3".
    RepeatBegins,
    /// Another word of it.
    RepeatGoesOn,
    /// "See", "cf.", "quoted in".
    Signal,
    /// "and" between two citations.
    Separator,
    /// Quoted words.
    Quotation,
    /// Commentary.
    Prose,
}

/// How many roles there are.
pub const ROLES: usize = NoteRole::ALL.len();

impl NoteRole {
    /// Every role, in the order of the model's columns.
    pub const ALL: [NoteRole; 8] = [
        NoteRole::WorkBegins,
        NoteRole::WorkGoesOn,
        NoteRole::RepeatBegins,
        NoteRole::RepeatGoesOn,
        NoteRole::Signal,
        NoteRole::Separator,
        NoteRole::Quotation,
        NoteRole::Prose,
    ];

    /// True for the words of a citation.
    #[must_use]
    pub fn cites(self) -> bool {
        (self as u8) < NoteRole::Signal as u8
    }

    /// True if a citation begins with the word.
    #[must_use]
    pub fn begins(self) -> bool {
        matches!(self, NoteRole::WorkBegins | NoteRole::RepeatBegins)
    }

    /// True if the role may follow `before`; `None` is the start of the note.
    #[must_use]
    pub const fn may_follow(self, before: Option<NoteRole>) -> bool {
        match self {
            NoteRole::WorkGoesOn => matches!(before, Some(NoteRole::WorkBegins | NoteRole::WorkGoesOn)),
            NoteRole::RepeatGoesOn => matches!(before, Some(NoteRole::RepeatBegins | NoteRole::RepeatGoesOn)),
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_citation_goes_on_only_after_its_own_kind() {
        assert!(NoteRole::WorkGoesOn.may_follow(Some(NoteRole::WorkBegins)));
        assert!(!NoteRole::WorkGoesOn.may_follow(Some(NoteRole::RepeatBegins)));
        assert!(!NoteRole::RepeatGoesOn.may_follow(None));
        assert!(NoteRole::Prose.may_follow(None));
    }
}
