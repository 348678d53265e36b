use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "note-empty",
    severity: Severity::Warning,
    summary: "a note says nothing",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Blog,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/note-empty.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for note in &context.document().notes {
        let says = note.body.text.contains(char::is_alphanumeric) || !note.body.marks.is_empty();
        if !says {
            let finding = findings.at(context.note_place(note), format!("note {} is empty", note.label));
            findings.push(finding.help("write the note, or take it out together with its marker"));
        }
    }
}
