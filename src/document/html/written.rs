//! A page as Markdown, plain text or LaTeX, or as the XML of Word or LibreOffice, for the posts that move from one to the other.

use std::cell::Cell;

use super::flat;
use super::name::{Attribute, ElementRole, Tag};
use super::tree::{Id, Tree};
#[cfg(feature = "office")]
use crate::document::office::{new_docx, new_odt};
use crate::document::{Markup, Syntax};
use crate::text::{Flat, Span};

/// How a kind of text dresses what stands on lines of its own.
struct BlockMarkup {
    /// The format that it is.
    format: &'static str,
    /// What runs in a line.
    inline: fn(&Flat) -> String,
    /// A heading, by its rank from 1 to 6.
    heading: fn(usize, &str) -> String,
    rule: &'static str,
    quotation: fn(&str) -> String,
    /// A list of items, and whether it is numbered, from which number.
    list: fn(&[String], Option<u32>) -> String,
    code: fn(&str) -> String,
    /// What breaks a line inside a paragraph.
    line_break: &'static str,
    /// A paragraph so written that its lines do not begin as something else.
    paragraph: fn(&str) -> String,
    /// A blank between words and what is no text.
    blank: &'static str,
    /// What is no text.
    shown: TableMarkup,
}

/// How a kind of text shows tables and pictures.
#[cfg_attr(not(feature = "office"), allow(dead_code, reason = "only packed documents have markup of their own"))]
enum TableMarkup {
    /// As HTML, which may stand in it as it is.
    Html,
    /// By markup of its own. Anything else that is no text cannot be shown.
    Own {
        /// A table, row by row. The first rows may be its head.
        table: fn(&[TableRow]) -> String,
        /// A picture, by its address and the words for those who do not see it.
        picture: fn(&str, &str) -> String,
        /// A term of a glossary, and what it means.
        term: fn(&str) -> String,
        meaning: fn(&str) -> String,
    },
    /// It cannot be shown: the page is refused.
    Nothing,
}

/// A row of a table, with a cell for each column.
#[cfg_attr(not(feature = "office"), allow(dead_code, reason = "only packed documents have markup of their own"))]
pub(in crate::document) struct TableRow {
    pub(in crate::document) is_head: bool,
    pub(in crate::document) cells: Vec<TableCell>,
}

/// A place in a row of a table.
#[derive(Clone)]
#[cfg_attr(not(feature = "office"), allow(dead_code, reason = "only packed documents have markup of their own"))]
pub(in crate::document) enum TableCell {
    /// A cell: what it holds, and how many columns and rows it spans.
    Own { content: String, columns: usize, rows: usize },
    /// A place that the cell to its left covers.
    Left,
    /// A place that a cell above covers: the first of so many columns.
    Above(usize),
}

impl TableCell {
    fn empty() -> Self {
        TableCell::Own { content: String::new(), columns: 1, rows: 1 }
    }
}

/// How many more rows a column is covered by a cell above, and the number of columns of that cell; 0 if it began further left.
#[derive(Clone, Copy, Default)]
struct Cover {
    rows: usize,
    columns: usize,
}

