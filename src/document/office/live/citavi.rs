//! Citavi: JSON in Base64 in the instruction of the field, where it keeps the reference itself and not only its number.

use serde_json::{Value, json};

use super::{base64, citation as of_items, issued};

/// The types of works by Citavi's names for them.
const TYPES: &[(&str, &str)] = &[
    ("Book", "book"),
    ("BookEdited", "book"),
    ("Contribution", "chapter"),
    ("JournalArticle", "article-journal"),
    ("NewspaperArticle", "article-newspaper"),
    ("ConferenceProceedings", "book"),
    ("Thesis", "thesis"),
    ("UnpublishedWork", "manuscript"),
    ("InternetDocument", "webpage"),
    ("CourtDecision", "legal_case"),
    ("StatuteOrRegulation", "legislation"),
];

/// Where a reference keeps what, as JSON pointers, and the variable of CSL for it.
const FIELDS: &[(&str, &str)] = &[
    ("/Title", "title"),
    ("/ShortTitle", "title-short"),
    ("/Periodical/Name", "container-title"),
    ("/ParentReference/Title", "container-title"),
    ("/Volume", "volume"),
    ("/Number", "issue"),
    ("/Edition", "edition"),
    ("/PlaceOfPublication", "publisher-place"),
    ("/Publishers/0/Name", "publisher"),
    ("/Doi", "DOI"),
    ("/Isbn", "ISBN"),
    ("/OnlineAddress", "URL"),
];

const NAMES: &[(&str, &str)] = &[("/Authors", "author"), ("/Editors", "editor"), ("/Translators", "translator")];

pub(super) fn citation(placeholder: &str) -> Option<Value> {
    let placeholder: Value = serde_json::from_slice(&base64(placeholder)).ok()?;
    Some(of_items(placeholder["Entries"].as_array()?.iter().filter_map(item).collect()))
}

fn item(entry: &Value) -> Option<(Value, Vec<(&'static str, String)>)> {
    let reference = &entry["Reference"];
    let text = |value: &Value, pointer: &str| {
        value.pointer(pointer)?.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
    };
    text(reference, "/Title")?;
    let kind = text(reference, "/ReferenceType").unwrap_or_default();
    let kind = TYPES.iter().find(|(name, _)| *name == kind).map_or("document", |(_, kind)| kind);
    let id = text(entry, "/ReferenceId").or_else(|| text(reference, "/Id"));
    let mut record = json!({ "id": id, "type": kind });
    for (pointer, variable) in NAMES {
        let names = reference.pointer(pointer).and_then(Value::as_array).into_iter().flatten();
        let names: Vec<Value> =
            names.map(|name| json!({ "family": name["LastName"], "given": name["FirstName"] })).collect();
        if !names.is_empty() {
            record[*variable] = names.into();
        }
    }
    for (pointer, variable) in FIELDS {
        if let Some(text) = text(reference, pointer) {
            record[*variable] = text.into();
        }
    }
    if let Some(year) = text(reference, "/Year") {
        record["issued"] = issued(&year);
    }
    let said = |pointer: &str| text(entry, pointer).unwrap_or_default();
    Some((
        record,
        vec![("locator", said("/PageRange/OriginalString")), ("prefix", said("/Prefix")), ("suffix", said("/Suffix"))],
    ))
}
