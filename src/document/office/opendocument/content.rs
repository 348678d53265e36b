//! The text of an `.odt` as paragraphs, each with its place in the XML.
//!
//! What a reader does not see is left out: tracked deletions (they stand before the text), comments, the templates of indexes.

use std::collections::HashSet;

use quick_xml::events::BytesStart;

use super::mark::{self, Codes};
use super::styles::OfficeStyles;
use crate::document::office::face::Face;
use crate::document::office::label::NoteLabels;
use crate::document::office::package::{XmlEvent, attribute, walk};
use crate::document::office::paragraph::{CitationHolder, Live, NoteId, Paragraph, RunChild, RunChildKind, StyledRun};
use crate::text::Span;

/// The paragraphs of the text and of the notes. The markers get the next labels.
pub(super) fn paragraphs(
    xml: &str,
    styles: &OfficeStyles,
    codes: &Codes,
    labels: &mut NoteLabels,
) -> Result<Vec<Paragraph>, quick_xml::Error> {
    let mut parser = ContentParser {
        styles,
        codes,
        labels,
        open: Vec::new(),
        frames: Vec::new(),
        hidden: 0,
        note: None,
        count: 0,
        region: String::new(),
        insertions: HashSet::new(),
        inserted: 0,
        done: Vec::new(),
    };
    walk(xml, |seen, at| match seen {
        XmlEvent::Start(tag) => parser.start(tag, at),
        XmlEvent::End(_) => parser.end(at),
        XmlEvent::Text(text) => parser.text(text, at.start),
        XmlEvent::Data(text) => parser.whole(text, at, RunChildKind::Fixed),
        XmlEvent::Character(text) => parser.whole(text, at, RunChildKind::Text),
    })?;
    Ok(parser.done)
}

/// Elements whose text a reader does not see as text of the document.
const HIDDEN: &[&str] = &[
    "math:math",
    "office:annotation",
    "office:forms",
    "svg:desc",
    "svg:title",
    "text:alphabetical-index-source",
    "text:bibliography-source",
    "text:illustration-index-source",
    "text:note-citation",
    "text:number",
    "text:object-index-source",
    "text:ruby-text",
    "text:table-index-source",
    "text:table-of-content-source",
    "text:tracked-changes",
    "text:user-index-source",
];

/// Elements in a paragraph whose text is that of the paragraph. The text of others is written by a program, which would write it anew.
const TRANSPARENT: &[&str] = &["text:meta", "text:ruby", "text:ruby-base", "text:note-body"];

/// An element that is open, with what its end needs.
#[derive(Debug)]
enum OpenElement {
    Paragraph,
    /// Text of a style; the look of the text around it, and whether that is hidden.
    Span(Face, bool),
    /// A link or a field: where it begins, its first run and the text before it, and where it leads.
    Container(OpenContainer),
    Note(OpenNote),
    Hidden,
    Other,
}

#[derive(Debug)]
struct OpenContainer {
    start: usize,
    first_run: usize,
    plain: usize,
    is_link: bool,
    address: Option<String>,
}

/// A note that is open, and the note around it.
#[derive(Debug)]
struct OpenNote {
    id: NoteId,
    start: usize,
    /// The sign that the writer typed instead of a number.
    sign: Option<String>,
    outer: Option<NoteId>,
}

/// A paragraph that is not closed yet. Those of a note or a text box stand in another.
#[derive(Debug, Default)]
struct OdtParagraph {
    paragraph: Paragraph,
    face: Face,
    /// True if white space that comes next is not shown.
    after_space: bool,
    /// How many links and fields are open, and how many fields.
    containers: usize,
    fields: usize,
    /// The marks that are open: their names, and the text before them.
    marks: Vec<OpenSpan>,
    /// True if what comes next stands in a tracked insertion, or is hidden.
    is_inserted: bool,
    is_hidden: bool,
    /// The start tags of the styles and links that are open.
    around: Vec<Span>,
}

#[derive(Debug)]
struct OpenSpan {
    name: String,
    number: usize,
    plain: usize,
}

