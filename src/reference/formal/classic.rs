//! Places in the Bible and in classical works: "Gen 1:1; Isa 27:1", "Arist., Eth. Nic. 1105b12", "Hom. Il. 2, 204".

use super::super::Part;
use super::Formal;
use super::scan::{ScannedWord, scan};
use crate::csl::ItemType;
use crate::reference::word::plain;
use crate::tagging::{is_scripture, is_shortened_author};

/// Reads a place, or several, in the Bible or in a classical work.
pub(super) fn read(text: &str) -> Option<Formal> {
    bible(text).or_else(|| classical(text))
}

/// "Gen 1:1; Isa 27:1", "1 Kor 13, 4–7", "John 3.16 (NIV)".
fn bible(text: &str) -> Option<Formal> {
    let words = scan(text);
    let named = |at: usize| !words[at].begins_with_digit() && words[at].core().contains(char::is_alphabetic);
    let first = (0..words.len()).find(|&at| named(at)).filter(|&first| first < 2 && is_book(&words, first))?;
    let fits = |at: usize| !named(at) || is_book(&words, at) || joins_places(words[at].text) || is_version(&words[at]);
    let place = words.get(first + 1)?;
    if !(0..words.len()).all(fits) || !has_verse(place, text) {
        return None;
    }
    let mut formal = Formal::of(ItemType::Classic);
    formal.push(Part::Title, words[0].start, words[first].end());
    formal.push(Part::Locator, place.start, text.trim_end().len());
    Some(formal)
}

/// A book and the number of a chapter after it.
fn is_book(words: &[ScannedWord], at: usize) -> bool {
    let text = words[at].text;
    let follows = words.get(at + 1).is_some_and(|next| next.begins_with_digit());
    follows && !words[at].stops() && text.starts_with(char::is_uppercase) && is_scripture(&plain(text))
}

/// A small word between places: "and", "vgl.", "sowie".
fn joins_places(word: &str) -> bool {
    word.starts_with(char::is_lowercase) && word.chars().count() < 6
}

/// The letters of a translation after the place: "(NIV)", "LXX".
fn is_version(word: &ScannedWord) -> bool {
    let core = word.core();
    (2..7).contains(&core.len()) && core.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// True if a chapter and a verse begin at a word. No book has more than 151 chapters, and no chapter more than 176 verses, so that
/// "John 1999, 12" is a person and a year.
fn has_verse<'t>(place: &ScannedWord, text: &'t str) -> bool {
    let number = |text: &'t str| {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        (text[..digits].parse::<u32>().unwrap_or_default(), &text[digits..])
    };
    let (chapter, rest) = number(&text[place.start..]);
    let verse = rest.strip_prefix([':', ',', '.']).map_or(0, |rest| number(rest.trim_start()).0);
    (1..=151).contains(&chapter) && (1..=176).contains(&verse)
}

/// "Arist., Eth. Nic. 1105b12": an author, a short title or none, and a place.
fn classical(text: &str) -> Option<Formal> {
    let words = scan(text);
    let first = words.first()?;
    let is_author = first.text.trim_end_matches(',').ends_with('.')
        && is_shortened_author(&plain(first.text))
        && first.text.starts_with(char::is_uppercase);
    let place = words.iter().position(|word| is_place(word))?;
    let title = words.get(1..place)?;
    let is_short = |word: &ScannedWord| {
        word.text.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | ',' | '’')) && word.text.chars().count() < 13
    };
    let fits = is_author
        && place > 0
        && place < 6
        && title.iter().all(is_short)
        && words[place..].iter().all(is_place_or_link);
    // A year alone is that of an edition, not a place.
    if !fits || words.len() == place + 1 && words[place].is_year() {
        return None;
    }
    let mut formal = Formal::of(ItemType::Classic);
    formal.push(Part::Author, first.start, first.end());
    if let (Some(start), Some(end)) = (title.first(), title.last()) {
        formal.push(Part::Title, start.start, end.end());
    }
    formal.push(Part::Locator, words[place].start, text.trim_end().len());
    Some(formal)
}

fn is_place(word: &ScannedWord) -> bool {
    let core = word.core();
    let digits = core.bytes().filter(u8::is_ascii_digit).count();
    let is_numeral = !core.is_empty() && core.bytes().all(|byte| b"ivxlc".contains(&byte));
    digits > 0 && core.chars().filter(|c| c.is_alphabetic()).count() < 4 || is_numeral
}

fn is_place_or_link(word: &ScannedWord) -> bool {
    is_place(word) || matches!(word.text, "–" | "-" | "ff." | "f." | "ff" | "f" | "and" | "und")
}

#[cfg(test)]
mod tests {
    use super::super::tests::show;
    use super::*;

    #[test]
    fn places_in_the_bible_and_in_classical_works_are_read() {
        for (text, expected) in [
            ("Gen 1:1; Isa 27:1", "Title=Gen | Locator=1:1; Isa 27:1"),
            ("1 Kor 13,4–7", "Title=1 Kor | Locator=13,4–7"),
            ("Matthew 5:3–12.", "Title=Matthew | Locator=5:3–12."),
            ("Matteo 19, 30; Marco 10, 31", "Title=Matteo | Locator=19, 30; Marco 10, 31"),
            ("John 3.16 (NIV)", "Title=John | Locator=3.16 (NIV)"),
            ("1 Pedro 2:9 y Éxodo 19:6", "Title=1 Pedro | Locator=2:9 y Éxodo 19:6"),
            ("Лк 4:18", "Title=Лк | Locator=4:18"),
            ("Arist., Eth. Nic. 1105b12", "Author=Arist., | Title=Eth. Nic. | Locator=1105b12"),
            ("Hom. Il. 2, 204", "Author=Hom. | Title=Il. | Locator=2, 204"),
            ("Hdt. 7.152", "Author=Hdt. | Locator=7.152"),
            ("Cic. Att. iv 1", "Author=Cic. | Title=Att. | Locator=iv 1"),
        ] {
            assert_eq!(show(text, read), expected, "{text}");
        }
    }

    #[test]
    fn people_and_books_of_like_names_are_left_alone() {
        for text in [
            "John 1999, 12",
            "Mark Hale, Salt 1:2",
            "Ruth 1999",
            "Jos. Reed, Salt, London 1999",
            "Phil. Trans. 1999",
            "Samuel 12",
            "Mark 3.1999",
            "Jean, 2, 14",
            "Lucas 12 (1988), 34",
            "Marco 10:2, Einaudi",
            "Matthew, Salt, 1999",
        ] {
            assert_eq!(show(text, read), "", "{text}");
        }
    }
}
