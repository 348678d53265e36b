//! HTML and XHTML as platforms, word processors and converters write it.
//!
//! Links tell which numbers are markers and which elements are notes ([`link`], [`note`]); notes that people typed by hand are found in
//! what is left, as in any other text.

mod attribute;
mod flat;
mod inline;
mod link;
mod name;
mod note;
mod oddity;
mod platform;
mod sign;
mod tree;
mod witness;
mod written;

pub(super) use link::decoded;
use link::{Links, PageLink, Pointer, wrappers};
use name::{Attribute, Tag};
use note::NoteElement;
pub(super) use sign::{is_marker_address, is_note_address, is_other_address, is_way_back};
use tree::{Id, Tree};
pub(super) use witness::witness;
pub(super) use written::written;
#[cfg(feature = "office")]
pub(super) use written::{TableCell, TableRow};

use super::inline::flatten;
use super::{Marker, Note, Problem, ProblemKind, Reading, parenthesis, shared, shortcode};
use crate::text::{Span, merged};

pub(super) fn sniff(text: &str) -> u8 {
    let head = text.trim_start();
    let lower = head[..head.floor_char_boundary(2048)].to_ascii_lowercase();
    if ["<!doctype html", "<html", "<?xml"].iter().any(|start| lower.starts_with(start)) {
        return 95;
    }
    let tags = ["<body", "<table", "<p>", "<p ", "<div", "<a href", "<br", "<li", "<h1", "<h2", "<span"];
    let found = tags.iter().any(|tag| lower.contains(tag));
    if lower.starts_with('<') && found { 70 } else { 0 }
}

/// True if a stretch of a page can stand elsewhere: it closes what it opens, and nothing else.
pub(super) fn is_whole(text: &str) -> bool {
    !Tree::of(text).is_torn
}

pub(super) fn read(text: &str) -> Reading {
    let tree = Tree::of(text);
    let mut links = Links::of(text, &tree);
    let pointers = links.pointers();
    let page = HtmlPage { text, tree: &tree, links: &links };
    let mut reading = page.linked(&pointers);
    reading.language = language(&tree);
    let loose = page.loose(&pointers);
    let oddities = oddity::Oddities::of(text, &tree, &links);
    // Links and elements of a long page take more memory than its text: each goes when it is not needed any more.
    drop(links);
    let mut blocks = blocks(text, &tree, &reading);
    drop(tree);
    shortcode::take(&mut blocks, &mut reading);
    parenthesis::take(&mut blocks, &mut reading);
    let mut reading = shared::reading_with(blocks, reading);
    loose.add_to(&mut reading);
    oddities.add_to(&mut reading);
    reading
}

/// The links of markers and notes that lead nowhere.
#[derive(Debug, Default)]
pub(super) struct Loose {
    /// Markers whose note is not on the page, in order. They may be those of notes that are typed.
    markers: Vec<Marker>,
    /// Links that lead to no place on the page: broken where they belong to a marker or a note.
    broken: Vec<Problem>,
}

impl Loose {
    pub(super) fn new(markers: Vec<Marker>, broken: Vec<Problem>) -> Loose {
        Loose { markers, broken }
    }

    /// Adds the markers that were not found as typed ones, and the links of notes and markers that are broken.
    pub(super) fn add_to(self, reading: &mut Reading) {
        let known: Vec<Span> = reading.markers.iter().map(|marker| marker.span).collect();
        let markers = self.markers.into_iter().filter(|marker| !overlaps_one(&known, marker.span));
        reading.markers.extend(markers);
        reading.markers.sort_by_key(|marker| marker.span);
        let mut spans: Vec<Span> = reading.markers.iter().map(|marker| marker.span).collect();
        spans.extend(reading.notes.iter().map(|note| note.span));
        let spans = merged(spans);
        let broken = self.broken.into_iter().filter(|problem| overlaps_one(&spans, problem.span));
        reading.problems.extend(broken);
    }

