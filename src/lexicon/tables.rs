//! The tables of `lexicon/`, one a language, and their rows.

use std::sync::LazyLock;

use super::Class;

macro_rules! tables {
    ($($language:literal)*) => {
        /// The language of each table, as an ISO 639 code, and its text. Of words that several languages share, the first table's come first.
        pub(super) const TABLES: &[(&str, &str)] =
            &[$(($language, include_str!(concat!("../../lexicon/", $language, ".tsv"))),)*];
    };
}

tables! {
    "la" "en" "de" "fr" "it" "es" "pt" "nl" "ca" "sv" "da" "nb" "is" "fi" "et" "lv" "lt" "pl" "cs" "sk" "sl" "hr" "hu" "ru" "uk" "bg" "el"
    "tr" "id" "he" "ar" "fa" "zh" "ja" "ko" "vi" "mul"
}

/// A row of a table: words of one language that mean the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The language, as an ISO 639 code: `la` for what scholars write in any language, `mul` for names and what all languages share.
    pub language: &'static str,
    /// What the words are used for.
    pub class: Class,
    /// What they mean there; empty where the class says it all.
    pub meaning: &'static str,
    words: &'static str,
}

impl Row {
    /// The words, or phrases of several words, as the table spells them.
    pub fn words(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.words.split(", ")
    }

    /// The meaning without the words that qualify it.
    #[must_use]
    pub fn sense(&self) -> &'static str {
        self.meaning.split(' ').next().unwrap_or_default()
    }

    /// True if a word qualifies the meaning: "kept", "anywhere".
    pub(crate) fn is_also(&self, word: &str) -> bool {
        self.meaning.split(' ').skip(1).any(|other| other == word)
    }

    /// Reads a line; `None` for a remark, an empty line, and one that has no class that is known.
    fn read(language: &'static str, line: &'static str) -> Option<Self> {
        let mut columns = line.split('\t');
        let (class, meaning, words) = (columns.next()?, columns.next()?, columns.next()?);
        let meaning = if meaning == "-" { "" } else { meaning };
        Some(Self { language, class: Class::by_name(class)?, meaning, words })
    }
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let lines = |&(language, text): &(&'static str, &'static str)| text.lines().map(move |line| (language, line));
    TABLES.iter().flat_map(lines).filter_map(|(language, line)| Row::read(language, line)).collect()
});

/// The rows of a class, in the order of the tables.
pub fn rows(class: Class) -> impl Iterator<Item = &'static Row> {
    ROWS.iter().filter(move |row| row.class == class)
}

/// All rows.
pub(super) fn all() -> &'static [Row] {
    &ROWS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_a_table_is_a_row_a_remark_or_empty() {
        for (language, text) in TABLES {
            for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
                assert!(Row::read(language, line).is_some(), "{language}.tsv: {line}");
                assert_eq!(line.split('\t').count(), 3, "{language}.tsv: {line}");
                assert!(
                    line.split('\t').all(|column| !column.is_empty() && column == column.trim()),
                    "{language}.tsv: {line}"
                );
            }
        }
    }

    #[test]
    fn a_word_stands_once_in_a_row_of_its_language() {
        for row in all() {
            let words: Vec<&str> = row.words().collect();
            let once: std::collections::BTreeSet<&&str> = words.iter().collect();
            assert_eq!(once.len(), words.len(), "{row:?}");
        }
    }
}
