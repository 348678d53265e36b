//! The elements of HTML that hold nothing but a list of notes: they go with it.

use crate::text::Span;

/// Elements that may hold a list of notes.
const CONTAINERS: &[&str] = &["ol", "ul", "section", "div", "aside", "footer"];

/// Comments that hold a block of WordPress.
const BLOCKS: &[(&str, &str)] =
    &[("<!-- wp:html -->", "<!-- /wp:html -->"), ("<!-- wp:footnotes -->", "<!-- /wp:footnotes -->")];

/// A list of notes with every element around it that holds nothing else but a rule and a heading.
pub(super) fn widened(text: &str, list: Span) -> Span {
    let mut span = list;
    while let Some(wider) = around(text, span) {
        span = wider;
    }
    span
}

fn around(text: &str, span: Span) -> Option<Span> {
    let (before, after) = (text[..span.start].trim_end(), text[span.end..].trim_start());
    let gap = text.len() - span.end - after.len();
    let wider = |start: usize, close: usize| Span::new(start, span.end + gap + close);
    if let Some((open, close)) = BLOCKS.iter().find(|(open, close)| before.ends_with(open) && after.starts_with(close))
    {
        return Some(wider(before.len() - open.len(), close.len()));
    }
    let name = after.strip_prefix("</")?.split('>').next()?.trim_end();
    let close = after.find('>')? + 1;
    let start = opening(without_furniture(before), name)?;
    CONTAINERS.contains(&name.to_ascii_lowercase().as_str()).then(|| wider(start, close))
}

/// True if a stretch closes an element that it does not open, opens it anew, and ends while it goes on: what follows is in the element of the
/// last note.
pub(super) fn is_cut(text: &str, span: Span) -> bool {
    let inside = span.of(text);
    let crosses = CONTAINERS.iter().any(|name| lowest_depth(inside, name) < 0);
    crosses && !text[span.end..].trim_start().starts_with("</")
}

/// How far a text closes more elements of a name than it has opened, at the most.
fn lowest_depth(text: &str, name: &str) -> isize {
    let (mut depth, mut lowest) = (0, 0);
    for piece in text.split('<').skip(1) {
        let (step, tag) = piece.strip_prefix('/').map_or((1, piece), |tag| (-1, tag));
        let is_named = tag.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        if is_named && tag[name.len()..].starts_with(|c: char| c == '>' || c.is_whitespace()) {
            depth += step;
            lowest = lowest.min(depth);
        }
    }
    lowest
}

/// Where the tag begins that a text ends with, if it opens an element of that name.
fn opening(text: &str, name: &str) -> Option<usize> {
    let inside = text.strip_suffix('>')?;
    let start = inside.rfind('<')?;
    let tag = inside[start + 1..].split([' ', '\t', '\r', '\n']).next()?;
    tag.eq_ignore_ascii_case(name).then_some(start)
}

/// A text without the rule and the heading that it ends with.
fn without_furniture(text: &str) -> &str {
    let mut text = text;
    loop {
        let rest = ["hr", "hr/"].iter().find_map(|rule| opening(text, rule)).or_else(|| heading(text));
        match rest {
            Some(start) => text = text[..start].trim_end(),
            None => return text,
        }
    }
}

/// Where the heading begins that a text ends with.
fn heading(text: &str) -> Option<usize> {
    let level = text.strip_suffix('>').and_then(|inside| inside.chars().last()).filter(char::is_ascii_digit)?;
    text.ends_with(&format!("</h{level}>")).then(|| text.rfind(&format!("<h{level}")))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_that_ends_within_the_last_element_is_cut() {
        for (html, cut) in [
            ("<div>|a</div><div>b|<p>c</p></div>", true),
            ("<DIV class=n>|a</DIV>\n<DIV class=n>b| c</DIV>", true),
            ("<div>|a</div><div>b|</div>", false),
            ("<div>|<div>a</div><div>b</div>|<p>c</p></div>", false),
            ("|<p>a</p><p>b</p>|<p>c</p>", false),
            ("<divide>|a</divide><divide>b|c</divide>", false),
        ] {
            let (start, text) = (html.find('|').unwrap(), html.replace('|', ""));
            let end = html.rfind('|').unwrap() - 1;
            assert_eq!(is_cut(&text, Span::new(start, end)), cut, "{html}");
        }
    }

    fn left(html: &str) -> String {
        let start = html.find("<li").unwrap();
        let end = html.rfind("</li>").unwrap() + 5;
        let span = widened(html, Span::new(start, end));
        format!("{}|{}", &html[..span.start], &html[span.end..])
    }

    #[test]
    fn what_holds_nothing_but_the_list_goes_with_it() {
        for html in [
            "<ol>\n<li>x</li>\n</ol>",
            "<section class=\"footnotes\" role=\"doc-endnotes\">\n<hr>\n<ol>\n<li>x</li>\n</ol>\n</section>",
            "<div><h2 id=\"n\">Notes</h2><hr /><OL start=1><li>x</li></ol></div>",
            "<!-- wp:html -->\n<ol class=\"wp-block-footnotes\"><li>x</li></ol>\n<!-- /wp:html -->",
        ] {
            assert_eq!(left(&format!("<p>a</p>\n{html}\n<p>b</p>")), "<p>a</p>\n|\n<p>b</p>", "{html}");
        }
    }

    #[test]
    fn what_holds_more_stays() {
        assert_eq!(left("<div><p>a</p><ol><li>x</li></ol></div>"), "<div><p>a</p>|</div>");
        assert_eq!(left("<ol><li>x</li></ol><p>b</p>"), "|<p>b</p>");
        assert_eq!(left("<p>a</p><hr><li>x</li>"), "<p>a</p><hr>|");
    }
}
