//! The elements of a page, in the order of the page, with their places. Built from html5gum's tokens with the end tags that HTML
//! lets one leave out; no element is moved or invented, so that every span is one of the file.

use std::collections::HashMap;
use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::emitters::{Emitter, ForwardingEmitter};
use html5gum::{State, Tokenizer};

use super::name::{Attribute, ElementRole, Tag};
use crate::text::Span;

/// An element or a text, by its place in [`Tree::nodes`].
pub(super) type Id = usize;

/// An element with all it holds, or a stretch of text.
#[derive(Debug, Clone, Copy)]
struct Node {
    /// From its start tag to the end of its end tag.
    start: u32,
    end: u32,
    parent: u32,
    /// The first node after all it holds.
    after: u32,
    /// The lengths of its start tag and of its end tag; an end tag that is longer counts as content.
    start_tag: u16,
    end_tag: u8,
    tag: Tag,
}

/// An attribute of an element, with the place of its value in [`Tree::values`].
#[derive(Debug, Clone, Copy)]
struct Given {
    node: u32,
    start: u32,
    end: u32,
    attribute: Attribute,
}

/// A page. It may have millions of elements, so that what is kept of each is small.
#[derive(Debug, Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// In the order of their elements.
    attributes: Vec<Given>,
    /// The first attribute of every [`STRIDE`]th node or of one after it, so that they are found without a search among all.
    strides: Vec<u32>,
    /// The lengths of start tags that do not fit their nodes.
    long_tags: HashMap<u32, u32>,
    /// The values of all attributes.
    values: String,
    /// Comments that say something about notes.
    pub(super) comments: Vec<Span>,
    /// True if an end tag has no start tag, or a start tag that needs an end tag has none.
    pub(super) is_torn: bool,
}

impl Tree {
    /// Reads a page. The first node holds all others.
    pub(super) fn of(text: &str) -> Tree {
        let mut builder = TreeBuilder::new(text);
        let xml = builder.xml;
        let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span: html5gum::Span<usize>| {
            builder.event(&event, span.start, span.end);
            None::<Infallible>
        });
        emitter.naively_switch_states(true);
        if let Some(token) =
            Tokenizer::new_with_emitter(text, QuietEmitter { inner: emitter, xml, closed: false }).next()
        {
            match token {
                Ok(nothing) | Err(nothing) => match nothing {},
            }
        }
        builder.finish()
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn tag(&self, id: Id) -> Tag {
        self.nodes[id].tag
    }

    pub(super) fn role(&self, id: Id) -> ElementRole {
        self.nodes[id].tag.role()
    }

    /// The element with its tags.
    pub(super) fn outer(&self, id: Id) -> Span {
        Span::new(self.nodes[id].start as usize, self.nodes[id].end as usize)
    }

    /// The element without its tags; of a text, the text.
    pub(super) fn inner(&self, id: Id) -> Span {
        let node = &self.nodes[id];
        let start_tag = match node.start_tag {
            u16::MAX => self.long_tags.get(&small(id)).map_or(0, |len| *len as usize),
            len => usize::from(len),
        };
        let start = node.start as usize + start_tag;
        Span::new(start, (node.end as usize - usize::from(node.end_tag)).max(start))
    }

    /// The element and all it holds.
    pub(super) fn subtree(&self, id: Id) -> std::ops::Range<Id> {
        id..self.nodes[id].after as usize
    }

    /// The first node that begins at `offset` or after it.
    pub(super) fn at(&self, offset: usize) -> Id {
        self.nodes[1..].partition_point(|node| (node.start as usize) < offset) + 1
    }

    /// The first node after an element and all it holds.
    pub(super) fn after(&self, id: Id) -> Id {
        self.nodes[id].after as usize
    }

    pub(super) fn parent(&self, id: Id) -> Option<Id> {
        (id > 0).then(|| self.nodes[id].parent as usize)
    }

    /// The elements around one, inmost first.
    pub(super) fn ancestors(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        std::iter::successors(self.parent(id), |&id| self.parent(id))
    }

    /// The nodes directly in an element.
    pub(super) fn children(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        let end = self.after(id);
        let first = Some(id + 1).filter(|&child| child < end);
        std::iter::successors(first, move |&child| Some(self.after(child)).filter(|&next| next < end))
    }

