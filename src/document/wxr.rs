//! The export of a WordPress site: one XML file of many posts. Each post is a document of its own; its notes are linked in its
//! HTML, or kept beside it by the footnotes block, as JSON.

use super::{Note, ProblemKind, Reading, html};
use crate::text::{Flat, FlatBuilder, Source, Span};

/// Where the text of a post stands.
const CONTENT: (&str, &str) = ("<content:encoded>", "</content:encoded>");

/// What the XML puts around text with markup.
const CDATA: (&str, &str) = ("<![CDATA[", "]]>");

/// What kinds of item are documents.
const KINDS: &[&str] = &["post", "page"];

pub(super) fn sniff(text: &str) -> u8 {
    let export = text.contains("xmlns:wp=") || text.contains("<wp:post_type>") || text.contains("xmlns:excerpt=");
    if export || (text.starts_with("<item") && text.contains(CONTENT.0)) { 99 } else { 0 }
}

/// How far the beginning of an export is looked at, in bytes.
const HEAD: usize = 1 << 14;

/// The posts and pages of an export, each as a source whose places lead back to the file. Empty if there are
/// none, or the file is no export.
///
/// ```
/// use ibid::document::posts;
/// use ibid::text::Source;
/// let export = "<rss xmlns:wp='x'><item><title>Salt</title><wp:post_name>salt</wp:post_name>\
///     <content:encoded><![CDATA[<p>Text</p>]]></content:encoded></item></rss>";
/// let posts = posts(&Source::new("blog.xml", export));
/// assert_eq!(posts[0].path, "blog.xml#salt");
/// ```
#[must_use]
pub fn posts(source: &Source) -> Vec<Source> {
    if sniff(&source.text[..source.text.floor_char_boundary(HEAD)]) == 0 {
        return Vec::new();
    }
    let posts = items(&source.text).filter(|item| is_document(item.of(&source.text)));
    let named = posts.map(|item| {
        let text = item.of(&source.text);
        let name =
            field(text, "wp:post_name").or_else(|| field(text, "wp:post_id")).unwrap_or_else(|| item.start.to_string());
        Source::at_offset(format!("{}#{name}", source.path), text, source.on_disk(item).start)
    });
    named.collect()
}

/// The items of an export, in order.
fn items(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text.get(at..)?.find("<item>")?;
        let end = text[start..].find("</item>").map_or(text.len(), |end| start + end + "</item>".len());
        at = end;
        Some(Span::new(start, end))
    })
}

fn is_document(item: &str) -> bool {
    let kind = field(item, "wp:post_type");
    let text = inside(item, CONTENT).is_some_and(|content| !content.is_empty());
    text && kind.is_none_or(|kind| KINDS.contains(&kind.as_str()))
}

/// The text of an element, without CDATA.
fn field(item: &str, name: &str) -> Option<String> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let inner = inside(item, (&open, &close))?;
    Some(inner.of(item).trim().to_owned()).filter(|value| !value.is_empty())
}

/// What stands between two tags, and within CDATA if that is all there is.
fn inside(text: &str, (open, close): (&str, &str)) -> Option<Span> {
    let start = text.find(open)? + open.len();
    let end = start + text[start..].find(close)?;
    let inner = &text[start..end];
    let bare = inner.trim();
    let lead = start + inner.len() - inner.trim_start().len();
    match bare.strip_prefix(CDATA.0).and_then(|rest| rest.strip_suffix(CDATA.1)) {
        Some(content) => Some(Span::new(lead + CDATA.0.len(), lead + CDATA.0.len() + content.len())),
        None => Some(Span::new(start, end)),
    }
}

/// Reads the posts of a text as one document.
pub(super) fn read(text: &str) -> Reading {
    let mut reading = Reading::default();
    for item in items(text) {
        let post = item.of(text);
        let Some(content) = inside(post, CONTENT) else { continue };
        reading.chapters.push(item.start);
        let mut read = html::read(content.of(post));
        let notes = kept_notes(post);
        read.problems.retain(|problem| {
            let is_kept = notes.iter().any(|note| problem.detail.ends_with(&note.id));
            !(problem.kind == ProblemKind::LinkBroken && is_kept
                || problem.kind == ProblemKind::NotesMissing && !notes.is_empty())
        });
        if read.platform.is_none() && !notes.is_empty() {
            read.platform = Some("WordPress footnotes block");
        }
        reading.append(read, content.of(post), item.start + content.start);
        reading.append(Reading { notes, ..Reading::default() }, post, item.start);
    }
    label(&mut reading);
    reading
}

/// The notes that the footnotes block keeps: `[{"content":"…","id":"…"}]`, in the order of their numbers.
fn kept_notes(post: &str) -> Vec<Note> {
    let Some(meta) = post.find("<wp:meta_key><![CDATA[footnotes]]>").or_else(|| post.find("<wp:meta_key>footnotes<"))
    else {
        return Vec::new();
    };
    let Some(value) = inside(&post[meta..], ("<wp:meta_value>", "</wp:meta_value>")) else { return Vec::new() };
    let value = value.shifted(meta);
    let objects = objects(value.of(post)).into_iter().map(|span| span.shifted(value.start));
    let notes = objects.enumerate().filter_map(|(index, span)| note(post, span, index + 1));
    notes.collect()
}

