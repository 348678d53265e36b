//! Corpora in AnyStyle's XML: each reference a list of labelled texts.

use std::path::Path;

use anyhow::{Context, Result};
use ibid::tagging::Part::{self, *};
use ibid::text::{Flat, Span};
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::example::{ANY, Example, Known, Parts, set};

/// A labelled text.
pub(crate) type Labelled = (String, String);

/// How a corpus uses its labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Habit {
    /// AnyStyle's labels, each one part of ours and no other.
    Plain,
    /// AnyStyle's labels, which join what we part (cited pages and extent, volume and issue).
    AnyStyle,
    /// The same, with journals and other containers mixed up.
    Mixed,
    /// LinkedBooks: `title` holds the article, "in" and the journal; `author` the editor, too.
    LinkedBooks,
}

/// Reads the references of a file.
pub(crate) fn read(path: &Path) -> Result<Vec<Vec<Labelled>>> {
    let xml = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut reader = Reader::from_str(&xml);
    let mut references: Vec<Vec<Labelled>> = Vec::new();
    let mut text: Option<Labelled> = None;
    loop {
        match reader.read_event().with_context(|| format!("{} is no XML", path.display()))? {
            Event::Start(tag) => match tag.name().as_ref() {
                "dataset" => {}
                "sequence" => references.push(Vec::new()),
                name => text = Some((name.to_owned(), String::new())),
            },
            Event::Text(piece) => text.iter_mut().for_each(|(_, text)| text.push_str(&piece)),
            Event::GeneralRef(name) => text.iter_mut().for_each(|(_, text)| text.push_str(&entity(&name))),
            Event::End(_) => {
                let labelled =
                    text.take().map(|(label, text)| (label, text.split_whitespace().collect::<Vec<_>>().join(" ")));
                references
                    .last_mut()
                    .into_iter()
                    .for_each(|last| last.extend(labelled.clone().filter(|(_, text)| !text.is_empty())));
            }
            Event::Eof => return Ok(references),
            _ => {}
        }
    }
}

fn entity(name: &quick_xml::events::BytesRef) -> String {
    if let Ok(Some(char)) = name.resolve_char_ref() {
        return char.to_string();
    }
    quick_xml::escape::resolve_predefined_entity(name).unwrap_or_default().to_owned()
}

/// The texts joined by blanks, with the span of each.
pub(crate) fn join(reference: &[Labelled]) -> (String, Vec<Span>) {
    let mut joined = String::new();
    let spans = reference.iter().map(|(_, text)| {
        if !joined.is_empty() {
            joined.push(' ');
        }
        let start = joined.len();
        joined.push_str(text);
        Span::new(start, joined.len())
    });
    let spans = spans.collect();
    (joined, spans)
}

/// A reference to learn from.
pub(crate) fn example(reference: &[Labelled], habit: Habit) -> Example {
    let (text, spans) = join(reference);
    let mut known = Vec::new();
    for (index, (span, (label, text))) in spans.iter().zip(reference).enumerate() {
        match habit {
            Habit::LinkedBooks => known.extend(linked_books(&reference[..index], label, text, *span)),
            _ => known.push(Known {
                span: *span,
                parts: parts(label, text, habit),
                opens: true,
                whole: habit == Habit::Plain,
            }),
        }
    }
    Example::new(Flat::verbatim(text, 0), &known)
}

/// The part that an AnyStyle label stands for.
fn part(label: &str) -> Part {
    Part::ALL.iter().copied().find(|part| part.label().as_str() == label).unwrap_or(Note)
}

fn parts(label: &str, text: &str, habit: Habit) -> Parts {
    if habit == Habit::Plain {
        return set(&[part(label)]);
    }
    match label {
        "pages" => set(&[Pages, Locator, Extent]),
        "volume" => set(&[Volume, Issue]),
        "collection-title" => set(&[CollectionTitle, CollectionNumber]),
        "genre" => set(&[Genre, Number]),
        "note" if text.contains("ccessed") || text.contains("etrieved") => set(&[Accessed, Note]),
        "note" => set(&[Note, Number, Backref, Archive]),
        "journal" | "container-title" if habit == Habit::Mixed => set(&[Journal, ContainerTitle]),
        label => set(&[part(label)]),
    }
}

