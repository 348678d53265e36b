//! How a format writes what a [`Flat`] text holds: emphasis, links, characters that would be read as markup.

use crate::text::{Flat, Mark, MarkKind, Span, latex_address, linkable};

/// The delimiters on both sides of a stretch.
type MarkupPair = (&'static str, &'static str);

/// A language of markup. Several formats may have one: an export of WordPress holds HTML, and a document of Word is read as Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
    /// LaTeX.
    Latex,
    /// The markup of MediaWiki.
    Mediawiki,
    /// Org.
    Org,
    /// reStructuredText.
    Rst,
    /// AsciiDoc.
    Asciidoc,
    /// Plain text.
    Plain,
}

/// The inline markup of a format.
#[derive(Debug)]
pub struct Markup {
    syntax: Syntax,
    /// What begins a comment, which readers do not see.
    comment: Option<&'static str>,
    emphasis: MarkupPair,
    strong: MarkupPair,
    superscript: MarkupPair,
    code: MarkupPair,
    /// A link, by its address and its text, which is markup already.
    link: fn(&str, &str) -> String,
    /// What stands for a character between its neighbours, if not the character itself.
    escape: fn(Option<char>, char, Option<char>) -> Option<&'static str>,
}

/// One row a language of markup. The last is plain text.
static MARKUPS: &[Markup] = &[
    Markup {
        syntax: Syntax::Markdown,
        comment: Some("<!--"),
        emphasis: ("*", "*"),
        strong: ("**", "**"),
        superscript: ("<sup>", "</sup>"),
        code: ("`", "`"),
        link: markdown_link,
        escape: markdown_escape,
    },
    Markup {
        syntax: Syntax::Html,
        comment: Some("<!--"),
        emphasis: ("<em>", "</em>"),
        strong: ("<strong>", "</strong>"),
        superscript: ("<sup>", "</sup>"),
        code: ("<code>", "</code>"),
        link: |address, text| match linkable(address) {
            Some(address) => format!("<a href=\"{}\">{text}</a>", attribute(&address)),
            None => text.to_owned(),
        },
        escape: html_escape,
    },
    Markup {
        syntax: Syntax::Latex,
        comment: Some("%"),
        emphasis: ("\\emph{", "}"),
        strong: ("\\textbf{", "}"),
        superscript: ("\\textsuperscript{", "}"),
        code: ("\\texttt{", "}"),
        link: latex_link,
        escape: latex_escape,
    },
    Markup {
        syntax: Syntax::Mediawiki,
        comment: Some("<!--"),
        emphasis: ("''", "''"),
        strong: ("'''", "'''"),
        superscript: ("<sup>", "</sup>"),
        code: ("<code>", "</code>"),
        link: |address, text| format!("[{address} {text}]"),
        escape: html_escape,
    },
    Markup {
        syntax: Syntax::Org,
        comment: Some("<!--"),
        emphasis: ("/", "/"),
        strong: ("*", "*"),
        superscript: ("^{", "}"),
        code: ("~", "~"),
        link: |address, text| format!("[[{address}][{text}]]"),
        escape: |_, _, _| None,
    },
    Markup {
        syntax: Syntax::Rst,
        comment: Some("<!--"),
        emphasis: ("*", "*"),
        strong: ("**", "**"),
        superscript: (":sup:`", "`"),
        code: ("``", "``"),
        link: |address, text| format!("`{text} <{address}>`__"),
        escape: |_, c, _| [('*', "\\*"), ('`', "\\`"), ('\\', "\\\\")].iter().find(|row| row.0 == c).map(|row| row.1),
    },
    Markup {
        syntax: Syntax::Asciidoc,
        comment: Some("<!--"),
        emphasis: ("_", "_"),
        strong: ("*", "*"),
        superscript: ("^", "^"),
        code: ("`", "`"),
        link: |address, text| format!("{address}[{text}]"),
        escape: |_, _, _| None,
    },
    Markup {
        syntax: Syntax::Plain,
        comment: None,
        emphasis: ("", ""),
        strong: ("", ""),
        superscript: ("", ""),
        code: ("", ""),
        link: |address, text| if address.ends_with(text) { address.to_owned() } else { format!("{text} ({address})") },
        escape: |_, _, _| None,
    },
];

