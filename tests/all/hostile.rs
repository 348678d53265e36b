//! Posts, styles, bibliographies and repositories that were made to do harm (`docs/safety.md`).
//!
//! The repositories are built by `tests/fixtures/hostile/git-exec.sh`: each is configured to leave a file behind, the canary, when git
//! runs what it says. Unix only, as the script is one for a shell.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::cli::{ibid, stderr, stdout};

const POST: &str = "One.[^1] Two.[^2]\n\n[^1]: Maud Barnes, *Coal* (Leeds: Aire, 1991), 12.\n[^2]: John Hale, *Lamps* (Hull: Quay, 2003), 4.\n";

fn fixture(name: &str) -> String {
    format!("{}/tests/fixtures/hostile/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// The canaries in a folder.
fn canaries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("PWN")).collect()
}

/// Runs a command as a careless user would.
fn shell(folder: &Path, command: &str) {
    let mut shell = Command::new("bash");
    shell.args(["-c", command]).current_dir(folder).stdout(Stdio::null()).stderr(Stdio::null());
    shell.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    shell.status().unwrap();
}

#[test]
fn nothing_that_a_repository_configures_is_run() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let script = fs::read_to_string(fixture("git-exec.sh")).unwrap().replace("__CANARY__", root.to_str().unwrap());
    fs::write(root.join("build.sh"), script).unwrap();
    shell(&root, "bash build.sh");
    for repository in ["a", "b", "c", "d", "d2", "e"] {
        let post = root.join(repository).join("post.md");
        assert!(post.is_file(), "{repository} was built");
        for since in [&[][..], &["--since", "HEAD"]] {
            let args = [&["check", "--select=antecedent-changed", post.to_str().unwrap()], since].concat();
            drop(ibid(&args, ""));
            drop(ibid(&[&["check", root.join(repository).to_str().unwrap()], since].concat(), ""));
        }
        assert_eq!(canaries(&root), [] as [PathBuf; 0], "{repository}");
    }
    // Each canary sings where git is asked as one asks it without a thought.
    for (repository, careless) in [
        ("a", "git status"),
        ("b", "git diff HEAD"),
        ("c", "git status"),
        ("d", "git show HEAD:post.md"),
        ("d2", "git show HEAD:post.md"),
        ("e", "git diff --textconv HEAD"),
    ] {
        shell(&root.join(repository), careless);
        assert_ne!(canaries(&root), [] as [PathBuf; 0], "{repository} has a canary");
        canaries(&root).iter().for_each(|canary| fs::remove_file(canary).unwrap());
    }
}

#[test]
fn a_version_that_is_not_in_the_clone_is_not_fetched_and_is_said_if_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let script = fs::read_to_string(fixture("git-exec.sh")).unwrap().replace("__CANARY__", root.to_str().unwrap());
    fs::write(root.join("build.sh"), script).unwrap();
    shell(&root, "bash build.sh");
    let post = root.join("d/post.md");
    let check =
        |since: &[&str]| ibid(&[&["check", "--select=antecedent-changed", post.to_str().unwrap()], since].concat(), "");
    assert_eq!(check(&[]).status.code(), Some(0));
    let output = check(&["--since", "HEAD"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("not in this clone"), "{}", stderr(&output));
}

#[test]
fn a_walk_does_not_follow_links() {
    let folder = tempfile::tempdir().unwrap();
    let (inside, outside) = (folder.path().join("posts"), folder.path().join("other"));
    let wrong = POST.replace("[^2]:", "[^3]:").replace("Two.[^2]", "Two.[^3]");
    for place in [&inside, &outside] {
        fs::create_dir(place).unwrap();
        fs::write(place.join("own.md"), &wrong).unwrap();
    }
    symlink(outside.join("own.md"), inside.join("link.md")).unwrap();
    symlink(&outside, inside.join("folder")).unwrap();
    symlink(inside.join("own.md"), inside.join("again.md")).unwrap();
    let output = ibid(&["check", "--fix", "--format=json", inside.to_str().unwrap()], "");
    assert_eq!(stdout(&output).matches("\"path\":").count(), 1, "{}", stdout(&output));
    assert_eq!(fs::read_to_string(outside.join("own.md")).unwrap(), wrong);
    assert_ne!(fs::read_to_string(inside.join("own.md")).unwrap(), wrong);
    // A link that is named is meant.
    let link = inside.join("link.md");
    drop(ibid(&["check", "--fix", link.to_str().unwrap()], ""));
    assert_ne!(fs::read_to_string(outside.join("own.md")).unwrap(), wrong);
    assert!(link.is_symlink());
    // So is a folder.
    let output = ibid(&["check", "--format=json", inside.join("folder").to_str().unwrap()], "");
    assert_eq!(stdout(&output).matches("\"path\":").count(), 1, "{}", stdout(&output));
}

/// True if a text for people has nothing in it that a terminal or a build server acts upon.
fn is_tame(text: &str) -> bool {
    let acts = |c: char| c != '\n' && (c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c));
    !text.contains(acts) && !text.lines().any(|line| line.starts_with("::error::") || line.starts_with("injected"))
}

