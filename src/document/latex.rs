//! LaTeX and ConTeXt: `\footnote{…}`, `\footnotemark` and `\footnotetext{…}`, `\endnote{…}`, `\footcite{…}`, `\bibitem`.

mod flat;
mod own;
mod page;

use std::collections::HashMap;

use super::Reading;
use super::block::BlockKind;
use super::inplace::{Brackets, Collector, paragraphs};
use super::{Entry, Problem, ProblemKind};
use crate::text::Span;
use flat::flatten;

pub use page::{Foreign, latex_to_html};

/// What a command is to notes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Marker and note at once.
    Both,
    Marker,
    Text,
}

/// Commands of notes, and in which numbering they count.
const COMMANDS: &[(&str, Part, usize)] = &[
    ("footnote", Part::Both, FOOT),
    ("footnotemark", Part::Marker, FOOT),
    ("footnotetext", Part::Text, FOOT),
    ("footcite", Part::Both, FOOT),
    ("footcites", Part::Both, FOOT),
    ("footfullcite", Part::Both, FOOT),
    ("footcitetext", Part::Text, FOOT),
    ("smartcite", Part::Both, FOOT),
    ("sidenote", Part::Both, FOOT),
    ("sidenotemark", Part::Marker, FOOT),
    ("sidenotetext", Part::Text, FOOT),
    ("tablefootnote", Part::Both, FOOT),
    ("footnoteA", Part::Both, FOOT),
    ("footnoteB", Part::Both, FOOT),
    ("Afootnote", Part::Both, FOOT),
    ("Bfootnote", Part::Both, FOOT),
    ("note", Part::Marker, FOOT),
    ("endnote", Part::Both, END),
    ("endnotemark", Part::Marker, END),
    ("endnotetext", Part::Text, END),
    ("pagenote", Part::Both, END),
    ("thanks", Part::Both, THANKS),
];

/// The numberings: footnotes, endnotes, and thanks, which have signs.
const FOOT: usize = 0;
const END: usize = 1;
const THANKS: usize = 2;

/// What `\thanks` shows for numbers.
const SIGNS: &[&str] = &["*", "†", "‡", "§", "¶", "‖", "**", "††", "‡‡"];

/// Commands that are notes where the document sets its citations in notes.
const AUTOMATIC: &[&str] = &["autocite", "autocites"];

/// What a document says that sets its citations in notes: an option, or a style of biblatex.
const IN_NOTES: &[&str] = &[
    "autocite=footnote",
    "style=verbose",
    "style=footnote-dw",
    "style=oscola",
    "style=historian",
    "{biblatex-chicago}",
];

/// Environments whose text is shown as it is.
const VERBATIM: &[&str] = &["verbatim", "verbatim*", "Verbatim", "lstlisting", "minted", "comment", "alltt"];

pub(super) fn sniff(text: &str) -> u8 {
    let signs =
        ["\\documentclass", "\\begin{", "\\section", "\\chapter", "\\footnote", "\\emph{", "\\starttext", "\\cite"];
    let found = signs.iter().filter(|sign| text.contains(*sign)).count();
    match found {
        0 => 0,
        1 => 50,
        _ => 90,
    }
}

pub(super) fn read(text: &str) -> Reading {
    let braces = Brackets::of(text, b'{', b'}');
    let mut reader = Reader {
        text,
        own: own::commands(text, &braces),
        braces,
        notes: Collector::default(),
        counts: [0; 3],
        cites: cites_in_notes(text),
        inside: 0,
        references: Vec::new(),
        names: 0,
        restarts: restarts(text),
    };
    let body = body(text);
    let mut at = body.start;
    while let Some(found) = text.get(at..body.end).and_then(|rest| memchr::memchr2(b'\\', b'%', rest.as_bytes())) {
        at = reader.command(at + found).clamp(at + found + 1, body.end.max(at + found + 1));
    }
    reader.finish(body)
}

/// What stands between `\begin{document}` and `\end{document}` (or their likes in ConTeXt), or the whole file.
fn body(text: &str) -> Span {
    let begins =
        ["\\begin{document}", "\\starttext"].iter().find_map(|begin| text.find(begin).map(|at| at + begin.len()));
    let start = begins.unwrap_or(0);
    let ends = ["\\end{document}", "\\stoptext"].iter().find_map(|end| text[start..].find(end));
    Span::new(start, ends.map_or(text.len(), |end| start + end))
}

