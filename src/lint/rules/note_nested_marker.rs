use super::numbering::note_around;
use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "note-nested-marker",
    severity: Severity::Info,
    summary: "a marker stands inside a note",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Blog,
    judged: Judged::new(1, 0, 2),
    page: include_str!("../../../docs/rules/note-nested-marker.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document();
    for marker in &document.markers {
        if let Some(note) = note_around(document, marker).filter(|_| !marker.label.is_empty()) {
            let finding = findings
                .at(marker.span, format!("marker {} stands inside note {}", marker.label, note.label))
                .note("many programs drop a note inside a note, or print its marker as it is typed");
            findings.push(finding.help("say it in the note itself"));
        }
    }
}
