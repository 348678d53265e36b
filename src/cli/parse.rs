//! `ibid parse`.

use std::process::ExitCode;

use anyhow::{Result, bail};

/// Read references, one a line, into fields
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

pub(super) fn run(_args: &Args) -> Result<ExitCode> {
    bail!("'ibid parse' is being built")
}
