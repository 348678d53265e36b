//! Typed notes of a `.docx` as footnotes: their paragraphs move into the part of the footnotes, which is made where there is none.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::register::NewPart;
use super::relationship::relationship;
use super::write::WordRewriting;
use super::{CHAINS, DOCUMENT, LINKS};
use crate::document::office::package::{Package, with_last};
use crate::document::office::paragraph::Paragraph;
use crate::document::office::typed::{Limits, TypedParagraphs, inner, markers};
use crate::document::office::{OfficeText, Parts, RewriteError};
use crate::text::{Edit, Span, apply};

pub(super) const LIMITS: Limits = Limits {
    forbidden: &["<w:sectPr", "<w:commentReference", "<w:footnoteReference", "<w:endnoteReference"],
    pairs: &[
        ("w:fldCharType=\"begin\"", "w:fldCharType=\"end\""),
        ("<w:bookmarkStart", "<w:bookmarkEnd"),
        ("<w:commentRangeStart", "<w:commentRangeEnd"),
    ],
    holders: &["<w:tc", "</w:tcPr", "<w:txbxContent", "<w:sdtContent"],
};

const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml";
const RAISED: &str = "<w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr>";

/// The parts that change.
pub(super) fn parts(bytes: &[u8], body: &OfficeText, typed: &[TypedParagraphs]) -> Result<Parts, RewriteError> {
    let mut package = Package::open(bytes, DOCUMENT)?;
    let document = body.parts.first().ok_or(RewriteError::Paragraphs)?;
    let known = package.part(CHAINS[0].part)?;
    let first = known.as_deref().map_or(0, super::write::last_id) + 1;
    let mut edits = Vec::new();
    for (index, markers) in markers(typed) {
        let paragraph = &document.paragraphs[index];
        let mut rewriting = WordRewriting::new(&document.xml, paragraph);
        let put = |(span, number): (Span, usize)| rewriting.put(span, marker(first + number));
        if !markers.into_iter().all(put) {
            return Err(RewriteError::Fixed(paragraph.plain.clone()));
        }
        edits.extend(rewriting.edits(&mut None));
    }
    let mut notes = String::new();
    for (number, note) in typed.iter().enumerate() {
        let inner = moved(&document.xml, &document.paragraphs, note)?;
        _ = write!(notes, "<w:footnote w:id=\"{}\">{inner}</w:footnote>", first + number);
        edits.extend(note.paragraphs.iter().map(|&index| Edit::delete(document.paragraphs[index].xml)));
    }
    let xml = apply(&document.xml, &edits).map_err(|_| RewriteError::Paragraphs)?;
    let mut changed = vec![(DOCUMENT, xml)];
    let links = package.part(LINKS)?.unwrap_or_default();
    let own_links = package.part(CHAINS[0].links)?;
    let (notes, linked) = linked(&notes, &links).ok_or(RewriteError::Paragraphs)?;
    if !linked.is_empty() {
        changed.push((CHAINS[0].links, with_links(own_links, &linked).ok_or(RewriteError::Paragraphs)?));
    }
    let notes = match known {
        Some(known) => with_last(&known, "</w:footnotes>", &notes),
        None => {
            let link = relationship("rIdIbidFootnotes", "footnotes", "footnotes.xml", "");
            let new = NewPart { name: CHAINS[0].part, kind: KIND, from: LINKS, link };
            changed.extend(new.registered(&mut package)?.ok_or(RewriteError::Paragraphs)?);
            Some(new_part(&document.xml, &notes))
        }
    };
    let notes = notes.filter(|xml| declares_prefixes(xml)).ok_or(RewriteError::Paragraphs)?;
    changed.push((CHAINS[0].part, notes));
    Ok(changed)
}

/// The run of a marker.
fn marker(id: usize) -> String {
    format!("<w:r>{RAISED}<w:footnoteReference w:id=\"{id}\"/></w:r>")
}

