//! Titles: the words of a title without the quotation marks, stops and lead-ins around it.

use super::name::is_given_only;
use super::word::{is_cut_to_the_end, is_foreign_separator, keeps_stop, plain};
use crate::lexicon::{self, Class};

/// Words that lead up to the work that holds another.
const LEADS: &[&str] = &[
    "aus", "dalam", "dans", "em", "en", "im", "in", "nel", "nella", "w", "zit", "в", "у", "στη", "στην", "στο", "στον",
    "בתוך", "في",
];

/// True for a word that leads up to what holds a work: "In:", "dans".
pub(super) fn is_lead(word: &str) -> bool {
    LEADS.contains(&plain(word).as_str())
}

/// Pairs of quotation marks that a title may stand in.
const QUOTES: &[(char, char)] = &[
    ('“', '”'),
    ('"', '"'),
    ('‘', '’'),
    ('\'', '\''),
    ('«', '»'),
    ('»', '«'),
    ('„', '“'),
    ('„', '”'),
    ('‚', '‘'),
    ('›', '‹'),
    ('‹', '›'),
    ('「', '」'),
    ('『', '』'),
    ('≪', '≫'),
    ('《', '》'),
    ('〈', '〉'),
];

/// The quotation marks that close what this one opens; none for any other character.
pub(crate) fn closing_quotes(open: char) -> impl Iterator<Item = char> {
    QUOTES.iter().filter(move |pair| pair.0 == open).map(|pair| pair.1)
}

/// A title as it is cited: "Gay Men and the Left" of "“Gay Men and the Left,”". Its question mark stays.
pub(super) fn clean(text: &str) -> &str {
    let mut text = trimmed(text);
    while let Some(inner) = unquoted(text) {
        text = trimmed(inner);
    }
    text
}

/// Whether a title begins with a quotation mark.
pub(super) fn is_quoted(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | '.'));
    text.starts_with(|c| QUOTES.iter().any(|&(open, _)| c == open))
}

/// The title of what holds a work, without "In:".
pub(super) fn clean_container(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric() && !is_quote(c));
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let (first, rest) = text.split_at(end);
    let leads = match rest.chars().next() {
        Some(',') => super::word::is_small(first),
        Some(c) if c.is_whitespace() || matches!(c, ':' | '.') => is_lead_in(first, rest),
        _ => false,
    };
    // "Em:", "W:": no title begins with a word of one or two letters and a colon.
    let is_short = rest.starts_with(": ") && first.chars().count() <= 2;
    let is_lead = leads && (is_short || LEADS.contains(&plain(first).as_str())) || is_of(first, rest);
    let text = if is_lead { rest } else { text };
    let cut = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':'));
    if is_cut_to_the_end(cut) { cut } else { clean(text) }
}

/// "episode 112 of *Half Life*": no title begins with a small "of". Where the word is an article, too, one may: "de Volkskrant".
fn is_of(first: &str, rest: &str) -> bool {
    let (word, next) = (plain(first), rest.trim_start_matches(|c: char| !c.is_alphanumeric()));
    let is_of = lexicon::is(Class::Of, &word) && !lexicon::is(Class::Article, &word);
    is_of && super::word::is_small(first) && rest.starts_with(' ') && next.starts_with(char::is_uppercase)
}

/// "In:" leads up to a title; "En" and "In" with a small letter after may begin one.
fn is_lead_in(first: &str, rest: &str) -> bool {
    let next = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    rest.starts_with(':')
        || super::word::is_small(first)
        || next.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

/// Where a word that leads up to another title begins at the end of a title: ", in:" after a mark, or "In" after a stop.
pub(super) fn lead_at(title: &str) -> Option<usize> {
    let body = title.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | ',' | '.'));
    let at = body.rfind(char::is_whitespace)?;
    let is_separated = body[..at].ends_with(|c: char| is_quote(c) || matches!(c, ',' | '.' | '?' | '!' | ';'));
    // "A Small Town In:,": a capital and a colon need no mark before them.
    let is_marked = title[body.len()..].starts_with(':') && body[at..].trim_start().starts_with(char::is_uppercase);
    ((is_separated || is_marked) && LEADS.contains(&plain(&body[at..]).as_str())).then_some(at)
}

