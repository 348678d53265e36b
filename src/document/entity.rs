//! Character references of HTML: `&amp;`, `&#8217;`, `&#x2019;`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The longest name in HTML's table, with `&` and `;`.
const LONGEST: usize = 33;

static NAMED: LazyLock<HashMap<&'static str, &'static str>> =
    LazyLock::new(|| entities::ENTITIES.iter().map(|entry| (entry.entity, entry.characters)).collect());

/// The character reference that `text` begins with: how many bytes it takes, and what it stands for. `None` if there is none:
/// a lone ampersand is itself.
pub(super) fn decode(text: &str) -> Option<(usize, Cow<'static, str>)> {
    let inner = text.strip_prefix('&')?;
    match inner.strip_prefix('#') {
        Some(number) => numeric(number).map(|(len, c)| (len + 2, c.to_string().into())),
        None => named(text).map(|(len, characters)| (len, characters.into())),
    }
}

/// A text as a reader sees it, its character references decoded.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find('&') else { return text.into() };
    let (mut out, mut at) = (text[..first].to_owned(), first);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let (len, characters) = decode(rest).unwrap_or_else(|| {
            let next = rest.char_indices().skip(1).find(|(_, c)| *c == '&').map_or(rest.len(), |(next, _)| next);
            (next, rest[..next].to_owned().into())
        });
        out.push_str(&characters);
        at += len;
    }
    out.into()
}

fn named(text: &str) -> Option<(usize, &'static str)> {
    let name = text.bytes().take(LONGEST).skip(1).take_while(u8::is_ascii_alphanumeric).count() + 1;
    let closed = text.as_bytes().get(name) == Some(&b';');
    let len = name + usize::from(closed);
    NAMED.get(text.get(..len)?).map(|characters| (len, *characters))
}

fn numeric(text: &str) -> Option<(usize, char)> {
    let hex = text.starts_with(['x', 'X']);
    let digits = &text[usize::from(hex)..];
    let radix = if hex { 16 } else { 10 };
    let len = digits.bytes().take(8).take_while(|b| char::from(*b).is_digit(radix)).count();
    let code = u32::from_str_radix(digits.get(..len)?, radix).ok()?;
    let closed = digits.as_bytes().get(len) == Some(&b';');
    let total = usize::from(hex) + len + usize::from(closed);
    Some((total, windows_1252(code).or(char::from_u32(code)).unwrap_or('\u{fffd}')))
}

/// Numbers from 128 to 159 are taken for windows-1252, as HTML says.
fn windows_1252(code: u32) -> Option<char> {
    let byte = u8::try_from(code).ok().filter(|byte| (0x80..0xa0).contains(byte))?;
    encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_shown_without_its_references() {
        for (text, expected) in [
            ("Food &amp; History", "Food & History"),
            ("&quot;Ärger&quot;, &c. & so", "\"Ärger\", &c. & so"),
            ("&", "&"),
            ("Öl", "Öl"),
            ("", ""),
        ] {
            assert_eq!(shown(text), expected);
        }
    }

    #[test]
    fn references_are_read_with_their_length() {
        let table: &[(&str, Option<(usize, &str)>)] = &[
            ("&amp; so", Some((5, "&"))),
            ("&nbsp;x", Some((6, "\u{a0}"))),
            ("&copy 2001", Some((5, "©"))),
            ("&#8617;&#xfe0e;", Some((7, "↩"))),
            ("&#x2019;s", Some((8, "’"))),
            ("&#151;", Some((6, "—"))),
            ("&#0", Some((3, "\0"))),
            ("& Sons", None),
            ("&", None),
            ("&é", None),
            ("&#;", None),
            ("&T; x", None),
        ];
        for (text, wanted) in table {
            let found = decode(text);
            assert_eq!(found.as_ref().map(|(len, c)| (*len, &**c)), *wanted, "{text}");
        }
    }
}
