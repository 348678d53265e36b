//! `ibid cite`.

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::api::CiteAnswer;
use crate::convert;
use crate::csl::Item;
use crate::render::{OutputFormat, Renderer, Request};
use crate::text::visible;

/// Format citations for programs: one document a line in, one line out
///
/// In: {"citations":[{"note":1,"items":[{"id":"x","locator":"23","label":"page","prefix":"See","suffix":null}]}],
/// "bibliography":["x"]}. Out: {"notes":["…"],"bibliography":["…"]}. Positions (first, ibid, subsequent, near a note of
/// the same source) follow from the sequence. A bad line gives {"error":"…"}, and the rest goes on.
#[derive(Debug, clap::Args)]
#[command(after_help = super::examples::CITE)]
pub(super) struct Args {
    /// The records: CSL-JSON (an array, or one item a line), BibTeX, BibLaTeX, RIS, YAML
    #[arg(long, value_name = "FILE")]
    items: PathBuf,
    #[command(flatten)]
    style: super::styles::StyleArgs,
    /// What to write: text, markdown, html, latex, typst
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: OutputFormat,
}

/// Documents that are rendered at once before their lines are written.
const BATCH: usize = 64;

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    let style = args.style.load()?;
    let items = read_items(&args.items)?;
    let renderer = Renderer::new(&style, &items);
    let mut out = std::io::BufWriter::new(anstream::stdout().lock());
    let mut lines = std::io::stdin().lock().lines();
    loop {
        let batch: Vec<String> = lines.by_ref().take(BATCH).collect::<Result<_, _>>().context("standard input")?;
        if batch.is_empty() {
            return Ok(ExitCode::SUCCESS);
        }
        for answer in answers(&renderer, &batch, args.format) {
            writeln!(out, "{}", serde_json::to_string(&answer)?)?;
        }
        out.flush()?;
    }
}

/// The answers to lines, in their order, worked out side by side.
fn answers(renderer: &Renderer<'_>, lines: &[String], format: OutputFormat) -> Vec<CiteAnswer> {
    use rayon::prelude::*;
    lines.par_iter().map(|line| answer(renderer, line, format)).collect()
}

fn answer(renderer: &Renderer<'_>, line: &str, format: OutputFormat) -> CiteAnswer {
    let request: Request = match serde_json::from_str(line) {
        Ok(request) => request,
        Err(error) => return CiteAnswer::Error { error: format!("this line is no document: {error}") },
    };
    CiteAnswer::of(renderer, &request, format)
}

/// Reads records in any format of bibliographies that its name or its text tells. What cannot be read is named on
/// standard error; a file of which nothing can be read is an error.
pub(super) fn read_items(path: &Path) -> Result<Vec<Item>> {
    let name = path.display();
    let bytes = super::input::file(path)?;
    let text = String::from_utf8(bytes).with_context(|| format!("{name}: this is not UTF-8"))?;
    let format = convert::of_text(&text).or_else(|| convert::of_path(path));
    let format = format.with_context(|| format!("{name}: ibid cannot tell the format of this bibliography"))?;
    let read = (format.read)(&text);
    for problem in &read.problems {
        writeln!(anstream::stderr(), "{}", visible(&format!("{name}: {problem}")))?;
    }
    if read.items.is_empty() && !read.problems.is_empty() {
        bail!("{name}: nothing in this file can be read as {}", format.name);
    }
    Ok(read.items)
}
