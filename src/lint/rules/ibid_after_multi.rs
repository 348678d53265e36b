use super::opcit_orphan::is_bare;
use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Safety, Severity};
use crate::resolve::Reason;

pub(super) static RULE: Rule = Rule {
    id: "ibid-after-multi",
    severity: Severity::Warning,
    summary: "an “Ibid.” after a note with several sources",
    fix: Some(Safety::Unsafe),
    needs: Needs::Nothing,
    reads: Reads::Sources,
    preset: Preset::Strict,
    judged: Judged::new(0, 0, 4),
    page: include_str!("../../../docs/rules/ibid-after-multi.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let multiple = |reason| reason == Some(Reason::PrecedingNoteMultiple);
    for (at, citation, resolution) in context.citations().filter(|(.., resolution)| multiple(resolution.reason)) {
        // A bare "op. cit." is the business of opcit-orphan.
        if context.is_earlier_source_word(citation) && is_bare(citation) {
            continue;
        }
        let word = context.word(citation);
        let message = format!("“{word}” follows a note with several sources");
        let finding = context.with_candidates(findings.at(citation.span, message), resolution);
        let finding = finding.maybe_fix(context.spelled_out(at, resolution));
        findings.push(finding.note("a reader cannot tell which of them is meant").help("cite the one you mean in short"));
    }
}
