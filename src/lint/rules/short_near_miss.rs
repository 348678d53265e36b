use super::near::Misses;
use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "short-near-miss",
    severity: Severity::Warning,
    summary: "a short form that misses its source by a letter or a year",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Sources,
    preset: Preset::Scholarly,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/short-near-miss.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let misses = Misses::of(context);
    for (at, citation, _) in context.citations() {
        let Some(miss) = misses.of_citation(at) else { continue };
        let message = format!("“{}” is written here, and “{}” where the source is given", miss.written, miss.given);
        let finding = context.with_source(findings.at(citation.span, message), miss.source);
        findings.push(finding.help(format!("see which is right; if it is the other source, write “{}”", miss.given)));
    }
}
