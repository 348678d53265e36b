//! Cuts a note into citations.

use super::{Citation, Kind, ShortForm};
use crate::document::Note;
use crate::text::Span;

/// The citations of a note, in their order. `index` is the note's place in the document, `language` an ISO 639-1 code.
#[must_use]
pub fn cut(index: usize, note: &Note, _language: &str) -> Vec<Citation> {
    let text = &note.body.text;
    let start = text.len() - text.trim_start().len();
    let flat = Span::new(start, text.trim_end().len().max(start));
    if flat.is_empty() {
        return Vec::new();
    }
    vec![Citation {
        note: index,
        number: 1,
        span: note.body.source(flat),
        flat,
        kind: Kind::Full,
        signal: None,
        locator: None,
        short: ShortForm::default(),
        aside: false,
    }]
}
