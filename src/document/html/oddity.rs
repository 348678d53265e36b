//! What is wrong with a page's ids, anchors and blocks of notes.

use foldhash::HashSet;

use super::link::Links;
use super::name::{Attribute, ElementRole};
use super::tree::{Id, Tree};
use crate::document::{Problem, ProblemKind, Reading};
use crate::text::Span;

/// What is odd about a page, and what may be, as its markers and notes are.
pub(super) struct Oddities {
    problems: Vec<Problem>,
    /// Comments that stand for notes.
    blocks: Vec<Span>,
    headings: Vec<Span>,
}

impl Oddities {
    pub(super) fn of(text: &str, tree: &Tree, links: &Links<'_>) -> Oddities {
        let mut problems = collisions(tree, links);
        problems.extend(lost_anchors(tree, links));
        let blocks = tree.comments.iter().filter(|span| span.of(text).contains("wp:footnotes"));
        let headings = (0..tree.len()).filter(|&id| matches!(tree.role(id), ElementRole::Heading(_)));
        Oddities { problems, blocks: blocks.copied().collect(), headings: headings.map(|id| tree.inner(id)).collect() }
    }

    /// Adds what is odd about a page to what was read of it.
    pub(super) fn add_to(self, reading: &mut Reading) {
        let blocks = self.blocks_without_notes(reading);
        let markers = self.in_headings(reading);
        reading.problems.extend(self.problems.into_iter().chain(blocks).chain(markers));
    }

    /// Blocks that show notes which the file does not hold: WordPress keeps them in a field of the post.
    fn blocks_without_notes(&self, reading: &Reading) -> Vec<Problem> {
        let blocks = self.blocks.iter().filter(|_| reading.notes.is_empty());
        blocks.map(|&span| Problem { kind: ProblemKind::NotesMissing, span, detail: String::new() }).collect()
    }

    /// Markers inside headings.
    fn in_headings(&self, reading: &Reading) -> Vec<Problem> {
        let inside = |span: Span| {
            let before = self.headings.partition_point(|heading| heading.start <= span.start);
            before.checked_sub(1).is_some_and(|last| self.headings[last].covers(span))
        };
        let markers = reading.markers.iter().filter(|marker| inside(marker.span));
        let problem = |kind, span, detail: &String| Problem { kind, span, detail: detail.clone() };
        markers.map(|marker| problem(ProblemKind::MarkerAfterMedia, marker.span, &marker.label)).collect()
    }
}

/// The second element of an id that a link leads to.
fn collisions(tree: &Tree, links: &Links<'_>) -> Vec<Problem> {
    let mut seen = HashSet::default();
    let mut problems = Vec::new();
    for id in tree.with_attributes() {
        let own = tree.attributes(id).find(|(attribute, _)| matches!(attribute, Attribute::Id | Attribute::XmlId));
        let Some((_, name)) = own else { continue };
        if !seen.insert(name) && links.is_led_to(name) {
            let start_tag = Span::new(tree.outer(id).start, tree.inner(id).start);
            problems.push(Problem { kind: ProblemKind::IdCollision, span: start_tag, detail: name.to_owned() });
        }
    }
    problems
}

/// The names that Word gives to markers, and to the notes they lead to.
const WORD_ANCHORS: [(&str, &str); 2] = [("_ftnref", "_ftn"), ("_ednref", "_edn")];

/// Anchors of Word's markers from which nothing leads to the note any more.
fn lost_anchors(tree: &Tree, links: &Links<'_>) -> Vec<Problem> {
    let lost = |id: &Id| {
        let name = tree.names(*id).find(|name| WORD_ANCHORS.iter().any(|(marker, _)| name.starts_with(marker)))?;
        let (marker, note) = WORD_ANCHORS.iter().find(|(marker, _)| name.starts_with(marker))?;
        let number = name.strip_prefix(marker)?;
        let is_lost = number.starts_with(|c: char| c.is_ascii_digit()) && !links.is_led_to(&format!("{note}{number}"));
        is_lost.then(|| Problem { kind: ProblemKind::WordAnchorLost, span: tree.outer(*id), detail: name.to_owned() })
    };
    tree.with_attributes().filter_map(|id| lost(&id)).collect()
}
