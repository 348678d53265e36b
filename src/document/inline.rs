//! A line of text that may hold Markdown or HTML emphasis, as a reader sees it.
//!
//! Two passes: the first finds what is markup ([`scan`]), the second writes the text around it ([`emit`]).

use std::borrow::Cow;

use super::entity;
use crate::text::{Flat, FlatBuilder, MarkKind, Span};

/// Flattens one piece of inline text that begins at byte `start` of its source: Markdown emphasis, links, code and escapes, HTML
/// tags and character references. An asterisk or underscore that marks nothing stays.
///
/// ```
/// use ibid::document::flatten;
/// let flat = flatten("Robinson, *Gay Men &amp; the Left*, 5*3.", 0);
/// assert_eq!(flat.text, "Robinson, Gay Men & the Left, 5*3.");
/// ```
#[must_use]
pub fn flatten(text: &str, start: usize) -> Flat {
    flatten_with(text, start, &|_| None)
}

/// As [`flatten`], where `address` knows where a reference link (`[text][name]`) leads.
pub(super) fn flatten_with(text: &str, start: usize, address: &dyn Fn(&str) -> Option<String>) -> Flat {
    if !text.bytes().any(|byte| MARKS[usize::from(byte)]) {
        return Flat::verbatim(text, start);
    }
    let mut scan =
        Scan { text, comments_end: true, address, events: Vec::new(), open: Vec::new(), raised_to: None, at: 0 };
    scan.run();
    emit(text, start, scan.events)
}

/// The bytes that may be markup: every byte of every post is held against them.
const MARKS: [bool; 256] = {
    let (mut table, marks, mut at) = ([false; 256], b"*_\\&<[]`~!^", 0);
    while at < marks.len() {
        table[marks[at] as usize] = true;
        at += 1;
    }
    table
};

/// How many open delimiters are looked through for the one that closes: enough for any real text, and keeps the time linear.
const DEPTH: usize = 48;

/// What a piece of markup does.
enum Event {
    Open(MarkKind),
    Close,
    Skip,
    Replace(Cow<'static, str>),
}

/// What waits for its end.
#[derive(PartialEq)]
enum Opener {
    /// A run of asterisks, underscores or tildes.
    Delimiter(u8),
    /// A tag that shows in the text, by its place in [`TAGS`].
    Tag(usize),
    /// A bracket that may begin a link.
    Bracket,
    /// A bracket of an image.
    Image,
}

struct OpenDelimiter {
    opener: Opener,
    at: usize,
    len: usize,
}

struct Scan<'t> {
    text: &'t str,
    /// Whether a comment may still end somewhere: looked for once, so that the time stays linear.
    comments_end: bool,
    address: &'t dyn Fn(&str) -> Option<String>,
    events: Vec<(Span, Event)>,
    open: Vec<OpenDelimiter>,
    /// The caret that ends a raised number.
    raised_to: Option<usize>,
    at: usize,
}

/// The tags that leave a mark.
const TAGS: &[(&str, MarkKind)] = &[
    ("i", MarkKind::Emphasis),
    ("em", MarkKind::Emphasis),
    ("cite", MarkKind::Emphasis),
    ("b", MarkKind::Strong),
    ("strong", MarkKind::Strong),
    ("sup", MarkKind::Superscript),
    ("code", MarkKind::Code),
    ("kbd", MarkKind::Code),
    ("tt", MarkKind::Code),
    ("a", MarkKind::Link(String::new())),
    ("citation", MarkKind::Citation(String::new())),
];

