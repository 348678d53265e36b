//! Citations that a reference manager wrote into a document, with the records that it keeps there: they are known, not guessed.

use std::sync::Arc;

use serde_json::Value;

use super::{Citation, Kind, Locator, LocatorLabel};
use crate::csl::Item;
use crate::document::Note;
use crate::text::{MarkKind, Span};

/// A source that a citation of a reference manager cites.
struct Cited {
    record: Arc<Item>,
    locator: Option<(LocatorLabel, String)>,
}

/// The citations of a note: those that a reference manager wrote, and of the `cut` ones those beside them.
#[must_use]
pub fn with_live(index: usize, note: &Note, cut: Vec<Citation>) -> Vec<Citation> {
    let live = note.body.marks.iter().filter_map(|mark| match &mark.kind {
        MarkKind::Citation(data) => Some((mark.span, cited(data))).filter(|(_, cited)| !cited.is_empty()),
        _ => None,
    });
    let live: Vec<(Span, Vec<Cited>)> = live.collect();
    if live.is_empty() {
        return cut;
    }
    let (within, mut all): (Vec<Citation>, Vec<Citation>) =
        cut.into_iter().partition(|citation| live.iter().any(|(span, _)| span.overlaps(citation.flat)));
    for (span, cited) in live {
        let found: Vec<&Citation> = within.iter().filter(|citation| span.covers(citation.flat)).collect();
        all.extend(citations(note, span, cited, &found));
    }
    all.sort_by_key(|citation| citation.flat.start);
    let number = |(number, citation)| Citation { note: index, number, ..citation };
    (1..).zip(all).map(number).collect()
}

/// The citations of a stretch that a reference manager wrote. `found` are those that were read in it.
fn citations(note: &Note, span: Span, cited: Vec<Cited>, found: &[&Citation]) -> Vec<Citation> {
    let stretches = stretches(&note.body.text, span, cited.len(), found);
    let places = cited.into_iter().zip(stretches).enumerate();
    let citation = |(index, (cited, flat)): (usize, (Cited, Span))| {
        let read = found.get(index).filter(|citation| citation.flat == flat).copied().or(found.first().copied());
        let printed = read.and_then(|citation| citation.locator.clone()).filter(|locator| flat.covers(locator.flat));
        let kept = cited.locator.map(|(label, value)| Locator {
            label,
            value,
            with_volume: None,
            flat: Span::new(flat.end, flat.end),
        });
        Citation {
            span: note.body.source(flat),
            flat,
            kind: Kind::Full,
            signal: read.and_then(|citation| citation.signal.clone()).filter(|_| index == 0),
            locator: printed.or(kept),
            record: Some(cited.record),
            imprint: true,
            certainty: 1.0,
            ..Citation::default()
        }
    };
    places.map(citation).collect()
}

/// Where each of several sources stands: as they were read, else between semicolons, else all in the whole.
fn stretches(text: &str, span: Span, count: usize, found: &[&Citation]) -> Vec<Span> {
    if count > 1 && found.len() == count {
        return found.iter().map(|citation| citation.flat).collect();
    }
    let mut start = span.start;
    let pieces = span.of(text).split(';').map(|piece| {
        let at = start + piece.len() - piece.trim_start().len();
        start += piece.len() + 1;
        Span::new(at, (at + piece.trim().len()).max(at))
    });
    let pieces: Vec<Span> = pieces.collect();
    if count > 1 && pieces.len() == count { pieces } else { vec![span; count] }
}

/// What a CSL citation cites.
fn cited(data: &str) -> Vec<Cited> {
    let citation: Value = serde_json::from_str(data).unwrap_or_default();
    let items = citation["citationItems"].as_array().into_iter().flatten();
    items
        .filter_map(|item| {
            let mut record: Item = serde_json::from_value(item["itemData"].clone()).ok()?;
            let text = |value: &Value| {
                value.as_str().map(str::to_owned).or_else(|| value.as_i64().map(|number| number.to_string()))
            };
            let id = item["uris"].get(0).and_then(text).or_else(|| text(&item["id"]));
            record.id = id.unwrap_or(record.id);
            let locator = text(&item["locator"]).filter(|value| !value.trim().is_empty());
            let label = item["label"].as_str().map_or(LocatorLabel::Page, LocatorLabel::named);
            Some(Cited { record: Arc::new(record), locator: locator.map(|value| (label, value)) })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::FlatBuilder;

    fn note(before: &str, live: &str, after: &str, items: &str) -> Note {
        let mut flat = FlatBuilder::default();
        flat.verbatim(before, 0);
        flat.open(MarkKind::Citation(format!("{{\"citationItems\":{items}}}")), before.len());
        flat.verbatim(live, before.len());
        let end = before.len() + live.len();
        flat.close(end);
        flat.verbatim(after, end);
        Note { body: flat.finish(end + after.len()), ..Note::default() }
    }

    #[test]
    fn what_is_kept_in_the_document_is_known() {
        let item = |id: &str| {
            format!(
                "{{\"id\":1,\"uris\":[\"{id}\"],\"itemData\":{{\"id\":1,\"type\":\"book\",\"title\":\"T\"}},\"locator\":\"12\"}}"
            )
        };
        let table = [
            ("See ", "Reed, Salt, 12", ", and more.", format!("[{}]", item("a")), vec![("a", "Reed, Salt, 12")]),
            ("", "Ibid.", "", format!("[{}]", item("a")), vec![("a", "Ibid.")]),
            (
                "",
                "Reed, 12; Hall, 3",
                "",
                format!("[{},{}]", item("a"), item("b")),
                vec![("a", "Reed, 12"), ("b", "Hall, 3")],
            ),
            (
                "",
                "Reed and Hall",
                "",
                format!("[{},{}]", item("a"), item("b")),
                vec![("a", "Reed and Hall"), ("b", "Reed and Hall")],
            ),
            ("", "broken", "", "[{}]".to_owned(), vec![]),
        ];
        for (before, live, after, items, wanted) in table {
            let note = note(before, live, after, &items);
            let found = with_live(0, &note, Vec::new());
            let shown: Vec<(&str, &str)> = found
                .iter()
                .map(|citation| (citation.record.as_ref().unwrap().id.as_str(), citation.flat.of(&note.body.text)))
                .collect();
            assert_eq!(shown, wanted, "{live}");
            assert!(found.iter().all(|citation| citation.locator.as_ref().unwrap().value == "12"));
        }
    }

    #[test]
    fn what_was_cut_beside_it_stays_and_what_was_cut_in_it_goes() {
        let note = note("Hall, Wells, 3; ", "Reed, 12", "", "[{\"id\":7,\"itemData\":{\"type\":\"book\"}}]");
        let cut = |start: usize, end: usize| Citation { flat: Span::new(start, end), ..Citation::default() };
        let found = with_live(4, &note, vec![cut(0, 14), cut(16, 20)]);
        let shown: Vec<(usize, usize, &str)> =
            found.iter().map(|citation| (citation.note, citation.number, citation.flat.of(&note.body.text))).collect();
        assert_eq!(shown, [(4, 1, "Hall, Wells, 3"), (4, 2, "Reed, 12")]);
    }
}
