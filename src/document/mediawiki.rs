//! MediaWiki: `<ref>…</ref>`, `<ref name=x>…</ref>` and `<ref name=x />`, notes kept in `<references>`, `{{sfn|Reed|1998|p=12}}`.

use std::collections::HashMap;

use super::Reading;
use super::block::BlockKind;
use super::dialect::{DelimiterPair, InlineElement, MarkupDialect};
use super::inplace::{Collector, paragraphs};
use crate::text::{Flat, MarkKind, Span};

const MEDIAWIKI: MarkupDialect = MarkupDialect {
    pairs: &[
        DelimiterPair { open: "'''", close: "'''", kind: MarkKind::Strong, at_words: false },
        DelimiterPair { open: "''", close: "''", kind: MarkKind::Emphasis, at_words: false },
    ],
    special,
    starts: b"[{<&",
};

/// How far the end of a link, template or tag is looked for, in bytes.
const REACH: usize = 4000;

/// The longest note, in bytes.
const LONGEST: usize = 16 * REACH;

fn special(text: &str) -> Option<InlineElement> {
    let window = &text[..text.floor_char_boundary(REACH)];
    match text.as_bytes() {
        [b'[', b'[', ..] => page_link(window),
        [b'[', ..] => web_link(window),
        [b'{', b'{', ..] => template(window),
        [b'<', ..] => tag(window),
        [b'&', ..] => {
            super::entity::decode(window).map(|(len, text)| InlineElement::Shown { len, text: text.into_owned() })
        }
        _ => None,
    }
}

fn page_link(text: &str) -> Option<InlineElement> {
    let end = text.find("]]")?;
    let inner = &text[2..end];
    let start = inner.rfind('|').map_or(2, |bar| 2 + bar + 1);
    let address = inner.split('|').next().unwrap_or_default().to_owned();
    Some(InlineElement::Link { len: end + 2, text: Span::new(start, end), address })
}

fn web_link(text: &str) -> Option<InlineElement> {
    let inner = text[1..].split(']').next()?;
    if !(inner.starts_with("http") || inner.starts_with("//")) || inner.len() + 1 == text.len() {
        return None;
    }
    let (address, start) = inner.split_once(' ').map_or((inner, 1), |(address, _)| (address, address.len() + 2));
    Some(InlineElement::Link {
        len: inner.len() + 2,
        text: Span::new(start, 1 + inner.len()),
        address: address.to_owned(),
    })
}

