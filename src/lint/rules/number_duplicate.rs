use std::collections::HashMap;

use super::numbering::{are_two_counts, number, runs};
use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::document::Note;

pub(super) static RULE: Rule = Rule {
    id: "number-duplicate",
    severity: Severity::Error,
    summary: "a number stands for two notes, or stands where the next one is missing",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Blog,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/number-duplicate.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    notes(context, findings);
    markers(context, findings);
}

/// Two notes of one number.
fn notes(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document();
    for run in runs(document) {
        let mut first: HashMap<u32, usize> = HashMap::new();
        for (at, number) in run {
            let earlier = *first.entry(number).or_insert(at);
            let (note, earlier) = (&document.notes[at], &document.notes[earlier]);
            if std::ptr::eq(note, earlier) || !note.id.is_empty() {
                continue;
            }
            let finding = findings
                .at(context.note_place(note), format!("there is another note {number}"))
                .related(context.note_place(earlier), "the first one");
            findings.push(finding.help("a reader cannot tell which of the two a marker means: number them anew"));
        }
    }
}

/// A marker that stands twice while the number after it stands nowhere: the second is a slip for the next.
fn markers(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document();
    let mut unused: HashMap<u32, &Note> = HashMap::new();
    for note in document.notes.iter().filter(|note| note.markers.is_empty()) {
        number(&note.label).map(|number| unused.entry(number).or_insert(note));
    }
    let two_counts = are_two_counts(document);
    let numbers: Vec<Option<u32>> = document.markers.iter().map(|marker| number(&marker.label)).collect();
    for (at, pair) in numbers.windows(2).enumerate() {
        let [Some(before), Some(again)] = *pair else { continue };
        let Some(next) = before.checked_add(1).filter(|_| before == again) else { continue };
        let Some(note) = unused.get(&next) else { continue };
        let (first, marker) = (&document.markers[at], &document.markers[at + 1]);
        if first.target.is_empty() != marker.target.is_empty() && two_counts {
            continue;
        }
        let finding = findings
            .at(marker.span, format!("marker {again} stands twice, and marker {next} nowhere"))
            .related(first.span, "the first one")
            .related(context.note_place(note), "no marker points here");
        findings.push(finding.help(format!("if this is the place of note {next}, correct the marker")));
    }
}
