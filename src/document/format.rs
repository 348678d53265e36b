//! The formats that posts are written in, and how to tell them apart.

use super::markup::{Markup, Syntax};
use super::witness::{self, Witness};
use super::{Reading, asciidoc, html, latex, markdown, mediawiki, org, plain, rst, wxr};
use crate::text::Source;

/// What a format is: its names, its file endings, how sure its content makes us, and its reader.
struct FormatRow {
    name: &'static str,
    endings: &'static [&'static str],
    /// From 0 (this is something else) to 100 (certain), by a look at the beginning of the text.
    sniff: fn(&str) -> u8,
    read: fn(&str) -> Reading,
    /// The markup of its text: of a packed document, that of the text that is made of it.
    syntax: Syntax,
    kind: FormatKind,
    /// Where its markers lead by a second reading.
    witness: fn(&str) -> Witness,
}

/// What a file of a format is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FormatKind {
    /// What its author typed.
    Typed,
    /// The same, and its programs count the notes: the typed number of a named note is never seen.
    Counted,
    /// A folder that is packed.
    Packed,
    /// An export of a site, which holds posts.
    Export,
}

const DOCX: FormatRow = FormatRow {
    name: "docx",
    endings: &["docx"],
    sniff: |_| 0,
    read: office_read,
    syntax: Syntax::Markdown,
    kind: FormatKind::Packed,
    witness: witness::none,
};

/// Every format that ibid reads; one row each. The first is what is taken where nothing speaks for another.
static FORMATS: &[FormatRow] = &[
    FormatRow {
        name: "text",
        endings: &["txt", "text"],
        sniff: |_| 1,
        read: plain::read,
        syntax: Syntax::Plain,
        kind: FormatKind::Typed,
        witness: witness::lines,
    },
    FormatRow {
        name: "markdown",
        endings: &["md", "markdown", "mdown", "mkd", "qmd", "rmd", "mdx"],
        sniff: markdown::sniff,
        read: markdown::read,
        syntax: Syntax::Markdown,
        kind: FormatKind::Counted,
        witness: witness::markdown,
    },
    FormatRow {
        name: "html",
        endings: &["html", "htm", "xhtml", "xht", "fb2", "dbk"],
        sniff: html::sniff,
        read: html::read,
        syntax: Syntax::Html,
        kind: FormatKind::Typed,
        witness: html::witness,
    },
    FormatRow {
        name: "latex",
        endings: &["tex", "latex", "ltx", "context", "mkiv"],
        sniff: latex::sniff,
        read: latex::read,
        syntax: Syntax::Latex,
        kind: FormatKind::Counted,
        witness: witness::none,
    },
    FormatRow {
        name: "wxr",
        endings: &[],
        sniff: wxr::sniff,
        read: wxr::read,
        syntax: Syntax::Html,
        kind: FormatKind::Export,
        witness: witness::none,
    },
    DOCX,
    FormatRow { name: "odt", endings: &["odt"], ..DOCX },
    FormatRow {
        name: "epub",
        endings: &["epub"],
        sniff: |_| 0,
        read: html::read,
        syntax: Syntax::Html,
        kind: FormatKind::Packed,
        witness: witness::none,
    },
    FormatRow {
        name: "org",
        endings: &["org"],
        sniff: org::sniff,
        read: org::read,
        syntax: Syntax::Org,
        kind: FormatKind::Counted,
        witness: witness::none,
    },
    FormatRow {
        name: "rst",
        endings: &["rst", "rest"],
        sniff: rst::sniff,
        read: rst::read,
        syntax: Syntax::Rst,
        kind: FormatKind::Counted,
        witness: witness::none,
    },
    FormatRow {
        name: "asciidoc",
        endings: &["adoc", "asciidoc", "asc"],
        sniff: asciidoc::sniff,
        read: asciidoc::read,
        syntax: Syntax::Asciidoc,
        kind: FormatKind::Counted,
        witness: witness::none,
    },
    FormatRow {
        name: "mediawiki",
        endings: &["wiki", "mediawiki"],
        sniff: mediawiki::sniff,
        read: mediawiki::read,
        syntax: Syntax::Mediawiki,
        kind: FormatKind::Counted,
        witness: witness::none,
    },
];

#[cfg(feature = "office")]
use super::office::read as office_read;
/// Without the reader of packed documents no text is made of one.
#[cfg(not(feature = "office"))]
use markdown::read as office_read;

