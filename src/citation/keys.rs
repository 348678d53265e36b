//! Cite keys and shortcodes: `[@key, 7]`, `\cite[7]{key}`, `{{< cite "Key" >}}`, `{% cite 'Key' '25–33' %}`.

use super::locator;
use super::token::{Token, Tokens};

/// A key that cites, and where its parts stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CiteKey {
    /// The key.
    pub(crate) key: String,
    /// Where the place in the source stands: first token and the token after the last.
    pub(crate) place: Option<(usize, usize)>,
    /// The first token of the whole.
    pub(crate) start: usize,
    /// The token after the last.
    pub(crate) end: usize,
}

/// The cite keys of a note, in order.
pub(crate) fn keys(tokens: &Tokens<'_>) -> Vec<CiteKey> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let here = pandoc(tokens, at).or_else(|| latex(tokens, at)).or_else(|| shortcode(tokens, at));
        match here {
            Some(keys) if !keys.is_empty() => {
                at = keys.last().map_or(at + 1, |key| key.end.max(at + 1));
                found.extend(keys);
            }
            _ => at += 1,
        }
    }
    found
}

/// The place after the run of key characters at `index`: `[A-Za-z0-9_:.#$%&+?~/-]`, ending in a letter or digit.
fn key_end(tokens: &Tokens<'_>, index: usize) -> usize {
    let part = |at: usize| {
        let token = tokens.get(at)?;
        let glued = at == index || !token.spaced;
        let sign = ['_', ':', '.', '#', '$', '%', '&', '-', '+', '?', '~', '/'].iter().any(|&sign| token.is(sign));
        (glued && (token.is_word() || token.is_number() || sign)).then_some(())
    };
    let mut end = index;
    while part(end).is_some() {
        end += 1;
    }
    while end > index && !tokens.get(end - 1).is_some_and(|token| token.is_word() || token.is_number()) {
        end -= 1;
    }
    end
}

/// `[see @key, p. 7; @other]` and a bare `@key`.
fn pandoc(tokens: &Tokens<'_>, at: usize) -> Option<Vec<CiteKey>> {
    if tokens.is(at, '@') {
        let end = key_end(tokens, at + 1);
        return is_bare_key(tokens, at, end).then(|| vec![key(tokens, at + 1, end, None, at, end)]);
    }
    if !tokens.is(at, '[') || !(at + 1..at + 6).any(|index| tokens.is(index, '@')) {
        return None;
    }
    let close = tokens.after_bracket(at);
    let mut keys = Vec::new();
    let mut index = at + 1;
    while index < close {
        if tokens.is(index, '@') {
            let key_stop = key_end(tokens, index + 1);
            let stop = (key_stop..close).find(|&i| tokens.is(i, ';')).unwrap_or(close - 1);
            let place = tokens.is(key_stop, ',').then_some((key_stop + 1, stop));
            keys.push(key(tokens, index + 1, key_stop, place, index, stop.max(key_stop)));
            index = stop;
        }
        index += 1;
    }
    // A lone key takes its brackets with it.
    if let [only] = keys.as_mut_slice() {
        (only.start, only.end) = (at, close);
    }
    Some(keys)
}

/// True if the `@` at token `at`, outside brackets, begins a key that ends before token `end`: at the head of a note, or in a list with
/// semicolons ("@able; @baker") or with years ("@able2010, @baker2012"). Any other may be the name of an account ("thanks to @able").
fn is_bare_key(tokens: &Tokens<'_>, at: usize, end: usize) -> bool {
    /// A place may stand between a key and the mark after it: "@able, p. 3; @baker".
    const PLACE: usize = 12;
    let dated = (at + 1..end).any(|index| locator::is_year(tokens, index));
    let separates = |index: usize| tokens.is(index, ';') || dated && tokens.is(index, ',');
    let leads = (end..end + PLACE).any(|index| separates(index) && tokens.is(index + 1, '@'));
    let follows = at > 0 && separates(at - 1) && (at.saturating_sub(PLACE)..at).any(|index| tokens.is(index, '@'));
    let free = tokens.get(at).is_some_and(|token| token.spaced) || follows;
    let glued = tokens.get(at + 1).is_some_and(|token| !token.spaced);
    free && glued && end > at + 1 && (at == 0 || leads || follows)
}

/// `\cite[7]{key}`, `\textcite{a, b}`, `\parencites(see)[7]{a}[8]{b}`.
fn latex(tokens: &Tokens<'_>, at: usize) -> Option<Vec<CiteKey>> {
    if !tokens.is(at, '\\') || !tokens.word(at + 1).contains("cit") {
        return None;
    }
    let several = tokens.word(at + 1).ends_with("cites");
    let mut index = at + 2 + usize::from(tokens.is(at + 2, '*'));
    while several && tokens.is(index, '(') {
        index = tokens.after_bracket(index);
    }
    let mut keys = Vec::new();
    let mut end = index;
    while let Some((group, close)) = group(tokens, end).filter(|_| several || keys.is_empty()) {
        keys.extend(group);
        end = close;
    }
    if let [only] = keys.as_mut_slice() {
        (only.start, only.end) = (at, end);
    }
    Some(keys)
}

