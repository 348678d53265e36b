//! Words at the end of a title that are none of it: what medium the work is in ("[Internet]", "Online."), and the "in" that leads to
//! what holds it.

use super::word::{look_up, plain};
use super::{Part, Stretch, title};
use crate::text::Span;

/// Where a word must stand to say what medium a work is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stands {
    /// In square brackets after a title.
    Enclosed,
    /// There, or alone between two fields.
    Alone,
    /// There, or as a sentence of its own after a title.
    Anywhere,
}

use Stands::{Alone, Anywhere, Enclosed};

/// Words for what a work is, or where it is read; as [`plain`] gives them, sorted.
#[rustfmt::skip]
const MEDIA: &[(&str, Stands)] = &[
    ("audiobook", Enclosed), ("audiorecording", Enclosed), ("blog", Enclosed), ("blogpost", Enclosed), ("broadcast", Enclosed),
    ("cd", Enclosed), ("cdrom", Enclosed), ("computersoftware", Enclosed), ("dataset", Enclosed), ("dvd", Enclosed), ("ebook", Enclosed),
    ("electronicresource", Enclosed), ("elektronischeressource", Enclosed), ("enligne", Anywhere), ("enlinea", Anywhere),
    ("film", Enclosed), ("horbuch", Enclosed), ("internet", Alone), ("lp", Enclosed), ("map", Enclosed), ("microfiche", Enclosed),
    ("microfilm", Enclosed), ("microform", Enclosed), ("motionpicture", Enclosed), ("multimedia", Enclosed), ("online", Anywhere),
    ("onlineressource", Anywhere), ("pdf", Enclosed), ("photograph", Enclosed), ("podcast", Enclosed), ("print", Enclosed),
    ("recursoelectronico", Enclosed), ("ressourceelectronique", Enclosed), ("ressourceenligne", Alone),
    ("risorsaelettronica", Enclosed), ("software", Enclosed), ("soundrecording", Enclosed), ("stream", Enclosed),
    ("televisionbroadcast", Enclosed), ("text", Enclosed), ("tvseries", Enclosed), ("vhs", Enclosed), ("video", Enclosed),
    ("videorecording", Enclosed), ("web", Enclosed), ("webpage", Enclosed), ("webseite", Enclosed), ("website", Enclosed),
];

/// Whether a word that stands alone, as [`plain`] gives it, says that a work is read on the web.
pub(super) fn is_online(plain: &str) -> bool {
    look_up(MEDIA, plain).is_some_and(|stands| stands >= Alone)
}

/// True if a word, as [`plain`] gives it, says what medium a work is in.
pub(super) fn is_medium(plain: &str) -> bool {
    look_up(MEDIA, plain).is_some()
}

/// The media at the ends of titles.
pub(super) fn media(text: &str, stretches: &[Stretch]) -> Vec<Stretch> {
    let medium = |stretch: &Stretch| {
        let words = stretch.span.of(text);
        let is_whole = stretch.span.start > 0 && is_enclosed(words) && is_medium(&plain(words));
        let at = if is_whole { 0 } else { medium_at(words)? };
        Some(Stretch { part: Part::Medium, span: Span::new(stretch.span.start + at, stretch.span.end), ..*stretch })
    };
    stretches.iter().filter(|stretch| is_title(stretch.part)).filter_map(medium).collect()
}

/// Gives the "in" at the end of each title to what holds the work.
pub(super) fn hand_on_leads(text: &str, stretches: &mut [Stretch]) {
    for at in 1..stretches.len() {
        if let [title, container] = &mut stretches[at - 1..=at] {
            hand_on_lead(text, title, container);
        }
    }
}

/// Joins a title and the rest of it that was taken for what holds the work.
pub(super) fn join_titles(text: &str, stretches: &mut Vec<Stretch>) {
    let is_one = |pair: &[Stretch]| {
        let parts = (pair[0].part, is_container(pair[1].part));
        parts == (Part::Title, true) && title::goes_on(pair[0].span.of(text), pair[1].span.of(text))
    };
    if let Some(at) = stretches.windows(2).position(is_one) {
        let rest = stretches.remove(at + 1);
        stretches[at].span.end = rest.span.end;
    }
}

/// Splits a title in quotation marks from the work that holds it, where both were taken for one title and nothing else holds it.
pub(super) fn split_quoted(text: &str, stretches: &mut Vec<Stretch>) {
    if stretches.iter().any(|stretch| is_container(stretch.part)) {
        return;
    }
    let rest =
        |stretch: &Stretch| title::after_quotation(stretch.span.of(text)).filter(|_| stretch.part == Part::Title);
    if let Some((at, start)) = stretches.iter().enumerate().find_map(|(at, stretch)| Some((at, rest(stretch)?))) {
        let counts = |stretch: &Stretch| matches!(stretch.part, Part::Volume | Part::Issue | Part::Pages | Part::Date);
        let part = if stretches.get(at + 1).is_some_and(counts) { Part::Journal } else { Part::ContainerTitle };
        let title = &mut stretches[at];
        let container = Stretch { part, span: Span::new(title.span.start + start, title.span.end), ..*title };
        title.span.end = container.span.start;
        stretches.insert(at + 1, container);
    }
}

