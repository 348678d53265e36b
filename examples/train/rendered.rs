//! References and notes that a citation processor wrote from known records, with the span of every variable.

use std::path::Path;

use anyhow::{Context, Result};
use ibid::tagging::Part::{self, *};
use ibid::text::{Flat, Mark, Span};
use serde_json::Value;

use crate::example::{Example, Known, Parts, set};
use crate::held::Held;
use crate::html::Line;

/// A reference that a citation processor wrote.
pub(crate) struct Rendered {
    gold: Value,
    html: String,
}

impl Rendered {
    pub(crate) fn style(&self) -> &str {
        self.gold["style"].as_str().unwrap_or_default()
    }

    pub(crate) fn title(&self) -> &str {
        self.gold["item"]["title"].as_str().unwrap_or_default()
    }

    /// What it shows.
    pub(crate) fn text(&self) -> &str {
        self.gold["text"].as_str().unwrap_or_default()
    }

    /// The record and the places of its values, as a line of JSON.
    pub(crate) fn gold(&self) -> String {
        self.gold.to_string()
    }

    fn example(&self, with_markup: bool) -> Example {
        let text = self.text();
        let lead = self.gold["lead"].as_str().unwrap_or_default().trim_end();
        let mut known = known_of(text, &self.gold["spans"], &self.gold["item"], 0);
        if !lead.is_empty() {
            let span = Span::new(0, lead.len());
            known.insert(0, Known { span, parts: set(&[CitationNumber]), opens: true, whole: true });
        }
        let mut flat = Flat::verbatim(text, 0);
        if with_markup {
            flat.marks = emphasis(&self.html, text);
        }
        Example::new(flat, &known)
    }
}

/// The references of a folder in 400 styles.
pub(crate) fn references(folder: &Path) -> Result<Vec<Rendered>> {
    let (gold, html) = (unpacked(&folder.join("gold.jsonl.gz"))?, unpacked(&folder.join("html.txt.gz"))?);
    let lines = gold.lines().zip(html.lines());
    lines.map(|(gold, html)| Ok(Rendered { gold: serde_json::from_str(gold)?, html: html.to_owned() })).collect()
}

/// The text of a packed file.
pub(crate) fn unpacked(path: &Path) -> Result<String> {
    let packed = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut text = String::new();
    std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(packed.as_slice()), &mut text)?;
    Ok(text)
}

/// Examples of references, by turns with and without markup.
pub(crate) fn examples(references: &[Rendered]) -> impl Iterator<Item = Example> {
    references.iter().zip([true, false].into_iter().cycle()).map(|(reference, markup)| reference.example(markup))
}

fn is_held(item: &Value, held: &Held) -> bool {
    held.holds(item["title"].as_str().unwrap_or_default())
}