/// The paragraphs of a note as they stand in a footnote: without the typed number and without what they looked like in the text.
fn moved(xml: &str, paragraphs: &[Paragraph], note: &TypedParagraphs) -> Result<String, RewriteError> {
    let mut out = String::new();
    for (place, &index) in note.paragraphs.iter().enumerate() {
        let paragraph = &paragraphs[index];
        let mut rewriting = WordRewriting::new(xml, paragraph);
        let mut number = String::new();
        if place == 0 {
            rewriting.delete(note.head);
            number = format!("<w:r>{RAISED}<w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> </w:t></w:r>");
        }
        let inner = inner(xml, paragraph, rewriting.edits(&mut None))?;
        let inner = inner.split_once("</w:pPr>").map_or(inner.as_str(), |(_, rest)| rest);
        _ = write!(out, "<w:p>{number}{inner}</w:p>");
    }
    Ok(out)
}

/// The XML of notes with names of its own for what it links to, and those links; `None` where a link is not there.
fn linked(notes: &str, links: &str) -> Option<(String, String)> {
    const PREFIX: &str = " r:";
    let known = relationships(links);
    let mut pieces = notes.split(PREFIX);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    let (mut own, mut count) = (String::new(), 0);
    for piece in pieces {
        out.push_str(PREFIX);
        let Some((attribute, value)) = link(piece) else {
            out.push_str(piece);
            continue;
        };
        let (id, rest) = value.split_once('"')?;
        count += 1;
        let name = format!("ibid{count}");
        own.push_str(&known.get(id)?.replace(&format!(" Id=\"{id}\""), &format!(" Id=\"{name}\"")));
        _ = write!(out, "{attribute}{name}\"{rest}");
    }
    Some((out, own))
}

/// The name of an attribute that says where something leads, up to its value, and what follows.
fn link(text: &str) -> Option<(&str, &str)> {
    const NAMES: [&str; 3] = ["id=\"", "embed=\"", "link=\""];
    let name = NAMES.iter().find(|name| text.starts_with(**name))?;
    Some(text.split_at(name.len()))
}

/// The elements of links, by their ids.
fn relationships(links: &str) -> HashMap<&str, &str> {
    let element = |(start, _): (usize, &str)| {
        let element = &links[start..start + links[start..].find("/>")? + 2];
        Some((element.split_once(" Id=\"")?.1.split('"').next()?, element))
    };
    links.match_indices("<Relationship ").filter_map(element).collect()
}

/// The part that lists the links of the footnotes, with more of them.
fn with_links(known: Option<String>, links: &str) -> Option<String> {
    match known.filter(|known| known.contains("<Relationship ")) {
        Some(known) => with_last(&known, "</Relationships>", links),
        None => Some(super::relationship::relationships(links)),
    }
}

/// The part of the footnotes, with the names of the document.
fn new_part(document: &str, notes: &str) -> String {
    let head = document.split_once("<w:document").and_then(|(_, rest)| rest.split_once('>'));
    let names = head.map_or("", |(names, _)| names);
    super::create::footnotes_part(names, notes)
}

/// True if every prefix of an element is declared at the head of a part, or where it is used.
fn declares_prefixes(xml: &str) -> bool {
    let names = xml.split('<').filter_map(|tag| tag.split([' ', '>', '/']).next()?.split_once(':'));
    let prefixes: std::collections::BTreeSet<&str> = names.map(|(prefix, _)| prefix).collect();
    prefixes.into_iter().all(|prefix| xml.contains(&format!("xmlns:{prefix}=")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_notes_get_names_of_their_own() {
        let links = "<Relationship Id=\"a\" Target=\"x\"/><Relationship Id=\"b\" Target=\"y\"/>";
        let notes = "<h r:id=\"b\" r:x=\"a\"/>for:see r:<i r:embed=\"a\" r:link=\"b\"/>";
        let wanted = "<h r:id=\"ibid1\" r:x=\"a\"/>for:see r:<i r:embed=\"ibid2\" r:link=\"ibid3\"/>";
        let own = "<Relationship Id=\"ibid1\" Target=\"y\"/><Relationship Id=\"ibid2\" Target=\"x\"/><Relationship Id=\"ibid3\" Target=\"y\"/>";
        assert_eq!(linked(notes, links), Some((wanted.to_owned(), own.to_owned())));
        assert_eq!(linked("none", links), Some(("none".to_owned(), String::new())));
        assert_eq!(linked("<h r:id=\"c\"/>", links), None);
    }
}