    /// The attributes of an element.
    pub(super) fn attributes(&self, id: Id) -> impl Iterator<Item = (Attribute, &str)> + '_ {
        let none = self.tag(id) == Tag::Text || self.nodes[id].start_tag < SHORTEST;
        let from = if none { self.attributes.len() } else { self.first_attribute(id) };
        let own = self.attributes[from..].iter().take_while(move |given| given.node as usize == id);
        own.map(|given| (given.attribute, self.value(given)))
    }

    /// The first attribute of a node, or of the next one that has any.
    fn first_attribute(&self, id: Id) -> usize {
        let stride = |number: usize| self.strides.get(number).map_or(self.attributes.len(), |&first| first as usize);
        let (from, to) = (stride(id / STRIDE), stride(id / STRIDE + 1));
        from + self.attributes[from..to].partition_point(|given| (given.node as usize) < id)
    }

    /// The elements that have attributes, in the order of the page.
    pub(super) fn with_attributes(&self) -> impl Iterator<Item = Id> + '_ {
        self.attributes.chunk_by(|one, next| one.node == next.node).map(|own| own[0].node as usize)
    }

    fn value(&self, given: &Given) -> &str {
        self.values.get(given.start as usize..given.end as usize).unwrap_or_default()
    }

    pub(super) fn attribute(&self, id: Id, wanted: Attribute) -> Option<&str> {
        self.attributes(id).find(|(attribute, _)| *attribute == wanted).map(|(_, value)| value)
    }

    /// The names by which links find an element.
    pub(super) fn names(&self, id: Id) -> impl Iterator<Item = &str> + '_ {
        let naming = |attribute| matches!(attribute, Attribute::Id | Attribute::Name | Attribute::XmlId);
        self.attributes(id)
            .filter(move |(attribute, value)| naming(*attribute) && !value.is_empty())
            .map(|(_, value)| value)
    }

    /// The elements by their names.
    pub(super) fn by_name(&self) -> ElementNames<'_> {
        let names = |given: &Given| {
            matches!(given.attribute, Attribute::Id | Attribute::Name | Attribute::XmlId) && given.start < given.end
        };
        let named = self.attributes.iter().zip(0..).filter(|(given, _)| names(given));
        let mut found: Vec<u32> = named.map(|(_, index)| index).collect();
        found.sort_by_key(|&index| self.value(&self.attributes[index as usize]));
        ElementNames { tree: self, found }
    }

    /// The inmost element that holds both.
    fn around(&self, one: Id, other: Id) -> Id {
        let mut around = self.ancestors(one).take(DEPTH);
        around.find(|&id| self.subtree(id).contains(&other)).unwrap_or(0)
    }
}

/// The elements by their names. Pages that show several posts, and books of several files, give a name more than once.
pub(super) struct ElementNames<'t> {
    tree: &'t Tree,
    /// The attributes that are names, in the order of their values and of the page.
    found: Vec<u32>,
}

impl ElementNames<'_> {
    /// The name at a place among the attributes, and its element.
    fn named(&self, index: u32) -> (&str, Id) {
        let given = &self.tree.attributes[index as usize];
        (self.tree.value(given), given.node as usize)
    }

    /// Whether an element has the name.
    pub(super) fn holds(&self, name: &str) -> bool {
        let first = self.found.partition_point(|&index| self.named(index).0 < name);
        self.found.get(first).is_some_and(|&index| self.named(index).0 == name)
    }

    /// The element of a name that a link at `from` means: of several the one that stands with it in the smallest element (the same
    /// post, the same file), else the first after it, or before it where the link leads back.
    pub(super) fn nearest(&self, name: &str, from: Id, leads_back: bool) -> Option<Id> {
        let after = self.found.partition_point(|&index| self.named(index) < (name, from + 1));
        let node = |index: usize| {
            let (found, node) = self.named(*self.found.get(index)?);
            (found == name).then_some(node)
        };
        let (before, after) = (after.checked_sub(1).and_then(node), node(after));
        match (before, after) {
            (Some(before), Some(after)) => {
                let (with_before, with_after) = (self.tree.around(from, before), self.tree.around(from, after));
                let is_before = if with_before == with_after { leads_back } else { with_before > with_after };
                Some(if is_before { before } else { after })
            }
            (before, after) => after.or(before),
        }
    }
}

/// An emitter that hands over neither errors nor text: text is taken from the source, and checking it byte by byte would cost a third
/// of the time.
struct QuietEmitter<E> {
    inner: E,
    xml: bool,
    /// Whether the tag that is being read closes itself.
    closed: bool,
}

impl<E: Emitter> ForwardingEmitter for QuietEmitter<E> {
    type Token = E::Token;

