//! `ibid link`.

use std::process::ExitCode;

use anyhow::{Result, bail};

/// Rewrite a post with its notes in another system, linked both ways
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

pub(super) fn run(_args: &Args) -> Result<ExitCode> {
    bail!("'ibid link' is being built")
}
