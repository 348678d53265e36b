use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::document::{Marker, Note, ProblemKind};

pub(super) static RULE: Rule = Rule {
    id: "mixed-systems",
    severity: Severity::Warning,
    summary: "a text marks its notes in two ways",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Strict,
    judged: Judged::new(0, 0, 10),
    page: include_str!("../../../docs/rules/mixed-systems.md"),
    check,
};

/// How a marker may be written, by what it begins with. Notes in the text go with named ones: one system.
static SYSTEMS: &[(&str, &str)] = &[
    ("[^", "[^1]"),
    ("^[", "[^1]"),
    ("<sup", "<sup>1</sup>"),
    ("<a", "<sup>1</sup>"),
    ("\\[", "[1]"),
    ("\\", "\\footnote"),
    ("[", "[1]"),
    ("(", "(1)"),
];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    if let Some((marker, note)) = apart(context) {
        let (marked, headed) = (context.text(marker.span), context.text(note.head));
        let finding = findings
            .at(marker.span, format!("the markers are written as {marked}, and their notes as {headed}"))
            .related(note.head, "the note of that number")
            .note("a program makes links of markers and notes of one kind only");
        return findings.push(finding.help("write both in one way; `ibid link` does it"));
    }
    // Some of Word's anchors lost: word-anchor-lost says it better.
    if context.problems(ProblemKind::WordAnchorLost).next().is_some() {
        return;
    }
    let markers = &context.document().markers;
    let in_system = |name: &str| markers.iter().filter(|marker| system(context, marker) == name).count();
    let Some(main) = markers.first().map(|marker| system(context, marker)) else { return };
    let Some(other) = markers.iter().find(|marker| system(context, marker) != main) else { return };
    let second = system(context, other);
    // The one that is used less is the odd one.
    let (main, odd) = if in_system(second) > in_system(main) { (second, main) } else { (main, second) };
    let first = |name: &str| markers.iter().find(|marker| system(context, marker) == name);
    let (Some(usual), Some(strange)) = (first(main), first(odd)) else { return };
    let finding = findings
        .at(strange.span, format!("notes are marked here as {odd}, and elsewhere as {main}"))
        .related(usual.span, format!("marked as {main}"))
        .note("a program makes links of one kind of marker only");
    findings.push(finding.help(format!("mark all notes as {main}")));
}

/// The first marker of Markdown whose note is typed, or typed marker of a note of Markdown.
fn apart<'a>(context: &Context<'a>) -> Option<(&'a Marker, &'a Note)> {
    let document = context.document();
    let is_named = |text: &str| text.trim_start_matches('\\').starts_with("[^");
    let pairs = document.markers.iter().filter_map(|marker| Some((marker, document.notes.get(marker.note?)?)));
    let mut apart = pairs.filter(|(_, note)| !note.inline && !note.head.is_empty());
    apart.find(|(marker, note)| is_named(context.text(marker.span)) != is_named(context.text(note.head)))
}

/// A marker from the bracket on that it shares with others: `[1, 2]`, `[3-5]`.
fn enclosed<'a>(context: &Context<'a>, marker: &Marker) -> &'a str {
    let text = &context.document().text[..marker.span.end];
    let before = text[..marker.span.start].trim_end_matches(|c: char| c.is_ascii_digit() || " ,;-–".contains(c));
    let is_inside = text[marker.span.start..].starts_with(|c: char| c.is_ascii_digit() || "-–".contains(c));
    match before.char_indices().next_back().filter(|_| is_inside) {
        Some((open, '[' | '(')) => &text[open..],
        _ => &text[marker.span.start..],
    }
}

fn system(context: &Context<'_>, marker: &Marker) -> &'static str {
    let text = enclosed(context, marker);
    let known = SYSTEMS.iter().find(|(start, _)| text.starts_with(start));
    known.map_or("¹", |(_, name)| name)
}
