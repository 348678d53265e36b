//! The notes that links lead to: where each begins and ends, its number, and its text without the ways back.

use foldhash::{HashMap, HashMapExt, HashSet};

use super::flat;
use super::link::{Links, Pointer, short_text};
use super::name::{Attribute, ElementRole, Tag};
use super::sign;
use super::tree::{Id, Tree};
use crate::document::Note;
use crate::document::typed::{head_label, label_of};
use crate::text::{Flat, Span};

/// A note by the element that links lead to.
#[derive(Debug, Clone)]
pub(super) struct NoteElement {
    pub(super) target: Id,
    /// Where it stands in the source.
    pub(super) span: Span,
    /// The number that its first marker shows.
    pub(super) marked: Option<String>,
}

/// The notes of a page, in its order: those that markers lead to, and those like them that no marker leads to.
pub(super) fn places(text: &str, tree: &Tree, links: &Links, pointers: &[Pointer]) -> Vec<NoteElement> {
    let mut marked: HashMap<Id, Option<String>> = HashMap::new();
    for pointer in pointers {
        if let Some(note) = pointer.note {
            let label = links.all[pointer.link].label.clone().filter(|label| !label.is_empty());
            marked.entry(note).or_insert(label);
        }
    }
    for note in unmarked(tree, &marked) {
        marked.entry(note).or_default();
    }
    for note in namesakes(tree, links, &marked) {
        marked.entry(note).or_default();
    }
    for note in unanchored(tree, links, &marked, pointers) {
        marked.entry(note).or_default();
    }
    let mut targets: Vec<Id> = marked.keys().copied().collect();
    targets.sort_unstable();
    let markers: HashSet<Id> = pointers.iter().map(|pointer| links.all[pointer.link].id).collect();
    let finder = NoteFinder { text, tree, links, markers: &markers, targets: &targets };
    let places = targets.iter().enumerate().map(|(index, &target)| NoteElement {
        target,
        span: finder.span(index),
        marked: marked.get(&target).cloned().flatten(),
    });
    places.collect()
}

/// Notes that say what they are, and the other items of lists of notes.
fn unmarked(tree: &Tree, marked: &HashMap<Id, Option<String>>) -> Vec<Id> {
    let lists: HashSet<Id> =
        marked.keys().filter(|&&id| tree.role(id) == ElementRole::Item).filter_map(|&id| tree.parent(id)).collect();
    let alike: HashSet<(Option<Id>, &str)> = marked
        .keys()
        .filter(|&&id| tree.tag(id).is_block())
        .filter_map(|&id| Some((tree.parent(id), stem(tree, id)?)))
        .collect();
    let within = |id: Id, found: &dyn Fn(Id) -> bool| tree.ancestors(id).any(found);
    let is_note = |id: &Id| {
        let named = tree.names(*id).next().is_some();
        let item = tree.role(*id) == ElementRole::Item && named;
        let signed = named && tree.tag(*id).is_block() && sign::is_note(tree, *id);
        let listed = item
            && tree.parent(*id).is_some_and(|list| {
                lists.contains(&list)
                    || sign::is_list(tree, list)
                    || tree.parent(list).is_some_and(|outer| sign::is_list(tree, outer))
            });
        let named_alike =
            tree.tag(*id).is_block() && stem(tree, *id).is_some_and(|stem| alike.contains(&(tree.parent(*id), stem)));
        (signed || listed || named_alike) && !within(*id, &|outer| marked.contains_key(&outer))
    };
    let holds_marked = |id: &Id| tree.subtree(*id).any(|inner| marked.contains_key(&inner));
    tree.with_attributes().filter(is_note).filter(|id| !holds_marked(id)).collect()
}

/// Elements beside a note that have its name, as when a note was pasted a second time: only the first is led to.
fn namesakes(tree: &Tree, links: &Links, marked: &HashMap<Id, Option<String>>) -> Vec<Id> {
    let beside = |id: Id| (tree.tag(id), tree.parent(links.block(id)));
    let mut names: HashMap<&str, Id> = HashMap::new();
    for (id, name) in marked.keys().flat_map(|&id| tree.names(id).map(move |name| (id, name))) {
        names.entry(name).and_modify(|first| *first = id.min(*first)).or_insert(id);
    }
    let is_namesake = |id: &Id| {
        let mut notes = tree.names(*id).filter_map(|name| names.get(name));
        !marked.contains_key(id)
            && notes.any(|&note| beside(note) == beside(*id) && links.block(note) != links.block(*id))
    };
    tree.with_attributes().filter(is_namesake).collect()
}

