//! A file as text: decoded, with the way back to the bytes on disk.

use std::sync::Arc;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::Span;

/// How far ibid looks for a NUL byte before it takes a file for text.
const BINARY_PROBE: usize = 8192;

/// Bytes that cannot be read as text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// There is a NUL byte near the start, and no byte-order mark of UTF-16.
    #[error("{0}: this is a binary file, not text")]
    Binary(String),
}

/// A run of characters that all take the same number of bytes, decoded and on disk.
#[derive(Debug, Clone, Copy)]
struct ByteRun {
    decoded: usize,
    disk: usize,
    decoded_width: usize,
    disk_width: usize,
}

/// One file, decoded. All spans inside ibid count bytes of [`Source::text`]; [`Source::on_disk`] leads back to the file.
#[derive(Debug, Clone)]
pub struct Source {
    /// The name by which the file was given.
    pub path: String,
    /// The text as UTF-8, without a byte-order mark.
    pub text: Arc<String>,
    /// The encoding of the file.
    pub encoding: &'static Encoding,
    /// Whether the file begins with a byte-order mark.
    pub has_bom: bool,
    /// The file itself, where the text was made of a packed one (`.docx`): what a changed text is written back into.
    pub packed: Option<Arc<Vec<u8>>>,
    runs: Vec<ByteRun>,
}

impl Source {
    /// A text that is UTF-8 already.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self::at_offset(path, text, 0)
    }

    /// A text that was made of a packed file, with that file.
    pub fn unpacked(path: impl Into<String>, text: impl Into<String>, file: Vec<u8>) -> Self {
        Self { packed: Some(Arc::new(file)), ..Self::new(path, text) }
    }

    /// A part of a file: its first byte stands at `disk` in the file.
    pub fn at_offset(path: impl Into<String>, text: impl Into<String>, disk: usize) -> Self {
        let runs = vec![ByteRun { decoded: 0, disk, decoded_width: 1, disk_width: 1 }];
        Self { path: path.into(), text: Arc::new(text.into()), encoding: UTF_8, has_bom: false, packed: None, runs }
    }

    /// Decodes a file: UTF-8 or UTF-16 by its byte-order mark, else UTF-8 if it is that, else windows-1252.
    ///
    /// # Errors
    /// When the bytes are not text.
    pub fn decode(path: impl Into<String>, bytes: Vec<u8>) -> Result<Self, DecodeError> {
        let path = path.into();
        let (encoding, mark) = Encoding::for_bom(&bytes).unwrap_or((UTF_8, 0));
        if encoding == UTF_8 {
            if is_binary(&bytes) {
                return Err(DecodeError::Binary(path));
            }
            return Ok(match String::from_utf8(bytes) {
                Ok(text) => Self::from_utf8(path, text, mark),
                Err(error) => Self::transcoded(path, &error.into_bytes(), WINDOWS_1252, mark),
            });
        }
        Ok(Self::transcoded(path, &bytes, encoding, mark))
    }

    /// Decodes a file in an encoding that is known, of one byte a character.
    ///
    /// # Errors
    /// When the bytes are not text.
    pub fn decode_as(
        path: impl Into<String>,
        bytes: Vec<u8>,
        encoding: &'static Encoding,
    ) -> Result<Self, DecodeError> {
        let path = path.into();
        if bytes.iter().take(BINARY_PROBE).any(|&byte| byte == 0) {
            return Err(DecodeError::Binary(path));
        }
        Ok(Self::transcoded(path, &bytes, encoding, 0))
    }

    fn from_utf8(path: String, mut text: String, mark: usize) -> Self {
        text.drain(..mark);
        Self { has_bom: mark > 0, ..Self::at_offset(path, text, mark) }
    }

    fn transcoded(path: String, bytes: &[u8], encoding: &'static Encoding, mark: usize) -> Self {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
        let text = text.into_owned();
        let runs = runs_of(&text, encoding, mark);
        Self { path, text: Arc::new(text), encoding, has_bom: mark > 0, packed: None, runs }
    }

    /// The span in the file on disk of a span in the text.
    #[must_use]
    pub fn on_disk(&self, span: Span) -> Span {
        Span::new(self.offset_on_disk(span.start), self.offset_on_disk(span.end))
    }

    fn offset_on_disk(&self, offset: usize) -> usize {
        let run = self.runs[self.runs.partition_point(|run| run.decoded <= offset).max(1) - 1];
        run.disk + (offset - run.decoded) / run.decoded_width * run.disk_width
    }

    /// The bytes of a changed text, in the encoding and with the byte-order mark of this file.
    /// `None` if the encoding has no place for one of its characters.
    #[must_use]
    pub fn encode(&self, text: &str) -> Option<Vec<u8>> {
        let mark: &[u8] = match self.encoding {
            _ if !self.has_bom => &[],
            e if e == UTF_16LE => &[0xff, 0xfe],
            e if e == UTF_16BE => &[0xfe, 0xff],
            _ => &[0xef, 0xbb, 0xbf],
        };
        let mut bytes = mark.to_vec();
        match self.encoding {
            e if e == UTF_8 => bytes.extend_from_slice(text.as_bytes()),
            e if e == UTF_16LE => bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes)),
            e if e == UTF_16BE => bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes)),
            e => match e.encode(text) {
                (encoded, _, false) => bytes.extend_from_slice(&encoded),
                _ => return None,
            },
        }
        Some(bytes)
    }
}

