//! Titles that italics, quotation marks or a link set apart.

use super::token::{Token, Tokens};

/// The token after the title in italics, quotation marks or a link that begins at token `start`, at most `end`.
pub(crate) fn after_title(tokens: &Tokens<'_>, start: usize, end: usize) -> usize {
    let Some(token) = tokens.get(start) else { return end };
    let same = |other: &Token| {
        (token.link.is_some() && other.link == token.link)
            || (token.emphasis.is_some() && other.emphasis == token.emphasis)
    };
    if token.quoted && token.emphasis.is_none() && token.link.is_none() {
        let opens = !token.is_word() && !token.is_number();
        let inside = start + tokens.between(start, end).take_while(|(_, other)| other.quoted).count();
        return if opens { tokens.after_quote(start).min(end) } else { inside };
    }
    start + tokens.between(start, end).take_while(|(_, other)| same(other)).count()
}
