//! Names that stand somewhere in the notes, whether or not they were read as a citation.

use std::collections::HashSet;

use super::Context;
use super::near::fold;
use crate::citation::Citation;
use crate::resolve::Reason;
use crate::text::Span;

/// The capitalised words of all notes and of the list of works, without case and accents, and without the words of those
/// short forms for which no source was found.
pub(super) struct Mentions(HashSet<String>);

impl Mentions {
    pub(super) fn of(context: &Context<'_>) -> Self {
        let document = context.document();
        let mut words = HashSet::new();
        for (at, note) in document.notes.iter().enumerate() {
            let open: Vec<Span> = open_citations(context, at).collect();
            let is_open = |at: usize| open.iter().any(|span| span.contains(at));
            words.extend(capitalised(&note.body.text).filter(|(at, _)| !is_open(*at)).map(|(_, word)| fold(word)));
        }
        let entries = document.bibliography.iter();
        words.extend(entries.flat_map(|entry| capitalised(&entry.body.text)).map(|(_, word)| fold(word)));
        Self(words)
    }

    /// Whether someone or something that a short form names is mentioned elsewhere.
    pub(super) fn has(&self, citation: &Citation) -> bool {
        let names = citation.short.names.iter().filter_map(|name| name.split_whitespace().last());
        if !citation.short.names.is_empty() {
            return names.into_iter().any(|name| self.0.contains(&fold(name)));
        }
        let mut title = capitalised(citation.short.title.as_deref().unwrap_or_default()).peekable();
        title.peek().is_some() && title.all(|(_, word)| self.0.contains(&fold(word)))
    }
}

fn open_citations<'c>(context: &'c Context<'_>, note: usize) -> impl Iterator<Item = Span> + 'c {
    let analysis = context.analysis;
    let open =
        move |at: &usize| analysis.resolutions.get(*at).is_some_and(|to| to.reason == Some(Reason::NoAntecedent));
    analysis
        .citations_of(note)
        .filter(open)
        .filter_map(move |at| analysis.citations.get(at))
        .map(|citation| citation.flat)
}

/// The words that begin with a capital, with their places.
fn capitalised(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '’' && c != '\'');
    let words = words.filter(|word| word.chars().count() > 2 && word.starts_with(char::is_uppercase));
    words.map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}
