use unicode_normalization::UnicodeNormalization;

use super::{Context, Findings, Fix, Judged, Needs, Preset, Reads, Rule, Safety, Severity};
use crate::text::{Edit, Flat, MarkKind, Span};

pub(super) static RULE: Rule = Rule {
    id: "accent-apart",
    severity: Severity::Info,
    summary: "an accent stands beside its letter, not on it",
    fix: Some(Safety::Unsafe),
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Scholarly,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/accent-apart.md"),
    check,
};

/// One finding for a document: the text was copied from one place, and the words are damaged in one way.
fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let bodies = context.document().notes.iter().map(|note| &note.body);
    let bodies = bodies.chain(context.document().bibliography.iter().map(|entry| &entry.body));
    let found: Vec<(&Flat, Apart<'_>)> = bodies.flat_map(|body| found_in(body).map(move |apart| (body, apart))).collect();
    let Some((body, first)) = found.first() else { return };
    let more = match found.len() - 1 {
        0 => String::new(),
        more => format!(", and {more} more do"),
    };
    let message = format!("the accent {} stands by itself in “{}”{more}", first.accent, first.word);
    let edits = found.iter().map(|(body, apart)| Edit::replace(body.source(apart.place), apart.letter.to_string())).collect();
    let finding = findings.at(body.source(first.whole), message);
    let finding = finding.fix(Fix::needs_consent("put the accents on their letters", edits).replacing(words(&found)));
    findings.push(finding.help(format!("write “{}”", first.mended())));
}

/// The places of the words that the fix changes.
fn words(found: &[(&Flat, Apart<'_>)]) -> Vec<Span> {
    found.iter().map(|(body, apart)| body.source(apart.whole)).collect()
}

/// The words of a text outside code and links that have an accent apart.
fn found_in(body: &Flat) -> impl Iterator<Item = Apart<'_>> {
    let is_text = |apart: &Apart<'_>| !body.is_within(apart.place, |kind| matches!(kind, MarkKind::Code | MarkKind::Link(_)));
    let words = crate::text::words(&body.text).filter(|(_, word)| !word.is_ascii()).map(bare);
    words.flat_map(|(start, word)| apart_in(start, word)).filter(is_text)
}

/// A word without the punctuation around it.
fn bare((start, word): (usize, &str)) -> (usize, &str) {
    let is_mark = |c: char| !c.is_alphanumeric();
    (start + word.len() - word.trim_start_matches(is_mark).len(), word.trim_matches(is_mark))
}

/// Accents that take up a space of their own, with the combining form that each stands for.
const ACCENTS: [(char, char); 7] = [
    ('´', '\u{301}'),
    ('¨', '\u{308}'),
    ('¸', '\u{327}'),
    ('˜', '\u{303}'),
    ('ˆ', '\u{302}'),
    ('ˇ', '\u{30C}'),
    ('˚', '\u{30A}'),
];

/// An accent that follows its letter.
struct Apart<'t> {
    word: &'t str,
    accent: char,
    /// The letter with its accent.
    letter: char,
    /// Where the letter and the accent stand.
    place: Span,
    /// Where the word stands.
    whole: Span,
}

impl Apart<'_> {
    /// The word with this accent on its letter.
    fn mended(&self) -> String {
        let (start, end) = (self.place.start - self.whole.start, self.place.end - self.whole.start);
        format!("{}{}{}", &self.word[..start], self.letter, &self.word[end..])
    }
}

/// The accents apart of one word at `start`, which are followed by a letter.
fn apart_in(start: usize, word: &str) -> impl Iterator<Item = Apart<'_>> {
    word.char_indices().filter_map(move |(at, accent)| {
        let combining = ACCENTS.iter().find(|(apart, _)| *apart == accent)?.1;
        let (before, after) = (&word[..at], &word[at + accent.len_utf8()..]);
        let bare = before.chars().next_back()?;
        let is_apart = after.starts_with(char::is_lowercase) && (accent != '´' || is_acute(before, after));
        let letter = composed(bare, combining).filter(|_| is_apart)?;
        let place = Span::new(start + at - bare.len_utf8(), start + at + accent.len_utf8());
        Some(Apart { word, accent, letter, place, whole: Span::new(start, start + word.len()) })
    })
}

/// The one letter that a letter and an accent make together, if there is one.
fn composed(bare: char, combining: char) -> Option<char> {
    // Printers take the dot off an i that has an accent.
    let bare = if bare == 'ı' { 'i' } else { bare };
    let mut letters = [bare, combining].into_iter().nfc();
    letters.next().filter(|_| letters.next().is_none())
}

/// True if ´ is an accent and not typed for an apostrophe, which stands after a consonant or a silent u ("d´été", "qu´il"), or before
/// what is left of a verb ("you´re"). Arabic has a letter that is often typed so, mostly beside a vowel.
fn is_acute(before: &str, after: &str) -> bool {
    let is_vowel = |c: char| "aeiouyAEIOUY".contains(c);
    let rest: String = after.chars().take_while(|c| c.is_alphabetic()).collect();
    let is_silent = before.ends_with("qu") || before.ends_with("Qu");
    let is_word = before.chars().count() > 1 && rest.chars().count() > 1 && !["re", "ve", "ll"].contains(&rest.as_str());
    before.ends_with(is_vowel) && !rest.starts_with(is_vowel) && !is_silent && is_word
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str) -> Vec<String> {
        found_in(&Flat::verbatim(text, 0)).map(|apart| apart.mended()).collect()
    }

    #[test]
    fn an_accent_beside_its_letter_is_found() {
        for (text, word) in [
            ("Ce´sar Vallejo, Trilce (Lima: Talleres, 1922), 4.", "César"),
            ("Heiner Mu¨ller, Germania (Berlin: Rotbuch, 1977), S. 3.", "Müller"),
            ("Franc¸ois Dosse, Histoire (Paris: Seuil, 1991), p. 9.", "François"),
            ("Marta Nun˜ez, La sal (Madrid: Taurus, 1999), p. 9.", "Nuñez"),
            ("Rene´e Green, Naı¨ve Maps (London: Verso, 2001), 9.", "Naïve"),
            ("Josef Sˇkvorecky, Zbabelci (Praha, 1958), s. 4.", "Škvorecky"),
            ("Bengt A˚kesson, Saltet (Lund: Gleerup, 1960), s. 4.", "Åkesson"),
        ] {
            assert_eq!(mended(text), [word], "{text}");
        }
    }

    #[test]
    fn apostrophes_and_marks_that_are_no_accents_are_left_alone() {
        for text in [
            "César Vallejo, Trilce (Lima: Talleres, 1922), 4.",
            "Cole O´Brien, The Weir (Cork: Quay, 1990), 4.",
            "They´re late, you´ll see, I´ve said it, Europe´s loss, Foto´s.",
            "Qu´il vienne d´été, l´arte dell´arco, aujourd´hui.",
            "The Qur´an, the Shi´a, Isma´il of Bukhara, at five o´clock.",
            "Use ´accent´ at 20˚ or 20˚C; a ˆ b; x¨ = 3.",
            "Cesa\u{301}r is composed on the screen.",
            "",
        ] {
            assert_eq!(mended(text), Vec::<String>::new(), "{text}");
        }
    }
}
