use super::{Context, Findings, Needs, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "marker-undefined",
    severity: Severity::Error,
    summary: "a marker points to a note that is not there",
    fix: None,
    needs: Needs::Nothing,
    page: include_str!("../../../docs/rules/marker-undefined.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for marker in context.document().markers.iter().filter(|marker| marker.note.is_none()) {
        let finding = findings.at(marker.span, format!("there is no note {}", marker.label));
        findings.push(finding.help("write the note, or take the marker out"));
    }
}
