//! Formats that pandoc reads, for the full run: `IBID_PANDOC=1`.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::{Seen, words};

/// True if pandoc is to judge.
pub(super) fn is_wanted() -> bool {
    std::env::var_os("IBID_PANDOC").is_some()
}

pub(super) fn latex(text: &str) -> Vec<Seen> {
    seen("latex", &with_repeated_notes(text))
}

/// A text with the note at each `\footnotemark[2]` that repeats it: pandoc leaves such a marker out.
fn with_repeated_notes(text: &str) -> String {
    let notes: Vec<&str> = text.match_indices("\\footnote{").filter_map(|(at, _)| braced(&text[at..])).collect();
    let mut pieces = text.split("\\footnotemark[");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (number, rest) = piece.split_once(']').unwrap_or((piece, ""));
        let note = number.parse().ok().and_then(|number: usize| notes.get(number.checked_sub(1)?));
        out.push_str(note.copied().unwrap_or_default());
        out.push_str(rest);
    }
    out
}

/// The command that a text begins with, up to the brace that closes it.
fn braced(text: &str) -> Option<&str> {
    let mut depth = 0_usize;
    let closes = |(at, c): (usize, char)| {
        let is_escaped = text[..at].ends_with('\\');
        match c {
            '{' if !is_escaped => depth += 1,
            '}' if !is_escaped => depth = depth.saturating_sub(1),
            _ => return None,
        }
        (depth == 0).then_some(at + 1)
    };
    text.char_indices().find_map(closes).map(|end| &text[..end])
}

pub(super) fn org(text: &str) -> Vec<Seen> {
    seen("org", text)
}

pub(super) fn rst(text: &str) -> Vec<Seen> {
    seen("rst", text)
}

pub(super) fn wiki(text: &str) -> Vec<Seen> {
    seen("mediawiki", text)
}

/// Every note where its marker stands. Pandoc numbers them anew.
fn seen(format: &str, text: &str) -> Vec<Seen> {
    let mut pandoc = Command::new("pandoc")
        .args(["--from", format, "--to", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("pandoc is installed");
    pandoc.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = pandoc.wait_with_output().unwrap();
    let page: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
    let mut notes = Vec::new();
    find_notes(&page["blocks"], &mut notes);
    notes
}

fn find_notes(value: &Value, notes: &mut Vec<Seen>) {
    if value["t"] == "Note" {
        let mut text = String::new();
        add_text(&value["c"], &mut text);
        notes.push(Seen { label: (notes.len() + 1).to_string(), words: words(&text), agrees: true });
        return;
    }
    children(value).into_iter().for_each(|child| find_notes(child, notes));
}

fn add_text(value: &Value, text: &mut String) {
    match (value["t"].as_str(), &value["c"]) {
        (Some("Str"), Value::String(word)) => text.push_str(word),
        (Some("Code" | "CodeBlock" | "RawInline" | "RawBlock"), inside) => {
            text.push_str(inside[1].as_str().unwrap_or_default());
        }
        (Some(_), inside) => {
            text.push(' ');
            add_text(inside, text);
        }
        (None, _) => children(value).into_iter().for_each(|child| add_text(child, text)),
    }
}

fn children(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(list) => list.iter().collect(),
        Value::Object(fields) => fields.values().collect(),
        _ => Vec::new(),
    }
}
