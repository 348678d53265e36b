//! Books in `.epub`: the pages of the spine, one after the other, as one page of XHTML. Their markers and endnotes are often in different
//! files, so that they are read together.
//!
//! An `.epub` is a packed folder, so there is no place in the file that an edit could change; all spans are places in that text.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::packed::{self, PartError};

/// What makes an `.epub` unreadable.
#[derive(Debug, thiserror::Error)]
pub enum EpubError {
    /// The file is packed wrongly, or the part is missing.
    #[error("the part {part} of the .epub cannot be unpacked: {source}")]
    Packed {
        /// The part.
        part: String,
        /// Why.
        source: PartError,
    },
    /// No part is named that lists the pages.
    #[error(
        "the part {CONTAINER} of the .epub does not say where its pages are listed (it needs a <rootfile full-path>)"
    )]
    Unlisted,
}

/// The part that says where the pages are listed.
const CONTAINER: &str = "META-INF/container.xml";

pub(super) fn is_epub(path: &str, bytes: &[u8]) -> bool {
    packed::is_packed(path, bytes, "epub", CONTAINER)
}

/// The pages of a book in the order in which they are read. One that is listed and missing is left out.
pub(super) fn text(bytes: &[u8]) -> Result<String, EpubError> {
    let mut archive = packed::open(bytes).map_err(|error| packed_wrongly(CONTAINER, error.into()))?;
    let mut room = packed::LARGEST;
    let mut part = |name: &str| packed::part(&mut archive, name, &mut room);
    let container = part(CONTAINER).map_err(|error| packed_wrongly(CONTAINER, error))?;
    let list = listing(&container).ok_or(EpubError::Unlisted)?;
    let package = part(&list).map_err(|error| packed_wrongly(&list, error))?;
    let mut text = String::new();
    for name in pages(&package, &list) {
        match part(&name) {
            Ok(page) => text.push_str(&page),
            Err(error) if error.is_missing() => {}
            Err(error) => return Err(packed_wrongly(&name, error)),
        }
        text.push('\n');
    }
    Ok(text)
}

fn packed_wrongly(part: &str, source: PartError) -> EpubError {
    EpubError::Packed { part: part.to_owned(), source }
}

/// The part that lists the pages.
fn listing(container: &str) -> Option<String> {
    tags(container).find(|(name, _)| name == "rootfile")?.1.remove("full-path")
}

/// The names of the pages that the part `list` names.
fn pages(package: &str, list: &str) -> Vec<String> {
    let folder = list.rfind('/').map_or("", |end| &list[..=end]);
    let mut items = HashMap::new();
    let mut spine = Vec::new();
    for (name, mut attributes) in tags(package) {
        match name.as_str() {
            "item" => items.extend(attributes.remove("id").zip(attributes.remove("href"))),
            "itemref" => spine.extend(attributes.remove("idref")),
            _ => {}
        }
    }
    let pages = spine.iter().filter_map(|id| items.remove(id));
    pages.map(|address| within(folder, &address)).collect()
}

/// The name of a part by its address in a folder: `../Text/a%20b.xhtml#c`.
fn within(folder: &str, address: &str) -> String {
    let path = address.split('#').next().unwrap_or_default();
    let path = super::html::decoded(path);
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in path.split('/') {
        match step {
            ".." => _ = steps.pop(),
            "." | "" => {}
            _ => steps.push(step),
        }
    }
    steps.join("/")
}

/// The start tags of a piece of XML, without prefixes, each with its attributes; as far as it is XML.
fn tags(xml: &str) -> impl Iterator<Item = (String, HashMap<String, String>)> {
    let mut reader = Reader::from_str(xml);
    std::iter::from_fn(move || {
        loop {
            match reader.read_event().ok()? {
                Event::Start(tag) | Event::Empty(tag) => return Some((bare(tag.name().0), attributes(&tag))),
                Event::Eof => return None,
                _ => {}
            }
        }
    })
}

