use std::collections::HashSet;

use super::numbering::{Numbered, is_counted, number, runs};
use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Safety, Severity, fixes};

pub(super) static RULE: Rule = Rule {
    id: "number-gap",
    severity: Severity::Warning,
    summary: "a number is left out",
    fix: Some(Safety::Safe),
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Blog,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/number-gap.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document();
    // A marker or an unused note of the missing number is another rule's finding.
    let markers: HashSet<u32> = document.markers.iter().filter_map(|marker| number(&marker.label)).collect();
    // One fix for all findings: the first has it.
    let mut fix = std::iter::once_with(|| fixes::renumber(context.analysis)).flatten();
    for run in runs(document) {
        let present: HashSet<u32> = run.iter().map(|&(_, number)| number).collect();
        if !is_count(&present) {
            continue;
        }
        let mut highest: Option<Numbered> = None;
        for &(at, number) in &run {
            let (before, last) = highest.unwrap_or((at, number));
            let missing: Vec<u32> =
                (last + 1..number).take(MOST).filter(|gap| !present.contains(gap) && !markers.contains(gap)).collect();
            if highest.is_none_or(|(_, last)| number > last) {
                highest = Some((at, number));
            }
            if missing.is_empty() {
                continue;
            }
            let (note, earlier) = (&document.notes[at], &document.notes[before]);
            let message = format!("after note {last} comes note {number}: {} missing", listed(&missing));
            let place = context.note_place(note);
            let finding = if is_counted(document, note) { findings.remark(place, message) } else { findings.at(place, message) };
            let finding = finding.related(context.note_place(earlier), "the note before");
            findings.push(finding.maybe_fix(fix.next()).help("see whether a note was lost; if not, number the notes anew"));
        }
    }
}

/// True if numbers count: years and numbers of files as labels ("1942", "1949") leave out more than they name.
fn is_count(present: &HashSet<u32>) -> bool {
    let (Some(&first), Some(&last)) = (present.iter().min(), present.iter().max()) else { return false };
    let left_out = (last - first) as usize + 1 - present.len();
    first <= 1 || left_out <= present.len()
}

/// A gap wider than this is a list that begins elsewhere, not a slip.
const MOST: usize = 1000;

fn listed(missing: &[u32]) -> String {
    match missing {
        [one] => format!("{one} is"),
        [one, two] => format!("{one} and {two} are"),
        [first, .., last] => format!("{first} to {last} are"),
        [] => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_leave_out_more_than_they_name_do_not_count() {
        for (numbers, counts) in
            [(vec![1, 2, 9], true), (vec![175, 176, 178], true), (vec![1942, 1949], false), (vec![u32::MAX, 7], false), (vec![], false)]
        {
            assert_eq!(is_count(&numbers.iter().copied().collect()), counts, "{numbers:?}");
        }
    }
}
