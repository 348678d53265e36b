//! Word's `.docx`: the text of the document as Markdown, its footnotes and endnotes as `[^1]` and `[^i]`.
//!
//! A `.docx` is a packed folder of XML, so there is no place in the file that an edit could change. What ibid reads is
//! this text, and all spans are places in it.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::result::ZipError;

use super::packed::{self, Archive, PartError};

/// What makes a `.docx` unreadable.
#[derive(Debug, thiserror::Error)]
pub enum DocxError {
    /// The file is packed wrongly, or the part is missing.
    #[error("the part {part} of the .docx cannot be unpacked: {source}")]
    Packed {
        /// The part.
        part: &'static str,
        /// Why.
        source: PartError,
    },
    /// A part is no XML.
    #[error("the part {part} of the .docx is not XML: {source}")]
    Xml {
        /// The part.
        part: &'static str,
        /// Why.
        source: quick_xml::Error,
    },
}

/// Whether a file is a packed folder, as every `.docx` is, and says by its name or its content that it is one.
#[must_use]
pub(super) fn is_docx(path: &str, bytes: &[u8]) -> bool {
    packed::is_packed(path, bytes, "docx", DOCUMENT)
}

/// The text of a `.docx` as Markdown.
pub(super) fn text(bytes: &[u8]) -> Result<String, DocxError> {
    let mut archive = packed::open(bytes).map_err(|error| packed_wrongly(DOCUMENT, error.into()))?;
    let mut room = packed::LARGEST;
    let mut part = |name| part(&mut archive, name, &mut room);
    let links = part(LINKS)?.map(|xml| links(&xml)).unwrap_or_default();
    let document = part(DOCUMENT)?.ok_or_else(|| packed_wrongly(DOCUMENT, ZipError::FileNotFound.into()))?;
    let mut writer = Writer { links, ..Writer::default() };
    writer.read(&document).map_err(|source| DocxError::Xml { part: DOCUMENT, source })?;
    let mut text = std::mem::take(&mut writer.text);
    let parts = [
        (FOOTNOTES, FOOTNOTE_LINKS, std::mem::take(&mut writer.footnotes)),
        (ENDNOTES, ENDNOTE_LINKS, std::mem::take(&mut writer.endnotes)),
    ];
    for (name, link_part, labels) in parts {
        // A document without notes has no such part.
        let Some(xml) = part(name)? else { continue };
        let links = part(link_part)?.map(|xml| self::links(&xml)).unwrap_or_default();
        let mut writer = Writer { links, notes: Some(labels), ..Writer::default() };
        writer.read(&xml).map_err(|source| DocxError::Xml { part: name, source })?;
        text.push_str(&writer.text);
    }
    Ok(text)
}

const DOCUMENT: &str = "word/document.xml";
const LINKS: &str = "word/_rels/document.xml.rels";
const FOOTNOTES: &str = "word/footnotes.xml";
const FOOTNOTE_LINKS: &str = "word/_rels/footnotes.xml.rels";
const ENDNOTES: &str = "word/endnotes.xml";
const ENDNOTE_LINKS: &str = "word/_rels/endnotes.xml.rels";

/// A part, if there is one.
fn part(archive: &mut Archive<'_>, name: &'static str, room: &mut u64) -> Result<Option<String>, DocxError> {
    match packed::part(archive, name, room) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.is_missing() => Ok(None),
        Err(error) => Err(packed_wrongly(name, error)),
    }
}

