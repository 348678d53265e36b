//! Slips of the keyboard in identifiers, addresses and page ranges.

use crate::text::Span;

/// A slip, in the text it was found in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct IdentifierSlip {
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) help: &'static str,
    /// What was meant, where that is beyond doubt.
    pub(super) mended: Option<String>,
}

/// Everything that cannot be right in a text, in its order.
pub(super) fn slips(text: &str) -> Vec<IdentifierSlip> {
    let mut found = Vec::new();
    let mut before: Option<(Span, &str)> = None;
    for (span, word) in words(text) {
        found.extend(address(span, word));
        if let Some((last, cue)) = before {
            found.extend(numbered(text, last, cue, span));
            found.extend(pages(cue, span, word));
        }
        before = Some((span, word));
    }
    found
}

/// The words of a text, without the punctuation around them.
fn words(text: &str) -> impl Iterator<Item = (Span, &str)> {
    let edge = |c: char| "()[]<>,;“”\"'’".contains(c);
    crate::text::words(text).filter_map(move |(start, word)| {
        let head = word.len() - word.trim_start_matches(edge).len();
        let word = word.trim_matches(edge).trim_end_matches(['.', ':']);
        (!word.is_empty()).then(|| (Span::new(start + head, start + head + word.len()), word))
    })
}

/// Beginnings of addresses that no browser knows, with what was meant.
static BROKEN: &[(&str, &str)] = &[
    ("hhttps://", "https://"),
    ("hhttp://", "http://"),
    ("htttps://", "https://"),
    ("htttp://", "http://"),
    ("ttps://", "https://"),
    ("ttp://", "http://"),
    ("https;//", "https://"),
    ("http;//", "http://"),
    ("https//", "https://"),
    ("http//", "http://"),
    ("https:/www.", "https://www."),
    ("http:/www.", "http://www."),
    ("https://https://", "https://"),
    ("http://http://", "http://"),
    ("https://http://", "http://"),
    ("http://https://", "https://"),
    ("https://doi.org/doi:", "https://doi.org/"),
    ("https://doi.org/https://doi.org/", "https://doi.org/"),
];

fn address(span: Span, word: &str) -> Option<IdentifierSlip> {
    // The longest beginning that fits: one may be the beginning of another.
    let fits = BROKEN.iter().filter(|(wrong, _)| word.starts_with(wrong));
    let (wrong, right) = fits.max_by_key(|(wrong, _)| wrong.len())?;
    let mended = format!("{right}{}", &word[wrong.len()..]);
    Some(IdentifierSlip {
        span,
        message: "this address does not work as it is typed".to_owned(),
        help: "",
        mended: Some(mended),
    })
}

/// What follows the words DOI, ISBN and ISSN, up to the end of digits, hyphens and blanks.
fn numbered(text: &str, cue_span: Span, cue: &str, word: Span) -> Option<IdentifierSlip> {
    let cue = cue.trim_end_matches([':', '.']).to_ascii_lowercase();
    let rest = text.get(word.start..)?;
    match cue.as_str() {
        "doi" => doi(rest, word),
        "isbn" | "isbn-10" | "isbn-13" => digits(rest, cue_span, word).and_then(|(span, digits)| isbn(span, &digits)),
        "issn" | "eissn" | "e-issn" => digits(rest, cue_span, word).and_then(|(span, digits)| issn(span, &digits)),
        _ => None,
    }
}

fn doi(rest: &str, word: Span) -> Option<IdentifierSlip> {
    let text = rest.get(..word.len())?;
    let bare = text.trim_start_matches("https://doi.org/").trim_start_matches("http://dx.doi.org/");
    let prefix = bare.strip_prefix("10.").and_then(|rest| rest.split_once('/'));
    let is_valid = prefix.is_some_and(|(registrant, suffix)| {
        registrant.len() >= 4 && registrant.bytes().all(|b| b.is_ascii_digit() || b == b'.') && !suffix.is_empty()
    });
    let looks_like_one = bare.starts_with(|c: char| c.is_ascii_digit());
    (looks_like_one && !is_valid).then(|| IdentifierSlip {
        span: word,
        message: "this is no DOI: one begins with 10., four digits or more, and a slash".to_owned(),
        help: "copy it from the publisher's page",
        mended: None,
    })
}

/// The digits (and X) of a number that may have hyphens and blanks in it, and where it stands.
fn digits(rest: &str, cue: Span, word: Span) -> Option<(Span, String)> {
    debug_assert!(cue.end <= word.start);
    let end = rest.find(|c: char| !(c.is_ascii_digit() || "-‐‑– xX".contains(c))).unwrap_or(rest.len());
    let typed = rest.get(..end)?.trim_end_matches(|c: char| !c.is_ascii_digit() && c != 'X' && c != 'x');
    let digits: String = typed.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
    (!digits.is_empty()).then(|| (Span::new(word.start, word.start + typed.len()), digits))
}

/// The check digits of ISBN-10 (weights 10 to 1, modulo 11) and ISBN-13 (1 and 3 in turn, modulo 10): ISO 2108.
fn isbn(span: Span, digits: &str) -> Option<IdentifierSlip> {
    let valid = match digits.len() {
        10 => weighted(digits, |at| 10 - at)? % 11 == 0,
        13 => weighted(digits, |at| if at % 2 == 0 { 1 } else { 3 })? % 10 == 0,
        _ => return Some(wrong(span, format!("an ISBN has 10 or 13 digits, this has {}", digits.len()))),
    };
    (!valid).then(|| wrong(span, "the last digit of this ISBN does not fit the others".to_owned()))
}

