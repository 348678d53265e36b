use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "note-nested-marker",
    severity: Severity::Info,
    summary: "a marker stands inside a note",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Blog,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/note-nested-marker.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document();
    for marker in &document.markers {
        let before = document.notes.partition_point(|note| note.span.start <= marker.span.start);
        let Some(note) = before.checked_sub(1).and_then(|last| document.notes.get(last)) else { continue };
        let is_own = note.inline && note.span == marker.span;
        if note.span.covers(marker.span) && !is_own && !marker.label.is_empty() {
            let finding = findings
                .at(marker.span, format!("marker {} stands inside note {}", marker.label, note.label))
                .note("many programs drop a note inside a note, or print its marker as it is typed");
            findings.push(finding.help("say it in the note itself"));
        }
    }
}
