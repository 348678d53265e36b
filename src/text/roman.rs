//! Roman numerals.

/// The signs with their values, the greatest first. Those that stand up to four times, as old printers write "xxviiii", are powers of ten.
const SIGNS: &[(&str, u32, usize)] = &[
    ("m", 1000, 4),
    ("cm", 900, 1),
    ("d", 500, 1),
    ("cd", 400, 1),
    ("c", 100, 4),
    ("xc", 90, 1),
    ("l", 50, 1),
    ("xl", 40, 1),
    ("x", 10, 4),
    ("ix", 9, 1),
    ("v", 5, 1),
    ("iv", 4, 1),
    ("i", 1, 4),
];

/// The value of a numeral, all in capitals or all in small letters. Letters in another order ("DVD", "civil") are none.
pub(crate) fn value(numeral: &str) -> Option<u32> {
    let is_even = |of_case: fn(&u8) -> bool| numeral.bytes().all(|byte| of_case(&byte));
    if !is_even(u8::is_ascii_lowercase) && !is_even(u8::is_ascii_uppercase) {
        return None;
    }
    let small = numeral.to_ascii_lowercase();
    let (mut rest, mut value) = (small.as_str(), 0);
    for (sign, worth, most) in SIGNS {
        for _ in 0..*most {
            let Some(after) = rest.strip_prefix(sign) else { break };
            (rest, value) = (after, value + worth);
        }
    }
    (rest.is_empty() && value > 0).then_some(value)
}

/// The numeral of a number, in small letters; nothing for 0.
#[cfg(any(feature = "convert", feature = "office", test))]
pub(crate) fn numeral(number: usize) -> String {
    let (mut rest, mut numeral) = (number, String::new());
    for (sign, worth, _) in SIGNS {
        let worth = *worth as usize;
        numeral.push_str(&sign.repeat(rest / worth));
        rest %= worth;
    }
    numeral
}

/// True for a numeral that stands alone as a number in print. DC, MD and CD are rather words, and so is a single letter but i, v and x.
pub(crate) fn is_numeral(word: &str) -> bool {
    let has_unit = |units: &[u8]| word.bytes().any(|byte| units.contains(&byte));
    let is_plain = has_unit(b"ivxIVX") || word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    is_plain && value(word).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_of_one_case_and_in_order() {
        for (word, number) in
            [("i", 1), ("iv", 4), ("xlii", 42), ("XIV", 14), ("MCMXC", 1990), ("xxviiii", 29), ("MD", 1500)]
        {
            assert_eq!(value(word), Some(number), "{word}");
        }
        for word in ["", "Xi", "id", "civil", "mild", "IIX", "DVD", "vv", "page", "ⅳ"] {
            assert_eq!(value(word), None, "{word}");
        }
    }

    #[test]
    fn a_number_is_written_as_it_is_read() {
        for number in [1, 4, 9, 14, 49, 100, 444, 1990, 2026] {
            assert_eq!(value(&numeral(number)), u32::try_from(number).ok(), "{number}");
        }
        assert_eq!((numeral(0).as_str(), numeral(14).as_str()), ("", "xiv"));
    }

    #[test]
    fn words_of_these_letters_are_no_numbers() {
        for word in ["V", "xi", "li", "cd", "XIV"] {
            assert!(is_numeral(word), "{word}");
        }
        for word in ["MD", "CD", "DC", "c", "L", "id", "Xi", ""] {
            assert!(!is_numeral(word), "{word}");
        }
    }
}