/// The items of lists of notes that have no name, where a marker of their number leads nowhere.
fn unanchored(tree: &Tree, links: &Links, marked: &HashMap<Id, Option<String>>, pointers: &[Pointer]) -> Vec<Id> {
    let lost = pointers.iter().filter(|pointer| pointer.note.is_none());
    let lost: HashSet<&str> = lost.filter_map(|pointer| links.all[pointer.link].label.as_deref()).collect();
    if lost.is_empty() {
        return Vec::new();
    }
    let mut lists: HashMap<Id, usize> = HashMap::new();
    for list in marked.keys().filter(|&&id| tree.role(id) == ElementRole::Item).filter_map(|&id| tree.parent(id)) {
        *lists.entry(list).or_default() += 1;
    }
    // Two notes and more make a list of notes.
    let lists = lists.into_iter().filter(|&(_, notes)| notes > 1);
    let items = lists.flat_map(|(list, _)| counted(tree, list));
    let is_lost = |&(item, number): &(Id, usize)| {
        lost.contains(number.to_string().as_str()) && tree.subtree(item).all(|id| !marked.contains_key(&id))
    };
    items.filter(is_lost).map(|(item, _)| item).collect()
}

/// The name of an element without the number at its end: the notes of a page are named alike ("fn1", "fn2").
fn stem(tree: &Tree, id: Id) -> Option<&str> {
    let name = tree.names(id).next()?;
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    (!stem.is_empty() && stem.len() < name.len()).then_some(stem)
}

/// More bytes than the number of a note takes, with any word before it.
const LONG: usize = 64;

/// More nodes than a number and ways back take.
const MANY: usize = 2048;

struct NoteFinder<'t> {
    text: &'t str,
    tree: &'t Tree,
    links: &'t Links<'t>,
    markers: &'t HashSet<Id>,
    targets: &'t [Id],
}

