//! Tells which work each of a list of notes cites: a program against the library, for notes that stand in no document.
//!
//! `cargo run --example notes`
#![expect(clippy::print_stdout, reason = "a program that prints")]

use ibid::{Analysis, Document, Options, TextVariable};

const NOTES: [&str; 3] = [
    "Agnes Quill, *The Harbour and Its People* (Ardmouth: Ardmouth University Press, 1994), 12.",
    "Ibid., 14.",
    "Quill, 99.",
];

fn main() {
    let analysis = Analysis::of_document(Document::from_notes(NOTES), &Options::default());
    for (citation, resolution) in analysis.citations.iter().zip(&analysis.resolutions) {
        let work = resolution.source.and_then(|source| analysis.work(source));
        let title = work.and_then(|work| work.item.text(TextVariable::Title)).unwrap_or("?");
        println!("{}: {title}", NOTES[citation.note]);
    }
}
