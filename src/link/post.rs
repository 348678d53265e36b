//! A post taken apart: its running text with tokens for markers and lists, and its notes.

use std::ops::Range;

use super::container::{is_cut, widened};
use super::system::{LabelStyle, NotesPosition, ProseFormat, ScreenReaderWords, System, fill};
use super::token::{CLOSE, OPEN, PostToken};
use crate::analysis::Analysis;
#[cfg(feature = "office")]
use crate::document::html_to;
use crate::document::{Document, Foreign, Marker, Markup, Note, Syntax, flatten, latex_to_html, markdown_to_html};
use crate::text::{Edit, Span, apply};

/// A post on its way into another system.
pub(super) struct Post<'a> {
    document: &'a Document,
    system: &'static System,
    /// What kind of text it is now.
    prose: ProseFormat,
    words: &'static ScreenReaderWords,
    /// The new label of each note, by its place in the document.
    labels: Vec<String>,
    lists: Vec<Vec<usize>>,
    /// The lists of notes as they stand, and their stretches.
    known: Vec<Vec<usize>>,
    extents: Vec<Span>,
    /// What the names of links begin with, so that two posts on one page do not mix.
    prefix: String,
}

impl<'a> Post<'a> {
    pub(super) fn new(analysis: &'a Analysis, path: &str, prose: ProseFormat, system: &'static System) -> Self {
        let document = &analysis.document;
        let order = document.reading_order();
        let labels = labels(document, &order, system.labels);
        // In LaTeX the text of a note may stand anywhere: a list of notes is at the end.
        let at_end = prose == ProseFormat::Latex && system.place == NotesPosition::Lists;
        let known = note_lists(document);
        let lists = lists(document, &known, &order, if at_end { NotesPosition::OneList } else { system.place });
        let extents = known.iter().filter_map(|list| extent(document, list, prose)).collect();
        let words = ScreenReaderWords::of(&analysis.language);
        Self { document, system, prose, words, labels, lists, known, extents, prefix: prefix(path, &document.text) }
    }

    /// The running text, with tokens for markers and lists. `None` where a token could be mistaken.
    pub(super) fn skeleton(&self) -> Option<String> {
        let document = self.document;
        if document.text.contains([OPEN, CLOSE]) {
            return None;
        }
        let spans = &self.extents;
        let in_list = |span: Span| spans.iter().any(|list| list.covers(span));
        let mut edits = self.marker_edits(|marker| !in_list(marker.span));
        edits.extend(spans.iter().enumerate().map(|(index, span)| self.list_edit(index, *span, spans.len())));
        let mut text = apply(&document.text, &edits).ok()?;
        if (spans.is_empty() || self.prose == ProseFormat::Latex) && self.system.place != NotesPosition::Marker {
            let body = if self.prose == ProseFormat::Latex { text.rfind("\\end{document}") } else { None };
            let end = text[..body.unwrap_or(text.len())].trim_end().len();
            text.replace_range(end..body.unwrap_or(text.len()), &format!("\n\n{}\n", PostToken::List(0).write()));
        }
        Some(text)
    }

    /// The running text of a LaTeX document as HTML, if everything in it and in its notes can be written elsewhere.
    pub(super) fn out_of_latex(&self, skeleton: &str) -> Result<String, Foreign> {
        for note in &self.document.notes {
            latex_to_html(&self.raw(note))?;
        }
        Ok(super::prose::freed(&latex_to_html(skeleton)?))
    }

    /// Markers give way to tokens; those that share a pair of brackets (`[1, 2]`) to tokens with a space between.
    fn marker_edits(&self, is_in_text: impl Fn(&Marker) -> bool) -> Vec<Edit> {
        let groups = self.document.marker_groups().into_iter();
        groups.flat_map(|group| self.group_edits(group, &is_in_text)).collect()
    }

    fn group_edits(&self, group: Range<usize>, is_in_text: impl Fn(&Marker) -> bool) -> Vec<Edit> {
        let markers = &self.document.markers[group.clone()];
        let is_marked = |marker: &Marker| marker.note.is_some() && is_in_text(marker);
        let tokens = group.map(|index| PostToken::Marker(index).write());
        match markers {
            [first, .., last] if markers.iter().all(is_marked) => {
                let span = with_brackets(&self.document.text, Span::new(first.span.start, last.span.end));
                vec![Edit::replace(span, tokens.collect::<Vec<_>>().join(" "))]
            }
            _ => {
                let marked = markers.iter().zip(tokens).filter(|(marker, _)| is_marked(marker));
                marked.map(|(marker, token)| Edit::replace(marker.span, token)).collect()
            }
        }
    }

