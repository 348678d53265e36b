//! Elements as flat text: white space folded, character references read, characters that nobody sees left out.

use std::borrow::Cow;

use super::name::{Attribute, ElementRole, Tag};
use super::sign;
use super::tree::{Id, Tree};
use crate::document::block::{Block, BlockKind};
use crate::document::entity;
use crate::text::{Flat, FlatBuilder, MarkKind, Span};

/// The blocks of a stretch of nodes, without the texts that `hidden` names.
pub(super) fn blocks(
    text: &str,
    tree: &Tree,
    nodes: std::ops::Range<Id>,
    hidden: &dyn Fn(Id) -> bool,
) -> Vec<Block<'static>> {
    let mut writer = HtmlFlattener {
        text,
        tree,
        blocks: Vec::with_capacity(most_blocks(tree, nodes.clone())),
        line: FlatBuilder::default(),
        open: Vec::new(),
        marked: Vec::new(),
        preformatted: 0,
        end: 0,
        gap: None,
        number: None,
        lists: Vec::new(),
    };
    let mut id = nodes.start;
    while id < nodes.end {
        writer.close_before(id);
        let unseen = tree.role(id) == ElementRole::Hidden || id > nodes.start && sign::is_unseen(tree, id);
        if unseen || tree.tag(id) == Tag::Text && hidden(id) {
            id = tree.after(id);
            continue;
        }
        writer.enter(id);
        id += 1;
    }
    writer.close_before(usize::MAX);
    writer.flush(BlockKind::Text);
    writer.blocks
}

/// What a reader sees of a stretch of nodes, as one text.
pub(super) fn flat(text: &str, tree: &Tree, nodes: std::ops::Range<Id>, hidden: &dyn Fn(Id) -> bool) -> Flat {
    let blocks = blocks(text, tree, nodes, hidden).into_iter();
    Flat::joined(blocks.map(|block| block.flat.folded()).filter(|flat| !flat.text.is_empty()), " ")
}

/// How many blocks there are at most: none without text, and one before and one in each element that breaks the line. Room for them
/// is set aside at once, as for the nodes of a page.
fn most_blocks(tree: &Tree, nodes: std::ops::Range<Id>) -> usize {
    let count = |(texts, breaks): (usize, usize), id: Id| match tree.tag(id) {
        Tag::Text => (texts + 1, breaks),
        Tag::Br => (texts, breaks + 1),
        Tag::Hr => (texts + 1, breaks + 2),
        tag => (texts, breaks + 2 * usize::from(tag.is_block())),
    };
    let (texts, breaks) = nodes.fold((0, 1), count);
    texts.min(breaks)
}

struct HtmlFlattener<'t> {
    text: &'t str,
    tree: &'t Tree,
    blocks: Vec<Block<'static>>,
    line: FlatBuilder,
    /// The elements that are open, and those of them that began a mark in this line.
    open: Vec<Id>,
    marked: Vec<Id>,
    /// How many of them are preformatted.
    preformatted: usize,
    end: usize,
    /// The number of the list item that is about to begin.
    number: Option<u32>,
    /// The last number of each open list; `None` for lists without numbers.
    lists: Vec<Option<u32>>,
    /// White space that was read and not yet written.
    gap: Option<Span>,
}

