//! An entry of a `.bib` file.

use std::collections::BTreeMap;

/// An entry's values as LaTeX, under BibLaTeX's names.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct BibEntry {
    pub(super) key: String,
    /// In small letters.
    pub(super) entry_type: String,
    pub(super) fields: BTreeMap<String, String>,
    /// The comments above it.
    pub(super) comment: String,
}
