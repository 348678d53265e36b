//! Statutes and decisions: which citations mean one source.

use ibid::resolve::SourceId;
use ibid::{Analysis, Document, Options};

/// Each citation of some notes with the words of the source it means, or "" where it is the first of its source.
fn sources(notes: &[&str]) -> Vec<(String, String)> {
    let analysis = Analysis::of_document(Document::from_notes(notes), &Options::default());
    let words = |at: usize| {
        let citation = &analysis.citations[at];
        citation.flat.of(&analysis.document.notes[citation.note].body.text).to_owned()
    };
    let source = |at: usize| match analysis.resolutions[at].source {
        Some(SourceId::Citation(source)) if source != at => words(source),
        _ => String::new(),
    };
    (0..analysis.citations.len()).map(|at| (words(at), source(at))).collect()
}

#[test]
fn a_section_of_a_code_is_a_source_of_its_own() {
    let notes = [
        "28 C.F.R. § 35.130(b)(1).",
        "42 U.S.C. § 12132; 29 U.S.C. § 794(d).",
        "28 C.F.R. § 35.160(a).",
        "See 28 C.F.R. § 35.130(f).",
        "42 U.S.C. § 12132.",
    ];
    let expected = [
        ("28 C.F.R. § 35.130(b)(1)", ""),
        ("42 U.S.C. § 12132", ""),
        ("29 U.S.C. § 794(d)", ""),
        ("28 C.F.R. § 35.160(a)", ""),
        ("28 C.F.R. § 35.130(f)", "28 C.F.R. § 35.130(b)(1)"),
        ("42 U.S.C. § 12132", "42 U.S.C. § 12132"),
    ];
    assert_eq!(sources(&notes), expected.map(|(one, other)| (one.to_owned(), other.to_owned())));
}

#[test]
fn the_number_of_a_decision_and_its_volume_tell_it() {
    for (notes, last) in [
        (
            [
                "BVerfG, Beschluss vom 6. November 2019 – 1 BvR 16/13.",
                "BVerfG, Beschluss vom 27. April 2018 – 1 BvR 27/13.",
            ],
            "",
        ),
        (
            ["Wells v. Reed, 527 U.S. 581, 607 (1999).", "Reed, 527 U.S. at 604."],
            "Wells v. Reed, 527 U.S. 581, 607 (1999)",
        ),
        (["Wells v. Reed, 527 U.S. 581, 607 (1999).", "Hale v. Reed, 531 U.S. 12 (2001)."], ""),
    ] {
        let found = sources(&notes);
        assert_eq!(found.last().map(|(_, source)| source.as_str()), Some(last), "{notes:?}");
    }
}
