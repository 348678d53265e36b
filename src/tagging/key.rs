//! The key at the head of an entry, as alphabetic styles write it: "[Ree20]", "[ABC+98a]". The tagger knows numbers there, so that it is
//! shown one.

use std::borrow::Cow;

use crate::text::Flat;

/// The longest key, in bytes, without its brackets.
const LONGEST: usize = 14;

/// The text with a number of the same length in the place of its key.
pub(super) fn numbered(text: &Flat) -> Cow<'_, Flat> {
    let Some(length) = key(&text.text) else { return Cow::Borrowed(text) };
    let mut numbered = text.clone();
    numbered.text.replace_range(1..=length, &"1".repeat(length));
    Cow::Owned(numbered)
}

/// The length of the key in brackets that a text begins with: letters, then the year in two or four digits, perhaps a letter.
fn key(text: &str) -> Option<usize> {
    let (key, rest) = text.strip_prefix('[')?.split_once(']')?;
    let body = key.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let letters = body.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = body.len() - letters.len();
    let is_letter = |c: char| c.is_ascii_alphabetic() || matches!(c, '+' | '*');
    let fits = letters.starts_with(|c: char| c.is_ascii_uppercase()) && letters.chars().all(is_letter);
    let is_key = fits && matches!(digits, 2 | 4) && key.len() - body.len() < 2 && key.len() <= LONGEST;
    (is_key && rest.starts_with(' ')).then_some(key.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_shown_as_numbers_of_the_same_length() {
        for (text, expected) in [
            ("[Ree20] A. Reed. Salt.", "[11111] A. Reed. Salt."),
            ("[ABC+98a] A. Reed", "[1111111] A. Reed"),
            ("[12] A. Reed", "[12] A. Reed"),
            ("[The Times 2001] A. Reed", "[The Times 2001] A. Reed"),
            ("[Anon.] The Mill", "[Anon.] The Mill"),
            ("[2017] UKSC 5", "[2017] UKSC 5"),
            ("[É20] A. Reed", "[É20] A. Reed"),
            ("[", "["),
        ] {
            assert_eq!(numbered(&Flat::verbatim(text, 0)).text, expected);
        }
    }
}
