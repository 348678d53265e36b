//! `ibid check --since`: what an edit did to the short forms of files that git knows.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::cli::{ibid, stderr, stdout};

const BEFORE: &str = "One.[^1] Two.[^2]\n\n[^1]: Ada Lovelace, *Notes* (London: Taylor, 1843), 12.\n[^2]: Ibid., 14.\n";
const AFTER: &str = "One.[^1] New.[^3] Two.[^2]\n\n[^1]: Ada Lovelace, *Notes* (London: Taylor, 1843), 12.\n\
    [^3]: Charles Babbage, *Passages* (London: Longman, 1864), 99.\n[^2]: Ibid., 14.\n";

fn git(root: &Path, args: &[&str]) {
    let author = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgSign=false"];
    let mut command = Command::new("git");
    let status = command.current_dir(root).args(author).args(args).stdout(Stdio::null()).status().unwrap();
    assert!(status.success(), "git {args:?}");
}

/// A repository with a draft in its first commit.
fn repository() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("draft.md"), BEFORE).unwrap();
    git(folder.path(), &["init", "-q"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-qm", "a draft"]);
    folder
}

fn check(folder: &TempDir, path: &str, options: &[&str], input: &str) -> Output {
    let path = if path == "-" { path.to_owned() } else { folder.path().join(path).display().to_string() };
    ibid(&[&["check", "--select=antecedent-changed", "--format=concise", &path], options].concat(), input)
}

#[track_caller]
fn finds_the_ibid(output: &Output) {
    assert_eq!(output.status.code(), Some(1), "{}", stderr(output));
    assert!(stdout(output).contains("antecedent-changed"), "{}", stdout(output));
}

#[test]
fn a_changed_file_is_compared_with_the_commit() {
    let folder = repository();
    assert_eq!(check(&folder, "draft.md", &[], "").status.code(), Some(0));
    fs::write(folder.path().join("draft.md"), AFTER).unwrap();
    finds_the_ibid(&check(&folder, "draft.md", &[], ""));
    finds_the_ibid(&check(&folder, "draft.md", &["--since=HEAD"], ""));
    finds_the_ibid(&check(&folder, ".", &["--since=HEAD"], ""));
}

#[test]
fn a_commit_that_git_does_not_have_is_an_error() {
    let folder = repository();
    fs::write(folder.path().join("draft.md"), AFTER).unwrap();
    for path in ["draft.md", "."] {
        for select in [&[][..], &["--select=note-unused"]] {
            let output = check(&folder, path, &[&["--since=orign/main"], select].concat(), "");
            assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(2), ""));
            assert!(stderr(&output).contains("--since orign/main: git has no such commit"), "{}", stderr(&output));
            assert_eq!(stderr(&output).lines().count(), 1);
        }
    }
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("post.md"), AFTER).unwrap();
    let output = check(&outside, "post.md", &["--since=main"], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("no git repository"), "{}", stderr(&output));
}

#[test]
fn a_renamed_file_is_followed() {
    for renaming in [&["mv", "draft.md", "post.md"][..], &["rm", "-q", "--cached", "draft.md"]] {
        let folder = repository();
        git(folder.path(), renaming);
        drop(fs::remove_file(folder.path().join("draft.md")));
        fs::write(folder.path().join("post.md"), AFTER).unwrap();
        finds_the_ibid(&check(&folder, "post.md", &[], ""));
        finds_the_ibid(&check(&folder, "post.md", &["--since=HEAD"], ""));
    }
    let folder = repository();
    git(folder.path(), &["mv", "draft.md", "post.md"]);
    git(folder.path(), &["commit", "-qm", "a post"]);
    fs::write(folder.path().join("post.md"), AFTER).unwrap();
    finds_the_ibid(&check(&folder, "post.md", &["--since=HEAD~1"], ""));
}

#[test]
fn standard_input_is_compared_with_the_file_of_its_name() {
    let folder = repository();
    let name = format!("--stdin-filename={}", folder.path().join("draft.md").display());
    finds_the_ibid(&check(&folder, "-", &[&name], AFTER));
    finds_the_ibid(&check(&folder, "-", &[&name, "--since=HEAD"], AFTER));
    assert_eq!(check(&folder, "-", &[&name], BEFORE).status.code(), Some(0));
    assert_eq!(check(&folder, "-", &[&name, "--since=main~7"], AFTER).status.code(), Some(2));
    let other = format!("--stdin-filename={}", folder.path().join("new.md").display());
    assert_eq!(check(&folder, "-", &[&other], AFTER).status.code(), Some(0));
}
