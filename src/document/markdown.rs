//! Markdown in all its dialects.
//!
//! Blocks are cut here and not by a Markdown parser: parsers drop the notes that nothing points to, turn markers without a note
//! into text, take `[^1]: word` for a link or the second paragraph of a note for code, each by its dialect. A checker must see all of them.

use std::collections::HashSet;
use std::sync::Arc;

use memchr::memmem;

use super::block::{self, Block, BlockKind, BlockText, Flatten};
use super::inline::flatten_with;
use super::{Reading, anchors, front, html, named, oddity, parenthesis, shared, shortcode};
use crate::text::{Flat, Mark, MarkKind, Span, merged};

pub(super) fn sniff(text: &str) -> u8 {
    let marks = ["\n# ", "\n## ", "](http", "[^"];
    let found = marks.iter().filter(|mark| text.contains(*mark)).count();
    let front = u8::from(front::matter(text).is_some()) * 30;
    u8::try_from(found * 30).unwrap_or(90).saturating_add(front).min(90)
}

pub(super) fn read(text: &str) -> Reading {
    let front = front::matter(text);
    let start = front.as_ref().map_or(0, |front| front.len);
    of_blocks(text, front, blocks(text, start))
}

fn of_blocks(text: &str, front: Option<front::Front>, mut blocks: Vec<Block>) -> Reading {
    let start = front.as_ref().map_or(0, |front| front.len);
    let (linked, loose) = html::linked(text, start);
    hide(&mut blocks, &linked);
    let mut problems = oddity::of(&blocks);
    let in_comments = oddity::in_comments(text, start);
    // A comment over several paragraphs is a block that is not read, as code is.
    let commented: HashSet<Span> = in_comments.iter().map(|problem| problem.span).collect();
    problems.retain(|problem| !commented.contains(&problem.span));
    problems.extend(in_comments);
    let lost = anchors::loose(text, &blocks);
    let mut found = named::take(&mut blocks);
    shortcode::take(&mut blocks, &mut found);
    if linked.markers.is_empty() {
        parenthesis::take(&mut blocks, &mut found);
    }
    found.problems.extend(problems);
    found.platform = front.as_ref().and_then(|front| front.platform).or(linked.platform);
    found.language = front.and_then(|front| front.language);
    found.markers.extend(linked.markers);
    found.notes.extend(linked.notes);
    found.problems.extend(linked.problems);
    let mut reading = shared::reading_with(blocks, found);
    loose.add_to(&mut reading);
    lost.add_to(&mut reading);
    reading
}

/// Takes what was read as HTML out of the blocks.
fn hide(blocks: &mut [Block], linked: &Reading) {
    let mut spans: Vec<Span> = linked.notes.iter().map(|note| note.span).collect();
    spans.extend(linked.markers.iter().map(|marker| marker.span));
    let spans = merged(spans);
    if spans.is_empty() {
        return;
    }
    for block in blocks {
        let cuts: Vec<(Span, &str)> = block.flat.parts_from(&spans).into_iter().map(|part| (part, "")).collect();
        if !cuts.is_empty() {
            block.flat = block.flat.rewritten(&cuts).into();
        }
    }
}

/// Where links by reference lead: `[name]: address`.
struct Addresses(std::collections::HashMap<String, String>);

impl Addresses {
    fn of(text: &str) -> Addresses {
        let mut rest = text;
        let lines = std::iter::from_fn(|| {
            let at = memmem::find(rest.as_bytes(), b"]:")?;
            let start = rest[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1);
            let end = rest[at..].find(['\n', '\r']).map_or(rest.len(), |end| at + end);
            let line = &rest[start..end];
            rest = &rest[end..];
            Some(line)
        });
        let definitions = lines.filter_map(link_definition);
        Addresses(definitions.map(|(name, address)| (name.to_lowercase(), address.to_owned())).collect())
    }

    fn get(&self, name: &str) -> Option<String> {
        if self.0.is_empty() { None } else { self.0.get(&name.to_lowercase()).cloned() }
    }
}

