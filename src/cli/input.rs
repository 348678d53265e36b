//! Files in: what is named on the command line becomes sources.

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::book;
use super::settings::{self, SettingsFinder};
use crate::analysis::Options;
use crate::config::Config;
use crate::document::{self, Format};
use crate::text::Source;
pub(super) use crate::workspace::{STDIN, file, split};

/// How a document is to be read: options that several commands share.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct ReadingArgs {
    /// The format of the documents: text, markdown, html, …; without it, ibid guesses
    #[arg(long, value_name = "FORMAT")]
    pub(super) from: Option<Format>,
    #[command(flatten)]
    pub(super) hints: Hints,
}

/// What a reader may know of documents besides their format.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Hints {
    /// The language of the documents as a two-letter code; without it, ibid guesses
    #[arg(long, value_name = "CODE", value_parser = settings::language)]
    pub(super) language: Option<String>,
    /// The dialect of short forms: chicago-17, oscola, de-klassisch, …; without it, the language and the habits of the document decide
    #[arg(long, value_name = "NAME", value_parser = settings::profile)]
    pub(super) profile: Option<String>,
    /// Takes all paths as one document, such as a chapter and its endnotes
    #[arg(long)]
    pub(super) together: bool,
    /// The file name to assume for standard input
    #[arg(long, value_name = "NAME")]
    pub(super) stdin_filename: Option<String>,
}

impl ReadingArgs {
    /// The same for the library, with what the settings of these sources say besides.
    pub(super) fn options(&self, settings: &SettingsFinder, sources: &[Source]) -> Result<Options> {
        self.hints.options(self.from, settings, sources)
    }

    /// The documents that the paths name: one each, or all as one.
    pub(super) fn documents(&self, paths: &[PathBuf]) -> Result<Vec<Vec<Source>>> {
        let sources = paths.iter().map(|path| self.hints.source(path)).collect::<Result<Vec<_>>>()?;
        let single =
            sources.into_iter().flat_map(|source| if self.hints.together { vec![source] } else { split(source) });
        Ok(self.hints.group(single.collect()))
    }

    /// Reads one file, or standard input for `-`.
    pub(super) fn source(&self, path: &Path) -> Result<Source> {
        self.hints.source(path)
    }
}

impl Hints {
    /// The same for the library, for documents of this format, with what their settings say besides.
    pub(super) fn options(
        &self,
        format: Option<Format>,
        settings: &SettingsFinder,
        sources: &[Source],
    ) -> Result<Options> {
        let path = sources.first().map_or(STDIN, |source| source.path.as_str());
        let found = settings.for_file(Path::new(path))?;
        Ok(self.options_under(format, &found.config))
    }

    /// The same for the library, under settings: what the command line says comes first.
    pub(super) fn options_under(&self, format: Option<Format>, config: &Config) -> Options {
        let set = Options::of(config);
        Options {
            format,
            language: self.language.clone().or(set.language),
            profile: self.profile.clone().or(set.profile),
            ..set
        }
    }

    /// Files as documents: one each, but the pages of a book as one; or all as one.
    pub(super) fn group(&self, sources: Vec<Source>) -> Vec<Vec<Source>> {
        if self.together { vec![sources] } else { book::of_sources(sources) }
    }

    /// Reads one file, or standard input for `-`.
    pub(super) fn source(&self, path: &Path) -> Result<Source> {
        let is_stdin = path.as_os_str() == STDIN;
        let bytes = if is_stdin { stdin()? } else { file(path)? };
        let named = self.stdin_filename.as_deref().filter(|_| is_stdin);
        let name = named.map_or_else(|| path.display().to_string(), str::to_owned);
        Ok(document::open(name, bytes)?)
    }
}

fn stdin() -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes).context("standard input cannot be read")?;
    Ok(bytes)
}
