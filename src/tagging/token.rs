//! The words of a reference.

use crate::text::{self, Span};

/// The longest word that is read as one; a longer one is cut, so that a megabyte without a blank costs no more than text.
const LONGEST: usize = 400;

/// Cuts text into words at white space, after full-width punctuation, and inside glued numbers ("5(2):123" gives "5", "(2):", "123").
///
/// ```
/// use ibid::tagging::words;
/// let text = "Annals 5(2):123–45.";
/// let words: Vec<&str> = words(text).iter().map(|span| span.of(text)).collect();
/// assert_eq!(words, ["Annals", "5", "(2):", "123–45."]);
/// ```
#[must_use]
pub fn words(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    for (start, word) in text::words(text) {
        cut(word, start, &mut found);
    }
    found
}

/// Cuts one word between white space.
fn cut(word: &str, start: usize, words: &mut Vec<Span>) {
    let glued = is_glued_number(word);
    let years = glued_year(word);
    if word.is_ascii() && !glued && years.is_none() && word.len() <= LONGEST {
        words.push(Span::new(start, start + word.len()));
        return;
    }
    let unspaced = word.contains(is_unspaced);
    let mut from = 0;
    let mut before = ' ';
    for (at, char) in word.char_indices() {
        let apart = at - from > LONGEST
            || ends_full_width(before)
            || glued && parts_numbers(before, char)
            || opens_title(before, char, &word[at + char.len_utf8()..])
            || years.is_some_and(|year| at == year.start || at == year.end)
            || unspaced && parts_unspaced(before, char);
        if at > from && apart {
            words.push(Span::new(start + from, start + at));
            from = at;
        }
        before = char;
    }
    words.push(Span::new(start + from, start + word.len()));
}

/// Whether the text holds nothing but numbers and what stands between volume, issue, year and pages.
fn is_glued_number(word: &str) -> bool {
    let mut digits = 0;
    let mut inner = false;
    for char in word.chars() {
        match char {
            '0'..='9' => digits += 1,
            '(' | ')' | ':' | ';' => inner |= digits > 0,
            ',' | '.' | '-' | '–' | '/' | '[' | ']' | 'S' | 'f' | 'p' | '‐' | '‑' | '—' => {}
            _ => return false,
        }
    }
    inner && digits > 1 && !word.contains("//")
}

fn parts_numbers(before: char, char: char) -> bool {
    match before {
        ':' | ';' | ')' | ',' => char.is_ascii_digit() || char == '(',
        '0'..='9' => char == '(',
        _ => false,
    }
}

/// The year in a word that has lost a blank: after an initial ("R.1963,"), or before a name ("2014J.", "1965Mills").
fn glued_year(word: &str) -> Option<Span> {
    let start = word.find(|c: char| c.is_ascii_digit())?;
    let year = word.get(start..start + 4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))?;
    let (before, after) = (&word[..start], &word[start + 4..]);
    let is_initial = before.ends_with('.') && before.trim_matches('.').split('.').all(is_letter);
    let ends = !after.contains(char::is_alphanumeric);
    let is_name = after.starts_with(char::is_uppercase)
        && (after.trim_end_matches(',').ends_with('.') && is_letter(after.trim_end_matches([',', '.']))
            || after.chars().skip(1).take(3).filter(|c| c.is_lowercase()).count() == 3);
    let fits = is_initial && ends && !before.is_empty() || before.is_empty() && is_name;
    (fits && ("1500".."2100").contains(&year)).then(|| Span::new(start, start + 4))
}

/// True for one capital.
fn is_letter(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
}

/// True before a quotation mark that opens, glued to the word before: "Hats?«Annals".
fn opens_title(before: char, char: char, rest: &str) -> bool {
    let goes_on = rest.starts_with(char::is_alphanumeric);
    matches!(char, '«' | '“' | '„') && goes_on && (before.is_alphanumeric() || matches!(before, '.' | '?' | '!' | ','))
}

fn ends_full_width(char: char) -> bool {
    matches!(char, '。' | '，' | '、' | '；' | '：' | '．' | '》' | '〉' | '」' | '』' | '）' | '】' | '〕')
}

