//! A note as words, numbers and marks, each with what surrounds it.

use crate::lexicon::fold::fold;
use crate::text::{Flat, MarkKind, Span};

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A run of letters, folded.
    Word(String),
    /// A run of digits.
    Number,
    /// A single other character.
    Sign(char),
    /// A whole address: `https://…`, `www.…`, `doi:…`, `10.5555/…`; a time ("01:04:12") or the mark of a version ("4f2a9c1").
    Address,
}

/// A word, a number or a sign of a note.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// Where, in the text of the note.
    pub(crate) span: Span,
    /// What it is.
    pub(crate) kind: TokenKind,
    /// Whether white space precedes it.
    pub(crate) spaced: bool,
    /// How many brackets are open around it.
    pub(crate) depth: u8,
    /// Whether it stands inside quotation marks, those included.
    pub(crate) quoted: bool,
    /// The italics or bold it stands in, by number.
    pub(crate) emphasis: Option<u32>,
    /// The link it stands in, by number.
    pub(crate) link: Option<u32>,
}

impl Token {
    /// The folded word; empty for anything else.
    pub(crate) fn word(&self) -> &str {
        match &self.kind {
            TokenKind::Word(word) => word,
            _ => "",
        }
    }

    /// Whether it is this sign.
    pub(crate) fn is(&self, sign: char) -> bool {
        self.kind == TokenKind::Sign(sign)
    }

    /// Whether it is a run of digits.
    pub(crate) fn is_number(&self) -> bool {
        self.kind == TokenKind::Number
    }

    /// Whether it is a word.
    pub(crate) fn is_word(&self) -> bool {
        matches!(self.kind, TokenKind::Word(_))
    }

    /// True if quotation marks, italics or bold set it apart from the words around it, as they do a title.
    pub(crate) fn is_set_apart(&self) -> bool {
        self.quoted || self.emphasis.is_some()
    }

    /// Whether a break here would not cut quotation or bracket.
    pub(crate) fn is_open(&self) -> bool {
        self.depth == 0 && !self.quoted
    }
}

/// A note's text with its tokens.
#[derive(Debug)]
pub(crate) struct Tokens<'t> {
    /// The text.
    pub(crate) text: &'t str,
    /// Its tokens, in order.
    pub(crate) list: Vec<Token>,
}

/// How far ahead the partner of a quotation mark or bracket is looked for, in tokens.
const PARTNER_REACH: usize = 200;

/// How many open brackets are remembered while their partners are looked for.
const BRACKETS_OPEN: usize = 16;

impl<'t> Tokens<'t> {
    /// Reads the words of a note and what surrounds them.
    pub(crate) fn of(flat: &'t Flat) -> Self {
        let mut tokens = Self { text: &flat.text, list: split(&flat.text) };
        tokens.note_marks(flat);
        tokens.note_quotes();
        tokens.note_brackets();
        tokens.unwrap_note();
        tokens
    }

    /// A bracket around the whole note ("[Ibid., p. 4.]") says only that an editor wrote it.
    fn unwrap_note(&mut self) {
        let opens = self.is(0, '[') || self.is(0, '(');
        let close =
            self.list.len().saturating_sub(1 + usize::from(self.list.last().is_some_and(|token| token.is('.'))));
        let key = (1..4).any(|index| self.is(index, '@'));
        if opens && !key && close > 1 && self.after_bracket(0) == close + 1 {
            self.list.truncate(close);
            self.list.remove(0);
            self.list.iter_mut().for_each(|token| token.depth = token.depth.saturating_sub(1));
        }
    }

    /// The token at `index`, if there is one.
    pub(crate) fn get(&self, index: usize) -> Option<&Token> {
        self.list.get(index)
    }

    /// The number of tokens.
    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// The folded word at `index`, or nothing.
    pub(crate) fn word(&self, index: usize) -> &str {
        self.list.get(index).map_or("", Token::word)
    }

    /// Whether `sign` stands at `index`.
    pub(crate) fn is(&self, index: usize, sign: char) -> bool {
        self.list.get(index).is_some_and(|token| token.is(sign))
    }

