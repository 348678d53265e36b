//! Text to LaTeX and back: special characters, accents, dashes, markup, and capitals that must stay.
//!
//! One set of tables serves both directions, so that what is written is read again as it was.

use unicode_normalization::char::{compose, decompose_canonical};

use super::super::markup::{self, TAGS};
use super::case;

/// Characters that LaTeX takes for something else, with the way to write them.
const SPECIALS: &[(char, &str)] = &[
    ('\\', r"\textbackslash{}"),
    ('{', r"\textbraceleft{}"),
    ('}', r"\textbraceright{}"),
    (case::OPEN, "{"),
    (case::CLOSE, "}"),
    ('$', r"\$"),
    ('&', r"\&"),
    ('%', r"\%"),
    ('#', r"\#"),
    ('_', r"\_"),
    ('~', r"\textasciitilde{}"),
    ('^', r"\textasciicircum{}"),
    ('\u{a0}', "~"),
];

/// Accent commands with their combining characters.
const ACCENTS: &[(char, char)] = &[
    ('`', '\u{300}'),
    ('\'', '\u{301}'),
    ('^', '\u{302}'),
    ('~', '\u{303}'),
    ('=', '\u{304}'),
    ('u', '\u{306}'),
    ('.', '\u{307}'),
    ('"', '\u{308}'),
    ('r', '\u{30a}'),
    ('H', '\u{30b}'),
    ('v', '\u{30c}'),
    ('d', '\u{323}'),
    ('c', '\u{327}'),
    ('k', '\u{328}'),
    ('b', '\u{331}'),
];

/// Commands that stand for one character. Of several for one character the first is written.
const SYMBOLS: &[(&str, char)] = &[
    ("ss", 'ß'),
    ("ae", 'æ'),
    ("AE", 'Æ'),
    ("oe", 'œ'),
    ("OE", 'Œ'),
    ("aa", 'å'),
    ("AA", 'Å'),
    ("o", 'ø'),
    ("O", 'Ø'),
    ("l", 'ł'),
    ("L", 'Ł'),
    ("dh", 'ð'),
    ("DH", 'Ð'),
    ("dj", 'đ'),
    ("DJ", 'Đ'),
    ("th", 'þ'),
    ("TH", 'Þ'),
    ("ng", 'ŋ'),
    ("NG", 'Ŋ'),
    ("i", 'ı'),
    ("j", 'ȷ'),
    ("S", '§'),
    ("P", '¶'),
    ("pounds", '£'),
    ("texteuro", '€'),
    ("euro", '€'),
    ("copyright", '©'),
    ("textcopyright", '©'),
    ("textregistered", '®'),
    ("texttrademark", '™'),
    ("textdegree", '°'),
    ("dots", '…'),
    ("ldots", '…'),
    ("textellipsis", '…'),
    ("textendash", '–'),
    ("textemdash", '—'),
    ("textquoteleft", '‘'),
    ("lq", '‘'),
    ("textquoteright", '’'),
    ("rq", '’'),
    ("textquotedblleft", '“'),
    ("textquotedblright", '”'),
    ("quotedblbase", '„'),
    ("glqq", '„'),
    ("grqq", '“'),
    ("quotesinglbase", '‚'),
    ("guillemotleft", '«'),
    ("flqq", '«'),
    ("guillemotright", '»'),
    ("frqq", '»'),
    ("guilsinglleft", '‹'),
    ("guilsinglright", '›'),
    ("textexclamdown", '¡'),
    ("textquestiondown", '¿'),
    ("textordfeminine", 'ª'),
    ("textordmasculine", 'º'),
    ("textperiodcentered", '·'),
    ("textbullet", '•'),
    ("textdagger", '†'),
    ("dag", '†'),
    ("textdaggerdbl", '‡'),
    ("ddag", '‡'),
    ("textbackslash", '\\'),
    ("textasciitilde", '~'),
    ("textasciicircum", '^'),
    ("textasciigrave", '`'),
    ("textquotesingle", '\''),
    ("textquotedbl", '"'),
    ("textbar", '|'),
    ("textless", '<'),
    ("textgreater", '>'),
    ("textbraceleft", '{'),
    ("textbraceright", '}'),
    ("textdollar", '$'),
    ("textunderscore", '_'),
    ("textsection", '§'),
    ("textparagraph", '¶'),
    ("textsterling", '£'),
    ("textmultiply", '×'),
    ("texttimes", '×'),
    ("textpm", '±'),
    ("textmu", 'µ'),
    ("slash", '/'),
    ("space", ' '),
    ("quad", '\u{2003}'),
    ("thinspace", '\u{2009}'),
    ("nobreakspace", '\u{a0}'),
];

