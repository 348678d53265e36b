//! Pages and other places: the extent of a work, the place that is cited, and how many pages there are.

use super::word::{is_dash, plain};
use crate::citation::LocatorLabel as Label;
use crate::lexicon::{self, Class};
use crate::text::Span;

/// One place of a stretch: "pp. 12-34" and "hier S. 20" are two.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pages {
    /// What it counts.
    pub(super) label: Label,
    /// Where its value stands in the stretch, cue word left out.
    pub(super) value: Span,
    /// Whether a word says that it is the cited one: "here", "hier", "at".
    pub(super) here: bool,
    /// Whether it says how many there are: "358 p.".
    pub(super) total: bool,
}

/// Reads a stretch of pages.
pub(super) fn read(text: &str) -> Vec<Pages> {
    let mut reader = PagesReader { text, places: Vec::new(), open: None, here: false };
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        at += reader.step(at, c);
    }
    reader.close();
    reader.places
}

/// Whether a word says that what follows is the cited place: "bes.", "hier".
pub(super) fn is_here(word: &str) -> bool {
    lexicon::is(Class::Here, &plain(word))
}

/// Whether a value runs from one page to another.
pub(super) fn is_range(value: &str) -> bool {
    value
        .split_once(is_dash)
        .is_some_and(|(from, to)| ends_in_number(from) && starts_with_number(to.trim_start_matches(is_dash)))
}

/// From how many pages on a range that stands alone is the extent of an article rather than the pages that are cited.
const EXTENT: u32 = 10;

/// The first and last page of a range, its end in full ("101–133") or cut short ("101–33"); `None` for a single page, and for what is no
/// range of Arabic numbers.
pub(crate) fn range(value: &str) -> Option<(u32, u32)> {
    let (from, to) = value.split_once(is_dash)?;
    let (from, to) = (from.trim(), to.trim_start_matches(is_dash).trim());
    let cut = from.len().checked_sub(to.len()).and_then(|kept| from.get(..kept)).unwrap_or_default();
    let (from, to): (u32, u32) = (from.parse().ok()?, format!("{cut}{to}").parse().ok()?);
    (from <= to).then_some((from, to))
}

/// Whether a range of pages is so long that it is the extent of an article.
pub(crate) fn is_extent((first, last): (u32, u32)) -> bool {
    last - first + 1 >= EXTENT
}

/// Pages as records have them: a range has a hyphen, whatever dash is printed.
pub(super) fn hyphenated(value: &str) -> String {
    value.chars().map(|c| if is_dash(c) { '-' } else { c }).collect()
}

/// True for what may belong to the value of a place: letters and digits, less the signs for "page" that East Asia writes beside numbers.
fn is_of_place(c: char) -> bool {
    c.is_alphanumeric() && !matches!(c, '第' | '제' | '页' | '頁' | '쪽' | '면')
}

fn ends_in_number(text: &str) -> bool {
    text.trim_end().ends_with(|c: char| c.is_alphanumeric())
}

fn starts_with_number(text: &str) -> bool {
    text.trim_start().starts_with(|c: char| c.is_alphanumeric())
}

struct OpenPages {
    label: Label,
    start: usize,
    end: usize,
    here: bool,
    cued: bool,
    total: bool,
}

struct PagesReader<'t> {
    text: &'t str,
    places: Vec<Pages>,
    open: Option<OpenPages>,
    here: bool,
}

