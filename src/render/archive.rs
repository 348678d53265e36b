//! The styles and languages that hayagriva brings along.

use citationberg::Style;
use hayagriva::archive::{ArchivedStyle, LOCALES};

use super::style_id::last_part;

/// The encoded locales.
pub(super) fn locales() -> impl Iterator<Item = &'static [u8]> {
    LOCALES.iter().copied()
}

/// The style of this name, or of this id or its last part.
pub(super) fn style(name: &str) -> Option<Style> {
    let by_id = || ArchivedStyle::all().iter().copied().find(|style| last_part(style.csl_id()) == name);
    let found = ArchivedStyle::by_name(name).or_else(|| ArchivedStyle::by_id(name)).or_else(by_id);
    found.map(ArchivedStyle::get)
}

/// Every style, with its names and its id.
pub(super) fn styles() -> impl Iterator<Item = (Vec<&'static str>, Style)> {
    let named = |style: &ArchivedStyle| style.names().iter().copied().chain([style.csl_id()]).collect();
    ArchivedStyle::all().iter().map(move |style| (named(style), style.get()))
}

/// Every word by which a style is found.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    let all = ArchivedStyle::all().iter();
    all.flat_map(|style| style.names().iter().copied().chain([last_part(style.csl_id())]))
}
