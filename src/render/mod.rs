//! Citations, notes and bibliographies in any CSL style.
//!
//! The words are [hayagriva]'s; the positions ([`positions`]), the case of titles, the typography and the output formats
//! are ours, because hayagriva differs there from CSL 1.0.2 (docs/styles.md lists where).
//!
//! ```
//! use ibid::csl::{Date, DateVariable, Item, ItemType, Name, NameVariable, TextVariable};
//! use ibid::render::{Cite, CiteGroup, OutputFormat, Renderer, Request, Style};
//!
//! let mut book = Item::new("robinson", ItemType::Book);
//! book.set(TextVariable::Title, "Gay Men and the Left in Post-War Britain");
//! book.push_name(NameVariable::Author, Name::person("Robinson", "Lucy"));
//! book.set_date(DateVariable::Issued, Date::year(2007));
//! let style = Style::find("mhra-notes")?;
//! let renderer = Renderer::new(&style, &[book]);
//! let cite = |page: &str| CiteGroup::of(Cite::new("robinson").at(page));
//! let request = Request { citations: vec![cite("167").in_note(1), cite("170").in_note(2)], bibliography: None };
//! let rendered = renderer.render(&request, OutputFormat::Text)?;
//! assert_eq!(rendered.notes[0], "Lucy Robinson, Gay Men and the Left in Post-War Britain (2007), p. 167.");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [hayagriva]: https://github.com/typst/hayagriva

#[cfg(feature = "archive")]
mod archive;
#[cfg(not(feature = "archive"))]
#[path = "loaded.rs"]
mod archive;
mod bounds;
mod case;
mod cited;
mod dates;
mod glyph;
mod hayagriva;
mod listing;
mod locale;
mod mark;
mod pack;
mod position;
mod punctuation;
mod range;
mod request;
mod style;
mod style_error;
mod style_id;
mod typeset;
#[cfg(any(test, not(feature = "archive")))]
mod unpack;
mod write;

pub use self::hayagriva::item::presume_language;
#[cfg(not(feature = "archive"))]
pub use archive::load_archive;
pub use cited::{cited, with_ids};
#[cfg(feature = "archive")]
pub use pack::pack_archive;
pub use position::{CitePosition, Position, positions};
pub use request::{Cite, CiteGroup, RenderError, Rendered, RenderedEntry, Request};
pub use style::{Listed, Style, list};
pub use style_error::StyleError;
#[cfg(any(test, not(feature = "archive")))]
pub use unpack::NoArchive;
pub use write::OutputFormat;

use std::collections::{BTreeSet, HashMap};

use self::hayagriva::history::CiteStates;
use self::hayagriva::item::{self, Handed};
use crate::csl::Item;
use glyph::Rich;

/// A style and the records it writes about.
#[derive(Debug)]
pub struct Renderer<'s> {
    style: &'s Style,
    records: Vec<Handed>,
    places: HashMap<String, usize>,
}

impl<'s> Renderer<'s> {
    /// Readies the records for the style. Of two with one id the first counts.
    #[must_use]
    pub fn new(style: &'s Style, items: &[Item]) -> Self {
        let records: Vec<Handed> =
            items.iter().enumerate().map(|(place, item)| item::hand_over(place, item, &style.uses)).collect();
        let mut places = HashMap::with_capacity(items.len());
        for (place, item) in items.iter().enumerate() {
            places.entry(item.id.clone()).or_insert(place);
        }
        Self { style, records, places }
    }

    /// Writes the citations of a document, and its bibliography if it wants one.
    ///
    /// # Errors
    /// When a citation names a record that is not there.
    pub fn render(&self, request: &Request, format: OutputFormat) -> Result<Rendered, RenderError> {
        let states = CiteStates::of(self, request)?;
        let rendered = states.render(self);
        let notes = request.citations.iter().zip(&rendered.citations);
        let notes = notes.map(|(citation, cites)| write::write(&self.compose(citation, cites), format)).collect();
        let entries = rendered.bibliography.into_iter();
        let bibliography = entries.map(|(place, rich)| self.entry(place, rich, format)).collect();
        Ok(Rendered { notes, bibliography, errors: self.errors(request, &rendered.failed) })
    }

    /// What to say of the records that could not be written: an error for each citation that wants one, else one for the
    /// bibliography.
    fn errors(&self, request: &Request, failed: &BTreeSet<usize>) -> Vec<RenderError> {
        let is_failed = |id: &String| self.places.get(id).is_some_and(|place| failed.contains(place));
        let mut errors = Vec::new();
        for (citation, number) in request.citations.iter().zip(1..) {
            let ids = citation.items.iter().map(|cite| &cite.id).filter(|id| is_failed(id));
            errors.extend(ids.map(|id| RenderError::Citation { number, note: citation.note, id: id.clone() }));
        }
        let listed = request.bibliography.iter().flatten().filter(|id| is_failed(id));
        errors.extend(listed.map(|id| RenderError::Entry { id: id.clone() }));
        errors
    }