    /// A list goes, and leaves a token where its notes come again.
    fn list_edit(&self, index: usize, span: Span, count: usize) -> Edit {
        match self.system.place {
            _ if self.prose == ProseFormat::Latex => Edit::delete(span),
            NotesPosition::Lists => Edit::replace(span, PostToken::List(index).write()),
            NotesPosition::OneList if index + 1 == count => Edit::replace(span, PostToken::List(0).write()),
            NotesPosition::OneList | NotesPosition::Marker => {
                let after = &self.document.text[span.end..];
                let gap = after.len() - after.trim_start_matches(['\n', '\r']).len();
                Edit::delete(Span::new(span.start, span.end + gap))
            }
        }
    }

    /// What in the running text leads to a note that goes, and is no marker.
    pub(super) fn stray(&self) -> Option<String> {
        super::stray::stray(self.document, &self.extents)
    }

    /// The last note of a list that ends within its element, while those before it stand in elements of their own.
    pub(super) fn cut(&self) -> Option<String> {
        let mut lists = self.known.iter().zip(&self.extents).filter(|_| self.prose == ProseFormat::Html);
        let (list, _) = lists.find(|(_, span)| is_cut(&self.document.text, **span))?;
        list.last().map(|&note| self.document.notes[note].label.clone())
    }

