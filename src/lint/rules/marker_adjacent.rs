use super::numbering::number;
use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Safety, Severity, fixes};
use crate::document::Marker;

pub(super) static RULE: Rule = Rule {
    id: "marker-adjacent",
    severity: Severity::Warning,
    summary: "two markers run together: 1 and 2 read as 12",
    fix: Some(Safety::Safe),
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Blog,
    judged: Judged::new(1, 0, 0),
    page: include_str!("../../../docs/rules/marker-adjacent.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (at, pair) in context.document().markers.windows(2).enumerate() {
        let [first, second] = pair else { continue };
        if first.span.end != second.span.start || !(is_raised(context, first) && is_raised(context, second)) {
            continue;
        }
        let numbers = number(&first.label).zip(number(&second.label));
        let message = match numbers {
            Some((one, two)) => format!("the markers {one} and {two} run together, and read as {one}{two}"),
            None => "these two markers run together, and read as one number".to_owned(),
        };
        let finding = findings.at(first.span, message).related(second.span, "the second marker");
        let finding = finding.maybe_fix(fixes::separate(context.analysis, at));
        findings.push(finding.help("separate them, or put both into one note"));
    }
}

/// Whether readers see a bare raised number, without brackets around it.
fn is_raised(context: &Context<'_>, marker: &Marker) -> bool {
    let text = context.text(marker.span);
    text.starts_with("[^") || (text.starts_with("<sup") && !text.contains('['))
}
