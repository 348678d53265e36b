use super::{Context, Findings, Needs, Rule, Safety, Severity, fixes};
use crate::config::closest;
use crate::document::{Marker, Note, ProblemKind};

pub(super) static RULE: Rule = Rule {
    id: "marker-undefined",
    severity: Severity::Error,
    summary: "a marker points to a note that is not there",
    fix: Some(Safety::Unsafe),
    needs: Needs::Nothing,
    page: include_str!("../../../docs/rules/marker-undefined.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document();
    // Where all notes are missing, one finding says so: cms-notes-missing.
    if context.problems(ProblemKind::NotesMissing).next().is_some() {
        return;
    }
    let undefined: Vec<&Marker> = document.markers.iter().filter(|marker| marker.note.is_none()).collect();
    let unused: Vec<&Note> = document.notes.iter().filter(|note| note.markers.is_empty() && !note.inline).collect();
    for marker in &undefined {
        let mut finding = findings.at(marker.span, format!("there is no note {}", marker.label));
        if let ([_], [note]) = (undefined.as_slice(), unused.as_slice()) {
            finding = finding.related(context.note_place(note), "this is the one note that nothing points to");
            finding = finding.maybe_fix(fixes::pair_orphan(context.analysis));
        }
        let alike = closest(&marker.label, unused.iter().map(|note| note.label.as_str()));
        findings.push(match alike {
            Some(label) => finding.help(format!("did you mean note {label}? Else write the note, or take the marker out")),
            None => finding.help("write the note, or take the marker out"),
        });
    }
}
