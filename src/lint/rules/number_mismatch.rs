use super::{Context, Findings, Needs, Rule, Severity};
use crate::document::ProblemKind;

pub(super) static RULE: Rule = Rule {
    id: "number-mismatch",
    severity: Severity::Warning,
    summary: "the number that is shown is not that of the note it leads to",
    fix: None,
    needs: Needs::Nothing,
    page: include_str!("../../../docs/rules/number-mismatch.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for problem in context.problems(ProblemKind::NumberMismatch) {
        let finding = findings.at(problem.span, format!("this shows one number and leads to another: {}", problem.detail));
        findings.push(finding.help("see which of the two is meant, and correct the other"));
    }
}
