//! Words at the end of a title that are none of it: what medium the work is in ("[Internet]", "Online."), and the "in" that leads to
//! what holds it.

use super::word::{is_in, plain};
use super::{Part, Stretch, title};
use crate::text::Span;

/// What stands in square brackets behind a title and says what the work is, or where it is read; as [`plain`] gives it, sorted.
#[rustfmt::skip]
const MEDIA: &[&str] = &[
    "audiobook", "audiorecording", "blog", "blogpost", "broadcast", "cd", "cdrom", "dataset", "dvd", "ebook", "electronicresource",
    "elektronischeressource", "enligne", "enlinea", "film", "horbuch", "internet", "map", "microfiche", "microfilm", "microform",
    "motionpicture", "multimedia", "online", "onlineressource", "pdf", "photograph", "podcast", "print", "recursoelectronico",
    "ressourceelectronique", "ressourceenligne", "risorsaelettronica", "software", "soundrecording", "stream", "televisionbroadcast",
    "text", "tvseries", "vhs", "video", "videorecording", "web", "webpage", "webseite", "website",
];

/// What says so in a sentence of its own; sorted.
const ONLINE: &[&str] = &["enligne", "enlinea", "online", "onlineressource"];

/// Cuts such words off the titles.
pub(super) fn settle(text: &str, stretches: Vec<Stretch>) -> Vec<Stretch> {
    let mut settled: Vec<Stretch> = Vec::with_capacity(stretches.len() + 1);
    for stretch in stretches {
        let (stretch, medium) = without_medium(text, stretch);
        settled.push(stretch);
        settled.extend(medium);
    }
    for at in 1..settled.len() {
        if let [title, container] = &mut settled[at - 1..=at] {
            hand_on_lead(text, title, container);
        }
    }
    settled
}

fn is_title(part: Part) -> bool {
    matches!(part, Part::Title | Part::ContainerTitle | Part::Journal | Part::CollectionTitle)
}

fn is_container(part: Part) -> bool {
    matches!(part, Part::ContainerTitle | Part::Journal)
}

fn without_medium(text: &str, stretch: Stretch) -> (Stretch, Option<Stretch>) {
    let Span { start, end } = stretch.span;
    match medium_at(stretch.span.of(text)).filter(|_| is_title(stretch.part)) {
        Some(at) => {
            let cut = |part, span| Stretch { part, span, ..stretch };
            let medium = cut(Part::Medium, Span::new(start + at, end));
            (cut(stretch.part, Span::new(start, start + at)), Some(medium))
        }
        None => (stretch, None),
    }
}

/// Where the medium begins at the end of a title.
fn medium_at(title: &str) -> Option<usize> {
    let body = title.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':'));
    let (at, table) = match body.strip_suffix(']') {
        Some(open) => (open.rfind('[')?, MEDIA),
        None => {
            (body.rfind(['.', '?', '!', '”', '"', '»']).and_then(|stop| Some(stop + body[stop..].find(' ')?))?, ONLINE)
        }
    };
    let is_behind = title[..at].contains(char::is_alphanumeric);
    (is_behind && is_in(table, &plain(&body[at..]))).then_some(at)
}

/// Gives the "in" at the end of a title to what holds the work.
fn hand_on_lead(text: &str, title: &mut Stretch, container: &mut Stretch) {
    let leads = title.part == Part::Title && is_container(container.part);
    if let Some(at) = title::lead_at(title.span.of(text)).filter(|_| leads) {
        title.span.end = title.span.start + at;
        container.span.start = title.span.end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(parts: &[(Part, &str)]) -> String {
        let text: String = parts.iter().map(|(_, text)| *text).collect();
        let mut end = 0;
        let stretch = |&(part, words): &(Part, &str)| {
            end += words.len();
            Stretch { part, span: Span::new(end - words.len(), end), confidence: 0.5 }
        };
        let settled = settle(&text, parts.iter().map(stretch).collect());
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
    fn the_tables_are_sorted() {
        assert!(MEDIA.is_sorted() && ONLINE.is_sorted());
    }
}
