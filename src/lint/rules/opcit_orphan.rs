use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::citation::Citation;
use crate::resolve::Reason;

pub(super) static RULE: Rule = Rule {
    id: "opcit-orphan",
    severity: Severity::Warning,
    summary: "an “op. cit.” that leads to no one source",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Sources,
    preset: Preset::Scholarly,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/opcit-orphan.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (at, citation, resolution) in context.citations() {
        let is_orphan = match resolution.reason {
            None => context.source_before(at).is_some_and(|before| resolution.source.is_some_and(|source| source != before)),
            // Behind a short form without a source it only repeats that one.
            reason => reason == Some(Reason::NoAntecedent) && context.is_first(at),
        };
        if !context.is_earlier_source_word(citation) || !is_bare(citation) || !is_orphan {
            continue;
        }
        let word = context.word(citation);
        let finding = findings.at(citation.span, format!("“{word}” does not say whose work it means"));
        let finding = context.with_candidates(finding, resolution);
        findings.push(finding.help("name the author, and if there are several works, the title"));
    }
}

/// Whether a short form gives neither name nor title.
pub(super) fn is_bare(citation: &Citation) -> bool {
    citation.short.names.is_empty() && citation.short.title.is_none()
}