/// Where the given name ends that a title begins with, up to its colon: after a family name and a comma, if it is a common given name, or
/// if the names before it are turned round, too.
pub(super) fn given_before_colon(author: &str, title: &str) -> Option<usize> {
    let family = author.trim_end().strip_suffix(',')?;
    let colon = title.find(':').filter(|at| title[at + 1..].starts_with(char::is_whitespace))?;
    let mut given = title[..colon].split_whitespace();
    let first = given.next()?;
    let are_names = title[..colon].split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    let is_name = is_given_only(first) || family.contains(',') && family.contains(';');
    (are_names && given.count() < 3 && is_name).then_some(colon + 1)
}

/// Where what holds a work begins in what was taken for one title: after the mark that closes the quotation marks of the title, a comma
/// and a capital: "« The salt road », Annals of Salt".
pub(super) fn after_quotation(title: &str) -> Option<usize> {
    let title_start = title.len() - title.trim_start().len();
    let open = title[title_start..].chars().next()?;
    let close = QUOTES.iter().find(|pair| pair.0 == open && pair.1 != open)?.1;
    let at = title.rfind(close).filter(|at| *at > title_start)? + close.len_utf8();
    let rest = &title[at..];
    let mark =
        title[..at - close.len_utf8()].trim_end().ends_with([',', '.', '?', '!']) || rest.starts_with([',', '.', ';']);
    let words = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';'));
    (mark && words.starts_with(char::is_uppercase)).then(|| title.len() - words.len())
}

/// True for what goes on with a title although it was taken for what holds the work: a small "in" and a small word after it, without a
/// mark or a colon: "Unity" and "in diversity: papers".
pub(super) fn goes_on(title: &str, container: &str) -> bool {
    let mut words = container.split_whitespace();
    let is_small = |word: Option<&str>| word.is_some_and(|word| word.starts_with(char::is_lowercase));
    let lead = words.next();
    let is_led = lead.is_some_and(|lead| LEADS.contains(&lead));
    let is_open = title.trim_end().ends_with(char::is_alphanumeric) && !is_quoted(title);
    is_led && is_small(words.next()) && is_open
}

/// Where the work that holds another begins in what was taken for one title: after a closing mark, "في:" or another lead and its colon.
pub(super) fn led_container(title: &str) -> Option<usize> {
    let mut colons = title.match_indices(':').map(|(at, _)| at);
    colons.find_map(|colon| {
        let lead = title[..colon].rsplit(char::is_whitespace).next()?;
        let start = colon - lead.len();
        let before = title[..start].trim_end().trim_end_matches(|c| c == ',' || c == '.' || is_foreign_separator(c));
        let closes = before.ends_with(|c| QUOTES.iter().any(|pair| pair.1 == c)) && is_quoted(title);
        (closes && LEADS.contains(&plain(lead).as_str())).then_some(start)
    })
}

fn is_quote(c: char) -> bool {
    QUOTES.iter().any(|&(open, close)| c == open || c == close)
}

/// A text without white space, stops and separators at its ends, and without a bracket that has no fellow.
fn trimmed(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.' | '–' | '—' | ')' | ']' | '/') || is_foreign_separator(c)
    });
    let mut text = text;
    loop {
        let end = text.trim_end_matches(|c: char| {
            c.is_whitespace() || matches!(c, ',' | ';' | ':' | '/' | '–' | '—' | '-' | '=') || is_foreign_separator(c)
        });
        let end = without_stop(end);
        let end = without_odd_bracket(end);
        if end.len() == text.len() {
            return text;
        }
        text = end;
    }
}

/// Without its final stop, unless that is one of "…" or of an abbreviation ("U.S.", "Corp.").
fn without_stop(text: &str) -> &str {
    let last = text.rsplit([' ', '“', '‘', '(']).next().unwrap_or_default();
    let is_abbreviation = keeps_stop(last) && !last.ends_with("..");
    match text.strip_suffix('.') {
        Some(bare) if !is_abbreviation && !text.ends_with("...") => bare,
        _ => text,
    }
}

fn without_odd_bracket(text: &str) -> &str {
    for (open, close) in [('(', ')'), ('[', ']')] {
        let (opened, closed) = (text.matches(open).count(), text.matches(close).count());
        let bare = match opened.cmp(&closed) {
            std::cmp::Ordering::Greater => text.strip_prefix(open).or_else(|| text.strip_suffix(open)),
            std::cmp::Ordering::Less => text.strip_suffix(close),
            std::cmp::Ordering::Equal => None,
        };
        if let Some(bare) = bare {
            return bare;
        }
    }
    text
}