/// Commands that print words.
const WORDS: &[(&str, &str)] =
    &[("TeX", "TeX"), ("LaTeX", "LaTeX"), ("LaTeXe", "LaTeX2e"), ("BibTeX", "BibTeX"), ("circa", "c. "), ("ca", "c. ")];

/// What LaTeX makes of runs of plain characters, the longest first.
const LIGATURES: &[(&str, &str)] = &[("---", "—"), ("--", "–"), ("``", "“"), ("''", "”")];

/// [`case::CLOSE`] as text.
const CLOSE: &str = "\u{2}";

/// How text is written.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Encoding {
    /// Commands for everything beyond ASCII.
    pub(super) ascii: bool,
}

/// Writes text as LaTeX.
pub(super) fn encode(text: &str, encoding: Encoding) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut closing = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let taken = write_tag(&mut out, rest, &mut closing).unwrap_or_else(|| {
            write_char(&mut out, c, encoding);
            c.len_utf8()
        });
        rest = &rest[taken..];
    }
    out
}

/// Writes the tag at the start of a text as a command or as the brace that ends one; the number of bytes taken if there is a tag.
fn write_tag(out: &mut String, text: &str, closing: &mut Vec<&'static str>) -> Option<usize> {
    if let Some(close) = closing.pop_if(|close| text.starts_with(*close)) {
        out.push('}');
        return Some(close.len());
    }
    let tag = markup::opening(text).filter(|tag| text[tag.open.len()..].contains(tag.close))?;
    if let Some(command) = tag.commands.first() {
        out.extend(["\\", command]);
    }
    out.push('{');
    closing.push(tag.close);
    Some(tag.open.len())
}

fn write_char(out: &mut String, c: char, encoding: Encoding) {
    let ligature = matches!(c, '-' | '`' | '\'') && out.ends_with(c);
    if ligature {
        out.push_str("{}");
    }
    if let Some((_, command)) = SPECIALS.iter().find(|(special, _)| *special == c) {
        out.push_str(command);
    } else if c.is_ascii() || !encoding.ascii {
        out.push(c);
    } else {
        write_command(out, c);
    }
}

/// A character beyond ASCII as a command; one that has none stays.
fn write_command(out: &mut String, c: char) {
    if let Some((plain, _)) = LIGATURES.iter().find(|(_, shown)| shown.chars().eq([c])) {
        return out.push_str(plain);
    }
    if let Some((command, _)) = SYMBOLS.iter().find(|(_, symbol)| *symbol == c) {
        return out.push_str(&format!("{{\\{command}}}"));
    }
    match accented(c) {
        Some((accent, base)) => out.push_str(&format!("{{\\{accent}{{{base}}}}}")),
        None => out.push(c),
    }
}

/// The accent command and the letter under it.
fn accented(c: char) -> Option<(char, char)> {
    let mut parts = Vec::with_capacity(3);
    decompose_canonical(c, |part| parts.push(part));
    let [base, mark] = parts[..] else { return None };
    let (accent, _) = ACCENTS.iter().find(|(_, combining)| *combining == mark)?;
    base.is_ascii().then_some((*accent, base))
}