impl Scan<'_> {
    fn run(&mut self) {
        while let Some(byte) = self.next_mark() {
            match byte {
                b'\\' => self.escape(),
                b'&' => self.reference(),
                b'`' => self.code(),
                b'<' => self.angle(),
                b'*' | b'_' | b'~' => self.delimiters(byte),
                b'^' => self.raised(),
                b'!' if self.rest().starts_with("![") => self.push(Opener::Image, 2),
                b'[' => self.push(Opener::Bracket, 1),
                b']' => self.bracket(),
                _ => self.at += 1,
            }
        }
    }

    /// Goes on to the next byte that may be markup.
    fn next_mark(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        self.at += rest.iter().position(|&byte| MARKS[usize::from(byte)])?;
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn event(&mut self, len: usize, event: Event) {
        self.events.push((Span::new(self.at, self.at + len), event));
        self.at += len;
    }

    fn push(&mut self, opener: Opener, len: usize) {
        self.open.push(OpenDelimiter { opener, at: self.at, len });
        self.at += len;
    }

    /// The place among the open ones of the last that fits, not too deep down.
    fn find_open(&self, fits: impl Fn(&OpenDelimiter) -> bool) -> Option<usize> {
        let seen = self.open.iter().enumerate().rev().take(DEPTH);
        seen.filter(|(_, open)| fits(open)).map(|(index, _)| index).next()
    }

    fn escape(&mut self) {
        match self.text.as_bytes().get(self.at + 1) {
            Some(next) if next.is_ascii_punctuation() => {
                let character = char::from(*next).to_string();
                self.event(2, Event::Replace(character.into()));
            }
            _ => self.at += 1,
        }
    }

    fn reference(&mut self) {
        match entity::decode(self.rest()) {
            Some((len, character)) => self.event(len, Event::Replace(character)),
            None => self.at += 1,
        }
    }

    fn code(&mut self) {
        let run = self.rest().bytes().take_while(|&b| b == b'`').count();
        let close = (run <= 3).then(|| closing_ticks(self.text, self.at + run, run)).flatten();
        let Some(close) = close else {
            self.at += run;
            return;
        };
        self.event(run, Event::Open(MarkKind::Code));
        self.at = close;
        self.event(run, Event::Close);
    }

    /// A number between carets, as Pandoc raises it: `^1^`, `^2,3^`, `^[1](#fn1)^`; or the ending of one, which may be Roman: `2^nd^`, `XX^e^`.
    fn raised(&mut self) {
        if self.raised_to == Some(self.at) {
            self.raised_to = None;
            return self.event(1, Event::Close);
        }
        let after = &self.text[self.at + 1..];
        if let Some(digits) = digits_in_parentheses(after) {
            self.event(2, Event::Open(MarkKind::Superscript));
            self.at += digits;
            return self.event(1, Event::Close);
        }
        let is_number = self.text[..self.at].ends_with(|c: char| c.is_ascii_digit() || c.is_uppercase());
        let letters = || is_number.then(|| raised_letters(after)).flatten();
        let Some(len) = raised_length(after).or_else(letters) else {
            self.at += 1;
            return;
        };
        self.raised_to = Some(self.at + 1 + len);
        self.event(1, Event::Open(MarkKind::Superscript));
    }

    fn angle(&mut self) {
        let comment = self.rest().starts_with("<!--");
        let len = if comment { self.comment_length() } else { tag_length(self.rest()) };
        let Some(len) = len else {
            self.at += 1;
            return;
        };
        if comment {
            return self.event(len, Event::Skip);
        }
        let inner = &self.text[self.at + 1..self.at + len - 1];
        if is_address(inner) {
            self.autolink(len, inner.to_owned());
        } else {
            self.tag(len, inner.to_owned());
        }
    }

    fn comment_length(&mut self) -> Option<usize> {
        let end = self.comments_end.then(|| self.rest().find("-->")).flatten();
        self.comments_end = end.is_some();
        end.map(|end| end + 3)
    }

    fn autolink(&mut self, len: usize, address: String) {
        self.event(1, Event::Open(MarkKind::Link(address)));
        self.at += len - 2;
        self.event(1, Event::Close);
    }

    fn tag(&mut self, len: usize, inner: String) {
        let closing = inner.starts_with('/');
        let name = tag_name(inner.trim_start_matches('/'));
        let known = TAGS.iter().position(|(known, _)| name.eq_ignore_ascii_case(known));
        match (known, closing) {
            (Some(tag), false) => {
                self.events.push((Span::new(self.at, self.at + len), Event::Skip));
                self.push(Opener::Tag(tag), len);
            }
            (Some(tag), true) => match self.find_open(|open| open.opener == Opener::Tag(tag)) {
                Some(index) => self.close_tag(index, tag, len),
                None => self.event(len, Event::Skip),
            },
            (None, _) if name.eq_ignore_ascii_case("br") => self.event(len, Event::Replace(" ".into())),
            (None, _) => self.event(len, Event::Skip),
        }
    }

    fn close_tag(&mut self, index: usize, tag: usize, len: usize) {
        let opened = self.open.split_off(index).swap_remove(0);
        let mut kind = TAGS[tag].1.clone();
        let tag = &self.text[opened.at..opened.at + opened.len];
        match &mut kind {
            MarkKind::Link(address) => *address = attribute_of(tag, "href").unwrap_or_default(),
            MarkKind::Citation(number) => *number = attribute_of(tag, "n").unwrap_or_default(),
            _ => {}
        }
        self.events.push((Span::new(opened.at, opened.at + opened.len), Event::Open(kind)));
        self.event(len, Event::Close);
    }

    fn delimiters(&mut self, byte: u8) {
        let run = self.rest().bytes().take_while(|&b| b == byte).count();
        let before = self.text[..self.at].chars().next_back();
        let after = self.text[self.at + run..].chars().next();
        let flank = Flank::of(before, after, byte);
        let mut left = run;
        while flank.closes && left > 0 {
            let Some(index) = self.find_open(|open| open.opener == Opener::Delimiter(byte)) else { break };
            left -= self.close_delimiter(index, left);
        }
        if flank.opens && left > 0 {
            self.push(Opener::Delimiter(byte), left);
        } else {
            self.at += left;
        }
    }

    fn close_delimiter(&mut self, index: usize, left: usize) -> usize {
        self.open.truncate(index + 1);
        let Some(open) = self.open.last_mut() else { return left };
        let len = left.min(open.len).min(2);
        open.len -= len;
        let opening = Span::new(open.at + open.len, open.at + open.len + len);
        if open.len == 0 {
            self.open.pop();
        }
        let byte = self.text.as_bytes()[self.at];
        let kind = if len == 2 { MarkKind::Strong } else { MarkKind::Emphasis };
        if byte == b'~' {
            self.events.push((opening, Event::Skip));
            self.event(len, Event::Skip);
        } else {
            self.events.push((opening, Event::Open(kind)));
            self.event(len, Event::Close);
        }
        len
    }

    fn bracket(&mut self) {
        let found = self.find_open(|open| matches!(open.opener, Opener::Bracket | Opener::Image));
        let Some(index) = found else {
            self.at += 1;
            return;
        };
        let opened = self.open.split_off(index).swap_remove(0);
        let text = Span::new(opened.at + opened.len, self.at);
        let Some((len, address)) = self.target(text) else {
            self.at += 1;
            return;
        };
        if opened.opener == Opener::Image {
            let whole = Span::new(opened.at, self.at + len);
            self.events.push((whole, Event::Skip));
            self.at += len;
        } else {
            self.events.push((Span::new(opened.at, text.start), Event::Open(MarkKind::Link(address))));
            self.event(len, Event::Close);
        }
    }

    /// What follows the closing bracket of a link: its length with the bracket, and the address.
    fn target(&self, text: Span) -> Option<(usize, String)> {
        let after = &self.text[self.at + 1..];
        if let Some(inner) = after.strip_prefix('(') {
            let (len, address) = destination(inner)?;
            // `[^2](4)` is a marker before brackets.
            let is_marker = text.of(self.text).starts_with('^') && !address.contains(['#', '/', ':', '.']);
            return (!is_marker).then_some((len + 2, address));
        }
        let label = text.of(self.text);
        if let Some(inner) = after.strip_prefix('[') {
            let end = inner.find([']', '[']).filter(|&end| inner.as_bytes()[end] == b']')?;
            let name = if end == 0 { label } else { &inner[..end] };
            return (self.address)(name).map(|address| (end + 3, address));
        }
        (self.address)(label).map(|address| (1, address))
    }
}

