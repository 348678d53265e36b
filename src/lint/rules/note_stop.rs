use std::collections::HashSet;

use super::{Context, Findings, Fix, Judged, Needs, Preset, Reads, Rule, Safety, Severity};
use crate::document::{Document, Note, Syntax};
use crate::text::{Edit, MarkKind, Span};

pub(super) static RULE: Rule = Rule {
    id: "note-stop",
    severity: Severity::Info,
    summary: "a note does not end in a full stop, as the others do",
    fix: Some(Safety::Safe),
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Scholarly,
    judged: Judged::new(17, 2, 7),
    page: include_str!("../../../docs/rules/note-stop.md"),
    check,
};

/// One note in this many may have lost its stop; more are a habit.
const SHARE: usize = 5;

/// Where one note in this many or more ends without a stop, for whatever reason, the document has no manner.
const MANNER: usize = 3;

/// Marks after which a note must go on.
const OPEN: [(char, &str); 2] = [(',', "comma"), (';', "semicolon")];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let notes = &context.document().notes;
    for note in notes {
        if let Some(mark) = open_mark(note).filter(|_| !goes_on(context, note)) {
            let finding = findings.at(context.note_place(note), format!("note {} ends in a {mark}", note.label));
            findings.push(finding.help("see whether something was cut off"));
        }
    }
    let open = stopless(context);
    let (closed, all) = (notes.iter().filter(|note| is_closed(&note.body.text)).count(), notes.len());
    let (Some((first, _)), true) = (open.first(), open.len() * SHARE <= closed && (all - closed) * MANNER < all) else { return };
    let message = match open.len() - 1 {
        0 => format!("note {} does not end in a full stop, as the others do", first.label),
        more => format!("note {} and {more} more do not end in a full stop, as the others do", first.label),
    };
    let edits = open.iter().map(|&(_, end)| Edit::insert(end, ".")).collect();
    let finding = findings.at(context.note_place(first), message).fix(Fix::safe("put the full stops in", edits));
    findings.push(finding.help("end it with a full stop"));
}

/// The mark after which the text of a note must go on, in words.
fn open_mark(note: &Note) -> Option<&'static str> {
    let last = note.body.text.trim_end().chars().next_back()?;
    OPEN.iter().find(|(mark, _)| *mark == last).map(|(_, name)| *name)
}

/// The notes that lack their full stop, each with its place.
fn stopless<'a>(context: &Context<'a>) -> Vec<(&'a Note, usize)> {
    let document = context.document();
    let markers: HashSet<usize> = document.markers.iter().flat_map(|marker| [marker.span.start, marker.span.end]).collect();
    let is_text = |note: &Note| !goes_on(context, note) && !is_attribution(&note.body.text);
    let is_end = |note: &Note, end: usize| {
        takes_stop(document, note, end) && !ends_in_command(context, end) && !markers.contains(&end)
    };
    let open = document.notes.iter().filter_map(|note| Some((note, open_end(note)?)));
    open.filter(|&(note, end)| is_end(note, end) && is_text(note)).collect()
}

/// What tables, lists, examples and displays begin with, in HTML, LaTeX and Markdown.
const BLOCKS: [&str; 12] =
    ["<td", "<li", "<pre", "<blockquote", "<img", "\\begin{", "\\ea", "\\ex", "\n|", "\n- ", "\n>", "\n    >"];

/// True if a note holds more than sentences, so that its end is not that of a sentence.
fn goes_on(context: &Context<'_>, note: &Note) -> bool {
    let start = note.body.source(Span::new(0, note.body.text.len())).start;
    let text = context.document().text.get(start..note.span.end).unwrap_or_default();
    BLOCKS.iter().any(|block| text.contains(block))
}

/// True if a note ends with the name of the one it quotes: "… on each others' toes. — Richard Hamming".
fn is_attribution(text: &str) -> bool {
    let name = text.rsplit(['—', '–', '―']).next().filter(|name| name.len() < text.len());
    let name = name.or_else(|| text.rsplit_once("--").map(|(_, name)| name)).unwrap_or_default();
    let words = name.split_whitespace().count();
    (1..=NAME).contains(&words) && name.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
}

/// A name has at most so many words.
const NAME: usize = 5;

/// True if TeX has a command where the stop would stand: an entry of an index, which is not shown, and what it follows has its stop.
fn ends_in_command(context: &Context<'_>, end: usize) -> bool {
    let (before, after) = context.document().text.split_at(end);
    let is_in_command = after.strip_prefix('}').is_some_and(|rest| rest.trim_start_matches(['%', ' ', '\t', '\r', '\n']).starts_with('}'));
    context.document().format.is_typed_in(Syntax::Latex) && (is_in_command || before.ends_with('}'))
}

/// Marks that may stand after the last stop of a sentence.
const CLOSERS: [char; 11] = ['"', '”', '“', '’', '\'', '»', ')', ']', '›', '*', '_'];

/// Raised letters, which stand after the stop of an abbreviation: "8.º".
const ORDINALS: [char; 3] = ['º', 'ª', '°'];

fn is_closed(text: &str) -> bool {
    text.trim_end().trim_end_matches(CLOSERS).ends_with(['.', '!', '?', '…', ':', ';'])
}

/// Where the full stop of a note is missing, in the document. `None` where it has one, and where there should be none: after an
/// address (also with the day it was visited), code, or a list.
fn open_end(note: &Note) -> Option<usize> {
    let text = note.body.text.trim_end();
    let last_word = text.split_whitespace().next_back()?;
    let is_plain = last_word.ends_with(|c: char| c.is_alphanumeric() && !ORDINALS.contains(&c) || CLOSERS.contains(&c));
    let is_address = text.contains("://") || last_word.contains("www.") || last_word.contains('/');
    let last = Span::new(text.len() - last_word.len(), text.len());
    let is_special = note.body.is_within(last, |kind| matches!(kind, MarkKind::Code | MarkKind::Link(_)));
    let is_sentence = is_plain && !is_closed(text) && !is_address && !is_special && !text.contains('\n');
    is_sentence.then(|| note.body.source(Span::new(0, text.len())).end)
}

/// True if a full stop at `end` ends the note and its line. Where the note goes on, with code or on the next page, it would stand in the
/// middle; after a number alone on its line it would begin a list.
fn takes_stop(document: &Document, note: &Note, end: usize) -> bool {
    let (before, after) = document.text.split_at(end);
    let is_line = |text: &str| text.split(['\n', '\r']).next().is_some_and(|rest| rest.trim().is_empty());
    let is_last = note.inline || document.format.is_typed_in(Syntax::Html) || is_line(after);
    let goes_on = after.trim_start().starts_with(char::is_lowercase);
    let line = before.rsplit(['\n', '\r']).next().unwrap_or(before).trim();
    let is_number = line.len() < LIST_NUMBER && line.chars().all(char::is_alphanumeric);
    is_last && !goes_on && !is_number
}

/// The numbers of lists have up to nine digits.
const LIST_NUMBER: usize = 10;
