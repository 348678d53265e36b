//! The whole way once: the posts of `examples/` in; findings, sources, conversions and a bibliography out.

use serde_json::Value;

use crate::cli::{ibid, stderr, stdout};

const BLOG: &str = "examples/pride-and-the-pits.txt";
const ESSAY: &str = "examples/history-of-the-footnote.md";
const GERMAN: &str = "examples/fussnote.md";

fn inspect(path: &str) -> Value {
    let output = ibid(&["inspect", path, "--format", "json"], "");
    assert!(output.status.success(), "{}", stderr(&output));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Every citation as `id source locator`.
fn sources(path: &str) -> Vec<String> {
    let document = inspect(path);
    let notes = document["notes"].as_array().unwrap().clone();
    let citations = notes.iter().flat_map(|note| note["citations"].as_array().unwrap().clone());
    let word = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    citations.map(|c| format!("{} {} {}", word(&c["id"]), word(&c["source"]), word(&c["locator"]["value"]))).collect()
}

fn findings(path: &str) -> Vec<String> {
    let output = ibid(&["check", path, "--format", "json", "--preset", "strict"], "");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let found = report["files"][0]["findings"].as_array().unwrap().clone();
    found
        .iter()
        .map(|f| format!("{} {} {}", f["line"], f["severity"].as_str().unwrap(), f["rule"].as_str().unwrap()))
        .collect()
}

#[test]
fn the_blog_post_pairs_and_resolves() {
    let document = inspect(BLOG);
    assert_eq!(document["markers"].as_array().unwrap().len(), 5);
    let expected = ["1#1 1#1 -", "2#1 2#1 166", "3#1 2#1 167", "4#1 2#1 167", "5#1 2#1 167"];
    assert_eq!(sources(BLOG), expected);
}

#[test]
fn the_blog_post_lacks_imprints_and_nothing_else_is_wrong() {
    let expected = ["31 warning field-missing", "33 warning field-missing"];
    assert_eq!(findings(BLOG), expected);
    assert_eq!(ibid(&["check", BLOG, "--preset", "strict"], "").status.code(), Some(1));
}

#[test]
fn the_essay_resolves_but_for_its_planted_defects() {
    let found = sources(ESSAY);
    for line in [
        "3#1 3#1 24-25",
        "3#2 3#2 19",
        "4#1 1#1 612",
        "5#1 1#1 613",
        "7#1 3#1 192-194",
        "9#1 8#1 -",
        "11#1 3#2 65",
        "11#2 3#1 3",
        "13#1 12#1 58",
        "15#1 3#1 72",
        "15#2 3#2 110",
        "17#1 8#1 230",
        "22#1 3#1 233",
        "25#1 12#1 60",
    ] {
        assert!(found.iter().any(|f| f.replace('–', "-") == line), "{line} is not in {found:#?}");
    }
    let rules = findings(ESSAY);
    for rule in ["ibid-after-multi", "short-no-target", "ibid-page"] {
        assert!(rules.iter().any(|found| found.ends_with(rule)), "{rule} is not in {rules:#?}");
    }
}

#[test]
fn the_german_post_resolves() {
    let expected = [
        "1#1 1#1 18",
        "2#1 1#1 44 f",
        "3#1 3#1 27",
        "4#1 1#1 60",
        "5#1 5#1 95",
        "6#1 6#1 304",
        "7#1 6#1 -",
        "8#1 3#1 31",
        "8#2 5#1 101",
        "9#1 9#1 -",
        "10#1 9#1 340",
        "11#1 9#1 352",
    ];
    assert_eq!(sources(GERMAN), expected);
    assert_eq!(inspect(GERMAN)["language"], "de");
}

#[test]
fn the_cited_page_is_no_extent() {
    let output = stdout(&ibid(&["convert", BLOG, "--to", "bibtex"], ""));
    assert!(output.contains("robinson-gay") && !output.contains("pages"), "{output}");
    let essay = stdout(&ibid(&["convert", ESSAY, "--to", "bibtex"], ""));
    assert!(essay.contains("609--655") && !essay.contains("612"), "{essay}");
    assert_eq!(essay.matches("author = {Grafton").count(), 1, "{essay}");
}

#[test]
fn every_conversion_and_style_has_something_to_say() {
    for format in ["bibtex", "biblatex", "csl-json", "csl-yaml", "ris", "hayagriva"] {
        let output = ibid(&["convert", ESSAY, "--to", format], "");
        assert!(output.status.success() && stdout(&output).contains("Eisenstein"), "{format}: {}", stderr(&output));
    }
    for format in ["markdown", "html", "text", "latex", "typst"] {
        let args = ["bibliography", ESSAY, "--style", "chicago-notes-bibliography", "--format", format];
        assert!(stdout(&ibid(&args, "")).contains("Eisenstein, Elizabeth L."), "{format}");
    }
}

#[test]
fn odd_files_get_an_answer_or_one_clear_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let latin = write("latin.txt", b"Caf\xe9 society.[1]\n\n[1] Gr\xe9goire, D\xe9tails, 12.\n");
    let latin_marker = inspect(&latin)["markers"][0].clone();
    assert_eq!((&latin_marker["start"], &latin_marker["end"]), (&Value::from(13), &Value::from(16)));
    let wide: Vec<u8> =
        [0xff, 0xfe].into_iter().chain("é.[1]\n\n[1] Doe, 12.\n".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let wide = write("wide.txt", &wide);
    assert_eq!(inspect(&wide)["markers"][0]["start"], 6);
    let empty = write("empty.md", b"");
    assert_eq!(inspect(&empty)["notes"], Value::Array(Vec::new()));
    let binary = write("binary.txt", b"\x7fELF\x00\x01");
    for command in ["check", "inspect"] {
        let output = ibid(&[command, &binary], "");
        assert_eq!(output.status.code(), Some(2), "{command}");
        assert!(stderr(&output).contains("binary"), "{}", stderr(&output));
    }
}
