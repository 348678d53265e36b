//! Characters that a terminal would act upon instead of showing them.

use std::borrow::Cow;

/// A text in which every control character is written as its escape, so that what a stranger wrote stays in its line, moves
/// no cursor and begins no command of a build server. Signs that reverse the direction of the text around them count too.
///
/// ```
/// use ibid::text::visible;
/// assert_eq!(visible("a\nb\u{1b}[2J.md"), "a\\nb\\u{1b}[2J.md");
/// assert_eq!(visible("«Café», 3–4"), "«Café», 3–4");
/// ```
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        if acts(c) { out.extend(c.escape_default()) } else { out.push(c) }
    }
    Cow::Owned(out)
}

/// True for control characters, separators of lines and paragraphs, and signs that embed or override a direction.
fn acts(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_acts_upon_is_escaped_and_nothing_else() {
        for (text, shown) in [
            ("plain", "plain"),
            ("שלום, مرحبا, \u{200f}\u{ad}\u{a0}", "שלום, مرحبا, \u{200f}\u{ad}\u{a0}"),
            ("a\r\n::error::b", "a\\r\\n::error::b"),
            ("\u{9b}31m\u{7f}\t", "\\u{9b}31m\\u{7f}\\t"),
            ("\u{202e}txt.exe\u{2069}\u{2028}", "\\u{202e}txt.exe\\u{2069}\\u{2028}"),
        ] {
            assert_eq!(visible(text), shown);
        }
    }
}