    fn record(&self, place: usize) -> Option<&citationberg::json::Item> {
        self.records.get(place).map(|record| &record.item)
    }

    fn entry(&self, place: usize, mut rich: Rich, format: OutputFormat) -> RenderedEntry {
        self.finish_case(&mut rich, place);
        punctuation::settle(&mut rich, &self.style.typography, true);
        let end = rich.glyphs.iter().rposition(|glyph| !glyph.c.is_whitespace()).map_or(0, |last| last + 1);
        rich.glyphs.truncate(end);
        let id = self.records.get(place).and_then(|record| record.item.id()).unwrap_or_default().into_owned();
        RenderedEntry { id, text: write::write(&rich, format) }
    }

    /// Writes each cite of a document by itself, without what the style puts around a citation or between cites, and
    /// without prefix and suffix: what replaces a citation in a note that is otherwise kept. A cite that begins its
    /// citation and has no prefix is taken to begin a sentence.
    ///
    /// # Errors
    /// When a citation names a record that is not there.
    pub fn render_cites(&self, request: &Request, format: OutputFormat) -> Result<Vec<Vec<String>>, RenderError> {
        let rendered = CiteStates::of(self, request)?.render(self);
        let write = |citation: &CiteGroup, at: usize, mut rich: Rich| {
            let cite = citation.items.get(at);
            cite.into_iter().for_each(|cite| self.finish_cite(&mut rich, cite));
            let begins = at == 0 && cite.is_none_or(|cite| cite.prefix.is_none());
            punctuation::settle(&mut rich, &self.style.typography, self.style.is_note && begins);
            write::write(&rich, format)
        };
        let citations = request.citations.iter().zip(rendered.citations);
        let cites =
            citations.map(|(citation, cites)| cites.into_iter().map(|(at, rich)| write(citation, at, rich)).collect());
        Ok(cites.collect())
    }

    /// Puts a citation together: the style's affixes, the cites with theirs, and the separators.
    fn compose(&self, citation: &CiteGroup, cites: &[(usize, Rich)]) -> Rich {
        let mut whole = Rich::plain(&self.style.prefix);
        let mut delimiter = false;
        for (at, rich) in cites {
            let mut rich = rich.clone();
            let cite = citation.items.get(*at);
            cite.into_iter().for_each(|cite| self.finish_cite(&mut rich, cite));
            if delimiter && !rich.is_blank() && self.style.is_note {
                whole.append(Rich::plain(&self.style.delimiter));
            }
            delimiter |= !rich.is_blank();
            let words = |words: Option<&String>| words.map(|words| words.trim().to_owned()).unwrap_or_default();
            let prefix = words(cite.and_then(|cite| cite.prefix.as_ref()));
            let suffix = words(cite.and_then(|cite| cite.suffix.as_ref()));
            whole.append(Rich::plain(&before(&prefix)));
            whole.append(rich);
            whole.append(Rich::plain(&after(&suffix)));
        }
        whole.append(Rich::plain(&self.style.suffix));
        punctuation::settle(&mut whole, &self.style.typography, self.style.is_note);
        whole
    }

    /// Puts the locator in, and settles what depends on the record.
    fn finish_cite(&self, rich: &mut Rich, cite: &Cite) {
        let is_page = cite.label.as_deref().is_none_or(|label| label == "page");
        let locator = cite.locator.as_deref().unwrap_or_default().trim();
        let ranges = &self.style.ranges;
        let locator = if is_page { ranges.pages(locator) } else { ranges.numbers(locator) };
        glyph::replace(rich, mark::LOCATOR, mark::LOCATOR_END, &typeset::typeset(&locator));
        if let Some(place) = self.places.get(&cite.id) {
            self.finish_case(rich, *place);
        }
    }

    fn finish_case(&self, rich: &mut Rich, place: usize) {
        self.style.others.put(rich);
        let record = self.records.get(place);
        let text = |value: Option<&String>| value.map(String::as_str).unwrap_or_default().to_owned();
        let pages = self.style.ranges.pages(&text(record.and_then(|record| record.pages.as_ref())));
        let number = text(record.and_then(|record| record.number.as_ref()));
        glyph::replace(rich, mark::PAGES, mark::PAGES_END, &pages);
        glyph::replace(rich, mark::NUMBER, mark::NUMBER_END, &typeset::value(&number));
        let english = record.and_then(|record| record.english);
        glyph::apply_markup(rich);
        let english_terms = self.style.is_english();
        case::apply(rich, case::Languages { english: english.unwrap_or(english_terms), english_terms });
    }
}

/// Words before a cite, with the space between.
fn before(prefix: &str) -> String {
    let close = prefix.is_empty() || prefix.ends_with(['(', '[', '’', '“']);
    format!("{}{}", typeset::value(prefix), if close { "" } else { " " })
}

/// Words after a cite, with the space between.
fn after(suffix: &str) -> String {
    let close = suffix.is_empty() || suffix.starts_with([',', '.', ';', ':', ')', ']', '?', '!']);
    format!("{}{}", if close { "" } else { " " }, typeset::value(suffix))
}
