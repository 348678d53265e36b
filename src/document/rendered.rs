//! Markdown as HTML and as LaTeX, HTML as Markdown, plain text, LaTeX and the XML of Word and LibreOffice, for the pieces of a post that move from one to the other.

use comrak::nodes::{AstNode, ListType, NodeValue};
use comrak::{Arena, Options};

use super::{Markup, Syntax};
use crate::text::{latex_address, linkable};

/// Renders Markdown as HTML, by CommonMark with tables, strikethrough and bare addresses as links. HTML in it stays as it
/// is, footnotes are not read, and front matter is left out.
///
/// ```
/// use ibid::document::markdown_to_html;
/// assert_eq!(markdown_to_html("A *claim*."), "<p>A <em>claim</em>.</p>\n");
/// ```
#[must_use]
pub fn markdown_to_html(markdown: &str) -> String {
    let (arena, options) = (Arena::new(), options());
    let root = comrak::parse_document(&arena, markdown, &options);
    free_links(root);
    let mut html = String::with_capacity(markdown.len() + markdown.len() / 4);
    // Writing to a String cannot fail.
    _ = comrak::format_html(root, &options, &mut html);
    html
}

/// Leaves the text of links that lead where no link should.
fn free_links<'a>(root: &'a AstNode<'a>) {
    let is_unfit = |node: &&AstNode<'a>| match &node.data.borrow().value {
        NodeValue::Link(link) => linkable(&link.url).is_none(),
        _ => false,
    };
    let unfit: Vec<_> = root.descendants().filter(is_unfit).collect();
    for link in unfit {
        while let Some(child) = link.first_child() {
            link.insert_before(child);
        }
        link.detach();
    }
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options.extension.front_matter_delimiter = Some("---".into());
    options.render.r#unsafe = true;
    options
}

/// Writes HTML in another format: `markdown`, `text` or `latex`, or the XML that `create` makes a document of (`docx`,
/// `odt`; with the feature `office`). Scripts, styles and comments are left out. Images and tables stay HTML in Markdown, and Word and
/// LibreOffice have their own. `None` for another format, and where the format cannot show something of the page: plain text and LaTeX
/// show no images and no tables.
///
/// ```
/// use ibid::document::html_to;
/// assert_eq!(html_to("<p>A <em>claim</em> &amp; more.</p>", "markdown").unwrap(), "A *claim* & more.\n");
/// ```
#[must_use]
pub fn html_to(html: &str, format: &str) -> Option<String> {
    super::html::written(html, format)
}

/// Renders Markdown as the body of a LaTeX document. What LaTeX has no plain command for (tables, HTML) stays as it is
/// typed, in a `verbatim`; front matter is left out.
///
/// ```
/// use ibid::document::markdown_to_latex;
/// assert_eq!(markdown_to_latex("A *claim* & more."), "A \\emph{claim} \\& more.\n");
/// ```
#[must_use]
pub fn markdown_to_latex(markdown: &str) -> String {
    let arena = Arena::new();
    let root = comrak::parse_document(&arena, markdown, &options());
    free_links(root);
    let mut writer = Latex { markdown: markdown.lines().collect(), out: String::with_capacity(markdown.len()) };
    root.children().for_each(|node| writer.block(node));
    writer.out.truncate(writer.out.trim_end().len());
    writer.out + "\n"
}

/// Text as LaTeX shows it letter by letter. One that would end the environment for that is escaped instead.
pub(super) fn latex_verbatim(text: &str) -> String {
    if text.contains("\\end{verbatim") {
        let lines: Vec<String> = text.lines().map(|line| Markup::of(Syntax::Latex).text(line)).collect();
        return format!("\\begin{{quote}}\\ttfamily\n{}\n\\end{{quote}}", lines.join("\\\\\n"));
    }
    format!("\\begin{{verbatim}}\n{text}\n\\end{{verbatim}}")
}

/// The commands of headings, by level.
const SECTIONS: &[&str] = &["section", "subsection", "subsubsection", "paragraph", "subparagraph", "subparagraph"];

/// Writes the tree of a Markdown text as LaTeX.
struct Latex<'t> {
    markdown: Vec<&'t str>,
    out: String,
}

impl Latex<'_> {
    fn block<'a>(&mut self, node: &'a AstNode<'a>) {
        let data = node.data.borrow();
        match &data.value {
            NodeValue::FrontMatter(_) => return,
            NodeValue::Paragraph => self.inlines(node),
            NodeValue::Heading(heading) => {
                let level = usize::from(heading.level).clamp(1, SECTIONS.len()) - 1;
                self.enclosed(&format!("\\{}{{", SECTIONS[level]), node, "}");
            }
            NodeValue::BlockQuote => self.environment("quote", node),
            NodeValue::List(list) if list.list_type == ListType::Ordered => self.environment("enumerate", node),
            NodeValue::List(_) => self.environment("itemize", node),
            NodeValue::Item(_) => {
                self.out.push_str("\\item ");
                return node.children().for_each(|child| self.block(child));
            }
            NodeValue::ThematicBreak => self.out.push_str("\\bigskip\\hrule\\bigskip"),
            NodeValue::CodeBlock(code) => self.verbatim(&code.literal),
            _ => {
                let lines = data.sourcepos.start.line.saturating_sub(1)..data.sourcepos.end.line;
                let typed = self.markdown.get(lines).unwrap_or_default().join("\n");
                self.verbatim(&typed);
            }
        }
        self.out.push_str("\n\n");
    }

    fn environment<'a>(&mut self, name: &str, node: &'a AstNode<'a>) {
        self.out.push_str(&format!("\\begin{{{name}}}\n"));
        node.children().for_each(|child| self.block(child));
        self.out.truncate(self.out.trim_end().len());
        self.out.push_str(&format!("\n\\end{{{name}}}"));
    }

    fn verbatim(&mut self, text: &str) {
        self.out.push_str(&latex_verbatim(text.trim_end()));
    }

    fn enclosed<'a>(&mut self, open: &str, node: &'a AstNode<'a>, close: &str) {
        self.out.push_str(open);
        self.inlines(node);
        self.out.push_str(close);
    }

    fn inlines<'a>(&mut self, node: &'a AstNode<'a>) {
        node.children().for_each(|child| self.inline(child));
    }

    fn inline<'a>(&mut self, node: &'a AstNode<'a>) {
        let markup = Markup::of(Syntax::Latex);
        match &node.data.borrow().value {
            NodeValue::Text(text) => self.out.push_str(&markup.text(text)),
            NodeValue::Code(code) => self.out.push_str(&format!("\\texttt{{{}}}", markup.text(&code.literal))),
            NodeValue::Emph => self.enclosed("\\emph{", node, "}"),
            NodeValue::Strong => self.enclosed("\\textbf{", node, "}"),
            NodeValue::SoftBreak => self.out.push('\n'),
            NodeValue::LineBreak => self.out.push_str("\\\\\n"),
            NodeValue::Link(link) => {
                let address = linkable(&link.url).unwrap_or_default();
                self.enclosed(&format!("\\href{{{}}}{{", latex_address(&address)), node, "}");
            }
            NodeValue::Image(image) => {
                self.out.push_str(&format!("\\includegraphics{{{}}}", latex_address(&image.url)));
            }
            NodeValue::HtmlInline(html) => self.out.push_str(&markup.text(html)),
            _ => self.inlines(node),
        }
    }
}
