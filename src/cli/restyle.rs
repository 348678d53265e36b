//! `ibid restyle`.

use std::process::ExitCode;

use anyhow::{Result, bail};

/// Rewrite a post with its notes in another style
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

pub(super) fn run(_args: &Args) -> Result<ExitCode> {
    bail!("'ibid restyle' is being built")
}
