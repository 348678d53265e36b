//! `ibid inspect`: markers, notes, citations, what each stands for and why not.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use super::input::Reading;
use crate::analysis::Analysis;
use crate::report::inspect;
use crate::text::Source;

/// Show markers, notes and citations, and what each citation stands for
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The documents; - is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to show them
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    let options = args.reading.options();
    for sources in args.reading.documents(&args.paths)? {
        let analysis = Analysis::of(&sources, &options);
        show(&sources, &analysis, args.format)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn show(sources: &[Source], analysis: &Analysis, _format: Format) -> Result<()> {
    let mut out = std::io::stdout().lock();
    serde_json::to_writer(&mut out, &inspect::json(sources, analysis))?;
    Ok(writeln!(out)?)
}
