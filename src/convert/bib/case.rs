//! Capitals that BibTeX styles must not take away: names and acronyms in English titles.

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
/// `iPhone`) and, in sentence case, words with a capital in the middle of a sentence.
pub(super) fn protect(title: &str) -> String {
    let words = words(title);
    let sentence_case = !is_title_case(title, &words);
    let shouted = !title.chars().any(char::is_lowercase);
    let mut out = String::with_capacity(title.len() + 16);
    let mut done = 0;
    for word in &words {
        let text = &title[word.start..word.end];
        let proper = sentence_case && !word.begins_sentence && text.starts_with(char::is_uppercase);
        if !shouted && (proper || text.chars().skip(1).any(char::is_uppercase)) {
            out.push_str(&title[done..word.start]);
            out.push(OPEN);
            out.push_str(text);
            out.push(CLOSE);
            done = word.end;
        }
    }
    out + &title[done..]
}

struct Word {
    start: usize,
    end: usize,
    begins_sentence: bool,
}

/// The words of a title, markup and punctuation left out. `Post-War` is two, `O'Brien` is one.
fn words(title: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut begins_sentence = true;
    let mut at = 0;
    while let Some(c) = title[at..].chars().next() {
        let rest = &title[at..];
        let length = rest.find(|c: char| !c.is_alphanumeric() && !"'’".contains(c)).unwrap_or(rest.len());
        if let Some(tag) = markup::opening(rest) {
            at += tag.open.len();
        } else if rest.starts_with("</") {
            at += rest.find('>').map_or(rest.len(), |end| end + 1);
        } else if c.is_alphanumeric() {
            words.push(Word { start: at, end: at + length, begins_sentence });
            begins_sentence = false;
            at += length;
        } else {
            begins_sentence |= ":.?!–—".contains(c);
            at += c.len_utf8();
        }
    }
    words
}

fn is_title_case(title: &str, words: &[Word]) -> bool {
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
            ("", ""),
        ] {
            assert_eq!(braces(title), protected);
        }
    }
}
