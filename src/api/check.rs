//! The findings of documents, with their places on disk: what every report is made of.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::VERSION;
use super::named::{NoteNames, with_note};
use super::place::{Place, Places};
use crate::document::Document;
use crate::lint::{self, Safety, Severity, fingerprints};
use crate::text::Source;

/// The findings of all documents of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Report<'a> {
    /// The version of the format.
    pub version: u32,
    /// The documents, in the order in which they were named.
    pub files: Cow<'a, [Checked]>,
}

/// The findings of one document.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Checked {
    /// The path of its first file.
    pub path: String,
    /// The paths of all its files; left out where there is only one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paths: Vec<String>,
    /// What is wrong, in the order of the text.
    pub findings: Vec<Finding>,
}

/// One thing that is wrong, or worth a remark.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Finding {
    /// The id of its rule.
    pub rule: Cow<'static, str>,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// The label of the note that it is about, as a reader sees it; null in the running text.
    pub note: Option<String>,
    /// Why it matters.
    pub why: Option<String>,
    /// What to do.
    pub help: Option<String>,
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// What a baseline knows it by.
    pub fingerprint: String,
    /// Other places that explain it.
    pub related: Vec<Related>,
    /// A change that mends it.
    pub fix: Option<Fix>,
}

/// Another place that explains a finding.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Related {
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// What is there.
    pub message: String,
}

/// A change that mends a finding; all its edits are made or none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Fix {
    /// What it may change.
    pub safety: Safety,
    /// What it does.
    pub message: String,
    /// The edits, which do not overlap.
    pub edits: Vec<Edit>,
}

/// A stretch of a file and what replaces it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Edit {
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// The new text.
    pub text: String,
}

impl<'a> Report<'a> {
    /// The report of these documents.
    #[must_use]
    pub fn of(files: &'a [Checked]) -> Self {
        Self { version: VERSION, files: files.into() }
    }
}

impl Checked {
    /// Leads the findings of a document that was read from `sources` back to its files.
    ///
    /// ```
    /// use ibid::{Analysis, Options, Settings, Source, api, check};
    /// let sources = [Source::new("post.md", "A claim.[^2]\n")];
    /// let analysis = Analysis::of(&sources, &Options::default());
    /// let findings = check(&analysis, None, &Settings::default());
    /// let checked = [api::Checked::new(&sources, &analysis.document, findings)];
    /// let json = serde_json::to_value(api::Report::of(&checked)).unwrap();
    /// assert_eq!(json["files"][0]["findings"][0]["rule"], "marker-undefined");
    /// ```
    #[must_use]
    pub fn new(sources: &[Source], document: &Document, findings: Vec<lint::Finding>) -> Self {
        let path = sources.first().map(|source| source.path.clone()).unwrap_or_default();
        let several = if sources.len() > 1 { sources } else { &[] };
        let paths = several.iter().map(|source| source.path.clone()).collect();
        Self { path, paths, findings: shown(sources, document, findings) }
    }

    /// The path of the file that holds a place.
    #[must_use]
    pub fn path(&self, place: Place) -> &str {
        place.region.file.and_then(|file| self.paths.get(file)).unwrap_or(&self.path)
    }
}

/// The findings with their places; lines are only counted where there are any.
fn shown(sources: &[Source], document: &Document, findings: Vec<lint::Finding>) -> Vec<Finding> {
    if findings.is_empty() {
        return Vec::new();
    }
    let places = Places::new(sources, document);
    let fingerprints = fingerprints(&document.text, &findings);
    let names = NoteNames::of(document);
    let named = findings.into_iter().zip(fingerprints);
    named.map(|(finding, fingerprint)| places.show(&names, finding, fingerprint)).collect()
}

impl Finding {
    /// The message with the note that it is about, for people.
    #[must_use]
    pub fn named(&self) -> Cow<'_, str> {
        with_note(self.note.as_deref(), &self.message)
    }
}

impl Places<'_> {
    fn show(&self, names: &NoteNames<'_>, finding: lint::Finding, fingerprint: String) -> Finding {
        let related = finding.related.into_iter();
        Finding {
            rule: finding.rule.into(),
            severity: finding.severity,
            message: finding.message,
            note: names.at(finding.span).map(str::to_owned),
            why: finding.note,
            help: finding.help,
            place: self.of(finding.span),
            fingerprint,
            related: related.map(|other| Related { place: self.of(other.span), message: other.message }).collect(),
            fix: finding.fix.map(|fix| self.fix(fix)),
        }
    }

    fn fix(&self, fix: lint::Fix) -> Fix {
        let edits = fix.edits.into_iter().map(|edit| Edit { place: self.of(edit.span), text: edit.text });
        Fix { safety: fix.safety, message: fix.message, edits: edits.collect() }
    }
}
