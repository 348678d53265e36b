//! Plain text by its lines: a line that begins with a number in brackets, or with a number and a full stop, begins a note. So does
//! such a number alone: a fix that puts a full stop after a page would make one.

use std::collections::HashMap;

use super::{Witness, WitnessedMarker, spaced};

/// The typed notes of a text. Notes of one number are one, with the words of all: a reader cannot tell which is meant.
pub(super) fn witness(text: &str) -> Witness {
    let mut notes: Vec<String> = Vec::new();
    let mut by_number: HashMap<String, usize> = HashMap::new();
    let (mut prose, mut open) = (Vec::new(), None);
    for line in text.lines() {
        if let Some((shape, number, rest)) = start(line) {
            let note = *by_number.entry(number.to_owned()).or_insert(notes.len());
            notes.resize(notes.len().max(note + 1), String::new());
            notes[note].push_str(&format!("\n{shape}{rest}"));
            open = Some(note);
        } else if let Some(note) = open {
            notes[note].push_str(&format!("\n{line}"));
        } else {
            prose.push(line);
        }
    }
    let markers = prose.into_iter().flat_map(numbers);
    let link =
        |number: &str| Some(WitnessedMarker { label: number.to_owned(), note: *by_number.get(number)?, agrees: true });
    let links = markers.filter_map(link).collect();
    Witness { links, notes: notes.iter().map(|note| spaced(note)).collect(), unnumbered: false }
}

/// The bracket, the number and the rest of a line that begins a note.
fn start(line: &str) -> Option<(&'static str, &str, &str)> {
    let line = line.trim_start();
    let (shape, rest) = match line.chars().next()? {
        '[' => (" square ", &line[1..]),
        '(' => (" round ", &line[1..]),
        _ => ("", line),
    };
    let (number, rest) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit())?);
    let closing: &[char] = match shape {
        " square " => &[']'],
        " round " => &[')'],
        _ => &['.', ')'],
    };
    let rest = rest.strip_prefix(closing)?;
    let is_note = !number.is_empty() && number.len() < 5 && (rest.is_empty() || rest.starts_with([' ', '\t', ':']));
    is_note.then_some((shape, number, rest))
}

/// The numbers in brackets of a line, each by itself: `[1, 2]` are two.
fn numbers(line: &str) -> impl Iterator<Item = &str> {
    let brackets = line.split(['[', '(']).skip(1).filter_map(|rest| rest.split([']', ')']).next());
    let is_list = |inside: &&str| inside.chars().all(|c| c.is_ascii_digit() || ", ".contains(c));
    brackets.filter(is_list).flat_map(|inside| inside.split(',')).map(str::trim).filter(|number| !number.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_notes_are_told_by_their_lines() {
        for (text, wanted) in [
            ("A.[1] B.[2]\n\n[1] Dean.\n[2] Hale,\n4.\n", &[("1", "square dean"), ("2", "square hale")][..]),
            ("A(1)(2).\n\n(1) Dean.\n(2) Hale.\n(2) Cole.\n", &[("1", "round dean"), ("2", "round hale round cole")]),
            ("A.[1, 2]\n\n1. Dean.\n2. Hale.\n", &[("1", "dean"), ("2", "hale")]),
            ("In (1991) so.[3]\n\nNo note.\n", &[]),
        ] {
            let seen = witness(text);
            let read: Vec<_> =
                seen.links.iter().map(|link| (link.label.as_str(), seen.notes[link.note].as_str())).collect();
            assert_eq!(read, wanted, "{text}");
        }
    }
}
