//! References that are kept out of training, so that what is measured on them is measured on records and styles never met.

use std::collections::HashSet;
use std::path::Path;

use anyhow::{Context, Result};

use crate::rendered::Rendered;

/// The titles that are held back, folded.
pub(crate) struct Held(HashSet<String>);

impl Held {
    /// Reads a list of titles, one a line.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let titles = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        Ok(Self(titles.lines().map(folded).collect()))
    }

    /// True if the title is on the list, whatever its case and punctuation.
    pub(crate) fn holds(&self, title: &str) -> bool {
        self.0.contains(&folded(title))
    }

    /// Splits references into those to learn from and those that are kept apart: of every style of number `fold` among `folds`, the works that no other style
    /// has. The titles of these works are held back from now on.
    pub(crate) fn split(
        &mut self,
        references: Vec<Rendered>,
        folds: usize,
        fold: usize,
    ) -> (Vec<Rendered>, Vec<Rendered>) {
        let mut styles: Vec<String> = references.iter().map(|reference| reference.style().to_owned()).collect();
        styles.sort();
        styles.dedup();
        let held: HashSet<String> = styles.into_iter().skip(fold).step_by(folds).collect();
        let (rest, learnt): (Vec<_>, Vec<_>) =
            references.into_iter().partition(|reference| held.contains(reference.style()));
        let met: HashSet<String> = learnt.iter().map(|reference| folded(reference.title())).collect();
        let measured: Vec<_> = rest.into_iter().filter(|reference| !met.contains(&folded(reference.title()))).collect();
        self.0.extend(measured.iter().map(|reference| folded(reference.title())));
        (learnt, measured)
    }
}

/// A title in lower case, its words joined by one blank.
fn folded(title: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}
