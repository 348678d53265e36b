//! Names that stand somewhere in the document, whether or not they were read as a citation.

use std::cell::OnceCell;

use foldhash::HashSet;

use super::Context;
use super::near::fold;
use crate::citation::Citation;
use crate::document::Document;
use crate::resolve::Reason;
use crate::text::Span;

/// The capitalised words of all notes and of the list of works, without case and accents, and without the words of those
/// short forms for which no source was found; and those of the running text.
pub(super) struct Mentions<'a> {
    notes: HashSet<String>,
    document: &'a Document,
    /// Gathered when first asked for: a post has far more words than its notes.
    prose: OnceCell<HashSet<String>>,
}

impl<'a> Mentions<'a> {
    pub(super) fn of(context: &Context<'a>) -> Self {
        let document = context.document();
        let mut words = HashSet::default();
        for (at, note) in document.notes.iter().enumerate() {
            let open: Vec<Span> = open_citations(context, at).collect();
            let is_open = |at: usize| open.iter().any(|span| span.contains(at));
            words.extend(capitalised(&note.body.text).filter(|(at, _)| !is_open(*at)).map(|(_, word)| fold(word)));
        }
        let entries = document.bibliography.iter();
        words.extend(entries.flat_map(|entry| capitalised(&entry.body.text)).map(|(_, word)| fold(word)));
        Self { notes: words, document, prose: OnceCell::new() }
    }

    fn prose(&self) -> &HashSet<String> {
        self.prose.get_or_init(|| {
            let words = self.document.prose().flat_map(|paragraph| capitalised(&paragraph.text));
            words.map(|(_, word)| fold(word)).collect()
        })
    }

    /// True if a note that gives a source, or the list of works, has one of the names of a short form.
    pub(super) fn is_noted(&self, citation: &Citation) -> bool {
        let last_words = citation.short.names.iter().filter_map(|name| name.split_whitespace().last());
        last_words.into_iter().any(|word| self.notes.contains(&fold(word)))
    }

    /// Whether someone or something that a short form names is mentioned elsewhere: a name in another note; a title, or
    /// what has a year after it, in the running text, too.
    pub(super) fn has(&self, citation: &Citation) -> bool {
        let short = &citation.short;
        let noted = |word: &str| self.notes.contains(&fold(word));
        let told = |word: &str| noted(word) || self.prose().contains(&fold(word));
        let last_words = short.names.iter().filter_map(|name| name.split_whitespace().last());
        if !short.names.is_empty() {
            return last_words.into_iter().any(|word| if short.year.is_some() { told(word) } else { noted(word) });
        }
        let mut title = capitalised(short.title.as_deref().unwrap_or_default()).peekable();
        title.peek().is_some() && title.all(|(_, word)| told(word))
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
