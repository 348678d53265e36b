//! The styles and languages that hayagriva brings along.

use citationberg::{Locale, Style};
use hayagriva::archive::ArchivedStyle;

use super::style::last_part;

/// The locales, encoded.
pub(super) use hayagriva::archive::LOCALES;

/// The style of this name, or of this id or its last part.
pub(super) fn style(name: &str) -> Option<Style> {
    let by_id = || ArchivedStyle::all().iter().copied().find(|style| last_part(style.csl_id()) == name);
    let found = ArchivedStyle::by_name(name).or_else(|| ArchivedStyle::by_id(name)).or_else(by_id);
    found.map(ArchivedStyle::get)
}

/// Every style by each of its names.
#[cfg(test)]
pub(super) fn styles() -> impl Iterator<Item = (&'static str, Style)> {
    let all = ArchivedStyle::all().iter();
    all.flat_map(|style| {
        let decoded = style.get();
        style.names().iter().copied().chain([last_part(style.csl_id())]).map(move |name| (name, decoded.clone()))
    })
}

/// Every word by which a style is found.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    let all = ArchivedStyle::all().iter();
    all.flat_map(|style| style.names().iter().copied().chain([last_part(style.csl_id())]))
}

/// One of [`LOCALES`], decoded.
pub(super) fn locale(bytes: &[u8]) -> Option<Locale> {
    ciborium::de::from_reader(bytes).ok()
}
