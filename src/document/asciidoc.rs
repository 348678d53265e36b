//! AsciiDoc: `footnote:[…]`, `footnote:name[…]`, and the second time `footnote:name[]`; the older `footnoteref:[name,…]`. An attribute may
//! hold a note (`:fn-salt: footnote:[…]`); the marker then is where the text has `{fn-salt}`.

use std::collections::{HashMap, HashSet};

use super::Reading;
use super::block::{self, BlockKind};
use super::dialect::{DelimiterPair, InlineElement, MarkupDialect};
use super::inplace::{Brackets, Collector, paragraphs};
use crate::text::{MarkKind, Span};

const ASCIIDOC: MarkupDialect = MarkupDialect {
    pairs: &[
        DelimiterPair { open: "__", close: "__", kind: MarkKind::Emphasis, at_words: false },
        DelimiterPair { open: "**", close: "**", kind: MarkKind::Strong, at_words: false },
        DelimiterPair { open: "_", close: "_", kind: MarkKind::Emphasis, at_words: true },
        DelimiterPair { open: "*", close: "*", kind: MarkKind::Strong, at_words: true },
        DelimiterPair { open: "`", close: "`", kind: MarkKind::Code, at_words: true },
        DelimiterPair { open: "^", close: "^", kind: MarkKind::Superscript, at_words: false },
    ],
    special,
    starts: b"hl\\",
};

/// The longest text of a link, in bytes.
const LINK: usize = 400;

/// The longest name of a note or an attribute, in bytes.
const LONGEST_NAME: usize = 80;

/// `https://address[text]`, `link:address[text]`, and an escaped bracket.
fn special(text: &str) -> Option<InlineElement> {
    if text.starts_with("\\]") {
        return Some(InlineElement::Shown { len: 2, text: "]".to_owned() });
    }
    let rest = text.strip_prefix("link:").unwrap_or(text);
    if !(rest.len() < text.len() || text.starts_with("http://") || text.starts_with("https://")) {
        return None;
    }
    let end = rest[..rest.floor_char_boundary(2000)]
        .find(|c: char| c.is_whitespace() || c == '[')
        .filter(|&end| rest[end..].starts_with('['))?;
    let window = &rest[end..];
    let window = &window[..window.floor_char_boundary(LINK)];
    let shown = Brackets::of(window, b'[', b']').inside(0).filter(|shown| !shown.is_empty())?;
    let start = text.len() - rest.len() + end;
    Some(InlineElement::Link {
        len: start + shown.end + 1,
        text: shown.shifted(start),
        address: rest[..end].to_owned(),
    })
}

pub(super) fn sniff(text: &str) -> u8 {
    let signs = ["footnote:[", "\n== ", "\n:toc", "\n----\n", "\n[source"];
    let found = signs.iter().filter(|sign| text.contains(*sign)).count() + usize::from(text.starts_with("= "));
    if found >= 2 || text.contains("footnote:[") { 75 } else { 0 }
}

pub(super) fn read(text: &str) -> Reading {
    let attributes: Vec<(&str, usize)> = attributes(text).collect();
    let mut reader = AsciidocReader {
        text,
        brackets: Brackets::of(text, b'[', b']'),
        notes: Collector::default(),
        held: attributes.iter().map(|(_, start)| *start).collect(),
        attributes: attributes.into_iter().collect(),
        named: HashMap::new(),
        count: 0,
    };
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find(['f', '{'])) {
        let start = at + found;
        at = reader.footnote(start).or_else(|| reader.attribute(start)).unwrap_or(start + 1);
    }
    reader.notes.finish(paragraphs(text, &|text, start| ASCIIDOC.flatten(text, start), &kind))
}

/// The attributes that hold a note, by their names, with the place where it begins.
fn attributes(text: &str) -> impl Iterator<Item = (&str, usize)> {
    block::lines(text).filter_map(|line| {
        let (name, value) = line.of(text).strip_prefix(':')?.split_once(':')?;
        let note = value.trim_start();
        let is_note = note.starts_with("footnote:") || note.starts_with("footnoteref:");
        is_note.then(|| (name, line.start + 1 + name.len() + 1 + value.len() - note.len()))
    })
}

struct AsciidocReader<'t> {
    text: &'t str,
    brackets: Brackets,
    notes: Collector,
    /// Where the note of an attribute begins.
    attributes: HashMap<&'t str, usize>,
    /// The places where notes of attributes begin.
    held: HashSet<usize>,
    /// The numbers of named notes.
    named: HashMap<&'t str, String>,
    count: usize,
}

impl<'t> AsciidocReader<'t> {
    /// Reads a note, and gives its end. That of an attribute is read where it is used.
    fn footnote(&mut self, start: usize) -> Option<usize> {
        let (name, body, span) = self.note_at(start)?;
        if !self.held.contains(&start) {
            self.add(name, body, span);
        }
        Some(span.end)
    }

    /// Reads `{name}` where the attribute of that name holds a note, and gives its end.
    fn attribute(&mut self, start: usize) -> Option<usize> {
        let inner = self.text[start..].strip_prefix('{')?;
        let (attribute, _) = inner[..inner.floor_char_boundary(LONGEST_NAME)].split_once('}')?;
        let (name, body, span) = self.note_at(*self.attributes.get(attribute)?)?;
        let marker = Span::new(start, start + attribute.len() + 2);
        let id = if name.is_empty() { attribute } else { name };
        let number = self.named.get(id).cloned().unwrap_or_else(|| self.define(id, body, span));
        self.notes.marker(&number, marker, id);
        Some(marker.end)
    }

