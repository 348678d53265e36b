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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::flatten;

    /// The title that begins at the first token.
    fn title(markdown: &str) -> String {
        let flat = flatten(markdown, 0);
        let tokens = Tokens::of(&flat);
        let end = after_title(&tokens, 0, tokens.len());
        tokens.span(0, end).of(&flat.text).to_owned()
    }

    #[test]
    fn a_title_ends_where_what_sets_it_apart_ends() {
        for (text, expected) in [
            ("*The Mill on the Hill*, 5", "The Mill on the Hill"),
            ("“The Mill,” in *Salt*, 5", "“The Mill,”"),
            ("[The Mill](https://mill.example), read today", "The Mill"),
            ("*The Mill* *and the Mine*", "The Mill"),
            ("«Le moulin», p. 5", "«Le moulin»"),
            ("The Mill, 5", ""),
            ("5", ""),
        ] {
            assert_eq!(title(text), expected, "{text}");
        }
    }
}
