//! Rendered words as a row of letters, each with its look: what case, quotation marks and punctuation are settled on.

use citationberg::{FontStyle, FontVariant, FontWeight, TextDecoration, VerticalAlign};
use hayagriva::{ElemChild, ElemChildren, ElemMeta, Formatting};

use super::dates::{Calendar, DateRange};
use super::mark::{self, STAND_IN};

/// How a letter looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) struct GlyphLook {
    pub(super) italic: bool,
    pub(super) bold: bool,
    pub(super) small_capitals: bool,
    pub(super) underlined: bool,
    pub(super) superscript: bool,
    pub(super) subscript: bool,
    /// The link it belongs to, by place in [`Rich::links`].
    pub(super) link: Option<usize>,
    /// Whether its case is protected.
    pub(super) keep_case: bool,
    /// The value of the record that it belongs to, counted from 1; 0 is the style's own text.
    pub(super) value: usize,
}

/// One letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph {
    pub(super) c: char,
    pub(super) look: GlyphLook,
}

/// Rendered text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Rich {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) links: Vec<String>,
}

impl Rich {
    /// Text without any look.
    pub(super) fn plain(text: &str) -> Self {
        let mut rich = Self::default();
        rich.push_str(text, GlyphLook::default());
        rich
    }

    pub(super) fn push_str(&mut self, text: &str, look: GlyphLook) {
        self.glyphs.extend(text.chars().map(|c| Glyph { c: mark::printed(c), look }));
    }

    /// Adds other text, with its links.
    pub(super) fn append(&mut self, other: Rich) {
        let links = self.links.len();
        let shift = |glyph: Glyph| Glyph {
            look: GlyphLook { link: glyph.look.link.map(|l| l + links), ..glyph.look },
            ..glyph
        };
        self.glyphs.extend(other.glyphs.into_iter().map(shift));
        self.links.extend(other.links);
    }

    /// Whether nothing would be seen.
    pub(super) fn is_blank(&self) -> bool {
        self.glyphs.iter().all(|glyph| mark::is_mark(glyph.c) || glyph.c.is_whitespace())
    }

    /// The text alone, marks left out.
    #[cfg(test)]
    pub(super) fn text(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.c).filter(|c| !mark::is_mark(*c)).collect()
    }
}

/// The dates of a record that hayagriva cannot print.
#[derive(Clone, Copy)]
pub(super) struct Dates<'d> {
    /// Those in words, each with a stand-in year.
    pub(super) words: &'d [String],
    /// Ranges, of which the start is printed.
    pub(super) ranges: &'d [DateRange],
    pub(super) calendar: &'d Calendar,
}

/// What hayagriva rendered, as one row of letters.
pub(super) fn flatten(children: &ElemChildren, dates: Dates<'_>) -> Rich {
    let mut rich = Rich::default();
    children.0.iter().for_each(|child| add(&mut rich, child, dates));
    rich
}

fn add(rich: &mut Rich, child: &ElemChild, dates: Dates<'_>) {
    match child {
        ElemChild::Text(text) => rich.push_str(&text.text, look(&text.formatting)),
        ElemChild::Link { text, url } => {
            let link = rich.links.len();
            rich.links.push(url.clone());
            rich.push_str(&text.text, GlyphLook { link: Some(link), ..look(&text.formatting) });
        }
        ElemChild::Elem(elem) => {
            // What a style sets in a block or a column of its own stands in one line here, apart from its neighbours.
            let ends_word = rich.glyphs.last().is_some_and(|last| !last.c.is_whitespace());
            if elem.display.is_some() && ends_word && !elem.children.is_empty() {
                rich.push_str(" ", GlyphLook::default());
            }
            let start = rich.glyphs.len();
            elem.children.0.iter().for_each(|child| add(rich, child, dates));
            if elem.meta == Some(ElemMeta::Date) && !(dates.words.is_empty() && dates.ranges.is_empty()) {
                put_date(rich, start, dates);
            }
        }
        ElemChild::Markup(text) => rich.push_str(text, GlyphLook::default()),
        ElemChild::Transparent { .. } => {}
    }
}