    /// The text of the token at `index`.
    pub(crate) fn str(&self, index: usize) -> &'t str {
        self.list.get(index).map_or("", |token| token.span.of(self.text))
    }

    /// The stretch of text from token `start` up to token `end`, without white space at its ends.
    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        match (self.list.get(start), end.checked_sub(1).and_then(|last| self.list.get(last))) {
            (Some(first), Some(last)) if start < end => Span::new(first.span.start, last.span.end),
            (Some(first), _) => Span::new(first.span.start, first.span.start),
            _ => Span::new(self.text.len(), self.text.len()),
        }
    }

    /// The tokens from `start` up to `end`, each with its number.
    pub(crate) fn between(&self, start: usize, end: usize) -> impl Iterator<Item = (usize, &Token)> {
        self.list.iter().enumerate().take(end).skip(start)
    }

    /// The number of the first token that begins at byte `offset` or later.
    pub(crate) fn at(&self, offset: usize) -> usize {
        self.list.partition_point(|token| token.span.start < offset)
    }

    /// Whether the word at `index` begins with a capital, or with a letter of a script that has none.
    pub(crate) fn capital(&self, index: usize) -> bool {
        self.str(index).chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
    }

    fn note_marks(&mut self, flat: &Flat) {
        for (number, mark) in flat.marks.iter().enumerate() {
            let number = u32::try_from(number).ok();
            let first = self.at(mark.span.start);
            for token in self.list.iter_mut().skip(first).take_while(|token| token.span.start < mark.span.end) {
                match mark.kind {
                    // A link inside the page leads back to the text, or to another part of it.
                    MarkKind::Link(ref address) if !address.starts_with('#') => token.link = number,
                    MarkKind::Emphasis | MarkKind::Strong => token.emphasis = number,
                    _ => {}
                }
            }
        }
    }

    fn note_quotes(&mut self) {
        let mut index = 0;
        while index < self.list.len() {
            let close = self.quote_closes(index);
            if let Some(close) = close {
                self.list.iter_mut().take(close + 1).skip(index).for_each(|token| token.quoted = true);
            }
            index = close.unwrap_or(index) + 1;
        }
    }

    /// Where the quotation that opens at `index` closes.
    fn quote_closes(&self, index: usize) -> Option<usize> {
        let TokenKind::Sign(open) = self.list.get(index)?.kind else { return None };
        let closers: &[char] = match open {
            '“' => &['”'],
            '„' => &['“', '”'],
            '«' => &['»'],
            '»' => &['«'],
            '「' => &['」'],
            '『' => &['』'],
            '"' if self.opens_single(index) => &['"'],
            '‘' => &['’'],
            '‚' => &['‘', '’'],
            '\'' => &['\''],
            _ => return None,
        };
        let single = matches!(open, '‘' | '\'' | '‚');
        if single && !self.opens_single(index) {
            return None;
        }
        let reach = (index + 1..self.list.len()).take(PARTNER_REACH);
        reach
            .into_iter()
            .find(|&close| closers.iter().any(|&sign| self.is(close, sign)) && (!single || self.closes_single(close)))
    }

    /// A single quotation mark opens at the head of a word; elsewhere it is an apostrophe.
    fn opens_single(&self, index: usize) -> bool {
        let before = index.checked_sub(1).and_then(|before| self.list.get(before));
        let free = self.list[index].spaced || before.is_none_or(|token| token.is('(') || token.is('['));
        let after = self.list.get(index + 1);
        free && after.is_some_and(|token| !token.spaced)
    }

    /// It closes where no letter follows.
    fn closes_single(&self, index: usize) -> bool {
        let after = self.list.get(index + 1);
        after.is_none_or(|token| token.spaced || !token.is_word())
    }

    fn note_brackets(&mut self) {
        let mut open: Vec<(usize, char)> = Vec::new();
        let mut steps = vec![0i32; self.list.len() + 1];
        for (index, token) in self.list.iter().enumerate() {
            match token.kind {
                TokenKind::Sign('(') => open.push((index, ')')),
                TokenKind::Sign('[') => open.push((index, ']')),
                TokenKind::Sign(sign @ (')' | ']')) => {
                    if let Some(place) = open.iter().rposition(|(_, close)| *close == sign) {
                        steps[open[place].0] += 1;
                        steps[index + 1] -= 1;
                        open.truncate(place);
                    }
                }
                _ => {}
            }
            if open.len() > BRACKETS_OPEN {
                open.remove(0);
            }
        }
        let mut depth = 0;
        for (token, step) in self.list.iter_mut().zip(steps) {
            depth += step;
            token.depth = u8::try_from(depth).unwrap_or(u8::MAX);
        }
    }

    /// The place after the bracket that opens at `index`; `index + 1` where none does.
    pub(crate) fn after_bracket(&self, index: usize) -> usize {
        let Some(depth) = self.list.get(index).map(|token| token.depth) else { return index };
        if depth == 0 {
            return index + 1;
        }
        let inside = self.list.iter().skip(index + 1);
        let length = inside
            .take_while(|token| token.depth > depth || (token.depth == depth && !token.is(')') && !token.is(']')));
        index + 2 + length.count()
    }

    /// The brace that closes the one at `index`, if no other opens before it.
    pub(crate) fn closing_brace(&self, index: usize) -> Option<usize> {
        let mut braces = (index + 1..self.len()).filter(|&at| self.is(at, '{') || self.is(at, '}'));
        self.is(index, '{').then(|| braces.next()).flatten().filter(|&at| self.is(at, '}'))
    }

    /// The place after the quotation that opens at `index`.
    pub(crate) fn after_quote(&self, index: usize) -> usize {
        self.quote_closes(index).map_or(index + 1, |close| close + 1)
    }
}

