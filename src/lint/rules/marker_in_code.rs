use std::collections::HashMap;

use super::{Context, Findings, Needs, Rule, Severity};
use crate::document::{Note, ProblemKind};

pub(super) static RULE: Rule = Rule {
    id: "marker-in-code",
    severity: Severity::Warning,
    summary: "the only marker of a note stands in code, where it is no marker",
    fix: None,
    needs: Needs::Nothing,
    page: include_str!("../../../docs/rules/marker-in-code.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let notes = context.document().notes.iter().filter(|note| note.markers.is_empty());
    let unused: HashMap<&str, &Note> = notes.map(|note| (note.label.as_str(), note)).collect();
    for problem in context.problems(ProblemKind::MarkerInCode) {
        let Some(note) = unused.get(problem.detail.as_str()) else { continue };
        let finding = findings
            .at(problem.span, format!("marker {} stands in code, and is shown as it is typed", problem.detail))
            .related(context.note_place(note), "nothing else points to this note");
        findings.push(finding.help("put the marker after the code"));
    }
}
