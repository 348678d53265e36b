//! Plain text by its lines: a line that begins with a number in brackets, or a number and a stop, is a note.

use super::{Seen, words};

/// A note: what its number stands in, the number, and all that stands before the next.
struct Note {
    open: Option<char>,
    number: String,
    text: String,
}

/// A stretch of running text, and the list of notes that follows it.
#[derive(Default)]
struct Part {
    prose: String,
    notes: Vec<Note>,
}

/// Every typed marker with the note of its number in the next list, else in all of them together.
pub(super) fn seen(text: &str) -> Vec<Seen> {
    let parts = split(text);
    let named = |notes: &[Note], open: char, label: &str| -> Vec<String> {
        let is_meant = |note: &&Note| note.number == label && note.open.unwrap_or('[') == open;
        notes.iter().filter(is_meant).map(|note| note.text.clone()).collect()
    };
    let mut seen = Vec::new();
    for part in &parts {
        for (open, label) in markers(&part.prose) {
            let own = named(&part.notes, open, &label);
            let all = || parts.iter().flat_map(|part| named(&part.notes, open, &label)).collect();
            let found: Vec<String> = if own.is_empty() { all() } else { own };
            if !found.is_empty() {
                seen.push(Seen { label, words: words(&found.join(" ")), agrees: true });
            }
        }
    }
    seen
}

/// What stands in brackets, and what is raised.
fn markers(prose: &str) -> Vec<(char, String)> {
    let mut markers = Vec::new();
    let mut rest = prose;
    while let Some(at) = rest.find(|c: char| "[(".contains(c) || RAISED.contains(c)) {
        rest = &rest[at..];
        let label = match rest.chars().next() {
            Some(open @ ('[' | '(')) => {
                let close = if open == '[' { ']' } else { ')' };
                rest[1..].split_once(close).map(|(label, _)| (open, label.trim().to_owned(), 1))
            }
            _ => raised(rest).map(|(number, left)| (RAISED_OPEN, number, rest.len() - left.len())),
        };
        // A bracket that nothing closes holds no marker.
        let Some((open, label, len)) = label else {
            rest = &rest[1..];
            continue;
        };
        markers.push((open, label));
        rest = &rest[len..];
    }
    markers
}

pub(super) const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
/// Stands for the bracket of raised numbers.
const RAISED_OPEN: char = '^';

/// The number that a text begins with in raised digits, and what follows.
fn raised(text: &str) -> Option<(String, &str)> {
    let end = text.find(|c| !RAISED.contains(c)).unwrap_or(text.len());
    let digits = text[..end].chars().filter_map(|c| RAISED.chars().position(|digit| digit == c));
    let number: String = digits.map(|digit| digit.to_string()).collect();
    (!number.is_empty()).then(|| (number, &text[end..]))
}

/// The running text and the lists of notes in their order. A note runs to the next one, or to a paragraph with a marker; the last to a line
/// after an empty one.
fn split(text: &str) -> Vec<Part> {
    let mut parts = vec![Part::default()];
    let lines: Vec<&str> = text.lines().collect();
    // Where notes have brackets, "1848." begins none.
    let has_brackets = lines.iter().filter_map(|line| start(line)).any(|(open, ..)| open.is_some());
    let start = |line| start_among(line, has_brackets);
    let numbers: Vec<String> = lines.iter().filter_map(|line| start(line)).map(|(_, number, _)| number).collect();
    let last = lines.iter().rposition(|line| start(line).is_some()).unwrap_or(lines.len());
    let mut in_list = false;
    for (at, line) in lines.iter().enumerate() {
        let is_paragraph =
            at > 0 && lines[at - 1].trim().is_empty() && !line.starts_with(' ') && !line.trim().is_empty();
        let has_marker = || markers(line).iter().any(|(_, label)| numbers.contains(label));
        let found = start(line);
        if found.is_none() && is_paragraph && (at > last || has_marker()) {
            in_list = false;
        }
        let Some(part) = parts.last_mut() else { continue };
        match found {
            Some((open, number, rest)) => {
                in_list = true;
                part.notes.push(Note { open, number, text: rest.to_owned() });
            }
            None if in_list => part.notes.last_mut().into_iter().for_each(|note| note.text += &format!(" {line}")),
            None if part.notes.is_empty() => part.prose += &format!("{line}\n"),
            None => parts.push(Part { prose: format!("{line}\n"), notes: Vec::new() }),
        }
    }
    parts
}

/// The bracket, the number and the rest of a line that begins a note.
type Start<'l> = (Option<char>, String, &'l str);

fn start(line: &str) -> Option<Start<'_>> {
    if let Some((number, rest)) = raised(line) {
        return after_number(rest).map(|rest| (Some(RAISED_OPEN), number, rest));
    }
    let open = line.chars().next().filter(|c| ['[', '('].contains(c));
    let line = open.map_or(line, |_| &line[1..]);
    let (number, rest) = line.split_at(line.find(|c: char| !c.is_ascii_digit())?);
    let close = if open.is_some() { [']', ')'] } else { ['.', ')'] };
    let rest = after_number(rest.strip_prefix(close)?)?;
    (!number.is_empty()).then(|| (open, number.to_owned(), rest))
}

/// The same where notes may have brackets: then a number without begins none.
fn start_among(line: &str, has_brackets: bool) -> Option<Start<'_>> {
    start(line).filter(|(open, ..)| open.is_some() || !has_brackets)
}

/// What follows the number of a note: a blank and its text, or nothing.
fn after_number(rest: &str) -> Option<&str> {
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix([' ', '\u{a0}']) }
}