/// To write another kind of text: a row here.
static DRESSES: &[BlockMarkup] = &[
    BlockMarkup {
        format: "markdown",
        inline: |flat| Markup::of(Syntax::Markdown).write(flat),
        heading: |rank, text| format!("{} {text}", "#".repeat(rank)),
        rule: "---",
        quotation: |text| prefixed(text, "> "),
        list: listed,
        code: |text| format!("```\n{text}\n```"),
        line_break: "\\\n",
        paragraph: guarded,
        blank: " ",
        shown: TableMarkup::Html,
    },
    BlockMarkup {
        format: "text",
        inline: |flat| Markup::of(Syntax::Plain).write(flat),
        heading: |_, text| text.to_owned(),
        rule: "* * *",
        quotation: |text| prefixed(text, "    "),
        list: listed,
        code: |text| prefixed(text, "    "),
        line_break: "\n",
        paragraph: str::to_owned,
        blank: " ",
        shown: TableMarkup::Nothing,
    },
    BlockMarkup {
        format: "latex",
        inline: |flat| Markup::of(Syntax::Latex).write(flat),
        heading: |rank, text| format!("\\{}{{{text}}}", SECTIONS[rank.clamp(1, SECTIONS.len()) - 1]),
        rule: "\\bigskip\\hrule\\bigskip",
        quotation: |text| format!("\\begin{{quote}}\n{text}\n\\end{{quote}}"),
        list: |items, number| {
            let name = if number.is_some() { "enumerate" } else { "itemize" };
            format!("\\begin{{{name}}}\n\\item {}\n\\end{{{name}}}", items.join("\n\\item "))
        },
        code: crate::document::rendered::latex_verbatim,
        line_break: "\\\\\n",
        paragraph: str::to_owned,
        blank: " ",
        shown: TableMarkup::Nothing,
    },
    #[cfg(feature = "office")]
    BlockMarkup {
        format: "docx",
        inline: new_docx::runs,
        heading: |rank, text| new_docx::styled(text, &format!("Heading{}", rank.clamp(1, 6))),
        rule: "<w:p><w:pPr><w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"auto\"/></w:pBdr></w:pPr></w:p>",
        quotation: |text| new_docx::styled(text, "Quote"),
        list: new_docx::list,
        code: |text| {
            let lines: Vec<String> = text.lines().map(|line| new_docx::runs(&Flat::verbatim(line, 0))).collect();
            new_docx::styled(&new_docx::paragraph(&lines.join("<w:r><w:br/></w:r>")), "SourceCode")
        },
        line_break: "</w:t><w:br/><w:t xml:space=\"preserve\">",
        paragraph: new_docx::paragraph,
        blank: "<w:r><w:t xml:space=\"preserve\"> </w:t></w:r>",
        shown: TableMarkup::Own {
            table: new_docx::table,
            picture: new_docx::picture,
            term: |text| new_docx::styled(text, "DefinitionTerm"),
            meaning: |text| new_docx::styled(text, "Definition"),
        },
    },
    #[cfg(feature = "office")]
    BlockMarkup {
        format: "odt",
        inline: new_odt::runs,
        heading: new_odt::heading,
        rule: "<text:p text:style-name=\"Horizontal_20_Line\"/>",
        quotation: |text| new_odt::styled(text, "Quotations"),
        list: new_odt::list,
        code: |text| {
            let lines: Vec<String> = text.lines().map(|line| new_odt::runs(&Flat::verbatim(line, 0))).collect();
            new_odt::styled(&new_odt::paragraph(&lines.join("<text:line-break/>")), "Preformatted_20_Text")
        },
        line_break: "<text:line-break/>",
        paragraph: new_odt::paragraph,
        blank: " ",
        shown: TableMarkup::Own {
            table: new_odt::table,
            picture: new_odt::picture,
            term: |text| new_odt::styled(text, "List_20_Heading"),
            meaning: |text| new_odt::styled(text, "List_20_Contents"),
        },
    },
];

/// The commands of headings, by rank.
const SECTIONS: &[&str] = &["section", "subsection", "subsubsection", "paragraph", "subparagraph", "subparagraph"];

/// Elements that show something which is no text.
const SHOWN: &[&str] = &[
    "img", "picture", "svg", "iframe", "video", "audio", "embed", "object", "canvas", "math", "input", "select",
    "textarea", "table", "form", "dl",
];

/// Those of them of which a document shows the address.
const MEDIA: &[&str] = &["iframe", "video", "audio", "embed"];

/// How deep elements may stand in each other: far deeper than any page, and no danger for the stack.
const DEPTH: usize = 64;

/// How many cells the tables of a page may have, covered ones and all: far more than any page has, and no danger for the memory.
const MOST_CELLS: usize = 1 << 18;

