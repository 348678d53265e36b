//! Publisher, place, series, edition: short stretches that only need their edges cleaned or one cut.

use super::title;
use super::word::{is_cut_to_the_end, is_foreign_separator, keeps_stop, plain};
use crate::lexicon::{self, Class};

/// A name of a publisher, place, archive or kind without the punctuation around it.
pub(super) fn clean(text: &str) -> &str {
    with_own_stop(text, without_punctuation(text))
}

/// A name with the full stop after it where that ends no sentence: "5th ser.,", "Frankfurt a. M."
fn with_own_stop<'t>(text: &'t str, name: &'t str) -> &'t str {
    let end = text.find(name).filter(|_| !name.is_empty()).map_or(text.len(), |at| at + name.len());
    let Some(rest) = text.get(end..).and_then(|rest| rest.strip_prefix('.')) else { return name };
    let stopped = text.get(end - name.len()..=end).unwrap_or(name);
    // "М.:" is Moscow, whose one letter stands without its stop.
    let is_letter = name.chars().nth(1).is_none();
    let is_own = rest.starts_with([',', ';', ':']) && !is_letter || is_cut_to_the_end(stopped) && ends_short(stopped);
    if is_own { stopped } else { name }
}

/// True if the last of several words has at most four letters: "Cir.", not "Court."
fn ends_short(text: &str) -> bool {
    const LONGEST: usize = 4;
    let bare = text.trim_end_matches('.');
    bare.rsplit_once(' ').is_some_and(|(_, last)| last.chars().count() <= LONGEST)
}

fn without_punctuation(text: &str) -> &str {
    let text = text.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, ',' | ';' | ':' | '/' | '–' | '—' | '<' | '>') || is_foreign_separator(c)
    });
    let (opened, closed) = (text.matches(['(', '[']).count(), text.matches([')', ']']).count());
    let holds_all = text.starts_with(['(', '[']) && text.trim_end_matches(['.', ',']).ends_with([')', ']']);
    let text = match opened.cmp(&closed) {
        std::cmp::Ordering::Greater => text.trim_start_matches(['(', '[']),
        std::cmp::Ordering::Less => text.trim_end_matches([')', ']', '.', ',', ';', ':']),
        std::cmp::Ordering::Equal if holds_all => text.trim_matches(['(', '[', ')', ']', '.', ',']),
        std::cmp::Ordering::Equal => text,
    };
    let text = text.trim_end_matches([',', ';', ':', ' ']);
    without_stop(text).trim()
}

/// Without the stop of the sentence; that of "Inc." and "N.Y." stays.
fn without_stop(text: &str) -> &str {
    let last = text.rsplit(' ').next().unwrap_or_default();
    if keeps_stop(last) { text } else { text.strip_suffix('.').unwrap_or(text) }
}

/// The court of a decision, as it is cut short: "9th Cir.", "Bankr. D. Mass."
pub(super) fn court(text: &str) -> &str {
    let bare = without_marks(text);
    if bare.ends_with('.') && ends_short(bare) || is_cut_to_the_end(bare) { bare } else { clean(text) }
}

/// A text without the brackets and marks around it. Its stop stays.
pub(super) fn without_marks(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '(' | ')' | '[' | ']'))
}

/// Place and publisher of a stretch that holds both: "Paris: Gallimard".
pub(super) fn place_and_publisher(text: &str) -> Option<(&str, &str)> {
    let (place, publisher) = text.split_once(':')?;
    let (place, publisher) = (clean(place), clean(publisher));
    (!place.is_empty() && !publisher.is_empty()).then_some((place, publisher))
}

/// A series and the number in it: "Schriften zur Zeit, Bd. 12".
pub(super) fn series(text: &str) -> (&str, Option<&str>) {
    let text = without_label(clean(text));
    let Some(at) = text.rfind(' ') else { return (text, None) };
    let (title, last) = text.split_at(at);
    let is_number = last.trim_start().starts_with(|c: char| c.is_ascii_digit()) && !looks_like_years(last);
    if !is_number {
        return (text, None);
    }
    (without_label(clean(without_unit(title))), Some(clean(last)))
}

/// The name of a series in quotation marks, without the one word that may stand before it: "coll. « Quadrige »".
fn without_label(text: &str) -> &str {
    let at = text.find(|c| title::closing_quotes(c).next().is_some()).filter(|at| !text[..*at].trim().contains(' '));
    let quoted = at.and_then(|at| text.get(at..));
    let name = quoted.map(title::clean).filter(|name| quoted.is_some_and(|quoted| quoted.len() > name.len() + 1));
    name.unwrap_or(text)
}

fn looks_like_years(word: &str) -> bool {
    super::date::lone_year(word).is_some()
}

