//! EndNote: XML in the instruction of the field, or packed in Base64 beside it.

use serde_json::{Value, json};

use super::leaves::{Leaf, leaves};
use super::{base64, citation as of_items, issued, name};

/// The types of works by EndNote's names for them.
const TYPES: &[(&str, &str)] = &[
    ("Book", "book"),
    ("Edited Book", "book"),
    ("Book Section", "chapter"),
    ("Journal Article", "article-journal"),
    ("Magazine Article", "article-magazine"),
    ("Newspaper Article", "article-newspaper"),
    ("Conference Paper", "paper-conference"),
    ("Conference Proceedings", "paper-conference"),
    ("Thesis", "thesis"),
    ("Report", "report"),
    ("Web Page", "webpage"),
    ("Manuscript", "manuscript"),
    ("Case", "legal_case"),
    ("Statute", "legislation"),
];

/// Where a record keeps what, and the variable of CSL for it.
const FIELDS: &[(&str, &str)] = &[
    ("titles/title", "title"),
    ("titles/short-title", "title-short"),
    ("titles/secondary-title", "container-title"),
    ("pages", "page"),
    ("volume", "volume"),
    ("number", "issue"),
    ("edition", "edition"),
    ("pub-location", "publisher-place"),
    ("publisher", "publisher"),
    ("isbn", "ISBN"),
    ("electronic-resource-num", "DOI"),
    ("urls/related-urls/url", "URL"),
];

const NAMES: &[(&str, &str)] = &[
    ("contributors/authors/author", "author"),
    ("contributors/secondary-authors/author", "editor"),
    ("contributors/subsidiary-authors/author", "translator"),
];

pub(super) fn citation(instruction: &str, kept: &str) -> Option<Value> {
    let unpacked = String::from_utf8_lossy(&base64(kept)).into_owned();
    let xml = instruction.find("<EndNote").map_or(unpacked.as_str(), |at| &instruction[at..]);
    let leaves = leaves(xml);
    let cites = leaves.split(|leaf| leaf.path == "EndNote/Cite").skip(1);
    Some(of_items(cites.filter_map(item).collect()))
}

fn item(leaves: &[Leaf]) -> Option<(Value, Vec<(&'static str, String)>)> {
    let text = |path: &str| {
        leaves.iter().find(|leaf| leaf.path == path).map(|leaf| leaf.text.trim()).filter(|text| !text.is_empty())
    };
    let cite = |name: &str| text(&format!("EndNote/Cite/{name}")).unwrap_or_default().to_owned();
    let of_record = |path: &str| format!("EndNote/Cite/record/{path}");
    text(&of_record("titles/title"))?;
    let library = text(&of_record("foreign-keys/key/db-id")).unwrap_or("endnote");
    let kind = text(&of_record("ref-type/name")).unwrap_or_default();
    let kind = TYPES.iter().find(|(name, _)| *name == kind).map_or("document", |(_, kind)| kind);
    let mut record = json!({ "id": format!("{library}:{}", cite("RecNum")), "type": kind });
    for (path, variable) in NAMES {
        let path = of_record(path);
        let names: Vec<Value> = leaves.iter().filter(|leaf| leaf.path == path).map(|leaf| name(&leaf.text)).collect();
        if !names.is_empty() {
            record[*variable] = names.into();
        }
    }
    for (path, variable) in FIELDS {
        if let Some(text) = text(&of_record(path)) {
            record[*variable] = text.into();
        }
    }
    if let Some(year) = text(&of_record("dates/year")) {
        record["issued"] = issued(year);
    }
    Some((record, vec![("locator", cite("Pages")), ("prefix", cite("Prefix")), ("suffix", cite("Suffix"))]))
}
