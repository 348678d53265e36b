use std::collections::HashMap;

use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::document::{Note, ProblemKind};

pub(super) static RULE: Rule = Rule {
    id: "marker-in-code",
    severity: Severity::Warning,
    summary: "the only marker of a note stands in code or a comment, where it is no marker",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Blog,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/marker-in-code.md"),
    check,
};

/// Where a marker is none, what becomes of it there, and what to do.
const PLACES: &[(ProblemKind, &str, &str)] = &[
    (ProblemKind::MarkerInCode, "code, and is shown as it is typed", "put the marker after the code"),
    (ProblemKind::MarkerInComment, "a comment, and is not shown", "take it out of the comment, or take its note out"),
];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let notes = context.document().notes.iter().filter(|note| note.markers.is_empty());
    let unused: HashMap<&str, &Note> = notes.map(|note| (note.label.as_str(), note)).collect();
    for (kind, fate, help) in PLACES {
        for problem in context.problems(*kind) {
            let Some(note) = unused.get(problem.detail.as_str()) else { continue };
            let finding = findings
                .at(problem.span, format!("marker {} stands in {fate}", problem.detail))
                .related(context.note_place(note), "nothing else points to this note");
            findings.push(finding.help(*help));
        }
    }
}
