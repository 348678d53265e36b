use super::{Context, Findings, Needs, Rule, Severity};
use crate::citation::Kind;
use crate::resolve::{SourceId, Work};

pub(super) static RULE: Rule = Rule {
    id: "notes-vs-bib",
    severity: Severity::Warning,
    summary: "a work is cited and not listed, or listed and not cited",
    fix: None,
    needs: Needs::Nothing,
    page: include_str!("../../../docs/rules/notes-vs-bib.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let works = &context.analysis.works;
    let listed = works.iter().filter(|work| is_listed(work) && !work.cited_by.is_empty()).count();
    let unlisted: Vec<&Work> = works.iter().filter(|work| is_cited_in_full(context, work)).collect();
    // A list that has less than half of what is cited was never meant to have it all.
    if listed == 0 || unlisted.len() > listed {
        return;
    }
    for work in unlisted {
        let Some(place) = context.place(work.id) else { continue };
        let finding = findings.at(place, "this work is not in the list of works");
        findings.push(finding.help("add it to the list"));
    }
    not_cited(context, findings);
}

/// Works that are listed and not cited are often meant as further reading: one remark for all.
fn not_cited(context: &Context<'_>, findings: &mut Findings<'_>) {
    let idle = context.analysis.works.iter().filter(|work| is_listed(work) && work.cited_by.is_empty());
    let mut idle = idle.filter_map(|work| context.place(work.id));
    let Some(first) = idle.next() else { return };
    let message = match idle.count() {
        0 => "no note cites this work".to_owned(),
        more => format!("no note cites this work, nor {more} more of the list"),
    };
    findings.push(findings.remark(first, message).help("cite it, or call the list “Further reading”"));
}

fn is_listed(work: &Work) -> bool {
    matches!(work.id, SourceId::Entry(_))
}

/// Whether a work is given in full in a note, and sure enough to be called one.
fn is_cited_in_full(context: &Context<'_>, work: &Work) -> bool {
    let SourceId::Citation(at) = work.id else { return false };
    let citation = context.analysis.citations.get(at);
    citation.is_some_and(|citation| citation.kind == Kind::Full) && super::item::is_sure(&work.item, work.confidence)
}
