//! A part of a `.docx` (the text, the footnotes, the endnotes) as paragraphs of runs, each with its place in the XML.
//!
//! What a reader does not see is left out: deleted text, the instructions of fields, the copy of a text box for old programs.

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use super::styles::{WordStyles, is_on};
use super::symbol;
use crate::document::office::label::NoteLabels;
use crate::document::office::live;
use crate::document::office::package::{XmlEvent, attribute, walk};
use crate::document::office::paragraph::{CitationHolder, Live, NoteId, Paragraph, RunChild, RunChildKind, StyledRun};
use crate::text::Span;

/// What a part is read with.
pub(super) struct PartContext<'a> {
    pub(super) styles: &'a WordStyles,
    /// Where its links lead, by their id.
    pub(super) links: HashMap<String, String>,
    /// The sources that Word itself keeps, by their tag.
    pub(super) sources: &'a live::Sources,
}

/// The paragraphs of a part, in order. The markers in it get the next labels.
pub(super) fn paragraphs(
    xml: &str,
    context: &PartContext<'_>,
    labels: &mut NoteLabels,
) -> Result<Vec<Paragraph>, quick_xml::Error> {
    let mut parser = PartParser {
        context,
        labels,
        hidden: 0,
        changes: 0,
        frames: Vec::new(),
        fields: Vec::new(),
        count: 0,
        note: None,
        is_skipped: false,
        in_data: false,
        done: Vec::new(),
    };
    walk(xml, |seen, at| match seen {
        XmlEvent::Start(tag) => parser.start(tag, at),
        XmlEvent::End(name) => parser.end(name, at),
        XmlEvent::Text(text) | XmlEvent::Data(text) | XmlEvent::Character(text) => parser.text(text),
    })?;
    Ok(parser.done)
}

/// Elements whose text a reader does not see.
const HIDDEN: &[&str] = &["w:del", "w:moveFrom", "mc:Fallback", "w:rt"];

/// Elements within a paragraph that hold runs.
const CONTAINERS: &[&str] =
    &["w:hyperlink", "w:ins", "w:moveTo", "w:sdt", "w:smartTag", "w:fldSimple", "w:customXml", "w:dir", "w:bdo"];

/// An element that holds runs and is not closed yet.
#[derive(Debug)]
struct Container {
    start: usize,
    first_run: usize,
    plain: usize,
    is_insertion: bool,
    is_binding: bool,
    /// Where it leads, if it is a link.
    address: Option<String>,
    /// The instruction of a simple field, or the tag of a content control.
    instruction: Option<String>,
    /// Where what it holds begins, and ends.
    inner: Option<usize>,
    inner_end: Option<usize>,
}

/// A paragraph that is not closed yet. Those in a text box stand in a run of another.
#[derive(Debug, Default)]
struct WordParagraph {
    number: usize,
    paragraph: Paragraph,
    run: Option<StyledRun>,
    containers: Vec<Container>,
    /// How many elements are open within the run, and whether the outermost is its properties.
    depth: usize,
    in_properties: bool,
    /// True if the properties of the run hide its text.
    is_hidden: bool,
    /// True if a section ends with the paragraph.
    ends_section: bool,
    /// Where the child of the run begins that is open, and its text.
    child: usize,
    in_text: bool,
    text: String,
    /// A field that ends in the run: the place where it starts, and its first run.
    ended: Vec<(usize, usize)>,
    /// What the child of the run that is open does when it is read to its end.
    pending: Option<PendingChild>,
    /// A marker whose sign the writer types after it, and its place among the runs and pieces.
    custom: Option<(WordMarker, usize, usize)>,
}

/// What a child of a run does.
#[derive(Debug)]
enum PendingChild {
    BeginResult,
    EndField,
    Marker(WordMarker),
    /// Shows a character of a font; `None` if it is not known.
    Symbol(Option<char>),
}

/// The marker of a note.
#[derive(Debug, Clone)]
struct WordMarker {
    note: NoteId,
    /// True if the writer types its sign (`*`) instead of a number.
    is_custom: bool,
}

/// A field that is not closed yet.
#[derive(Debug)]
struct OpenField {
    number: usize,
    instruction: String,
    /// Data that is kept in the field beside its instruction.
    data: String,
    in_result: bool,
    frame: usize,
    start: usize,
    first_run: usize,
    plain: usize,
}

