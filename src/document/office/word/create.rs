//! A new Word document out of blocks that are its XML already: packed with styles, numbering, links and footnotes of its own.
//!
//! In the blocks a footnote stands where its marker is, between `<!--note 1-->` and `<!--/note-->`; a list between `<!--list 1-->` (the
//! number that it begins with, or 0 for bullets) and `<!--/list-->`; and a link has its address as `r:id`.

use std::fmt::Write as _;

use super::relationship::{HEAD, relationship, relationships};
use super::styles::with_face;
use super::write::text_element;
use crate::document::attribute;
use crate::document::html::{TableCell, TableRow};
use crate::document::office::change::{linked_stretches, pieces};
use crate::document::office::face::Face;
use crate::document::office::package::escaped;
use crate::document::office::picture::{self, Created, Picture, Pictures};
use crate::text::{Flat, Span};

const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\"";
/// What begins a paragraph.
const PARAGRAPH: &str = "<w:p>";

/// A stretch of text as runs.
pub(in crate::document) fn runs(flat: &Flat) -> String {
    let written = |(span, address): (Span, Option<&str>)| match address {
        Some(address) => {
            format!("<w:hyperlink r:id=\"{}\">{}</w:hyperlink>", attribute(address), plain_runs(flat, span, true))
        }
        None => plain_runs(flat, span, false),
    };
    linked_stretches(flat).into_iter().map(written).collect()
}

fn plain_runs(flat: &Flat, span: Span, is_link: bool) -> String {
    let run = |(text, face): (String, Face)| {
        let style = match (is_link, face.code) {
            (true, _) => "<w:rPr><w:rStyle w:val=\"Hyperlink\"/></w:rPr>",
            (false, true) => "<w:rPr><w:rStyle w:val=\"VerbatimChar\"/></w:rPr>",
            (false, false) => "",
        };
        format!("<w:r>{}{}</w:r>", with_face(style, Face::default(), face), text_element("w:t", &text))
    };
    pieces(flat, span).into_iter().map(run).collect()
}

/// A paragraph of runs.
pub(in crate::document) fn paragraph(runs: &str) -> String {
    format!("<w:p>{runs}</w:p>")
}

/// Paragraphs with a style, where they have none yet.
pub(in crate::document) fn styled(paragraphs: &str, style: &str) -> String {
    with_properties(paragraphs, &format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>"))
}

/// Paragraphs with these properties, where they hold something and have none yet.
fn with_properties(paragraphs: &str, properties: &str) -> String {
    let mut pieces = paragraphs.split(PARAGRAPH);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let own = if is_bare(piece) { properties } else { "" };
        out.extend([PARAGRAPH, own, piece]);
    }
    out
}

/// True if a paragraph of which this is the inside has no properties yet, and holds something.
fn is_bare(inside: &str) -> bool {
    !inside.starts_with("<w:pPr>") && !inside.starts_with("</w:p>")
}

/// A list of items, each of which is paragraphs; numbered from a number, or with bullets.
pub(in crate::document) fn list(items: &[String], number: Option<u32>) -> String {
    let level = "<w:pPr><w:pStyle w:val=\"ListParagraph\"/><w:numPr><w:ilvl w:val=\"@\"/><w:numId w:val=\"@\"/></w:numPr></w:pPr>";
    let later = "<w:pPr><w:pStyle w:val=\"ListParagraph\"/></w:pPr>";
    let item = |item: &String| match item.strip_prefix(PARAGRAPH).filter(|inside| is_bare(inside)) {
        Some(inside) => format!("{PARAGRAPH}{level}{}", with_properties(inside, later)),
        None => item.clone(),
    };
    format!("<!--list {}-->{}<!--/list-->", number.unwrap_or(0), items.iter().map(item).collect::<String>())
}

/// A table. Its first rows are its head.
pub(in crate::document) fn table(rows: &[TableRow]) -> String {
    /// The width of the text on a page, in twentieths of a point.
    const PAGE: usize = 9026;
    let width = rows.first().map_or(0, |row| row.cells.len());
    let head = rows.iter().take_while(|row| row.is_head).count();
    let row = |(number, row): (usize, &TableRow)| {
        let properties = if number < head { "<w:trPr><w:tblHeader/></w:trPr>" } else { "" };
        let cells: String = row.cells.iter().map(|place| cell(place, row.is_head)).collect();
        format!("<w:tr>{properties}{cells}</w:tr>")
    };
    let rows: String = rows.iter().enumerate().map(row).collect();
    format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr><w:tblGrid>{}</w:tblGrid>{rows}</w:tbl>",
        format!("<w:gridCol w:w=\"{}\"/>", PAGE / width.max(1)).repeat(width)
    )
}

