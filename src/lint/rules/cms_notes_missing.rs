use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::document::ProblemKind;

pub(super) static RULE: Rule = Rule {
    id: "cms-notes-missing",
    severity: Severity::Error,
    summary: "a text came without its notes",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Blog,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/cms-notes-missing.md"),
    check,
};

/// What is said of a block of WordPress, and of shortcodes.
const BLOCK: [&str; 3] = [
    "this block shows notes that are not in the file",
    "WordPress keeps the notes of a post apart from its text, in the field `footnotes`",
    "export the post with its fields, or take the notes from the published page",
];
const SHORTCODES: [&str; 3] = [
    "the shortcodes for notes hold only names, and the notes are not in the file",
    "sites keep such notes in a data file, which is not read",
    "check the published page instead",
];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for problem in context.problems(ProblemKind::NotesMissing) {
        let is_block = context.text(problem.span).starts_with('<');
        let [message, note, help] = if is_block { BLOCK } else { SHORTCODES };
        findings.push(findings.at(problem.span, message).note(note).help(help));
    }
}
