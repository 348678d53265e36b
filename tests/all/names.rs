//! One name means one thing: no two types of the library share a name.

use std::collections::BTreeMap;

use super::layers::sources;

/// Words that begin the definition of a type at the left margin.
const DEFINITIONS: &[&str] = &["struct", "enum", "trait", "type"];

/// Names that each command gives to its own arguments.
const ONE_EACH: &[&str] = &["Args"];

/// The name of the type that a line defines.
fn defined(line: &str) -> Option<&str> {
    let line = match line.strip_prefix("pub") {
        Some(rest) if rest.starts_with('(') => rest.split_once(") ")?.1,
        Some(rest) => rest.trim_start(),
        None => line,
    };
    let (keyword, rest) = line.split_once(' ')?;
    let name = rest.split(|c: char| !c.is_alphanumeric() && c != '_').next()?;
    DEFINITIONS.contains(&keyword).then_some(name)
}

/// The types by name, each with the files that define one. A type of `api/` is the JSON of the type that has its name.
fn definitions(sources: &[(String, String)]) -> BTreeMap<&str, Vec<&str>> {
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (path, code) in sources.iter().filter(|(path, _)| !path.starts_with("api/")) {
        code.lines().filter_map(defined).for_each(|name| found.entry(name).or_default().push(path));
    }
    found
}

fn shared(sources: &[(String, String)]) -> Vec<String> {
    let several = definitions(sources).into_iter().filter(|(name, files)| files.len() > 1 && !ONE_EACH.contains(name));
    several.map(|(name, files)| format!("{name}: {}", files.join(", "))).collect()
}

#[test]
fn no_two_types_share_a_name() {
    let shared = shared(&sources());
    assert!(shared.is_empty(), "each of these names means more than one thing:\n{}", shared.join("\n"));
}

#[test]
fn definitions_are_seen() {
    let lines = [
        ("pub struct Span {", Some("Span")),
        ("pub(in crate::document) enum Role<'t> {", Some("Role")),
        ("type Row = [u32; 4];", Some("Row")),
        ("    type Err = String;", None),
        ("let structure = 1;", None),
        ("fn type_of() {", None),
    ];
    for (line, name) in lines {
        assert_eq!(defined(line), name, "{line}");
    }
    let files =
        |second: &str| vec![("a.rs".to_owned(), "struct A;".to_owned()), (second.to_owned(), "enum A {}".to_owned())];
    assert_eq!(shared(&files("b.rs")), ["A: a.rs, b.rs"]);
    assert!(shared(&files("api/b.rs")).is_empty());
}

/// Formats, systems of notes and profiles are told apart by what their rows say, not by how they are spelled.
#[test]
fn no_row_is_told_by_its_spelling() {
    let by_spelling = |line: &&str| {
        ["name() == \"", "name() != \"", ".name == \"", ".name != \""].iter().any(|compared| line.contains(compared))
    };
    let sources = sources();
    let lines = sources.iter().flat_map(|(path, code)| {
        code.lines().filter(by_spelling).map(move |line| format!("src/{path}: {}", line.trim()))
    });
    assert_eq!(lines.collect::<Vec<_>>(), Vec::<String>::new());
}
