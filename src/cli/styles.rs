//! `ibid styles`, and the style that `--style` names.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::render::{self, Style};

/// List the styles that ibid can write
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Only styles that write notes
    #[arg(long)]
    notes: bool,
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    let styles: Vec<_> = render::list().into_iter().filter(|style| !args.notes || style.class == "note").collect();
    let width = styles.iter().map(|style| style.name.len()).max().unwrap_or_default();
    let mut out = anstream::stdout().lock();
    for style in styles {
        writeln!(out, "{:width$}  {:11}  {}", style.name, style.class, style.title)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The style of a name, or of a path to a `.csl` file.
pub(super) fn load(name: &str) -> Result<Style> {
    let path = Path::new(name);
    let is_file = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csl")) || path.is_file();
    if !is_file {
        return Ok(Style::find(name)?);
    }
    let xml = String::from_utf8(super::input::file(path)?).with_context(|| format!("{name}: this is not UTF-8"))?;
    Style::from_csl(&xml).with_context(|| name.to_owned())
}
