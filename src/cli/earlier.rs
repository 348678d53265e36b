//! An earlier version of what is checked: a file that is named, or what git has.

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

use super::git::CommitFiles;
use super::input;
use crate::document;
use crate::text::Source;

/// What documents are compared with, to find short forms that an edit gave another meaning.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Earlier {
    /// Compares with this file instead of the version that git has
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
    /// Compares with the version in this commit, such as main; with HEAD unless given
    #[arg(long, value_name = "COMMIT", conflicts_with = "against")]
    since: Option<String>,
}

impl Earlier {
    /// A look at the commit that was asked for.
    pub(super) fn history(&self) -> CommitFiles {
        CommitFiles::new(self.since.as_deref())
    }

    /// Checks that these paths can be compared.
    ///
    /// # Errors
    /// When `--against` compares with several, or the commit that `--since` names is not there.
    pub(super) fn fits(&self, history: &CommitFiles, paths: &[&Path]) -> Result<()> {
        let is_one_file = matches!(paths, [path] if !path.is_dir());
        ensure!(self.against.is_none() || is_one_file, "--against compares one file with one other");
        paths.iter().try_for_each(|path| history.require(path))
    }

    /// The earlier version of the files of one document; `None` where there is none or nothing has changed.
    pub(super) fn sources(
        &self,
        history: &CommitFiles,
        files: &[&Path],
        sources: &[Source],
    ) -> Result<Option<Vec<Source>>> {
        if let Some(against) = &self.against {
            return Ok(Some(vec![document::open(against.display().to_string(), input::file(against)?)?]));
        }
        let mut all = Vec::with_capacity(sources.len());
        let mut is_changed = false;
        for (file, source) in files.iter().zip(sources) {
            let earlier = earlier(history, file, source)?.filter(|earlier| earlier.text != source.text);
            is_changed |= earlier.is_some();
            all.push(earlier.unwrap_or_else(|| source.clone()));
        }
        Ok(is_changed.then_some(all))
    }
}

/// The version of a file in the commit, read under the name that the file has now. Standard input without a name has none.
fn earlier(history: &CommitFiles, file: &Path, source: &Source) -> Result<Option<Source>> {
    if file.as_os_str() == input::STDIN {
        return Ok(None);
    }
    let bytes = history.earlier(file, &source.text)?;
    Ok(bytes.and_then(|bytes| document::open(&*source.path, bytes).ok()))
}
