//! Which files a command works on: those that are named, and the documents in the folders that are named.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use anyhow::Result;
use ignore::{DirEntry, WalkBuilder};

use super::STDIN;
use super::patterns::{is_match, patterns};
use super::settings::SettingsFinder;
use crate::document::Format;

/// The files that some paths stand for, in the order of the paths, those of a folder by name, each once. Where a path
/// cannot be followed, the error stands in its place. Symbolic links in a folder are passed over: they could lead out of
/// it, and what they lead to inside of it is found there. A link that is named itself is followed.
pub(crate) fn files(paths: &[PathBuf], finder: &SettingsFinder, force_exclude: bool) -> Vec<Result<PathBuf>> {
    let mut seen = HashSet::new();
    let all = paths.iter().flat_map(|path| of_path(path, finder, force_exclude));
    all.filter(|file| file.as_ref().map_or(true, |path| seen.insert(path.clone()))).collect()
}

fn of_path(path: &Path, finder: &SettingsFinder, force_exclude: bool) -> Vec<Result<PathBuf>> {
    if path.as_os_str() == STDIN || !path.is_dir() {
        let excluded = if force_exclude { is_excluded(path, finder) } else { Ok(false) };
        return match excluded {
            Ok(true) => Vec::new(),
            Ok(false) => vec![Ok(path.to_path_buf())],
            Err(error) => vec![Err(error)],
        };
    }
    let endings: HashSet<&str> = Format::endings().collect();
    let is_document = |file: &Path| {
        let ending = file.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        ending.is_some_and(|ending| endings.contains(ending.as_str()))
    };
    let walk = WalkBuilder::new(path).require_git(false).sort_by_file_path(Ord::cmp).build();
    let documents = walk.filter_map(|entry| match entry {
        Ok(entry) if is_file(&entry) && is_document(entry.path()) => Some(Ok(entry.into_path())),
        Ok(_) => None,
        Err(error) => Some(Err(error.into())),
    });
    let kept = documents.filter_map(|file: Result<PathBuf>| {
        match file.and_then(|file| Ok((is_excluded(&file, finder)?, file))) {
            Ok((true, _)) => None,
            Ok((false, file)) => Some(Ok(file)),
            Err(error) => Some(Err(error)),
        }
    });
    kept.collect()
}

/// True if an entry of a folder is a file itself, and not a link to one.
fn is_file(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_file())
}

fn is_excluded(file: &Path, finder: &SettingsFinder) -> Result<bool> {
    let found = finder.for_file(file)?;
    if found.config.exclude.is_empty() {
        return Ok(false);
    }
    Ok(is_match(&patterns(&found.folder, &found.config, &found.config.exclude)?, file))
}