/// Whether the class of the document counts notes afresh in each chapter.
fn restarts(text: &str) -> bool {
    let class = text.find("\\documentclass").and_then(|at| text[at..].split(['{', '}']).nth(1));
    class.is_some_and(|class| {
        class.contains("book") || class.contains("report") || class.contains("memoir") || class.contains("scrrep")
    })
}

struct Reader<'t> {
    text: &'t str,
    braces: Brackets,
    /// The commands that the document defines for notes.
    own: HashMap<&'t str, (Part, usize)>,
    notes: Collector,
    /// The last number of each numbering.
    counts: [usize; 3],
    /// Whether citations stand in notes.
    cites: bool,
    /// Where the last note ends: a citation in it is no note of its own.
    inside: usize,
    /// References to notes by the names of their labels.
    references: Vec<(Span, &'t str)>,
    /// How many notes were given a name, so that equal numbers do not meet.
    names: usize,
    restarts: bool,
}

impl Reader<'_> {
    /// Reads the command or comment at `at`; answers where to go on.
    fn command(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        if rest.starts_with('%') {
            let end = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |end| end + 1);
            self.notes.cut(Span::new(at, at + end));
            return at + end;
        }
        let name = own::name_at(self.text, at + 1);
        let after = at + 1 + name.len();
        match name {
            "" => at + 2,
            "begin" => self.environment(after),
            "verb" | "lstinline" => verbatim(self.text, after).map_or(after, |inner| inner.end + 1),
            "url" | "nolinkurl" | "path" | "href" => self.braces.inside(after).map_or(after, |inner| inner.end + 1),
            "footref" => self.reference(at, after),
            "chapter" if self.restarts => {
                self.counts[0] = 0;
                self.notes.reading.chapters.push(at);
                after
            }
            "setcounter" => self.set_counter(after),
            _ => match self.meaning(name) {
                Some((part, counter)) => self.note(at, after, part, counter).unwrap_or(after),
                None => self.definition(at, name, after),
            },
        }
    }

    fn meaning(&self, name: &str) -> Option<(Part, usize)> {
        if self.cites && AUTOMATIC.contains(&name) {
            return Some((Part::Both, FOOT));
        }
        let known = COMMANDS.iter().find(|(known, ..)| *known == name).map(|(_, part, counter)| (*part, *counter));
        known.or_else(|| self.own.get(name).copied())
    }

    /// Skips what a command that defines another one says.
    fn definition(&mut self, at: usize, name: &str, after: usize) -> usize {
        let Some(definition) = own::definition(self.text, &self.braces, name, after) else { return after };
        self.notes.cut(Span::new(at, definition.end));
        definition.end
    }

    /// Skips an environment that is shown as it is.
    fn environment(&mut self, after: usize) -> usize {
        let Some(name) = self.braces.inside(after).map(|inner| inner.of(self.text)) else { return after };
        if !VERBATIM.contains(&name) {
            return after;
        }
        let end = self.text[after..].find(&format!("\\end{{{name}}}")).map_or(self.text.len(), |end| after + end);
        self.notes.cut(Span::new(after, end));
        end
    }

    /// A marker that names the label of its note: `\footref{fn:salt}`.
    fn reference(&mut self, at: usize, after: usize) -> usize {
        let Some(name) = self.braces.inside(after) else { return after };
        self.references.push((Span::new(at, name.end + 1), name.of(self.text).trim()));
        name.end + 1
    }

    fn set_counter(&mut self, after: usize) -> usize {
        let Some(name) = self.braces.inside(after) else { return after };
        let Some(value) = self.braces.inside(name.end + 1) else { return after };
        let counter = ["footnote", "endnote"].iter().position(|counter| *counter == name.of(self.text));
        if let Some((counter, number)) = counter.zip(value.of(self.text).trim().parse().ok()) {
            self.counts[counter] = number;
        }
        value.end + 1
    }

    fn note(&mut self, at: usize, after: usize, part: Part, counter: usize) -> Option<usize> {
        let cites = self.text[at..after].contains("cite");
        if cites && at < self.inside {
            return None;
        }
        let after = if part == Part::Marker { after } else { self.after_blanks(after) };
        let (options, after) = options(self.text, after);
        let after = if part == Part::Marker { after } else { self.after_blanks(after) };
        let given = options
            .first()
            .filter(|_| !cites)
            .map(|option| option.of(self.text).trim())
            .filter(|option| !option.is_empty() && option.bytes().all(|b| b.is_ascii_digit()));
        let name = &self.text[at..after];
        let is_context = name.starts_with("\\note") && !options.is_empty();
        if part == Part::Marker {
            let marks = !name.starts_with("\\note") || is_context;
            let span = Span::new(at, after);
            let label = options.first().filter(|_| is_context).map(|option| option.of(self.text).trim().to_owned());
            let label = label.or_else(|| marks.then(|| self.number(given, counter, true)))?;
            self.notes.marker(&label, span, "");
            return Some(after);
        }
        let Some(inner) = self.braces.inside(after) else {
            self.broken(at, after);
            return None;
        };
        let end =
            if self.text[at..after].contains("cites") { self.last_citation(inner.end + 1) } else { inner.end + 1 };
        let span = Span::new(at, end);
        self.inside = self.inside.max(end);
        // The page of a citation stands before its key, in the command.
        let shown = if cites { span } else { inner };
        let body = flatten(shown.of(self.text), shown.start);
        let label = self.number(given, counter, part == Part::Both);
        match part {
            Part::Both => self.notes.both(&label, span, body),
            _ => self.notes.note(&label, span, Span::new(at, after), "", body),
        }
        self.names += 1;
        // Notes in notes are rare, but a note may hold the commands of a citation.
        Some(after)
    }

    /// Blanks, one line break and comments may stand between a command and its argument.
    fn after_blanks(&self, from: usize) -> usize {
        let mut at = from;
        let mut lines = 0;
        while let Some(byte) = self.text.as_bytes().get(at) {
            match byte {
                b' ' | b'\t' | b'\r' => at += 1,
                b'\n' if lines == 0 => {
                    lines += 1;
                    at += 1;
                }
                b'%' => at += self.text[at..].find('\n').map_or(self.text.len() - at, |end| end + 1),
                b'{' | b'[' => return at,
                _ => return from,
            }
        }
        from
    }

    /// Where the last of several citations ends that follow each other: `\footcites[3]{reed}[4]{hall}`.
    fn last_citation(&self, from: usize) -> usize {
        let next = |end: &usize| self.braces.inside(options(self.text, *end).1).map(|key| key.end + 1);
        std::iter::successors(Some(from), next).last().unwrap_or(from)
    }

    fn broken(&mut self, at: usize, after: usize) {
        if self.text[after..].trim_start().starts_with('{') {
            let detail = self.text[at..after].to_owned();
            self.notes.reading.problems.push(Problem {
                kind: ProblemKind::InlineNoteBroken,
                span: Span::new(at, after),
                detail,
            });
        }
    }

    fn number(&mut self, given: Option<&str>, counter: usize, counts: bool) -> String {
        if let Some(given) = given {
            return given.to_owned();
        }
        self.counts[counter] += usize::from(counts);
        let sign = || SIGNS.get(self.counts[THANKS].wrapping_sub(1)).map(|sign| (*sign).to_owned());
        let sign = (counter == THANKS).then(sign).flatten();
        sign.unwrap_or_else(|| self.counts[counter].to_string())
    }

    /// Adds the markers that name the label of a note which was read.
    fn resolve(&mut self) {
        let references = std::mem::take(&mut self.references);
        if references.is_empty() {
            return;
        }
        let notes = &self.notes.reading.notes;
        let labels = notes.iter().flat_map(|note| labels(note.span.of(self.text)).map(move |label| (label, note)));
        let named: HashMap<&str, (String, String)> =
            labels.map(|(label, note)| (label, (note.label.clone(), note.id.clone()))).collect();
        for (span, name) in references {
            if let Some((label, id)) = named.get(name) {
                self.notes.marker(label, span, id);
            }
        }
        self.notes.reading.markers.sort_by_key(|marker| marker.span);
    }

    fn finish(mut self, body: Span) -> Reading {
        self.resolve();
        self.notes.cut(Span::new(0, body.start));
        self.notes.cut(Span::new(body.end, self.text.len()));
        self.notes.reading.bibliography = entries(self.text, body);
        self.notes.reading.language = language(self.text);
        let text = self.text;
        let mut reading = self.notes.finish(paragraphs(text, &flatten, &kind));
        reading.notes.sort_by_key(|note| note.span);
        reading
    }
}

