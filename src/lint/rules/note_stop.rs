use super::{Context, Findings, Fix, Needs, Rule, Safety, Severity};
use crate::document::Note;
use crate::text::{Edit, MarkKind, Span};

pub(super) static RULE: Rule = Rule {
    id: "note-stop",
    severity: Severity::Info,
    summary: "a note does not end in a full stop, as the others do",
    fix: Some(Safety::Safe),
    needs: Needs::Nothing,
    page: include_str!("../../../docs/rules/note-stop.md"),
    check,
};

/// One note in so many may have lost its stop; more are a habit.
const SHARE: usize = 5;

/// One finding for a document, as with every habit.
fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let notes = &context.document().notes;
    let open: Vec<(&Note, usize)> = notes.iter().filter_map(|note| Some((note, open_end(note)?))).collect();
    let closed = notes.iter().filter(|note| is_closed(&note.body.text)).count();
    let (Some((first, _)), true) = (open.first(), open.len() * SHARE <= closed) else { return };
    let message = match open.len() - 1 {
        0 => format!("note {} does not end in a full stop, as the others do", first.label),
        more => format!("note {} and {more} more do not end in a full stop, as the others do", first.label),
    };
    let edits = open.iter().map(|&(_, end)| Edit::insert(end, ".")).collect();
    let finding = findings.at(context.note_place(first), message).fix(Fix::safe("put the full stops in", edits));
    findings.push(finding.help("end it with a full stop"));
}

/// Marks that may stand behind the last stop of a sentence.
const CLOSERS: [char; 9] = ['"', '”', '“', '’', '\'', '»', ')', ']', '›'];

fn is_closed(text: &str) -> bool {
    text.trim_end().trim_end_matches(CLOSERS).ends_with(['.', '!', '?', '…', ':', ';'])
}

/// Where the full stop of a note is missing, in the document. `None` where it has one, and where there should be none: behind an
/// address, code, or a list.
fn open_end(note: &Note) -> Option<usize> {
    let text = note.body.text.trim_end();
    let last_word = text.split_whitespace().next_back()?;
    let is_plain = last_word.ends_with(|c: char| c.is_alphanumeric() || CLOSERS.contains(&c));
    let is_address = last_word.contains("://") || last_word.contains("www.") || last_word.contains('/');
    let last = Span::new(text.len() - last_word.len(), text.len());
    let is_special = note.body.is_within(last, |kind| matches!(kind, MarkKind::Code | MarkKind::Link(_)));
    let is_sentence = is_plain && !is_closed(text) && !is_address && !is_special && !text.contains('\n');
    is_sentence.then(|| note.body.source(Span::new(0, text.len())).end)
}
