use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Safety, Severity};
use crate::citation::Kind;
use crate::resolve::{Reason, Resolution};

pub(super) static RULE: Rule = Rule {
    id: "ibid-stale",
    severity: Severity::Warning,
    summary: "an “Ibid.” or “op. cit.” that another source has come between",
    fix: Some(Safety::Unsafe),
    needs: Needs::Nothing,
    reads: Reads::Sources,
    preset: Preset::Scholarly,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/ibid-stale.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (at, citation, resolution) in context.citations() {
        let is_word_alone = matches!(citation.kind, Kind::Ibid | Kind::Idem | Kind::Opcit | Kind::Loccit)
            && citation.short.names.is_empty()
            && citation.short.title.is_none();
        // After an unclear one, the next is unclear in the same way: one finding is enough.
        let is_next = at > 0 && context.is_same_source_word(citation) && why(&context.analysis.resolutions[at - 1]).is_some();
        let Some(why) = why(resolution).filter(|_| is_word_alone && !is_next) else { continue };
        let word = context.word(citation);
        let message = format!("it is not clear which source “{word}” means");
        let finding = context.with_candidates(findings.at(citation.span, message), resolution);
        let finding = finding.maybe_fix(context.spelled_out(at, resolution));
        findings.push(finding.note(why).help("cite the one you mean in short"));
    }
}

fn why(resolution: &Resolution) -> Option<&'static str> {
    match resolution.reason? {
        Reason::InterveningSource | Reason::Ambiguous => Some("another source stands between"),
        Reason::PageImplausible if resolution.candidates.len() > 1 => {
            Some("the page lies outside the source just before, and inside one before that")
        }
        _ => None,
    }
}
