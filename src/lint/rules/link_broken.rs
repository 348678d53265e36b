use std::collections::HashSet;

use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::document::ProblemKind;
use crate::text::Span;

/// True if so many links are broken that no marker has one which leads to its note.
fn is_unlinked(context: &Context<'_>, broken: usize) -> bool {
    const FEW: usize = 3;
    let markers = &context.document().markers;
    broken >= FEW && broken >= markers.len() && markers.iter().all(|marker| marker.target.is_empty())
}

pub(super) static RULE: Rule = Rule {
    id: "link-broken",
    severity: Severity::Error,
    summary: "a link to a note, or back, leads nowhere",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Blog,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/link-broken.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    // A marker whose note is not there is the business of marker-undefined.
    let markers = context.document().markers.iter().filter(|marker| marker.note.is_none());
    let lost: HashSet<Span> = markers.map(|marker| marker.span).collect();
    let broken = || context.problems(ProblemKind::LinkBroken).filter(|problem| !lost.contains(&problem.span));
    if let Some(first) = broken().next().filter(|_| lost.is_empty() && is_unlinked(context, broken().count())) {
        let message = format!("none of the {} links between markers and notes leads anywhere", broken().count());
        let finding = findings.at(first.span, message).note("markers and notes are paired here by their numbers alone");
        return findings.push(finding.help("`ibid link` writes all links anew"));
    }
    for problem in broken() {
        let finding = findings.at(problem.span, format!("this leads to {}, which is not on this page", problem.detail));
        findings.push(finding.help("correct the link, or give its target that id"));
    }
}
