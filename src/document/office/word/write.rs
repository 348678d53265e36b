//! Changes of a paragraph as edits of its XML: only the runs that change are written anew, and what they keep looks as before.

use super::styles::with_face;
use crate::document::office::change::{self, Hunk};
use crate::document::office::package::escaped;
use crate::document::office::paragraph::{CitationHolder, Live, Paragraph, RunChild, RunChildKind, StyledRun};
use crate::document::office::{ContentChange, ParagraphChange, Parts, Rewrite, RewriteError};
use crate::text::{Edit, Flat, Span};

/// The parts with their changes made, and those that keep the preferences of Zotero.
pub(super) fn parts(rewrite: &Rewrite<'_>) -> Result<Parts, RewriteError> {
    let parts = &rewrite.body.parts;
    let last = || parts.iter().map(|part| last_id(&part.xml)).max().unwrap_or(0);
    let mut tracking = rewrite.date.map(|date| ChangeTracking { date, next: last() });
    let mut edits: Vec<Vec<Edit>> = parts.iter().map(|_| Vec::new()).collect();
    for ParagraphChange { part, paragraph, change } in &rewrite.changes {
        let made = made(&parts[*part].xml, paragraph, change, &mut tracking);
        edits[*part].extend(made.ok_or_else(|| RewriteError::Fixed(paragraph.plain.clone()))?);
    }
    let mut changed = rewrite.edited(edits)?;
    if let Some(preferences) = &rewrite.preferences {
        changed.extend(super::preferences::parts(rewrite.bytes, preferences)?);
    }
    Ok(changed)
}

/// A change of a paragraph as edits; `None` where a reference manager wrote its words, or there is no place for new ones.
fn made(
    xml: &str,
    paragraph: &Paragraph,
    change: &ContentChange<'_>,
    tracking: &mut Option<ChangeTracking<'_>>,
) -> Option<Vec<Edit>> {
    let mut rewriting = WordRewriting::new(xml, paragraph);
    let is_done = match change {
        ContentChange::Words(hunks, new) => hunks.iter().all(|hunk| rewriting.replace(*hunk, new, tracking)),
        ContentChange::Citations(gone, come) => {
            gone.iter().for_each(|live| rewriting.dissolve(live));
            come.iter().all(|(span, data)| rewriting.surround(*span, data))
        }
    };
    is_done.then(|| rewriting.edits(tracking))
}

/// The highest number of an element in a part.
pub(super) fn last_id(xml: &str) -> usize {
    let ids = xml.split("w:id=\"").skip(1).filter_map(|rest| rest.split('"').next()?.parse().ok());
    ids.max().unwrap_or(0)
}

/// How changes are marked: who made them and when, and the number of the next one.
#[derive(Debug)]
pub(super) struct ChangeTracking<'a> {
    date: &'a str,
    next: usize,
}

impl ChangeTracking<'_> {
    /// An element around what was inserted or deleted.
    fn wrap(&mut self, name: &str, inner: &str) -> String {
        self.next += 1;
        let (id, date) = (self.next, self.date);
        format!("<w:{name} w:id=\"{id}\" w:author=\"ibid\" w:date=\"{date}\">{inner}</w:{name}>")
    }
}

/// A stretch of a run that goes, and the XML that comes in its place.
#[derive(Debug)]
struct Cut {
    old: Span,
    at: usize,
    xml: String,
}

/// Where a change comes in.
enum ChangeHost {
    /// In a run, at a place in the text.
    Run(usize, usize),
    /// At a place in the XML, looking like a run.
    Xml(usize, Option<usize>),
}

/// One paragraph on its way into another text.
pub(super) struct WordRewriting<'a> {
    xml: &'a str,
    paragraph: &'a Paragraph,
    /// The stretch of text of each run.
    ranges: Vec<Span>,
    /// What changes in each run.
    cuts: Vec<Vec<Cut>>,
    /// What comes in or goes between runs.
    inserts: Vec<Edit>,
    /// The fields that are dissolved.
    dissolved: Vec<usize>,
}