/// A page, or a piece of one, in another format: `markdown`, `text`, `latex`, `docx` or `odt`. Scripts, styles and comments are left out.
/// Images and tables stay HTML in Markdown, and Word and LibreOffice have their own. `None` where there is something that the format
/// cannot show: plain text and LaTeX show no images and no tables.
pub(in crate::document) fn written(text: &str, format: &str) -> Option<String> {
    let tree = Tree::of(text);
    let dress = DRESSES.iter().find(|dress| dress.format == format)?;
    let writer = PageTextWriter { text, tree: &tree, dress, room: Cell::new(MOST_CELLS) };
    Some(writer.blocks(0, 0)?.join("\n\n") + "\n")
}

struct PageTextWriter<'t> {
    text: &'t str,
    tree: &'t Tree,
    dress: &'static BlockMarkup,
    /// How many more cells there may be.
    room: Cell<usize>,
}

impl PageTextWriter<'_> {
    /// What an element holds, block by block.
    fn blocks(&self, id: Id, depth: usize) -> Option<Vec<String>> {
        if depth > DEPTH {
            return None;
        }
        let mut blocks = Vec::new();
        let mut line = String::new();
        let mut from = None;
        for child in self.tree.children(id) {
            if !self.is_block(child) && !self.is_shown(child) {
                from.get_or_insert(child);
                continue;
            }
            line.push_str(&self.line(from.take(), child));
            if self.is_block(child) {
                self.paragraph(&mut line, &mut blocks);
                blocks.extend(self.block(child, depth + 1)?);
            } else {
                line.push_str(&self.shown(child)?);
            }
        }
        line.push_str(&self.line(from, self.tree.after(id)));
        self.paragraph(&mut line, &mut blocks);
        Some(blocks)
    }

    fn block(&self, id: Id, depth: usize) -> Option<Vec<String>> {
        let dress = self.dress;
        Some(match self.tree.role(id) {
            _ if self.tree.tag(id) == Tag::Table => self.table(id, depth)?,
            _ if self.is_shown(id) => vec![self.as_it_is(id)?.to_owned()],
            ElementRole::Heading(rank) => {
                let words = self.blocks(id, depth)?.join(" ");
                vec![(dress.heading)(usize::from(rank), &words)]
            }
            ElementRole::Rule => vec![dress.rule.to_owned()],
            ElementRole::Pre => vec![(dress.code)(self.flat(id..self.tree.after(id)).text.trim_matches('\n'))],
            ElementRole::List => vec![(dress.list)(&self.items(id, depth)?, self.number(id))],
            _ if self.tree.tag(id) == Tag::Blockquote => {
                vec![(dress.quotation)(&self.blocks(id, depth)?.join("\n\n"))]
            }
            _ => self.glossary(id, self.blocks(id, depth)?),
        })
    }

    /// The blocks of an element, dressed as a term or its meaning if it is one.
    fn glossary(&self, id: Id, blocks: Vec<String>) -> Vec<String> {
        let TableMarkup::Own { term, meaning, .. } = self.dress.shown else { return blocks };
        let dress = match self.tree.tag(id) {
            Tag::Dt => term,
            Tag::Dd => meaning,
            _ => return blocks,
        };
        blocks.iter().map(|block| dress(block)).collect()
    }

    fn items(&self, list: Id, depth: usize) -> Option<Vec<String>> {
        let items = self.tree.children(list).filter(|&item| self.tree.role(item) == ElementRole::Item);
        let held: Option<Vec<Vec<String>>> = items.map(|item| self.blocks(item, depth + 1)).collect();
        Some(held?.into_iter().map(|blocks| blocks.join("\n\n")).collect())
    }

    /// A table, after its caption.
    fn table(&self, id: Id, depth: usize) -> Option<Vec<String>> {
        let TableMarkup::Own { table, .. } = self.dress.shown else {
            return Some(vec![self.as_it_is(id)?.to_owned()]);
        };
        let is_caption = |&child: &Id| self.name(child) == "caption";
        let captions = self.tree.children(id).filter(is_caption).map(|caption| self.blocks(caption, depth + 1));
        let mut blocks = captions.collect::<Option<Vec<_>>>()?.concat();
        blocks.push(table(&self.rows(id, depth)?));
        Some(blocks)
    }

    /// The rows of a table, all with as many cells.
    fn rows(&self, table: Id, depth: usize) -> Option<Vec<TableRow>> {
        let is_row = |&id: &Id| self.tree.tag(id) == Tag::Tr;
        let children = self.tree.children(table);
        let rows = children.flat_map(|id| [id].into_iter().chain(self.tree.children(id)).filter(is_row));
        let mut covered: Vec<Cover> = Vec::new();
        let mut read: Vec<TableRow> = rows.map(|row| self.row(row, &mut covered, depth)).collect::<Option<_>>()?;
        let width = read.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        self.count(read.iter().map(|row| width - row.cells.len()).sum())?;
        let height = read.len();
        for (index, row) in read.iter_mut().enumerate() {
            row.cells.resize(width, TableCell::empty());
            for cell in &mut row.cells {
                if let TableCell::Own { rows, .. } = cell {
                    *rows = (*rows).min(height - index);
                }
            }
        }
        Some(read)
    }

    fn row(&self, row: Id, covered: &mut Vec<Cover>, depth: usize) -> Option<TableRow> {
        const MOST: usize = 100;
        let is_cell = |&id: &Id| matches!(self.tree.tag(id), Tag::Td | Tag::Th);
        let mut cells: Vec<TableCell> = Vec::new();
        for cell in self.tree.children(row).filter(is_cell) {
            let count = |attribute| self.tree.attribute(cell, attribute).and_then(|count| count.parse().ok());
            let count = |attribute| count(attribute).unwrap_or(1).clamp(1, MOST);
            skip_covered(&mut cells, covered);
            let (start, rows) = (cells.len(), count(Attribute::Rowspan));
            let end = (start + 1..covered.len()).find(|&column| covered[column].rows > 0).unwrap_or(usize::MAX);
            let columns = count(Attribute::Colspan).min(end - start);
            covered.resize(covered.len().max(start + columns), Cover::default());
            covered[start..start + columns].fill(Cover { rows: rows - 1, columns: 0 });
            covered[start].columns = columns;
            cells.push(TableCell::Own { content: self.blocks(cell, depth + 1)?.join("\n\n"), columns, rows });
            cells.resize(start + columns, TableCell::Left);
            if cells.len() > self.room.get() {
                return None;
            }
        }
        skip_covered(&mut cells, covered);
        self.count(cells.len())?;
        let is_head = self.tree.children(row).filter(is_cell).all(|cell| self.tree.tag(cell) == Tag::Th);
        Some(TableRow { is_head, cells })
    }

    /// Counts cells; `None` where there are too many.
    fn count(&self, cells: usize) -> Option<()> {
        self.room.set(self.room.get().checked_sub(cells)?);
        Some(())
    }

    /// What is no text, within a line.
    fn shown(&self, id: Id) -> Option<String> {
        let TableMarkup::Own { picture, .. } = self.dress.shown else { return Some(self.as_it_is(id)?.to_owned()) };
        let mut out = String::new();
        for inner in self.tree.subtree(id).filter(|&inner| self.shows(inner)) {
            match self.tree.tag(inner) {
                Tag::Img => {
                    let value = |attribute| self.tree.attribute(inner, attribute).unwrap_or_default();
                    out.push_str(&picture(value(Attribute::Src), value(Attribute::Alt)));
                }
                _ if self.name(inner) == "picture" => {}
                _ if MEDIA.contains(&self.name(inner).as_str()) => {
                    out.push_str(&picture(&self.media_address(inner)?, ""));
                }
                _ => return None,
            }
        }
        Some(out + &self.line(Some(id), self.tree.after(id)))
    }

    /// The address of a film, a sound or a page within the page; `None` if it has none.
    fn media_address(&self, id: Id) -> Option<String> {
        self.tree.subtree(id).find_map(|inner| self.tree.attribute(inner, Attribute::Src)).map(str::to_owned)
    }

    /// The number that a list begins with.
    fn number(&self, list: Id) -> Option<u32> {
        let start = || self.tree.attribute(list, Attribute::Start).and_then(|start| start.parse().ok());
        (self.tree.tag(list) == Tag::Ol).then(|| start().unwrap_or(1))
    }

    /// What runs in a line from one node up to another.
    fn line(&self, from: Option<Id>, to: Id) -> String {
        let Some(from) = from else { return String::new() };
        let flat = self.flat(from..to);
        let edge = |id: Id| self.tree.outer(id).of(self.text);
        let written = (self.dress.inline)(&flat).replace('\n', self.dress.line_break);
        // Flat text loses the blanks at its edges, where an image may follow.
        let blank = |is_blank: bool| if is_blank { self.dress.blank } else { "" };
        let begins = edge(from).starts_with(char::is_whitespace);
        let ends = edge(to - 1).ends_with(char::is_whitespace);
        format!("{}{written}{}", blank(begins), blank(ends))
    }

    fn paragraph(&self, line: &mut String, blocks: &mut Vec<String>) {
        let written = std::mem::take(line);
        let words = without_blanks(&written, self.dress.blank);
        if !words.is_empty() {
            blocks.push((self.dress.paragraph)(words));
        }
    }

    fn flat(&self, nodes: std::ops::Range<Id>) -> Flat {
        let blocks = flat::blocks(self.text, self.tree, nodes, &|_| false);
        Flat::joined(blocks.into_iter().map(|block| block.flat.into_flat()), " ")
    }

    fn as_it_is(&self, id: Id) -> Option<&str> {
        matches!(self.dress.shown, TableMarkup::Html).then(|| self.tree.outer(id).of(self.text))
    }

    /// Whether an element breaks the line, itself or by what it holds.
    fn is_block(&self, id: Id) -> bool {
        self.tree.subtree(id).any(|inner| self.tree.tag(inner).is_block())
    }

    /// Whether an element shows something that is no text; one within a line, also by what it holds.
    fn is_shown(&self, id: Id) -> bool {
        let whole = if self.is_block(id) { id..id + 1 } else { self.tree.subtree(id) };
        whole.into_iter().any(|inner| self.shows(inner))
    }

    /// Whether an element itself shows something that is no text.
    fn shows(&self, id: Id) -> bool {
        let is_shown = |name: &str| match name {
            "dl" => !matches!(self.dress.shown, TableMarkup::Own { .. }),
            _ => SHOWN.contains(&name),
        };
        self.tree.tag(id) != Tag::Text && is_shown(&self.name(id))
    }

    fn name(&self, id: Id) -> String {
        let outer = self.tree.outer(id);
        let tag = Span::new(outer.start, self.tree.inner(id).start).of(self.text);
        let name = tag.trim_start_matches('<').split(|c: char| !c.is_ascii_alphanumeric()).next();
        name.unwrap_or_default().to_ascii_lowercase()
    }
}

