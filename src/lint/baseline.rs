//! Findings that are known and left alone: an old site can be checked for new faults only.
//!
//! A finding is known again by its rule and the words around it, not by its line, so that text may move.

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};

use super::Finding;
use crate::text::Span;

/// The known findings of many files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Baseline {
    /// The version of this format.
    pub version: u32,
    /// The known findings of each file, by the path it was given by.
    pub files: BTreeMap<String, Vec<KnownFinding>>,
}

/// A known finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct KnownFinding {
    /// Its rule.
    pub rule: String,
    /// What it is known again by.
    pub fingerprint: String,
}

/// How many bytes of text on either side of a finding make it known.
const CONTEXT: usize = 40;

/// What each finding of one document is known again by: 16 hexadecimal digits, the same on every machine and in
/// every version, and wherever the text moves to. Equal findings count up.
///
/// ```
/// use ibid::lint::{Finding, Severity, fingerprints};
/// use ibid::text::Span;
/// let find = |at| [Finding::new("ibid-first", Severity::Error, Span::new(at, at + 5), "…")];
/// assert_eq!(fingerprints("1. Ibid.\n", &find(3)), fingerprints("A line more.\n\n1. Ibid.\n", &find(17)));
/// ```
#[must_use]
pub fn fingerprints(text: &str, findings: &[Finding]) -> Vec<String> {
    let mut seen: BTreeMap<(&str, String), usize> = BTreeMap::new();
    let mut fingerprint = |finding: &Finding| {
        let words = words_around(text, finding.span);
        let count = seen.entry((finding.rule, words.clone())).or_default();
        *count += 1;
        format!("{:016x}", hash(&format!("{}\n{words}\n{count}", finding.rule)))
    };
    findings.iter().map(&mut fingerprint).collect()
}

/// The text of the finding's line, near the finding, with its white space folded.
fn words_around(text: &str, span: Span) -> String {
    let from = text.ceil_char_boundary(span.start.saturating_sub(CONTEXT));
    let to = text.floor_char_boundary((span.end + CONTEXT).min(text.len()));
    let (before, after) = (&text[from.min(span.start)..span.start], &text[span.end..to.max(span.end)]);
    let before = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    let after = after.split(['\n', '\r']).next().unwrap_or_default();
    let words = [before, span.of(text), after].concat();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// FNV-1a, 64 bits: short, and fixed for ever, which the standard library's hashes are not.
fn hash(text: &str) -> u64 {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, mix)
}

impl Baseline {
    /// Adds the findings of one file.
    pub fn add(&mut self, path: &str, text: &str, findings: &[Finding]) {
        let known = findings.iter().zip(fingerprints(text, findings));
        let known = known.map(|(finding, fingerprint)| KnownFinding { rule: finding.rule.to_owned(), fingerprint });
        self.files.entry(normal(path)).or_default().extend(known);
    }

    /// Leaves only the findings of a file that are new.
    #[must_use]
    pub fn new_ones(&self, path: &str, text: &str, findings: Vec<Finding>) -> Vec<Finding> {
        let Some(known) = self.files.get(&normal(path)) else { return findings };
        let fingerprints = fingerprints(text, &findings);
        let known: HashSet<&str> = known.iter().map(|known| known.fingerprint.as_str()).collect();
        let pairs = findings.into_iter().zip(fingerprints);
        pairs.filter(|(_, fingerprint)| !known.contains(fingerprint.as_str())).map(|(finding, _)| finding).collect()
    }
}

/// A path as a baseline spells it, whatever the system and the way it was typed.
fn normal(path: &str) -> String {
    path.trim_start_matches("./").replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::Severity;

    fn find(text: &str, word: &str) -> Vec<Finding> {
        let places = text.match_indices(word);
        places.map(|(at, _)| Finding::new("r", Severity::Error, Span::new(at, at + word.len()), "m")).collect()
    }

    #[test]
    fn a_known_finding_stays_known_when_the_text_moves() {
        let (old, new) = ("[1] Ibid., 4.\n", "Ein neuer Absatz.\n\n[1] Ibid., 4.\n[2] Ibid., 9.\n");
        let mut baseline = Baseline::default();
        baseline.add("./a.txt", old, &find(old, "Ibid."));
        let left = baseline.new_ones("a.txt", new, find(new, "Ibid."));
        assert_eq!(left.len(), 1);
        assert_eq!(left[0].span.start, new.rfind("Ibid.").unwrap());
        assert_eq!(baseline.new_ones("b.txt", old, find(old, "Ibid.")).len(), 1, "another file");
    }

    #[test]
    fn of_equal_findings_only_as_many_as_were_known_are_left_out() {
        let (old, new) = ("[1] x\n", "[1] x\n[1] x\n");
        let mut baseline = Baseline::default();
        baseline.add("a", old, &find(old, "x"));
        assert_eq!(baseline.new_ones("a", new, find(new, "x")).len(), 1);
    }

    #[test]
    fn a_fingerprint_never_changes_between_versions() {
        let text = "Größe ist relativ.[1] Und so weiter, bis die Zeile sehr viel länger ist als nötig.";
        assert_eq!(fingerprints(text, &find(text, "[1]")), ["1188b32cc5564159"]);
    }

    #[test]
    fn a_baseline_is_read_as_it_was_written() {
        let mut baseline = Baseline { version: 1, ..Baseline::default() };
        baseline.add("a", "[1]", &find("[1]", "[1]"));
        let json = serde_json::to_string(&baseline).unwrap();
        assert_eq!(serde_json::from_str::<Baseline>(&json).unwrap(), baseline);
    }
}
