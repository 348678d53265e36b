use super::{Context, Findings, Needs, Rule, Severity};
use crate::csl::TextVariable;
use crate::resolve::Reason;

pub(super) static RULE: Rule = Rule {
    id: "ibid-page",
    severity: Severity::Warning,
    summary: "the page that is cited lies outside the source",
    fix: None,
    needs: Needs::Nothing,
    page: include_str!("../../../docs/rules/ibid-page.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (_, citation, resolution) in context.citations() {
        // Where the page fits a source further back, ibid-stale says so.
        if resolution.reason != Some(Reason::PageImplausible) || resolution.candidates.len() > 1 {
            continue;
        }
        let cited = citation.locator.as_ref().map_or("this page", |locator| locator.value.as_str());
        let weighed = resolution.source.or_else(|| resolution.candidates.first().copied());
        let extent = weighed.and_then(|id| context.work(id)).and_then(|work| work.item.text(TextVariable::Page));
        let extent = extent.map_or(String::new(), |pages| format!(", which has pages {pages}"));
        let finding = findings.at(citation.span, format!("{cited} lies outside the source{extent}"));
        let finding = match weighed {
            Some(id) => context.with_source(finding, id),
            None => finding,
        };
        findings.push(finding.help("see whether a note was put in between, and cite the source that is meant in short"));
    }
}
