//! What readers said, one verdict a line: the key of the case, what it is about, reader, verdict and cause, between tabs.

use std::collections::HashMap;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Result, Write};
use std::path::{Path, PathBuf};

use crate::case::Case;

/// What a reader says of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    True,
    /// True, but not worth saying.
    Noise,
    Wrong,
}

impl Verdict {
    const ALL: [(Self, &str); 3] = [(Self::True, "true"), (Self::Noise, "noise"), (Self::Wrong, "wrong")];

    /// The verdict of that name, or of its first letter.
    pub(crate) fn by_letter(word: &str) -> Option<Self> {
        let (verdict, _) = Self::ALL.into_iter().find(|(_, name)| *name == word || name[..1] == *word)?;
        Some(verdict)
    }

    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(verdict, _)| *verdict == self).map_or("", |(_, name)| name)
    }
}

/// One case in this many is shown to a second reader.
const READ_TWICE: u64 = 10;

/// The verdicts of all readers, kept in a file.
pub(crate) struct Verdicts {
    path: PathBuf,
    by_case: HashMap<u64, Vec<(String, Verdict)>>,
}

impl Verdicts {
    /// Reads the verdicts of a file; none where it does not exist yet.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let text = match std::fs::read_to_string(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            text => text?,
        };
        let mut by_case: HashMap<u64, Vec<(String, Verdict)>> = HashMap::new();
        for line in text.lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            let [key, _, reader, word, ..] = fields.as_slice() else { continue };
            let (Ok(key), Some(verdict)) = (u64::from_str_radix(key, 16), Verdict::by_letter(word)) else { continue };
            by_case.entry(key).or_default().push(((*reader).to_owned(), verdict));
        }
        Ok(Self { path: path.to_owned(), by_case })
    }

    /// True if a reader is to see a case: nobody judged it, or one other did and it is one of those that are read twice.
    pub(crate) fn wants(&self, key: u64, reader: &str) -> bool {
        match self.of(key) {
            [] => true,
            [(other, _)] => other != reader && key.is_multiple_of(READ_TWICE),
            _ => false,
        }
    }

    /// The verdicts on a case, oldest first.
    pub(crate) fn of(&self, key: u64) -> &[(String, Verdict)] {
        self.by_case.get(&key).map_or(&[], Vec::as_slice)
    }

    /// Keeps a verdict, in the file at once.
    pub(crate) fn add(&mut self, case: &Case, reader: &str, verdict: Verdict, cause: &str) -> Result<()> {
        let mut file = OpenOptions::new().create(true).append(true).open(&self.path)?;
        writeln!(file, "{:016x}\t{}\t{reader}\t{}\t{cause}", case.key, case.about, verdict.name())?;
        self.by_case.entry(case.key).or_default().push((reader.to_owned(), verdict));
        Ok(())
    }
}