impl NoteFinder<'_> {
    fn span(&self, index: usize) -> Span {
        let target = self.targets[index];
        let start = self.tree.outer(target).start;
        let next = self.targets.get(index + 1).map_or(usize::MAX, |&next| self.tree.outer(next).start);
        if let Some(start) = self.start_before(index) {
            return Span::new(start, self.tree.outer(target).end);
        }
        let own = self.own(target, self.targets.get(index.wrapping_sub(1)).copied());
        let span = Span::new(own.start, own.end.min(next).max(own.start));
        let longer = self.with_holder(index, span).or_else(|| self.up_to_next(index, span));
        let end = longer.unwrap_or(span.end).min(next).max(start.max(span.start));
        Span::new(span.start, end)
    }

    /// Where a note begins whose anchor is its way back and stands at its end: its block holds text before the first anchor and none
    /// after the last.
    fn start_before(&self, index: usize) -> Option<usize> {
        let target = self.targets[index];
        let block = self.links.block(target);
        if block == target || !self.links.is_back(target) {
            return None;
        }
        let place = |id: Id| self.targets.partition_point(|&other| other < id);
        let (first, last) = (place(block), place(self.tree.after(block)) - 1);
        let inner = self.tree.inner(block);
        let before = Span::new(inner.start, self.tree.outer(self.targets[first]).start.max(inner.start));
        let end = self.tree.outer(self.targets[last]).end;
        let is_at_end = !self.is_empty(before) && self.is_empty(Span::new(end, inner.end.max(end)));
        let start = if index == first { inner.start } else { self.tree.outer(self.targets[index - 1]).end };
        is_at_end.then_some(start)
    }

    /// The note in its own block.
    fn own(&self, target: Id, before: Option<Id>) -> Span {
        let block = self.links.block(target);
        let outer = self.tree.outer(target);
        if let Some(described) = description(self.tree, block) {
            return Span::new(outer.start, self.tree.outer(described).end);
        }
        if let Some(term) = term(self.text, self.tree, block).filter(|_| block == target) {
            return Span::new(self.tree.outer(term).start, outer.end);
        }
        if block == target {
            let whole = if self.is_empty(outer) { self.next_block(target) } else { None };
            return whole.map_or(outer, |next| Span::new(outer.start, self.tree.outer(next).end));
        }
        if self.tree.role(target) != ElementRole::Anchor && !self.is_empty(outer) {
            return outer;
        }
        if let Some(item) = self.item_of(block, target) {
            return self.tree.outer(item);
        }
        let inner = self.tree.inner(block);
        let stop = (self.tree.after(target)..self.tree.after(block)).find(|&id| self.tree.tag(id).is_block());
        let end = stop.map_or(inner.end, |stop| self.tree.outer(stop).start).max(outer.start);
        let span = Span::new(outer.start, end);
        if !self.is_empty(span) {
            return span;
        }
        let first =
            self.tree.children(block).find(|&child| before.is_none_or(|before| child > before)).unwrap_or(target);
        let whole = Span::new(self.tree.outer(first).start.min(outer.start), span.end);
        if stop.is_none() && !self.is_empty(Span::new(whole.start, outer.start)) {
            return Span::new(inner.start.max(whole.start), inner.end);
        }
        let next = stop.or_else(|| self.next_block(block));
        next.map_or(span, |next| Span::new(span.start, self.tree.outer(next).end.max(span.end)))
    }

    /// The item of a list that is the note which an anchor at its beginning names.
    fn item_of(&self, block: Id, target: Id) -> Option<Id> {
        let mut around = std::iter::once(block).chain(self.tree.parent(block));
        let item = around.find(|&item| self.tree.tag(item) == Tag::Li)?;
        let first = self.targets.partition_point(|&other| other < item);
        let is_alone = self.targets.get(first + 1).is_none_or(|&other| other >= self.tree.after(item));
        let before = Span::new(self.tree.inner(item).start, self.tree.outer(target).start);
        (self.targets.get(first) == Some(&target) && is_alone && self.is_empty(before)).then_some(item)
    }

    /// The block after an element.
    fn next_block(&self, id: Id) -> Option<Id> {
        let after = self.tree.after(id);
        let next = (after..self.tree.len().min(after + 4)).find(|&next| self.tree.tag(next).is_block());
        next.filter(|&next| !matches!(self.tree.role(next), ElementRole::Heading(_) | ElementRole::Rule))
    }

    /// Whether a stretch shows nothing but a number and ways back.
    fn is_empty(&self, span: Span) -> bool {
        let nodes = self.tree.at(span.start)..self.tree.at(span.end);
        if nodes.len() > MANY || self.says_much(nodes.clone()) {
            return false;
        }
        let shown = flat::flat(self.text, self.tree, nodes, &|id| self.is_back(id));
        let words = shown.text.trim_matches(|c: char| c.is_whitespace() || "[]().:".contains(c));
        words.is_empty() || label_of(words).is_some()
    }

    /// Whether one of the texts is too long for a number.
    fn says_much(&self, nodes: std::ops::Range<Id>) -> bool {
        let is_shown = |id: Id| self.tree.parent(id).is_none_or(|parent| self.tree.role(parent) != ElementRole::Hidden);
        let is_long = |id: Id| {
            let text = self.tree.outer(id).of(self.text);
            text.len() > LONG && !text.contains('&') && text.split_whitespace().map(str::len).sum::<usize>() > LONG
        };
        let mut texts = nodes.filter(|&id| self.tree.tag(id) == Tag::Text && is_shown(id));
        texts.any(|id| is_long(id) && !self.is_back(id))
    }

    fn is_back(&self, id: Id) -> bool {
        self.tree.ancestors(id).take(5).any(|id| self.links.is_back(id))
    }

    /// The end of the element that holds this note alone, where its attributes say that it is one.
    fn with_holder(&self, index: usize, span: Span) -> Option<usize> {
        let target = self.targets[index];
        let block = self.links.block(target);
        if matches!(self.tree.role(block), ElementRole::Item) {
            return None;
        }
        let holders = self.tree.ancestors(block).take(2).take_while(|&holder| {
            let outer = self.tree.outer(holder);
            let alone = |place: Option<usize>| {
                place
                    .and_then(|place| self.targets.get(place))
                    .is_none_or(|&other| !self.tree.subtree(holder).contains(&other))
            };
            let inner = self.tree.inner(holder).start;
            let begins = || self.is_empty(Span::new(inner, span.start.max(inner)));
            outer.start <= span.start
                && alone(index.checked_sub(1))
                && alone(Some(index + 1))
                && (self.is_hinted(holder) || self.is_one_of_several(holder, index))
                && begins()
        });
        holders.last().map(|holder| self.tree.outer(holder).end)
    }

    /// Whether an element stands beside another of its kind that holds the note before or after.
    fn is_one_of_several(&self, holder: Id, index: usize) -> bool {
        let beside = |other: Id| {
            self.tree.tag(other) == self.tree.tag(holder) && self.tree.parent(other) == self.tree.parent(holder)
        };
        let near = [index.checked_sub(1), Some(index + 1)].into_iter().flatten();
        let notes = near.filter_map(|place| self.targets.get(place));
        self.tree.tag(holder) == Tag::Div
            && notes.flat_map(|&note| self.tree.ancestors(self.links.block(note)).take(2)).any(beside)
    }

    fn is_hinted(&self, id: Id) -> bool {
        let telling = ["footnote", "endnote", "note", "fn"];
        let kinds = |attribute| {
            matches!(
                attribute,
                Attribute::Class | Attribute::Id | Attribute::EpubType | Attribute::Style | Attribute::Role
            )
        };
        matches!(
            self.tree.tag(id),
            Tag::Div | Tag::Aside | Tag::Li | Tag::Td | Tag::Dd | Tag::Blockquote | Tag::Section
        ) && self
            .tree
            .attributes(id)
            .any(|(attribute, value)| kinds(attribute) && telling.iter().any(|word| value.contains(word)))
    }

    /// Paragraphs between this note and the next belong to it where both stand in one element and nothing but text lies between.
    fn up_to_next(&self, index: usize, span: Span) -> Option<usize> {
        let next = self.links.block(*self.targets.get(index + 1)?);
        let block = self.links.block(self.targets[index]);
        if block == next
            || self.tree.parent(block) != self.tree.parent(next)
            || self.tree.role(block) == ElementRole::Item
        {
            return None;
        }
        let between = self.tree.at(span.end)..next;
        let breaks = |id: Id| {
            matches!(self.tree.role(id), ElementRole::Heading(_) | ElementRole::Rule) || self.markers.contains(&id)
        };
        let short = between.len() < 200 && !between.clone().any(breaks);
        short.then(|| self.tree.outer(next).start)
    }
}

