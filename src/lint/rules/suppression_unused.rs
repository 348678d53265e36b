use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::lint::settings::rule_advice;
use crate::lint::suppress::suppressions;

pub(in crate::lint) static RULE: Rule = Rule {
    id: "suppression-unused",
    severity: Severity::Warning,
    summary: "a comment silences a rule that has nothing to say there",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Blog,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/suppression-unused.md"),
    check,
};

/// Comments that name no rule, or one that there is not. Those that silence nothing are known only when all rules
/// have run; `lint::check` reports them under this rule.
fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for suppression in suppressions(context.document()) {
        if suppression.rules.is_empty() {
            let finding = findings.at(suppression.span, "this comment does not say which rule to ignore");
            findings.push(finding.help("name the rule: ibid-ignore RULE: REASON"));
        }
        for name in suppression.rules.iter().filter(|name| crate::lint::rule(name).is_none()) {
            let finding = findings.at(suppression.span, format!("there is no rule '{name}' to ignore"));
            findings.push(finding.help(rule_advice(name)));
        }
    }
}