/// The names that `\label{…}` gives in a text.
fn labels(text: &str) -> impl Iterator<Item = &str> {
    const COMMAND: &str = "\\label{";
    text.match_indices(COMMAND).filter_map(|(at, _)| Some(text[at + COMMAND.len()..].split_once('}')?.0.trim()))
}

/// Whether the preamble sets citations in notes.
fn cites_in_notes(text: &str) -> bool {
    let preamble = text.find("\\begin{document}").map_or("", |end| &text[..end]);
    IN_NOTES.iter().any(|said| preamble.contains(said))
}

/// What stands between the delimiters of `\verb|…|` and its likes, whose name ends at `after`.
fn verbatim(text: &str, after: usize) -> Option<Span> {
    const LONGEST: usize = 2000;
    let (_, after) = options(text, after + usize::from(text[after..].starts_with('*')));
    let delimiter = text[after..].chars().next().filter(|c| !c.is_whitespace() && *c != '\\')?;
    let from = after + delimiter.len_utf8();
    let closing = if delimiter == '{' { '}' } else { delimiter };
    let window = &text[from..text.floor_char_boundary(from + LONGEST)];
    let line = window.lines().next()?;
    line.find(closing).map(|end| Span::new(from, from + end))
}

/// The options in square brackets after a command, and where they end.
fn options(text: &str, from: usize) -> (Vec<Span>, usize) {
    let mut found = Vec::new();
    let mut at = from;
    while text[at..].starts_with('[') {
        let window = &text[at..];
        let Some(end) = window[..window.floor_char_boundary(400)].find(']') else { break };
        found.push(Span::new(at + 1, at + end));
        at += end + 1;
    }
    (found, at)
}

