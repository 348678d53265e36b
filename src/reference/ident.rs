//! Identifiers: DOI, web address, ISBN, ISSN, arXiv. Found by their form alone, they overrule the tagger.

use memchr::memmem;
use nom::branch::alt;
use nom::bytes::complete::{take, take_while, take_while_m_n, take_while1};
use nom::character::complete::{char, space0};
use nom::combinator::{opt, recognize};
use nom::{IResult, Parser};

use super::Part;
use crate::text::Span;

/// An identifier with its place in a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FoundIdentifier {
    /// Which of them: [`Part::Doi`], [`Part::Url`], or [`Part::Number`] for a preprint.
    pub(super) part: Part,
    /// Where it stands, with the resolver or scheme that belongs to it.
    pub(super) span: Span,
}

/// The identifiers of a text that need no context, in order.
pub(super) fn find(text: &str) -> Vec<FoundIdentifier> {
    let mut found = Vec::new();
    for head in ["http://", "https://", "www."] {
        for start in memmem::find_iter(text.as_bytes(), head) {
            let span = Span::new(start, start + address_length(text.get(start..).unwrap_or_default()));
            let part = if doi(span.of(text)).is_some() { Part::Doi } else { Part::Url };
            found.push(FoundIdentifier { part, span });
        }
    }
    for start in memmem::find_iter(text.as_bytes(), "10.") {
        if let Some(length) = doi_length(text.get(start..).unwrap_or_default()) {
            found.push(FoundIdentifier { part: Part::Doi, span: Span::new(start, start + length) });
        }
    }
    found.extend(preprints(text).map(|span| FoundIdentifier { part: Part::Number, span }));
    found.sort_by_key(|found| (found.span.start, std::cmp::Reverse(found.span.end)));
    let mut end = 0;
    found.retain(|found| {
        let keeps = found.span.start >= end && !found.span.is_empty();
        end = if keeps { found.span.end } else { end };
        keeps
    });
    found
}

/// The bare DOI in a text: "10.1000/182" of `https://doi.org/10.1000/182.`; percent signs as they stand.
pub(super) fn doi(text: &str) -> Option<&str> {
    let is_resolver = !text.contains("//") || text.contains("doi.org/");
    memmem::find_iter(text.as_bytes(), "10.").filter(|_| is_resolver).find_map(|start| {
        let rest = text.get(start..)?;
        rest.get(..doi_length(rest)?)
    })
}

/// The DOI that the address of a publisher's page says it holds: ".../doi/full/10.1000/182?download=true".
pub(super) fn doi_in_address(url: &str) -> Option<&str> {
    const VIEWS: &[&str] = &["/abstract", "/full", "/fulltext", "/html", "/pdf", "/epdf", "/summary", ".pdf", "/meta"];
    const LEADS: &[&str] = &["/article/", "/articles/", "/book/", "/chapter/", "?doi=", "?id="];
    let doi = memmem::find_iter(url.as_bytes(), b"10.").find_map(|at| {
        let before = url.get(..at)?;
        let is_led_in = before.contains("/doi/") || LEADS.iter().any(|lead| before.ends_with(lead));
        let rest = url.get(at..)?;
        let is_last = before.ends_with('/') && rest.matches('/').count() == 1 && doi_length(rest).is_some();
        (is_led_in || is_last).then_some(rest)
    })?;
    let doi = doi.split(['?', '#', '&']).next().unwrap_or_default();
    let doi = VIEWS.iter().fold(doi, |doi, view| doi.strip_suffix(view).unwrap_or(doi));
    doi_length(doi).and_then(|length| doi.get(..length))
}

/// The address in a text, without the words and brackets around it.
pub(super) fn url(text: &str) -> Option<&str> {
    let start = ["https://", "http://", "ftp://", "www.", "urn:"].iter().filter_map(|head| text.find(head)).min();
    let start = start.or_else(|| bare_host(text))?;
    let rest = text.get(start..)?;
    rest.get(..address_length(rest)).filter(|url| !url.is_empty())
}