    fn inner(&mut self) -> &mut impl Emitter<Token = Self::Token> {
        &mut self.inner
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn emit_string(&mut self, _: &[u8]) {}

    fn init_start_tag(&mut self) {
        self.closed = false;
        self.inner.init_start_tag();
    }

    fn set_self_closing(&mut self) {
        self.closed = true;
        self.inner.set_self_closing();
    }

    /// After `<title/>` and `<script/>` of XHTML comes markup.
    fn emit_current_tag(&mut self) -> Option<State> {
        let next = self.inner.emit_current_tag();
        next.filter(|_| !(self.xml && self.closed))
    }
}

struct TreeBuilder<'t> {
    text: &'t str,
    tree: Tree,
    open: Vec<Id>,
    /// Up to where the source was read.
    done: usize,
    /// The start tag that is being read.
    current: Option<(usize, Tag)>,
    /// Its attributes, with the places of their values in `values`; of those that mean nothing here, `None`.
    attributes: Vec<Option<Given>>,
    values: String,
    xml: bool,
    /// How many elements are open that stand too deep to hold anything.
    too_deep: usize,
}

/// How deep elements are nested at most. An element that stands deeper holds nothing; what is in it is taken for its
/// neighbour, as browsers do it at the same depth.
const DEEPEST: usize = 512;

/// How many nodes share an entry of [`Tree::strides`].
const STRIDE: usize = 64;

/// The shortest start tag with an attribute: `<a b>`.
const SHORTEST: u16 = 5;

/// How far up an end tag looks for its element.
const DEPTH: usize = 256;

