//! What Zotero keeps in a document for all its citations: custom properties `ZOTERO_PREF_1`, … of at most 255 characters each.

use serde_json::{Value, json};
use zip::result::ZipError;

use super::super::packed::{self, PartError};
use super::write::escaped;

const PART: &str = "docProps/custom.xml";
const TYPES: &str = "[Content_Types].xml";
const LINKS: &str = "_rels/.rels";
const NAMESPACE: &str = "http://schemas.openxmlformats.org/officeDocument/2006";

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

/// The parts of a package that change so that it has these preferences; none if it has some already.
pub(super) fn parts(bytes: &[u8], preferences: &str) -> Result<Vec<(&'static str, String)>, ZipError> {
    let mut archive = packed::open(bytes)?;
    let mut room = packed::LARGEST;
    let mut part = |name| match packed::part(&mut archive, name, &mut room) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.is_missing() => Ok(None),
        Err(PartError::Packed(error)) => Err(error),
        Err(PartError::TooLarge) => Ok(None),
    };
    match part(PART)? {
        Some(properties) if properties.contains("\"ZOTERO_PREF_") => Ok(Vec::new()),
        Some(properties) => {
            Ok(within(&properties, "</Properties>", &self::properties(preferences, last_pid(&properties)))
                .map(|xml| vec![(PART, xml)])
                .unwrap_or_default())
        }
        None => {
            let head = format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Properties xmlns=\"{NAMESPACE}/custom-properties\">"
            );
            let own = format!("{head}{}</Properties>", self::properties(preferences, 1));
            let types = part(TYPES)?.and_then(|xml| within(&xml, "</Types>", &format!("<Override PartName=\"/{PART}\" ContentType=\"application/vnd.openxmlformats-officedocument.custom-properties+xml\"/>")));
            let links = part(LINKS)?.and_then(|xml| within(&xml, "</Relationships>", &format!("<Relationship Id=\"rIdIbidProperties\" Type=\"{NAMESPACE}/relationships/custom-properties\" Target=\"{PART}\"/>")));
            let all = types.zip(links).map(|(types, links)| vec![(PART, own), (TYPES, types), (LINKS, links)]);
            Ok(all.unwrap_or_default())
        }
    }
}

/// XML with something added at the end of its last element.
fn within(xml: &str, end: &str, added: &str) -> Option<String> {
    let at = xml.rfind(end)?;
    Some(format!("{}{added}{}", &xml[..at], &xml[at..]))
}

fn last_pid(xml: &str) -> usize {
    xml.split("pid=\"").skip(1).filter_map(|rest| rest.split('"').next()?.parse().ok()).max().unwrap_or(1)
}

/// The properties, numbered after `last`. The text is cut before it is escaped.
fn properties(preferences: &str, last: usize) -> String {
    let characters: Vec<char> = preferences.chars().collect();
    let property = |(number, piece): (usize, &[char])| {
        let text: String = piece.iter().collect();
        format!(
            "<property fmtid=\"{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}\" pid=\"{}\" name=\"ZOTERO_PREF_{number}\">\
             <vt:lpwstr xmlns:vt=\"{NAMESPACE}/docPropsVTypes\">{}</vt:lpwstr></property>",
            last + number,
            escaped(&text)
        )
    };
    (1..).zip(characters.chunks(LONGEST)).map(property).collect()
}
