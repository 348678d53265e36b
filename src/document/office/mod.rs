//! Documents of Word and LibreOffice: their text as Markdown, with footnotes and endnotes as `[^1]` and `[^i]`; and back again.
//!
//! Such a document is a packed folder of XML. What ibid reads is a text that is made of it, a line a paragraph, and all spans are
//! places in that text. A changed text is written back by comparing it, paragraph by paragraph, with the one that was read:
//! only the words that differ are written anew, and every part that does not change is copied as it is packed.
//!
//! `word` and `opendocument` read and write the XML of the two kinds; what they have in common is here.

mod change;
mod face;
mod label;
mod live;
mod opendocument;
mod package;
mod paragraph;
mod picture;
mod preferences;
mod text;
mod typed;
mod word;

use zip::result::ZipError;

use self::change::Hunk;
use self::label::NoteLabels;
use self::paragraph::{Live, Paragraph};
use self::typed::{Limits, TypedParagraphs};
use super::packed::{self, PartError};
use super::{Reading, flatten, markdown};
use crate::text::{Edit, Flat, Mark, MarkKind, Span, apply};

pub(super) use self::opendocument::create as new_odt;
pub use self::picture::Created;
pub use self::typed::{TypedNote, footnoted};
pub(super) use self::word::create as new_docx;

/// What makes a document of Word or LibreOffice unreadable.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// The file is packed wrongly, or the part is missing.
    #[error("the part {part} of the document cannot be unpacked: {source}")]
    Packed {
        /// The part.
        part: &'static str,
        /// Why.
        source: PartError,
    },
    /// A part is no XML.
    #[error("the part {part} of the document is not XML: {source}")]
    Xml {
        /// The part.
        part: &'static str,
        /// Why.
        source: quick_xml::Error,
    },
}