/// What follows a term of a list and describes it, where `id` is such a term.
fn description(tree: &Tree, id: Id) -> Option<Id> {
    let end = tree.after(tree.parent(id)?);
    let next = (tree.after(id)..end).take(2).find(|&next| tree.tag(next) != Tag::Text)?;
    (tree.tag(id) == Tag::Dt && tree.tag(next) == Tag::Dd).then_some(next)
}

/// The term before a description that is a note, where it ends with a number: `<dt>Footnote 1</dt><dd id="fn1">…`.
fn term(text: &str, tree: &Tree, description: Id) -> Option<Id> {
    let start = tree.parent(description).filter(|_| tree.tag(description) == Tag::Dd)?;
    let mut before = (start + 1..description).rev().take(8);
    let before = before.find(|&id| matches!(tree.tag(id), Tag::Dt | Tag::Dd)).filter(|&id| tree.tag(id) == Tag::Dt)?;
    let shown = flat::flat(text, tree, tree.subtree(before), &|_| false).text;
    shown.split_whitespace().next_back().and_then(label_of).map(|_| before)
}

/// The note at a place.
pub(super) fn note(text: &str, tree: &Tree, links: &Links, ordinals: &Ordinals, place: &NoteElement) -> Note {
    let nodes = tree.at(place.span.start)..tree.at(place.span.end).max(tree.at(place.span.start));
    let first = nodes.clone().find(|&id| tree.tag(id) == Tag::Text && !id_text(text, tree, id).trim().is_empty());
    let typed = first.and_then(|first| typed_number(text, tree, links, first, nodes.start));
    let typed =
        typed.filter(|typed| place.marked.as_ref().is_none_or(|marked| *marked == typed.label || typed.leads_back));
    let block = links.block(place.target);
    let term = term(text, tree, block).or_else(|| description(tree, block).map(|_| block));
    let hidden = |id: Id| tree.ancestors(id).take(6).any(|id| links.is_back(id) || term == Some(id));
    let body = flat::flat(text, tree, nodes.clone(), &hidden);
    let expected = place.marked.clone().or_else(|| typed.as_ref().map(|typed| typed.label.clone()));
    let shown = typed.as_ref().and_then(|typed| body.text.strip_prefix(typed.shown.as_str()));
    let start = match (shown, head_label(&body.text)) {
        (Some(rest), _) => body.text.len() - rest.len(),
        (None, Some((label, len))) if Some(&label) == expected.as_ref() => len,
        _ => 0,
    };
    let ordinal = || ordinals.around(tree, place.target);
    let numbered = start > 0 || typed.is_some();
    let label = typed.map(|typed| typed.label).or(expected).or_else(ordinal).unwrap_or_default();
    let back = nodes.filter_map(|id| links.back_from(id)).next();
    let token = body.source(Span::new(0, body.text[..start].trim_end().len()));
    Note {
        label,
        span: place.span,
        head: if start > 0 { token } else { Span::new(place.span.start, place.span.start) },
        id: tree.names(place.target).next().unwrap_or_default().to_owned(),
        back: back.unwrap_or_default(),
        body: trimmed(&body, start, numbered),
        ..Note::default()
    }
}