#[test]
fn control_characters_of_names_and_notes_are_shown_escaped() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a\n::error::injected\u{1b}[2J\u{202e}.md");
    let path = path.to_str().unwrap();
    let notes = |n: usize| {
        format!("[^{n}]: \u{1b}[31mMaud \u{7}Barnes, *Coal\u{9b}31m \u{202e}Age*, 199{n}, {n}. \u{1b}]0;title\u{7}\n")
    };
    let text = (1..30).map(|n| format!("Claim.[^{n}] ")).collect::<String>()
        + "\n\n"
        + &(15..44).map(notes).collect::<String>();
    fs::write(path, text).unwrap();
    let commands: &[&[&str]] = &[
        &["check"],
        &["check", "--format=concise"],
        &["check", "--format=github"],
        &["check", "--statistics"],
        &["check", "--fix"],
        &["inspect"],
        &["inspect", "--by=source"],
        &["inspect", "--format=dot"],
        &["inspect", "--format=mermaid"],
        &["restyle", "--diff", "--style=chicago-notes"],
        &["restyle", "--style=no-such\nstyle"],
        &["link", "--to=latex", "--diff"],
        &["convert", "--from=bibtex", "--to=csl-json"],
        &["check", "--since=no\u{1b}[31msuch\n::error::commit"],
        &["check", "--config"],
    ];
    for command in commands {
        let output = ibid(&[command, &[path][..]].concat(), "");
        assert!(is_tame(&stderr(&output)), "{command:?}\n{}", stderr(&output));
        let is_text = !command.contains(&"--diff") && !command.contains(&"convert");
        assert!(!is_text || is_tame(&stdout(&output)), "{command:?}\n{}", stdout(&output));
    }
    let output = ibid(&["check", "--format=github", path], "");
    assert!(stdout(&output).contains("a\\n%3A%3Aerror"), "the name is there\n{}", stdout(&output));
    assert!(!is_tame("a\u{1b}") && !is_tame("a\n::error::b") && is_tame("a\\u{1b}\nb"));
}

#[test]
fn a_patch_names_any_file_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a\n+++ b.md");
    fs::write(&path, POST.replace("[^2]:", "[^3]:").replace("Two.[^2]", "Two.[^3]")).unwrap();
    let output = ibid(&["check", "--diff", path.to_str().unwrap()], "");
    let text = stdout(&output);
    let heads = text.lines().filter(|line| line.starts_with("+++ ")).collect::<Vec<_>>();
    assert!(heads.len() == 1 && heads[0].starts_with("+++ \"b/") && heads[0].ends_with("a\\012+++ b.md\""), "{text}");
}

#[test]
fn a_style_that_never_ends_is_no_style() {
    let group = "<group>".repeat(100_000) + &"</group>".repeat(100_000);
    let deep =
        fs::read_to_string(fixture("rec.csl")).unwrap().replace("<text macro=\"a0\"/></macro>", &(group + "</macro>"));
    let folder = tempfile::tempdir().unwrap();
    let deep_path = folder.path().join("deep.csl");
    fs::write(&deep_path, deep).unwrap();
    let styles = [fixture("rec.csl"), fixture("exp.csl"), deep_path.display().to_string()];
    for (style, wrong) in styles.iter().zip(["calls itself", "too long", "nested too deep"]) {
        for command in [["restyle", &fixture("post.md")], ["bibliography", &fixture("post.md")]] {
            let output = ibid(&[&command[..], &["--style", style]].concat(), "");
            assert_eq!(output.status.code(), Some(2), "{style}");
            assert!(stderr(&output).contains(wrong), "{}", stderr(&output));
        }
    }
}

#[test]
fn abbreviations_are_written_out_within_bounds() {
    let output = ibid(&["convert", &fixture("str.bib"), "--to", "csl-json"], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("too long"), "{}", stderr(&output));
    let long = "@string{j = {Journal of Hydraulic Engineering and of All that Goes with It}}\n".to_owned()
        + &(0..5000).map(|n| format!("@article{{a{n}, title = {{T}}, journal = j}}\n")).collect::<String>();
    let output = ibid(&["convert", "-", "--from=bibtex", "--to=jsonl"], &long);
    assert_eq!((output.status.code(), stdout(&output).lines().count()), (Some(0), 5000));
}

#[test]
fn no_link_of_a_bibliography_runs_a_script() {
    for (path, style) in [("inj.md", "apa"), ("inj.md", "chicago-notes"), ("items2.json", "apa")] {
        for format in ["html", "latex", "typst", "markdown"] {
            let output = ibid(&["bibliography", &fixture(path), "--style", style, "--format", format], "");
            let text = stdout(&output);
            assert!(!text.is_empty(), "{}", stderr(&output));
            for link in [
                "href=\"javascript",
                "href{javascript",
                "url{javascript",
                "link(\"javascript",
                "(<javascript",
                "<javascript",
            ] {
                assert!(!text.contains(link), "{format}: {text}");
            }
            assert!(
                !text.contains("<script>")
                    && !text.contains("<img")
                    && (format != "latex" || !text.contains("\\input{")),
                "{text}"
            );
        }
    }
}
