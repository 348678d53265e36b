//! What its first words announce, wherever the tagger put it: "directed by", "accessed", "Version 4.1", and the numbers of standards, patents
//! and requests for comments.

use super::date::{DateCue, cue, lone_year};
use super::word::{is_in, plain, words};
use super::{Part, Stretch, name};
use crate::text::Span;

/// How many words the day that a page was read may have: "on the 12th of May 2021".
const DAY: usize = 6;

/// How many words may name the people that a role announces.
const PEOPLE: usize = 12;

/// Bodies whose standards have a number; as [`plain`] gives them, sorted.
const STANDARDS: &[&str] = &[
    "ansi", "astm", "bs", "din", "ecma", "en", "iec", "ieee", "iso", "isoiec", "jis", "niso", "onorm", "une", "uni",
    "гост",
];

/// The stretches that are announced, in order.
pub(super) fn find(text: &str, stretches: &[Stretch]) -> Vec<Stretch> {
    let words: Vec<(usize, &str)> = words(text).collect();
    let mut found: Vec<Stretch> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match announced(text, &words[at..], stretches) {
            Some((part, count)) => {
                let (last, word) = words[at + count - 1];
                let span = Span::new(words[at].0, last + word.len());
                found.push(Stretch { part, span, confidence: 0.95 });
                at += count;
            }
            None => at += 1,
        }
    }
    found
}

/// What begins at the first of some words, with the number of them that belong to it.
fn announced(text: &str, words: &[(usize, &str)], stretches: &[Stretch]) -> Option<(Part, usize)> {
    let (start, first) = *words.first()?;
    let label = || stretches.iter().find(|stretch| stretch.span.end > start).map(|stretch| stretch.part);
    let head = first.trim_start_matches(['(', '[']);
    match head.bytes().next()? {
        b'v' | b'V' if is_version(head) => {
            let is_title = matches!(label()?, Part::Title | Part::Note | Part::Genre | Part::Publisher);
            // "[Book Tool, Version 2.1.0]": inside a bracket that began before, it belongs to what stands there.
            let is_inside = opens_brackets(text.get(..start)?);
            (number_of(words.get(1)?.1) && is_title && !is_inside).then_some((Part::Edition, 2))
        }
        b'U' | b'P' | b'E' => patent(words).map(|count| (Part::Number, count)),
        b'R' if head == "RFC" => number_of(words.get(1)?.1).then_some((Part::Number, 2)),
        b's' if matches!(first, "s.v." | "s.vv.") => entry(words).map(|count| (Part::Title, count)),
        b'A'..=b'Z' | 0xc0.. => standard(text, words).map(|count| (Part::Number, count)),
        b'a'..=b'z' if cue(head) == Some(DateCue::Accessed) && label()? != Part::Accessed => {
            let year = words.iter().take(DAY).position(|(_, word)| lone_year(word).is_some())?;
            (year > 0).then_some((Part::Accessed, year + 1))
        }
        _ => None,
    }
    .or_else(|| people(words, label))
}

/// The entry of a dictionary that "s.v." leads up to, with these letters: up to the mark that ends it.
fn entry(words: &[(usize, &str)]) -> Option<usize> {
    let quoted = words.get(1)?.1.starts_with(['“', '"', '‘', '«', '„']);
    let ends = |word: &str| if quoted { word.contains(['”', '"', '’', '»', '“']) } else { stops(word) };
    let is_end = |at: usize| ends(words[at].1.trim_start_matches(['“', '"', '‘', '«', '„']));
    let last = (1..words.len().min(PEOPLE)).find(|at| is_end(*at)).unwrap_or(words.len() - 1);
    (last < PEOPLE).then_some(last + 1)
}

/// True if a bracket is open at the end of a text.
fn opens_brackets(text: &str) -> bool {
    text.matches(['(', '[']).count() > text.matches([')', ']']).count()
}

fn is_version(word: &str) -> bool {
    matches!(plain(word).as_str(), "version" | "versione" | "versión")
}

