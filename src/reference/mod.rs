//! Free text to a record: the fields of a reference, each with its place and how sure ibid is of it.

mod announced;
mod archive;
mod confidence;
pub(crate) mod date;
mod dating;
mod entry;
mod formal;
mod fringe;
mod ident;
mod kind;
mod letter;
mod memory;
mod month;
mod name;
mod overrule;
pub(crate) mod pages;
mod publisher;
mod record;
mod regular;
mod title;
mod variables;
mod volume;
mod word;

pub use crate::tagging::{Label, Segment};
pub use crate::tagging::{Part, Stretch, TaggedToken, segments, stretches, tag};
pub(crate) use date::YEARS;
pub use memory::Memory;
pub(crate) use title::closing_quotes;

use crate::citation::Locator;
use crate::csl::{Item, Name, NameVariable};
use crate::text::{Flat, Span};

/// A field that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The CSL variable.
    pub variable: &'static str,
    /// Where it stands in the flat text that was read.
    pub span: Span,
    /// From 0 to 1: of the fields given at 0.9, nine in ten are right.
    pub confidence: f32,
}

/// A reference that was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reference {
    /// The record. What was not understood stands in its `note`.
    pub item: Item,
    /// The place that is cited, separated from the extent of the work.
    pub locator: Option<Locator>,
    /// The lists of names that end in "et al.".
    pub others: Vec<NameVariable>,
    /// The fields of the record that stand in the text.
    pub fields: Vec<Field>,
    /// The labelled stretches, in order, covering the text but for white space between them.
    pub segments: Vec<Segment>,
    /// Confidence in the whole, from 0 to 1.
    pub confidence: f32,
}

impl Reference {
    /// The record with what ibid adds to CSL-JSON: the cited place and the confidences, in `custom`.
    #[must_use]
    pub fn record(self) -> Item {
        let confidence = self.confidences();
        let mut item = self.item;
        if !confidence.is_empty() {
            item.custom.insert("confidence".into(), confidence.into());
        }
        if let Some(locator) = &self.locator {
            let locator = serde_json::json!({ "label": locator.label.as_str(), "value": locator.value });
            item.custom.insert("locator".into(), locator);
        }
        item
    }

    /// Ends the names of a record of this reference with "and others" where "et al." ends them in the text.
    pub(crate) fn end_names(&self, item: &mut Item) {
        for &variable in &self.others {
            let names = item.names(variable);
            if names == self.item.names(variable) && !names.iter().any(Name::is_others) {
                item.push_name(variable, Name::others());
            }
        }
    }

    /// The record with "and others" where names end in "et al.", as bibliographies write it.
    #[must_use]
    pub fn listed(&self) -> Item {
        let mut item = self.item.clone();
        self.end_names(&mut item);
        item
    }

    /// The confidence in the whole, as `item`, and in each field, to two places.
    fn confidences(&self) -> serde_json::Map<String, serde_json::Value> {
        let two_places = |number: f32| serde_json::Value::from((f64::from(number) * 100.0).round() / 100.0);
        let mut confidences = serde_json::Map::new();
        if !self.fields.is_empty() {
            confidences.insert("item".into(), two_places(self.confidence));
        }
        for field in &self.fields {
            confidences.insert(field.variable.to_owned(), two_places(field.confidence));
        }
        confidences
    }
}

/// True if the whole of a text is what follows some names: "Jr.", "III".
#[cfg_attr(not(feature = "convert"), expect(dead_code, reason = "bibliographies alone give names in parts"))]
pub(crate) fn is_suffix(text: &str) -> bool {
    name::is_suffix(text)
}

/// The dashes that stand for people of the entry before at the head of an entry.
#[must_use]
pub(crate) fn repeated(text: &str) -> Option<name::Repeated<'_>> {
    name::repeated(text)
}

/// Reads one reference.
///
/// ```
/// use ibid::reference::parse;
/// use ibid::text::Flat;
/// let reference = parse(&Flat::verbatim("Lucy Robinson. Gay Men and the Left. Manchester, 2007.", 0));
/// assert!(!reference.item.is_empty());
/// ```
#[must_use]
pub fn parse(text: &Flat) -> Reference {
    let tokens = tag(text);
    Reference { segments: segments(&tokens), ..read(text, &stretches(&tokens)) }
}

/// Reads the fields of stretches that were labelled already, by [`stretches`] or by hand.
#[must_use]
pub fn read(text: &Flat, stretches: &[Stretch]) -> Reference {
    record::read(text, stretches)
}

/// Labels the words of one reference, without reading the fields.
#[must_use]
pub fn segment(text: &Flat) -> Vec<Segment> {
    crate::tagging::segment(text)
}
