//! What a writer may be about to type: the label of a note, or a work that was cited before.

use crate::analysis::Analysis;
use crate::citation::Kind;
use crate::csl::Item;
use crate::lint::short_name;
use crate::render::{Cite, CiteGroup, OutputFormat, Renderer, Request, Style};
use crate::text::Span;

/// Something to type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// What it is.
    pub kind: CompletionKind,
    /// What it is called.
    pub label: String,
    /// What else there is to say.
    pub detail: String,
    /// What takes the place of `span`.
    pub text: String,
    /// What is typed of it.
    pub span: Span,
}

/// What can be completed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompletionKind {
    /// The label of a note.
    Label,
    /// A work that the document cites.
    Cited,
    /// A work of the writer's library.
    Library,
}

/// Returns what may be typed at a place: labels after `[^`, works in a note. Works of the `library` are written in full, in `style`.
///
/// ```
/// use ibid::{Analysis, Options, Source, offer};
/// let text = "One.[^1] Two.[^2]\n\n[^1]: Lucy Wells, *Salt* (London: Cape, 1987), 3.\n[^2]: See We\n";
/// let analysis = Analysis::of(&[Source::new("post.md", text)], &Options::default());
/// let found = offer::completions(&analysis, text.len() - 1, &[], None);
/// assert_eq!((found[0].text.as_str(), found[0].span.of(text)), ("Wells, *Salt*", "We"));
/// ```
#[must_use]
pub fn completions(analysis: &Analysis, offset: usize, library: &[Item], style: Option<&Style>) -> Vec<Completion> {
    let text = &analysis.document.text;
    let offset = text.floor_char_boundary(offset);
    let line = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let typed = &text[line..offset];
    match typed.rfind("[^").filter(|&at| !typed[at..].contains(']')) {
        Some(at) => labels(analysis, Span::new(line + at + 2, offset)),
        None if is_in_note(analysis, offset) => works(analysis, word(text, line, offset), library, style),
        None => Vec::new(),
    }
}

fn is_in_note(analysis: &Analysis, offset: usize) -> bool {
    let text = &analysis.document.text;
    // Blanks at the end of a note, after which more is about to be typed, are no part of it yet.
    let goes_on = |end: usize| text.get(end..offset).is_none_or(|gap| gap.chars().all(|c| c == ' '));
    analysis.document.notes.iter().any(|note| note.head.end.max(note.span.start) < offset && goes_on(note.span.end))
}

/// The word that ends at a place.
fn word(text: &str, line: usize, offset: usize) -> Span {
    let word = text[line..offset]
        .rfind(|c: char| !c.is_alphanumeric())
        .map_or(line, |at| line + at + text[line + at..].chars().next().map_or(1, char::len_utf8));
    Span::new(word, offset)
}

/// The labels of notes; those without a marker come first.
fn labels(analysis: &Analysis, span: Span) -> Vec<Completion> {
    let mut notes: Vec<_> = analysis.document.notes.iter().filter(|note| !note.inline).collect();
    notes.sort_by_key(|note| (!note.markers.is_empty(), note.rank));
    let label = |note: &crate::document::Note| Completion {
        kind: CompletionKind::Label,
        label: note.label.clone(),
        detail: note.body.text.trim().to_owned(),
        text: note.label.clone(),
        span,
    };
    notes.into_iter().map(label).collect()
}

fn works(analysis: &Analysis, span: Span, library: &[Item], style: Option<&Style>) -> Vec<Completion> {
    let cited = analysis.works.iter().filter(|work| work.cited_by.iter().any(|&at| is_sure(analysis, at)));
    let cited = cited.filter_map(|work| {
        let text = analysis.short_form(work.id)?.text;
        let detail = analysis.source_span(work.id)?.of(&analysis.document.text).to_owned();
        Some(Completion { kind: CompletionKind::Cited, label: short_name(&work.item)?, detail, text, span })
    });
    let format = OutputFormat::of(analysis.document.format.syntax()).unwrap_or_default();
    let known = library.iter().filter_map(|item| {
        let text = in_full(item, style?, format)?;
        Some(Completion {
            kind: CompletionKind::Library,
            label: short_name(item)?,
            detail: item.id.clone(),
            text,
            span,
        })
    });
    cited.chain(known).collect()
}

fn is_sure(analysis: &Analysis, citation: usize) -> bool {
    analysis.citations.get(citation).is_some_and(|citation| citation.kind != Kind::None)
}

fn in_full(item: &Item, style: &Style, format: OutputFormat) -> Option<String> {
    let request = Request { citations: vec![CiteGroup::of(Cite::new(&*item.id)).in_note(1)], bibliography: None };
    let rendered = Renderer::new(style, std::slice::from_ref(item)).render(&request, format).ok()?;
    rendered.notes.into_iter().next().filter(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, Source};

    fn at(post: &str) -> Vec<String> {
        let (text, at) = (post.replace('|', ""), post.find('|').unwrap());
        let analysis = Analysis::of(&[Source::new("post.md", text)], &Options::default());
        completions(&analysis, at, &[], None).into_iter().map(|completion| completion.text).collect()
    }

    #[test]
    fn labels_follow_a_bracket_and_works_stand_in_notes() {
        let notes = "\n\n[^1]: Lucy Wells, *Salt* (London: Cape, 1987), 3.\n[^b]: Unused.\n";
        assert_eq!(at(&format!("One.[^1] Two.[^|{notes}")), ["b", "1"]);
        assert_eq!(at(&format!("One.[^1] Two|.{notes}")), Vec::<String>::new());
        assert_eq!(at(&format!("One.[^1] Two.[^b]{}", notes.replace("Unused.", "See |"))), ["Wells, *Salt*"]);
        assert_eq!(at("|"), Vec::<String>::new());
    }
}
