//! The outline of a document: its notes with their citations, and its works.

use crate::analysis::Analysis;
use crate::citation::{Citation, Kind};
use crate::lint::short_name;
use crate::resolve::{Resolution, Work};
use crate::text::Span;

use super::inspect::cut;

/// A line of an outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineItem {
    /// What it is called.
    pub name: String,
    /// What else there is to say.
    pub detail: Option<String>,
    /// What it is.
    pub kind: ItemKind,
    /// All of it.
    pub span: Span,
    /// The part of it that names it.
    pub head: Span,
    /// What it holds.
    pub children: Vec<OutlineItem>,
}

/// What a line of an outline stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemKind {
    /// A note.
    Note,
    /// A citation in a note.
    Citation,
    /// A work that the document cites.
    Work,
}

/// The works of a document, where each is first given.
#[must_use]
pub fn works(analysis: &Analysis) -> Vec<OutlineItem> {
    analysis.works.iter().filter_map(|found| work(analysis, found)).collect()
}

/// The short forms of a document, each with the work that it stands for.
#[must_use]
pub fn sources(analysis: &Analysis) -> Vec<(Span, String)> {
    let found = analysis.citations.iter().zip(&analysis.resolutions);
    let name = |(citation, found): (&Citation, &Resolution)| {
        let source = found.source.filter(|_| !matches!(citation.kind, Kind::Full | Kind::None))?;
        Some((citation.span, short_name(&analysis.work(source)?.item)?))
    };
    found.filter_map(name).collect()
}

/// The notes of a document and then its works.
#[must_use]
pub fn of(analysis: &Analysis) -> Vec<OutlineItem> {
    let notes = (0..analysis.document.notes.len()).filter_map(|index| note(analysis, index));
    notes.chain(works(analysis)).collect()
}

fn note(analysis: &Analysis, index: usize) -> Option<OutlineItem> {
    let note = analysis.document.notes.get(index)?;
    let span = analysis.document.block(note);
    let head = if !note.head.is_empty() && span.covers(note.head) { note.head } else { span };
    let citations = analysis.citations_of(index).filter_map(|citation| self::citation(analysis, citation));
    Some(OutlineItem {
        name: format!("note {}", note.label),
        detail: Some(cut(&note.body.text)),
        kind: ItemKind::Note,
        span,
        head,
        children: citations.collect(),
    })
}

fn citation(analysis: &Analysis, index: usize) -> Option<OutlineItem> {
    let citation = analysis.citations.get(index).filter(|citation| citation.kind != Kind::None)?;
    let note = analysis.document.notes.get(citation.note)?;
    let source = analysis.resolutions.get(index)?.source.and_then(|source| analysis.work(source));
    let (name, span) = (cut(citation.flat.of(&note.body.text)), citation.span);
    let detail = source.and_then(|work| short_name(&work.item));
    Some(OutlineItem { name, detail, kind: ItemKind::Citation, span, head: span, children: Vec::new() })
}

fn work(analysis: &Analysis, work: &Work) -> Option<OutlineItem> {
    let span = analysis.source_span(work.id)?;
    let times = work.cited_by.len();
    let detail = if times == 1 { "cited once".to_owned() } else { format!("cited {times} times") };
    let name = short_name(&work.item)?;
    Some(OutlineItem { name, detail: Some(detail), kind: ItemKind::Work, span, head: span, children: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, Source};

    #[test]
    fn notes_hold_their_citations_and_works_say_how_often_they_are_cited() {
        let post =
            "One.[^1] Two.[^2]\n\n[^1]: Lucy Wells, *Salt* (London: Cape, 1987), 3.\n[^2]: Ibid., 7. Obviously.\n";
        let analysis = Analysis::of(&[Source::new("post.md", post)], &Options::default());
        let items = of(&analysis);
        let lines: Vec<(&str, Option<&str>)> =
            items.iter().map(|item| (item.name.as_str(), item.detail.as_deref())).collect();
        assert_eq!(lines[0], ("note 1", Some("Lucy Wells, Salt (London: Cape, 1987), 3.")));
        assert_eq!(lines[2], ("Wells, “Salt”", Some("cited 2 times")));
        assert_eq!((items[1].children[0].name.as_str(), items[1].head.of(post)), ("Ibid., 7", "[^2]:"));
        assert!(items.iter().all(|item| item.span.covers(item.head)));
    }
}
