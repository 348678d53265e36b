//! The words that announce a place, and what looks like one of them and is none.

use std::sync::LazyLock;

use super::LocatorLabel;
use crate::citation::phrase::Phrases;
use crate::citation::token::{Token, Tokens};
use crate::lexicon::{self, Class, Row};
use crate::text::roman::is_numeral;

/// What a cue word counts, and whether the word stays in the value.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LocatorCue {
    pub(crate) label: LocatorLabel,
    pub(super) keep: bool,
}

static CUES: LazyLock<Phrases<LocatorCue>> = LazyLock::new(|| Phrases::of(Class::Locator, read_row));

pub(super) fn read_row(row: &Row) -> Option<LocatorCue> {
    Some(LocatorCue { label: LocatorLabel::by_name(row.sense())?, keep: row.is_also("kept") })
}

/// The cue word at token `index`, if what follows can be a place, and the place after it.
pub(crate) fn cue_at(tokens: &Tokens<'_>, index: usize) -> Option<(usize, LocatorCue)> {
    if ends_title(tokens, index) || is_unknown(tokens, index) || is_initial(tokens, index) {
        return None;
    }
    // British statutes: "s 2(4)". The pages of other languages have a full stop or a capital.
    if matches!(tokens.str(index), "s" | "ss") && !tokens.is(index + 1, '.') {
        let counts = tokens.get(index + 1).is_some_and(Token::is_number);
        return counts.then_some((index + 1, LocatorCue { label: LocatorLabel::Section, keep: false }));
    }
    let sign = match tokens.str(index) {
        "§" => Some(LocatorLabel::Section),
        "¶" => Some(LocatorLabel::Paragraph),
        _ => None,
    };
    if let Some(label) = sign {
        let end = index + 1 + usize::from(tokens.str(index + 1) == tokens.str(index));
        return Some((end, LocatorCue { label, keep: false }));
    }
    // "V. 92" is a volume and a page.
    if matches!(tokens.str(index), "V" | "L" | "F" | "N") {
        return None;
    }
    let at = |end: usize| tokens.word(index) == "at" && CUES.at(tokens, end).is_some();
    let found = CUES.all_at(tokens, index).find(|(end, _)| is_place(tokens, skip_brackets(tokens, *end)) || at(*end));
    found.map(|(end, cue)| (end, *cue))
}

/// The place after the cue word of a page at token `index`.
pub(crate) fn page_cue_at(tokens: &Tokens<'_>, index: usize) -> Option<usize> {
    cue_at(tokens, index).filter(|(_, cue)| cue.label == LocatorLabel::Page).map(|(after, _)| after)
}

/// An ordinal number at token `index` and the part of a work that it counts, and the place after them: "2e deel", "1er vol.", "3. Bd.".
/// "2 vols." says how many there are.
pub(crate) fn ordinal_at(tokens: &Tokens<'_>, index: usize) -> Option<(usize, LocatorCue)> {
    /// The longest ending of an ordinal: "3ème".
    const ENDING: usize = 4;
    if !tokens.get(index).is_some_and(Token::is_number) || tokens.str(index).len() > 2 {
        return None;
    }
    let ending = tokens.get(index + 1).is_some_and(|token| {
        (token.is_word() || token.is('º') || token.is('ª') || token.is('°'))
            && !token.spaced
            && token.span.len() <= ENDING
    });
    let at = index + 1 + usize::from(ending);
    let stop = usize::from(tokens.is(at, '.'));
    let counts = |cue: &LocatorCue| {
        matches!(cue.label, LocatorLabel::Volume | LocatorLabel::Book | LocatorLabel::Part | LocatorLabel::Chapter)
    };
    let (end, cue) = CUES.all_at(tokens, at + stop).find(|(_, cue)| counts(cue))?;
    let end = end + usize::from(tokens.is(end, '.'));
    // After a mere stop the word may begin a place of its own: "12. Vol. 3".
    let counted = tokens.get(end).is_some_and(Token::is_number) || is_numeral(tokens.str(end));
    (ending || stop == 1 && !counted).then_some((end, *cue))
}

/// Whether the tokens from `first` to `last` are one number, or a range of two.
pub(crate) fn is_range(tokens: &Tokens<'_>, first: usize, last: usize) -> bool {
    let number = |index: usize| tokens.get(index).is_some_and(Token::is_number);
    let dash = || ['-', '–', '—', '‑'].iter().any(|&sign| tokens.is(first + 1, sign));
    number(first) && number(last) && (last == first || (last == first + 2 && dash()))
}

/// Whether the word is the last of an italic title ("Grafton, *Footnote*, 191"): it counts nothing.
fn ends_title(tokens: &Tokens<'_>, index: usize) -> bool {
    let emphasis = tokens.get(index).and_then(|token| token.emphasis);
    emphasis.is_some()
        && tokens.is(index + 1, ',')
        && tokens.get(index + 2).is_none_or(|place| place.emphasis != emphasis)
}

