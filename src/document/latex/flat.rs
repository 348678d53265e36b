//! The text of LaTeX as a reader sees it.

use crate::document::block::next_line;
use crate::text::{Flat, FlatBuilder, MarkKind, Span};
use unicode_normalization::UnicodeNormalization;

/// Commands that mark their argument.
const MARKS: &[(&str, MarkKind)] = &[
    ("emph", MarkKind::Emphasis),
    ("textit", MarkKind::Emphasis),
    ("textsl", MarkKind::Emphasis),
    ("em", MarkKind::Emphasis),
    ("it", MarkKind::Emphasis),
    ("itshape", MarkKind::Emphasis),
    ("sl", MarkKind::Emphasis),
    ("textbf", MarkKind::Strong),
    ("bf", MarkKind::Strong),
    ("bfseries", MarkKind::Strong),
    ("textsuperscript", MarkKind::Superscript),
    ("texttt", MarkKind::Code),
];

/// Commands that stand for characters.
const CHARACTERS: &[(&str, &str)] = &[
    ("ss", "ß"),
    ("ae", "æ"),
    ("AE", "Æ"),
    ("oe", "œ"),
    ("OE", "Œ"),
    ("o", "ø"),
    ("O", "Ø"),
    ("aa", "å"),
    ("AA", "Å"),
    ("l", "ł"),
    ("L", "Ł"),
    ("i", "ı"),
    ("j", "ȷ"),
    ("S", "§"),
    ("P", "¶"),
    ("dag", "†"),
    ("ddag", "‡"),
    ("ldots", "…"),
    ("dots", "…"),
    ("textellipsis", "…"),
    ("textendash", "–"),
    ("textemdash", "—"),
    ("quad", " "),
    ("qquad", " "),
    ("LaTeX", "LaTeX"),
    ("TeX", "TeX"),
    ("textasciicircum", "^"),
    ("textasciitilde", "~"),
    ("textbackslash", "\\"),
    ("textquoteright", "’"),
    ("textquoteleft", "‘"),
    ("textquotedblleft", "“"),
    ("textquotedblright", "”"),
    ("guillemotleft", "«"),
    ("guillemotright", "»"),
    ("glqq", "„"),
    ("grqq", "“"),
    ("glq", "‚"),
    ("grq", "‘"),
    ("flqq", "«"),
    ("frqq", "»"),
    ("flq", "‹"),
    ("frq", "›"),
    ("og", "« "),
    ("fg", " »"),
    ("slash", "/"),
    ("copyright", "©"),
    ("pounds", "£"),
    ("newline", " "),
];

/// Accents and the combining characters that they put on the next letter.
const ACCENTS: &[(&str, char)] = &[
    ("`", '\u{300}'),
    ("'", '\u{301}'),
    ("^", '\u{302}'),
    ("~", '\u{303}'),
    ("\"", '\u{308}'),
    ("=", '\u{304}'),
    (".", '\u{307}'),
    ("u", '\u{306}'),
    ("v", '\u{30c}'),
    ("H", '\u{30b}'),
    ("c", '\u{327}'),
    ("k", '\u{328}'),
    ("d", '\u{323}'),
    ("b", '\u{331}'),
    ("r", '\u{30a}'),
];

/// Commands whose argument is not shown.
const HIDDEN: &[&str] = &[
    "label",
    "index",
    "vspace",
    "hspace",
    "begin",
    "end",
    "includegraphics",
    "input",
    "include",
    "bibliographystyle",
    "pagestyle",
    "thispagestyle",
    "selectlanguage",
    "phantomsection",
];

/// Quotes that commands put around their argument.
const QUOTES: &[(&str, &str, &str)] =
    &[("enquote", "“", "”"), ("quote", "‘", "’"), ("quotation", "“", "”"), ("textquote", "“", "”")];

/// Strings that stand for others, the longest first.
const LIGATURES: &[(&str, &str)] =
    &[("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("~", "\u{a0}"), ("`", "‘"), ("'", "’")];

/// Flattens a piece of LaTeX that begins at byte `start` of its source.
pub(super) fn flatten(text: &str, start: usize) -> Flat {
    if !text.bytes().any(|byte| b"\\{}$%~`'-".contains(&byte)) {
        return Flat::verbatim(text, start);
    }
    let mut writer = LatexFlattener {
        text,
        start,
        flat: FlatBuilder::default(),
        groups: Vec::new(),
        at: 0,
        done: 0,
        cites: false,
        several: false,
    };
    writer.run();
    writer.flat.finish(start + text.len())
}

