//! What TeX passes over or shows as it is: comments, `\verb|…|`, addresses, verbatim environments, `\iffalse … \fi`. No command, no
//! brace and no percent sign counts there.

use super::own::name_at;
use super::{VERBATIM, after_character, verbatim};
use crate::document::block::next_line;
use crate::document::inplace::Brackets;
use crate::text::Span;

/// A stretch in which nothing is a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Inert {
    pub(super) span: Span,
    /// Whether it belongs to the running text.
    pub(super) shown: bool,
}

/// The quiet stretches of a text, in order.
pub(super) fn stretches(text: &str) -> Vec<Inert> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(sign) = text.get(at..).and_then(|rest| memchr::memchr2(b'\\', b'%', rest.as_bytes())) {
        let start = at + sign;
        let quiet = stretch(text, start);
        at = quiet.map_or_else(|| after_command(text, start), |quiet| quiet.span.end);
        found.extend(quiet);
    }
    found
}

/// The braces of a text that group something.
pub(super) fn braces(text: &str, quiet: &[Inert]) -> Brackets {
    Brackets::outside(text, (b'{', b'}'), quiet.iter().map(|quiet| quiet.span))
}

/// The quiet stretch that begins at a backslash or a percent sign.
fn stretch(text: &str, at: usize) -> Option<Inert> {
    if text[at..].starts_with('%') {
        return Some(Inert { span: Span::new(at, next_line(text, at)), shown: false });
    }
    let name = name_at(text, at + 1);
    let after = at + 1 + name.len();
    let hidden = |span| Inert { span, shown: false };
    let shown = |span| Inert { span, shown: true };
    match name {
        "verb" | "lstinline" => {
            verbatim(text, after).map(|inner| shown(Span::new(at, after_character(text, inner.end))))
        }
        "url" | "nolinkurl" | "path" | "href" => address(text, after).map(shown),
        "begin" => environment(text, after).map(hidden),
        "iffalse" if !is_renamed(&text[..at]) => {
            let end = text[after..].find("\\fi").map_or(text.len(), |end| after + end);
            Some(hidden(Span::new(at, end)))
        }
        _ => None,
    }
}

/// The address in braces that follows.
fn address(text: &str, after: usize) -> Option<Span> {
    const LONGEST: usize = 2000;
    let window = &text[after..text.floor_char_boundary(after + LONGEST)];
    let end = window.lines().next()?.strip_prefix('{')?.find('}')?;
    Some(Span::new(after + 1, after + 1 + end))
}

/// Whether a command stands before: `\let\ifdraft\iffalse` hides nothing.
fn is_renamed(before: &str) -> bool {
    let name = before.trim_end_matches([' ', '=']);
    name.trim_end_matches(|c: char| c.is_ascii_alphabetic()).ends_with('\\')
}

/// What stands in an environment that is shown as it is and whose name follows.
fn environment(text: &str, after: usize) -> Option<Span> {
    let name = VERBATIM.iter().find(|name| {
        let rest = text[after..].strip_prefix('{').and_then(|rest| rest.strip_prefix(**name));
        rest.is_some_and(|rest| rest.starts_with('}'))
    })?;
    let start = after + name.len() + "{}".len();
    let end = text[start..].find(&format!("\\end{{{name}}}")).map_or(text.len(), |end| start + end);
    Some(Span::new(start, end))
}

/// Where a command's name ends; one of a sign alone has that sign.
fn after_command(text: &str, at: usize) -> usize {
    let letters = name_at(text, at + 1).len();
    let sign = || text[at + 1..].chars().next().map_or(0, char::len_utf8);
    at + 1 + if letters > 0 { letters } else { sign() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_read_where_tex_is_quiet() {
        let table: &[(&str, &[&str])] = &[
            ("50\\% a % } {\nb", &["% } {\n"]),
            ("a \\\\% c", &["% c"]),
            ("\\verb|}%| and \\verb+{+", &["\\verb|}%|", "\\verb+{+"]),
            ("\\begin{comment}\n{ %\n\\end{comment}x", &["\n{ %\n"]),
            ("\\iffalse \\footnote{a} \\fi b", &["\\iffalse \\footnote{a} "]),
            ("\\url{http://a.b/%20} \\href{#c%}{d} \\url{e", &["http://a.b/%20", "#c%"]),
            ("\\let\\ifdraft\\iffalse a \\fi", &[]),
            ("\\begin{quote}a\\end{quote} \\emph{b} \\é", &[]),
            ("\\begin{verbatim} never closed", &[" never closed"]),
        ];
        for (text, wanted) in table {
            let found: Vec<&str> = stretches(text).iter().map(|quiet| quiet.span.of(text)).collect();
            assert_eq!(found, *wanted, "{text}");
        }
    }
}
