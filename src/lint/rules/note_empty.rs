use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::lexicon::{self, Class};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "note-empty",
    severity: Severity::Warning,
    summary: "a note says nothing",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Blog,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/note-empty.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for note in &context.document().notes {
        let says = note.body.text.contains(char::is_alphanumeric) || !note.body.marks.is_empty();
        if !says {
            let finding = findings.at(context.note_place(note), format!("note {} is empty", note.label));
            findings.push(finding.help("write the note, or take it out together with its marker"));
        }
        if let Some(place) = placeholder(&note.body.text) {
            let message = format!("note {} has “{}” where something was to be filled in", note.label, place.of(&note.body.text));
            findings.push(findings.at(note.body.source(place), message).help("fill it in"));
        }
    }
}

/// The first bracket that says what is to stand in its place: "[citation needed]", "[Quelle fehlt]".
fn placeholder(text: &str) -> Option<Span> {
    /// A longer bracket says more than that.
    const LONGEST: usize = 60;
    text.match_indices('[').find_map(|(open, _)| {
        let window = text.get(open + 1..text.floor_char_boundary(open + LONGEST))?;
        let inside = window.get(..window.find(']')?)?;
        asks(inside).then(|| Span::new(open, open + inside.len() + 2))
    })
}

/// True if a few words ask for something that is missing.
fn asks(words: &str) -> bool {
    /// More words are a remark.
    const MOST: usize = 4;
    let plain = words.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '.' | '\u{a0}'));
    let count = words.split_whitespace().count();
    let last = words.split_whitespace().next_back().unwrap_or_default();
    let is_last = |word: &str| lexicon::entries_of(Class::Placeholder, word).any(|row| row.meaning == "last");
    let is_whole = || lexicon::entries_of(Class::Placeholder, words).any(|row| row.meaning == "whole");
    plain && (2..=MOST).contains(&count) && (is_last(last) || is_whole())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_asks_to_be_filled_in_is_a_placeholder() {
        for (text, found) in [
            ("Ann Able, “[Article Title Needed],” Pit Notes 3 (1990).", Some("[Article Title Needed]")),
            ("The lamps were lit at five [citation needed].", Some("[citation needed]")),
            ("Anna Abel, Die Mühle, [Beleg fehlt].", Some("[Beleg fehlt]")),
            ("Le moulin [réf. nécessaire].", Some("[réf. nécessaire]")),
            ("El molino [cita requerida].", Some("[cita requerida]")),
            ("Able, Salt, 5 [page missing].", None),
            ("They took what they needed [from the mill].", None),
            ("“All that is needed” [emphasis added].", None),
            ("He wrote of coal [and said that much more of it was needed].", None),
            ("[needed] and [", None),
        ] {
            assert_eq!(placeholder(text).map(|span| span.of(text)), found, "{text}");
        }
    }
}
