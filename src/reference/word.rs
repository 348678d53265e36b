//! Words as the tables of cue words spell them.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text::bare_ascii;
pub(super) use crate::text::words;

/// A word in lower case, without accents and punctuation: "Éds.," is `eds`.
pub(super) fn plain(word: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric();
    let bare = || word.nfd().filter(|&c| !is_combining_mark(c));
    bare_ascii(word).unwrap_or_else(|| bare().filter(kept).flat_map(char::to_lowercase).collect())
}

/// Whether `word` is in a table that is sorted.
pub(super) fn is_in(table: &[&str], word: &str) -> bool {
    table.binary_search(&word).is_ok()
}

/// The entry of a table sorted by its first column.
pub(super) fn look_up<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    let found = table.binary_search_by(|(entry, _)| (*entry).cmp(word)).ok()?;
    table.get(found).map(|&(_, value)| value)
}

/// Whether a word has letters, all of them capitals.
pub(super) fn is_capitals(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(char::is_uppercase)
}

/// Whether the first letter of a word is a small one.
pub(super) fn is_small(word: &str) -> bool {
    word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lose_case_accents_and_punctuation() {
        for (word, expected) in [("Éds.,", "eds"), ("(Hrsg.)", "hrsg"), ("Аrt", "аrt"), ("—", ""), ("P.-J.", "pj")]
        {
            assert_eq!(plain(word), expected);
        }
    }

    #[test]
    fn words_know_where_they_begin() {
        assert_eq!(words(" a  bé c").collect::<Vec<_>>(), [(1, "a"), (4, "bé"), (8, "c")]);
    }

    #[test]
    fn capitals_need_a_letter() {
        assert!(is_capitals("O’NEILL") && is_capitals("J.-P.") && !is_capitals("12") && !is_capitals("McX"));
    }
}
