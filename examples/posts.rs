//! Writes a tree of Markdown posts made from the examples, to measure checks on: `cargo run --example posts -- FOLDER 10000`.
//!
//! Each post has some six kilobytes of the sentences of one example and up to four of its notes; which, its number says. The
//! notes of many posts are the same; with `distinct` as a third argument, each has numbers of its own.

use std::fs;
use std::path::Path;

const EXAMPLES: [&str; 2] = [include_str!("fussnote.md"), include_str!("history-of-the-footnote.md")];

/// How many posts stand in one folder.
const FOLDER: usize = 500;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap_or_else(|| "posts".to_owned());
    let count = arguments.next().and_then(|count| count.parse().ok()).unwrap_or(10_000);
    let is_distinct = arguments.next().is_some_and(|word| word == "distinct");
    let parts = EXAMPLES.map(|text| (sentences(text), notes(text)));
    for number in 0..count {
        let part = Path::new(&folder).join(format!("{:02}", number / FOLDER));
        fs::create_dir_all(&part)?;
        let (sentences, notes) = &parts[number % parts.len()];
        fs::write(part.join(format!("post-{number:05}.md")), post(number, sentences, notes, is_distinct))?;
    }
    Ok(())
}

/// The sentences of the running text, without markers.
fn sentences(text: &str) -> Vec<String> {
    let prose = text.split("\n\n").filter(|paragraph| paragraph.starts_with(char::is_alphabetic));
    let sentences = prose.flat_map(|paragraph| paragraph.split_inclusive(". "));
    let bare = sentences.map(|sentence| without_markers(&sentence.replace('\n', " ")));
    bare.filter(|sentence| sentence.len() > 30).collect()
}

fn without_markers(sentence: &str) -> String {
    let mut parts = sentence.split("[^");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.filter_map(|part| part.split_once(']')).fold(first, |text, (_, rest)| text + rest)
}

/// The texts of the notes.
fn notes(text: &str) -> Vec<&str> {
    let notes = text.lines().filter(|line| line.starts_with("[^"));
    notes.filter_map(|line| line.split_once("]: ")).map(|(_, note)| note).collect()
}

/// A note whose last number is another in every post.
fn renumbered(note: &str, number: usize) -> String {
    let Some(end) = note.rfind(|c: char| c.is_ascii_digit()).map(|last| last + 1) else { return note.to_owned() };
    let start = note[..end].trim_end_matches(|c: char| c.is_ascii_digit()).len();
    format!("{}{}{}", &note[..start], number + 1, &note[end..])
}

fn post(number: usize, sentences: &[String], notes: &[&str], is_distinct: bool) -> String {
    let mut text = format!("# Post {number}\n\n");
    let mut list = String::new();
    for paragraph in 0..8 {
        for place in 0..3 + (number + paragraph) % 5 {
            text += sentences[(number * 31 + paragraph * 7 + place * 3) % sentences.len()].trim();
            text += " ";
        }
        let note = paragraph / 2 + 1;
        if paragraph % 2 == 0 && note <= number / 2 % 5 {
            text += &format!("[^{note}]");
            let words = notes[(number + note) % notes.len()];
            let words = if is_distinct { renumbered(words, number) } else { words.to_owned() };
            list += &format!("[^{note}]: {words}\n\n");
        }
        text += "\n\n";
    }
    text + &list
}
