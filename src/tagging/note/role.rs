//! What a word does in a note.

/// What a word does in a note. A citation begins or goes on, so that two in a row stay apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Role {
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
pub const ROLES: usize = Role::ALL.len();

impl Role {
    /// Every role, in the order of the model's columns.
    pub const ALL: [Role; 8] = [
        Role::WorkBegins,
        Role::WorkGoesOn,
        Role::RepeatBegins,
        Role::RepeatGoesOn,
        Role::Signal,
        Role::Separator,
        Role::Quotation,
        Role::Prose,
    ];

    /// True for the words of a citation.
    #[must_use]
    pub fn cites(self) -> bool {
        (self as u8) < Role::Signal as u8
    }

    /// True if a citation begins with the word.
    #[must_use]
    pub fn begins(self) -> bool {
        matches!(self, Role::WorkBegins | Role::RepeatBegins)
    }

    /// True if the role may follow `before`; `None` is the start of the note.
    #[must_use]
    pub const fn may_follow(self, before: Option<Role>) -> bool {
        match self {
            Role::WorkGoesOn => matches!(before, Some(Role::WorkBegins | Role::WorkGoesOn)),
            Role::RepeatGoesOn => matches!(before, Some(Role::RepeatBegins | Role::RepeatGoesOn)),
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_citation_goes_on_only_after_its_own_kind() {
        assert!(Role::WorkGoesOn.may_follow(Some(Role::WorkBegins)));
        assert!(!Role::WorkGoesOn.may_follow(Some(Role::RepeatBegins)));
        assert!(!Role::RepeatGoesOn.may_follow(None));
        assert!(Role::Prose.may_follow(None));
    }
}
