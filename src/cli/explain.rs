//! `ibid explain`.

use std::io::Write;
use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::lint::{self, rule_advice};

/// Explain a rule: why it matters, a wrong and a right example, its fix
#[derive(Debug, clap::Args)]
#[command(after_help = super::examples::EXPLAIN)]
pub(super) struct Args {
    /// The rule, as 'ibid rules' lists it
    rule: String,
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    let Some(rule) = lint::rule(&args.rule) else {
        bail!("there is no rule '{}'; {}", args.rule, rule_advice(&args.rule));
    };
    std::io::stdout().lock().write_all(rule.page.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
