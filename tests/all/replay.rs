//! The targets of the fuzzer over `fuzz/seeds` and the fixtures, without the fuzzer: what was once found, and what is like it, stays mended.

use std::fs;
use std::path::{Path, PathBuf};

use ibid::document::Format;

#[path = "../../fuzz/targets.rs"]
mod targets;

use targets::{TARGETS, run};

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Runs a target, and says on which file where it fails.
fn replay(target: &str, file: &Path, data: &[u8]) {
    let outcome = std::panic::catch_unwind(|| run(target, data));
    assert!(outcome.is_ok(), "{target} fails on {}", file.display());
}

/// The targets that take a post, whose first byte chooses the format.
const POSTS: &[&str] = &["readers", "checks", "restyle", "link"];

#[test]
fn every_target_holds_for_its_seeds() {
    for (target, _) in TARGETS {
        let folder = if POSTS.contains(target) { "posts" } else { target };
        let files = files(&format!("fuzz/seeds/{folder}"));
        assert!(files.len() > 3, "there are seeds for {target}");
        files.iter().for_each(|file| replay(target, file, &fs::read(file).unwrap()));
    }
}

#[test]
fn every_target_holds_for_posts_that_were_once_harmed() {
    let names: Vec<&str> = Format::names().collect();
    for file in files("tests/fixtures/harm") {
        let own = match file.extension().and_then(|ending| ending.to_str()) {
            Some("md") => "markdown",
            Some("html") => "html",
            _ => "text",
        };
        let format = u8::try_from(names.iter().position(|name| *name == own).unwrap()).unwrap();
        let data = [&[format][..], &fs::read(&file).unwrap()].concat();
        POSTS.iter().for_each(|target| replay(target, &file, &data));
    }
}

#[test]
fn every_target_is_built_by_the_fuzzer() {
    let manifest = include_str!("../../fuzz/Cargo.toml");
    let is_built = |name: &str| {
        manifest.contains(&format!("name = \"{name}\"")) && files("fuzz/fuzz_targets").len() == TARGETS.len()
    };
    assert!(TARGETS.iter().all(|(name, _)| is_built(name)));
}
