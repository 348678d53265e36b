//! Quotation marks that have no partner, or the wrong one, and are certain to be none of the other things that look like them.

use super::Context;
use crate::document::{Note, Syntax};

/// How the notes of a document write quotation marks.
#[derive(Default)]
pub(super) struct Habit {
    /// They quote in ‘…’, so that a ‘ is no sign of a language, and a ’ may close.
    singles: bool,
    /// They quote in “…”, so that a ” never opens.
    doubles: bool,
    /// Straight marks are quotation marks.
    straight: bool,
}

/// So many notes with a mark are a habit.
const SOME: usize = 3;

impl Habit {
    pub(super) fn of(context: &Context<'_>) -> Self {
        let notes = &context.document().notes;
        // In TeX a straight mark may be a command, and what stands beside a mark another.
        let is_plain = !context.document().format.is_typed_in(Syntax::Latex);
        let write = |is_written: fn(&str) -> bool| {
            notes.iter().filter(|note: &&Note| is_written(&note.body.text)).nth(SOME - 1).is_some()
        };
        Self {
            singles: is_plain && write(|text| text.contains('‘') && closes_somewhere(text)),
            doubles: write(|text| text.contains('“') && text.contains('”')) && !write(|text| text.starts_with('”')),
            straight: is_plain,
        }
    }

    /// The place of the first quotation mark of a note that has no partner, or that points the wrong way.
    pub(super) fn odd(&self, text: &str) -> Option<usize> {
        let straight = self.straight.then(|| odd_straight(text)).flatten();
        let single = self.singles.then(|| odd_single(text)).flatten();
        let turned = [(self.singles, '’', '‘'), (self.doubles, '”', '“')];
        let turned = turned.iter().filter(|(is_habit, ..)| *is_habit);
        let turned = turned.filter_map(|&(_, close, open)| turned_round(text, close, open)).min();
        straight.into_iter().chain(single).chain(turned).min()
    }
}

/// A mark as its neighbours show it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum QuoteSide {
    /// Before a word.
    Opens,
    /// After a word or its punctuation.
    Closes,
    /// Inside a word, or between blanks.
    Neither,
}

fn side(before: &str, after: &str) -> QuoteSide {
    let starts = before.chars().next_back().is_none_or(|c| c.is_whitespace() || "([—–/“‘«*_".contains(c));
    let ends = after.chars().next().is_none_or(|c| c.is_whitespace() || ")].,;:!?—–-/”’»*_".contains(c));
    match (starts, ends) {
        (true, false) => QuoteSide::Opens,
        (false, true) => QuoteSide::Closes,
        _ => QuoteSide::Neither,
    }
}

/// The places of a mark with the side it stands on.
fn sides(text: &str, mark: char) -> impl Iterator<Item = (usize, QuoteSide)> {
    text.match_indices(mark).map(move |(at, _)| (at, side(&text[..at], &text[at + mark.len_utf8()..])))
}

/// The straight mark that is left when all others are paired. None where a digit before one may make it an inch or a second, where one of
/// them stands on no side, and where a low mark opens („Salt").
fn odd_straight(text: &str) -> Option<usize> {
    let is_plain = text.matches('"').count() % 2 == 1 && !text.contains("''") && !text.contains('„');
    let mut open = None;
    for (at, side) in sides(text, '"').filter(|_| is_plain) {
        let is_measure = text[..at].ends_with(|c: char| c.is_ascii_digit() || c == '\'' || c == '′');
        open = match (side, open) {
            (QuoteSide::Neither, _) => return None,
            _ if is_measure => return None,
            (QuoteSide::Opens, None) => Some(at),
            (QuoteSide::Opens, Some(first)) => return Some(first),
            (QuoteSide::Closes, Some(_)) => None,
            (QuoteSide::Closes, None) => return Some(at),
        };
    }
    open
}

/// A ‘ that nothing closes, or a ’ that closes nothing.
fn odd_single(text: &str) -> Option<usize> {
    let mut open = None;
    for (at, mark) in text.char_indices().filter(|(_, mark)| ['‘', '’'].contains(mark)) {
        let (before, after) = (&text[..at], &text[at + mark.len_utf8()..]);
        match (mark, single_side(before, after), open) {
            ('‘', QuoteSide::Opens, None) if is_quotation(after) => open = Some(at),
            ('’', QuoteSide::Closes, Some(_)) => open = None,
            ('’', QuoteSide::Closes, None) if ends_quotation(before, after) && !text[..at].contains(['‘', '’']) =>
            {
                return Some(at);
            }
            _ => {}
        }
    }
    open.filter(|&at| !closes_somewhere(&text[at..]))
}

/// The side of a single mark. A ’ between a word and an opening bracket, or a letter of a script without cases, closes: no apostrophe
/// stands there.
fn single_side(before: &str, after: &str) -> QuoteSide {
    let is_caseless = |c: char| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase();
    let parts = after.starts_with(['(', '[', '（']) || after.starts_with(is_caseless);
    if parts && before.ends_with(char::is_alphanumeric) { QuoteSide::Closes } else { side(before, after) }
}

