//! Which note a place of a document belongs to, as a reader would name it: "note 11".

use std::borrow::Cow;

use crate::document::Document;
use crate::text::Span;

/// The labels of markers and notes by place.
#[derive(Debug)]
pub struct NoteNames<'d> {
    markers: Vec<(Span, &'d str)>,
    notes: Vec<(Span, &'d str)>,
}

impl<'d> NoteNames<'d> {
    /// Sorts the markers and notes of a document.
    #[must_use]
    pub fn of(document: &'d Document) -> Self {
        let sorted = |mut places: Vec<(Span, &'d str)>| {
            places.sort_by_key(|(span, _)| span.start);
            places
        };
        Self {
            markers: sorted(document.markers.iter().map(|marker| (marker.span, marker.label.as_str())).collect()),
            notes: sorted(document.notes.iter().map(|note| (note.span, note.label.as_str())).collect()),
        }
    }

    /// The label of the note that holds a place, or of the marker that stands there; `None` in the running text.
    #[must_use]
    pub fn at(&self, span: Span) -> Option<&'d str> {
        holder(&self.markers, span).or_else(|| holder(&self.notes, span))
    }

    /// A message with the note that it is about before it, unless it names that note already.
    #[must_use]
    pub fn with_note<'m>(&self, span: Span, message: &'m str) -> Cow<'m, str> {
        with_note(self.at(span), message)
    }
}

/// A message with the note of this label before it, unless it names that note already.
#[must_use]
pub(super) fn with_note<'m>(label: Option<&str>, message: &'m str) -> Cow<'m, str> {
    match label {
        Some(label) if !names(message, &format!("note {label}")) => format!("note {label}: {message}").into(),
        _ => message.into(),
    }
}

/// True if the message has these words, and no longer number in their place.
fn names(message: &str, words: &str) -> bool {
    let follows = |at: usize| message[at + words.len()..].starts_with(char::is_alphanumeric);
    message.match_indices(words).any(|(at, _)| !follows(at))
}

/// The last of the sorted places that begin at or before a span, if the span begins in it.
fn holder<'d>(places: &[(Span, &'d str)], span: Span) -> Option<&'d str> {
    let after = places.partition_point(|(place, _)| place.start <= span.start);
    let (place, label) = places.get(after.checked_sub(1)?)?;
    (span.start < place.end || *place == span).then_some(*label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Analysis, Options};
    use crate::text::Source;

    #[test]
    fn places_are_named_by_their_note_or_marker() {
        let text = "A claim.[^1] More.[^12] Else.\n\n[^1]: Roe, *Nets*, 3.\n[^12]: Ibid., 5.\n";
        let analysis = Analysis::of(&[Source::new("post.md", text)], &Options::default());
        let names = NoteNames::of(&analysis.document);
        for (words, label) in [
            ("[^1]", Some("1")),
            ("[^12]", Some("12")),
            ("Nets", Some("1")),
            ("Ibid", Some("12")),
            ("Else", None),
            ("A claim", None),
        ] {
            let start = text.find(words).unwrap();
            assert_eq!(names.at(Span::new(start, start + words.len())), label, "{words}");
        }
    }

    #[test]
    fn a_message_names_its_note_once() {
        for (label, message, named) in [
            (Some("1"), "“Ibid.” follows two sources", "note 1: “Ibid.” follows two sources"),
            (Some("1"), "there is no note 1", "there is no note 1"),
            (Some("1"), "note 12 has the same text", "note 1: note 12 has the same text"),
            (None, "the list of works is not in order", "the list of works is not in order"),
        ] {
            assert_eq!(with_note(label, message), named);
        }
    }
}
