//! A post: its markers, its notes, and how they pair.
//!
//! Every reader (one file a format, one line in the table of `format.rs`) turns text into a [`Reading`]; [`read`] joins the readings
//! of the files that make one document and pairs markers with notes. What does not pair is kept: orphans, duplicates
//! and oddities are what a checker must see.

mod anchors;
mod asciidoc;
mod block;
mod book;
mod dialect;
mod encode;
mod entity;
mod enumeration;
#[cfg(feature = "office")]
mod epub;
mod foreign;
mod format;
mod fragment;
mod front;
mod glance;
mod heading;
mod html;
mod inline;
mod inplace;
mod irregular;
mod latex;
mod lists;
mod markdown;
mod markup;
mod mediawiki;
mod named;
mod oddity;
#[cfg(feature = "office")]
mod office;
mod open;
mod org;
#[cfg(feature = "office")]
mod packed;
mod pair;
mod parenthesis;
mod plain;
mod problem;
mod prose;
mod rendered;

mod rst;
mod shared;
mod shortcode;
mod typed;
mod unread;
mod witness;
mod wxr;

pub use book::{books, note_pages};
pub use encode::{EncodeError, encode};
#[cfg(feature = "office")]
pub use epub::EpubError;
pub use format::{Format, UnknownFormat};
pub(crate) use fragment::{ends_with, fragments, until_end};
pub(crate) use front::front_matter;
pub(crate) use inline::attribute_of;
pub use inline::flatten;
pub(crate) use latex::points_at_label;
pub use latex::{Foreign, latex_to_html};
pub use markup::{Markup, Syntax, attribute};
#[cfg(feature = "office")]
pub use office::{Created, OfficeError, RewriteError, TypedNote, cite, create, footnoted, uncite};
pub use open::{OpenError, open};
pub use problem::{Problem, ProblemKind};
pub use prose::Prose;
pub use rendered::{html_to, markdown_to_html, markdown_to_latex};
pub(crate) use witness::Witness;
pub use wxr::posts;

use std::sync::Arc;

use crate::text::{Flat, Source, Span};

/// A place in the text that points to a note.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marker {
    /// What a reader sees (`1`, `26a`), or the written label where none is shown (`fn1`).
    pub label: String,
    /// The tags or brackets that hold nothing but the marker.
    pub span: Span,
    /// The name by which the format pairs it (`fn1` in `[^fn1]`, the fragment of a link); empty where only the number pairs.
    pub target: String,
    /// The name by which a note's back-link finds it; empty where there is none.
    pub anchor: String,
    /// The note it points to.
    pub note: Option<usize>,
}

/// A note: what markers point to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Note {
    /// What a reader sees, as for [`Marker::label`].
    pub label: String,
    /// From its definition (`[^1]:`, `[1]`, `<li …>`) to its end.
    pub span: Span,
    /// The number or label at the head of the definition (`[^1]:`, `[1]`), where it is typed: what renumbering rewrites.
    pub head: Span,
    /// The name by which the format pairs it; empty where only the number pairs.
    pub id: String,
    /// The name its back-link leads to; empty where there is none.
    pub back: String,
    /// Whether the note stands in the running text (`^[…]`, `\footnote{…}`), so that its marker is itself.
    pub inline: bool,
    /// The text of the note as a reader sees it, without number and back-links.
    pub body: Flat,
    /// The markers that point here.
    pub markers: Vec<usize>,
    /// The chain of notes that it belongs to: 0, or 1 for endnotes of a document that may have footnotes too. Both are numbered for
    /// themselves, and "Ibid." in one does not mean what stands in the other.
    pub series: u8,
    /// Its place, from 0, in the order in which a reader meets the notes: that of their first markers. See [`Document::reading_order`].
    pub rank: usize,
}

/// An entry of a list of works at the end of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// Where it stands.
    pub span: Span,
    /// Its text.
    pub body: Flat,
    /// The key by which it is cited (`\bibitem{key}`).
    pub key: Option<String>,
}

/// What a reader sees in one file. Offsets count bytes of that file's text.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The platform or program that wrote the file ("WordPress footnotes block"), if it can be told.
    pub platform: Option<&'static str>,
    /// The markers in the order of the text.
    pub markers: Vec<Marker>,
    /// The notes in the order of the text.
    pub notes: Vec<Note>,
    /// The entries of a list of works.
    pub bibliography: Vec<Entry>,
    /// The running text, which [`Document::prose`] shows.
    pub prose: Prose,
    /// Where chapters begin: numbering and Ibid. may start afresh there.
    pub chapters: Vec<usize>,
    /// What is odd.
    pub problems: Vec<Problem>,
    /// The language the file declares (`lang="de"`, front matter), as a BCP 47 tag.
    pub language: Option<String>,
}

/// One document of one or more files, its markers paired with its notes.
#[derive(Debug, Clone)]
pub struct Document {
    /// The texts of its files, one after the other; that of a single file is shared with its source. All spans count bytes of this.
    pub text: Arc<String>,
    /// Where each file begins in `text`.
    pub files: Vec<usize>,
    /// The format of the (first) file.
    pub format: Format,
    /// What was read, with all spans in `text`.
    pub reading: Reading,
}

impl std::ops::Deref for Document {
    type Target = Reading;

    fn deref(&self) -> &Reading {
        &self.reading
    }
}

