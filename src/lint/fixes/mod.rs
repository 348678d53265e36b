//! Fixes that several rules share. Each is a function from a document to a [`Fix`](super::Fix), or to nothing where the
//! document leaves room for doubt; [`mend`](super::mend) verifies what comes of it.

mod arrange;
mod label;
mod marker;
mod mention;
mod renumber;
mod short;

pub use arrange::{merge, reorder};
pub use marker::{Side, move_punctuation, pair_orphan, separate};
pub use mention::point_to;
pub use renumber::renumber;
pub use short::{add_title, repeated_page, said_before, short_form, spell_out};

use crate::document::{Document, Note};

/// True if two notes have one name by which markers find them: a parser takes the first, another the last.
fn shares_names(document: &Document) -> bool {
    let named = |note: &&Note| !note.inline && !note.id.is_empty();
    let mut seen = std::collections::HashSet::new();
    let file = |note: &Note| document.locate(note.span).0;
    document.notes.iter().filter(named).any(|note| !seen.insert((file(note), note.id.as_str())))
}