/// `[name]: address` with nothing after it but a title. A number before words is a note, and no link.
fn link_definition(line: &str) -> Option<(&str, &str)> {
    let inner = line.trim().strip_prefix('[')?;
    let (name, rest) = inner.split_once("]:")?;
    let mut words = rest.split_whitespace();
    let address = words.next()?;
    let titled = words.next().is_none_or(|title| title.starts_with(['"', '\'', '(']));
    let addressed = address.contains("://")
        || address.starts_with(['/', '#', '<', '.'])
        || address.starts_with("mailto:")
        || !name.starts_with(|c: char| c.is_ascii_digit());
    (titled && addressed && !name.starts_with('^')).then(|| (name, address.trim_matches(['<', '>'])))
}

/// The paragraphs, headings, rules and code of a text from `start` on.
fn blocks(text: &str, start: usize) -> Vec<Block<'_>> {
    let addresses = Addresses::of(text);
    let flatten: Flatten = Arc::new(move |text: &str, start: usize| {
        with_addresses(without_prefixes(flatten_with(text, start, &|name| addresses.get(name))))
    });
    let code: Flatten = Arc::new(|text: &str, start: usize| Flat::verbatim(text, start));
    let mut builder = BlockBuilder { text, flatten, code, blocks: Vec::new(), open: None, until: None, in_list: false };
    block::lines(&text[start..]).for_each(|line| builder.line(line.shifted(start)));
    builder.close(BlockKind::Text);
    builder.blocks
}

/// What ends a stretch that is not read: the line that begins or holds it.
#[derive(Clone, Copy)]
enum Until<'t> {
    /// A fence, or a line with text that is indented less than this.
    Begins(&'t str, usize),
    Holds(&'static str),
}

/// How far the later lines of a note are indented.
const CONTINUATION: usize = 4;

/// How far code without a fence is indented.
const CODE: usize = 4;

/// Beginnings of lines after which nothing is read, and what ends that.
const UNREAD: &[(&str, &str)] = &[
    ("<script", "</script>"),
    ("<style", "</style>"),
    ("<pre", "</pre>"),
    ("<textarea", "</textarea>"),
    ("<!--", "-->"),
    ("{% highlight", "endhighlight"),
    ("{% raw", "endraw"),
    ("{{< highlight", "/highlight"),
    ("{{% highlight", "/highlight"),
    ("$$", "$$"),
];

struct BlockBuilder<'t> {
    text: &'t str,
    /// How text is read, and code.
    flatten: Flatten,
    code: Flatten,
    blocks: Vec<Block<'t>>,
    open: Option<Span>,
    until: Option<Until<'t>>,
    /// Whether the last block was a list item or a note, after which an indented line is no code.
    in_list: bool,
}

impl<'t> BlockBuilder<'t> {
    fn line(&mut self, line: Span) {
        let content = line.of(self.text);
        let trimmed = unquoted(content).trim();
        if let Some(until) = self.until {
            return self.unread(line, trimmed, until);
        }
        match trimmed {
            "" => self.close(BlockKind::Text),
            _ if self.begins_unread(line, trimmed) => {}
            _ if is_setext(trimmed) && self.open.is_some() && !content.trim_start().starts_with('>') => {
                self.extend(line);
                self.close(BlockKind::Heading);
            }
            _ if is_attributes(trimmed) => self.close(BlockKind::Text),
            _ if link_definition(trimmed).is_some() => self.close(BlockKind::Text),
            _ if block::is_rule(trimmed) && !trimmed.starts_with('#') => self.alone(line, BlockKind::Rule),
            _ if is_heading(trimmed) => self.alone(line, BlockKind::Heading),
            _ if is_item(trimmed) && !self.is_note_list(trimmed)
                || self.is_next_note(content)
                || self.is_next_element(trimmed) =>
            {
                self.close(BlockKind::Text);
                self.extend(line);
            }
            _ if block::indent(content) < CODE && self.open.is_some_and(|open| self.is_code(open)) => {
                self.close(BlockKind::Text);
                self.extend(line);
            }
            _ => self.extend(line),
        }
    }

