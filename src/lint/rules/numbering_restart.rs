use super::numbering::{is_counted, runs};
use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "numbering-restart",
    severity: Severity::Warning,
    summary: "the numbers start afresh in one page",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Strict,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/numbering-restart.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document();
    for pair in runs(document).windows(2) {
        let (Some(&(last, _)), Some(&(first, _))) = (pair[0].last(), pair[1].first()) else { continue };
        let (before, note) = (&document.notes[last], &document.notes[first]);
        let other_file = document.locate(before.span).0 != document.locate(note.span).0;
        if document.chapter_between(last, first) || is_counted(document, note) || other_file {
            continue;
        }
        let finding = findings
            .at(context.note_place(note), format!("after note {} the numbers start afresh", before.label))
            .related(context.note_place(before), "the last of the numbers before")
            .note("one page has two notes of one number: links and readers find the first");
        findings.push(finding.help("number all notes of a page in one row"));
    }
}
