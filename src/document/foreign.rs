//! Ways of writing notes that no reader reads: a document that has such notes is told so, and does not pass for one without notes.

use super::format::ending;
use super::{Format, Problem, ProblemKind, Reading};
use crate::text::{Source, Span};

/// A way of writing notes that is not read.
struct ForeignMarkup {
    name: &'static str,
    /// The endings of its files.
    endings: &'static [&'static str],
    /// What a note begins with.
    sign: &'static str,
    /// True if other texts use the sign, too, so that the ending of the file must say what it is.
    is_common: bool,
}

const fn foreign(name: &'static str, endings: &'static [&'static str], sign: &'static str) -> ForeignMarkup {
    ForeignMarkup { name, endings, sign, is_common: false }
}

const fn common(name: &'static str, endings: &'static [&'static str], sign: &'static str) -> ForeignMarkup {
    ForeignMarkup { is_common: true, ..foreign(name, endings, sign) }
}

const FOREIGN: &[ForeignMarkup] = &[
    foreign("Typst", &["typ"], "#footnote["),
    foreign("Texinfo", &["texi", "texinfo", "txi"], "@footnote{"),
    foreign("LyX", &["lyx"], "\\begin_inset Foot\n"),
    common("RTF", &["rtf"], "\\footnote"),
    foreign("troff", &["ms", "me", "mom", "roff", "tr"], "\n.FS"),
    foreign("Lout", &["lt", "lout"], "@FootNote"),
    foreign("MoinMoin", &["moin"], "<<FootNote("),
    foreign("XWiki", &["xwiki"], "{{footnote}}"),
    foreign("Trac", &["trac"], "[[FootNote("),
    common("Jupyter", &["ipynb"], "[^"),
    common("AbiWord", &["abw"], "<foot "),
    foreign("InCopy", &["icml"], "<Footnote>"),
    foreign("flat OpenDocument", &["fodt"], "<text:note "),
];

/// Formats that texts of no other known format are taken for.
const TAKEN_FOR: [&str; 2] = ["text", "mediawiki"];

/// Notes that are not read, if the file has such: by its ending, or by their sign where nothing was read as a note or a marker.
pub(super) fn unread(source: &Source, format: Format, reading: &Reading) -> Option<Problem> {
    let is_other = reading.notes.is_empty() && reading.markers.is_empty() && TAKEN_FOR.contains(&format.name());
    let ending = ending(&source.path);
    let may_be = |markup: &&ForeignMarkup| markup.endings.contains(&ending.as_str()) || is_other && !markup.is_common;
    FOREIGN.iter().filter(may_be).find_map(|markup| {
        let start = source.text.find(markup.sign)?;
        let span = Span::new(start, start + markup.sign.len());
        Some(Problem { kind: ProblemKind::NotesMissing, span, detail: markup.name.to_owned() })
    })
}

#[cfg(test)]
mod tests {
    use crate::document::read;
    use crate::text::Source;

    #[test]
    fn notes_that_are_not_read_are_named() {
        for (path, text, name) in [
            ("a.typ", "Hides.#footnote[Teal, 19.] Pits.", Some("Typst")),
            ("-", "Hides.#footnote[Teal, 19.] Pits.", Some("Typst")),
            ("a.texi", "Hemp was spun.@footnote{Kerr, 8.}\n", Some("Texinfo")),
            ("a.rtf", "{\\rtf1\\ansi Salt.{\\super\\chftn}{\\footnote Reed, 12.} It paid.}", Some("RTF")),
            ("a.ms", ".PP\nPeat was cut.\\**\n.FS\nTarn, 4.\n.FE\n", Some("troff")),
            ("a.lyx", "\\begin_inset Foot\nstatus open\n", Some("LyX")),
            ("page.txt", "Eels.<<FootNote(Sorrel, 3.)>>", Some("MoinMoin")),
            ("a.ipynb", "{\"cells\": [{\"source\": [\"Salt.[^1]\\n\"]}]}", Some("Jupyter")),
            ("a.typ", "No notes here.", None),
            ("a.txt", "A footnote is written [^1] there.", None),
            ("a.md", "In Typst one writes `#footnote[x]`.", None),
            ("a.txt", "Salt.[1] As #footnote[ in Typst.[2]\n\n[1] Reed, 3.\n[2] Reed, 4.\n", None),
        ] {
            let document = read(&[Source::new(path, text)], None);
            let named = document.problems.first().map(|problem| problem.detail.as_str());
            assert_eq!(named, name, "{path}: {text}");
        }
    }
}
