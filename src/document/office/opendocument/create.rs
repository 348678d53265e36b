//! A new document of LibreOffice out of blocks that are its XML already: packed with styles of the names that LibreOffice gives them.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::write::spaced;
use super::{CONTENT, META, STYLES};
use crate::document::attribute;
use crate::document::office::change::{linked_stretches, pieces};
use crate::document::office::face::Face;
use crate::text::{Flat, Span};

/// A stretch of text with its links.
pub(in crate::document) fn runs(flat: &Flat) -> String {
    let written = |(span, address): (Span, Option<&str>)| match address {
        Some(address) => {
            let inner = plain_runs(flat, span);
            format!("<text:a xlink:type=\"simple\" xlink:href=\"{}\">{inner}</text:a>", attribute(address))
        }
        None => plain_runs(flat, span),
    };
    linked_stretches(flat).into_iter().map(written).collect()
}

fn plain_runs(flat: &Flat, span: Span) -> String {
    let mut after_space = false;
    let run = |(text, face): (String, Face)| {
        let layers = [
            (face.emphasis, "Emphasis"),
            (face.strong, "Strong_20_Emphasis"),
            (face.superscript, "Superscript"),
            (face.code, "Source_20_Text"),
        ];
        let own = layers.iter().filter(|(has, _)| *has);
        own.fold(spaced(&text, &mut after_space, false), |inner, (_, style)| {
            format!("<text:span text:style-name=\"{style}\">{inner}</text:span>")
        })
    };
    pieces(flat, span).into_iter().map(run).collect()
}

/// A paragraph of runs.
pub(in crate::document) fn paragraph(runs: &str) -> String {
    format!("<text:p>{runs}</text:p>")
}

/// A heading of a rank, out of a paragraph.
pub(in crate::document) fn heading(rank: usize, paragraph: &str) -> String {
    let rank = rank.clamp(1, 6);
    let open = format!("<text:h text:style-name=\"Heading_20_{rank}\" text:outline-level=\"{rank}\">");
    paragraph.replace("<text:p>", &open).replace("</text:p>", "</text:h>")
}

/// Paragraphs with a style, where they have none yet.
pub(in crate::document) fn styled(paragraphs: &str, style: &str) -> String {
    paragraphs.replace("<text:p>", &format!("<text:p text:style-name=\"{style}\">"))
}

/// A list of items, each of which is blocks; numbered from a number, or with bullets.
pub(in crate::document) fn list(items: &[String], number: Option<u32>) -> String {
    let style = if number.is_some() { "Numbering_20_1" } else { "List_20_1" };
    let mut start = number.filter(|number| *number != 1).map(|number| format!(" text:start-value=\"{number}\""));
    let item = |item: &String| format!("<text:list-item{}>{}</text:list-item>", start.take().unwrap_or_default(), item);
    let items: String = items.iter().map(item).collect();
    format!("<text:list text:style-name=\"{style}\">{items}</text:list>")
}

/// The document, packed. What it is stands first and is not compressed.
pub(in crate::document) fn create(blocks: &str, language: &str) -> Vec<u8> {
    let parts = [
        ("mimetype", "application/vnd.oasis.opendocument.text".to_owned()),
        (CONTENT, include_str!("new/content.xml").replace("{blocks}", &with_notes(blocks))),
        (STYLES, include_str!("new/styles.xml").replace("{language}", &attribute(language))),
        (META, include_str!("new/meta.xml").to_owned()),
        ("META-INF/manifest.xml", include_str!("new/manifest.xml").to_owned()),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in &parts {
        let stored = *name == "mimetype";
        let method = if stored { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default().compression_method(method);
        // Writing into memory cannot fail; a document without a part would not be read again.
        _ = archive.start_file(*name, options).and_then(|()| Ok(archive.write_all(text.as_bytes())?));
    }
    archive.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// Gives the paragraphs of notes and of the text their styles.
fn with_notes(blocks: &str) -> String {
    const OPEN: &str = "<text:note-body>";
    const CLOSE: &str = "</text:note-body>";
    let mut pieces = blocks.split(OPEN);
    let mut out = styled(pieces.next().unwrap_or_default(), "Text_20_body");
    for piece in pieces {
        let (note, rest) = piece.split_once(CLOSE).unwrap_or((piece, ""));
        out.push_str(&format!("{OPEN}{}{CLOSE}{}", styled(note, "Footnote"), styled(rest, "Text_20_body")));
    }
    out
}
