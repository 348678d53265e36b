//! `ibid cite`.

use std::process::ExitCode;

use anyhow::{Result, bail};

/// Format citations for programs: one document a line in, one line out
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

pub(super) fn run(_args: &Args) -> Result<ExitCode> {
    bail!("'ibid cite' is being built")
}
