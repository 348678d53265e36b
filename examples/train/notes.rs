//! Whole notes to learn from: labelled by hand, rendered from records, or set together from references and real prose.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result};
use ibid::tagging::note::{LeadingNames, NoteRole, note_words};
use ibid::text::{Flat, Mark, MarkKind, Span};
use serde_json::Value;

use crate::compose::{Composer, Piece};
use crate::labelled;

/// Works whose notes are measured on and never learnt from: two of each language.
pub(crate) const HELD_OUT: &[&str] = &[
    "braun-frauenfrage",
    "bauer-geschlechtsleben",
    "gregoire-negres",
    "slouschz-hebraique",
    "comparetti-virgilio",
    "berchet-persia",
    "contreras-monumentos",
    "castro-judios",
    "brito-livreiros",
    "pimentel-fado",
    "dejong-magie",
    "polak-kennisleer",
    "keynes-peace",
    "george-progress",
];

/// Into so many folds the other works fall, to measure on each of them a model that did not learn from it.
pub(crate) const FOLDS: usize = 5;

/// The fold of a work.
pub(crate) fn fold(work: &str) -> usize {
    work.bytes().map(usize::from).sum::<usize>() % FOLDS
}

/// A set of roles, one bit each.
pub(crate) type Roles = u8;

/// A word may do anything.
pub(crate) const ANY: Roles = u8::MAX;

/// A note with the roles that each of its words may have, and the names that the notes of its document begin with.
pub(crate) struct NoteExample {
    pub(crate) flat: Flat,
    pub(crate) allowed: Vec<Roles>,
    pub(crate) names: usize,
    /// How often it is seen in one round.
    pub(crate) weight: usize,
}

/// All notes, with the leading names that they refer to.
#[derive(Default)]
pub(crate) struct Notes {
    pub(crate) examples: Vec<NoteExample>,
    pub(crate) names: Vec<LeadingNames>,
}

/// One letter for each kind of part, as the files of labelled notes have it.
pub(crate) fn roles(code: char) -> (Roles, Roles) {
    let set = |roles: &[NoteRole]| roles.iter().fold(0, |set, role| set | 1 << *role as u8);
    match code {
        'w' => (set(&[NoteRole::WorkBegins]), set(&[NoteRole::WorkGoesOn])),
        'i' | 'd' | 'o' | 'l' | 'c' => (set(&[NoteRole::RepeatBegins]), set(&[NoteRole::RepeatGoesOn])),
        's' => (set(&[NoteRole::Signal]), set(&[NoteRole::Signal])),
        'q' => (set(&[NoteRole::Quotation]), set(&[NoteRole::Quotation])),
        'p' => (set(&[NoteRole::Prose]), set(&[NoteRole::Prose])),
        '.' => (set(&[NoteRole::Separator]), set(&[NoteRole::Separator])),
        _ => (ANY, ANY),
    }
}

impl Notes {
    /// Notes of one document, each a list of pieces.
    pub(crate) fn add(&mut self, notes: &[Vec<Piece>], weight: usize) {
        let flats: Vec<(Flat, Vec<(char, Span)>)> = notes.iter().map(|pieces| flatten(pieces)).collect();
        self.names.push(LeadingNames::of(flats.iter().map(|(flat, _)| flat)));
        let names = self.names.len() - 1;
        for (flat, parts) in flats {
            let allowed = allowed(&flat.text, &parts);
            if !allowed.is_empty() {
                self.examples.push(NoteExample { flat, allowed, names, weight });
            }
        }
    }