/// The entries of `thebibliography`.
fn entries(text: &str, body: Span) -> Vec<Entry> {
    let inner = body.of(text);
    let end = inner.find("\\end{thebibliography}").unwrap_or(inner.len());
    let starts: Vec<usize> = inner[..end].match_indices("\\bibitem").map(|(at, _)| at).collect();
    let ends = starts.iter().skip(1).copied().chain([end]);
    let entries = starts.iter().zip(ends).filter_map(|(&start, end)| {
        let (_, after) = options(inner, start + "\\bibitem".len());
        let key = inner.get(after..end)?.strip_prefix('{').and_then(|rest| Some(rest.split_once('}')?.0));
        let from = after + key.map_or(0, |key| key.len() + 2);
        let content = inner.get(from..end)?;
        let flat = flatten(content, body.start + from).folded();
        let span = Span::new(body.start + start, body.start + from + content.trim_end().len());
        Some(Entry { span, body: flat, key: key.map(str::to_owned) })
    });
    entries.filter(|entry| !entry.body.text.is_empty()).collect()
}

/// The last language that babel or polyglossia is told.
fn language(text: &str) -> Option<String> {
    const NAMES: &[(&str, &str)] = &[
        ("english", "en"),
        ("british", "en-GB"),
        ("american", "en-US"),
        ("ngerman", "de"),
        ("german", "de"),
        ("french", "fr"),
        ("italian", "it"),
        ("spanish", "es"),
        ("portuguese", "pt"),
        ("dutch", "nl"),
        ("polish", "pl"),
        ("russian", "ru"),
        ("swedish", "sv"),
        ("danish", "da"),
        ("czech", "cs"),
        ("latin", "la"),
        ("greek", "el"),
    ];
    let head = &text[..text.floor_char_boundary(20_000)];
    let set = head.find("\\setmainlanguage").and_then(|at| head[at..].split(['{', '}']).nth(1));
    let babel = || head.find("{babel}").and_then(|at| head[..at].rfind("\\usepackage").map(|from| &head[from..at]));
    let named = set.or_else(babel)?;
    let last =
        named.split(['[', ']', ',', '{', '}']).rfind(|word| NAMES.iter().any(|(name, _)| *name == word.trim()))?;
    NAMES.iter().find(|(name, _)| *name == last.trim()).map(|(_, tag)| (*tag).to_owned())
}

