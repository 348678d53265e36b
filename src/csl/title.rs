//! Titles: where the main title ends and the subtitle begins.

/// Abbreviations of four letters and more that stand before names. Shorter words before a full stop are always taken for abbreviations.
const BEFORE_NAMES: &[&str] = &["capt", "card", "comte", "lieut", "messrs", "mons", "msgr", "prof", "profs", "sant"];

/// Pairs of marks that a short title must not leave open.
const PAIRS: &[(char, char)] = &[('(', ')'), ('[', ']'), ('«', '»'), ('‹', '›'), ('「', '」')];

/// Returns a title without its subtitle: all of it up to its first colon, semicolon or full stop. A question mark or an exclamation mark stays.
///
/// ```
/// use ibid::csl::main_title;
/// assert_eq!(main_title("Crimes écrits. La littérature en procès"), "Crimes écrits");
/// assert_eq!(main_title("Dr. Faustus in St. Albans"), "Dr. Faustus in St. Albans");
/// ```
#[must_use]
pub fn main_title(title: &str) -> &str {
    let ends = title.char_indices().filter_map(|(at, mark)| end_at(title, at, mark));
    ends.map(|end| title[..end].trim()).find(|main| !main.is_empty() && is_closed(main)).unwrap_or(title)
}

/// The end of the main title if the mark at this place closes it.
fn end_at(title: &str, at: usize, mark: char) -> Option<usize> {
    let after = at + mark.len_utf8();
    let next = title[after..].trim_start();
    let goes_on = title[after..].starts_with(char::is_whitespace) && next.chars().any(char::is_alphanumeric);
    let begins_anew = !next.starts_with(char::is_lowercase);
    match mark {
        ':' | ';' => goes_on.then_some(at),
        '.' => (goes_on && begins_anew && ends_sentence(&title[..at])).then_some(at),
        '?' | '!' => (goes_on && begins_anew).then_some(after),
        _ => None,
    }
}

/// True if a full stop after these words is not that of an abbreviation, an initial, an ordinal or a king's number.
fn ends_sentence(before: &str) -> bool {
    const LETTERS: usize = 4;
    let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_word = last.chars().count() >= LETTERS && last.chars().all(char::is_alphabetic);
    let is_roman = last.chars().all(|c| "IVXLCDM".contains(c));
    is_word && !is_roman && !BEFORE_NAMES.contains(&last.to_lowercase().as_str())
}

/// True if every bracket and quotation mark that opens in a text closes there, too.
fn is_closed(text: &str) -> bool {
    let count = |mark: char| text.chars().filter(|c| *c == mark).count();
    // In German “ closes what „ opened, in English it opens.
    let quotes = if text.contains('„') { ('„', '“') } else { ('“', '”') };
    let mut pairs = PAIRS.iter().chain([&quotes]);
    pairs.all(|&(open, close)| count(open) == count(close)) && count('"').is_multiple_of(2)
}

#[cfg(test)]
mod tests {
    use super::main_title;

    #[test]
    fn a_title_ends_at_its_first_stop() {
        for (title, main) in [
            ("The Mill: A History", "The Mill"),
            ("Who Owned the Mill? A Question: And an Answer", "Who Owned the Mill?"),
            ("Fire! The Night of the Mill", "Fire!"),
            ("L’Été : histoire d’un moulin", "L’Été"),
            ("Crimes écrits. La littérature en procès", "Crimes écrits"),
            ("Salt. A World History", "Salt"),
            ("Die Salzstraßen. 1500 bis 1800", "Die Salzstraßen"),
            ("Heloise; or, The New Abbess", "Heloise"),
            ("“Who Goes?” A Mill at War: 1914", "“Who Goes?” A Mill at War"),
            ("NATO. Ein Bündnis", "NATO"),
        ] {
            assert_eq!(main_title(title), main, "{title}");
        }
    }

    #[test]
    fn other_stops_and_titles_without_one_stay() {
        for title in [
            "The Mill at 10:30",
            "Who Owned the Mill?",
            ": nothing",
            "Dr. Faustus in St. Albans",
            "J. S. Bach und seine Zeit",
            "Das 19. Jahrhundert",
            "Heinrich VIII. Tudor",
            "Karl IV. Ein Kaiser",
            "The U.S. Army at War",
            "Prof. Unrat",
            "Vol. 3. Letters",
            "Wait... Then Run",
            "The Mill (Leeds: A Tale)",
            "“Salt: A Word” and Its Uses",
            "Das „Salz. Wasser“ der Alten",
            "Yes! we have no bananas",
            "",
        ] {
            assert_eq!(main_title(title), title);
        }
    }
}