fn tag(text: &str) -> Option<InlineElement> {
    if text.starts_with("<!--") {
        return text.find("-->").map(|end| InlineElement::Shown { len: end + 3, text: String::new() });
    }
    let len = text.find('>').filter(|_| text[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'))? + 1;
    let text = if text.starts_with("<br") { " " } else { "" };
    Some(InlineElement::Shown { len, text: text.to_owned() })
}

/// The parameters of citation templates in the order in which they are shown; italic or not, and what stands before them.
const SHOWN: &[(&[&str], bool, &str)] = &[
    (
        &["last", "last1", "author", "author1", "autor", "nachname", "nom", "nom1", "auteur", "apellidos", "cognome"],
        false,
        "",
    ),
    (&["first", "first1", "vorname", "prénom", "nombre", "nome"], false, ", "),
    (&["editor", "editor-last", "editor1-last"], false, ", "),
    (&["chapter", "article", "contribution"], false, ", "),
    (&["title", "titel", "titre", "título", "titolo"], true, ", "),
    (&["work", "website", "journal", "newspaper", "magazine", "sammelwerk", "périodique"], true, ", "),
    (&["volume", "band"], false, ", vol. "),
    (&["issue", "number", "nummer"], false, ", no. "),
    (&["location", "place", "ort", "lieu"], false, ", "),
    (&["publisher", "verlag", "éditeur", "editorial", "editore"], false, ", "),
    (&["date", "year", "datum", "jahr", "année", "fecha", "año", "anno"], false, ", "),
    (&["page", "p"], false, ", p. "),
    (&["pages", "pp", "seiten"], false, ", pp. "),
    (&["url"], false, ", "),
];

/// A template that cites: its parameters as a reader sees them, or nearly. Another is not shown.
fn template(text: &str) -> Option<InlineElement> {
    let end = text.find("}}")?;
    let fields = fields(text, end);
    let name = text.get(2..end)?.split('|').next()?.trim().to_lowercase();
    let parts =
        if name.starts_with("sfn") || name.starts_with("harv") { short(text, &fields) } else { full(text, &fields) };
    Some(if parts.is_empty() {
        InlineElement::Shown { len: end + 2, text: String::new() }
    } else {
        InlineElement::Parts { len: end + 2, parts }
    })
}

/// The parameters of a template: name (empty for those without) and value.
fn fields(text: &str, end: usize) -> Vec<(String, Span)> {
    let mut found = Vec::new();
    let mut at = 2;
    for part in text[2..end].split_inclusive('|') {
        let value = part.trim_end_matches('|');
        let (name, offset) =
            value.split_once('=').map_or((String::new(), 0), |(name, _)| (name.trim().to_lowercase(), name.len() + 1));
        let inner = &value[offset..];
        let start = at + offset + inner.len() - inner.trim_start().len();
        found.push((name, Span::new(start, start + inner.trim().len())));
        at += part.len();
    }
    found
}

fn full(text: &str, fields: &[(String, Span)]) -> Vec<(String, Span, bool)> {
    let mut parts: Vec<(String, Span, bool)> = Vec::new();
    for (names, italic, before) in SHOWN {
        let field = fields.iter().find(|(name, value)| names.contains(&name.as_str()) && !value.of(text).is_empty());
        if let Some((_, value)) = field {
            let before = if parts.is_empty() { "" } else { before };
            parts.push((before.to_owned(), *value, *italic));
        }
    }
    parts
}

/// `{{sfn|Reed|Hall|1998|p=12}}`: authors, year, page.
fn short(text: &str, fields: &[(String, Span)]) -> Vec<(String, Span, bool)> {
    let bare = fields.iter().skip(1).filter(|(name, value)| name.is_empty() && !value.of(text).is_empty());
    let spaced = |(index, (_, value)): (usize, &(String, Span))| {
        (if index == 0 { String::new() } else { " ".to_owned() }, *value, false)
    };
    let mut parts: Vec<(String, Span, bool)> = bare.enumerate().map(spaced).collect();
    for (key, before) in [("p", ", p. "), ("page", ", p. "), ("pp", ", pp. "), ("pages", ", pp. "), ("loc", ", ")] {
        parts.extend(fields.iter().find(|(name, _)| name == key).map(|(_, value)| (before.to_owned(), *value, false)));
    }
    parts
}

pub(super) fn sniff(text: &str) -> u8 {
    let signs = ["<ref", "\n==", "[[", "{{", "<references"];
    let found = signs.iter().filter(|sign| text.contains(*sign)).count();
    if text.contains("<ref>") || text.contains("<ref name") {
        80
    } else if found >= 3 {
        45
    } else {
        0
    }
}

pub(super) fn read(text: &str) -> Reading {
    let ends = memchr::memmem::find_iter(text.as_bytes(), "</ref").collect();
    let mut reader =
        WikiReader { text, ends, notes: Collector::default(), named: HashMap::new(), count: 0, pending: Vec::new() };
    let list = text.find("<references>").map_or(usize::MAX, |start| start);
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| memchr::memchr2(b'<', b'{', rest.as_bytes())) {
        let start = at + found;
        at = reader.element(start, start > list).unwrap_or(start + 1);
    }
    reader.place_pending();
    reader.notes.finish(paragraphs(text, &|text, start| MEDIAWIKI.flatten(text, start), &kind))
}

struct WikiReader<'t> {
    text: &'t str,
    /// Where the end tags of notes begin.
    ends: Vec<usize>,
    notes: Collector,
    /// The numbers of named notes.
    named: HashMap<String, String>,
    count: usize,
    /// The notes of the list at the end: name, whole, text.
    pending: Vec<(String, Span, Span)>,
}

