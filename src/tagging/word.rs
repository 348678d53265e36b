//! What one word shows by itself: its letters, its shape, its punctuation.

use super::cues::{self, Cues};
use super::gazetteer::{self, NameKinds};
use super::hash::{self, hash_bytes};

/// How a word begins, for what may follow what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Opening {
    Lower,
    Capital,
    Capitals,
    Initial,
    Year,
    Number,
    Roman,
    Quote,
    Bracket,
    SquareBracket,
    Link,
    Mark,
    In,
}

/// How many openings there are.
pub(super) const OPENINGS: usize = 13;

/// How a word ends, for what may follow what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Ending {
    Bare,
    Comma,
    Stop,
    Abbreviation,
    Initial,
    Semicolon,
    Colon,
    Question,
    Quote,
    QuoteComma,
    QuoteStop,
    Bracket,
    BracketComma,
    BracketStop,
    Dash,
    Start,
}

/// How many endings there are.
pub(super) const ENDINGS: usize = 16;

/// How the letters are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    None,
    Lower,
    Capital,
    Capitals,
    Initial,
    Initials,
    Mixed,
    Digits,
}

/// What kind of number the word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    None,
    One,
    Two,
    Three,
    Four,
    More,
    Year,
    YearLetter,
    YearRange,
    Range,
    List,
    Follow,
    Roman,
    RomanLower,
    RomanLetter,
    Ordinal,
    Glued,
    Mixed,
    Dotted,
    Slashed,
    Isbn,
    Doi,
    Url,
    Pages,
}

/// What one word shows.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// Letters and digits in lower case without accents.
    pub(super) folded: u32,
    /// The word with its punctuation, letters as they stand.
    pub(super) raw: u32,
    /// The first two and three letters of the folded word.
    pub(super) prefixes: [u32; 2],
    /// The last two and three letters of the folded word.
    pub(super) suffixes: [u32; 2],
    /// Letters and digits by class, runs shortened, with the punctuation.
    pub(super) shape: u32,
    pub(super) case: Case,
    pub(super) number: Number,
    pub(super) opening: Opening,
    pub(super) ending: Ending,
    pub(super) cues: Cues,
    pub(super) names: NameKinds,
    pub(super) opens_quote: bool,
    pub(super) closes_quote: bool,
    pub(super) opens_bracket: bool,
    pub(super) closes_bracket: bool,
    /// How many letters and digits it has, at most 255.
    pub(super) letters: u8,
}

impl Word {
    /// Reads a word; `buffer` is scratch space.
    pub(super) fn read(text: &str, buffer: &mut String) -> Self {
        hash::fold(text, buffer);
        let core = text.trim_matches(|c: char| !c.is_alphanumeric());
        let folded = hash_bytes(buffer.as_bytes());
        let cues = cues::cues(folded);
        let case = case_of(core);
        let number = number_of(core, text, buffer);
        let ending = ending_of(text, core, case, cues, number);
        Self {
            folded,
            raw: hash_bytes(text.as_bytes()),
            prefixes: [2, 3].map(|n| hash_bytes(prefix(buffer, n).as_bytes())),
            suffixes: [2, 3].map(|n| hash_bytes(suffix(buffer, n).as_bytes())),
            shape: shape_of(text),
            case,
            number,
            opening: opening_of(text, case, number, cues),
            ending,
            cues,
            names: if case == Case::Lower { 0 } else { gazetteer::names(folded) },
            opens_quote: opens_quote(text),
            closes_quote: closes_quote(text),
            opens_bracket: text.contains(['(', '[']),
            closes_bracket: text.contains([')', ']']),
            letters: core.chars().take(255).count() as u8,
        }
    }
}

fn prefix(word: &str, letters: usize) -> &str {
    word.char_indices().nth(letters).map_or(word, |(at, _)| &word[..at])
}

fn suffix(word: &str, letters: usize) -> &str {
    word.char_indices().rev().nth(letters - 1).map_or(word, |(at, _)| &word[at..])
}

fn case_of(core: &str) -> Case {
    let letters = || core.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters().next() else {
        return if core.is_empty() { Case::None } else { Case::Digits };
    };
    if !first.is_uppercase() {
        return if letters().any(char::is_uppercase) { Case::Mixed } else { Case::Lower };
    }
    let upper = letters().filter(|c| c.is_uppercase()).count();
    let all = letters().count();
    match (upper, all) {
        (1, 1) => Case::Initial,
        (upper, all) if upper == all && (all <= 3 || core.contains('.')) => Case::Initials,
        (upper, all) if upper == all => Case::Capitals,
        (1, _) => Case::Capital,
        _ => Case::Mixed,
    }
}