/// Reads LaTeX as text, its emphasis as CSL-JSON's markup. Of a command that is not known the argument stays, and without one its name.
pub(super) fn decode(tex: &str) -> String {
    if !tex.contains(['\\', '{', '}', '~', '-', '`', '\'', '$', '\n', '\t', '\r']) && !tex.contains("  ") {
        return tex.trim_matches(' ').to_owned();
    }
    read(tex, false)
}

/// The same for a title, where [`case::OPEN`] and [`case::CLOSE`] stand around what braces protect.
pub(super) fn decode_title(tex: &str) -> String {
    read(tex, true)
}

fn read(tex: &str, guards: bool) -> String {
    let mut reader = ValueReader { rest: tex, out: String::with_capacity(tex.len()), closing: Vec::new(), guards };
    reader.read();
    reader.out.trim_matches(' ').to_owned()
}

struct ValueReader<'t> {
    rest: &'t str,
    out: String,
    /// What each open brace is written as when it closes.
    closing: Vec<&'static str>,
    /// True if braces that protect capitals are marked.
    guards: bool,
}

impl<'t> ValueReader<'t> {
    fn read(&mut self) {
        while let Some(c) = self.next() {
            match c {
                '\\' => self.command(),
                '{' => self.group(),
                '}' => self.out.push_str(self.closing.pop().unwrap_or_default()),
                '~' => self.out.push('\u{a0}'),
                '-' | '`' | '\'' => self.ligature(c),
                ' ' | '\n' | '\t' | '\r' => self.space(),
                _ => self.out.push(c),
            }
        }
    }

    fn next(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(c)
    }

    /// A pair of braces. One that begins with a command is BibTeX's special character, and protects nothing.
    fn group(&mut self) {
        let guards = self.guards && !self.rest.starts_with('\\');
        self.out.extend(guards.then_some(case::OPEN));
        self.closing.push(if guards { CLOSE } else { "" });
    }

    /// Any run of white space is one blank.
    fn space(&mut self) {
        if !self.out.ends_with(' ') {
            self.out.push(' ');
        }
    }

    fn ligature(&mut self, first: char) {
        let run = self.rest.len() - self.rest.trim_start_matches(first).len();
        let fits = LIGATURES.iter().find(|(plain, _)| plain.starts_with(first) && plain.len() <= run + 1);
        match fits {
            Some((plain, shown)) => {
                self.rest = &self.rest[plain.len() - 1..];
                self.out.push_str(shown);
            }
            None => self.out.push(first),
        }
    }

    fn command(&mut self) {
        let letters = self.rest.len() - self.rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
        let (name, rest) = self.rest.split_at(letters);
        if name.is_empty() {
            return self.symbol();
        }
        self.rest = rest;
        let is_accent = name.len() == 1 && ACCENTS.iter().any(|(accent, _)| name.starts_with(*accent));
        if let Some((_, c)) = SYMBOLS.iter().find(|(command, _)| *command == name) {
            self.out.push(*c);
            self.end_of_name();
        } else if is_accent && self.accent(name.chars().next().unwrap_or_default()) {
        } else if let Some(tag) = TAGS.iter().find(|tag| tag.commands.contains(&name)) {
            self.open(name, tag.open, tag.close);
        } else if name == "enquote" || name == "mkbibquote" {
            self.open(name, "“", "”");
        } else if matches!(name, "url" | "href" | "textrm" | "textnormal" | "mbox" | "text" | "noopsort" | "relax") {
            self.rest = self.rest.trim_start_matches(' ');
        } else if let Some((_, words)) = WORDS.iter().find(|(command, _)| *command == name) {
            self.out.push_str(words);
            self.end_of_name();
        } else if matches!(name, "hspace" | "vspace" | "kern" | "label") {
            self.skip_argument();
        } else if let Some(argument) = self.rest.strip_prefix('{').filter(|rest| !rest.starts_with('}')) {
            self.rest = argument;
            self.closing.push("");
        } else {
            self.out.extend(["\\", name]);
        }
    }

