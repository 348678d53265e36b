//! The program: arguments in, `ibid::cli` does the work, an exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    ibid::cli::main()
}
