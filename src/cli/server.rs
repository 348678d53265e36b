//! `ibid server`.

use std::process::ExitCode;

use anyhow::Result;

use super::styles;
use crate::lsp::{self, Host};

/// Serve an editor: the Language Server Protocol over standard input and output
///
/// Editors start it themselves; docs/editors.md says how each is told to.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Is understood because many editors pass it; there is no other way of speaking
    #[arg(long, hide = true)]
    stdio: bool,
}

pub(super) fn run(_: &Args) -> Result<ExitCode> {
    lsp::serve(Host { style: styles::load })
}