fn kind(line: &str) -> Option<BlockKind> {
    let line = line.trim_start();
    let heading =
        ["\\section", "\\subsection", "\\chapter", "\\part", "\\subsubsection", "\\title", "\\subject", "\\paragraph{"];
    match () {
        () if heading.iter().any(|command| line.starts_with(command)) && line.trim_end().ends_with('}') => {
            Some(BlockKind::Heading)
        }
        () if line.starts_with("\\begin{") || line.starts_with("\\end{") || line.starts_with("\\label{") => {
            Some(BlockKind::Other)
        }
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<(String, String)> {
        read(text).notes.into_iter().map(|note| (note.label, note.body.text)).collect()
    }

    #[test]
    fn notes_are_numbered_as_the_reader_sees_them() {
        let text = "\\documentclass{article}\n\\newcommand{\\x}{\\footnote{no}}\n\\begin{document}\nMules.\\footnote{Ann Reed, \\emph{The Salt Road}\n(Leeds), 12.} \
            Cloth\\footnotemark{} and\\footnotetext{Ibid., 14.} % \\footnote{hidden}\nwine.\\footnote[9]{Given.} \\verb|\\footnote{x}|\n\
            \\begin{verbatim}\n\\footnote{code}\n\\end{verbatim}\nOil.\\footcite[3]{reed98}\n\\end{document}\n\\footnote{after}";
        let reading = read(text);
        let markers: Vec<&str> = reading.markers.iter().map(|marker| marker.label.as_str()).collect();
        assert_eq!(markers, ["1", "2", "9", "3"]);
        let wanted = [
            ("1", "Ann Reed, The Salt Road (Leeds), 12."),
            ("2", "Ibid., 14."),
            ("9", "Given."),
            ("3", "\\footcite[3]{reed98}"),
        ];
        assert_eq!(shown(text), wanted.map(|(label, body)| (label.to_owned(), body.to_owned())));
        assert!(reading.notes[0].inline && reading.notes[0].span == reading.markers[0].span);
        assert!(!reading.prose.iter().any(|flat| flat.text.contains("Reed")), "{:?}", reading.prose);
    }

    #[test]
    fn the_documents_own_commands_are_known() {
        let text = "\\newcommand{\\fn}[1]{\\footnote{#1}}\n\\begin{document}\n\\def\\anm#1{\\footnote{#1}}\nA.\\fn{Reed, 3.} B.\\anm{Ames, 4.}\n\\end{document}\n";
        assert_eq!(shown(text), [("1".to_owned(), "Reed, 3.".to_owned()), ("2".to_owned(), "Ames, 4.".to_owned())]);
    }

    #[test]
    fn chapters_of_books_begin_afresh() {
        let text = "\\documentclass{book}\\begin{document}\\chapter{A} a\\footnote{x} b\\footnote{y} \\chapter{B} c\\footnote{z}";
        let labels: Vec<String> = shown(text).into_iter().map(|(label, _)| label).collect();
        assert_eq!(labels, ["1", "2", "1"]);
        assert_eq!(read(text).chapters.len(), 2);
    }

    #[test]
    fn context_and_lists_of_works() {
        assert_eq!(
            shown("\\starttext a\\footnote[n]{See \\quote{x}.} and \\note[n]\\stoptext"),
            [("1".to_owned(), "See ‘x’.".to_owned())]
        );
        let reading = read(
            "a\n\\begin{thebibliography}{9}\n\\bibitem[R]{reed} Ann Reed, \\textit{Salt}.\n\\bibitem{hall} Una Hall.\n\\end{thebibliography}\n",
        );
        let entries: Vec<&str> = reading.bibliography.iter().map(|entry| entry.body.text.as_str()).collect();
        assert_eq!(entries, ["Ann Reed, Salt.", "Una Hall."]);
    }

    #[test]
    fn a_note_that_is_never_closed_is_a_problem() {
        let reading = read("a\\footnote{never closed");
        assert!(reading.notes.is_empty());
        assert_eq!(reading.problems[0].kind, ProblemKind::InlineNoteBroken);
    }

    #[test]
    fn languages_are_declared() {
        assert_eq!(read("\\usepackage[english,ngerman]{babel}\n\\begin{document}x").language.as_deref(), Some("de"));
        assert_eq!(read("\\setmainlanguage{french}\n").language.as_deref(), Some("fr"));
    }
}
