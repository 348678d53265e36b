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