impl Document {
    /// A document of notes alone, in their order, for a caller who has them already. They are numbered from 1, and each is
    /// its own marker, as a footnote of LaTeX is.
    ///
    /// ```
    /// use ibid::Document;
    /// let document = Document::from_notes(["Robinson, *Gay Men*, 167.", "Ibid."]);
    /// assert_eq!(document.notes[1].label, "2");
    /// assert_eq!(document.notes[0].body.text, "Robinson, Gay Men, 167.");
    /// ```
    #[must_use]
    pub fn from_notes(notes: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let mut text = String::new();
        let mut reading = Reading::default();
        for (index, note) in notes.into_iter().enumerate() {
            let note = note.as_ref();
            let (label, span) = ((index + 1).to_string(), Span::new(text.len(), text.len() + note.len()));
            let body = flatten(note, span.start);
            reading.markers.push(Marker { label: label.clone(), span, note: Some(index), ..Marker::default() });
            reading.notes.push(Note {
                label,
                span,
                inline: true,
                body,
                markers: vec![index],
                rank: index,
                ..Note::default()
            });
            text.push_str(note);
            text.push('\n');
        }
        Self { text: Arc::new(text), files: vec![0], format: Format::PLAIN, reading }
    }

    /// The running text, piece by piece (paragraphs), without notes, code and furniture. It is read when it is asked for.
    pub fn prose(&self) -> impl Iterator<Item = &Flat> {
        self.reading.prose.shown(&self.text)
    }

    /// The piece of running text that holds an offset, or else the last before it.
    #[must_use]
    pub fn paragraph_at(&self, offset: usize) -> Option<&Flat> {
        self.reading.prose.at(&self.text, offset)
    }

    /// The file (by number) that holds a span, and the span inside that file's text.
    #[must_use]
    pub fn locate(&self, span: Span) -> (usize, Span) {
        let file = self.files.partition_point(|&start| start <= span.start).max(1) - 1;
        let base = self.files[file];
        (file, Span::new(span.start - base, span.end.max(span.start) - base))
    }

    /// The notes in the order in which a reader meets them: that of their markers, wherever each note is defined. A note without a
    /// marker follows the note that is defined before it.
    #[must_use]
    pub fn reading_order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.notes.len()).collect();
        order.sort_by_key(|&index| self.notes[index].rank);
        order
    }

    /// The id of a note: its label, with `~2` and so on for a later note of the same label.
    #[must_use]
    pub fn note_ids(&self) -> Vec<String> {
        let mut seen = std::collections::HashMap::new();
        let mut id = |note: &Note| {
            let count = seen.entry(note.label.clone()).and_modify(|n| *n += 1).or_insert(1);
            if *count == 1 { note.label.clone() } else { format!("{}~{count}", note.label) }
        };
        self.notes.iter().map(&mut id).collect()
    }
}

/// Reads the files of one document. `format` overrides the guess from name and content. Reading never fails.
///
/// ```
/// use ibid::document::read;
/// use ibid::text::Source;
/// let post = Source::new("post.md", "A claim.[^1]\n\n[^1]: Robinson, 167.\n");
/// let document = read(&[post], None);
/// assert_eq!(document.markers[0].note, Some(0));
/// assert_eq!(document.notes[0].body.text, "Robinson, 167.");
/// ```
#[must_use]
pub fn read(sources: &[Source], format: Option<Format>) -> Document {
    let formats: Vec<Format> = sources.iter().map(|source| format.unwrap_or_else(|| Format::guess(source))).collect();
    let mut reading = Reading::default();
    let mut files = Vec::with_capacity(sources.len().max(1));
    let mut end = 0;
    for (source, format) in sources.iter().zip(&formats) {
        files.push(end);
        let mut of_file = format.read(&source.text);
        of_file.problems.extend(foreign::unread(source, *format, &of_file));
        if sources.len() == 1 {
            reading = of_file;
            break;
        }
        reading.append(of_file, &source.text, end);
        end += source.text.len();
    }
    if files.is_empty() {
        files.push(0);
    }
    pair::pair(&mut reading);
    Document { text: joined(sources), files, format: formats.first().copied().unwrap_or(Format::PLAIN), reading }
}

fn joined(sources: &[Source]) -> Arc<String> {
    match sources {
        [source] => Arc::clone(&source.text),
        several => Arc::new(several.iter().map(|source| source.text.as_str()).collect()),
    }
}

impl Reading {
    /// The first marker that leads to a note.
    #[must_use]
    pub fn first_marker(&self, note: &Note) -> Option<&Marker> {
        self.markers.get(*note.markers.first()?)
    }

    /// True if a chapter begins between the first markers of two notes. A note that nothing points to is where it stands.
    #[must_use]
    pub(crate) fn chapter_between(&self, earlier: usize, later: usize) -> bool {
        let place = |note: &Note| self.first_marker(note).map_or(note.span.start, |marker| marker.span.start);
        let first = |note: usize| self.notes.get(note).map(place);
        let Some((from, to)) = first(earlier).zip(first(later)) else { return false };
        let next = self.chapters.partition_point(|&start| start <= from);
        self.chapters.get(next).is_some_and(|&start| start <= to)
    }

    /// Adds the reading of another file, whose `text` begins at `base`.
    fn append(&mut self, other: Reading, text: &str, base: usize) {
        let markers = other.markers.into_iter().map(|m| Marker { span: m.span.shifted(base), ..m });
        self.markers.extend(markers);
        self.notes.extend(other.notes.into_iter().map(|n| Note {
            span: n.span.shifted(base),
            head: n.head.shifted(base),
            body: n.body.shifted(base),
            ..n
        }));
        let entries = other.bibliography.into_iter();
        self.bibliography.extend(entries.map(|e| Entry {
            span: e.span.shifted(base),
            body: e.body.shifted(base),
            ..e
        }));
        self.prose.append(other.prose, text, base);
        self.chapters.extend(other.chapters.into_iter().map(|c| c + base));
        self.problems.extend(other.problems.into_iter().map(|p| p.shifted(base)));
        self.platform = self.platform.or(other.platform);
        self.language = self.language.take().or(other.language);
    }
}