struct ContentParser<'a> {
    styles: &'a OfficeStyles,
    codes: &'a Codes,
    labels: &'a mut NoteLabels,
    open: Vec<OpenElement>,
    frames: Vec<OdtParagraph>,
    hidden: usize,
    note: Option<NoteId>,
    /// How many notes and marks there were.
    count: usize,
    /// The tracked change that was read last, and the names of those that are insertions.
    region: String,
    insertions: HashSet<String>,
    /// How many insertions are open.
    inserted: usize,
    done: Vec<Paragraph>,
}

impl ContentParser<'_> {
    fn start(&mut self, tag: &BytesStart<'_>, at: Span) {
        let name = tag.name().0;
        if name == "text:note-citation" {
            self.sign(attribute(tag, "text:label"));
        }
        self.track(name, tag);
        let opened = if self.hidden > 0 || HIDDEN.contains(&name) {
            self.hidden += 1;
            OpenElement::Hidden
        } else {
            self.shown(name, tag, at)
        };
        self.open.push(opened);
    }

    /// Follows the insertions that are tracked.
    fn track(&mut self, name: &str, tag: &BytesStart<'_>) {
        let is_insertion = || attribute(tag, "text:change-id").is_some_and(|change| self.insertions.contains(&change));
        match name {
            "text:changed-region" => self.region = attribute(tag, "text:id").unwrap_or_default(),
            "text:insertion" => drop(self.insertions.insert(std::mem::take(&mut self.region))),
            "text:change-start" => self.inserted += usize::from(is_insertion()),
            "text:change-end" => self.inserted = self.inserted.saturating_sub(usize::from(is_insertion())),
            _ => return,
        }
        self.frames.last_mut().into_iter().for_each(|frame| frame.is_inserted = self.inserted > 0);
    }

    /// Opens an element that a reader sees.
    fn shown(&mut self, name: &str, tag: &BytesStart<'_>, at: Span) -> OpenElement {
        match name {
            "text:p" | "text:h" => self.begin_paragraph(name, tag, at),
            "text:note" if !self.frames.is_empty() => self.begin_note(tag, at.start),
            "text:note-body" => self.place_marker(),
            _ => match self.frames.last_mut() {
                Some(frame) => frame.within(name, tag, at, self.styles).unwrap_or_else(|| self.point(name, tag, at)),
                None => OpenElement::Other,
            },
        }
    }

    fn begin_paragraph(&mut self, name: &str, tag: &BytesStart<'_>, xml: Span) -> OpenElement {
        let level = attribute(tag, "text:outline-level").and_then(|level| level.parse().ok()).unwrap_or(1);
        let is_title = || attribute(tag, "text:style-name").is_some_and(|style| self.styles.is_title(&style));
        let rank = if name == "text:h" { usize::clamp(level, 1, 6) } else { usize::from(is_title()) };
        if name == "text:h" && rank == 1 {
            self.labels.next_section();
        }
        let paragraph = Paragraph { xml, note: self.note.clone(), rank, ..Paragraph::default() };
        let is_inserted = self.inserted > 0;
        self.frames.push(OdtParagraph { paragraph, after_space: true, is_inserted, ..OdtParagraph::default() });
        OpenElement::Paragraph
    }

    fn begin_note(&mut self, tag: &BytesStart<'_>, start: usize) -> OpenElement {
        self.count += 1;
        let is_endnote = attribute(tag, "text:note-class").is_some_and(|class| class == "endnote");
        // Ids are numbers of this document's own: those of the XML need not differ.
        let id = NoteId { is_endnote, id: self.count.to_string() };
        let outer = self.note.replace(id.clone());
        OpenElement::Note(OpenNote { id, start, sign: None, outer })
    }

    fn sign(&mut self, sign: Option<String>) {
        if let Some(OpenElement::Note(note)) = self.open.last_mut() {
            note.sign = sign.filter(|sign| !sign.trim().is_empty());
        }
    }

    /// Writes the marker of the note whose text begins.
    fn place_marker(&mut self) -> OpenElement {
        if let (Some(OpenElement::Note(note)), Some(frame)) = (self.open.last(), self.frames.last_mut()) {
            let label = match &note.sign {
                Some(sign) => self.labels.signed(&note.id, sign.trim()),
                None => self.labels.counted(&note.id),
            };
            let at = Span::new(note.start, note.start);
            frame.add(&format!("[^{label}]"), at, RunChildKind::Marker);
            frame.after_space = false;
        }
        OpenElement::Other
    }

    /// An element that marks a place, or a field.
    fn point(&mut self, name: &str, tag: &BytesStart<'_>, at: Span) -> OpenElement {
        self.count += 1;
        let Some(frame) = self.frames.last_mut() else { return OpenElement::Other };
        let named = || attribute(tag, "text:name").unwrap_or_default();
        match name {
            "text:reference-mark-start" | "text:bookmark-start" => frame.begin_mark(named(), self.count, at),
            "text:reference-mark-end" | "text:bookmark-end" => frame.end_mark(&named(), at, self.codes),
            _ => return frame.begin_container(at.start, None, false),
        }
        OpenElement::Other
    }

    fn end(&mut self, at: Span) {
        match self.open.pop() {
            Some(OpenElement::Hidden) => self.hidden -= 1,
            Some(OpenElement::Paragraph) => self.end_paragraph(at.end),
            Some(OpenElement::Span(face, is_hidden)) => self.frames.last_mut().into_iter().for_each(|frame| {
                frame.around.pop();
                (frame.face, frame.is_hidden) = (face, is_hidden);
            }),
            Some(OpenElement::Container(container)) => {
                self.frames.last_mut().into_iter().for_each(|frame| frame.end_container(&container, at.end));
            }
            Some(OpenElement::Note(note)) => {
                self.note = note.outer;
                self.frames.last_mut().into_iter().for_each(|frame| frame.end_marker(note.start, at.end));
            }
            Some(OpenElement::Other) | None => {}
        }
    }

    fn end_paragraph(&mut self, end: usize) {
        if let Some(OdtParagraph { mut paragraph, .. }) = self.frames.pop() {
            paragraph.xml.end = end;
            self.done.push(paragraph);
        }
    }

    /// Adds characters of the XML that stand for themselves; white space counts once.
    fn text(&mut self, text: &str, start: usize) {
        let typed = self.typed_sign(text);
        let (text, start) = (&text[typed..], start + typed);
        let Some(frame) = self.frames.last_mut().filter(|_| self.hidden == 0) else { return };
        let is_white = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
        let (mut shown, mut from) = (String::new(), 0);
        for (place, c) in text.char_indices() {
            if is_white(c) && frame.after_space {
                frame.add(&shown, Span::new(start + from, start + place), RunChildKind::Text);
                shown.clear();
                from = place + 1;
                continue;
            }
            frame.after_space = is_white(c);
            shown.push(if frame.after_space { ' ' } else { c });
        }
        frame.add(&shown, Span::new(start + from, start + text.len()), RunChildKind::Text);
    }

    /// The length of the sign of a note that its text begins with: documents that come from Word have it there, too.
    fn typed_sign(&self, text: &str) -> usize {
        let frame = self.frames.last().filter(|frame| frame.paragraph.plain.is_empty());
        let note = frame.and_then(|frame| frame.paragraph.note.as_ref());
        let (sign, start) = (text.split_whitespace().next().unwrap_or_default(), text.len() - text.trim_start().len());
        if note.is_some_and(|note| self.labels.is_sign(note, sign)) { start + sign.len() } else { 0 }
    }

    /// Adds text that is written otherwise than it is shown.
    fn whole(&mut self, text: &str, at: Span, kind: RunChildKind) {
        let Some(frame) = self.frames.last_mut().filter(|_| self.hidden == 0) else { return };
        frame.add(text, at, kind);
        frame.after_space = false;
    }
}

