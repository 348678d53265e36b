use super::{Context, Findings, Needs, Rule, Severity};
use crate::document::ProblemKind;

pub(super) static RULE: Rule = Rule {
    id: "id-collision",
    severity: Severity::Warning,
    summary: "two elements have the same id",
    fix: None,
    needs: Needs::Nothing,
    page: include_str!("../../../docs/rules/id-collision.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for problem in context.problems(ProblemKind::IdCollision) {
        let finding = findings
            .at(problem.span, format!("the id '{}' is taken already", problem.detail))
            .note("a link goes to the first element of its id");
        findings.push(finding.help("give each element an id of its own"));
    }
}
