//! A line of HTML that a style wrote: its text, its italics, and the marks that travelled through the style with each value.

use std::collections::BTreeMap;

use ibid::text::{Mark, MarkKind, Span};

/// The first of the marks that open a value and of those that close one: variation selectors, which styles take for nothing.
pub(crate) const OPENS: u32 = 0xE0100;
pub(crate) const CLOSES: u32 = 0xE0140;

/// What a line shows, without marks and markup, and where both were.
#[derive(Default)]
pub(crate) struct Line {
    pub(crate) text: String,
    /// Each value by the number of its mark, with its place.
    pub(crate) values: Vec<(usize, Span)>,
    italics: Vec<Span>,
    /// Where the value of each mark began.
    opened: BTreeMap<u32, usize>,
    /// Where italics began.
    italic: Option<usize>,
}

impl Line {
    pub(crate) fn of(html: &str) -> Self {
        let mut line = Self::default();
        let mut rest = html;
        while let Some(char) = rest.chars().next() {
            let tag = rest.starts_with('<').then(|| rest.find('>')).flatten();
            if let Some(end) = tag {
                line.tag(&rest[..=end]);
                rest = &rest[end + 1..];
            } else {
                let (char, length) = entity(rest).unwrap_or((char, char.len_utf8()));
                line.char(char);
                rest = &rest[length..];
            }
        }
        line
    }

    /// The italics, as the reader of documents marks them.
    pub(crate) fn emphasis(&self) -> Vec<Mark> {
        let mark = |span: &Span| Mark { span: *span, outer: *span, kind: MarkKind::Emphasis };
        self.italics.iter().map(mark).collect()
    }

    fn tag(&mut self, tag: &str) {
        let here = self.text.len();
        match tag {
            "<i>" | "<em>" => self.italic = Some(here),
            "</i>" | "</em>" => self.italics.extend(self.italic.take().map(|start| Span::new(start, here))),
            _ => {}
        }
    }

    fn char(&mut self, char: char) {
        let (code, here) = (u32::from(char), self.text.len());
        match code.checked_sub(OPENS) {
            Some(mark) if code < CLOSES => drop(self.opened.insert(mark, here)),
            Some(_) if code < 2 * CLOSES - OPENS => {
                let mark = code - CLOSES;
                let value = self.opened.remove(&mark).map(|start| (mark as usize, Span::new(start, here)));
                self.values.extend(value);
            }
            _ => self.text.push(char),
        }
    }
}

/// The character that an entity at the beginning of some HTML stands for, and how many bytes it takes.
fn entity(html: &str) -> Option<(char, usize)> {
    let entities = [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&#39;", '\'')];
    entities.into_iter().find(|(name, _)| html.starts_with(name)).map(|(name, char)| (char, name.len()))
}
