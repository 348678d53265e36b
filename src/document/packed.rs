//! Files that are packed folders: `.docx`, `.odt`, `.epub`.

use std::io::{Cursor, Read, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

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

/// Why a part of a packed folder cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum PartError {
    /// It is not there, or packed wrongly.
    #[error(transparent)]
    Packed(#[from] ZipError),
    /// It is larger than any real one, or than what the parts before it leave of that.
    #[error("it holds more than {} MB, which is more than ibid unpacks of one file", LARGEST >> 20)]
    TooLarge,
}

impl PartError {
    /// True if there is no such part.
    pub(super) fn is_missing(&self) -> bool {
        matches!(self, Self::Packed(ZipError::FileNotFound))
    }
}

/// The text of a part, which is whole or an error. It may take `room` bytes, and what it takes is taken off that.
pub(super) fn part(archive: &mut Archive<'_>, name: &str, room: &mut u64) -> Result<String, PartError> {
    let file = archive.by_name(name)?;
    let mut bytes = Vec::new();
    let len = file.take(*room + 1).read_to_end(&mut bytes).map_err(ZipError::from)?;
    *room = room.checked_sub(len as u64).ok_or(PartError::TooLarge)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// What a new packed folder holds: a file.
pub(super) struct PackedFile<'t> {
    pub(super) name: String,
    pub(super) bytes: &'t [u8],
    /// Whether it is packed smaller, which a picture is already.
    pub(super) is_compressed: bool,
}

/// A packed folder of these files, in their order. Writing into memory cannot fail; a document without a part would not be read again.
pub(super) fn created<'t>(entries: impl Iterator<Item = PackedFile<'t>>) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for entry in entries {
        let method = if entry.is_compressed { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        let options = SimpleFileOptions::default().compression_method(method);
        _ = writer.start_file(entry.name, options).and_then(|()| Ok(writer.write_all(entry.bytes)?));
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// A packed folder with some parts changed, and those that it does not have added. The others are copied as they are packed, in
/// their order.
pub(super) fn rewritten(bytes: &[u8], changed: &[(&str, String)]) -> Result<Vec<u8>, ZipError> {
    let mut archive = open(bytes)?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    writer.set_raw_comment(archive.comment().into())?;
    let mut added: Vec<&(&str, String)> = changed.iter().collect();
    for index in 0..archive.len() {
        let file = archive.by_index_raw(index)?;
        let name = String::from_utf8_lossy(file.name_raw()).into_owned();
        match changed.iter().find(|(part, _)| *part == name) {
            Some((_, text)) => {
                added.retain(|(part, _)| *part != name);
                let time = file.last_modified().unwrap_or_default();
                let options = SimpleFileOptions::default().last_modified_time(time);
                writer.start_file(name, options.compression_method(CompressionMethod::Deflated))?;
                writer.write_all(text.as_bytes())?;
            }
            None => writer.raw_copy_file(file)?,
        }
    }
    for (name, text) in added {
        writer.start_file(*name, SimpleFileOptions::default())?;
        writer.write_all(text.as_bytes())?;
    }
    Ok(writer.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_whole_or_an_error() {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["a", "b"] {
            archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(b"twelve bytes").unwrap();
        }
        let bytes = archive.finish().unwrap().into_inner();
        let mut archive = open(&bytes).unwrap();
        let mut room = 20;
        assert_eq!(part(&mut archive, "a", &mut room).unwrap(), "twelve bytes");
        assert_eq!(room, 8);
        let error = part(&mut archive, "b", &mut room).unwrap_err();
        assert!(matches!(error, PartError::TooLarge), "{error}");
        assert!(part(&mut archive, "c", &mut room).unwrap_err().is_missing());
        let mut exact = 12;
        assert!(part(&mut archive, "b", &mut exact).is_ok() && exact == 0);
    }
}
