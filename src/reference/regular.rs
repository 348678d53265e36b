//! Fields whose place tells them, where the tagger took them for another: the first year between title and imprint, the periodical right
//! before its year and volume, "by" and a name after a title.

use super::date::lone_year;
use super::{Part, Stretch};
use crate::lexicon::{self, Class};
use crate::text::Span;

/// Gives the stretches that are told by their place their part.
pub(super) fn settle(text: &str, stretches: &mut [Stretch]) {
    periodical(text, stretches);
    author(text, stretches);
}

/// The year of the first edition, at the end of a title: "The Salt Road. 1818. Oxford: Quarry Press, 1993".
pub(super) fn first_year(text: &str, stretches: &[Stretch]) -> Option<Stretch> {
    let at = stretches.iter().position(|stretch| stretch.part == Part::Title)?;
    let is_dated = stretches[at + 1..].iter().any(|stretch| stretch.part == Part::Date);
    let title = stretches[at].span.of(text).trim_end_matches(|c: char| c.is_whitespace() || c == '.');
    let start = title.len() - title.split_whitespace().next_back()?.len();
    let is_alone = title[..start].trim_end().ends_with('.') && lone_year(&title[start..]).is_some();
    let from = stretches[at].span.start;
    let span = Span::new(from + start, from + title.len());
    (is_dated && is_alone).then_some(Stretch { part: Part::Date, span, ..stretches[at] })
}

/// A note in capitals right before "2020; 7: 12–19" is the periodical.
fn periodical(text: &str, stretches: &mut [Stretch]) {
    use Part::{ContainerTitle, Date, Journal, Note, Pages, Title, Volume};
    if stretches.iter().any(|stretch| matches!(stretch.part, Journal | ContainerTitle)) {
        return;
    }
    let worded = |at: &usize| stretches[*at].span.of(text).contains(char::is_alphanumeric);
    let worded: Vec<usize> = (0..stretches.len()).filter(worded).collect();
    let is_told = |at: &[usize]| {
        let parts: Vec<Part> = at.iter().map(|at| stretches[*at].part).collect();
        matches!(parts[..], [Title, Note, Date, Volume, Pages] | [Title, Note, Volume, Pages, Date])
    };
    let is_name =
        |at: usize| stretches[at].span.of(text).split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    let found = worded.windows(5).find(|at| is_told(at)).map(|at| at[1]).filter(|at| is_name(*at));
    if let Some(note) = found.and_then(|at| stretches.get_mut(at)) {
        note.part = Journal;
    }
}

/// "by Maud Barnes" after a title is no container.
fn author(text: &str, stretches: &mut [Stretch]) {
    if stretches.iter().any(|stretch| stretch.part == Part::Author) {
        return;
    }
    let is_led = |stretch: &&mut Stretch| {
        let mut words = stretch.span.of(text).split_whitespace();
        let by = words.next().is_some_and(|by| by.starts_with(char::is_lowercase) && lexicon::is(Class::By, by));
        let names = words.clone().count();
        by && (2..5).contains(&names) && words.all(|word| word.starts_with(char::is_uppercase))
    };
    let holds = |stretch: &&mut Stretch| matches!(stretch.part, Part::Journal | Part::ContainerTitle);
    if let Some(found) = stretches.iter_mut().filter(holds).find(is_led) {
        found.part = Part::Author;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Stretches of these parts and words, side by side.
    fn stretches(parts: &[(Part, &str)]) -> (String, Vec<Stretch>) {
        let mut text = String::new();
        let stretch = |&(part, words): &(Part, &str)| {
            let start = text.len();
            text.push_str(words);
            Stretch { part, span: Span::new(start, text.len()), confidence: 0.9 }
        };
        let stretches = parts.iter().map(stretch).collect();
        (text, stretches)
    }

    #[test]
    fn the_first_year_stands_between_title_and_imprint() {
        use Part::{Date, Location, Title};
        for (title, date, expected) in [
            ("The Salt Road. 1818. ", "1993.", Some("1818")),
            ("Rivers. 1790 ", "2003", Some("1790")),
            ("The Salt Road of 1818. ", "1993", None),
            ("1818. ", "1993", None),
        ] {
            let (text, stretches) = stretches(&[(Title, title), (Location, "Oxford, "), (Date, date)]);
            assert_eq!(first_year(&text, &stretches).map(|year| year.span.of(&text)), expected, "{title}");
        }
        let (text, stretches) = stretches(&[(Title, "The Salt Road. 1818.")]);
        assert_eq!(first_year(&text, &stretches), None);
    }

    #[test]
    fn periodicals_and_authors_are_told_by_their_place() {
        use Part::{Author, Date, Journal, Note, Pages, Title, Volume};
        let numbers = [(Date, "2020"), (Date, ";"), (Volume, "7"), (Date, ":"), (Pages, "12–19")];
        for (first, second, expected) in [
            ((Title, "Salt. "), (Note, "Mill Rev "), Journal),
            ((Title, "Salt. "), (Note, "in press "), Note),
            ((Title, "*Coal*, "), (Journal, "by Maud Barnes, "), Author),
            ((Title, "*Coal*, "), (Journal, "By the Mill, "), Journal),
            ((Author, "Able, "), (Journal, "by Maud Barnes, "), Journal),
        ] {
            let (text, mut found) = stretches(&[&[first, second], &numbers[..]].concat());
            settle(&text, &mut found);
            assert_eq!(found[1].part, expected, "{text}");
        }
    }
}
