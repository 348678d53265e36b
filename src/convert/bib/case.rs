//! Capitals that BibTeX styles must not take away: names and acronyms in English titles.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::markup;

/// Stands for an opening brace that protects, in text that is still to be encoded.
pub(super) const OPEN: char = '\u{1}';
/// Stands for its closing brace.
pub(super) const CLOSE: char = '\u{2}';

/// The share of capitalised words above which a title is in title case, where a capital says nothing of a word.
const TITLE_CASE: f64 = 0.6;

/// Words as short as these are not capitalised in title case.
const SHORT: usize = 3;

/// Puts marks around the words of an English title whose capitals have to stay: words with a capital inside (`NASA`,
/// `iPhone`) and, in sentence case, words with a capital in the middle of a sentence. Words that markup guards already are left alone.
pub(super) fn protect(title: &str) -> String {
    let words = words(title);
    let mut out = String::with_capacity(title.len() + 16);
    let mut done = 0;
    for word in protected(title, &words).filter(|word| !word.is_guarded) {
        out.push_str(&title[done..word.start]);
        out.push(OPEN);
        out.push_str(&title[word.start..word.end]);
        out.push(CLOSE);
        done = word.end;
    }
    out + &title[done..]
}

/// The words that [`protect`] would mark, guarded or not.
fn protected<'w>(title: &'w str, words: &'w [CasedWord]) -> impl Iterator<Item = &'w CasedWord> {
    let sentence_case = !is_title_case(title, words);
    let shouted = !title.chars().any(char::is_lowercase);
    words.iter().filter(move |word| {
        let text = &title[word.start..word.end];
        let proper = sentence_case && !word.begins_sentence && text.starts_with(char::is_uppercase);
        !shouted && (proper || text.chars().skip(1).any(char::is_uppercase))
    })
}

/// Turns the marks of a title that was read into markup, and takes away those that say nothing new: around the whole title, around words
/// without a capital, and around words that [`protect`] marks by itself.
pub(super) fn guarded(marked: &str) -> String {
    let (plain, groups) = groups(marked);
    let words = words(&plain);
    // The first word keeps its capital in every style.
    let first = words.first().map(|word| word.start);
    let known: BTreeSet<usize> = protected(&plain, &words).map(|word| word.start).chain(first).collect();
    let is_new = |group: &&Range<usize>| {
        let inside = words.iter().filter(|word| word.start < group.end && group.start < word.end);
        let covered = inside.into_iter().all(|word| known.contains(&word.start));
        let whole = group.start == 0 && group.end == plain.len();
        !whole && !covered && plain[(*group).clone()].contains(char::is_uppercase)
    };
    let mut tags: Vec<(usize, &str)> = Vec::new();
    for group in groups.iter().filter(is_new) {
        tags.extend([(group.start, markup::NOCASE), (group.end, "</span>")]);
    }
    tags.sort_by_key(|(at, _)| *at);
    let mut out = String::with_capacity(plain.len());
    let mut done = 0;
    for (at, tag) in tags {
        out.extend([&plain[done..at], tag]);
        done = at;
    }
    out + &plain[done..]
}

/// The text without its marks, and the outermost groups of it that they stood around, in order.
fn groups(marked: &str) -> (String, Vec<Range<usize>>) {
    let (mut plain, mut groups) = (String::with_capacity(marked.len()), Vec::new());
    let (mut depth, mut start) = (0usize, 0);
    for c in marked.chars() {
        match c {
            OPEN => {
                if depth == 0 {
                    start = plain.len();
                }
                depth += 1;
            }
            CLOSE => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    groups.push(start..plain.len());
                }
            }
            _ => plain.push(c),
        }
    }
    (plain, groups)
}

struct CasedWord {
    start: usize,
    end: usize,
    begins_sentence: bool,
    /// True inside markup that keeps its letters as they are.
    is_guarded: bool,
}

