//! The layers run one way. This test reads the sources and holds them to the order of docs/architecture.md.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The layers, lowest first. Modules of one line may not use each other, but for those that are named as exceptions.
pub(super) const LAYERS: &[&[&str]] = &[
    &["text", "csl"],
    &["lexicon"],
    &["language"],
    &["config"],
    &["document"],
    &["tagging"],
    &["citation"],
    &["reference"],
    &["resolve"],
    &["analysis"],
    &["convert", "render"],
    &["lint", "restyle", "link"],
    &["offer"],
    &["api"],
    &["report"],
    &["workspace"],
    &["lsp"],
    &["cli"],
];

/// Crates that only some places may name.
pub(super) const GUARDED: &[(&str, &[&str])] = &[
    ("clap", &["cli/"]),
    ("anyhow", &["cli/", "lsp/", "workspace/"]),
    ("rayon", &["cli/", "lsp/"]),
    ("ignore", &["workspace/"]),
    ("gen_lsp_types", &["lsp/"]),
    ("lsp_server", &["lsp/"]),
    ("crossbeam_channel", &["lsp/"]),
    ("hayagriva", &["render/"]),
    ("comrak", &["document/"]),
    ("html5gum", &["document/"]),
    ("petgraph", &["report/inspect/"]),
    ("nom", &["document/", "reference/"]),
    ("std::fs", &["cli/", "workspace/"]),
    ("std::env", &["cli/"]),
    ("std::thread", &["cli/", "lsp/"]),
    ("std::time", &["cli/", "lsp/", "workspace/"]),
];

fn source_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            source_files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The sources by path below src/, without comments and without their tests.
pub(super) fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    source_files(&root, &mut paths);
    paths.sort();
    let name = |path: &Path| path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
    paths.iter().map(|path| (name(path), code(&std::fs::read_to_string(path).unwrap()))).collect()
}

fn code(text: &str) -> String {
    let before_tests = text.split("\nmod tests {").next().unwrap();
    let is_code = |line: &&str| !["//", "#["].iter().any(|start| line.trim_start().starts_with(start));
    before_tests.lines().filter(is_code).collect::<Vec<_>>().join("\n")
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

/// The top-level modules that a source names: `crate::x`, also inside `use crate::{x::…, y}`.
fn used(code: &str) -> BTreeSet<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut modules = BTreeSet::new();
    for part in code.split("crate::").skip(1) {
        match part.strip_prefix('{') {
            Some(group) => modules.extend(group_heads(group).iter().map(|head| word(head))),
            None => drop(modules.insert(word(part))),
        }
    }
    modules
}

/// The first words of `a::b, c::{d, e}, f}`.
fn group_heads(group: &str) -> Vec<String> {
    let (mut depth, mut heads, mut head) = (0, Vec::new(), String::new());
    for c in group.chars() {
        match c {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.push(std::mem::take(&mut head)),
            _ => head.push(c),
        }
    }
    heads.push(head);
    heads.iter().map(|head| head.trim().to_owned()).collect()
}

#[test]
fn modules_use_only_lower_layers() {
    let mut wrong = Vec::new();
    for (path, code) in sources() {
        let module = path.split(['/', '.']).next().unwrap().to_owned();
        let Some(own) = layer(&module) else { continue };
        for other in used(&code) {
            let Some(theirs) = layer(&other) else { continue };
            if other != module && theirs >= own {
                wrong.push(format!("src/{path} uses crate::{other}"));
            }
        }
    }
    assert!(wrong.is_empty(), "these point upwards or sideways:\n{}", wrong.join("\n"));
}

#[test]
fn every_module_has_a_layer() {
    let top: BTreeSet<_> =
        sources().iter().map(|(path, _)| path.split(['/', '.']).next().unwrap().to_owned()).collect();
    let without: Vec<_> =
        top.iter().filter(|module| layer(module).is_none() && !["lib", "main"].contains(&module.as_str())).collect();
    assert!(without.is_empty(), "no layer is named for {without:?}");
}

#[test]
fn guarded_crates_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for (path, code) in sources() {
        for (name, rooms) in GUARDED {
            let named = code.contains(&format!("{name}::")) || code.contains(&format!("use {name};"));
            let inner = format!("crate::{name}::");
            let only_inner = code.matches(&format!("{name}::")).count() == code.matches(&inner).count();
            if named && !only_inner && path != "main.rs" && !rooms.iter().any(|room| path.starts_with(room)) {
                wrong.push(format!("src/{path} names {name}"));
            }
        }
    }
    assert!(wrong.is_empty(), "these belong elsewhere:\n{}", wrong.join("\n"));
}

#[test]
fn the_readers_of_this_test_see_what_they_should() {
    assert_eq!(used("use crate::text::Span; crate::csl::Item"), ["csl", "text"].map(str::to_owned).into());
    assert_eq!(used("use crate::{lint::{a, b}, report};"), ["lint", "report"].map(str::to_owned).into());
    assert_eq!(code("a\n// crate::x\nb\n#[cfg(test)]\nmod tests { crate::y }"), "a\nb");
}
