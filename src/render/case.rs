//! CSL's text cases, on finished words.
//!
//! Title case follows CSL 1.0.2 ("Title Case Conversion"): each word but the small ones gets a capital, and keeps the
//! letters it has: hayagriva flattens "iPhone" and "OpenPGP", and loses capitals before punctuation.

use super::glyph::{Glyph, Rich};
use super::mark;

/// Words that title case leaves small, unless they come first, last, or after a colon: CSL's list, and the longer
/// prepositions that its processors add.
const SMALL_WORDS: &[&str] = &[
    "a",
    "about",
    "above",
    "across",
    "afore",
    "after",
    "against",
    "al",
    "along",
    "alongside",
    "amid",
    "amidst",
    "among",
    "amongst",
    "an",
    "and",
    "anenst",
    "apropos",
    "apud",
    "around",
    "as",
    "aside",
    "astride",
    "at",
    "athwart",
    "atop",
    "barring",
    "before",
    "behind",
    "below",
    "beneath",
    "beside",
    "besides",
    "between",
    "beyond",
    "but",
    "by",
    "c",
    "ca",
    "circa",
    "d'",
    "de",
    "despite",
    "down",
    "during",
    "d’",
    "et",
    "except",
    "for",
    "forenenst",
    "from",
    "given",
    "in",
    "inside",
    "into",
    "lest",
    "like",
    "modulo",
    "near",
    "next",
    "nor",
    "notwithstanding",
    "of",
    "off",
    "on",
    "onto",
    "or",
    "out",
    "over",
    "per",
    "plus",
    "pro",
    "qua",
    "sans",
    "since",
    "so",
    "than",
    "the",
    "through",
    "throughout",
    "thru",
    "thruout",
    "till",
    "to",
    "toward",
    "towards",
    "under",
    "underneath",
    "until",
    "unto",
    "up",
    "upon",
    "v",
    "v.",
    "van",
    "versus",
    "via",
    "vis-à-vis",
    "von",
    "vs",
    "vs.",
    "with",
    "within",
    "without",
    "yet",
];

/// The languages that title case depends on: only English has it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Languages {
    /// True if the work is in English.
    pub(super) english: bool,
    /// True if the style is.
    pub(super) english_terms: bool,
}

/// Settles every case that is marked.
pub(super) fn apply(rich: &mut Rich, languages: Languages) {
    let mut open: Vec<(char, usize)> = Vec::new();
    for at in 0..rich.glyphs.len() {
        match rich.glyphs.get(at).map(|glyph| glyph.c) {
            Some(c) if is_case(c) => open.push((c, at)),
            Some(mark::CASE_END) => {
                if let Some(((case, start), letters)) =
                    open.pop().and_then(|opened| Some((opened, rich.glyphs.get_mut(opened.1..at)?)))
                {
                    debug_assert!(start <= at);
                    change(case, letters, languages);
                }
            }
            _ => {}
        }
    }
}

fn is_case(c: char) -> bool {
    (mark::CASE_TITLE..=mark::CASE_ALL).contains(&c) || c == mark::CASE_TERM
}

fn change(case: char, letters: &mut [Glyph], languages: Languages) {
    match case {
        mark::CASE_TITLE if languages.english => title(letters),
        mark::CASE_SENTENCE if languages.english => sentence(letters),
        mark::CASE_TERM if languages.english_terms => title(letters),
        mark::CASE_LOWER => letters.iter_mut().filter(|l| !l.look.keep_case).for_each(lower),
        mark::CASE_UPPER => letters.iter_mut().filter(|l| !l.look.keep_case).for_each(upper),
        mark::CASE_FIRST => words(letters).into_iter().take(1).for_each(|word| capitalise(letters, &word)),
        mark::CASE_ALL => words(letters).into_iter().for_each(|word| capitalise(letters, &word)),
        _ => {}
    }
}

/// Makes a letter small. Letters whose small form is several stay.
pub(super) fn lower(letter: &mut Glyph) {
    let mut small = letter.c.to_lowercase();
    if let (Some(c), None) = (small.next(), small.next()) {
        letter.c = c;
    }
}

/// Makes a letter a capital. Letters whose capital is several ("ß") stay.
pub(super) fn upper(letter: &mut Glyph) {
    let mut capital = letter.c.to_uppercase();
    if let (Some(c), None) = (capital.next(), capital.next()) {
        letter.c = c;
    }
}

/// A word by the places of its letters, and the punctuation before it.
struct GlyphWord {
    letters: Vec<usize>,
    before: Option<char>,
}

/// The words of a stretch: runs without white space, hyphens and other punctuation between.
fn words(glyphs: &[Glyph]) -> Vec<GlyphWord> {
    let mut words: Vec<GlyphWord> = Vec::new();
    let mut current: Vec<usize> = Vec::new();
    let mut before = None;
    let mut last_punctuation = None;
    for (at, glyph) in glyphs.iter().enumerate() {
        if mark::is_mark(glyph.c) && !is_quotation(glyph.c) {
            continue;
        }
        if is_in_address(glyphs, at) || !separates_words(glyph.c) {
            current.push(at);
            continue;
        }
        if !current.is_empty() {
            words.push(GlyphWord { letters: std::mem::take(&mut current), before });
            last_punctuation = None;
        }
        if !glyph.c.is_whitespace() {
            last_punctuation = Some(glyph.c);
        }
        before = last_punctuation;
    }
    if !current.is_empty() {
        words.push(GlyphWord { letters: current, before });
    }
    words
}

fn is_quotation(c: char) -> bool {
    c == mark::QUOTE_OPEN || c == mark::QUOTE_CLOSE
}