fn number_of(core: &str, text: &str, folded: &str) -> Number {
    if text.len() > 6 && text.contains(['/', '.']) {
        if core.starts_with("10.") && core.contains('/') || text.contains("doi.org/") {
            return Number::Doi;
        }
        if text.contains("://") || text.contains("www.") {
            return Number::Url;
        }
    }
    if !core.contains(|c: char| c.is_ascii_digit()) {
        return roman_of(core, folded);
    }
    if core.bytes().all(|c| c.is_ascii_digit()) {
        return plain_number(core);
    }
    mixed_number(core)
}

fn plain_number(digits: &str) -> Number {
    match digits.len() {
        1 => Number::One,
        2 => Number::Two,
        3 => Number::Three,
        4 if is_year(digits) => Number::Year,
        4 => Number::Four,
        _ => Number::More,
    }
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4 && digits.bytes().all(|c| c.is_ascii_digit()) && ("1400".."2100").contains(&digits)
}

fn mixed_number(core: &str) -> Number {
    let dash = |c: char| matches!(c, '-' | '–' | '—' | '‐' | '‑' | '−');
    let digits = core.bytes().filter(u8::is_ascii_digit).count();
    let only = |allowed: &[char]| core.chars().all(|c| c.is_ascii_digit() || allowed.contains(&c));
    let (head, tail) = core.split_at(core.find(|c: char| !c.is_ascii_digit()).unwrap_or(core.len()));
    match tail {
        "f" | "f." | "ff" | "ff." | "sq" | "sqq" | "ss" => Number::Follow,
        "st" | "nd" | "rd" | "th" | "e" | "er" | "re" | "eme" | "ème" | "a" | "o" | "ª" | "º" | "°"
            if head.len() < 3 =>
        {
            Number::Ordinal
        }
        "年" | "년" | "г" | "р" if is_year(head) => Number::Year,
        "頁" | "页" | "頁目" | "쪽" | "면" => Number::Pages,
        _ if is_year(head) && tail.len() == 1 => Number::YearLetter,
        _ if core.chars().all(|c| c.is_ascii_digit() || dash(c) || c == 'x' || c == 'X') && digits >= 9 => Number::Isbn,
        _ if core.chars().all(|c| c.is_ascii_digit() || dash(c)) => range_of(head, digits),
        _ if only(&['/']) => Number::Slashed,
        _ if only(&['.']) => Number::Dotted,
        _ if only(&[',', '.', '-', '–']) => Number::List,
        _ if only(&['(', ')', ':', '/', '-', '–', ',', ';']) => Number::Glued,
        _ if core.starts_with(['p', 'S', 's']) && head.is_empty() => Number::Pages,
        _ if core.ends_with(['頁', '页', '쪽']) => Number::Pages,
        _ => Number::Mixed,
    }
}

fn range_of(head: &str, digits: usize) -> Number {
    if is_year(head) && (digits == 6 || digits == 8) { Number::YearRange } else { Number::Range }
}

fn roman_of(core: &str, folded: &str) -> Number {
    let roman = !folded.is_empty() && folded.bytes().all(|c| b"ivxlcdm".contains(&c));
    match core.len() {
        _ if !roman => Number::None,
        1 => Number::RomanLetter,
        _ if core.bytes().all(|c| c.is_ascii_uppercase()) => Number::Roman,
        _ if core.bytes().all(|c| c.is_ascii_lowercase()) => Number::RomanLower,
        _ => Number::None,
    }
}

fn opening_of(text: &str, case: Case, number: Number, cues: Cues) -> Opening {
    let first = text.chars().next().unwrap_or(' ');
    if opens_quote(text) {
        return Opening::Quote;
    }
    match first {
        '(' => return Opening::Bracket,
        '[' => return Opening::SquareBracket,
        _ if cues & cues::IN != 0 => return Opening::In,
        _ => {}
    }
    match number {
        Number::Url | Number::Doi => return Opening::Link,
        Number::Year | Number::YearLetter | Number::YearRange => return Opening::Year,
        Number::Roman => return Opening::Roman,
        Number::None | Number::RomanLower | Number::RomanLetter => {}
        _ => return Opening::Number,
    }
    match case {
        Case::Lower | Case::Mixed => Opening::Lower,
        Case::Capital => Opening::Capital,
        Case::Capitals | Case::Initials => Opening::Capitals,
        Case::Initial => Opening::Initial,
        Case::None | Case::Digits => Opening::Mark,
    }
}

