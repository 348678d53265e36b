//! LaTeX and ConTeXt: `\footnote{…}`, `\footnotemark` and `\footnotetext{…}`, `\endnote{…}`, `\footcite{…}`, `\bibitem`.

mod flat;
mod own;
mod page;
mod preamble;
mod quiet;

use std::collections::HashMap;

use super::Reading;
use super::block::{BlockKind, next_line};
use super::inplace::{Brackets, Collector, paragraphs};
use super::{Entry, Problem, ProblemKind};
use crate::text::{Flat, Span};
use flat::flatten;
use own::CommandMeaning;
use preamble::{cites_in_notes, language, restarts};
use quiet::Inert;

pub(crate) use flat::points_at_label;
pub use page::{Foreign, latex_to_html};

/// What a command is to notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NoteCommand {
    /// Marker and note at once.
    Both,
    Marker,
    Text,
}

/// Commands of notes, and in which numbering they count.
const COMMANDS: &[(&str, NoteCommand, usize)] = &[
    ("footnote", NoteCommand::Both, FOOT),
    ("footnotemark", NoteCommand::Marker, FOOT),
    ("footnotetext", NoteCommand::Text, FOOT),
    ("footcite", NoteCommand::Both, FOOT),
    ("footcites", NoteCommand::Both, FOOT),
    ("footfullcite", NoteCommand::Both, FOOT),
    ("footcitetext", NoteCommand::Text, FOOT),
    ("smartcite", NoteCommand::Both, FOOT),
    ("sidenote", NoteCommand::Both, FOOT),
    ("sidenotemark", NoteCommand::Marker, FOOT),
    ("sidenotetext", NoteCommand::Text, FOOT),
    ("tablefootnote", NoteCommand::Both, FOOT),
    ("parnote", NoteCommand::Both, FOOT),
    ("footnoteA", NoteCommand::Both, FOOT),
    ("footnoteB", NoteCommand::Both, FOOT),
    ("Afootnote", NoteCommand::Both, FOOT),
    ("Bfootnote", NoteCommand::Both, FOOT),
    ("note", NoteCommand::Marker, FOOT),
    ("endnote", NoteCommand::Both, END),
    ("endnotemark", NoteCommand::Marker, END),
    ("endnotetext", NoteCommand::Text, END),
    ("pagenote", NoteCommand::Both, END),
    ("thanks", NoteCommand::Both, THANKS),
];

/// The numberings: footnotes, endnotes, and thanks, which have signs.
const FOOT: usize = 0;
const END: usize = 1;
const THANKS: usize = 2;

/// How deep notes may stand in notes. Each is part of the text of those around it, so that without a limit a short file
/// would have texts without measure.
const DEEPEST: usize = 8;

/// What `\thanks` shows for numbers.
const SIGNS: &[&str] = &["*", "†", "‡", "§", "¶", "‖", "**", "††", "‡‡"];

/// Commands that are notes where the document sets its citations in notes.
const AUTOMATIC: &[&str] = &["autocite", "autocites"];

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
    let quiet = quiet::stretches(text);
    let braces = quiet::braces(text, &quiet);
    let mut reader = LatexReader {
        text,
        own: own::commands(text, &braces),
        braces,
        quiet,
        notes: Collector::default(),
        counts: [0; 3],
        cites: cites_in_notes(text),
        inside: 0,
        open: Vec::new(),
        references: Vec::new(),
        names: 0,
        restarts: restarts(text),
    };
    let body = body(text);
    reader.front(body.start);
    reader.scan(body, LatexReader::command);
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

struct LatexReader<'t> {
    text: &'t str,
    braces: Brackets,
    quiet: Vec<Inert>,
    /// The commands that the document defines for notes.
    own: HashMap<&'t str, CommandMeaning>,
    notes: Collector,
    /// The last number of each numbering.
    counts: [usize; 3],
    /// Whether citations stand in notes.
    cites: bool,
    /// Where the last note ends: a citation in it is no note of its own.
    inside: usize,
    /// Where the notes end that are being read, one in another.
    open: Vec<usize>,
    /// References to notes by the names of their labels.
    references: Vec<(Span, &'t str)>,
    /// How many notes were given a name, so that equal numbers do not meet.
    names: usize,
    restarts: bool,
}

