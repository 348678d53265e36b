//! Which links of a page are markers, which lead back from notes, and to what elements they lead.

use std::borrow::Cow;

use super::name::{Attribute, ElementRole, Tag};
use super::sign;
use super::tree::{ElementNames, Id, Tree};
use crate::document::typed::label_of;
use crate::text::Span;

/// A link to a place on a page.
#[derive(Debug)]
pub(super) struct PageLink<'t> {
    pub(super) id: Id,
    /// The name of the place.
    pub(super) fragment: Cow<'t, str>,
    /// Whether the address names another page.
    pub(super) elsewhere: bool,
    /// The number that its text is; where it shows nothing and leads to a note, the number in the name of that note, or nothing. `None`
    /// where it shows more than a number.
    pub(super) label: Option<String>,
    /// The element it leads to.
    pub(super) target: Option<Id>,
    /// Whether it leads from a note to its marker.
    pub(super) back: bool,
}

/// A marker and the element it leads to.
#[derive(Debug)]
pub(super) struct Pointer {
    /// Its place among the links.
    pub(super) link: usize,
    pub(super) note: Option<Id>,
}

/// The links of a page, sorted out.
pub(super) struct Links<'t> {
    text: &'t str,
    tree: &'t Tree,
    pub(super) all: Vec<PageLink<'t>>,
    /// The places of the links among all, in the order of the names they lead to.
    by_fragment: Vec<u32>,
    /// For each element whether it is, or says that it is, a way back.
    backs: Vec<bool>,
}

/// The longest text of a link that may be a number, in bytes.
const LABEL: usize = 32;

