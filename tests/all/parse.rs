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
    assert_eq!((&items[0]["id"], &items[1]["id"]), (&"1".into(), &"2".into()));
}
