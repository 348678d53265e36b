//! What follows the words of a reference in a citation and stays as it is: "(hereafter RFWO)", "[En ligne]. <https://…>".

use crate::analysis::Analysis;
use crate::csl::TextVariable;
use crate::reference::Field;
use crate::text::bare_words;

use super::words;

/// Addresses are read for what they are wherever they stand.
const ADDRESSES: &[&str] = &["URL", "DOI", "accessed"];

/// The byte in the words of a full citation at which a remark begins that is no part of the reference, and up to which the reference was read
/// whole. `None` if there is no such remark, or if words before it were not understood either.
pub(super) fn start(analysis: &Analysis, index: usize) -> Option<usize> {
    let (citation, reference) = (analysis.citations.get(index)?, analysis.references.get(index)?);
    let text = citation.flat.of(&analysis.document.notes.get(citation.note)?.body.text);
    let cited = citation.locator.as_ref().map(|locator| locator.flat.end.saturating_sub(citation.flat.start));
    let place = cited.max(reference.locator.as_ref().map(|locator| locator.flat.end));
    let unread: Vec<String> = reference.item.text(TextVariable::Note).into_iter().flat_map(bare_words).collect();
    let read = || reference.fields.iter().filter(|field| !is_remark(field, text, place));
    let end = |of: &mut dyn Iterator<Item = &Field>| of.map(|field| field.span.end).chain(place).max();
    let after_all = end(&mut read());
    let before_addresses = end(&mut read().filter(|field| !ADDRESSES.contains(&field.variable)));
    let commented = place.and_then(|place| comment(text, place, read()));
    let begun = [after_all, before_addresses].into_iter().flatten().filter(|_| !unread.is_empty());
    let body = analysis.document.notes.get(citation.note)?.body.slice(citation.flat);
    let is_torn = |start: usize| body.marks.iter().any(|mark| mark.span.start < start && start < mark.span.end);
    let is_whole = |start: &usize| {
        let tail: Vec<String> = text.get(*start..).into_iter().flat_map(bare_words).collect();
        let follows = place.is_none_or(|place| place <= *start);
        follows && !tail.is_empty() && unread.iter().all(|word| tail.contains(word)) && !is_torn(*start)
    };
    commented.into_iter().chain(begun).map(|begun| after_closing(text, begun)).find(is_whole)
}

/// True if a field that follows the cited place was read from words of commentary.
fn is_remark(field: &Field, text: &str, place: Option<usize>) -> bool {
    place.is_some_and(|place| field.span.start >= place)
        && !ADDRESSES.contains(&field.variable)
        && field.span.of(text).split_whitespace().any(words::is_prose)
}

/// The end of what was read after the cited place, if words of commentary follow there.
fn comment<'f>(text: &str, place: usize, fields: impl Iterator<Item = &'f Field>) -> Option<usize> {
    let mut at = place;
    let is_comment = |piece: &&str| piece.split_whitespace().any(|word| !word.contains("://") && words::is_prose(word));
    let mut pieces = text.get(place..)?.split_inclusive(char::is_whitespace);
    pieces.find(|piece| {
        is_comment(piece) || {
            at += piece.len();
            false
        }
    })?;
    Some(fields.map(|field| field.span.end).filter(|end| *end <= at).max().map_or(place, |end| end.max(place)))
}

/// The place after the marks that close at `at`.
fn after_closing(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.len() - rest.trim_start_matches([')', ']', '>', '”', '’', '"', '»', '›', '/']).len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Options;
    use crate::text::Source;

    #[test]
    fn a_remark_begins_after_what_was_read() {
        const BOOK: &str = "John Hale, *Winter of Lamps* (York: Minster Press, 1988)";
        for (after, wanted) in [
            (", 22", None),
            (
                ", 22, where the strike is described by those who saw it",
                Some(", where the strike is described by those who saw it"),
            ),
            (", 22 (hereafter cited in the text)", Some(" (hereafter cited in the text)")),
        ] {
            let text = format!("It burned.[^1]\n\n[^1]: {BOOK}{after}.\n");
            let analysis = Analysis::of(&[Source::new("post.md", &*text)], &Options::default());
            let citation = &analysis.citations[0];
            let words = citation.flat.of(&analysis.document.notes[0].body.text);
            let all = start(&analysis, 0).map(|start| &words[start..]);
            // Where the citation ends before the remark, there is nothing to tell.
            let is_cut = words.ends_with("22");
            assert_eq!(all, wanted.filter(|_| !is_cut), "{text}");
        }
    }
}
