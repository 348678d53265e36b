//! The records of a document's works, made ready for a style.

use std::collections::HashMap;

use super::tail;
use crate::analysis::Analysis;
use crate::csl::{DateVariable, Item, NameVariable, TextVariable};
use crate::reference::Reference;
use crate::render;
use crate::resolve::{SourceId, Work};
use crate::text::Span;

/// The records of the works, by their places, each with a short title for its short forms where that tells it apart.
pub(super) fn all(analysis: &Analysis) -> Vec<Item> {
    let titles: Vec<Option<String>> = analysis.works.iter().map(|work| analysis.plain_short_title(work)).collect();
    let mut bearers: HashMap<&str, usize> = HashMap::new();
    titles.iter().flatten().for_each(|title| *bearers.entry(title).or_default() += 1);
    let item = |(place, (work, title)): (usize, (&Work, &Option<String>))| {
        let mut item = of(analysis, work);
        item.id = place.to_string();
        if let Some(title) = title.as_ref().filter(|title| bearers.get(title.as_str()) == Some(&1)) {
            item.set(TextVariable::TitleShort, title.as_str());
        }
        item
    };
    analysis.works.iter().zip(&titles).enumerate().map(item).collect()
}

/// The record of a work, with the language of its title, with "et al." where its names end so, and without what the
/// cited place has given it.
pub(super) fn of(analysis: &Analysis, work: &Work) -> Item {
    let mut item = analysis.record(work);
    render::presume_language(&mut item, &analysis.language);
    for role in [NameVariable::Author, NameVariable::Editor] {
        let names = item.names(role).iter().map(|name| analysis.with_own_family(name)).collect();
        item.set_names(role, names);
    }
    let SourceId::Citation(index) = work.id else { return item };
    let (Some(citation), Some(reference)) = (analysis.citations.get(index), analysis.references.get(index)) else {
        return item;
    };
    if let Some(start) = tail::start(analysis, index) {
        remove_tail(&mut item, reference, start);
    }
    let note = analysis.document.notes.get(citation.note);
    if let (Some(locator), Some(note)) = (&citation.locator, note) {
        remove_place(&mut item, reference, citation.flat, locator.flat, &note.body.text);
    }
    item
}

/// Removes from a record what was read from the remark that begins at `start`.
fn remove_tail(item: &mut Item, reference: &Reference, start: usize) {
    item.remove(TextVariable::Note);
    for field in reference.fields.iter().filter(|field| field.span.start >= start) {
        TextVariable::from_csl(field.variable).map(|variable| item.remove(variable));
        DateVariable::from_csl(field.variable).map(|variable| item.remove_date(variable));
    }
}

/// Removes from a record what belongs to the cited place: in "*Statutes*, II. 649" the work has no volume, and in
/// "Statutes II, 649" the title no number. `text` is the note, with the spans of citation and place in it.
fn remove_place(item: &mut Item, reference: &Reference, citation: Span, place: Span, text: &str) {
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
