//! The program: arguments in, `ibid::cli` does the work, an exit code out.

use std::process::ExitCode;

/// Posts are many small pieces of text: a seventh of the time of a run goes by the allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ibid::cli::main()
}
