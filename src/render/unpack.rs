//! Reads the archive of styles and languages from one file, which `pack.rs` describes.

use super::pack::MAGIC;

/// Bytes that are no archive of styles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("these bytes are no archive of styles that this version of ibid reads")]
pub struct NoArchive;

/// A style, or a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ArchivedFile<'a> {
    /// The names of a style, a line each; none for a language.
    pub(super) names: &'a str,
    /// The data.
    pub(super) cbor: &'a [u8],
}

/// The styles and languages in a file.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<ArchivedFile<'_>>, NoArchive> {
    let mut rest = bytes.strip_prefix(MAGIC).ok_or(NoArchive)?;
    let mut entries = Vec::new();
    while !rest.is_empty() {
        let (names, after) = stretch(rest).ok_or(NoArchive)?;
        let (cbor, after) = stretch(after).ok_or(NoArchive)?;
        entries.push(ArchivedFile { names: std::str::from_utf8(names).map_err(|_| NoArchive)?, cbor });
        rest = after;
    }
    Ok(entries)
}

/// The bytes that a length announces, and those after them.
fn stretch(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk()?;
    rest.split_at_checked(u32::from_le_bytes(*length) as usize)
}
