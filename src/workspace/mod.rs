//! The machine that documents lie on: their files, the settings beside them, and the versions that git has of them.
//!
//! The command line and the language server share it. Nothing here decides anything about notes.

pub(crate) mod git;
mod patterns;
pub(crate) mod settings;
pub(crate) mod walk;

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::document;
use crate::text::Source;

/// The path that stands for standard input.
pub(crate) const STDIN: &str = "-";

/// Reads the bytes of a file.
pub(crate) fn file(path: &Path) -> Result<Vec<u8>> {
    if path.is_dir() {
        bail!("{}: this is a directory; name the files in it", path.display());
    }
    std::fs::read(path).with_context(|| format!("{}: the file cannot be read", path.display()))
}

/// Splits a file into its documents: the posts of a WordPress export, else the file.
pub(crate) fn split(source: Source) -> Vec<Source> {
    let posts = document::posts(&source);
    if posts.is_empty() { vec![source] } else { posts }
}
