//! What stands at a place of the text, where it leads, and what else means the same.

use super::Analysis;
use crate::citation::Kind;
use crate::resolve::SourceId;
use crate::text::Span;

/// What a reader who points at a place of the text may ask about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A marker, by its place among all markers.
    Marker(usize),
    /// A note outside of its citations, by its place among all notes.
    Note(usize),
    /// A citation, by its place among all citations.
    Citation(usize),
    /// An entry of the bibliography, by its place.
    Entry(usize),
}

impl Analysis {
    /// What stands at a byte of the text; the place just after it counts, as a cursor stands there.
    ///
    /// ```
    /// use ibid::{Analysis, Options, Source};
    /// use ibid::analysis::Subject;
    /// let post = Source::new("post.md", "One.[^1]\n\n[^1]: Wells, *Salt* (London: Cape, 1987), 3.\n");
    /// let analysis = Analysis::of(&[post], &Options::default());
    /// assert_eq!(analysis.at(5), Some(Subject::Marker(0)));
    /// assert_eq!(analysis.at(11), Some(Subject::Note(0)));
    /// assert_eq!(analysis.at(20), Some(Subject::Citation(0)));
    /// ```
    #[must_use]
    pub fn at(&self, offset: usize) -> Option<Subject> {
        let holds = |span: Span| span.start <= offset && offset <= span.end;
        let document = &self.document;
        let citation = self.citations.iter().position(|citation| citation.kind != Kind::None && holds(citation.span));
        let marker = || document.markers.iter().position(|marker| holds(marker.span));
        let own = |marker: &usize| document.markers[*marker].note.is_none_or(|note| !document.notes[note].inline);
        citation
            .map(Subject::Citation)
            .or_else(|| marker().filter(own).map(Subject::Marker))
            .or_else(|| document.notes.iter().position(|note| holds(note.span)).map(Subject::Note))
            .or_else(|| document.bibliography.iter().position(|entry| holds(entry.span)).map(Subject::Entry))
    }

    /// The bytes of a subject.
    #[must_use]
    pub fn span(&self, subject: Subject) -> Option<Span> {
        let document = &self.document;
        match subject {
            Subject::Marker(index) => document.markers.get(index).map(|marker| marker.span),
            Subject::Note(index) => document.notes.get(index).map(|note| note.span),
            Subject::Citation(index) => self.citations.get(index).map(|citation| citation.span),
            Subject::Entry(index) => document.bibliography.get(index).map(|entry| entry.span),
        }
    }

    /// Where a source is given in full. One in the running text has a place but no extent.
    #[must_use]
    pub fn source_span(&self, source: SourceId) -> Option<Span> {
        match source {
            SourceId::Citation(index) => self.span(Subject::Citation(index)),
            SourceId::Entry(index) => self.span(Subject::Entry(index)),
            SourceId::Body(offset) => Some(Span::new(offset, offset)),
        }
    }

    /// The source that a citation or an entry means.
    #[must_use]
    pub fn source_of(&self, subject: Subject) -> Option<SourceId> {
        match subject {
            Subject::Citation(index) => self.resolutions.get(index)?.source,
            Subject::Entry(index) => Some(SourceId::Entry(index)),
            Subject::Marker(_) | Subject::Note(_) => None,
        }
    }

    /// Where a subject leads: a marker to its note, a note back to its markers, a citation to where its source is given in full.
    #[must_use]
    pub fn targets(&self, subject: Subject) -> Vec<Span> {
        let document = &self.document;
        match subject {
            Subject::Marker(index) => {
                let note = document.markers.get(index).and_then(|marker| marker.note);
                note.and_then(|note| self.span(Subject::Note(note))).into_iter().collect()
            }
            Subject::Note(index) => self.marker_spans(index),
            _ => self.source_of(subject).and_then(|source| self.source_span(source)).into_iter().collect(),
        }
    }

    /// All that means the same, in the order of the text: the markers of a note, or the citations of a work. With `declaration` also
    /// where it is defined: the label of the note, the entry of the bibliography.
    #[must_use]
    pub fn mentions_of(&self, subject: Subject, declaration: bool) -> Vec<Span> {
        let mut spans = match subject {
            Subject::Marker(index) => match self.document.markers.get(index).and_then(|marker| marker.note) {
                Some(note) => self.note_spans(note, declaration),
                None => self.unpaired_spans(index),
            },
            Subject::Note(index) => self.note_spans(index, declaration),
            _ => self.source_of(subject).map(|source| self.work_spans(source, declaration)).unwrap_or_default(),
        };
        spans.sort_unstable();
        spans.dedup();
        spans
    }

    fn marker_spans(&self, note: usize) -> Vec<Span> {
        let markers = self.document.notes.get(note).into_iter().flat_map(|note| &note.markers);
        markers.filter_map(|&marker| self.span(Subject::Marker(marker))).collect()
    }

    fn note_spans(&self, note: usize, declaration: bool) -> Vec<Span> {
        let head = self.document.notes.get(note).map(|note| note.head).filter(|head| declaration && !head.is_empty());
        self.marker_spans(note).into_iter().chain(head).collect()
    }

    /// The markers with the label of one that has no note.
    fn unpaired_spans(&self, marker: usize) -> Vec<Span> {
        let markers = &self.document.markers;
        let Some(label) = markers.get(marker).map(|marker| &marker.label) else { return Vec::new() };
        markers.iter().filter(|other| other.note.is_none() && other.label == *label).map(|other| other.span).collect()
    }

    fn work_spans(&self, source: SourceId, declaration: bool) -> Vec<Span> {
        let cited = self.work(source).map(|work| work.cited_by.as_slice()).unwrap_or_default();
        let entry = matches!(source, SourceId::Entry(_)).then(|| self.source_span(source)).flatten();
        let citations = cited.iter().filter_map(|&index| self.span(Subject::Citation(index)));
        citations.chain(entry.filter(|_| declaration)).collect()
    }
}