/// True for the signs of Chinese and Japanese, which are written without blanks between words.
fn is_unspaced(char: char) -> bool {
    matches!(char, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// True between two words of a text without blanks: before what opens, and after punctuation that does not belong to a number.
fn parts_unspaced(before: char, char: char) -> bool {
    let opens = matches!(char, '《' | '〈' | '「' | '『' | '（' | '【' | '〔' | '[' | '(');
    match before {
        '.' => is_unspaced(char) || char == '[',
        ',' => is_unspaced(char) || char.is_ascii_digit(),
        ':' | ';' | ']' | ')' => char.is_alphanumeric() || char == '(',
        _ => opens && before.is_alphanumeric(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut_up(text: &str) -> Vec<&str> {
        words(text).iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn words_part_at_white_space() {
        assert_eq!(cut_up("  Ibid., \n45. "), ["Ibid.,", "45."]);
        assert!(cut_up(" ").is_empty());
    }

    #[test]
    fn glued_numbers_part_where_their_meaning_changes() {
        assert_eq!(cut_up("12(3):45-67."), ["12", "(3):", "45-67."]);
        assert_eq!(cut_up("2004;31(5):777"), ["2004;", "31", "(5):", "777"]);
        assert_eq!(cut_up("17(1),"), ["17", "(1),"]);
    }

    #[test]
    fn numbers_of_one_meaning_stay_whole() {
        for whole in ["(2004).", "101–2,", "1.234.567", "978-3-16-148410-0", "10.1000/182", "(12)", "4th"] {
            assert_eq!(cut_up(whole), [whole]);
        }
    }

    #[test]
    fn full_width_punctuation_ends_a_word() {
        assert_eq!(cut_up("王小明，《史学》北京"), ["王小明，", "《史学》", "北京"]);
    }

    #[test]
    fn years_are_split_from_initials_and_names() {
        for (word, expected) in [
            ("R.1963,", &["R.", "1963", ","][..]),
            ("C.B.1985", &["C.B.", "1985"]),
            ("2014J.", &["2014", "J."]),
            ("1965Mills", &["1965", "Mills"]),
            ("1990a,", &["1990a,"]),
            ("p.1850", &["p.1850"]),
            ("Mills1965", &["Mills1965"]),
            ("1850PM", &["1850PM"]),
            ("R.9999", &["R.9999"]),
        ] {
            assert_eq!(cut_up(word), expected);
        }
    }

    #[test]
    fn quotation_marks_that_open_begin_a_word() {
        assert_eq!(cut_up("Hats?«Annals of Hats» 12"), ["Hats?", "«Annals", "of", "Hats»", "12"]);
        assert_eq!(cut_up("»Hats«, in"), ["»Hats«,", "in"]);
        assert_eq!(cut_up("l’«Annals"), ["l’«Annals"]);
    }

    #[test]
    fn text_without_blanks_is_cut_at_its_punctuation() {
        for (text, expected) in [
            (
                "王明.史学[M].北京:中华书局,1999:45-50.",
                &["王明.", "史学", "[M].", "北京:", "中华书局,", "1999:", "45-50."][..],
            ),
            ("山田太郎「史学」『雑誌』第10巻第2号,", &["山田太郎", "「史学」", "『雑誌』", "第10巻第2号,"]),
            ("歴史研究2003(4):12-25", &["歴史研究2003", "(4):", "12-25"]),
            ("3.5版", &["3.5版"]),
            ("Hats(Leeds:Stone)", &["Hats(Leeds:Stone)"]),
        ] {
            assert_eq!(cut_up(text), expected);
        }
    }

    proptest! {
        #[test]
        fn nothing_but_white_space_lies_between_words(text in "\\PC{0,80}") {
            let mut end = 0;
            for span in words(&text) {
                prop_assert!(text[end..span.start].chars().all(char::is_whitespace));
                prop_assert!(!span.of(&text).is_empty());
                end = span.end;
            }
            prop_assert!(text[end..].chars().all(char::is_whitespace));
        }
    }
}
