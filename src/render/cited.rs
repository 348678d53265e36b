//! The works of a document, ready to be listed.

use std::collections::HashSet;

use super::presume_language;
use crate::analysis::Analysis;
use crate::csl::{Item, ItemType, TextVariable};

/// Returns the works that a document cites. A work that names no language has the one of its title, or else that of the document.
///
/// ```
/// use ibid::render::{cited, with_ids};
/// use ibid::{Analysis, Options, Source};
/// let post = Source::new("post.md", "A claim.[^1]\n\n[^1]: Lucy Robinson, *Gay Men and the Left* (Manchester, 2007), 166.\n");
/// let items = with_ids(cited(Analysis::of(&[post], &Options::default())));
/// assert_eq!(items[0].id, "work-1");
/// ```
#[must_use]
pub fn cited(analysis: Analysis) -> Vec<Item> {
    let read = analysis.into_apparatus();
    let mut items = read.records();
    for item in &mut items {
        presume_language(item, &read.language);
        if is_bare_address(item) {
            item.item_type = ItemType::Webpage;
        }
    }
    items
}

/// True if nothing but its address is known of a work. What an address looks like ("github.com") is a kind that styles would print in
/// place of the title, and once more after it.
fn is_bare_address(item: &Item) -> bool {
    let is_named = item.all_names().next().is_some() || item.text(TextVariable::Title).is_some();
    !is_named && item.text(TextVariable::Url).is_some()
}

/// Gives works without an id, or with one that another has, an id of their own.
#[must_use]
pub fn with_ids(mut items: Vec<Item>) -> Vec<Item> {
    let mut seen = HashSet::new();
    for (number, item) in items.iter_mut().enumerate() {
        if item.id.is_empty() || !seen.insert(item.id.clone()) {
            item.id = format!("{}{}", if item.id.is_empty() { "work-" } else { &item.id }, number + 1);
            seen.insert(item.id.clone());
        }
    }
    items
}