/// True for a number with stops and letters in it: "4.1.0.", "2119,".
fn number_of(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// True if a word ends in punctuation that ends a field.
fn stops(word: &str) -> bool {
    word.ends_with([',', ';', '.', ':', ')', ']'])
}

/// "U.S. Patent 4,123,987", "US Patent No. X72", "Patent EP 1234567".
fn patent(words: &[(usize, &str)]) -> Option<usize> {
    let at = words.iter().take(2).position(|(_, word)| *word == "Patent")?;
    let is_office = |word: &str| word.trim_matches('.').chars().all(|c| c.is_ascii_uppercase() || c == '.');
    if !words[..at].iter().all(|(_, word)| is_office(word)) {
        return None;
    }
    let is_part =
        |word: &str| word.contains(|c: char| c.is_ascii_digit()) || matches!(word, "No." | "no." | "EP" | "WO" | "DE");
    let after = words.get(at + 1..)?;
    let numbers = after.iter().take(3).take_while(|(_, word)| is_part(word)).count();
    let end = after.iter().take(numbers).position(|(_, word)| stops(word) && *word != "No." && *word != "no.");
    let count = end.map_or(numbers, |end| end + 1);
    let has_digit = after.iter().take(count).any(|(_, word)| word.contains(|c: char| c.is_ascii_digit()));
    has_digit.then_some(at + 1 + count)
}

/// "ISO 690:2021,", "DIN EN 1505-2:1984-01,": at the head of a reference, or after a stop.
fn standard(text: &str, words: &[(usize, &str)]) -> Option<usize> {
    let (start, _) = *words.first()?;
    let before = text.get(..start)?.trim_end();
    if !(before.is_empty() || before.ends_with(['.', ',', ';', ')', ':', '”', '"', '—'])) {
        return None;
    }
    let is_body =
        |word: &str| word.chars().all(|c| c.is_uppercase() || c == '/' || c == '-') && is_in(STANDARDS, &plain(word));
    let bodies = words.iter().take(3).take_while(|(_, word)| is_body(word)).count();
    let (_, number) = words.get(bodies).filter(|_| bodies > 0)?;
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    (number_of(number) && digits > 1 && lone_year(number).is_none_or(|_| number.contains([':', '-'])))
        .then_some(bodies + 1)
}

/// True if a stretch begins with "directed by" or its like.
pub(super) fn is_maker(text: &str) -> bool {
    let mut words = words(text).map(|(_, word)| word);
    matches!((words.next(), words.next()), (Some(first), Some(second)) if makes(first, second).is_some())
}

/// How many words say that those named after them made the work: two in "directed by", one in "Regie:", two in "Réalisation :".
fn makes(first: &str, second: &str) -> Option<usize> {
    match second {
        ":" => name::directs(&format!("{first}:")).then_some(2),
        _ if name::directs(first) => Some(1),
        _ => name::makes(&plain(first), &plain(second)).then_some(2),
    }
}

/// "directed by Michael Powell and Emeric Pressburger", where no one was found to have made the work so.
fn people(words: &[(usize, &str)], label: impl Fn() -> Option<Part>) -> Option<(Part, usize)> {
    let [(_, first), (_, second), ..] = words else { return None };
    let lead = makes(first, second)?;
    if !matches!(label()?, Part::Title | Part::Note | Part::Author | Part::Publisher | Part::Genre | Part::Director) {
        return None;
    }
    let ends = |(_, word): &(usize, &str)| stops(word) && word.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let next = |at: usize| words.get(at + 1).is_none_or(|(_, word)| word.starts_with(['(', '[', '“', '"']));
    let count = (lead..words.len().min(lead + PEOPLE)).find(|at| ends(&words[*at]) || next(*at))? + 1;
    Some((Part::Director, count))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> String {
        let whole = Stretch { part: Part::Title, span: Span::new(0, text.len()), confidence: 0.5 };
        let found = find(text, &[whole]);
        found.iter().map(|found| format!("{:?}={}", found.part, found.span.of(text))).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn words_announce_what_follows() {
        for (text, expected) in [
            ("Metropolis. Directed by Fritz Lang. UFA", "Director=Directed by Fritz Lang."),
            ("Mills, directed by A. Reed and C. Dahl (1948)", "Director=directed by A. Reed and C. Dahl"),
            ("M. Regie: Fritz Lang. Nero-Film, 1931", "Director=Regie: Fritz Lang."),
            ("Le Sel, réalisation : Ann Reed, 1999", "Director=réalisation : Ann Reed,"),
            ("“Salt,” hosted by Nora Quist, Notes", "Director=hosted by Nora Quist,"),
            ("R: A language (Version 4.1.0). Wien", "Edition=(Version 4.1.0)."),
            ("R: A language. Version 4.1.0. Wien", "Edition=Version 4.1.0."),
            ("Salt, accessed 12 May 2021, https://a.example", "Accessed=accessed 12 May 2021,"),
            ("Key words, RFC 2119, March 1997", "Number=RFC 2119,"),
            ("ISO 690:2021, Information", "Number=ISO 690:2021,"),
            ("DIN EN 1505-2:1984-01, Titelangaben", "Number=DIN EN 1505-2:1984-01,"),
            ("Turbine. U.S. Patent 4,123,987, issued", "Number=U.S. Patent 4,123,987,"),
            ("Britannica, 11th ed., s.v. “Windmill.”", "Title=s.v. “Windmill.”"),
            ("Britannica, s.v. Salt Road, accessed 3 May 2020", "Title=s.v. Salt Road, | Accessed=accessed 3 May 2020"),
            ("Turbine. US Patent No. 4,123,987", "Number=US Patent No. 4,123,987"),
        ] {
            assert_eq!(show(text), expected, "{text}");
        }
    }

    #[test]
    fn the_same_words_elsewhere_announce_nothing() {
        for text in [
            "A Version of Events",
            "The Patent Office in 1850",
            "How mills were accessed by road",
            "Die Normen der ISO 1990",
            "EN 1990",
            "A play directed",
            "Regie und Drama: Fritz Lang.",
            "R: A language. Wien",
            "RFC Editor",
            "",
        ] {
            assert_eq!(show(text), "", "{text}");
        }
    }

    #[test]
    fn the_table_is_sorted() {
        assert!(STANDARDS.is_sorted());
    }
}
