//! Links of Markdown from numbers to notes, and back, that lead nowhere: an export kept the links and lost what they led to.

use std::collections::HashSet;

use super::block::{Block, BlockKind};
use super::glance::may_name_place;
use super::html::{Loose, is_marker_address, is_note_address, is_way_back};
use super::typed::label_of;
use super::{Marker, Problem, ProblemKind};
use crate::text::{Flat, Mark, MarkKind, Span};

/// The numbers that link to notes, and the links of them and back that lead to no place in the text.
pub(super) fn loose(text: &str, blocks: &[Block]) -> Loose {
    let by_name = may_name_place(text);
    let may_lead = |block: &&Block| block.kind != BlockKind::Other && (by_name || block.may_lead_within());
    let links: Vec<AnchorLink> = blocks.iter().filter(may_lead).flat_map(|block| links(text, block)).collect();
    if links.is_empty() {
        return Loose::default();
    }
    let places = AnchorNames::of(text, blocks);
    let (lost, broken): (Vec<_>, Vec<_>) = links
        .into_iter()
        .filter(|link| !places.holds(&link.fragment))
        .map(|link| {
            let detail = format!("#{}", link.fragment);
            let problem = Problem { kind: ProblemKind::LinkBroken, span: link.span, detail };
            let marker = |label| Marker { label, span: link.span, target: link.fragment, ..Marker::default() };
            (link.label.map(marker), problem)
        })
        .unzip();
    Loose::new(lost.into_iter().flatten().collect(), broken)
}

/// A link from a number to a note, or back.
struct AnchorLink {
    span: Span,
    fragment: String,
    /// The number; `None` for a way back.
    label: Option<String>,
}

fn links<'b>(text: &'b str, block: &'b Block) -> impl Iterator<Item = AnchorLink> + 'b {
    block.flat.marks.iter().filter_map(|mark| link(text, &block.flat, mark))
}

fn link(text: &str, flat: &Flat, mark: &Mark) -> Option<AnchorLink> {
    let MarkKind::Link(address) = &mark.kind else { return None };
    // Links of HTML are read with the elements they lead to.
    let fragment = address.strip_prefix('#').filter(|_| mark.outer.of(text).starts_with('['))?;
    let shown = mark.span.of(&flat.text);
    let label = label_of(shown).filter(|label| label.bytes().all(|byte| byte.is_ascii_digit()));
    let is_marker = label.is_some() && (is_note_address(fragment) || is_uuid(fragment));
    let is_back = is_marker_address(fragment) && (label.is_some() || is_way_back(shown));
    let raised =
        flat.marks_at(mark.span).find(|other| other.kind == MarkKind::Superscript && other.span.covers(mark.span));
    let span =
        raised.filter(|raised| raised.span.of(&flat.text).trim() == shown).map_or(mark.outer, |raised| raised.outer);
    (is_marker || is_back).then(|| AnchorLink {
        span,
        fragment: fragment.to_owned(),
        label: label.filter(|_| is_marker),
    })
}

/// Whether a name is one that the block of notes of WordPress gives: `aa11bb22-0001-4000-8000-000000000001`.
fn is_uuid(name: &str) -> bool {
    let lengths = name.split('-').map(|part| if part.bytes().all(|b| b.is_ascii_hexdigit()) { part.len() } else { 0 });
    lengths.eq([8, 4, 4, 4, 12])
}

/// The names that links find in a text of Markdown.
struct AnchorNames<'t> {
    /// Names that HTML or attributes give.
    given: HashSet<&'t str>,
    /// Names that programs make of headings.
    headings: HashSet<String>,
    /// Whether there are notes of Markdown: programs give names to them and to their markers.
    has_notes: bool,
}

impl<'t> AnchorNames<'t> {
    fn of(text: &'t str, blocks: &[Block]) -> Self {
        let named = ["id=", "name=", "{#"].into_iter().flat_map(|sign| {
            text.match_indices(sign).map(|(at, sign)| {
                let value = text[at + sign.len()..].trim_start_matches(['"', '\'']);
                let end = value.find(|c: char| c.is_whitespace() || "\"'>}/".contains(c)).unwrap_or(value.len());
                &value[..end]
            })
        });
        let headings = blocks.iter().filter(|block| block.kind == BlockKind::Heading);
        Self {
            given: named.collect(),
            headings: headings.map(|block| slug(block.text())).collect(),
            has_notes: text.contains("[^") && text.contains("]:"),
        }
    }

    fn holds(&self, name: &str) -> bool {
        self.has_notes || self.given.contains(name) || self.headings.contains(name)
    }
}

/// The name that programs make of a heading.
fn slug(heading: &str) -> String {
    let kept = heading.trim().chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).flat_map(char::to_lowercase).collect()
}