fn ending_of(text: &str, core: &str, case: Case, cues: Cues, number: Number) -> Ending {
    let tail = if core.is_empty() { text } else { text.trim_start_matches(|c: char| !c.is_alphanumeric()) };
    let tail = tail.get(core.len()..).unwrap_or(tail);
    let has = |chars: &[char]| tail.contains(chars);
    let (comma, stop) = (has(&[',']), has(&['.']));
    if tail.chars().any(is_closing_quote) && closes_quote(text) {
        return if comma {
            Ending::QuoteComma
        } else if stop {
            Ending::QuoteStop
        } else {
            Ending::Quote
        };
    }
    if has(&[')', ']']) {
        return if comma {
            Ending::BracketComma
        } else if stop {
            Ending::BracketStop
        } else {
            Ending::Bracket
        };
    }
    match tail.chars().next_back() {
        Some(',' | '，' | '、' | '،') => Ending::Comma,
        Some(';' | '；' | '؛') => Ending::Semicolon,
        Some(':' | '：') => Ending::Colon,
        Some('?' | '!' | '？' | '！' | '؟') => Ending::Question,
        Some('.') if case == Case::Initial || case == Case::Initials && number == Number::None => Ending::Initial,
        Some('.') if cues & cues::ABBREVIATED != 0 => Ending::Abbreviation,
        Some('.' | '。') => Ending::Stop,
        Some('-' | '–' | '—' | '/') => Ending::Dash,
        _ => Ending::Bare,
    }
}

fn opens_quote(text: &str) -> bool {
    let mut chars = text.chars().skip_while(|c| matches!(c, '(' | '['));
    matches!(
        chars.next(),
        Some('"' | '“' | '„' | '«' | '‘' | '‚' | '»' | '›' | '‹' | '\'' | '`' | '《' | '「' | '『' | '〈')
    ) && text.chars().any(char::is_alphanumeric)
        || text == "«"
}

fn is_closing_quote(char: char) -> bool {
    matches!(char, '"' | '”' | '“' | '»' | '«' | '’' | '‘' | '\'' | '›' | '‹' | '》' | '」' | '』' | '〉')
}

fn closes_quote(text: &str) -> bool {
    let tail = text.trim_end_matches(['.', ',', ';', ':', ')', ']', '?', '!', '，', '、', '。', '،']);
    tail.chars().next_back().is_some_and(is_closing_quote) && (text.len() > 2 || text == "»")
}

/// Letters and digits by class, runs of letters as one, up to four digits as they are.
fn shape_of(text: &str) -> u32 {
    let mut shape = hash::SEED;
    let mut last = (' ', 0);
    for char in text.chars().take(40) {
        let class = shape_class(char);
        last = if class == last.0 { (class, last.1 + 1) } else { (class, 1) };
        let longest = if class == 'd' { 5 } else { 1 + usize::from(class == 'x' || class == 'X') };
        if last.1 <= longest {
            shape = hash::mix(shape, class as u32);
        }
    }
    hash::finish(shape)
}

fn shape_class(char: char) -> char {
    match char {
        '0'..='9' => 'd',
        '“' | '”' | '„' | '«' | '»' => '"',
        '‘' | '’' | '‚' => '\'',
        '–' | '—' | '‐' | '‑' => '-',
        c if c.is_uppercase() => 'X',
        c if c.is_lowercase() => 'x',
        c if c.is_alphabetic() => 'a',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Word {
        Word::read(text, &mut String::new())
    }

    #[test]
    fn numbers_are_told_apart() {
        let cases = [
            ("1988,", Number::Year),
            ("(1988a)", Number::YearLetter),
            ("1984-1990", Number::YearRange),
            ("101–33.", Number::Range),
            ("45ff.", Number::Follow),
            ("XXI", Number::Roman),
            ("xii,", Number::RomanLower),
            ("2nd", Number::Ordinal),
            ("S.52", Number::Pages),
            ("10.1000/182", Number::Doi),
            ("https://example.org/a", Number::Url),
            ("978-3-16-148410-0", Number::Isbn),
            ("167.", Number::Three),
            ("Hats", Number::None),
        ];
        for (text, number) in cases {
            assert_eq!(read(text).number, number, "{text}");
        }
    }

    #[test]
    fn endings_are_told_apart() {
        let cases = [
            ("Hats", Ending::Bare),
            ("Hats,", Ending::Comma),
            ("Hats.", Ending::Stop),
            ("J.", Ending::Initial),
            ("Hrsg.", Ending::Abbreviation),
            ("Hats?", Ending::Question),
            ("Hats’,", Ending::QuoteComma),
            ("Hats.”", Ending::QuoteStop),
            ("1992),", Ending::BracketComma),
            ("Leeds:", Ending::Colon),
            ("–", Ending::Dash),
        ];
        for (text, ending) in cases {
            assert_eq!(read(text).ending, ending, "{text}");
        }
    }

    #[test]
    fn accents_case_and_punctuation_do_not_part_a_word() {
        assert_eq!(read("«Été»").folded, read("ete").folded);
        assert_ne!(read("été").raw, read("ete").raw);
    }

    #[test]
    fn cases_are_told_apart() {
        let cases = [
            ("Hats", Case::Capital),
            ("HATS", Case::Capitals),
            ("J.", Case::Initial),
            ("JFK", Case::Initials),
            ("hats", Case::Lower),
        ];
        for (text, case) in cases {
            assert_eq!(read(text).case, case, "{text}");
        }
    }
}