    /// The same, with all places `by` bytes further on.
    fn shifted(self, by: usize) -> Loose {
        let markers = self.markers.into_iter().map(|marker| Marker { span: marker.span.shifted(by), ..marker });
        Loose { markers: markers.collect(), broken: self.broken.into_iter().map(|it| it.shifted(by)).collect() }
    }
}

/// Whether a span overlaps one of those in order.
fn overlaps_one(spans: &[Span], span: Span) -> bool {
    let after = spans.partition_point(|other| other.start < span.end);
    spans[..after].last().is_some_and(|other| other.overlaps(span))
}

/// What a reader sees of a piece of HTML.
pub(super) fn text(text: &str) -> crate::text::Flat {
    let tree = Tree::of(text);
    flat::flat(text, &tree, 0..tree.len(), &|_| false)
}

/// The markers and notes that HTML in a text of another format, from `start` on, links to each other, and what is left loose.
pub(super) fn linked(text: &str, start: usize) -> (Reading, Loose) {
    if !["href=", " id=", " name=", " data-"].iter().any(|sign| text.contains(sign)) {
        return (Reading::default(), Loose::default());
    }
    let tree = Tree::of(&text[start..]);
    let mut links = Links::of(&text[start..], &tree);
    let pointers = links.pointers();
    let page = HtmlPage { text: &text[start..], tree: &tree, links: &links };
    let mut reading = Reading::default();
    reading.append(page.linked(&pointers), page.text, start);
    reading.notes.iter_mut().filter(|note| !note.inline).for_each(|note| in_paragraph(note, text));
    (reading, page.loose(&pointers).shifted(start))
}

/// Elements that hold a note of several paragraphs.
const HOLDERS: &[&str] =
    &["<p", "<li", "<div", "<aside", "<section", "<dd", "<dt", "<td", "<ol", "<blockquote", "<details"];

/// Reads a note again that begins within a paragraph of Markdown: it ends with the paragraph.
fn in_paragraph(note: &mut Note, text: &str) {
    let written = note.span.of(text);
    if HOLDERS.iter().any(|holder| written.starts_with(holder)) {
        return;
    }
    let blank = written.match_indices('\n').find(|(at, _)| {
        let next = written[at + 1..].lines().next();
        next.is_some_and(|line| line.trim().is_empty()) || written[at + 1..].is_empty()
    });
    note.span.end = blank.map_or(note.span.end, |(at, _)| note.span.start + at);
    let start = note.body.source(Span::new(0, 0)).start.clamp(note.span.start, note.span.end);
    note.body = flatten(&text[start..note.span.end], start).folded();
}

/// The blocks of a page without its notes and linked markers' ways back.
fn blocks(text: &str, tree: &Tree, reading: &Reading) -> Vec<super::block::Block<'static>> {
    let mut hidden = vec![false; tree.len()];
    let notes = reading.notes.iter().map(|note| note.span);
    for span in notes.chain(reading.markers.iter().map(|marker| marker.span)) {
        let nodes = tree.at(span.start)..tree.at(span.end).max(tree.at(span.start));
        nodes.for_each(|id| hidden[id] = true);
    }
    flat::blocks(text, tree, 0..tree.len(), &|id| hidden[id])
}

struct HtmlPage<'t> {
    text: &'t str,
    tree: &'t Tree,
    links: &'t Links<'t>,
}