    /// Passes over an argument that prints nothing: a length.
    fn skip_argument(&mut self) {
        let end = self.rest.strip_prefix('{').and_then(|inner| inner.find('}'));
        self.rest = end.and_then(|end| self.rest.get(end + 2..)).unwrap_or(self.rest);
    }

    /// After the name of a command TeX skips blanks; `{}` ends it and says nothing.
    fn end_of_name(&mut self) {
        self.rest = self.rest.strip_prefix("{}").unwrap_or_else(|| self.rest.trim_start_matches(' '));
    }

    /// `\emph{` opens; `\emph` without a brace stays as it is.
    fn open(&mut self, name: &str, open: &'static str, close: &'static str) {
        match self.rest.trim_start_matches(' ').strip_prefix('{') {
            Some(rest) => {
                self.rest = rest;
                self.out.push_str(open);
                self.closing.push(close);
            }
            None => self.out.extend(["\\", name]),
        }
    }

    /// A backslash before what is no letter: an accent, or the character itself.
    fn symbol(&mut self) {
        let Some(c) = self.next() else { return self.out.push('\\') };
        match c {
            _ if ACCENTS.iter().any(|(accent, _)| *accent == c) => {
                if !self.accent(c) {
                    self.out.push(c);
                }
            }
            '\\' | ' ' | '\n' => self.space(),
            '-' | '/' => {}
            ',' | ';' => self.out.push('\u{2009}'),
            _ => self.out.push(c),
        }
    }

    /// Puts the accent on the letter that follows, in braces or not.
    fn accent(&mut self, accent: char) -> bool {
        let Some((_, combining)) = ACCENTS.iter().find(|(command, _)| *command == accent) else { return false };
        let tail = self.rest.trim_start_matches(' ');
        if accent.is_ascii_alphabetic() && tail.len() == self.rest.len() && !tail.starts_with(['{', '\\']) {
            return false;
        }
        let (inner, after) = match tail.strip_prefix('{') {
            Some(inside) => (inside, Some('}')),
            None => (tail, None),
        };
        let Some((base, rest)) = base_letter(inner) else { return false };
        let rest = match after {
            Some(brace) => match rest.strip_prefix(brace) {
                Some(rest) => rest,
                None => return false,
            },
            None => rest,
        };
        self.rest = rest;
        match compose(base, *combining) {
            Some(composed) => self.out.push(composed),
            None => self.out.extend([base, *combining]),
        }
        true
    }
}

/// The letter under an accent: itself, or a dotless i or j.
fn base_letter(text: &str) -> Option<(char, &str)> {
    for (command, base) in [("\\i", 'i'), ("\\j", 'j'), ("{\\i}", 'i'), ("{\\j}", 'j')] {
        if let Some(rest) = text.strip_prefix(command) {
            return Some((base, rest.strip_prefix("{}").unwrap_or(rest)));
        }
    }
    let base = text.chars().next().filter(|c| c.is_alphabetic())?;
    Some((base, &text[base.len_utf8()..]))
}

/// A URL as LaTeX wants it in a `url` field: a verbatim field, where only what would end it early is written otherwise.
pub(super) fn encode_verbatim(url: &str) -> String {
    url.replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C").replace(' ', "%20")
}