/// A line without the blanks at its ends.
fn without_blanks<'t>(line: &'t str, blank: &str) -> &'t str {
    let mut rest = line;
    loop {
        let inner = rest.trim().trim_start_matches(blank).trim_end_matches(blank);
        if inner.len() == rest.len() {
            return rest;
        }
        rest = inner;
    }
}

/// Adds the places that cells of rows above cover, and counts that row.
fn skip_covered(cells: &mut Vec<TableCell>, covered: &mut [Cover]) {
    while let Some(cover) = covered.get_mut(cells.len()).filter(|cover| cover.rows > 0) {
        cover.rows -= 1;
        cells.push(if cover.columns > 0 { TableCell::Above(cover.columns) } else { TableCell::Left });
    }
}

/// Every line with something before it; empty lines without the blanks at its end.
fn prefixed(text: &str, prefix: &str) -> String {
    let lines = text.lines().map(|line| format!("{prefix}{line}").trim_end().to_owned());
    lines.collect::<Vec<_>>().join("\n")
}

/// A list of Markdown. What an item goes on with stands as far in as its text.
fn listed(items: &[String], number: Option<u32>) -> String {
    let sign = |at: usize| match number {
        Some(first) => format!("{}. ", u64::from(first) + at as u64),
        None => "- ".to_owned(),
    };
    let item = |(at, text): (usize, &String)| {
        let sign = sign(at);
        let inner = prefixed(text, &" ".repeat(sign.len()));
        format!("{sign}{}", inner.trim_start())
    };
    let between = if items.iter().any(|item| item.contains("\n\n")) { "\n\n" } else { "\n" };
    items.iter().enumerate().map(item).collect::<Vec<_>>().join(between)
}