    fn alone(&mut self, line: Span, kind: BlockKind) {
        self.close(BlockKind::Text);
        self.extend(line);
        self.close(kind);
    }

    /// Items of a numbered list stay together: they may be notes.
    fn is_note_list(&self, line: &str) -> bool {
        self.open.is_some() && line.starts_with(|c: char| c.is_ascii_digit())
    }

    /// An element of HTML that stands in a line below another, outside a note.
    fn is_next_element(&self, line: &str) -> bool {
        const ELEMENTS: &[&str] = &["<p", "<li", "<tr", "<td", "<th", "<dt", "<dd"];
        let is_tag = |tag: &str| line.strip_prefix(tag).is_some_and(|rest| rest.starts_with([' ', '>']));
        let in_note = || self.open.is_some_and(|open| open.of(self.text).trim_start().starts_with("[^"));
        line.starts_with('<') && ELEMENTS.iter().any(|tag| is_tag(tag)) && !in_note()
    }

    /// A note that begins directly below the indented last paragraph of the one before.
    fn is_next_note(&self, line: &str) -> bool {
        let above = self.open.map_or(0, |open| block::indent(open.of(self.text)));
        line.trim_start().starts_with("[^") && line.contains("]:") && block::indent(line) < above
    }

    fn begins_unread(&mut self, line: Span, trimmed: &'t str) -> bool {
        let fence = ["```", "~~~"].into_iter().find(|fence| trimmed.starts_with(fence));
        let fence = fence.and_then(|_| trimmed.get(..3)).filter(|fence| !trimmed[3..].contains(*fence));
        let lower = || trimmed.get(..trimmed.floor_char_boundary(16)).unwrap_or_default().to_ascii_lowercase();
        let other = if trimmed.starts_with(['<', '{', '$']) {
            UNREAD.iter().find(|(start, _)| lower().starts_with(start))
        } else {
            None
        };
        let (until, ends_here) = match (fence, other) {
            (Some(fence), _) => (Until::Begins(fence, 0), false),
            (None, Some((start, end))) => {
                (Until::Holds(end), trimmed.get(start.len()..).is_some_and(|rest| rest.contains(end)))
            }
            (None, None) => return false,
        };
        if matches!(until, Until::Holds("-->")) && ends_here {
            return false;
        }
        self.close(BlockKind::Text);
        self.extend(line);
        self.until = Some(match until {
            Until::Begins(fence, _) => Until::Begins(fence, self.depth(line)),
            until => until,
        });
        if ends_here {
            self.until = None;
            self.close(BlockKind::Other);
        }
        true
    }

    /// How far the code after a fence stays indented: a fence that is not closed ends with the note or the item that it stands in.
    fn depth(&self, fence: Span) -> usize {
        let is_inside = |at: usize| block::indent(&self.text[at..]) >= CONTINUATION;
        if self.in_list && is_inside(fence.start) && is_inside(fence.end) { CONTINUATION } else { 0 }
    }

    fn unread(&mut self, line: Span, trimmed: &'t str, until: Until) {
        let ends = match until {
            Until::Begins(fence, _) => trimmed.starts_with(fence),
            Until::Holds(end) => trimmed.contains(end),
        };
        let is_inside = match until {
            Until::Begins(_, depth) => trimmed.is_empty() || block::indent(line.of(self.text)) >= depth,
            Until::Holds(_) => true,
        };
        if !ends && !is_inside {
            self.until = None;
            self.close(BlockKind::Other);
            return self.line(line);
        }
        self.extend(line);
        if ends {
            self.until = None;
            self.close(BlockKind::Other);
        }
    }

    fn extend(&mut self, line: Span) {
        let start = self.open.map_or(line.start, |span| span.start);
        self.open = Some(Span::new(start, line.end));
    }

