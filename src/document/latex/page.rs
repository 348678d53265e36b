//! The text of a LaTeX document as HTML, for posts that move from LaTeX to something else.
//!
//! What a page has no counterpart for is not guessed at and not dropped: it is named, and nothing is written.

use super::super::inplace::Brackets;
use super::flat::{self, flatten};
use super::{VERBATIM, body, own, quiet};
use crate::document::{Markup, Syntax};
use crate::text::Span;

/// Something in a LaTeX document that a page has no counterpart for: a command or an environment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("ibid does not know how to write '{0}' outside LaTeX; put plain words in its place, and try again")]
pub struct Foreign(pub String);

/// Headings and their ranks.
const HEADINGS: &[(&str, usize)] = &[
    ("part", 1),
    ("chapter", 1),
    ("section", 2),
    ("subsection", 3),
    ("subsubsection", 4),
    ("paragraph", 5),
    ("subparagraph", 6),
];

/// Environments, with the element that each becomes; none where its paragraphs are like all others.
const ENVIRONMENTS: &[(&str, &str)] = &[
    ("quote", "blockquote"),
    ("quotation", "blockquote"),
    ("displayquote", "blockquote"),
    ("verse", "blockquote"),
    ("abstract", "blockquote"),
    ("itemize", "ul"),
    ("enumerate", "ol"),
    ("center", ""),
    ("flushleft", ""),
    ("flushright", ""),
    ("otherlanguage", ""),
];

/// Commands that only dress or place what they stand with; their arguments, if any, are shown.
const DRESS: &[&str] = &[
    "textsc",
    "textrm",
    "textup",
    "textsf",
    "textmd",
    "textnormal",
    "mbox",
    "text",
    "uline",
    "underline",
    "protect",
    "noindent",
    "indent",
    "smallskip",
    "medskip",
    "bigskip",
    "centering",
    "raggedright",
    "raggedleft",
    "newpage",
    "clearpage",
    "cleardoublepage",
    "pagebreak",
    "linebreak",
    "nopagebreak",
    "frontmatter",
    "mainmatter",
    "backmatter",
    "appendix",
    "sloppy",
    "tiny",
    "scriptsize",
    "footnotesize",
    "small",
    "normalsize",
    "large",
    "Large",
    "LARGE",
    "huge",
    "Huge",
    "scshape",
    "upshape",
    "rmfamily",
    "sffamily",
    "normalfont",
    "tableofcontents",
    "selectfont",
];

/// Commands that show nothing, with their arguments.
const SILENT: &[&str] = &[
    "label",
    "index",
    "vspace",
    "hspace",
    "pagestyle",
    "thispagestyle",
    "selectlanguage",
    "bibliographystyle",
    "phantomsection",
];

/// The HTML of a document's text: that between `\begin{document}` and `\end{document}`, or all of it. Emphasis, links, quotation marks, headings,
/// lists and quotations become their elements; comments and spacing are left out.
///
/// # Errors
/// When there is a command or an environment that a page has no counterpart for.
///
/// ```
/// use ibid::document::latex_to_html;
/// assert_eq!(latex_to_html(r"A \emph{claim} --- and 5\%.").unwrap(), "<p>A <em>claim</em> — and 5%.</p>\n");
/// assert!(latex_to_html(r"See \cite{reed}.").unwrap_err().to_string().contains(r"\cite"));
/// ```
pub fn latex_to_html(text: &str) -> Result<String, Foreign> {
    let body = body(text);
    let braces = quiet::braces(text, &quiet::stretches(text));
    let mut page = PageWriter { text, braces, out: Vec::new(), open: Vec::new(), from: body.start };
    page.read(body)?;
    page.paragraph(body.end);
    Ok(page.out.join("\n") + "\n")
}

/// An environment that is open.
struct OpenEnvironment {
    element: &'static str,
    /// Whether an item of it is open.
    item: bool,
}

