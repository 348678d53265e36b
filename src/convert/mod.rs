//! Bibliographies in and out: BibTeX, BibLaTeX, CSL-JSON, CSL-YAML, RIS, hayagriva's YAML, and one reference a line.
//!
//! Each format is one row of [`FORMATS`]: its name, the endings of its files, how to tell it, how to read and write it.
//! Reading never fails: a bad entry is a [`ConversionProblem`], and the rest of the file is read.
//!
//! ```
//! use ibid::convert::{ConvertOptions, named};
//! let bib = "@book{robinson, author = {Robinson, Lucy}, title = {Gay Men and the Left}, year = 2007}";
//! let bibliography = (named("bibtex").unwrap().read)(bib);
//! let json = (named("csl-json").unwrap().write.unwrap())(&bibliography, &ConvertOptions::default());
//! assert!(json.contains(r#""author":[{"family":"Robinson","given":"Lucy"}]"#));
//! ```

#[cfg(feature = "convert")]
mod bib;
mod csl_json;
#[cfg(feature = "convert")]
mod edtf;
pub mod key;
#[cfg(feature = "convert")]
pub mod library;
#[cfg_attr(not(feature = "convert"), expect(dead_code, reason = "the commands are those of LaTeX"))]
mod markup;
#[cfg(feature = "convert")]
mod printed;
mod references;
#[cfg(feature = "convert")]
mod residue;
#[cfg(feature = "convert")]
mod ris;
#[cfg(feature = "convert")]
mod suffix;
#[cfg(feature = "convert")]
mod typst;
#[cfg(feature = "convert")]
mod yaml;
#[cfg(feature = "convert")]
mod yaml_value;

use std::path::Path;

use crate::csl::Item;

/// A bibliography that was read, or is to be written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bibliography {
    /// The records, in the order of the file.
    pub items: Vec<Item>,
    /// What could not be read.
    pub problems: Vec<ConversionProblem>,
    /// Comments after the last entry, for formats that have comments.
    pub tail: String,
}

/// A part of a file that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{message}", self.position_in_file())]
pub struct ConversionProblem {
    /// The line, from 1, where that is known.
    pub line: Option<usize>,
    /// The entry, from 1, where the line is not known.
    pub entry: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// True if a record, or more of the file, is missing from what was read.
    pub left_out: bool,
}

impl ConversionProblem {
    fn at_line(line: usize, message: impl Into<String>) -> Self {
        Self { line: Some(line), entry: None, message: message.into(), left_out: true }
    }

    fn of_entry(entry: usize, message: impl Into<String>) -> Self {
        Self { line: None, entry: Some(entry), message: message.into(), left_out: true }
    }

    /// The same, where every record was read all the same.
    #[cfg(feature = "convert")]
    fn kept(self) -> Self {
        Self { left_out: false, ..self }
    }

    fn position_in_file(&self) -> String {
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

    /// How many of the problems kept a record from being read.
    #[must_use]
    pub fn left_out(&self) -> usize {
        self.problems.iter().filter(|problem| problem.left_out).count()
    }

    fn broken(problem: ConversionProblem) -> Self {
        Self { problems: vec![problem], ..Self::default() }
    }
}

/// How a bibliography is to be written.
#[derive(Debug, Clone, Copy, Default)]
pub struct ConvertOptions {
    /// BibTeX and BibLaTeX in ASCII, accents as commands, for programs older than Unicode.
    pub ascii: bool,
}

/// A format of bibliographies.
#[derive(Debug)]
pub struct BibliographyFormat {
    /// Its name, as `--to` has it.
    pub name: &'static str,
    /// The endings of its files, without the dot.
    pub endings: &'static [&'static str],
    /// Whether a text looks like it.
    pub sniff: fn(&str) -> bool,
    /// Reads a file.
    pub read: fn(&str) -> Bibliography,
    /// Writes a file; `None` for a format that is only read.
    pub write: Option<fn(&Bibliography, &ConvertOptions) -> String>,
}

