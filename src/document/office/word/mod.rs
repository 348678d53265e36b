//! Word's `.docx`.

pub(in crate::document) mod create;
mod footnotes;
mod numbering;
mod part;
mod preferences;
mod register;
mod relationship;
mod styles;
mod symbol;
mod write;

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::Event;

use self::part::PartContext;
use self::styles::WordStyles;
use super::label::NoteLabels;
use super::package::{Package, attribute};
use super::{DocumentPart, OfficeError, OfficeFormat, OfficeText, live};
use crate::document::packed;

pub(super) const KIND: OfficeFormat =
    OfficeFormat { is: is_docx, read, write: write::parts, footnotes: footnotes::parts, limits: footnotes::LIMITS };

const DOCUMENT: &str = "word/document.xml";
const LINKS: &str = "word/_rels/document.xml.rels";
const STYLES: &str = "word/styles.xml";
const SETTINGS: &str = "word/settings.xml";

/// A chain of notes: its part, the links of it, and the names of its settings.
struct ChainNames {
    part: &'static str,
    links: &'static str,
    settings: &'static str,
}

const CHAINS: [ChainNames; 2] = [
    ChainNames { part: "word/footnotes.xml", links: "word/_rels/footnotes.xml.rels", settings: "w:footnotePr" },
    ChainNames { part: "word/endnotes.xml", links: "word/_rels/endnotes.xml.rels", settings: "w:endnotePr" },
];

/// More parts of data than this are not looked through for the sources of Word.
const MOST_PARTS: usize = 64;

fn is_docx(path: &str, bytes: &[u8]) -> bool {
    packed::is_packed(path, bytes, "docx", DOCUMENT)
}

fn read(bytes: &[u8]) -> Result<OfficeText, OfficeError> {
    let mut package = Package::open(bytes, DOCUMENT)?;
    let styles = package.part(STYLES)?.map(|xml| WordStyles::of(&xml)).unwrap_or_default();
    let settings = package.part(SETTINGS)?.unwrap_or_default();
    let sources = sources(&mut package);
    let document = package.needed(DOCUMENT)?;
    let mut labels = NoteLabels::new(numbering::sections(&document, &settings));
    let read = |package: &mut Package<'_>, name, links, xml: String, labels: &mut NoteLabels| {
        let links = package.part(links)?.map(|xml| self::links(&xml)).unwrap_or_default();
        let context = PartContext { styles: &styles, links, sources: &sources };
        let paragraphs = part::paragraphs(&xml, &context, labels);
        let paragraphs = paragraphs.map_err(|source| OfficeError::Xml { part: name, source })?;
        Ok::<DocumentPart, OfficeError>(DocumentPart { name, xml, paragraphs })
    };
    let mut body = OfficeText::default();
    body.parts.push(read(&mut package, DOCUMENT, LINKS, document, &mut labels)?);
    body.add_text(0);
    for (chain, is_endnote) in CHAINS.iter().zip([false, true]) {
        // A document without notes has no such part.
        let Some(xml) = package.part(chain.part)? else { continue };
        body.parts.push(read(&mut package, chain.part, chain.links, xml, &mut labels)?);
        body.add_notes(body.parts.len() - 1, &labels, is_endnote);
    }
    Ok(body)
}

/// The sources that Word keeps. The part that holds them may have any number.
fn sources(package: &mut Package<'_>) -> live::Sources {
    let names = (1..=MOST_PARTS).map(|number| format!("customXml/item{number}.xml"));
    let names: Vec<String> = names.take_while(|name| package.archive.index_for_name(name).is_some()).collect();
    let parts = names.iter().filter_map(|name| package.other(name));
    parts.filter(|xml| xml.contains("b:Sources")).flat_map(|xml| live::sources(&xml)).collect()
}

/// Where links lead, by their id.
fn links(xml: &str) -> HashMap<String, String> {
    let mut reader = Reader::from_str(xml);
    let mut found = HashMap::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Empty(tag) | Event::Start(tag) => {
                found.extend(attribute(&tag, "Id").zip(attribute(&tag, "Target")));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests;