const EDITED: &[&str] = &["a cura", "a c.", "edited", "ed. ", "eds", "hrsg", "éd", "dir.", "sous la"];

/// What a labelled text of LinkedBooks may be; a title is split where it turns to an editor or to "cit.".
fn linked_books(before: &[Labelled], label: &str, text: &str, span: Span) -> Vec<Known> {
    let known = |parts: Parts| vec![Known { span, parts, opens: true, whole: false }];
    let lower = text.to_lowercase();
    match label {
        "author" if EDITED.iter().any(|cue| lower.starts_with(cue)) => known(set(&[Editor, Translator])),
        "author" if before.iter().any(|(label, _)| label == "title") => known(set(&[Author, Editor, Translator])),
        "author" => known(set(&[Author])),
        "title" => title(before, text, span),
        "pages" => known(set(&[Pages, Locator])),
        "volume" => known(set(&[Volume, Issue])),
        "volume-date" => known(set(&[Volume, Issue, Date])),
        "collection-title" => known(set(&[CollectionTitle, CollectionNumber])),
        "archive_lib" | "archivalreference" | "box" | "filza" | "folder" | "registry" => known(set(&[Archive])),
        "date" | "location" | "publisher" => known(set(&[part(label)])),
        _ => known(ANY),
    }
}

fn title(before: &[Labelled], text: &str, span: Span) -> Vec<Known> {
    let first = !before.iter().any(|(label, _)| label == "title");
    let after_in =
        before.last().is_some_and(|(_, text)| matches!(text.to_lowercase().trim_matches([':', ',']), "in" | "dans"));
    let containers = set(&[Journal, ContainerTitle]);
    let mut known = Vec::new();
    let mut start = 0;
    for (at, word) in text.split_inclusive(' ').scan(0, |at, word| {
        *at += word.len();
        Some((*at - word.len(), word))
    }) {
        let parts = match word.trim().to_lowercase().trim_end_matches([',', ';', ':']) {
            "cit." | "cit" | "op." | "ibid." | "ibidem" | "ivi" => set(&[Backref]),
            "cura" | "edited" => set(&[Editor, Title]) | containers,
            _ => continue,
        };
        known.push((start, at, 0));
        known.push((at, at + word.trim_end().len(), parts));
        start = at + word.len();
    }
    known.push((start, text.len(), 0));
    let edited = EDITED.iter().any(|cue| text.to_lowercase().contains(cue));
    let rest = containers | set(&[Title]) | if edited { set(&[Editor]) } else { 0 };
    let rest = if after_in { containers } else { rest };
    let known = known.into_iter().filter(|(start, end, _)| end > start);
    let mut known: Vec<Known> = known
        .map(|(start, end, parts)| Known {
            span: Span::new(span.start + start, span.start + end),
            parts: if parts == 0 { rest } else { parts },
            opens: true,
            whole: false,
        })
        .collect();
    begin_with_title(&mut known, before, first && !after_in, text);
    known.iter_mut().skip(1).for_each(|known| known.opens = false);
    known
}

/// The first word of the first title is the title's, not that of a journal, where an author comes before it.
fn begin_with_title(known: &mut Vec<Known>, before: &[Labelled], first: bool, text: &str) {
    let author = before.iter().any(|(label, _)| label == "author");
    let Some(head) = known.first().copied().filter(|known| first && author && known.parts & set(&[Title]) != 0) else {
        return;
    };
    let end = head.span.start + text.find(' ').unwrap_or(text.len()).min(head.span.len());
    known[0].span.start = (end + 1).min(head.span.end);
    known.insert(0, Known { span: Span::new(head.span.start, end), parts: set(&[Title]), opens: true, whole: false });
    // The second stretch goes on with the first: it may begin something else, but need not.
    known.retain(|known| !known.span.is_empty());
}