/// Why a changed text was not written into a document.
#[derive(Debug, thiserror::Error)]
pub enum RewriteError {
    /// The document cannot be read.
    #[error(transparent)]
    Read(#[from] OfficeError),
    /// The parts cannot be packed.
    #[error("the document cannot be packed: {0}")]
    Packed(#[from] ZipError),
    /// There are more or fewer paragraphs, or they are of another kind.
    #[error("the change adds, removes or moves paragraphs, which ibid does not do in a document of this kind")]
    Paragraphs,
    /// A typed note that cannot move.
    #[error("a note or its marker shares its paragraph with other text, or is not in the running text")]
    Mixed,
    /// The markers of notes are others.
    #[error("the change moves the marker of a note: \u{201c}{0}\u{201d}")]
    Markers(String),
    /// The text belongs to a reference manager, or has no place in the document.
    #[error("ibid cannot change this paragraph: \u{201c}{0}\u{201d}")]
    Fixed(String),
    /// The document that was written would not say what it is to say.
    #[error("the document would not read as it is to: \u{201c}{0}\u{201d}")]
    Unfaithful(String),
}

/// Parts that change, with their new XML.
type Parts = Vec<(&'static str, String)>;

/// Those parts, or why there are none.
type RewrittenParts = Result<Parts, RewriteError>;

/// A kind of document.
struct OfficeFormat {
    /// True if a file is one, by its name or its content.
    is: fn(&str, &[u8]) -> bool,
    read: fn(&[u8]) -> Result<OfficeText, OfficeError>,
    /// The parts that change, with their new XML.
    write: fn(&Rewrite<'_>) -> RewrittenParts,
    /// The parts that change when typed notes become footnotes, with their new XML.
    footnotes: fn(&[u8], &OfficeText, &[TypedParagraphs]) -> RewrittenParts,
    /// Which paragraphs may not move into a footnote.
    limits: Limits,
}

static KINDS: &[OfficeFormat] = &[word::KIND, opendocument::KIND];

fn kind(path: &str, bytes: &[u8]) -> Option<&'static OfficeFormat> {
    KINDS.iter().find(|kind| (kind.is)(path, bytes))
}

/// Stands between footnotes and endnotes in the text.
const ENDNOTES_FOLLOW: &str = "<!-- endnotes -->";

/// What the citations of reference managers cite stands after the notes, a line each.
const CITATIONS_FOLLOW: &str = "<!-- citations";

/// A new document out of a post whose text is the XML of `format` (`docx`, `odt`), with its footnotes at their markers, as
/// [`html_to`](super::html_to) and `ibid link` write it. `language` is that of its words; `load` gives the bytes of a picture.
#[must_use]
pub fn create(format: &str, blocks: &str, language: &str, load: &dyn Fn(&str) -> Option<Vec<u8>>) -> Option<Created> {
    match format {
        "docx" => Some(new_docx::create(blocks, language, load)),
        "odt" => Some(new_odt::create(blocks, language, load)),
        _ => None,
    }
}

/// The text of a document of Word or LibreOffice as Markdown; `None` for other files.
pub(super) fn text(path: &str, bytes: &[u8]) -> Option<Result<String, OfficeError>> {
    kind(path, bytes).map(|kind| Ok((kind.read)(bytes)?.text()))
}

/// Reads the text that was made of a document.
pub(super) fn read(text: &str) -> Reading {
    let (shown, data) = without_data(text);
    let data: Vec<&str> = lines_of_data(data).collect();
    let mut reading = markdown::read(shown);
    let endnotes = shown.find(ENDNOTES_FOLLOW).unwrap_or(usize::MAX);
    for note in &mut reading.notes {
        note.series = u8::from(note.span.start > endnotes);
        fill(&mut note.body, &data);
    }
    reading.prose.read(shown).for_each(|flat| fill(flat, &data));
    reading
}

/// The text before the data of its citations, and that data.
fn without_data(text: &str) -> (&str, &str) {
    let start = text.rfind(CITATIONS_FOLLOW).filter(|&at| text[at..].trim_end().ends_with("-->"));
    match start {
        Some(at) => (&text[..at], text[at + CITATIONS_FOLLOW.len()..].trim_start_matches(['\r', '\n'])),
        None => (text, ""),
    }
}

/// What each citation cites, in the order of their numbers.
fn lines_of_data(data: &str) -> impl Iterator<Item = &str> {
    data.lines().take_while(|line| *line != "-->")
}

/// The text with citations, each a stretch of it and what it cites as the JSON of a CSL citation. `preferences` are those that
/// Zotero keeps in a document.
#[must_use]
pub fn cite(text: &str, citations: &[(Span, String)], preferences: &str) -> String {
    let (shown, data) = without_data(text);
    let mut data: Vec<String> = lines_of_data(data).map(str::to_owned).collect();
    let mut edits = Vec::with_capacity(citations.len() * 2);
    for (span, citation) in citations {
        data.push(citation.replace('>', "\\u003e"));
        edits.push(Edit::insert(span.start, format!("<citation n=\"{}\">", data.len())));
        edits.push(Edit::insert(span.end, "</citation>"));
    }
    data.push(preferences::line(preferences));
    // Nothing was cut or put in twice, so that the edits fit.
    let shown = apply(shown, &edits).unwrap_or_else(|_| shown.to_owned());
    format!("{shown}{CITATIONS_FOLLOW}\n{}\n-->\n", data.join("\n"))
}

/// The text without its citations, as if all of it were typed.
#[must_use]
pub fn uncite(text: &str) -> String {
    const OPEN: &str = "<citation n=\"";
    let (shown, _) = without_data(text);
    let mut out = String::with_capacity(shown.len());
    let mut rest = shown;
    while let Some(at) = rest.find("<").filter(|_| !rest.is_empty()) {
        let is_typed = rest[..at].ends_with('\\');
        let tag = &rest[at..];
        let len = match tag {
            _ if is_typed => None,
            _ if tag.starts_with(OPEN) => tag.find('>').map(|end| end + 1),
            _ if tag.starts_with("</citation>") => Some("</citation>".len()),
            _ => None,
        };
        out.push_str(&rest[..at + usize::from(len.is_none())]);
        rest = &rest[at + len.unwrap_or(1)..];
    }
    out + rest
}

/// Puts the data of citations in the place of their numbers.
fn fill(flat: &mut Flat, data: &[&str]) {
    for mark in &mut flat.marks {
        if let MarkKind::Citation(number) = &mut mark.kind {
            let line = number.parse::<usize>().ok().and_then(|number| data.get(number.checked_sub(1)?));
            line.copied().unwrap_or_default().clone_into(number);
        }
    }
}

/// One part as paragraphs.
struct DocumentPart {
    name: &'static str,
    xml: String,
    paragraphs: Vec<Paragraph>,
}

/// A line of the text: what stands before the words of its paragraph, and those.
struct TextLine {
    part: usize,
    paragraph: usize,
    prefix: String,
    content: String,
}

/// A document as it was read.
#[derive(Default)]
struct OfficeText {
    parts: Vec<DocumentPart>,
    lines: Vec<TextLine>,
    data: Vec<String>,
    /// The first line of the endnotes, if there are any.
    endnotes: Option<usize>,
}

impl OfficeText {
    /// Adds the lines of the running text of a part.
    fn add_text(&mut self, part: usize) {
        let shown = |paragraph: &&Paragraph| paragraph.note.is_none() && !paragraph.plain.trim().is_empty();
        let numbered = self.parts[part].paragraphs.iter().enumerate().filter(|(_, paragraph)| shown(paragraph));
        let ranks: Vec<(usize, usize)> = numbered.map(|(index, paragraph)| (index, paragraph.rank)).collect();
        for (paragraph, rank) in ranks {
            let prefix = if rank > 0 { format!("{} ", "#".repeat(rank)) } else { String::new() };
            self.add_line(part, paragraph, prefix);
        }
    }

    /// Adds the lines of the notes of a part, in the order in which a reader meets their markers.
    fn add_notes(&mut self, part: usize, labels: &NoteLabels, is_endnote: bool) {
        const LATER: &str = "    ";
        let paragraphs = &self.parts[part].paragraphs;
        let places = labels.places(is_endnote);
        let mut order: Vec<(usize, usize)> = Vec::new();
        for (index, paragraph) in paragraphs.iter().enumerate() {
            if let Some(note) = paragraph.note.as_ref().filter(|note| note.is_endnote == is_endnote) {
                order.push((places.get(note.id.as_str()).copied().unwrap_or(usize::MAX), index));
            }
        }
        order.sort_by_key(|(place, _)| *place);
        let mut prefixes = Vec::with_capacity(order.len());
        let mut last = None;
        for (_, index) in order {
            let paragraph = &paragraphs[index];
            let Some(note) = paragraph.note.as_ref() else { continue };
            if labels.is_deleted(note) {
                continue;
            }
            let label = labels.of(note);
            let is_first = last != Some(note);
            if paragraph.plain.trim().is_empty() && !(is_first && label.is_some()) {
                continue;
            }
            last = Some(note);
            let head = || label.map_or_else(|| format!("[^unused-{}]: ", note.id), |label| format!("[^{label}]: "));
            prefixes.push((index, if is_first { head() } else { LATER.to_owned() }));
        }
        if is_endnote && !prefixes.is_empty() {
            self.endnotes = Some(self.lines.len());
        }
        prefixes.into_iter().for_each(|(index, prefix)| self.add_line(part, index, prefix));
    }

    fn add_line(&mut self, part: usize, paragraph: usize, prefix: String) {
        let words = &self.parts[part].paragraphs[paragraph];
        let content = text::line(words, self.data.len() + 1);
        self.data.extend(words.live.iter().map(|live| live.data.clone()));
        self.lines.push(TextLine { part, paragraph, prefix, content });
    }

    fn text(&self) -> String {
        let mut text = String::new();
        for (index, line) in self.lines.iter().enumerate() {
            if Some(index) == self.endnotes {
                text.push_str(ENDNOTES_FOLLOW);
                text.push_str("\n\n");
            }
            text.push_str(&line.prefix);
            text.push_str(&line.content);
            text.push_str("\n\n");
        }
        if !self.data.is_empty() {
            text.push_str(&format!("{CITATIONS_FOLLOW}\n{}\n-->\n", self.data.join("\n")));
        }
        text
    }
}

/// What is to change in a document.
struct Rewrite<'a> {
    bytes: &'a [u8],
    body: &'a OfficeText,
    changes: Vec<ParagraphChange<'a>>,
    /// The preferences of Zotero that it is to have.
    preferences: Option<String>,
    /// When each change was made, if changes are tracked.
    date: Option<&'a str>,
}

/// A paragraph and what is to change in it.
struct ParagraphChange<'a> {
    part: usize,
    paragraph: &'a Paragraph,
    change: ContentChange<'a>,
}

/// What is to change in a paragraph. Places of the old text are those of [`Paragraph::plain`].
enum ContentChange<'a> {
    /// Words give way to others.
    Words(Vec<Hunk>, Flat),
    /// Live citations become typed ones, and stretches of text become live ones, each with its data.
    Citations(Vec<&'a Live>, Vec<(Span, &'a str)>),
}

