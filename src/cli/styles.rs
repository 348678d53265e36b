//! `ibid styles`.

use std::process::ExitCode;

use anyhow::{Result, bail};

/// List the styles that ibid can write
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

pub(super) fn run(_args: &Args) -> Result<ExitCode> {
    bail!("'ibid styles' is being built")
}
