//! Org: `[fn:1]`, `[fn:1] …` at the beginning of a line, `[fn:: …]`, `[fn:name: …]`.

use super::Reading;
use super::block::{BlockKind, lines};
use super::dialect::{DelimiterPair, InlineElement, MarkupDialect};
use super::inplace::{Brackets, Collector, paragraphs};
use crate::text::{MarkKind, Span, head_of};

const ORG: MarkupDialect = MarkupDialect {
    pairs: &[
        DelimiterPair { open: "/", close: "/", kind: MarkKind::Emphasis, at_words: true },
        DelimiterPair { open: "*", close: "*", kind: MarkKind::Strong, at_words: true },
        DelimiterPair { open: "=", close: "=", kind: MarkKind::Code, at_words: true },
        DelimiterPair { open: "~", close: "~", kind: MarkKind::Code, at_words: true },
    ],
    special: link,
    starts: b"[",
};

/// `[[address][text]]`, `[[address]]`.
fn link(text: &str) -> Option<InlineElement> {
    let inner = text.strip_prefix("[[")?;
    let end = head_of(inner, 2000).find("]]")?;
    let (address, shown) = match inner[..end].split_once("][") {
        Some((address, _)) => (address, Span::new(2 + address.len() + 2, 2 + end)),
        None => (&inner[..end], Span::new(2, 2 + end)),
    };
    Some(InlineElement::Link { len: end + 4, text: shown, address: address.to_owned() })
}

pub(super) fn sniff(text: &str) -> u8 {
    let signs = ["\n#+", "\n* ", "[fn:", "\n:PROPERTIES:"];
    let found = signs.iter().filter(|sign| text.contains(*sign)).count() + usize::from(text.starts_with("#+"));
    if found >= 2 || text.contains("[fn:") { 80 } else { 0 }
}

pub(super) fn read(text: &str) -> Reading {
    let mut notes = Collector::default();
    let unread = unread(text);
    let brackets = Brackets::of(text, b'[', b']');
    let mut at = 0;
    let mut count = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find("[fn:")) {
        let start = at + found;
        at = match unread.iter().find(|span| span.contains(start)) {
            Some(span) => span.end,
            None => footnote(text, start, &brackets, &mut count, &mut notes).unwrap_or(start + 4),
        };
    }
    unread.into_iter().for_each(|span| notes.cut(span));
    notes.reading.language = setting(text, "#+language:");
    notes.finish(paragraphs(text, &|text, start| ORG.flatten(text, start), &kind))
}

/// Reads what begins at `start`; answers where to go on.
fn footnote(text: &str, start: usize, brackets: &Brackets, count: &mut usize, notes: &mut Collector) -> Option<usize> {
    let whole = brackets.inside(start)?;
    let inner = text.get(start + 4..whole.end)?;
    let span = Span::new(start, whole.end + 1);
    let begins = text[..start].ends_with('\n') || start == 0;
    match inner.split_once(':') {
        Some((name, body)) if is_name(name) || name.is_empty() => {
            *count += 1;
            let label = if name.is_empty() { count.to_string() } else { name.to_owned() };
            let body = ORG.flatten(body, start + 4 + name.len() + 1);
            notes.both(&label, span, body);
            if let Some(note) = notes.reading.notes.last_mut().filter(|_| !name.is_empty()) {
                name.clone_into(&mut note.id);
                notes
                    .reading
                    .markers
                    .iter_mut()
                    .filter(|marker| marker.span == span)
                    .for_each(|marker| name.clone_into(&mut marker.target));
            }
        }
        None if is_name(inner) && begins => return Some(definition(text, span, inner, notes)),
        None if is_name(inner) => notes.marker(inner, span, inner),
        _ => return None,
    }
    Some(span.end)
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
}

/// A definition reaches to the next one, the next heading, or two blank lines. Markers in it are read, too.
fn definition(text: &str, head: Span, label: &str, notes: &mut Collector) -> usize {
    let mut end = head.end;
    let mut blank = 0;
    for (number, line) in lines(&text[head.end..]).enumerate() {
        let content = line.of(&text[head.end..]);
        blank = if content.trim().is_empty() { blank + 1 } else { 0 };
        if blank == 2
            || (number > 0 && (content.starts_with("[fn:") || content.starts_with("* ") || content.starts_with("** ")))
        {
            break;
        }
        end = head.end + line.end;
    }
    let end = head.end + text[head.end..end].trim_end().len();
    let body = ORG.flatten(&text[head.end..end], head.end);
    notes.note(label, Span::new(head.start, end), head, label, body);
    head.end
}

/// Source blocks and examples.
fn unread(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    for line in lines(text) {
        let content = line.of(text).trim_start().to_ascii_lowercase();
        if open.is_none() && (content.starts_with("#+begin_src") || content.starts_with("#+begin_example")) {
            open = Some(line.start);
        } else if content.starts_with("#+end_src") || content.starts_with("#+end_example") {
            found.extend(open.take().map(|start| Span::new(start, line.end)));
        }
    }
    found
}

fn setting(text: &str, key: &str) -> Option<String> {
    let mut lines = text.lines().take(60).filter(|line| line.len() >= key.len());
    let line = lines.find(|line| line.get(..key.len()).is_some_and(|start| start.eq_ignore_ascii_case(key)))?;
    Some(line[key.len()..].trim().to_owned()).filter(|value| !value.is_empty())
}

fn kind(line: &str) -> Option<BlockKind> {
    let stars = line.bytes().take_while(|&b| b == b'*').count();
    match () {
        () if stars > 0 && line[stars..].starts_with(' ') => Some(BlockKind::Heading),
        () if line.starts_with("#+")
            || line.starts_with("# ")
            || line.starts_with(": ")
            || line.starts_with(":PROPERTIES:") =>
        {
            Some(BlockKind::Other)
        }
        () if line.trim_end().len() >= 5 && line.trim_end().bytes().all(|b| b == b'-') => Some(BlockKind::Rule),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn footnotes_of_every_kind() {
        let text = "* Salt\nMules.[fn:1] Cloth.[fn:b] Wine.[fn::In passing, /Salt/.] Oil.[fn:c:Named.] More.[fn:c]\n\n\
            #+begin_src c\na[fn:9]\n#+end_src\n* Footnotes\n[fn:1] Ann Reed, /The Salt Road/, 12.\n  Second line.\n\n[fn:b] [[http://a.b][A link]], 4.\n";
        let reading = read(text);
        let markers: Vec<&str> = reading.markers.iter().map(|marker| marker.label.as_str()).collect();
        assert_eq!(markers, ["1", "b", "1", "c", "c"]);
        let notes: Vec<(&str, &str)> =
            reading.notes.iter().map(|note| (note.label.as_str(), note.body.text.as_str())).collect();
        assert_eq!(
            notes,
            [
                ("1", "In passing, Salt."),
                ("c", "Named."),
                ("1", "Ann Reed, The Salt Road, 12. Second line."),
                ("b", "A link, 4.")
            ]
        );
        assert_eq!(reading.notes[2].head.of(text), "[fn:1]");
    }
}