/// The citations in the notes of the first `count` documents, less those of records that are held back.
pub(crate) fn documents(folder: &Path, count: usize, held: &Held) -> Result<Vec<Example>> {
    let mut examples = Vec::new();
    for number in 1..=count {
        let gold = std::fs::read_to_string(folder.join(format!("dev-{number:03}.gold.json")))?;
        let gold: Value = serde_json::from_str(&gold)?;
        let items = &gold["items"];
        for note in list(&gold["notes"]) {
            let item = |citation: &Value| &items[citation["item"].as_str().unwrap_or_default()];
            let met = list(&note["citations"]).iter().filter(|citation| !is_held(item(citation), held));
            examples.extend(met.map(|citation| cited(citation, note, items)));
        }
    }
    Ok(examples)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn cited(citation: &Value, note: &Value, items: &Value) -> Example {
    let text = citation["text"].as_str().unwrap_or_default();
    let before = note["text"].as_str().unwrap_or_default();
    let start = byte(before, citation["start"].as_u64());
    let text = before.get(start..start + text.len()).unwrap_or(text);
    let item = items.get(citation["item"].as_str().unwrap_or_default()).unwrap_or(&Value::Null);
    let mut known = known_of(before, &citation["spans"], item, start);
    known.retain(|known| known.span.end <= text.len());
    if citation["kind"] == "ibid" {
        let word = text.find([' ', ',']).unwrap_or(text.len());
        known.insert(0, Known { span: Span::new(0, word), parts: set(&[Backref]), opens: true, whole: true });
        known.sort_by_key(|known| known.span);
        known.dedup_by(|b, a| a.span.overlaps(b.span));
    }
    Example::new(Flat::verbatim(text, 0), &known)
}

/// The byte at which a character stands.
fn byte(text: &str, char: Option<u64>) -> usize {
    text.char_indices().nth(char.unwrap_or_default() as usize).map_or(text.len(), |(at, _)| at)
}

/// The stretches of the variables; places are counted from byte `start` of the text.
fn known_of(text: &str, spans: &Value, item: &Value, start: usize) -> Vec<Known> {
    let mut known: Vec<Known> = Vec::new();
    for span in list(spans) {
        let (from, to) = (byte(text, span["s"].as_u64()), byte(text, span["e"].as_u64()));
        let variable = span["v"].as_str().unwrap_or_default();
        if from < start || to <= from || known.last().is_some_and(|last| last.span.end + start > from) {
            continue;
        }
        let parts = parts(variable, &text[from..to], item);
        known.push(Known { span: Span::new(from - start, to - start), parts, opens: true, whole: true });
    }
    known
}

/// The parts that a variable may be.
pub(crate) fn parts(variables: &str, text: &str, item: &Value) -> Parts {
    let mut names = variables.split(' ');
    let variable = names.next().unwrap_or_default();
    let kind = item["type"].as_str().unwrap_or_default();
    let part = match variable {
        "title" | "title-short" => Title,
        "container-title" | "container-title-short" => container(kind),
        "collection-title" => CollectionTitle,
        "collection-number" => CollectionNumber,
        "issued" | "original-date" | "year-suffix" => Date,
        "publisher" | "authority" => Publisher,
        "publisher-place" => Location,
        "volume" => Volume,
        "issue" => Issue,
        "page" | "page-first" => Pages,
        "locator" => Locator,
        "number-of-pages" => Extent,
        "edition" => Edition,
        "genre" => Genre,
        "medium" | "dimensions" => Medium,
        "number" => Number,
        "accessed" => Accessed,
        "archive" | "archive_location" | "archive-place" | "call-number" => Archive,
        "DOI" => Doi,
        "URL" => Url,
        "ISBN" | "ISSN" => Isbn,
        "first-reference-note-number" => Backref,
        "" if item["title"].as_str().is_some_and(|title| same(title, text)) => Title,
        "section" | "submitted" | "event-title" | "status" | "scale" | "references" | "number-of-volumes" => Note,
        _ => return role(text, item),
    };
    set(&[part])
}

fn container(kind: &str) -> Part {
    let journal = kind.starts_with("article")
        || kind.starts_with("review")
        || kind.starts_with("legal")
        || kind == "legislation"
        || kind == "bill";
    if journal { Journal } else { ContainerTitle }
}

fn same(a: &str, b: &str) -> bool {
    let letters = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(20).collect::<String>()
    };
    letters(a) == letters(b)
}

/// Whose names these are: a style asks for many roles at one place.
fn role(text: &str, item: &Value) -> Parts {
    let roles = [
        ("author", Author),
        ("editor", Editor),
        ("translator", Translator),
        ("director", Director),
        ("producer", Producer),
        ("composer", Author),
        ("container-author", Editor),
        ("host", Author),
        ("contributor", Note),
        ("reviewed-author", Note),
        ("recipient", Note),
        ("interviewer", Author),
    ];
    let named = |role: &str| {
        list(&item[role]).iter().any(|name| {
            ["family", "literal"].iter().filter_map(|key| name[*key].as_str()).any(|name| text.contains(name))
        })
    };
    let found = roles.iter().filter(|(role, _)| named(role)).map(|(_, part)| *part);
    let found: Vec<Part> = found.take(1).collect();
    if found.is_empty() { set(&[Author, Title, Note]) } else { set(&found) }
}

/// The italics of an HTML line, as places in its text; none where the two do not agree.
fn emphasis(html: &str, text: &str) -> Vec<Mark> {
    let line = Line::of(html);
    if line.text.trim() == text.trim() { line.emphasis() } else { Vec::new() }
}