/// How long a number is that a caret ends, with the link it may be.
fn raised_length(text: &str) -> Option<usize> {
    const LONGEST: usize = 8;
    let number = |text: &str| text.bytes().take(LONGEST).take_while(|b| b.is_ascii_digit() || *b == b',').count();
    let len = match text.strip_prefix('[') {
        None => number(text),
        Some(inner) => {
            let digits = number(inner);
            let address = inner[digits..].strip_prefix("](").filter(|_| digits > 0)?;
            1 + digits + 2 + destination(address)?.0
        }
    };
    (len > 0 && !text[..len].ends_with(',') && text.as_bytes().get(len) == Some(&b'^')).then_some(len)
}

/// How many digits `(12)` holds: a number after a caret, as Reddit raises it.
fn digits_in_parentheses(text: &str) -> Option<usize> {
    const MOST: usize = 4;
    let inner = text.strip_prefix('(')?;
    let digits = inner.bytes().take(MOST).take_while(u8::is_ascii_digit).count();
    (digits > 0 && inner[digits..].starts_with(')')).then_some(digits)
}

/// How long a few letters are that a caret ends.
fn raised_letters(text: &str) -> Option<usize> {
    const MOST: usize = 4;
    let letters = text.chars().take(MOST).take_while(|c| c.is_alphabetic());
    let len = letters.map(char::len_utf8).sum();
    (len > 0 && text.as_bytes().get(len) == Some(&b'^')).then_some(len)
}