/// The objects of a JSON array, by their braces outside of strings.
fn objects(json: &str) -> Vec<Span> {
    let (mut found, mut open, mut string, mut hidden) = (Vec::new(), None, false, false);
    for (at, byte) in json.bytes().enumerate() {
        match byte {
            _ if hidden => hidden = false,
            b'\\' if string => hidden = true,
            b'"' => string = !string,
            b'{' if !string => open = Some(at),
            b'}' if !string => found.extend(open.take().map(|start| Span::new(start, at + 1))),
            _ => {}
        }
    }
    found
}

fn note(post: &str, span: Span, number: usize) -> Option<Note> {
    let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(span.of(post)).ok()?;
    let id = object.get("id")?.as_str()?.to_owned();
    object.get("content")?.as_str()?;
    let raw = string_of(post, span, "\"content\"")?;
    let decoded = unescaped(raw.of(post), raw.start);
    let body = html::text(&decoded.text).through(&decoded);
    let head = Span::new(span.start, span.start);
    Some(Note {
        label: number.to_string(),
        span,
        head,
        id: id.clone(),
        back: format!("{id}-link"),
        body,
        ..Note::default()
    })
}

/// The text of a JSON string after its key, without its quotes.
fn string_of(post: &str, object: Span, key: &str) -> Option<Span> {
    let after = object.start + object.of(post).find(key)? + key.len();
    let start = after + post.get(after..object.end)?.find('"')? + 1;
    let mut hidden = false;
    let end = post.get(start..object.end)?.bytes().position(|byte| {
        let ends = byte == b'"' && !hidden;
        hidden = byte == b'\\' && !hidden;
        ends
    })?;
    Some(Span::new(start, start + end))
}

/// A JSON string as text.
fn unescaped(raw: &str, start: usize) -> Flat {
    let mut flat = FlatBuilder::default();
    let (mut done, mut at) = (0, 0);
    while let Some(found) = raw.get(at..).and_then(|rest| rest.find('\\')) {
        at += found;
        flat.verbatim(&raw[done..at], start + done);
        let len = escape_length(&raw[at..]);
        let text: String = serde_json::from_str(&format!("\"{}\"", &raw[at..at + len])).unwrap_or_default();
        flat.replaced(&text, Span::new(start + at, start + at + len));
        at += len;
        done = at;
    }
    flat.verbatim(&raw[done..], start + done);
    flat.finish(start + raw.len())
}

/// How long an escape is: `\n`, `\u00e9`, or two of these for one character.
fn escape_length(rest: &str) -> usize {
    let unicode = |at: usize| {
        rest.get(at..at + 2) == Some("\\u")
            && rest.get(at + 2..at + 6).is_some_and(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    match (unicode(0), rest.get(2..3)) {
        (true, Some("d" | "D")) if unicode(6) => 12,
        (true, _) => 6,
        _ => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
    }
}

/// A note is called what its first marker shows.
fn label(reading: &mut Reading) {
    let shown: std::collections::HashMap<String, String> =
        reading.markers.iter().rev().map(|marker| (marker.target.clone(), marker.label.clone())).collect();
    for note in reading.notes.iter_mut().filter(|note| !note.id.is_empty()) {
        if let Some(label) = shown.get(&note.id).filter(|label| label.starts_with(|c: char| c.is_ascii_digit())) {
            note.label.clone_from(label);
        }
    }
    reading.notes.sort_by_key(|note| note.span);
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXPORT: &str = "<rss xmlns:wp=\"x\"><channel><item><title>Salt</title>\n\
        <content:encoded><![CDATA[<p>Mules.<sup data-fn=\"aa-1\" class=\"fn\"><a href=\"#aa-1\" id=\"aa-1-link\">1</a></sup></p><!-- wp:footnotes /-->]]></content:encoded>\n\
        <wp:post_name><![CDATA[salt]]></wp:post_name><wp:post_type><![CDATA[post]]></wp:post_type>\n\
        <wp:postmeta><wp:meta_key><![CDATA[footnotes]]></wp:meta_key><wp:meta_value><![CDATA[[{\"content\":\"Ann R\\u00e9ed, <em>Salt<\\/em>, 12.\",\"id\":\"aa-1\"}]]]></wp:meta_value></wp:postmeta>\n\
        </item><item><content:encoded><![CDATA[x]]></content:encoded><wp:post_type>attachment</wp:post_type></item>\n\
        <item><content:encoded><![CDATA[<p>One.[1]</p><p>[1] Two.</p>]]></content:encoded><wp:post_id>7</wp:post_id></item></channel></rss>";

    #[test]
    fn posts_are_documents_of_their_own() {
        let source = Source::new("blog.xml", EXPORT);
        let posts = posts(&source);
        let names: Vec<&str> = posts.iter().map(|post| post.path.as_str()).collect();
        assert_eq!(names, ["blog.xml#salt", "blog.xml#7"]);
        let document = crate::document::read(&posts[1..], None);
        assert_eq!(document.format.name(), "wxr");
        let place = posts[1].on_disk(document.notes[0].span);
        assert_eq!(place.of(EXPORT), "[1] Two.");
    }

    #[test]
    fn notes_of_the_block_are_read_from_its_json() {
        let posts = posts(&Source::new("blog.xml", EXPORT));
        let document = crate::document::read(&posts[..1], None);
        let note = &document.notes[0];
        assert_eq!((note.label.as_str(), note.body.text.as_str()), ("1", "Ann Réed, Salt, 12."));
        assert_eq!(document.markers[0].note, Some(0));
        assert_eq!(document.platform, Some("WordPress footnotes block"));
        assert_eq!(note.body.source(Span::new(4, 9)).of(&document.text), "R\\u00e9ed");
        assert!(document.problems.is_empty(), "{:?}", document.problems);
    }
}
