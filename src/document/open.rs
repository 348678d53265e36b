//! From the bytes of a file to its text: some must be unpacked, some say how they are encoded.

use encoding_rs::Encoding;

#[cfg(feature = "office")]
use super::{epub, office};
use crate::text::{DecodeError, Source};

/// A file that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It is no text.
    #[error(transparent)]
    Decode(#[from] DecodeError),
    /// It is packed, and not the way a document of Word or LibreOffice is.
    #[cfg(feature = "office")]
    #[error("{path}: {reason}")]
    Office {
        /// The name of the file.
        path: String,
        /// What is wrong.
        reason: office::OfficeError,
    },
    /// It is packed, and not the way an `.epub` is.
    #[cfg(feature = "office")]
    #[error("{path}: {reason}")]
    Epub {
        /// The name of the file.
        path: String,
        /// What is wrong.
        reason: epub::EpubError,
    },
}

/// One file as a source. A `.docx` or `.odt` is unpacked: its source is Markdown that was made of it, and `encode` writes a
/// changed text back. An `.epub` is unpacked, too: its source is the XHTML of its pages. HTML that names its encoding is read in it.
///
/// # Errors
/// When the file is binary, or a `.docx`, `.odt` or `.epub` that cannot be unpacked.
///
/// ```
/// let source = ibid::document::open("post.html", b"<meta charset=koi8-r><p>\xd3\xcf\xcc\xd8".to_vec()).unwrap();
/// assert!(source.text.ends_with("соль"));
/// ```
pub fn open(path: impl Into<String>, bytes: Vec<u8>) -> Result<Source, OpenError> {
    let path = path.into();
    #[cfg(feature = "office")]
    if let Some(text) = unpacked(&path, &bytes)? {
        return Ok(Source::unpacked(path, text, bytes));
    }
    let source = match declared(&bytes) {
        Some(encoding) => Source::decode_as(path, bytes, encoding)?,
        None => Source::decode(path, bytes)?,
    };
    Ok(source)
}

/// The text of a packed document; `None` for any other file.
#[cfg(feature = "office")]
fn unpacked(path: &str, bytes: &[u8]) -> Result<Option<String>, OpenError> {
    if let Some(text) = office::text(path, bytes) {
        return text.map(Some).map_err(|reason| OpenError::Office { path: path.to_owned(), reason });
    }
    if epub::is_epub(path, bytes) {
        return epub::text(bytes).map(Some).map_err(|reason| OpenError::Epub { path: path.to_owned(), reason });
    }
    Ok(None)
}

/// How far an encoding may be declared, in bytes: browsers look no further.
const HEAD: usize = 1024;

/// The encoding of one byte a character that a page or an XML file declares, where it is no valid UTF-8.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    if Encoding::for_bom(bytes).is_some() || std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let named = head.split_once("charset=").or_else(|| head.split_once("encoding="))?.1;
    let name = named.trim_start_matches(['"', '\'']).split(['"', '\'', ' ', '>', ';', '/', '?']).next()?;
    Encoding::for_label(name.as_bytes()).filter(|encoding| encoding.is_single_byte())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declared_encoding_is_used_where_utf_8_fails() {
        let text = |bytes: &[u8]| open("x.html", bytes.to_vec()).unwrap().text.to_string();
        assert_eq!(text(b"<meta charset='iso-8859-2'>\xb3"), "<meta charset='iso-8859-2'>ł");
        assert_eq!(text("<meta charset='iso-8859-2'>ł".as_bytes()), "<meta charset='iso-8859-2'>ł");
        assert_eq!(text(b"caf\xe9"), "café");
    }

    #[cfg(feature = "office")]
    #[test]
    fn what_is_packed_wrongly_is_said() {
        let error = open("x.docx", b"PK\x03\x04rest".to_vec()).unwrap_err().to_string();
        assert!(error.starts_with("x.docx: the part word/document.xml"), "{error}");
    }
}