/// Joins the rest of the name of a periodical to its beginning, where a stop parted them: "Bull. " and "du Centre d’étude, ".
pub(super) fn join_periodicals(text: &str, stretches: &mut Vec<Stretch>) {
    let is_one = |pair: &[Stretch]| {
        let [name, rest] = [&pair[0], &pair[1]].map(|stretch| stretch.span.of(text).trim());
        (pair[0].part, pair[1].part) == (Part::Journal, Part::Title)
            && name.ends_with('.')
            && rest.starts_with(char::is_lowercase)
    };
    if let Some(at) = stretches.windows(2).position(is_one) {
        let rest = stretches.remove(at + 1);
        stretches[at].span.end = rest.span.end;
    }
}

/// Splits what was taken for one title where a lead and a colon begin the work that holds the first.
pub(super) fn split_led(text: &str, stretches: &mut Vec<Stretch>) {
    let led = |stretch: &Stretch| title::led_container(stretch.span.of(text)).filter(|_| stretch.part == Part::Title);
    if let Some((at, lead)) = stretches.iter().enumerate().find_map(|(at, stretch)| Some((at, led(stretch)?))) {
        let title = &mut stretches[at];
        let container =
            Stretch { part: Part::ContainerTitle, span: Span::new(title.span.start + lead, title.span.end), ..*title };
        title.span.end = container.span.start;
        stretches.insert(at + 1, container);
    }
}

/// In the brackets of a series, what was taken for the volume of the work is the number in the series: "(BZAW 260)".
pub(super) fn number_series(text: &str, stretches: &mut [Stretch]) {
    for at in 1..stretches.len() {
        if let [series, number] = &mut stretches[at - 1..=at] {
            let (name, volume) = (series.span.of(text), number.span.of(text));
            let in_brackets = name.starts_with('(') && !name.contains(')') && volume.contains(')');
            if (series.part, number.part) == (Part::CollectionTitle, Part::Volume) && in_brackets {
                number.part = Part::CollectionNumber;
            }
        }
    }
}

/// Gives the number that a title begins with back to it, where it was taken for a second date: "(1968). 2001: A Space Odyssey".
pub(super) fn hand_on_numbers(text: &str, stretches: &mut [Stretch]) {
    let dates = stretches.iter().filter(|stretch| stretch.part == Part::Date).count();
    for at in 1..stretches.len() {
        if let [number, title] = &mut stretches[at - 1..=at] {
            let is_number = number.part == Part::Date && number.span.of(text).trim_end().ends_with([':', ';']);
            if is_number && title.part == Part::Title && dates > 1 && !number.span.of(text).contains(['(', ',']) {
                *number = Stretch { part: Part::Title, span: Span::new(number.span.start, title.span.end), ..*title };
                title.span.start = title.span.end;
            }
        }
    }
}

fn is_title(part: Part) -> bool {
    matches!(part, Part::Title | Part::ContainerTitle | Part::Journal | Part::CollectionTitle)
}

fn is_container(part: Part) -> bool {
    matches!(part, Part::ContainerTitle | Part::Journal)
}

/// True for "[Data set].": square brackets and nothing else.
fn is_enclosed(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['.', ',', ';', ':']);
    text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).is_some_and(|inside| !inside.contains(['[', ']']))
}

/// Where the medium begins at the end of a title.
fn medium_at(title: &str) -> Option<usize> {
    let body = title.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':'));
    let (at, least) = match body.strip_suffix(']') {
        Some(open) => (open.rfind('[')?, Enclosed),
        None => {
            let stop = body.rfind(['.', '?', '!', '”', '"', '»'])?;
            (stop + body[stop..].find(' ')?, Anywhere)
        }
    };
    let is_after = title[..at].contains(char::is_alphanumeric);
    (is_after && look_up(MEDIA, &plain(&body[at..])).is_some_and(|stands| stands >= least)).then_some(at)
}