struct PageWriter<'t> {
    text: &'t str,
    braces: Brackets,
    out: Vec<String>,
    open: Vec<OpenEnvironment>,
    /// Where the paragraph begins that is not yet written.
    from: usize,
}

impl<'t> PageWriter<'t> {
    fn read(&mut self, body: Span) -> Result<(), Foreign> {
        let mut at = body.start;
        while let Some(sign) = self.next_sign(at, body.end) {
            at = match self.text.as_bytes()[sign] {
                b'\n' => self.line_break(sign, body.end),
                b'\\' => self.command(sign)?,
                _ => self.skipped(sign, body.end)?,
            };
        }
        Ok(())
    }

    /// Where something stands that is more than words: a command, a comment, mathematics, the end of a line.
    fn next_sign(&self, at: usize, end: usize) -> Option<usize> {
        let rest = self.text.as_bytes().get(at..end)?;
        rest.iter().position(|byte| matches!(byte, b'\\' | b'%' | b'\n' | b'$')).map(|sign| at + sign)
    }

    /// After a comment, the end of its line left out, or after mathematics in the line.
    fn skipped(&self, at: usize, end: usize) -> Result<usize, Foreign> {
        let rest = &self.text[at..end];
        if rest.starts_with('%') {
            return Ok(at + rest.find('\n').unwrap_or(rest.len()));
        }
        if rest.starts_with("$$") {
            return Err(Foreign("$$".to_owned()));
        }
        Ok(at + rest[1..].find('$').map_or(1, |length| length + 2))
    }

    /// An empty line ends a paragraph.
    fn line_break(&mut self, at: usize, end: usize) -> usize {
        let rest = &self.text[at..end];
        let white = rest.len() - rest.trim_start().len();
        if rest[..white].matches('\n').count() > 1 {
            self.paragraph(at);
        }
        at + white
    }

    fn command(&mut self, at: usize) -> Result<usize, Foreign> {
        let (name, after, argument) = self.parts(at);
        let rank = HEADINGS.iter().find(|(heading, _)| *heading == name).map(|(_, rank)| *rank);
        match (name, argument) {
            (_, Some(words)) if rank.is_some() => {
                self.paragraph(at);
                let inner = self.words(words)?;
                self.out.extend(rank.map(|rank| format!("<h{rank}>{inner}</h{rank}>")));
                self.goes_on(words.end + 1)
            }
            ("begin", Some(environment)) => self.begin(at, environment),
            ("end", Some(environment)) => self.end(at, environment),
            ("item", _) => self.item(at, after),
            ("par", _) => {
                self.paragraph(at);
                self.goes_on(after)
            }
            ("maketitle", _) => {
                self.paragraph(at);
                self.title(at)?;
                self.goes_on(after)
            }
            ("title" | "author" | "date", Some(words)) => {
                self.paragraph(at);
                self.goes_on(words.end + 1)
            }
            _ => self.in_line(at),
        }
    }

    /// The next paragraph begins at `at`.
    fn goes_on(&mut self, at: usize) -> Result<usize, Foreign> {
        self.from = at;
        Ok(at)
    }

    /// The name of the command at `at`, the place after its name and star, and its argument.
    fn parts(&self, at: usize) -> (&'t str, usize, Option<Span>) {
        let name = own::name_at(self.text, at + 1);
        let name_end = at + 1 + name.len();
        let after = name_end + usize::from(!name.is_empty() && self.text[name_end..].starts_with('*'));
        (name, after, self.braces.inside(super::options(self.text, after).1))
    }

