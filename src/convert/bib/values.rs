//! The values that single fields of a `.bib` file want: months, numbers, languages, kinds of theses.

use super::super::printed;
use super::latex::{decode, decode_verbatim};
use super::model::LANGUAGES;
use crate::csl::bare_doi;
use crate::text::roman;

/// The key of `custom` that holds the comment above an entry.
pub(super) const COMMENT: &str = "comment";

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// BibLaTeX's words for `type`, with what they mean.
const TYPE_KEYS: &[(&str, &str)] = &[
    ("phdthesis", "PhD thesis"),
    ("mathesis", "Master’s thesis"),
    ("bathesis", "Bachelor’s thesis"),
    ("candthesis", "Candidate thesis"),
    ("techreport", "Technical report"),
    ("resreport", "Research report"),
];

/// Fields whose value is no text.
pub(super) fn is_verbatim(field: &str) -> bool {
    matches!(field, "url" | "doi" | "file" | "eprint" | "verba" | "verbb" | "verbc" | "pdf")
}

/// Keys of `custom` that are never a field of their own.
pub(super) fn is_taken(key: &str) -> bool {
    key == COMMENT || matches!(key, "locator" | "confidence" | "userf")
}

/// The macro of a month, 1 to 12.
pub(super) fn month_macro(month: u8) -> Option<&'static str> {
    MONTHS.get(usize::from(month).checked_sub(1)?).copied()
}

/// True if `word` is one of BibTeX's abbreviations for months.
pub(super) fn is_month_macro(word: &str) -> bool {
    MONTHS.iter().any(|month| word.eq_ignore_ascii_case(month))
}

/// Page ranges with LaTeX's dash for a dash of any length.
pub(super) fn pages_to_tex(pages: &str) -> String {
    pages.replace(printed::is_dash, "--")
}

/// Page ranges with a hyphen, as CSL has them.
pub(super) fn pages_from_tex(tex: &str) -> String {
    decode(tex).replace(printed::is_dash, "-")
}

/// A number as BibLaTeX's integers want it: Roman numerals are turned into Arabic ones.
pub(super) fn integer(text: &str) -> Option<String> {
    let is_number = text.chars().all(|c| c.is_ascii_digit());
    if is_number { Some(text.to_owned()) } else { strict_roman(text).map(|number| number.to_string()) }
}

/// The value of a Roman numeral that is written as it ought to be: "IIII" is none.
fn strict_roman(text: &str) -> Option<u32> {
    roman::value(text).filter(|&number| roman::numeral(number as usize) == text.to_ascii_lowercase())
}

/// The first ISBN of a list whose check digit is right.
pub(super) fn first_isbn(text: &str) -> Option<&str> {
    text.split([',', ' ', ';']).find(|number| is_isbn(number))
}

fn is_isbn(text: &str) -> bool {
    let digits: Vec<u32> = checked_digits(text);
    let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | 'X'));
    plain
        && match digits.len() {
            10 => digits.iter().zip((1..=10).rev()).map(|(digit, weight)| digit * weight).sum::<u32>() % 11 == 0,
            13 => digits.iter().zip([1, 3].iter().cycle()).map(|(digit, weight)| digit * weight).sum::<u32>() % 10 == 0,
            _ => false,
        }
}

/// The first ISSN of a list whose check digit is right.
pub(super) fn first_issn(text: &str) -> Option<&str> {
    text.split([',', ' ', ';']).find(|number| is_issn(number))
}

fn is_issn(text: &str) -> bool {
    let digits = checked_digits(text);
    let shape = text.len() == 9 && text.as_bytes().get(4) == Some(&b'-');
    shape
        && digits.len() == 8
        && digits.iter().zip((1..=8).rev()).map(|(digit, weight)| digit * weight).sum::<u32>() % 11 == 0
}

/// The digits of a number whose last may be X, for ten.
fn checked_digits(text: &str) -> Vec<u32> {
    text.chars().filter_map(|c| if c == 'X' { Some(10) } else { c.to_digit(10) }).collect()
}

/// Babel's name of a language.
pub(super) fn langid(code: &str) -> Option<&'static str> {
    LANGUAGES.iter().find(|(_, known)| *known == code).map(|(name, _)| *name)
}

/// The code of a language by babel's name for it; what babel does not know is taken as it is.
pub(super) fn language_code(name: &str) -> String {
    let lower = name.trim().to_lowercase();
    LANGUAGES
        .iter()
        .find(|(known, _)| *known == lower)
        .map_or_else(|| name.trim().to_owned(), |(_, code)| (*code).to_owned())
}

/// BibLaTeX's word for a kind of thesis or report.
pub(super) fn type_key(genre: &str) -> Option<&'static str> {
    TYPE_KEYS.iter().find(|(_, meaning)| *meaning == genre).map(|(key, _)| *key)
}

/// The kind of thesis or report that a `type` field means.
pub(super) fn genre(tex: &str) -> String {
    let text = decode(tex);
    TYPE_KEYS.iter().find(|(key, _)| *key == text).map_or(text, |(_, meaning)| (*meaning).to_owned())
}

