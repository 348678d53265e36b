//! Plain text by its lines: a line that begins with a number in brackets, or a number and a stop, is a note.

use super::{Seen, words};

/// A note: its number and all that stands before the next.
struct Note {
    number: String,
    text: String,
}

/// Every typed marker with the note of its number; with all of them, where several have it.
pub(super) fn seen(text: &str) -> Vec<Seen> {
    let (prose, notes) = split(text);
    let open = if prose.contains('[') { ('[', ']') } else { ('(', ')') };
    let found = |label: &str| {
        let named: Vec<&str> =
            notes.iter().filter(|note| note.number == label).map(|note| note.text.as_str()).collect();
        (!named.is_empty()).then(|| named.join(" "))
    };
    let labels = prose.split(open.0).skip(1).filter_map(|rest| rest.split_once(open.1)).map(|(label, _)| label.trim());
    let seen = labels.filter_map(|label| {
        let words = words(&found(label)?);
        Some(Seen { label: label.to_owned(), words, agrees: true })
    });
    seen.collect()
}

/// The running text, and the notes in their order. A note runs to the next one; the last to a line after an empty one.
fn split(text: &str) -> (String, Vec<Note>) {
    let (mut prose, mut notes) = (String::new(), Vec::<Note>::new());
    let lines: Vec<&str> = text.lines().collect();
    let last = lines.iter().rposition(|line| start(line).is_some()).unwrap_or(lines.len());
    let mut is_over = false;
    for (at, line) in lines.iter().enumerate() {
        is_over |= at > last && lines[at - 1].trim().is_empty() && !line.starts_with(' ') && !line.trim().is_empty();
        match (start(line), notes.last_mut()) {
            (Some((number, rest)), _) => notes.push(Note { number, text: rest.to_owned() }),
            (None, Some(note)) if !is_over => note.text += &format!(" {line}"),
            _ => prose += &format!("{line}\n"),
        }
    }
    (prose, notes)
}

/// The number and the rest of a line that begins a note.
fn start(line: &str) -> Option<(String, &str)> {
    let open = line.strip_prefix(['[', '(']);
    let line = open.unwrap_or(line);
    let (number, rest) = line.split_at(line.find(|c: char| !c.is_ascii_digit())?);
    let close = if open.is_some() { [']', ')'] } else { ['.', ')'] };
    let rest = rest.strip_prefix(close)?.strip_prefix(' ')?;
    (!number.is_empty()).then(|| (number.to_owned(), rest))
}