    /// After a command that may stand among words.
    fn in_line(&self, at: usize) -> Result<usize, Foreign> {
        let (name, after, argument) = self.parts(at);
        match (name, argument) {
            ("", _) => match self.text[after..].chars().next() {
                Some('(' | '[') => Err(Foreign(self.text[at..after + 1].to_owned())),
                sign => Ok(after + sign.map_or(0, char::len_utf8)),
            },
            ("url" | "href", Some(address)) => Ok(address.end + 1),
            _ if SILENT.contains(&name) => Ok(argument.map_or(after, |hidden| hidden.end + 1)),
            _ if flat::shows(name) || DRESS.contains(&name) => Ok(after),
            _ => Err(Foreign(format!("\\{name}"))),
        }
    }

    /// Words that stand by themselves, as HTML.
    fn words(&self, words: Span) -> Result<String, Foreign> {
        let mut at = words.start;
        while let Some(sign) = self.next_sign(at, words.end) {
            at = match self.text.as_bytes()[sign] {
                b'\n' => sign + 1,
                b'\\' => self.in_line(sign)?,
                _ => self.skipped(sign, words.end)?,
            };
        }
        Ok(inline(words.of(self.text)))
    }

    fn begin(&mut self, at: usize, environment: Span) -> Result<usize, Foreign> {
        let name = environment.of(self.text);
        let after = environment.end + 1;
        self.paragraph(at);
        if VERBATIM.contains(&name) {
            return self.verbatim(name, after);
        }
        let known = ENVIRONMENTS.iter().find(|(known, _)| *known == name);
        let (_, element) = known.ok_or_else(|| Foreign(format!("\\begin{{{name}}}")))?;
        if !element.is_empty() {
            self.out.push(format!("<{element}>"));
        }
        self.open.push(OpenEnvironment { element, item: false });
        self.goes_on(super::options(self.text, after).1)
    }

    fn end(&mut self, at: usize, environment: Span) -> Result<usize, Foreign> {
        self.paragraph(at);
        if let Some(open) = self.open.pop() {
            self.out.extend(open.item.then(|| "</li>".to_owned()));
            self.out.extend((!open.element.is_empty()).then(|| format!("</{}>", open.element)));
        }
        self.goes_on(environment.end + 1)
    }

    fn item(&mut self, at: usize, after: usize) -> Result<usize, Foreign> {
        self.paragraph(at);
        let open = self.open.last_mut().filter(|open| matches!(open.element, "ul" | "ol"));
        let open = open.ok_or_else(|| Foreign("\\item".to_owned()))?;
        self.out.extend(std::mem::replace(&mut open.item, true).then(|| "</li>".to_owned()));
        self.out.push("<li>".to_owned());
        self.goes_on(after)
    }

    fn verbatim(&mut self, name: &str, after: usize) -> Result<usize, Foreign> {
        let close = format!("\\end{{{name}}}");
        let length = self.text[after..].find(&close).ok_or_else(|| Foreign(format!("\\begin{{{name}}}")))?;
        if name != "comment" {
            let code = Markup::of(Syntax::Html).text(self.text[after..after + length].trim_matches(['\n', '\r']));
            self.out.push(format!("<pre><code>{code}</code></pre>"));
        }
        self.goes_on(after + length + close.len())
    }

    /// The title, the authors and the date, which stand somewhere before.
    fn title(&mut self, at: usize) -> Result<(), Foreign> {
        for (command, element) in [("\\title", "h1"), ("\\author", "p"), ("\\date", "p")] {
            let ends = self.text[..at].match_indices(command).map(|(at, _)| at + command.len());
            let found = ends.filter_map(|end| self.braces.inside(super::options(self.text, end).1)).last();
            let inner = found.map(|words| self.words(words)).transpose()?.filter(|inner| !inner.trim().is_empty());
            self.out.extend(inner.map(|inner| format!("<{element}>{inner}</{element}>")));
        }
        Ok(())
    }

    /// Writes the paragraph that ends at `end`.
    fn paragraph(&mut self, end: usize) {
        let inner = inline(self.text.get(self.from..end).unwrap_or_default());
        self.from = end;
        if !inner.trim().is_empty() {
            self.out.push(format!("<p>{}</p>", inner.trim()));
        }
    }
}

