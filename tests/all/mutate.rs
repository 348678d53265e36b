//! Fixtures broken at random: whatever a file holds, reading it ends, finds places that are in it, and mends nothing to death.
//!
//! `IBID_MUTATIONS=100000 cargo test --release --test all mutate` runs long; `fuzz/` does the same with coverage to guide it.

use std::path::Path;

use ibid::analysis::{Analysis, Options};
use ibid::document::{Document, Format, flatten};
use ibid::lint::{Preset, Safety, Settings, check, mend};
use ibid::reference::parse;
use ibid::text::{Source, Span};

use crate::environment::from_environment;

/// Pieces that mean something to one reader or another.
const PIECES: &[&str] = &[
    "[^1]",
    "[^1]: ",
    "[1]",
    "[1, 2-4]",
    "¹",
    "^[",
    "]",
    "(n 3)",
    "Ibid., ",
    "\n\n",
    "    ",
    "> ",
    "```",
    "<!--",
    "-->",
    "<sup>",
    "</sup>",
    "<a href=\"#fn1\">",
    "</a>",
    "<li id=fn1>",
    "<p>",
    "</ol>",
    "&#8617;",
    "&amp",
    "\\footnote{",
    "}",
    "\\begin{verbatim}",
    "%",
    "<ref name=x>",
    "</ref>",
    "{{sfn|",
    "}}",
    "[fn:1]",
    "footnote:[",
    ".. [1] ",
    "---\n",
    "# ",
    "*",
    "_",
    "\u{200b}",
    "\u{feff}",
    "é",
    "注",
    "\r\n",
    "\0",
    "\\",
];

/// A stream of numbers that is the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).unwrap()
    }

    /// A stretch of a text, on character boundaries.
    fn stretch(&mut self, text: &str) -> Span {
        let start = text.floor_char_boundary(self.below(text.len() + 1));
        let end = text.floor_char_boundary((start + self.below(60)).min(text.len()));
        Span::new(start, end)
    }
}

fn fixtures() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/documents");
    let files =
        |folder: &Path| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    let mut paths: Vec<_> = ["negative", "platforms"].iter().flat_map(|part| files(&folder.join(part))).collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let text = std::fs::read(path).ok().filter(|_| path.is_file())?;
        Some((path.file_name()?.to_str()?.to_owned(), String::from_utf8_lossy(&text).into_owned()))
    };
    paths.iter().filter_map(read).collect()
}

fn mutated(text: &str, other: &str, random: &mut Random) -> String {
    let mut text = text.to_owned();
    for _ in 0..=random.below(6) {
        let span = random.stretch(&text);
        let piece = match random.below(4) {
            0 => String::new(),
            1 => PIECES[random.below(PIECES.len())].to_owned(),
            2 => span.of(&text).repeat(2),
            _ => random.stretch(other).of(other).to_owned(),
        };
        let end = if random.below(2) == 0 { span.start } else { span.end };
        text.replace_range(span.start..end, &piece);
    }
    text
}

fn fits(document: &Document) {
    let fits = |span: Span| assert!(document.text.get(span.start..span.end).is_some(), "{span:?}");
    document.markers.iter().for_each(|marker| fits(marker.span));
    document.bibliography.iter().for_each(|entry| fits(entry.span));
    document.problems.iter().for_each(|problem| fits(problem.span));
    for note in &document.notes {
        fits(note.span);
        fits(note.head);
        fits(note.body.source(Span::new(0, note.body.text.len())));
    }
}

fn lost(analysis: &Analysis) -> usize {
    analysis.document.markers.iter().filter(|marker| marker.note.is_none()).count()
}

fn holds(text: &str, format: Option<Format>) {
    let source = [Source::new("post", text)];
    let options = Options { format, ..Options::default() };
    let analysis = Analysis::of(&source, &options);
    fits(&analysis.document);
    let find = |analysis: &Analysis| check(analysis, None, &Settings::of(Preset::Strict));
    let findings = find(&analysis).into_iter().map(|finding| finding.checked(&analysis.document.text));
    findings.for_each(|finding| assert!(finding.is_ok(), "{finding:?}"));
    let mended = mend(&source, &options, Safety::Unsafe, find);
    let after = Analysis::of(&[Source::new("post", mended.texts[0].as_str())], &options);
    assert!(lost(&after) <= lost(&analysis), "a marker lost its note in\n{text}\nwhich became\n{}", mended.texts[0]);
    for line in text.lines().take(3) {
        let flat = flatten(line, 0);
        parse(&flat).fields.iter().for_each(|field| assert!(flat.text.get(field.span.start..field.span.end).is_some()));
    }
}

#[test]
fn broken_fixtures_are_read_and_mended_all_the_same() {
    let fixtures = fixtures();
    assert!(fixtures.len() > 50, "the fixtures are there");
    let rounds = from_environment("IBID_MUTATIONS", 150);
    let formats: Vec<Format> = Format::names().map(|name| Format::by_name(name).unwrap()).collect();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..rounds {
        let (name, text) = &fixtures[random.below(fixtures.len())];
        let other = &fixtures[random.below(fixtures.len())].1;
        let text = mutated(text, other, &mut random);
        // Mostly as the name says, now and then by another reader.
        let guessed = Format::guess(&Source::new(name.as_str(), text.as_str()));
        let format = if random.below(4) > 0 { guessed } else { formats[random.below(formats.len())] };
        holds(&text, Some(format));
    }
}
