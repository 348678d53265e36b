//! Word's `.docx`: the text of the document as Markdown, its footnotes and endnotes as `[^1]` and `[^i]`; and back again.
//!
//! A `.docx` is a packed folder of XML. What ibid reads is a text that is made of it, a line a paragraph, and all spans are
//! places in that text. A changed text is written back by comparing it, paragraph by paragraph, with the one that was read:
//! only the runs that differ are written anew, and every part that does not change is copied as it is packed.

mod change;
mod create;
mod face;
mod label;
mod live;
mod part;
mod preferences;
mod text;
mod write;

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::result::ZipError;

pub(super) use self::create::{list, paragraph, runs, styled};
use self::face::Styles;
use self::label::{Labels, Numbers};
use self::part::{Context, Paragraph, attribute};
use self::write::{Rewriting, Tracking};
use super::packed::{self, Archive, PartError};
use super::{Reading, flatten, markdown};
use crate::text::{Edit, Flat, Mark, MarkKind, Span, apply};

/// What makes a `.docx` unreadable.
#[derive(Debug, thiserror::Error)]
pub enum DocxError {
    /// The file is packed wrongly, or the part is missing.
    #[error("the part {part} of the .docx cannot be unpacked: {source}")]
    Packed {
        /// The part.
        part: &'static str,
        /// Why.
        source: PartError,
    },
    /// A part is no XML.
    #[error("the part {part} of the .docx is not XML: {source}")]
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
    Read(#[from] DocxError),
    /// The parts cannot be packed.
    #[error("the document cannot be packed: {0}")]
    Packed(#[from] ZipError),
    /// There are more or fewer paragraphs, or they are of another kind.
    #[error("the change adds, removes or moves paragraphs, which ibid does not do in a document of this kind")]
    Paragraphs,
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

const DOCUMENT: &str = "word/document.xml";
const LINKS: &str = "word/_rels/document.xml.rels";
const STYLES: &str = "word/styles.xml";
const SETTINGS: &str = "word/settings.xml";

/// A chain of notes: its part, the links of it, and the names of its settings.
struct Chain {
    part: &'static str,
    links: &'static str,
    settings: &'static str,
}

const CHAINS: [Chain; 2] = [
    Chain { part: "word/footnotes.xml", links: "word/_rels/footnotes.xml.rels", settings: "w:footnotePr" },
    Chain { part: "word/endnotes.xml", links: "word/_rels/endnotes.xml.rels", settings: "w:endnotePr" },
];

/// More parts of data than this are not looked through for the sources of Word.
const MOST_PARTS: usize = 64;

/// Stands between footnotes and endnotes in the text.
const ENDNOTES_FOLLOW: &str = "<!-- endnotes -->";

/// What the citations of reference managers cite stands after the notes, a line each.
const CITATIONS_FOLLOW: &str = "<!-- citations";

/// True if a file is a packed folder, as every `.docx` is, and shows by its name or its content that it is one.
#[must_use]
pub(super) fn is_docx(path: &str, bytes: &[u8]) -> bool {
    packed::is_packed(path, bytes, "docx", DOCUMENT)
}

/// The text of a `.docx` as Markdown.
pub(super) fn text(bytes: &[u8]) -> Result<String, DocxError> {
    Ok(Body::of(bytes)?.text())
}

/// A new document out of a post whose text is the XML of Word, with its footnotes at their markers, as [`html_to`](super::html_to) and
/// `ibid link` write it. `language` is that of its words.
#[must_use]
pub fn create(blocks: &str, language: &str) -> Vec<u8> {
    create::create(blocks, language)
}

/// Reads the text that was made of a `.docx`.
pub(super) fn read(text: &str) -> Reading {
    let (shown, data) = without_data(text);
    let data: Vec<&str> = lines_of_data(data).collect();
    let mut reading = markdown::read(shown);
    let endnotes = shown.find(ENDNOTES_FOLLOW).unwrap_or(usize::MAX);
    for note in &mut reading.notes {
        note.series = u8::from(note.span.start > endnotes);
        fill(&mut note.body, &data);
    }
    reading.prose.iter_mut().for_each(|flat| fill(flat, &data));
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
struct Part {
    name: &'static str,
    xml: String,
    paragraphs: Vec<Paragraph>,
}

/// A line of the text: what stands before the words of its paragraph, and those.
struct Line {
    part: usize,
    paragraph: usize,
    prefix: String,
    content: String,
}

/// A document as it was read.
struct Body {
    parts: Vec<Part>,
    lines: Vec<Line>,
    data: Vec<String>,
    /// The first line of the endnotes.
    endnotes: usize,
}

impl Body {
    fn of(bytes: &[u8]) -> Result<Self, DocxError> {
        let mut package = Package {
            archive: packed::open(bytes).map_err(|e| packed_wrongly(DOCUMENT, e.into()))?,
            room: packed::LARGEST,
        };
        let styles = package.part(STYLES)?.map(|xml| Styles::of(&xml)).unwrap_or_default();
        let settings = package.part(SETTINGS)?.unwrap_or_default();
        let sources = package.sources();
        let document =
            package.part(DOCUMENT)?.ok_or_else(|| packed_wrongly(DOCUMENT, ZipError::FileNotFound.into()))?;
        let numbers = |chain: &Chain| numbers(&document, chain.settings).or_else(|| numbers(&settings, chain.settings));
        let mut labels = Labels::new(
            numbers(&CHAINS[0]).unwrap_or(Numbers::Decimal),
            numbers(&CHAINS[1]).unwrap_or(Numbers::LowerRoman),
        );
        let read = |package: &mut Package<'_>, name, links, xml: String, labels: &mut Labels| {
            let links = package.part(links)?.map(|xml| self::links(&xml)).unwrap_or_default();
            let context = Context { styles: &styles, links, sources: &sources };
            let paragraphs = part::paragraphs(&xml, &context, labels);
            let paragraphs = paragraphs.map_err(|source| DocxError::Xml { part: name, source })?;
            Ok::<Part, DocxError>(Part { name, xml, paragraphs })
        };
        let mut body = Self { parts: Vec::new(), lines: Vec::new(), data: Vec::new(), endnotes: usize::MAX };
        body.parts.push(read(&mut package, DOCUMENT, LINKS, document, &mut labels)?);
        body.add_text(&styles);
        for (chain, is_endnotes) in CHAINS.iter().zip([false, true]) {
            // A document without notes has no such part.
            let Some(xml) = package.part(chain.part)? else { continue };
            labels.in_endnotes = is_endnotes;
            body.parts.push(read(&mut package, chain.part, chain.links, xml, &mut labels)?);
            body.endnotes = if is_endnotes { body.lines.len() } else { body.endnotes };
            body.add_notes(&labels);
        }
        Ok(body)
    }

    /// Adds the lines of the running text.
    fn add_text(&mut self, styles: &Styles) {
        let shown = |paragraph: &&Paragraph| !paragraph.plain.trim().is_empty();
        let ranks: Vec<(usize, usize)> = self.parts.last().map_or(Vec::new(), |part| {
            let numbered = part.paragraphs.iter().enumerate().filter(|(_, paragraph)| shown(paragraph));
            numbered.map(|(index, paragraph)| (index, styles.heading(&paragraph.style))).collect()
        });
        for (paragraph, rank) in ranks {
            let prefix = if rank > 0 { format!("{} ", "#".repeat(rank)) } else { String::new() };
            self.add_line(paragraph, prefix);
        }
    }

    /// Adds the lines of the notes of the last part, in the order in which a reader meets their markers.
    fn add_notes(&mut self, labels: &Labels) {
        const LATER: &str = "    ";
        let Some(part) = self.parts.last() else { return };
        let places = labels.places(labels.in_endnotes);
        let mut order: Vec<usize> = (0..part.paragraphs.len()).collect();
        let place = |index: &usize| part.paragraphs[*index].note.as_deref().and_then(|id| places.get(id));
        order.sort_by_key(|index| place(index).copied().unwrap_or(usize::MAX));
        let mut prefixes = Vec::with_capacity(order.len());
        let mut last: Option<&str> = None;
        for index in order {
            let paragraph = &part.paragraphs[index];
            let Some(id) = paragraph.note.as_deref() else { continue };
            let label = labels.of(labels.in_endnotes, id);
            let is_first = last != Some(id);
            if paragraph.plain.trim().is_empty() && !(is_first && label.is_some()) {
                continue;
            }
            last = Some(id);
            let head = || label.map_or_else(|| format!("[^unused-{id}]: "), |label| format!("[^{label}]: "));
            prefixes.push((index, if is_first { head() } else { LATER.to_owned() }));
        }
        prefixes.into_iter().for_each(|(index, prefix)| self.add_line(index, prefix));
    }

    fn add_line(&mut self, paragraph: usize, prefix: String) {
        let part = self.parts.len() - 1;
        let words = &self.parts[part].paragraphs[paragraph];
        let content = text::line(words, self.data.len() + 1);
        self.data.extend(words.live.iter().map(|live| live.data.clone()));
        self.lines.push(Line { part, paragraph, prefix, content });
    }

    fn text(&self) -> String {
        let mut text = String::new();
        for (index, line) in self.lines.iter().enumerate() {
            if index == self.endnotes {
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

/// The document with a changed text. With a date, each change is tracked, as made by "ibid" at that time.
pub(super) fn rewritten(bytes: &[u8], text: &str, date: Option<&str>) -> Result<Vec<u8>, RewriteError> {
    let body = Body::of(bytes)?;
    if body.text() == text {
        return Ok(bytes.to_vec());
    }
    let wanted = lines(text, &body)?;
    let data: Vec<&str> = lines_of_data(without_data(text).1).collect();
    let mut edits: Vec<Vec<Edit>> = body.parts.iter().map(|_| Vec::new()).collect();
    let mut tracking =
        date.map(|date| Tracking { date, next: body.parts.iter().map(|part| last_id(&part.xml)).max().unwrap_or(0) });
    for (line, content) in body.lines.iter().zip(&wanted).filter(|(line, content)| line.content != **content) {
        let part = &body.parts[line.part];
        let (old, new) = (flatten(&line.content, 0), flatten(content, 0));
        let paragraph = &part.paragraphs[line.paragraph];
        edits[line.part].extend(changes(&part.xml, paragraph, (&old, &new), &data, &mut tracking)?);
    }
    let mut changed = Vec::new();
    for (part, edits) in body.parts.iter().zip(&edits).filter(|(_, edits)| !edits.is_empty()) {
        let xml = apply(&part.xml, edits).map_err(|_| RewriteError::Unfaithful(part.name.to_owned()))?;
        changed.push((part.name, xml));
    }
    let set = data.last().and_then(|line| preferences::of(line)).filter(|_| !changed.is_empty());
    let added = set.map(|set| preferences::parts(bytes, &set)).transpose()?.unwrap_or_default();
    changed.extend(added);
    let written = packed::rewritten(bytes, &changed)?;
    confirm(&written, &wanted)?;
    Ok(written)
}

/// The words of the lines of a changed text, which must be as many as those of the document and of the same kinds.
fn lines<'t>(text: &'t str, body: &Body) -> Result<Vec<&'t str>, RewriteError> {
    let (shown, _) = without_data(text);
    let mut wanted = shown.lines().filter(|line| !line.trim().is_empty() && *line != ENDNOTES_FOLLOW);
    let content = |line: &Line| {
        wanted.next()?.strip_prefix(line.prefix.trim_end_matches(|c| line.content.is_empty() && c == ' '))
    };
    let found: Option<Vec<&str>> = body.lines.iter().map(content).collect();
    found.filter(|_| wanted.next().is_none()).ok_or(RewriteError::Paragraphs)
}

/// The edits that give a paragraph its new text.
fn changes(
    xml: &str,
    paragraph: &Paragraph,
    (old, new): (&Flat, &Flat),
    data: &[&str],
    tracking: &mut Option<Tracking<'_>>,
) -> Result<Vec<Edit>, RewriteError> {
    let fixed = || RewriteError::Fixed(old.text.clone());
    if old.text != paragraph.plain.trim() {
        return Err(fixed());
    }
    let lead = paragraph.plain.len() - paragraph.plain.trim_start().len();
    let hunks = change::hunks(old, new).ok_or_else(|| RewriteError::Markers(old.text.clone()))?;
    let mut rewriting = Rewriting::new(xml, paragraph);
    let (before, after) = (citations(old), citations(new));
    let is_done = if hunks.is_empty() {
        let gone = before.iter().enumerate().filter(|(_, (span, _))| !after.iter().any(|(other, _)| span == other));
        let come = after.iter().filter(|(span, _)| !before.iter().any(|(other, _)| span == other));
        let data = |number: &str| data.get(number.parse::<usize>().ok()?.checked_sub(1)?).copied();
        gone.filter_map(|(index, _)| paragraph.live.get(index)).all(|live| rewriting.dissolve(live))
            && come.into_iter().all(|(span, number)| {
                data(number).is_some_and(|data| rewriting.surround(span.shifted(lead), &live::field(data)))
            })
    } else {
        let place = |hunk: change::Hunk| change::Hunk { old: hunk.old.shifted(lead), ..hunk };
        before.len() == after.len() && hunks.into_iter().all(|hunk| rewriting.replace(place(hunk), new, tracking))
    };
    if is_done { Ok(rewriting.edits(tracking)) } else { Err(fixed()) }
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

/// Reads what was written: every line must have the words and looks that it is to have.
fn confirm(written: &[u8], wanted: &[&str]) -> Result<(), RewriteError> {
    let body = Body::of(written)?;
    let wrong = |(line, wanted): &(&Line, &&str)| {
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

/// The highest number of an element in a part.
fn last_id(xml: &str) -> usize {
    let ids = xml.split("w:id=\"").skip(1).filter_map(|rest| rest.split('"').next()?.parse().ok());
    ids.max().unwrap_or(0)
}

/// A packed document, and how many bytes it may still unpack to.
struct Package<'t> {
    archive: Archive<'t>,
    room: u64,
}

impl Package<'_> {
    /// A part, if there is one.
    fn part(&mut self, name: &'static str) -> Result<Option<String>, DocxError> {
        match packed::part(&mut self.archive, name, &mut self.room) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.is_missing() => Ok(None),
            Err(error) => Err(packed_wrongly(name, error)),
        }
    }

    /// The sources that Word keeps. The part that holds them may have any number.
    fn sources(&mut self) -> live::Sources {
        let names = (1..=MOST_PARTS).map(|number| format!("customXml/item{number}.xml"));
        let names: Vec<String> = names.take_while(|name| self.archive.index_for_name(name).is_some()).collect();
        let parts = names.iter().filter_map(|name| packed::part(&mut self.archive, name, &mut self.room).ok());
        parts.filter(|xml| xml.contains("b:Sources")).flat_map(|xml| live::sources(&xml)).collect()
    }
}

fn packed_wrongly(part: &'static str, source: PartError) -> DocxError {
    DocxError::Packed { part, source }
}

/// Where links lead, by their id.
fn links(xml: &str) -> HashMap<String, String> {
    let mut reader = Reader::from_str(xml);
    let mut found = HashMap::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Empty(tag) | Event::Start(tag) => {
                found.extend(attribute(&tag, "Id").zip(attribute(&tag, "Target")));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    found
}

/// The form of the numbers of notes that a part sets last.
fn numbers(xml: &str, settings: &str) -> Option<Numbers> {
    let inner = xml.rsplit_once(&format!("<{settings}>"))?.1.split("</").next()?;
    let name = inner.split_once("<w:numFmt w:val=\"")?.1.split('"').next()?;
    Numbers::named(name)
}

#[cfg(test)]
mod tests;