    /// The text with markers and notes of the new system in place of the tokens.
    pub(super) fn filled(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut parts = text.split(OPEN);
        out.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let token = part.split_once(CLOSE).and_then(|(inside, rest)| Some((PostToken::read(inside)?, rest)));
            let Some((token, rest)) = token else { continue };
            out.push_str(&match token {
                PostToken::Marker(marker) => self.marker(marker),
                PostToken::List(list) => self.list(list),
            });
            out.push_str(rest);
        }
        out
    }

    fn marker(&self, marker: usize) -> String {
        let Some(note) = self.document.markers[marker].note else { return String::new() };
        let time = self.document.notes[note].markers.iter().position(|&m| m == marker).unwrap_or(0);
        let template = if time == 0 { self.system.marker } else { self.system.again };
        let body =
            if self.system.place == NotesPosition::Marker && time == 0 { self.body(note) } else { String::new() };
        self.fill(template, note, time, &[("body", &body)])
    }

    fn list(&self, list: usize) -> String {
        let notes = self.lists.get(list).map_or(&[][..], Vec::as_slice);
        let items: Vec<String> = notes.iter().enumerate().map(|(place, &note)| self.item(place, note)).collect();
        let inside = items.join(self.system.between);
        let open = fill(self.system.open, &[("notes", self.words.notes)]);
        fill(self.system.block, &[("list", &format!("{open}{inside}{}", self.system.close))])
    }

    fn item(&self, place: usize, note: usize) -> String {
        let times = 0..self.document.notes[note].markers.len();
        let backs: String = times.map(|time| self.fill(self.system.back, note, time, &[])).collect();
        let label = self.labels[note].as_str();
        let value = if label == (place + 1).to_string() { String::new() } else { format!(" value=\"{label}\"") };
        let body = self.body(note);
        // In a note of several paragraphs the way back stands in the last.
        let (body, backs) = match body.strip_suffix("</p>") {
            Some(inner) => (format!("{inner}{backs}</p>"), String::new()),
            None => (body, backs),
        };
        self.fill(self.system.item, note, 0, &[("body", &body), ("backs", &backs), ("value", &value)])
    }

    fn fill(&self, template: &str, note: usize, time: usize, more: &[(&str, &str)]) -> String {
        let label = self.labels[note].as_str();
        let times = if time == 0 { String::new() } else { format!("-{}", time + 1) };
        let name = format!("{}fn{label}", self.prefix);
        let mark = format!("{}fnref{label}{times}", self.prefix);
        let words = self.words;
        let own = [("label", label), ("note", &name), ("mark", &mark), ("times", &times)];
        let said = [("notes", words.notes), ("to_note", words.to_note), ("to_mark", words.to_mark)];
        fill(template, &[&own[..], &said, more].concat())
    }

    /// The text of a note in the markup of the new system: as it is where that is the same, blocks and all from
    /// Markdown to HTML, else what runs in a line.
    fn body(&self, note: usize) -> String {
        let note = &self.document.notes[note];
        let latex = argument(note.span.of(&self.document.text)).filter(|_| self.prose == ProseFormat::Latex);
        match (self.prose, self.system.prose) {
            #[cfg(feature = "office")]
            (prose, ProseFormat::Office(format)) => {
                let html = match prose {
                    ProseFormat::Markdown if !note.inline => markdown_to_html(&dedented(&self.raw(note))),
                    _ => Markup::of(Syntax::Html).write(&note.body),
                };
                html_to(&html, format).unwrap_or_default()
            }
            (_, ProseFormat::Latex) if latex.is_some() => latex.unwrap_or_default().to_owned(),
            (ProseFormat::Markdown, ProseFormat::Markdown) if !note.inline => self.raw(note),
            (ProseFormat::Markdown, ProseFormat::Plain) => {
                let words: Vec<String> = self.raw(note).split_whitespace().map(str::to_owned).collect();
                words.join(" ")
            }
            (ProseFormat::Markdown, ProseFormat::Html | ProseFormat::Blocks) => {
                as_inline(&markdown_to_html(&dedented(&self.raw(note))))
            }
            (ProseFormat::Plain, _) if !note.inline => self.as_typed(&self.raw(note)),
            _ => Markup::of(self.system.prose.syntax()).write(&note.body).trim().to_owned(),
        }
    }

    /// The typed text of a note: its asterisks and addresses are markup, but a `<b>` is shown as it is typed, as in the running text.
    fn as_typed(&self, raw: &str) -> String {
        let is_tag = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') && !is_address(rest);
        let hidden: String =
            raw.char_indices().map(|(at, c)| if c == '<' && is_tag(&raw[at + 1..]) { TYPED } else { c }).collect();
        let words: Vec<&str> = hidden.split_whitespace().collect();
        let markup = Markup::of(self.system.prose.syntax());
        let shown = if self.system.prose == ProseFormat::Markdown { "\\<".to_owned() } else { markup.text("<") };
        markup.write(&flatten(&words.join(" "), 0)).replace(TYPED, &shown)
    }

    /// The bytes of a note after its head.
    fn raw(&self, note: &Note) -> String {
        let body = note.body.source(Span::new(0, note.body.text.len()));
        if note.inline {
            return body.of(&self.document.text).trim().to_owned();
        }
        let end = self.document.block(note).end;
        let is_way_back =
            |rest: &str| rest.trim_start().starts_with('[') && rest.contains("](#") && rest.ends_with(')');
        let after = self.document.text.get(body.end..end).filter(|rest| is_way_back(rest));
        let span = Span::new(note.head.end, if after.is_some() { body.end } else { end });
        span.of(&self.document.text).trim().to_owned()
    }
}

/// Stands for a `<` that begins no markup, while a text is rewritten; no post uses it.
const TYPED: char = '\u{f0000}';

/// True if what follows a `<` is an address: `<https://…>`, `<name@house.org>`.
fn is_address(rest: &str) -> bool {
    let inside = rest.split(['>', ' ', '<']).next().unwrap_or_default();
    rest[inside.len()..].starts_with('>') && (inside.contains("://") || inside.contains('@'))
}

/// What stands in the braces of `\footnote[3]{…}`: labels and commands with it. `None` for notes whose braces hold a cite key.
fn argument(command: &str) -> Option<&str> {
    let rest = command.trim().strip_prefix('\\')?;
    let (name, rest) = rest.split_at(rest.find(|c: char| !c.is_ascii_alphabetic())?);
    let after = rest.strip_prefix('[').and_then(|option| option.split_once(']')).map_or(rest, |(_, after)| after);
    let inside = after.trim_start().strip_prefix('{')?.strip_suffix('}')?;
    (!name.contains("cite")).then(|| inside.trim())
}

fn with_brackets(text: &str, span: Span) -> Span {
    let (before, after) = (&text[..span.start], &text[span.end..]);
    let is_enclosed =
        (before.ends_with('[') && after.starts_with(']')) || (before.ends_with('(') && after.starts_with(')'));
    if is_enclosed { Span::new(span.start - 1, span.end + 1) } else { span }
}

