//! The works that only the running text names.

use std::collections::HashMap;

use super::SourceId;
use super::index::Index;
use super::known::KnownWork;
use super::sign::Signs;
use crate::citation::{WorkMention, mentions};
use crate::csl::{Item, Name, NameVariable, TextVariable};
use crate::document::Document;
use crate::reference;
use crate::text::{Flat, Span};

/// The works that the running text of a document names, in order, each by its first mention.
#[derive(Debug, Default)]
pub(crate) struct TextMentions {
    pub(super) works: Vec<KnownWork>,
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
    pub(super) fn candidates(&self, signs: &Signs, end: usize) -> impl Iterator<Item = (usize, &KnownWork)> {
        let near = self.index.candidates(signs).into_iter().filter_map(|place| Some((place, self.works.get(place)?)));
        near.filter(move |(_, work)| matches!(work.id, SourceId::Body(at) if at < end))
    }

    /// The record of a work, of all that the text says of it.
    pub(crate) fn item(&self, id: SourceId) -> Option<&Item> {
        self.items.get(*self.places.get(&id)?)
    }

    /// The work named last before `marker` in the paragraph that holds it.
    pub(super) fn just_before(&self, marker: usize) -> Option<SourceId> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::read;
    use crate::text::Source;

    fn mentions(text: &str) -> TextMentions {
        TextMentions::of(&read(&[Source::new("post.md", text)], None))
    }

    #[test]
    fn a_work_is_known_by_its_first_mention_and_found_in_its_paragraph() {
        let text = "Ann Able’s *Mills and Mines* shows it.\n\nMore of Ann Able’s *Mills and Mines* is here.\n\nIt was *very* bad.\n";
        let mentions = mentions(text);
        let first = SourceId::Body(text.find("Mills").unwrap());
        assert_eq!(mentions.works.iter().map(|work| work.id).collect::<Vec<_>>(), [first]);
        assert_eq!(mentions.item(first).and_then(|item| item.text(TextVariable::Title)), Some("Mills and Mines"));
        assert_eq!(mentions.just_before(text.find(" is here").unwrap()), Some(first));
        for elsewhere in ["Ann", "It was", "bad"] {
            assert_eq!(mentions.just_before(text.find(elsewhere).unwrap()), None, "{elsewhere}");
        }
    }
}
