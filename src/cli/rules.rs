//! `ibid rules`.

use std::process::ExitCode;

use anyhow::{Result, bail};

/// List the rules that 'ibid check' knows
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

pub(super) fn run(_args: &Args) -> Result<ExitCode> {
    bail!("'ibid rules' is being built")
}
