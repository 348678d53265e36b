use std::cell::LazyCell;
use std::collections::HashSet;

use super::marker_undefined::mislabelled;
use super::numbering::{Numbered, is_counted, number, runs};
use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Safety, Severity, fixes};
use crate::text::Span;

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
    let slips: LazyCell<HashSet<Span>, _> =
        LazyCell::new(|| mislabelled(document).into_iter().map(|(_, note)| note.span).collect());
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
            let (note, earlier) = (&document.notes[at], &document.notes[before]);
            if missing.is_empty() || slips.contains(&note.span) {
                continue;
            }
            if missing.iter().all(|&number| runs_in(&earlier.body.text, number)) {
                let message = format!("{} in the middle of note {last}", listed(&missing, ["begins", "begin"]));
                let finding = findings.at(context.note_place(earlier), message).related(context.note_place(note), "the next note");
                findings.push(finding.help("begin each note on a line of its own"));
                continue;
            }
            let message = format!("after note {last} comes note {number}: {} missing", listed(&missing, ["is", "are"]));
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

/// The numbers, with the verb for one and for several.
fn listed(numbers: &[u32], [one, several]: [&str; 2]) -> String {
    match numbers {
        [only] => format!("{only} {one}"),
        [first, second] => format!("{first} and {second} {several}"),
        [first, .., last] => format!("{first} to {last} {several}"),
        [] => String::new(),
    }
}

/// True if a note of that number seems to begin within the text of another: a number between blanks, and a sentence after it.
fn runs_in(text: &str, number: u32) -> bool {
    let label = number.to_string();
    let begins = |rest: &str| rest.starts_with(|c: char| c.is_uppercase() || "“\"«„‘".contains(c));
    text.match_indices(&label).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + label.len()..]);
        let after = after.strip_prefix(['.', ')']).unwrap_or(after);
        before.ends_with(' ') && ends_sentence(before) && after.starts_with(' ') && begins(after.trim_start())
    })
}

/// True if a text ends with an address or a sentence, and not with an abbreviation ("vol.").
fn ends_sentence(text: &str) -> bool {
    const ABBREVIATION: usize = 4;
    let last = text.split_whitespace().next_back().unwrap_or_default();
    let word = last.strip_suffix('.').filter(|word| word.len() > ABBREVIATION || word.ends_with(|c: char| !c.is_alphabetic()));
    word.is_some() || last.contains("://") || last.ends_with(['?', '!', '”', '"', ')'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_may_begin_within_another() {
        for (text, number, runs) in [
            ("“How Salt Works.” https://example.org/salt?hl=en 13 Baio, Andy. “Kings.” Wired, 2012.", 13, true),
            ("Able, Salt (1990), 12. 14. “Coal.” Pit Notes.", 14, true),
            ("Able, Salt 13 (1990), 12.", 13, false),
            ("Able, Salt, vol. 13 Leeds.", 13, false),
            ("Able, Salt, 13.", 13, false),
            ("", 13, false),
        ] {
            assert_eq!(runs_in(text, number), runs, "{text}");
        }
    }

    #[test]
    fn labels_that_leave_out_more_than_they_name_do_not_count() {
        for (numbers, counts) in
            [(vec![1, 2, 9], true), (vec![175, 176, 178], true), (vec![1942, 1949], false), (vec![u32::MAX, 7], false), (vec![], false)]
        {
            assert_eq!(is_count(&numbers.iter().copied().collect()), counts, "{numbers:?}");
        }
    }
}
