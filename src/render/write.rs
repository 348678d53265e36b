//! Rendered text in the formats that documents are written in.

use std::fmt::Write;

use super::glyph::{Glyph, GlyphLook, Rich};
use crate::document::Syntax;
use crate::text::linkable;

/// A format to write in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum OutputFormat {
    /// Plain text.
    #[default]
    Text,
    /// Markdown, as CommonMark.
    Markdown,
    /// HTML.
    Html,
    /// LaTeX.
    Latex,
    /// Typst.
    Typst,
}

impl OutputFormat {
    /// Every format, in the order of the help.
    pub const ALL: &'static [Self] = &[Self::Text, Self::Markdown, Self::Html, Self::Latex, Self::Typst];

    /// The format that writes a language of markup.
    pub(crate) fn of(syntax: Syntax) -> Option<Self> {
        match syntax {
            Syntax::Plain => Some(Self::Text),
            Syntax::Markdown => Some(Self::Markdown),
            Syntax::Html => Some(Self::Html),
            Syntax::Latex => Some(Self::Latex),
            _ => None,
        }
    }

    /// The name of the format.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Latex => "latex",
            Self::Typst => "typst",
        }
    }

    /// Text without any look, so that the format does not take it for markup.
    #[must_use]
    pub fn escape(self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut before = None;
        for c in text.chars() {
            self.push(&mut out, c, before);
            before = Some(c);
        }
        out
    }

    /// A link around what is written in the format already.
    #[must_use]
    pub fn link(self, address: &str, inner: &str) -> String {
        let mut out = String::new();
        link(&mut out, address, "", inner, self);
        out
    }

    /// One character, escaped. `before` is the one before it.
    fn push(self, out: &mut String, c: char, before: Option<char>) {
        match (self, c) {
            (Self::Markdown, '*' | '[' | ']' | '<' | '`' | '\\') => out.extend(['\\', c]),
            // An underscore inside a word is no emphasis.
            (Self::Markdown, '_') if !before.is_some_and(char::is_alphanumeric) => out.push_str("\\_"),
            (Self::Html, '&') => out.push_str("&amp;"),
            (Self::Html, '<') => out.push_str("&lt;"),
            (Self::Html, '>') => out.push_str("&gt;"),
            (Self::Html, '"') => out.push_str("&quot;"),
            (Self::Latex, '\\') => out.push_str("\\textbackslash{}"),
            (Self::Latex, '~') => out.push_str("\\textasciitilde{}"),
            (Self::Latex, '^') => out.push_str("\\textasciicircum{}"),
            (Self::Latex, '&' | '%' | '$' | '#' | '_' | '{' | '}') => out.extend(['\\', c]),
            (Self::Latex, '\u{a0}') => out.push('~'),
            (Self::Typst, '*' | '_' | '#' | '$' | '@' | '<' | '\\' | '`' | '[' | ']' | '~') => out.extend(['\\', c]),
            // Two slashes begin a comment.
            (Self::Typst, '/') if before == Some('/') => out.push_str("\\/"),
            _ => out.push(c),
        }
    }
}

impl std::str::FromStr for OutputFormat {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let names = || Self::ALL.iter().map(|format| format.as_str()).collect::<Vec<_>>().join(", ");
        let found = Self::ALL.iter().copied().find(|format| format.as_str() == name);
        found.ok_or_else(|| format!("no output format is called \"{name}\"; there are {}", names()))
    }
}

/// Writes rendered text.
pub(super) fn write(rich: &Rich, format: OutputFormat) -> String {
    let mut out = String::with_capacity(rich.glyphs.len());
    for linked in rich.glyphs.chunk_by(|a, b| a.look.link == b.look.link) {
        let mut inner = String::new();
        for run in linked.chunk_by(|a, b| emphasis(a.look) == emphasis(b.look)) {
            emphasized(&mut inner, run, format);
        }
        let address = linked.first().and_then(|glyph| rich.links.get(glyph.look.link?));
        let text: String = linked.iter().map(|glyph| glyph.c).collect();
        match address {
            Some(address) => link(&mut out, address, &text, &inner, format),
            None => out.push_str(&inner),
        }
    }
    out
}