/// A URL or DOI out of a verbatim field, with the escapes that reference managers put into it taken out.
pub(super) fn decode_verbatim(tex: &str) -> String {
    let mut text = tex.trim();
    if let Some(inner) = text.strip_prefix("\\url{").and_then(|rest| rest.strip_suffix('}')) {
        text = inner;
    }
    let text = text.replace(r"\textasciitilde{}", "~").replace(r"\textasciitilde", "~").replace(r"{\_}", "_");
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let escapes = c == '\\' && chars.peek().is_some_and(|next| "_%#&$~{}^:".contains(*next));
        if !escapes {
            out.push(c);
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const UNICODE: Encoding = Encoding { ascii: false };
    const ASCII: Encoding = Encoding { ascii: true };

    #[test]
    fn special_characters_are_escaped() {
        for (text, tex) in [
            ("Marks & Spencer: 50% of #1 in $", r"Marks \& Spencer: 50\% of \#1 in \$"),
            (
                r"a_b {c} \d ~e^",
                r"a\_b \textbraceleft{}c\textbraceright{} \textbackslash{}d \textasciitilde{}e\textasciicircum{}",
            ),
            ("10\u{a0}000 – 20", "10~000 – 20"),
            ("a -- b '' c", "a -{}- b '{}' c"),
            ("On <i>Hamlet</i>, H<sub>2</sub>O", r"On \emph{Hamlet}, H\textsubscript{2}O"),
            ("5 < 6 <i>", "5 < 6 <i>"),
        ] {
            assert_eq!(encode(text, UNICODE), tex);
            assert_eq!(decode(tex), text);
        }
    }

    #[test]
    fn old_bibtex_gets_commands() {
        for (text, tex) in [
            ("Müller, Çelik, Łódź", r#"M{\"{u}}ller, {\c{C}}elik, {\L}{\'{o}}d{\'{z}}"#),
            ("1914–1918 “so”", "1914--1918 ``so''"),
            ("Straße", r"Stra{\ss}e"),
        ] {
            assert_eq!(encode(text, ASCII), tex);
            assert_eq!(decode(tex), text);
        }
        assert_eq!(encode("Толстой", ASCII), "Толстой");
    }

    #[test]
    fn every_way_of_writing_an_accent_is_read() {
        for tex in [r#"M\"uller"#, r#"M\"{u}ller"#, r#"M{\"u}ller"#, r#"M{\"{u}}ller"#] {
            assert_eq!(decode(tex), "Müller", "{tex}");
        }
        for (tex, text) in [
            (r"\'{\i}", "í"),
            (r"\'\i", "í"),
            (r"\v{s}", "š"),
            (r"\v s", "š"),
            (r"{\o}re", "øre"),
            (r"\o re", "øre"),
            (r"\foo{a {B} c} d", "a B c d"),
            (r"\circa{1960}", "c. 1960"),
            (r"de'\hspace{0pt} Medici", "de' Medici"),
            (r"\LaTeX{} and \TeX", "LaTeX and TeX"),
            (r"\foo bar", r"\foo bar"),
            (r"\c", r"\c"),
            (r"{The {BBC}} and\n you", r"The BBC and\n you"),
            ("a\n  b", "a b"),
            (r"\enquote{x}", "“x”"),
            (r"\textit{a {B} c}", "<i>a B c</i>"),
        ] {
            assert_eq!(decode(tex), text, "{tex}");
        }
    }

    #[test]
    fn addresses_are_not_read_as_text() {
        assert_eq!(decode_verbatim(r"http://x.org/a--b\_c\%20d{\_}~e"), "http://x.org/a--b_c%20d_~e");
        assert_eq!(decode_verbatim(r"\url{http://x.org/}"), "http://x.org/");
        assert_eq!(encode_verbatim("http://x.org/{a}_b%20c"), "http://x.org/%7Ba%7D_b%20c");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(words in prop::collection::vec("[a-zA-Zéüß&%$#_{}~^\\\\'`\"<>\\-–—“”]{1,12}", 1..6)) {
            let text = words.join(" ");
            prop_assert_eq!(decode(&encode(&text, UNICODE)), text);
        }

        #[test]
        fn any_text_is_read(tex in ".{0,80}") {
            decode(&tex);
            decode_verbatim(&tex);
            encode(&tex, ASCII);
        }
    }
}
