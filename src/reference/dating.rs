//! What a reference says of its date in words, wherever the tagger put them: that there is none ("[no date]", "(forthcoming)"), that it is
//! a guess ("[um 1796]"), and that the work had appeared before ("(1818; Oxford: Dale, 1993)", "first published 1818").

use super::date::{DateCue, cue, is_to_come, is_undated, lone_year, read};
use super::word::words;
use super::{Part, Stretch};
use crate::csl::Date;
use crate::text::Span;

/// A bracket that holds more bytes than this says more than that there is no date.
const LONGEST: usize = 40;

/// How many words may stand between "originally" and its year: "Originally published in 1818".
const REACH: usize = 4;

/// The stretches that are dates for what their words say.
pub(super) fn find(text: &str, stretches: &[Stretch]) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = stretches.iter().filter_map(|stretch| guessed(text, *stretch)).collect();
    if let Some(at) = text.find(['(', '[']) {
        found.extend(brackets(text, at).filter_map(|span| undated(text, span, stretches)));
        found.extend(brackets(text, at).filter_map(|span| first_of_two(text, span)));
        found.extend(brackets(text, at).filter_map(|span| first_published(text, span)));
    }
    found.extend(stretches.windows(2).filter_map(|pair| visited(text, pair)));
    if found.is_empty() && stretches.iter().all(|stretch| stretch.part != Part::Date) {
        found.extend(to_come(text));
    }
    found
}

/// A whole date right after an address is the day when the page was read: "https://a.example, 03.07.2026".
fn visited(text: &str, pair: &[Stretch]) -> Option<Stretch> {
    let [address, date] = pair else { return None };
    let is_date = address.part == Part::Url && date.part == Part::Date;
    let is_whole =
        || read(date.span.of(text)).issued.as_ref().and_then(Date::start).is_some_and(|start| start.day.is_some());
    (is_date && is_whole()).then_some(Stretch { part: Part::Accessed, ..*date })
}

/// What stands between commas or brackets in place of a year, because the work is not out: "(Berlin: Springer, im Druck)".
fn to_come(text: &str) -> Option<Stretch> {
    let mut from = 0;
    let clauses = text.split_inclusive([',', ';', '(', ')', '[', ']']).map(|clause| {
        from += clause.len();
        Span::new(from - clause.len(), from)
    });
    let is_after_comma = |span: &Span| text[..span.start].ends_with([',', ';']) && span.len() <= LONGEST;
    let core = |span: Span| {
        let clause = span.of(text).trim_end_matches([',', ';', '(', ')', '[', ']', '.', ' ']);
        let start = span.start + clause.len() - clause.trim_start().len();
        Span::new(start, span.start + clause.len())
    };
    clauses.filter(is_after_comma).map(core).find(|span| is_to_come(span.of(text))).map(certain)
}

/// The innermost brackets of a text, from `start` on, each with its two signs.
fn brackets(text: &str, start: usize) -> impl Iterator<Item = Span> + '_ {
    let mut open = None;
    let signs = text.get(start..).unwrap_or_default().match_indices(['(', '[', ')', ']']);
    signs.filter_map(move |(at, sign)| {
        if matches!(sign, "(" | "[") {
            open = Some(start + at);
            return None;
        }
        open.take().map(|from| Span::new(from, start + at + 1))
    })
}

fn inside(text: &str, bracket: Span) -> &str {
    text.get(bracket.start + 1..bracket.end - 1).unwrap_or_default()
}

fn certain(span: Span) -> Stretch {
    Stretch { part: Part::Date, span, confidence: 0.95 }
}

/// "[no date]", "(N.d.)", "(in press)", if no part of the reference is a date already.
fn undated(text: &str, bracket: Span, stretches: &[Stretch]) -> Option<Stretch> {
    let says_so = bracket.len() <= LONGEST && is_undated(inside(text, bracket));
    let is_free = || stretches.iter().all(|stretch| stretch.part != Part::Date || stretch.span.overlaps(bracket));
    (says_so && is_free()).then(|| certain(bracket))
}

/// "[um 1796]", "ca. 1820", "c.1490": a date with the word before it that says it is a guess.
fn guessed(text: &str, date: Stretch) -> Option<Stretch> {
    if date.part != Part::Date || !date.span.of(text).trim_start().starts_with(|c: char| c.is_ascii_digit() || c == '[')
    {
        return None;
    }
    let before = text.get(..date.span.start)?.trim_end().trim_end_matches('[');
    let word = before.split(|c: char| c.is_whitespace() || matches!(c, '[' | '(')).next_back()?;
    let is_guess = cue(word) == Some(DateCue::Circa) && word.starts_with(char::is_lowercase);
    let start = before.len() - word.len();
    let start = if before[..start].ends_with(['[', '(']) { start - 1 } else { start };
    is_guess.then(|| Stretch { span: Span::new(start, date.span.end), ..date })
}

