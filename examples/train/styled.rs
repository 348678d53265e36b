//! Records of the pool, mixed anew and written in every style that ibid has: marks that no reader sees travel through the style with
//! each value, so that the part of every word is known.

use std::path::Path;

use anyhow::{Context, Result};
use ibid::csl::Item;
use ibid::render::{Cite, CiteGroup, OutputFormat, Renderer, Request, Style, list};
use ibid::tagging::Part::{self, *};
use ibid::text::{Flat, Span};
use serde_json::{Value, json};

use crate::example::{Example, Known, set};
use crate::generate::Random;
use crate::held::Held;
use crate::html::{CLOSES, Line, OPENS};
use crate::rendered;

/// Variables whose text is marked: the mark of each is its place here.
const TEXTS: &[&str] = &[
    "title",
    "container-title",
    "collection-title",
    "publisher",
    "publisher-place",
    "genre",
    "medium",
    "archive",
    "archive-place",
    "DOI",
    "URL",
    "ISBN",
];

/// Roles whose family names are marked.
const ROLES: &[(&str, Part)] = &[
    ("author", Author),
    ("editor", Editor),
    ("translator", Translator),
    ("director", Director),
    ("composer", Author),
    ("container-author", Editor),
    ("interviewer", Author),
    ("host", Author),
];

/// What a record may take from another of its type.
const LOANS: &[&[&str]] =
    &[&["title", "language"], &["author"], &["editor"], &["container-title"], &["publisher", "publisher-place"]];

/// Numbers: each is another, so that it is known by itself wherever a style puts it.
const NUMBERS: &[(&str, Part)] =
    &[("volume", Volume), ("issue", Issue), ("page", Pages), ("number-of-pages", Extent), ("edition", Edition)];

const LOCALES: &[&str] = &["de-DE", "fr-FR", "it-IT", "es-ES", "pt-PT", "nl-NL", "en-GB"];

/// References of `each` records in every style.
pub(crate) fn examples(pool: &Path, held: &Held, each: usize) -> Result<Vec<Example>> {
    let pool = std::fs::read_to_string(pool).context("no pool of records")?;
    let mut pool: Vec<Value> = pool.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    pool.retain(|record| is_plain(record) && !held.holds(record["title"].as_str().unwrap_or_default()));
    let mut random = Random::new(0x0dd_ba11_5eed);
    let mut examples = Vec::new();
    for listed in list() {
        let Ok(style) = Style::find(&listed.name) else { continue };
        let local = LOCALES[random.below(LOCALES.len())];
        let styles = [style.clone(), style.in_locale(local)];
        for style in styles {
            let records: Vec<Value> = (0..each).map(|at| mixed(&pool, at, &mut random)).collect();
            examples.extend(written(&style, &records, &mut random));
        }
    }
    Ok(examples)
}

/// Whether no value has markup in it: a mark could not be told from it.
fn is_plain(record: &Value) -> bool {
    TEXTS.iter().all(|key| record[*key].as_str().is_none_or(|text| !text.contains('<')))
}

/// A record of the pool with a title, names, a journal and a publisher of others of its type.
fn mixed(pool: &[Value], id: usize, random: &mut Random) -> Value {
    let mut record = pool[random.below(pool.len())].clone();
    let alike: Vec<&Value> = pool.iter().filter(|other| other["type"] == record["type"]).collect();
    for loan in LOANS {
        let lender = alike[random.below(alike.len())];
        if loan.iter().all(|key| *key == "language" || record[*key].is_null() == lender[*key].is_null()) {
            loan.iter().filter(|key| !lender[**key].is_null()).for_each(|key| record[*key] = lender[*key].clone());
        }
    }
    record["id"] = json!(format!("r{id}"));
    let first = 100 + random.below(600);
    let numbers = [1 + random.below(60), 61 + random.below(20), first, 900 + random.below(90), 2 + random.below(4)];
    for ((key, _), number) in NUMBERS.iter().zip(numbers) {
        if record[*key].is_null() {
            continue;
        }
        let text =
            if *key == "page" { format!("{number}-{}", number + 1 + random.below(40)) } else { number.to_string() };
        record[*key] = json!(text);
    }
    record
}