fn small(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// How many nodes a page has at most: a text before each tag, and an element for each start tag. Room for them is set aside at once,
/// since a list of millions that grows is copied, and needs the room twice.
fn most_nodes(text: &str) -> usize {
    let tags = memchr::memchr_iter(b'<', text.as_bytes());
    2 + tags.map(|at| if text[at + 1..].starts_with('/') { 1 } else { 2 }).sum::<usize>()
}

impl<'t> TreeBuilder<'t> {
    fn new(text: &'t str) -> Self {
        let head = &text[..text.floor_char_boundary(1024)];
        let xml =
            head.trim_start().starts_with("<?xml") || head.contains("XHTML") || head.contains("www.w3.org/1999/xhtml");
        let mut builder = TreeBuilder {
            text,
            tree: Tree { nodes: Vec::with_capacity(most_nodes(text)), ..Tree::default() },
            open: Vec::new(),
            done: 0,
            current: None,
            attributes: Vec::new(),
            values: String::new(),
            xml,
            too_deep: 0,
        };
        builder.push(Tag::Html, Span::new(0, 0));
        builder
    }

    fn event(&mut self, event: &CallbackEvent<'_>, start: usize, end: usize) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                let bare = name.rsplit(|&b| b == b':').next().unwrap_or(name);
                self.current = Some((start, Tag::of(bare)));
                self.attributes.clear();
                self.values.clear();
            }
            CallbackEvent::AttributeName { name } => {
                let at = small(self.values.len());
                let given = |attribute| Given { node: 0, start: at, end: at, attribute };
                self.attributes.push(Attribute::of(name).map(given));
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some(last) = self.attributes.last_mut().and_then(Option::as_mut) {
                    self.values.push_str(&String::from_utf8_lossy(value));
                    last.end = small(self.values.len());
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => self.start_tag(end, *self_closing),
            CallbackEvent::EndTag { name } => {
                let bare = name.rsplit(|&b| b == b':').next().unwrap_or(name);
                self.end_tag(Tag::of(bare), Span::new(start.min(end), end));
            }
            CallbackEvent::Comment { value } => self.comment(value, Span::new(start.min(end), end)),
            CallbackEvent::Doctype { .. } => self.skip(Span::new(start.min(end), end)),
            CallbackEvent::String { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn comment(&mut self, value: &[u8], span: Span) {
        let telling = [&b"wp:footnotes"[..], b"supportFootnotes", b"supportEndnotes"];
        if telling.iter().any(|word| value.windows(word.len()).any(|window| window == *word)) {
            self.tree.comments.push(span);
        }
        self.skip(span);
    }

    /// Leaves a stretch of source out, after the text before it.
    fn skip(&mut self, span: Span) {
        self.text_until(span.start);
        self.done = self.done.max(span.end.min(self.text.len()));
    }

    fn text_until(&mut self, end: usize) {
        let span = Span::new(self.done, end.clamp(self.done, self.text.len()));
        if !span.is_empty() && !span.of(self.text).is_empty() {
            let id = self.push(Tag::Text, span);
            self.open.pop();
            self.close(id, Span::new(span.end, span.end));
            self.done = span.end;
        }
    }

    fn push(&mut self, tag: Tag, start_tag: Span) -> Id {
        let id = self.tree.nodes.len();
        let len = if tag == Tag::Text { 0 } else { start_tag.len() };
        self.tree.nodes.push(Node {
            start: small(start_tag.start),
            end: 0,
            parent: small(self.open.last().copied().unwrap_or(0)),
            after: 0,
            start_tag: u16::try_from(len).unwrap_or(u16::MAX),
            end_tag: 0,
            tag,
        });
        if len >= usize::from(u16::MAX) {
            self.tree.long_tags.insert(small(id), small(len));
        }
        self.open.push(id);
        id
    }

    fn close(&mut self, id: Id, end_tag: Span) {
        let after = small(self.tree.nodes.len());
        let start = self.tree.inner(id).start;
        let node = &mut self.tree.nodes[id];
        node.end_tag = u8::try_from(end_tag.len()).unwrap_or(0);
        node.end = small(end_tag.end.max(start));
        node.after = after;
    }

    fn start_tag(&mut self, end: usize, self_closing: bool) {
        let Some((start, tag)) = self.current.take().filter(|(start, _)| *start < end) else { return };
        let end = end.min(self.text.len());
        self.text_until(start);
        if self.too_deep == 0 {
            self.imply_ends(tag, start);
        }
        let id = self.push(tag, Span::new(start, end));
        self.done = self.done.max(end);
        self.keep_attributes(id);
        let is_empty = tag.is_void() || (self_closing && (self.xml || tag == Tag::A));
        let is_too_deep = self.open.len() > DEEPEST;
        self.too_deep += usize::from(is_too_deep && !is_empty);
        if is_empty || is_too_deep {
            self.open.pop();
            self.close(id, Span::new(end, end));
        }
    }

    /// Keeps the attributes of the start tag that was read which say something.
    fn keep_attributes(&mut self, id: Id) {
        for given in self.attributes.drain(..).flatten() {
            let value = self.values.get(given.start as usize..given.end as usize).unwrap_or_default();
            let says_something = match given.attribute {
                Attribute::Style => ["mso-", "none", "hidden"].iter().any(|sign| value.contains(sign)),
                Attribute::Target => value.starts_with('#'),
                _ => true,
            };
            if says_something {
                let start = small(self.tree.values.len());
                self.tree.values.push_str(value);
                self.tree.attributes.push(Given {
                    node: small(id),
                    start,
                    end: small(self.tree.values.len()),
                    ..given
                });
            }
        }
    }

    /// Ends what a start tag ends without saying so.
    fn imply_ends(&mut self, tag: Tag, at: usize) {
        let ended: &[Tag] = match tag {
            Tag::Li => &[Tag::Li],
            Tag::Dt | Tag::Dd => &[Tag::Dt, Tag::Dd],
            Tag::Tr => &[Tag::Tr],
            Tag::Td | Tag::Th => &[Tag::Td, Tag::Th],
            Tag::A => &[Tag::A],
            Tag::Body => &[Tag::Head],
            _ if tag.is_block() => &[Tag::P],
            _ => return,
        };
        let scope = |tag: Tag| match ended {
            [Tag::Li] => matches!(tag, Tag::Ol | Tag::Ul),
            [Tag::A] => tag.is_block(),
            [Tag::P] => matches!(
                tag,
                Tag::Td | Tag::Th | Tag::Li | Tag::Div | Tag::Section | Tag::Aside | Tag::Blockquote | Tag::Dd
            ),
            [Tag::Head] => false,
            _ => tag == Tag::Table || tag == Tag::Dl,
        };
        let up = self.open.iter().enumerate().skip(1).rev().take(DEPTH);
        let mut up = up.take_while(|(_, id)| !scope(self.tree.nodes[**id].tag));
        let found = up.find(|(_, id)| ended.contains(&self.tree.nodes[**id].tag)).map(|(place, _)| place);
        if let Some(place) = found {
            self.close_down_to(place, Span::new(at, at));
        }
    }

    fn close_down_to(&mut self, place: usize, end_tag: Span) {
        while self.open.len() > place {
            let Some(id) = self.open.pop() else { return };
            let last = self.open.len() == place;
            let has_end = last && !end_tag.is_empty();
            self.tree.is_torn |= !has_end && !self.tree.nodes[id].tag.may_stay_open();
            self.close(id, if last { end_tag } else { Span::new(end_tag.start, end_tag.start) });
        }
    }

    fn end_tag(&mut self, tag: Tag, span: Span) {
        self.skip(span);
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        let up = self.open.iter().enumerate().skip(1).rev().take(DEPTH);
        let found = up.map(|(place, id)| (place, self.tree.nodes[*id].tag)).find(|(_, open)| *open == tag);
        // An unknown name may be that of any unknown element; a stray inline end tag must not end a block.
        let Some((place, _)) = found else {
            self.tree.is_torn = true;
            return;
        };
        let crosses = !tag.is_block() && self.open[place + 1..].iter().any(|id| self.tree.nodes[*id].tag.is_block());
        if !crosses || matches!(tag, Tag::A | Tag::Other) {
            self.close_down_to(place, span);
        } else {
            self.tree.is_torn = true;
        }
    }

    fn finish(mut self) -> Tree {
        let end = self.text.len();
        self.text_until(end);
        self.close_down_to(0, Span::new(end, end));
        let attributes = &self.tree.attributes;
        let first = |node: usize| small(attributes.partition_point(|given| (given.node as usize) < node));
        self.tree.strides = (0..self.tree.nodes.len()).step_by(STRIDE).map(first).collect();
        self.tree
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The elements that were not closed by an end tag of their own are shown, too.
    fn shown(text: &str) -> String {
        let tree = Tree::of(text);
        let show = |id: Id| match tree.tag(id) {
            Tag::Text => format!("'{}'", tree.outer(id).of(text)),
            tag => format!("{tag:?}[{}]", tree.outer(id).of(text).len()),
        };
        (1..tree.len()).map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn elements_have_their_places() {
        let table = [
            ("<p>a<b>c</b></p>", "P[16] 'a' B[8] 'c'"),
            ("<p>a<p>b", "P[4] 'a' P[4] 'b'"),
            ("<ol><li>a<li>b</ol>c", "Ol[19] Li[5] 'a' Li[5] 'b' 'c'"),
            ("a<br/>b<hr>", "'a' Br[5] 'b' Hr[4]"),
            ("<a name=x><a href='#y'>1</a>", "A[10] A[18] '1'"),
            ("<!-- x --><p\nclass=\n\"y\">a</p>", "P[19] 'a'"),
            ("a</i>b</div>", "'a' 'b'"),
            ("<script>'<p>'</script>x", "Script[22] ''<p>'' 'x'"),
            ("a\r\n<i>b\r\n</i>", "'a\r\n' I[10] 'b\r\n'"),
            ("é&amp;<i>ü</i>", "'é&amp;' I[9] 'ü'"),
            ("<![if !supportFootnotes]>[1]<![endif]>", "'[1]'"),
            ("<script/>a</script>b", "Script[19] 'a' 'b'"),
            ("<?xml version='1.0'?><title/><p>a<script src='x'/>b", "Title[8] P[22] 'a' Script[17] 'b'"),
            ("a < b <", "'a < b <'"),
        ];
        for (text, wanted) in table {
            assert_eq!(shown(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_cut_out_of_its_elements_is_torn() {
        let whole =
            ["a", "<li>a <b>b</b>\n", "<li>a<p>b", "<p>a<br>b</p><ul><li>c<li>d</ul>", "<dt>a<dd>b", "<!-- </p> -->"];
        let torn = [
            "a</p><p>b",
            "<li>a</p><pre>b</pre><p>",
            "<p>a <b>b</p>",
            "<li>a<div>b",
            "a</i>",
            "<b><p>a</b></p>",
            "</span>",
        ];
        for (texts, is_torn) in [(&whole[..], false), (&torn[..], true)] {
            texts.iter().for_each(|text| assert_eq!(Tree::of(text).is_torn, is_torn, "{text}"));
        }
    }

    #[test]
    fn what_stands_too_deep_holds_nothing() {
        let text = format!("{}<i>a</i>{}b<p>c</p>", "<div>".repeat(2 * DEEPEST), "</div>".repeat(2 * DEEPEST));
        let tree = Tree::of(&text);
        let of =
            |shown: &str| (1..tree.len()).find(|&id| tree.tag(id) == Tag::Text && tree.outer(id).of(&text) == shown);
        let depth = |shown: &str| tree.ancestors(of(shown).unwrap()).count();
        assert_eq!((depth("a"), depth("b"), depth("c")), (DEEPEST, 1, 2));
    }

    #[test]
    fn self_closing_anchors_are_closed() {
        assert_eq!(shown("<a id=x />b"), "A[10] 'b'");
        assert_eq!(shown("<?xml version='1.0'?><span/>b"), "Span[7] 'b'");
    }

    #[test]
    fn attributes_are_read() {
        let tree = Tree::of("<a HREF=\n'#a&amp;b' onclick data-fn=\"7\" width=3>x</a>");
        let found: Vec<(Attribute, &str)> = tree.attributes(1).collect();
        assert_eq!(found, [(Attribute::Href, "#a&b"), (Attribute::Onclick, ""), (Attribute::DataFn, "7")]);
    }
}