/// A single paragraph without its tags.
fn as_inline(html: &str) -> String {
    let html = html.trim();
    let single =
        html.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>")).filter(|rest| !rest.contains("<p>"));
    single.unwrap_or(html).to_owned()
}

/// A note of Markdown without the indent of its later lines.
fn dedented(raw: &str) -> String {
    let strip = |line: &str| {
        let spaces = line.bytes().take(4).take_while(|byte| *byte == b' ').count();
        line.strip_prefix('\t').unwrap_or(&line[spaces..]).to_owned()
    };
    raw.lines().map(strip).collect::<Vec<_>>().join("\n")
}

/// The label that each note of a document gets in a system, by the note's place.
pub(super) fn new_labels(document: &Document, system: &System) -> Vec<String> {
    labels(document, &document.reading_order(), system.labels)
}

/// The label that each note gets. They stay where the system can show them and all of them differ.
fn labels(document: &Document, order: &[usize], kind: LabelStyle) -> Vec<String> {
    let fits = |label: &str| match kind {
        LabelStyle::Words => !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || "-_".contains(c)),
        LabelStyle::Numbers => label.parse::<u32>().is_ok_and(|number| number.to_string() == label),
        LabelStyle::Counted => false,
    };
    let mut seen = std::collections::HashSet::new();
    let stay = document.notes.iter().all(|note| !note.inline && fits(&note.label) && seen.insert(note.label.as_str()));
    if stay {
        return document.notes.iter().map(|note| note.label.clone()).collect();
    }
    let mut labels = vec![String::new(); order.len()];
    order.iter().enumerate().for_each(|(number, &note)| labels[note] = (number + 1).to_string());
    labels
}

/// The lists of notes of a document. Tags between two notes part no list: some platforms put each note into elements of its own.
fn note_lists(document: &Document) -> Vec<Vec<usize>> {
    let block = |note: &usize| document.block(&document.notes[*note]);
    let is_tags =
        |gap: &str| gap.split('<').all(|piece| piece.rsplit('>').next().is_some_and(|text| text.trim().is_empty()));
    let mut lists: Vec<Vec<usize>> = Vec::new();
    for list in document.lists() {
        let gap = lists.last().and_then(|last| last.last()).zip(list.first());
        let gap = gap.and_then(|(last, first)| document.text.get(block(last).end..block(first).start));
        let joins =
            document.format.is_typed_in(Syntax::Html) && gap.is_some_and(|gap| !gap.contains("<h") && is_tags(gap));
        match lists.last_mut().filter(|_| joins) {
            Some(last) => last.extend(list),
            None => lists.push(list),
        }
    }
    lists
}

/// The stretch of a list of notes, in a page with the elements that hold nothing else.
fn extent(document: &Document, list: &[usize], prose: ProseFormat) -> Option<Span> {
    let block = |note: &usize| document.block(&document.notes[*note]);
    let span = Span::new(block(list.first()?).start, block(list.last()?).end);
    Some(if prose == ProseFormat::Html { widened(&document.text, span) } else { span })
}

/// The notes of each list that is written, in the order of their markers. `lists` are those that there are.
fn lists(document: &Document, lists: &[Vec<usize>], order: &[usize], place: NotesPosition) -> Vec<Vec<usize>> {
    if lists.is_empty() || place == NotesPosition::OneList {
        return vec![order.to_vec()];
    }
    let mut list_of = vec![0; document.notes.len()];
    lists.iter().enumerate().for_each(|(list, notes)| notes.iter().for_each(|&note| list_of[note] = list));
    let mut ordered = vec![Vec::new(); lists.len()];
    // Notes from the running text join the last list.
    let last = lists.len() - 1;
    order.iter().for_each(|&note| ordered[if document.notes[note].inline { last } else { list_of[note] }].push(note));
    ordered
}

/// The beginning of names: the file's name without its ending, in letters that every browser takes.
fn prefix(path: &str, text: &str) -> String {
    let file = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let letters: String =
        stem.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    let mut prefix = letters.trim_matches('-').to_owned();
    prefix.push_str(if prefix.is_empty() { "" } else { "-" });
    if prefix.starts_with(|c: char| c.is_ascii_digit()) {
        prefix.insert_str(0, "post-");
    }
    while text.contains(&format!("\"{prefix}fn")) {
        prefix.push_str("x-");
    }
    prefix
}
