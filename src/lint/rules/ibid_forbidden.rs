use super::house::{Ibid, house};
use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Safety, Severity};

pub(super) static RULE: Rule = Rule {
    id: "ibid-forbidden",
    severity: Severity::Warning,
    summary: "the style does not use this word",
    fix: Some(Safety::Unsafe),
    needs: Needs::Style,
    reads: Reads::Sources,
    preset: Preset::Blog,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/ibid-forbidden.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(house) = house(context) else { return };
    for (at, citation, resolution) in context.citations() {
        let is_ibid = context.is_same_source_word(citation);
        let is_opcit = context.is_earlier_source_word(citation);
        if !(is_ibid && house.ibid == Ibid::Never || is_opcit && !house.opcit) {
            continue;
        }
        let word = context.word(citation);
        let mut finding = findings.at(citation.span, format!("{} does not use “{word}”", house.name));
        if let Some(source) = resolution.source {
            finding = context.with_source(finding, source);
            finding = finding.maybe_fix(context.spelled_out(at, resolution));
        }
        findings.push(finding.help("cite the source in short: name, short title, page"));
    }
}
