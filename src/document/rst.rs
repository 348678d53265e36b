//! reStructuredText: `[1]_`, `[#]_`, `[#name]_`, `[*]_`, `[Reed1998]_`; the notes are `.. [1] …`.

use super::Reading;
use super::block::{BlockKind, indent, is_rule, lines};
use super::dialect::{DelimiterPair, InlineElement, MarkupDialect};
use super::inplace::{Collector, paragraphs};
use crate::text::{MarkKind, Span, head_of};

const RST: MarkupDialect = MarkupDialect {
    pairs: &[
        DelimiterPair { open: "``", close: "``", kind: MarkKind::Code, at_words: true },
        DelimiterPair { open: "**", close: "**", kind: MarkKind::Strong, at_words: true },
        DelimiterPair { open: "*", close: "*", kind: MarkKind::Emphasis, at_words: true },
    ],
    special: inline_element,
    starts: b"`:\\",
};

/// `` `text <address>`_ ``, `` `title` `` and roles before them, escapes.
fn inline_element(text: &str) -> Option<InlineElement> {
    if let Some(escaped) = text.strip_prefix('\\') {
        let next = escaped.chars().next()?;
        let shown = if next.is_whitespace() { String::new() } else { next.to_string() };
        return Some(InlineElement::Shown { len: 1 + next.len_utf8(), text: shown });
    }
    let role = text.strip_prefix(':').and_then(|rest| head_of(rest, 30).find(":`")).map_or(0, |end| end + 2);
    let quoted = text.get(role..)?.strip_prefix('`').filter(|rest| !rest.starts_with('`'))?;
    let end = head_of(quoted, 2000).find('`').filter(|&end| end > 0)?;
    let after = quoted[end + 1..].bytes().take(2).take_while(|&b| b == b'_').count();
    let (shown, address) = match quoted[..end].split_once(" <") {
        Some((shown, address)) => (shown, address.trim_end_matches('>')),
        None => (&quoted[..end], ""),
    };
    let start = role + 1;
    Some(InlineElement::Link {
        len: start + end + 1 + after,
        text: Span::new(start, start + shown.len()),
        address: address.to_owned(),
    })
}

pub(super) fn sniff(text: &str) -> u8 {
    let signs = ["]_", "\n.. [", "\n.. ", "\n::\n", "\n===", "`_"];
    let found = signs.iter().filter(|sign| text.contains(*sign)).count();
    if text.contains("\n.. [") && text.contains("]_") {
        85
    } else if found >= 3 {
        40
    } else {
        0
    }
}

pub(super) fn read(text: &str) -> Reading {
    let mut notes = Collector::default();
    let mut numbers = Numbering::of(text);
    definitions(text, &mut numbers, &mut notes);
    markers(text, &mut numbers, &mut notes);
    notes.finish(paragraphs(text, &|text, start| RST.flatten(text, start), &kind))
}

/// Gives out the numbers that are not typed.
struct Numbering {
    typed: std::collections::HashSet<String>,
    notes: usize,
    markers: usize,
}

impl Numbering {
    fn of(text: &str) -> Numbering {
        let heads = lines(text).filter_map(|line| head(line.of(text))).map(|(label, _)| label.to_owned());
        Numbering { typed: heads.collect(), notes: 0, markers: 0 }
    }

    fn next(&self, count: usize) -> usize {
        (count + 1..).find(|number| !self.typed.contains(&number.to_string())).unwrap_or(count)
    }
}

/// The label of a definition, and where its text begins.
fn head(line: &str) -> Option<(&str, usize)> {
    let inner = line.trim_start().strip_prefix(".. [")?;
    let end = inner.find(']')?;
    let label = &inner[..end];
    (is_label(label) && inner[end + 1..].starts_with([' ', '\n', '\r']))
        .then(|| (label, line.len() - inner.len() + end + 1))
}

fn is_label(label: &str) -> bool {
    let name = label.strip_prefix('#').unwrap_or(label);
    label == "*"
        || label == "#"
        || (!name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "-_.:+".contains(c)))
}

fn definitions(text: &str, numbers: &mut Numbering, notes: &mut Collector) {
    let all: Vec<Span> = lines(text).collect();
    for (index, line) in all.iter().enumerate() {
        let Some((label, len)) = head(line.of(text)) else { continue };
        let own = indent(line.of(text));
        let belongs = |line: &&Span| line.of(text).trim().is_empty() || indent(line.of(text)) > own;
        let last = all[index + 1..].iter().take_while(belongs).last().unwrap_or(line);
        let start = line.start + line.of(text).len() - line.of(text).trim_start().len();
        let end = start + text[start..last.end.max(line.end)].trim_end().len();
        let body = RST.flatten(text.get(line.start + len..end).unwrap_or_default(), line.start + len);
        let shown = shown(label, numbers, |numbers| &mut numbers.notes);
        let id = if label == "#" || label == "*" {
            format!("{label}{shown}")
        } else {
            label.trim_start_matches('#').to_owned()
        };
        notes.note(&shown, Span::new(start, end.max(line.start + len)), Span::new(start, line.start + len), &id, body);
    }
}

/// What a reader sees: the number that is given out for `#`, else the label.
fn shown(label: &str, numbers: &mut Numbering, counter: fn(&mut Numbering) -> &mut usize) -> String {
    if label != "#" {
        return label.trim_start_matches('#').to_owned();
    }
    let last = *counter(numbers);
    let next = numbers.next(last);
    *counter(numbers) = next;
    next.to_string()
}

fn markers(text: &str, numbers: &mut Numbering, notes: &mut Collector) {
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find("]_")) {
        let end = at + found;
        at = end + 2;
        let from = text.ceil_char_boundary(end.saturating_sub(80));
        let Some(start) = text[from..end].rfind('[').map(|start| from + start) else { continue };
        let label = &text[start + 1..end];
        if is_label(label) && !text[..start].ends_with(".. ") {
            let shown = shown(label, numbers, |numbers| &mut numbers.markers);
            let target = if label == "#" || label == "*" {
                format!("{label}{shown}")
            } else {
                label.trim_start_matches('#').to_owned()
            };
            notes.marker(&shown, Span::new(start, end + 2), &target);
        }
    }
}

fn kind(line: &str) -> Option<BlockKind> {
    match () {
        () if is_rule(line) => Some(BlockKind::Rule),
        () if line.starts_with(".. ") && head(line).is_none() => Some(BlockKind::Other),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn footnotes_of_every_kind() {
        let text = "Salt\n====\n\nMules [1]_, cloth [#]_, wine [#w]_, oil [Reed1998]_ and a[1].\n\n.. [1] Ann Reed, *The Salt Road*,\n   12.\n\
            .. [#] Ibid., 14.\n.. [#w] `A page <http://a.b>`_, 3.\n\n   More.\n.. [Reed1998] Reed.\n";
        let reading = read(text);
        let markers: Vec<&str> = reading.markers.iter().map(|marker| marker.label.as_str()).collect();
        assert_eq!(markers, ["1", "2", "w", "Reed1998"]);
        let notes: Vec<(&str, &str)> =
            reading.notes.iter().map(|note| (note.label.as_str(), note.body.text.as_str())).collect();
        assert_eq!(
            notes,
            [
                ("1", "Ann Reed, The Salt Road, 12."),
                ("2", "Ibid., 14."),
                ("w", "A page, 3. More."),
                ("Reed1998", "Reed.")
            ]
        );
        assert_eq!(reading.notes[0].head.of(text), ".. [1]");
    }
}