impl HtmlPage<'_> {
    /// The markers and notes that lead to each other, and notes in the text.
    fn linked(&self, pointers: &[Pointer]) -> Reading {
        let places = note::places(self.text, self.tree, self.links, pointers);
        let found = pointers.iter().filter(|pointer| pointer.note.is_some());
        let ordinals = note::Ordinals::of(self.tree);
        let note = |place: &NoteElement| note::note(self.text, self.tree, self.links, &ordinals, place);
        let mut reading = Reading {
            platform: platform::recognise(self.tree, self.links, pointers, &places),
            markers: found.map(|pointer| self.marker(pointer)).collect(),
            notes: places.iter().map(note).collect(),
            ..Reading::default()
        };
        self.name_empty(&mut reading);
        self.problems(&mut reading);
        inline::add(self.text, self.tree, &mut reading);
        attribute::add(self.text, self.tree, &mut reading);
        reading
    }

    fn marker(&self, pointer: &Pointer) -> Marker {
        let link = &self.links.all[pointer.link];
        let outer = wrappers(self.tree, link.id).last().unwrap_or(link.id);
        Marker {
            label: link.label.clone().unwrap_or_default(),
            span: with_brackets(self.text, self.tree.outer(outer)),
            target: pointer.note.and_then(|note| self.tree.names(note).next()).unwrap_or(&link.fragment).to_owned(),
            anchor: self.anchor(link, outer),
            note: None,
        }
    }

    /// The name by which the way back finds a marker: of its own names the one that something leads to.
    fn anchor(&self, link: &PageLink, outer: Id) -> String {
        let before = outer.saturating_sub(2)..outer;
        let names = || (outer..self.tree.after(outer)).chain(before.clone()).flat_map(|id| self.tree.names(id));
        let led_to = names().find(|name| self.links.is_led_to(name));
        led_to.or_else(|| self.tree.names(link.id).next()).unwrap_or_default().to_owned()
    }

    /// The markers whose note is not on the page, and the links that lead to no place on it.
    fn loose(&self, pointers: &[Pointer]) -> Loose {
        let leads_nowhere = |link: &PageLink| !link.elsewhere && link.target.is_none();
        let broken = |link: &PageLink, span: Span| Problem {
            kind: ProblemKind::LinkBroken,
            span,
            detail: format!("#{}", link.fragment),
        };
        let mut loose = Loose::default();
        for pointer in pointers {
            let (link, marker) = (&self.links.all[pointer.link], self.marker(pointer));
            loose.broken.extend(leads_nowhere(link).then(|| broken(link, marker.span)));
            loose.markers.extend(pointer.note.is_none().then_some(marker));
        }
        let back = self.links.all.iter().filter(|link| link.back && leads_nowhere(link));
        loose.broken.extend(back.map(|link| broken(link, self.tree.outer(link.id))));
        loose
    }

    /// Gives the markers that show nothing the number of their note.
    fn name_empty(&self, reading: &mut Reading) {
        for marker in reading.markers.iter_mut().filter(|marker| marker.label.is_empty()) {
            let note = reading.notes.iter().find(|note| note.id == marker.target);
            marker.label = note.map(|note| note.label.clone()).unwrap_or_default();
        }
    }

    fn problems(&self, reading: &mut Reading) {
        if reading.notes.iter().any(|note| !note.back.is_empty()) {
            let missing = reading.notes.iter().filter(|note| note.back.is_empty());
            let missing = missing.map(|note| Problem {
                kind: ProblemKind::BacklinkMissing,
                span: note.span,
                detail: note.label.clone(),
            });
            reading.problems.extend(missing);
        }
    }
}

/// A stretch with the square brackets around it.
fn with_brackets(text: &str, span: Span) -> Span {
    let around = text.as_bytes().get(span.start.wrapping_sub(1)).zip(text.as_bytes().get(span.end));
    match around {
        Some((b'[', b']')) => Span::new(span.start - 1, span.end + 1),
        _ => span,
    }
}

/// The language that the page declares.
fn language(tree: &Tree) -> Option<String> {
    let roots = (0..tree.len().min(200)).filter(|&id| matches!(tree.tag(id), Tag::Html | Tag::Body));
    let declared =
        roots.filter_map(|id| tree.attribute(id, Attribute::Lang).or(tree.attribute(id, Attribute::XmlLang)));
    declared.map(str::trim).find(|tag| !tag.is_empty()).map(str::to_owned)
}
