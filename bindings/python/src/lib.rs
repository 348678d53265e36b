//! ibid for Python. Each function converts its arguments, calls the library once with the interpreter released, and
//! converts the answer: the JSON of `ibid::api` as dictionaries and lists.

mod arguments;
#[cfg(feature = "arrow")]
mod arrow;

use std::collections::HashMap;
use std::error::Error;
use std::ffi::OsString;
use std::fmt::Display;
use std::io::Write;
use std::process::ExitCode;

use ibid::api::{Checked, Inspection, Report, Segments};
use ibid::render::{cited, with_ids};
use ibid::{Analysis, Document, Item, Options, OutputFormat, Renderer, Request, System};
use pyo3::exceptions::PyException;
use pyo3::prelude::*;
use serde_json::{Value, json};

use arguments::{Post, settings};

pyo3::create_exception!(ibid, IbidError, PyException, "What ibid cannot do, and why, in one sentence.");

/// The answer to a call as JSON, or why there is none.
type Answer = Result<Value, Box<dyn Error + Send + Sync>>;

fn error(reason: impl Display) -> PyErr {
    IbidError::new_err(reason.to_string())
}

/// Works without holding the interpreter, and converts the answer.
fn answer<'py>(py: Python<'py>, work: impl FnOnce() -> Answer + Send) -> PyResult<Bound<'py, PyAny>> {
    let value = py.detach(work).map_err(error)?;
    Ok(pythonize::pythonize(py, &value)?)
}

/// Returns what is wrong with the notes of a document.
#[pyfunction]
#[pyo3(signature = (text, *, format=None, language=None, profile=None, path="-", preset=None, style=None))]
fn check<'py>(
    text: &Bound<'py, PyAny>,
    format: Option<&str>,
    language: Option<String>,
    profile: Option<String>,
    path: &str,
    preset: Option<&str>,
    style: Option<String>,
) -> PyResult<Bound<'py, PyAny>> {
    let Post { source, options } = Post::new(text, path, format, language, profile)?;
    let settings = settings(preset, style)?;
    answer(text.py(), || {
        let analysis = Analysis::of(std::slice::from_ref(&source), &options);
        let findings = ibid::check(&analysis, None, &settings);
        Ok(json!(Report::of(&[Checked::new(&[source], &analysis.document, findings)])))
    })
}

/// Returns the markers, notes, citations and sources of a document.
#[pyfunction]
#[pyo3(signature = (text, *, format=None, language=None, profile=None, path="-"))]
fn inspect<'py>(
    text: &Bound<'py, PyAny>,
    format: Option<&str>,
    language: Option<String>,
    profile: Option<String>,
    path: &str,
) -> PyResult<Bound<'py, PyAny>> {
    let Post { source, options } = Post::new(text, path, format, language, profile)?;
    answer(text.py(), || {
        let sources = [source];
        let analysis = Analysis::of(&sources, &options);
        Ok(json!(Inspection::new(&sources, &analysis)))
    })
}

/// Returns one reference as a record of CSL-JSON, or as its labelled words (`to="segments"`).
#[pyfunction]
#[pyo3(signature = (text, *, to="csl-json"))]
fn parse<'py>(py: Python<'py>, text: &str, to: &str) -> PyResult<Bound<'py, PyAny>> {
    answer(py, || match to {
        "csl-json" => Ok(json!(record(text))),
        "segments" => Ok(json!(Segments::of(text))),
        _ => Err(format!("a reference is parsed to csl-json or segments, not \"{to}\"").into()),
    })
}

/// The record of a reference, with the id that a first record has.
fn record(text: &str) -> Item {
    let mut item = ibid::parse(text).record();
    item.id = "1".into();
    item
}

/// Returns a bibliography in another format.
#[pyfunction]
#[pyo3(signature = (text, *, format, to))]
fn convert<'py>(py: Python<'py>, text: &str, format: &str, to: &str) -> PyResult<Bound<'py, PyAny>> {
    answer(py, || {
        let converted = ibid::convert(text, format, to)?;
        let problems: Vec<String> = converted.problems.iter().map(ToString::to_string).collect();
        Ok(json!({ "text": converted.text, "problems": problems }))
    })
}

