use super::numbering::number;
use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "number-mismatch",
    severity: Severity::Warning,
    summary: "the number that is shown is not that of the note it leads to",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Blog,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/number-mismatch.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document();
    for marker in document.markers.iter().filter(|marker| !marker.target.is_empty()) {
        let Some(note) = marker.note.and_then(|note| document.notes.get(note)) else { continue };
        let (Some(shown), Some(number)) = (number(&marker.label), number(&note.label)) else { continue };
        if shown != number {
            let finding = findings
                .at(marker.span, format!("this shows {shown} and leads to note {number}"))
                .related(context.note_place(note), format!("note {number}"));
            findings.push(finding.help("see which of the two is meant, and correct the other"));
        }
    }
}
