use std::cell::LazyCell;

use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::document::{ProblemKind, front_matter};

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

/// What is said of a block of WordPress, of shortcodes, and of notes that are written in a way which is not read.
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
const UNREAD: [&str; 2] = [
    "nothing was read as a note or a marker, so that no check says anything of them",
    "export the text as HTML or Markdown, and check that",
];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let has_file = LazyCell::new(|| names_their_file(&context.document().text));
    for problem in context.problems(ProblemKind::NotesMissing) {
        if !problem.detail.is_empty() {
            let message = format!("ibid does not read the notes of {}", problem.detail);
            findings.push(findings.at(problem.span, message).note(UNREAD[0]).help(UNREAD[1]));
            continue;
        }
        let is_block = context.text(problem.span).starts_with('<');
        if !is_block && *has_file {
            continue;
        }
        let [message, note, help] = if is_block { BLOCK } else { SHORTCODES };
        findings.push(findings.at(problem.span, message).note(note).help(help));
    }
}

/// True if the front matter says in which file the notes are: `footnotesUrl: "footnotes.json"`. Front matter in JSON is not searched.
fn names_their_file(text: &str) -> bool {
    let Some(front) = front_matter(text).filter(|front| !front.starts_with('{')) else { return false };
    let mut fields = front.lines().filter_map(|line| line.split_once([':', '=']));
    fields.any(|(key, value)| key.to_lowercase().contains("notes") && value.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_may_name_the_file_of_the_notes() {
        for (text, names) in [
            ("---\ntitle: Salt\nfootnotesUrl: \"footnotes.json\"\n---\nText", true),
            ("+++\nendnotes = \"notes.yaml\"\n+++\nText", true),
            ("---\ntitle: Notes. On salt\n---\nText", false),
            ("---\nfootnotes: true\n---\nText", false),
            ("Text\n---\nfootnotes: a.json\n", false),
            ("---\ntitle: Salt\nendnotes: notes.yaml\n...\nText", true),
            ("---\ntitle: Salt\n\nText. Some notes: see a.json.\n", false),
            ("{\n\"footnotesUrl\": \"footnotes.json\"\n}\nText", false),
            ("", false),
        ] {
            assert_eq!(names_their_file(text), names, "{text}");
        }
    }
}
