//! `ibid link`: a post with its notes in another system.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};

use super::input::{Reading, STDIN};
use super::write;
use crate::link::{System, link};

/// Rewrite a post with its notes in another system, linked both ways
///
/// The result goes to standard output unless --write or --diff says otherwise. It is read again before: if a marker
/// would lead to another note, or a short form stand for another source, nothing is written.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The post; - is standard input
    #[arg(value_name = "PATH")]
    path: PathBuf,
    /// The system of notes: markdown, html, wordpress, latex or text
    #[arg(long, value_name = "SYSTEM", value_parser = System::by_name)]
    to: &'static System,
    /// Writes the result into the file
    #[arg(long, conflicts_with = "diff")]
    write: bool,
    /// Shows the change as a patch and writes nothing
    #[arg(long)]
    diff: bool,
    #[command(flatten)]
    reading: Reading,
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    let source = args.reading.source(&args.path)?;
    let linked = link(&source, &args.reading.options(), args.to).with_context(|| source.path.clone())?;
    let mut out = std::io::stdout().lock();
    if args.diff {
        out.write_all(write::diff(&source.path, &source.text, &linked).as_bytes())?;
    } else if args.write && args.path.as_os_str() != STDIN {
        write::save(&args.path, &source, &linked)?;
    } else {
        out.write_all(linked.as_bytes())?;
    }
    Ok(ExitCode::SUCCESS)
}
