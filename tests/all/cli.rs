//! The program as its users run it.

use std::io::Write;
use std::process::{Command, Output, Stdio};

/// Runs the program with nothing of the caller's environment that could change its output.
pub(crate) fn ibid(args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_ibid"))
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_clear()
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that does not read its input closes it early; that is no failure of the test.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

/// Standard output as text.
pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Standard error as text.
pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn an_unknown_command_is_wrong_usage() {
    let output = ibid(&["chekc"], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("check"), "{}", stderr(&output));
}

#[test]
fn files_that_cannot_be_read_are_said_in_one_sentence() {
    for (path, what) in [("no-such-file.md", "cannot be read"), ("src", "directory")] {
        let output = ibid(&["inspect", path], "");
        assert_eq!(output.status.code(), Some(2), "{path}");
        let message = stderr(&output);
        assert!(message.contains(path) && message.contains(what), "{message}");
        assert_eq!(message.lines().count(), 1, "{message}");
    }
}

#[test]
fn completions_and_man_page_are_made() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(stdout(&ibid(&["completions", shell], "")).contains("inspect"), "{shell}");
    }
    assert!(stdout(&ibid(&["man"], "")).contains(".TH ibid"));
    assert!(stdout(&ibid(&["man", "check"], "")).contains(".TH"));
    assert_eq!(ibid(&["man", "chekc"], "").status.code(), Some(2));
}
