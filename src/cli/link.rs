//! `ibid link`: a post with its notes in another system.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};

use super::input::Reading;
use super::settings::Finder;
use super::write::Destination;
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
    #[command(flatten)]
    destination: Destination,
    #[command(flatten)]
    reading: Reading,
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    let source = args.reading.source(&args.path)?;
    let options = args.reading.options(&Finder::default(), std::slice::from_ref(&source))?;
    let linked = link(&source, &options, args.to).with_context(|| source.path.clone())?;
    args.destination.take(&args.path, &source, &linked)?;
    Ok(ExitCode::SUCCESS)
}