impl Rewrite<'_> {
    /// The parts with their edits made.
    fn edited(&self, edits: Vec<Vec<Edit>>) -> Result<Parts, RewriteError> {
        let changed = self.body.parts.iter().zip(edits).filter(|(_, edits)| !edits.is_empty());
        let apply = |(part, edits): (&DocumentPart, Vec<Edit>)| {
            let xml = apply(&part.xml, &edits).map_err(|_| RewriteError::Unfaithful(part.name.to_owned()))?;
            Ok((part.name, xml))
        };
        changed.map(apply).collect()
    }
}

/// The document with a changed text. With a date, each change is tracked, as made by "ibid" at that time. `None` for other files.
pub(super) fn rewritten(
    path: &str,
    bytes: &[u8],
    text: &str,
    date: Option<&str>,
) -> Option<Result<Vec<u8>, RewriteError>> {
    kind(path, bytes).map(|kind| rewritten_as(kind, bytes, text, date))
}

fn rewritten_as(kind: &OfficeFormat, bytes: &[u8], text: &str, date: Option<&str>) -> Result<Vec<u8>, RewriteError> {
    let body = (kind.read)(bytes)?;
    if body.text() == text {
        return Ok(bytes.to_vec());
    }
    let wanted = lines(text, &body)?;
    let data: Vec<&str> = lines_of_data(without_data(text).1).collect();
    let changed = body.lines.iter().zip(&wanted).filter(|(line, content)| line.content != **content);
    let changes = changed.map(|(line, content)| {
        let paragraph = &body.parts[line.part].paragraphs[line.paragraph];
        Ok(ParagraphChange { part: line.part, paragraph, change: change_of(line, paragraph, content, &data)? })
    });
    let changes = changes.collect::<Result<Vec<_>, RewriteError>>()?;
    let preferences = data.last().and_then(|line| preferences::of(line)).filter(|_| !changes.is_empty());
    let parts = (kind.write)(&Rewrite { bytes, body: &body, changes, preferences, date })?;
    let written = packed::rewritten(bytes, &parts)?;
    confirm(&(kind.read)(&written)?, &wanted)?;
    Ok(written)
}

