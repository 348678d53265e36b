//! A `.bib` file cut into entries, so that one bad entry loses no other.

/// A stretch of a file: an entry, or what stands between entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BibPiece<'t> {
    /// The byte at which it begins.
    pub(super) start: usize,
    /// Its text.
    pub(super) text: &'t str,
    /// What it is.
    pub(super) kind: BibPieceKind,
}

/// What a stretch of a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BibPieceKind {
    /// `@book{…}`
    Entry,
    /// `@string{…}`
    Abbreviation,
    /// `@comment{…}`, `@preamble{…}` and free text.
    Comment,
    /// An entry whose braces do not close before the next begins.
    Unclosed,
}

/// Cuts a file into pieces, in order; blank ones are left out.
pub(super) fn split(text: &str) -> Vec<BibPiece<'_>> {
    let mut pieces = Vec::new();
    let mut free = 0;
    let mut at = 0;
    while let Some(start) = memchr::memchr(b'@', &text.as_bytes()[at..]).map(|found| at + found) {
        let Some(word) = opening(&text[start..]).filter(|_| !in_line_comment(text, start)) else {
            at = start + 1;
            continue;
        };
        pieces.push(BibPiece { start: free, text: &text[free..start], kind: BibPieceKind::Comment });
        let (end, kind) = match closing(&text[start..]) {
            Ok(length) => (start + length, kind_of(word)),
            Err(length) => (start + length, BibPieceKind::Unclosed),
        };
        pieces.push(BibPiece { start, text: &text[start..end], kind });
        (at, free) = (end, end);
    }
    pieces.push(BibPiece { start: free, text: &text[free..], kind: BibPieceKind::Comment });
    pieces.retain(|piece| !piece.text.trim().is_empty());
    pieces
}

fn kind_of(word: &str) -> BibPieceKind {
    match word.to_ascii_lowercase().as_str() {
        "string" => BibPieceKind::Abbreviation,
        "comment" | "preamble" => BibPieceKind::Comment,
        _ => BibPieceKind::Entry,
    }
}

/// The word between `@` and the brace or parenthesis, if an entry opens here.
fn opening(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('@')?;
    let length = rest.find(|c: char| !c.is_ascii_alphanumeric()).filter(|&length| length > 0)?;
    rest[length..].trim_start().starts_with(['{', '(']).then(|| &rest[..length])
}

/// Whether a `%` stands before this place in its line.
fn in_line_comment(text: &str, at: usize) -> bool {
    let line = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    text[line..at].trim_start().starts_with('%')
}

/// How long the entry at the start of `text` is. `Err`: how far it goes if it never closes: to the next that opens a line.
fn closing(text: &str) -> Result<usize, usize> {
    let bytes = text.as_bytes();
    let open = text.find(['{', '(']).unwrap_or(0);
    let in_parentheses = bytes.get(open) == Some(&b'(');
    let mut depth = 0usize;
    let mut at = open + usize::from(in_parentheses);
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(|b| b"{})\\\n".contains(b))) {
        at += found;
        match bytes[at] {
            b'\\' => at += 1,
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'\n' if next_opens(&text[at + 1..]) => return Err(at + 1),
            _ => {}
        }
        let ends = if in_parentheses { bytes.get(at) == Some(&b')') } else { bytes.get(at) == Some(&b'}') };
        if ends && depth == 0 {
            return Ok(at + 1);
        }
        at += 1;
    }
    Err(text.len())
}

/// Whether a line begins with an entry.
fn next_opens(line: &str) -> bool {
    opening(line).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn kinds(text: &str) -> Vec<(BibPieceKind, &str)> {
        split(text).into_iter().map(|piece| (piece.kind, piece.text.trim())).collect()
    }

    #[test]
    fn files_are_cut_at_entries() {
        use BibPieceKind::{Abbreviation, Comment, Entry, Unclosed};
        let text = "% me@home.org{}\n@string{x = \"y\"}\n@comment{jabref}\n@book{a, title={{A} b}}\n\n@article(b, title={)})\nfree";
        assert_eq!(
            kinds(text),
            [
                (Comment, "% me@home.org{}"),
                (Abbreviation, "@string{x = \"y\"}"),
                (Comment, "@comment{jabref}"),
                (Entry, "@book{a, title={{A} b}}"),
                (Entry, "@article(b, title={)})"),
                (Comment, "free"),
            ]
        );
        let broken = "@book{a, title={A}\n@book{b, title={B}}\n@book{c";
        assert_eq!(
            kinds(broken),
            [(Unclosed, "@book{a, title={A}"), (Entry, "@book{b, title={B}}"), (Unclosed, "@book{c")]
        );
    }

    proptest! {
        #[test]
        fn no_text_is_lost(text in "[@a-c{}()\\\\%\n é]{0,60}") {
            let kept: String = split(&text).iter().map(|piece| piece.text).collect();
            let strip = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(strip(&kept), strip(&text));
        }
    }
}
