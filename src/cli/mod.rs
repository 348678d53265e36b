//! The command line: one file a command, each with its arguments, its help and what it does.
//!
//! Only this layer touches files, threads, the clock and the environment. Each command converts its arguments, calls the
//! library once, and converts the answer.

mod bibliography;
mod book;
mod cache;
mod check;
mod cite;
mod convert;
mod earlier;
mod examples;
mod explain;
mod fixing;
mod init;
mod input;
mod inspect;
mod library;
mod link;
mod parse;
mod restyle;
mod rules;
#[cfg(feature = "lsp")]
mod server;
mod shell;
mod styles;
mod watch;
mod write;

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::Result;
use clap::{CommandFactory, Parser, Subcommand};

use crate::workspace::{git, settings, walk};

/// Exit code for wrong usage, or a file or setting that cannot be read.
const USAGE_ERROR: u8 = 2;

/// ibid reads footnotes: it pairs markers with notes, says what is wrong, tells what every "Ibid." stands for,
/// and writes the sources as BibTeX, CSL-JSON or a formatted bibliography.
#[derive(Debug, Parser)]
#[command(name = "ibid", version, propagate_version = true, max_term_width = 100)]
struct Cli {
    /// When to use colours: auto looks at the terminal and the variable NO_COLOR
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    color: Color,
    #[command(subcommand)]
    command: Command,
}

/// When output is coloured.
#[derive(Debug, Clone, Copy, Default, clap::ValueEnum)]
enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

impl Color {
    /// Tells everything that writes to the terminal.
    fn set(self) {
        let choice = match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        };
        choice.write_global();
    }
}

/// One line a command; each is a file of this folder.
#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Args),
    Inspect(inspect::Args),
    Parse(parse::Args),
    Convert(convert::Args),
    Bibliography(bibliography::Args),
    Restyle(restyle::Args),
    Link(link::Args),
    Cite(cite::Args),
    Styles(styles::Args),
    Rules(rules::Args),
    Explain(explain::Args),
    Init(init::Args),
    #[cfg(feature = "lsp")]
    Server(server::Args),
    Completions(shell::CompletionsArgs),
    Man(shell::ManArgs),
}

impl Command {
    fn run(self) -> Result<ExitCode> {
        match self {
            Self::Check(args) => check::run(&args),
            Self::Inspect(args) => inspect::run(&args),
            Self::Parse(args) => parse::run(&args),
            Self::Convert(args) => convert::run(&args),
            Self::Bibliography(args) => bibliography::run(&args),
            Self::Restyle(args) => restyle::run(&args),
            Self::Link(args) => link::run(&args),
            Self::Cite(args) => cite::run(&args),
            Self::Styles(args) => styles::run(&args),
            Self::Rules(args) => rules::run(&args),
            Self::Explain(args) => explain::run(&args),
            Self::Init(args) => init::run(&args),
            #[cfg(feature = "lsp")]
            Self::Server(args) => server::run(&args),
            Self::Completions(args) => shell::completions(&args, Cli::command()),
            Self::Man(args) => shell::man(&args, &Cli::command()),
        }
    }
}

/// Runs the program with the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    run(std::env::args_os().collect())
}

/// Runs the program with these arguments, the first of which is the name by which it was called.
#[must_use]
pub fn run(arguments: Vec<OsString>) -> ExitCode {
    let cli = Cli::parse_from(arguments);
    cli.color.set();
    match cli.command.run() {
        Ok(code) => code,
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            complain(format_args!("{error:#}"));
            ExitCode::from(USAGE_ERROR)
        }
    }
}

/// Says on standard error what went wrong, in one line whatever names and texts are in it.
fn complain(what: std::fmt::Arguments<'_>) {
    use std::io::Write;
    let style = clap::builder::Styles::styled();
    let error = style.get_error();
    // Nothing is left to tell of a standard error that is gone.
    let _ = writeln!(anstream::stderr(), "{error}error:{error:#} {}", crate::text::visible(&what.to_string()));
}

/// A value as JSON for people and programs.
fn pretty(value: &impl serde::Serialize) -> Result<String> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}

/// A reader that has seen enough (`ibid … | head`) is no failure.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        let json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        io.or(json) == Some(std::io::ErrorKind::BrokenPipe)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_well_formed() {
        Cli::command().debug_assert();
    }
}