/// Without the "vol." before a number.
fn without_unit(text: &str) -> &str {
    let text = text.trim_end();
    let at = text.rfind(' ').unwrap_or(0);
    let (before, last) = text.split_at(at);
    let is_unit =
        matches!(plain(last).as_str(), "vol" | "bd" | "band" | "no" | "nr" | "n" | "t" | "tome" | "number" | "volume");
    if is_unit && !before.is_empty() { before } else { text }
}

/// The number of an edition where there is one ("2" of "2nd ed."), or its words.
pub(super) fn edition(text: &str) -> String {
    let text = clean(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    let says_more = |word: &&&str| !lexicon::is(Class::Edition, &plain(word));
    let rest: Vec<&str> = words.iter().filter(says_more).copied().collect();
    match rest.as_slice() {
        [number] if ordinal(number).is_some() => ordinal(number).unwrap_or_default().to_owned(),
        _ => text.to_owned(),
    }
}

/// The number of "2nd", "2.", "2e", "2ª".
fn ordinal(word: &str) -> Option<&str> {
    let end = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
    let tail = word.get(end..)?.trim_end_matches('.');
    let is_ordinal = matches!(
        tail,
        "" | "st"
            | "nd"
            | "rd"
            | "th"
            | "e"
            | "er"
            | "ème"
            | "ª"
            | "a"
            | "º"
            | "°"
            | "-е"
            | "-ге"
            | "-те"
            | "-я"
            | "版"
    );
    (end > 0 && is_ordinal).then(|| word.get(..end)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_are_cleaned() {
        for (text, expected) in [
            ("(Paris:", "Paris"),
            ("Gallimard, 1998)", "Gallimard, 1998"),
            ("[En ligne].", "En ligne"),
            ("Acme, Inc.", "Acme, Inc."),
            ("University Press.", "University Press"),
            ("Frankfurt (Main)", "Frankfurt (Main)"),
            ("Washington, D.C.:", "Washington, D.C."),
            ("13-24.010.", "13-24.010"),
            ("5th ser.,", "5th ser."),
            ("(Cambridge, Mass.:", "Cambridge, Mass."),
            ("Frankfurt a. M. ", "Frankfurt a. M."),
            ("Oxford Univ. Press.", "Oxford Univ. Press"),
            ("Quay Press).", "Quay Press"),
            ("دار الطليعة،", "دار الطليعة"),
        ] {
            assert_eq!(clean(text), expected, "{text}");
        }
    }

    #[test]
    fn a_series_gives_up_its_number() {
        for (text, expected) in [
            ("(Schriften zur Zeit, Bd. 12)", ("Schriften zur Zeit", Some("12"))),
            ("Lecture Notes 7", ("Lecture Notes", Some("7"))),
            ("Studies in 1968", ("Studies in 1968", None)),
            ("Penguin Classics", ("Penguin Classics", None)),
            ("coll. « Quadrige »,", ("Quadrige", None)),
            ("« Bibliothèque de la Pléiade »", ("Bibliothèque de la Pléiade", None)),
            ("col. «Letras», 12", ("Letras", Some("12"))),
            ("Reihe „Salz und Brot“", ("Salz und Brot", None)),
            ("Studies in ‘Salt’ and ‘Bread’", ("Studies in ‘Salt’ and ‘Bread’", None)),
        ] {
            assert_eq!(series(text), expected, "{text}");
        }
    }

    #[test]
    fn an_edition_is_a_number_where_that_is_all() {
        for (text, expected) in [
            ("2nd ed.", "2"),
            ("3., überarb. Aufl.,", "3., überarb. Aufl."),
            ("2nd rev. ed.", "2nd rev. ed."),
            ("(4. Auflage)", "4"),
            ("2e éd.", "2"),
            ("Revised edition", "Revised edition"),
            ("3-е изд.", "3"),
            ("2版", "2"),
        ] {
            assert_eq!(edition(text), expected, "{text}");
        }
    }

    #[test]
    fn a_court_keeps_the_stops_of_its_short_form() {
        for (text, expected) in [
            ("(D.C. Cir.", "D.C. Cir."),
            ("(Bankr. D. Mass.", "Bankr. D. Mass."),
            ("(CA)", "CA"),
            ("BGH,", "BGH"),
            ("Court of Appeal.", "Court of Appeal"),
            ("(9th Cir. ", "9th Cir."),
            ("Supreme Court.", "Supreme Court"),
        ] {
            assert_eq!(court(text), expected, "{text}");
        }
    }

    #[test]
    fn place_and_publisher_are_parted_at_the_colon() {
        assert_eq!(place_and_publisher("(Paris: Gallimard,"), Some(("Paris", "Gallimard")));
        assert_eq!(place_and_publisher("Gallimard"), None);
    }
}
