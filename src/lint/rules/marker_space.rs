use super::{Context, Findings, Fix, Judged, Needs, Preset, Reads, Rule, Safety, Severity};
use crate::document::Marker;
use crate::text::{Edit, Span};

pub(super) static RULE: Rule = Rule {
    id: "marker-space",
    severity: Severity::Info,
    summary: "a space before a marker may put it on a line of its own",
    fix: Some(Safety::Safe),
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Blog,
    judged: Judged::new(27, 1, 1),
    page: include_str!("../../../docs/rules/marker-space.md"),
    check,
};

/// One finding for a document: where one marker has a space before it, most have. `[1]` in brackets may have one.
fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let markers = context.document().markers.iter();
    let spaces: Vec<(&Marker, Span)> = markers.filter_map(|marker| Some((marker, space(context, marker)?))).collect();
    let Some((first, _)) = spaces.first() else { return };
    let message = match spaces.len() - 1 {
        0 => format!("there is a space before marker {}", first.label),
        more => format!("there is a space before marker {} and {more} more", first.label),
    };
    let edits = spaces.iter().map(|(_, space)| Edit::delete(*space)).collect();
    let finding = findings.at(first.span, message).fix(Fix::safe("take the spaces out", edits));
    findings.push(finding.note("the line may break there, and the number begin the next").help("close the space"));
}

/// The plain spaces between a word and a raised marker.
fn space(context: &Context<'_>, marker: &Marker) -> Option<Span> {
    let is_raised = ["[^", "<sup"].iter().any(|start| context.text(marker.span).starts_with(start));
    let before = context.document().text.get(..marker.span.start)?;
    let word = before.trim_end_matches(' ');
    let follows_word = word.chars().next_back().is_some_and(|c| c.is_alphanumeric() || ".,;:!?”’\"')".contains(c));
    (is_raised && follows_word && word.len() < before.len()).then(|| Span::new(word.len(), before.len()))
}