struct PartParser<'a> {
    context: &'a PartContext<'a>,
    labels: &'a mut NoteLabels,
    hidden: usize,
    /// How many descriptions of earlier properties are open.
    changes: usize,
    frames: Vec<WordParagraph>,
    fields: Vec<OpenField>,
    count: usize,
    note: Option<NoteId>,
    is_skipped: bool,
    in_data: bool,
    done: Vec<Paragraph>,
}

impl PartParser<'_> {
    fn start(&mut self, tag: &BytesStart<'_>, at: Span) {
        let name = tag.name().0;
        if self.hidden > 0 || HIDDEN.contains(&name) {
            self.hidden += usize::from(HIDDEN.contains(&name));
            reference(tag).into_iter().for_each(|note| self.labels.delete(note));
            return;
        }
        match name {
            "w:footnote" | "w:endnote" => return self.begin_note(tag, name == "w:endnote"),
            "w:p" => return self.begin_paragraph(at.start),
            "w:rPrChange" | "w:pPrChange" => self.changes += 1,
            _ => {}
        }
        let Some(frame) = self.frames.last_mut() else { return };
        match (name, &mut frame.run) {
            ("w:r", None) => {
                frame.run = Some(StyledRun { xml: at, tag_end: at.end, ..StyledRun::default() });
                (frame.depth, frame.is_hidden) = (0, false);
            }
            (_, Some(_)) => self.begin_child(tag, at),
            ("w:sectPr", None) => frame.ends_section = true,
            ("w:pStyle", None) => {
                frame.paragraph.rank = attribute(tag, "w:val").map_or(0, |style| self.context.styles.heading(&style));
            }
            (_, None) if CONTAINERS.contains(&name) => {
                let address = attribute(tag, "r:id").and_then(|id| self.context.links.get(&id).cloned());
                frame.containers.push(Container {
                    start: at.start,
                    first_run: frame.paragraph.runs.len(),
                    plain: frame.paragraph.plain.len(),
                    is_insertion: matches!(name, "w:ins" | "w:moveTo"),
                    is_binding: matches!(name, "w:hyperlink" | "w:sdt" | "w:fldSimple"),
                    address: address.filter(|_| name == "w:hyperlink"),
                    instruction: attribute(tag, "w:instr"),
                    inner: (name != "w:sdt").then_some(at.end),
                    inner_end: None,
                });
            }
            ("w:sdtContent", None) => {
                frame.containers.last_mut().into_iter().for_each(|open| open.inner = Some(at.end));
            }
            ("w:tag", None) => {
                let tag = attribute(tag, "w:val");
                frame.containers.last_mut().into_iter().for_each(|open| open.instruction.clone_from(&tag));
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str, at: Span) {
        if HIDDEN.contains(&name) {
            self.hidden = self.hidden.saturating_sub(1);
        }
        if self.hidden > 0 || HIDDEN.contains(&name) {
            return;
        }
        match name {
            "w:footnote" | "w:endnote" => return self.note = None,
            "w:p" => return self.end_paragraph(at.end),
            "w:rPrChange" | "w:pPrChange" => self.changes = self.changes.saturating_sub(1),
            _ => {}
        }
        let Some(frame) = self.frames.last_mut() else { return };
        match (name, &frame.run) {
            ("w:r", Some(_)) if frame.depth == 0 => self.end_run(at.end),
            (_, Some(_)) => self.end_child(name, at.end),
            ("w:sdtContent", None) => {
                frame.containers.last_mut().into_iter().for_each(|open| open.inner_end = Some(at.start));
            }
            (_, None) if CONTAINERS.contains(&name) => self.end_container(at),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let in_result = self.fields.iter().all(|field| field.in_result);
        let Some(frame) = self.frames.last_mut().filter(|_| self.hidden == 0) else { return };
        if frame.in_text && in_result {
            frame.text.extend(text.chars().map(|c| if c.is_ascii_whitespace() { ' ' } else { c }));
        } else if let Some(field) = self.fields.last_mut() {
            match (self.in_data, frame.run.is_some() && frame.depth > 0 && !frame.in_properties) {
                (true, _) => field.data.push_str(text),
                (false, true) if !field.in_result => field.instruction.push_str(text),
                _ => {}
            }
        }
    }

    fn begin_note(&mut self, tag: &BytesStart<'_>, is_endnote: bool) {
        self.is_skipped = attribute(tag, "w:type").is_some_and(|kind| kind != "normal");
        self.note = attribute(tag, "w:id").map(|id| NoteId { is_endnote, id });
    }

    fn begin_paragraph(&mut self, start: usize) {
        self.count += 1;
        let xml = Span::new(start, start);
        let paragraph = Paragraph { xml, note: self.note.clone(), ..Paragraph::default() };
        self.frames.push(WordParagraph { number: self.count, paragraph, ..WordParagraph::default() });
    }

    fn end_paragraph(&mut self, end: usize) {
        let Some(mut frame) = self.frames.pop() else { return };
        frame.paragraph.xml.end = end;
        frame.resolve_custom(None, self.labels);
        if frame.ends_section {
            self.labels.next_section();
        }
        if !self.is_skipped {
            self.done.push(frame.paragraph);
        }
    }

    /// Begins a child of a run, or an element within one.
    fn begin_child(&mut self, tag: &BytesStart<'_>, at: Span) {
        let name = tag.name().0;
        let (styles, is_now) = (self.context.styles, self.changes == 0);
        let Some(frame) = self.frames.last_mut() else { return };
        frame.depth += 1;
        let Some(run) = &mut frame.run else { return };
        if frame.depth == 1 {
            frame.child = at.start;
            frame.in_properties = name == "w:rPr";
        } else if frame.in_properties && is_now && frame.depth == 2 {
            let value = attribute(tag, "w:val");
            run.face.set(name, value.as_deref(), styles);
            frame.is_hidden |= name == "w:vanish" && is_on(value.as_deref());
        }
        frame.in_text = name == "w:t";
        frame.pending = pending(tag);
        match (name, &frame.pending) {
            ("w:fldChar", None) => self.begin_field(),
            ("w:fldData", _) => self.in_data = true,
            _ => {}
        }
    }

    fn end_child(&mut self, name: &str, end: usize) {
        self.in_data &= name != "w:fldData";
        let field = self.fields.iter().find(|field| !field.in_result).or(self.fields.last()).map(|field| field.number);
        let shown = self.fields.iter().all(|field| field.in_result);
        let Some(frame) = self.frames.last_mut() else { return };
        frame.depth = frame.depth.saturating_sub(1);
        frame.in_text = false;
        let xml = Span::new(frame.child, end.max(frame.child));
        let Some(run) = frame.run.as_mut().filter(|_| frame.depth == 0) else { return };
        if std::mem::take(&mut frame.in_properties) {
            return run.properties = xml;
        }
        let start = frame.paragraph.plain.len();
        let text = std::mem::take(&mut frame.text);
        let pending = frame.pending.take();
        let kind = match (name, field, &pending) {
            (_, Some(field), _) if !shown || name == "w:fldChar" => RunChildKind::Field(field),
            (_, _, Some(PendingChild::Marker(_))) => RunChildKind::Marker,
            _ if frame.is_hidden => RunChildKind::Other,
            (_, _, Some(PendingChild::Symbol(symbol))) => frame.symbol(*symbol, self.labels),
            ("w:t", ..) => frame.show(&text, self.labels),
            ("w:tab" | "w:ptab" | "w:br" | "w:cr", ..) => frame.character(' '),
            ("w:noBreakHyphen", ..) => frame.character('-'),
            _ if text.is_empty() => RunChildKind::Other,
            _ => frame.fixed(&text),
        };
        let is_shown = matches!(kind, RunChildKind::Text | RunChildKind::Character | RunChildKind::Fixed);
        let plain = match &pending {
            Some(PendingChild::Marker(marker)) if kind == RunChildKind::Marker => frame.marker(marker, self.labels),
            _ => Span::new(if is_shown { start } else { frame.paragraph.plain.len() }, frame.paragraph.plain.len()),
        };
        frame.run.iter_mut().for_each(|run| run.pieces.push(RunChild { xml, plain, kind }));
        match pending {
            Some(PendingChild::BeginResult) => self.begin_result(),
            Some(PendingChild::EndField) => self.end_field(),
            _ => {}
        }
    }

    fn end_run(&mut self, end: usize) {
        let Some(frame) = self.frames.last_mut() else { return };
        let Some(mut run) = frame.run.take() else { return };
        run.xml.end = end;
        run.is_inserted = frame.containers.iter().any(|container| container.is_insertion);
        frame.paragraph.runs.push(run);
        for (start, first_run) in std::mem::take(&mut frame.ended) {
            frame.contain(Span::new(start, end), first_run);
            frame.bind(first_run);
        }
    }

    fn end_container(&mut self, at: Span) {
        let sources = self.context.sources;
        let Some(frame) = self.frames.last_mut() else { return };
        let Some(container) = frame.containers.pop() else { return };
        if frame.containers.is_empty() {
            frame.contain(Span::new(container.start, at.end), container.first_run);
        }
        if container.is_binding {
            frame.bind(container.first_run);
        }
        let span = Span::new(container.plain, frame.paragraph.plain.len());
        let address = container.address.or_else(|| container.instruction.as_deref().and_then(hyperlink));
        frame.paragraph.links.extend(address.map(|address| (span, address)).filter(|_| !span.is_empty()));
        let data = container.instruction.and_then(|instruction| live::data(&instruction, "", sources));
        let before = Span::new(container.start, container.inner.unwrap_or(at.start));
        let holder = CitationHolder::Element([before, Span::new(container.inner_end.unwrap_or(at.start), at.end)]);
        frame.paragraph.live.extend(data.map(|data| Live { span, data, holder }).filter(|_| !span.is_empty()));
    }

    /// Opens a field. What else a field has is known when its sign is read to the end.
    fn begin_field(&mut self) {
        let Some(frame) = self.frames.last() else { return };
        self.count += 1;
        self.fields.push(OpenField {
            number: self.count,
            instruction: String::new(),
            data: String::new(),
            in_result: false,
            frame: frame.number,
            start: frame.run.as_ref().map_or(0, |run| run.xml.start),
            first_run: frame.paragraph.runs.len(),
            plain: frame.paragraph.plain.len(),
        });
    }

    fn begin_result(&mut self) {
        if let (Some(frame), Some(field)) = (self.frames.last(), self.fields.last_mut()) {
            field.in_result = true;
            field.plain = frame.paragraph.plain.len();
        }
    }

    /// Closes a field. Only one that stands within a paragraph can be a citation.
    fn end_field(&mut self) {
        let Some(field) = self.fields.pop() else { return };
        if let Some(outer) = self.fields.last_mut().filter(|outer| !outer.in_result && outer.data.is_empty()) {
            // EndNote keeps the data of a long citation in a field within its instruction.
            outer.data.clone_from(&field.data);
        }
        let Some(frame) = self.frames.last_mut().filter(|frame| frame.number == field.frame) else { return };
        if self.fields.is_empty() {
            frame.ended.push((field.start, field.first_run));
        }
        let span = Span::new(field.plain.min(frame.paragraph.plain.len()), frame.paragraph.plain.len());
        if field.in_result && !span.is_empty() {
            frame.paragraph.links.extend(hyperlink(&field.instruction).map(|address| (span, address)));
            let data = live::data(&field.instruction, &field.data, self.context.sources);
            frame.paragraph.live.extend(data.map(|data| Live {
                span,
                data,
                holder: CitationHolder::Field(field.number),
            }));
        }
    }
}

impl WordParagraph {
    /// Adds the text of `w:t`, unless it is the typed sign of a note.
    fn show(&mut self, text: &str, labels: &mut NoteLabels) -> RunChildKind {
        if self.is_custom_sign(text) {
            self.resolve_custom(Some(text.trim()), labels);
            return RunChildKind::Other;
        }
        if self.is_sign_of_note(text, labels) {
            return RunChildKind::Other;
        }
        self.paragraph.plain.push_str(text);
        RunChildKind::Text
    }

    /// Adds a character of a font, unless it is the sign of a note. A sign that is not known counts as an asterisk.
    fn symbol(&mut self, symbol: Option<char>, labels: &mut NoteLabels) -> RunChildKind {
        let sign = symbol.unwrap_or('*').to_string();
        if self.custom.is_some() {
            self.resolve_custom(Some(&sign), labels);
            return RunChildKind::Other;
        }
        match symbol {
            Some(symbol) if !self.is_sign_of_note(&sign, labels) => self.character(symbol),
            _ => RunChildKind::Other,
        }
    }

    /// Adds text that stands deeper in the XML, where it cannot be changed.
    fn fixed(&mut self, text: &str) -> RunChildKind {
        self.paragraph.plain.push_str(text);
        RunChildKind::Fixed
    }

    fn character(&mut self, character: char) -> RunChildKind {
        self.paragraph.plain.push(character);
        RunChildKind::Character
    }

    /// Notes for the runs from `first` on what holds them; the outermost counts.
    fn contain(&mut self, span: Span, first: usize) {
        for run in self.paragraph.runs.iter_mut().skip(first) {
            if run.container.is_none_or(|known| span.covers(known)) {
                run.container = Some(span);
            }
        }
    }

    /// Notes that something holds the runs from `first` on which nothing may cross.
    fn bind(&mut self, first: usize) {
        self.paragraph.runs.iter_mut().skip(first).for_each(|run| run.is_bound = true);
    }

    /// Writes the marker of a note; one whose sign the writer types waits for it.
    fn marker(&mut self, marker: &WordMarker, labels: &mut NoteLabels) -> Span {
        self.resolve_custom(None, labels);
        let end = self.paragraph.plain.len();
        if marker.is_custom {
            let piece = self.run.as_ref().map_or(0, |run| run.pieces.len());
            self.custom = Some((marker.clone(), self.paragraph.runs.len(), piece));
            return Span::new(end, end);
        }
        let label = labels.counted(&marker.note);
        self.paragraph.plain.push_str(&format!("[^{label}]"));
        Span::new(end, self.paragraph.plain.len())
    }

    /// True if a text is the sign of the marker before it: a few characters, and letters only in the same run or if they are raised.
    fn is_custom_sign(&self, text: &str) -> bool {
        const LONGEST: usize = 4;
        let sign = text.trim();
        let fits = !sign.is_empty() && sign.chars().count() <= LONGEST && !sign.contains(char::is_whitespace);
        let is_raised = || self.run.as_ref().is_some_and(|run| run.face.superscript);
        self.custom.as_ref().is_some_and(|(_, run, _)| {
            fits && (*run == self.paragraph.runs.len() || is_raised() || !sign.contains(char::is_alphanumeric))
        })
    }

    /// Gives the marker that waits for its sign its label; without a sign it is counted.
    fn resolve_custom(&mut self, sign: Option<&str>, labels: &mut NoteLabels) {
        let Some((marker, run, piece)) = self.custom.take() else { return };
        let label = match sign {
            Some(sign) => labels.signed(&marker.note, sign),
            None => labels.counted(&marker.note),
        };
        let start = self.paragraph.plain.len();
        self.paragraph.plain.push_str(&format!("[^{label}]"));
        let plain = Span::new(start, self.paragraph.plain.len());
        let run = if run < self.paragraph.runs.len() { self.paragraph.runs.get_mut(run) } else { self.run.as_mut() };
        if let Some(piece) = run.and_then(|run| run.pieces.get_mut(piece)) {
            piece.plain = plain;
        }
    }

    /// True if a text is the sign of the note that it begins.
    fn is_sign_of_note(&self, text: &str, labels: &NoteLabels) -> bool {
        let note = self.paragraph.note.as_ref().filter(|_| self.paragraph.plain.trim().is_empty());
        note.is_some_and(|note| labels.is_sign(note, text.trim()))
    }
}

/// What a child of a run does when it is read to its end.
fn pending(tag: &BytesStart<'_>) -> Option<PendingChild> {
    let name = tag.name().0;
    match (name, attribute(tag, "w:fldCharType").as_deref()) {
        ("w:fldChar", Some("separate")) => Some(PendingChild::BeginResult),
        ("w:fldChar", Some("end")) => Some(PendingChild::EndField),
        ("w:sym", _) => {
            let font = attribute(tag, "w:font").unwrap_or_default();
            Some(PendingChild::Symbol(symbol::character(&font, &attribute(tag, "w:char")?)))
        }
        _ => Some(PendingChild::Marker(WordMarker {
            note: reference(tag)?,
            is_custom: attribute(tag, "w:customMarkFollows").is_some_and(|value| is_on(Some(&value))),
        })),
    }
}

/// The note that an element is the marker of.
fn reference(tag: &BytesStart<'_>) -> Option<NoteId> {
    let is_endnote = match tag.name().0 {
        "w:footnoteReference" => false,
        "w:endnoteReference" => true,
        _ => return None,
    };
    Some(NoteId { is_endnote, id: attribute(tag, "w:id")? })
}

/// The address of a link that is a field: `HYPERLINK "https://a.example/"`.
fn hyperlink(instruction: &str) -> Option<String> {
    let address = instruction.trim_start().strip_prefix("HYPERLINK")?.trim_start().strip_prefix('"')?;
    address.split('"').next().filter(|address| !address.is_empty()).map(str::to_owned)
}