impl HtmlFlattener<'_> {
    fn enter(&mut self, id: Id) {
        match self.tree.role(id) {
            _ if self.tree.tag(id) == Tag::Text => return self.write(id),
            ElementRole::Break => self.line_break(id),
            ElementRole::Rule => {
                self.flush(BlockKind::Text);
                self.blocks.push(Block::new(BlockKind::Rule, Flat::default()));
            }
            _ if self.tree.tag(id).is_block() => self.flush(BlockKind::Text),
            _ => {}
        }
        self.count(id);
        if let Some(kind) = self.mark(id) {
            self.write_gap();
            self.line.open(kind, self.tree.outer(id).start);
            self.marked.push(id);
        }
        self.preformatted += usize::from(self.tree.role(id) == ElementRole::Pre);
        self.open.push(id);
    }

    /// Counts the items of numbered lists.
    fn count(&mut self, id: Id) {
        let given = |attribute| self.tree.attribute(id, attribute).and_then(|number| number.trim().parse::<u32>().ok());
        match self.tree.tag(id) {
            Tag::Ol => self.lists.push(Some(given(Attribute::Start).unwrap_or(1))),
            Tag::Ul => self.lists.push(None),
            Tag::Li => {
                if let Some(Some(next)) = self.lists.last_mut() {
                    let number = given(Attribute::Value).unwrap_or(*next);
                    *next = number.saturating_add(1);
                    self.number = Some(number);
                }
            }
            _ => {}
        }
    }

    fn mark(&self, id: Id) -> Option<MarkKind> {
        Some(match self.tree.role(id) {
            ElementRole::Emphasis if self.is_slanted_within(id) => return None,
            ElementRole::Emphasis => MarkKind::Emphasis,
            ElementRole::Strong => MarkKind::Strong,
            ElementRole::Raised => MarkKind::Superscript,
            ElementRole::Code => MarkKind::Code,
            ElementRole::Anchor => MarkKind::Link(self.tree.attribute(id, Attribute::Href)?.to_owned()),
            _ => return None,
        })
    }

    /// True if italics stand in italics, or a `cite` holds them: the whole of a reference, of which the title is set in italics.
    fn is_slanted_within(&self, id: Id) -> bool {
        let is_slanted = |&other: &Id| self.tree.role(other) == ElementRole::Emphasis;
        self.marked.iter().any(is_slanted)
            || self.tree.tag(id) == Tag::Cite && self.tree.subtree(id).skip(1).take(64).any(|inner| is_slanted(&inner))
    }

    /// Closes the elements that ended before the node `id`.
    fn close_before(&mut self, id: Id) {
        while let Some(open) = self.open.pop_if(|open| self.tree.after(*open) <= id) {
            if self.marked.pop_if(|marked| *marked == open).is_some() {
                self.line.close(self.tree.outer(open).end);
            }
            match self.tree.role(open) {
                ElementRole::List => {
                    self.flush(BlockKind::Text);
                    self.lists.pop();
                }
                ElementRole::Heading(_) => self.flush(BlockKind::Heading),
                ElementRole::Pre => {
                    self.preformatted -= 1;
                    self.flush(BlockKind::Other);
                }
                _ if self.tree.tag(open).is_block() => self.flush_term(open, id),
                _ => {}
            }
        }
    }

    /// Ends a block; a term of a list and a cell are followed by what belongs to them, if the element at `next` is such.
    fn flush_term(&mut self, element: Id, next: Id) {
        let before = self.blocks.len();
        self.flush(BlockKind::Text);
        let follows = |tags: &[Tag]| {
            let end = self.tree.parent(element).map_or(0, |parent| self.tree.after(parent));
            (next..end).take(2).any(|next| tags.contains(&self.tree.tag(next)))
        };
        let is_term = match self.tree.tag(element) {
            Tag::Dt => follows(&[Tag::Dd]),
            Tag::Td | Tag::Th => follows(&[Tag::Td]),
            _ => false,
        };
        if let Some(block) = self.blocks[before..].last_mut() {
            block.is_term = is_term;
        }
    }

    fn flush(&mut self, kind: BlockKind) {
        self.gap = None;
        self.marked.clear();
        let flat = self.line.finish(self.end);
        if !flat.text.trim().is_empty() {
            let is_quoted = self.open.iter().any(|&id| self.tree.tag(id) == Tag::Blockquote);
            self.blocks.push(Block { hard: true, number: self.number.take(), is_quoted, ..Block::new(kind, flat) });
        }
    }

    fn line_break(&mut self, id: Id) {
        self.gap = None;
        if self.line.text().ends_with('\n') {
            self.flush(BlockKind::Text);
        } else if !self.line.is_empty() {
            self.line.replaced("\n", self.tree.outer(id));
        }
    }

    fn write_gap(&mut self) {
        let Some(gap) = self.gap.take() else { return };
        if !self.line.is_empty() && !self.line.text().ends_with(['\n', ' ']) {
            match gap.of(self.text) {
                " " => self.line.verbatim(" ", gap.start),
                _ => self.line.replaced(" ", gap),
            }
        }
    }

    fn write(&mut self, id: Id) {
        let span = self.tree.outer(id);
        let pre = self.preformatted > 0;
        let text = span.of(self.text);
        let (mut done, mut at) = (0, 0);
        while let Some(&byte) = text.as_bytes().get(at) {
            let special = TagEffect::at(text, at, byte, pre);
            if matches!(special, TagEffect::None) {
                at += 1;
                continue;
            }
            self.put(&text[done..at], span.start + done);
            at = self.put_special(special, text, at, span.start);
            done = at;
        }
        self.put(&text[done..], span.start + done);
    }

    fn put(&mut self, text: &str, start: usize) {
        if !text.is_empty() {
            self.write_gap();
            self.line.verbatim(text, start);
            self.end = start + text.len();
        }
    }

    fn put_special(&mut self, special: TagEffect, text: &str, at: usize, base: usize) -> usize {
        match special {
            TagEffect::White(len) => {
                let span = Span::new(base + at, base + at + len);
                self.gap = Some(self.gap.map_or(span, |gap| Span::new(gap.start, span.end)));
                at + len
            }
            TagEffect::Reference(len, character) => {
                self.write_gap();
                if !is_invisible(&character) {
                    self.line.replaced(&character, Span::new(base + at, base + at + len));
                    self.end = base + at + len;
                }
                at + len
            }
            TagEffect::Invisible(len) => at + len,
            TagEffect::None => at + text[at..].chars().next().map_or(1, char::len_utf8),
        }
    }
}

