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
pub use short::{add_title, repeated_page, short_form, spell_out};
