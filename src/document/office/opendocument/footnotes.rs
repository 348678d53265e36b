//! Typed notes of an `.odt` as footnotes: their paragraphs move to the markers.

use super::CONTENT;
use super::write::{OdtRewriting, without};
use crate::document::office::paragraph::Paragraph;
use crate::document::office::typed::{Limits, TypedParagraphs, inner, markers};
use crate::document::office::{OfficeText, Parts, RewriteError};
use crate::text::{Edit, apply};

pub(super) const LIMITS: Limits = Limits {
    forbidden: &["<text:note", "<office:annotation", "<draw:"],
    pairs: &[
        ("<text:bookmark-start", "<text:bookmark-end"),
        ("<text:reference-mark-start", "<text:reference-mark-end"),
        ("<text:change-start", "<text:change-end"),
    ],
    holders: &["<text:list-item", "<text:list-header", "<table:table-cell", "<draw:text-box"],
};

/// The part that changes.
pub(super) fn parts(_: &[u8], body: &OfficeText, typed: &[TypedParagraphs]) -> Result<Parts, RewriteError> {
    let content = body.parts.first().ok_or(RewriteError::Paragraphs)?;
    let mut edits = Vec::new();
    for (index, markers) in markers(typed) {
        let paragraph = &content.paragraphs[index];
        let rewriting = OdtRewriting::new(paragraph);
        for (span, number) in markers {
            let note = footnote(number + 1, &moved(&content.xml, &content.paragraphs, &typed[number])?);
            let made = rewriting.put(span, &note);
            edits.extend(made.ok_or_else(|| RewriteError::Fixed(paragraph.plain.clone()))?);
        }
    }
    let gone = typed.iter().flat_map(|note| &note.paragraphs).map(|&index| Edit::delete(content.paragraphs[index].xml));
    edits.extend(gone);
    let xml = apply(&content.xml, &edits).map_err(|_| RewriteError::Paragraphs)?;
    Ok(vec![(CONTENT, xml)])
}

fn footnote(number: usize, paragraphs: &str) -> String {
    format!(
        "<text:note text:id=\"ibid{number}\" text:note-class=\"footnote\"><text:note-citation>{number}</text:note-citation>\
         <text:note-body>{paragraphs}</text:note-body></text:note>"
    )
}

/// The paragraphs of a note as they stand in a footnote: without the typed number, in the style of footnotes.
fn moved(xml: &str, paragraphs: &[Paragraph], note: &TypedParagraphs) -> Result<String, RewriteError> {
    let mut out = String::new();
    for (place, &index) in note.paragraphs.iter().enumerate() {
        let paragraph = &paragraphs[index];
        let pieces = paragraph.runs.iter().flat_map(|run| &run.pieces).filter(|piece| piece.plain.overlaps(note.head));
        let edits = pieces.filter(|_| place == 0).map(|piece| without(piece, note.head)).collect();
        let inner = inner(xml, paragraph, edits)?;
        out.push_str(&format!("<text:p text:style-name=\"Footnote\">{inner}</text:p>"));
    }
    Ok(out)
}