impl<'a> WordRewriting<'a> {
    pub(super) fn new(xml: &'a str, paragraph: &'a Paragraph) -> Self {
        let mut end = 0;
        let range = |run: &StyledRun| {
            let start = end;
            end = run.plain().map_or(end, |plain| plain.end.max(end));
            Span::new(start, end)
        };
        let ranges: Vec<Span> = paragraph.runs.iter().map(range).collect();
        let cuts = ranges.iter().map(|_| Vec::new()).collect();
        Self { xml, paragraph, ranges, cuts, inserts: Vec::new(), dissolved: Vec::new() }
    }

    /// Puts a stretch of the new text in the place of one of the old. False where a reference manager wrote the old one, or
    /// there is no place for the new one.
    fn replace(&mut self, hunk: Hunk, new: &Flat, tracking: &mut Option<ChangeTracking<'_>>) -> bool {
        let old = hunk.old;
        let pieces = self.paragraph.runs.iter().flat_map(|run| &run.pieces);
        let is_fixed = pieces.filter(|piece| piece.kind == RunChildKind::Fixed).any(|piece| piece.plain.overlaps(old));
        if is_fixed || self.paragraph.live.iter().any(|live| live.touches(old)) {
            return false;
        }
        let pieces = change::pieces(new, hunk.new);
        if pieces.is_empty() {
            self.delete(old);
            return true;
        }
        let Some(host) = self.host(old) else { return false };
        let like = match host {
            ChangeHost::Run(run, _) => self.paragraph.runs.get(run),
            ChangeHost::Xml(_, run) => run.and_then(|run| self.paragraph.runs.get(run)),
        };
        let runs = pieces.iter().map(|(text, face)| {
            let properties = like.map_or("", |run| run.properties.of(self.xml));
            let properties = with_face(properties, like.map_or(Default::default(), |run| run.face), *face);
            format!("<w:r>{properties}{}</w:r>", text_element("w:t", text))
        });
        let runs: String = runs.collect();
        // What comes into an insertion of someone else is part of it.
        let is_new = !like.is_some_and(|run| run.is_inserted);
        let xml = match tracking.as_mut().filter(|_| is_new) {
            Some(tracking) => tracking.wrap("ins", &runs),
            None => runs,
        };
        self.come(&host, xml);
        self.delete(old);
        true
    }

    /// Puts XML between runs in the place of a stretch of text. False where there is no place for it.
    pub(super) fn put(&mut self, old: Span, xml: String) -> bool {
        let Some(host) = self.host(old) else { return false };
        self.come(&host, xml);
        self.delete(old);
        true
    }

    fn come(&mut self, host: &ChangeHost, xml: String) {
        match *host {
            ChangeHost::Run(run, at) => self.cuts[run].push(Cut { old: Span::new(at, at), at, xml }),
            ChangeHost::Xml(place, _) => self.inserts.push(Edit::insert(place, xml)),
        }
    }

    pub(super) fn delete(&mut self, old: Span) {
        let first = self.ranges.partition_point(|range| range.end <= old.start);
        for (run, _) in self.ranges.iter().enumerate().skip(first).take_while(|(_, range)| range.start < old.end) {
            let gone = self.paragraph.runs[run].pieces.iter().filter(|piece| piece.is_text()).map(|piece| {
                let start = old.start.max(piece.plain.start);
                Span::new(start, old.end.min(piece.plain.end).max(start))
            });
            let cuts = gone.filter(|gone| !gone.is_empty()).map(|old| Cut { old, at: old.start, xml: String::new() });
            self.cuts[run].extend(cuts);
        }
    }

