//! Many posts at once: Arrow batches in, Arrow batches out, by the C data interface.

mod answers;
mod column;
mod flat;
mod posts;
mod stream;
mod tables;

use pyo3::prelude::*;

use crate::arguments::{options, settings};
use crate::error;
use answers::{Answers, Asked};
use stream::refused;
pub(crate) use stream::{Schema, Stream};
use tables::{TABLES, Table};

/// At most this many posts are held in memory at once, unless the caller says otherwise.
const ROWS: usize = 256;

/// Reads posts, and streams one row of answers for each.
#[pyfunction]
#[pyo3(signature = (
    posts, *, tables=None, format=None, language=None, profile=None, preset=None, style=None, threads=1, rows=ROWS,
))]
#[allow(clippy::too_many_arguments, reason = "they are keywords in Python")]
pub(crate) fn read(
    posts: &Bound<'_, PyAny>,
    tables: Option<Vec<String>>,
    format: Option<&str>,
    language: Option<String>,
    profile: Option<String>,
    preset: Option<&str>,
    style: Option<String>,
    threads: usize,
    rows: usize,
) -> PyResult<Stream> {
    let asked = Asked {
        tables: chosen(tables)?,
        options: options(format, language, profile)?,
        settings: settings(preset, style)?,
    };
    let answers = Answers::new(stream::batches(posts)?, asked, threads, rows.max(1)).map_err(refused)?;
    Ok(Stream::new(answers))
}

/// The tables of these names, in the order of the names; all of them without names (`None`).
fn chosen(names: Option<Vec<String>>) -> PyResult<Vec<&'static Table>> {
    let Some(names) = names else { return Ok(TABLES.iter().collect()) };
    names.iter().map(|name| named(name)).collect()
}

fn named(name: &str) -> PyResult<&'static Table> {
    let names = || TABLES.map(|table| table.name).join(", ");
    TABLES
        .iter()
        .find(|table| table.name == name)
        .ok_or_else(|| error(format_args!("there is no table \"{name}\"; there are {}", names())))
}

/// Streams one table of the answers: its rows, each with the `id` of its post.
#[pyfunction]
pub(crate) fn table(answers: &Bound<'_, PyAny>, name: &str) -> PyResult<Stream> {
    let flat = flat::Flat::new(stream::batches(answers)?, named(name)?).map_err(refused)?;
    Ok(Stream::new(flat))
}

/// Returns the columns of a table.
#[pyfunction]
pub(crate) fn schema(name: &str) -> PyResult<Schema> {
    Ok(Schema(named(name)?.fields()))
}
