//! The embedded model on notes as people write them.

use ibid::reference::{Part, segment, stretches, tag};
use ibid::text::Flat;

/// The segments of a reference, as `label: text`.
fn segments(text: &str) -> Vec<String> {
    let segments = segment(&Flat::verbatim(text, 0));
    segments.iter().map(|segment| format!("{}: {}", segment.label.as_str(), segment.span.of(text))).collect()
}

fn parts(text: &str) -> Vec<(Part, &str)> {
    stretches(&tag(&Flat::verbatim(text, 0))).iter().map(|stretch| (stretch.part, stretch.span.of(text))).collect()
}

#[test]
fn incomplete_notes_of_blogs() {
    assert_eq!(
        segments("Rita Malone. The Year of the Closed Gates. 166."),
        ["author: Rita Malone.", "title: The Year of the Closed Gates.", "pages: 166."]
    );
    assert_eq!(
        segments("Daniel Cope. An Unlikely Friendship at the Harbour."),
        ["author: Daniel Cope.", "title: An Unlikely Friendship at the Harbour."]
    );
}

#[test]
fn short_forms() {
    assert_eq!(segments("Malone, 167."), ["author: Malone,", "pages: 167."]);
    assert_eq!(segments("Ibid., 45."), ["note: Ibid.,", "pages: 45."]);
    assert_eq!(segments("Ebd., S. 45."), ["note: Ebd.,", "pages: S. 45."]);
    assert_eq!(segments("Malone (n 12) 45"), ["author: Malone", "note: (n 12)", "pages: 45"]);
}

#[test]
fn place_and_year_without_a_publisher() {
    assert_eq!(
        parts("S. Gallo, La stagione dei mercati, Bologna 1988, p. 31."),
        [
            (Part::Author, "S. Gallo,"),
            (Part::Title, "La stagione dei mercati,"),
            (Part::Location, "Bologna"),
            (Part::Date, "1988,"),
            (Part::Locator, "p. 31.")
        ]
    );
}

#[test]
fn law_journals_with_the_volume_first() {
    assert_eq!(
        parts("Nina Wells, ‘Leases and Luck’ (1996) 11 Journal of Property Law 295"),
        [
            (Part::Author, "Nina Wells,"),
            (Part::Title, "‘Leases and Luck’"),
            (Part::Date, "(1996)"),
            (Part::Volume, "11"),
            (Part::Journal, "Journal of Property Law"),
            (Part::Pages, "295")
        ]
    );
}

#[test]
fn editors_in_german() {
    let parts =
        parts("Ute Kern, Arbeit und Zeit, in: Peter Falk (Hrsg.), Das neue Handwerk, Stuttgart 1988, S. 101-133.");
    assert!(parts.contains(&(Part::Editor, "in: Peter Falk (Hrsg.),")), "{parts:?}");
    assert!(parts.contains(&(Part::ContainerTitle, "Das neue Handwerk,")), "{parts:?}");
}

#[test]
fn a_line_of_a_megabyte_is_read_in_linear_time() {
    let line = "Smith, Bread and Salt, 12; ".repeat(40_000);
    let flat = Flat::verbatim(line.as_str(), 0);
    let segments = segment(&flat);
    assert_eq!(segments.last().map(|segment| segment.span.end), Some(line.trim_end().len()));
    let blind = "x".repeat(1_000_000);
    assert!(!segment(&Flat::verbatim(blind, 0)).is_empty());
}
