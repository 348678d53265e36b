//! How long a document's notes take in a style: 3,000 notes on 1,000 works. `cargo bench --bench render [STYLE…]`.
#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

use std::time::Instant;

use ibid::csl::{Date, DateVariable, Item, ItemType, Name, NameVariable, TextVariable};
use ibid::render::{Cite, CiteGroup, OutputFormat, Renderer, Request, Style};

const WORKS: u32 = 1000;
const NOTES: u32 = 3000;

/// A book, an article or a chapter, by turns.
fn work(at: u32) -> Item {
    let item_type = [ItemType::Book, ItemType::ArticleJournal, ItemType::Chapter][at as usize % 3];
    let mut item = Item::new(format!("w{at}"), item_type);
    item.set(TextVariable::Title, format!("The Mills of the {at}th Valley: A History"));
    item.push_name(NameVariable::Author, Name::person(format!("Able{}", at % 700), "Ann"));
    item.set_date(DateVariable::Issued, Date::year(1900 + i32::try_from(at % 120).unwrap_or_default()));
    if item_type == ItemType::Book {
        item.set(TextVariable::Publisher, "Skerry Books");
        item.set(TextVariable::PublisherPlace, "Leith");
    } else {
        item.set(TextVariable::ContainerTitle, format!("Review of Mills {}", at % 40));
        item.set(TextVariable::Page, format!("{at}-{}", at + 20));
    }
    item
}

/// Every work once, then again out of order.
fn notes() -> Vec<CiteGroup> {
    let work = |note: u32| if note < WORKS { note } else { note * 7919 % WORKS };
    let cite = |note: u32| CiteGroup::of(Cite::new(format!("w{}", work(note))).at(format!("{}", note % 300 + 1)));
    (0..NOTES).map(|note| cite(note).in_note(note + 1)).collect()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let works: Vec<Item> = (0..WORKS).map(work).collect();
    let named: Vec<String> = std::env::args().skip(1).filter(|name| !name.starts_with('-')).collect();
    let usual = ["chicago-notes", "mhra-notes", "blog-notes-ibid", "ibid-oscola", "apa"].map(str::to_owned);
    println!("{:<24} {:>10}", "style", "ms");
    for name in if named.is_empty() { usual.to_vec() } else { named } {
        let style = Style::find(&name)?;
        let request = Request { citations: notes(), bibliography: None };
        let started = Instant::now();
        let rendered = Renderer::new(&style, &works).render(&request, OutputFormat::Text)?;
        let time = started.elapsed().as_secs_f64();
        assert!(rendered.notes.iter().all(|note| !note.is_empty()), "every note is written");
        println!("{name:<24} {:>10.0}", time * 1e3);
    }
    Ok(())
}
