//! Comments in a document that silence a rule: `<!-- ibid-ignore short-ambiguous: both are meant -->`.
//!
//! A comment speaks for the note that follows it, for the note it stands in, or else for the paragraph that follows;
//! `ibid-ignore-file` speaks for the whole file.

use std::collections::HashMap;

use super::Finding;
use crate::document::Document;
use crate::text::Span;

/// The word that makes a comment one of ours.
const WORD: &str = "ibid-ignore";

/// How a comment may begin, format by format: a longer one before any that it ends with.
static OPENERS: &[(&str, &str)] = &[
    ("<!--", "-->"),  // HTML, Markdown, MediaWiki
    ("{#", "#}"),     // Jinja, Twig, Nunjucks
    ("{{/*", "*/}}"), // Hugo
    ("/*", "*/"),     // MDX and style sheets
    ("//", ""),       // AsciiDoc, Typst
    ("%", ""),        // TeX, LaTeX
    ("..", ""),       // reStructuredText
    ("#", ""),        // Org, and plain text
];

/// A comment that silences rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// The comment's own words, from `ibid-ignore` to their end.
    pub span: Span,
    /// The ids of the rules, as they were typed.
    pub rules: Vec<String>,
    /// Why; empty where nothing was said.
    pub reason: String,
    /// The stretch of the document it speaks for.
    pub scope: Span,
}

/// The suppressions of a document, in their order.
#[must_use]
pub fn suppressions(document: &Document) -> Vec<Suppression> {
    let found = memchr::memmem::find_iter(document.text.as_bytes(), WORD);
    found.filter_map(|at| read(document, at)).collect()
}

/// Reads the comment whose word stands at `at`; `None` where the word does not open a comment.
fn read(document: &Document, at: usize) -> Option<Suppression> {
    let text = &document.text;
    let before = text[..at].trim_end_matches(|c: char| c.is_whitespace() && c != '\n' && c != '\r');
    let (_, closer) = OPENERS.iter().find(|(opener, _)| before.ends_with(opener))?;
    let rest = &text[at..];
    let closed = Some(closer).filter(|closer| !closer.is_empty()).and_then(|closer| rest.find(closer));
    let end = closed.or_else(|| rest.find(['\n', '\r'])).unwrap_or(rest.len());
    let (names, reason) = rest[WORD.len()..end].split_once(':').unwrap_or((&rest[WORD.len()..end], ""));
    let (names, whole_file) = names.strip_prefix("-file").map_or((names, false), |names| (names, true));
    let words = names.split([',', ' ', '\n', '\r', '\t']).filter(|word| !word.is_empty());
    Some(Suppression {
        span: Span::new(at, at + rest[..end].trim_end().len()),
        rules: words.map(str::to_owned).collect(),
        reason: reason.trim().to_owned(),
        scope: if whole_file { file_of(document, at) } else { scope_of(document, at, at + end + closer.len()) },
    })
}

fn file_of(document: &Document, at: usize) -> Span {
    let next = document.files.partition_point(|&start| start <= at);
    let start = next.checked_sub(1).and_then(|file| document.files.get(file)).copied().unwrap_or(0);
    Span::new(start, document.files.get(next).copied().unwrap_or(document.text.len()))
}

/// What a comment from `at` to `end` speaks for.
fn scope_of(document: &Document, at: usize, end: usize) -> Span {
    let after = &document.text[end..];
    let next = end + (after.len() - after.trim_start().len());
    let after_start = |at: usize| document.notes.partition_point(|note| note.span.start <= at);
    let begun_by = |at: usize| after_start(at).checked_sub(1).and_then(|last| document.notes.get(last));
    let follows = begun_by(next).filter(|note| note.span.start == next);
    let holds = || begun_by(at).filter(|note| note.span.contains(at));
    match follows.or_else(holds) {
        Some(note) => note.span,
        None => Span::new(end, paragraph_end(&document.text, next)),
    }
}

/// Where the paragraph that begins at `start` ends.
fn paragraph_end(text: &str, start: usize) -> usize {
    let mut end = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim().is_empty() {
            break;
        }
        end += line.len();
    }
    end
}

/// What the suppressions of a document silence, rule by rule.
pub(super) struct Silence<'s> {
    suppressions: &'s [Suppression],
    /// The scopes for each rule by where they begin, each with the farthest end of those up to it.
    scopes: HashMap<&'s str, Vec<(usize, usize)>>,
}

impl<'s> Silence<'s> {
    pub(super) fn of(suppressions: &'s [Suppression]) -> Self {
        let mut scopes: HashMap<&str, Vec<(usize, usize)>> = HashMap::new();
        for suppression in suppressions {
            for rule in &suppression.rules {
                scopes.entry(rule).or_default().push((suppression.scope.start, suppression.scope.end));
            }
        }
        for scopes in scopes.values_mut() {
            scopes.sort_unstable();
            let mut farthest = 0;
            for (_, end) in scopes {
                farthest = farthest.max(*end);
                *end = farthest;
            }
        }
        Self { suppressions, scopes }
    }

