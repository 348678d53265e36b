//! Words as they are compared: without case, accents and marks.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text::bare_ascii;

/// A word without case, accents and punctuation: "Grimké's" and "GRIMKES" are one.
pub(crate) fn fold(word: &str) -> String {
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return word.to_owned();
    }
    if let Some(bare) = bare_ascii(word) {
        return bare;
    }
    let mut folded = String::with_capacity(word.len());
    for c in word.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'đ' | 'ð' => folded.push('d'),
            'ł' => folded.push('l'),
            'ı' => folded.push('i'),
            'þ' => folded.push_str("th"),
            c if c.is_alphanumeric() => folded.push(c),
            _ => {}
        }
    }
    folded
}

/// The folded words and numbers of a text, in order.
pub(crate) fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric() && (c.is_ascii() || !is_combining_mark(c)));
    parts.map(fold).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_are_one() {
        for (left, right) in [("Grimké", "GRIMKE"), ("Straße", "strasse"), ("Št’astník", "stastnik"), ("ŁÓDŹ", "lodz")]
        {
            assert_eq!(fold(left), fold(right), "{left} and {right}");
        }
        assert_ne!(fold("Stephens"), fold("Stevens"));
    }
}