fn attributes(tag: &BytesStart<'_>) -> HashMap<String, String> {
    let known = tag.attributes().flatten().filter_map(|attribute| {
        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?;
        Some((bare(attribute.key.0), value.into_owned()))
    });
    known.collect()
}

fn bare(name: &str) -> String {
    name.rsplit(':').next().unwrap_or(name).to_owned()
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::*;
    use crate::document::{open, read};

    const LISTED: &str = "<container><rootfiles><rootfile full-path='OEBPS/book.opf'/></rootfiles></container>";
    const PACKAGE: &str = "<opf:package xmlns:opf='x'><opf:manifest><opf:item id='n' href='Text/end%20notes.xhtml'/><opf:item id='a' href='Text/a.xhtml'/>\
        <opf:item id='b' href='./Text/b.xhtml'/></opf:manifest><opf:spine><opf:itemref idref='a'/><opf:itemref idref='b'/><opf:itemref idref='lost'/>\
        <opf:itemref idref='n'/></opf:spine></opf:package>";

    fn book(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(content.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn page(body: &str) -> String {
        format!(
            "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><head><title/><script src='x.js'/></head><body>{body}</body></html>"
        )
    }

    #[test]
    fn chapters_and_endnotes_are_one_document() {
        let a = page("<p>Salt.<a id='r1' href='end%20notes.xhtml#n1'>1</a></p>");
        let b = page("<p>Wine.<a id='r2' href='end%20notes.xhtml#n2'>2</a></p>");
        let notes = page(
            "<p><a id='n1' href='a.xhtml#r1'>1</a>. Reed, <i>Salt</i>.</p><p><a id='n2' href='b.xhtml#r2'>2</a>. Hall.</p>",
        );
        let parts =
            [(CONTAINER, LISTED), ("OEBPS/book.opf", PACKAGE), ("OEBPS/Text/b.xhtml", &b), ("OEBPS/Text/a.xhtml", &a)];
        let bytes = book(&[&parts[..], &[("OEBPS/Text/end notes.xhtml", &notes)]].concat());
        let document = read(&[open("book.epub", bytes).unwrap()], None);
        assert_eq!(document.format.name(), "epub");
        let notes: Vec<&str> = document.notes.iter().map(|note| note.body.text.as_str()).collect();
        assert_eq!(notes, ["Reed, Salt.", "Hall."]);
        assert_eq!(document.markers.iter().map(|marker| marker.note).collect::<Vec<_>>(), [Some(0), Some(1)]);
    }

    #[test]
    fn names_that_every_chapter_has_stay_in_their_chapter() {
        let chapter = |word: &str, note: &str| {
            page(&format!("<p>{word}<a id='r1' href='#n1'>1</a></p><aside id='n1'><a href='#r1'>1</a> {note}</aside>"))
        };
        let (a, b) = (chapter("Salt.", "Reed."), chapter("Wine.", "Hall."));
        let parts =
            [(CONTAINER, LISTED), ("OEBPS/book.opf", PACKAGE), ("OEBPS/Text/a.xhtml", &a), ("OEBPS/Text/b.xhtml", &b)];
        let document = read(&[open("book", book(&parts)).unwrap()], None);
        let notes: Vec<&str> = document.notes.iter().map(|note| note.body.text.as_str()).collect();
        assert_eq!(notes, ["Reed.", "Hall."]);
        assert_eq!(document.markers.iter().map(|marker| marker.note).collect::<Vec<_>>(), [Some(0), Some(1)]);
    }

    #[test]
    fn a_part_that_is_missing_is_said() {
        let error = |parts: &[(&str, &str)]| text(&book(parts)).unwrap_err().to_string();
        assert!(error(&[("a", "b")]).contains("META-INF/container.xml"));
        assert!(error(&[(CONTAINER, "<container/>")]).contains("rootfile"));
        assert!(error(&[(CONTAINER, LISTED)]).contains("OEBPS/book.opf"));
    }
}