enum TagEffect {
    None,
    White(usize),
    Reference(usize, Cow<'static, str>),
    Invisible(usize),
}

impl TagEffect {
    fn at(text: &str, at: usize, byte: u8, pre: bool) -> TagEffect {
        let white = |b: &u8| b.is_ascii_whitespace();
        match byte {
            b' ' if pre || is_single(text, at) => TagEffect::None,
            _ if white(&byte) && !pre => {
                TagEffect::White(text.as_bytes()[at..].iter().take_while(|b| white(b)).count())
            }
            b'&' => match entity::decode(&text[at..]) {
                Some((len, character)) => TagEffect::Reference(len, character),
                None => TagEffect::None,
            },
            0xc2 | 0xe2 | 0xef => {
                let character = text[at..].chars().next().unwrap_or(' ');
                if is_invisible(character.encode_utf8(&mut [0; 4])) {
                    TagEffect::Invisible(character.len_utf8())
                } else {
                    TagEffect::None
                }
            }
            _ => TagEffect::None,
        }
    }
}

/// Whether a space stands alone between two other characters of one text.
fn is_single(text: &str, at: usize) -> bool {
    let solid = |at: Option<usize>| at.and_then(|at| text.as_bytes().get(at)).is_some_and(|b| !b.is_ascii_whitespace());
    solid(at.checked_sub(1)) && solid(Some(at + 1))
}

/// Zero-width spaces and joiners, variation selectors, soft hyphens, byte-order marks.
fn is_invisible(text: &str) -> bool {
    let unseen =
        |c| matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{fe0e}' | '\u{fe0f}');
    !text.is_empty() && text.chars().all(unseen)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let tree = Tree::of(text);
        let blocks = blocks(text, &tree, 0..tree.len(), &|_| false);
        blocks.into_iter().map(|block| block.flat.into_flat().text).collect()
    }

    #[test]
    fn text_is_folded_as_a_browser_does_it() {
        let table: &[(&str, &[&str])] = &[
            ("<p>a\n  b <i> c</i>\t</p>", &["a b c"]),
            ("<p>a</p> <p>b<br>\n c</p>", &["a", "b\nc"]),
            ("a &amp; b&nbsp;c&#8203;d", &["a & b\u{a0}cd"]),
            ("x\u{200b}y\u{fe0e}", &["xy"]),
            ("<style>p{}</style>x<script>y</script>", &["x"]),
            ("<ul><li>a<li>b</ul>c", &["a", "b", "c"]),
            ("<pre>a\n b</pre>", &["a\n b"]),
            ("<table><tr><td>a<td>b</table>", &["a", "b"]),
            ("<p> </p>", &[]),
            ("<p>Reed 1998<span hidden>Reed, A. <i>Salt</i></span>, 4.</p>", &["Reed 1998, 4."]),
            ("<p>a<b class='x sr-only'>Citation: </b>b</p>", &["ab"]),
            ("<p>a<b class='govuk-visually-hidden'>Note </b>b<i class='wb-inv'> c</i></p>", &["ab"]),
            ("<p>a<span style=\"color: red; display: none;\">[note </span>b</p>", &["ab"]),
            ("<p>a<span style='display:none !important'>[note </span><i style='DISPLAY: none'>c</i>b</p>", &["ab"]),
            ("<p>a<span style='display: inline'>c</span></p><div style='display:none'>d</div>", &["ac", "d"]),
        ];
        for (text, wanted) in table {
            assert_eq!(shown(text), *wanted, "{text}");
        }
    }

    #[test]
    fn terms_are_known() {
        let text = "<dl><dt>a</dt> <dd>b</dd><dt>c<dd>d</dl><table><tr><td>e</td><td>f</td></tr><tr><td>g</table>";
        let tree = Tree::of(text);
        let blocks = blocks(text, &tree, 0..tree.len(), &|_| false);
        let terms: String = blocks.iter().filter(|block| block.is_term).map(Block::text).collect();
        assert_eq!(terms, "ace");
    }

    #[test]
    fn places_and_marks_lead_back() {
        let text = "<p>See <i>Gay\n &amp; Left</i>, 3</p>";
        let tree = Tree::of(text);
        let flat = flat(text, &tree, 0..tree.len(), &|_| false);
        assert_eq!(flat.text, "See Gay & Left, 3");
        assert_eq!(flat.source(Span::new(4, 14)).of(text), "<i>Gay\n &amp; Left</i>");
    }
}