impl<'t> Links<'t> {
    pub(super) fn of(text: &'t str, tree: &'t Tree) -> Links<'t> {
        let names = tree.by_name();
        let all: Vec<PageLink> = tree.with_attributes().filter_map(|id| link(text, tree, id, &names)).collect();
        let mut by_fragment: Vec<u32> = (0..).take(all.len()).collect();
        by_fragment.sort_by_key(|&index| &all[index as usize].fragment);
        Links { text, tree, all, by_fragment, backs: Vec::new() }
    }

    /// The links that lead to a name, in the order of the page.
    fn leading_to(&self, name: &str) -> impl Iterator<Item = &PageLink<'t>> {
        let fragment = |index: u32| &*self.all[index as usize].fragment;
        let first = self.by_fragment.partition_point(|&index| fragment(index) < name);
        let found = self.by_fragment[first..].iter().copied().take_while(move |&index| fragment(index) == name);
        found.map(|index| &self.all[index as usize])
    }

    /// The markers among the links, in the order of the page.
    pub(super) fn pointers(&mut self) -> Vec<Pointer> {
        let sure: Vec<usize> = (0..self.all.len()).filter(|&index| self.is_marker(index)).collect();
        for head in self.heads_above(&sure) {
            self.all[head].back = true;
        }
        let known: foldhash::HashSet<usize> = sure.iter().copied().collect();
        let likely: Vec<usize> =
            (0..self.all.len()).filter(|index| !known.contains(index) && self.is_likely(*index)).collect();
        let mut found = sure;
        if likely.len() >= 2 && self.ascends(&likely) {
            found.extend(likely);
        }
        found.extend(self.repeated(&found));
        found.sort_unstable();
        let mut notes = vec![false; self.tree.len()];
        found.iter().filter_map(|&index| self.all[index].target).for_each(|note| notes[note] = true);
        let note = |index: usize| self.all[index].target.or_else(|| self.by_way_back(index, &notes));
        let pointers: Vec<Pointer> = found.into_iter().map(|link| Pointer { link, note: note(link) }).collect();
        pointers.iter().filter_map(|pointer| pointer.note).for_each(|note| notes[note] = true);
        self.mark_ways_back(&notes, &pointers);
        self.backs = vec![false; self.tree.len()];
        self.tree.with_attributes().filter(|&id| sign::is_back(self.tree, id)).for_each(|id| self.backs[id] = true);
        self.all.iter().filter(|link| link.back).for_each(|link| self.backs[link.id] = true);
        pointers
    }

    /// The note whose way back leads to a marker that itself leads nowhere: the place there that other markers lead to, else its block.
    fn by_way_back(&self, index: usize, notes: &[bool]) -> Option<Id> {
        let link = &self.all[index];
        let is_from_note = |other: &&PageLink| {
            other.id > link.id && (other.label.is_none() || other.label == link.label) && self.block(other.id) > 0
        };
        let from = self.names_of(link.id).flat_map(|name| self.leading_to(name)).find(is_from_note)?;
        let block = self.block(from.id);
        let is_note = self.tree.subtree(block).find(|&id| notes[id]);
        Some(is_note.unwrap_or(block)).filter(|_| !self.tree.subtree(block).contains(&link.id))
    }

    /// The names by which a way back may find a marker: its own, those of what holds nothing else or stands before it, and those in it.
    fn names_of(&self, id: Id) -> impl Iterator<Item = &str> {
        let around = std::iter::once(id).chain(wrappers(self.tree, id)).chain(self.beside(id));
        around.chain(self.tree.subtree(id).skip(1)).flat_map(|id| self.tree.names(id))
    }

    /// Later links to the notes of markers, with the same number: notes that are referred to again, and lead back to the first alone.
    fn repeated(&self, markers: &[usize]) -> Vec<usize> {
        let known: foldhash::HashSet<usize> = markers.iter().copied().collect();
        let leads = |link: &PageLink| Some((link.target?, link.label.clone()?));
        let notes: foldhash::HashMap<(Id, String), Id> =
            markers.iter().rev().filter_map(|&marker| Some((leads(&self.all[marker])?, self.all[marker].id))).collect();
        // Where the note stands above its first marker, it also stands above the others.
        let is_beyond = |note: Id, first: Id, link: Id| note > link || note < first && first < link;
        let is_again = |link: &PageLink| {
            let led = leads(link).filter(|_| !link.back);
            led.is_some_and(|led| notes.get(&led).is_some_and(|&first| is_beyond(led.0, first, link.id)))
        };
        (0..self.all.len()).filter(|index| !known.contains(index) && is_again(&self.all[*index])).collect()
    }

    /// A link of a number is a marker where its attributes or its address say so, or where the place it leads to leads back to it.
    fn is_marker(&self, index: usize) -> bool {
        let link = &self.all[index];
        if link.label.is_none() || link.back || sign::is_other_address(&link.fragment) && !self.is_signed(link.id) {
            return false;
        }
        if sign::is_marker_address(&link.fragment) && link.target.is_none_or(|target| target < link.id) {
            return false;
        }
        let Some(target) = link.target else {
            return self.is_signed(link.id) || sign::is_note_address(&link.fragment);
        };
        if self.is_lost_marker(target, link) {
            return false;
        }
        if self.tree.subtree(target).contains(&link.id) || matches!(self.tree.role(target), ElementRole::Heading(1..=3))
        {
            return false;
        }
        let mutual = self.leads_back(index, target);
        let signed = self.is_signed(link.id) || sign::is_note_address(&link.fragment);
        let forward = target > link.id && !self.is_head(index, target)
            || signed && !self.in_note_of(index, target)
            || self.is_below_note(index, target);
        forward && (signed || mutual)
    }

    /// Whether an element before a link is a marker of its number that leads nowhere: the link is its way back.
    fn is_lost_marker(&self, target: Id, link: &PageLink) -> bool {
        let is_lost = |other: &PageLink| other.label == link.label && other.target.is_none();
        target < link.id && self.at(target).is_some_and(is_lost)
    }

    fn is_signed(&self, id: Id) -> bool {
        let word = self.tree.attribute(id, Attribute::Style).is_some_and(|style| style.contains("note-id"));
        word || std::iter::once(id).chain(self.bracketed(id)).any(|id| sign::is_marker(self.tree, id))
    }

    /// The elements within a line that show nothing but this one and brackets around it.
    fn bracketed(&self, id: Id) -> impl Iterator<Item = Id> {
        let shown = label_shown(self.text, self.tree, id);
        let within = self.tree.ancestors(id).take(4).take_while(|&outer| !self.tree.tag(outer).is_block() && outer > 0);
        within.take_while(move |&outer| label_shown(self.text, self.tree, outer) == shown)
    }

    /// Whether the link stands in a note and the target is its marker.
    fn in_note_of(&self, index: usize, target: Id) -> bool {
        let link = &self.all[index];
        target < link.id
            && self.points_to_block_of(link.id, &|other| self.block(other) == self.block(target) || other == target)
    }

    /// Whether a link that is accepted by `from` leads into the block of `id`, or to what holds that block.
    fn points_to_block_of(&self, id: Id, from: &dyn Fn(Id) -> bool) -> bool {
        let block = self.block(id);
        let holders = self.tree.ancestors(block).take(2);
        let nodes = self.tree.subtree(block).take(NEAR).chain(holders);
        let names = nodes.chain([id]).flat_map(|node| self.tree.names(node));
        names.flat_map(|name| self.leading_to(name)).any(|other| from(other.id))
    }

    /// Whether a link in the note at `target` leads to the link `index`.
    fn leads_back(&self, index: usize, target: Id) -> bool {
        self.answers(index, target).next().is_some()
    }

    /// The links in the block of `target` that lead to the link `index`.
    fn answers(&self, index: usize, target: Id) -> impl Iterator<Item = &PageLink<'t>> {
        let own = self.all[index].id;
        let block = self.tree.subtree(self.block(target));
        let links = self.names_of(own).flat_map(|name| self.leading_to(name));
        links.filter(move |other| other.id != own && block.contains(&other.id))
    }

    /// Whether a link begins a block and is answered from within a text by one of its number: so begin notes above their text.
    fn is_head(&self, index: usize, target: Id) -> bool {
        let link = &self.all[index];
        let mut answers = self.answers(index, target).filter(|other| other.label == link.label);
        self.begins_block(link.id) && answers.any(|other| !self.begins_block(other.id))
    }

    /// Whether a link stands within a text and is answered by the head of a note above it.
    fn is_below_note(&self, index: usize, target: Id) -> bool {
        target < self.all[index].id && self.head_above(index, target).is_some()
    }

    /// The head of the note above that a link within a text leads to.
    fn head_above(&self, index: usize, target: Id) -> Option<&PageLink<'t>> {
        let link = &self.all[index];
        let is_head = |other: &&PageLink| other.label == link.label && self.begins_block(other.id);
        self.answers(index, target).find(is_head).filter(|_| !self.begins_block(link.id))
    }

    /// The heads of the notes that stand above their markers: they lead back, though down the page.
    fn heads_above(&self, markers: &[usize]) -> Vec<usize> {
        let above = markers.iter().filter_map(|&marker| {
            let target = self.all[marker].target.filter(|&target| target < self.all[marker].id)?;
            let head = self.head_above(marker, target)?;
            self.all.binary_search_by_key(&head.id, |link| link.id).ok()
        });
        above.collect()
    }

    /// Whether nothing but brackets stands before an element in its block.
    fn begins_block(&self, id: Id) -> bool {
        let lead = |c: char| c.is_whitespace() || "[(".contains(c);
        let is_lead = |id: Id| {
            self.tree.tag(id) != Tag::Text || self.tree.outer(id).of(self.text).trim_start_matches(lead).is_empty()
        };
        let block = self.block(id);
        id - block <= NEAR && (block + 1..id).all(is_lead)
    }

    /// The empty anchor just before a link, which old converters give its name to.
    fn beside(&self, id: Id) -> Option<Id> {
        let outer = wrappers(self.tree, id).last().unwrap_or(id);
        let before = outer.checked_sub(1)?;
        std::iter::once(before)
            .chain(self.tree.ancestors(before))
            .take(2)
            .find(|&id| self.tree.role(id) == ElementRole::Anchor && self.tree.inner(id).is_empty())
    }

    /// Whether a numbered link leads forward to a block that begins with the same number.
    fn is_likely(&self, index: usize) -> bool {
        let link = &self.all[index];
        let (Some(label), Some(target)) = (&link.label, link.target) else { return false };
        let block = self.block(target);
        let heading = matches!(self.tree.role(block), ElementRole::Heading(_) | ElementRole::List);
        if heading || target <= link.id || link.back || sign::is_other_address(&link.fragment) {
            return false;
        }
        let shown = beginning(self.text, self.tree, target);
        crate::document::typed::head_label(&shown).is_some_and(|(found, len)| found == *label && shown.len() > len)
    }

    fn ascends(&self, links: &[usize]) -> bool {
        let targets: Vec<Option<Id>> = links.iter().map(|&link| self.all[link].target).collect();
        targets.windows(2).filter(|pair| pair[0] <= pair[1]).count() * 4 >= (targets.len() - 1) * 3
    }

    /// The block around an element, or the element itself.
    pub(super) fn block(&self, id: Id) -> Id {
        let block = std::iter::once(id).chain(self.tree.ancestors(id)).find(|&id| self.tree.tag(id).is_block());
        block.unwrap_or(0)
    }

    /// A link in the block of a note that leads to a place before it is a way back.
    fn mark_ways_back(&mut self, notes: &[bool], pointers: &[Pointer]) {
        let is_marker = self.marker_elements(pointers);
        let shown: foldhash::HashSet<String> =
            pointers.iter().filter_map(|pointer| self.all[pointer.link].label.clone()).collect();
        let mut holds_note = notes.to_vec();
        for note in (0..notes.len()).filter(|&id| notes[id]) {
            holds_note[self.block(note)] = true;
        }
        holds_note[0] = notes[0];
        for index in 0..self.all.len() {
            let link = &self.all[index];
            let marker = link.target.is_some_and(|target| notes[target]);
            let leads_to_marker = link.target.is_some_and(|target| is_marker[target]);
            if !link.back && !marker && (leads_to_marker || may_lead_back(link, &shown)) {
                let around = std::iter::once(link.id).chain(self.tree.ancestors(link.id));
                self.all[index].back = around.into_iter().any(|id| holds_note[id]);
            }
        }
    }

    /// For each element whether it is a marker, holds nothing else, or stands empty before one.
    fn marker_elements(&self, pointers: &[Pointer]) -> Vec<bool> {
        let mut found = vec![false; self.tree.len()];
        for id in pointers.iter().map(|pointer| self.all[pointer.link].id) {
            let around = std::iter::once(id).chain(wrappers(self.tree, id)).chain(self.beside(id));
            around.for_each(|id| found[id] = true);
        }
        found
    }
}

