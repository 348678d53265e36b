use super::numbering::is_sign;
use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::document::{Marker, ProblemKind};

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

/// The systems of markers, by what a marker begins with. Notes in the text go with named ones: one system.
static SYSTEMS: &[(&str, MarkerSystem)] = &[
    ("[^", MarkerSystem::Named),
    ("^[", MarkerSystem::Named),
    ("<sup", MarkerSystem::Html),
    ("<a", MarkerSystem::Html),
    ("\\[", MarkerSystem::Bracketed),
    ("\\", MarkerSystem::Command),
    ("[", MarkerSystem::Bracketed),
    ("(", MarkerSystem::Parenthesised),
];

/// A way to mark notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MarkerSystem {
    Named,
    Html,
    Bracketed,
    Command,
    Parenthesised,
    Other,
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    // Some of Word's anchors lost: word-anchor-lost says it better.
    if context.problems(ProblemKind::WordAnchorLost).next().is_some() {
        return;
    }
    let markers: Vec<&Marker> = context.document().markers.iter().filter(|marker| !is_sign(&marker.label)).collect();
    let in_system = |system: MarkerSystem| markers.iter().filter(|marker| system_of(context, marker) == system).count();
    let Some(main) = markers.first().map(|marker| system_of(context, marker)) else { return };
    let Some(second) = markers.iter().map(|marker| system_of(context, marker)).find(|system| *system != main) else { return };
    // The one that is used less is the odd one.
    let (main, odd) = if in_system(second) > in_system(main) { (second, main) } else { (main, second) };
    let first = |system: MarkerSystem| markers.iter().find(|marker| system_of(context, marker) == system);
    let (Some(usual), Some(strange)) = (first(main), first(odd)) else { return };
    let (usually, strangely) = (written(context, usual), written(context, strange));
    let finding = findings
        .at(strange.span, format!("this note is marked as {strangely}, and others as {usually}"))
        .related(usual.span, format!("marked as {usually}"))
        .note("a program makes links of one kind of marker only");
    findings.push(finding.help(format!("mark all notes as {usually}")));
}

/// A marker as it stands in the text, if it is short; else by the tag, the command or the shortcode that it begins with.
fn written(context: &Context<'_>, marker: &Marker) -> String {
    const SHORT: usize = 24;
    let text = enclosed(context, marker);
    if text.chars().count() <= SHORT && !text.contains('\n') {
        return text.to_owned();
    }
    match text.split_once(|c: char| c.is_whitespace() || c == '>') {
        Some((tag, _)) if tag.starts_with('<') => format!("{tag}>…"),
        _ => text.lines().next().unwrap_or_default().chars().take(SHORT).chain(['…']).collect(),
    }
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

/// The system of a marker; that it stands in italics or bold makes no other one.
fn system_of(context: &Context<'_>, marker: &Marker) -> MarkerSystem {
    let text = enclosed(context, marker).trim_start_matches(['*', '_']);
    let known = SYSTEMS.iter().find(|(start, _)| text.starts_with(start));
    known.map_or(MarkerSystem::Other, |&(_, system)| system)
}
