//! What reference managers write into documents beside the words: which items a citation cites.
//!
//! Each has its own form; all become the JSON of a CSL citation: `{"citationItems":[{"id":…,"itemData":{…},"locator":…}]}`.

use std::collections::HashMap;

use serde_json::Value;

use super::write::text_element;

/// The sources that Word itself keeps, by their tag, as CSL-JSON.
pub(super) type Sources = HashMap<String, Value>;

/// The citation that an instruction of a field or the tag of a content control holds. `data` is what the field keeps beside it.
pub(super) fn data(instruction: &str, _data: &str, _sources: &Sources) -> Option<String> {
    let instruction = instruction.trim();
    let json = instruction.strip_prefix("ADDIN")?.trim_start();
    let json = json.strip_prefix("ZOTERO_ITEM").unwrap_or(json).trim_start().strip_prefix("CSL_CITATION")?;
    let citation: Value = serde_json::from_str(json.trim()).ok()?;
    Some(line(&citation))
}

/// What stands before and after the text of a citation that is a field, as Zotero writes it.
pub(super) fn field(data: &str) -> (String, String) {
    let sign = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let instruction = text_element("w:instrText", &format!(" ADDIN ZOTERO_ITEM CSL_CITATION {data} "));
    (format!("{}<w:r>{instruction}</w:r>{}", sign("begin"), sign("separate")), sign("end"))
}

/// A citation in one line that no comment ends in.
fn line(citation: &Value) -> String {
    citation.to_string().replace('>', "\\u003e")
}
