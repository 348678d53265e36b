//! Short forms written out: "Ibid., 23" becomes "Robinson, *Gay Men*, 23".

use std::collections::HashSet;

use crate::analysis::Analysis;
use crate::citation::{Citation, Kind};
use crate::lint::Fix;
use crate::resolve::SourceId;
use crate::text::{Edit, Span, bare_words};

/// Writes a citation that stands for a source by a word ("Ibid.", "Grafton, op. cit.") as the short form of `source`, and keeps
/// its page; a bare "Ibid." takes `page`. `None` where the word or the record's names cannot be found.
#[must_use]
pub fn spell_out(analysis: &Analysis, citation: usize, source: SourceId, page: Option<&str>) -> Option<Fix> {
    let here = analysis.citations.get(citation)?;
    let body = &analysis.document.notes.get(here.note)?.body;
    let short = analysis.short_form(source)?;
    let word = standing_word(here, &body.text)?;
    let mut end = word.end + usize::from(!word.of(&body.text).ends_with('.') && body.text[word.end..].starts_with('.'));
    let stopped = body.text[word.start..end].ends_with('.');
    let rest = Span::new(end, here.flat.end.max(end)).of(&body.text);
    let kept = rest.trim_start_matches([',', ' ', '\u{a0}']);
    let text = if kept.trim_matches(['.', ')']).is_empty() {
        let page = page.map(|page| analysis.document.format.markup().text(page));
        let ends_note = body.text[end..].trim_start().is_empty();
        short.with_place(page.as_deref()) + if stopped && ends_note { "." } else { "" }
    } else {
        end += rest.len() - kept.len();
        short.before(kept)
    };
    // The short form names the author, whom "Grafton, op. cit." names, too.
    let is_named = !here.short.names.is_empty() || here.short.title.is_some();
    let start = if is_named { here.flat.start } else { word.start };
    let replaced = body.source(Span::new(start, word.end));
    let message = format!("write “{}” instead of “{}”", short.text, Span::new(start, word.end).of(&body.text));
    let edit = Edit::replace(body.source(Span::new(start, end)), text);
    Some(Fix::needs_consent(message, vec![edit]).meaning(citation, source).replacing([replaced]))
}

/// Where the word stands that means the source: that of the short form, or the first of the citation.
fn standing_word(citation: &Citation, text: &str) -> Option<Span> {
    let flat = citation.flat.of(text);
    let named = citation.short.word.as_deref().and_then(|word| flat.find(word).map(|at| (at, word.len())));
    let by_word_alone = matches!(citation.kind, Kind::Ibid | Kind::Loccit);
    let first = || flat.split([',', ' ', '\u{a0}']).next().filter(|word| by_word_alone && !word.is_empty());
    let (at, length) = named.or_else(|| first().map(|word| (0, word.len())))?;
    Some(Span::new(at, at + length).shifted(citation.flat.start))
}

/// The words of a citation that `full`, an earlier one, says too: what a short form may leave out.
#[must_use]
pub fn said_before(analysis: &Analysis, citation: usize, full: usize) -> Vec<Span> {
    let text = &analysis.document.text;
    let (Some(here), Some(full)) = (analysis.citations.get(citation), analysis.citations.get(full)) else {
        return Vec::new();
    };
    let known: HashSet<String> = bare_words(full.span.of(text)).collect();
    let is_known = |span: &Span| bare_words(span.of(text)).all(|word| known.contains(&word));
    let words = crate::text::words(here.span.of(text));
    words.map(|(at, word)| Span::new(at, at + word.len()).shifted(here.span.start)).filter(is_known).collect()
}

/// The page that a bare "Ibid." repeats, as it stands in the citation before, if that one means the same source.
#[must_use]
pub fn repeated_page(analysis: &Analysis, citation: usize) -> Option<&str> {
    let located = analysis.citations.get(analysis.repeated_place(citation)?)?;
    let body = &analysis.document.notes.get(located.note)?.body;
    located.locator.as_ref().map(|locator| locator.flat.of(&body.text))
}

/// Adds the title of `source` to a short form that names only its author. `None` where it has a title, or the
/// name is not found.
#[must_use]
pub fn add_title(analysis: &Analysis, citation: usize, source: SourceId) -> Option<Fix> {
    let here = analysis.citations.get(citation)?;
    let body = &analysis.document.notes.get(here.note)?.body;
    let name = here.short.names.last().filter(|_| here.short.title.is_none())?;
    let at = here.flat.start + here.flat.of(&body.text).find(name.as_str())?;
    let end = at + name.len();
    let title = analysis.short_title(source)?;
    let place = body.source(Span::new(at, end)).end;
    let edit = Edit::insert(place, format!(", {title}"));
    Some(Fix::needs_consent(format!("add the title: {title}"), vec![edit]).meaning(citation, source))
}
