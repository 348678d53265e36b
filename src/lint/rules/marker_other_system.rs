use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::document::{Document, Marker, Note, Syntax};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "marker-other-system",
    severity: Severity::Error,
    summary: "markers and notes are written in two systems, and programs link neither",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Blog,
    judged: Judged::new(1, 0, 0),
    page: include_str!("../../../docs/rules/marker-other-system.md"),
    check,
};

/// One finding for a document: its notes were moved into another system, and its markers were not.
fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document();
    if !document.format.is_typed_in(Syntax::Markdown) {
        return;
    }
    let notes = document.notes.iter().filter(|note| !note.inline && !note.head.is_empty());
    let Some((marker, note)) = notes.filter_map(|note| Some((apart(document, note)?, note))).min_by_key(|(marker, _)| marker.span.start)
    else {
        return;
    };
    let (marked, headed) = (context.text(marker.span), context.text(note.head));
    let finding = findings
        .at(marker.span, format!("the markers are written as {marked}, and their notes as {headed}"))
        .related(note.head, "the note of that number")
        .note("a program makes links of markers and notes of one kind only; a note that it finds no marker for it may leave out");
    findings.push(finding.help("write both in one way; `ibid link` does it"));
}

/// The first marker of a note if all its markers are of Markdown and the note is typed, or the other way round.
fn apart<'d>(document: &'d Document, note: &Note) -> Option<&'d Marker> {
    let is_named = |span: Span| span.of(&document.text).contains("[^");
    let markers = || note.markers.iter().filter_map(|&marker| document.markers.get(marker));
    let named = is_named(note.head);
    markers().all(|marker| is_named(marker.span) != named).then(|| markers().next())?
}
