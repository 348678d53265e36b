//! Documents and bibliographies out: in another style, another system of notes, another format.

use std::path::Path;

use ibid::api::Segments;
use ibid::convert::{self, Bibliography, key};
use ibid::link::link_document;
use ibid::render::{cited, with_ids};
use ibid::restyle::Wishes as Additions;
use ibid::{Analysis, Format, Item, OutputFormat, Renderer, Request, Source, System};
use serde_json::{Value, json};

use crate::document::source;
use crate::wishes::Wishes;
use crate::{Answer, NEEDS_MODELS, error};

/// A document with its notes in another style, and what stays.
pub(crate) fn restyled(bytes: Vec<u8>, wishes: &Wishes) -> Answer {
    let (source, style) = (source(bytes, wishes)?, wishes.style()?);
    let additions = Additions { bibliography: wishes.bibliography, split: wishes.split };
    let named = |reason| error(format_args!("{}: {reason}", source.path));
    let restyled = ibid::restyle(&source, &wishes.options()?, &style, additions).map_err(named)?;
    let kept = restyled.kept.iter();
    let kept = kept.map(|kept| json!({ "note": kept.note, "text": kept.text, "reason": kept.reason }));
    let answer = json!({
        "text": restyled.text,
        "rewritten": restyled.rewritten,
        "kept": kept.collect::<Value>(),
        "left_out": restyled.left_out,
        "style": style.title,
    });
    Ok(answer.to_string())
}

/// A document with its notes in another system.
pub(crate) fn linked(bytes: Vec<u8>, wishes: &Wishes) -> Answer {
    let source = source(bytes, wishes)?;
    let system = System::by_name(wishes.to()).map_err(error)?;
    let named = |reason| error(format_args!("{}: {reason}", source.path));
    let text = match system.name {
        "text" if source.packed.is_some() => ibid::link::typed(&source),
        _ => ibid::link(&source, &wishes.options()?, system).map_err(named)?,
    };
    Ok(json!({ "text": text }).to_string())
}

/// A document as one of Word.
pub(crate) fn docx(bytes: Vec<u8>, wishes: &Wishes) -> Answer<Vec<u8>> {
    let source = source(bytes, wishes)?;
    let system = System::by_name("docx").map_err(error)?;
    link_document(&source, &wishes.options()?, system, &|_| None)
        .map(|created| created.bytes)
        .map_err(|reason| error(format_args!("{}: {reason}", source.path)))
}

/// The list of works in a style.
pub(crate) fn bibliography(bytes: Vec<u8>, wishes: &Wishes) -> Answer {
    let (source, style) = (source(bytes, wishes)?, wishes.style()?);
    if !style.has_bibliography() {
        return Err(error(format_args!(
            "the style \"{}\" writes notes only and has no list of works; chicago-notes has one",
            style.title
        )));
    }
    let format: OutputFormat =
        Some(wishes.to()).filter(|to| !to.is_empty()).unwrap_or("markdown").parse().map_err(error)?;
    let (items, mut problems) = match records(&source, wishes)? {
        Some(read) => (read.items, read.problems.iter().map(ToString::to_string).collect()),
        None if !ibid::has_models() => return Ok(NEEDS_MODELS.to_owned()),
        None => (cited(Analysis::of(&[source], &wishes.options()?)), Vec::new()),
    };
    let items = with_ids(items);
    let ids = items.iter().map(|item| item.id.clone()).collect();
    let request = Request { bibliography: Some(ids), ..Request::default() };
    let rendered = Renderer::new(&style, &items).render(&request, format).map_err(error)?;
    problems.extend(rendered.errors.iter().map(ToString::to_string));
    let text = format.listing(&rendered.bibliography, wishes.anchors);
    Ok(json!({ "text": text, "problems": problems }).to_string())
}

