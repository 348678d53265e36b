//! `ibid rules`.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;

use super::pretty;
use crate::api::Rules;
use crate::lint::{RULES, catalogue};

/// List the rules that 'ibid check' knows
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// How they are listed
    #[arg(long, value_enum, default_value_t)]
    format: RulesFormat,
}

#[derive(Debug, Clone, Copy, Default, clap::ValueEnum)]
enum RulesFormat {
    /// One line for each rule
    #[default]
    Text,
    /// For programs
    Json,
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    let text = match args.format {
        RulesFormat::Text => RULES.iter().map(|rule| catalogue::line(rule)).collect(),
        RulesFormat::Json => pretty(&Rules::all())?,
    };
    std::io::stdout().lock().write_all(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