/// The formats ibid reads and writes. Of several with one ending, or that could all be meant, the first is taken.
pub const FORMATS: &[BibliographyFormat] = &[
    #[cfg(feature = "convert")]
    BibliographyFormat {
        name: "bibtex",
        endings: &["bib", "bibtex"],
        sniff: bib::sniff,
        read: bib::read,
        write: Some(bib::write_bibtex),
    },
    #[cfg(feature = "convert")]
    BibliographyFormat {
        name: "biblatex",
        endings: &[],
        sniff: bib::sniff,
        read: bib::read,
        write: Some(bib::write_biblatex),
    },
    BibliographyFormat {
        name: "csl-json",
        endings: &["json", "csljson"],
        sniff: csl_json::sniff,
        read: csl_json::read,
        write: Some(csl_json::write),
    },
    BibliographyFormat {
        name: "jsonl",
        endings: &["jsonl", "ndjson"],
        sniff: csl_json::sniff,
        read: csl_json::read_lines,
        write: Some(csl_json::write_lines),
    },
    #[cfg(feature = "convert")]
    BibliographyFormat { name: "ris", endings: &["ris"], sniff: ris::sniff, read: ris::read, write: Some(ris::write) },
    #[cfg(feature = "convert")]
    BibliographyFormat {
        name: "csl-yaml",
        endings: &["yaml", "yml"],
        sniff: yaml::sniff,
        read: yaml::read,
        write: Some(yaml::write),
    },
    #[cfg(feature = "convert")]
    BibliographyFormat {
        name: "hayagriva",
        endings: &[],
        sniff: typst::sniff,
        read: typst::read,
        write: Some(typst::write),
    },
    BibliographyFormat { name: "references", endings: &[], sniff: |_| false, read: references::read, write: None },
];

/// A bibliography in another format.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Converted {
    /// The bibliography.
    pub text: String,
    /// What could not be read, and is not in it.
    pub problems: Vec<ConversionProblem>,
}

/// A format that a bibliography cannot be converted from or to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConvertError {
    /// There is no format of that name.
    #[error("there is no bibliography format \"{0}\"")]
    Unknown(String),
    /// The format is only read.
    #[error("bibliographies in the format \"{0}\" are only read")]
    ReadOnly(&'static str),
}

/// Converts a bibliography from one format into another, both by name.
///
/// # Errors
/// When there is no such format, or `to` is one that is only read. An entry that cannot be read is no error but a [`ConversionProblem`].
///
/// ```
/// let converted = ibid::convert(r#"[{"id":"a","type":"book","title":"Sums"}]"#, "csl-json", "jsonl").unwrap();
/// assert_eq!(converted.text, "{\"id\":\"a\",\"type\":\"book\",\"title\":\"Sums\"}\n");
/// assert!(ibid::convert("", "word", "jsonl").is_err());
/// ```
pub fn convert(text: &str, from: &str, to: &str) -> Result<Converted, ConvertError> {
    let format = |name: &str| named(name).ok_or_else(|| ConvertError::Unknown(name.to_owned()));
    let (from, to) = (format(from)?, format(to)?);
    let write = to.write.ok_or(ConvertError::ReadOnly(to.name))?;
    let bibliography = (from.read)(text);
    Ok(Converted { text: write(&bibliography, &ConvertOptions::default()), problems: bibliography.problems })
}

/// The format of this name.
#[must_use]
pub fn named(name: &str) -> Option<&'static BibliographyFormat> {
    FORMATS.iter().find(|format| format.name == name)
}

/// The format that a file's name tells.
#[must_use]
pub fn of_path(path: &Path) -> Option<&'static BibliographyFormat> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    FORMATS.iter().find(|format| format.endings.contains(&ending.as_str()))
}

/// The format that a text looks like.
#[must_use]
pub fn of_text(text: &str) -> Option<&'static BibliographyFormat> {
    FORMATS.iter().find(|format| (format.sniff)(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_knows_its_own_files() {
        let bibliography = (named("bibtex").unwrap().read)("@book{doe, author = {Doe, Jane}, title = {Sums}}");
        for format in FORMATS {
            let Some(write) = format.write else { continue };
            let text = write(&bibliography, &ConvertOptions::default());
            let found = of_text(&text).unwrap();
            assert_eq!((found.read)(&text).items, bibliography.items, "{} taken for {}", format.name, found.name);
        }
    }

    #[test]
    fn files_are_known_by_their_names() {
        for (path, name) in [("a.BIB", "bibtex"), ("b/c.json", "csl-json"), ("d.yml", "csl-yaml"), ("e.ris", "ris")] {
            assert_eq!(of_path(Path::new(path)).map(|format| format.name), Some(name));
        }
        assert!(of_path(Path::new("post.md")).is_none() && of_text("# A post\n\nText.[^1]").is_none());
    }
}
