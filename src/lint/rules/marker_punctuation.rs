use super::fixes::MarkerSide;
use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Safety, Severity, fixes};

pub(super) static RULE: Rule = Rule {
    id: "marker-punctuation",
    severity: Severity::Info,
    summary: "a marker stands on the wrong side of a stop or comma",
    fix: Some(Safety::Safe),
    needs: Needs::Style,
    reads: Reads::Document,
    preset: Preset::Blog,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/marker-punctuation.md"),
    check,
};

/// The custom of a language; in those that are not here, houses differ.
/// English: Chicago 14.21; French: Office québécois de la langue française, Imprimerie nationale.
static CUSTOMS: &[(&str, MarkerSide)] = &[("en", MarkerSide::After), ("fr", MarkerSide::Before)];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    if context.document().markers.is_empty() {
        return;
    }
    let language = context.analysis.language();
    let Some((_, side)) = CUSTOMS.iter().find(|(code, _)| *code == language) else { return };
    let (wrong, right) = match side {
        MarkerSide::After => ("before", "after"),
        MarkerSide::Before => ("after", "before"),
    };
    for (at, marker) in context.document().markers.iter().enumerate() {
        let Some(fix) = fixes::move_punctuation(context.analysis, at, *side) else { continue };
        let message = format!("marker {} stands {wrong} the punctuation mark", marker.label);
        findings.push(findings.at(marker.span, message).fix(fix).help(format!("put it {right} the mark")));
    }
}