/// True for a stop of an address such as "ferries.example.org", which separates no words: two stops or more, between letters or digits. A
/// lone one does ("Amazon.Com"), as citeproc-js has it.
fn is_in_address(glyphs: &[Glyph], at: usize) -> bool {
    let is_blank = |glyph: &Glyph| glyph.c.is_whitespace() || mark::is_mark(glyph.c);
    let is_stop = |at: usize| {
        let is_letter = |at: usize| glyphs.get(at).is_some_and(|glyph| glyph.c.is_alphanumeric());
        glyphs[at].c == '.' && at > 0 && is_letter(at - 1) && is_letter(at + 1)
    };
    if !is_stop(at) {
        return false;
    }
    /// No address that is looked at is longer, so that the time stays linear.
    const LONGEST: usize = 100;
    let (first, last) = (at.saturating_sub(LONGEST), (at + LONGEST).min(glyphs.len()));
    let start = glyphs[first..at].iter().rposition(is_blank).map_or(first, |blank| first + blank + 1);
    let end = glyphs[at..last].iter().position(is_blank).map_or(last, |blank| at + blank);
    (start..end).filter(|at| is_stop(*at)).nth(1).is_some()
}

fn separates_words(c: char) -> bool {
    c.is_whitespace()
        || is_quotation(c)
        || matches!(c, '-' | '–' | '—' | '/' | '.' | ',' | ';' | ':' | '?' | '!' | '(' | ')' | '[' | ']' | '"')
}

fn title(glyphs: &mut [Glyph]) {
    let words = words(glyphs);
    let last = words.len().saturating_sub(1);
    for (at, word) in words.iter().enumerate() {
        let text: String =
            word.letters.iter().filter_map(|&l| glyphs.get(l)).flat_map(|g| g.c.to_lowercase()).collect();
        let is_small = word.letters.len() < 2 || SMALL_WORDS.binary_search(&text.as_str()).is_ok();
        let after_stop = word.before.is_some_and(|c| matches!(c, ':' | '?' | '!'));
        if has_capital(glyphs, word) || text.contains('.') {
            continue;
        }
        if !is_small || at == 0 || after_stop || (at == last && word.letters.len() > 1) {
            capitalise(glyphs, word);
        }
    }
}

/// A word with a capital of its own ("iPhone", "OpenPGP") is written as its owner writes it.
fn has_capital(glyphs: &[Glyph], word: &GlyphWord) -> bool {
    word.letters.iter().filter_map(|&at| glyphs.get(at)).any(|letter| letter.c.is_uppercase())
}

/// Sentence case leaves words as they are, but for the first, and for a title all in capitals.
fn sentence(glyphs: &mut [Glyph]) {
    let shouting = glyphs.iter().any(|l| l.c.is_uppercase()) && !glyphs.iter().any(|l| l.c.is_lowercase());
    if shouting {
        glyphs.iter_mut().filter(|l| !l.look.keep_case).for_each(lower);
    }
    words(glyphs).into_iter().take(1).for_each(|word| capitalise(glyphs, &word));
}

/// Makes the first letter of a word a capital.
fn capitalise(glyphs: &mut [Glyph], word: &GlyphWord) {
    let first = word.letters.first().and_then(|&at| glyphs.get_mut(at));
    first.into_iter().filter(|letter| !letter.look.keep_case).for_each(upper);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::glyph;
    use crate::render::typeset::typeset;

    fn in_case(case: char, text: &str, english: bool) -> String {
        let mut rich = Rich::plain(&format!("{case}{}{}", typeset(text), mark::CASE_END));
        glyph::apply_markup(&mut rich);
        apply(&mut rich, Languages { english, english_terms: true });
        rich.text()
    }

    #[test]
    fn the_small_words_are_sorted() {
        let mut sorted = SMALL_WORDS.to_vec();
        sorted.sort_unstable();
        assert_eq!(sorted, SMALL_WORDS);
    }

    #[test]
    fn title_case_keeps_the_capitals_there_are() {
        for (typed, expected) in [
            ("the history of the iPhone and of OpenPGP", "The History of the iPhone and of OpenPGP"),
            ("services in the US", "Services in the US"),
            ("a study (IMPS): the end", "A Study (IMPS): The End"),
            ("what we live for", "What We Live For"),
            ("who? a question", "Who? A Question"),
            ("state-of-the-art", "State-of-the-Art"),
            ("timetables of ferries.example.org", "Timetables of ferries.example.org"),
            ("vitamin c and health", "Vitamin c and Health"),
            ("<span class=\"nocase\">lower</span> case", "lower Case"),
        ] {
            let typed = typed.to_owned();
            assert_eq!(in_case(mark::CASE_TITLE, &typed, true), expected);
        }
        assert_eq!(in_case(mark::CASE_TITLE, "die deutsche frage", false), "die deutsche frage");
        assert_eq!(in_case(mark::CASE_TERM, "eds. and trans.", false), "Eds. and Trans.");
    }

    #[test]
    fn the_other_cases() {
        assert_eq!(in_case(mark::CASE_SENTENCE, "the End of HTML", true), "The End of HTML");
        assert_eq!(in_case(mark::CASE_SENTENCE, "THE END", true), "The end");
        assert_eq!(in_case(mark::CASE_LOWER, "Ibid.", true), "ibid.");
        assert_eq!(in_case(mark::CASE_UPPER, "Straße", false), "STRAßE");
        assert_eq!(in_case(mark::CASE_FIRST, "edited by", false), "Edited by");
        assert_eq!(in_case(mark::CASE_ALL, "the end", false), "The End");
    }
}