/// The year of the first edition in the bracket of an imprint: "(1818; Oxford: Dale, 1993)".
fn first_of_two(text: &str, bracket: Span) -> Option<Stretch> {
    let (first, rest) = inside(text, bracket).split_once(';')?;
    let is_pair =
        lone_year(first).is_some() && first.len() == 4 && rest.split([' ', ',']).any(|word| lone_year(word).is_some());
    // "(1818; repr., Oxford: …": the word is about the later year.
    let reprint = words(rest).next().filter(|(_, word)| cue(word) == Some(DateCue::Reprint));
    let more = reprint.map_or(0, |(at, word)| at + word.len());
    is_pair.then(|| certain(Span::new(bracket.start, bracket.start + 1 + first.len() + 1 + more)))
}

/// "(Original work published 1818)", "(first published in 1818)", "(zuerst 1818)".
fn first_published(text: &str, bracket: Span) -> Option<Stretch> {
    let inside = inside(text, bracket);
    let count = words(inside).count();
    let year = words(inside).last().filter(|(_, word)| lone_year(word).is_some());
    let says_so =
        (2..=REACH + 1).contains(&count) && words(inside).any(|(_, word)| cue(word) == Some(DateCue::Original));
    (year.is_some() && says_so).then(|| certain(bracket))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found in a text of which the last year is a date.
    fn show(text: &str) -> Vec<&str> {
        let undated = text.strip_suffix('*');
        let at = text.rfind(|c: char| c.is_ascii_digit()).filter(|_| undated.is_none());
        let text = undated.unwrap_or(text);
        let date = at.map(|at| Stretch { part: Part::Date, span: Span::new(at - 3, at + 1), confidence: 0.5 });
        let stretches: Vec<Stretch> = date.into_iter().collect();
        find(text, &stretches).iter().map(|found| found.span.of(text)).collect()
    }

    #[test]
    fn dates_are_found_by_their_words() {
        for (text, expected) in [
            ("The Mill. Leeds: Dale, [no date].", &["[no date]"][..]),
            ("Reed, Ann (N.d.) The Mill", &["(N.d.)"]),
            ("Reed, A. (forthcoming). The mill", &["(forthcoming)"]),
            ("Lang, Ute (im Druck): Die Mühle", &["(im Druck)"]),
            ("Die Mühle, Köln [um 1796]", &["[um 1796"]),
            ("Die Mühle, Köln [ca. 1820]", &["[ca. 1820"]),
            ("La route, Paris, vers 1820", &["vers 1820"]),
            ("Mills. Leeds: Dale, c. 1490", &["c. 1490"]),
            ("The Mill (1818; Oxford: Dale, 1993)", &["(1818;"]),
            ("The Mill (1818; repr., Oxford: Dale, 1993)", &["(1818; repr.,"]),
            ("The Mill. Dale, 1993. (Original work published 1818)", &["(Original work published 1818)"]),
            ("Die Mühle, Köln 1993 (zuerst 1818)", &["(zuerst 1818)"]),
            ("The Mill (Oxford: Dale, forthcoming).*", &["forthcoming"]),
            ("Die Mühle, Berlin: Dale, im Druck, S. *", &["im Druck"]),
            ("Le moulin (Paris, Dale, à paraître)*", &["à paraître"]),
            ("Il mulino, Dale, in corso di stampa*", &["in corso di stampa"]),
            ("O moinho (Lisboa: Dale, no prelo)*", &["no prelo"]),
            ("Мельница, Москва, в печати.*", &["в печати"]),
        ] {
            assert_eq!(show(text), expected, "{text}");
        }
    }

    #[test]
    fn a_day_after_an_address_is_that_of_the_visit() {
        for (text, part) in [
            ("https://a.example/mill, 03.07.2026", Part::Accessed),
            ("https://a.example/mill, 3 July 2026", Part::Accessed),
            ("https://a.example/mill (12.05.2019)", Part::Accessed),
            ("https://a.example/mill, 2026", Part::Date),
            ("https://a.example/mill, July 2026", Part::Date),
        ] {
            let end = text.find([',', ' ']).unwrap();
            let stretch = |part, start, end| Stretch { part, span: Span::new(start, end), confidence: 0.5 };
            let stretches = [stretch(Part::Url, 0, end), stretch(Part::Date, end, text.len())];
            let found = find(text, &stretches);
            assert_eq!(found.first().map_or(Part::Date, |found| found.part), part, "{text}");
        }
    }

    #[test]
    fn other_words_and_brackets_are_no_dates() {
        for text in [
            "The Mill (a novel), Leeds 1993",
            "The Mill (forthcoming), Leeds 1993",
            "The Mill (Oxford: Dale, forthcoming), 1993",
            "Forthcoming Mills, a list*",
            "The Mill, forthcoming mills and more*",
            "Reed, N. D., The Mill*",
            "Um 1800 herum",
            "The Mill (1818), Leeds 1993",
            "The first (and only) mill, 1993",
            "(1818; see the text)*",
            "([)](",
        ] {
            assert!(show(text).is_empty(), "{text}: {:?}", show(text));
        }
    }
}