impl LatexReader<'_> {
    /// Reads the commands of a stretch, each by `read`, which answers where to go on.
    fn scan(&mut self, within: Span, read: fn(&mut Self, usize) -> usize) {
        let mut at = within.start;
        while let Some(found) =
            self.text.get(at..within.end).and_then(|rest| memchr::memchr2(b'\\', b'%', rest.as_bytes()))
        {
            let sign = at + found;
            let next = self.quiet_until(sign).unwrap_or_else(|| read(self, sign));
            at = next.clamp(sign + 1, within.end.max(sign + 1));
        }
    }

    /// Where the quiet stretch ends that holds `at`.
    fn quiet_until(&mut self, at: usize) -> Option<usize> {
        let after = self.quiet.partition_point(|quiet| quiet.span.start <= at);
        let Inert { span, shown } = *self.quiet[..after].last().filter(|quiet| quiet.span.contains(at))?;
        if !shown {
            self.notes.cut(span);
        }
        Some(span.end)
    }

    /// Reads the notes of the title and the authors, which the preamble gives.
    fn front(&mut self, end: usize) {
        self.scan(Span::new(0, end), |reader, at| {
            let name = own::name_at(reader.text, at + 1);
            let after = at + 1 + name.len();
            if let Some(definition) = own::definition(reader.text, &reader.braces, name, after) {
                return definition.end;
            }
            let words = ["title", "subtitle", "author", "date"].contains(&name);
            let words = words.then(|| reader.braces.inside(options(reader.text, after).1)).flatten();
            words.map_or(after, |words| {
                reader.scan(words, Self::command);
                words.end
            })
        });
    }

    /// Reads the command at `at`; answers where to go on.
    fn command(&mut self, at: usize) -> usize {
        let name = own::name_at(self.text, at + 1);
        let after = at + 1 + name.len();
        match name {
            "" => at + 2,
            "footref" => self.reference(at, after),
            "chapter" if self.restarts => {
                self.counts[0] = 0;
                self.notes.reading.chapters.push(at);
                after
            }
            "setcounter" | "addtocounter" | "stepcounter" | "refstepcounter" => self.set_counter(name, after),
            _ => match self.meaning(name) {
                Some(meaning) => self.note(at, after, meaning).unwrap_or(after),
                None => self.definition(at, name, after),
            },
        }
    }

    fn meaning(&self, name: &str) -> Option<CommandMeaning> {
        if self.cites && AUTOMATIC.contains(&name) {
            return own::known("footcite");
        }
        own::known(name).or_else(|| self.own.get(name).copied())
    }

    /// Skips what a command that defines another one says.
    fn definition(&mut self, at: usize, name: &str, after: usize) -> usize {
        let Some(definition) = own::definition(self.text, &self.braces, name, after) else { return after };
        self.notes.cut(Span::new(at, definition.end));
        definition.end
    }

    /// A marker that names the label of its note: `\footref{fn:salt}`.
    fn reference(&mut self, at: usize, after: usize) -> usize {
        let Some(name) = self.braces.inside(after) else { return after };
        self.references.push((Span::new(at, name.end + 1), name.of(self.text).trim()));
        name.end + 1
    }

    /// `\setcounter{footnote}{3}`, `\addtocounter{footnote}{-1}`, `\stepcounter{footnote}`
    fn set_counter(&mut self, command: &str, after: usize) -> usize {
        let Some(counter) = self.braces.inside(after) else { return after };
        let value = self.braces.inside(counter.end + 1).filter(|_| !command.ends_with("stepcounter"));
        let number = value.and_then(|value| value.of(self.text).trim().parse::<isize>().ok());
        let place = ["footnote", "endnote"].iter().position(|known| *known == counter.of(self.text));
        if let Some(count) = place.and_then(|place| self.counts.get_mut(place)) {
            *count = match command {
                "setcounter" => number.and_then(|number| usize::try_from(number).ok()).unwrap_or(*count),
                "addtocounter" => count.saturating_add_signed(number.unwrap_or(0)),
                _ => count.saturating_add(1),
            };
        }
        value.unwrap_or(counter).end + 1
    }

    /// Reads a command of notes whose name ends at `after`; answers where to go on.
    fn note(&mut self, at: usize, after: usize, meaning: CommandMeaning) -> Option<usize> {
        let CommandMeaning { part, counter, arguments } = meaning;
        let cites = self.text[at..after].contains("cite");
        let several = self.text[at..after].contains("cites");
        if cites && at < self.inside {
            return None;
        }
        let after = after + usize::from(self.text[after..].starts_with('*'));
        if part == NoteCommand::Marker {
            return self.mark(at, after, counter);
        }
        let (options, after) = options(self.text, self.after_blanks(after));
        let after = self.after_blanks(after);
        let Some(inner) = self.braces.inside(after) else {
            self.broken(at, after);
            return None;
        };
        self.open.retain(|&end| end > at);
        if self.open.len() >= DEEPEST {
            return None;
        }
        let arguments = self.arguments(inner, arguments);
        let end = arguments.last().map_or(inner.end, |last| last.end) + 1;
        let end = if several { self.last_citation(end) } else { end };
        let span = Span::new(at, end);
        self.inside = self.inside.max(end);
        self.open.push(end);
        // The page of a citation stands before its key, in the command.
        let shown = if cites { vec![span] } else { arguments };
        let body = Flat::joined(shown.iter().map(|part| flatten(part.of(self.text), part.start)), " ");
        let option = options.first().filter(|_| !cites).map(|option| option.of(self.text));
        let label = self.number(option, counter, part == NoteCommand::Both);
        match part {
            NoteCommand::Both => self.notes.both(&label, span, body),
            _ => self.notes.note(&label, span, Span::new(at, after), "", body),
        }
        self.names += 1;
        // Notes in notes are rare, but a note may hold the commands of a citation.
        Some(after)
    }

    /// Reads a marker alone: `\footnotemark[3]`, or `\note[salt]`, by which ConTeXt names a note.
    fn mark(&mut self, at: usize, after: usize, counter: usize) -> Option<usize> {
        let names_note = &self.text[at..after] == "\\note";
        let (options, after) = options(self.text, after);
        let option = options.first().map(|option| option.of(self.text));
        let span = Span::new(at, after);
        if names_note {
            self.references.push((span, option?.trim()));
        } else {
            let label = self.number(option, counter, true);
            self.notes.marker(&label, span, "");
        }
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
                b'%' => at = next_line(self.text, at),
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

    /// So many arguments that follow each other, from the first on.
    fn arguments(&self, first: Span, count: usize) -> Vec<Span> {
        let next = |argument: &Span| self.braces.inside(self.after_blanks(argument.end + 1));
        std::iter::successors(Some(first), next).take(count).collect()
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

    /// The number that an option gives, else the next one.
    fn number(&mut self, option: Option<&str>, counter: usize, counts: bool) -> String {
        let is_number = |given: &&str| !given.is_empty() && given.bytes().all(|byte| byte.is_ascii_digit());
        if let Some(given) = option.map(str::trim).filter(is_number) {
            return given.to_owned();
        }
        self.counts[counter] += usize::from(counts);
        let sign = || SIGNS.get(self.counts[THANKS].wrapping_sub(1)).map(|sign| (*sign).to_owned());
        let sign = (counter == THANKS).then(sign).flatten();
        sign.unwrap_or_else(|| self.counts[counter].to_string())
    }

    /// Adds the markers that name the label of a note. Only those of ConTeXt cannot mean anything else.
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
            match named.get(name) {
                Some((label, id)) => self.notes.marker(label, span, id),
                None if span.of(self.text).starts_with("\\note") => self.notes.marker(name, span, ""),
                None => {}
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

/// The names of a note: those that `\label{…}` gives it, and in ConTeXt its option.
fn labels(note: &str) -> impl Iterator<Item = &str> {
    const COMMAND: &str = "\\label{";
    let given = note.match_indices(COMMAND).filter_map(|(at, _)| note[at + COMMAND.len()..].split_once('}'));
    let option = note.split('{').next().and_then(|head| head.split_once('[')?.1.split_once(']'));
    given.chain(option).map(|(name, _)| name.trim())
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

/// Where the character at `at` ends; any but a blank may stand around verbatim text.
fn after_character(text: &str, at: usize) -> usize {
    at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
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
        assert!(!reading.prose.shown(text).any(|flat| flat.text.contains("Reed")));
    }

    #[test]
    fn the_documents_own_commands_are_known() {
        let text = "\\newcommand{\\fn}[1]{\\footnote{#1}}\n\\begin{document}\n\\def\\anm#1{\\footnote{#1}}\nA.\\fn{Reed, 3.} B.\\anm{Ames, 4.}\n\
            \\newcommand{\\src}[2]{\\footnote{#1, \\emph{#2}.}}C.\\src{Hall}{Oil}\n\\end{document}\n";
        let wanted = [("1", "Reed, 3."), ("2", "Ames, 4."), ("3", "Hall Oil")];
        assert_eq!(shown(text), wanted.map(|(label, body)| (label.to_owned(), body.to_owned())));
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
        let named = read("\\starttext a\\footnote[salt]{Reed.} b\\note[salt] c\\note[wine]\\stoptext");
        let notes: Vec<(&str, bool)> =
            named.markers.iter().map(|marker| (marker.label.as_str(), marker.target == named.notes[0].id)).collect();
        assert_eq!(notes, [("1", true), ("1", true), ("wine", false)]);
        let reading = read(
            "a\n\\begin{thebibliography}{9}\n\\bibitem[R]{reed} Ann Reed, \\textit{Salt}.\n\\bibitem{hall} Una Hall.\n\\end{thebibliography}\n",
        );
        let entries: Vec<&str> = reading.bibliography.iter().map(|entry| entry.body.text.as_str()).collect();
        assert_eq!(entries, ["Ann Reed, Salt.", "Una Hall."]);
    }

    #[test]
    fn comments_and_verbatim_text_have_no_braces() {
        let text = "Salt.\\footnote{Reed, 3. % a } and a {\n And \\verb|}| too.\n\n A second paragraph.} Wine.\\footnote*{Hall, 4.}\n\
            \\iffalse Oil.\\footnote{Gone.} \\fi\nBread.\\footnote%\n{Ames, 5.}";
        let wanted = [("1", "Reed, 3. And } too. A second paragraph."), ("2", "Hall, 4."), ("3", "Ames, 5.")];
        assert_eq!(shown(text), wanted.map(|(label, body)| (label.to_owned(), body.to_owned())));
    }

    #[test]
    fn thanks_stand_in_the_preamble() {
        let text = "\\documentclass{article}\n\\newcommand{\\x}{\\thanks{no}}\n\\title[S]{Salt\\thanks{For the grant.}}\n% \\author{\\thanks{hidden}}\n\
            \\author{Ann Reed\\thanks{Leeds.} \\and Una Hall}\n\\begin{document}\\maketitle\nMules.\\footnote{Hall, 3.}\n\\end{document}";
        let wanted = [("*", "For the grant."), ("†", "Leeds."), ("1", "Hall, 3.")];
        assert_eq!(shown(text), wanted.map(|(label, body)| (label.to_owned(), body.to_owned())));
        assert!(!read(text).prose.shown(text).any(|flat| flat.text.contains("grant")));
    }

    #[test]
    fn counters_are_set_back_for_texts_apart() {
        let text = "a\\footnotemark b\\footnotemark\\addtocounter{footnote}{-1}\\footnotetext{Reed.}\\stepcounter{footnote}\\footnotetext{Hall.}\n\
            \\setcounter{footnote}{6} c\\footnote{Ames.}";
        let labels: Vec<String> = shown(text).into_iter().map(|(label, _)| label).collect();
        assert_eq!(labels, ["1", "2", "7"]);
    }

    #[test]
    fn a_note_that_is_never_closed_is_a_problem() {
        let reading = read("a\\footnote{never closed");
        assert!(reading.notes.is_empty());
        assert_eq!(reading.problems[0].kind, ProblemKind::InlineNoteBroken);
    }
}
