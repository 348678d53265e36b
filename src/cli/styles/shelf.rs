//! The CSL files that a user has: in folders named by hand, and in Zotero's.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

use crate::render::Listed;

/// The variable that names folders of styles, separated as in `PATH`.
const VARIABLE: &str = "IBID_STYLES";

/// Where Zotero keeps its styles, from the home folder on.
const ZOTERO: &str = "Zotero/styles";

/// The folder, inside one of styles, in which Zotero keeps those that others point to.
const HIDDEN: &str = "hidden";

/// Folders of styles, in the order in which they are searched.
#[derive(Debug)]
pub(super) struct Shelf {
    /// Named by hand; their styles come before ibid's own.
    named: Vec<PathBuf>,
    /// Found by itself; ibid's own styles come before these.
    found: Vec<PathBuf>,
}

impl Shelf {
    /// The folders that the command line names, those of the variable, and Zotero's.
    ///
    /// # Errors
    /// When a folder that the command line names is none.
    pub(super) fn of(folders: &[PathBuf]) -> Result<Self> {
        for folder in folders {
            ensure!(folder.is_dir(), "--styles-dir {}: there is no such folder", folder.display());
        }
        let by_variable = std::env::var_os(VARIABLE).unwrap_or_default();
        let named = folders.iter().cloned().chain(std::env::split_paths(&by_variable));
        let found = std::env::home_dir().map(|home| home.join(ZOTERO));
        Ok(Self {
            named: named.flat_map(with_hidden).collect(),
            found: found.into_iter().flat_map(with_hidden).collect(),
        })
    }

    /// The file of a style in the folders named by hand.
    pub(super) fn first(&self, name: &str) -> Option<PathBuf> {
        file_in(&self.named, name)
    }

    /// The file of a style in the folders found.
    pub(super) fn last(&self, name: &str) -> Option<PathBuf> {
        file_in(&self.found, name)
    }

    /// The names of all styles.
    pub(super) fn names(&self) -> Vec<String> {
        self.files().into_keys().collect()
    }

    /// The lines of all styles for `ibid styles`, by name. Files that are no styles are left out.
    pub(super) fn list(&self) -> Vec<Listed> {
        let read = |(name, path): (String, PathBuf)| Listed::of_csl(&name, &std::fs::read_to_string(path).ok()?);
        self.files().into_iter().filter_map(read).collect()
    }

    /// All files by name; of two with one name the one that is searched first.
    fn files(&self) -> BTreeMap<String, PathBuf> {
        let folders = self.named.iter().chain(&self.found).filter(|folder| !folder.ends_with(HIDDEN));
        let entries = folders.filter_map(|folder| std::fs::read_dir(folder).ok()).flatten().flatten();
        let mut files = BTreeMap::new();
        for path in entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|end| end == "csl")) {
            if let Some(name) = path.file_stem().and_then(|stem| stem.to_str()) {
                files.entry(name.to_owned()).or_insert(path);
            }
        }
        files
    }
}

fn with_hidden(folder: PathBuf) -> [PathBuf; 2] {
    let hidden = folder.join(HIDDEN);
    [folder, hidden]
}

/// A name is that of a file, or the id that ends in it.
fn file_in(folders: &[PathBuf], name: &str) -> Option<PathBuf> {
    let last = name.rsplit('/').next().filter(|last| !last.is_empty() && Path::new(last).file_name().is_some())?;
    folders.iter().map(|folder| folder.join(format!("{last}.csl"))).find(|path| path.is_file())
}