    /// True if a finding lies in the scope of a suppression of its rule.
    pub(super) fn covers(&self, finding: &Finding) -> bool {
        let Some(scopes) = self.scopes.get(finding.rule) else { return false };
        let begun = scopes.partition_point(|(start, _)| *start <= finding.span.start);
        let farthest = begun.checked_sub(1).and_then(|last| scopes.get(last));
        farthest.is_some_and(|(_, end)| is_inside(*end, finding.span))
    }

    /// For each suppression, true if one of these findings lies in its scope.
    pub(super) fn used(&self, findings: &[Finding]) -> Vec<bool> {
        let mut places: HashMap<&str, Vec<Span>> = HashMap::new();
        findings.iter().for_each(|finding| places.entry(finding.rule).or_default().push(finding.span));
        places.values_mut().for_each(|places| places.sort_unstable());
        let is_used = |scope: Span, rule: &String| {
            let places = places.get(rule.as_str()).map_or(&[][..], Vec::as_slice);
            let first = places.partition_point(|place| place.start < scope.start);
            places.get(first).is_some_and(|place| is_inside(scope.end, *place))
        };
        self.suppressions.iter().map(|found| found.rules.iter().any(|rule| is_used(found.scope, rule))).collect()
    }
}

/// True if a place that does not begin before a scope lies in it, or begins in it.
fn is_inside(end: usize, place: Span) -> bool {
    place.start < end || place.end <= end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Format, Note, Reading};
    use crate::lint::Severity;

    /// A document whose notes are the lines that begin with `[`.
    fn document(text: &str) -> Document {
        let mut reading = Reading::default();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            if line.starts_with('[') {
                reading.notes.push(Note { span: Span::new(at, at + line.len()), ..Note::default() });
            }
            at += line.len();
        }
        Document { text: text.to_owned().into(), files: vec![0], format: Format::PLAIN, reading }
    }

    fn scopes(text: &str) -> Vec<String> {
        let document = document(text);
        suppressions(&document).iter().map(|found| found.scope.of(text).trim().to_owned()).collect()
    }

    #[test]
    fn rules_and_reason_are_read_in_every_kind_of_comment() {
        for text in [
            "<!-- ibid-ignore ibid-first, url-only: as in the print -->\n",
            "<!--ibid-ignore ibid-first url-only: as in the print-->",
            "% ibid-ignore ibid-first, url-only: as in the print\nmore",
            "  # ibid-ignore ibid-first,url-only: as in the print",
            "{{/* ibid-ignore ibid-first, url-only: as in the print */}}",
            ".. ibid-ignore ibid-first, url-only : as in the print",
        ] {
            let found = suppressions(&document(text));
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].rules, ["ibid-first", "url-only"], "{text}");
            assert_eq!(found[0].reason, "as in the print", "{text}");
        }
    }

    #[test]
    fn the_word_outside_a_comment_is_text() {
        for text in ["Write ibid-ignore in a comment.", "`ibid-ignore url-only`", "ibid-ignore url-only"] {
            assert_eq!(suppressions(&document(text)), [], "{text}");
        }
    }

    #[test]
    fn a_comment_speaks_for_the_note_after_it_the_note_around_it_or_the_paragraph_after_it() {
        assert_eq!(scopes("[1] a\n<!-- ibid-ignore x -->\n\n[2] b\n[3] c\n"), ["[2] b"]);
        assert_eq!(scopes("[1] a <!-- ibid-ignore x -->\n[2] b\n"), ["[2] b"]);
        assert_eq!(scopes("[1] a <!-- ibid-ignore x --> and more\n[2] b\n"), ["[1] a <!-- ibid-ignore x --> and more"]);
        assert_eq!(scopes("<!-- ibid-ignore x -->\nOne\ntwo.\n\nThree.\n"), ["One\ntwo."]);
        assert_eq!(
            scopes("One\n\n<!-- ibid-ignore-file x: why -->\nTwo"),
            ["One\n\n<!-- ibid-ignore-file x: why -->\nTwo"]
        );
    }

    #[test]
    fn only_the_named_rules_inside_the_scope_are_silenced() {
        let text = "<!-- ibid-ignore some-rule -->\n[1] a\n[2] b\n";
        let suppression = suppressions(&document(text)).remove(0);
        let finding = |rule, at| Finding::new(rule, Severity::Error, Span::new(at, at + 3), "m");
        let (first, second) = (text.find("[1]").unwrap(), text.find("[2]").unwrap());
        let found = [finding("some-rule", first), finding("other-rule", first), finding("some-rule", second)];
        let suppressions = [suppression];
        let silence = Silence::of(&suppressions);
        assert_eq!(found.each_ref().map(|finding| silence.covers(finding)), [true, false, false]);
        assert_eq!(silence.used(&found), [true]);
        assert_eq!(silence.used(&found[1..]), [false]);
    }
}
