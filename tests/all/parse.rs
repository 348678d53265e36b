//! `ibid parse` as its users run it.

use crate::cli::{ibid, stdout};

#[test]
fn every_line_of_input_gives_one_line_in_order() {
    let input = "Lucy Robinson, Gay Men and the Left (Manchester, 2007).\n\nPatrick Healy. A Book.\n";
    for format in ["jsonl", "segments"] {
        let output = stdout(&ibid(&["parse", "--format", format], input));
        let lines: Vec<&str> = output.lines().collect();
        assert_eq!(lines.len(), 3, "{output}");
        assert!(lines[0].contains("Robinson") && lines[2].contains("Healy"), "{output}");
        assert_eq!(lines[1], "{}");
    }
}

#[test]
fn arguments_are_read_instead_of_standard_input() {
    let output =
        stdout(&ibid(&["parse", "Lucy Robinson. Gay Men and the Left.", "Patrick Healy. A Book."], "Unread.\n"));
    let items: Vec<serde_json::Value> = serde_json::from_str(&output).unwrap();
    assert_eq!(items.len(), 2);
    assert_eq!((&items[0]["id"], &items[1]["id"]), (&"robinson-gay".into(), &"healy-book".into()));
}

#[test]
fn keys_are_told_apart_and_blank_lines_give_no_record() {
    let line =
        "Lucy Robinson, Gay Men and the Left in Post-War Britain (Manchester: Manchester University Press, 2007).";
    let bibtex = stdout(&ibid(&["parse", "--format", "bibtex"], &format!("{line}\n\n{line}\n")));
    assert_eq!(bibtex.matches("@").count(), 2, "{bibtex}");
    assert!(bibtex.contains("{robinson-2007") && bibtex.matches("-b,").count() == 1, "{bibtex}");
}

#[test]
fn references_are_written_in_every_format_that_convert_has() {
    let lines = "Lucy Robinson, Gay Men and the Left (Manchester: MUP, 2007).\n\nRita Roe, Nets (Quay: Press, 1975).\n";
    for format in ["bibtex", "biblatex", "ris", "csl-yaml", "csl-json", "hayagriva"] {
        let output = stdout(&ibid(&["parse", "--to", format], lines));
        assert_eq!(stdout(&ibid(&["parse", "--format", format], lines)), output, "{format}");
        let read = (ibid::convert::named(format).unwrap().read)(&output);
        let ids: Vec<&str> = read.items.iter().map(|item| item.id.as_str()).collect();
        assert_eq!((ids, read.problems), (vec!["robinson-2007-gay", "roe-1975-nets"], vec![]), "{output}");
    }
    let refused = ibid(&["parse", "--to", "clay"], lines);
    let message = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(refused.status.code() == Some(2) && message.contains("ris") && message.contains("segments"), "{message}");
}

#[test]
fn the_cited_page_is_no_extent() {
    let line = "Lucy Robinson, Gay Men and the Left in Post-War Britain (Manchester: Manchester University Press, 2007), 167.\n";
    let item: serde_json::Value = serde_json::from_str(&stdout(&ibid(&["parse", "--format", "jsonl"], line))).unwrap();
    assert_eq!(item["custom"]["locator"], serde_json::json!({ "label": "page", "value": "167" }));
    assert!(item.get("page").is_none(), "{item}");
    assert_eq!((&item["publisher-place"], &item["issued"]["date-parts"][0][0]), (&"Manchester".into(), &2007.into()));
}

#[test]
fn segments_cover_the_line_with_its_markup() {
    let line = "Lucy Robinson, *Gay Men &amp; the Left* (<b>Manchester</b>, 2007), 167.";
    let output: serde_json::Value =
        serde_json::from_str(&stdout(&ibid(&["parse", "--format", "segments", line], ""))).unwrap();
    let words = |text: &str| text.split_whitespace().collect::<String>();
    let segments = output["segments"].as_array().unwrap();
    let covered: String = segments.iter().map(|segment| words(segment[1].as_str().unwrap())).collect();
    assert_eq!(covered, words(line));
}