impl PagesReader<'_> {
    /// Reads the word or sign at a byte; gives its length.
    fn step(&mut self, at: usize, c: char) -> usize {
        if c == '§' || c == '¶' {
            self.begin(if c == '§' { Label::Section } else { Label::Paragraph }, at + c.len_utf8());
            return c.len_utf8();
        }
        if !is_of_place(c) {
            // "809-10 (p. 810)", "12; 20": a bracket may hold the cited page.
            return c.len_utf8();
        }
        let rest = self.text.get(at..).unwrap_or_default();
        let length =
            if c.is_alphabetic() { run(rest, |c| c.is_alphabetic() && is_of_place(c) || c == '\'') } else { 0 };
        let word = rest.get(..length).unwrap_or_default();
        let after = rest.get(length..).unwrap_or_default();
        if length > 0 && self.word(word, after, at + length) {
            return length;
        }
        let length = run(rest, is_of_place);
        if !is_plain_word(rest.get(..length).unwrap_or_default()) {
            self.value(at, at + length);
        }
        length
    }

    /// Takes a word in; false if it is part of a value.
    fn word(&mut self, word: &str, after: &str, end: usize) -> bool {
        let plain = plain(word);
        if lexicon::is(Class::Here, &plain) {
            self.here = true;
            self.close();
            return true;
        }
        // The Russian "С." is often typed as a Latin "C.", which in small letters counts leaves.
        let Some(label) = cue(&plain).map(|label| if word == "C" { Label::Page } else { label }) else { return false };
        if counts_backwards(after) {
            return self.total(&plain);
        }
        if is_cue_again(label, after) {
            return true;
        }
        let is_cue = is_place(after);
        if is_cue {
            self.begin(label, end);
        }
        is_cue
    }

    fn begin(&mut self, label: Label, start: usize) {
        // "p. 12, n. 3": a note or line of a page belongs to that place.
        // So does a paragraph of a section: "§ 433 Abs. 2".
        let goes_on = self.open.as_ref().is_some_and(|open| {
            let is_of_section = open.label == Label::Section && label == Label::Paragraph;
            open.end > open.start && (matches!(label, Label::Note | Label::Line) || is_of_section)
        });
        if goes_on {
            return;
        }
        self.close();
        let here = std::mem::take(&mut self.here);
        self.open = Some(OpenPages { label, start, end: start, here, cued: true, total: false });
    }

    fn value(&mut self, start: usize, end: usize) {
        let here = std::mem::take(&mut self.here);
        let fresh = OpenPages { label: Label::Page, start, end, here, cued: false, total: false };
        let open = self.open.get_or_insert(fresh);
        if open.end == open.start {
            open.start = start;
        }
        open.end = end;
    }

    /// "358 p.": the number before counts the pages. False for what only looks so ("12 f.").
    fn total(&mut self, word: &str) -> bool {
        let counts = matches!(cue(word), Some(Label::Page));
        match self.open.as_mut().filter(|open| counts && !open.cued) {
            Some(open) => {
                open.total = true;
                true
            }
            None => false,
        }
    }

    /// True if a value lacks the bracket that follows it: the last of "15(1)(b)".
    fn is_unclosed(&self, start: usize, end: usize) -> bool {
        let value = self.text.get(start..end).unwrap_or_default();
        value.matches('(').count() > value.matches(')').count() && self.text[end..].starts_with(')')
    }

    fn close(&mut self) {
        let Some(open) = self.open.take().filter(|open| open.end > open.start) else { return };
        let OpenPages { label, start, end, here, total, .. } = open;
        let end = end + usize::from(self.is_unclosed(start, end));
        self.places.push(Pages { label, value: Span::new(start, end), here, total });
    }
}

/// The number of bytes at the head of a text whose characters fit.
fn run(text: &str, fits: impl Fn(char) -> bool) -> usize {
    text.find(|c| !fits(c)).unwrap_or(text.len())
}

/// Whether a word is no part of a place: "Available" is not, "xii", "A20" and "ff" are.
fn is_plain_word(word: &str) -> bool {
    let is_numeral = word.chars().all(|c| "ivxlcdmIVXLCDM".contains(c));
    let is_short = word.chars().count() < 3 || super::word::is_capitals(word);
    word.chars().all(char::is_alphabetic) && !is_numeral && !is_short && !lexicon::is(Class::PlaceTail, &plain(word))
}

/// What a cue word counts.
fn cue(plain: &str) -> Option<Label> {
    Label::by_name(lexicon::meaning(Class::Place, plain)?)
}

/// Whether a place follows: a number, a Roman numeral or a letter with a number.
fn is_place(after: &str) -> bool {
    let after = after.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '§');
    let word = after.get(..run(after, char::is_alphanumeric)).unwrap_or_default();
    word.contains(|c: char| c.is_ascii_digit())
        || !word.is_empty() && word.chars().all(|c| "ivxlcdmIVXLCDM".contains(c))
}

/// True before a second cue of the same kind: "p.pp. 12".
fn is_cue_again(label: Label, after: &str) -> bool {
    let next = after.trim_start_matches(|c: char| !c.is_alphanumeric());
    let word = next.get(..run(next, char::is_alphabetic)).unwrap_or_default();
    cue(&plain(word)) == Some(label) && is_place(&next[word.len()..])
}

/// Whether nothing follows that a cue could be about.
fn counts_backwards(after: &str) -> bool {
    !after.contains(char::is_alphanumeric)
}

