//! The list of works in a post, between its markers.

use std::ops::Range;

use super::{RestyleError, Wishes};
use crate::analysis::Analysis;
use crate::csl::{Item, ItemType, TextVariable};
use crate::render::{OutputFormat, Renderer, Request, Style};

/// What the list and its parts are called.
struct Headings {
    language: &'static str,
    all: &'static str,
    primary: &'static str,
    secondary: &'static str,
}

/// By language; the first stands in for others.
const HEADINGS: &[Headings] = &[
    headings("en", "Bibliography", "Primary sources", "Secondary literature"),
    headings("de", "Literaturverzeichnis", "Quellen", "Literatur"),
    headings("fr", "Bibliographie", "Sources", "Études"),
    headings("it", "Bibliografia", "Fonti", "Studi"),
    headings("es", "Bibliografía", "Fuentes", "Estudios"),
    headings("nl", "Bibliografie", "Bronnen", "Literatuur"),
    headings("pt", "Bibliografia", "Fontes", "Estudos"),
];

const fn headings(
    language: &'static str,
    all: &'static str,
    primary: &'static str,
    secondary: &'static str,
) -> Headings {
    Headings { language, all, primary, secondary }
}

/// The headings in the language of a document.
fn named(language: &str) -> &'static Headings {
    HEADINGS.iter().find(|headings| headings.language == language).unwrap_or(&HEADINGS[0])
}

/// What opens and closes the list: a comment where the format has them, else the heading and a rule.
fn markers(format: OutputFormat, heading: &str) -> (String, &'static str) {
    match format {
        OutputFormat::Markdown | OutputFormat::Html => {
            ("<!-- ibid-bibliography -->".to_owned(), "<!-- /ibid-bibliography -->")
        }
        OutputFormat::Latex | OutputFormat::Typst => ("% ibid-bibliography".to_owned(), "% /ibid-bibliography"),
        OutputFormat::Text => (format!("=== {heading} ==="), "====="),
    }
}

/// Types of works that are sources rather than studies.
const PRIMARY: &[ItemType] = &[
    ItemType::ArticleNewspaper,
    ItemType::Bill,
    ItemType::Broadcast,
    ItemType::Classic,
    ItemType::Dataset,
    ItemType::Figure,
    ItemType::Graphic,
    ItemType::Hearing,
    ItemType::Interview,
    ItemType::LegalCase,
    ItemType::Legislation,
    ItemType::Manuscript,
    ItemType::Map,
    ItemType::MotionPicture,
    ItemType::MusicalScore,
    ItemType::Patent,
    ItemType::PersonalCommunication,
    ItemType::Regulation,
    ItemType::Song,
    ItemType::Speech,
    ItemType::Treaty,
];

/// Whether a work is a source: by its type, or because an archive holds it.
fn is_primary(item: &Item) -> bool {
    let archived = [TextVariable::Archive, TextVariable::ArchiveLocation].iter().any(|v| item.text(*v).is_some());
    archived || PRIMARY.contains(&item.item_type)
}

/// The text with its list of works renewed, or added at the end where that is wished.
pub(super) fn renew(
    text: &str,
    analysis: &Analysis,
    style: &Style,
    format: OutputFormat,
    wishes: Wishes,
) -> Result<String, RestyleError> {
    if !style.has_bibliography() {
        let missing = || RestyleError::NoBibliography(style.title.clone());
        return if wishes.bibliography { Err(missing()) } else { Ok(text.to_owned()) };
    }
    match list_range(text, format) {
        Some(place) => {
            let list = list(analysis, style, format, wishes.split)?;
            Ok(format!("{}\n\n{list}\n{}", &text[..place.start], &text[place.end..]))
        }
        None if wishes.bibliography => {
            let list = list(analysis, style, format, wishes.split)?;
            let heading = named(&analysis.language).all;
            let (open, close) = markers(format, heading);
            let title = if format == OutputFormat::Text { String::new() } else { format.heading(heading, 2) + "\n\n" };
            Ok(format!("{}\n\n{title}{open}\n\n{list}\n{close}\n", text.trim_end()))
        }
        None => Ok(text.to_owned()),
    }
}

/// Where the list stands between its markers.
fn list_range(text: &str, format: OutputFormat) -> Option<Range<usize>> {
    HEADINGS.iter().find_map(|headings| {
        let (open, close) = markers(format, headings.all);
        let start = text.find(&open)? + open.len();
        text[start..].find(close).map(|length| start..start + length)
    })
}

/// The list of works, in one part or in two.
fn list(analysis: &Analysis, style: &Style, format: OutputFormat, split: bool) -> Result<String, RestyleError> {
    let works = analysis.works.iter().filter(|work| !work.cited_by.is_empty() && super::is_whole(&work.item));
    let mut items: Vec<Item> = works.map(|work| super::record::of(analysis, work)).collect();
    items.iter_mut().enumerate().for_each(|(number, item)| item.id = format!("{}", number + 1));
    let renderer = Renderer::new(style, &items);
    let part = |wanted: &dyn Fn(&Item) -> bool| {
        let ids = items.iter().filter(|item| wanted(item)).map(|item| item.id.clone()).collect();
        let rendered = renderer.render(&Request { citations: Vec::new(), bibliography: Some(ids) }, format)?;
        Ok::<_, RestyleError>(format.listing(&rendered.bibliography, false))
    };
    if !split {
        return part(&|_| true);
    }
    let headings = named(&analysis.language);
    let parts = [(headings.primary, part(&is_primary)?), (headings.secondary, part(&|item| !is_primary(item))?)];
    let parts = parts.iter().filter(|(_, list)| !list.is_empty());
    Ok(parts.map(|(heading, list)| format!("{}\n\n{list}", format.heading(heading, 3))).collect::<Vec<_>>().join("\n"))
}