/// A cell of a table. One that goes on in the next row has a cell there, too.
fn cell(place: &TableCell, is_head: bool) -> String {
    let (inner, columns, merged) = match place {
        TableCell::Left => return String::new(),
        TableCell::Above(columns) => ("", *columns, "<w:vMerge/>"),
        TableCell::Own { content, columns, rows: 1 } => (content.as_str(), *columns, ""),
        TableCell::Own { content, columns, .. } => (content.as_str(), *columns, "<w:vMerge w:val=\"restart\"/>"),
    };
    let inner = if is_head { styled(inner, "TableHeading") } else { inner.to_owned() };
    let span = if columns > 1 { format!("<w:gridSpan w:val=\"{columns}\"/>") } else { String::new() };
    // A cell ends in a paragraph.
    let end = if inner.ends_with("</w:p>") { "" } else { "<w:p/>" };
    format!("<w:tc><w:tcPr><w:tcW w:w=\"0\" w:type=\"auto\"/>{span}{merged}</w:tcPr>{inner}{end}</w:tc>")
}

/// A picture: a run that gets it when the document is packed.
pub(in crate::document) fn picture(address: &str, words: &str) -> String {
    format!("<w:r>{}</w:r>", picture::comment(address, words))
}

/// A picture within a run.
fn shown(picture: &Picture) -> String {
    const HUNDREDTH: u32 = 9144;
    let (width, height) = picture.hundredths();
    let (width, height) = (u64::from(width) * u64::from(HUNDREDTH), u64::from(height) * u64::from(HUNDREDTH));
    include_str!("new/picture.xml")
        .trim_end()
        .replace("{number}", &picture.number.to_string())
        .replace("{width}", &width.to_string())
        .replace("{height}", &height.to_string())
        .replace("{words}", &attribute(&picture.words))
}

/// The words for a picture that is not there, within a run.
fn told(words: &str) -> String {
    text_element("w:t", &format!("[{words}]"))
}

/// The document, packed.
pub(in crate::document) fn create(blocks: &str, language: &str, load: &dyn Fn(&str) -> Option<Vec<u8>>) -> Created {
    let mut lists = Vec::new();
    let mut pictures = Pictures { load, shown, told, all: Vec::new(), left_out: Vec::new() };
    let (body, notes) = without_notes(&numbered(blocks, &mut lists));
    let body = pictures.fill(&body);
    let in_text = pictures.all.len();
    let notes = pictures.fill(&notes);
    let (body, body_links) = linked(&body);
    let (notes, note_links) = linked(&notes);
    let media = |pictures: &[Picture]| -> String {
        let link = |picture: &Picture| {
            let target = format!("media/{}", picture.name());
            relationship(&format!("picture{}", picture.number), "image", &target, "")
        };
        pictures.iter().map(link).collect()
    };
    let (body_media, note_media) = (media(&pictures.all[..in_text]), media(&pictures.all[in_text..]));
    let own = [("styles", "styles"), ("numbering", "numbering"), ("footnotes", "footnotes"), ("settings", "settings")];
    let own: String = own.iter().map(|(name, target)| relationship(name, name, &format!("{target}.xml"), "")).collect();
    let page = "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1440\" w:right=\"1440\" w:bottom=\"1440\" w:left=\"1440\" w:header=\"708\" w:footer=\"708\" w:gutter=\"0\"/></w:sectPr>";
    let parts = [
        ("[Content_Types].xml", include_str!("new/types.xml").to_owned()),
        ("_rels/.rels", relationships(&relationship("document", "officeDocument", "word/document.xml", ""))),
        ("word/document.xml", format!("{HEAD}<w:document {NAMESPACES}><w:body>{body}{page}</w:body></w:document>")),
        ("word/_rels/document.xml.rels", relationships(&format!("{own}{body_links}{body_media}"))),
        ("word/footnotes.xml", footnotes_part(NAMESPACES, &notes)),
        ("word/_rels/footnotes.xml.rels", relationships(&format!("{note_links}{note_media}"))),
        ("word/styles.xml", include_str!("new/styles.xml").replace("{language}", language)),
        ("word/numbering.xml", numbering(&lists)),
        ("word/settings.xml", include_str!("new/settings.xml").to_owned()),
    ];
    pictures.packed(&parts, "word/media")
}

/// The part of the footnotes: the lines above them, and the notes. `names` are those of its XML.
pub(super) fn footnotes_part(names: &str, notes: &str) -> String {
    let separator = |(kind, id): (&str, i32)| {
        format!("<w:footnote w:type=\"{kind}\" w:id=\"{id}\"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>")
    };
    let separators: String = [("separator", -1), ("continuationSeparator", 0)].into_iter().map(separator).collect();
    format!("{HEAD}<w:footnotes {names}>{separators}{notes}</w:footnotes>")
}