/// True if there are bytes of zero and the rest is no text either: a post may hold one by accident.
fn is_binary(bytes: &[u8]) -> bool {
    const MOST: usize = 64;
    let probe = &bytes[..bytes.len().min(BINARY_PROBE)];
    let zeros = memchr::memchr_iter(0, probe).count();
    zeros > 0 && (zeros * MOST > probe.len() || std::str::from_utf8(bytes).is_err())
}

fn runs_of(text: &str, encoding: &'static Encoding, mark: usize) -> Vec<ByteRun> {
    let wide = encoding == UTF_16LE || encoding == UTF_16BE;
    let mut runs: Vec<ByteRun> = Vec::new();
    let mut disk = mark;
    for (decoded, c) in text.char_indices() {
        let widths = (c.len_utf8(), if wide { 2 * c.len_utf16() } else { 1 });
        if runs.last().is_none_or(|run| (run.decoded_width, run.disk_width) != widths) {
            runs.push(ByteRun { decoded, disk, decoded_width: widths.0, disk_width: widths.1 });
        }
        disk += widths.1;
    }
    if runs.is_empty() {
        runs.push(ByteRun { decoded: 0, disk: mark, decoded_width: 1, disk_width: 1 });
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(bytes: &[u8]) -> Source {
        Source::decode("x", bytes.to_vec()).unwrap()
    }

    #[test]
    fn offsets_lead_back_to_the_bytes_on_disk() {
        let latin = decode(b"caf\xe9 [1]");
        assert_eq!(latin.text.as_str(), "café [1]");
        assert_eq!(latin.on_disk(Span::new(6, 9)), Span::new(5, 8));
        let marked = decode(b"\xef\xbb\xbf[1]");
        assert_eq!((marked.text.as_str(), marked.on_disk(Span::new(0, 3))), ("[1]", Span::new(3, 6)));
        let wide = decode(b"\xff\xfe\xe9\x00[\x001\x00]\x00");
        assert_eq!((wide.text.as_str(), wide.on_disk(Span::new(2, 5))), ("é[1]", Span::new(4, 10)));
    }

    #[test]
    fn a_changed_text_keeps_encoding_and_mark() {
        assert_eq!(decode(b"caf\xe9").encode("né").unwrap(), b"n\xe9");
        assert_eq!(decode(b"caf\xe9").encode("→"), None);
        assert_eq!(decode(b"\xff\xfea\x00").encode("b").unwrap(), b"\xff\xfeb\x00");
        assert_eq!(decode(b"\xef\xbb\xbfa").encode("b").unwrap(), b"\xef\xbb\xbfb");
    }

    #[test]
    fn binary_files_are_refused_and_empty_ones_are_not() {
        assert!(Source::decode("x", b"PK\x03\x04\x00".to_vec()).is_err());
        let post = "One claim.[^1]\0 Another one, and a third.\n\n[^1]: Reed, Salt Roads, 12.\n".to_owned();
        assert_eq!(decode(post.as_bytes()).text.as_str(), post);
        let sparse = [post.as_bytes(), b"\xff\xd8\xff".as_slice()].concat();
        assert!(Source::decode("x", sparse).is_err());
        let wide: Vec<u8> = post.bytes().flat_map(|byte| [byte, 0]).collect();
        assert!(Source::decode("x", wide).is_err());
        assert_eq!(decode(b"").on_disk(Span::new(0, 0)), Span::new(0, 0));
        assert_eq!(decode(b"\xff\xfe").text.as_str(), "");
    }
}
