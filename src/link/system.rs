//! The systems of notes that ibid writes, as templates.
//!
//! `{label}` is the number a reader sees, `{note}` and `{mark}` the names that links lead to, `{body}` the text of a note,
//! `{backs}` its back-links, `{value}` the number of a list item that is not
//! the one of its place, `{times}` nothing for the first marker of a note and `-2`, `-3` for later ones. `{notes}`,
//! `{to_note}` and `{to_mark}` are words of the post's language.

use crate::document::Syntax;

/// Where the notes of a system stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotesPosition {
    /// Where they stood, list by list.
    Lists,
    /// In one list, where the last one stood.
    OneList,
    /// In the text, at their first marker.
    Marker,
}

/// What labels a system has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LabelStyle {
    /// Any word: labels stay as they are.
    Words,
    /// Numbers that are written: they stay where all labels are numbers.
    Numbers,
    /// Numbers that the system counts itself, from 1.
    Counted,
}

/// A system of notes.
#[derive(Debug)]
pub struct System {
    /// Its name, as `--to` takes it.
    pub name: &'static str,
    /// The name of the format that holds it.
    pub(super) format: &'static str,
    /// The format's kind of text.
    pub(super) prose: ProseFormat,
    pub(super) labels: LabelStyle,
    pub(super) place: NotesPosition,
    /// The first marker of a note, and the later ones.
    pub(super) marker: &'static str,
    pub(super) again: &'static str,
    /// The list of notes: what stands before, each note, between two notes, after.
    pub(super) open: &'static str,
    pub(super) item: &'static str,
    pub(super) between: &'static str,
    pub(super) close: &'static str,
    /// The way back from a note to one of its markers.
    pub(super) back: &'static str,
    /// The list as a block of its own, where the text is made of blocks.
    pub(super) block: &'static str,
}

/// A kind of running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ProseFormat {
    Plain,
    Markdown,
    Html,
    /// HTML in the blocks of WordPress.
    Blocks,
    Latex,
    /// The XML of a document of Word or LibreOffice, by the name of its format.
    #[cfg(feature = "office")]
    Office(&'static str),
}

impl ProseFormat {
    /// The markup of what runs in a line.
    pub(super) fn syntax(self) -> Syntax {
        match self {
            Self::Plain => Syntax::Plain,
            Self::Markdown => Syntax::Markdown,
            Self::Html | Self::Blocks => Syntax::Html,
            Self::Latex => Syntax::Latex,
            #[cfg(feature = "office")]
            Self::Office(_) => Syntax::Plain,
        }
    }
}

/// Every system that ibid writes. To add one: a row here and one in docs/link.md.
#[rustfmt::skip]
static SYSTEMS: &[System] = &[
    System {
        name: "markdown", format: "markdown", prose: ProseFormat::Markdown, labels: LabelStyle::Words, place: NotesPosition::Lists,
        marker: "[^{label}]", again: "[^{label}]",
        open: "", item: "[^{label}]: {body}", between: "\n\n", close: "", back: "", block: "{list}",
    },
    System {
        name: "html", format: "html", prose: ProseFormat::Html, labels: LabelStyle::Numbers, place: NotesPosition::OneList,
        marker: "<sup id=\"{mark}\"><a href=\"#{note}\" role=\"doc-noteref\" aria-label=\"{to_note} {label}\">{label}</a></sup>",
        again: "<sup id=\"{mark}\"><a href=\"#{note}\" role=\"doc-noteref\" aria-label=\"{to_note} {label}\">{label}</a></sup>",
        open: "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{notes}\">\n<hr>\n<ol>\n",
        item: "<li id=\"{note}\"{value}>{body}{backs}</li>", between: "\n", close: "\n</ol>\n</section>",
        back: " <a href=\"#{mark}\" role=\"doc-backlink\" aria-label=\"{to_mark} {label}{times}\">↩︎</a>", block: "{list}",
    },
    System {
        name: "wordpress", format: "html", prose: ProseFormat::Blocks, labels: LabelStyle::Counted, place: NotesPosition::OneList,
        marker: "<sup data-fn=\"{note}\" class=\"fn\"><a href=\"#{note}\" id=\"{mark}\">{label}</a></sup>",
        again: "<sup data-fn=\"{note}\" class=\"fn\"><a href=\"#{note}\" id=\"{mark}\">{label}</a></sup>",
        open: "<ol class=\"wp-block-footnotes\" aria-label=\"{notes}\">\n",
        item: "<li id=\"{note}\">{body}{backs}</li>", between: "\n", close: "\n</ol>",
        back: " <a href=\"#{mark}\" aria-label=\"{to_mark} {label}{times}\">↩︎</a>",
        block: "<!-- wp:html -->\n{list}\n<!-- /wp:html -->",
    },
    System {
        name: "latex", format: "latex", prose: ProseFormat::Latex, labels: LabelStyle::Counted, place: NotesPosition::Marker,
        marker: "\\footnote{{body}}", again: "\\footnotemark[{label}]",
        open: "", item: "", between: "", close: "", back: "", block: "",
    },
    #[cfg(feature = "office")]
    System {
        name: "docx", format: "docx", prose: ProseFormat::Office("docx"), labels: LabelStyle::Counted, place: NotesPosition::Marker,
        marker: "</w:t></w:r><!--note {label}-->{body}<!--/note--><w:r><w:t xml:space=\"preserve\">", again: "",
        open: "", item: "", between: "", close: "", back: "", block: "",
    },
    #[cfg(feature = "office")]
    System {
        name: "odt", format: "odt", prose: ProseFormat::Office("odt"), labels: LabelStyle::Counted, place: NotesPosition::Marker,
        marker: "<text:note text:id=\"ftn{label}\" text:note-class=\"footnote\"><text:note-citation>{label}</text:note-citation><text:note-body>{body}</text:note-body></text:note>",
        again: "", open: "", item: "", between: "", close: "", back: "", block: "",
    },
    System {
        name: "text", format: "text", prose: ProseFormat::Plain, labels: LabelStyle::Numbers, place: NotesPosition::Lists,
        marker: "[{label}]", again: "[{label}]",
        open: "", item: "[{label}] {body}", between: "\n\n", close: "", back: "", block: "{list}",
    },
];