/// The same record with its values marked.
fn marked(record: &Value) -> Value {
    let mut record = record.clone();
    for (mark, key) in TEXTS.iter().enumerate() {
        if let Some(text) = record[*key].as_str() {
            record[*key] = json!(between_marks(mark, text));
        }
    }
    for (mark, (role, _)) in ROLES.iter().enumerate() {
        for name in record[*role].as_array_mut().into_iter().flatten() {
            for key in ["family", "literal"] {
                if let Some(text) = name[key].as_str() {
                    name[key] = json!(between_marks(TEXTS.len() + mark, text));
                }
            }
        }
    }
    record
}

fn between_marks(mark: usize, text: &str) -> String {
    let at = |first: u32| char::from_u32(first + mark as u32).unwrap_or_default();
    format!("{}{text}{}", at(OPENS), at(CLOSES))
}

/// The records as the style cites them and as it lists them, each with or without italics.
fn written(style: &Style, records: &[Value], random: &mut Random) -> Vec<Example> {
    let items: Vec<Item> = records.iter().filter_map(|record| serde_json::from_value(marked(record)).ok()).collect();
    let cite = |item: &Item, random: &mut Random| {
        let cite = Cite::new(&item.id);
        if random.chance(50) { cite.at((800 + random.below(90)).to_string()) } else { cite }
    };
    let citations = items.iter().zip(1..).map(|(item, note)| CiteGroup::of(cite(item, random)).in_note(note)).collect();
    let ids = items.iter().map(|item| item.id.clone()).collect();
    let request = Request { citations, bibliography: Some(ids) };
    let Ok(rendered) = Renderer::new(style, &items).render(&request, OutputFormat::Html) else { return Vec::new() };
    let record = |id: &str| records.iter().find(|record| record["id"] == id);
    let notes = items.iter().zip(rendered.notes).filter(|_| style.is_note);
    let notes = notes.map(|(item, html)| (item.id.clone(), html));
    let entries = rendered.bibliography.into_iter().map(|entry| (entry.id, entry.text));
    let lines: Vec<(String, String)> = notes.chain(entries).collect();
    lines.into_iter().filter_map(|(id, html)| example(&html, record(&id)?, random)).collect()
}

/// A line of HTML as an example. None where hardly anything of the record is in it.
fn example(html: &str, record: &Value, random: &mut Random) -> Option<Example> {
    let read = Line::of(html);
    let mut known: Vec<Known> = read.values.iter().map(|(mark, span)| known(*mark, *span, record)).collect();
    join_names(&mut known, &read.text, record);
    known.extend(numbers(&read.text, &known, record));
    known.extend(entry_number(&read.text));
    known.sort_by_key(|known| known.span);
    known.dedup_by(|later, sooner| sooner.span.overlaps(later.span));
    known.retain(|known| !known.span.is_empty());
    let marks = if random.chance(50) { read.emphasis() } else { Vec::new() };
    let mut flat = Flat::verbatim(read.text, 0);
    flat.marks = marks;
    (known.len() > 1).then(|| Example::new(flat, &known))
}

fn known(mark: usize, span: Span, record: &Value) -> Known {
    let parts = match mark.checked_sub(TEXTS.len()).and_then(|role| ROLES.get(role)) {
        Some((_, part)) => set(&[*part]),
        None => rendered::parts(TEXTS.get(mark).copied().unwrap_or_default(), "", record),
    };
    Known { span, parts, opens: true, whole: true }
}

