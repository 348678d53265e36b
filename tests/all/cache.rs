//! `ibid check --cache`: a second run says what the first said, and what changed is read anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const POST: &str = "A claim.[^1] Another.[^2]\n\n[^1]: Ann Able, *Salt* (York: Hill, 1990), 3; Ben Cole, *Tin* (York: Hill, 1991), 4.\n[^2]: Ibid., 9.\n";

fn check(folder: &Path, more: &[&str]) -> String {
    let arguments = [&["check", "post.md", "--preset", "strict", "--cache", "--cache-dir", "kept"], more].concat();
    shown(&arguments, folder)
}

/// The exit status and all that a run writes.
fn shown(arguments: &[&str], folder: &Path) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
    let out = command.args(arguments).current_dir(folder).env("NO_COLOR", "1").output().unwrap();
    format!("{}{}{}", out.status, String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr))
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder.join("kept")).unwrap().map(|entry| entry.unwrap().path()).collect()
}

/// Changes what is kept, so that it shows whether an answer was kept or found.
fn mark_entries(folder: &Path) {
    for entry in entries(folder) {
        let text = fs::read_to_string(&entry).unwrap().replace("follows a note", "FOLLOWS A NOTE");
        fs::write(entry, text).unwrap();
    }
}

#[test]
fn what_did_not_change_is_not_read_again() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("post.md"), POST).unwrap();
    let first = check(folder.path(), &[]);
    assert!(first.contains("follows a note"), "{first}");
    assert_eq!(shown(&["check", "post.md", "--preset", "strict"], folder.path()), first);
    assert_eq!(check(folder.path(), &[]), first);
    mark_entries(folder.path());
    assert_eq!(check(folder.path(), &[]), first.replace("follows a note", "FOLLOWS A NOTE"));
}

#[test]
fn whatever_an_answer_depends_on_makes_another() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("post.md", POST);
    check(folder.path(), &[]);
    mark_entries(folder.path());
    for more in [&["--format", "json"][..], &["--ignore", "ibid-page"], &["--language", "de"], &["--quiet"]] {
        assert!(check(folder.path(), more).contains("follows a note"), "{more:?}");
    }
    write("ibid.toml", "[severity]\nibid-after-multi = \"error\"\n");
    assert!(check(folder.path(), &[]).contains("error[ibid-after-multi]"));
    fs::remove_file(folder.path().join("ibid.toml")).unwrap();
    write("before.md", &POST.replace("Tin", "Lead"));
    assert!(check(folder.path(), &["--against", "before.md"]).contains("follows a note"));
    write("post.md", &POST.replace("Ibid., 9", "Ibid., 8"));
    assert!(check(folder.path(), &[]).contains("follows a note"));
    write("post.md", POST);
    assert!(check(folder.path(), &[]).contains("FOLLOWS A NOTE"), "the first answer is still there");
}

#[test]
fn runs_at_the_same_time_share_a_cache() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("post.md"), POST).unwrap();
    let expected = check(folder.path(), &[]);
    entries(folder.path()).into_iter().for_each(|entry| fs::remove_file(entry).unwrap());
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..6).map(|_| scope.spawn(|| check(folder.path(), &[]))).collect();
        runs.into_iter().for_each(|run| assert_eq!(run.join().unwrap(), expected));
    });
    assert_eq!(entries(folder.path()).len(), 1);
}

#[test]
fn a_cache_that_cannot_be_written_costs_nothing_but_time() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("post.md"), POST).unwrap();
    fs::write(folder.path().join("kept"), "a file, and no folder").unwrap();
    assert!(check(folder.path(), &[]).contains("follows a note"));
}
