//! What Zotero keeps in a document for all its citations: properties `ZOTERO_PREF_1`, … of at most 255 characters each.

use serde_json::{Value, json};

/// The longest value of a property, in characters.
const LONGEST: usize = 255;

/// The preferences as a line of the data of citations.
pub(super) fn line(preferences: &str) -> String {
    json!({ "zotero": preferences }).to_string().replace('>', "\\u003e")
}

/// The preferences that a line of the data holds.
pub(super) fn of(line: &str) -> Option<String> {
    serde_json::from_str::<Value>(line).ok()?["zotero"].as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}

/// The preferences in pieces, numbered from 1. They are cut before they are escaped.
pub(super) fn pieces(preferences: &str) -> impl Iterator<Item = (usize, String)> {
    let characters: Vec<char> = preferences.chars().collect();
    let pieces: Vec<String> = characters.chunks(LONGEST).map(|piece| piece.iter().collect()).collect();
    (1..).zip(pieces)
}
