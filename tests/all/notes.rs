//! Whole documents in many styles and languages, with what a careful reader makes of every note.
//!
//! Beside each document in `tests/fixtures/notes/` lies its answer: the profile, then one line a citation with its id, kind, source
//! and place, `-` where there is none.

use std::fs;
use std::path::{Path, PathBuf};

use ibid::analysis::{Analysis, Options};
use ibid::resolve::SourceId;
use ibid::text::Source;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/notes");

/// The documents, each with the file of its answer.
fn documents() -> Vec<(PathBuf, PathBuf)> {
    let files = fs::read_dir(FOLDER).unwrap().map(|entry| entry.unwrap().path());
    let mut pairs: Vec<_> = files
        .filter(|path| path.extension().is_some_and(|extension| extension == "expected"))
        .map(|answer| (answer.with_extension(""), answer))
        .collect();
    pairs.sort();
    pairs
}

/// The document as the answers give it.
fn outcome(path: &Path) -> String {
    let name = path.file_name().unwrap().to_string_lossy();
    let analysis = Analysis::of(&[Source::new(name, fs::read_to_string(path).unwrap())], &Options::default());
    let ids = analysis.document.note_ids();
    let mut lines = vec![format!("profile {}", analysis.profile.name)];
    for (index, citation) in analysis.citations.iter().enumerate() {
        let id = analysis.source_name(SourceId::Citation(index), &ids);
        let source = analysis.resolutions[index].source.map_or("-".to_owned(), |id| analysis.source_name(id, &ids));
        let place = citation.locator.as_ref().map_or("-", |place| place.value.as_str());
        lines.push(format!("{id} {} {source} {place}", citation.kind.as_str()));
    }
    lines.join("\n") + "\n"
}

/// What is learnt is never right everywhere: of a hundred citations this many must be read as a careful reader reads them.
const RIGHT_IN_A_HUNDRED: usize = 91;

#[test]
fn notes_are_read_as_a_careful_reader_reads_them() {
    let documents = documents();
    assert!(documents.len() >= 20, "{} documents in {FOLDER}", documents.len());
    let (mut all, mut wrong) = (0, Vec::new());
    for (document, answer) in documents {
        let (expected, found) = (fs::read_to_string(answer).unwrap(), outcome(&document));
        let found: Vec<&str> = found.lines().collect();
        all += expected.lines().count();
        let missed = expected.lines().filter(|line| !found.contains(line));
        wrong.extend(missed.map(|line| format!("{}: {line}", document.file_name().unwrap().display())));
    }
    assert!(wrong.len() * 100 <= all * (100 - RIGHT_IN_A_HUNDRED), "{} of {all}: {wrong:#?}", wrong.len());
}

/// What is given as sure has a source, and no reason to doubt it.
#[test]
fn what_is_sure_has_no_doubts() {
    for (document, _) in documents() {
        let name = document.file_name().unwrap().to_string_lossy();
        let text = fs::read_to_string(&document).unwrap();
        let analysis = Analysis::of(&[Source::new(name, text)], &Options::default());
        for found in analysis.resolutions.iter().filter(|found| found.confidence >= 0.9) {
            assert_eq!((found.reason, found.source.is_some()), (None, true), "{}: {found:?}", document.display());
        }
    }
}