/// Whether the word is no cue but letters of an abbreviation in capitals: the "S." of "U.S.", the "SP" of a state.
fn is_initial(tokens: &Tokens<'_>, index: usize) -> bool {
    let glued = |at: usize| tokens.get(at).is_some_and(|token| !token.spaced);
    let letter = |at: usize| tokens.str(at).len() == 1 && tokens.capital(at);
    let after = index >= 2 && letter(index - 2) && tokens.is(index - 1, '.') && glued(index - 1) && glued(index);
    let is_stopped = tokens.str(index + 2).chars().count() == 1 && tokens.is(index + 3, '.');
    let before = tokens.is(index + 1, '.') && glued(index + 2) && (letter(index + 2) || is_stopped);
    let text = tokens.str(index);
    let state = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase()) && !tokens.is(index + 1, '.');
    (letter(index) && (after || before)) || state
}

/// How references say that a work has no place, in every spelling: "S.l.", "s. l.". Such an "l." is no line.
pub(crate) fn unplaced() -> &'static [String] {
    static MARKS: LazyLock<Vec<String>> = LazyLock::new(|| marks(Class::Unplaced));
    &MARKS
}

/// How they say that it has no date: "n.d." is no note d, "s. a." no page a.
pub(crate) fn undated() -> &'static [String] {
    static MARKS: LazyLock<Vec<String>> = LazyLock::new(|| marks(Class::Undated));
    &MARKS
}

/// The phrases of a class that are two letters, each with its stop.
fn marks(class: Class) -> Vec<String> {
    let phrases = lexicon::rows(class).flat_map(Row::words);
    let letters =
        phrases.filter_map(|phrase| phrase.split_once(' ')).filter(|(one, other)| is_letter(one) && is_letter(other));
    letters.flat_map(|(one, other)| [format!("{one}.{other}."), format!("{one}. {other}.")]).collect()
}

fn is_letter(word: &str) -> bool {
    word.chars().nth(1).is_none()
}

fn is_unknown(tokens: &Tokens<'_>, index: usize) -> bool {
    [Class::Undated, Class::Unplaced, Class::Unpublished].into_iter().any(|class| is_mark(tokens, index, class))
}

/// True if "n. d.", "s. d." or "o. J." stands at `index`.
pub(crate) fn is_undated(tokens: &Tokens<'_>, index: usize) -> bool {
    is_mark(tokens, index, Class::Undated)
}

/// True if two letters of a class, each with its stop, stand at `index`.
fn is_mark(tokens: &Tokens<'_>, index: usize, class: Class) -> bool {
    let (one, other) = (tokens.word(index), tokens.word(index + 2));
    tokens.is(index + 1, '.')
        && tokens.is(index + 3, '.')
        && is_letter(one)
        && is_letter(other)
        && lexicon::is(class, &format!("{one} {other}"))
}

fn skip_brackets(tokens: &Tokens<'_>, index: usize) -> usize {
    index + usize::from(['[', '(', ',', '.'].iter().any(|&sign| tokens.is(index, sign)))
}

/// Whether a place can begin at `index`: a number, a Roman numeral, a single letter, another cue.
fn is_place(tokens: &Tokens<'_>, index: usize) -> bool {
    let Some(token) = tokens.get(index) else { return false };
    token.is_number()
        || is_numeral(tokens.str(index))
        || (token.is_word() && (token.span.len() == 1 || is_ordinal(tokens, index)))
        || matches!(tokens.str(index), "-" | "§" | "¶")
}

/// A letter with digits after it: a page of the front matter, an article of an online journal.
pub(super) fn is_ordinal(tokens: &Tokens<'_>, index: usize) -> bool {
    tokens.get(index + 1).is_some_and(|next| next.is_number() && !next.spaced)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Flat;

    /// What the first word counts.
    fn cue(text: &str) -> Option<LocatorLabel> {
        let flat = Flat::verbatim(text, 0);
        cue_at(&Tokens::of(&flat), 0).map(|(_, cue)| cue.label)
    }

    #[test]
    fn a_cue_word_counts_what_follows() {
        for (text, label) in [
            ("p. 5", LocatorLabel::Page),
            ("pp. xi–xiv", LocatorLabel::Page),
            ("S. 12", LocatorLabel::Page),
            ("с. 12", LocatorLabel::Page),
            ("ch. 3", LocatorLabel::Chapter),
            ("vol. II", LocatorLabel::Volume),
            ("s 2(4)", LocatorLabel::Section),
            ("§§ 4-6", LocatorLabel::Section),
            ("¶ 12", LocatorLabel::Paragraph),
        ] {
            assert_eq!(cue(text), Some(label), "{text}");
        }
        for text in [
            "p. of the mill",
            "pages turned",
            "U.S. 12",
            "S.p.A., 12",
            "SP 1",
            "n. d., 5",
            "S. l., 1902",
            "V. 92",
            "Peter 5",
        ] {
            assert_eq!(cue(text), None, "{text}");
        }
    }
}