    /// Where the text comes in that takes the place of `old`: in the first run that loses text; else in the run that ends
    /// there, or that begins there, unless a link or a field ends between.
    fn host(&self, old: Span) -> Option<ChangeHost> {
        let runs = &self.paragraph.runs;
        let at = old.start;
        let is_text = |&run: &usize| runs[run].is_text();
        let first = self.ranges.partition_point(|range| range.end <= at);
        let mut after = (first..runs.len()).take_while(|&run| self.ranges[run].start <= at).filter(is_text);
        let next = after.find(|&run| runs[run].plain().is_some_and(|plain| plain.start <= at && at < plain.end));
        if let Some(next) = next.filter(|&next| !old.is_empty() || runs[next].plain().is_some_and(|p| p.start < at)) {
            return Some(ChangeHost::Run(next, at));
        }
        let shown = (0..first).rev().find(|&run| !self.ranges[run].is_empty());
        let previous = shown.filter(is_text).filter(|&run| self.ranges[run].end == at);
        let container = |run: usize| runs[run].container;
        match (previous, next) {
            (Some(run), None) if container(run).is_none() => Some(ChangeHost::Run(run, at)),
            (Some(run), Some(next)) if container(run).is_none() || container(run) == container(next) => {
                Some(ChangeHost::Run(run, at))
            }
            (_, Some(next)) if container(next).is_none() => Some(ChangeHost::Run(next, at)),
            (Some(run), _) => Some(ChangeHost::Xml(container(run)?.end, Some(run))),
            (None, Some(next)) => Some(ChangeHost::Xml(container(next)?.start, Some(next))),
            (None, None) => {
                let near = || (0..runs.len()).rev().find(is_text);
                let marker = shown.or(first.checked_sub(1)).and_then(|run| runs.get(run))?;
                Some(ChangeHost::Xml(marker.container.unwrap_or(marker.xml).end, near()))
            }
        }
    }

    /// Puts a field around a stretch of text. False where the stretch begins or ends within a link or a field.
    fn surround(&mut self, span: Span, data: &str) -> bool {
        let (before, after) = field(data);
        let container = |at, is_start| self.at_edge(at, is_start).and_then(|run| self.paragraph.runs[run].container);
        let is_within = container(span.start, true) == container(span.end, false);
        let start = self.edge(span.start, span, true, is_within);
        let end = self.edge(span.end, span, false, is_within);
        let (Some(start), Some(end)) = (start, end) else { return false };
        self.come(&start, before);
        self.come(&end, after);
        true
    }

    /// The run that shows the first or the last character of a stretch that begins or ends at a place.
    fn at_edge(&self, at: usize, is_start: bool) -> Option<usize> {
        let runs = &self.paragraph.runs;
        let fits = |&run: &usize| {
            runs[run].plain().is_some_and(|plain| {
                if is_start { plain.start <= at && at < plain.end } else { plain.start < at && at <= plain.end }
            })
        };
        let first = self.ranges.partition_point(|range| range.end < at);
        (first..runs.len()).take_while(|&run| self.ranges[run].start <= at).find(fits)
    }

    /// The place where a stretch begins or ends; `is_within` if both lie in one link or field, or in none.
    fn edge(&self, at: usize, span: Span, is_start: bool, is_within: bool) -> Option<ChangeHost> {
        let runs = &self.paragraph.runs;
        let run = self.at_edge(at, is_start)?;
        let whole = |container: Span| {
            let first = runs.iter().zip(&self.ranges).skip_while(|(run, _)| run.container != Some(container));
            first.take_while(|(run, _)| run.container == Some(container)).all(|(_, range)| span.covers(*range))
        };
        let plain = runs[run].plain()?;
        let outside = |place: Span| Some(ChangeHost::Xml(if is_start { place.start } else { place.end }, None));
        // What comes into an insertion of someone else is part of it.
        let is_own = |container| !(is_within && runs[run].is_inserted) && whole(container);
        match runs[run].container {
            Some(container) if is_own(container) => outside(container),
            Some(_) if !is_within && runs[run].is_bound => None,
            _ if at == if is_start { plain.start } else { plain.end } => outside(runs[run].xml),
            _ => Some(ChangeHost::Run(run, at)),
        }
    }

    /// Leaves a citation its text and takes away the field or the element around it.
    fn dissolve(&mut self, live: &Live) {
        match live.holder {
            CitationHolder::Field(number) => self.dissolved.push(number),
            CitationHolder::Element(shells) => self.inserts.extend(shells.map(Edit::delete)),
        }
    }

    /// The changes as edits of the XML.
    pub(super) fn edits(mut self, tracking: &mut Option<ChangeTracking<'_>>) -> Vec<Edit> {
        let mut edits = std::mem::take(&mut self.inserts);
        let cuts = std::mem::take(&mut self.cuts);
        for (run, cuts) in self.paragraph.runs.iter().zip(cuts) {
            let is_dissolved =
                |piece: &RunChild| matches!(piece.kind, RunChildKind::Field(n) if self.dissolved.contains(&n));
            if !cuts.is_empty() || run.pieces.iter().any(is_dissolved) {
                let kept = run.pieces.iter().filter(|piece| !is_dissolved(piece));
                edits.push(Edit::replace(run.xml, self.rewritten(run, kept, cuts, tracking)));
            }
        }
        edits
    }

