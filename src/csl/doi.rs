//! DOIs as people type them.

/// What stands before a DOI that was typed as an address or with its name, in small letters.
const PREFIXES: &[&str] = &[
    "https://doi.org/",
    "http://doi.org/",
    "https://dx.doi.org/",
    "http://dx.doi.org/",
    "doi.org/",
    "dx.doi.org/",
    "doi:",
];

/// A DOI without the address of its resolver.
///
/// ```
/// assert_eq!(ibid::csl::bare_doi("https://doi.org/10.5555/abc"), "10.5555/abc");
/// assert_eq!(ibid::csl::bare_doi("DOI: 10.5555/abc"), "10.5555/abc");
/// assert_eq!(ibid::csl::bare_doi("10.5555/abc"), "10.5555/abc");
/// ```
#[must_use]
pub fn bare_doi(text: &str) -> &str {
    let text = text.trim();
    let bare = |prefix: &&str| {
        let head = text.get(..prefix.len())?;
        head.eq_ignore_ascii_case(prefix).then(|| text[prefix.len()..].trim_start())
    };
    PREFIXES.iter().find_map(bare).filter(|bare| bare.starts_with("10.")).unwrap_or(text)
}