/// The check digit of an ISSN (weights 8 to 1, modulo 11): ISO 3297.
fn issn(span: Span, digits: &str) -> Option<IdentifierSlip> {
    if digits.len() != 8 {
        return Some(wrong(span, format!("an ISSN has 8 digits, this has {}", digits.len())));
    }
    (weighted(digits, |at| 8 - at)? % 11 != 0)
        .then(|| wrong(span, "the last digit of this ISSN does not fit the others".to_owned()))
}

fn weighted(digits: &str, weight: fn(u32) -> u32) -> Option<u32> {
    let value = |c: char| if c == 'X' { Some(10) } else { c.to_digit(10) };
    digits.chars().zip(0..).map(|(c, at)| Some(value(c)? * weight(at))).sum()
}

fn wrong(span: Span, message: String) -> IdentifierSlip {
    IdentifierSlip { span, message, help: "copy it from the book or its catalogue entry", mended: None }
}

/// The words before a page range.
static PAGE_CUES: &[&str] = &["p", "pp", "s", "ss", "pages", "seiten", "pagg", "págs"];

/// A range after the word for pages that runs backwards.
fn pages(cue: &str, span: Span, word: &str) -> Option<IdentifierSlip> {
    let cue = cue.trim_end_matches('.');
    // Capitals alone ("SS", "PP") are the name of a series.
    let is_series = cue.len() > 1 && cue.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_cue = word.starts_with(|c: char| c.is_ascii_digit())
        && !is_series
        && PAGE_CUES.contains(&cue.to_lowercase().as_str());
    if is_cue { backwards(span, word) } else { None }
}

/// True if somewhere in a text a number of as many digits or more follows a higher one and a dash.
pub(super) fn may_run_backwards(text: &str) -> bool {
    text.match_indices(DASHES).any(|(at, dash)| {
        let (before, after) = (&text[..at], &text[at + dash.len()..]);
        let first = &before[before.trim_end_matches(|c: char| c.is_ascii_digit()).len()..];
        let last = &after[..after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len()];
        backwards(Span::new(0, 0), &format!("{first}{dash}{last}")).is_some()
    })
}

/// What joins the two numbers of a range.
const DASHES: [char; 3] = ['-', '–', '‑'];

/// A range that runs backwards: 167–159. A short second number (167–9) counts on from the first.
pub(super) fn backwards(span: Span, word: &str) -> Option<IdentifierSlip> {
    let (first, last) = word.split_once(DASHES)?;
    let (from, to): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
    // Numbers of dockets and reports have noughts before them, those of pages have not.
    (!last.starts_with('0') && first.len() <= last.len() && to < from).then(|| IdentifierSlip {
        span,
        message: format!("these pages run backwards: from {from} to {to}"),
        help: "see which of the two numbers is wrong",
        mended: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        slips(text).iter().map(|slip| slip.span.of(text)).collect()
    }

    #[test]
    fn what_cannot_be_right_is_found() {
        for (text, wrong) in [
            ("Able, Salt (London, 1990), ISBN 978-0-306-40615-8.", "978-0-306-40615-8"),
            ("Able, Salt, ISBN: 0-306-40615-3.", "0-306-40615-3"),
            ("Able, Salt, ISBN 978-0-306-4061.", "978-0-306-4061"),
            ("The Salt Review, ISSN 0378-5954, no. 4", "0378-5954"),
            ("Able, “On Salt”, doi: 10.12/abc", "10.12/abc"),
            ("Able, “On Salt”, DOI 1234/abc.", "1234/abc"),
            ("Able, Salt, pp. 167–159.", "167–159"),
            ("Able, Salt, hhttps://example.org/salt.", "hhttps://example.org/salt"),
            ("(https;//example.org)", "https;//example.org"),
        ] {
            assert_eq!(found(text), [wrong], "{text}");
        }
    }

    #[test]
    fn what_may_be_right_is_left_alone() {
        for text in [
            "ISBN 978-0-306-40615-7, ISBN 0-306-40615-2, ISBN 0-8044-2957-X",
            "ISSN 0378-5955 and ISSN 2049-3630.",
            "doi: 10.1000/182, https://doi.org/10.1000/182, doi:10.1000/182",
            "pp. 167–9, pp. 15–16, pp. 99–101, p. 5-1",
            "S. 1990–1985 v. Chr.",
            "NPC SS 19-001, PP 24-10; Report p. 21-003, S. 12-0007.",
            "https://example.org/http//x and http://web.archive.org/web/2020/http://example.org",
            "The ISBN is missing; the DOI of this is unknown.",
        ] {
            let right = text.starts_with("S. 1990") || text.contains("p. 5-1");
            let expected: &[&str] = if text.starts_with("S. 1990") {
                &["1990–1985"]
            } else if right {
                &["5-1"]
            } else {
                &[]
            };
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn an_address_is_mended_by_its_beginning() {
        let mended = |text: &str| slips(text).remove(0).mended.unwrap();
        assert_eq!(mended("hhttps://example.org"), "https://example.org");
        assert_eq!(mended("https://https://example.org/a"), "https://example.org/a");
        assert_eq!(mended("http//www.example.org"), "http://www.example.org");
    }
}
