use std::collections::HashMap;

use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::document::Note;

pub(super) static RULE: Rule = Rule {
    id: "note-duplicate-id",
    severity: Severity::Error,
    summary: "two notes have the same name",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Blog,
    judged: Judged::new(1, 0, 0),
    page: include_str!("../../../docs/rules/note-duplicate-id.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let mut first: HashMap<&str, &Note> = HashMap::new();
    for note in context.document().notes.iter().filter(|note| !note.id.is_empty()) {
        let Some(earlier) = first.get(note.id.as_str()) else {
            first.insert(&note.id, note);
            continue;
        };
        let finding = findings
            .at(context.note_place(note), format!("there is another note called {}", note.label))
            .related(context.note_place(earlier), "the first one")
            .note("of two notes with one name a page shows only one: with most programs the first, with pandoc the last");
        findings.push(finding.help("give one of them, and its marker, a name of its own"));
    }
}
