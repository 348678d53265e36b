use super::quotes::Habit;
use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::document::Note;
use crate::text::{MarkKind, Span};

pub(super) static RULE: Rule = Rule {
    id: "mark-unclosed",
    severity: Severity::Warning,
    summary: "a bracket or quotation mark in a note has no partner",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Scholarly,
    judged: Judged::new(8, 1, 8),
    page: include_str!("../../../docs/rules/mark-unclosed.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let habit = Habit::of(context);
    // A quotation of several paragraphs opens anew in each, and closes once.
    for note in context.document().notes.iter().filter(|note| !has_paragraphs(context, note)) {
        let (body, text) = (&note.body, note.body.text.as_str());
        let Some(at) = odd(text).into_iter().chain(habit.odd(text)).min() else { continue };
        let mark = text[at..].chars().next().unwrap_or_default();
        let place = Span::new(at, at + mark.len_utf8());
        if !body.is_within(place, |kind| matches!(kind, MarkKind::Code | MarkKind::Link(_))) {
            let message = format!("this {mark} of note {} has no partner", note.label);
            findings.push(findings.at(body.source(place), message).help("close it, turn it round, or take it out"));
        }
    }
}

/// True if a note has several paragraphs: a blank line, or a tag that begins another.
fn has_paragraphs(context: &Context<'_>, note: &Note) -> bool {
    let source = context.text(note.body.source(Span::new(0, note.body.text.len()))).trim();
    source.lines().any(|line| line.trim().is_empty()) || source.contains("</p>")
}

/// Marks in pairs. Single and straight quotation marks, which have other meanings as well, are looked at by their neighbours (`quotes`).
const PAIRS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('“', '”'), ('«', '»')];

/// Those that open anew in each paragraph of a quotation.
const QUOTES: [char; 2] = ['“', '«'];

/// The place of the first mark without a partner.
fn odd(text: &str) -> Option<usize> {
    PAIRS.iter().filter_map(|&pair| odd_of(text, pair)).min()
}

/// The same for one pair. Languages that turn a pair round („…“, »…«, ”…”) have it neither opening nor closing: those are left alone.
fn odd_of(text: &str, (open, close): (char, char)) -> Option<usize> {
    if is_turned(text, (open, close)) {
        return None;
    }
    let mut waiting = Vec::new();
    for (at, mark) in text.char_indices() {
        let (before, after) = (&text[..at], &text[at + mark.len_utf8()..]);
        if mark == open && !is_of_word(before, after) && !(QUOTES.contains(&open) && opens_again(before, &waiting)) {
            waiting.push(at);
        } else if mark == close && waiting.pop().is_none() && !is_count(before) && !is_address(last_word(before)) {
            return Some(at);
        }
    }
    waiting.first().copied()
}

fn is_turned(text: &str, (open, close): (char, char)) -> bool {
    match open {
        '“' => text.contains(['„', '‟']) || !text.contains(open),
        '«' => text.find([open, close]) == text.find(close) || text.contains('›'),
        _ => false,
    }
}

/// True if a closing bracket belongs to a number or letter that counts ("a)", "1)", "iv)"), or to a face.
fn is_count(before: &str) -> bool {
    let word = last_word(before);
    word.chars().count() <= 3 && word.chars().all(char::is_alphanumeric) || word.ends_with(EYES)
}

/// What a face has before its mouth: ":)", ";-)", "=)".
const EYES: [char; 4] = [':', ';', '-', '='];

/// True if an opening mark belongs to an address or to a face ":(".
fn is_of_word(before: &str, after: &str) -> bool {
    let is_last = !after.starts_with(char::is_alphanumeric);
    is_address(last_word(before)) || is_last && last_word(before).ends_with(EYES) && !last_word(before).contains(char::is_alphanumeric)
}

/// True if a quotation of several paragraphs opens anew at the start of one.
fn opens_again(before: &str, waiting: &[usize]) -> bool {
    !waiting.is_empty() && before.trim_end_matches([' ', '\t']).ends_with('\n')
}

fn is_address(word: &str) -> bool {
    word.contains("://")
}

/// The characters since the last blank.
fn last_word(before: &str) -> &str {
    before.rsplit(char::is_whitespace).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_without_a_partner_is_found() {
        for (text, place) in [
            ("Able, Salt (London: Verso, 1990, 12.", 11),
            ("Able, Salt London: Verso, 1990), 12.", 30),
            ("Able, “On Salt, Salt Review 3 (1990).", 6),
            ("Able, Salt [sic, 12.", 11),
            ("Able, « Le sel, Paris, 1990.", 6),
            ("Able: «Salt.\n«Salt again.", 6),
        ] {
            assert_eq!(odd(text), Some(place), "{text}");
        }
    }

    #[test]
    fn marks_that_have_their_partner_or_need_none_are_left_alone() {
        for text in [
            "Able, “On ‘Salt’”, Salt Review 3 (1990 [1988]): 12.",
            "Able nennt das „Salz der Erde“ (12).",
            "Able: »Salz«, 12.",
            "a) Able, Salt; b) Baker, Coal; iv) Cole.",
            "That was it :)",
            "That was it =)",
            "No luck :-( but we tried.",
            "Able, https://example.org/salt,%20see%20there) and more.",
            "Able (https://example.org/salt_(rock)).",
            "Able wrote:\n«Salt.\n«Salt again.»",
            "Able’s pipe was 12\" long.",
            "Able sade: ”salt”.",
            "",
        ] {
            assert_eq!(odd(text), None, "{text}");
        }
    }
}
