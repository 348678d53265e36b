//! A new note, put in so that everything after it still means what it meant.

use super::OfferError;
use crate::analysis::{Analysis, Change, Options, Subject, verify};
use crate::citation::Kind;
use crate::document::{Document, Marker, Note};
use crate::lint::fixes::{self, label_replaced};
use crate::lint::line_end;
use crate::text::{Edit, Source, Span, apply};

/// What stands in a new note until the writer says what it is to say.
const PLACEHOLDER: &str = "…";

pub(super) fn title(subject: Option<Subject>) -> &'static str {
    match subject {
        Some(Subject::Marker(_)) => "insert a note before this one",
        _ => "insert a note here",
    }
}

/// Where the marker of a new note can stand: before a marker, or in the running text.
pub(super) fn marker_offset(analysis: &Analysis, subject: Option<Subject>, offset: usize) -> Option<usize> {
    let document = &analysis.document;
    let pattern = document.notes.iter().find(|note| pattern(document, note).is_some());
    pattern?;
    match subject {
        Some(Subject::Marker(marker)) => document.markers.get(marker).map(|marker| marker.span.start),
        Some(_) => None,
        None => {
            let paragraph = |flat: &crate::text::Flat| flat.source(Span::new(0, flat.text.len()));
            document.prose().map(paragraph).any(|span| span.contains(offset)).then_some(offset)
        }
    }
}

/// A marker and its note that a new one can be made after: both are brackets around a label.
fn pattern<'d>(document: &'d Document, note: &'d Note) -> Option<(&'d Marker, Span)> {
    let marker = document.first_marker(note)?;
    let is_plain = |span: Span| !span.of(&document.text).contains('<') && !span.is_empty();
    let is_named = marker.target.is_empty() || marker.target == marker.label;
    let head = Span::new(note.span.start, note.head.end.max(note.span.start));
    (!note.inline && is_named && is_plain(marker.span) && is_plain(note.head)).then_some((marker, head))
}

/// The document with a new note whose marker stands at `place`. First an "Ibid." that would mean it is spelled out; last, notes whose
/// numbers were in order get them anew. Each step is verified.
pub(super) fn note(
    source: &Source,
    analysis: &Analysis,
    options: &Options,
    place: usize,
) -> Result<String, OfferError> {
    let was_in_order = fixes::renumber(analysis).is_none();
    let spelled_out = NewNote::of(analysis, place).and_then(|new| new.spelled_out());
    let text = match &spelled_out {
        Some(fix) => super::made(source, analysis, options, fix)?,
        None => source.text.to_string(),
    };
    let place = spelled_out.iter().flat_map(|fix| &fix.edits).fold(place, shifted);
    let (source, analysis) = read(source, text, options);
    let new = NewNote::of(&analysis, place).ok_or(OfferError::NoPlace)?;
    let change = Change::from(new.edits(line_end(&source.text)).ok_or(OfferError::NoPlace)?);
    let text = apply(&source.text, &change.edits).map_err(|_| OfferError::NoPlace)?;
    let (changed, after) = read(&source, text, options);
    verify(&analysis, &after, &change)?;
    match fixes::renumber(&after).filter(|_| was_in_order) {
        Some(fix) => Ok(super::made(&changed, &after, options, &fix)?),
        None => Ok(changed.text.to_string()),
    }
}

fn read(source: &Source, text: String, options: &Options) -> (Source, Analysis) {
    let source = Source::new(&*source.path, text);
    let analysis = Analysis::of(std::slice::from_ref(&source), options);
    (source, analysis)
}

/// Where a place is after an edit.
fn shifted(place: usize, edit: &Edit) -> usize {
    if edit.span.start < place { (place + edit.text.len()).saturating_sub(edit.span.len()) } else { place }
}

struct NewNote<'a> {
    analysis: &'a Analysis,
    place: usize,
    /// The note that follows it in the order of reading.
    next: Option<usize>,
    /// The note that it is made after.
    like: usize,
}

impl<'a> NewNote<'a> {
    fn of(analysis: &'a Analysis, place: usize) -> Option<Self> {
        let document = &analysis.document;
        let usable = |note: &usize| document.notes.get(*note).is_some_and(|note| pattern(document, note).is_some());
        let after = document.markers.iter().filter(|marker| marker.span.start >= place).find_map(|marker| marker.note);
        let before =
            document.markers.iter().rev().filter(|marker| marker.span.start < place).find_map(|marker| marker.note);
        let next = after.filter(usable);
        let like = next.or(before.filter(usable))?;
        Some(Self { analysis, place, next, like })
    }

    /// A number that no note has.
    fn label(&self) -> String {
        let notes = self.analysis.document.notes.iter();
        let most = notes.filter_map(|note| note.label.parse::<usize>().ok()).max().unwrap_or_default();
        (most + 1).to_string()
    }

    fn edits(&self, line_end: &str) -> Option<Vec<Edit>> {
        let document = &self.analysis.document;
        let note = document.notes.get(self.like)?;
        let (marker, head) = pattern(document, note)?;
        let label = self.label();
        let marker = label_replaced(&document.text, marker.span, &marker.label, &label)?;
        let head = label_replaced(&document.text, head, &note.label, &label)?;
        let definition = format!("{} {PLACEHOLDER}", head.trim_end());
        let gap = self.gap(line_end);
        let definition = match self.next {
            Some(_) => Edit::insert(document.block(note).start, format!("{definition}{gap}")),
            None => Edit::insert(document.block(note).end, format!("{gap}{definition}")),
        };
        Some(vec![Edit::insert(self.place, marker), definition])
    }

    /// What stands between notes: a blank line where that is how they are kept apart.
    fn gap(&self, line_end: &str) -> String {
        let document = &self.analysis.document;
        let lists = document.lists();
        let list = lists.iter().find(|list| list.contains(&self.like));
        let between = list.and_then(|list| match list.as_slice() {
            [first, second, ..] => {
                let (first, second) =
                    (document.block(&document.notes[*first]), document.block(&document.notes[*second]));
                document.text.get(first.end..second.start)
            }
            _ => None,
        });
        let is_typed = !document.notes[self.like].span.of(&document.text).starts_with("[^");
        let is_blank = between.map_or(is_typed, |between| between.matches('\n').count() > 1);
        line_end.repeat(if is_blank { 2 } else { 1 })
    }

    /// The short form in place of an "Ibid." that follows the new note and means something before it.
    fn spelled_out(&self) -> Option<crate::lint::Fix> {
        let first = self.analysis.citations_of(self.next?).next()?;
        let citation = self.analysis.citations.get(first)?;
        let source = self.analysis.resolutions.get(first)?.source?;
        let page = fixes::repeated_page(self.analysis, first);
        matches!(citation.kind, Kind::Ibid | Kind::Idem)
            .then(|| fixes::spell_out(self.analysis, first, source, page))
            .flatten()
    }
}
