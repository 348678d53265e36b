//! `--library`: the writer's own bibliography beside a command's documents.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};

use super::complain;
use super::write::{Backup, Tracking, save};
use crate::convert::{self, Bibliography, BibliographyFormat, ConvertOptions, key, library};
use crate::csl::Item;
use crate::resolve::Work;
use crate::text::Source;

/// The writer's own library.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct LibraryArgs {
    /// Your own bibliography (.bib, .json, .yaml, .ris). Works found in it get its keys and the fields that they lack. What the two say
    /// differently is reported on standard error
    #[arg(long, value_name = "FILE")]
    library: Option<PathBuf>,
}

/// A library that was read.
pub(super) struct LoadedLibrary {
    path: PathBuf,
    source: Source,
    format: &'static BibliographyFormat,
    entries: Bibliography,
}

impl LibraryArgs {
    /// The library, if one is named.
    pub(super) fn load(&self) -> Result<Option<LoadedLibrary>> {
        self.library.as_deref().map(LoadedLibrary::read).transpose()
    }
}

impl LoadedLibrary {
    fn read(path: &Path) -> Result<Self> {
        let name = path.display();
        let source = Source::decode(name.to_string(), super::input::file(path)?)?;
        let format = convert::of_path(path).or_else(|| convert::of_text(&source.text));
        let format = format.with_context(|| format!("{name}: this is no bibliography that ibid knows"))?;
        let entries = (format.read)(&source.text);
        for problem in &entries.problems {
            complain(format_args!("{name}: {problem}"));
        }
        Ok(Self { path: path.to_owned(), source, format, entries })
    }

    /// Gives works the keys and the fields of the entries they are; the others get keys that the library does not use.
    pub(super) fn apply(&self, works: &mut [Item]) {
        let index = library::Library::new(&self.entries.items);
        let keys = self.keys();
        for work in works.iter_mut() {
            if let Some(entry) = index.find(work) {
                for difference in library::fill(work, entry) {
                    let library::Difference { variable, note, library } = difference;
                    complain(format_args!(
                        "{}: {variable} is '{note}' in the document and '{library}' in the library",
                        work.id
                    ));
                }
            } else if keys.contains(work.id.as_str()) {
                // Another work has this key already.
                work.id.clear();
            }
        }
        key::complete_beside(works, &keys);
    }

    /// The same for the works of a document.
    pub(super) fn apply_to(&self, works: &mut [Work]) {
        let mut items: Vec<Item> = works.iter_mut().map(|work| std::mem::take(&mut work.item)).collect();
        self.apply(&mut items);
        works.iter_mut().zip(items).for_each(|(work, item)| work.item = item);
    }

    fn keys(&self) -> BTreeSet<&str> {
        self.entries.items.iter().map(|entry| entry.id.as_str()).collect()
    }

    /// Adds the works that the library does not have to its file, which changes as a whole or not at all.
    pub(super) fn append(&self, works: &[Item], options: &ConvertOptions) -> Result<()> {
        let keys = self.keys();
        let new: Vec<Item> = works.iter().filter(|work| !keys.contains(work.id.as_str())).cloned().collect();
        if new.is_empty() {
            return Ok(());
        }
        let name = self.path.display();
        if !self.entries.problems.is_empty() {
            bail!("{name}: nothing was added, since not all of the file could be read");
        }
        let text = library::append(self.format, &self.source.text, &new, options);
        let text =
            text.ok_or_else(|| anyhow!("{name}: nothing was added, since the file would no longer be read as before"))?;
        save(&self.path, &self.source, &text, Backup::default(), Tracking::default())
    }
}
