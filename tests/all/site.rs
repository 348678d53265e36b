//! The documentation as a site has every page, and no page that is not there.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const SUMMARY: &str = include_str!("../../docs/SUMMARY.md");
/// The page that `docs/build-site` makes of the repository's README.
const MADE: &str = "README.md";

/// The Markdown files of a folder of `docs/`, by the paths that the summary gives them.
fn pages(folder: &str) -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(folder);
    let names = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.ends_with(".md") && name != "SUMMARY.md").map(|name| format!("{folder}{name}")).collect()
}

#[test]
fn every_page_is_in_the_summary_once() {
    let links: Vec<&str> = SUMMARY.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    let listed: BTreeSet<String> = links.iter().filter(|&&link| link != MADE).map(|&link| link.to_owned()).collect();
    assert_eq!(listed.len() + 1, links.len(), "docs/SUMMARY.md lists a page twice");
    let there: BTreeSet<String> = pages("").into_iter().chain(pages("rules/")).collect();
    let missing: Vec<_> = there.difference(&listed).collect();
    assert!(missing.is_empty(), "docs/SUMMARY.md has no line for {missing:?}");
    let gone: Vec<_> = listed.difference(&there).collect();
    assert!(gone.is_empty(), "docs/SUMMARY.md has lines for {gone:?}, which docs/ does not have");
}
