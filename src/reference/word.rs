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

/// Short forms that end in a stop wherever they stand: companies, "Jr.", and the words of editions; as [`plain`] gives them, sorted.
const SHORT_FORMS: &[&str] = &[
    "aufl",
    "ausg",
    "bros",
    "co",
    "corp",
    "ed",
    "edn",
    "eds",
    "erw",
    "inc",
    "jr",
    "ltd",
    "neubearb",
    "rev",
    "sr",
    "st",
    "uberarb",
    "verb",
    "доп",
    "изд",
    "испр",
    "перераб",
];

/// True if the stop after a word is its own, not that of the sentence: "Corp.", "Aufl.", and "N.Y." with stops inside.
pub(super) fn keeps_stop(word: &str) -> bool {
    is_in(SHORT_FORMS, &plain(word)) || word.matches('.').count() > 1 && word.contains(char::is_alphabetic)
}

/// True for the commas and semicolons of Arabic, and for those and the colon of the full-width scripts.
pub(super) fn is_foreign_separator(c: char) -> bool {
    matches!(c, '،' | '؛' | '，' | '、' | '；' | '：')
}

/// True if a text ends in a short form after another: "F. Supp.", "Ann. Phys.", "D.C. Cir.", where every word is cut.
pub(super) fn is_cut_to_the_end(text: &str) -> bool {
    let mut words = text.split_whitespace().rev();
    let is_cut = |word: &str| word.ends_with('.') && word.contains(char::is_alphabetic);
    matches!((words.next(), words.next()), (Some(last), Some(before)) if is_cut(last) && is_cut(before))
}

/// True for what may stand between the first and the last of a range, also the hyphen that does not break.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐'..='―' | '−' | '~' | '～' | '〜')
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
    fn the_stop_of_a_short_form_is_its_own() {
        for (word, expected) in
            [("Corp.", true), ("Aufl.", true), ("N.Y.", true), ("Press.", false), ("1999.", false), ("1.2.", false)]
        {
            assert_eq!(keeps_stop(word), expected, "{word}");
        }
        for (text, expected) in
            [("F. Supp.", true), ("D.C. Cir.", true), ("The Mill.", false), ("Mill Rev.", false), ("Supp.", false)]
        {
            assert_eq!(is_cut_to_the_end(text), expected, "{text}");
        }
        assert!(SHORT_FORMS.is_sorted());
    }

    #[test]
    fn capitals_need_a_letter() {
        assert!(is_capitals("O’NEILL") && is_capitals("J.-P.") && !is_capitals("12") && !is_capitals("McX"));
    }
}