    /// True if a stretch is code by its indentation: nothing that holds indented text stands before it, and it begins no such thing.
    fn is_code(&self, span: Span) -> bool {
        let content = span.of(self.text);
        block::indent(content) >= CODE && !self.in_list && !self.is_listed(content)
    }

    /// True if a stretch begins what may hold indented text: an item, a box, an element or a note.
    fn is_listed(&self, content: &str) -> bool {
        let first = content.trim_start();
        let in_element = is_tag(first) && (block::indent(content) < CODE || self.in_list);
        is_item(first) || is_container(first) || in_element || first.starts_with("[^")
    }

    fn close(&mut self, kind: BlockKind) {
        let Some(span) = self.open.take() else { return };
        let content = span.of(self.text);
        let indent = block::indent(content);
        let first = content.trim_start();
        let kind = if kind == BlockKind::Text && self.is_code(span) { BlockKind::Other } else { kind };
        self.in_list = self.is_listed(content) || (self.in_list && indent >= 2);
        let flat = match kind {
            BlockKind::Rule => Flat::default().into(),
            BlockKind::Other => BlockText::later(content, span.start, &self.code),
            _ => BlockText::later(content, span.start, &self.flatten),
        };
        let is_quoted = first.starts_with('>');
        self.blocks.push(Block { indent, is_quoted, ..Block::new(kind, flat) });
    }
}

/// Takes the signs of quotations, items and headings off the lines.
fn without_prefixes(flat: Flat) -> Flat {
    let lines = block::lines(&flat.text).map(|line| (line, line.of(&flat.text)));
    let cuts = lines.filter_map(|(line, content)| {
        let rest = unquoted(content);
        let rest = rest.trim_start_matches('#');
        let bare = rest.trim_start();
        let at = line.end - bare.len();
        // A bullet that stands for two bytes was escaped: it is no bullet.
        let is_bullet = is_bullet(bare) && flat.source(Span::new(at, at + 1)).len() == 1;
        let rest = if is_bullet { &bare[2..] } else { rest };
        let cut = Span::new(line.start, line.start + content.len() - rest.len());
        (!cut.is_empty()).then_some((cut, ""))
    });
    let cuts: Vec<(Span, &str)> = cuts.collect();
    if cuts.is_empty() { flat } else { flat.rewritten(&cuts) }
}

/// Shows the addresses of lines that are nothing but a number that links (`[1](https://…)`): they are typed notes.
fn with_addresses(flat: Flat) -> Flat {
    let line = |mark: &Mark| {
        let MarkKind::Link(address) = &mark.kind else { return None };
        let number = mark.span.of(&flat.text);
        let alone = |text: &str| text.chars().next().is_none_or(|c| c == '\n' || c == '\r');
        let is_line = flat.text[..mark.span.start].chars().next_back().is_none_or(|c| c == '\n')
            && alone(&flat.text[mark.span.end..]);
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        (is_line && is_number && address.contains("://") && !address.contains('#'))
            .then(|| (mark.span, format!("[{number}] {address}")))
    };
    let shown: Vec<(Span, String)> = flat.marks.iter().filter_map(line).collect();
    let edits: Vec<(Span, &str)> = shown.iter().map(|(span, text)| (*span, text.as_str())).collect();
    if edits.is_empty() { flat } else { flat.rewritten(&edits) }
}

/// A line without the signs of quotation before it.
fn unquoted(line: &str) -> &str {
    let mut rest = line;
    while let Some(inner) = rest.trim_start().strip_prefix('>') {
        rest = inner.strip_prefix(' ').unwrap_or(inner);
    }
    rest
}

fn is_setext(line: &str) -> bool {
    line.len() >= 2 && (line.bytes().all(|b| b == b'=') || line.bytes().all(|b| b == b'-'))
}

/// A line that only gives attributes to a block (`{: .small}`).
fn is_attributes(line: &str) -> bool {
    line.starts_with("{:") && line.ends_with('}')
}

