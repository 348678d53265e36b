//! XML as the texts of its elements, each with the names on the way to it.

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::document::office::package::{attribute, referred};

/// The text of an element.
#[derive(Debug)]
pub(super) struct Leaf {
    /// The names of the elements around it and its own, with `/` between.
    pub(super) path: String,
    pub(super) text: String,
}

/// The texts of an XML document. Elements that dress text (`style`) count as their parents; an attribute `name` counts as an element,
/// and so does `db-id`.
pub(super) fn leaves(xml: &str) -> Vec<Leaf> {
    let mut reader = Reader::from_str(xml);
    let (mut path, mut found): (Vec<String>, Vec<Leaf>) = (Vec::new(), Vec::new());
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                let is_dress = tag.name().0 == "style";
                path.push(if is_dress { String::new() } else { tag.name().0.to_owned() });
                for name in ["name", "db-id"] {
                    let text = attribute(&tag, name).filter(|_| !is_dress);
                    found.extend(text.map(|text| Leaf { path: format!("{}/{name}", joined(&path)), text }));
                }
                if !is_dress {
                    found.push(Leaf { path: joined(&path), text: String::new() });
                }
            }
            Ok(Event::End(_)) => drop(path.pop()),
            Ok(Event::Text(text)) => add(&mut found, &path, &text),
            Ok(Event::CData(text)) => add(&mut found, &path, &text),
            Ok(Event::GeneralRef(reference)) => add(&mut found, &path, &referred(&reference)),
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

fn joined(path: &[String]) -> String {
    path.iter().filter(|name| !name.is_empty()).map(String::as_str).collect::<Vec<_>>().join("/")
}

/// Adds text to the element that is open.
fn add(found: &mut [Leaf], path: &[String], text: &str) {
    let path = joined(path);
    if let Some(leaf) = found.iter_mut().rev().take(4).find(|leaf| leaf.path == path) {
        leaf.text.push_str(text);
    }
}
