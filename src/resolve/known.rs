//! What is known of a work while a document is read.

use super::SourceId;
use super::sign::Signs;

/// A work as it is known so far.
#[derive(Debug)]
pub(crate) struct KnownWork {
    /// Where it is first given in full.
    pub(crate) id: SourceId,
    /// Whether a title or an imprint was given with it: more than a short form of what the document does not have.
    pub(crate) given: bool,
    /// What tells it.
    pub(crate) signs: Signs,
    /// The citations that gave or named it, in reading order.
    pub(crate) cited: Vec<usize>,
}
