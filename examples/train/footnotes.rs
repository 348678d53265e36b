//! References with the parts marked by hand: `{a Ute Lang,} {t *Arbeit*,} {l S. 4.}`.

use ibid::tagging::Part::{self, *};
use ibid::text::{Flat, Mark, MarkKind, Span};

use crate::example::{Example, Known, set};

const CODES: &[(&str, Part)] = &[
    ("a", Author),
    ("e", Editor),
    ("f", Director),
    ("cn", CitationNumber),
    ("tr", Translator),
    ("t", Title),
    ("c", ContainerTitle),
    ("j", Journal),
    ("s", CollectionTitle),
    ("sn", CollectionNumber),
    ("v", Volume),
    ("i", Issue),
    ("d", Date),
    ("p", Pages),
    ("l", Locator),
    ("x", Extent),
    ("o", Location),
    ("u", Publisher),
    ("ed", Edition),
    ("g", Genre),
    ("num", Number),
    ("m", Medium),
    ("n", Note),
    ("b", Backref),
    ("q", Signal),
    ("w", Url),
    ("k", Doi),
    ("z", Accessed),
    ("r", Archive),
];

/// The references of a file, one a line, each as it stands and, where it has italics, without them.
pub(crate) fn read(text: &str) -> Vec<Example> {
    let lines = text.lines().filter(|line| line.starts_with('{'));
    lines.flat_map(|line| compose(&line.split('{').skip(1).map(part).collect::<Vec<_>>())).collect()
}

fn part(marked: &str) -> (Part, String, bool) {
    let (code, text) = marked.trim_end().trim_end_matches('}').split_once(' ').unwrap_or_default();
    let part = CODES.iter().find(|(known, _)| *known == code).map_or(Note, |(_, part)| *part);
    (part, text.trim_end().to_owned(), true)
}

/// Examples out of parts: their texts joined by blanks where `true`, italics between asterisks.
pub(crate) fn compose(parts: &[(Part, String, bool)]) -> Vec<Example> {
    let mut text = String::new();
    let (mut known, mut marks) = (Vec::new(), Vec::new());
    for (part, piece, apart) in parts {
        if *apart && !text.is_empty() {
            text.push(' ');
        }
        let start = text.len();
        let mut open = None;
        for char in piece.chars() {
            match (char, open) {
                ('*', None) => open = Some(text.len()),
                ('*', Some(from)) => {
                    marks.push(Span::new(from, text.len()));
                    open = None;
                }
                _ => text.push(char),
            }
        }
        known.push(Known { span: Span::new(start, text.len()), parts: set(&[*part]), opens: true, whole: true });
    }
    let mut examples = vec![Example::new(Flat::verbatim(text.clone(), 0), &known)];
    if !marks.is_empty() {
        let mut flat = Flat::verbatim(text, 0);
        flat.marks = marks.into_iter().map(|span| Mark { span, outer: span, kind: MarkKind::Emphasis }).collect();
        examples.push(Example::new(flat, &known));
    }
    examples
}