/// Where a run of exactly `run` backticks stands after `from`.
fn closing_ticks(text: &str, from: usize, run: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += text.get(at..)?.find('`')?;
        let found = text[at..].bytes().take_while(|&b| b == b'`').count();
        if found == run {
            return Some(at);
        }
        at += found;
    }
}

/// The length of the tag or autolink that `text` begins with.
fn tag_length(text: &str) -> Option<usize> {
    let second = *text.as_bytes().get(1)?;
    if !(second.is_ascii_alphabetic() || second == b'/' || second == b'!') {
        return None;
    }
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate().skip(1).take(4096) {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'<') => return None,
            (None, b'>') => return Some(at + 1),
            (None, _) => {}
        }
    }
    None
}

fn is_address(inner: &str) -> bool {
    let scheme = inner.find(':').map_or("", |end| &inner[..end]);
    let named = scheme.len() > 1 && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    let mail = inner.contains('@') && !inner.contains(['=', '"', '\'', '/']);
    (named || mail) && !inner.contains([' ', '\n'])
}

fn tag_name(inner: &str) -> &str {
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
    &inner[..end]
}

/// The value of an attribute in the text of a tag.
pub(crate) fn attribute_of(tag: &str, name: &str) -> Option<String> {
    let at = tag.to_ascii_lowercase().find(&format!(" {name}="))? + name.len() + 2;
    let value = &tag[at..];
    let quoted = value.strip_prefix('"').map(|v| (v, '"')).or(value.strip_prefix('\'').map(|v| (v, '\'')));
    let value = match quoted {
        Some((inner, quote)) => inner.split(quote).next().unwrap_or_default(),
        None => value.split([' ', '>']).next().unwrap_or_default(),
    };
    Some(value.replace("&amp;", "&"))
}

