//! Books in folders: pages that link to each other's notes are one document.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::document::{books, note_pages};
use crate::text::Source;

/// The endings of pages.
const PAGES: &[&str] = &["html", "htm", "xhtml", "xht"];

/// The files as documents: one each, but the pages of an unpacked book as one. An error stands alone.
pub(super) fn of_files(files: Vec<Result<PathBuf>>) -> Vec<Result<Vec<PathBuf>>> {
    let several = files.iter().flatten().filter(|file| is_page(file)).nth(1).is_some();
    let names: Vec<String> =
        files.iter().map(|file| file.as_ref().map_or_else(|_| String::new(), |file| name(file))).collect();
    let links = |file: &Result<PathBuf>| match file {
        Ok(file) if several && is_page(file) => links_of(file),
        _ => Vec::new(),
    };
    let linked: Vec<(&str, Vec<String>)> = names.iter().map(String::as_str).zip(files.iter().map(links)).collect();
    let groups = books(&linked);
    let mut files: Vec<Option<Result<PathBuf>>> = files.into_iter().map(Some).collect();
    let mut group = |members: Vec<usize>| members.into_iter().filter_map(|member| files[member].take()).collect();
    groups.into_iter().map(&mut group).collect()
}

/// The sources as documents: one each, but the pages of an unpacked book as one.
pub(super) fn of_sources(sources: Vec<Source>) -> Vec<Vec<Source>> {
    let links = |source: &Source| if is_page(Path::new(&source.path)) { note_pages(&source.text) } else { Vec::new() };
    let linked: Vec<(&str, Vec<String>)> = sources.iter().map(|source| (source.path.as_str(), links(source))).collect();
    let groups = books(&linked);
    let mut sources: Vec<Option<Source>> = sources.into_iter().map(Some).collect();
    let mut group = |members: Vec<usize>| members.into_iter().filter_map(|member| sources[member].take()).collect();
    groups.into_iter().map(&mut group).collect()
}

fn name(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn is_page(path: &Path) -> bool {
    path.extension().is_some_and(|ending| PAGES.iter().any(|page| ending.eq_ignore_ascii_case(page)))
}

/// What a file that cannot be read links to is nothing: the error is said where the file is read as a document.
fn links_of(file: &Path) -> Vec<String> {
    std::fs::read(file).map(|bytes| note_pages(&String::from_utf8_lossy(&bytes))).unwrap_or_default()
}
