//! What is never lost on the way out: records of a bibliography, and files that a conversion would replace.

use crate::cli::{ibid, stderr, stdout};

const BIB: &str = "@book{a,title={A},author={X, Y},year=1999}\n@book{b,title={B {unclosed},author={Q, R},year=2001}\n\
    @book{c,title={C},author={S, T},year=2002}\n";

#[test]
fn a_bibliography_is_not_replaced_by_one_with_records_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let json = "[{\"id\":\"a\",\"type\":\"book\",\"title\":\"A\\ud83d\"}]";
    let yaml = "references:\n- id: a\n  type: book\n- 7\n";
    for (name, text, format) in [("l.bib", BIB, "bibtex"), ("l.json", json, "csl-json"), ("l.yaml", yaml, "csl-yaml")] {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let path = path.to_str().unwrap();
        let same = folder.path().join(".").join(name);
        for output in [path, same.to_str().unwrap()] {
            let done = ibid(&["convert", path, "--to", format, "-o", output], "");
            assert_eq!(done.status.code(), Some(2), "{name}");
            assert!(stderr(&done).contains("nothing was written"), "{}", stderr(&done));
            assert_eq!(std::fs::read_to_string(path).unwrap(), text);
        }
    }
    let path = folder.path().join("l.bib").display().to_string();
    let done = ibid(&["convert", &path, "--to", "bibtex", "-o", &path, "--skip-broken", "--backup"], "");
    assert_eq!(done.status.code(), Some(1));
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("title = {A}") && text.contains("title = {C}") && !text.contains("unclosed"), "{text}");
    assert_eq!(std::fs::read_to_string(folder.path().join("l.bib.bak")).unwrap(), BIB);
}

#[test]
fn records_that_are_left_out_are_counted() {
    let two = BIB.replace("@book{a", "@book{z,title={Z\n@book{a");
    for (format, text, count) in [
        ("bibtex", BIB, "1 record was left out"),
        ("bibtex", &two, "2 records were left out"),
        ("jsonl", "{\"id\":\"a\",\"title\":\"A\"}\n{\n", "1 record was left out"),
        ("ris", "lost\nTY  - BOOK\nTI  - A\nER  -\n", "1 record was left out"),
    ] {
        let done = ibid(&["convert", "-", "--from", format, "--to", "jsonl"], text);
        assert_eq!(done.status.code(), Some(1), "{format}");
        assert!(stderr(&done).contains(count), "{}", stderr(&done));
        assert!(!stdout(&done).is_empty());
    }
    // A word that is not defined leaves nothing out.
    let done = ibid(&["convert", "-", "--from", "bibtex", "--to", "jsonl"], "@book{a, title = {A}, publisher = aire}");
    assert_eq!(done.status.code(), Some(0), "{}", stderr(&done));
    let done = ibid(&["convert", "-", "--from", "csl-json", "--to", "bibtex"], "no bibliography");
    assert_eq!((done.status.code(), stdout(&done).as_str()), (Some(2), ""));
}

#[test]
fn a_document_is_not_replaced_by_its_works() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("post.md");
    let post = "A claim.[^1]\n\n[^1]: Maud Barnes, *Coal and Its People* (Leeds: Aire Press, 1991), 12.\n";
    std::fs::write(&path, post).unwrap();
    let path = path.to_str().unwrap();
    let done = ibid(&["convert", path, "--to", "bibtex", "-o", path, "--skip-broken"], "");
    assert_eq!(done.status.code(), Some(2));
    assert_eq!(std::fs::read_to_string(path).unwrap(), post);
}