/// Puts a date in words, or a range, where its stand-in or its start was printed: in place of all the date.
fn put_date(rich: &mut Rich, start: usize, dates: Dates<'_>) {
    let Some(printed) = rich.glyphs.get(start..) else { return };
    let text: String = printed.iter().map(|glyph| glyph.c).collect();
    let standing = |(at, _): &(usize, &String)| text.contains(&(usize::from(STAND_IN.unsigned_abs()) + at).to_string());
    let words = dates.words.iter().enumerate().find(standing).map(|(_, words)| words.clone());
    let range = || dates.ranges.iter().find_map(|range| dates.calendar.range(&text, range));
    let words = words.map(|words| dates.calendar.undated(&words).unwrap_or(words));
    let Some(words) = words.or_else(range) else { return };
    let look = printed.first().map(|glyph| glyph.look).unwrap_or_default();
    rich.glyphs.truncate(start);
    rich.push_str(&words, look);
}

fn look(formatting: &Formatting) -> GlyphLook {
    GlyphLook {
        italic: formatting.font_style == FontStyle::Italic,
        bold: formatting.font_weight == FontWeight::Bold,
        small_capitals: formatting.font_variant == FontVariant::SmallCaps,
        underlined: formatting.text_decoration == TextDecoration::Underline,
        superscript: formatting.vertical_align == VerticalAlign::Sup,
        subscript: formatting.vertical_align == VerticalAlign::Sub,
        ..GlyphLook::default()
    }
}

/// Puts text where a stand-in for it was printed, between these marks. What is around it keeps its look.
pub(super) fn replace(rich: &mut Rich, open: char, close: char, text: &str) {
    let mut from = 0;
    while let Some(start) = position(&rich.glyphs, from, open) {
        let Some(end) = position(&rich.glyphs, start, close) else { return };
        let look = rich.glyphs.get(start + 1).map(|glyph| glyph.look).unwrap_or_default();
        let glyphs: Vec<Glyph> = text.chars().map(|c| Glyph { c, look }).collect();
        from = start + glyphs.len() + 1;
        rich.glyphs.splice(start..=end, glyphs);
    }
}

fn position(glyphs: &[Glyph], from: usize, c: char) -> Option<usize> {
    let rest = glyphs.get(from..)?;
    rest.iter().position(|glyph| glyph.c == c).map(|at| at + from)
}

/// Gives letters the look that the record's own markup asks for, and tells its values apart. Italics inside of italics
/// are upright.
pub(super) fn apply_markup(rich: &mut Rich) {
    let mut open: Vec<char> = Vec::new();
    let (mut value, mut values) = (0, 0);
    for glyph in &mut rich.glyphs {
        match glyph.c {
            mark::ITALIC
            | mark::BOLD
            | mark::SUPERSCRIPT
            | mark::SUBSCRIPT
            | mark::SMALL_CAPITALS
            | mark::KEEP_CASE => {
                open.push(glyph.c);
            }
            mark::MARKUP_END => drop(open.pop()),
            mark::VALUE => {
                values += 1;
                value = values;
            }
            mark::VALUE_END => value = 0,
            _ => {
                glyph.look.value = value;
                open.iter().for_each(|mark| change(&mut glyph.look, *mark));
            }
        }
    }
}

fn change(look: &mut GlyphLook, mark: char) {
    match mark {
        mark::ITALIC => look.italic = !look.italic,
        mark::BOLD => look.bold = !look.bold,
        mark::SUPERSCRIPT => look.superscript = true,
        mark::SUBSCRIPT => look.subscript = true,
        mark::SMALL_CAPITALS => look.small_capitals = true,
        _ => look.keep_case = true,
    }
}