/// Words with their markup as HTML. A line ends where `\\` (with a star or a length after it) asks for it.
fn inline(text: &str) -> String {
    let lines = text.split("\\\\").enumerate().map(|(number, line)| {
        let length = line.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(_, rest)| rest);
        let line = if number == 0 { line } else { length.unwrap_or(line).trim_start_matches('*') };
        Markup::of(Syntax::Html).write(&flatten(line, 0)).trim().to_owned()
    });
    lines.collect::<Vec<_>>().join("<br>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_a_document() {
        for (latex, html) in [
            ("One.\n\nTwo\nlines. % remark\nThree.%\n\nFour.", "<p>One.</p>\n<p>Two\nlines. Three.</p>\n<p>Four.</p>"),
            ("\\section*{Salt \\& \\emph{oil}}\nText.", "<h2>Salt &amp; <em>oil</em></h2>\n<p>Text.</p>"),
            (
                "\\begin{itemize}\n\\item a\n\\item[--] b\n\\end{itemize}",
                "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>[–] b</p>\n</li>\n</ul>",
            ),
            (
                "\\begin{quote}``So.''\\\\ He left.\\end{quote}",
                "<blockquote>\n<p>“So.”<br>\nHe left.</p>\n</blockquote>",
            ),
            ("\\begin{verbatim}\na < \\b\n\\end{verbatim}", "<pre><code>a &lt; \\b</code></pre>"),
            (
                "\\href{http://a.b/c\\_d}{here}, \\url{http://e.f/%20}",
                "<p><a href=\"http://a.b/c_d\">here</a>, <a href=\"http://e.f/%20\">http://e.f/%20</a></p>",
            ),
            ("{\\em So} it was.\\par\\noindent \\textsc{End}", "<p><em>So</em> it was.</p>\n<p>End</p>"),
            ("5\\% of \\$3, \\'el\\`eve~1", "<p>5% of $3, élève\u{a0}1</p>"),
        ] {
            assert_eq!(latex_to_html(latex), Ok(format!("{html}\n")), "{latex}");
        }
    }

    #[test]
    fn the_title_stands_where_it_is_made() {
        let text = "\\documentclass{article}\n\\title{Mills}\\author{A. Able}\\date{}\n\\newcommand{\\x}{y}\n\\begin{document}\n\\maketitle\nText.\n\\end{document}\nafter";
        assert_eq!(latex_to_html(text).unwrap(), "<h1>Mills</h1>\n<p>A. Able</p>\n<p>Text.</p>\n");
    }

    #[test]
    fn what_a_page_does_not_have_is_named() {
        for (latex, what) in [
            ("a\n\\cite{reed}", "\\cite"),
            ("\\begin{tabular}{l}x\\end{tabular}", "\\begin{tabular}"),
            ("\\section{See \\ref{x}}", "\\ref"),
            ("a\n\n\\mine{x}", "\\mine"),
            ("$$x$$", "$$"),
            ("\\[x\\]", "\\["),
            ("\\includegraphics{mill}", "\\includegraphics"),
            ("\\item a", "\\item"),
        ] {
            assert_eq!(latex_to_html(latex), Err(Foreign(what.to_owned())), "{latex}");
        }
    }

    #[test]
    fn what_is_silent_is_so_for_the_reader() {
        for name in SILENT {
            assert_eq!(flatten(&format!("a\\{name}{{x}}b"), 0).text, "ab", "{name}");
        }
    }

    #[test]
    fn any_bytes_are_read_to_their_end() {
        for text in [
            "\\",
            "\\begin{",
            "\\item",
            "\\end{quote}",
            "{{{",
            "}",
            "%",
            "$",
            "\\title{",
            "\\section",
            "é\\é",
            "\\maketitle\\title{x}",
        ] {
            let _ = latex_to_html(text);
        }
    }
}
