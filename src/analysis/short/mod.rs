//! Short forms as a document writes them: every change that cites a work again takes its words from here.
//!
//! The form that the document itself uses for the work comes first. Where it has none, the form is made of the family names and the title up
//! to its first stop, with the italics, quotation marks and separators that the full citation has.

mod names;
mod own;
mod title;

#[cfg(feature = "render")]
use crate::csl::Name;
use crate::csl::{TextVariable, main_title};
use crate::resolve::{SourceId, Work};

use super::Analysis;
use own::OwnForm;
pub(super) use own::{OwnForms, own_forms};
use title::TitleMarkup;

/// The short form of a work, in the markup of its document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Short {
    /// The form without a cited place.
    pub(crate) text: String,
    /// What separates it from a place.
    joint: &'static str,
    /// True if a comma after the form stands inside its closing quotation mark, as American printers have it.
    comma_inside: bool,
}

/// Quotation marks that may close a short form.
const CLOSING: [char; 4] = ['”', '’', '"', '\''];

impl Short {
    /// Returns the form with what separates it from `place`.
    pub(crate) fn before(&self, place: &str) -> String {
        let last = self.text.chars().next_back().filter(|c| CLOSING.contains(c));
        match last {
            _ if place.starts_with("at ") => format!("{} ", self.text),
            Some(close) if self.comma_inside => format!("{},{close} ", self.text.trim_end_matches(close)),
            // "Wells 1987: 7" is a joint for numbers; "p. 7" takes a comma.
            _ if self.joint == ": " && place.starts_with(char::is_alphabetic) => format!("{}, ", self.text),
            _ => format!("{}{}", self.text, self.joint),
        }
    }

    /// Returns the form with a cited place, if there is one.
    pub(crate) fn with_place(&self, place: Option<&str>) -> String {
        place.map_or_else(|| self.text.clone(), |place| self.before(place) + place)
    }
}

impl Analysis {
    /// Returns the form that the document itself uses for a work.
    fn own_form(&self, source: SourceId) -> Option<&OwnForm> {
        self.lookups.own(self).of(source)
    }

    /// Writes a work in short. `None` if nothing is known to call it by.
    pub(crate) fn short_form(&self, source: SourceId) -> Option<Short> {
        let work = self.work(source)?;
        let is_rival = self.has_rivals(&work.item);
        let own = self.own_form(source).filter(|own| !is_rival || own.tells_apart);
        own.map(|own| own.short.clone()).or_else(|| self.made_form(work, is_rival || self.wants_titles()))
    }

    /// Makes a short form of names and title; of the title alone where no name is known. Makes none for a work without a title, whose names
    /// are likely to be something else.
    fn made_form(&self, work: &Work, with_title: bool) -> Option<Short> {
        work.item.text(TextVariable::Title)?;
        let around = TitleMarkup::of(self, work.id);
        let names = names::joined(self, &self.record(work), around.as_ref());
        let title = if with_title || names.is_none() { self.short_title(work.id) } else { None };
        let colon = around.as_ref().is_some_and(|around| around.after_colon);
        let comma_inside = title.is_some() && around.is_some_and(|around| around.comma_inside);
        let separator = if colon { ": " } else { ", " };
        let parts: Vec<String> = names.into_iter().chain(title).collect();
        (!parts.is_empty()).then(|| Short { text: parts.join(separator), joint: ", ", comma_inside })
    }

    /// Writes the short title of a work with the italics or quotation marks that the document gives it.
    pub(crate) fn short_title(&self, source: SourceId) -> Option<String> {
        let work = self.work(source)?;
        let markup = self.document.format.markup();
        let title = markup.text(&self.plain_short_title(work)?);
        let around = TitleMarkup::of(self, source);
        Some(
            around.map_or_else(
                || title::usual(&work.item, markup, self.language(), &title),
                |markup| markup.around(&title),
            ),
        )
    }

    /// Returns the short title of a work without markup: that of its record, that of the document, else the title up to its first stop.
    pub(crate) fn plain_short_title(&self, work: &Work) -> Option<String> {
        let own = || self.own_form(work.id)?.title.as_deref();
        let main = || work.item.text(TextVariable::Title).map(main_title);
        work.item.text(TextVariable::TitleShort).or_else(own).or_else(main).map(str::to_owned)
    }

    /// Returns a person with the family name that the document writes in short, if that is longer than the record's.
    #[cfg(feature = "render")]
    pub(crate) fn with_own_family(&self, name: &Name) -> Name {
        let own = names::own_family(self, name).zip(name.given.as_deref());
        let parts = own.and_then(|(own, given)| {
            Some((own, given.strip_suffix(own.strip_suffix(name.family.as_deref()?)?.trim())?))
        });
        match parts {
            Some((own, given)) => {
                Name { family: Some(own.to_owned()), given: Some(given.trim().to_owned()), ..name.clone() }
            }
            None => name.clone(),
        }
    }
}

#[cfg(test)]
mod tests;
