use std::collections::HashMap;

use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::document::{Note, Problem, ProblemKind};

pub(super) static RULE: Rule = Rule {
    id: "marker-in-code",
    severity: Severity::Warning,
    summary: "the only marker of a note stands in code or a comment, where it is no marker",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Blog,
    judged: Judged::new(2, 0, 1),
    page: include_str!("../../../docs/rules/marker-in-code.md"),
    check,
};

/// Where a marker is none: what is said of one and of several, what becomes of them there, and what to do.
const PLACES: &[(ProblemKind, [&str; 2], &str)] = &[
    (
        ProblemKind::MarkerInCode,
        ["stands in code, and is shown as it is typed", "stand in code, and are shown as they are typed"],
        "put the marker after the code",
    ),
    (
        ProblemKind::MarkerInComment,
        ["stands in a comment, and is not shown", "stand in comments, and are not shown"],
        "take it out of the comment, or take its note out",
    ),
];

/// One finding for all markers of a document in comments, and one for all in code: they have one cause.
fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let notes = context.document().notes.iter().filter(|note| note.markers.is_empty());
    let unused: HashMap<&str, &Note> = notes.map(|note| (note.label.as_str(), note)).collect();
    for (kind, [one, several], help) in PLACES {
        let hidden = context.problems(*kind).filter_map(|problem| Some((problem, *unused.get(problem.detail.as_str())?)));
        let hidden: Vec<(&Problem, &Note)> = hidden.collect();
        let Some(((first, _), others)) = hidden.split_first() else { continue };
        let message = match others.len() {
            0 => format!("marker {} {one}", first.detail),
            more => format!("marker {} and {more} more {several}", first.detail),
        };
        let place = |note| context.note_place(note);
        let finding = hidden.iter().fold(findings.at(first.span, message), |finding, (_, note)| {
            finding.related(place(note), "nothing else points to this note")
        });
        findings.push(finding.help(*help));
    }
}
