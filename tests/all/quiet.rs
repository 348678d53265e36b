//! What a careful editor would not say: texts that look like faults and are none, each beside one that is.

use ibid::analysis::{Analysis, Options};
use ibid::lint::{Preset, Settings, check};
use ibid::text::Source;

/// The notes of a post, each with a marker.
fn found(notes: &[&str]) -> Vec<&'static str> {
    let claims: String = (1..=notes.len()).map(|number| format!("A claim.[^{number}]\n\n")).collect();
    let notes: String = notes.iter().zip(1..).map(|(note, number)| format!("[^{number}]: {note}\n\n")).collect();
    let post = Source::new("post.md", format!("{claims}{notes}"));
    let analysis = Analysis::of(&[post], &Options::default());
    check(&analysis, None, &Settings::of(Preset::Strict)).iter().map(|finding| finding.rule).collect()
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

#[test]
fn works_that_every_reader_knows_need_no_description() {
    for note in [
        "Rom 3:22; cf. Gal 2:16; Phil 3:9.",
        "Mic 6:8; Hos 6:6; cf. 1 Sam 15:22.",
        "Matt. 9:13, 12:7.",
        "Mt 5,3; Röm 8,28.",
        "Jn 3.16.",
        "James 2:13.",
        "WA 7, 21.",
        "MGH SS 17, S. 231.",
        "PL 32, col. 659.",
        "Q 2:255.",
    ] {
        assert_eq!(found(&[note]), [""; 0], "{note}");
        assert_eq!(found(&[note, "Ibid., 14."]).iter().filter(|rule| **rule == "short-no-target").count(), 0, "{note}");
    }
    for note in ["Jamison, 34.", "Roman, 22.", "Philips, 9."] {
        assert!(found(&[note]).contains(&"short-no-target"), "{note}");
    }
}

#[test]
fn a_note_may_lead_to_what_another_says() {
    let remark = "The lamps were out that night.";
    assert_eq!(found(&[remark, "The quay was dark, see note 1."]), [""; 0]);
    assert!(found(&[remark, "See note 7."]).contains(&"short-no-target"));
}

#[test]
fn a_word_that_stresses_a_place_is_no_name() {
    assert_eq!(found(&["Especially pp. 40–55."]), [""; 0]);
    assert_eq!(found(&["Insbesondere S. 40."]), [""; 0]);
}

#[test]
fn pages_that_run_backwards_are_seen_without_their_cue() {
    let book = |pages: &str| format!("Maud Barnes, *Coal and Its People* (Leeds: Aire Press, 1991), {pages}.");
    assert_eq!(found(&[&book("44-41")]), ["identifier-invalid"]);
    for pages in ["44–45", "441–2", "99–101", "S. 12"] {
        assert_eq!(found(&[&book(pages)]), [""; 0], "{pages}");
    }
}

#[test]
fn a_name_with_a_slip_is_seen_beside_its_title() {
    let book = "Robert Hale, *The Weirs of Devon* (Exeter: Moor Press, 1971), 44.";
    assert_eq!(found(&[book, "Hael, *Weirs*, 70."]), ["short-near-miss"]);
    assert_eq!(found(&[book, "Hale, *Weirs*, 70."]), [""; 0]);
}

#[test]
fn a_marker_that_lost_its_caret_is_seen() {
    let rules = |text: &str| -> Vec<&str> {
        let analysis = Analysis::of(&[Source::new("post.md", text)], &Options::default());
        check(&analysis, None, &Settings::of(Preset::Strict)).iter().map(|finding| finding.rule).collect()
    };
    let notes = "\n\n[^1]: A remark.\n\n[^2]: Another remark.\n";
    assert_eq!(rules(&format!("One claim.[^1] Another.[2]{notes}")), ["marker-reversed", "note-unused"]);
    for text in ["One.[^1] Another `a[2]`.", "One.[^1] In row [2] there is more.", "One.[^1] a[2] and b[2]."] {
        assert_eq!(rules(&format!("{text}{notes}")), ["note-unused"], "{text}");
    }
}

#[test]
fn markers_in_one_pair_of_brackets_are_no_other_system() {
    let post = Source::new("post.txt", "One.[1] Two.[2, 3] Three.[2-4]\n\n[1] a\n\n[2] b\n\n[3] c\n\n[4] d\n");
    let findings = check(&Analysis::of(&[post], &Options::default()), None, &Settings::of(Preset::Strict));
    assert!(findings.is_empty(), "{findings:?}");
}