/// True if a link is a way back if it stands in a note: it shows the number of a marker, or its address is that of one.
fn may_lead_back(link: &PageLink, shown: &foldhash::HashSet<String>) -> bool {
    let before = link.target.is_some_and(|target| target < link.id);
    (before && link.label.as_ref().is_some_and(|label| shown.contains(label)))
        || sign::is_marker_address(&link.fragment)
}

/// How many nodes of a block are looked through for names.
const NEAR: usize = 12;

/// The elements within a line that hold nothing but this one.
pub(super) fn wrappers(tree: &Tree, id: Id) -> impl Iterator<Item = Id> + '_ {
    let alone = move |outer: &Id| !tree.tag(*outer).is_block() && *outer > 0;
    let mut inner = id;
    tree.ancestors(id).take(4).take_while(alone).take_while(move |&outer| {
        let only = tree.children(outer).all(|child| child == inner || is_blank(tree, child));
        inner = outer;
        only
    })
}

/// Whether a node shows nothing: an element without text.
fn is_blank(tree: &Tree, id: Id) -> bool {
    tree.tag(id) != Tag::Text && tree.subtree(id).len() < 4 && tree.subtree(id).all(|id| tree.tag(id) != Tag::Text)
}

/// The text of an element, as far as a number goes; `None` where it is longer.
pub(super) fn short_text(text: &str, tree: &Tree, id: Id) -> Option<String> {
    let nodes = tree.subtree(id);
    let texts = || nodes.clone().filter(|&node| tree.tag(node) == Tag::Text).map(|node| tree.outer(node));
    if nodes.len() > NEAR || texts().map(Span::len).sum::<usize>() > 4 * LABEL {
        return None;
    }
    if let (2, Some(plain)) = (nodes.len(), texts().next().map(|span| span.of(text)).filter(|text| is_plain(text))) {
        return (plain.len() <= LABEL).then(|| plain.to_owned());
    }
    let shown = super::flat::flat(text, tree, nodes, &|_| false).text;
    (shown.len() <= LABEL).then_some(shown)
}