impl OdtParagraph {
    /// Opens an element within the paragraph that shows its text, or a character.
    fn within(&mut self, name: &str, tag: &BytesStart<'_>, at: Span, styles: &OfficeStyles) -> Option<OpenElement> {
        let style = || attribute(tag, "text:style-name").unwrap_or_default();
        Some(match name {
            "text:span" => {
                self.around.push(at);
                let inner = styles.face(&style(), self.face);
                let is_hidden = styles.hides(&style()).unwrap_or(self.is_hidden);
                OpenElement::Span(
                    std::mem::replace(&mut self.face, inner),
                    std::mem::replace(&mut self.is_hidden, is_hidden),
                )
            }
            "text:a" => {
                self.around.push(at);
                self.begin_container(at.start, attribute(tag, "xlink:href"), true)
            }
            "text:s" => {
                const MOST: usize = 1000;
                let count = attribute(tag, "text:c").and_then(|count| count.parse().ok()).unwrap_or(1);
                self.character(&" ".repeat(count.min(MOST)), at)
            }
            "text:tab" | "text:line-break" => self.character(" ", at),
            "draw:frame" => {
                // A picture that stands in the line as a character does.
                self.after_space &= attribute(tag, "text:anchor-type").is_none_or(|anchor| anchor != "as-char");
                OpenElement::Other
            }
            _ if TRANSPARENT.contains(&name) || !name.starts_with("text:") => OpenElement::Other,
            _ => return None,
        })
    }