/// BibTeX's entry type for a thesis.
pub(super) fn thesis_type(genre: Option<&str>) -> &'static str {
    let genre = genre.unwrap_or_default().to_lowercase();
    if ["master", "m.a.", "mathesis", "magist"].iter().any(|word| genre.contains(word)) {
        "mastersthesis"
    } else {
        "phdthesis"
    }
}

/// What the entry type itself says of a thesis.
pub(super) fn genre_of_type(entry_type: &str) -> Option<&'static str> {
    match entry_type {
        "phdthesis" => Some("PhD thesis"),
        "mastersthesis" => Some("Master’s thesis"),
        _ => None,
    }
}

/// Repositories by BibLaTeX's names for them, with the address of an entry up to its number.
const REPOSITORIES: &[(&str, &str)] = &[
    ("arXiv", "https://arxiv.org/abs/"),
    ("jstor", "https://www.jstor.org/stable/"),
    ("pubmed", "https://pubmed.ncbi.nlm.nih.gov/"),
    ("hdl", "https://hdl.handle.net/"),
    ("googlebooks", "https://books.google.com/books?id="),
];

/// The address of an entry of a repository.
pub(super) fn eprint_address(repository: &str, number: &str) -> Option<String> {
    let known = REPOSITORIES.iter().find(|(name, _)| name.eq_ignore_ascii_case(repository));
    known.filter(|_| !number.is_empty()).map(|(_, address)| format!("{address}{number}"))
}

/// The repository and the number that an address leads to.
pub(super) fn eprint(address: &str) -> Option<(&'static str, &str)> {
    let (name, number) = REPOSITORIES.iter().find_map(|(name, start)| Some((*name, address.strip_prefix(start)?)))?;
    let is_number = !number.is_empty() && !number.contains(['?', '#', '&', '{', '}', '\\', ' ', '%']);
    is_number.then_some((name, number))
}

/// A DOI without the address of its resolver.
pub(super) fn doi(tex: &str) -> String {
    bare_doi(&address(tex)).to_owned()
}

/// An address, which has no blanks: those that a line break left go, and of several addresses (Mendeley writes them into
/// one field) the first counts.
pub(super) fn address(tex: &str) -> String {
    let text = decode_verbatim(tex);
    let mut words = text.split(' ');
    let first = words.next().unwrap_or_default();
    let rest: String = words.take_while(|word| !word.contains("://")).collect();
    format!("{first}{rest}")
}

/// The other addresses of a field that holds several.
pub(super) fn further_addresses(tex: &str) -> Option<String> {
    let text = decode_verbatim(tex);
    let second = text.match_indices("://").nth(1).and_then(|(at, _)| text[..at].rfind(' '))?;
    Some(text[second + 1..].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_checked() {
        assert_eq!(first_isbn("0-19-853453-0, 978-0-19-853453-3"), None);
        assert_eq!(first_isbn("x 0-19-853453-1"), Some("0-19-853453-1"));
        assert_eq!(first_isbn("978-3-16-148410-0"), Some("978-3-16-148410-0"));
        assert_eq!(
            (first_issn("0317-8471"), first_issn("0317-8472"), first_issn("03178471")),
            (Some("0317-8471"), None, None)
        );
    }

    #[test]
    fn volumes_are_integers() {
        let cases = [
            ("12", Some("12")),
            ("XIV", Some("14")),
            ("iv", Some("4")),
            ("MCMXCIX", Some("1999")),
            ("12a", None),
            ("Mix", None),
            ("52-1", None),
            ("DVD", None),
            ("CD", Some("400")),
            ("MC", Some("1100")),
            ("CCD", None),
            ("IIII", None),
            ("VX", None),
            ("", Some("")),
        ];
        for (text, number) in cases {
            assert_eq!(integer(text).as_deref(), number, "{text}");
        }
    }

    #[test]
    fn languages_and_theses_have_names() {
        assert_eq!((langid("de"), langid("xx")), (Some("german"), None));
        assert_eq!((language_code("Ngerman").as_str(), language_code("en-NZ").as_str()), ("de", "en-NZ"));
        assert_eq!((thesis_type(Some("Master thesis")), thesis_type(None)), ("mastersthesis", "phdthesis"));
        assert_eq!((genre("mathesis").as_str(), type_key("PhD thesis")), ("Master’s thesis", Some("phdthesis")));
        assert_eq!(doi("https://doi.org/10.1000/a_b"), "10.1000/a_b");
    }

    #[test]
    fn repositories_are_known_by_name_and_by_address() {
        for (name, number) in
            [("arXiv", "2301.00001v2"), ("arXiv", "hep-th/9901001"), ("jstor", "12345"), ("hdl", "2027/x.1")]
        {
            let address = eprint_address(&name.to_lowercase(), number).unwrap();
            assert_eq!(eprint(&address), Some((name, number)), "{address}");
        }
        assert_eq!((eprint_address("elsewhere", "1"), eprint_address("arxiv", "")), (None, None));
        assert_eq!((eprint("https://arxiv.org/abs/"), eprint("https://arxiv.org/list/cs")), (None, None));
    }
}
