//! Files by the patterns of settings.

use std::path::Path;

use anyhow::{Context, Result};
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::config::{Config, SettingWord};

/// Some patterns of a settings file, as `.gitignore` has them, from the folder of that file on.
pub(super) fn patterns(folder: &Path, config: &Config, words: &[SettingWord]) -> Result<Gitignore> {
    let mut builder = GitignoreBuilder::new(folder);
    for word in words {
        builder
            .add_line(None, &word.text)
            .with_context(|| format!("{}: '{}' is no pattern", config.file_and_line(word), word.text))?;
    }
    Ok(builder.build()?)
}

/// True if a file, or a folder that holds it, matches.
pub(super) fn is_match(patterns: &Gitignore, file: &Path) -> bool {
    let absolute = std::path::absolute(file).unwrap_or_else(|_| file.to_path_buf());
    absolute.starts_with(patterns.path()) && patterns.matched_path_or_any_parents(&absolute, false).is_ignore()
}
