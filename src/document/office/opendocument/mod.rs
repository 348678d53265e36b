//! OpenDocument's `.odt`, as LibreOffice writes it. Text and notes stand in one part: a note stands where its marker is.

mod content;
pub(in crate::document) mod create;
mod footnotes;
mod mark;
mod styles;
mod tracking;
mod write;

use self::styles::OfficeStyles;
use super::label::NoteLabels;
use super::package::Package;
use super::{DocumentPart, OfficeError, OfficeFormat, OfficeText};
use crate::document::packed;

pub(super) const KIND: OfficeFormat =
    OfficeFormat { is, read, write: write::parts, footnotes: footnotes::parts, limits: footnotes::LIMITS };

const CONTENT: &str = "content.xml";
const STYLES: &str = "styles.xml";
const META: &str = "meta.xml";

/// What the first part of the package says, which is never compressed: texts, their templates and masters.
const TYPE: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument.text";

/// The length of what stands before the name of the first part.
const HEAD: usize = 30;

fn is(path: &str, bytes: &[u8]) -> bool {
    let says_so = bytes.get(HEAD..).is_some_and(|rest| rest.starts_with(TYPE));
    bytes.starts_with(b"PK\x03\x04") && (says_so || packed::is_packed(path, bytes, "odt", CONTENT) && !is_other(bytes))
}

/// True if the first part names another type, as that of a table does.
fn is_other(bytes: &[u8]) -> bool {
    bytes.get(HEAD..).is_some_and(|rest| rest.starts_with(b"mimetype"))
}

fn read(bytes: &[u8]) -> Result<OfficeText, OfficeError> {
    let mut package = Package::open(bytes, CONTENT)?;
    let xml = package.needed(CONTENT)?;
    let mut styles = OfficeStyles::default();
    styles.read(&package.part(STYLES)?.unwrap_or_default());
    styles.read(&xml);
    let codes = package.part(META)?.map(|meta| mark::codes(&meta)).unwrap_or_default();
    let mut labels = NoteLabels::new(vec![styles.numbering()]);
    let paragraphs = content::paragraphs(&xml, &styles, &codes, &mut labels);
    let paragraphs = paragraphs.map_err(|source| OfficeError::Xml { part: CONTENT, source })?;
    let mut body = OfficeText { parts: vec![DocumentPart { name: CONTENT, xml, paragraphs }], ..OfficeText::default() };
    body.add_text(0);
    body.add_notes(0, &labels, false);
    body.add_notes(0, &labels, true);
    Ok(body)
}

#[cfg(test)]
mod tests;
