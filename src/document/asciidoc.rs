//! AsciiDoc: `footnote:[…]`, `footnote:name[…]`, and the second time `footnote:name[]`; the older `footnoteref:[name,…]`.

use std::collections::HashMap;

use super::Reading;
use super::block::BlockKind;
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
    let mut reader = AsciidocReader {
        text,
        brackets: Brackets::of(text, b'[', b']'),
        notes: Collector::default(),
        named: HashMap::new(),
        count: 0,
    };
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find("footnote")) {
        let start = at + found;
        at = reader.footnote(start).unwrap_or(start + 8);
    }
    reader.notes.finish(paragraphs(text, &|text, start| ASCIIDOC.flatten(text, start), &kind))
}

struct AsciidocReader<'t> {
    text: &'t str,
    brackets: Brackets,
    notes: Collector,
    /// The numbers of named notes.
    named: HashMap<&'t str, String>,
    count: usize,
}

impl<'t> AsciidocReader<'t> {
    fn footnote(&mut self, start: usize) -> Option<usize> {
        let rest = self.text[start..].strip_prefix("footnote")?;
        let (old, rest) = rest.strip_prefix("ref").map_or((false, rest), |rest| (true, rest));
        let window = &rest[..rest.floor_char_boundary(80)];
        let name_end = window.find('[').filter(|&end| end > 0 && rest.starts_with(':'))?;
        let inner = self.brackets.inside(self.text.len() - rest.len() + name_end)?;
        let (name, body) = self.parts(&rest[1..name_end], inner, old)?;
        let span = Span::new(start, inner.end + 1);
        if self.text[..start].ends_with('\\') || name.contains(char::is_whitespace) {
            return None;
        }
        self.add(name, body, span);
        Some(span.end)
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
            self.notes
                .reading
                .notes
                .iter_mut()
                .filter(|note| note.span == span)
                .for_each(|note| name.clone_into(&mut note.id));
            self.notes
                .reading
                .markers
                .iter_mut()
                .filter(|marker| marker.span == span)
                .for_each(|marker| name.clone_into(&mut marker.target));
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
    fn the_word_alone_is_no_footnote() {
        assert!(read("A footnote: see below [1]. A footnote. \\footnote:[no]").markers.is_empty());
    }
}