/// True for a time to the second among the words, as films and recordings are cited: "88 min, 01:04:12".
pub(super) fn has_time(text: &str) -> bool {
    text.split_whitespace().any(is_time)
}

/// True for hours, minutes and seconds, with punctuation around them or not: "(0:44:10)".
pub(super) fn is_time(word: &str) -> bool {
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = word.trim_matches([',', '.', ';', '(', ')']).split(':');
    let hours = parts.next().is_some_and(|hours| (1..=2).contains(&hours.len()) && is_number(hours));
    let mut counts = || parts.next().is_some_and(|part| part.len() == 2 && is_number(part));
    hours && counts() && counts() && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Row;

    /// Places as "page 12-34", the cited one with "!", a count with "#".
    fn show(text: &str) -> String {
        let place = |place: &Pages| {
            let mark = if place.here { "!" } else { "" };
            let count = if place.total { "#" } else { "" };
            format!("{mark}{count}{} {}", place.label.as_str(), place.value.of(text))
        };
        read(text).iter().map(place).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn a_time_is_no_page() {
        for text in ["88 min, 01:04:12.", "1:02:03", "(0:44:10)"] {
            assert!(has_time(text), "{text}");
        }
        for text in ["74(9):2766–77.", "44:10", "12:3–14", "S. 3–9", "a:b:c", "7:1:12", "01:02:03:04"] {
            assert!(!has_time(text), "{text}");
        }
    }

    #[test]
    fn places_in_many_hands() {
        for (text, expected) in [
            ("pp. 12-34.", "page 12-34"),
            ("p. 403 ff.", "page 403 ff"),
            ("p.pp. 90-119.", "page 90-119"),
            ("12‑34", "page 12‑34"),
            ("S. 12–34, hier S. 20", "page 12–34 | !page 20"),
            ("12-34, here 20", "page 12-34 | !page 20"),
            ("370–379, hier Kap. 7", "page 370–379 | !chapter 7"),
            ("pp. 809-10 (p. 810)", "page 809-10 | page 810"),
            ("fol. 12r", "folio 12r"),
            ("s 15(1)(b).", "page 15(1)(b)"),
            ("(45)", "page 45"),
            ("§ 433 Abs. 2", "section 433 Abs. 2"),
            ("§ 12", "section 12"),
            ("ch. 4", "chapter 4"),
            ("xii–xv", "page xii–xv"),
            ("e2117831119", "page e2117831119"),
            ("p. 12, n. 3", "page 12, n. 3"),
            ("358 p.", "#page 358"),
            ("S.12", "page 12"),
            ("at 15", "!page 15"),
            ("140, 149", "page 140, 149"),
            ("Lucy", ""),
            ("pp. 95–108. Available at", "page 95–108"),
            ("pp. 95 et seq.", "page 95 et seq"),
            ("第45–67頁", "page 45–67"),
            ("45쪽", "page 45"),
            ("עמ' 45", "page 45"),
            ("σσ. 12–14", "page 12–14"),
            ("С. 12–24.", "page 12–24"),
            ("C. 12–24.", "page 12–24"),
            ("c. 12r", "folio 12r"),
            ("—", ""),
        ] {
            assert_eq!(show(text), expected, "{text}");
        }
    }

    #[test]
    fn ranges_have_two_ends() {
        for (value, expected) in
            [("12-34", true), ("12–5", true), ("12--34", true), ("12", false), ("12-", false), ("12, 14", false)]
        {
            assert_eq!(is_range(value), expected, "{value}");
        }
    }

    #[test]
    fn every_row_of_the_lexicon_is_read() {
        assert!(lexicon::rows(Class::Place).flat_map(Row::words).all(|word| cue(&plain(word)).is_some()));
    }

    #[test]
    fn a_range_is_read_with_its_end_in_full() {
        for (value, expected) in [
            ("40–58", Some((40, 58))),
            ("101-33", Some((101, 133))),
            ("295--6", Some((295, 296))),
            (" 7 − 12 ", Some((7, 12))),
            ("58–40", None),
            ("40", None),
            ("iv–x", None),
            ("é1–2", None),
        ] {
            assert_eq!(range(value), expected, "{value}");
        }
    }

    #[test]
    fn a_long_range_is_an_extent() {
        assert!(is_extent((40, 49)) && !is_extent((40, 48)));
    }
}
