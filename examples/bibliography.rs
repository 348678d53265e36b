//! Formats a bibliography of typed references: a program against the library.
//!
//! `cargo run --example bibliography`
#![expect(clippy::print_stdout, reason = "a program that prints")]

use ibid::{OutputFormat, Renderer, Request, Style, parse};

const REFERENCES: [&str; 2] = [
    "Quill, Agnes. The Harbour and Its People. Ardmouth: Ardmouth University Press, 1994.",
    "Vermeer, Joost. Tolls of the North. Leith: Skerry Books, 2015.",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut items: Vec<_> = REFERENCES.iter().map(|reference| parse(reference).item).collect();
    (1..).zip(&mut items).for_each(|(number, item)| item.id = format!("work-{number}"));
    let ids = items.iter().map(|item| item.id.clone()).collect();
    let request = Request { bibliography: Some(ids), ..Request::default() };
    let style = Style::find("chicago-notes-bibliography")?;
    for entry in Renderer::new(&style, &items).render(&request, OutputFormat::Text)?.bibliography {
        println!("{}", entry.text);
    }
    Ok(())
}