    fn character(&mut self, text: &str, at: Span) -> OpenElement {
        self.add(text, at, RunChildKind::Character);
        self.after_space = false;
        OpenElement::Other
    }

    fn begin_container(&mut self, start: usize, address: Option<String>, is_link: bool) -> OpenElement {
        self.containers += 1;
        self.fields += usize::from(!is_link);
        let (first_run, plain) = (self.paragraph.runs.len(), self.paragraph.plain.len());
        OpenElement::Container(OpenContainer { start, first_run, plain, is_link, address })
    }

    fn end_container(&mut self, container: &OpenContainer, end: usize) {
        self.containers -= 1;
        self.fields -= usize::from(!container.is_link);
        if container.is_link {
            self.around.pop();
        }
        if self.containers == 0 {
            let span = Some(Span::new(container.start, end));
            self.paragraph.runs.iter_mut().skip(container.first_run).for_each(|run| run.container = span);
        }
        let span = Span::new(container.plain, self.paragraph.plain.len());
        let address = container.address.clone().filter(|_| !span.is_empty());
        self.paragraph.links.extend(address.map(|address| (span, address)));
    }

    fn begin_mark(&mut self, name: String, number: usize, at: Span) {
        self.marks.push(OpenSpan { name, number, plain: self.paragraph.plain.len() });
        self.add("", at, RunChildKind::Field(number));
    }

    fn end_mark(&mut self, name: &str, at: Span, codes: &Codes) {
        let Some(place) = self.marks.iter().rposition(|mark| mark.name == name) else { return };
        let mark = self.marks.remove(place);
        self.add("", at, RunChildKind::Field(mark.number));
        let span = Span::new(mark.plain, self.paragraph.plain.len());
        let data = mark::data(name, codes).filter(|_| !span.is_empty());
        self.paragraph.live.extend(data.map(|data| Live { span, data, holder: CitationHolder::Field(mark.number) }));
    }

    fn end_marker(&mut self, start: usize, end: usize) {
        let pieces = self.paragraph.runs.iter_mut().rev().flat_map(|run| run.pieces.iter_mut().rev());
        let own = pieces.take(1).find(|piece| piece.kind == RunChildKind::Marker && piece.xml.start == start);
        own.into_iter().for_each(|piece| piece.xml.end = end);
    }

    /// Adds what stands at a place of the XML, with the text that it shows. In a field it cannot be changed.
    fn add(&mut self, text: &str, xml: Span, kind: RunChildKind) {
        let is_text = !matches!(kind, RunChildKind::Field(_) | RunChildKind::Marker);
        if is_text && (text.is_empty() || self.is_hidden) {
            return;
        }
        let start = self.paragraph.plain.len();
        self.paragraph.plain.push_str(text);
        let is_fixed = self.fields > 0 && matches!(kind, RunChildKind::Text | RunChildKind::Character);
        let kind = if is_fixed { RunChildKind::Fixed } else { kind };
        let piece = RunChild { xml, plain: Span::new(start, self.paragraph.plain.len()), kind };
        self.paragraph.runs.push(StyledRun {
            xml,
            face: self.face,
            is_inserted: self.is_inserted,
            around: self.around.clone(),
            pieces: vec![piece],
            ..StyledRun::default()
        });
    }
}
