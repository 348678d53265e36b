//! What is known of the works corrects how their citations were read.

use std::sync::Arc;

use crate::citation::{Citation, Kind, Locator};
use crate::csl::TextVariable;
use crate::reference::{Reference, pages};

/// Gives citations the kinds that resolution found, and takes the extent of an article from those that cite it as a whole.
/// The three slices go together, citation by citation.
pub fn correct(citations: &mut [Citation], references: &[Arc<Reference>], kinds: &[Kind]) {
    for ((citation, reference), kind) in citations.iter_mut().zip(references).zip(kinds) {
        citation.kind = *kind;
        part_extent(citation, reference);
    }
}

/// The only pages of an article, where they are a long range, are where it stands: nothing in it is cited.
fn part_extent(citation: &mut Citation, reference: &Reference) {
    let Some(extent) = reference.item.text(TextVariable::Page).and_then(pages::range) else { return };
    let is_extent = |place: &mut Locator| pages::range(&place.value) == Some(extent);
    if citation.kind == Kind::Full && reference.locator.is_none() && pages::is_extent(extent) {
        citation.locator.take_if(is_extent);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The place that is left of a citation whose reference has these pages.
    fn left(kind: Kind, place: &str, extent: &str) -> Option<String> {
        let locator = Locator { value: place.to_owned(), ..Locator::default() };
        let mut citations = [Citation { locator: Some(locator), ..Citation::default() }];
        let mut reference = Reference::default();
        reference.item.set(TextVariable::Page, extent);
        correct(&mut citations, &[Arc::new(reference)], &[kind]);
        let [citation] = citations;
        citation.locator.map(|place| place.value)
    }

    #[test]
    fn the_extent_of_an_article_is_no_place_in_it() {
        for (kind, place, extent, expected) in [
            (Kind::Full, "40–58", "40–58", None),
            (Kind::Full, "40-58", "40–58", None),
            (Kind::Full, "44", "40–58", Some("44")),
            (Kind::Full, "40–43", "40–43", Some("40–43")),
            (Kind::Short, "40–58", "40–58", Some("40–58")),
        ] {
            assert_eq!(left(kind, place, extent).as_deref(), expected, "{kind:?} {place} in {extent}");
        }
    }
}
