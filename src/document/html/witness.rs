//! A page by its links alone: what a reader finds who follows one, from the place it leads to up to the next such place.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::name::{Attribute, ElementRole, Tag};
use super::note::Ordinals;
use super::sign;
use super::tree::{Id, Tree};
use crate::document::entity;
use crate::document::witness::{Witness, WitnessedMarker};
use crate::text::bare_words;

/// The links of a page to later places of it, and what stands there.
pub(in crate::document) fn witness(text: &str) -> Witness {
    let tree = Tree::of(text);
    let page = WitnessedPage { text, ordinals: Ordinals::of(&tree), tree: &tree };
    let links = page.links();
    let places: BTreeSet<Id> = links.iter().map(|&(_, place)| place).collect();
    let markers = page.names_around(&links);
    let mut seen = Witness::default();
    let mut known: HashMap<Id, (usize, String)> = HashMap::new();
    for (link, place) in links {
        let (note, number) = known.entry(place).or_insert_with(|| {
            let (number, note) = page.note(place, &places, &markers);
            seen.notes.push(note);
            (seen.notes.len() - 1, number)
        });
        let label = page.words(tree.subtree(link)).join(" ");
        seen.links.push(WitnessedMarker { agrees: label == *number, label, note: *note });
    }
    seen
}

struct WitnessedPage<'t> {
    text: &'t str,
    tree: &'t Tree,
    ordinals: Ordinals,
}

impl WitnessedPage<'_> {
    /// The links that lead to a later place, each with the block of that place. A way back leads to an earlier one.
    fn links(&self) -> Vec<(Id, Id)> {
        let mut names: HashMap<&str, Id> = HashMap::new();
        for (id, name) in self.tree.with_attributes().flat_map(|id| self.tree.names(id).map(move |name| (id, name))) {
            names.entry(name).or_insert(id);
        }
        let anchors = self.tree.with_attributes().filter(|&id| self.tree.tag(id) == Tag::A);
        let link = |id: Id| {
            let name = self.tree.attribute(id, Attribute::Href)?.strip_prefix('#')?;
            let place = *names.get(name)?;
            (place > id).then(|| (id, self.block(place)))
        };
        anchors.filter_map(link).filter(|(link, place)| link < place).collect()
    }

    /// The names of the links, and of the elements within a line around them: ways back lead to these.
    fn names_around(&self, links: &[(Id, Id)]) -> HashSet<&str> {
        let around = |&(link, _): &(Id, Id)| {
            let outer = self.tree.ancestors(link).take(3).take_while(|&outer| !self.tree.tag(outer).is_block());
            std::iter::once(link).chain(outer)
        };
        links.iter().flat_map(around).flat_map(|id| self.tree.names(id)).collect()
    }

    fn block(&self, id: Id) -> Id {
        let is_block = |&id: &Id| matches!(self.tree.role(id), ElementRole::Block | ElementRole::Item);
        std::iter::once(id).chain(self.tree.ancestors(id)).find(is_block).unwrap_or(id)
    }

    /// The number that a note shows, and its words up to the next place that a link leads to, or to the end of what holds it.
    fn note(&self, place: Id, places: &BTreeSet<Id>, markers: &HashSet<&str>) -> (String, String) {
        let next = places.range(place + 1..).next().copied().unwrap_or(usize::MAX);
        let item = self.tree.tag(place) == Tag::Li;
        let around = self.tree.parent(place).map_or(self.tree.len(), |parent| self.tree.after(parent));
        let end = if item { self.tree.after(place) } else { around };
        let end = end.min(next);
        let end_of_list = (self.tree.after(place)..end)
            .find(|&id| matches!(self.tree.role(id), ElementRole::Heading(_) | ElementRole::Rule));
        let nodes = place..end_of_list.unwrap_or(end);
        let is_back = |id: Id| {
            let href = self.tree.attribute(id, Attribute::Href).and_then(|href| href.strip_prefix('#'));
            href.is_some_and(|name| markers.contains(name))
        };
        let is_said = |id: &Id| !self.tree.ancestors(*id).take(4).any(is_back);
        let shown = self.words(nodes.clone());
        let mut words = self.words(nodes.filter(is_said));
        let counted = self.ordinals.of_item(place).map(|number| number.to_string());
        let typed = || shown.first().filter(|word| word.chars().all(|c| c.is_ascii_digit())).cloned();
        let number = counted.clone().or_else(typed).unwrap_or_default();
        if counted.is_none() && words.first() == Some(&number) {
            words.remove(0);
        }
        (number, words.join(" "))
    }

    fn words(&self, nodes: impl Iterator<Item = Id>) -> Vec<String> {
        let is_seen = |id: Id| !self.tree.ancestors(id).take(2).any(|outer| sign::is_unseen(self.tree, outer));
        let texts = nodes.filter(|&id| self.tree.tag(id) == Tag::Text && is_seen(id));
        let shown = texts.map(|id| entity::shown(self.tree.inner(id).of(self.text)));
        shown.flat_map(|text| bare_words(&text).collect::<Vec<_>>()).collect()
    }
}