fn split(text: &str) -> Vec<Token> {
    let mut list = Vec::new();
    let mut start = 0;
    let mut spaced = true;
    while let Some(c) = text.get(start..).and_then(|rest| rest.chars().next()) {
        let rest = &text[start..];
        if c.is_whitespace() {
            spaced = true;
            start += c.len_utf8();
            continue;
        }
        let (kind, length) = token_at(rest, c, spaced || list.last().is_some_and(|t: &Token| !t.is_word()));
        let span = Span::new(start, start + length);
        list.push(Token { span, kind, spaced, depth: 0, quoted: false, emphasis: None, link: None });
        start += length;
        spaced = false;
    }
    list
}

fn token_at(rest: &str, first: char, free: bool) -> (TokenKind, usize) {
    let run = |keep: fn(char) -> bool| rest.find(|c: char| !keep(c)).unwrap_or(rest.len());
    if free && let Some(length) = address(rest).or_else(|| mark(rest)) {
        (TokenKind::Address, length)
    } else if first.is_ascii_digit() {
        (TokenKind::Number, run(|c| c.is_ascii_digit()))
    } else if first.is_alphabetic() {
        let length = run(|c| c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c));
        (TokenKind::Word(fold(&rest[..length])), length)
    } else {
        (TokenKind::Sign(first), first.len_utf8())
    }
}

/// The length of the address that `rest` begins with. A mistyped colon or a doubled first letter still makes one.
fn address(rest: &str) -> Option<usize> {
    const HEADS: [&str; 8] = ["http://", "https://", "http;//", "https;//", "hhttp", "www.", "ftp://", "doi:10."];
    let head = rest.get(..rest.floor_char_boundary(8))?.to_ascii_lowercase();
    if !HEADS.iter().any(|known| head.starts_with(&known[..known.len().min(8)])) {
        return None;
    }
    Some(address_length(rest))
}

/// The length of an address: up to white space or the mark that closes it, without the marks of the sentence around it.
fn address_length(rest: &str) -> usize {
    let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '”' | '»' | '⟩');
    trim_address(&rest[..rest.find(ends).unwrap_or(rest.len())]).len()
}

