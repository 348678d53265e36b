//! `ibid check --fix` and `--diff`: what was mended is written, or shown.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::input::STDIN;
use super::write;
use crate::lint::{Mended, Safety};
use crate::text::{Source, patch};

/// Whether findings are mended, and what becomes of the result.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Fixing {
    /// Makes the fixes that cannot change what a note or a short form refers to. With standard input, the result goes to standard output
    #[arg(long)]
    fix: bool,
    /// Makes all fixes, including those that rest on a guess about what was meant
    #[arg(long)]
    unsafe_fixes: bool,
    /// Shows the fixes as a patch and writes nothing
    #[arg(long)]
    diff: bool,
    #[command(flatten)]
    backup: write::Backup,
    #[command(flatten)]
    tracking: write::Tracking,
}

/// What was done to one document.
#[derive(Debug, Default)]
pub(super) struct Done {
    /// The fixes that were made, a line each: what was done, and by which rule.
    pub(super) applied: Vec<String>,
    /// The fixes that were not made because they would have done harm, a line each.
    pub(super) refused: Vec<String>,
    /// What goes to standard output instead of findings: a patch, or the mended standard input.
    pub(super) output: String,
}

impl Fixing {
    /// The least trust a fix needs to be made; `None` where none is asked for.
    pub(super) fn least(&self) -> Option<Safety> {
        let safe = (self.fix || self.diff).then_some(Safety::Safe);
        if self.unsafe_fixes { Some(Safety::Unsafe) } else { safe }
    }

    /// Whether standard output is for texts or patches.
    pub(super) fn takes_output(&self, files: &[PathBuf]) -> bool {
        self.diff || (self.least().is_some() && files.iter().any(|file| file.as_os_str() == STDIN))
    }

    /// Whether the files are still as they were.
    pub(super) fn leaves_files(&self) -> bool {
        self.diff
    }

    /// Writes the mended files, or their difference.
    pub(super) fn finish(&self, files: &[PathBuf], sources: &[Source], mended: &Mended) -> Result<Done> {
        let name = sources.first().map_or("", |source| &source.path);
        let refusal = |refused: &crate::lint::Refused| {
            format!("{name}: cannot {} [{}]: {}", refused.message, refused.rule, refused.harm)
        };
        let mut done = Done {
            applied: mended.applied.iter().map(|fix| format!("{name}: {} [{}]", fix.message, fix.rule)).collect(),
            refused: mended.refused.iter().map(refusal).collect(),
            output: String::new(),
        };
        for ((file, source), text) in files.iter().zip(sources).zip(&mended.texts) {
            self.finish_file(file, source, text, &mut done.output)?;
        }
        Ok(done)
    }

    fn finish_file(&self, file: &Path, source: &Source, text: &str, output: &mut String) -> Result<()> {
        match () {
            () if self.diff => output.push_str(&patch(&source.path, &source.text, text)),
            () if file.as_os_str() == STDIN => output.push_str(text),
            () if *text != *source.text => write::save(file, source, text, self.backup, self.tracking)?,
            () => write::sweep_beside(file),
        }
        Ok(())
    }
}

/// A mended file as it will be read from disk again.
pub(super) fn reread(source: &Source, text: &str) -> Result<Source> {
    match source.encode(text) {
        Some(bytes) => Ok(Source::decode(&*source.path, bytes)?),
        None => bail!("{}: the mended text does not fit the encoding {}", source.path, source.encoding.name()),
    }
}
