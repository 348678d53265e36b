//! What docs/architecture.md and CONTRIBUTING.md say of the project is so.

use std::collections::BTreeSet;
use std::path::Path;

use super::layers::{GUARDED, LAYERS, sources};

const ARCHITECTURE: &str = include_str!("../../docs/architecture.md");
const CONTRIBUTING: &str = include_str!("../../CONTRIBUTING.md");

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What stands between backquotes.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.lines().flat_map(|line| line.split('`').skip(1).step_by(2))
}

/// True for the name of a file or a folder, in full.
fn is_path(quoted: &&str) -> bool {
    let is_whole = quoted.chars().all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c));
    is_whole && (quoted.contains('/') || quoted.ends_with(".rs") || quoted.ends_with(".md"))
}

/// The paths that a page names, and that are neither in the project nor in its sources.
fn missing(page: &str) -> Vec<&str> {
    let is_there = |path: &&str| root().join(path).exists() || root().join("src").join(path).exists();
    quoted(page).filter(is_path).filter(|path| !is_there(path)).collect()
}

#[test]
fn every_path_that_the_pages_name_exists() {
    assert_eq!(missing(ARCHITECTURE), Vec::<&str>::new(), "in docs/architecture.md");
    assert_eq!(missing(CONTRIBUTING), Vec::<&str>::new(), "in CONTRIBUTING.md");
    assert_eq!(
        missing("`src/text/`, `nowhere/`, `text/nothing.rs`, `Fix::replaced`, `src/<id>.rs`"),
        ["nowhere/", "text/nothing.rs"]
    );
}

/// The files that a page links to.
fn linked(page: &str) -> impl Iterator<Item = &str> {
    page.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()).filter(|path| !path.contains("://"))
}

#[test]
fn every_file_that_the_pages_link_to_exists() {
    for (page, folder) in [(ARCHITECTURE, "docs"), (CONTRIBUTING, ".")] {
        let lost: Vec<&str> = linked(page).filter(|path| !root().join(folder).join(path).exists()).collect();
        assert_eq!(lost, Vec::<&str>::new(), "linked in {folder}/");
    }
    assert_eq!(
        linked("[a](../src/lib.rs), [b](page.md#part), [c](https://example.org)").collect::<Vec<_>>(),
        ["../src/lib.rs", "page.md"]
    );
}

#[test]
fn the_layers_are_those_of_the_page() {
    let layers = LAYERS.iter().map(|layer| layer.join(", ")).collect::<Vec<_>>().join(" | ");
    assert!(ARCHITECTURE.contains(&format!("`{layers}`")), "docs/architecture.md has other layers than {layers}");
}

#[test]
fn the_rooms_of_crates_are_those_of_the_page() {
    let table = ARCHITECTURE.split("| crate or module | where |\n| --- | --- |\n").nth(1).unwrap();
    let rows = table.lines().take_while(|line| line.starts_with('|')).map(str::to_owned);
    let rooms = |rooms: &[&str]| rooms.iter().map(|room| format!("`{room}`")).collect::<Vec<_>>().join(", ");
    let wanted = GUARDED.iter().map(|(name, allowed)| format!("| `{name}` | {} |", rooms(allowed)));
    assert_eq!(rows.collect::<Vec<_>>(), wanted.collect::<Vec<_>>());
}

#[test]
fn a_crate_is_used_wherever_it_may_be() {
    let sources = sources();
    let is_used = |name: &str, room: &str| {
        sources.iter().any(|(path, code)| {
            path.starts_with(room)
                && [format!("{name}::"), format!("use {name};")].iter().any(|named| code.contains(named))
        })
    };
    let pairs = GUARDED.iter().flat_map(|(name, rooms)| rooms.iter().map(move |room| (*name, *room)));
    let unused: Vec<_> = pairs.filter(|(name, room)| !is_used(name, room)).collect();
    assert!(unused.is_empty(), "may be used, and is not: {unused:?}");
}

#[test]
fn the_page_says_where_everything_lives() {
    let table = ARCHITECTURE.split("## Where a thing lives").nth(1).unwrap();
    let told: BTreeSet<&str> = quoted(table).map(|path| path.trim_end_matches('/')).collect();
    let sources = sources();
    let rooms = sources.iter().map(|(path, _)| format!("src/{}", path.split('/').next().unwrap()));
    let untold: BTreeSet<String> = rooms.filter(|room| !told.contains(room.as_str())).collect();
    assert!(untold.is_empty(), "docs/architecture.md does not say what {untold:?} are");
}
