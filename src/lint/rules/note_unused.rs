use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};

use super::marker_reversed::listed;
use super::marker_undefined::{mislabelled, misled};
use super::numbering::number;
use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::document::{Document, Note, ProblemKind};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "note-unused",
    severity: Severity::Error,
    summary: "no marker points to a note",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Blog,
    judged: Judged::new(24, 0, 11),
    page: include_str!("../../../docs/rules/note-unused.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document();
    // A note whose marker stands in code or a comment is the business of marker-in-code.
    // One whose marker is written the wrong way round is that of marker-reversed.
    let hidden = [ProblemKind::MarkerInCode, ProblemKind::MarkerInComment, ProblemKind::MarkerReversed];
    let mut in_code: HashSet<&str> =
        hidden.into_iter().flat_map(|kind| context.problems(kind)).map(|problem| problem.detail.as_str()).collect();
    in_code.extend(listed(context).flat_map(|(_, notes)| notes).map(|note| note.label.as_str()));
    // A note whose marker leads elsewhere is the business of marker-undefined.
    // So is one that stands in the place of the note that a marker means.
    let slips: HashSet<Span> = mislabelled(document).into_iter().map(|(_, note)| note.span).collect();
    let meant: HashSet<&str> = misled(document).into_iter().map(|(_, note)| note.id.as_str()).collect();
    let bare = LazyCell::new(|| BareNumbers::of_document(document));
    let mut seen = HashSet::new();
    for note in &document.notes {
        // A second note of the same name is the business of note-duplicate-id and number-duplicate.
        let is_first = seen.insert((&note.label, &note.id));
        let is_meant = slips.contains(&note.span) || !note.id.is_empty() && meant.contains(note.id.as_str());
        if is_first && !is_meant && note.markers.is_empty() && !note.inline && !in_code.contains(note.label.as_str()) {
            let finding = findings.at(context.note_place(note), format!("nothing in the text points to note {}", note.label));
            findings.push(match bare.of(note) {
                Some(place) => {
                    finding.related(place, "this number is no marker").help("make the number in the text a marker")
                }
                None => finding.help("put its marker where the source is used, or take the note out"),
            });
        }
    }
}

/// The numbers of notes in the text that have lost what made them markers.
struct BareNumbers<'d> {
    text: &'d str,
    /// The first marker of each number.
    markers: HashMap<u32, Span>,
}

impl<'d> BareNumbers<'d> {
    fn of_document(document: &'d Document) -> Self {
        let mut markers = HashMap::new();
        for marker in &document.markers {
            number(&marker.label).map(|number| markers.entry(number).or_insert(marker.span));
        }
        Self { text: &document.text, markers }
    }

    /// The number of a note right after a word or its punctuation, between the markers before and after it.
    fn of(&self, note: &Note) -> Option<Span> {
        const FAR: usize = 4000;
        let number = number(&note.label)?;
        let before = self.markers.get(&number.checked_sub(1)?)?.end;
        let after = self.markers.get(&number.checked_add(1)?)?.start;
        let end = self.text.floor_char_boundary(after.min(before + FAR));
        let between = self.text.get(before..end)?;
        let follows_word = |before: &str| {
            before.ends_with(['.', ',', ';', '?', '!', '”', '’', '"', '»', ')']) || before.ends_with(char::is_alphabetic)
        };
        let is_bare = |at: &usize| {
            let rest = &between[at + note.label.len()..];
            follows_word(&between[..*at]) && rest.starts_with(char::is_whitespace)
        };
        let at = between.match_indices(&note.label).map(|(at, _)| at).find(is_bare)?;
        Some(Span::new(before + at, before + at + note.label.len()))
    }
}
