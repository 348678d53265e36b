use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::document::Note;

pub(super) static RULE: Rule = Rule {
    id: "url-only",
    severity: Severity::Warning,
    summary: "a note is nothing but an address",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Blog,
    judged: Judged::new(5, 0, 0),
    page: include_str!("../../../docs/rules/url-only.md"),
    check,
};

/// One finding for a document: who cites by address does it all through.
fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let mut bare = context.document().notes.iter().filter(|note| is_bare(note));
    let Some(first) = bare.next() else { return };
    let labels: Vec<&str> = bare.map(|note| note.label.as_str()).collect();
    let message = match labels.as_slice() {
        [] => format!("note {} is nothing but an address", first.label),
        [one] => format!("notes {} and {one} are nothing but addresses", first.label),
        more => format!("note {} and {} more are nothing but addresses", first.label, more.len()),
    };
    let finding = findings.at(context.note_place(first), message);
    let finding = finding.note("addresses die, and without author and title no reader finds the page again");
    findings.push(finding.help("add author, title and date"));
}

fn is_bare(note: &Note) -> bool {
    let text = note.body.text.trim().trim_matches(['<', '>', '.', ';', ',', '(', ')']);
    let starts = ["http://", "https://", "www."].iter().any(|start| text.starts_with(start));
    starts && !text.contains(char::is_whitespace)
}