/// Whether a command stands for something that a reader sees, and that is written as it is seen.
pub(super) fn shows(name: &str) -> bool {
    MARKS.iter().any(|(known, _)| *known == name)
        || CHARACTERS.iter().any(|(known, _)| *known == name)
        || ACCENTS.iter().any(|(known, _)| *known == name)
        || QUOTES.iter().any(|(known, ..)| *known == name)
}

/// True if a command points at a label of the document: `\ref{…}`, `\autoref{…}`. What it shows is not known; the label is kept as it is written.
pub(crate) fn points_at_label(name: &str) -> bool {
    name.ends_with("ref") && !matches!(name, "href" | "hyperref")
}

/// What a closing brace ends.
#[derive(Default)]
struct BraceGroup {
    marks: usize,
    quote: &'static str,
}

struct LatexFlattener<'t> {
    text: &'t str,
    start: usize,
    flat: FlatBuilder,
    groups: Vec<BraceGroup>,
    at: usize,
    done: usize,
    /// Whether the next brace holds cite keys, or a label.
    cites: bool,
    /// Whether more keys may follow the first: `\cites{reed}{hall}`.
    several: bool,
}

impl LatexFlattener<'_> {
    fn run(&mut self) {
        while let Some(&byte) = self.text.as_bytes().get(self.at) {
            match byte {
                b'\\' => self.command(),
                b'{' if self.cites => self.keys(),
                b'{' => self.open(BraceGroup::default()),
                b'}' => self.close(),
                b'%' => {
                    let after = &self.text[next_line(self.text, self.at)..];
                    let after = after.trim_start_matches([' ', '\t']);
                    self.show("", self.text.len() - self.at - after.len());
                }
                b'$' => self.maths(),
                b'~' | b'`' | b'\'' | b'-' => self.ligature(),
                _ => self.at += 1,
            }
        }
        self.flush();
    }

    /// Writes the text that was passed over.
    fn flush(&mut self) {
        let text = self.text.get(self.done..self.at).unwrap_or_default();
        self.flat.verbatim(text, self.start + self.done);
        self.done = self.at;
    }

    /// Writes `shown` for the next `len` bytes.
    fn show(&mut self, shown: &str, len: usize) {
        self.flush();
        let len = len.min(self.text.len() - self.at);
        self.flat.replaced(shown, Span::new(self.start + self.at, self.start + self.at + len));
        self.at += len;
        self.done = self.at;
    }

    fn open(&mut self, group: BraceGroup) {
        self.show("", 1);
        self.groups.push(group);
    }

    /// The braces around cite keys and labels stay, so that they can be told from words.
    fn keys(&mut self) {
        self.cites = false;
        self.show("{", 1);
        self.groups.push(BraceGroup { marks: 0, quote: "}" });
    }

    fn close(&mut self) {
        let group = self.groups.pop().unwrap_or_default();
        self.show(group.quote, 1);
        (0..group.marks).for_each(|_| self.flat.close(self.start + self.at));
        let follows = || self.text[self.at + self.options(0)..].starts_with('{');
        self.cites = self.cites || (group.quote == "}" && self.several && follows());
    }

    fn ligature(&mut self) {
        let rest = &self.text[self.at..];
        match LIGATURES.iter().find(|(typed, _)| rest.starts_with(typed)) {
            Some((typed, shown)) => self.show(shown, typed.len()),
            None => self.at += 1,
        }
    }

    fn maths(&mut self) {
        const LONGEST: usize = 1000;
        let rest = &self.text[self.at + 1..];
        let Some(end) = rest[..rest.floor_char_boundary(LONGEST)].find('$').filter(|&end| end > 0) else {
            self.at += 1;
            return;
        };
        self.flush();
        self.flat.open(MarkKind::Code, self.start + self.at);
        self.at += end + 2;
        self.flush();
        self.flat.close(self.start + self.at);
    }

    fn command(&mut self) {
        let rest = &self.text[self.at + 1..];
        let len = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let Some(first) = rest.chars().next() else { return self.show("", 1) };
        if len == 0 {
            return self.symbol(first);
        }
        let name = &rest[..len];
        let starred = rest[len..].starts_with('*');
        let used = 1 + len + usize::from(starred);
        let after = &rest[len + usize::from(starred)..];
        if let Some((_, accent)) = ACCENTS.iter().find(|(known, _)| *known == name) {
            return self.accent(*accent, used);
        }
        if let Some((_, shown)) = CHARACTERS.iter().find(|(known, _)| *known == name) {
            let space = after.len() - after.trim_start_matches(' ').len();
            return self.show(shown, used + space);
        }
        if let Some(inner) = (name == "verb").then(|| super::verbatim(self.text, self.at + 1 + len)).flatten() {
            return self.verbatim(inner);
        }
        self.known(name, used, after.starts_with('{'));
    }

    fn verbatim(&mut self, inner: Span) {
        self.flush();
        self.flat.open(MarkKind::Code, self.start + self.at);
        self.show("", inner.start - self.at);
        self.at = inner.end;
        self.flush();
        self.show("", super::after_character(self.text, inner.end) - inner.end);
        self.flat.close(self.start + self.at);
    }

    fn known(&mut self, name: &str, used: usize, braced: bool) {
        let several = name.ends_with("cites");
        let lead = if several { self.bracketed(used, '(', ')') } else { 0 };
        let options = lead + self.options(used + lead);
        if (name.contains("cite") || points_at_label(name)) && self.text[self.at + used + options..].starts_with('{') {
            self.at += used;
            self.cites = true;
            self.several = several;
            return;
        }
        let mark = MARKS.iter().find(|(known, _)| *known == name).map(|(_, kind)| kind.clone());
        if let Some((_, before, after)) = QUOTES.iter().find(|(known, ..)| *known == name && braced) {
            self.show(before, used);
            return self.open(BraceGroup { marks: 0, quote: after });
        }
        match (mark, braced) {
            (Some(kind), true) => {
                self.flush();
                self.flat.open(kind, self.start + self.at);
                self.show("", used);
                self.open(BraceGroup { marks: 1, quote: "" });
            }
            (Some(kind), false) if !self.groups.is_empty() => self.switch(kind, used),
            _ if name == "url" && braced => self.address(used, false),
            _ if name == "href" && braced => self.address(used, true),
            _ if HIDDEN.contains(&name) => {
                let argument = self.argument(used + options);
                self.show("", used + options + argument);
            }
            _ => {
                let space = if braced || options > 0 { 0 } else { self.spaces(used) };
                self.show("", used + options + space);
            }
        }
    }

    /// `{\em …}`: the mark runs to the end of the group.
    fn switch(&mut self, kind: MarkKind, used: usize) {
        let space = self.spaces(used);
        self.flush();
        self.flat.open(kind, self.start + self.at);
        self.show("", used + space);
        if let Some(group) = self.groups.last_mut() {
            group.marks += 1;
        }
    }

    /// `\url{address}` and `\href{address}{text}`.
    fn address(&mut self, used: usize, has_text: bool) {
        let argument = self.argument(used);
        let inner =
            self.text.get(self.at + used + 1..(self.at + used + argument).saturating_sub(1)).unwrap_or_default();
        let address = inner.replace("\\%", "%").replace("\\_", "_").replace("\\#", "#").replace("\\&", "&");
        self.flush();
        self.flat.open(MarkKind::Link(address), self.start + self.at);
        if has_text && self.text[self.at + used + argument..].starts_with('{') {
            self.show("", used + argument);
            return self.open(BraceGroup { marks: 1, quote: "" });
        }
        self.show("", used + 1);
        self.at += argument.saturating_sub(2);
        self.flush();
        self.show("", 1);
        self.flat.close(self.start + self.at);
    }

    /// The length of the options in square brackets after `used` bytes.
    fn options(&self, used: usize) -> usize {
        self.bracketed(used, '[', ']')
    }

    /// The length of all that stands in these brackets after `used` bytes.
    fn bracketed(&self, used: usize, open: char, close: char) -> usize {
        const LONGEST: usize = 300;
        let rest = self.text.get(self.at + used..).unwrap_or_default();
        let mut len = 0;
        while rest[len..].starts_with(open) {
            let window = &rest[len..rest.floor_char_boundary(len + LONGEST)];
            let Some(end) = window.find(close) else { break };
            len += end + 1;
        }
        len
    }

    /// The length of the argument in braces after `used` bytes.
    fn argument(&self, used: usize) -> usize {
        const LONGEST: usize = 4000;
        let mut depth = 0usize;
        for (at, byte) in self.text.bytes().skip(self.at + used).enumerate().take(LONGEST) {
            match byte {
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return if byte == b'}' { at + 1 } else { 0 };
            }
        }
        0
    }

    fn spaces(&self, used: usize) -> usize {
        self.text.bytes().skip(self.at + used).take_while(|&b| b == b' ').count()
    }

    fn symbol(&mut self, first: char) {
        let name = &self.text[self.at + 1..self.at + 1 + first.len_utf8()];
        match first {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => self.show(name, 2),
            ' ' | '\n' | '\\' | ',' | ';' | ':' | '!' | '/' => {
                self.show(if "\\,; \n".contains(first) { " " } else { "" }, 2);
            }
            '-' | '(' | ')' | '[' | ']' => self.show("", 2),
            _ => match ACCENTS.iter().find(|(known, _)| *known == name) {
                Some((_, accent)) => self.accent(*accent, 2),
                None => self.show("", 1),
            },
        }
    }

    /// The letter after an accent command, with its accent.
    fn accent(&mut self, accent: char, used: usize) {
        let rest = self.text.get(self.at + used..).unwrap_or_default();
        let inner = rest.trim_start_matches([' ', '{']);
        let skipped = rest.len() - inner.len();
        let (letter, len) = match inner.strip_prefix("\\i").or(inner.strip_prefix("\\j")) {
            Some(_) => (if inner.starts_with("\\i") { 'i' } else { 'j' }, 2),
            None => match inner.chars().next().filter(|c| c.is_alphabetic()) {
                Some(letter) => (letter, letter.len_utf8()),
                None => return self.show("", used),
            },
        };
        let closing = usize::from(rest[..skipped].contains('{') && inner[len..].starts_with('}'));
        let shown: String = [letter, accent].into_iter().nfc().collect();
        self.show(&shown, used + skipped + len + closing);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_reader_sees() {
        let table = [
            ("See \\emph{The Pit}, 4", "See The Pit, 4"),
            ("{\\em Ibid.}, pp.~4--5", "Ibid., pp.\u{a0}4–5"),
            ("``So'' he said---\\'el\\`eve \\\"{u} \\c{c} \\ss", "“So” he said—élève ü ç ß"),
            ("\\href{http://a.b/c\\_d}{A page}, \\url{http://e.f/g_h}", "A page, http://e.f/g_h"),
            ("Smith \\& Sons \\textsc{Reed} % gone\nx", "Smith & Sons Reed x"),
            ("\\enquote{Salt} $x_{1}$ \\cite[3]{reed}", "“Salt” $x_{1}$ \\cite[3]{reed}"),
            ("Salt \\parencites(see)(too)[1]{reed}[2]{hall}", "Salt \\parencites(see)(too)[1]{reed}[2]{hall}"),
            ("note~\\ref{fn-salt}, \\href{http://a.b}{\\autoref*{x}}", "note\u{a0}\\ref{fn-salt}, \\autoref*{x}"),
            ("\\label{a}b\\index{c} \\ldots end", "b …end"),
            ("}}{", ""),
            ("\\", ""),
            ("\\é", "é"),
        ];
        for (text, wanted) in table {
            assert_eq!(flatten(text, 0).text, wanted, "{text}");
        }
    }

    #[test]
    fn marks_and_places() {
        let text = "See \\emph{The \\textbf{Pit}}, {\\it Id}.";
        let flat = flatten(text, 10);
        let marked: Vec<&str> = flat.marks.iter().map(|mark| mark.span.of(&flat.text)).collect();
        assert_eq!(marked, ["The Pit", "Pit", "Id"]);
        assert_eq!(flat.source(Span::new(4, 11)), Span::new(14, 37));
    }
}