/// The length of a DOI without its name, a time to the second, or a version's mark of letters and digits: none of their numbers is a place.
fn mark(rest: &str) -> Option<usize> {
    /// The mark of a version has 128 letters and digits at most. What is longer is not read again from each of its places.
    const LONGEST: usize = 128;
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    if rest.strip_prefix("10.").is_some_and(|doi| digits(doi) >= 4 && doi[digits(doi)..].starts_with('/')) {
        return Some(address_length(rest));
    }
    let part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b':';
    let end = rest.bytes().take(LONGEST + 1).take_while(part).count();
    let word = rest.get(..end).filter(|word| word.len() <= LONGEST)?.trim_end_matches(':');
    let is_two = |part: &str| part.len() == 2 && digits(part) == 2;
    let is_time = matches!(word.split(':').collect::<Vec<_>>()[..], [hour, minute, second]
        if (1..=2).contains(&digits(hour)) && digits(hour) == hour.len() && is_two(minute) && is_two(second));
    let numbers = word.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).count();
    (is_time || numbers > 2 && !word.contains(':')).then_some(word.len())
}

/// An address without the marks of the sentence around it.
fn trim_address(mut address: &str) -> &str {
    for _ in 0..8 {
        let cut = address.trim_end_matches(['.', ',', ';', ':', '\'', '’', '!', '?', '*', '_']);
        let unbalanced = |open: char, close: char| cut.matches(close).count() > cut.matches(open).count();
        let closes = (cut.ends_with(')') && unbalanced('(', ')')) || (cut.ends_with(']') && unbalanced('[', ']'));
        let cut = if closes { &cut[..cut.len() - 1] } else { cut };
        if cut.len() == address.len() {
            return address;
        }
        address = cut;
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> Vec<String> {
        let flat = Flat::verbatim(text, 0);
        let tokens = Tokens::of(&flat);
        let words = tokens.list.iter().filter(|token| token.quoted && token.is_word());
        words.map(|token| token.span.of(text).to_owned()).collect()
    }

    #[test]
    fn apostrophes_do_not_quote() {
        assert_eq!(quoted("Ward’s ‘The Mill’, p. 3"), ["The", "Mill"]);
        assert_eq!(quoted("the miners' strike and the workers' club"), Vec::<String>::new());
        assert_eq!(quoted("Lord, 'Fault Lines', p. 3"), ["Fault", "Lines"]);
        assert_eq!(quoted("„Das Meer“ und «La mer»"), ["Das", "Meer", "La", "mer"]);
    }

    #[test]
    fn an_address_is_one_token_without_the_marks_of_the_sentence() {
        let of = |text: &str| {
            let flat = Flat::verbatim(text, 0);
            let tokens = Tokens::of(&flat);
            let found = tokens.list.iter().find(|token| token.kind == TokenKind::Address);
            found.map(|token| token.span.of(text).to_owned())
        };
        assert_eq!(of("See https://a.org/b_(c), 3.").as_deref(), Some("https://a.org/b_(c)"));
        assert_eq!(of("(at http://a.org/b).").as_deref(), Some("http://a.org/b"));
        assert_eq!(of("https;//a.org/x.html.").as_deref(), Some("https;//a.org/x.html"));
        assert_eq!(of("the http protocol"), None);
        for (text, mark) in [
            ("DOI: 10.1561/1900000028.", "10.1561/1900000028"),
            ("(France, 1967), 01:04:12.", "01:04:12"),
            ("at 1:02:03, and", "1:02:03"),
            ("commit 4f2a9c1.", "4f2a9c1"),
        ] {
            assert_eq!(of(text).as_deref(), Some(mark), "{text}");
        }
        for text in ["10.5, 12", "14:10", "Gen 1:2-3:4", "220n3", "24a", "f. 12r", "1:2:3", "74(9):2766"] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_and_colons_are_split_in_linear_time() {
        assert_eq!(split(&"1:".repeat(200_000)).len(), 400_000);
    }

    #[test]
    fn brackets_that_do_not_close_do_not_count() {
        let flat = Flat::verbatim("a (b [c) d", 0);
        let depths: Vec<u8> = Tokens::of(&flat).list.iter().map(|token| token.depth).collect();
        assert_eq!(depths, [0, 1, 1, 1, 1, 1, 0]);
    }
}
