use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::document::ProblemKind;

pub(super) static RULE: Rule = Rule {
    id: "marker-after-media",
    severity: Severity::Warning,
    summary: "a marker stands inside a heading, an image or a link",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Strict,
    judged: Judged::new(0, 10, 2),
    page: include_str!("../../../docs/rules/marker-after-media.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for problem in context.problems(ProblemKind::MarkerAfterMedia) {
        let finding = findings
            .at(problem.span, format!("marker {} does not stand in running text", problem.detail))
            .note("in a heading it gets into the table of contents and the address; in a link it makes a link inside a link");
        findings.push(finding.help("put it into the sentence that follows"));
    }
}
