//! The running text of a post in the kind of text that its new notes stand in. Markers and lists are in it as tokens,
//! which every conversion leaves as they are.

use super::system::ProseFormat;
use super::token::is_list_token;
use crate::document::{Markup, Syntax, html_to, markdown_to_html, markdown_to_latex};

/// The text of a post as another kind of text; `None` where ibid cannot turn the one into the other.
///
/// Plain text and Markdown are each other's: nothing is changed between them.
pub(super) fn converted(text: &str, from: ProseFormat, to: ProseFormat) -> Option<String> {
    match (from, to) {
        (ProseFormat::Plain | ProseFormat::Markdown, ProseFormat::Plain | ProseFormat::Markdown)
        | (ProseFormat::Html | ProseFormat::Blocks, ProseFormat::Html | ProseFormat::Blocks)
        | (ProseFormat::Latex, ProseFormat::Latex) => Some(text.to_owned()),
        (ProseFormat::Plain, ProseFormat::Html) => Some(paragraphs(text, "<p>", "</p>")),
        (ProseFormat::Plain, ProseFormat::Blocks) => {
            Some(paragraphs(text, "<!-- wp:paragraph -->\n<p>", "</p>\n<!-- /wp:paragraph -->"))
        }
        (ProseFormat::Plain, ProseFormat::Latex) => Some(Markup::of(Syntax::Latex).text(text)),
        (ProseFormat::Markdown, ProseFormat::Html | ProseFormat::Blocks) => Some(freed(&markdown_to_html(text))),
        (ProseFormat::Markdown, ProseFormat::Latex) => Some(markdown_to_latex(text)),
        (ProseFormat::Html, ProseFormat::Markdown) => html_to(text, "markdown"),
        (ProseFormat::Html, ProseFormat::Plain) => html_to(text, "text"),
        (ProseFormat::Html, ProseFormat::Latex) => html_to(text, "latex"),
        #[cfg(feature = "office")]
        (ProseFormat::Html, ProseFormat::Office(format)) => html_to(text, format),
        #[cfg(feature = "office")]
        (ProseFormat::Plain | ProseFormat::Markdown, ProseFormat::Office(format)) => {
            html_to(&converted(text, from, ProseFormat::Html)?, format)
        }
        _ => None,
    }
}

/// Plain text as HTML: what stands between blank lines is a paragraph.
fn paragraphs(text: &str, open: &str, close: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut paragraph: Vec<&str> = Vec::new();
    for line in text.lines().chain([""]) {
        if !line.trim().is_empty() {
            paragraph.push(line.trim());
        } else if !paragraph.is_empty() {
            let inner = joined(&paragraph);
            let is_list = paragraph.len() == 1 && is_list_token(&inner);
            let (open, close) = if is_list { ("", "") } else { (open, close) };
            out.push_str(&format!("{open}{inner}{close}\n\n"));
            paragraph.clear();
        }
    }
    out.truncate(out.trim_end().len());
    out + "\n"
}

/// HTML whose lists of notes are no paragraphs.
pub(super) fn freed(html: &str) -> String {
    let free = |line: &str| {
        let inside = line.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
        inside.filter(|inside| is_list_token(inside)).unwrap_or(line).to_owned()
    };
    html.split('\n').map(free).collect::<Vec<_>>().join("\n")
}

/// Lines of about this length were broken by an editor, not by the writer.
const WRAPPED: std::ops::RangeInclusive<usize> = 50..=120;

/// The lines of a paragraph. Where all but the last are about as long as an editor makes them, a break means nothing;
/// else the writer meant it.
fn joined(lines: &[&str]) -> String {
    let is_wrapped = lines.iter().rev().skip(1).all(|line| WRAPPED.contains(&line.chars().count()));
    let escaped: Vec<String> = lines.iter().map(|line| Markup::of(Syntax::Html).text(line)).collect();
    escaped.join(if is_wrapped { "\n" } else { "<br>\n" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_of_plain_text_are_paragraphs_of_html() {
        let html = converted("One & two.\n\n\nThree\nfour <five>\n", ProseFormat::Plain, ProseFormat::Html).unwrap();
        assert_eq!(html, "<p>One &amp; two.</p>\n\n<p>Three<br>\nfour &lt;five&gt;</p>\n");
    }

    #[test]
    fn lines_that_an_editor_broke_are_one() {
        let line = "A line of some sixty characters, as an editor makes them here,";
        let html = converted(&format!("{line}\nand the rest."), ProseFormat::Plain, ProseFormat::Html).unwrap();
        assert_eq!(html, format!("<p>{line}\nand the rest.</p>\n"));
    }

    #[test]
    fn wordpress_gets_blocks_and_latex_its_escapes() {
        let blocks = converted("A.", ProseFormat::Plain, ProseFormat::Blocks).unwrap();
        assert_eq!(blocks, "<!-- wp:paragraph -->\n<p>A.</p>\n<!-- /wp:paragraph -->\n");
        assert_eq!(converted("5% & more", ProseFormat::Plain, ProseFormat::Latex).unwrap(), r"5\% \& more");
    }

    #[test]
    fn what_cannot_be_turned_is_not() {
        assert_eq!(converted("\\emph{x}", ProseFormat::Latex, ProseFormat::Html), None);
    }
}
