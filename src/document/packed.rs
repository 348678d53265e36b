//! Files that are packed folders: `.docx`, `.epub`.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

/// A packed folder in memory.
pub(super) type Archive<'t> = ZipArchive<Cursor<&'t [u8]>>;

/// The most bytes that a file may unpack to: a small one must not fill the memory.
pub(super) const LARGEST: u64 = 1 << 28;

/// Whether a file is a packed folder that says by its name (`ending`) or by holding `part` what it is.
pub(super) fn is_packed(path: &str, bytes: &[u8], ending: &str, part: &str) -> bool {
    let is_named = path.rsplit_once('.').is_some_and(|(_, own)| own.eq_ignore_ascii_case(ending));
    let holds = || open(bytes).is_ok_and(|archive| archive.index_for_name(part).is_some());
    bytes.starts_with(b"PK\x03\x04") && (is_named || holds())
}

pub(super) fn open(bytes: &[u8]) -> Result<Archive<'_>, ZipError> {
    ZipArchive::new(Cursor::new(bytes))
}

/// The text of a part, no longer than `limit` and never longer than any real one.
pub(super) fn part(archive: &mut Archive<'_>, name: &str, limit: u64) -> Result<String, ZipError> {
    let file = archive.by_name(name)?;
    let mut bytes = Vec::new();
    file.take(LARGEST.min(limit)).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
