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

#[test]
fn exports_are_read_as_their_readers_see_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/documents/exports");
    let mut names: Vec<String> =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let mut text = String::new();
    for name in names {
        let source = Source::decode(name.as_str(), std::fs::read(folder.join(&name)).unwrap()).unwrap();
        _ = write!(text, "{name}\n{}", shown(&read(&[source], None)));
    }
    insta::assert_snapshot!(text);
}