/// Takes the notes out of the text.
fn without_notes(blocks: &str) -> (String, String) {
    const NUMBER: &str = "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> </w:t></w:r>";
    let (mut body, mut notes) = (String::new(), String::new());
    let mut pieces = blocks.split("<!--note ");
    body.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let Some(((id, note), rest)) =
            piece.split_once("<!--/note-->").and_then(|(note, rest)| Some((note.split_once("-->")?, rest)))
        else {
            continue;
        };
        let note = styled(note, "FootnoteText").replacen("</w:pPr>", &format!("</w:pPr>{NUMBER}"), 1);
        let id = escaped(id);
        _ = write!(notes, "<w:footnote w:id=\"{id}\">{note}</w:footnote>");
        _ = write!(
            body,
            "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"{id}\"/></w:r>{rest}"
        );
    }
    (body, notes)
}

/// Gives lists their numbers and levels. `lists` gets the number that each begins with.
fn numbered(blocks: &str, lists: &mut Vec<u32>) -> String {
    const ITEM: &str = "<w:ilvl w:val=\"@\"/><w:numId w:val=\"@\"/>";
    let mut open: Vec<usize> = Vec::new();
    let mut out = String::with_capacity(blocks.len());
    let mut rest = blocks;
    while let Some(at) = rest.find("<!--list ").into_iter().chain(rest.find("<!--/list-->")).min() {
        let own = |open: &[usize]| match open.last() {
            Some(number) => format!("<w:ilvl w:val=\"{}\"/><w:numId w:val=\"{number}\"/>", (open.len() - 1).min(8)),
            None => String::new(),
        };
        out.push_str(&rest[..at].replace(ITEM, &own(&open)));
        let (sign, after) = rest[at..].split_once("-->").unwrap_or_default();
        match sign.strip_prefix("<!--list ") {
            Some(number) => {
                lists.push(number.parse().unwrap_or(0));
                open.push(lists.len());
            }
            None => drop(open.pop()),
        }
        rest = after;
    }
    out + rest
}

/// Links by their number in the part, and the list of their addresses.
fn linked(xml: &str) -> (String, String) {
    const LINK: &str = "<w:hyperlink r:id=\"";
    let (mut out, mut links) = (String::with_capacity(xml.len()), String::new());
    let mut pieces = xml.split(LINK);
    out.push_str(pieces.next().unwrap_or_default());
    for (number, piece) in pieces.enumerate() {
        let (address, rest) = piece.split_once('"').unwrap_or_default();
        let id = format!("link{}", number + 1);
        links.push_str(&relationship(&id, "hyperlink", address, " TargetMode=\"External\""));
        _ = write!(out, "{LINK}{id}\"{rest}");
    }
    (out, links)
}

/// The part that says how lists are numbered: each for itself, on nine levels.
fn numbering(lists: &[u32]) -> String {
    let level = |number: u32| {
        move |level: usize| {
            let (format, text) =
                if number > 0 { ("decimal", format!("%{}.", level + 1)) } else { ("bullet", "•".to_owned()) };
            let indent = 720 * (level + 1);
            format!(
                "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"{}\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/>\
                 <w:pPr><w:ind w:left=\"{indent}\" w:hanging=\"360\"/></w:pPr></w:lvl>",
                number.max(1)
            )
        }
    };
    let mut kinds = String::new();
    let mut numbers = String::new();
    for (id, &number) in (1..).zip(lists) {
        let levels: String = (0..9).map(level(number)).collect();
        _ = write!(
            kinds,
            "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"multilevel\"/>{levels}</w:abstractNum>"
        );
        _ = write!(numbers, "<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{id}\"/></w:num>");
    }
    format!("{HEAD}<w:numbering {NAMESPACES}>{kinds}{numbers}</w:numbering>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_that_begins_with_a_link_has_a_bullet() {
        let link = "<w:hyperlink r:id=\"a.b\"><w:r/></w:hyperlink>";
        let items = [format!("<w:p>{link}</w:p><w:p><w:r/></w:p><w:p>{link}</w:p>"), "<w:p></w:p>".to_owned()];
        let level = "<w:pPr><w:pStyle w:val=\"ListParagraph\"/><w:numPr><w:ilvl w:val=\"@\"/><w:numId w:val=\"@\"/></w:numPr></w:pPr>";
        let later = "<w:pPr><w:pStyle w:val=\"ListParagraph\"/></w:pPr>";
        assert_eq!(
            list(&items, None),
            format!(
                "<!--list 0--><w:p>{level}{link}</w:p><w:p>{later}<w:r/></w:p><w:p>{later}{link}</w:p><w:p></w:p><!--/list-->"
            )
        );
    }

    #[test]
    fn a_style_is_for_paragraphs_that_hold_something_and_have_none() {
        let styled = styled("x<w:p><w:r/></w:p><w:p></w:p><w:p><w:pPr><w:jc/></w:pPr></w:p>", "A");
        let wanted = "x<w:p><w:pPr><w:pStyle w:val=\"A\"/></w:pPr><w:r/></w:p><w:p></w:p>";
        assert!(styled.starts_with(wanted) && styled.ends_with("<w:p><w:pPr><w:jc/></w:pPr></w:p>"), "{styled}");
    }
}
