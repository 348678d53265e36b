//! A page as html5ever builds it, which ibid's readers do not use.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::{Handle, NodeData, RcDom};

use super::{Seen, words};

/// The nodes of a page in the order of the page.
struct Page(Vec<Node>);

/// An element, or a text: then its name is empty.
struct Node {
    name: String,
    text: String,
    attributes: HashMap<String, String>,
    parent: Option<usize>,
    /// The first node after it that is not inside it.
    end: usize,
}

impl Page {
    fn of(text: &str) -> Self {
        let dom = html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(text);
        let mut page = Self(Vec::new());
        page.add(&dom.document, None);
        page
    }

    fn add(&mut self, handle: &Handle, parent: Option<usize>) {
        let at = self.0.len();
        let mut node =
            Node { name: String::new(), text: String::new(), attributes: HashMap::new(), parent, end: at + 1 };
        match &handle.data {
            NodeData::Text { contents } => node.text = contents.borrow().to_string(),
            NodeData::Element { name, attrs, .. } => {
                node.name = name.local.to_string();
                let attributes = attrs.borrow();
                let pairs = attributes.iter().map(|one| (one.name.local.to_string(), one.value.to_string()));
                node.attributes = pairs.collect();
            }
            NodeData::Document => node.name = "page".to_owned(),
            _ => return,
        }
        self.0.push(node);
        handle.children.borrow().iter().for_each(|child| self.add(child, Some(at)));
        self.0[at].end = self.0.len();
    }

    fn name(&self, node: usize) -> &str {
        &self.0[node].name
    }

    fn attribute(&self, node: usize, name: &str) -> Option<&str> {
        self.0[node].attributes.get(name).map(String::as_str)
    }

    fn inside(&self, node: usize) -> Range<usize> {
        node..self.0[node].end
    }

    fn children(&self, node: usize) -> Vec<usize> {
        self.inside(node).filter(|&child| self.0[child].parent == Some(node)).collect()
    }

    fn elements_beside(&self, node: usize) -> Vec<usize> {
        let children = self.0[node].parent.map(|parent| self.children(parent)).unwrap_or_default();
        children.into_iter().filter(|&child| !self.name(child).is_empty()).collect()
    }

    /// The text of some nodes, with blanks between elements.
    fn text(&self, nodes: Range<usize>) -> String {
        nodes.map(|node| self.0[node].text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// True if a link stands in a raised element, or holds one.
    fn is_raised(&self, link: usize) -> bool {
        let mut around = std::iter::successors(Some(link), |&node| self.0[node].parent);
        around.any(|node| self.name(node) == "sup") || self.inside(link).any(|node| self.name(node) == "sup")
    }

    /// The block that an element stands in: the note, where its name stands on a link in it.
    fn block(&self, node: usize) -> usize {
        let is_inline = |node: &usize| ["a", "span", "sup"].contains(&self.name(*node));
        std::iter::successors(Some(node), |&node| self.0[node].parent).find(|node| !is_inline(node)).unwrap_or(node)
    }

    /// The markers, each with its note. Where a page raises markers, ways back are those that are not raised; else a way back leads to
    /// an earlier place.
    fn markers(&self) -> Vec<(usize, usize)> {
        let mut names = HashMap::new();
        for (at, name) in (0..self.0.len()).filter_map(|at| Some((at, self.attribute(at, "id")?))) {
            names.entry(name).or_insert(at);
        }
        let links: Vec<usize> = (0..self.0.len()).filter(|&at| self.name(at) == "a").collect();
        let raises = links.iter().any(|&link| self.is_raised(link));
        let marker = |&link: &usize| {
            let note = *names.get(self.attribute(link, "href")?.strip_prefix('#')?)?;
            let is_marker = if raises { self.is_raised(link) } else { note > link };
            let is_word = self.text(self.inside(link)).contains(char::is_alphabetic);
            (is_marker && !is_word).then(|| (link, self.block(note)))
        };
        links.iter().filter_map(marker).collect()
    }

    /// What stands between a note and the next. What holds a marker is running text. Whether what follows the last note is part of it,
    /// nobody can tell.
    fn up_to_next(&self, note: usize, notes: &HashSet<usize>, links: &HashSet<usize>) -> String {
        let mut between = String::new();
        for sibling in self.elements_beside(note).into_iter().filter(|&sibling| sibling > note) {
            if self.inside(sibling).any(|inner| notes.contains(&inner)) {
                return between;
            }
            let is_text = self.inside(sibling).any(|inner| links.contains(&inner));
            if is_text || self.name(sibling).starts_with(['h', 'l']) {
                break;
            }
            between += &format!(" {}", self.text(self.inside(sibling)));
        }
        String::new()
    }

    /// The number that a list gives its item: the item's own, or that of its place.
    fn number(&self, item: usize) -> Option<String> {
        let before =
            || self.elements_beside(item).into_iter().filter(|&other| other < item && self.name(other) == "li");
        let own = || self.attribute(item, "value").map(str::to_owned);
        (self.name(item) == "li").then(|| own().unwrap_or_else(|| (before().count() + 1).to_string()))
    }

    fn seen(&self, link: usize, note: usize, notes: &HashSet<usize>, links: &HashSet<usize>) -> Seen {
        let label = self.text(self.inside(link)).trim().to_owned();
        let mut words = words(&format!("{} {}", self.text(self.inside(note)), self.up_to_next(note, notes, links)));
        let counted = self.number(note);
        let shown = counted.clone().or_else(|| words.first().cloned()).unwrap_or_default();
        if counted.is_none() && !words.is_empty() {
            words.remove(0);
        }
        let number = |text: &str| text.trim_matches(['[', ']']).to_owned();
        Seen { agrees: shown == number(&label), label: number(&label), words }
    }
}

/// Every marker of the page, with what a reader finds where it leads.
pub(super) fn seen(text: &str) -> Vec<Seen> {
    let page = Page::of(text);
    let markers = page.markers();
    let notes: HashSet<usize> = markers.iter().map(|&(_, note)| note).collect();
    let links: HashSet<usize> = markers.iter().map(|&(link, _)| link).collect();
    markers.iter().map(|&(link, note)| page.seen(link, note, &notes, &links)).collect()
}
