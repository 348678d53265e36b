//! Inside one note: its citations, the signals before them, the places they point to, and the commentary between.

mod again;
mod edges;
mod extent;
mod keys;
mod live;
mod locator;
mod memory;
mod mention;
mod name;
mod phrase;
mod pieces;
mod read;
mod revision;
mod short;
mod signal;
mod split;
mod title;
mod token;
mod words;

#[cfg(feature = "render")]
pub(crate) use again::is_possessed;
pub use live::with_live;
pub use locator::{Locator, LocatorLabel};
pub(crate) use locator::{undated, unplaced};
pub(crate) use memory::CutMemory;
pub(crate) use mention::{WorkMention, mentions};
pub(crate) use read::whole;
pub use short::ShortForm;
pub use split::cut;

use std::sync::Arc;

use crate::csl::Item;
use crate::text::Span;

/// How a citation names its source.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The source in full, also where only its author comes from elsewhere ("ders., …").
    #[default]
    Full,
    /// Author, short title, author and date, or a cite key.
    Short,
    /// Ibid., Ebd., Ivi, Ibidem.
    Ibid,
    /// Id., idem, ders. standing for a whole citation.
    Idem,
    /// Op. cit., cit., a.a.O. with an author.
    Opcit,
    /// Loc. cit.
    Loccit,
    /// Through a note's number (supra note 3, (n 3), wie Anm. 3), or to the document's own pages.
    Crossref,
    /// A mention, not a citation.
    None,
}

impl Kind {
    /// The kind as JSON spells it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Full => "full",
            Kind::Short => "short",
            Kind::Ibid => "ibid",
            Kind::Idem => "idem",
            Kind::Opcit => "opcit",
            Kind::Loccit => "loccit",
            Kind::Crossref => "crossref",
            Kind::None => "none",
        }
    }
}

/// What a signal says of the source: for the claim, against it, beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Polarity {
    /// See, see also, e.g., accord.
    Supports,
    /// Cf., vgl., compare.
    Compares,
    /// But see, contra, anders.
    Contradicts,
    /// Quoted in, cited in, citing, reprinted in.
    Relates,
}

/// The words before a citation that say how it is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signal {
    /// The words as they stand.
    pub text: String,
    /// What they say.
    pub polarity: Polarity,
}

/// One pointing at one source inside a note.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Citation {
    /// The note, by its place in the document.
    pub note: usize,
    /// The place among the citations of its note, from 1.
    pub number: usize,
    /// Where it stands in the document's text, without signal and final stop.
    pub span: Span,
    /// Where it stands in the text of its note ([`crate::document::Note::body`]).
    pub flat: Span,
    /// How it names its source; a first guess by form alone, which resolution may correct.
    pub kind: Kind,
    /// See, cf., quoted in.
    pub signal: Option<Signal>,
    /// The place in the source.
    pub locator: Option<Locator>,
    /// What it gives to go by: names, title and year as far as their look tells them.
    pub short: ShortForm,
    /// Whether it says where or when its work was published, or gives an address: what a short form leaves out.
    pub imprint: bool,
    /// The name it gives its work for later use: RPAI in "(hereafter RPAI)".
    pub alias: Option<String>,
    /// Whether it stands in a parenthesis of another citation ("(citing …)"): such a one is never what Id. means.
    pub aside: bool,
    /// The record of its source, where a reference manager wrote the citation and keeps it in the document. Its id is the same in all
    /// citations of that source.
    pub record: Option<Arc<Item>>,
    /// The probability that these words, and no others, are a citation, from 0 to 1.
    pub certainty: f32,
}
