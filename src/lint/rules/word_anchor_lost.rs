use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::document::ProblemKind;

pub(super) static RULE: Rule = Rule {
    id: "word-anchor-lost",
    severity: Severity::Error,
    summary: "notes pasted from Word lost their links or their text",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Blog,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/word-anchor-lost.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for problem in context.problems(ProblemKind::WordAnchorLost) {
        let finding = findings
            .at(problem.span, format!("the anchor '{}' of a Word note has lost its link or its note", problem.detail))
            .note("a page that cleans what is pasted keeps the anchor and drops the rest");
        findings.push(finding.help("paste again as HTML, or `ibid link` the Word file itself"));
    }
}
