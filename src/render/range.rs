//! Page ranges and other locators as a style prints them.

use citationberg::PageRangeFormat;

/// How a style prints ranges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ranges {
    /// How the second page is shortened; as it was typed where the style says nothing.
    pub(super) format: Option<PageRangeFormat>,
    /// What stands between the two pages.
    pub(super) delimiter: String,
}

impl Ranges {
    /// Pages as the style prints them: "145-147, 150" becomes "145–47, 150" in Chicago.
    pub(super) fn pages(&self, text: &str) -> String {
        self.each(text, self.format)
    }

    /// Other numbers: the second of a range is never shortened.
    pub(super) fn numbers(&self, text: &str) -> String {
        self.each(text, None)
    }

    fn each(&self, text: &str, format: Option<PageRangeFormat>) -> String {
        let parts = text.split_inclusive([',', ';', '&']);
        let parts = parts.map(|part| {
            let (part, mark) = match part.char_indices().last() {
                Some((at, c @ (',' | ';' | '&'))) => (&part[..at], Some(c)),
                _ => (part, None),
            };
            let range = self.range(part.trim(), format);
            match mark {
                Some('&') => format!("{range} & "),
                Some(c) => format!("{range}{c} "),
                None => range,
            }
        });
        parts.collect()
    }

    fn range(&self, part: &str, format: Option<PageRangeFormat>) -> String {
        let Some((first, last)) = split_range(part) else { return part.to_owned() };
        let plain = || format!("{first}{}{last}", self.delimiter);
        let Some(format) = format.filter(|_| is_page(first) && is_page(last)) else { return plain() };
        let mut out = String::new();
        match format.format(&mut out, first, last, Some(&self.delimiter)) {
            Ok(()) => out,
            Err(_) => plain(),
        }
    }
}

/// The two ends of "45-47" or "xi–xv"; `None` for what is no range of two.
fn split_range(part: &str) -> Option<(&str, &str)> {
    let (first, last) = part.split_once(['-', '–', '—'])?;
    let (first, last) = (first.trim(), last.trim_start_matches(['-', '–', '—']).trim());
    let is_end = |end: &str| !end.is_empty() && !end.contains(['-', '–', '—', ' ']);
    (is_end(first) && is_end(last) && (is_number(first) == is_number(last))).then_some((first, last))
}

fn is_page(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit())
}

fn is_number(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit()) || is_roman(text)
}

fn is_roman(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| matches!(c.to_ascii_lowercase(), 'i' | 'v' | 'x' | 'l' | 'c' | 'd' | 'm'))
}

/// Whether CSL takes a text for numbers ("2", "L2d", "1-3", "2, 4 & 6").
pub(super) fn is_numeric(text: &str) -> bool {
    let mut parts = text.split([',', '&', '-', '–', '/']).map(str::trim).peekable();
    parts.peek().is_some() && parts.all(is_single_number)
}

/// Letters, digits, letters: "D2", "2nd".
fn is_single_number(text: &str) -> bool {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let rest = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < digits.len() && rest.chars().all(|c| c.is_ascii_alphabetic())
}

/// What a style can see of a locator, and what stands for it in a rendering that many locators share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum LocatorShape {
    /// One number.
    Single,
    /// Several numbers, or a range.
    Several,
    /// Words.
    Words,
}

impl LocatorShape {
    /// The shape of a locator.
    pub(super) fn of(locator: &str) -> Self {
        if locator.trim().split('/').all(is_single_number) {
            return Self::Single;
        }
        let several = locator.contains([',', '&']) || split_range(locator.trim()).is_some();
        let ends = locator.split([',', '&', '-', '–', '—']).map(str::trim);
        match several {
            true if ends.clone().all(is_number) => Self::Several,
            false if is_single_number(locator.trim()) => Self::Single,
            _ => Self::Words,
        }
    }

    /// The locator that is handed to hayagriva.
    pub(super) fn stand_in(self) -> &'static str {
        match self {
            Self::Single => "7",
            Self::Several => "7-8",
            Self::Words => "seven",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chicago() -> Ranges {
        Ranges { format: Some(PageRangeFormat::Chicago16), delimiter: "–".to_owned() }
    }

    #[test]
    fn ranges_are_shortened_by_the_style() {
        for (typed, expected) in [
            ("45-47", "45–47"),
            ("145-147, 150", "145–47, 150"),
            ("100-104", "100–104"),
            ("xi-xv", "xi–xv"),
            ("S12-S15", "S12–15"),
            ("1 & 3", "1 & 3"),
            ("chap. 2", "chap. 2"),
            ("e-12", "e-12"),
            ("167", "167"),
            ("12-13-14", "12-13-14"),
        ] {
            assert_eq!(chicago().pages(typed), expected, "{typed}");
        }
        let plain = Ranges { format: None, delimiter: "-".to_owned() };
        assert_eq!(plain.pages("101–7"), "101-7");
        assert_eq!(chicago().numbers("145-147"), "145–147");
    }

    #[test]
    fn numbers_are_told_from_words() {
        for text in ["2", "2005/033", "D2", "2nd", "1-3", "2, 4 & 6", "L2d"] {
            assert!(is_numeric(text), "{text}");
        }
        for text in ["Bd. 91", "MAB-21-09", "3 (May-June)", "", "second", "T-201/09x y"] {
            assert!(!is_numeric(text), "{text}");
        }
    }

    #[test]
    fn locators_have_shapes() {
        for (locator, shape) in [
            ("23", LocatorShape::Single),
            ("12b", LocatorShape::Single),
            ("45-47", LocatorShape::Several),
            ("3, 5", LocatorShape::Several),
            ("xi-xii", LocatorShape::Several),
            ("Kap. 3", LocatorShape::Words),
            ("s.v. word", LocatorShape::Words),
        ] {
            assert_eq!(LocatorShape::of(locator), shape, "{locator}");
        }
    }
}