fn hand_on_lead(text: &str, title: &mut Stretch, container: &mut Stretch) {
    let leads = title.part == Part::Title && (is_container(container.part) || container.part == Part::Editor);
    if let Some(at) = title::lead_at(title.span.of(text)).filter(|_| leads) {
        title.span.end = title.span.start + at;
        container.span.start = title.span.end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::overrule;

    fn show(parts: &[(Part, &str)]) -> String {
        let text: String = parts.iter().map(|(_, text)| *text).collect();
        let mut end = 0;
        let stretch = |&(part, words): &(Part, &str)| {
            end += words.len();
            Stretch { part, span: Span::new(end - words.len(), end), confidence: 0.5 }
        };
        let stretches: Vec<Stretch> = parts.iter().map(stretch).collect();
        let settled = overrule::settle(&text, &stretches);
        settled.iter().map(|s| format!("{:?}={}", s.part, s.span.of(&text))).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn the_medium_is_no_part_of_a_title() {
        for (title, expected) in [
            ("The Salt Road [Internet]. ", "Title=The Salt Road  | Medium=[Internet]. "),
            ("La route du sel [en ligne], ", "Title=La route du sel  | Medium=[en ligne], "),
            ("The Salt Road. Online. ", "Title=The Salt Road. | Medium= Online. "),
            ("Who Goes Online. ", "Title=Who Goes Online. "),
            ("Salt [a translation]. ", "Title=Salt [a translation]. "),
            ("[Internet]", "Title=[Internet]"),
            ("Online.", "Title=Online."),
            ("", "Title="),
        ] {
            assert_eq!(show(&[(Part::Title, title)]), expected, "{title}");
        }
    }

    #[test]
    fn titles_are_joined_and_leads_handed_on() {
        for (parts, expected) in [
            (
                &[(Part::Title, "Unity "), (Part::ContainerTitle, "in diversity: papers. ")][..],
                "Title=Unity in diversity: papers. ",
            ),
            (
                &[(Part::Title, "Salt roads. "), (Part::ContainerTitle, "in diversity: papers. ")],
                "Title=Salt roads.  | ContainerTitle=in diversity: papers. ",
            ),
            (
                &[(Part::Title, "Unity "), (Part::ContainerTitle, "in Annals of salt. ")],
                "Title=Unity  | ContainerTitle=in Annals of salt. ",
            ),
            (
                &[(Part::Author, "Hsu, "), (Part::Title, "Anna: The salt road. ")],
                "Author=Hsu, Anna: | Title= The salt road. ",
            ),
            (
                &[(Part::Author, "Dahl, Eva; Hsu, "), (Part::Title, "Dong-Bo: The salt road. ")],
                "Author=Dahl, Eva; Hsu, Dong-Bo: | Title= The salt road. ",
            ),
            (&[(Part::Author, "Hsu, "), (Part::Title, "Rome: A history. ")], "Author=Hsu,  | Title=Rome: A history. "),
            (
                &[(Part::Title, "« Le sel », Annales du Sel, "), (Part::Volume, "no 3, ")],
                "Title=« Le sel »,  | Journal=Annales du Sel,  | Volume=no 3, ",
            ),
            (
                &[(Part::Title, "“Salt,” Mills and Roads, "), (Part::Publisher, "Dale, ")],
                "Title=“Salt,”  | ContainerTitle=Mills and Roads,  | Publisher=Dale, ",
            ),
            (&[(Part::Title, "“Salt” and the Sea, ")], "Title=“Salt” and the Sea, "),
            (&[(Part::Title, "The “Salt”, ")], "Title=The “Salt”, "),
            (
                &[(Part::Journal, "Bull. "), (Part::Title, "du Centre du Sel, "), (Part::Volume, "3, ")],
                "Journal=Bull. du Centre du Sel,  | Volume=3, ",
            ),
            (
                &[(Part::Title, "A small town In:, "), (Part::Editor, "A. Reed (ed), ")],
                "Title=A small town | Editor= In:, A. Reed (ed), ",
            ),
        ] {
            assert_eq!(show(parts), expected);
        }
    }

    #[test]
    fn a_medium_in_brackets_may_stand_alone_after_a_title() {
        let parts = [(Part::Title, "Tides, "), (Part::Edition, "(Version 2) "), (Part::Title, "[Data set]. ")];
        assert_eq!(show(&parts), "Title=Tides,  | Edition=(Version 2)  | Medium=[Data set]. ");
    }

    #[test]
    fn in_belongs_to_what_it_leads_to() {
        for (title, expected) in [
            ("Salt, in, ", "Title=Salt, | Journal= in, The Mill"),
            ("“Salt.” In: ", "Title=“Salt.” | Journal= In: The Mill"),
            ("What We Believe in, ", "Title=What We Believe in,  | Journal=The Mill"),
            ("Salt, ", "Title=Salt,  | Journal=The Mill"),
        ] {
            assert_eq!(show(&[(Part::Title, title), (Part::Journal, "The Mill")]), expected, "{title}");
        }
    }

    #[test]
    fn the_table_is_sorted() {
        assert!(MEDIA.is_sorted_by(|one, next| one.0 < next.0));
    }
}
