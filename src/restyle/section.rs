//! The list of works in a post, between its markers.

use super::{RestyleError, Wishes};
use crate::analysis::Analysis;
use crate::csl::{Item, ItemType, TextVariable};
use crate::render::{OutputFormat, Renderer, Request, Style};

/// What opens and closes the list, in a format that has comments.
fn markers(format: OutputFormat) -> Option<(&'static str, &'static str)> {
    match format {
        OutputFormat::Markdown | OutputFormat::Html => {
            Some(("<!-- ibid-bibliography -->", "<!-- /ibid-bibliography -->"))
        }
        OutputFormat::Latex => Some(("% ibid-bibliography", "% /ibid-bibliography")),
        OutputFormat::Text | OutputFormat::Typst => None,
    }
}

/// What the parts of a split list are called, by language; English stands in for the others.
const HEADINGS: &[(&str, &str, &str)] = &[
    ("en", "Primary sources", "Secondary literature"),
    ("de", "Quellen", "Literatur"),
    ("fr", "Sources", "Bibliographie"),
    ("it", "Fonti", "Bibliografia"),
    ("es", "Fuentes", "Bibliografía"),
    ("nl", "Bronnen", "Literatuur"),
];

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
    let Some((open, close)) = markers(format).filter(|_| style.has_bibliography()) else { return Ok(text.to_owned()) };
    let place = text.find(open).and_then(|start| {
        let inside = start + open.len();
        text[inside..].find(close).map(|length| inside..inside + length)
    });
    match place {
        Some(place) => {
            let list = list(analysis, style, format, wishes.split)?;
            Ok(format!("{}\n\n{list}\n{}", &text[..place.start], &text[place.end..]))
        }
        None if wishes.bibliography => {
            let list = list(analysis, style, format, wishes.split)?;
            Ok(format!("{}\n\n{open}\n\n{list}\n{close}\n", text.trim_end()))
        }
        None => Ok(text.to_owned()),
    }
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
        Ok::<_, RestyleError>(format.listing(&rendered.bibliography))
    };
    if !split {
        return part(&|_| true);
    }
    let english = HEADINGS.first().copied().unwrap_or_default();
    let known = HEADINGS.iter().copied().find(|(language, ..)| *language == analysis.language);
    let (_, primary, secondary) = known.unwrap_or(english);
    let parts = [(primary, part(&is_primary)?), (secondary, part(&|item| !is_primary(item))?)];
    let parts = parts.iter().filter(|(_, list)| !list.is_empty());
    Ok(parts.map(|(heading, list)| format!("{}\n\n{list}", format.heading(heading))).collect::<Vec<_>>().join("\n"))
}
