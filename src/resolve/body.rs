//! Works that only the running text names: the last resort for what notes and lists of works do not give.

use std::collections::HashMap;

use super::index::Index;
use super::resolver::{KnownWork, Resolver};
use super::sign::Signs;
use super::{Link, Reason, Resolution, SourceId, named};
use crate::citation::{Kind, WorkMention, mentions};
use crate::csl::{Item, Name, NameVariable, TextVariable};
use crate::document::Document;
use crate::reference;
use crate::text::{Flat, Span};

/// The works that the running text of a document names, in order, each by its first mention.
#[derive(Debug, Default)]
pub(crate) struct TextMentions {
    works: Vec<KnownWork>,
    index: Index,
    items: Vec<Item>,
    places: HashMap<SourceId, usize>,
    /// Every mention: its paragraph, where its title stands, and its work.
    mentions: Vec<(Span, usize, SourceId)>,
}

impl TextMentions {
    /// Reads the paragraphs of a document. Linear in their length.
    pub(crate) fn of(document: &Document) -> Self {
        let mut body = Self::default();
        let mut seen: HashMap<(String, String), SourceId> = HashMap::new();
        for paragraph in document.prose() {
            let whole = paragraph.source(Span::new(0, paragraph.text.len()));
            for mention in mentions(paragraph) {
                let at = paragraph.source(Span::new(mention.at, mention.at + 1)).start;
                let key = (mention.author.to_lowercase(), mention.title.to_lowercase());
                let id = *seen.entry(key).or_insert(SourceId::Body(at));
                if id == SourceId::Body(at) {
                    let signs = Signs::of_mention(&mention);
                    body.places.insert(id, body.works.len());
                    body.index.add(body.works.len(), &signs);
                    body.works.push(KnownWork { id, given: true, signs, cited: Vec::new() });
                    body.items.push(item(&mention));
                }
                body.mentions.push((whole, at, id));
            }
        }
        body.mentions.sort_unstable_by_key(|(_, at, _)| *at);
        body
    }

    /// What tells a work.
    pub(crate) fn work(&self, id: SourceId) -> Option<&KnownWork> {
        self.works.get(*self.places.get(&id)?)
    }

    /// The works named before byte `end` that share a word with a short form.
    fn candidates(&self, signs: &Signs, end: usize) -> impl Iterator<Item = (usize, &KnownWork)> {
        let near = self.index.candidates(signs).into_iter().filter_map(|place| Some((place, self.works.get(place)?)));
        near.filter(move |(_, work)| matches!(work.id, SourceId::Body(at) if at < end))
    }

    /// The record of a work, of all that the text says of it.
    pub(crate) fn item(&self, id: SourceId) -> Option<&Item> {
        self.items.get(*self.places.get(&id)?)
    }

    /// The work named last before `marker` in the paragraph that holds it.
    fn just_before(&self, marker: usize) -> Option<SourceId> {
        let end = self.mentions.partition_point(|(_, at, _)| *at < marker);
        let (paragraph, _, id) = self.mentions.get(end.checked_sub(1)?)?;
        (marker <= paragraph.end).then_some(*id)
    }
}

/// Author and title as a record.
fn item(mention: &WorkMention) -> Item {
    let read = reference::parse(&Flat::verbatim(format!("{}, {}", mention.author, mention.title), 0));
    let mut item = read.item;
    if item.names(NameVariable::Author).is_empty() {
        item.set_names(NameVariable::Author, vec![Name::literal(mention.author.clone())]);
    }
    item.set(TextVariable::Title, mention.title.clone());
    item
}

/// The source of a short form that nothing in notes or lists explains: a work that the running text names before its marker.
pub(crate) fn resolve(resolver: &Resolver<'_>, index: usize) -> Resolution {
    let open = || Resolution { reason: Some(Reason::NoAntecedent), ..Resolution::default() };
    let Some(marker) = marker_of(resolver, index) else { return open() };
    let body = resolver.body();
    if resolver.signs[index].is_empty() {
        let near = body.just_before(marker).filter(|_| resolver.kinds[index] == Kind::Opcit);
        return near.map_or_else(open, |source| given(source, 0.7));
    }
    let ranked = named::rank(resolver, index, body.candidates(&resolver.signs[index], marker));
    let found = named::among(&ranked, &body.works);
    Resolution { confidence: found.confidence.min(0.8), ..found }
}

/// The work that the running text has named before a citation whose title is no more than its.
pub(crate) fn titled(resolver: &Resolver<'_>, index: usize) -> Option<Resolution> {
    let signs = &resolver.signs[index];
    let marker = marker_of(resolver, index)?;
    let body = resolver.body();
    let shorter =
        |(_, work): &(usize, &KnownWork)| !signs.title.is_empty() && signs.title.len() <= work.signs.title.len();
    let ranked = named::rank(resolver, index, body.candidates(signs, marker).filter(shorter));
    let found = named::among(&ranked, &body.works);
    (found.source.is_some() && found.reason.is_none())
        .then(|| Resolution { confidence: found.confidence.min(0.8), ..found })
}

fn given(source: SourceId, confidence: f32) -> Resolution {
    Resolution { source: Some(source), link: Some(Link::PrecedingWork), confidence, ..Resolution::default() }
}

/// Where the marker of a citation's note stands.
fn marker_of(resolver: &Resolver<'_>, index: usize) -> Option<usize> {
    let document = resolver.evidence.document;
    let note = document.notes.get(resolver.citation(index).note)?;
    document.first_marker(note).map(|marker| marker.span.start)
}
