//! The list of rules, for people and programs.

use std::fmt::Write;

use serde_json::json;

use super::{Needs, RULES, Rule, Safety};

/// A rule in one line: id, severity, fix and summary.
#[must_use]
pub fn line(rule: &Rule) -> String {
    let fix = rule.fix.map_or("-", Safety::as_str);
    let needs = needs(rule).map_or(String::new(), |needs| format!(" ({needs})"));
    format!("{:<22} {:<8} {fix:<7} {}{needs}\n", rule.id, rule.severity.as_str(), rule.summary)
}

/// All rules, for programs.
#[must_use]
pub fn json() -> String {
    let rules = RULES.iter().map(|rule| {
        json!({
            "id": rule.id,
            "severity": rule.severity.as_str(),
            "summary": rule.summary,
            "fix": rule.fix.map(Safety::as_str),
            "needs": needs(rule),
        })
    });
    format!("{:#}\n", json!({ "version": 1, "rules": rules.collect::<Vec<_>>() }))
}

/// All rules as a table of Markdown: the page `docs/checks.md`.
#[must_use]
pub fn markdown() -> String {
    let mut page = String::from(HEAD);
    for rule in RULES {
        let (id, severity, fix) = (rule.id, rule.severity.as_str(), rule.fix.map_or("", Safety::as_str));
        let needs = needs(rule).map_or(String::new(), |needs| format!(" ({needs})"));
        // Writing to a string cannot fail.
        let _ = writeln!(page, "| [`{id}`](rules/{id}.md) | {severity} | {fix} | {}{needs} |", rule.summary);
    }
    page
}

const HEAD: &str = "# The checks

`ibid explain RULE` shows a rule's page. An *error* leaves a reader without a source, a *warning* is what a careful editor would ask about, *info* is
a remark and never makes the exit status 1. A *safe* fix (`--fix`) changes no meaning; an *unsafe* one (`--unsafe-fixes`) rests on a guess.
`docs/configuration.md` says how to choose rules. This page is made from the list of rules; a test tells when it is stale.

| rule | severity | fix | what is wrong |
| --- | --- | --- | --- |
";

fn needs(rule: &Rule) -> Option<&'static str> {
    match rule.needs {
        Needs::Nothing => None,
        Needs::Style => Some("when a style is set"),
        Needs::Previous => Some("beside an earlier version"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_listed() {
        for rule in RULES {
            assert!(line(rule).starts_with(rule.id));
            assert!(markdown().contains(&format!("rules/{}.md", rule.id)));
        }
        assert_eq!(serde_json::from_str::<serde_json::Value>(&json()).unwrap()["rules"][0]["id"], RULES[0].id);
    }
}