/// Names of one role that stand side by side are one stretch, and given names at its ends belong to it.
fn join_names(known: &mut Vec<Known>, text: &str, record: &Value) {
    let roles = ROLES.iter().fold(0, |roles, (_, part)| roles | set(&[*part]));
    known.dedup_by(|later, sooner| {
        let joined = later.parts == sooner.parts && later.parts & !roles == 0;
        if joined {
            sooner.span.end = later.span.end;
        }
        joined
    });
    let given: Vec<&str> = ROLES
        .iter()
        .flat_map(|(role, _)| record[*role].as_array().into_iter().flatten())
        .filter_map(|name| name["given"].as_str())
        .collect();
    for known in known.iter_mut().filter(|known| known.parts & !roles == 0) {
        known.span = with_given(text, known.span, &given);
    }
}

/// The span with the given names, or their initials, before and after it.
fn with_given(text: &str, mut span: Span, given: &[&str]) -> Span {
    let word_before = |end: usize| text[..end].trim_end().rsplit(' ').next().filter(|word| is_given(word, given));
    while let Some(word) = word_before(span.start).filter(|word| !word.ends_with([',', ';', ':'])) {
        span.start = text[..span.start].trim_end().len() - word.len();
    }
    let is_word = |word: &&str| word.chars().any(char::is_alphanumeric);
    while let Some(word) = text[span.end..].split(' ').find(is_word).filter(|word| is_given(word, given)) {
        let Some(at) = text[span.end..].find(word) else { break };
        span.end += at + word.len();
    }
    span
}

/// Whether a word is a given name, or initials of some.
fn is_given(word: &str, given: &[&str]) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let mut letters = word.chars().filter(|c| c.is_alphanumeric());
    let are_initials = letters.clone().count() < 4 && !word.contains(char::is_lowercase);
    let begins = |letter| given.iter().any(|given| given.split([' ', '-', '.']).any(|part| part.starts_with(letter)));
    let is_name = given.iter().any(|given| given.contains(word));
    !word.is_empty() && (is_name || are_initials && letters.all(begins))
}

/// The numbers, the year and the locator, wherever they stand outside the values.
fn numbers(text: &str, known: &[Known], record: &Value) -> Vec<Known> {
    let year = record["issued"]["date-parts"][0][0].as_i64().map(|year| year.to_string());
    let mut wanted: Vec<(String, Part)> = year.into_iter().map(|year| (year, Date)).collect();
    wanted.extend(NUMBERS.iter().filter_map(|(key, part)| {
        let digits = record[*key].as_str()?.split('-').next()?;
        Some((digits.to_owned(), *part))
    }));
    let free = |span: Span| known.iter().all(|known| !known.span.overlaps(span));
    let found = digit_runs(text).filter(|span| free(*span)).filter_map(|span| {
        let part = wanted.iter().find(|(digits, _)| digits == span.of(text)).map(|(_, part)| *part);
        let cited = span.len() == 3 && span.of(text).starts_with('8');
        part.or(cited.then_some(Locator)).map(|part| (span, part))
    });
    let whole_word = |span: Span| {
        let rest = &text[span.end..];
        let more = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, '-' | '–' | '—')).unwrap_or(rest.len());
        Span::new(span.start, span.end + more)
    };
    found.map(|(span, part)| Known { span: whole_word(span), parts: set(&[part]), opens: true, whole: true }).collect()
}

/// The number of an entry in a list, at its beginning: "1.", "[1]".
fn entry_number(text: &str) -> Option<Known> {
    let word = text.split(' ').next().filter(|word| word.ends_with(['.', ']', ')']))?;
    let number = word.trim_matches(['[', '(', '.', ']', ')']);
    let is_number = !number.is_empty() && number.len() < 4 && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| Known { span: Span::new(0, word.len()), parts: set(&[CitationNumber]), opens: true, whole: true })
}

fn digit_runs(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(|c: char| c.is_ascii_digit())?;
        at = text[start..].find(|c: char| !c.is_ascii_digit()).map_or(text.len(), |length| start + length);
        Some(Span::new(start, at))
    })
}