fn is_heading(line: &str) -> bool {
    let marks = line.bytes().take_while(|&b| b == b'#').count();
    (1..=6).contains(&marks) && line[marks..].chars().next().is_none_or(char::is_whitespace)
}

/// A line that is the tag of an element: what it holds may be indented.
fn is_tag(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default().trim_end();
    let is_name = line
        .strip_prefix('<')
        .is_some_and(|rest| rest.trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic()));
    is_name && !line.contains("://") && (line.ends_with('>') || !line.contains('>'))
}

/// A line below which indented text is text: MkDocs's tabs (`=== "Tab"`) and boxes (`!!! note`, `??? note`).
fn is_container(line: &str) -> bool {
    let marks = line.len() - line.trim_start_matches(['=', '!', '?']).len();
    let head = line[marks..].trim_start_matches(['+', '!']);
    let named = head.strip_prefix(' ').is_some_and(|name| name.starts_with(|c: char| c == '"' || c.is_alphabetic()));
    marks == 3 && named && (!line.starts_with('=') || head.starts_with(" \""))
}

fn is_bullet(line: &str) -> bool {
    line.starts_with(['-', '*', '+']) && line[1..].starts_with([' ', '\t'])
}

fn is_item(line: &str) -> bool {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    is_bullet(line)
        || ((1..=9).contains(&digits) && (line[digits..].starts_with(". ") || line[digits..].starts_with(") ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<(BlockKind, String)> {
        blocks(text, 0).into_iter().map(|block| (block.kind, block.flat.folded().text)).collect()
    }

    #[test]
    fn blocks_of_every_kind() {
        use BlockKind::{Heading, Other, Rule, Text};
        let table: &[(&str, &[(BlockKind, &str)])] = &[
            ("a\nb\n\nc", &[(Text, "a b"), (Text, "c")]),
            ("# H #\ntext", &[(Heading, "H #"), (Text, "text")]),
            ("H\n===\ntext", &[(Heading, "H ==="), (Text, "text")]),
            ("a\n\n***\nb", &[(Text, "a"), (Rule, ""), (Text, "b")]),
            ("```\na[1]\n```\nb", &[(Other, "``` a[1] ```"), (Text, "b")]),
            ("> a\n> b\n>\n> c", &[(Text, "a b"), (Text, "c")]),
            ("- a\n- b", &[(Text, "a"), (Text, "b")]),
            ("a\n\n    code[1]", &[(Text, "a"), (Other, "code[1]")]),
            ("- a\n\n    more", &[(Text, "a"), (Text, "more")]),
            ("[^1]: a\n\n    more", &[(Text, "[^1]: a"), (Text, "more")]),
            ("=== \"Tab\"\n\n    a[1]\n\n    b", &[(Text, "=== \"Tab\""), (Text, "a[1]"), (Text, "b")]),
            ("??? note\n\n    a[1]", &[(Text, "??? note"), (Text, "a[1]")]),
            ("Really !!!\n\n    a[1]", &[(Text, "Really !!!"), (Other, "a[1]")]),
            ("<div>\n\n    <p>a[1]</p>\n\n    <p>b</p>\n</div>", &[(Text, ""), (Text, "a[1]"), (Text, "b")]),
            ("a <b>c</b> d\n\n    <p>a[1]</p>", &[(Text, "a c d"), (Other, "<p>a[1]</p>")]),
            ("<div>\n<p>a</p>\n<p>b</p>", &[(Text, ""), (Text, "a"), (Text, "b")]),
            ("[^1]: a\n<p>b</p>", &[(Text, "[^1]: a b")]),
            ("=== x\n\n    a[1]", &[(Text, "=== x"), (Other, "a[1]")]),
            ("<pre>\na[1]\n</pre>\nb", &[(Other, "<pre> a[1] </pre>"), (Text, "b")]),
            ("[^1]: a\n    ```\n    b\n[^2]: c", &[(Text, "[^1]: a"), (Other, "``` b"), (Text, "[^2]: c")]),
            ("[^1]: a\n    ```\n    b\n```\nc", &[(Text, "[^1]: a"), (Other, "``` b ```"), (Text, "c")]),
            ("[^1]: a\n    ```\nb\n    ```\nc", &[(Text, "[^1]: a"), (Other, "``` b ```"), (Text, "c")]),
            ("note one\n{: .small}\nnote two", &[(Text, "note one"), (Text, "note two")]),
            ("$$\nx[1]\n$$\nb", &[(Other, "$$ x[1] $$"), (Text, "b")]),
            ("[a]: http://b.c\nd", &[(Text, "d")]),
            ("see [x][a]\n\n[a]: http://b.c", &[(Text, "see x")]),
        ];
        for (text, wanted) in table {
            let wanted: Vec<(BlockKind, String)> =
                wanted.iter().map(|(kind, text)| (*kind, (*text).to_owned())).collect();
            assert_eq!(shown(text), wanted, "{text}");
        }
    }

    /// A reading where no glance spares the markup of a block.
    fn in_full(text: &str) -> Reading {
        let blocks = blocks(text, 0);
        blocks.iter().for_each(|block| _ = block.text());
        of_blocks(text, None, blocks)
    }

    #[test]
    fn glances_miss_nothing() {
        #[rustfmt::skip]
        const PIECES: &[&str] = &[
            "*", "\\*", "**", "[", "]", "(1)", "1. ", "1 ", "(a)", "[iv] ", "Notes", "Refer", "ences", "VI. ", "5. Notes", "^", "<sup>1</sup>", "¹", "†",
            "\n", "\n", "\n\n", "\n\n", "\n\n", " ", "a", "word", "Text. ", "## ", "> ", "- ", "* ", "---", "[^1]", "[^1]: ", "[1] ", "[1]: x", "[*1*]", "&#91;1]",
            "{% fn %}", "[fn]", "[/fn]", "[*fn*]", "{{< fn 1 >}}", "[1](#fn1)", "[x]", "[x]: #fn1", "`1`", "\\[1\\]", "<!-- ", " -->", "![a](b)", "Note 1: ", "No*te* 1: ",
            "【1】", "注1", "    ", "Able, *Salt* (York, 1990), 5.", "![", "(#fnref1)", "[[1]](#fn1)", "([1](x))", "\r\n", "^[a note]", "^1^",
        ];
        let mut seed = 7u64;
        let mut below = |limit: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(seed >> 33).unwrap_or_default() % limit
        };
        for _ in 0..3000 {
            let text: String = (0..4 + below(16)).map(|_| PIECES[below(PIECES.len())]).collect();
            let (swift, full) = (read(&text), in_full(&text));
            assert_eq!((&swift.markers, &swift.notes), (&full.markers, &full.notes), "{text:?}");
            assert_eq!((&swift.bibliography, &swift.problems), (&full.bibliography, &full.problems), "{text:?}");
            let shown = |reading: &Reading| reading.prose.shown(&text).cloned().collect::<Vec<_>>();
            assert_eq!(shown(&swift), shown(&full), "{text:?}");
        }
    }

    #[test]
    fn a_post_without_notes_is_not_read() {
        let text = "# Salt\n\nThe *old* road [leads](x.md) on.\n\n- One of the **last**.\n\nWho knows it (1990).\n";
        let blocks = blocks(text, 0);
        assert!(blocks.iter().all(|block| !block.may_head() && !block.may_hold(b'^') && !block.may_hold_shortcode()));
    }

    #[test]
    fn a_definition_of_a_link_is_no_note() {
        assert!(link_definition("[1]: https://a.b/c").is_some());
        assert!(link_definition("[a]: /x \"title\"").is_some());
        assert!(link_definition("[1]: Robinson, 167.").is_none());
        assert!(link_definition("[1]: Robinson").is_none());
        assert!(link_definition("[^1]: word").is_none());
    }
}
