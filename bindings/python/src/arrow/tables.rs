//! The tables of an answer and their columns.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::{ListArray, StructArray};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{ArrowError, DataType, Field, Fields};
use ibid::api::{Citation, Finding, Inspection, Note, Source};
use ibid::{NameVariable, TextVariable};
use serde_json::json;

use super::column::Value::{Number, Share, Text, Texts};
use super::column::{Column, column};

/// What is known of one post: nothing where it could not be read.
#[derive(Default)]
pub(super) struct Known<'a> {
    pub(super) inspection: Option<Inspection<'a>>,
    pub(super) findings: &'a [Finding],
}

/// A table of the answer.
pub(super) struct Table {
    pub(super) name: &'static str,
    /// True if it is made of what the rules found, and not of what the notes say.
    pub(super) is_of_rules: bool,
    fields: fn() -> Fields,
    lists: for<'a> fn(&'a [Known<'a>]) -> Result<ListArray, ArrowError>,
}

/// All tables.
pub(super) const TABLES: [Table; 5] = [
    Table {
        name: "notes",
        is_of_rules: false,
        fields: || fields(&notes()),
        lists: |all| lists(&notes(), all, note_rows),
    },
    Table {
        name: "citations",
        is_of_rules: false,
        fields: || fields(&citations()),
        lists: |all| lists(&citations(), all, citation_rows),
    },
    Table {
        name: "resolutions",
        is_of_rules: false,
        fields: || fields(&resolutions()),
        lists: |all| lists(&resolutions(), all, citation_rows),
    },
    Table {
        name: "works",
        is_of_rules: false,
        fields: || fields(&works()),
        lists: |all| lists(&works(), all, work_rows),
    },
    Table {
        name: "findings",
        is_of_rules: true,
        fields: || fields(&findings()),
        lists: |all| lists(&findings(), all, |known| known.findings.iter().collect()),
    },
];

impl Table {
    /// The columns.
    pub(super) fn fields(&self) -> Fields {
        (self.fields)()
    }

    /// The column of an answer that holds this table's rows.
    pub(super) fn field(&self) -> Field {
        Field::new_list(self.name, row_field(self.fields()), false)
    }

    /// The rows of each post as one list.
    pub(super) fn lists<'a>(&self, known: &'a [Known<'a>]) -> Result<ListArray, ArrowError> {
        (self.lists)(known)
    }
}

fn row_field(fields: Fields) -> Field {
    Field::new_list_field(DataType::Struct(fields), false)
}

fn fields<R>(columns: &[Column<'_, R>]) -> Fields {
    columns.iter().map(Column::field).collect()
}

fn lists<'a, R>(
    columns: &[Column<'a, R>],
    known: &'a [Known<'a>],
    rows: fn(&'a Known<'a>) -> Vec<R>,
) -> Result<ListArray, ArrowError> {
    let rows: Vec<Vec<R>> = known.iter().map(rows).collect();
    let offsets = OffsetBuffer::from_lengths(rows.iter().map(Vec::len));
    let rows: Vec<R> = rows.into_iter().flatten().collect();
    let arrays = columns.iter().map(|column| column.array(&rows)).collect();
    let fields = fields(columns);
    let rows = StructArray::try_new_with_length(fields.clone(), arrays, None, rows.len())?;
    ListArray::try_new(Arc::new(row_field(fields)), offsets, Arc::new(rows), None)
}

/// A note, and its place among the notes of its post.
type NoteRow<'a> = (usize, &'a Note<'a>);

fn note_rows<'a>(known: &'a Known<'a>) -> Vec<NoteRow<'a>> {
    known.inspection.iter().flat_map(|inspection| &inspection.notes).enumerate().collect()
}

fn notes<'a>() -> [Column<'a, NoteRow<'a>>; 6] {
    [
        column("note", "its place among the notes of the post, from 0", Number(|(at, _)| Some(*at))),
        column("label", "what a reader sees", Text(|(_, note)| Some(note.label.as_ref().into()))),
        column("start", "its first byte", Number(|(_, note)| Some(note.region.start))),
        column("end", "the byte after its last", Number(|(_, note)| Some(note.region.end))),
        column("markers", "how many markers point to it", Number(|(_, note)| Some(note.markers.len()))),
        column("citations", "how many citations it has", Number(|(_, note)| Some(note.citations.len()))),
    ]
}

/// A citation, and the place of its note.
type CitationRow<'a> = (usize, &'a Citation<'a>);

fn citation_rows<'a>(known: &'a Known<'a>) -> Vec<CitationRow<'a>> {
    let of_note = |(at, note): NoteRow<'a>| note.citations.iter().map(move |citation| (at, citation));
    note_rows(known).into_iter().flat_map(of_note).collect()
}

