//! The parts of a packed document, and their XML.

use quick_xml::events::BytesStart;

use super::OfficeError;
use crate::document::packed::{self, Archive, PartError};

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