/// The records in another format.
pub(crate) fn converted(bytes: Vec<u8>, wishes: &Wishes) -> Answer {
    let source = source(bytes, wishes)?;
    let write = convert::named(wishes.to()).and_then(|format| format.write);
    let write = write.ok_or_else(|| error(format_args!("the formats that can be written are {}", writable())))?;
    let mut bibliography = match records(&source, wishes)? {
        Some(read) => read,
        None if !ibid::has_models() => return Ok(NEEDS_MODELS.to_owned()),
        None => works(&source, wishes)?,
    };
    match &wishes.key {
        Some(pattern) => {
            let pattern: key::Pattern = pattern.parse().map_err(error)?;
            let keys = pattern.assign(&bibliography.items);
            bibliography.items.iter_mut().zip(keys).for_each(|(item, key)| item.id = key);
        }
        None => key::complete(&mut bibliography.items),
    }
    let problems: Vec<String> = bibliography.problems.iter().map(ToString::to_string).collect();
    let left_out = bibliography.left_out();
    let text = write(&bibliography, &convert::ConvertOptions { ascii: wishes.ascii });
    Ok(json!({ "text": text, "problems": problems, "left_out": left_out }).to_string())
}

fn writable() -> String {
    let names = convert::FORMATS.iter().filter(|format| format.write.is_some()).map(|format| format.name);
    names.collect::<Vec<_>>().join(", ")
}

/// The records of a bibliography, by the format that is named, by the ending of the path, or by the looks of a text without a path; `None`
/// for a document.
fn records(source: &Source, wishes: &Wishes) -> Answer<Option<Bibliography>> {
    let format = match wishes.format() {
        Some(name) => match (convert::named(name), Format::by_name(name)) {
            (None, Err(_)) => return Err(error(format_args!("there is no format \"{name}\""))),
            (format, _) => format,
        },
        None => {
            let by_looks = || convert::of_text(&source.text).filter(|_| source.path == "-");
            convert::of_path(Path::new(&source.path)).or_else(by_looks)
        }
    };
    Ok(format.map(|format| (format.read)(&source.text)))
}

/// The works that a document cites, one record each.
fn works(source: &Source, wishes: &Wishes) -> Answer<Bibliography> {
    let mut items = Analysis::of(std::slice::from_ref(source), &wishes.options()?).records();
    // Where in the document a work is given is no key to cite it by.
    items.iter_mut().for_each(|item| item.id.clear());
    Ok(Bibliography::of(items))
}

/// References, one a line: a line of JSON for each, or one bibliography.
pub(crate) fn parsed(text: &str, to: &str) -> Answer {
    let lines = text.lines();
    match to {
        "segments" => Ok(lines.map(|line| json!(Segments::of(line)).to_string() + "\n").collect()),
        "jsonl" => Ok((1..).zip(lines).map(|(number, line)| numbered(line, number) + "\n").collect()),
        _ => {
            let items = keyed(lines.filter(|line| !is_blank(line)).map(|line| ibid::parse(line).record()));
            match convert::named(to).and_then(|format| format.write) {
                _ if to == "csl-json" => Ok(array(&items)),
                Some(write) => Ok(write(&Bibliography::of(items), &convert::ConvertOptions::default())),
                None => Err(error(format_args!("the formats that can be written are {}, segments", writable()))),
            }
        }
    }
}

fn is_blank(line: &str) -> bool {
    ibid::document::flatten(line, 0).text.trim().is_empty()
}

/// The record of a line under its number; an empty one for a blank line.
fn numbered(line: &str, number: usize) -> String {
    if is_blank(line) {
        return "{}".to_owned();
    }
    let mut item = ibid::parse(line).record();
    item.id = number.to_string();
    json!(item).to_string()
}

/// Records, each with a key that no record before it has.
fn keyed(items: impl Iterator<Item = Item>) -> Vec<Item> {
    let mut taken = key::Taken::new();
    let key = |mut item: Item| {
        item.id = key::unique(&key::Pattern::default().key(&item), &mut taken);
        item
    };
    items.map(key).collect()
}

/// Records as the program writes them: an array with one on each line.
fn array(items: &[Item]) -> String {
    let lines: Vec<String> = items.iter().map(|item| json!(item).to_string()).collect();
    if lines.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n]\n", lines.join(",\n")) }
}