fn citations<'a>() -> [Column<'a, CitationRow<'a>>; 9] {
    [
        column("citation", "its id, unique in the post", Text(|(_, of)| Some(of.id.as_str().into()))),
        column("note", "the place of its note", Number(|(note, _)| Some(*note))),
        column("start", "its first byte", Number(|(_, of)| Some(of.region.start))),
        column("end", "the byte after its last", Number(|(_, of)| Some(of.region.end))),
        column("text", "its text with markup", Text(|(_, of)| Some(of.text.as_ref().into()))),
        column(
            "kind",
            "full, short, ibid, idem, opcit, loccit, crossref or none",
            Text(|(_, of)| Some(of.kind.as_ref().into())),
        ),
        column("signal", "the words that introduce it", Text(|(_, of)| of.signal.as_deref().map(Cow::from))),
        column(
            "locator_label",
            "the kind of its locator, as CSL calls it",
            Text(|(_, of)| of.locator.as_ref().map(|locator| locator.label.as_ref().into())),
        ),
        column(
            "locator",
            "the place in the source",
            Text(|(_, of)| of.locator.as_ref().map(|locator| locator.value.as_ref().into())),
        ),
    ]
}

fn resolutions<'a>() -> [Column<'a, CitationRow<'a>>; 6] {
    [
        column("citation", "the id of the citation", Text(|(_, of)| Some(of.id.as_str().into()))),
        column(
            "work",
            "the id of the work that it means; null where it cannot be told",
            Text(|(_, of)| of.source.as_deref().map(Cow::from)),
        ),
        column(
            "reason",
            "why it cannot be told, or what to know of it",
            Text(|(_, of)| of.reason.as_deref().map(Cow::from)),
        ),
        column(
            "link",
            "how it leads to its work: precedingWork, subsequentWork, precedingAuthor or footnote",
            Text(|(_, of)| of.link.as_deref().map(Cow::from)),
        ),
        column(
            "candidates",
            "the ids of the works that were weighed, best first",
            Texts(|(_, of)| of.candidates.iter().map(String::as_str).collect()),
        ),
        column("confidence", "how sure the work is, from 0 to 1", Share(|(_, of)| Some(of.confidence))),
    ]
}

/// A work, and the text that gives it in full.
struct WorkRow<'a> {
    work: &'a Source<'a>,
    text: Option<&'a str>,
}

fn work_rows<'a>(known: &'a Known<'a>) -> Vec<WorkRow<'a>> {
    let Some(inspection) = &known.inspection else { return Vec::new() };
    let cited = inspection.notes.iter().flat_map(|note| &note.citations);
    let mut texts: HashMap<&str, &str> = cited.map(|citation| (citation.id.as_str(), citation.text.as_ref())).collect();
    texts.extend(inspection.bibliography.iter().map(|entry| (entry.id.as_str(), entry.text.as_ref())));
    let row = |work: &'a Source<'a>| WorkRow { work, text: texts.get(work.id.as_str()).copied() };
    inspection.sources.iter().map(row).collect()
}

impl<'a> WorkRow<'a> {
    fn variable(&self, variable: TextVariable) -> Option<Cow<'a, str>> {
        self.work.item.text(variable).map(Cow::from)
    }
}

fn works<'a>() -> [Column<'a, WorkRow<'a>>; 13] {
    [
        column("work", "its id, unique in the post", Text(|row| Some(row.work.id.as_str().into()))),
        column(
            "text",
            "the citation or entry that first gives it; null where the running text does",
            Text(|row| row.text.map(Cow::from)),
        ),
        column("key", "its citation key", Text(|row| Some(row.work.key.as_ref().into()))),
        column("type", "its type, as CSL calls it", Text(|row| Some(row.work.item.item_type.as_str().into()))),
        column(
            "author",
            "the family name, or the body, of its first author",
            Text(|row| row.work.item.names(NameVariable::Author).first().map(|name| name.short().to_string().into())),
        ),
        column("title", "its title", Text(|row| row.variable(TextVariable::Title))),
        column("container", "what it came out in", Text(|row| row.variable(TextVariable::ContainerTitle))),
        column(
            "year",
            "the year it came out",
            Number(|row| row.work.item.year().and_then(|year| usize::try_from(year).ok())),
        ),
        column("doi", "its DOI", Text(|row| row.variable(TextVariable::Doi))),
        column("url", "its address", Text(|row| row.variable(TextVariable::Url))),
        column("cited", "how many citations mean it", Number(|row| Some(row.work.cited_by.len()))),
        column("confidence", "how sure its record is, from 0 to 1", Share(|row| Some(row.work.confidence))),
        column("item", "its record as CSL-JSON", Text(|row| Some(json!(row.work.item).to_string().into()))),
    ]
}

fn findings<'a>() -> [Column<'a, &'a Finding>; 8] {
    [
        column("rule", "the id of its rule", Text(|of| Some(of.rule.as_ref().into()))),
        column("severity", "error, warning or info", Text(|of| Some(of.severity.as_str().into()))),
        column("message", "what is wrong", Text(|of| Some(of.message.as_str().into()))),
        column("label", "the label of the note that it is about", Text(|of| of.note.as_deref().map(Cow::from))),
        column("start", "its first byte", Number(|of| Some(of.place.region.start))),
        column("end", "the byte after its last", Number(|of| Some(of.place.region.end))),
        column("line", "its line, from 1", Number(|of| Some(of.place.line))),
        column(
            "fix",
            "the safety of the change that mends it: safe or unsafe",
            Text(|of| of.fix.as_ref().map(|fix| fix.safety.as_str().into())),
        ),
    ]
}
