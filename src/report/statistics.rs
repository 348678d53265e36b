//! Findings counted.

use std::collections::BTreeMap;

use crate::api::{Checked, Finding};
use crate::lint::{Safety, Severity};

/// How many findings each rule has, most first, with a star where `--fix` mends them.
#[must_use]
pub fn render(files: &[Checked]) -> String {
    let mut counts: BTreeMap<&str, (usize, bool)> = BTreeMap::new();
    for shown in files.iter().flat_map(|checked| &checked.findings) {
        let (count, fixable) = counts.entry(&*shown.rule).or_default();
        *count += 1;
        *fixable |= is_fixable(shown);
    }
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort_by_key(|(rule, (count, _))| (std::cmp::Reverse(*count), *rule));
    let width = rows.first().map_or(0, |(_, (count, _))| count.to_string().len());
    let row = |(rule, (count, fixable)): (&str, (usize, bool))| {
        let summary = crate::lint::rule(rule).map_or("", |rule| rule.summary);
        format!("{count:>width$}  {} {rule:<22} {summary}\n", if fixable { '*' } else { ' ' })
    };
    rows.into_iter().map(row).collect()
}

/// One line: "3 errors, 1 warning and 2 remarks in 2 of 14 documents; --fix mends 4".
pub fn summary<'c>(files: impl Iterator<Item = &'c Checked>) -> String {
    let (mut documents, mut with, mut fixable, mut counts) = (0, 0, 0, [0; 3]);
    for checked in files {
        documents += 1;
        with += usize::from(!checked.findings.is_empty());
        fixable += checked.findings.iter().filter(|shown| is_fixable(shown)).count();
        checked.findings.iter().for_each(|shown| counts[shown.severity as usize] += 1);
    }
    if documents == 0 {
        return "no documents to check".to_owned();
    }
    if with == 0 {
        return format!("{}: nothing to remark", number(documents, "document"));
    }
    let words = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "remark")];
    let parts = words.map(|(severity, word)| (counts[severity as usize], word)).into_iter();
    let parts: Vec<String> = parts.filter(|(count, _)| *count > 0).map(|(count, word)| number(count, word)).collect();
    let mends = if fixable > 0 { format!("; --fix mends {fixable}") } else { String::new() };
    let of_all = if documents > 1 { format!("{with} of ") } else { String::new() };
    format!("{} in {of_all}{}{mends}", parts.join(", "), number(documents, "document"))
}

fn number(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

fn is_fixable(shown: &Finding) -> bool {
    shown.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe)
}
