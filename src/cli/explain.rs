//! `ibid explain`.

use std::process::ExitCode;

use anyhow::{Result, bail};

/// Explain a rule
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

pub(super) fn run(_args: &Args) -> Result<ExitCode> {
    bail!("'ibid explain' is being built")
}