fn packed_wrongly(part: &'static str, source: PartError) -> DocxError {
    DocxError::Packed { part, source }
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

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(name).ok()??;
    attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// A property of a run is on unless it says otherwise.
fn is_on(tag: &BytesStart<'_>) -> bool {
    !attribute(tag, "w:val").is_some_and(|value| ["0", "false", "off"].contains(&value.as_str()))
}

#[derive(Default)]
struct Writer {
    links: HashMap<String, String>,
    text: String,
    /// The labels of the notes by their ids, in the order of their markers.
    footnotes: HashMap<String, String>,
    endnotes: HashMap<String, String>,
    /// In a part of notes, the labels that the document gave them.
    notes: Option<HashMap<String, String>>,
    paragraph: String,
    run: Run,
    link: Option<(String, usize)>,
    heading: usize,
    in_text: bool,
    /// What the next paragraph of a note begins with.
    prefix: String,
    skipped: bool,
}

#[derive(Default)]
struct Run {
    italic: bool,
    bold: bool,
    raised: bool,
    text: String,
}

impl Writer {
    fn read(&mut self, xml: &str) -> Result<(), quick_xml::Error> {
        let mut reader = Reader::from_str(xml);
        loop {
            match reader.read_event()? {
                Event::Start(tag) => self.start(&tag),
                Event::Empty(tag) => {
                    self.start(&tag);
                    self.end(tag.name().0);
                }
                Event::End(tag) => self.end(tag.name().0),
                Event::Text(text) if self.in_text => self.run.text.push_str(&text),
                Event::GeneralRef(reference) if self.in_text => {
                    let known = super::entity::decode(&format!("&{};", &*reference));
                    self.run.text.push_str(&known.map(|(_, character)| character).unwrap_or_default());
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        match tag.name().0 {
            "w:r" => self.run = Run::default(),
            "w:t" => self.in_text = true,
            "w:i" => self.run.italic = is_on(tag),
            "w:b" => self.run.bold = is_on(tag),
            "w:vertAlign" => self.run.raised = attribute(tag, "w:val").as_deref() == Some("superscript"),
            "w:tab" | "w:br" | "w:cr" => self.run.text.push(' '),
            "w:noBreakHyphen" => self.run.text.push('-'),
            "w:pStyle" => self.heading = heading(&attribute(tag, "w:val").unwrap_or_default()),
            "w:hyperlink" => {
                let address = attribute(tag, "r:id").and_then(|id| self.links.get(&id).cloned());
                self.link = address.map(|address| (address, self.paragraph.len()));
            }
            "w:footnoteReference" => self.marker(tag, false),
            "w:endnoteReference" => self.marker(tag, true),
            "w:footnote" | "w:endnote" => self.note(tag),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "w:t" => self.in_text = false,
            "w:r" => self.end_run(),
            "w:p" => self.end_paragraph(),
            "w:hyperlink" => {
                if let Some((address, start)) = self.link.take() {
                    let shown = self.paragraph.split_off(start.min(self.paragraph.len()));
                    self.paragraph.push_str(&format!("[{shown}](<{address}>)"));
                }
            }
            _ => {}
        }
    }

    fn end_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        let inner = run.text.trim();
        if inner.is_empty() {
            return self.paragraph.push_str(&run.text);
        }
        let lead = &run.text[..run.text.len() - run.text.trim_start().len()];
        let tail = &run.text[run.text.trim_end().len()..];
        let mut marked = escaped(inner);
        let marks = [(run.italic, "<i>", "</i>"), (run.bold, "<b>", "</b>"), (run.raised, "<sup>", "</sup>")];
        for (_, open, close) in marks.into_iter().filter(|(on, ..)| *on) {
            marked = format!("{open}{marked}{close}");
        }
        self.paragraph.push_str(lead);
        self.paragraph.push_str(&marked);
        self.paragraph.push_str(tail);
    }

    fn marker(&mut self, tag: &BytesStart<'_>, ends: bool) {
        let Some(id) = attribute(tag, "w:id") else { return };
        let labels = if ends { &mut self.endnotes } else { &mut self.footnotes };
        let next = labels.len() + 1;
        let label = labels.entry(id).or_insert_with(|| if ends { roman(next) } else { next.to_string() });
        let marker = format!("[^{label}]");
        self.end_run();
        self.paragraph.push_str(&marker);
    }

    /// Begins a note; those that only draw the line above the notes have a type.
    fn note(&mut self, tag: &BytesStart<'_>) {
        self.skipped = attribute(tag, "w:type").is_some_and(|kind| kind != "normal");
        let id = attribute(tag, "w:id").unwrap_or_default();
        let label = self.notes.as_ref().and_then(|labels| labels.get(&id).cloned());
        self.prefix = format!("[^{}]: ", label.unwrap_or_else(|| format!("unused-{id}")));
    }

    fn end_paragraph(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        let heading = std::mem::take(&mut self.heading);
        let content = paragraph.trim();
        if self.skipped || (content.is_empty() && self.prefix.trim().is_empty()) {
            return;
        }
        self.text.push_str(&self.prefix);
        if heading > 0 {
            self.text.push_str(&"#".repeat(heading));
            self.text.push(' ');
        }
        self.text.push_str(content);
        self.text.push_str("\n\n");
        self.prefix = if self.notes.is_some() { "    ".to_owned() } else { String::new() };
    }
}

/// The rank of a heading by the name of its style, 0 for others.
fn heading(style: &str) -> usize {
    let rank = style.strip_prefix("Heading").or(style.strip_prefix("berschrift")).or(style.strip_prefix("Titre"));
    match (rank.and_then(|rank| rank.trim().parse().ok()), style) {
        (Some(rank), _) => usize::clamp(rank, 1, 6),
        (None, "Title") => 1,
        _ => 0,
    }
}

/// A text so that Markdown shows it as it is.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_[]<>&~#".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn roman(mut number: usize) -> String {
    const DIGITS: &[(usize, &str)] =
        &[(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    let mut out = String::new();
    for (value, digit) in DIGITS {
        while number >= *value {
            out.push_str(digit);
            number -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::*;
    use crate::text::Source;

    fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(content.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn notes_come_with_their_italics() {
        let document = "<w:document><w:body><w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>Salt</w:t></w:r></w:p>\
            <w:p><w:r><w:t>Mules [sic] &amp; carts.</w:t></w:r><w:r><w:footnoteReference w:id=\"3\"/></w:r><w:r><w:t xml:space=\"preserve\"> Wine.</w:t></w:r>\
            <w:r><w:endnoteReference w:id=\"2\"/></w:r></w:p></w:body></w:document>";
        let footnotes = "<w:footnotes><w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:t>x</w:t></w:r></w:p></w:footnote><w:footnote w:id=\"3\"><w:p>\
            <w:r><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> Reed, </w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>The Salt Road</w:t></w:r>\
            <w:r><w:t xml:space=\"preserve\">, </w:t></w:r><w:hyperlink r:id=\"rId1\"><w:r><w:t>12</w:t></w:r></w:hyperlink></w:p><w:p><w:r><w:t>More.</w:t></w:r></w:p></w:footnote></w:footnotes>";
        let endnotes =
            "<w:endnotes><w:endnote w:id=\"2\"><w:p><w:r><w:t>Hall.</w:t></w:r></w:p></w:endnote></w:endnotes>";
        let links = "<Relationships><Relationship Id=\"rId1\" Target=\"http://a.b/c\"/></Relationships>";
        let bytes =
            packed(&[(DOCUMENT, document), (FOOTNOTES, footnotes), (ENDNOTES, endnotes), (FOOTNOTE_LINKS, links)]);
        let text = text(&bytes).unwrap();
        let document = crate::document::read(&[Source::new("x.docx", text)], None);
        let notes: Vec<(&str, &str)> =
            document.notes.iter().map(|note| (note.label.as_str(), note.body.text.as_str())).collect();
        assert_eq!(notes, [("1", "Reed, The Salt Road, 12 More."), ("i", "Hall.")]);
        assert_eq!(document.markers.iter().map(|marker| marker.note).collect::<Vec<_>>(), [Some(0), Some(1)]);
        assert_eq!(document.prose[1].text, "Mules [sic] & carts.[^1] Wine.[^i]");
        let marked: Vec<&str> =
            document.notes[0].body.marks.iter().map(|mark| mark.span.of(&document.notes[0].body.text)).collect();
        assert_eq!(marked, ["The Salt Road", "12"]);
    }

    #[test]
    fn a_part_that_is_missing_or_broken_is_said() {
        let missing = text(&packed(&[("other.xml", "x")])).unwrap_err().to_string();
        assert!(missing.contains("word/document.xml"), "{missing}");
        let broken = text(&packed(&[(DOCUMENT, "<w:p></w:r>")])).unwrap_err().to_string();
        assert!(broken.contains("not XML"), "{broken}");
    }

    #[test]
    fn numbers_of_endnotes() {
        let shown: Vec<String> = [1, 4, 9, 14, 49, 100].into_iter().map(roman).collect();
        assert_eq!(shown, ["i", "iv", "ix", "xiv", "xlix", "c"]);
    }
}
