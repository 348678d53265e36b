//! The parts of a packed document, and their XML.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::OfficeError;
use crate::document::entity;
use crate::document::packed::{self, Archive, PartError};
use crate::text::Span;

/// A packed document, and how many bytes it may still unpack to.
pub(super) struct Package<'t> {
    pub(super) archive: Archive<'t>,
    room: u64,
}

impl<'t> Package<'t> {
    /// Opens a document whose text is in a part.
    pub(super) fn open(bytes: &'t [u8], part: &'static str) -> Result<Self, OfficeError> {
        let archive = packed::open(bytes).map_err(|error| packed_wrongly(part, error.into()))?;
        Ok(Self { archive, room: packed::LARGEST })
    }

    /// A part, if there is one.
    pub(super) fn part(&mut self, name: &'static str) -> Result<Option<String>, OfficeError> {
        match packed::part(&mut self.archive, name, &mut self.room) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.is_missing() => Ok(None),
            Err(error) => Err(packed_wrongly(name, error)),
        }
    }

    /// A part that there must be.
    pub(super) fn needed(&mut self, name: &'static str) -> Result<String, OfficeError> {
        let missing = || packed_wrongly(name, zip::result::ZipError::FileNotFound.into());
        self.part(name)?.ok_or_else(missing)
    }

    /// The text of a part that may have any name; `None` where it cannot be had.
    pub(super) fn other(&mut self, name: &str) -> Option<String> {
        packed::part(&mut self.archive, name, &mut self.room).ok()
    }
}

fn packed_wrongly(part: &'static str, source: PartError) -> OfficeError {
    OfficeError::Packed { part, source }
}

/// What a reader of XML meets.
pub(super) enum XmlEvent<'e> {
    Start(&'e BytesStart<'e>),
    /// The end of an element, with its name.
    End(&'e str),
    Text(&'e str),
    /// Text in which nothing is escaped.
    Data(&'e str),
    /// What a reference (`&amp;`) stands for; nothing if it is not known.
    Character(&'e str),
}

/// Tells what there is in XML, in order, each with its place. An element without content begins and ends at one place.
pub(super) fn walk(xml: &str, mut see: impl FnMut(XmlEvent<'_>, Span)) -> Result<(), quick_xml::Error> {
    let mut reader = Reader::from_str(xml);
    let position = |reader: &Reader<&[u8]>| usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
    loop {
        let from = position(&reader);
        let event = reader.read_event()?;
        let at = Span::new(from, position(&reader));
        match event {
            Event::Start(tag) => see(XmlEvent::Start(&tag), at),
            Event::Empty(tag) => {
                see(XmlEvent::Start(&tag), at);
                see(XmlEvent::End(tag.name().0), at);
            }
            Event::End(tag) => see(XmlEvent::End(tag.name().0), at),
            Event::Text(text) => see(XmlEvent::Text(&text), at),
            Event::CData(text) => see(XmlEvent::Data(&text), at),
            Event::GeneralRef(reference) => see(XmlEvent::Character(&referred(&reference)), at),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// What a reference stands for; nothing if it is not known.
pub(super) fn referred(reference: &BytesRef<'_>) -> String {
    let known = entity::decode(&format!("&{};", &**reference));
    known.map(|(_, character)| character.into_owned()).unwrap_or_default()
}

/// The value of an attribute.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(name).ok()??;
    attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// Text as XML.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// XML with something added at the end of its last element of that name.
pub(super) fn with_last(xml: &str, end: &str, added: &str) -> Option<String> {
    let at = xml.rfind(end)?;
    Some(format!("{}{added}{}", &xml[..at], &xml[at..]))
}