/// A name that is no system.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no system of notes called '{name}' (there are: {})", System::names().collect::<Vec<_>>().join(", "))]
pub struct UnknownSystem {
    /// The name that was given.
    pub name: String,
}

impl System {
    /// True if its notes stand in a packed document, which is another file than the post.
    #[must_use]
    pub fn is_document(&self) -> bool {
        #[cfg(feature = "office")]
        return matches!(self.prose, ProseFormat::Office(_));
        #[cfg(not(feature = "office"))]
        false
    }

    /// True if its notes are typed as text.
    #[must_use]
    pub fn is_typed(&self) -> bool {
        self.prose == ProseFormat::Plain
    }

    /// The names of all systems.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SYSTEMS.iter().map(|system| system.name)
    }

    /// The system of that name.
    ///
    /// # Errors
    /// When there is none; the message lists those there are.
    pub fn by_name(name: &str) -> Result<&'static System, UnknownSystem> {
        SYSTEMS.iter().find(|system| system.name == name).ok_or_else(|| UnknownSystem { name: name.to_owned() })
    }
}

/// A template with its places filled, each once, so that a text that looks like a place stays as it is.
pub(super) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        let place = |(name, _): &&(&str, &str)| rest[at + 1..].strip_prefix(name).is_some_and(|r| r.starts_with('}'));
        out.push_str(&rest[..at]);
        match values.iter().find(place) {
            Some((name, value)) => {
                out.push_str(value);
                rest = &rest[at + name.len() + 2..];
            }
            None => {
                out.push('{');
                rest = &rest[at + 1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The words that screen readers say, by language; the first row is what is taken for others.
pub(super) struct ScreenReaderWords {
    language: &'static str,
    pub(super) notes: &'static str,
    pub(super) to_note: &'static str,
    pub(super) to_mark: &'static str,
}

#[rustfmt::skip]
static WORDS: &[ScreenReaderWords] = &[
    ScreenReaderWords { language: "en", notes: "Notes", to_note: "Note", to_mark: "Back to reference" },
    ScreenReaderWords { language: "de", notes: "Anmerkungen", to_note: "Anmerkung", to_mark: "Zurück zu Verweis" },
    ScreenReaderWords { language: "fr", notes: "Notes", to_note: "Note", to_mark: "Retour à l’appel" },
    ScreenReaderWords { language: "it", notes: "Note", to_note: "Nota", to_mark: "Torna al rimando" },
    ScreenReaderWords { language: "es", notes: "Notas", to_note: "Nota", to_mark: "Volver a la llamada" },
    ScreenReaderWords { language: "pt", notes: "Notas", to_note: "Nota", to_mark: "Voltar à chamada" },
    ScreenReaderWords { language: "nl", notes: "Noten", to_note: "Noot", to_mark: "Terug naar verwijzing" },
];

impl ScreenReaderWords {
    pub(super) fn of(language: &str) -> &'static ScreenReaderWords {
        WORDS.iter().find(|words| words.language == language).unwrap_or(&WORDS[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_once() {
        assert_eq!(fill("[{label}] {body}{x}", &[("label", "{body}"), ("body", "text")]), "[{body}] text{x}");
        assert_eq!(fill("\\footnote{{body}}", &[("body", "a}{b")]), "\\footnote{a}{b}");
    }

    #[test]
    fn an_unknown_name_is_answered_with_the_known_ones() {
        let error = System::by_name("substack").unwrap_err().to_string();
        assert!(error.contains("'substack'") && error.contains("wordpress"), "{error}");
    }
}
