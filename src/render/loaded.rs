//! The archive in a build that does not hold it: nothing until it is loaded.

use std::sync::OnceLock;

use citationberg::Style;

use super::style_id::last_part;
use super::unpack::{ArchivedFile, NoArchive, read};

static LOADED: OnceLock<Vec<ArchivedFile<'static>>> = OnceLock::new();

/// Takes the styles and languages from the bytes that `pack_archive` made. The first archive that is loaded stays.
///
/// # Errors
/// When the bytes are no archive.
pub fn load_archive(bytes: Vec<u8>) -> Result<(), NoArchive> {
    let entries = read(bytes.leak())?;
    LOADED.get_or_init(|| entries);
    Ok(())
}

fn entries() -> impl Iterator<Item = &'static ArchivedFile<'static>> {
    LOADED.get().into_iter().flatten()
}

/// The encoded locales.
pub(super) fn locales() -> impl Iterator<Item = &'static [u8]> {
    entries().filter(|entry| entry.names.is_empty()).map(|entry| entry.cbor)
}

/// The style of this name, or of this id or its last part.
pub(super) fn style(name: &str) -> Option<Style> {
    let named =
        |entry: &&ArchivedFile<'_>| entry.names.split('\n').any(|known| known == name || last_part(known) == name);
    ciborium::de::from_reader(entries().find(named)?.cbor).ok()
}

/// Every word by which a style is found.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    let named = entries().filter(|entry| !entry.names.is_empty());
    named.flat_map(|entry| entry.names.split('\n')).map(last_part)
}