    /// A run with its cuts made: as several, where something comes in between.
    fn rewritten<'p>(
        &self,
        run: &StyledRun,
        pieces: impl Iterator<Item = &'p RunChild>,
        mut cuts: Vec<Cut>,
        tracking: &mut Option<ChangeTracking<'_>>,
    ) -> String {
        cuts.sort_by_key(|cut| (cut.at, cut.old.end));
        let mut cuts = cuts.into_iter().peekable();
        let mut out = Runs::new(self.xml, run);
        let plain = &self.paragraph.plain;
        for piece in pieces {
            if !piece.is_text() {
                out.child(piece.xml.of(self.xml));
                continue;
            }
            let mut at = piece.plain.start;
            while let Some(cut) =
                cuts.next_if(|cut| cut.at < piece.plain.end || cut.old.is_empty() && cut.at == piece.plain.end)
            {
                out.keep(piece, Span::new(at, cut.at.max(at)), plain);
                out.beside(&cut.xml);
                out.delete(piece, cut.old, plain, tracking);
                at = at.max(cut.old.end).max(cut.at);
            }
            out.keep(piece, Span::new(at, piece.plain.end.max(at)), plain);
        }
        out.finish()
    }
}

/// The runs that one becomes.
struct Runs<'a> {
    xml: &'a str,
    tag: &'a str,
    properties: &'a str,
    is_inserted: bool,
    out: String,
    is_open: bool,
}

impl<'a> Runs<'a> {
    fn new(xml: &'a str, run: &StyledRun) -> Self {
        let tag = Span::new(run.xml.start, run.tag_end).of(xml);
        Self {
            xml,
            tag,
            properties: run.properties.of(xml),
            is_inserted: run.is_inserted,
            out: String::new(),
            is_open: false,
        }
    }

    /// Adds a child of the run.
    fn child(&mut self, xml: &str) {
        if !std::mem::replace(&mut self.is_open, true) {
            self.out.push_str(self.tag);
            self.out.push_str(self.properties);
        }
        self.out.push_str(xml);
    }

    /// Adds what stands between two runs.
    fn beside(&mut self, xml: &str) {
        if !xml.is_empty() {
            self.close();
            self.out.push_str(xml);
        }
    }

    /// Adds a stretch of a child that stays. A child that stays whole is the same bytes.
    fn keep(&mut self, piece: &RunChild, span: Span, plain: &str) {
        match span {
            _ if span.is_empty() => {}
            _ if span == piece.plain => self.child(piece.xml.of(self.xml)),
            _ => self.child(&text_element("w:t", span.of(plain))),
        }
    }

    /// Adds a stretch of a child that goes, where changes are tracked.
    fn delete(&mut self, piece: &RunChild, span: Span, plain: &str, tracking: &mut Option<ChangeTracking<'_>>) {
        let Some(tracking) = tracking.as_mut().filter(|_| !span.is_empty() && !self.is_inserted) else { return };
        let inner = match piece.kind {
            RunChildKind::Text => text_element("w:delText", span.of(plain)),
            _ => piece.xml.of(self.xml).to_owned(),
        };
        let run = format!("<w:r>{}{inner}</w:r>", self.properties);
        self.beside(&tracking.wrap("del", &run));
    }

    fn close(&mut self) {
        if std::mem::take(&mut self.is_open) {
            self.out.push_str("</w:r>");
        }
    }

    fn finish(mut self) -> String {
        self.close();
        self.out
    }
}

/// An element that holds text.
pub(super) fn text_element(name: &str, text: &str) -> String {
    format!("<{name} xml:space=\"preserve\">{}</{name}>", escaped(text))
}

/// What stands before and after the text of a citation that is a field, as Zotero writes it.
fn field(data: &str) -> (String, String) {
    let sign = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let instruction = text_element("w:instrText", &format!(" ADDIN ZOTERO_ITEM CSL_CITATION {data} "));
    (format!("{}<w:r>{instruction}</w:r>{}", sign("begin"), sign("separate")), sign("end"))
}
