//! ibid for JavaScript. Each function converts what it is given, calls the library once, and converts the answer: the JSON of
//! `ibid::api`. `npm/ibid.js` calls these, and loads the models and the archive of styles first.

mod document;
mod report;
mod wishes;
mod writing;

use std::fmt::Display;

use serde_json::{Value, json};
use wasm_bindgen::prelude::*;

use document::Read;
use ibid::api::{Inspection, Report, Rules, Segments};
use ibid::{Analysis, Item, check as find, mend as repair, report::inspect as picture};
use wishes::Wishes;

/// The answer to a call, or why there is none, in one sentence.
type Answer<T = String> = Result<T, JsError>;

/// The answer where words must be read and there are no models yet.
const NEEDS_MODELS: &str = "null";

fn error(reason: impl Display) -> JsError {
    JsError::new(&reason.to_string())
}

/// Loads a model, whichever it is.
#[wasm_bindgen]
pub fn load_model(bytes: Vec<u8>) -> Answer<()> {
    ibid::load_model(bytes).map_err(error)
}

/// Loads the archive of styles and languages.
#[wasm_bindgen]
pub fn load_archive(bytes: Vec<u8>) -> Answer<()> {
    ibid::load_archive(bytes).map_err(error)
}

/// Returns what is wrong with a document; null where its words must be read for it and there are no models.
#[wasm_bindgen]
pub fn check(bytes: Vec<u8>, wishes: &str) -> Answer {
    let wishes = Wishes::read(wishes)?;
    let settings = wishes.settings()?;
    let posts = Read::all(bytes, &wishes)?;
    let mut files = Vec::new();
    let mut drawn = String::new();
    for post in posts.iter() {
        let findings = find(&post.analysis, None, &settings);
        let findings = match report::trusted(findings, post, &wishes) {
            Some(findings) => findings,
            None => return Ok(NEEDS_MODELS.to_owned()),
        };
        if wishes.drawn {
            drawn.push_str(&report::drawn(post, &findings));
        }
        files.push(report::checked(post, findings));
    }
    Ok(json!({ "report": Report::of(&files), "drawn": drawn }).to_string())
}

/// Returns the markers, notes, citations and sources of each document in a file, a line of JSON each: an export of a site holds many.
#[wasm_bindgen]
pub fn inspect(bytes: Vec<u8>, wishes: &str) -> Answer {
    let wishes = Wishes::read(wishes)?;
    let posts = Read::all(bytes, &wishes)?;
    let line = |post: &Read| {
        let why = wishes.why.then(|| post.analysis.why());
        let inspection = Inspection::explained(&post.sources, &post.analysis, why.as_deref());
        Ok(serde_json::to_string(&inspection).map_err(error)? + "\n")
    };
    posts.iter().map(line).collect()
}

/// Returns the same for people: as text by `note` or `source`, or as a picture for `dot` or `mermaid`.
#[wasm_bindgen]
pub fn show(bytes: Vec<u8>, wishes: &str) -> Answer {
    let wishes = Wishes::read(wishes)?;
    let show = |post: &Read| {
        let why = wishes.why.then(|| post.analysis.why());
        Ok(match wishes.to() {
            "dot" => picture::dot(&post.analysis),
            "mermaid" => picture::mermaid(&post.analysis),
            "note" => picture::by_note(post.path(), &post.analysis, why.as_deref()),
            "source" => picture::by_source(post.path(), &post.analysis),
            other => {
                return Err(error(format_args!(
                    "a document is shown as dot, mermaid, note or source, not \"{other}\""
                )));
            }
        })
    };
    let posts = Read::all(bytes, &wishes)?;
    let shown: Vec<String> =
        posts.iter().map(|post| Ok(show(post)?.trim_end().to_owned() + "\n")).collect::<Answer<_>>()?;
    Ok(shown.concat())
}

/// Returns a document with its fixes made.
#[wasm_bindgen]
pub fn mend(bytes: Vec<u8>, wishes: &str) -> Answer {
    let wishes = Wishes::read(wishes)?;
    let settings = wishes.settings()?;
    let posts = Read::all(bytes, &wishes)?;
    let [post] = &*posts else {
        return Err(error(format_args!("{}: the posts of an export cannot be mended in it", wishes.path())));
    };
    let wanted = |analysis: &Analysis| report::wanted(find(analysis, None, &settings), &wishes, analysis);
    let mended = repair(&post.sources, &wishes.options()?, wishes.least_safety(), wanted);
    Ok(report::mended(post, &mended, &settings)?.to_string())
}