/// How much of a text is looked at to guess its format.
const SNIFF_BYTES: usize = 1 << 16;

/// A format of documents.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Format(usize);

/// A name that is no format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no document format called '{name}' (there are: {})", Format::names().collect::<Vec<_>>().join(", "))]
pub struct UnknownFormat {
    /// The name that was given.
    pub name: String,
}

impl Format {
    /// Plain text.
    pub const PLAIN: Format = Format(0);

    /// The names of all formats.
    pub fn names() -> impl Iterator<Item = &'static str> {
        FORMATS.iter().map(|row| row.name)
    }

    /// The format of that name.
    ///
    /// # Errors
    /// When there is none; the message lists those there are.
    pub fn by_name(name: &str) -> Result<Format, UnknownFormat> {
        let found = FORMATS.iter().position(|row| row.name == name);
        found.map(Format).ok_or_else(|| UnknownFormat { name: name.to_owned() })
    }

    /// The format's name, as `--from` takes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        FORMATS[self.0].name
    }

    /// How its text is written: that of a `.docx` is read as Markdown.
    #[must_use]
    pub fn markup(self) -> &'static Markup {
        Markup::of(self.syntax())
    }

    /// The language of its markup.
    #[must_use]
    pub fn syntax(self) -> Syntax {
        FORMATS[self.0].syntax
    }

    /// True if its authors type this markup: that of a packed document or an export is made of it.
    #[must_use]
    pub fn is_typed_in(self, syntax: Syntax) -> bool {
        self.syntax() == syntax && matches!(FORMATS[self.0].kind, FormatKind::Typed | FormatKind::Counted)
    }

    /// True of a document in a folder that is packed, such as a `.docx`.
    #[must_use]
    pub fn is_packed(self) -> bool {
        FORMATS[self.0].kind == FormatKind::Packed
    }

    /// True of an export of a site, which holds posts.
    #[must_use]
    pub fn is_export(self) -> bool {
        FORMATS[self.0].kind == FormatKind::Export
    }

    /// True if its programs count notes themselves, so that the typed number of a named note is never seen.
    #[must_use]
    pub fn counts_notes(self) -> bool {
        FORMATS[self.0].kind == FormatKind::Counted
    }

    /// Where the markers of a text lead by a second reading. Nothing is seen in formats that only one reader is known for.
    pub(crate) fn witness(self, text: &str) -> Witness {
        (FORMATS[self.0].witness)(text)
    }

    /// The file endings by which the format is known, of all formats.
    pub fn endings() -> impl Iterator<Item = &'static str> {
        FORMATS.iter().flat_map(|row| row.endings.iter().copied())
    }

    /// The format of a file, by its ending where that says it, else by its content.
    #[must_use]
    pub fn guess(source: &Source) -> Format {
        let ending = ending(&source.path);
        let by_name = FORMATS.iter().position(|row| row.endings.contains(&ending.as_str()));
        by_name.map_or_else(|| Self::by_content(&source.text), Format)
    }

    fn by_content(text: &str) -> Format {
        let head = &text[..text.floor_char_boundary(SNIFF_BYTES)];
        let best = FORMATS.iter().enumerate().rev().max_by_key(|(_, row)| (row.sniff)(head));
        Format(best.map_or(0, |(index, _)| index))
    }

    pub(super) fn read(self, text: &str) -> Reading {
        (FORMATS[self.0].read)(text)
    }
}

/// The ending of the name of a file, in small letters.
pub(super) fn ending(path: &str) -> String {
    path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default()
}

impl std::fmt::Debug for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl std::str::FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::by_name(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_decides_and_else_the_content() {
        let guess = |path: &str, text: &str| Format::guess(&Source::new(path, text)).name();
        assert_eq!(guess("a.md", "x [1]"), "markdown");
        assert_eq!(guess("a.txt", "x [^1]\n\n[^1]: y"), "text");
        assert_eq!(guess("-", "x [^1]\n\n[^1]: y"), "markdown");
        assert_eq!(guess("-", "x [1]\n\n[1] y"), "text");
    }

    #[test]
    fn an_unknown_name_is_answered_with_the_known_ones() {
        let error = Format::by_name("wordstar").unwrap_err().to_string();
        assert!(error.contains("'wordstar'") && error.contains("markdown"), "{error}");
    }
}