fn id_text<'t>(text: &'t str, tree: &Tree, id: Id) -> &'t str {
    tree.outer(id).of(text)
}

/// A number that is an element of its own.
struct TypedNumber {
    label: String,
    /// Its text.
    shown: String,
    /// True if it is a way back.
    leads_back: bool,
}

/// The number that stands at the beginning of a note as an element of its own.
fn typed_number(text: &str, tree: &Tree, links: &Links, first: Id, from: Id) -> Option<TypedNumber> {
    let around = tree.ancestors(first).take_while(|&id| id >= from && !tree.tag(id).is_block());
    let numbered = around.filter_map(|id| {
        let shown = short_text(text, tree, id)?.trim().to_owned();
        Some(TypedNumber { label: label_of(&shown)?, shown, leads_back: links.is_back(id) })
    });
    numbered.last()
}

/// The body from `start` on without what is left of brackets around numbers and ways back.
fn trimmed(body: &Flat, start: usize, numbered: bool) -> Flat {
    let lead = |c: char| c.is_whitespace() || (numbered && ".:)]".contains(c));
    let mut rest = body.text[start..].trim_start_matches(lead);
    if let Some(after) = empty_brackets(rest) {
        rest = after.trim_start_matches(lead);
    }
    let mut end = body.text.len();
    if let Some(inner) = rest.strip_prefix("[ ").filter(|inner| inner.trim_end().ends_with(']')) {
        // Old books of Project Gutenberg put the note in brackets, after the number and the way back.
        rest = inner;
        end = body.text.trim_end().len() - 1;
    }
    let start = (body.text.len() - rest.len()).min(end);
    let arrows = |c: char| c.is_whitespace() || "↩↑⏎↵⤴|".contains(c);
    loop {
        let kept = body.text[start..end].trim_end_matches(arrows);
        let kept = kept.strip_suffix("[]").or(kept.strip_suffix("()")).unwrap_or(kept);
        if start + kept.len() == end {
            break;
        }
        end = start + kept.len();
    }
    body.slice(Span::new(start, end))
}

/// What follows brackets at the beginning of a text that have nothing but commas left in them.
fn empty_brackets(text: &str) -> Option<&str> {
    let inner = text.strip_prefix(['(', '['])?;
    inner.trim_start_matches(|c: char| c.is_whitespace() || ",;|".contains(c)).strip_prefix([')', ']'])
}

/// The numbers that lists give their items, all counted in one go.
pub(super) struct Ordinals(HashMap<Id, usize>);

impl Ordinals {
    pub(super) fn of(tree: &Tree) -> Self {
        let lists = (1..tree.len()).filter(|&id| tree.tag(id) == Tag::Ol);
        Self(lists.flat_map(|list| counted(tree, list)).collect())
    }

    /// The number that a list gives an item.
    pub(super) fn of_item(&self, id: Id) -> Option<usize> {
        self.0.get(&id).copied()
    }

    /// The number of the item that an element is, or stands in.
    fn around(&self, tree: &Tree, id: Id) -> Option<String> {
        let item = std::iter::once(id).chain(tree.ancestors(id)).take(3).find(|&id| tree.tag(id) == Tag::Li)?;
        self.0.get(&item).map(usize::to_string)
    }
}

/// The items of a list, each with its number.
fn counted(tree: &Tree, list: Id) -> impl Iterator<Item = (Id, usize)> + '_ {
    let first = tree.attribute(list, Attribute::Start).and_then(|start| start.parse().ok()).unwrap_or(1);
    tree.children(list).filter(|&child| tree.tag(child) == Tag::Li).scan(first, |next: &mut usize, item| {
        let own = tree.attribute(item, Attribute::Value).and_then(|value| value.parse().ok());
        let number = own.unwrap_or(*next);
        *next = number.saturating_add(1);
        Some((item, number))
    })
}
