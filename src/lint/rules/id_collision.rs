use std::collections::HashMap;

use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::document::{Problem, ProblemKind};

pub(super) static RULE: Rule = Rule {
    id: "id-collision",
    severity: Severity::Warning,
    summary: "two elements have the same id",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Scholarly,
    judged: Judged::new(1, 9, 0),
    page: include_str!("../../../docs/rules/id-collision.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let mut notes: HashMap<&str, usize> = HashMap::new();
    context.document().notes.iter().for_each(|note| *notes.entry(note.id.as_str()).or_default() += 1);
    // Two notes of one id are the business of note-duplicate-id.
    let is_own = |problem: &&Problem| notes.get(problem.detail.as_str()).is_none_or(|&count| count < 2);
    let mut problems = context.problems(ProblemKind::IdCollision).filter(is_own);
    let Some(first) = problems.next() else { return };
    let message = match problems.count() {
        0 => format!("the id '{}' is taken already", first.detail),
        more => format!("the id '{}' is taken already, as are {more} more", first.detail),
    };
    let finding = findings.at(first.span, message).note("a link goes to the first element of its id");
    findings.push(finding.help("give each element an id of its own"));
}
