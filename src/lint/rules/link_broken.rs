use super::{Context, Findings, Needs, Rule, Severity};
use crate::document::ProblemKind;

pub(super) static RULE: Rule = Rule {
    id: "link-broken",
    severity: Severity::Error,
    summary: "a link to a note, or back, leads nowhere",
    fix: None,
    needs: Needs::Nothing,
    page: include_str!("../../../docs/rules/link-broken.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for problem in context.problems(ProblemKind::LinkBroken) {
        let finding = findings.at(problem.span, format!("nothing on this page has the id '{}'", problem.detail));
        findings.push(finding.help("correct the link, or give its target that id"));
    }
}