/// Writes a run that is all italic or bold, or neither: what changes inside it (a subscript) does not interrupt the emphasis.
fn emphasized(out: &mut String, run: &[Glyph], format: OutputFormat) {
    let mut inner = String::new();
    for part in run.chunk_by(|a, b| script(a.look) == script(b.look)) {
        let text: String = part.iter().map(|glyph| glyph.c).collect();
        let look = part.first().map(|glyph| script(glyph.look)).unwrap_or_default();
        wrap(&mut inner, &format.escape(&text), &tags(look, format));
    }
    let look = run.first().map(|glyph| emphasis(glyph.look)).unwrap_or_default();
    wrap(out, &inner, &tags(look, format));
}

fn emphasis(look: GlyphLook) -> GlyphLook {
    GlyphLook { italic: look.italic, bold: look.bold, ..GlyphLook::default() }
}

fn script(look: GlyphLook) -> GlyphLook {
    GlyphLook { italic: false, bold: false, link: None, keep_case: false, value: 0, ..look }
}

/// What opens and closes each look, per format.
fn tags(look: GlyphLook, format: OutputFormat) -> Vec<(&'static str, &'static str)> {
    use OutputFormat as F;
    let mut tags = Vec::new();
    let mut add = |on: bool, html, markdown, latex, typst| {
        let tag = match format {
            F::Text => return,
            F::Html => html,
            F::Markdown => markdown,
            F::Latex => (latex, "}"),
            F::Typst => (typst, "]"),
        };
        tags.extend(on.then_some(tag));
    };
    let html_caps = ("<span style=\"font-variant: small-caps\">", "</span>");
    add(look.bold, ("<b>", "</b>"), ("**", "**"), "\\textbf{", "#strong[");
    add(look.italic, ("<i>", "</i>"), ("*", "*"), "\\emph{", "#emph[");
    add(look.small_capitals, html_caps, html_caps, "\\textsc{", "#smallcaps[");
    add(look.underlined, ("<u>", "</u>"), ("<u>", "</u>"), "\\underline{", "#underline[");
    add(look.superscript, ("<sup>", "</sup>"), ("<sup>", "</sup>"), "\\textsuperscript{", "#super[");
    add(look.subscript, ("<sub>", "</sub>"), ("<sub>", "</sub>"), "\\textsubscript{", "#sub[");
    tags
}

/// Puts tags around a text. White space at its ends stays outside, as Markdown's emphasis wants it.
fn wrap(out: &mut String, text: &str, tags: &[(&str, &str)]) {
    let body = text.trim();
    if tags.is_empty() || body.is_empty() {
        return out.push_str(text);
    }
    let start = text.len() - text.trim_start().len();
    out.push_str(&text[..start]);
    tags.iter().for_each(|(open, _)| out.push_str(open));
    out.push_str(body);
    tags.iter().rev().for_each(|(_, close)| out.push_str(close));
    out.push_str(&text[start + body.len()..]);
}

fn link(out: &mut String, address: &str, text: &str, inner: &str, format: OutputFormat) {
    let Some(checked) = linkable(address) else { return out.push_str(inner) };
    let address = &*checked;
    // Writing to a String cannot fail.
    let _ = match format {
        OutputFormat::Text => write!(out, "{inner}"),
        OutputFormat::Markdown if address == text && !text.contains(['<', '>', ' ']) => write!(out, "<{text}>"),
        OutputFormat::Markdown => write!(out, "[{inner}](<{}>)", address.replace(['<', '>', '\n'], "")),
        OutputFormat::Html => write!(out, "<a href=\"{}\">{inner}</a>", format.escape(address)),
        OutputFormat::Latex if address == text => write!(out, "\\url{{{}}}", latex_address(address)),
        OutputFormat::Latex => write!(out, "\\href{{{}}}{{{inner}}}", latex_address(address)),
        OutputFormat::Typst => {
            let address = address.replace('\\', "\\\\").replace('"', "\\\"");
            write!(out, "#link(\"{address}\")[{inner}]")
        }
    };
}