    /// All that the note reader learns from: no note of a work that is held out, or that is in the fold that is left out.
    pub(crate) fn gather(data: &Path, left_out: Option<usize>) -> Result<Self> {
        let mut notes = Self::default();
        for (text, weight) in LABELLED {
            for (work, run) in read(text) {
                let work = work.split(" | ").next().unwrap_or_default().to_owned();
                if !HELD_OUT.contains(&work.as_str()) && left_out != Some(fold(&work)) {
                    notes.add(&run, *weight);
                }
            }
        }
        for line in include_str!("footnotes.txt").lines().filter(|line| line.starts_with('{')) {
            notes.add(&[reference(line)], 12);
        }
        notes.rendered(&data.join("rendered/docs"), 30)?;
        let linked_books = labelled::read(&data.join("references/train/linkedbooks.xml"))?;
        let mut composer = Composer::new(data, &linked_books)?;
        for _ in 0..SYNTHESISED {
            let note = composer.note();
            notes.add(&[note], 1);
        }
        Ok(notes)
    }

    /// The notes of the first `count` rendered documents.
    fn rendered(&mut self, folder: &Path, count: usize) -> Result<()> {
        for number in 1..=count {
            let gold = std::fs::read_to_string(folder.join(format!("dev-{number:03}.gold.json")))
                .context("no rendered documents")?;
            let gold: Value = serde_json::from_str(&gold)?;
            let run: Vec<Vec<Piece>> = list(&gold["notes"]).iter().map(rendered_note).collect();
            self.add(&run, 1);
        }
        Ok(())
    }
}

/// A labelled reference of `footnotes.txt` as a note: its signal, and one citation.
fn reference(line: &str) -> Vec<Piece> {
    let parts = line.split('{').skip(1).filter_map(|part| part.trim_end().trim_end_matches('}').split_once(' '));
    let mut pieces: Vec<Piece> = Vec::new();
    for (code, text) in parts {
        let kind = match code {
            "q" => 's',
            "b" if pieces.iter().all(|piece| piece.code == 's') => 'i',
            _ => 'w',
        };
        if let Some(last) = pieces.last_mut().filter(|last| last.code != 's' && kind != 's') {
            last.text += &format!(" {text}");
            continue;
        }
        if !pieces.is_empty() {
            pieces.push(Piece::new('.', " "));
        }
        pieces.push(Piece::new(kind, text));
    }
    pieces
}

/// How many notes are set together from references and prose.
const SYNTHESISED: usize = 24_000;

/// The labelled notes of the project, and how often each is seen in a round.
const LABELLED: &[(&str, usize)] = &[(BOOKS, 7), (include_str!("notes/modern.txt"), 8)];

/// The labelled notes of works that are not held out.
pub(crate) const BOOKS: &str = include_str!("notes/books.txt");

pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// A rendered note: its citations are known; what lies between is a signal, a separator or commentary.
fn rendered_note(note: &Value) -> Vec<Piece> {
    let text: Vec<char> = note["text"].as_str().unwrap_or_default().chars().collect();
    let between = |from: usize, to: usize| text[from.min(to)..to.min(text.len())].iter().collect::<String>();
    let number = |value: &Value| value.as_u64().unwrap_or_default() as usize;
    let mut pieces = Vec::new();
    let mut at = 0;
    for citation in list(&note["citations"]) {
        let (start, end) = (number(&citation["start"]), number(&citation["end"]));
        let lead = between(at, start);
        let signal = citation["signal"].as_str().filter(|signal| !signal.is_empty());
        match signal.and_then(|signal| lead.find(signal)) {
            Some(from) => {
                pieces.push(Piece::new('?', &lead[..from]));
                pieces.push(Piece::new('s', &lead[from..]));
            }
            None => pieces.push(Piece::new('?', &lead)),
        }
        let repeats = matches!(citation["kind"].as_str(), Some("ibid" | "idem" | "opcit" | "loccit" | "crossref"));
        pieces.push(Piece::new(if repeats { 'i' } else { 'w' }, &between(start, end)));
        at = end;
    }
    pieces.push(Piece::new('?', &between(at, text.len())));
    pieces
}

/// The runs of a file of labelled notes: `# work`, then one note a line, its number, a tab, and its parts with a code each, split by `¦`.
pub(crate) fn read(text: &str) -> Vec<(String, Vec<Vec<Piece>>)> {
    let mut runs: Vec<(String, Vec<Vec<Piece>>)> = Vec::new();
    for line in text.lines() {
        if let Some(work) = line.strip_prefix("# ") {
            runs.push((work.trim().to_owned(), Vec::new()));
        } else if let (Some((_, parts)), Some((_, run))) = (line.split_once('\t'), runs.last_mut()) {
            run.push(parts.split('¦').filter_map(piece).collect());
        }
    }
    runs
}

