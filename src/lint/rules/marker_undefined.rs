use std::collections::{HashMap, HashSet};

use super::{Context, Finding, Findings, Fix, Judged, Needs, Preset, Reads, Rule, Safety, Severity, fixes};
use crate::config::closest;
use crate::document::{Document, Marker, Note, ProblemKind, attribute_of};
use crate::text::{Edit, Span};

pub(super) static RULE: Rule = Rule {
    id: "marker-undefined",
    severity: Severity::Error,
    summary: "a marker points to a note that is not there",
    fix: Some(Safety::Unsafe),
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Blog,
    judged: Judged::new(7, 0, 4),
    page: include_str!("../../../docs/rules/marker-undefined.md"),
    check,
};

/// The markers of HTML whose link leads nowhere, each with the one unused note of the number that it shows.
pub(super) fn misled(document: &Document) -> Vec<(&Marker, &Note)> {
    let mut unused: HashMap<&str, Option<&Note>> = HashMap::new();
    let named = |note: &&Note| note.markers.is_empty() && !note.inline && !note.id.is_empty();
    for note in document.notes.iter().filter(named) {
        unused.entry(&note.label).and_modify(|note| *note = None).or_insert(Some(note));
    }
    let is_lost = |marker: &&Marker| marker.note.is_none() && !marker.target.is_empty() && marker.target != marker.label;
    let lost = document.markers.iter().filter(is_lost);
    lost.filter_map(|marker| Some((marker, (*unused.get(marker.label.as_str())?)?))).collect()
}

/// The markers without a note, each with the note that stands in its place and has another label: as many markers as notes are left over
/// between a pair and the next. The label of one of the two is a slip.
pub(super) fn mislabelled(document: &Document) -> Vec<(&Marker, &Note)> {
    let mut found = Vec::new();
    let mut undefined: Vec<&Marker> = Vec::new();
    let mut labels: HashSet<&str> = HashSet::new();
    let mut from = 0;
    for marker in &document.markers {
        match marker.note {
            None => undefined.extend(labels.insert(&marker.label).then_some(marker)),
            Some(note) if note >= from => {
                found.extend(left_over(&document.notes[from..note], &undefined));
                (from, undefined) = (note + 1, Vec::new());
                labels.clear();
            }
            Some(_) => {}
        }
    }
    found.extend(left_over(&document.notes[from..], &undefined));
    found
}

/// Pairs notes that nothing points to with the markers before them, if there are as many.
fn left_over<'d>(notes: &'d [Note], markers: &[&'d Marker]) -> Vec<(&'d Marker, &'d Note)> {
    let are_free = notes.iter().all(|note| note.markers.is_empty() && !note.inline);
    if notes.len() == markers.len() && are_free {
        markers.iter().copied().zip(notes).filter(|(marker, note)| marker.label != note.label).collect()
    } else {
        Vec::new()
    }
}

/// True for a marker whose link leads nowhere although a note of its number stands in the document: link-broken.
pub(super) fn has_dead_link(context: &Context<'_>, marker: &Marker) -> bool {
    marker.note.is_none() && !marker.target.is_empty() && marker.target != marker.label && !context.analysis.notes_labelled(&marker.label).is_empty()
}

fn misdirected(context: &Context<'_>, findings: &Findings<'_>, marker: &Marker, note: &Note) -> Finding {
    let message = format!("this leads to #{}, and note {} is #{}", marker.target, note.label, note.id);
    let written = context.text(marker.span);
    let finding = findings.at(marker.span, message).related(context.note_place(note), "nothing leads here");
    let edit = Edit::replace(marker.span, written.replace(&marker.target, &note.id));
    let fix = Fix::needs_consent(format!("write #{}", note.id), vec![edit]);
    finding.fix(fix).help(format!("write #{} for #{}", note.id, marker.target))
}

/// The address of a link that leads to a place on another page: `notes.html#note-1`.
fn address_elsewhere(marker: &str) -> Option<String> {
    attribute_of(marker, "href").filter(|address| address.split_once('#').is_some_and(|(page, _)| !page.is_empty()))
}

/// Where more notes than this have no marker, their labels are no slips, and the first of them are enough to look at.
const MOST: usize = 200;

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document();
    // Where all notes are missing, one finding says so: cms-notes-missing.
    if context.problems(ProblemKind::NotesMissing).next().is_some() {
        return;
    }
    let undefined: Vec<&Marker> = document.markers.iter().filter(|marker| marker.note.is_none()).collect();
    let unused: Vec<&Note> = document.notes.iter().filter(|note| note.markers.is_empty() && !note.inline).collect();
    let slips: HashMap<Span, &Note> = mislabelled(document).into_iter().map(|(marker, note)| (marker.span, note)).collect();
    let misled: HashMap<Span, &Note> = misled(document).into_iter().map(|(marker, note)| (marker.span, note)).collect();
    for marker in &undefined {
        if let Some(note) = misled.get(&marker.span) {
            findings.push(misdirected(context, findings, marker, note));
            continue;
        }
        if has_dead_link(context, marker) {
            continue;
        }
        if let Some(address) = address_elsewhere(context.text(marker.span)) {
            let message = format!("note {} is on another page: {address}", marker.label);
            findings.push(findings.at(marker.span, message).help("check both pages as one document, with `--together`"));
            continue;
        }
        let mut finding = findings.at(marker.span, format!("there is no note {}", marker.label));
        if let ([_], [note]) = (undefined.as_slice(), unused.as_slice()) {
            finding = finding.related(context.note_place(note), "this is the one note that nothing points to");
            finding = finding.maybe_fix(fixes::pair_orphan(context.analysis));
        } else if let Some(note) = slips.get(&marker.span) {
            let message = format!("nothing points to note {}, which stands in its place", note.label);
            finding = finding.related(context.note_place(note), message);
        }
        let others = unused.iter().take(MOST).map(|note| note.label.as_str()).filter(|label| *label != marker.label);
        let alike = closest(&marker.label, others);
        findings.push(match alike {
            Some(label) => finding.help(format!("did you mean note {label}? Else write the note, or take the marker out")),
            None => finding.help("write the note, or take the marker out"),
        });
    }
}