/// The address in `address "title")`, and how many bytes it takes up to and with the bracket.
fn destination(inner: &str) -> Option<(usize, String)> {
    let mut depth = 0usize;
    for (at, byte) in inner.bytes().enumerate().take(4096) {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => {
                let address = inner[..at].split_whitespace().next().unwrap_or_default();
                return Some((at + 1, address.trim_matches(['<', '>']).to_owned()));
            }
            b')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Whether a run of delimiters can open or close emphasis: CommonMark's flanking rule. A closer may have a space before it
/// when nothing but space or the end follows, as converters leave it (`*Id. *`).
struct Flank {
    opens: bool,
    closes: bool,
}

impl Flank {
    fn of(before: Option<char>, after: Option<char>, byte: u8) -> Flank {
        let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let mark = |c: Option<char>| c.is_some_and(|c| !c.is_alphanumeric() && !c.is_whitespace());
        let left = !space(after) && (!mark(after) || space(before) || mark(before));
        let right = !space(before) && (!mark(before) || space(after) || mark(after));
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let sum = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let loose = byte == b'*' && before.is_some_and(|c| c == ' ') && space(after);
        match byte {
            b'_' => Flank { opens: left && !word(before), closes: right && !word(after) },
            _ => Flank { opens: left && !(sum(before) && sum(after)), closes: right || loose },
        }
    }
}

/// Writes the text around the markup.
fn emit(text: &str, start: usize, mut events: Vec<(Span, Event)>) -> Flat {
    events.sort_by_key(|(span, event)| (span.start, matches!(event, Event::Skip)));
    let mut flat = FlatBuilder::default();
    let mut done = 0;
    for (span, event) in events {
        if span.start < done {
            continue;
        }
        flat.verbatim(&text[done..span.start], start + done);
        done = span.end;
        match event {
            Event::Open(kind) => flat.open(kind, start + span.start),
            Event::Close => flat.close(start + span.end),
            Event::Replace(text) => flat.replaced(&text, span.shifted(start)),
            Event::Skip => {}
        }
    }
    flat.verbatim(&text[done..], start + done);
    flat.finish(start + text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let flat = flatten(text, 0);
        let mut out = flat.text.clone();
        for mark in flat.marks.iter().rev() {
            let kind = match &mark.kind {
                MarkKind::Emphasis => "i",
                MarkKind::Strong => "b",
                MarkKind::Superscript => "sup",
                MarkKind::Code => "code",
                MarkKind::Link(address) | MarkKind::Citation(address) => address,
            };
            out.push_str(&format!(" {kind}={}", mark.span.of(&flat.text)));
        }
        out
    }

    #[test]
    fn markup_goes_and_leaves_marks() {
        let table = [
            ("See *The Pit*, 4", "See The Pit, 4 i=The Pit"),
            ("_Ibid._, 7", "Ibid., 7 i=Ibid."),
            ("**Note** x", "Note x b=Note"),
            ("***x***", "x b=x i=x"),
            ("<i>Id.</i> at 9", "Id. at 9 i=Id."),
            ("<sup>4</sup> x", "4 x sup=4"),
            ("[Title](http://a.b/c_(d) \"t\"), 3", "Title, 3 http://a.b/c_(d)=Title"),
            ("_[Title](http://a.b)_, 3", "Title, 3 http://a.b=Title i=Title"),
            ("<https://a.b/c>", "https://a.b/c https://a.b/c=https://a.b/c"),
            ("Smith &amp; Sons, A&B", "Smith & Sons, A&B"),
            (r"\[2\] 5\* \a", r"[2] 5* \a"),
            ("`a[1]` x", "a[1] x code=a[1]"),
            ("![cover](c.png) Text", " Text"),
            ("*Id. *", "Id.  i=Id. "),
            ("<!-- hidden -->x", "x"),
            ("See <citation n=\"3\"><i>Pit</i>, 4</citation>.", "See Pit, 4. i=Pit 3=Pit, 4"),
            ("<a href='x?a=1&amp;b=2'>y</a>", "y x?a=1&b=2=y"),
            ("~~old~~ new", "old new"),
            ("so.^1^ And^[2](#n)^ then", "so.1 And2 then #n=2 sup=2 sup=1"),
            ("2^nd^ ed., XX^e^ s., 1^re^", "2nd ed., XXe s., 1re sup=re sup=e sup=nd"),
            ("a ^nd^ b, x^y, 2^ndset^ z^", "a ^nd^ b, x^y, 2^ndset^ z^"),
            ("a^b^ ^[2](x) ^c", "a^b^ ^2 ^c x=2"),
        ];
        for (text, wanted) in table {
            assert_eq!(shown(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_marks_nothing_stays() {
        let table = [
            "5*3 and 4*2",
            "snake_case_name",
            "a < b > c",
            "[1]",
            "[1] (2)",
            "[^1](2)",
            "* alone",
            "AT&T",
            "** **",
            "<3",
            "`open",
            "[a][b]",
            "5 * 3 * 2",
        ];
        for text in table {
            assert_eq!(shown(text), text);
        }
    }

    #[test]
    fn spans_lead_back() {
        let flat = flatten("See *The Pit &amp; Pony*, 4", 100);
        let title = Span::new(4, 18);
        assert_eq!(title.of(&flat.text), "The Pit & Pony");
        assert_eq!(flat.source(title), Span::new(104, 124));
    }

    /// Two hundred thousand bytes that open and never close: where each looks ahead to the end, the test does not come to one.
    #[test]
    fn what_never_closes_is_read_as_it_stands() {
        for piece in ["*a ", "[", "`", "![", "](", "&"] {
            let text = piece.repeat(200_000 / piece.len());
            assert_eq!(flatten(&text, 0).text.len(), text.len(), "{piece}");
        }
    }
}