/// What an element shows within brackets, as far as a number goes.
fn label_shown(text: &str, tree: &Tree, id: Id) -> Option<String> {
    let shown = short_text(text, tree, id)?;
    Some(shown.trim_matches(|c: char| c.is_whitespace() || "[]()".contains(c)).to_owned())
}

/// Whether a text is what it shows: ASCII without blanks and references.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'&')
}

/// The first words that a reader sees from an element on.
pub(super) fn beginning(text: &str, tree: &Tree, id: Id) -> String {
    let end = (id + 2 * NEAR).min(tree.len());
    super::flat::flat(text, tree, id..end, &|_| false).text.chars().take(80).collect()
}

fn link<'t>(text: &str, tree: &'t Tree, id: Id, names: &ElementNames) -> Option<PageLink<'t>> {
    let (fragment, elsewhere) = address(tree, id, names)?;
    let target = names.nearest(&fragment, id, sign::is_marker_address(&fragment));
    let shown = short_text(text, tree, id);
    let is_empty = tree.tag(id) == Tag::A && shown.as_deref() == Some("") && sign::is_note_address(&fragment);
    let label = shown.as_deref().and_then(label_of).or_else(|| is_empty.then(|| number_in(&fragment)));
    let signed = std::iter::once(id).chain(tree.ancestors(id).take(2)).any(|id| sign::is_back(tree, id));
    let signed = signed && !(sign::is_marker(tree, id) && sign::is_note_address(&fragment));
    let back = signed || (label.is_none() && shown.as_deref().is_some_and(sign::is_way_back));
    let elsewhere = elsewhere && target.is_none();
    Some(PageLink { id, fragment, elsewhere, label, target, back })
}

