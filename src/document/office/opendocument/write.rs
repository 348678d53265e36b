//! Changes of a paragraph as edits of its XML. New words stand where the old ones stood, and look as they did but for what differs.

use std::collections::BTreeMap;

use super::mark;
use super::styles::turned;
use super::tracking::OdtTracking;
use crate::document::office::change::{Hunk, pieces};
use crate::document::office::face::Face;
use crate::document::office::package::escaped;
use crate::document::office::paragraph::{CitationHolder, Live, Paragraph, RunChild, RunChildKind, StyledRun};
use crate::document::office::{ContentChange, ParagraphChange, Parts, Rewrite, RewriteError};
use crate::text::{Edit, Flat, Span};

/// The styles that new words need, by their names.
type Added = BTreeMap<String, String>;

/// What the changes of paragraphs need besides: the XML, the styles that they add, and the changes that are tracked, if they are.
struct OdtChanges<'a> {
    xml: &'a str,
    added: Added,
    tracking: Option<OdtTracking<'a>>,
}

/// The parts with their changes made, and the one that keeps the preferences of Zotero.
pub(super) fn parts(rewrite: &Rewrite<'_>) -> Result<Parts, RewriteError> {
    let xml = rewrite.body.parts.first().map_or("", |part| &part.xml);
    let tracking = rewrite.date.map(|date| OdtTracking::new(date, xml));
    let (mut edits, mut changes) = (Vec::new(), OdtChanges { xml, added: Added::new(), tracking });
    for ParagraphChange { paragraph, change, .. } in &rewrite.changes {
        let made = OdtRewriting::new(paragraph).made(change, &mut changes);
        edits.extend(made.ok_or_else(|| RewriteError::Fixed(paragraph.plain.clone()))?);
    }
    if let Some(tracking) = changes.tracking.filter(|_| !edits.is_empty()) {
        edits.push(tracking.edit(xml).ok_or(RewriteError::Paragraphs)?);
    }
    edits.extend(styles(xml, changes.added));
    let mut changed = rewrite.edited(vec![edits])?;
    if let Some(preferences) = &rewrite.preferences {
        changed.extend(mark::with_preferences(rewrite.bytes, preferences)?);
    }
    Ok(changed)
}

/// The edit that adds styles to those of the document, unless it has them.
fn styles(xml: &str, added: Added) -> Option<Edit> {
    let is_new = |(name, _): &(String, String)| !xml.contains(&format!("style:name=\"{name}\""));
    let styles: String = added.into_iter().filter(is_new).map(|(_, style)| style).collect();
    if styles.is_empty() {
        return None;
    }
    if let Some(end) = xml.find("</office:automatic-styles>") {
        return Some(Edit::insert(end, styles));
    }
    let all = format!("<office:automatic-styles>{styles}</office:automatic-styles>");
    let empty = ["<office:automatic-styles/>", "<office:automatic-styles />"].iter();
    let found = empty.filter_map(|tag| xml.find(tag).map(|at| Span::new(at, at + tag.len()))).next();
    found.or_else(|| xml.find("<office:body").map(|at| Span::new(at, at))).map(|span| Edit::replace(span, all))
}

/// A place for new words, and what they look like there.
struct Insertion<'p> {
    at: usize,
    like: Option<&'p StyledRun>,
}

/// One paragraph on its way into another text.
pub(super) struct OdtRewriting<'p> {
    paragraph: &'p Paragraph,
    /// The pieces that show something, with their runs.
    shown: Vec<(&'p StyledRun, &'p RunChild)>,
}

impl<'p> OdtRewriting<'p> {
    pub(super) fn new(paragraph: &'p Paragraph) -> Self {
        let pieces = paragraph.runs.iter().flat_map(|run| run.pieces.iter().map(move |piece| (run, piece)));
        Self { paragraph, shown: pieces.filter(|(_, piece)| !piece.plain.is_empty()).collect() }
    }

    /// A change as edits; `None` where a program writes the words, or there is no place for new ones.
    fn made(&self, change: &ContentChange<'_>, changes: &mut OdtChanges<'_>) -> Option<Vec<Edit>> {
        let mut edits = Vec::new();
        match change {
            ContentChange::Words(hunks, new) => {
                for hunk in hunks {
                    edits.extend(self.replaced(*hunk, new, changes)?);
                }
            }
            ContentChange::Citations(gone, come) => {
                edits.extend(self.dissolved(gone));
                for (span, data) in come {
                    edits.extend(self.surrounded(*span, data)?);
                }
            }
        }
        Some(edits)
    }

