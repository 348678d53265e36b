//! `ibid cite`.

use std::io::{BufRead, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use serde_json::json;

use crate::csl::Item;
use crate::render::{OutputFormat, Renderer, Request};

/// Format citations for programs: one document a line in, one line out
///
/// In: {"citations":[{"note":1,"items":[{"id":"x","locator":"23","label":"page","prefix":"See","suffix":null}]}],
/// "bibliography":["x"]}. Out: {"notes":["…"],"bibliography":["…"]}. Positions (first, ibid, subsequent, near a note of
/// the same source) follow from the sequence. A bad line gives {"error":"…"}, and the rest goes on.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The records: CSL-JSON, as an array or one item a line
    #[arg(long, value_name = "FILE")]
    items: PathBuf,
    /// The style: a name that 'ibid styles' lists, or a path to a .csl file
    #[arg(long, value_name = "STYLE")]
    style: String,
    /// What to write: text, markdown, html, latex, typst
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: OutputFormat,
    /// The language of the style's words, if not its own: de-DE
    #[arg(long, value_name = "LOCALE")]
    locale: Option<String>,
}

/// Documents that are rendered at once before their lines are written.
const BATCH: usize = 64;

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    let mut style = super::styles::load(&args.style)?;
    if let Some(locale) = &args.locale {
        style = style.in_locale(locale);
    }
    let items = read_items(&args.items)?;
    let renderer = Renderer::new(&style, &items);
    let mut out = std::io::BufWriter::new(anstream::stdout().lock());
    let mut lines = std::io::stdin().lock().lines();
    loop {
        let batch: Vec<String> = lines.by_ref().take(BATCH).collect::<Result<_, _>>().context("standard input")?;
        if batch.is_empty() {
            return Ok(ExitCode::SUCCESS);
        }
        for line in answers(&renderer, &batch, args.format) {
            writeln!(out, "{line}")?;
        }
        out.flush()?;
    }
}

/// The answers to lines, in their order, worked out side by side.
fn answers(renderer: &Renderer<'_>, lines: &[String], format: OutputFormat) -> Vec<serde_json::Value> {
    use rayon::prelude::*;
    lines.par_iter().map(|line| answer(renderer, line, format)).collect()
}

fn answer(renderer: &Renderer<'_>, line: &str, format: OutputFormat) -> serde_json::Value {
    let request: Request = match serde_json::from_str(line) {
        Ok(request) => request,
        Err(error) => return json!({ "error": format!("this line is no document: {error}") }),
    };
    match renderer.render(&request, format) {
        Ok(rendered) => {
            let bibliography: Vec<_> = rendered.bibliography.into_iter().map(|entry| entry.text).collect();
            json!({ "notes": rendered.notes, "bibliography": bibliography })
        }
        Err(error) => json!({ "error": error.to_string() }),
    }
}

/// Reads CSL-JSON: an array, one item, or one item a line.
pub(super) fn read_items(path: &std::path::Path) -> Result<Vec<Item>> {
    let text = String::from_utf8(super::input::file(path)?)
        .with_context(|| format!("{}: this is not UTF-8", path.display()))?;
    if text.trim_start().starts_with('[') {
        return serde_json::from_str(&text).with_context(|| format!("{}: this is not CSL-JSON", path.display()));
    }
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let item = |(number, line): (usize, &str)| {
        serde_json::from_str(line)
            .with_context(|| format!("{}, line {}: this is not CSL-JSON", path.display(), number + 1))
    };
    lines.map(item).collect()
}
