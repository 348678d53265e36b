//! The entries of a list of works, each with the names that a dash takes over from the entry before.

use std::sync::Arc;

use crate::csl::{Name, NameVariable};
use crate::document::Document;
use crate::reference::{Memory, Reference, repeated};

/// Reads every entry, in order.
pub(super) fn read(document: &Document, memory: &Memory) -> Vec<Arc<Reference>> {
    let mut before: Vec<Name> = Vec::new();
    let read = document.bibliography.iter().map(|entry| {
        let mut reference = memory.parse(&entry.body);
        if let Some(dashes) = repeated(&entry.body.text) {
            let item = &mut Arc::make_mut(&mut reference).item;
            item.set_names(dashes.part, dashes.complete(item.names(dashes.part), &before));
        }
        before = leading(&reference).to_vec();
        reference
    });
    read.collect()
}

/// The names that an entry begins with.
fn leading(reference: &Reference) -> &[Name] {
    let lists = [NameVariable::Author, NameVariable::Editor].map(|part| reference.item.names(part));
    lists.into_iter().find(|names| !names.is_empty()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Name;
    use crate::{Analysis, Options, Source};

    #[test]
    fn a_dash_takes_the_author_of_the_entry_before() {
        let post = "As Reed (1999) and Reed (2001) show.\n\n## Bibliography\n\n\
            Reed, Ann. *The Salt Road*. Leeds: Dale, 1999.\n\n\
            ———. *The Iron Road*. Leeds: Dale, 2001.\n\n\
            ———, ed. *The Tin Road*. Leeds: Dale, 2004.\n\n\
            ——— and Ruth Dean. *The Oak Road*. Leeds: Dale, 2005.\n\n\
            ———. *The Ash Road*. Edited by Carl Stone. Leeds: Dale, 2006.\n\n\
            Stone, Carl. *The Mill*. York: Falk, 2005.\n";
        let analysis = Analysis::of(&[Source::new("post.md", post)], &Options::default());
        let names = analysis.entries.iter().map(|entry| super::leading(entry).iter().map(Name::short).collect());
        let names: Vec<Vec<String>> = names.collect();
        assert_eq!(
            names,
            [vec!["Reed"], vec!["Reed"], vec!["Reed"], vec!["Reed", "Dean"], vec!["Reed", "Dean"], vec!["Stone"]]
        );
    }
}
