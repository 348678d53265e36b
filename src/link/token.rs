//! What stands for a marker or a list in the running text of a post that is taken apart.

/// Brackets that no post uses, for the tokens; they count as punctuation, as the brackets of markers do.
pub(super) const OPEN: char = '⁅';
pub(super) const CLOSE: char = '⁆';

/// What a token stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PostToken {
    Marker(usize),
    List(usize),
}

impl PostToken {
    /// The token as it stands in a text.
    pub(super) fn write(self) -> String {
        match self {
            PostToken::Marker(index) => format!("{OPEN}m{index}{CLOSE}"),
            PostToken::List(index) => format!("{OPEN}l{index}{CLOSE}"),
        }
    }

    /// The token by what stands between its brackets.
    pub(super) fn read(inside: &str) -> Option<Self> {
        match inside.split_at_checked(1)? {
            ("m", index) => index.parse().ok().map(PostToken::Marker),
            ("l", index) => index.parse().ok().map(PostToken::List),
            _ => None,
        }
    }
}

/// Whether a line is nothing but the token of a list.
pub(super) fn is_list_token(line: &str) -> bool {
    let inside = line.strip_prefix(OPEN).and_then(|rest| rest.strip_suffix(CLOSE));
    inside.and_then(PostToken::read).is_some_and(|token| matches!(token, PostToken::List(_)))
}
