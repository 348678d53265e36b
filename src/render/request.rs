//! What is asked of a style, and what comes back.

use serde::{Deserialize, Deserializer, Serialize};

/// One pointing at one source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(default)]
pub struct Cite {
    /// The id of the record.
    #[serde(deserialize_with = "word")]
    pub id: String,
    /// The place in the source ("167", "45-47").
    #[serde(deserialize_with = "optional_word")]
    pub locator: Option<String>,
    /// What the locator counts, as CSL names it; a page where it is not said.
    pub label: Option<String>,
    /// Words before the citation ("See").
    pub prefix: Option<String>,
    /// Words after it.
    pub suffix: Option<String>,
}

/// The cites of one place in a document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct CiteGroup {
    /// The number of the note it stands in, if it stands in one.
    pub note: Option<u32>,
    /// The cites.
    pub items: Vec<Cite>,
    /// Whether a chapter begins with it, so that every source is cited afresh.
    pub starts_chapter: bool,
}

/// What a document wants to have written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Request {
    /// Its citations in their order.
    pub citations: Vec<CiteGroup>,
    /// The ids of the records in its bibliography.
    #[serde(deserialize_with = "optional_words")]
    pub bibliography: Option<Vec<String>>,
}

/// A line of a bibliography.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RenderedEntry {
    /// The id of the record.
    pub id: String,
    /// The line.
    pub text: String,
}

/// A document's citations and bibliography, written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rendered {
    /// The citations, in the order of the request.
    pub notes: Vec<String>,
    /// The bibliography, in the order of the style; empty where the style has none.
    pub bibliography: Vec<RenderedEntry>,
    /// What could not be written: such a citation is without that cite, the bibliography without that line.
    pub errors: Vec<RenderError>,
}

/// Why a request cannot be met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
pub enum RenderError {
    /// A citation or bibliography names a record that is not there.
    #[error("no record has the id \"{0}\"")]
    UnknownItem(String),
    /// The engine of styles fails on the record of a citation.
    #[error("citation {number}{}: the record \"{id}\" cannot be written in this style; it was left out", in_note(*.note))]
    Citation {
        /// The place of the citation in the request, from 1.
        number: usize,
        /// The number of its note, if it stands in one.
        note: Option<u32>,
        /// The id of the record.
        id: String,
    },
    /// The engine of styles fails on a record of the bibliography.
    #[error("the record \"{id}\" cannot be written in the bibliography of this style; it was left out")]
    Entry {
        /// The id of the record.
        id: String,
    },
}

fn in_note(note: Option<u32>) -> String {
    note.map_or(String::new(), |note| format!(" (note {note})"))
}

impl Cite {
    /// A cite of the record with this id.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), ..Self::default() }
    }

    /// The same, at a page.
    #[must_use]
    pub fn at(mut self, page: impl Into<String>) -> Self {
        self.locator = Some(page.into());
        self
    }
}

impl CiteGroup {
    /// A citation of one source.
    #[must_use]
    pub fn of(cite: Cite) -> Self {
        Self { items: vec![cite], ..Self::default() }
    }

    /// The same in a note.
    #[must_use]
    pub fn in_note(mut self, note: u32) -> Self {
        self.note = Some(note);
        self
    }
}

/// Ids and pages may be typed as numbers.
#[derive(Deserialize)]
#[serde(untagged)]
enum TextOrNumber {
    Text(String),
    Number(serde_json::Number),
}

impl From<TextOrNumber> for String {
    fn from(word: TextOrNumber) -> Self {
        match word {
            TextOrNumber::Text(text) => text,
            TextOrNumber::Number(number) => number.to_string(),
        }
    }
}

fn word<'de, D: Deserializer<'de>>(input: D) -> Result<String, D::Error> {
    TextOrNumber::deserialize(input).map(String::from)
}

fn optional_word<'de, D: Deserializer<'de>>(input: D) -> Result<Option<String>, D::Error> {
    Ok(Option::<TextOrNumber>::deserialize(input)?.map(String::from))
}

fn optional_words<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Vec<String>>, D::Error> {
    let words = Option::<Vec<TextOrNumber>>::deserialize(input)?;
    Ok(words.map(|words| words.into_iter().map(String::from).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_read_from_json() {
        let request: Request = serde_json::from_str(
            r#"{"citations":[{"note":1,"items":[{"id":7,"locator":23,"label":"page","prefix":"See","suffix":null}]}],
                "bibliography":[7,"x"]}"#,
        )
        .unwrap();
        let cite = Cite { label: Some("page".into()), prefix: Some("See".into()), ..Cite::new("7").at("23") };
        assert_eq!(request.citations, [CiteGroup::of(cite).in_note(1)]);
        assert_eq!(request.bibliography, Some(vec!["7".to_owned(), "x".to_owned()]));
        assert_eq!(serde_json::from_str::<Request>("{}").unwrap(), Request::default());
    }
}
