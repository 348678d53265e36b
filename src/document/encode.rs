//! From a changed text back to the bytes of its file: in the encoding of a text, or in the parts of a packed document.

use crate::text::Source;

/// Why a changed text cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum EncodeError {
    /// The encoding of the file has no place for one of the characters.
    #[error("the file is in {0}, which cannot hold the result; save it as UTF-8")]
    Encoding(&'static str),
    /// The packed document cannot be changed so.
    #[cfg(feature = "office")]
    #[error(transparent)]
    Packed(#[from] super::RewriteError),
    /// The kind of packed document is only read.
    #[error("ibid only reads documents of this kind")]
    ReadOnly,
}

/// The bytes of the file of `source` with its text changed into `text`. In a packed document only the parts that differ are
/// written anew; with a `date` (`2026-11-28T12:00:00Z`) each change there is tracked, as made by "ibid" at that time.
///
/// # Errors
/// When the encoding has no place for a character, or the change has none in the document.
///
/// ```
/// use ibid::document::{encode, open};
/// let source = open("post.txt", b"caf\xe9 [1]".to_vec())?;
/// assert_eq!(encode(&source, "café [2]", None)?, b"caf\xe9 [2]");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn encode(source: &Source, text: &str, date: Option<&str>) -> Result<Vec<u8>, EncodeError> {
    match &source.packed {
        None => source.encode(text).ok_or_else(|| EncodeError::Encoding(source.encoding.name())),
        Some(bytes) if text == *source.text => Ok(bytes.to_vec()),
        #[cfg(feature = "office")]
        Some(bytes) => {
            let written = super::office::rewritten(&source.path, bytes, text, date);
            Ok(written.ok_or(EncodeError::ReadOnly)??)
        }
        #[cfg(not(feature = "office"))]
        Some(_) => {
            let _ = date;
            Err(EncodeError::ReadOnly)
        }
    }
}
