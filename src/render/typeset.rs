//! The typography inside a value: apostrophes are curled, quotations and HTML-like markup become marks.

use super::mark;

/// What CSL-JSON writes around marked-up words, and the mark for it. A closing tag is the same name with a slash.
const TAGS: &[(&str, &str, char)] = &[
    ("<i>", "</i>", mark::ITALIC),
    ("<em>", "</em>", mark::ITALIC),
    ("<b>", "</b>", mark::BOLD),
    ("<strong>", "</strong>", mark::BOLD),
    ("<sup>", "</sup>", mark::SUPERSCRIPT),
    ("<sub>", "</sub>", mark::SUBSCRIPT),
    ("<sc>", "</sc>", mark::SMALL_CAPITALS),
    ("<span style=\"font-variant: small-caps;\">", "</span>", mark::SMALL_CAPITALS),
    ("<span style=\"font-variant:small-caps;\">", "</span>", mark::SMALL_CAPITALS),
    ("<span class=\"nocase\">", "</span>", mark::KEEP_CASE),
];

/// A value with curled apostrophes and with marks for its quotations and its markup.
pub(super) fn typeset(text: &str) -> String {
    quotes(&tags(text))
}

/// The same, marked as one value of a record: its punctuation is its own.
pub(super) fn value(text: &str) -> String {
    format!("{}{}{}", mark::VALUE, typeset(text), mark::VALUE_END)
}

/// Turns tags into marks; one that does not close, or that CSL does not know, stays text.
fn tags(text: &str) -> String {
    if !text.contains('<') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let closing = open.last().filter(|end| rest.starts_with(**end)).copied();
        let opening = TAGS.iter().find(|(start, end, _)| rest.starts_with(start) && rest.contains(end));
        if let Some(end) = closing {
            open.pop();
            out.push(mark::MARKUP_END);
            rest = &rest[end.len()..];
        } else if let Some((start, end, mark)) = opening {
            open.push(end);
            out.push(*mark);
            rest = &rest[start.len()..];
        } else {
            out.push('<');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out.extend(open.iter().map(|_| mark::MARKUP_END));
    out
}

/// What a quotation mark does where it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum QuoteRole {
    Open,
    Close,
    Apostrophe,
    Plain,
}

/// Turns paired quotation marks into marks of ours, and other upright or odd single ones into apostrophes.
fn quotes(text: &str) -> String {
    if !text.contains(['"', '\'', '“', '”', '„', '‘', '’']) {
        return text.to_owned();
    }
    let chars: Vec<char> = text.chars().collect();
    let roles = pair(&chars);
    let written = chars.iter().zip(roles).map(|(&c, role)| match role {
        // Upright marks say nothing of single or double; curly ones were chosen.
        QuoteRole::Open if is_single(c) && c != '\'' => mark::SINGLE_OPEN,
        QuoteRole::Open => mark::QUOTE_OPEN,
        QuoteRole::Close if is_single(c) && c != '\'' => mark::SINGLE_CLOSE,
        QuoteRole::Close => mark::QUOTE_CLOSE,
        QuoteRole::Apostrophe => '’',
        QuoteRole::Plain => c,
    });
    written.collect()
}

/// Pairs quotation marks; what finds no partner is an apostrophe (single) or stays as it was typed (double).
fn pair(chars: &[char]) -> Vec<QuoteRole> {
    let unpaired = |c: char| if is_single(c) { QuoteRole::Apostrophe } else { QuoteRole::Plain };
    let mut roles: Vec<QuoteRole> =
        chars.iter().map(|&c| if is_quote(c) { unpaired(c) } else { QuoteRole::Plain }).collect();
    let mut open: Vec<usize> = Vec::new();
    for (at, &c) in chars.iter().enumerate().filter(|(_, c)| is_quote(**c)) {
        let before = at.checked_sub(1).and_then(|before| chars.get(before)).copied();
        let after = chars.get(at + 1).copied();
        let partner = open.iter().rposition(|&other| chars.get(other).is_some_and(|&o| is_single(o) == is_single(c)));
        if c == '”' && opens(before, after) {
            // Swedish and Finnish open with it: left as it is, and so is its partner.
            continue;
        }
        if opens(before, after) {
            open.push(at);
        } else if let Some(partner) = partner.filter(|_| closes(c, before, after)) {
            let other = open.drain(partner..).next().unwrap_or(at);
            set(&mut roles, other, QuoteRole::Open);
            set(&mut roles, at, QuoteRole::Close);
        }
    }
    roles
}

