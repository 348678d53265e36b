//! Books of which chapters are cited, by the beginning of their titles: a later note shortens both title and editors.

use std::collections::BTreeMap;

use super::Context;
use super::near::fold;
use crate::csl::{Item, Name, NameVariable, TextVariable};
use crate::lexicon::{self, Class};

/// The titles that a document gives with a date, as books or as what chapters stand in.
pub(super) struct Containers<'a>(BTreeMap<String, Vec<&'a Item>>);

/// More books that begin alike need not be compared.
const ALIKE: usize = 8;

impl<'a> Containers<'a> {
    pub(super) fn of(context: &Context<'a>) -> Self {
        let analysis = context.analysis;
        let items =
            analysis.works.iter().map(|work| &work.item).chain(analysis.entries.iter().map(|entry| &entry.item));
        let mut containers: BTreeMap<String, Vec<&Item>> = BTreeMap::new();
        for item in items.filter(|item| item.year().is_some()) {
            let titles =
                [TextVariable::Title, TextVariable::ContainerTitle].into_iter().filter_map(|title| item.text(title));
            titles.for_each(|title| containers.entry(beginning(title)).or_default().push(item));
        }
        Self(containers)
    }

    /// True if the container of a chapter, with its editors if it names them, is given with its date elsewhere. Where a contributor is
    /// cited without a title, the book of these editors is the container.
    pub(super) fn date(&self, chapter: &Item) -> bool {
        let has_editors = !chapter.names(NameVariable::Editor).is_empty();
        let own = || chapter.text(TextVariable::Title).filter(|_| has_editors);
        let title = chapter.text(TextVariable::ContainerTitle).or_else(own).map(beginning);
        let Some(title) = title.filter(|title| !title.is_empty()) else { return false };
        let alike = self.0.range(title.clone()..).take_while(|(other, _)| other.starts_with(&title));
        alike.flat_map(|(_, items)| items).take(ALIKE).any(|item| shares_editor(chapter, item))
    }
}

/// A title as it is compared: without article, case, blanks and marks.
fn beginning(title: &str) -> String {
    let title = title.trim_start();
    let rest = title.split_once(' ').filter(|(first, _)| lexicon::entries_of(Class::Article, first).next().is_some());
    fold(rest.map_or(title, |(_, rest)| rest))
}

/// True if a chapter names no editors, or one of those who made a book.
fn shares_editor(chapter: &Item, book: &Item) -> bool {
    let editors = chapter.names(NameVariable::Editor);
    let makers: Vec<String> =
        [NameVariable::Editor, NameVariable::Author].iter().flat_map(|&role| book.names(role)).map(folded).collect();
    editors.is_empty() || editors.iter().map(folded).any(|editor| makers.contains(&editor))
}

fn folded(name: &Name) -> String {
    fold(&name.short())
}
