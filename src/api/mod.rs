//! JSON, version 1, as types: what every front end (program, editor server, web page, Python) gives out.
//!
//! Fields may be added, never renamed or removed. Offsets count bytes of the file on disk, before any decoding. A field
//! without a value is null; only `file` and `paths` are left out where a document has one file. The JSON Schema of each document is in `docs/schema/`.
//!
//! | document | type | written by |
//! | --- | --- | --- |
//! | markers, notes, citations and sources of a document | [`Inspection`] | `ibid inspect --format json` |
//! | findings of documents | [`Report`] | `ibid check --format json` |
//! | the labelled words of a reference | [`Segments`] | `ibid parse --to segments` |
//! | citations and a bibliography in a style | [`CiteAnswer`] | `ibid cite` |
//! | the rules | [`Rules`] | `ibid rules --format json` |

mod check;
mod cite;
mod inspect;
mod named;
mod place;
mod rules;
mod segments;

pub use check::{Checked, Edit, Finding, Fix, Related, Report};
pub use cite::CiteAnswer;
pub use inspect::{Citation, Entry, Inspection, Locator, Marker, Note, Source};
pub use named::NoteNames;
pub use place::{Place, Region};
pub use rules::{Rule, Rules};
pub use segments::Segments;

/// The version of every JSON document.
pub const VERSION: u32 = 1;
