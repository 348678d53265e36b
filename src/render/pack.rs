//! The archive of styles and languages as one file, for builds that do not hold it.
//!
//! After `ibidsty1` comes each style, then each language: the names of the style, a line each, the last its id (a language has none); and the
//! data in CBOR. Before each of the two stands its length in bytes, as four bytes, little-endian.

/// What every such file begins with.
pub(super) const MAGIC: &[u8] = b"ibidsty1";

/// hayagriva's styles and languages as bytes, which a build without the feature `archive` loads.
#[cfg(feature = "archive")]
#[must_use]
pub fn pack_archive() -> Vec<u8> {
    use super::archive;
    let styles = archive::styles().map(|(names, style)| (names.join("\n"), encoded(&style)));
    let locales = archive::locales().map(|locale| (String::new(), locale.to_vec()));
    let mut bytes = MAGIC.to_vec();
    for (names, cbor) in styles.chain(locales) {
        for part in [names.as_bytes(), &cbor] {
            bytes.extend((part.len() as u32).to_le_bytes());
            bytes.extend(part);
        }
    }
    bytes
}

#[cfg(feature = "archive")]
fn encoded(style: &citationberg::Style) -> Vec<u8> {
    let mut bytes = Vec::new();
    // A vector takes whatever is written.
    let _ = ciborium::ser::into_writer(style, &mut bytes);
    bytes
}

#[cfg(all(test, feature = "archive"))]
mod tests {
    use super::*;
    use crate::render::archive;
    use crate::render::unpack::{NoArchive, read};

    #[test]
    fn the_archive_is_the_same_after_packing() {
        let packed = pack_archive();
        let entries = read(&packed).unwrap();
        let (styles, locales): (Vec<_>, Vec<_>) = entries.into_iter().partition(|entry| !entry.names.is_empty());
        for (entry, (names, style)) in styles.iter().zip(archive::styles()) {
            assert_eq!(entry.names.split('\n').collect::<Vec<_>>(), names);
            assert_eq!(ciborium::de::from_reader::<citationberg::Style, _>(entry.cbor).unwrap(), style);
        }
        assert_eq!(styles.len(), archive::styles().count());
        assert_eq!(locales.iter().map(|entry| entry.cbor).collect::<Vec<_>>(), archive::locales().collect::<Vec<_>>());
    }

    #[test]
    fn what_is_cut_short_is_no_archive() {
        let packed = pack_archive();
        for length in (0..packed.len()).step_by(99_991) {
            assert_eq!(read(&packed[..length]), Err(NoArchive), "{length}");
        }
    }
}