    fn replaced(&self, hunk: Hunk, new: &Flat, changes: &mut OdtChanges<'_>) -> Option<Vec<Edit>> {
        let old = hunk.old;
        let is_live = self.paragraph.live.iter().any(|live| live.touches(old));
        let gone = self.overlapping(old);
        if is_live || gone.iter().any(|(_, piece)| !piece.is_text()) {
            return None;
        }
        let words = pieces(new, hunk.new);
        let mut edits: Vec<Edit> = gone.iter().map(|(_, piece)| without(piece, old)).collect();
        if words.is_empty() && changes.tracking.is_none() {
            return Some(edits);
        }
        let place = self.insertion(old)?;
        let come = self.written(&words, old, place.like, &mut changes.added);
        edits.insert(0, Edit::insert(place.at, self.tracked(come, &place, old, changes)));
        Some(edits)
    }

    /// New words with the marks of what changes, if changes are tracked. What comes into an insertion of someone else is part of it,
    /// and what goes from one leaves no trace.
    fn tracked(&self, come: String, place: &Insertion<'_>, old: Span, changes: &mut OdtChanges<'_>) -> String {
        let Some(tracking) = &mut changes.tracking else { return come };
        let is_own = !come.is_empty() && !place.like.is_some_and(|run| run.is_inserted);
        let mut marked = if is_own { tracking.inserted(&come) } else { come };
        let gone = self.deletion(old, changes.xml);
        if !gone.is_empty() {
            let style = style_of(self.paragraph.xml.of(changes.xml));
            marked.push_str(&tracking.deleted(&format!("<text:p{style}>{gone}</text:p>")));
        }
        marked
    }

    /// A stretch of text as it stands in the record of a deletion: dressed as it was, without what others inserted.
    fn deletion(&self, old: Span, xml: &str) -> String {
        let mut out = String::new();
        // White space at the edges of a paragraph would not be seen.
        let mut after_space = true;
        for (run, piece) in self.overlapping(old).iter().filter(|(run, _)| !run.is_inserted) {
            let span = Span::new(old.start.max(piece.plain.start), old.end.min(piece.plain.end));
            let text = span.of(&self.paragraph.plain);
            let inner = match piece.kind {
                RunChildKind::Character if span == piece.plain => piece.xml.of(xml).to_owned(),
                RunChildKind::Character => format!("<text:s text:c=\"{}\"/>", text.len()),
                _ => spaced(text, &mut after_space, span.end == old.end),
            };
            let tags = || run.around.iter().map(|tag| tag.of(xml));
            out.extend(tags());
            after_space &= piece.kind != RunChildKind::Character;
            out.push_str(&inner);
            tags().rev().for_each(|tag| out.push_str(&format!("</{}>", tag_name(tag))));
        }
        out
    }

    /// Puts XML in the place of a stretch of text; `None` where there is no place for it.
    pub(super) fn put(&self, old: Span, xml: &str) -> Option<Vec<Edit>> {
        let place = self.insertion(old)?;
        let gone = self.overlapping(old).iter().map(|(_, piece)| without(piece, old));
        Some([Edit::insert(place.at, xml)].into_iter().chain(gone).collect())
    }

    /// The pieces that show a character of a stretch.
    fn overlapping(&self, span: Span) -> &[(&'p StyledRun, &'p RunChild)] {
        let first = self.shown.partition_point(|(_, piece)| piece.plain.end <= span.start);
        let end = self.shown.partition_point(|(_, piece)| piece.plain.start < span.end);
        &self.shown[first..end.max(first)]
    }

    /// New words as XML: in the look of the run that they stand in, or in a style that turns it.
    fn written(&self, words: &[(String, Face)], old: Span, like: Option<&StyledRun>, added: &mut Added) -> String {
        let plain = &self.paragraph.plain;
        let mut after_space = plain[..old.start].ends_with(' ') || old.start == 0;
        let before_space = plain[old.end..].starts_with(' ');
        let mut out = String::new();
        for (index, (text, face)) in words.iter().enumerate() {
            let is_last = index + 1 == words.len();
            let text = spaced(text, &mut after_space, is_last && before_space);
            match turned(like.map_or_else(Default::default, |run| run.face), *face) {
                Some((name, style)) => {
                    out.push_str(&format!("<text:span text:style-name=\"{name}\">{text}</text:span>"));
                    added.insert(name, style);
                }
                None => out.push_str(&text),
            }
        }
        out
    }