/// The words of the lines of a changed text, which must be as many as those of the document and of the same kinds.
fn lines<'t>(text: &'t str, body: &OfficeText) -> Result<Vec<&'t str>, RewriteError> {
    let (shown, _) = without_data(text);
    let mut wanted = shown.lines().filter(|line| !line.trim().is_empty() && *line != ENDNOTES_FOLLOW);
    let content = |line: &TextLine| {
        let is_empty = line.content.is_empty();
        let rest = wanted.next()?.strip_prefix(line.prefix.trim_end_matches(|c| is_empty && c == ' '))?;
        Some(if is_empty { rest.trim_start() } else { rest })
    };
    let found: Option<Vec<&str>> = body.lines.iter().map(content).collect();
    found.filter(|_| wanted.next().is_none()).ok_or(RewriteError::Paragraphs)
}

/// What gives a paragraph its new text.
fn change_of<'a>(
    line: &TextLine,
    paragraph: &'a Paragraph,
    content: &str,
    data: &[&'a str],
) -> Result<ContentChange<'a>, RewriteError> {
    let (old, new) = (flatten(&line.content, 0), flatten(content, 0));
    let fixed = || RewriteError::Fixed(old.text.clone());
    if old.text != paragraph.plain.trim() {
        return Err(fixed());
    }
    let lead = paragraph.plain.len() - paragraph.plain.trim_start().len();
    let hunks = change::hunks(&old, &new).ok_or_else(|| RewriteError::Markers(old.text.clone()))?;
    let (before, after) = (citations(&old), citations(&new));
    if !hunks.is_empty() {
        let hunks = hunks.into_iter().map(|hunk| Hunk { old: hunk.old.shifted(lead), ..hunk });
        return if before.len() == after.len() { Ok(ContentChange::Words(hunks.collect(), new)) } else { Err(fixed()) };
    }
    let gone = before.iter().enumerate().filter(|(_, (span, _))| !after.iter().any(|(other, _)| span == other));
    let gone = gone.filter_map(|(index, _)| paragraph.live.get(index)).collect();
    let come = after.iter().filter(|(span, _)| !before.iter().any(|(other, _)| span == other));
    let cited = |number: &str| data.get(number.parse::<usize>().ok()?.checked_sub(1)?).copied();
    let come: Option<Vec<_>> = come.map(|(span, number)| Some((span.shifted(lead), cited(number)?))).collect();
    Ok(ContentChange::Citations(gone, come.ok_or_else(fixed)?))
}

/// The citations of reference managers in a line, with their numbers.
fn citations(flat: &Flat) -> Vec<(Span, &str)> {
    flat.marks.iter().filter_map(|mark| Some((mark.span, number(mark)?))).collect()
}

/// The number of a citation among those of its document.
fn number(mark: &Mark) -> Option<&str> {
    match &mark.kind {
        MarkKind::Citation(number) => Some(number),
        _ => None,
    }
}

/// Compares what was written, read again: every line must have the words and looks that it is to have.
fn confirm(body: &OfficeText, wanted: &[&str]) -> Result<(), RewriteError> {
    let wrong = |(line, wanted): &(&TextLine, &&str)| {
        if line.content == **wanted {
            return false;
        }
        let (is, wanted) = (flatten(&line.content, 0), flatten(wanted, 0));
        !change::same(&is, &wanted) || citations(&is).len() != citations(&wanted).len()
    };
    match body.lines.iter().zip(wanted).find(wrong) {
        Some((line, _)) => Err(RewriteError::Unfaithful(line.content.clone())),
        None if body.lines.len() != wanted.len() => Err(RewriteError::Paragraphs),
        None => Ok(()),
    }
}
