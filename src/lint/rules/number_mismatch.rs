use super::numbering::number;
use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::document::Marker;

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
    if let Some(marker) = empty(context) {
        let finding = findings.at(marker.span, format!("the marker of note {} shows nothing", marker.label));
        findings.push(finding.help("write its number between the tags"));
    }
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

/// The first marker that shows nothing to click on, in a page whose others show their numbers. Where a style sheet numbers them, none does.
fn empty<'a>(context: &Context<'a>) -> Option<&'a Marker> {
    let shows = |marker: &&Marker| shows_something(context.text(marker.span));
    let paired = context.document().markers.iter().filter(|marker| marker.note.is_some());
    let (shown, empty): (Vec<&Marker>, Vec<&Marker>) = paired.partition(shows);
    empty.first().copied().filter(|_| empty.len() < shown.len())
}

/// True if a marker has no tags, or a picture or text between them.
fn shows_something(written: &str) -> bool {
    let is_tagged = written.starts_with("<a") || written.starts_with("<sup");
    let mut texts = written.split('<').map(|tag| tag.split_once('>').map_or(tag, |(_, text)| text));
    !is_tagged || written.contains("<img") || texts.any(|text| !text.trim().is_empty())
}