/// A part: its code, perhaps `+` (a citation that goes on after commentary) and `=` with its source, a colon, and its text.
fn piece(part: &str) -> Option<Piece> {
    let (head, text) = part.split_once(':')?;
    let code = head.chars().next()?;
    Some(Piece::new(if head.contains('+') { '?' } else { code }, text))
}

/// The text of the pieces with their markup read, and where each piece stands in it.
fn flatten(pieces: &[Piece]) -> (Flat, Vec<(char, Span)>) {
    let mut text = String::new();
    let mut marks: Vec<Mark> = Vec::new();
    let mut open: HashMap<&str, usize> = HashMap::new();
    let mut parts = Vec::new();
    for piece in pieces {
        let start = text.len();
        let mut rest = piece.text.as_str();
        while !rest.is_empty() {
            let taken = markup(rest, &mut text, &mut marks, &mut open);
            if taken > 0 {
                rest = &rest[taken..];
                continue;
            }
            let char = rest.chars().next().unwrap_or(' ');
            text.push(char);
            rest = &rest[char.len_utf8()..];
        }
        parts.push((piece.code, Span::new(start, text.len())));
    }
    marks.sort_by_key(|mark| mark.span);
    let mut flat = Flat::verbatim(text, 0);
    flat.marks = marks;
    (flat, parts)
}

/// Reads italics and links at the start of `rest`; returns how many bytes of markup were read.
fn markup<'t>(rest: &'t str, text: &mut String, marks: &mut Vec<Mark>, open: &mut HashMap<&'t str, usize>) -> usize {
    let mut emphasis = |key: &'t str, text: &String| match open.remove(key) {
        Some(start) => marks.push(mark(start, text.len(), MarkKind::Emphasis)),
        None => drop(open.insert(key, text.len())),
    };
    for (sign, key) in [("<i>", "i"), ("</i>", "i"), ("**", "b"), ("*", "a")] {
        if rest.starts_with(sign) {
            emphasis(key, text);
            return sign.len();
        }
    }
    if rest.starts_with('[') {
        let link = rest.find("](http").and_then(|middle| Some((middle, middle + rest[middle..].find(')')?)));
        if let Some((middle, end)) = link.filter(|(middle, _)| !rest[1..*middle].contains(['[', '\n'])) {
            let start = text.len();
            text.extend(rest[1..middle].chars().filter(|char| *char != '*'));
            marks.push(mark(start, text.len(), MarkKind::Link(rest[middle + 2..end].to_owned())));
            return end + 1;
        }
    }
    0
}

fn mark(start: usize, end: usize, kind: MarkKind) -> Mark {
    let span = Span::new(start, end);
    Mark { span, outer: span, kind }
}

/// The roles that each word may have: those of the part in which its letters lie.
fn allowed(text: &str, parts: &[(char, Span)]) -> Vec<Roles> {
    let mut before = usize::MAX;
    let role = note_words(text).into_iter().map(|span| {
        let core = core(text, span);
        let index = parts.iter().position(|(_, part)| part.overlaps(core)).unwrap_or(usize::MAX);
        let (begins, goes_on) = parts.get(index).map_or((ANY, ANY), |(code, _)| roles(*code));
        let inside = std::mem::replace(&mut before, index) == index;
        if inside { goes_on } else { begins }
    });
    role.collect()
}

/// The word without the punctuation around it, which belongs to no part of its own.
fn core(text: &str, span: Span) -> Span {
    let word = span.of(text);
    let Some(start) = word.find(char::is_alphanumeric) else { return span };
    let end =
        word.char_indices().rev().find(|(_, c)| c.is_alphanumeric()).map_or(word.len(), |(at, c)| at + c.len_utf8());
    Span::new(span.start + start, span.start + end)
}
