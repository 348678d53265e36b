//! The README promises what holds.

use crate::cli::{ibid, stdout};

const README: &str = include_str!("../../README.md");

/// The arguments of the first command in the README.
fn first_command() -> Vec<&'static str> {
    let command = README.lines().find_map(|line| line.trim().strip_prefix("cargo run -- ")).unwrap();
    command.split(' ').collect()
}

#[test]
fn the_first_command_succeeds_and_shows_the_main_job() {
    let output = ibid(&first_command(), "");
    assert_eq!(output.status.code(), Some(0));
    assert!(stdout(&output).contains("→ 1#1, page 60"), "{}", stdout(&output));
    assert!(README.contains("`→ 1#1, page 60`"));
}

#[test]
fn the_minimum_rust_is_that_of_the_manifest() {
    let manifest = include_str!("../../Cargo.toml");
    let version = manifest.split("rust-version = \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    assert!(README.contains(&format!("[Rust](https://rustup.rs) {version} or newer")));
}

/// The names of the crates under `[dependencies]` of any kind.
fn dependencies(manifest: &str) -> Vec<&str> {
    let sections = manifest.split("\n[").filter_map(|section| section.split_once("]\n"));
    let named = sections.filter(|(name, _)| name.ends_with("dependencies"));
    let lines = named.flat_map(|(_, body)| body.lines().filter(|line| line.starts_with(char::is_alphabetic)));
    lines.filter_map(|line| Some(line.split_once(" =")?.0)).collect()
}

#[test]
fn every_dependency_is_explained() {
    let page = include_str!("../../docs/dependencies.md");
    let named = dependencies(include_str!("../../Cargo.toml"));
    assert!(named.contains(&"hayagriva") && named.contains(&"proptest"), "{named:?}");
    let missing: Vec<&str> = named.iter().copied().filter(|name| !page.contains(&format!("`{name}`"))).collect();
    assert!(missing.is_empty(), "docs/dependencies.md does not name {missing:?}");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    let gone: Vec<&str> = rows.filter(|row| !named.contains(row)).collect();
    assert!(gone.is_empty(), "docs/dependencies.md names {gone:?}, which ibid does not use");
}
