use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::resolve::Reason;

pub(super) static RULE: Rule = Rule {
    id: "ibid-first",
    severity: Severity::Error,
    summary: "an “Ibid.” with no source before it",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Sources,
    preset: Preset::Scholarly,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/ibid-first.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (at, citation, resolution) in context.citations() {
        let is_open = resolution.source.is_none() && resolution.reason == Some(Reason::NoAntecedent);
        if is_open && context.is_same_source_word(citation) && context.is_first(at) {
            let word = context.word(citation);
            let finding = findings
                .at(citation.span, format!("“{word}” stands for the source before it, and there is none"))
                .note("the first source of a text, or of a chapter, is cited in full");
            findings.push(finding.help("cite the source in full here"));
        }
    }
}
