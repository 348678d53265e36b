//! What a careful editor would not say: texts that look like faults and are none, each beside one that is.

use ibid::analysis::{Analysis, Options};
use ibid::lint::{Settings, check};
use ibid::text::Source;

/// The notes of a post, each with a marker.
fn found(notes: &[&str]) -> Vec<&'static str> {
    let claims: String = (1..=notes.len()).map(|number| format!("A claim.[^{number}]\n\n")).collect();
    let notes: String = notes.iter().zip(1..).map(|(note, number)| format!("[^{number}]: {note}\n\n")).collect();
    let post = Source::new("post.md", format!("{claims}{notes}"));
    let analysis = Analysis::of(&[post], &Options::default());
    check(&analysis, None, &Settings::default()).iter().map(|finding| finding.rule).collect()
}

#[test]
fn a_pamphlet_in_an_archive_is_no_short_form() {
    let whole = "Harbour Town Archives, Pamphlet No. 1702-34, \"A Complaint about the Unlit Lamps of the Quay.\"";
    assert!(!found(&[whole]).contains(&"short-no-target"));
    assert!(found(&["Barnes, 34."]).contains(&"short-no-target"));
}

#[test]
fn a_title_that_begins_with_of_or_on_is_no_name() {
    assert!(!found(&["Of the Lamps, 26."]).contains(&"short-no-target"));
    assert!(found(&["Barnes, 26."]).contains(&"short-no-target"));
}

#[test]
fn pages_that_are_cited_are_no_extent() {
    let article = |pages: &str| format!("Ruth Ward, *Lamps and the Law*, 14 HARBOUR L. REV. {pages} (2015).");
    assert!(!found(&[&article("429, 438-42"), "*Id.* at 459."]).contains(&"ibid-page"));
}

#[test]
fn works_that_nothing_tells_apart_are_not_said_to_be_two() {
    let notes = [
        "The History of the Quay, by Hutchins, vol. 1, p. 9.",
        "Hutchins’ History, vol. 2, p. 440.",
        "Hutchins, vol. 1, p. 452.",
    ];
    assert!(!found(&notes).contains(&"short-ambiguous"));
    let books = [
        "Maud Barnes, *Coal and Its People* (Leeds: Aire Press, 1991), 12.",
        "Maud Barnes, *Steam and Its Towns* (Leeds: Aire Press, 1994), 3.",
        "Barnes, 44.",
    ];
    assert!(found(&books).contains(&"short-ambiguous"));
}