/// What stands between quotation marks that hold all of the text, or the text without a lone one at an end.
fn unquoted(text: &str) -> Option<&str> {
    let first = text.chars().next()?;
    let last = text.chars().last()?;
    for &(open, close) in QUOTES {
        let inside = text.get(first.len_utf8()..text.len() - last.len_utf8());
        if first == open && last == close && text.len() > first.len_utf8() {
            let inside = inside?;
            let is_one = open == close || !inside.contains(close) || balanced(inside, open, close);
            return is_one.then_some(inside);
        }
    }
    lone_quote(text, first, last)
}

/// Whether no closing mark inside comes before its opening one: "A” and “B" is two quotations.
fn balanced(text: &str, open: char, close: char) -> bool {
    let mut depth = 0_usize;
    for c in text.chars() {
        if c == open {
            depth += 1;
        } else if c == close {
            match depth.checked_sub(1) {
                Some(less) => depth = less,
                // An apostrophe closes nothing.
                None => return close == '’',
            }
        }
    }
    true
}

fn lone_quote(text: &str, first: char, last: char) -> Option<&str> {
    let opens = |c: char| matches!(c, '“' | '„' | '«' | '‘' | '"');
    let closes = |c: char| matches!(c, '”' | '»' | '"');
    let rest = text.get(first.len_utf8()..)?;
    if opens(first) && !rest.contains(|c| closes(c) || c == '“' || c == '’') {
        return Some(rest);
    }
    let rest = text.get(..text.len() - last.len_utf8())?;
    (closes(last) && !rest.contains(opens)).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_lose_their_quotation_marks_and_stops() {
        for (text, expected) in [
            ("“Gay Men and the Left,”", "Gay Men and the Left"),
            ("‘A Life’,", "A Life"),
            ("‘A Life’s Work’.", "A Life’s Work"),
            ("« Le droit »,", "Le droit"),
            ("„Die Lage“,", "Die Lage"),
            ("“Who Won?”", "Who Won?"),
            ("Who Won?", "Who Won?"),
            ("The Left: A History.", "The Left: A History"),
            ("“Left” and “Right.”", "“Left” and “Right.”"),
            ("The Case of the U.S.", "The Case of the U.S."),
            ("Lane v. Acme Corp.,", "Lane v. Acme Corp."),
            ("(The Left", "The Left"),
            ("The Left).", "The Left"),
            ("The Left (1990)", "The Left (1990)"),
            ("", ""),
            ("”", ""),
        ] {
            assert_eq!(clean(text), expected, "{text}");
        }
    }

    #[test]
    fn a_lead_after_a_quoted_title_begins_what_holds_it() {
        for (text, expected) in [
            ("«أغاني البحارة»، في: دراسات،", Some("في: دراسات،")),
            ("“Salt,” in: The Mill", Some("in: The Mill")),
            ("“Salt”: in a mill", None),
            ("Life in: a mill", None),
            ("« Sel »\u{a0}dans: un moulin", Some("dans: un moulin")),
            ("“Salt” and the mill in: a study", None),
        ] {
            assert_eq!(led_container(text).map(|at| &text[at..]), expected, "{text}");
        }
    }

    #[test]
    fn the_lead_in_is_no_part_of_a_title() {
        for (text, expected) in [
            ("In: The Left,", "The Left"),
            ("in The Left", "The Left"),
            ("dans « Le droit »", "Le droit"),
            ("In Praise of Folly", "Praise of Folly"),
            ("in, The Left", "The Left"),
            ("In einem fernen Land", "In einem fernen Land"),
            ("International Affairs", "International Affairs"),
            ("F. Supp.", "F. Supp."),
            ("in: Ann. Phys.,", "Ann. Phys."),
            ("στο: Μελέτες,", "Μελέτες"),
            ("בתוך: מחקרים,", "מחקרים"),
            ("في: دراسات،", "دراسات"),
            ("В: Градът,", "Градът"),
            ("В града", "В града"),
            ("Mill Rev.,", "Mill Rev."),
        ] {
            assert_eq!(clean_container(text), expected, "{text}");
        }
    }
}
