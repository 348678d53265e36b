//! Files that are written, by runs that may not write them or that are stopped. Unix only.
#![cfg(unix)]

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::cli::{ibid, stderr, stdout};
use crate::environment::from_environment;

const BEFORE: &str = "One.[^1] Two.[^3]\n\n[^1]: Maud Barnes, *Coal* (Leeds: Aire, 1991), 12.\n[^3]: John Hale, *Lamps* (Hull: Quay, 2003), 4.\n";

/// A folder of many posts that can all be mended, and how each is then.
fn posts(count: usize) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    (0..count).for_each(|number| fs::write(folder.path().join(format!("{number}.md")), BEFORE).unwrap());
    let output = ibid(&["check", "--fix", "-"], BEFORE);
    let after = stdout(&output);
    assert!(after != BEFORE && after.contains("Two.[^2]"), "{after}");
    (folder, after)
}

fn start(folder: &Path) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
    command.args(["check", "--fix", "--quiet", "--format=concise"]).arg(folder);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// How many files are as they were, mended, and neither.
fn states(folder: &Path, after: &str) -> (usize, usize, Vec<String>) {
    let (mut old, mut new, mut other) = (0, 0, Vec::new());
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match fs::read_to_string(&path).unwrap().as_str() {
            _ if path.extension().is_none_or(|ending| ending != "md") => other.push(path.display().to_string()),
            BEFORE => old += 1,
            text if text == after => new += 1,
            _ => other.push(path.display().to_string()),
        }
    }
    (old, new, other)
}

#[test]
fn a_killed_run_leaves_every_file_whole_and_the_next_one_clears_up() {
    // How many times a run is killed, and over how many files: `IBID_KILLS=100 IBID_FILES=2000` before a release.
    let (kills, files): (usize, usize) = (from_environment("IBID_KILLS", 6), from_environment("IBID_FILES", 300));
    let (folder, after) = posts(files);
    let mut stopped = 0;
    for kill in 0..kills {
        for number in 0..files {
            fs::write(folder.path().join(format!("{number}.md")), BEFORE).unwrap();
        }
        let mut child = start(folder.path());
        std::thread::sleep(Duration::from_millis(20 + 400 * kill as u64 / kills as u64));
        child.kill().unwrap();
        stopped += usize::from(child.wait().unwrap().signal().is_some());
        let (old, new, other) = states(folder.path(), &after);
        assert_eq!(old + new, files, "{other:?}");
        assert!(other.iter().all(|path| path.contains("/.ibid-") && path.ends_with(".tmp")), "{other:?}");
    }
    assert!(stopped > 0, "no run was stopped: there are too few files");
    assert!(start(folder.path()).wait().is_ok());
    assert_eq!(states(folder.path(), &after), (0, files, Vec::new()));
}

#[test]
fn a_run_that_is_asked_to_stop_leaves_nothing_behind() {
    let (folder, after) = posts(300);
    let mut stopped = 0;
    for wait in [30, 80, 150, 250] {
        let mut child = start(folder.path());
        std::thread::sleep(Duration::from_millis(wait));
        let signal = if wait % 20 == 10 { "-INT" } else { "-TERM" };
        Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
        stopped += usize::from(child.wait().unwrap().signal().is_some());
        let (old, new, other) = states(folder.path(), &after);
        assert_eq!((old + new, other), (300, Vec::new()));
        (0..300).for_each(|number| fs::write(folder.path().join(format!("{number}.md")), BEFORE).unwrap());
    }
    assert!(stopped > 0, "no run was stopped: there are too few files");
}

#[test]
fn every_command_that_writes_keeps_a_backup_if_asked() {
    let post = "A claim.[1]\n\n[1] Maud Barnes, Coal and Its People (Leeds: Aire Press, 1991), 12.\n";
    for command in [
        &["check", "--unsafe-fixes"][..],
        &["restyle", "--write", "--style=mhra-notes"],
        &["link", "--write", "--to=markdown"],
        &["convert", "--to=bibtex", "-o"],
    ] {
        let folder = tempfile::tempdir().unwrap();
        let (text, name) = match command[0] {
            "check" => (BEFORE, "post.md"),
            "convert" => ("@book{a,\n title = \"A\"}\n", "post.bib"),
            _ => (post, "post.txt"),
        };
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        let path = path.to_str().unwrap();
        let output = match command[0] {
            "convert" => ibid(&[command, &[path, path, "--backup"]].concat(), ""),
            _ => ibid(&[command, &[path, "--backup"]].concat(), ""),
        };
        assert_ne!(fs::read_to_string(path).unwrap(), text, "{command:?} {}", stderr(&output));
        assert_eq!(fs::read_to_string(format!("{path}.bak")).unwrap(), text, "{command:?}");
    }
}

/// A user who may write the folder may not therefore write a file of another. Run by root, as that user.
#[test]
fn a_file_that_the_user_may_not_write_is_refused() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("post.md");
    fs::write(&path, BEFORE).unwrap();
    if path.metadata().unwrap().uid() != 0 {
        println!("only root can run this test as another user");
        return;
    }
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).unwrap();
    let copy = folder.path().join("ibid");
    fs::copy(env!("CARGO_BIN_EXE_ibid"), &copy).unwrap();
    let output = Command::new(&copy).args(["check", "--fix"]).arg(&path).uid(65534).gid(65534).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(stderr(&output).contains("may not be written"), "{}", stderr(&output));
    assert_eq!(fs::read_to_string(&path).unwrap(), BEFORE);
    assert_eq!(path.metadata().unwrap().uid(), 0);
}
