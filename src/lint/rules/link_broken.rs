use std::collections::HashSet;

use super::{Context, Findings, Needs, Rule, Severity};
use crate::document::ProblemKind;
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "link-broken",
    severity: Severity::Error,
    summary: "a link to a note, or back, leads nowhere",
    fix: None,
    needs: Needs::Nothing,
    page: include_str!("../../../docs/rules/link-broken.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    // A marker whose note is not there is the business of marker-undefined.
    let markers = context.document().markers.iter().filter(|marker| marker.note.is_none());
    let lost: HashSet<Span> = markers.map(|marker| marker.span).collect();
    for problem in context.problems(ProblemKind::LinkBroken).filter(|problem| !lost.contains(&problem.span)) {
        let finding = findings.at(problem.span, format!("this leads to {}, which is not on this page", problem.detail));
        findings.push(finding.help("correct the link, or give its target that id"));
    }
}