/// A word such as "example.org/page".
fn bare_host(text: &str) -> Option<usize> {
    let is_host = |word: &str| {
        let host = word.split('/').next().unwrap_or_default();
        let ending = host.rsplit('.').next().unwrap_or_default();
        host.contains('.')
            && (2..=6).contains(&ending.len())
            && ending.chars().all(|c| c.is_ascii_lowercase())
            && word.contains('/')
    };
    let mut words = super::word::words(text);
    words
        .find(|(_, word)| is_host(word.trim_start_matches(['<', '(', '['])))
        .map(|(at, word)| at + word.len() - word.trim_start_matches(['<', '(', '[']).len())
}

/// Where an address ends: at white space, a sign that no address holds, or the punctuation of the sentence.
fn address_length(text: &str) -> usize {
    let end = text
        .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”' | '»' | '«' | '，' | '。'))
        .unwrap_or(text.len());
    trimmed_length(text.get(..end).unwrap_or_default())
}

/// The length of a text without the stops, commas and closing brackets that belong to the sentence.
fn trimmed_length(text: &str) -> usize {
    let mut text = text;
    while let Some(last) = text.chars().last() {
        let open = match last {
            ')' => '(',
            ']' => '[',
            '}' => '{',
            '.' | ',' | ';' | ':' | '!' | '?' | '’' | '\'' | '*' | '`' => '\0',
            _ => break,
        };
        if open != '\0' && text.matches(open).count() >= text.matches(last).count() {
            break;
        }
        text = text.get(..text.len() - last.len_utf8()).unwrap_or_default();
    }
    text.len()
}

/// The length of the DOI that begins a text.
fn doi_length(text: &str) -> Option<usize> {
    let (_, head) = prefix(text).ok()?;
    let length = address_length(text);
    (length > head.len()).then_some(length)
}

/// Where a text numbers a preprint: "arXiv:1706.03762v5", "arXiv: hep-th/9901001", "arXiv 1706.03762".
fn preprints(text: &str) -> impl Iterator<Item = Span> {
    memmem::find_iter(text.as_bytes(), "rXiv").filter_map(|at| {
        let start = at.checked_sub(1).filter(|start| matches!(text.as_bytes().get(*start), Some(b'a' | b'A')))?;
        let (_, number) = preprint(text.get(start..)?).ok()?;
        Some(Span::new(start, start + number.len()))
    })
}

/// The numbers of arXiv: four digits, a stop and four or five digits since 2007, a subject and seven digits before; then the version.
/// Source: arXiv, "Understanding the arXiv identifier".
fn preprint(text: &str) -> IResult<&str, &str> {
    let digits = |least, most| take_while_m_n(least, most, |c: char| c.is_ascii_digit());
    let recent = recognize((digits(4, 4), char('.'), digits(4, 5)));
    let subject = take_while1(|c: char| c.is_ascii_alphabetic() || matches!(c, '-' | '.'));
    let early = recognize((subject, char('/'), digits(7, 7)));
    let version = opt((char('v'), digits(1, 2)));
    recognize((take(5usize), opt(char(':')), space0, alt((recent, early)), version)).parse(text)
}

/// "10.1000/" and "10.1000.10/".
fn prefix(text: &str) -> IResult<&str, &str> {
    let digit = |c: char| c.is_ascii_digit();
    let sub = opt((char('.'), take_while(move |c: char| c.is_ascii_digit() || c == '.')));
    recognize((char('1'), char('0'), char('.'), take_while_m_n(4, 9, digit), sub, char('/'))).parse(text)
}

/// The ISBN in a text, hyphens as printed; its length must be that of one.
pub(super) fn isbn(text: &str) -> Option<&str> {
    numbers(text).find(|number| matches!(count(number), 10 | 13))
}

/// The ISSN in a text: "1234-567X".
pub(super) fn issn(text: &str) -> Option<&str> {
    numbers(text).find(|number| count(number) == 8 && number.as_bytes().get(4) == Some(&b'-'))
}

