//! Prints each note of a post with the work that it stands for: a program against the library.
//!
//! `cargo run --example sources -- examples/history-of-the-footnote.md`
#![expect(clippy::print_stdout, reason = "a program that prints")]

use ibid::{Analysis, Options, Source, TextVariable};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: sources PATH")?;
    let source = Source::decode(&path, std::fs::read(&path)?)?;
    let analysis = Analysis::of(&[source], &Options::default());
    for (citation, resolution) in analysis.citations.iter().zip(&analysis.resolutions) {
        let label = &analysis.document.notes[citation.note].label;
        let work = resolution.source.and_then(|source| analysis.work(source));
        let title = work.and_then(|work| work.item.text(TextVariable::Title)).unwrap_or("?");
        println!("{label}: {title}");
    }
    Ok(())
}
