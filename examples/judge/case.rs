//! What ibid says of a document, piece by piece, as a reader is to judge it.

use std::collections::HashMap;
use std::io::Result;
use std::path::{Path, PathBuf};

use ibid::analysis::{Analysis, Options};
use ibid::citation::{Citation, Kind};
use ibid::document::Note;
use ibid::lint::{Preset, Settings, check};
use ibid::resolve::SourceId;
use ibid::text::{LineIndex, Source, Span};

/// One thing that is said, and what is needed to judge it.
pub(crate) struct Case {
    /// What its words hash to: it keeps its verdict while it says the same of the same words.
    pub(crate) key: u64,
    /// The rule; or "resolution", "cut", "citation".
    pub(crate) about: String,
    /// It, and the document around it.
    pub(crate) shown: String,
}

/// How many bytes of the document are shown on either side.
const CONTEXT: usize = 300;

/// The files that paths name, in order; folders are searched.
pub(crate) fn files(paths: &[&str]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let entries = std::fs::read_dir(&path)?.map(|entry| entry.map(|entry| entry.path()));
            open.extend(entries.collect::<Result<Vec<_>>>()?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Everything that is said of one file; nothing of one that is no text.
pub(crate) fn of_file(path: &Path) -> Result<Vec<Case>> {
    let Ok(source) = Source::decode(path.display().to_string(), std::fs::read(path)?) else { return Ok(Vec::new()) };
    let analysis = Analysis::of(std::slice::from_ref(&source), &Options::default());
    let document = Shown { path, text: &analysis.document.text, lines: LineIndex::new(&analysis.document.text) };
    let said = [findings, cuts, citations].map(|say| say(&document, &analysis));
    let mut cases: Vec<Case> = said.into_iter().flatten().collect();
    tell_apart(&mut cases);
    Ok(cases)
}

/// Gives cases of one file that say the same of the same words keys of their own, by their order.
fn tell_apart(cases: &mut [Case]) {
    let mut seen: HashMap<u64, usize> = HashMap::new();
    for case in cases {
        let before = seen.entry(case.key).or_default();
        if *before > 0 {
            case.key = hash(&format!("{:x}\n{before}", case.key));
        }
        *before += 1;
    }
}

/// A document as readers are shown it.
struct Shown<'d> {
    path: &'d Path,
    text: &'d str,
    lines: LineIndex<'d>,
}

impl Shown<'_> {
    /// What is said of a place, with the text around it.
    fn case(&self, about: &str, span: Span, said: &str) -> Case {
        let from = self.text.ceil_char_boundary(span.start.saturating_sub(CONTEXT));
        let to = self.text.floor_char_boundary((span.end + CONTEXT).min(self.text.len()));
        let (before, words, after) = (&self.text[from..span.start], span.of(self.text), &self.text[span.end..to]);
        let (path, line) = (self.path.display(), self.lines.line(span.start));
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        Case {
            key: hash(&[about, &name, words, said].join("\n")),
            about: about.to_owned(),
            shown: format!("{path}:{line}\n{about}: {said}\n---\n{before}⟦{words}⟧{after}"),
        }
    }
}

fn findings(document: &Shown<'_>, analysis: &Analysis) -> Vec<Case> {
    let findings = check(analysis, None, &Settings::of(Preset::Strict));
    findings.iter().map(|finding| document.case(finding.rule, finding.span, &finding.message)).collect()
}

/// How each note was cut into citations and commentary.
fn cuts(document: &Shown<'_>, analysis: &Analysis) -> Vec<Case> {
    let cut = |(index, note): (usize, &Note)| {
        let citations = analysis.citations_of(index).map(|at| &analysis.citations[at]);
        let pieces =
            citations.map(|citation| format!("\n  {}: {}", citation.kind.as_str(), citation.span.of(document.text)));
        let said = pieces.collect::<String>();
        document.case("cut", note.span, if said.is_empty() { "no citation" } else { &said })
    };
    analysis.document.notes.iter().enumerate().map(cut).collect()
}

/// What each full citation was read as, and what each short form stands for.
fn citations(document: &Shown<'_>, analysis: &Analysis) -> Vec<Case> {
    let said = |(at, citation): (usize, &Citation)| match citation.kind {
        Kind::None | Kind::Crossref => None,
        Kind::Full => {
            let item = serde_json::to_string(&analysis.references.get(at)?.item).ok()?;
            Some(document.case("citation", citation.span, &item))
        }
        _ => Some(document.case("resolution", citation.span, &source(document, analysis, at))),
    };
    analysis.citations.iter().enumerate().filter_map(said).collect()
}

/// The words of the source of a citation, or why it has none.
fn source(document: &Shown<'_>, analysis: &Analysis, at: usize) -> String {
    let Some(resolution) = analysis.resolutions.get(at) else { return "open".to_owned() };
    let span = match resolution.source {
        Some(SourceId::Citation(source)) => analysis.citations.get(source).map(|citation| citation.span),
        Some(SourceId::Entry(entry)) => analysis.document.bibliography.get(entry).map(|entry| entry.span),
        Some(SourceId::Body(offset)) => return format!("a work in the text at byte {offset}"),
        None => return format!("open: {}", resolution.reason.map_or("", |reason| reason.as_str())),
    };
    span.map_or_else(String::new, |span| span.of(document.text).to_owned())
}

/// FNV-1a, 64 bits: the same on every machine and in every version.
fn hash(text: &str) -> u64 {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, mix)
}