/// A paragraph of Markdown that does not begin as a heading, a quotation, a rule or a list.
fn guarded(text: &str) -> String {
    let number = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[number..];
    if number > 0 && rest.starts_with(['.', ')']) {
        return format!("{}\\{rest}", &text[..number]);
    }
    let blank_follows = text.chars().nth(1).is_none_or(char::is_whitespace);
    let begins = text.starts_with(['#', '>', '=']) || text.starts_with("---") || text.starts_with("```");
    let is_item = text.starts_with(['-', '+', '*']) && blank_follows;
    if begins || is_item { format!("\\{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn markdown(html: &str) -> String {
        written(html, "markdown").unwrap()
    }

    #[test]
    fn blocks_become_those_of_markdown() {
        let table = [
            ("<h2>A <em>head</em></h2><p>One &amp; two.\n Three</p>", "## A *head*\n\nOne & two. Three\n"),
            ("<p>a<br>b</p>", "a\\\nb\n"),
            ("<ul><li>a<li><p>b</p><p>c</p></ul>d", "- a\n\n- b\n\n  c\n\nd\n"),
            ("<ol start=3><li>a<ul><li>b</ul></ol>", "3. a\n\n   - b\n"),
            ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b\n"),
            ("<pre><code>x\n  y\n</code></pre>", "```\nx\n  y\n```\n"),
            ("a<hr>b", "a\n\n---\n\nb\n"),
            ("<p>1999. A year</p><p># no head</p><p>- no item</p>", "1999\\. A year\n\n\\# no head\n\n\\- no item\n"),
            ("<script>x</script><style>y</style><!-- z --><p>a</p>", "a\n"),
            ("<div><span>a <a href=x>b</a></span><div>c</div></div>", "a [b](x)\n\nc\n"),
        ];
        for (html, wanted) in table {
            assert_eq!(markdown(html), wanted, "{html}");
        }
    }

    #[test]
    fn what_is_no_text_stays_html_or_is_refused() {
        let page = "<p>See <img src=a.png alt=A> here.</p><table><tr><td>1</table>";
        assert_eq!(markdown(page), "See <img src=a.png alt=A> here.\n\n<table><tr><td>1</table>\n");
        assert_eq!(written(page, "text"), None);
        assert_eq!(written(page, "latex"), None);
        assert_eq!(written("<p>a", "rst"), None);
    }

    #[test]
    fn latex_and_text_have_blocks_of_their_own() {
        let page = "<h1>A</h1><p>5% &amp; <b>b</b></p><ol><li>x<li>y</ol><blockquote>q</blockquote>";
        assert_eq!(
            written(page, "latex").unwrap(),
            "\\section{A}\n\n5\\% \\& \\textbf{b}\n\n\\begin{enumerate}\n\\item x\n\\item y\n\\end{enumerate}\n\n\\begin{quote}\nq\n\\end{quote}\n"
        );
        assert_eq!(written(page, "text").unwrap(), "A\n\n5% & b\n\n1. x\n2. y\n\n    q\n");
    }

    #[cfg(feature = "office")]
    #[test]
    fn blank_lines_between_blocks_are_no_paragraphs() {
        let page = "<ul>\n<li>\n<p>a <b>b</b></p>\n<p>c</p>\n</li>\n</ul>\n \n<p>\n d\n</p>\n";
        for format in ["docx", "odt"] {
            let close = page.replace('\n', "").replace("<p> ", "<p>");
            assert_eq!(written(page, format), written(&close, format), "{format}");
        }
        let loose = written(page, "docx").unwrap();
        assert_eq!(loose.matches("<w:p>").count(), 3, "{loose}");
        assert!(loose.starts_with("<!--list 0--><w:p><w:pPr>") && loose.contains("<w:numPr>"), "{loose}");
    }

    /// Cells that would cover one another, or reach below the table, span less.
    #[cfg(feature = "office")]
    #[test]
    fn cells_span_columns_and_rows() {
        let shape = |page: &str| {
            let written = written(page, "odt").unwrap();
            let rows = written.split("<table:table-row>").skip(1);
            let attribute = |cell: &str, name: &str| {
                let value = cell.split(&format!("number-{name}-spanned=\"")).nth(1);
                value.map_or("1".to_owned(), |value| value.split('"').next().unwrap().to_owned())
            };
            let cell = |cell: &str| match cell.starts_with("covered") {
                true => "-".to_owned(),
                false => attribute(cell, "columns") + "x" + &attribute(cell, "rows"),
            };
            let row = |row: &str| {
                let cells = row.split("<table:").filter(|tag| tag.contains("table-cell") && !tag.starts_with('/'));
                cells.map(cell).collect::<Vec<_>>().join(" ")
            };
            rows.map(row).collect::<Vec<_>>().join(", ")
        };
        for (rows, wanted) in [
            ("<tr><td>a<td>b<tr><td>c<td>d", "1x1 1x1, 1x1 1x1"),
            ("<tr><td colspan=2>a<td>b<tr><td>c<td>d", "2x1 - 1x1, 1x1 1x1 1x1"),
            ("<tr><td rowspan=2 colspan=2>a<td>b<tr><td>c", "2x2 - 1x1, - - 1x1"),
            ("<tr><td>a<td rowspan=9>b<tr><td colspan=3>c<td>d", "1x1 1x2 1x1, 1x1 - 1x1"),
            ("<tr><td colspan=0 rowspan=x>a", "1x1"),
        ] {
            assert_eq!(shape(&format!("<table>{rows}</table>")), wanted, "{rows}");
        }
    }

    #[cfg(feature = "office")]
    #[test]
    fn glossaries_have_styles_and_films_their_addresses() {
        let page = "<dl><dt>Salt</dt><dd>Mined.</dd><dd><p>White.</p></dd></dl><p>See <video><source src=\"a.mp4\">old</video></p><iframe src=b.html></iframe>";
        let docx = written(page, "docx").unwrap();
        for (style, count) in [("DefinitionTerm", 1), ("Definition", 2)] {
            assert_eq!(docx.matches(&format!("<w:pStyle w:val=\"{style}\"/>")).count(), count, "{docx}");
        }
        let odt = written(page, "odt").unwrap();
        for wanted in [
            "<text:p text:style-name=\"List_20_Heading\">Salt</text:p>",
            "<!--picture a.mp4|-->",
            "<!--picture b.html|-->",
        ] {
            assert!(odt.contains(wanted), "{wanted}: {odt}");
        }
        for page in ["<iframe></iframe>", "<math><mi>x</mi></math>", "<svg/>", "<form>x</form>"] {
            assert_eq!(written(page, "docx"), None, "{page}");
        }
    }

    #[cfg(feature = "office")]
    #[test]
    fn tables_of_too_many_cells_are_refused() {
        let table = |columns: usize, rows: usize, rowspan: &str| {
            format!(
                "<table><tr>{}{}</table>",
                format!("<td colspan=100{rowspan}>").repeat(columns),
                "<tr>".repeat(rows)
            )
        };
        for format in ["docx", "odt"] {
            assert!(written(&table(1, 50, ""), format).is_some(), "{format}");
            for page in [
                table(1000, 5000, ""),
                table(3000, 0, ""),
                table(2000, 99, " rowspan=100"),
                table(10, 100, "").repeat(5),
            ] {
                assert_eq!(written(&page, format), None, "{format}: {page:.60}");
            }
        }
    }

    #[test]
    fn a_page_too_deep_is_refused() {
        assert_eq!(written(&"<div>".repeat(5000), "text"), None);
    }
}
