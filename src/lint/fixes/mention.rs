//! Cross-references that name a note by its number, made to name another.

use crate::analysis::{Analysis, number_of};
use crate::lint::Fix;
use crate::text::Edit;

/// Makes a cross-reference name another note by its number.
#[must_use]
pub fn point_to(analysis: &Analysis, citation: usize, note: usize) -> Option<Fix> {
    let (span, label) = number_of(analysis, citation)?;
    let number = analysis.document.notes.get(note)?.label.as_str();
    let message = format!("point to note {number} instead of note {label}");
    (number != label).then(|| Fix::needs_consent(message, vec![Edit::replace(span, number)]).replacing([span]))
}
