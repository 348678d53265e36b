//! `ibid check`.

use std::process::ExitCode;

use anyhow::{Result, bail};

/// Say what is wrong with the notes of documents
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The documents; - is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<std::path::PathBuf>,
    #[command(flatten)]
    reading: super::input::Reading,
}

pub(super) fn run(_args: &Args) -> Result<ExitCode> {
    bail!("'ibid check' is being built")
}
