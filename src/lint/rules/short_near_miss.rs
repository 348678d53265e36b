use super::{Context, Findings, Judged, Needs, Preset, Rule, Severity, near};

pub(super) static RULE: Rule = Rule {
    id: "short-near-miss",
    severity: Severity::Warning,
    summary: "a short form that misses its source by a letter or a year",
    fix: None,
    needs: Needs::Nothing,
    preset: Preset::Scholarly,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/short-near-miss.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (at, citation, _) in context.citations() {
        let Some(miss) = near::miss(context, at) else { continue };
        let message = format!("“{}” is written here, and “{}” where the source is given", miss.written, miss.given);
        let finding = context.with_source(findings.at(citation.span, message), miss.source);
        findings.push(finding.help(format!("see which is right; if it is the other source, write “{}”", miss.given)));
    }
}
