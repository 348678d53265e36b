//! What stands around a title in its full citation: italics, quotation marks, the colon after its author.

use crate::analysis::Analysis;
use crate::csl::{Item, ItemType, TextVariable};
use crate::document::Markup;
use crate::reference::closing_quotes;
use crate::resolve::SourceId;
use crate::text::{Flat, Mark, MarkKind, Span};

/// What a document puts around the title of a work.
#[derive(Debug, Clone)]
pub(super) struct TitleMarkup {
    open: String,
    close: String,
    /// True if a colon separates the title from its author: "Lucy Wells: Die Salzstraßen".
    pub(super) after_colon: bool,
    /// True if a comma after the title stands inside its closing quotation mark.
    pub(super) comma_inside: bool,
    /// True if an ampersand joins the authors.
    pub(super) ampersand: bool,
}

impl TitleMarkup {
    /// Looks at the place where a work is given in full. `None` if its title does not stand there.
    pub(super) fn of(analysis: &Analysis, source: SourceId) -> Option<Self> {
        let document = &analysis.document;
        let (body, start, reference) = match source {
            SourceId::Citation(at) => {
                let citation = analysis.citations.get(at).filter(|citation| citation.record.is_none())?;
                let body = &document.notes.get(citation.note)?.body;
                (body, citation.flat.start, analysis.references.get(at)?)
            }
            SourceId::Entry(at) => (&document.bibliography.get(at)?.body, 0, analysis.entries.get(at)?),
            SourceId::Body(_) => return None,
        };
        let title = reference.fields.iter().find(|field| field.variable == TextVariable::Title.as_str())?;
        let names = reference.fields.iter().find(|field| matches!(field.variable, "author" | "editor"));
        let text = |span: Span| body.text.get(span.start + start..span.end + start);
        let ampersand = names.and_then(|names| text(names.span)).is_some_and(|names| names.contains('&'));
        Some(Self { ampersand, ..Self::around_title(body, title.span.shifted(start), &document.text)? })
    }

    /// Looks around a title in the text of its note.
    fn around_title(body: &Flat, title: Span, document: &str) -> Option<Self> {
        let field = body.text.get(title.start..title.end)?;
        let first = title.start + field.find(char::is_alphanumeric)?;
        let last = title.start + field.rfind(char::is_alphanumeric)?;
        let (before, after) = (body.text.get(..first)?, body.text.get(last..)?);
        let before = before.trim_end_matches(['¿', '¡']);
        let quotes = quotes(before, after);
        let head = quotes.as_ref().map_or(before, |quotes| &before[..quotes.at]);
        let (open, close) = quotes.as_ref().map(|quotes| quotes.marks.clone()).unwrap_or_default();
        let is_italic =
            |mark: &&Mark| mark.kind == MarkKind::Emphasis && mark.span.start <= first && first < mark.span.end;
        let (open, close) = match body.marks_at(Span::new(first, first)).find(is_italic) {
            None => (open, close),
            Some(mark) => {
                let (start, end) = delimiters(body, mark, document);
                let is_outside = quotes.as_ref().is_some_and(|quotes| mark.span.start <= quotes.at);
                if is_outside { (start + &open, close + &end) } else { (open + &start, end + &close) }
            }
        };
        Some(Self {
            open,
            close,
            after_colon: head.trim_end().ends_with(':'),
            comma_inside: quotes.is_some_and(|quotes| quotes.comma_inside),
            ampersand: false,
        })
    }

    /// Puts a title, which is markup already, between its marks.
    pub(super) fn around(&self, title: &str) -> String {
        format!("{}{title}{}", self.open, self.close)
    }
}

/// The quotation marks around a title.
struct Quotes {
    /// Where the first stands.
    at: usize,
    marks: (String, String),
    comma_inside: bool,
}

/// Finds the quotation marks at the end of `before` and at the beginning of `after`, which begins with the last letter of the title.
fn quotes(before: &str, after: &str) -> Option<Quotes> {
    const BLANKS: [char; 3] = [' ', '\u{a0}', '\u{202f}'];
    let bare = before.trim_end_matches(BLANKS);
    let open = bare.chars().next_back()?;
    let mut end = after.chars().skip(1).take_while(|c| !c.is_alphanumeric());
    let tail: String = end.by_ref().take(5).collect();
    let (at, close) = closing_quotes(open).filter_map(|close| Some((tail.find(close)?, close))).min()?;
    // French quotation marks keep a blank that no line breaks at.
    let blank = if bare.len() < before.len() { "\u{a0}" } else { "" };
    let marks = (format!("{open}{blank}"), format!("{blank}{close}"));
    Some(Quotes { at: bare.len() - open.len_utf8(), marks, comma_inside: tail[..at].contains(',') })
}

/// The delimiters of italics as they are typed: `*`, `_`, `<cite>`, `\textit{`.
fn delimiters(body: &Flat, mark: &Mark, document: &str) -> (String, String) {
    let inner = mark.span.of(&body.text);
    let first = inner.chars().next().map_or(0, char::len_utf8);
    let last = inner.chars().next_back().map_or(0, char::len_utf8);
    let start = body.source(Span::new(mark.span.start, mark.span.start + first)).start.max(mark.outer.start);
    let end = body.source(Span::new(mark.span.end - last, mark.span.end)).end.min(mark.outer.end);
    let between = |start: usize, end: usize| document.get(start..end).unwrap_or_default().to_owned();
    (between(mark.outer.start, start), between(end, mark.outer.end))
}

/// The quotation marks of a language; the first are taken for others.
const QUOTES: &[(&str, &str, &str)] = &[
    ("en", "“", "”"),
    ("de", "„", "“"),
    ("fr", "«\u{a0}", "\u{a0}»"),
    ("it", "«", "»"),
    ("es", "«", "»"),
    ("pt", "“", "”"),
    ("nl", "‘", "’"),
];

/// Puts a title between the marks that are usual, where the document shows none: italics for what stands by itself, else quotation marks.
pub(super) fn usual(item: &Item, markup: &Markup, language: &str, title: &str) -> String {
    let is_part = item.text(TextVariable::ContainerTitle).is_some()
        || matches!(item.item_type, ItemType::Article | ItemType::Chapter | ItemType::Manuscript | ItemType::Webpage);
    let (_, open, close) = QUOTES.iter().find(|(of, ..)| *of == language).unwrap_or(&QUOTES[0]);
    if is_part { format!("{open}{title}{close}") } else { markup.emphasis(title) }
}