/// Returns the formatted list of the works that a document cites.
#[pyfunction]
#[pyo3(signature = (text, *, style, to="markdown", format=None, language=None, profile=None, path="-"))]
fn bibliography<'py>(
    text: &Bound<'py, PyAny>,
    style: &str,
    to: &str,
    format: Option<&str>,
    language: Option<String>,
    profile: Option<String>,
    path: &str,
) -> PyResult<Bound<'py, PyAny>> {
    let Post { source, options } = Post::new(text, path, format, language, profile)?;
    answer(text.py(), || {
        let (style, format) = (arguments::style(style)?, to.parse::<OutputFormat>()?);
        let items = with_ids(cited(Analysis::of(&[source], &options)));
        let ids = items.iter().map(|item| item.id.clone()).collect();
        let request = Request { bibliography: Some(ids), ..Request::default() };
        let rendered = Renderer::new(&style, &items).render(&request, format)?;
        let problems: Vec<String> = rendered.errors.iter().map(ToString::to_string).collect();
        Ok(json!({ "text": format.listing(&rendered.bibliography, false), "problems": problems }))
    })
}

/// Returns a document with its notes in another style.
#[pyfunction]
#[pyo3(signature = (text, *, style, format=None, language=None, profile=None, path="-"))]
fn restyle<'py>(
    text: &Bound<'py, PyAny>,
    style: &str,
    format: Option<&str>,
    language: Option<String>,
    profile: Option<String>,
    path: &str,
) -> PyResult<Bound<'py, PyAny>> {
    let Post { source, options } = Post::new(text, path, format, language, profile)?;
    answer(text.py(), || {
        let restyled = ibid::restyle(&source, &options, &arguments::style(style)?, Default::default())?;
        let kept = restyled.kept.iter();
        let kept = kept.map(|kept| json!({ "note": kept.note, "text": kept.text, "reason": kept.reason }));
        Ok(json!({
            "text": restyled.text,
            "rewritten": restyled.rewritten,
            "kept": kept.collect::<Value>(),
            "left_out": restyled.left_out,
        }))
    })
}

/// Returns a document with its notes in another system, linked both ways.
#[pyfunction]
#[pyo3(signature = (text, *, to, format=None, language=None, profile=None, path="-"))]
fn link<'py>(
    text: &Bound<'py, PyAny>,
    to: &str,
    format: Option<&str>,
    language: Option<String>,
    profile: Option<String>,
    path: &str,
) -> PyResult<Bound<'py, PyAny>> {
    let Post { source, options } = Post::new(text, path, format, language, profile)?;
    answer(text.py(), || {
        let linked = ibid::link(&source, &options, System::by_name(to)?)?;
        Ok(json!({ "text": linked }))
    })
}

/// Tells which of these citations, each of which gives a work in full, mean the same work. They are read as the notes of one document, so
/// that the same code decides; a text that cites nothing means what no other does.
#[pyfunction]
fn merge(py: Python<'_>, citations: Vec<String>) -> Vec<usize> {
    py.detach(|| {
        let analysis = Analysis::of_document(Document::from_notes(&citations), &Options::default());
        let mut first = HashMap::new();
        let work = |note| analysis.citations_of(note).find_map(|citation| analysis.resolutions[citation].source);
        (0..citations.len()).map(|note| work(note).map_or(note, |work| *first.entry(work).or_insert(note))).collect()
    })
}

/// Runs the program with these arguments, the first of which is its own name, and returns its exit code.
#[pyfunction]
fn main(py: Python<'_>, arguments: Vec<OsString>) -> PyResult<u8> {
    py.detach(|| {
        let code = ibid::cli::run(arguments);
        // Rust flushes at the end of its own programs only.
        std::io::stdout().flush()?;
        Ok((0..=u8::MAX).find(|&number| ExitCode::from(number) == code).unwrap_or(u8::MAX))
    })
}

/// What `python/ibid/__init__.py` gives out.
#[pymodule]
mod _ibid {
    #[pymodule_export]
    use super::{IbidError, bibliography, check, convert, inspect, link, main, merge, parse, restyle};

    #[cfg(feature = "arrow")]
    #[pymodule_export]
    use super::arrow::{Schema, Stream, read, schema, table};
}
