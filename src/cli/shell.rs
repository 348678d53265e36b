//! Completions and the man page, made from the arguments themselves.

use std::process::ExitCode;

use anyhow::Result;
use clap::Command;

/// Print a script that completes ibid's arguments in your shell
#[derive(Debug, clap::Args)]
pub(super) struct CompletionsArgs {
    /// The shell
    shell: clap_complete::Shell,
}

/// Print the man page
#[derive(Debug, clap::Args)]
pub(super) struct ManArgs {
    /// The command whose page is wanted; the program's own if none is named
    command: Option<String>,
}

pub(super) fn completions(args: &CompletionsArgs, mut command: Command) -> Result<ExitCode> {
    clap_complete::generate(args.shell, &mut command, "ibid", &mut std::io::stdout());
    Ok(ExitCode::SUCCESS)
}

pub(super) fn man(args: &ManArgs, command: &Command) -> Result<ExitCode> {
    let wanted = match &args.command {
        None => command.clone(),
        Some(name) => {
            let found = command.find_subcommand(name);
            found.ok_or_else(|| anyhow::anyhow!("ibid has no command '{name}'; see ibid --help"))?.clone()
        }
    };
    clap_mangen::Man::new(wanted).render(&mut std::io::stdout())?;
    Ok(ExitCode::SUCCESS)
}