/// The number at the end of the name of a note ("fn11"), or nothing.
fn number_in(fragment: &str) -> String {
    fragment[fragment.trim_end_matches(|c: char| c.is_ascii_digit()).len()..].to_owned()
}

/// The name of the place that an element points to, and whether that is on another page.
fn address<'t>(tree: &'t Tree, id: Id, names: &ElementNames) -> Option<(Cow<'t, str>, bool)> {
    let by_attribute = |attribute| tree.attribute(id, attribute).filter(|value| !value.is_empty());
    match tree.tag(id) {
        Tag::A => {
            let href = by_attribute(Attribute::Href).unwrap_or_default();
            match href.rsplit_once('#').filter(|(_, fragment)| !fragment.is_empty()) {
                Some((page, fragment)) => Some((decoded(fragment), !page.is_empty())),
                None => by_script(tree, id, names).map(|name| (name, false)),
            }
        }
        Tag::Xref if by_attribute(Attribute::RefType) == Some("fn") => {
            Some((by_attribute(Attribute::Rid)?.into(), false))
        }
        Tag::Ref | Tag::Noteref => {
            let pointer = by_attribute(Attribute::Target).or_else(|| by_attribute(Attribute::Idref))?;
            Some((pointer.strip_prefix('#')?.into(), false))
        }
        Tag::Label if sign::is_marker(tree, id) => Some((by_attribute(Attribute::For)?.into(), false)),
        Tag::Text => None,
        _ => by_script(tree, id, names).map(|name| (name, false)),
    }
}

/// Where a script shows the note: the element that describes the link, or one that the script names.
fn by_script<'t>(tree: &'t Tree, id: Id, names: &ElementNames) -> Option<Cow<'t, str>> {
    const SHOWN: [Attribute; 3] = [Attribute::PopoverTarget, Attribute::AriaDescribedby, Attribute::AriaControls];
    let shown = |attribute| tree.attribute(id, attribute).filter(|name| names.holds(name));
    let described = SHOWN.into_iter().find_map(shown);
    let script = tree.attribute(id, Attribute::Onclick).unwrap_or_default();
    let named = script.split(['\'', '"']).find(|name| !name.is_empty() && names.holds(name));
    described.or(named).map(Cow::from)
}

/// A fragment or a path without its percent signs.
pub(in crate::document) fn decoded(fragment: &str) -> Cow<'_, str> {
    if !fragment.contains('%') {
        return fragment.into();
    }
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let hex = (byte == b'%').then(|| after.get(..2)).flatten().and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(value) => {
                bytes.push(value);
                rest = &after[2..];
            }
            None => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned().into()
}

impl Links<'_> {
    /// Whether an element leads back from a note, or says that it does.
    pub(super) fn is_back(&self, id: Id) -> bool {
        self.backs.get(id).is_some_and(|back| *back)
    }

    /// Where the way back at an element leads.
    pub(super) fn back_from(&self, id: Id) -> Option<String> {
        self.at(id).filter(|link| link.back).map(|link| link.fragment.clone().into_owned())
    }

    /// Whether some link leads to a name.
    pub(super) fn is_led_to(&self, name: &str) -> bool {
        self.leading_to(name).next().is_some()
    }

    fn at(&self, id: Id) -> Option<&PageLink<'_>> {
        let place = self.all.binary_search_by_key(&id, |link| link.id).ok()?;
        self.all.get(place)
    }
}
