//! Places in the Bible and in classical works: "Gen 1:1; Isa 27:1", "Arist., Eth. Nic. 1105b12", "Hom. Il. 2, 204".

use super::super::Part;
use super::Formal;
use super::scan::{Word, scan};
use crate::csl::ItemType;
use crate::reference::word::{is_in, plain};

/// Books of the Bible and how English, German, French, Spanish and Italian shorten them; [`plain`], without the number before. Sorted.
#[rustfmt::skip]
const BIBLE: &[&str] = &[
    "act", "acta", "acts", "am", "amos", "apc", "apg", "apk", "apoc", "apocalypse", "apostelgeschichte", "bar",
    "baruch", "cant", "chr", "chron", "chronicles", "chronik", "co", "col", "colossians", "cor", "corinthians",
    "corinthiens", "corinti", "dan", "daniel", "deut", "deuteronomium", "deuteronomy", "dn", "dt", "ec", "eccl",
    "ecclesiastes", "ef", "eph", "ephesians", "esra", "est", "esth", "esther", "ex", "exod", "exodus", "ez", "ezek",
    "ezekiel", "ezr", "ezra", "gal", "galatians", "gen", "genesis", "gn", "hab", "habakkuk", "hag", "haggai", "heb",
    "hebr", "hebrews", "hiob", "hos", "hosea", "ijob", "is", "isa", "isaiah", "jak", "jakobus", "james", "jas", "jdg",
    "jer", "jeremia", "jeremiah", "jes", "jesaja", "jn", "job", "joel", "joh", "johannes", "john", "jon", "jona",
    "jonah", "jos", "josh", "joshua", "josua", "jr", "jud", "jude", "judges", "kgs", "kings", "klgl", "koh", "kol",
    "kon", "konige", "kor", "korinther", "lam", "lamentations", "lc", "lev", "leviticus", "lk", "lukas", "luke", "lv",
    "mal", "malachi", "maleachi", "mark", "markus", "matt", "matthaus", "matthew", "mc", "mic", "micah", "mich", "mk",
    "mose", "mt", "nah", "nahum", "neh", "nehemiah", "num", "numbers", "numeri", "obad", "obadiah", "offb",
    "offenbarung", "os", "pet", "peter", "petr", "petrus", "phil", "philippians", "phlm", "phm", "pred", "prov",
    "proverbs", "ps", "psalm", "psalmen", "psalms", "rev", "revelation", "ri", "richter", "rom", "romans", "romer",
    "rut", "ruth", "sach", "sal", "sam", "samuel", "sir", "sirach", "song", "spr", "thess", "thessalonians", "tim",
    "timotheus", "timothy", "tit", "titus", "tob", "tobit", "wis", "wisdom", "zech", "zechariah", "zef", "zeph",
    "zephaniah",
];

/// How the authors of antiquity are shortened; [`plain`]. Sorted.
#[rustfmt::skip]
const AUTHORS: &[&str] = &[
    "aesch", "amm", "apul", "ar", "arist", "aristoph", "aristot", "aug", "caes", "cass", "cat", "catull", "cic",
    "dem", "dio", "diod", "diog", "epict", "eur", "eurip", "eus", "gell", "hdt", "hes", "hom", "hor", "isid", "isoc",
    "jos", "joseph", "juv", "liv", "lucan", "lucr", "lys", "mart", "nep", "ov", "ovid", "paus", "pers", "petron",
    "philo", "pind", "pl", "plat", "plaut", "plb", "plin", "plot", "plut", "polyb", "prop", "quint", "sall", "sen",
    "soph", "strab", "suet", "tac", "ter", "tert", "theocr", "thuc", "tib", "val", "varro", "verg", "vitr", "xen",
];

/// Reads a place, or several, in the Bible or in a classical work.
pub(super) fn read(text: &str) -> Option<Formal> {
    bible(text).or_else(|| classical(text))
}

/// "Gen 1:1; Isa 27:1", "1 Kor 13, 4–7".
fn bible(text: &str) -> Option<Formal> {
    let words = scan(text);
    let mut books = 0;
    for (at, word) in words.iter().enumerate() {
        let is_book = word.core().contains(char::is_alphabetic) && !word.begins_with_digit();
        let follows = words.get(at + 1).is_some_and(|next| next.begins_with_digit());
        match (is_book, word.text) {
            (true, "and" | "und" | "et" | "e" | "y" | "cf." | "f." | "ff." | "f" | "ff") => {}
            (true, _) if follows && is_in(BIBLE, &plain(word.text)) && word.text.starts_with(char::is_uppercase) => {
                books += 1;
            }
            (true, _) => return None,
            (false, _) => {}
        }
    }
    let first = words.iter().position(|word| word.core().contains(char::is_alphabetic) && !word.begins_with_digit())?;
    let place = words.get(first + 1)?;
    let has_verse =
        place.text.contains([':', ',', '.']) && words.len() > 1 && place.core().len() > 1 && text.contains([':', ',']);
    // No book has more than 151 chapters: "John 1999, 12" is a person and a year.
    let chapter: String = place.core().chars().take_while(char::is_ascii_digit).collect();
    let is_chapter = chapter.parse::<u32>().is_ok_and(|chapter| (1..=151).contains(&chapter));
    if books == 0 || first > 1 || !has_verse || !is_chapter {
        return None;
    }
    let mut formal = Formal::of(ItemType::Classic);
    formal.push(Part::Title, words[0].start, words[first].end());
    formal.push(Part::Locator, place.start, text.trim_end().len());
    Some(formal)
}

/// "Arist., Eth. Nic. 1105b12": an author, a short title or none, and a place.
fn classical(text: &str) -> Option<Formal> {
    let words = scan(text);
    let first = words.first()?;
    let is_author = first.text.trim_end_matches(',').ends_with('.')
        && is_in(AUTHORS, &plain(first.text))
        && first.text.starts_with(char::is_uppercase);
    let place = words.iter().position(|word| is_place(word))?;
    let title = words.get(1..place)?;
    let is_short = |word: &Word| {
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

fn is_place(word: &Word) -> bool {
    let core = word.core();
    let digits = core.bytes().filter(u8::is_ascii_digit).count();
    let is_numeral = !core.is_empty() && core.bytes().all(|byte| b"ivxlc".contains(&byte));
    digits > 0 && core.chars().filter(|c| c.is_alphabetic()).count() < 4 || is_numeral
}

fn is_place_or_link(word: &Word) -> bool {
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
            "Matthew, Salt, 1999",
        ] {
            assert_eq!(show(text, read), "", "{text}");
        }
    }

    #[test]
    fn the_tables_are_sorted() {
        for table in [AUTHORS, BIBLE] {
            assert!(table.is_sorted(), "{:?}", table.windows(2).find(|pair| pair[0] > pair[1]));
        }
    }
}
