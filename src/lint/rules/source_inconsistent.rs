use super::{Context, Findings, Needs, Rule, Severity};
use crate::citation::Kind;
use crate::csl::{Item, NameVariable};
use crate::resolve::{SourceId, Work};

pub(super) static RULE: Rule = Rule {
    id: "source-inconsistent",
    severity: Severity::Warning,
    summary: "one work is given with two years or two spellings of its author",
    fix: None,
    needs: Needs::Nothing,
    page: include_str!("../../../docs/rules/source-inconsistent.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for work in &context.analysis.works {
        of_work(context, work, findings);
    }
}

/// Compares each full citation of a work with the place that first gives it.
fn of_work(context: &Context<'_>, work: &Work, findings: &mut Findings<'_>) {
    let Some(first) = given_at(context, work.id) else { return };
    for &at in work.cited_by.iter().filter(|&&at| SourceId::Citation(at) != work.id) {
        let analysis = context.analysis;
        let (Some(citation), Some(reference)) = (analysis.citations.get(at), analysis.references.get(at)) else { continue };
        if citation.kind != Kind::Full {
            continue;
        }
        if let Some((one, other)) = difference(first, &reference.item) {
            let message = format!("here “{other}”, and “{one}” where the work is first given");
            let finding = context.with_source(findings.at(citation.span, message), work.id);
            findings.push(finding.help("see which is right; if both are, say that they are two editions"));
        }
    }
}

fn given_at<'a>(context: &Context<'a>, id: SourceId) -> Option<&'a Item> {
    match id {
        SourceId::Citation(at) => context.analysis.references.get(at).map(|reference| &reference.item),
        SourceId::Entry(at) => context.analysis.entries.get(at).map(|entry| &entry.item),
        SourceId::Body(_) => None,
    }
}

/// Two years, or two surnames of the first author that are alike and not the same.
fn difference(first: &Item, again: &Item) -> Option<(String, String)> {
    if let (Some(one), Some(other)) = (first.year(), again.year())
        && one != other
    {
        return Some((one.to_string(), other.to_string()));
    }
    let surname = |item: &Item| item.names(NameVariable::Author).first().and_then(|name| name.family.clone());
    let (one, other) = (surname(first)?, surname(again)?);
    (one.to_lowercase() != other.to_lowercase() && strsim::osa_distance(&one, &other) <= 1).then_some((one, other))
}
