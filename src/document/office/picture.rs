//! Pictures of a new document. In its XML each stands as a comment with its address and its words, until its bytes are there.

use crate::document::packed::{self, PackedFile};
use crate::document::{attribute, entity};

/// A new document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Created {
    /// The document, packed.
    pub bytes: Vec<u8>,
    /// The addresses of the pictures that are not in it: there was no file, or it is none of PNG, JPEG or GIF.
    pub left_out: Vec<String>,
}

/// A picture of a document.
#[derive(Debug)]
pub(super) struct Picture {
    /// Its number, from 1.
    pub(super) number: usize,
    pub(super) bytes: Vec<u8>,
    pub(super) kind: PictureType,
    /// Its size in pixels.
    pub(super) size: (u32, u32),
    /// The words for those who do not see it.
    pub(super) words: String,
}

/// What kind of picture a file holds: the ending of its name, and its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PictureType {
    pub(super) ending: &'static str,
    pub(super) mime: &'static str,
}

/// Pictures have so many pixels on an inch.
const PIXELS: u32 = 96;

/// The widest picture that fits a page, in pixels.
const WIDEST: u32 = 600;

impl Picture {
    /// Its size on the page in hundredths of an inch.
    pub(super) fn hundredths(&self) -> (u32, u32) {
        let (width, height) = (self.size.0.max(1), self.size.1.max(1));
        let fits = width.min(WIDEST);
        let height = u64::from(height) * u64::from(fits) / u64::from(width);
        let inches = |pixels: u64| u32::try_from(pixels * 100 / u64::from(PIXELS)).unwrap_or(u32::MAX).max(1);
        (inches(u64::from(fits)), inches(height))
    }

    /// The name of its file.
    pub(super) fn name(&self) -> String {
        format!("picture{}.{}", self.number, self.kind.ending)
    }
}

/// A picture as a comment.
pub(super) fn comment(address: &str, words: &str) -> String {
    let safe = |text: &str| attribute(text).replace('-', "&#45;").replace('|', "&#124;");
    format!("<!--picture {}|{}-->", safe(address), safe(words))
}

/// The pictures of a document that is being made.
pub(super) struct Pictures<'a> {
    /// Gives the bytes of a picture by its address.
    pub(super) load: &'a dyn Fn(&str) -> Option<Vec<u8>>,
    /// The XML of a picture, and that of the words for one that is not there.
    pub(super) shown: fn(&Picture) -> String,
    pub(super) told: fn(&str) -> String,
    pub(super) all: Vec<Picture>,
    pub(super) left_out: Vec<String>,
}

impl Pictures<'_> {
    /// Text with pictures, or words for them, in place of their comments.
    pub(super) fn fill(&mut self, blocks: &str) -> String {
        let mut pieces = blocks.split("<!--picture ");
        let mut out = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let Some((inside, rest)) = piece.split_once("-->") else { continue };
            let (address, words) = inside.split_once('|').unwrap_or((inside, ""));
            out.push_str(&self.written(decoded(address), decoded(words)));
            out.push_str(rest);
        }
        out
    }

    /// The document of these parts, with the pictures in a folder of it. What says what it is (`mimetype`) is not compressed.
    pub(super) fn packed(self, parts: &[(&str, String)], folder: &str) -> Created {
        let texts = parts.iter().map(|(name, text)| PackedFile {
            name: (*name).to_owned(),
            bytes: text.as_bytes(),
            is_compressed: *name != "mimetype",
        });
        let pictures = self.all.iter().map(|picture| PackedFile {
            name: format!("{folder}/{}", picture.name()),
            bytes: &picture.bytes,
            is_compressed: false,
        });
        Created { bytes: packed::created(texts.chain(pictures)), left_out: self.left_out }
    }

    fn written(&mut self, address: String, words: String) -> String {
        let Some(((kind, size), bytes)) = (self.load)(&address).and_then(|bytes| Some((measured(&bytes)?, bytes)))
        else {
            let told = (self.told)(if words.is_empty() { &address } else { &words });
            self.left_out.push(address);
            return told;
        };
        let picture = Picture { number: self.all.len() + 1, bytes, kind, size, words };
        let shown = (self.shown)(&picture);
        self.all.push(picture);
        shown
    }
}

fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let (len, character) = entity::decode(&rest[at..]).unwrap_or((1, "&".into()));
        out.push_str(&character);
        rest = &rest[at + len..];
    }
    out + rest
}

const PNG: PictureType = PictureType { ending: "png", mime: "image/png" };
const GIF: PictureType = PictureType { ending: "gif", mime: "image/gif" };
const JPEG: PictureType = PictureType { ending: "jpeg", mime: "image/jpeg" };

/// What a file holds, if it is a picture, and its width and height.
fn measured(bytes: &[u8]) -> Option<(PictureType, (u32, u32))> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some((PNG, (number(bytes, 16, 4)?, number(bytes, 20, 4)?)));
    }
    if bytes.starts_with(b"GIF8") {
        let little = |at: usize| Some(u32::from(*bytes.get(at)?) | u32::from(*bytes.get(at + 1)?) << 8);
        return Some((GIF, (little(6)?, little(8)?)));
    }
    bytes.starts_with(b"\xff\xd8").then(|| jpeg(bytes)).flatten().map(|size| (JPEG, size))
}

/// A number of some bytes, the highest first.
fn number(bytes: &[u8], at: usize, len: usize) -> Option<u32> {
    Some(bytes.get(at..at + len)?.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

/// The size that a JPEG says in the segment that begins a frame.
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        let [0xff, sign] = *bytes.get(at..at + 2)? else { return None };
        let begins_frame = (0xc0..=0xcf).contains(&sign) && ![0xc4, 0xc8, 0xcc].contains(&sign);
        if begins_frame {
            return Some((number(bytes, at + 7, 2)?, number(bytes, at + 5, 2)?));
        }
        // Fill bytes stand alone.
        at += if sign == 0xff { 1 } else { 2 + usize::try_from(number(bytes, at + 2, 2)?.max(2)).ok()? };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOT: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\xb0\0\0\x02\x58";

    #[test]
    fn pictures_are_measured() {
        let jpeg = b"\xff\xd8\xff\xe0\0\x04ab\xff\xff\xc2\0\x0b\x08\0\x10\0\x20\x03";
        for (bytes, wanted) in [
            (DOT, Some((PNG, (1200, 600)))),
            (b"GIF89a\x05\0\x03\x01", Some((GIF, (5, 259)))),
            (jpeg, Some((JPEG, (32, 16)))),
            (b"\xff\xd8\xff\xe0", None),
            (b"\xff\xd8\xff\xe0\0\0", None),
            (b"<svg/>", None),
            (b"", None),
        ] {
            assert_eq!(measured(bytes), wanted, "{bytes:?}");
        }
    }

    #[test]
    fn a_picture_takes_the_place_of_its_comment_and_else_its_words_do() {
        let (here, gone) = ("a--b|c&d.png", "e.svg");
        let blocks = format!("x{}y{}z{}", comment(here, "A > b"), comment(gone, "E"), comment(gone, ""));
        let load = |address: &str| Some(if address == here { DOT.to_vec() } else { b"<svg/>".to_vec() });
        let mut pictures = Pictures {
            load: &load,
            shown: |picture| format!("<{} {}>", picture.name(), picture.words),
            told: |words| format!("[{words}]"),
            all: Vec::new(),
            left_out: Vec::new(),
        };
        let out = pictures.fill(&blocks);
        assert_eq!(out, "x<picture1.png A > b>y[E]z[e.svg]");
        assert_eq!(pictures.left_out, [gone, gone]);
        assert_eq!(pictures.all[0].hundredths(), (625, 312), "it fits the page");
    }
}
