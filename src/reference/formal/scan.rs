//! Words with their places, for grammars that read a reference word by word.

use crate::text;

/// A word between white space.
#[derive(Debug, Clone, Copy)]
pub(super) struct ScannedWord<'t> {
    pub(super) start: usize,
    pub(super) text: &'t str,
}

impl<'t> ScannedWord<'t> {
    pub(super) fn end(self) -> usize {
        self.start + self.text.len()
    }

    /// The word without the punctuation around it.
    pub(super) fn core(self) -> &'t str {
        self.text.trim_matches(|c: char| !c.is_alphanumeric())
    }

    /// True if nothing but digits stands between its punctuation, at most `most` of them.
    pub(super) fn is_number(self, most: usize) -> bool {
        let core = self.core();
        !core.is_empty() && core.len() <= most && core.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// The year that it holds, alone or in brackets.
    pub(super) fn is_year(self) -> bool {
        let core = self.core();
        core.len() == 4 && core.bytes().all(|byte| byte.is_ascii_digit()) && ("1300".."2100").contains(&core)
    }

    /// True if it begins with a digit, after a bracket or not.
    pub(super) fn begins_with_digit(self) -> bool {
        self.text.trim_start_matches(['[', '(']).starts_with(|c: char| c.is_ascii_digit())
    }

    /// True if a comma, a semicolon or a colon ends it.
    pub(super) fn stops(self) -> bool {
        self.text.ends_with([',', ';', ':'])
    }
}

/// What stands between the commas of a text, each as one word, without the white space around it.
pub(super) fn fields(text: &str) -> Vec<ScannedWord<'_>> {
    let mut end = 0;
    let field = |part: &'_ str| {
        let start = end + part.len() - part.trim_start().len();
        end += part.len() + 1;
        (start, part.trim().len())
    };
    let places: Vec<(usize, usize)> = text.split(',').map(field).collect();
    places.into_iter().map(|(start, length)| ScannedWord { start, text: &text[start..start + length] }).collect()
}

/// The words of a text.
pub(super) fn scan(text: &str) -> Vec<ScannedWord<'_>> {
    text::words(text).map(|(start, text)| ScannedWord { start, text }).collect()
}
