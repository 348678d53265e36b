use std::collections::HashSet;

use super::marker_undefined::{has_dead_link, misled};
use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::document::{Marker, ProblemKind};
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
    if context.problems(ProblemKind::LinkBroken).next().is_none() {
        return;
    }
    // A marker whose note is not there, or has another name, is the business of marker-undefined.
    let markers = context.document().markers.iter().filter(|marker| marker.note.is_none());
    let misled: HashSet<Span> = misled(context.document()).into_iter().map(|(marker, _)| marker.span).collect();
    let is_undefined = |marker: &&Marker| misled.contains(&marker.span) || !has_dead_link(context, marker);
    let lost: HashSet<Span> = markers.filter(is_undefined).map(|marker| marker.span).collect();
    let broken = || context.problems(ProblemKind::LinkBroken).filter(|problem| !lost.contains(&problem.span));
    if let Some(first) = broken().next().filter(|_| lost.is_empty() && is_unlinked(context, broken().count())) {
        let message = format!("none of the {} links between markers and notes leads anywhere", broken().count());
        let finding = findings.at(first.span, message).note("markers and notes are paired here by their numbers alone");
        return findings.push(finding.help("`ibid link` writes all links anew"));
    }
    let told = notes_of_broken_markers(context, &broken().map(|problem| problem.span).collect());
    let is_told = |span: Span| {
        let after = told.partition_point(|note| note.start <= span.start);
        after.checked_sub(1).is_some_and(|last| told[last].covers(span))
    };
    // A marker and the way back from its note have lost each other for one cause.
    for problem in broken().filter(|problem| !is_told(problem.span)) {
        let finding = findings.at(problem.span, format!("this leads to {}, which is not on this page", problem.detail));
        findings.push(finding.help("correct the link, or give its target that id"));
    }
}

/// Where the notes stand whose marker has a broken link, in order.
fn notes_of_broken_markers(context: &Context<'_>, broken: &HashSet<Span>) -> Vec<Span> {
    let document = context.document();
    let markers = document.markers.iter().filter(|marker| broken.contains(&marker.span));
    let notes = markers.filter_map(|marker| document.notes.get(marker.note?)).filter(|note| !note.inline);
    let mut spans: Vec<Span> = notes.map(|note| note.span).collect();
    spans.sort_unstable();
    spans
}
