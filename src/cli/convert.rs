//! `ibid convert`.

use std::process::ExitCode;

use anyhow::{Result, bail};

/// Write the works of posts, or of bibliography files, in another format
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The documents; - is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<std::path::PathBuf>,
    #[command(flatten)]
    reading: super::input::Reading,
}

pub(super) fn run(_args: &Args) -> Result<ExitCode> {
    bail!("'ibid convert' is being built")
}
