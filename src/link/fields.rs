//! Typed citations as live ones: each becomes a citation of Zotero, with the record that ibid read as what it cites; and back.
//!
//! The words stay as they were typed, until the reference manager writes them anew. What is not certain stays typed.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::analysis::{Analysis, Options};
use crate::citation::{Citation, Kind};
use crate::csl::{Item, TextVariable};
use crate::document::{cite, uncite};
use crate::resolve::Reason;
use crate::text::{MarkKind, Source, Span};

/// Where Zotero keeps the schema that its citations name.
const SCHEMA: &str = "https://github.com/citation-style-language/schema/raw/master/csl-citation.json";

/// A citation becomes live only if ibid is at least this sure of its words, its source and its record.
const SURE: f32 = 0.8;

/// A document with live citations.
#[derive(Debug, Clone, PartialEq)]
pub struct Fields {
    /// The text, to be written back by [`crate::document::encode`].
    pub text: String,
    /// How many citations became live.
    pub written: usize,
    /// The citations that stay typed.
    pub typed: Vec<TypedCitation>,
}

/// A citation that stays typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedCitation {
    /// The label of its note.
    pub note: String,
    /// The citation.
    pub text: String,
    /// Why.
    pub reason: &'static str,
}

/// Why no citation became live.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FieldsError {
    /// The format has no place for them.
    #[error(
        "live citations can be written into a .docx or .odt file only, and this is {0}; link the post to docx or odt first, and then that \
         document to zotero"
    )]
    Format(&'static str),
    /// There is none that is sure enough.
    #[error("no citation of this document is certain enough to become live")]
    None,
}

/// The formats that have a place for live citations, and what Zotero calls that place.
const HOSTS: &[(&str, &str)] = &[("docx", "Field"), ("odt", "ReferenceMark")];

/// Makes the citations of a document of Word or LibreOffice live, as Zotero keeps them. `complete` may give the records, in the order in which their
/// works are cited, other fields and ids: the address of an item in a library of Zotero is kept as such. `style` is the address or name of the style.
///
/// # Errors
/// When the format has no place for live citations, or no citation is certain.
pub fn fields(
    source: &Source,
    options: &Options,
    complete: impl FnOnce(&mut [Item]),
    style: &str,
) -> Result<Fields, FieldsError> {
    let analysis = Analysis::of(std::slice::from_ref(source), options);
    let format = analysis.document.format.name();
    let (_, host) = HOSTS.iter().find(|(name, _)| *name == format).ok_or(FieldsError::Format(format))?;
    let mut records: Vec<Item> = analysis.works.iter().map(|work| work.item.clone()).collect();
    records.iter_mut().for_each(|record| record.custom.clear());
    complete(&mut records);
    let (mut live, mut typed) = (Vec::new(), Vec::new());
    for (index, citation) in analysis.citations.iter().enumerate() {
        match doubt(&analysis, index) {
            Some(reason) => typed.push((citation, reason)),
            None => live.extend(written(&analysis, index, &records).map(|data| (citation.span, data))),
        }
    }
    if live.is_empty() {
        return Err(FieldsError::None);
    }
    let typed = typed.into_iter().filter(|(_, reason)| !reason.is_empty());
    let typed = typed.map(|(citation, reason)| {
        let note = analysis.document.notes.get(citation.note);
        TypedCitation {
            note: note.map(|note| note.label.clone()).unwrap_or_default(),
            text: note.map(|note| citation.flat.of(&note.body.text).to_owned()).unwrap_or_default(),
            reason,
        }
    });
    let endnotes = analysis.document.notes.iter().all(|note| note.series > 0);
    Ok(Fields {
        written: live.len(),
        typed: typed.collect(),
        text: cite(&source.text, &live, &preferences(style, &analysis.language, host, endnotes)),
    })
}

/// The text of a document with its live citations as typed ones.
#[must_use]
pub fn typed(source: &Source) -> String {
    uncite(&source.text)
}

