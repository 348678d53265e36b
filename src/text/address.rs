//! Addresses that a stranger wrote, where they are to become links.

use std::borrow::Cow;

/// The schemes that a link may have. Others run a script (`javascript:`), show a page of their own (`data:`), open a file or
/// start a program.
const SCHEMES: &[&str] = &["http", "https", "mailto"];

/// How a DOI is written that is no address yet.
const DOI: &[&str] = &["doi:", "doi.org/", "dx.doi.org/", "www.doi.org/"];

/// The address by which a link may lead to what `address` names; `None` where it is better not to have one. Fragments and
/// relative addresses stay as they are, a DOI gets its resolver, and `www.example.org` its scheme.
///
/// ```
/// use ibid::text::linkable;
/// assert_eq!(linkable("https://example.org/a").as_deref(), Some("https://example.org/a"));
/// assert_eq!(linkable("#note-1").as_deref(), Some("#note-1"));
/// assert_eq!(linkable("doi:10.5555/abc").as_deref(), Some("https://doi.org/10.5555/abc"));
/// assert_eq!(linkable("javascript:alert(1)"), None);
/// ```
#[must_use]
pub fn linkable(address: &str) -> Option<Cow<'_, str>> {
    let trimmed = address.trim();
    if let Some(doi) = doi(trimmed) {
        return Some(Cow::Owned(format!("https://doi.org/{doi}")));
    }
    // Browsers pass over blanks and control characters in a scheme.
    let bare: String = trimmed.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    let scheme = bare.split(['/', '?', '#']).next().and_then(|head| head.split_once(':')).map(|(scheme, _)| scheme);
    let is_known = |scheme: &str| SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known));
    if scheme.is_none() && bare.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("www.")) {
        // Without a scheme it would be a page beside the post.
        return Some(Cow::Owned(format!("http://{trimmed}")));
    }
    scheme.is_none_or(is_known).then_some(Cow::Borrowed(address))
}

fn doi(address: &str) -> Option<&str> {
    let after = |prefix: &&str| {
        let head = address.get(..prefix.len())?;
        head.eq_ignore_ascii_case(prefix).then(|| address[prefix.len()..].trim_start())
    };
    let bare = DOI.iter().find_map(after).unwrap_or(address);
    let (prefix, suffix) = bare.strip_prefix("10.")?.split_once('/')?;
    let is_registrant = !prefix.is_empty() && prefix.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    (is_registrant && !suffix.is_empty()).then_some(bare)
}

/// An address as an argument of LaTeX, which it neither ends nor leaves for a command of its own.
///
/// ```
/// assert_eq!(ibid::text::latex_address("a#b%20}\\input{x"), r"a\#b\%20\%7D\%5Cinput\%7Bx");
/// ```
#[must_use]
pub fn latex_address(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for c in address.chars() {
        match c {
            '%' | '#' => out.extend(['\\', c]),
            '{' | '}' | '\\' => out.push_str(&format!("\\%{:02X}", u32::from(c))),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_pages_mail_and_nothing_else() {
        for (address, link) in [
            ("HTTP://Example.org", Some("HTTP://Example.org")),
            ("mailto:a@b.c", Some("mailto:a@b.c")),
            ("../a/b.html?c=d:e", Some("../a/b.html?c=d:e")),
            ("a/javascript:b", Some("a/javascript:b")),
            ("//example.org/a", Some("//example.org/a")),
            ("", Some("")),
            ("10.5555/abc", Some("https://doi.org/10.5555/abc")),
            ("DOI: 10.5555/abc:d", Some("https://doi.org/10.5555/abc:d")),
            ("dx.doi.org/10.5555/abc", Some("https://doi.org/10.5555/abc")),
            ("www.example.org/en", Some("http://www.example.org/en")),
            ("www", Some("www")),
            ("https://doi.org/10.5555/abc", Some("https://doi.org/10.5555/abc")),
            ("10.5555", Some("10.5555")),
            ("10.javascript:x/y", None),
            ("JavaScript:alert(1)", None),
            (" \u{1}java\tscr\nipt:alert(1)", None),
            ("vbscript:x", None),
            ("data:text/html,<script>", None),
            ("file:///etc/passwd", None),
            ("zotero://select", None),
        ] {
            assert_eq!(linkable(address).as_deref(), link, "{address:?}");
        }
    }
}
