//! Notes that stand in an attribute of their marker, as scripts show them in a bubble: `<sup title="Reed, 12.">1</sup>`.

use super::link::{short_text, wrappers};
use super::name::{Attribute, Tag};
use super::tree::{Id, Tree};
use crate::document::inplace::note_at_marker;
use crate::document::typed::label_of;
use crate::document::{Marker, Note, Reading, entity};
use crate::text::{Flat, FlatBuilder, MarkKind, Span};

/// Attributes that hold nothing but notes, and those that hold one where their element is raised.
const OF_NOTES: &[(Attribute, &str)] = &[
    (Attribute::DataFootnote, "data-footnote"),
    (Attribute::DataFootnoteContent, "data-footnote-content"),
    (Attribute::DataFootnoteText, "data-footnote-text"),
    (Attribute::DataNote, "data-note"),
];
const OF_BUBBLES: &[(Attribute, &str)] = &[
    (Attribute::DataContent, "data-content"),
    (Attribute::DataBsContent, "data-bs-content"),
    (Attribute::DataTippyContent, "data-tippy-content"),
    (Attribute::DataTooltip, "data-tooltip"),
    (Attribute::DataTip, "data-tip"),
    (Attribute::DataOriginalTitle, "data-original-title"),
    (Attribute::DataText, "data-text"),
    (Attribute::Title, "title"),
];

/// Adds the notes in attributes of markers that lead to no other note.
pub(super) fn add(text: &str, tree: &Tree, reading: &mut Reading) {
    let known: Vec<Span> = reading.markers.iter().map(|marker| marker.span).collect();
    let found: Vec<(Marker, Note)> = tree.with_attributes().filter_map(|id| read(text, tree, id)).collect();
    let is_new = |(marker, _): &(Marker, Note)| !super::overlaps_one(&known, marker.span);
    let (markers, notes): (Vec<Marker>, Vec<Note>) = found.into_iter().filter(is_new).unzip();
    if markers.is_empty() {
        return;
    }
    reading.markers.extend(markers);
    reading.notes.extend(notes);
    reading.markers.sort_by_key(|marker| marker.span);
    reading.notes.sort_by_key(|note| note.span);
}

fn read(text: &str, tree: &Tree, id: Id) -> Option<(Marker, Note)> {
    let of = |table: &'static [(Attribute, &str)]| {
        table.iter().find(|(attribute, _)| tree.attribute(id, *attribute).is_some_and(says_something))
    };
    let (_, name) = of(OF_NOTES).or_else(|| of(OF_BUBBLES).filter(|_| is_raised(tree, id)))?;
    let label = label_of(&short_text(text, tree, id)?)?;
    let outer = wrappers(tree, id).last().unwrap_or(id);
    let span = tree.outer(outer);
    let value = value(text, Span::new(tree.outer(id).start, tree.inner(id).start), name)?;
    Some(note_at_marker(label, span, shown(value.of(text), value.start).folded()))
}

/// True if a text is more than a name or a number: several words, or several characters of a script that puts no blanks between words.
pub(super) fn says_something(text: &str) -> bool {
    let words = text.split_whitespace().nth(1).is_some() && text.contains(char::is_alphabetic);
    let unspaced = text.chars().filter(is_unspaced).take(4).count();
    words || unspaced > 3 || unspaced > 1 && text.contains(['、', '，', '。', '：', '；'])
}

