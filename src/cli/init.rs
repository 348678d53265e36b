//! `ibid init`.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

/// The settings that are written: every key, commented, with what holds without it.
const SETTINGS: &str = include_str!("init/ibid.toml");

/// The name of the file.
const NAME: &str = "ibid.toml";

/// Write an ibid.toml with every setting explained
///
/// All settings in it are comments: it changes nothing until you take the # away from a line. A file that is there is left alone.
#[derive(Debug, clap::Args)]
#[command(after_help = super::examples::INIT)]
pub(super) struct Args {
    /// The folder to write it in
    #[arg(default_value = ".", value_name = "DIR")]
    folder: PathBuf,
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    let path = args.folder.join(NAME);
    let name = path.display();
    let mut file = match std::fs::File::create_new(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            bail!("{name}: there are settings already; they were left alone")
        }
        file => file.with_context(|| format!("{name}: the settings cannot be written"))?,
    };
    file.write_all(SETTINGS.as_bytes()).with_context(|| format!("{name}: the settings cannot be written"))?;
    writeln!(anstream::stderr(), "{}", crate::text::visible(&format!("{name}: written")))?;
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, keys};

    /// The settings with every comment that holds one made a setting.
    fn uncommented() -> String {
        let is_setting = |line: &&str| line.starts_with("# ") && (line.contains(" = ") || line.starts_with("# ["));
        SETTINGS.lines().filter(is_setting).map(|line| line[2..].to_owned() + "\n").collect()
    }

    #[test]
    fn what_is_written_sets_nothing_and_explains_every_key() {
        assert_eq!(Config::parse(NAME, SETTINGS).unwrap(), Config { path: NAME.to_owned(), ..Config::default() });
        let text = uncommented();
        Config::parse(NAME, &text).unwrap();
        for key in keys() {
            assert!(
                text.contains(&format!("{key} = ")) || text.contains(&format!("[{key}]")),
                "{key} is not explained"
            );
        }
    }
}