fn set(roles: &mut [QuoteRole], at: usize, role: QuoteRole) {
    if let Some(slot) = roles.get_mut(at) {
        *slot = role;
    }
}

fn is_single(c: char) -> bool {
    matches!(c, '\'' | '‘' | '’')
}

fn is_quote(c: char) -> bool {
    is_single(c) || matches!(c, '"' | '“' | '”' | '„')
}

/// A mark opens after nothing, white space, a bracket, a dash or another opening mark, and before a word.
fn opens(before: Option<char>, after: Option<char>) -> bool {
    let at_start = before.is_none_or(|c| {
        c.is_whitespace() || mark::is_mark(c) || is_quote(c) || matches!(c, '(' | '[' | '-' | '–' | '—' | '/')
    });
    at_start && after.is_some_and(|c| !c.is_whitespace() && !matches!(c, '.' | ',' | ';' | ':' | ')' | ']'))
}

/// A mark closes after a word; a single one inside a word is an apostrophe.
fn closes(c: char, before: Option<char>, after: Option<char>) -> bool {
    let after_word = before.is_some_and(|c| !c.is_whitespace());
    let inside = after.is_some_and(char::is_alphanumeric);
    after_word && (!is_single(c) || !inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Marks written so that a reader can tell them: ‹ › for quotations, { } for markup.
    fn shown(text: &str) -> String {
        let show = |c: char| match c {
            mark::QUOTE_OPEN | mark::SINGLE_OPEN => '‹',
            mark::QUOTE_CLOSE | mark::SINGLE_CLOSE => '›',
            mark::MARKUP_END => '}',
            c if mark::is_mark(c) => '{',
            c => c,
        };
        typeset(text).chars().map(show).collect()
    }

    #[test]
    fn quotations_and_apostrophes_are_told_apart() {
        for (typed, expected) in [
            ("The Sailor's Word", "The Sailor’s Word"),
            ("Sailors' Songs", "Sailors’ Songs"),
            ("\"Ay\" and \"No\"", "‹Ay› and ‹No›"),
            ("On 'Hamlet' and its 'ghost'", "On ‹Hamlet› and its ‹ghost›"),
            ("“He said ‘no’ twice”", "‹He said ‹no› twice›"),
            ("„Heimat“ und Fremde", "‹Heimat› und Fremde"),
            ("Rock 'n' Roll", "Rock ‹n› Roll"),
            ("The '68ers", "The ’68ers"),
            ("Hon sade: ”Nej”", "Hon sade: ”Nej”"),
            ("A 12\" Record", "A 12\" Record"),
            ("\"Unfinished", "\"Unfinished"),
            ("'Tis the O'Brien's", "’Tis the O’Brien’s"),
            ("('quoted')", "(‹quoted›)"),
        ] {
            assert_eq!(shown(typed), expected, "{typed}");
        }
    }

    #[test]
    fn markup_becomes_marks() {
        for (typed, expected) in [
            ("The Loss of <i>Hoku</i>", "The Loss of {Hoku}"),
            ("CO<sub>2</sub> and <b>more <i>of</i> it</b>", "CO{2} and {more {of} it}"),
            ("a < b and <x>c</x>", "a < b and <x>c</x>"),
            ("<i>never closed", "<i>never closed"),
            ("<span class=\"nocase\">iOS</span> Apps", "{iOS} Apps"),
        ] {
            assert_eq!(shown(typed), expected, "{typed}");
        }
    }
}