    /// Adds the note of an attribute, and gives its number.
    fn define(&mut self, id: &'t str, body: Span, span: Span) -> String {
        self.count += 1;
        let number = self.count.to_string();
        let head = Span::new(span.start, span.start);
        self.notes.note(&number, span, head, id, ASCIIDOC.flatten(body.of(self.text), body.start));
        self.named.insert(id, number.clone());
        number
    }

    /// The name, the text and the place of the note that begins at `start`, if one does.
    fn note_at(&self, start: usize) -> Option<(&'t str, Span, Span)> {
        let rest = self.text[start..].strip_prefix("footnote")?;
        let (old, rest) = rest.strip_prefix("ref").map_or((false, rest), |rest| (true, rest));
        let window = &rest[..rest.floor_char_boundary(LONGEST_NAME)];
        let name_end = window.find('[').filter(|&end| end > 0 && rest.starts_with(':'))?;
        let inner = self.brackets.inside(self.text.len() - rest.len() + name_end)?;
        let (name, body) = self.parts(&rest[1..name_end], inner, old)?;
        let span = Span::new(start, inner.end + 1);
        if self.text[..start].ends_with('\\') || name.contains(char::is_whitespace) {
            return None;
        }
        Some((name, body, span))
    }

    /// The name and the text of a note; the older macro has both in its brackets.
    fn parts(&self, name: &'t str, inner: Span, old: bool) -> Option<(&'t str, Span)> {
        if !old {
            return Some((name, inner));
        }
        let content = inner.of(self.text);
        let end = content.find(',').unwrap_or(content.len());
        let body = Span::new((inner.start + end + 1).min(inner.end), inner.end);
        self.text.get(inner.start..inner.start + end).map(|name| (name.trim(), body))
    }

    fn add(&mut self, name: &'t str, body: Span, span: Span) {
        if let Some(number) = self.named.get(name).filter(|_| body.is_empty() && !name.is_empty()) {
            return self.notes.marker(number, span, name);
        }
        if body.is_empty() && !name.is_empty() {
            return self.notes.marker(name, span, name);
        }
        self.count += 1;
        let number = self.count.to_string();
        self.notes.both(&number, span, ASCIIDOC.flatten(body.of(self.text), body.start));
        if !name.is_empty() {
            self.named.insert(name, number);
            let reading = &mut self.notes.reading;
            reading.notes.last_mut().into_iter().for_each(|note| name.clone_into(&mut note.id));
            reading.markers.last_mut().into_iter().for_each(|marker| name.clone_into(&mut marker.target));
        }
    }
}

fn kind(line: &str) -> Option<BlockKind> {
    let signs = line.bytes().take_while(|&b| b == b'=').count();
    match () {
        () if signs > 0 && line[signs..].starts_with(' ') => Some(BlockKind::Heading),
        () if line.starts_with("//") || (line.starts_with(':') && line[1..].contains(':')) => Some(BlockKind::Other),
        () if line.trim_end() == "'''" => Some(BlockKind::Rule),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn footnotes_of_every_kind() {
        let text = "= Salt\n\nMules.footnote:[Ann Reed, _The Salt Road_ (Leeds, 1998), 12.] Cloth.footnote:reed[See https://a.b[a page\\], p. 3].] \
            Again.footnote:reed[] Old.footnoteref:[x,Older.] and footnoteref:[x]. Lost.footnote:gone[]\n";
        let reading = read(text);
        let markers: Vec<&str> = reading.markers.iter().map(|marker| marker.label.as_str()).collect();
        assert_eq!(markers, ["1", "2", "2", "3", "3", "gone"]);
        let notes: Vec<&str> = reading.notes.iter().map(|note| note.body.text.as_str()).collect();
        assert_eq!(notes, ["Ann Reed, The Salt Road (Leeds, 1998), 12.", "See a page], p. 3.", "Older."]);
        assert_eq!(
            reading.prose.shown(text).last().map(|flat| flat.text.as_str()),
            Some("Mules. Cloth. Again. Old. and . Lost.")
        );
    }

    #[test]
    fn an_attribute_holds_a_note() {
        let text = "= Salt\n:own: footnote:own[Opinions are my own.]\n:rain: footnote:[It rained.]\n:author: Ann\n\n\
            Mules.{rain} Cloth.{own} Again.{own} By {author}. Salt.footnote:own[] Rain.{rain}\n";
        let reading = read(text);
        let markers: Vec<(&str, &str)> =
            reading.markers.iter().map(|marker| (marker.label.as_str(), marker.span.of(text))).collect();
        let own = ("2", "{own}");
        assert_eq!(markers, [("1", "{rain}"), own, own, ("2", "footnote:own[]"), ("1", "{rain}")]);
        let notes: Vec<(&str, &str)> =
            reading.notes.iter().map(|note| (note.label.as_str(), note.body.text.as_str())).collect();
        assert_eq!(notes, [("2", "Opinions are my own."), ("1", "It rained.")]);
    }

    #[test]
    fn the_word_alone_is_no_footnote() {
        assert!(read("A footnote: see below [1]. A footnote. \\footnote:[no]").markers.is_empty());
    }
}
