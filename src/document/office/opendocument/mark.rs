//! The citations of Zotero in LibreOffice: a reference mark around the words, whose name holds what is cited; or a bookmark, whose
//! properties hold it.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::META;
use crate::document::office::live::{self, Sources};
use crate::document::office::package::{Package, attribute, escaped, referred, with_last};
use crate::document::office::{OfficeError, preferences};

/// What bookmarks hold, by their names.
pub(super) type Codes = HashMap<String, String>;

/// What the names of Zotero's bookmarks begin with.
const BOOKMARK: &str = "ZOTERO_BREF_";

/// The citation that a mark stands around, by its name.
pub(super) fn data(name: &str, codes: &Codes) -> Option<String> {
    let code = if name.starts_with(BOOKMARK) { codes.get(name)? } else { name };
    live::data(&format!("ADDIN {}", code.trim()), "", &Sources::default())
}

/// What the bookmarks of Zotero hold: properties of the document, cut into pieces that are numbered from 1.
pub(super) fn codes(meta: &str) -> Codes {
    let mut pieces: Vec<(String, usize, String)> = Vec::new();
    for (name, text) in properties(meta) {
        let numbered = name.rsplit_once('_').and_then(|(name, number)| Some((name.to_owned(), number.parse().ok()?)));
        pieces.extend(numbered.filter(|_| name.starts_with(BOOKMARK)).map(|(name, number)| (name, number, text)));
    }
    pieces.sort();
    let mut codes = Codes::new();
    pieces.into_iter().for_each(|(name, _, text)| codes.entry(name).or_default().push_str(&text));
    codes
}

/// The properties that a program keeps in a document.
fn properties(meta: &str) -> Vec<(String, String)> {
    let mut reader = Reader::from_str(meta);
    let mut found: Vec<(String, String)> = Vec::new();
    let mut is_open = false;
    loop {
        let text = match reader.read_event() {
            Ok(Event::Start(tag)) if tag.name().0 == "meta:user-defined" => {
                found.push((attribute(&tag, "meta:name").unwrap_or_default(), String::new()));
                is_open = true;
                continue;
            }
            Ok(Event::Text(text)) => text.to_string(),
            Ok(Event::GeneralRef(reference)) => referred(&reference),
            Ok(Event::End(_)) => {
                is_open = false;
                continue;
            }
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => continue,
        };
        found.last_mut().filter(|_| is_open).into_iter().for_each(|(_, known)| known.push_str(&text));
    }
}

/// The marks at the beginning and at the end of a citation, as Zotero writes them. The name ends in letters of chance, so that no two
/// are the same; here they are those of its id.
pub(super) fn around(data: &str) -> (String, String) {
    let id = serde_json::from_str::<serde_json::Value>(data).ok();
    let id = id.and_then(|data| data["citationID"].as_str().map(str::to_owned)).unwrap_or_default();
    let name = escaped(&format!("ZOTERO_ITEM CSL_CITATION {data} RND{id}")).replace('"', "&quot;");
    let mark = |place: &str| format!("<text:reference-mark-{place} text:name=\"{name}\"/>");
    (mark("start"), mark("end"))
}

/// The part that changes so that the document has these preferences of Zotero; none if it has some already.
pub(super) fn with_preferences(bytes: &[u8], preferences: &str) -> Result<Option<(&'static str, String)>, OfficeError> {
    let meta = Package::open(bytes, META)?.part(META)?;
    let Some(meta) = meta.filter(|meta| !meta.contains("\"ZOTERO_PREF_")) else { return Ok(None) };
    let property = |(number, piece): (usize, String)| {
        format!(
            "<meta:user-defined meta:name=\"ZOTERO_PREF_{number}\" meta:value-type=\"string\">{}</meta:user-defined>",
            escaped(&piece)
        )
    };
    let all: String = preferences::pieces(preferences).map(property).collect();
    Ok(with_last(&meta, "</office:meta>", &all).map(|xml| (META, xml)))
}