fn count(number: &str) -> usize {
    number.chars().filter(|c| c.is_ascii_digit() || *c == 'X').count()
}

/// The runs of digits, hyphens and spaces of a text.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    let runs = text.split(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '‐' | '–' | ' ' | 'X')));
    runs.map(|run| run.trim_matches(['-', ' ', '–', '‐'])).filter(|run| !run.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_found_in_running_text() {
        for (text, expected) in [
            ("See https://example.org/a_(b), 2007.", vec![(Part::Url, "https://example.org/a_(b)")]),
            ("(https://example.org/a).", vec![(Part::Url, "https://example.org/a")]),
            ("<https://doi.org/10.1000/xyz-1>", vec![(Part::Doi, "https://doi.org/10.1000/xyz-1")]),
            ("doi:10.1000/182.", vec![(Part::Doi, "10.1000/182")]),
            ("DOI 10.1002/(SICI)1097(199)4:1<1::AID>2", vec![(Part::Doi, "10.1002/(SICI)1097(199)4:1")]),
            ("https://www.example.org/x", vec![(Part::Url, "https://www.example.org/x")]),
            ("CoRR, arXiv:1706.03762v5 [cs.CL], 2017", vec![(Part::Number, "arXiv:1706.03762v5")]),
            ("2017. arXiv 1706.03762 [cs.CL]", vec![(Part::Number, "arXiv 1706.03762")]),
            ("arXiv: hep-th/9901001.", vec![(Part::Number, "arXiv: hep-th/9901001")]),
            ("https://arxiv.org/abs/1706.03762", vec![(Part::Url, "https://arxiv.org/abs/1706.03762")]),
            ("arXiv:17, arXiv preprint, ☞rXiv:1706.03762", vec![]),
            ("pp. 10.12, 3", vec![]),
            ("10.12/3", vec![]),
        ] {
            let found: Vec<_> = find(text).iter().map(|found| (found.part, found.span.of(text))).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_doi_is_bare() {
        for (text, expected) in [
            ("https://dx.doi.org/10.1000/182", Some("10.1000/182")),
            ("doi:10.1000/abc(1).", Some("10.1000/abc(1)")),
            ("https://publisher.example/article/10.1000/182", None),
            ("10.5", None),
        ] {
            assert_eq!(doi(text), expected, "{text}");
        }
    }

    #[test]
    fn a_publishers_page_gives_its_doi() {
        for (url, expected) in [
            ("https://journal.example/doi/full/10.1000/182?x=1", Some("10.1000/182")),
            ("https://journal.example/doi/10.1000/182/pdf", Some("10.1000/182")),
            ("https://journal.example/articles/10.1000/182/full", Some("10.1000/182")),
            ("https://journal.example/article?id=10.1000/182&page=2", Some("10.1000/182")),
            ("https://library.example/stable/10.1000/182", Some("10.1000/182")),
            ("https://journal.example/files/10.1000/182/scan-3.mp3", None),
            ("https://journal.example/version-10.2/notes", None),
        ] {
            assert_eq!(doi_in_address(url), expected, "{url}");
        }
    }

    #[test]
    fn addresses_lose_what_is_around_them() {
        for (text, expected) in [
            ("Available at: <http://example.org/x>.", Some("http://example.org/x")),
            ("[En ligne]. www.example.org", Some("www.example.org")),
            ("URL: example.org/path", Some("example.org/path")),
            ("no address", None),
        ] {
            assert_eq!(url(text), expected, "{text}");
        }
    }

    #[test]
    fn book_and_serial_numbers_are_told_by_their_length() {
        assert_eq!(isbn("ISBN 978-0-14-044926-6."), Some("978-0-14-044926-6"));
        assert_eq!(isbn("ISBN: 0140449264"), Some("0140449264"));
        assert_eq!(isbn("ISSN 1234-567X"), None);
        assert_eq!(issn("ISSN 1234-567X"), Some("1234-567X"));
    }
}