/// True if what follows a ‘ is more than a word, and the mark no letter of Arabic or Hawaiian, which stands before vowels.
fn is_quotation(after: &str) -> bool {
    let is_vowel = |c: char| "aeiouAEIOUāīūĀĪŪ".contains(c);
    !after.starts_with(is_vowel) && after.starts_with(char::is_alphabetic) && after.split_whitespace().nth(3).is_some()
}

/// True if a ’ ends a quotation and is no apostrophe: those stand after s or in place of a last consonant, and soft signs after consonants.
fn ends_quotation(before: &str, after: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_over = after.is_empty() || after.starts_with(['.', ',', ';', ')']);
    let ends =
        word.ends_with(['?', '!', '.']) || word.ends_with(['a', 'e', 'i', 'o', 'u', 'y']) && word.chars().count() > 4;
    is_over && ends && before.split_whitespace().nth(1).is_some()
}

fn closes_somewhere(text: &str) -> bool {
    sides(text, '’').any(|(_, side)| side == QuoteSide::Closes)
}

/// A closing mark where a title begins, with its partner after it, in a document that opens with another mark.
fn turned_round(text: &str, close: char, open: char) -> Option<usize> {
    let (at, _) = sides(text, close)
        .find(|&(at, side)| side == QuoteSide::Opens && begins_title(&text[at + close.len_utf8()..]))?;
    let rest = &text[at + close.len_utf8()..];
    let end = sides(rest, close).find(|(_, side)| *side == QuoteSide::Closes).map(|(end, _)| end)?;
    let (title, after) = (&rest[..end], &rest[end + close.len_utf8()..]);
    let ends = after.is_empty() || after.starts_with([',', '.', ';', ')']) || title.ends_with([',', '.', '?', '!']);
    (ends && !title.contains(open) && !text[..at].contains(open) && !title.ends_with('s')).then_some(at)
}

/// True if a word begins that is more than what an apostrophe cuts off: "’Tis", "’Ndrangheta" and years have one, too.
fn begins_title(after: &str) -> bool {
    let word: String = after.chars().take_while(|c| c.is_alphabetic()).collect();
    after.starts_with(char::is_uppercase)
        && word.chars().count() > 4
        && word.chars().nth(1).is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: Habit = Habit { singles: true, doubles: true, straight: true };

    #[test]
    fn a_mark_alone_or_the_wrong_way_round_is_found() {
        for (text, mark) in [
            ("Weber, Internet of Pots – New Security Challenge’.", "’."),
            ("Able, ‘Salt and Its People, Salt Review 3 (1990).", "‘Salt"),
            ("Josef Van Dijk, ’Foreword’, in Karin Es (ed.), The Data Society.", "’Foreword"),
            ("Able, ”Foreword,” in Salt (London: Verso, 1990).", "”Foreword"),
            ("Able, \"On Salt, Salt Review 3 (1990).", "\"On"),
            ("Dunn, On Coal\", Salt Review 3 (1990).", "\","),
            ("Weber, \"Das Salz\", in \"Kohle und Salz, S. 12.", "\"Kohle"),
            ("Durand, \"Le sel, Paris, 1990.", "\"Le"),
        ] {
            let place = text.find(mark);
            assert_eq!(ENGLISH.odd(text), place, "{text}");
        }
    }

    #[test]
    fn apostrophes_letters_and_inches_are_left_alone() {
        for text in [
            "Able, ‘Salt’, and Dunn, ‘Miners’ Coal’, Salt Review 3 (1990).",
            "The miners’ lamp, the Joneses’, o’ the hill, goin’, ’twas in the ’90s.",
            "‘Abd al-Rahman, ‘Umar and the Qur’an, as the Rus’, the Tver’ and Kazan’.",
            "Vlast’, 12; Pamiat’, 1990; the ’Ndrangheta, ’Til Death, ’s-Gravenhage.",
            "Say ‘yes’ or ‘no’; he said ‘I don’t know’.",
            "A pipe of 12\" and one of 5'4\", \"Salt\".",
            "Able, “On ‘Salt’”, and \"Coal\", 12.",
            "Able, ‘It is so’; Able’s ‘Salt’ (1990).",
            "Able, ‘Is It Salt?’-Test (1990); Dunn, ‘Coal’, 12.",
            "Weber, „Das Salz\", in: Kohle und Salz, S. 12.",
            "Board of Salt, ‘Guide to the Salt Works: An Introduction’(Handbook), 2021; ‘On the Old Salt Roads’[draft]; ‘Salt and the Sea Today’에서.",
            "Un po’ di sale, Paese’, and L’été de l’eau.",
            "",
        ] {
            assert_eq!(ENGLISH.odd(text), None, "{text}");
        }
    }

    #[test]
    fn what_the_document_does_not_write_is_not_held_against_it() {
        for text in ["Able sade: ”Saltet”, s. 3.", "‘Salt and coal and more.", "Weber, Salz’Salze’."] {
            assert_eq!(Habit::default().odd(text), None, "{text}");
        }
    }
}
