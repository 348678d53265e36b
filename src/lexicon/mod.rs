//! Every word of a human language that ibid knows: one table a language in `lexicon/`, and one way to look a word up.
//!
//! A table's row says what its words are used for (a [`Class`]) and what they mean there: "ebenda" is a `short-form` that means
//! `same-work`. `lexicon/README.md` lists classes and meanings and says how to add a word or a language.

mod class;
pub(crate) mod fold;
mod tables;

use std::sync::LazyLock;

use foldhash::{HashMap, HashMapExt};

pub use class::Class;
pub use tables::{Row, rows};

/// All words, folded, with the rows that have them. The words of the learnt models and names are looked up by other means.
static INDEX: LazyLock<HashMap<String, Vec<&'static Row>>> = LazyLock::new(|| {
    let mut index: HashMap<String, Vec<&'static Row>> = HashMap::new();
    for row in tables::all().iter().filter(|row| !row.class.is_of_the_models()) {
        for key in row.words().map(key) {
            if key.contains(' ') {
                index.entry(key.replace(' ', "")).or_default().push(row);
            }
            index.entry(key).or_default().push(row);
        }
    }
    index
});

/// A phrase as the index has it: its words folded, with one blank between. The index has each phrase without blanks, too: "n.d." is "nd".
fn key(phrase: &str) -> String {
    fold::words(phrase).join(" ")
}

/// The rows of a class that have a word. The word is folded, as [`fold::fold`] does it; the words of a phrase are separated by blanks.
pub(crate) fn entries(class: Class, word: &str) -> impl Iterator<Item = &'static Row> + use<> {
    INDEX.get(word).into_iter().flatten().copied().filter(move |row| row.class == class)
}

/// The rows of a class that have a phrase, however it is written.
pub(crate) fn entries_of(class: Class, phrase: &str) -> impl Iterator<Item = &'static Row> + use<> {
    entries(class, &key(phrase))
}

/// True if a folded word is of a class.
pub(crate) fn is(class: Class, word: &str) -> bool {
    entries(class, word).next().is_some()
}

/// What a folded word of a class means, in the first language that has it.
pub(crate) fn meaning(class: Class, word: &str) -> Option<&'static str> {
    entries(class, word).next().map(|row| row.meaning)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_by_its_class_in_any_spelling() {
        for (phrase, meaning) in
            [("Ebd.", "same-work"), ("op. cit.", "earlier-work"), ("Tamże", "same-work"), ("там же", "same-work")]
        {
            assert_eq!(super::meaning(Class::ShortForm, &key(phrase)), Some(meaning), "{phrase}");
        }
        for word in ["robinson", "ebdx", "", "seite"] {
            assert!(!is(Class::ShortForm, word), "{word}");
        }
    }
}
