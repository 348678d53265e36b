//! Documents as programs export them and as they come out of conversions: what is read of each, in one page.

use std::fmt::Write;
use std::path::Path;

use ibid::document::{Document, read};
use ibid::text::Source;

/// The markers with the notes they point to, by number, and the notes with their texts.
fn shown(document: &Document) -> String {
    let marker = |marker: &ibid::document::Marker| {
        let note = marker.note.map_or("nothing".to_owned(), |note| (note + 1).to_string());
        format!("{} to {note}", marker.label)
    };
    let markers: Vec<String> = document.markers.iter().map(marker).collect();
    let mut text = format!("  markers: {}\n", markers.join(", "));
    for note in &document.notes {
        _ = writeln!(text, "  {}: {}", note.label, note.body.text);
    }
    text
}

/// The entries of the bibliography.
fn works(document: &Document) -> String {
    document.bibliography.iter().map(|entry| format!("  work: {}\n", entry.body.text)).collect()
}

/// The markup whose notes are not read.
fn unread(document: &Document) -> String {
    let unread = document.problems.iter().filter(|problem| problem.kind == ibid::document::ProblemKind::NotesMissing);
    unread.map(|problem| format!("  unread: {}\n", problem.detail)).collect()
}

/// What stands besides in a document: the list of works, and what is odd.
fn besides(document: &Document) -> String {
    let mut text = works(document);
    for problem in &document.problems {
        _ = writeln!(text, "  {:?} at {}", problem.kind, problem.span.of(&document.text));
    }
    text
}

/// The documents of a folder of fixtures, in the order of their names.
fn documents(folder: &str) -> Vec<(String, Document)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/documents").join(folder);
    let names = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    let open = |name: String| {
        let source = Source::decode(name.as_str(), std::fs::read(folder.join(&name)).unwrap()).unwrap();
        (name, read(&[source], None))
    };
    names.into_iter().map(open).collect()
}

#[test]
fn exports_are_read_as_their_readers_see_them() {
    let pages = documents("exports").into_iter().map(|(name, document)| format!("{name}\n{}", shown(&document)));
    insta::assert_snapshot!(pages.collect::<String>());
}

/// Notes as they are met on sites: kinds mixed, links broken, lists of works under any line.
#[test]
fn what_the_world_writes_is_read_or_named() {
    let page = |(name, document): (String, Document)| format!("{name}\n{}{}", shown(&document), besides(&document));
    insta::assert_snapshot!(documents("wild").into_iter().map(page).collect::<String>());
}

/// Pages in the markup of platforms that were looked up at their sources, with what a careful reader expects of each (`pages.txt`,
/// written before the pages were first read).
#[test]
fn pages_are_read_as_a_careful_reader_expects() {
    let platform = |document: &Document| document.platform.map_or(String::new(), |platform| format!(" ({platform})"));
    let page = |(name, document): (String, Document)| {
        format!("{name}{}\n{}{}{}", platform(&document), shown(&document), works(&document), unread(&document))
    };
    let read: String = documents("pages").into_iter().map(page).collect();
    let differ = |(wanted, read): (&str, &str)| (wanted != read).then(|| format!("wanted: {wanted}\n  read: {read}"));
    let wanted = include_str!("../fixtures/documents/pages.txt");
    let differences: Vec<String> = wanted.lines().zip(read.lines()).filter_map(differ).collect();
    assert!(wanted == read, "{}\n\n{read}", differences.join("\n"));
}