    /// Where the text comes in that takes the place of `old`: where it loses its first character; else after the text that ends
    /// there, or before the text that begins there, unless a link ends between.
    fn insertion(&self, old: Span) -> Option<Insertion<'p>> {
        let at = old.start;
        if let Some((run, piece)) = self.overlapping(old).first() {
            return Some(Insertion { at: cut(piece, old).start, like: Some(run) });
        }
        let after = self.shown.partition_point(|(_, piece)| piece.plain.end <= at);
        let next = self.shown.get(after).filter(|(_, piece)| piece.is_text());
        if let Some((run, piece)) = next.filter(|(_, piece)| piece.plain.start < at) {
            return Some(Insertion { at: offset(piece, at), like: Some(run) });
        }
        let before = after.checked_sub(1).and_then(|index| self.shown.get(index));
        let previous = before.filter(|(_, piece)| piece.is_text());
        let place = |at, run| Some(Insertion { at, like: Some(run) });
        match (previous, next) {
            (Some((run, piece)), None) if run.container.is_none() => place(piece.xml.end, *run),
            (Some((run, piece)), Some((other, _))) if run.container.is_none_or(|own| other.container == Some(own)) => {
                place(piece.xml.end, *run)
            }
            (_, Some((run, piece))) if run.container.is_none() => place(piece.xml.start, *run),
            (Some((run, _)), _) => place(run.container?.end, *run),
            (None, Some((run, _))) => place(run.container?.start, *run),
            (None, None) => {
                let (run, piece) = before?;
                Some(Insertion { at: run.container.unwrap_or(piece.xml).end, like: None })
            }
        }
    }

    /// Puts the marks of a citation around a stretch of text.
    fn surrounded(&self, span: Span, data: &str) -> Option<[Edit; 2]> {
        let own = self.overlapping(span);
        let ((first, begins), (last, ends)) = (own.first()?, own.last()?);
        let (before, after) = mark::around(data);
        let start = if begins.is_text() { offset(begins, span.start) } else { first.container?.start };
        let end = if ends.is_text() { offset(ends, span.end) } else { last.container?.end };
        Some([Edit::insert(start, before), Edit::insert(end, after)])
    }

    /// Takes away the marks of citations, and leaves their text.
    fn dissolved(&self, gone: &[&Live]) -> Vec<Edit> {
        let is_gone =
            |number: usize| gone.iter().any(|live| matches!(live.holder, CitationHolder::Field(own) if own == number));
        let pieces = self.paragraph.runs.iter().flat_map(|run| &run.pieces);
        let own = pieces.filter(|piece| matches!(piece.kind, RunChildKind::Field(number) if is_gone(number)));
        own.map(|piece| Edit::delete(piece.xml)).collect()
    }
}

/// The name of the element that a tag begins.
fn tag_name(tag: &str) -> &str {
    tag.trim_start_matches('<').split([' ', '\n', '\t', '\r', '/', '>']).next().unwrap_or_default()
}

/// The style of a paragraph as an attribute.
fn style_of(paragraph: &str) -> String {
    const NAME: &str = " text:style-name=\"";
    let tag = paragraph.split('>').next().unwrap_or_default();
    let style = tag.split_once(NAME).and_then(|(_, rest)| rest.split('"').next());
    style.map(|style| format!("{NAME}{style}\"")).unwrap_or_default()
}

/// Where a character of a piece stands in the XML. A piece that is written otherwise than it is shown is whole.
fn offset(piece: &RunChild, at: usize) -> usize {
    match at {
        _ if at <= piece.plain.start => piece.xml.start,
        _ if at >= piece.plain.end || piece.plain.len() != piece.xml.len() => piece.xml.end,
        _ => piece.xml.start + (at - piece.plain.start),
    }
}

/// The XML of a piece that shows a stretch of text.
fn cut(piece: &RunChild, span: Span) -> Span {
    if piece.plain.len() != piece.xml.len() {
        return piece.xml;
    }
    Span::new(offset(piece, span.start), offset(piece, span.end))
}

/// Takes a stretch of text out of a piece. Of several spaces, which are one element, some may stay.
pub(super) fn without(piece: &RunChild, old: Span) -> Edit {
    let gone = old.end.min(piece.plain.end) - old.start.max(piece.plain.start);
    let stays = piece.plain.len() - gone;
    if piece.kind == RunChildKind::Character && stays > 0 {
        return Edit::replace(piece.xml, format!("<text:s text:c=\"{stays}\"/>"));
    }
    Edit::delete(cut(piece, old))
}

/// Text as XML, in which a space after another is an element.
pub(super) fn spaced(text: &str, after_space: &mut bool, before_space: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let last = text.len() - text.chars().next_back().map_or(0, char::len_utf8);
    for (at, c) in text.char_indices() {
        let is_space = c == ' ';
        if is_space && (*after_space || before_space && at == last) {
            out.push_str("<text:s/>");
            *after_space = false;
        } else {
            out.push_str(&escaped(c.encode_utf8(&mut [0; 4])));
            *after_space = is_space;
        }
    }
    out
}