/// The keys in braces that follow the options at token `index`, and the token after the braces: `[see][7]{a, b}`.
fn group(tokens: &Tokens<'_>, mut index: usize) -> Option<(Vec<CiteKey>, usize)> {
    let mut place = None;
    while tokens.is(index, '[') {
        let close = tokens.after_bracket(index);
        place = Some((index + 1, close - 1));
        index = close;
    }
    let close = tokens.closing_brace(index)?;
    let mut keys = Vec::new();
    let mut start = index + 1;
    while start < close {
        let end = key_end(tokens, start).min(close);
        if end > start {
            keys.push(key(tokens, start, end, place, start, end));
        }
        start = end.max(start) + 1;
    }
    Some((keys, close + 1))
}

/// `{{< cite "Key" "25" >}}`, `{% cite Key -l 25 %}`.
fn shortcode(tokens: &Tokens<'_>, at: usize) -> Option<Vec<CiteKey>> {
    if !tokens.is(at, '{') || !(tokens.is(at + 1, '{') || tokens.is(at + 1, '%')) {
        return None;
    }
    let word = (at + 1..at + 5).find(|&index| tokens.word(index).starts_with("cit"))?;
    let close = (word..tokens.len().min(word + 60)).find(|&index| tokens.is(index, '}'))?;
    let end = close + 1 + usize::from(tokens.is(close + 1, '}'));
    let mut values = values(tokens, word + 1, close).into_iter();
    let (from, to) = values.next()?;
    let place = values.next();
    Some(vec![key(tokens, from, to, place, at, end)])
}

/// The values of a shortcode: quoted, or single words; marks and options (`-l`) are left out.
fn values(tokens: &Tokens<'_>, mut index: usize, end: usize) -> Vec<(usize, usize)> {
    let mut values = Vec::new();
    while index < end {
        let quote = ['"', '\'', '“', '‘'].iter().any(|&sign| tokens.is(index, sign));
        if quote {
            let close =
                (index + 1..end).find(|&i| ['"', '\'', '”', '’'].iter().any(|&sign| tokens.is(i, sign))).unwrap_or(end);
            values.push((index + 1, close));
            index = close + 1;
        } else if tokens.is(index, '-') {
            index += 2;
        } else if tokens.get(index).is_some_and(|token| token.is_word() || token.is_number()) {
            let stop = key_end(tokens, index);
            values.push((index, stop.max(index + 1)));
            index = stop.max(index + 1);
        } else {
            index += 1;
        }
    }
    values
}

fn key(
    tokens: &Tokens<'_>,
    from: usize,
    to: usize,
    place: Option<(usize, usize)>,
    start: usize,
    end: usize,
) -> CiteKey {
    CiteKey { key: tokens.span(from, to).of(tokens.text).to_owned(), place, start, end }
}

/// The place of a key.
pub(crate) fn place_of(tokens: &Tokens<'_>, key: &CiteKey) -> Option<locator::LocatorAt> {
    let (start, end) = key.place?;
    let end = (start..end)
        .rev()
        .find(|&i| !tokens.get(i).is_some_and(|token: &Token| token.is('.') || token.is(',')))
        .map(|i| i + 1)?;
    locator::at_end(tokens, start, end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Flat;

    fn read(text: &str) -> Vec<(String, Option<String>)> {
        let flat = Flat::verbatim(text, 0);
        let tokens = Tokens::of(&flat);
        let found = keys(&tokens);
        found.iter().map(|key| (key.key.clone(), place_of(&tokens, key).map(|place| place.locator.value))).collect()
    }

    #[test]
    fn keys_are_read_in_every_dialect() {
        for (text, key, place) in [
            ("[@able1990, 7–8.]", "able1990", Some("7–8")),
            ("[see @able:mill_2, p. 7]", "able:mill_2", Some("7")),
            ("@able-1990", "able-1990", None),
            ("\\cite[7]{able}", "able", Some("7")),
            ("\\footcite{able}", "able", None),
            ("{{< cite \"Able 1990\" >}}", "Able 1990", None),
            ("{% cite 'Able 1990' '25–33' %}", "Able 1990", Some("25–33")),
            ("{% cite able -l 23 %}", "able", Some("23")),
        ] {
            assert_eq!(read(text), [(key.to_owned(), place.map(str::to_owned))], "{text}");
        }
    }

    #[test]
    fn keys_in_lists_are_read_one_by_one() {
        let names = |text: &str| read(text).into_iter().map(|(key, _)| key).collect::<Vec<_>>();
        for (text, keys) in [
            ("[@able; @baker, 3]", &["able", "baker"][..]),
            ("\\citep{Able99a,BakerUnifying, Cole2025a-u}", &["Able99a", "BakerUnifying", "Cole2025a-u"]),
            ("see \\citew{able, baker} and \\citet*{cole}", &["able", "baker", "cole"]),
            ("\\cites{able}{baker}", &["able", "baker"]),
            ("\\parencites(see)(and more)[12]{able}[3]{baker,cole}", &["able", "baker", "cole"]),
            ("Not cited: @AbleSalt2012; @BakerWater;@Cole:Mills.", &["AbleSalt2012", "BakerWater", "Cole:Mills"]),
            ("So @able2021, @baker2022a.", &["able2021", "baker2022a"]),
            ("\\cite{able} {baker}", &["able"]),
            ("\\cites{}{,}", &[]),
        ] {
            assert_eq!(names(text), keys, "{text}");
        }
        assert_eq!(read("\\cites[12]{able}[3]{baker}")[1].1.as_deref(), Some("3"));
        for text in [
            "mail me @ home or me@able.org",
            "thanks to @able, @baker and @cole",
            "via @able2019; see @",
            "so Able; @baker",
        ] {
            assert_eq!(names(text), [""; 0], "{text}");
        }
    }
}