impl Markup {
    /// How a language of markup writes text.
    ///
    /// ```
    /// use ibid::document::{Markup, Syntax, flatten};
    /// let flat = flatten("Robinson, *Gay Men & the Left*, 5.", 0);
    /// assert_eq!(Markup::of(Syntax::Html).write(&flat), "Robinson, <em>Gay Men &amp; the Left</em>, 5.");
    /// assert_eq!(Markup::of(Syntax::Latex).write(&flat), r"Robinson, \emph{Gay Men \& the Left}, 5.");
    /// ```
    #[must_use]
    pub fn of(syntax: Syntax) -> &'static Markup {
        let named = MARKUPS.iter().find(|markup| markup.syntax == syntax);
        named.unwrap_or(&MARKUPS[MARKUPS.len() - 1])
    }

    /// True if a text holds a comment.
    #[must_use]
    pub fn has_comment(&self, text: &str) -> bool {
        self.comment.is_some_and(|comment| text.replace(&format!("\\{comment}"), "").contains(comment))
    }

    /// Text in italics. The text is markup already.
    #[must_use]
    pub fn emphasis(&self, text: &str) -> String {
        wrap(self.emphasis, text)
    }

    /// Text without markup, so written that a reader of the format sees it as it is.
    #[must_use]
    pub fn text(&self, text: &str) -> String {
        self.neighboured(None, text, None)
    }

    /// A text with its markup.
    #[must_use]
    pub fn write(&self, flat: &Flat) -> String {
        self.stretch(flat, Span::new(0, flat.text.len()), &flat.marks)
    }

    /// A stretch of a text with the marks that lie in it, outer ones first.
    fn stretch(&self, flat: &Flat, span: Span, marks: &[Mark]) -> String {
        let mut out = String::new();
        let (mut done, mut next) = (span.start, 0);
        while let Some(mark) = marks.get(next) {
            let inside = marks[next + 1..].iter().take_while(|inner| inner.span.start < mark.span.end).count();
            if mark.span.start >= done && mark.span.end <= span.end && !mark.span.is_empty() {
                out.push_str(&self.plain(flat, Span::new(done, mark.span.start)));
                out.push_str(&self.marked(flat, mark, &marks[next + 1..=next + inside]));
                done = mark.span.end;
            }
            next += 1 + inside;
        }
        out.push_str(&self.plain(flat, Span::new(done, span.end)));
        out
    }

    fn marked(&self, flat: &Flat, mark: &Mark, inner: &[Mark]) -> String {
        let text = self.stretch(flat, mark.span, inner);
        match &mark.kind {
            MarkKind::Emphasis => wrap(self.emphasis, &text),
            MarkKind::Strong => wrap(self.strong, &text),
            MarkKind::Superscript => wrap(self.superscript, &text),
            MarkKind::Code => wrap(self.code, &text),
            MarkKind::Link(address) => (self.link)(address, &text),
            MarkKind::Citation(_) => text,
        }
    }

    fn plain(&self, flat: &Flat, span: Span) -> String {
        let before = flat.text[..span.start].chars().next_back();
        let after = flat.text[span.end..].chars().next();
        self.neighboured(before, span.of(&flat.text), after)
    }

    fn neighboured(&self, mut before: Option<char>, text: &str, after: Option<char>) -> String {
        let mut out = String::with_capacity(text.len());
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match (self.escape)(before, c, chars.peek().copied().or(after)) {
                Some(escaped) => out.push_str(escaped),
                None => out.push(c),
            }
            before = Some(c);
        }
        out
    }
}

/// Puts delimiters around a text; white space at its edges stays outside, where no format minds it.
fn wrap((open, close): MarkupPair, text: &str) -> String {
    let inner = text.trim();
    if inner.is_empty() || open.is_empty() {
        return text.to_owned();
    }
    let start = text.len() - text.trim_start().len();
    format!("{}{open}{inner}{close}{}", &text[..start], &text[start + inner.len()..])
}

/// A text as the value of an HTML attribute in double quotes.
#[must_use]
pub fn attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

fn html_escape(_: Option<char>, c: char, _: Option<char>) -> Option<&'static str> {
    match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        _ => None,
    }
}