/// The words of a title, markup and punctuation left out. `Post-War` is two, `O'Brien` is one.
fn words(title: &str) -> Vec<CasedWord> {
    let mut words: Vec<CasedWord> = Vec::new();
    let mut begins_sentence = true;
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(c) = title[at..].chars().next() {
        let rest = &title[at..];
        let length = rest.find(|c: char| !c.is_alphanumeric() && !"'’".contains(c)).unwrap_or(rest.len());
        if let Some(tag) = markup::opening(rest) {
            spans.extend((tag.close == "</span>").then_some(tag.open == markup::NOCASE));
            at += tag.open.len();
        } else if rest.starts_with("</") {
            if rest.starts_with("</span>") {
                spans.pop();
            }
            at += rest.find('>').map_or(rest.len(), |end| end + 1);
        } else if c.is_alphanumeric() {
            let is_guarded = spans.contains(&true);
            words.push(CasedWord { start: at, end: at + length, begins_sentence, is_guarded });
            begins_sentence = false;
            at += length;
        } else {
            begins_sentence |= ":.?!–—".contains(c);
            at += c.len_utf8();
        }
    }
    words
}

fn is_title_case(title: &str, words: &[CasedWord]) -> bool {
    let inside = words.iter().filter(|word| !word.begins_sentence).map(|word| &title[word.start..word.end]);
    let telling = inside.filter(|word| word.chars().count() > SHORT && word.starts_with(char::is_alphabetic));
    let (large, all) = telling.fold((0.0, 0.0), |(large, all), word| {
        (large + f64::from(u8::from(word.starts_with(char::is_uppercase))), all + 1.0)
    });
    all > 0.0 && large / all > TITLE_CASE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn braces(title: &str) -> String {
        protect(title).replace(OPEN, "{").replace(CLOSE, "}")
    }

    #[test]
    fn capitals_that_mean_something_are_kept() {
        for (title, protected) in [
            ("Gay Men and the Left in Post-War Britain", "Gay Men and the Left in Post-War Britain"),
            ("The miners and the making of modern Britain", "The miners and the making of modern {Britain}"),
            ("What NASA did: A history of the iPhone", "What {NASA} did: A history of the {iPhone}"),
            ("Of Mice and Men in the DNA Age", "Of Mice and Men in the {DNA} Age"),
            ("THE STATE OF THE UNION", "THE STATE OF THE UNION"),
            ("Reading <i>Hamlet</i> with care", "Reading <i>{Hamlet}</i> with care"),
            ("Flann O'Brien and I went home", "Flann {O'Brien} and {I} went home"),
            (r#"Our <span class="nocase">NASA</span> and MI5"#, r#"Our <span class="nocase">NASA</span> and {MI5}"#),
            ("", ""),
        ] {
            assert_eq!(braces(title), protected);
        }
    }

    #[test]
    fn braces_of_a_file_are_kept_where_they_say_something_new() {
        for (tex, title) in [
            ("Glasgow {Climate Pact}: Advance {Version}", "Glasgow [Climate Pact]: Advance [Version]"),
            ("A life of {van Gogh} in letters", "A life of [van Gogh] in letters"),
            ("Why {I} had left {Britain} with others for {NASA}", "Why I had left Britain with others for NASA"),
            ("{The Whole of It}", "The Whole of It"),
            ("On {the} whole", "On the whole"),
            ("{S}hakespeare and the {T}udors in old songs", "Shakespeare and the Tudors in old songs"),
            ("All About {S}hakespeare's {E}arly Plays", "All About [S]hakespeare's [E]arly Plays"),
            ("{The {BBC} Years} Revisited", "[The BBC Years] Revisited"),
            ("{} {Unclosed Names", "Unclosed Names"),
        ] {
            let marked = tex.replace('{', &OPEN.to_string()).replace('}', &CLOSE.to_string());
            let expected = title.replace('[', markup::NOCASE).replace(']', "</span>");
            assert_eq!(guarded(&marked).trim_start(), expected, "{tex}");
        }
    }
}