/// True for signs of scripts without blanks between words: those from Thai to Burmese, Khmer, Japanese and Chinese.
fn is_unspaced(c: &char) -> bool {
    matches!(c, '\u{e00}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

/// Whether an element is raised, or holds nothing but what is, and leads to no other page.
fn is_raised(tree: &Tree, id: Id) -> bool {
    let leads_away =
        tree.attribute(id, Attribute::Href).is_some_and(|href| !href.starts_with('#') && href.contains(['/', '.']));
    let mut around = wrappers(tree, id).chain(tree.subtree(id).take(3));
    !leads_away && around.any(|id| tree.tag(id) == Tag::Sup)
}

/// Where the value of an attribute stands in its start tag.
fn value(text: &str, tag: Span, name: &str) -> Option<Span> {
    let source = tag.of(text);
    let is_name = |at: &usize| source[..*at].ends_with(|c: char| c.is_whitespace());
    let lower = source.to_ascii_lowercase();
    let mut places = lower.match_indices(name).map(|(at, _)| at).filter(is_name);
    places.find_map(|at| {
        let rest = source[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let start = source.len() - rest.len() + 1;
        let len = source[start..].find(quote)?;
        Some(Span::new(tag.start + start, tag.start + start + len))
    })
}

/// What a bubble shows of a value: its character references read, and the tags that they or it hold left out.
fn shown(value: &str, start: usize) -> Flat {
    let mut flat = FlatBuilder::default();
    let (mut done, mut at) = (0, 0);
    while let Some(next) = value.get(at..).and_then(|rest| memchr::memchr2(b'&', b'<', rest.as_bytes())) {
        at += next;
        let rest = &value[at..];
        let (len, character) = match tag(rest) {
            Some((len, mark)) => {
                flat.verbatim(&value[done..at], start + done);
                match mark {
                    Some(true) => flat.open(MarkKind::Emphasis, start + at),
                    Some(false) => flat.close(start + at + len),
                    None => {}
                }
                at += len;
                done = at;
                continue;
            }
            None => entity::decode(rest).map_or((1, None), |(len, character)| (len, Some(character))),
        };
        if let Some(character) = character {
            flat.verbatim(&value[done..at], start + done);
            flat.replaced(&character, Span::new(start + at, start + at + len));
            done = at + len;
        }
        at += len;
    }
    flat.verbatim(&value[done..], start + done);
    flat.finish(start + value.len())
}

/// The length of the tag that a value begins with, and whether it opens or closes italics.
fn tag(value: &str) -> Option<(usize, Option<bool>)> {
    const LONGEST: usize = 400;
    let open = ["<", "&lt;", "&#60;"].into_iter().find(|open| value.starts_with(open))?;
    let window = &value[open.len()..value.floor_char_boundary(LONGEST.min(value.len()))];
    let (end, close) = [">", "&gt;", "&#62;"].iter().filter_map(|close| Some((window.find(close)?, close))).min()?;
    let inner = &window[..end];
    let name = inner.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next()?;
    let is_tag = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let italic = matches!(name, "i" | "em" | "cite").then(|| !inner.starts_with('/'));
    is_tag.then_some((open.len() + end + close.len(), italic))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notes(text: &str) -> Vec<String> {
        let mut reading = Reading::default();
        add(text, &Tree::of(text), &mut reading);
        reading.notes.iter().map(|note| format!("{}: {}", note.label, note.body.text)).collect()
    }

    #[test]
    fn notes_in_attributes() {
        for text in [
            "<p>So.<sup title=\"Reed, Salt &amp; Tin, 12.\">1</sup></p>",
            "<p>So.<sup><a href='#' title='Reed, Salt &amp; Tin, 12.'>1</a></sup></p>",
            "<p>So.<span data-footnote=\"Reed, &lt;em&gt;Salt &amp; Tin&lt;/em&gt;, 12.\">1</span></p>",
            "<p>So.<sup data-type='note' data-text='Reed, Salt &amp; Tin, 12.' data-url=''>[1]</sup></p>",
            "<p>So.<a href='#' data-content=\"Reed, <i>Salt & Tin</i>, 12.\"><sup>[1]</sup></a></p>",
        ] {
            assert_eq!(notes(text), ["1: Reed, Salt & Tin, 12."], "{text}");
        }
    }

    #[test]
    fn scripts_without_blanks_say_something_too() {
        for (text, says) in [
            ("王建国：《运河志》", true),
            ("同上，第15页", true),
            ("同書、15頁。", true),
            ("เรื่องเดียวกัน", true),
            ("ឯកសារដដែល", true),
            ("ယင်းစာအုပ်", true),
            ("같은책", false),
            ("脚注1", false),
            ("注1", false),
            ("figure", false),
        ] {
            assert_eq!(says_something(text), says, "{text}");
        }
    }

    #[test]
    fn what_is_no_note() {
        for text in [
            "<sup title=\"first\">1</sup>",
            "<a href=\"/page/2\" title=\"Go to page 2\"><sup>2</sup></a>",
            "<td title=\"Reed, Salt, 12.\">3</td>",
            "<sup title=\"Reed, Salt, 12.\">see below</sup>",
            "<span data-note=\"Reed, Salt, 12.\">the salt road to the north of the town</span>",
        ] {
            assert_eq!(notes(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn places_lead_back() {
        let text = "<sup title='Reed &amp; Ness, <i>Salt</i>, 12.'>1</sup>";
        let tree = Tree::of(text);
        let mut reading = Reading::default();
        add(text, &tree, &mut reading);
        let body = &reading.notes[0].body;
        let at = body.text.find("Salt").unwrap();
        assert_eq!(body.source(Span::new(at, at + 4)).of(text), "<i>Salt</i>");
    }
}