/// Escapes only where CommonMark would see markup: a lone asterisk, an underscore inside a word and "[sic]" stay.
fn markdown_escape(before: Option<char>, c: char, after: Option<char>) -> Option<&'static str> {
    let blank = |side: Option<char>| side.is_none_or(char::is_whitespace);
    let inside_word = before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
    match c {
        '*' if !(blank(before) && blank(after)) => Some("\\*"),
        '_' if !inside_word => Some("\\_"),
        '`' => Some("\\`"),
        '\\' if after.is_some_and(|c| c.is_ascii_punctuation()) => Some("\\\\"),
        '<' if after.is_some_and(|c| c.is_ascii_alphabetic() || "/!?".contains(c)) => Some("\\<"),
        '[' if after == Some('^') => Some("\\["),
        ']' if matches!(after, Some('(' | '[' | ':')) => Some("\\]"),
        '&' if after.is_some_and(|c| c.is_ascii_alphabetic() || c == '#') => Some("&amp;"),
        _ => None,
    }
}

fn latex_escape(_: Option<char>, c: char, _: Option<char>) -> Option<&'static str> {
    const ESCAPES: &[(char, &str)] = &[
        ('\\', "\\textbackslash{}"),
        ('{', "\\{"),
        ('}', "\\}"),
        ('$', "\\$"),
        ('&', "\\&"),
        ('#', "\\#"),
        ('%', "\\%"),
        ('_', "\\_"),
        ('^', "\\textasciicircum{}"),
        ('~', "\\textasciitilde{}"),
        ('\u{a0}', "~"),
    ];
    ESCAPES.iter().find(|row| row.0 == c).map(|row| row.1)
}

fn markdown_link(address: &str, text: &str) -> String {
    match address {
        _ if address == text && address.contains("://") => format!("<{address}>"),
        _ if address.contains([' ', '(', ')', '<']) => format!("[{text}](<{}>)", address.replace('>', "%3E")),
        _ => format!("[{text}]({address})"),
    }
}

fn latex_link(address: &str, text: &str) -> String {
    let Some(address) = linkable(address) else { return text.to_owned() };
    let address = latex_address(&address);
    let bare = address.trim_start_matches("https://").trim_start_matches("http://");
    if text == latex_text(&address) || text == latex_text(bare) {
        return format!("\\url{{{address}}}");
    }
    format!("\\href{{{address}}}{{{text}}}")
}

fn latex_text(text: &str) -> String {
    Markup::of(Syntax::Latex).text(text)
}

#[cfg(test)]
mod tests {
    use super::super::flatten;
    use super::*;

    #[test]
    fn every_format_keeps_emphasis_and_links_in_its_own_way() {
        let flat = flatten("See *Wells & Pumps*, at [the archive](https://a.example/x_y), **3**.", 0);
        let written = |format| Markup::of(format).write(&flat);
        assert_eq!(
            written(Syntax::Html),
            "See <em>Wells &amp; Pumps</em>, at <a href=\"https://a.example/x_y\">the archive</a>, <strong>3</strong>."
        );
        assert_eq!(written(Syntax::Markdown), "See *Wells & Pumps*, at [the archive](https://a.example/x_y), **3**.");
        assert_eq!(
            written(Syntax::Latex),
            r"See \emph{Wells \& Pumps}, at \href{https://a.example/x_y}{the archive}, \textbf{3}."
        );
        assert_eq!(written(Syntax::Plain), "See Wells & Pumps, at the archive (https://a.example/x_y), 3.");
    }

    #[test]
    fn a_text_that_looks_like_markup_is_read_back_as_it_was() {
        for text in [
            "5*3",
            "a *b* c",
            "_x_ and a_b",
            "\\* here",
            "<em>x</em> & y",
            "AT&amp;T",
            "[^1]: x",
            "[a](b)",
            "`x`",
            "1 < 2",
        ] {
            let written = Markup::of(Syntax::Markdown).text(text);
            assert_eq!(flatten(&written, 0).text, text, "{written}");
        }
    }

    #[test]
    fn tags_and_commands_are_shown_as_text() {
        assert_eq!(Markup::of(Syntax::Html).text("<em>AT&amp;T</em>"), "&lt;em&gt;AT&amp;amp;T&lt;/em&gt;");
        assert_eq!(Markup::of(Syntax::Latex).text("5% of {x}_1 \\y"), r"5\% of \{x\}\_1 \textbackslash{}y");
    }

    #[test]
    fn white_space_stays_outside_emphasis() {
        assert_eq!(Markup::of(Syntax::Markdown).emphasis(" Wells "), " *Wells* ");
        assert_eq!(Markup::of(Syntax::Plain).emphasis("Wells"), "Wells");
    }
}
