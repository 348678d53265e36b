//! Titles that are kept out of training, so that what is measured on them is measured on records never met.

use std::collections::HashSet;
use std::path::Path;

use anyhow::{Context, Result};

/// The titles of `pool/held-titles.txt`.
pub(crate) struct Held(HashSet<String>);

impl Held {
    /// Reads a list of folded titles, one a line.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let titles = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        Ok(Self(titles.lines().map(folded).collect()))
    }

    /// True if the title is on the list, whatever its case and punctuation.
    pub(crate) fn holds(&self, title: &str) -> bool {
        self.0.contains(&folded(title))
    }
}

/// A title in lower case, its words joined by one blank.
fn folded(title: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}
