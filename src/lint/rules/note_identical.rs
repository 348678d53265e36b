use std::collections::BTreeMap;

use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Safety, Severity, fixes, item};
use crate::citation::Kind;

pub(super) static RULE: Rule = Rule {
    id: "note-identical",
    severity: Severity::Warning,
    summary: "two notes say the same, or one says its text twice",
    fix: Some(Safety::Unsafe),
    needs: Needs::Nothing,
    reads: Reads::Sources,
    preset: Preset::Scholarly,
    judged: Judged::new(3, 15, 0),
    page: include_str!("../../../docs/rules/note-identical.md"),
    check,
};

/// Shorter notes are short forms and remarks ("Barnes, 12.", "My italics."), which may come again.
const WORDS: usize = 8;

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let mut equal: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, note) in context.document().notes.iter().enumerate() {
        let words: Vec<&str> = note.body.text.split_whitespace().collect();
        if is_doubled(&words) {
            let message = format!("note {} says its text twice", note.label);
            findings.push(findings.at(context.note_place(note), message).help("take the second one out"));
        } else if words.len() >= WORDS {
            equal.entry(words.join(" ")).or_default().push(at);
        }
    }
    for group in equal.into_values().filter(|group| group.len() > 1) {
        group_of(context, &group, findings);
    }
}

/// True if the second half of a text repeats the first, which is more than a word ("so so").
fn is_doubled(words: &[&str]) -> bool {
    let (first, second) = words.split_at(words.len() / 2);
    first.len() > 1 && first == second
}

/// One finding for a group of equal notes, at the second of them. Equal short forms are good Chicago, and equal words
/// that only point back (Ibid.) mean something else each time.
fn group_of(context: &Context<'_>, group: &[usize], findings: &mut Findings<'_>) {
    let notes = &context.document().notes;
    let kinds: Vec<Kind> = group.iter().flat_map(|&at| kinds(context, at)).collect();
    let points_back = |kind: &Kind| matches!(kind, Kind::Ibid | Kind::Idem | Kind::Opcit | Kind::Loccit);
    let (&[one, two, ..], false) = (group, kinds.iter().any(points_back)) else { return };
    let (first, second) = (&notes[one], &notes[two]);
    let labels: Vec<&str> = group.iter().map(|&at| notes[at].label.as_str()).collect();
    let message = format!("notes {} say the same", listed(&labels));
    let place = context.note_place(second);
    if !is_full(context, one) {
        // Equal short forms are good style, and equal remarks far from each other a habit.
        if !kinds.is_empty() || first.rank.abs_diff(second.rank) > 1 {
            return;
        }
        return findings.push(findings.remark(place, message).related(context.note_place(first), "the first one"));
    }
    let finding = findings.at(place, message).related(context.note_place(first), "the first one");
    let finding = finding.maybe_fix(fixes::merge(context.analysis, one, two));
    findings.push(finding.help("use the first note's marker again, or cite the source in short"));
}

/// Whether a note gives a source in full, and not only a short form or a remark.
fn is_full(context: &Context<'_>, note: usize) -> bool {
    let analysis = context.analysis;
    let mut references = analysis.citations_of(note).filter(|&at| analysis.citations[at].kind == Kind::Full);
    references.any(|at| item::is_full(&analysis.references[at].item, analysis.references[at].confidence))
}

fn kinds(context: &Context<'_>, note: usize) -> impl Iterator<Item = Kind> {
    let analysis = context.analysis;
    analysis.citations_of(note).map(move |at| analysis.citations[at].kind)
}

fn listed(labels: &[&str]) -> String {
    match labels {
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
        [] => String::new(),
    }
}
