//! A new document of LibreOffice out of blocks that are its XML already: packed with styles of the names that LibreOffice gives them.

use super::write::spaced;
use super::{CONTENT, META, STYLES};
use crate::document::attribute;
use crate::document::html::{TableCell, TableRow};
use crate::document::office::change::{linked_stretches, pieces};
use crate::document::office::face::Face;
use crate::document::office::package::escaped;
use crate::document::office::picture::{self, Created, Picture, Pictures};
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

/// A table. Its first rows are its head.
pub(in crate::document) fn table(rows: &[TableRow]) -> String {
    let width = rows.first().map_or(0, |row| row.cells.len());
    let head = rows.iter().take_while(|row| row.is_head).count();
    let row = |row: &TableRow| {
        let cells: String = row.cells.iter().map(|place| cell(place, row.is_head)).collect();
        format!("<table:table-row>{cells}</table:table-row>")
    };
    let heads: String = rows[..head].iter().map(row).collect();
    let heads = if head == 0 { heads } else { format!("<table:table-header-rows>{heads}</table:table-header-rows>") };
    let others: String = rows[head..].iter().map(row).collect();
    let columns = format!("<table:table-column table:number-columns-repeated=\"{}\"/>", width.max(1));
    format!("<table:table>{columns}{heads}{others}</table:table>")
}

/// A cell of a table. Places that it covers besides its own are written as such.
fn cell(place: &TableCell, is_head: bool) -> String {
    let TableCell::Own { content, columns, rows } = place else { return "<table:covered-table-cell/>".to_owned() };
    let style = if is_head { "Table_20_Heading" } else { "Table_20_Contents" };
    let span = |name: &str, count: usize| match count {
        1 => String::new(),
        _ => format!(" table:number-{name}-spanned=\"{count}\""),
    };
    let (columns, rows) = (span("columns", *columns), span("rows", *rows));
    let inner = styled(content, style);
    format!("<table:table-cell office:value-type=\"string\"{columns}{rows}>{inner}</table:table-cell>")
}

/// A picture, which is put in when the document is packed.
pub(in crate::document) fn picture(address: &str, words: &str) -> String {
    picture::comment(address, words)
}

fn shown(picture: &Picture) -> String {
    let (width, height) = picture.hundredths();
    let inches = |hundredths: u32| format!("{}.{:02}in", hundredths / 100, hundredths % 100);
    format!(
        "<draw:frame text:anchor-type=\"as-char\" svg:width=\"{}\" svg:height=\"{}\"><draw:image xlink:href=\"Pictures/{}\" \
         xlink:type=\"simple\" xlink:show=\"embed\" xlink:actuate=\"onLoad\"/><svg:title>{}</svg:title></draw:frame>",
        inches(width),
        inches(height),
        picture.name(),
        escaped(&picture.words)
    )
}

/// The words for a picture that is not there.
fn told(words: &str) -> String {
    escaped(&format!("[{words}]"))
}

/// The document, packed. What it is stands first and is not compressed.
pub(in crate::document) fn create(blocks: &str, language: &str, load: &dyn Fn(&str) -> Option<Vec<u8>>) -> Created {
    let mut pictures = Pictures { load, shown, told, all: Vec::new(), left_out: Vec::new() };
    let blocks = pictures.fill(&with_notes(blocks));
    let media = |picture: &Picture| {
        let (name, mime) = (picture.name(), picture.kind.mime);
        format!("<manifest:file-entry manifest:full-path=\"Pictures/{name}\" manifest:media-type=\"{mime}\"/>")
    };
    let media: String = pictures.all.iter().map(media).collect();
    let parts = [
        ("mimetype", "application/vnd.oasis.opendocument.text".to_owned()),
        (CONTENT, include_str!("new/content.xml").replace("{blocks}", &blocks)),
        (STYLES, include_str!("new/styles.xml").replace("{language}", &attribute(language))),
        (META, include_str!("new/meta.xml").to_owned()),
        ("META-INF/manifest.xml", include_str!("new/manifest.xml").replace("{pictures}", &media)),
    ];
    pictures.packed(&parts, "Pictures")
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
