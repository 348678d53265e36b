//! Bibliographies in and out: BibTeX, BibLaTeX, CSL-JSON.
//!
//! Each format is one row of [`FORMATS`]: its name, the endings of its files, how to tell it, how to read and write it.
//! Reading never fails: a bad entry is a [`Problem`], and the rest of the file is read.
//!
//! ```
//! use ibid::convert::{Options, named};
//! let bib = "@book{robinson, author = {Robinson, Lucy}, title = {Gay Men and the Left}, year = 2007}";
//! let bibliography = (named("bibtex").unwrap().read)(bib);
//! let json = (named("csl-json").unwrap().write)(&bibliography, &Options::default());
//! assert!(json.contains(r#""author":[{"family":"Robinson","given":"Lucy"}]"#));
//! ```

mod bib;
mod csl_json;
mod edtf;
pub mod key;
mod markup;
mod residue;

use std::path::Path;

use crate::csl::Item;

/// A bibliography that was read, or is to be written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bibliography {
    /// The records, in the order of the file.
    pub items: Vec<Item>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// Comments after the last entry, for formats that have comments.
    pub tail: String,
}

/// A part of a file that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{message}", self.place())]
pub struct Problem {
    /// The line, from 1, where that is known.
    pub line: Option<usize>,
    /// The entry, from 1, where the line is not known.
    pub entry: Option<usize>,
    /// What is wrong.
    pub message: String,
}

impl Problem {
    fn at_line(line: usize, message: impl Into<String>) -> Self {
        Self { line: Some(line), entry: None, message: message.into() }
    }

    fn of_entry(entry: usize, message: impl Into<String>) -> Self {
        Self { line: None, entry: Some(entry), message: message.into() }
    }

    fn place(&self) -> String {
        match (self.line, self.entry) {
            (Some(line), _) => format!("line {line}: "),
            (None, Some(entry)) => format!("entry {entry}: "),
            (None, None) => String::new(),
        }
    }
}

impl Bibliography {
    /// A bibliography of these works.
    #[must_use]
    pub fn of(items: Vec<Item>) -> Self {
        Self { items, ..Self::default() }
    }

    fn broken(problem: Problem) -> Self {
        Self { problems: vec![problem], ..Self::default() }
    }
}

/// How a bibliography is to be written.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// BibTeX and BibLaTeX in ASCII, accents as commands, for programs older than Unicode.
    pub ascii: bool,
}

/// A format of bibliographies.
#[derive(Debug)]
pub struct Format {
    /// Its name, as `--to` has it.
    pub name: &'static str,
    /// The endings of its files, without the dot.
    pub endings: &'static [&'static str],
    /// Whether a text looks like it.
    pub sniff: fn(&str) -> bool,
    /// Reads a file.
    pub read: fn(&str) -> Bibliography,
    /// Writes a file.
    pub write: fn(&Bibliography, &Options) -> String,
}

/// The formats ibid reads and writes. Of several with one ending, or that could all be meant, the first is taken.
pub const FORMATS: &[Format] = &[
    Format {
        name: "bibtex",
        endings: &["bib", "bibtex"],
        sniff: bib::sniff,
        read: bib::read,
        write: bib::write_bibtex,
    },
    Format { name: "biblatex", endings: &[], sniff: bib::sniff, read: bib::read, write: bib::write_biblatex },
    Format {
        name: "csl-json",
        endings: &["json", "csljson"],
        sniff: csl_json::sniff,
        read: csl_json::read,
        write: csl_json::write,
    },
    Format {
        name: "jsonl",
        endings: &["jsonl", "ndjson"],
        sniff: |_| false,
        read: csl_json::read_lines,
        write: csl_json::write_lines,
    },
];

/// The format of this name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// The format that a file's name tells.
#[must_use]
pub fn of_path(path: &Path) -> Option<&'static Format> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    FORMATS.iter().find(|format| format.endings.contains(&ending.as_str()))
}

/// The format that a text looks like.
#[must_use]
pub fn of_text(text: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| (format.sniff)(text))
}