/// Why a citation stays typed; nothing where it is live already, or none at all.
fn doubt(analysis: &Analysis, index: usize) -> Option<&'static str> {
    let (citation, resolution) = (analysis.citations.get(index)?, analysis.resolutions.get(index)?);
    let work = resolution.source.and_then(|source| analysis.work(source));
    let has_title = work.is_some_and(|work| work.item.text(TextVariable::Title).is_some());
    let reasons = [
        (citation.record.is_some() || citation.kind == Kind::None || resolution.reason == Some(Reason::OwnText), ""),
        (work.is_none(), "ibid cannot tell which source it means"),
        (citation.certainty < SURE, "it is not certain which words are the citation"),
        (resolution.confidence < SURE, "it is not certain which source it means"),
        (!has_title || work.is_some_and(|work| work.confidence < SURE), "ibid is not sure how to read its source"),
        (citation.span.of(&analysis.document.text).contains('\n'), "it runs over two paragraphs"),
        (is_cut(analysis, citation), "it begins or ends within italics or a link"),
    ];
    reasons.into_iter().find(|(is, _)| *is).map(|(_, reason)| reason)
}

/// True if a citation shares a stretch of markup with other words.
fn is_cut(analysis: &Analysis, citation: &Citation) -> bool {
    let marks = analysis.document.notes.get(citation.note).map_or(&[][..], |note| &note.body.marks);
    let own = citation.flat;
    let crosses = |span: Span| span.overlaps(own) && !span.covers(own) && !own.covers(span);
    let holds = |span: Span| span.covers(own) && span != own;
    marks.iter().any(|mark| crosses(mark.span) || matches!(mark.kind, MarkKind::Link(_)) && holds(mark.span))
}

/// A citation as the JSON that Zotero keeps.
fn written(analysis: &Analysis, index: usize, records: &[Item]) -> Option<String> {
    let citation = analysis.citations.get(index)?;
    let source = analysis.resolutions.get(index)?.source?;
    let work = analysis.works.iter().position(|work| work.id == source)?;
    let record = records.get(work)?;
    let note = analysis.document.notes.get(citation.note)?;
    let text = citation.flat.of(&note.body.text);
    let mut item = json!({ "id": work + 1, "uris": [address(record)], "itemData": record });
    item["itemData"]["id"] = Value::from(work + 1);
    let read = analysis.references.get(index).and_then(|reference| reference.locator.as_ref());
    if let Some(locator) = analysis.locator(index).or(read) {
        item["locator"] = locator.printed().into();
        item["label"] = locator.label.as_str().into();
    }
    let cited = json!({
        "citationID": name(&format!("{}:{text}", index + 1)),
        "properties": { "formattedCitation": text, "plainCitation": text, "noteIndex": note.rank + 1 },
        "citationItems": [item],
        "schema": SCHEMA,
    });
    Some(cited.to_string())
}

/// The address of a record in a library of Zotero; one that is in none has an address of its own, and lives in the document.
fn address(record: &Item) -> String {
    let of_library = |id: &str| id.starts_with("http://zotero.org/") || id.starts_with("https://zotero.org/");
    if of_library(&record.id) {
        return record.id.clone();
    }
    let text = serde_json::to_string(record).unwrap_or_default();
    format!("http://zotero.org/users/local/{}/items/{}", name("ibid"), name(&text))
}

/// Eight capitals and digits that stand for a text, as Zotero names things.
fn name(text: &str) -> String {
    const LETTERS: &[u8; 32] = b"23456789ABCDEFGHIJKLMNPQRSTUVWXZ";
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    (0..8).map(|place| char::from(LETTERS[(hash >> (place * 5) & 31) as usize])).collect()
}

/// What Zotero keeps for the document: the style, the kind of field, and where the notes stand.
fn preferences(style: &str, language: &str, host: &str, endnotes: bool) -> String {
    let style = if style.contains("://") { style.to_owned() } else { format!("http://www.zotero.org/styles/{style}") };
    let locale = if language == "en" { "en-US" } else { language };
    let mut prefs = String::new();
    for (name, value) in [("fieldType", host), ("noteType", if endnotes { "2" } else { "1" })] {
        _ = write!(prefs, "<pref name=\"{name}\" value=\"{value}\"/>");
    }
    format!(
        "<data data-version=\"3\" zotero-version=\"7.0.0\"><session id=\"{}\"/><style id=\"{style}\" locale=\"{locale}\" \
         hasBibliography=\"0\" bibliographyStyleHasBeenSet=\"0\"/><prefs>{prefs}</prefs></data>",
        name(&style)
    )
}
