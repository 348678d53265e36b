//! The records of a document's works, made ready for a style.

use std::collections::HashMap;

use crate::analysis::Analysis;
use crate::csl::{Item, Name, TextVariable};
use crate::reference::Reference;
use crate::render;
use crate::resolve::{SourceId, Work};
use crate::text::Span;

/// The records of the works, by their places, each with a short title for its short forms where that tells it apart.
pub(super) fn all(analysis: &Analysis) -> Vec<Item> {
    let mut items: Vec<Item> = analysis.works.iter().map(|work| of(analysis, work)).collect();
    let mut bearers: HashMap<String, usize> = HashMap::new();
    for title in items.iter().filter_map(short_title) {
        *bearers.entry(title).or_default() += 1;
    }
    for (place, item) in items.iter_mut().enumerate() {
        item.id = place.to_string();
        if let Some(title) = short_title(item).filter(|title| bearers.get(title) == Some(&1)) {
            item.set(TextVariable::TitleShort, title);
        }
    }
    items
}

/// The record of a work, with the language of its title, with "et al." where its names end so, and without what the
/// cited place has given it.
pub(super) fn of(analysis: &Analysis, work: &Work) -> Item {
    let mut item = work.item.clone();
    render::presume_language(&mut item, &analysis.language);
    let SourceId::Citation(index) = work.id else { return item };
    let (Some(citation), Some(reference)) = (analysis.citations.get(index), analysis.references.get(index)) else {
        return item;
    };
    for &variable in &reference.others {
        let names = item.names(variable);
        if names == reference.item.names(variable) && !names.iter().any(Name::is_others) {
            item.push_name(variable, Name::others());
        }
    }
    let note = analysis.document.notes.get(citation.note);
    if let (Some(locator), Some(note)) = (&citation.locator, note) {
        part_place(&mut item, reference, citation.flat, locator.flat, &note.body.text);
    }
    item
}

/// Takes out of a record what belongs to the cited place: in "*Statutes*, II. 649" the work has no volume, and in
/// "Statutes II, 649" the title no number. `text` is the note, with the spans of citation and place in it.
fn part_place(item: &mut Item, reference: &Reference, citation: Span, place: Span, text: &str) {
    for field in &reference.fields {
        let span = Span::new(field.span.start + citation.start, field.span.end + citation.start);
        let Some(variable) = TextVariable::from_csl(field.variable).filter(|_| span.overlaps(place)) else { continue };
        if place.covers(span) {
            item.remove(variable);
        } else if span.start < place.start {
            let shared = Span::new(place.start, span.end).of(text).trim_end_matches(['.', ',', ' ']);
            let cut = item.text(variable).and_then(|value| value.strip_suffix(shared)).map(str::to_owned);
            cut.into_iter().for_each(|cut| item.set(variable, cut.trim_end_matches([',', ' '])));
        }
    }
}

/// The short title of a record, or the title up to its subtitle.
fn short_title(item: &Item) -> Option<String> {
    let title = || main_title(item.text(TextVariable::Title)?);
    item.text(TextVariable::TitleShort).or_else(title).map(str::to_owned)
}

/// The title without its subtitle, if it has one: the short title that every manual begins from.
fn main_title(title: &str) -> Option<&str> {
    let ends = title.char_indices().filter(|(at, mark)| {
        let rest = &title[at + mark.len_utf8()..];
        matches!(mark, ':' | '?' | '!') && rest.starts_with(char::is_whitespace) && !rest.trim().is_empty()
    });
    let (at, mark) = ends.into_iter().next()?;
    let main = if mark == ':' { &title[..at] } else { &title[..at + mark.len_utf8()] };
    let main = main.trim();
    (!main.is_empty()).then_some(main)
}

#[cfg(test)]
mod tests {
    use super::main_title;

    #[test]
    fn a_short_title_is_the_title_without_its_subtitle() {
        for (title, main) in [
            ("The Mill: A History", Some("The Mill")),
            ("Who Owned the Mill? A Question: And an Answer", Some("Who Owned the Mill?")),
            ("Fire! The Night of the Mill", Some("Fire!")),
            ("The Mill at 10:30", None),
            ("Who Owned the Mill?", None),
            (": nothing", None),
            ("L’Été : histoire d’un moulin", Some("L’Été")),
        ] {
            assert_eq!(main_title(title), main, "{title}");
        }
    }
}
