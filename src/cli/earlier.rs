//! An earlier version of what is checked: a file that is named, or what git has.

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

use super::git::History;
use super::input;
use crate::text::Source;

/// What documents are compared with, to find short forms that an edit gave another meaning.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Earlier {
    /// Compares with this file instead of the version that git has
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
    /// Compares with the version in this commit, such as main
    #[arg(long, value_name = "COMMIT", default_value = "HEAD", conflicts_with = "against")]
    since: String,
}

impl Earlier {
    /// A look at the commit that was asked for.
    pub(super) fn history(&self) -> History {
        History::new(&self.since)
    }

    /// Whether these paths can be compared.
    pub(super) fn fits(&self, paths: &[PathBuf]) -> Result<()> {
        let is_one_file = matches!(paths, [path] if !path.is_dir());
        ensure!(self.against.is_none() || is_one_file, "--against compares one file with one other");
        Ok(())
    }

    /// The earlier version of the files of one document; `None` where there is none or nothing has changed.
    pub(super) fn sources(
        &self,
        history: &History,
        files: &[PathBuf],
        sources: &[Source],
    ) -> Result<Option<Vec<Source>>> {
        if let Some(against) = &self.against {
            return Ok(Some(vec![Source::decode(against.display().to_string(), input::file(against)?)?]));
        }
        let decoded = |file: &Path, source: &Source| Source::decode(&*source.path, history.earlier(file)?).ok();
        let earlier: Vec<Option<Source>> =
            files.iter().zip(sources).map(|(file, source)| decoded(file, source)).collect();
        let is_changed = earlier.iter().any(Option::is_some);
        let both = earlier.into_iter().zip(sources).map(|(earlier, now)| earlier.unwrap_or_else(|| now.clone()));
        Ok(is_changed.then(|| both.collect()))
    }
}
