use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::citation::Kind;
use crate::resolve::Reason;

pub(super) static RULE: Rule = Rule {
    id: "short-before-full",
    severity: Severity::Warning,
    summary: "a source is cited in short before it is given in full",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Sources,
    preset: Preset::Strict,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/short-before-full.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (_, citation, resolution) in context.citations() {
        // After a short form, "Ibid." only repeats it; cross-references are the business of supra-number.
        let is_named = !matches!(citation.kind, Kind::Crossref | Kind::Ibid | Kind::Idem);
        let is_forward = resolution.reason == Some(Reason::ForwardReference) && is_named;
        let Some(source) = resolution.source.filter(|_| is_forward) else { continue };
        let finding = findings.at(citation.span, "this source is given in full only later");
        let finding = context.with_source(finding, source);
        findings.push(finding.help("give it in full here, and in short there"));
    }
}
