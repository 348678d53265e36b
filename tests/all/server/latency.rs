//! How long a keystroke takes, and what many of them leave behind: measured by hand with an optimised program (docs/editors.md).

use std::io::Write;
use std::time::{Duration, Instant};

use serde_json::json;

use super::editor::{Editor, position, pulling};
use super::life::long_post;

const URI: &str = "file:///posts/post.md";

/// Types a letter and asks for the diagnostics; returns how long that took.
fn keystroke(editor: &mut Editor, text: &mut String, offset: usize, version: i64) -> Duration {
    let at = position(text, offset);
    let begun = Instant::now();
    editor.change_text(URI, version, &json!([{ "range": { "start": at, "end": at }, "text": "x" }]));
    editor.pulled(URI);
    let took = begun.elapsed();
    text.insert(offset, 'x');
    took
}

/// The median and the time that 95 in 100 do not exceed.
fn spread(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let share = |hundredths: usize| times[(times.len() - 1) * hundredths / 100];
    format!("median {:.1?}, 95 in 100 {:.1?}", share(50), share(95))
}

#[test]
#[ignore = "measures; docs/editors.md has the command"]
fn keystrokes() {
    let mut table = Vec::new();
    for (preset, notes, strokes) in [
        ("blog", 30, 100),
        ("blog", 300, 60),
        ("blog", 3000, 20),
        ("scholarly", 30, 100),
        ("scholarly", 300, 60),
        ("scholarly", 3000, 20),
    ] {
        let mut text = long_post(notes);
        let mut editor = Editor::open(pulling(), json!({ "preset": preset }));
        editor.open_text(URI, "markdown", &text);
        editor.pulled(URI);
        for (place, needle) in [("text", format!("Claim {} is", notes / 2)), ("note", format!("[^{}]: ", notes / 2))] {
            let at = text.find(&needle).unwrap() + needle.len();
            let worked = editor.processor_time();
            let times = (0..strokes).map(|stroke| keystroke(&mut editor, &mut text, at, stroke + 2)).collect();
            let worked = (editor.processor_time() - worked) / u32::try_from(strokes).unwrap();
            writeln!(table, "{preset}, {notes} notes, in the {place}: {}; processor {worked:.1?}", spread(times))
                .unwrap();
        }
        let hover = |_| {
            let begun = Instant::now();
            editor.ask_at("textDocument/hover", URI, &position(&text, text.len() - 4));
            begun.elapsed()
        };
        let hovers = (0..strokes).map(hover).collect();
        writeln!(table, "{preset}, {notes} notes, hover on an unchanged text: {}", spread(hovers)).unwrap();
    }
    std::io::stderr().write_all(&table).unwrap();
}

#[test]
#[ignore = "measures; docs/editors.md has the command"]
fn memory() {
    let mut text = long_post(60);
    let mut editor = Editor::open(pulling(), json!({ "preset": "strict" }));
    editor.open_text(URI, "markdown", &text);
    let mut table = Vec::new();
    for stroke in 1..=10_000_i64 {
        // Letters typed into one note after the other, each a new reference.
        let needle = format!("[^{}]: ", 1 + stroke % 60);
        let at = text.find(&needle).unwrap() + needle.len();
        keystroke(&mut editor, &mut text, at, stroke + 1);
        if stroke % 1000 == 0 {
            writeln!(table, "{stroke} edits: {}", editor.resident()).unwrap();
            text = long_post(60);
            editor.open_text(URI, "markdown", &text);
        }
    }
    std::io::stderr().write_all(&table).unwrap();
}
