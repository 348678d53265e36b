//! Fixes that several rules share. Each is a function from a document to a [`Fix`](super::Fix), or to nothing where the
//! document leaves room for doubt; [`mend`](super::mend) verifies what comes of it.

mod arrange;
mod label;
mod marker;
mod mention;
mod renumber;
mod short;

pub use arrange::{is_out_of_order, merge, reorder};
#[cfg(feature = "render")]
pub(crate) use label::{label_replaced, label_span};
pub use marker::{MarkerSide, move_punctuation, pair_orphan, separate};
pub use mention::point_to;
pub use renumber::renumber;
pub use short::{add_title, repeated_page, said_before, spell_out};

use crate::document::{Document, ProblemKind};

/// True if a reader may find another note than is meant: where two notes have one name, or a link leads nowhere.
fn is_tangled(document: &Document) -> bool {
    let is_tangle = |kind: ProblemKind| matches!(kind, ProblemKind::IdCollision | ProblemKind::LinkBroken);
    document.namesake().is_some() || document.problems.iter().any(|problem| is_tangle(problem.kind))
}
