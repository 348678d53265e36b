//! What a short form stands for: a graph from citation to citation to work.
//!
//! One pass in the order of the document, backwards only, unique or not at all. What stays open has a [`Reason`].

mod back;
mod body;
mod correct;
mod cross;
mod graph;
mod index;
mod known;
mod label;
mod likeness;
mod named;
mod order;
mod profile;
mod rank;
mod ranking;
mod resolver;
mod running_text;
mod sign;
mod state;
mod why;

pub use correct::correct;
pub use profile::{AfterSeveral, PROFILES, Profile, Sense, choose};
pub use ranking::Ground;
pub use why::{Choice, Choices};

use std::collections::HashMap;
use std::sync::Arc;

use crate::citation::{Citation, Kind, Locator};
use crate::csl::Item;
use crate::document::Document;
use crate::reference::Reference;

/// Where a source is given in full.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceId {
    /// In a citation, by its place among all citations of the document.
    Citation(usize),
    /// In a list of works, by the entry's place.
    Entry(usize),
    /// In the running text, by byte offset.
    Body(usize),
}

/// Why a source cannot be told, or what a careful reader should know although it can.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// Nothing before it fits.
    NoAntecedent,
    /// Several sources fit.
    Ambiguous,
    /// Another source stands between.
    InterveningSource,
    /// The note before has several sources.
    PrecedingNoteMultiple,
    /// The page lies outside the source.
    PageImplausible,
    /// The source is given only later.
    ForwardReference,
    /// The author does not fit.
    AuthorMismatch,
    /// The style does not use this form.
    StyleForbids,
    /// It points to the document itself.
    OwnText,
}

impl Reason {
    /// The reason as JSON spells it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Reason::NoAntecedent => "no-antecedent",
            Reason::Ambiguous => "ambiguous",
            Reason::InterveningSource => "intervening-source",
            Reason::PrecedingNoteMultiple => "preceding-note-multiple",
            Reason::PageImplausible => "page-implausible",
            Reason::ForwardReference => "forward-reference",
            Reason::AuthorMismatch => "author-mismatch",
            Reason::StyleForbids => "style-forbids",
            Reason::OwnText => "own-text",
        }
    }
}

/// How a citation leads to its source, in the words of [TEI issue 2974](https://github.com/TEIC/TEI/issues/2974).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Link {
    /// The work cited just before.
    PrecedingWork,
    /// A work cited later.
    SubsequentWork,
    /// The author cited just before; the work is another.
    PrecedingAuthor,
    /// Through a note's number.
    Footnote,
}

impl Link {
    /// The link as JSON spells it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Link::PrecedingWork => "precedingWork",
            Link::SubsequentWork => "subsequentWork",
            Link::PrecedingAuthor => "precedingAuthor",
            Link::Footnote => "footnote",
        }
    }
}

/// What a citation stands for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Resolution {
    /// The place that first gives the source in full; for a full citation itself, or the first time the work was given.
    pub source: Option<SourceId>,
    /// The citation or entry that it goes back to directly; the source is where that way ends.
    pub antecedent: Option<SourceId>,
    /// Why there is no source, or what to know of the one there is.
    pub reason: Option<Reason>,
    /// The sources that were weighed, best first.
    pub candidates: Vec<SourceId>,
    /// How the citation leads to its source.
    pub link: Option<Link>,
    /// The place meant by a short form that prints none but means "at the same place" in this dialect.
    pub place: Option<Locator>,
    /// How sure the source is, from 0 to 1.
    pub confidence: f32,
}

/// A work that the document cites.
#[derive(Debug, Clone, PartialEq)]
pub struct Work {
    /// Where it is first given in full.
    pub id: SourceId,
    /// The citations that mean it, by their place in the document.
    pub cited_by: Vec<usize>,
    /// The record, of all that the document says of it.
    pub item: Item,
    /// How sure the record is, from 0 to 1.
    pub confidence: f32,
}

/// The citations of a document with their sources.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Resolved {
    /// One for each citation.
    pub resolutions: Vec<Resolution>,
    /// The works, in the order in which they are first given.
    pub works: Vec<Work>,
    /// The kind of each citation, corrected by what is known of its work.
    pub kinds: Vec<Kind>,
}

/// What resolution looks at.
#[derive(Debug, Clone, Copy)]
pub struct ResolutionInput<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its citations. Resolution may correct their kinds.
    pub citations: &'a [Citation],
    /// What each citation says when read as a reference.
    pub references: &'a [Arc<Reference>],
    /// The entries of its list of works, read as references.
    pub entries: &'a [Arc<Reference>],
    /// The dialect of short forms.
    pub profile: &'a Profile,
    /// Whether the settings name the dialect, so that a form it does not use is worth a word.
    pub profile_named: bool,
    /// What a writer knows better: the source of a citation, by place.
    pub pins: &'a HashMap<usize, SourceId>,
}

/// Finds the source of every citation.
#[must_use]
pub fn resolve(evidence: ResolutionInput<'_>) -> Resolved {
    resolver::run(evidence)
}

pub(crate) use why::why;

/// What `examples/train` learns the weights of the ranking from.
pub mod learning {
    pub use super::likeness::{FEATURES, Feature, Likeness};
    pub use super::ranking::{shares_by, table_with};
    pub use super::resolver::{WeighedCitation, weighed};
}

#[cfg(test)]
mod tests {
    use super::{Reason, SourceId};
    use crate::analysis::{Analysis, Options};
    use crate::text::Source;

    /// A book and another, each given in full.
    pub(super) const MILL: &str = "Ann Able, *The Mill on the Hill* (London: Dale, 1990), 5.";
    pub(super) const MINE: &str = "Bob Baker, *Mines of the North* (Leeds: Ash, 1991), 8.";

    /// The last citation of some notes: the number of the note that gives its source, or why there is none.
    pub(super) fn last_source(notes: &[&str]) -> Result<usize, Option<Reason>> {
        let numbered = || notes.iter().enumerate().map(|(at, note)| (at + 1, note));
        let text: String = numbered().map(|(number, _)| format!("A claim.[^{number}]\n\n")).collect();
        let list: String = numbered().map(|(number, note)| format!("[^{number}]: {note}\n")).collect();
        let post = Source::new("post.md", text + &list);
        let analysis = Analysis::of(&[post], &Options::default());
        let last = analysis.resolutions.last().ok_or(None)?;
        match last.source {
            Some(SourceId::Citation(at)) => Ok(analysis.citations[at].note + 1),
            _ => Err(last.reason),
        }
    }
}