impl WikiReader<'_> {
    fn element(&mut self, start: usize, in_list: bool) -> Option<usize> {
        let rest = self.text.get(start..)?;
        let hidden = [
            ("<nowiki>", "</nowiki>"),
            ("<!--", "-->"),
            ("<pre", "</pre>"),
            ("<syntaxhighlight", "</syntaxhighlight>"),
            ("<math", "</math>"),
        ];
        if let Some((_, end)) = hidden.iter().find(|(open, _)| rest.starts_with(open)) {
            return rest.find(end).map(|found| start + found + end.len()).or(Some(self.text.len()));
        }
        if rest.starts_with("{{sfn") || rest.starts_with("{{efn") {
            return self.template(start);
        }
        if rest.starts_with("<ref") && !rest.starts_with("<references") { self.reference(start, in_list) } else { None }
    }

    fn template(&mut self, start: usize) -> Option<usize> {
        let window = &self.text[start..];
        let len = window[..window.floor_char_boundary(REACH)].find("}}")? + 2;
        let span = Span::new(start, start + len);
        let inner = if window.starts_with("{{efn|") { Span::new(start + 6, span.end - 2) } else { span };
        self.count += 1;
        self.notes.both(&self.count.to_string(), span, MEDIAWIKI.flatten(inner.of(self.text), inner.start));
        Some(span.end)
    }

    fn reference(&mut self, start: usize, in_list: bool) -> Option<usize> {
        let rest = &self.text[start..];
        let open = rest[..rest.floor_char_boundary(REACH)].find('>')? + 1;
        let name = name(&rest[..open]);
        if rest[..open].ends_with("/>") {
            let span = Span::new(start, start + open);
            self.marker(&name, span);
            return Some(span.end);
        }
        let inner = start + open;
        let end = *self.ends.get(self.ends.partition_point(|&end| end < inner))?;
        let close = self.text[end..self.text.floor_char_boundary(end + REACH)].find('>')? + 1;
        if end - inner > LONGEST {
            return None;
        }
        let (body, span) = (Span::new(inner, end), Span::new(start, end + close));
        if in_list {
            self.pending.push((name, span, body));
        } else if !self.follows(&rest[..open], span, body) {
            self.both(&name, span, body);
        }
        Some(span.end)
    }

    /// Whether a note goes on with an earlier one (`<ref follow=name>`, as on the next page of a book): it is added to that.
    fn follows(&mut self, tag: &str, span: Span, body: Span) -> bool {
        let Some(name) = value(tag, "follow") else { return false };
        let Some(note) = self.notes.reading.notes.iter_mut().find(|note| note.id == name) else { return false };
        let more = MEDIAWIKI.flatten(body.of(self.text), body.start).folded();
        note.body = Flat::joined([std::mem::take(&mut note.body), more], " ");
        self.notes.cut(span);
        true
    }

    fn number(&mut self, name: &str) -> String {
        if let Some(number) = self.named.get(name).filter(|_| !name.is_empty()) {
            return number.clone();
        }
        self.count += 1;
        let number = self.count.to_string();
        self.named.insert(name.to_owned(), number.clone());
        number
    }

    fn marker(&mut self, name: &str, span: Span) {
        let number = self.number(name);
        self.notes.marker(&number, span, name);
    }

    fn both(&mut self, name: &str, span: Span, body: Span) {
        let number = self.number(name);
        let flat = MEDIAWIKI.flatten(body.of(self.text), body.start);
        self.notes.both(&number, span, flat);
        if !name.is_empty() {
            self.notes.reading.notes.iter_mut().rev().take(1).for_each(|note| name.clone_into(&mut note.id));
            self.notes.reading.markers.iter_mut().rev().take(1).for_each(|marker| name.clone_into(&mut marker.target));
        }
    }

    fn place_pending(&mut self) {
        for (name, span, body) in std::mem::take(&mut self.pending) {
            let number = self.number(&name);
            let head = Span::new(span.start, body.start);
            self.notes.note(&number, span, head, &name, MEDIAWIKI.flatten(body.of(self.text), body.start));
        }
    }
}

/// The name of a note, with its group before it.
fn name(tag: &str) -> String {
    match (value(tag, "group"), value(tag, "name")) {
        (Some(group), Some(name)) => format!("{group}:{name}"),
        (_, name) => name.unwrap_or_default(),
    }
}

/// The value of an attribute of a tag.
fn value(tag: &str, key: &str) -> Option<String> {
    let rest = tag.split_once(key)?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|c| "\"'".contains(*c));
    let start = usize::from(quote.is_some());
    let ends = |c: char| quote.map_or(c.is_whitespace() || "/>".contains(c), |quote| c == quote);
    let end = rest[start..].find(ends)?;
    Some(rest[start..].get(..end)?.to_owned())
}

fn kind(line: &str) -> Option<BlockKind> {
    let line = line.trim();
    (line.len() > 4 && line.starts_with("==") && line.ends_with("==")).then_some(BlockKind::Heading)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_of_every_kind() {
        let text = "== Salt ==\nMules.<ref>Ann Reed, ''The Salt Road'', 12.</ref> Cloth.<ref name=\"b\">[http://a.b A page], p. 3.</ref> \
            Again.<ref name=b /> Wine.{{sfn|Reed|1998|p=14}} Oil.<ref name=\"late\"/> <nowiki><ref>no</ref></nowiki>\n\n\
            <ref>{{cite book|last=Hall|first=Una|title=Oil|year=2001}}</ref>\n\n<references>\n<ref name=late>Late.</ref>\n</references>\n";
        let reading = read(text);
        let markers: Vec<&str> = reading.markers.iter().map(|marker| marker.label.as_str()).collect();
        assert_eq!(markers, ["1", "2", "2", "3", "4", "5"]);
        let notes: Vec<(&str, &str)> =
            reading.notes.iter().map(|note| (note.label.as_str(), note.body.text.as_str())).collect();
        assert_eq!(
            notes,
            [
                ("1", "Ann Reed, The Salt Road, 12."),
                ("2", "A page, p. 3."),
                ("3", "Reed 1998, p. 14"),
                ("5", "Hall, Una, Oil, 2001"),
                ("4", "Late.")
            ]
        );
    }

    #[test]
    fn a_note_may_follow_another() {
        let text = "So.<ref name=p3>Reed, 12, who says</ref> And.<ref follow=p3>the same of ''Salt''.</ref> Or.<ref follow=\"p9\">Ness.</ref>";
        let reading = read(text);
        let notes: Vec<&str> = reading.notes.iter().map(|note| note.body.text.as_str()).collect();
        assert_eq!(notes, ["Reed, 12, who says the same of Salt.", "Ness."]);
        assert_eq!(reading.markers.len(), 2);
        assert_eq!(reading.prose.shown(text).next().unwrap().text, "So. And. Or.");
    }
}