/// An address inside `\url` or `\href`.
fn latex_address(address: &str) -> String {
    let escaped = |c: char| match c {
        '%' | '#' | '&' | '_' => format!("\\{c}"),
        '{' | '}' | '\\' | '^' | '~' => format!("\\%{:02X}", u32::from(c)),
        c => c.to_string(),
    };
    address.chars().map(escaped).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Rich {
        let mut rich = Rich::plain("A & B, ");
        rich.push_str("The 50% *Title* ", GlyphLook { italic: true, ..GlyphLook::default() });
        rich.links.push("https://example.org/a_b".to_owned());
        rich.push_str("https://example.org/a_b", GlyphLook { link: Some(0), ..GlyphLook::default() });
        rich
    }

    #[test]
    fn every_format_writes_the_same_words_in_its_own_way() {
        let written: Vec<String> = OutputFormat::ALL.iter().map(|format| write(&sample(), *format)).collect();
        assert_eq!(
            written,
            [
                "A & B, The 50% *Title* https://example.org/a_b",
                "A & B, *The 50% \\*Title\\** <https://example.org/a_b>",
                "A &amp; B, <i>The 50% *Title*</i> <a href=\"https://example.org/a_b\">https://example.org/a_b</a>",
                "A \\& B, \\emph{The 50\\% *Title*} \\url{https://example.org/a\\_b}",
                "A & B, #emph[The 50% \\*Title\\*] #link(\"https://example.org/a_b\")[https:/\\/example.org/a\\_b]",
            ]
        );
    }

    #[test]
    fn emphasis_goes_on_over_what_changes_inside_it() {
        let italic = GlyphLook { italic: true, ..GlyphLook::default() };
        let mut rich = Rich::default();
        rich.push_str("Blood O", italic);
        rich.push_str("2", GlyphLook { subscript: true, value: 2, ..italic });
        rich.push_str(" of ", GlyphLook { value: 3, ..italic });
        rich.push_str("tuna", GlyphLook::default());
        rich.push_str(": ", italic);
        rich.push_str("DVD", GlyphLook { value: 1, ..italic });
        for (format, written) in [
            (OutputFormat::Markdown, "*Blood O<sub>2</sub> of* tuna*: DVD*"),
            (OutputFormat::Html, "<i>Blood O<sub>2</sub> of</i> tuna<i>: DVD</i>"),
            (OutputFormat::Latex, "\\emph{Blood O\\textsubscript{2} of} tuna\\emph{: DVD}"),
        ] {
            assert_eq!(write(&rich, format), written);
        }
    }

    #[test]
    fn no_link_runs_a_script() {
        for address in ["javascript:alert(1)", " JAVA\tSCRIPT:alert(1)", "data:text/html,x", "file:///etc/passwd"] {
            let mut rich = Rich::default();
            rich.links.push(address.to_owned());
            rich.push_str("Coal", GlyphLook { link: Some(0), ..GlyphLook::default() });
            OutputFormat::ALL.iter().for_each(|format| assert_eq!(write(&rich, *format), "Coal", "{address}"));
        }
        assert_eq!(OutputFormat::Html.link("10.5555/a", "b"), "<a href=\"https://doi.org/10.5555/a\">b</a>");
        assert_eq!(OutputFormat::Latex.link("http://a/}\\input{x", "b"), "\\href{http://a/\\%7D\\%5Cinput\\%7Bx}{b}");
    }

    #[test]
    fn formats_have_names() {
        for format in OutputFormat::ALL {
            assert_eq!(format.as_str().parse(), Ok(*format));
        }
        assert!("pdf".parse::<OutputFormat>().unwrap_err().contains("typst"));
    }
}