/// Returns the lines of a report (of check) as `concise`, `sarif`, `github`, `statistics` or `summary`.
#[wasm_bindgen]
pub fn write_report(report: &str, to: &str) -> Answer {
    report::written(report, to)
}

/// Returns the difference of two versions of a text as a patch.
#[wasm_bindgen]
pub fn patch(path: &str, before: &str, after: &str) -> String {
    ibid::text::patch(path, before, after)
}

/// Returns a document with its notes in another style.
#[wasm_bindgen]
pub fn restyle(bytes: Vec<u8>, wishes: &str) -> Answer {
    writing::restyled(bytes, &Wishes::read(wishes)?)
}

/// Returns the formatted list of the works that a document cites, or of the records of a bibliography.
#[wasm_bindgen]
pub fn bibliography(bytes: Vec<u8>, wishes: &str) -> Answer {
    writing::bibliography(bytes, &Wishes::read(wishes)?)
}

/// Returns the works of a document, or the records of a bibliography, in another format.
#[wasm_bindgen]
pub fn convert(bytes: Vec<u8>, wishes: &str) -> Answer {
    writing::converted(bytes, &Wishes::read(wishes)?)
}

/// Returns a document with its notes in another system, linked both ways.
#[wasm_bindgen]
pub fn link(bytes: Vec<u8>, wishes: &str) -> Answer {
    writing::linked(bytes, &Wishes::read(wishes)?)
}

/// Returns a document as a new document of Word, with its notes as Word has them.
#[wasm_bindgen]
pub fn docx(bytes: Vec<u8>, wishes: &str) -> Answer<Vec<u8>> {
    writing::docx(bytes, &Wishes::read(wishes)?)
}

/// Returns a file with its text changed into `text`.
#[wasm_bindgen]
pub fn write(bytes: Vec<u8>, path: &str, text: &str) -> Answer<Vec<u8>> {
    let source = ibid::open(path, bytes).map_err(error)?;
    ibid::document::encode(&source, text, None).map_err(|reason| error(format_args!("{path}: {reason}")))
}

/// Returns the text of a file: what is in it, if it is packed.
#[wasm_bindgen]
pub fn text_of(bytes: Vec<u8>, path: &str) -> Answer {
    Ok(ibid::open(path, bytes).map_err(error)?.text.to_string())
}

/// Returns one reference as a record of CSL-JSON, or as its labelled words.
#[wasm_bindgen]
pub fn parse(text: &str, to: &str) -> Answer {
    match to {
        "csl-json" => Ok(json!(record(text)).to_string()),
        "segments" => Ok(json!(Segments::of(text)).to_string()),
        _ => Err(error(format_args!("a reference is parsed to csl-json or segments, not \"{to}\""))),
    }
}

/// Returns references, one a line, in a format of `ibid parse`.
#[wasm_bindgen]
pub fn parse_lines(text: &str, to: &str) -> Answer {
    writing::parsed(text, to)
}

/// The record of a reference, with the id that a first record has.
fn record(text: &str) -> Item {
    let mut item = ibid::parse(text).record();
    item.id = "1".into();
    item
}

/// Returns the styles there are.
#[wasm_bindgen]
pub fn styles() -> String {
    let line = |style: ibid::render::Listed| json!({ "name": style.name, "title": style.title, "class": style.class, "own": style.own });
    ibid::render::list().into_iter().map(line).collect::<Value>().to_string()
}

/// Returns the rules there are.
#[wasm_bindgen]
pub fn rules() -> String {
    json!(Rules::all()).to_string()
}

/// Returns the rules there are, a line each, for people.
#[wasm_bindgen]
pub fn list_rules() -> String {
    ibid::RULES.iter().map(|rule| ibid::lint::catalogue::line(rule)).collect()
}

/// Returns the page of a rule.
#[wasm_bindgen]
pub fn explain(rule: &str) -> Answer {
    let unknown = || error(format_args!("there is no rule '{rule}'; {}", ibid::lint::rule_advice(rule)));
    Ok(ibid::lint::rule(rule).ok_or_else(unknown)?.page.to_owned())
}
