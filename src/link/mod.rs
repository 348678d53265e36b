//! A post's notes in another system: typed `[1]` notes become footnotes of Markdown, HTML, WordPress or LaTeX, linked both
//! ways, and back again.
//!
//! The post is taken apart (`post`), its running text turned into the kind that the new notes need (`prose`), and put
//! together by the templates of a [`System`]. The result is read again and must say the same.

mod container;
#[cfg(feature = "office")]
mod fields;
#[cfg(feature = "office")]
mod footnotes;
mod post;
mod prose;
mod stray;
mod system;
mod token;

#[cfg(feature = "office")]
pub use fields::{Fields, FieldsError, TypedCitation, fields, typed};
pub use system::{System, UnknownSystem};

#[cfg(feature = "office")]
pub use crate::document::Created;

use std::collections::{HashMap, HashSet};

use crate::analysis::{Analysis, Harm, Options, mentions, same_meaning};
use crate::document::{Document, Foreign, Format, Note, ProblemKind, Syntax, Witness};
use crate::text::{Edit, MarkKind, Source, Span, apply, bare_words};
use post::Post;
use system::ProseFormat;

/// Why a post was not linked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// There is nothing to link.
    #[error("there are no notes with markers in this document")]
    NoNotes,
    /// The file holds the posts of a whole site.
    #[error(
        "this is the export of a site; put the text of the one post (from the code editor) into a file of its own, and link that"
    )]
    Export,
    /// The running text cannot be turned into what the system needs.
    #[error(
        "ibid cannot turn the text of a post in {from} into {to}; turn the post into Markdown first, as pandoc does, and link that"
    )]
    Prose {
        /// The format it is in.
        from: &'static str,
        /// The system that was asked for.
        to: &'static str,
    },
    /// The post has something that the system has no words for.
    #[error(transparent)]
    Foreign(#[from] Foreign),
    /// A marker that the new system cannot show without its note.
    #[error(
        "there is no note {0}, and without one its marker cannot be written; write the note, or take the marker out"
    )]
    Undefined(String),
    /// Two notes of one label, of which a marker may mean either.
    #[error(
        "there are two notes {0}, and ibid cannot tell which one its marker means; give one of them another number"
    )]
    Ambiguous(String),
    /// Something in the running text leads to a note, and is not certain to be a marker.
    #[error(
        "“{0}” in the text leads to a note, and ibid cannot tell whether it is a marker; nothing would be left there"
    )]
    Stray(String),
    /// The element that the last note stands in goes on after what was read of it.
    #[error("the element of note {0} goes on after the note, and ibid cannot tell whether that is part of it")]
    Cut(String),
    /// A marker would stand in HTML, where Markdown knows no markers.
    #[error(
        "a marker stands in HTML that stays (a table, a figure), where Markdown shows it as text; link the post to html instead"
    )]
    Unseen,
    /// A word of a note would not be in the result.
    #[error("the post cannot be linked: “{word}” in note {note} would be lost")]
    WordLost {
        /// The note.
        note: String,
        /// The word.
        word: String,
    },
    /// A note that no marker points to, where the system writes each note at its marker.
    #[error(
        "no marker points to note {0}, and this system writes notes at their markers; set its marker, or take the note out"
    )]
    Unused(String),
    /// A note with several markers, or with the same number in brackets a second time in the text, where the system knows one marker.
    #[error(
        "note {0} has several markers, and a footnote of Word or LibreOffice has one; give each marker a note of its own"
    )]
    Repeated(String),
    /// A document whose notes are footnotes already.
    #[error("no note of this document is typed: its footnotes are true ones already")]
    NotTyped,
    /// Markers that share a pair of brackets.
    #[error("the marker of note {0} shares its brackets with others; type them apart: [1][2]")]
    Shared(String),
    /// A note that the text names by a number that it would lose.
    #[error("note {0} would get another number, and the text names it; number the notes from 1 without gaps")]
    Renumbered(String),
    /// Notes that cannot be moved.
    #[error("the typed notes cannot become footnotes: {0}")]
    Fixed(String),
    /// The document that was made cannot be read.
    #[error("the document cannot be read again: {0}")]
    Unreadable(String),
    /// The result would not say the same.
    #[error("the post cannot be linked: {0}")]
    Harm(Harm),
}

/// The post with its notes in another system.
///
/// # Errors
/// When there are no notes, when the text cannot be turned, or when the result, read again, would not have every note at
/// its markers.
///
/// ```
/// use ibid::analysis::Options;
/// use ibid::link::{System, link};
/// use ibid::text::Source;
/// let post = Source::new("post.txt", "A claim.[1] Another.[2]\n\n[1] Wells, 3.\n\n[2] Ames, 4.\n");
/// let linked = link(&post, &Options::default(), System::by_name("markdown").unwrap()).unwrap();
/// assert_eq!(linked, "A claim.[^1] Another.[^2]\n\n[^1]: Wells, 3.\n\n[^2]: Ames, 4.\n");
/// ```
pub fn link(source: &Source, options: &Options, system: &'static System) -> Result<String, LinkError> {
    let (before, renamed, text) = linked(source, options, system)?;
    let text = with_line_ends_of(&source.text, text);
    check(&before, source, &text, system, &renamed)?;
    Ok(text)
}

/// The post as a document of Word or LibreOffice with footnotes; of such a document itself, the same with its typed notes as footnotes. `load` gives the bytes of a picture by its address, if it can be had.
///
/// # Errors
/// As [`link`]; and when a note has several markers, which these do not know, or the system is none of theirs.
#[cfg(feature = "office")]
pub fn link_document(
    source: &Source,
    options: &Options,
    system: &'static System,
    load: &dyn Fn(&str) -> Option<Vec<u8>>,
) -> Result<Created, LinkError> {
    if source.packed.is_some() {
        return footnotes::footnotes(source, options, system);
    }
    let (before, renamed, text) = linked(source, options, system)?;
    let repeated = before.document.notes.iter().find(|note| note.markers.len() > 1);
    if let Some(note) = repeated {
        return Err(LinkError::Repeated(note.label.clone()));
    }
    let refused = LinkError::Prose { from: before.document.format.name(), to: system.name };
    let created = crate::document::create(system.format, &text, &before.language, load).ok_or(refused)?;
    let path = format!("post.{}", system.format);
    let unpacked =
        crate::document::open(path, created.bytes.clone()).map_err(|error| LinkError::Unreadable(error.to_string()))?;
    check(&before, source, &unpacked.text, system, &renamed)?;
    Ok(created)
}

/// The post as it was read, the places that name a note by its number, and the post in the new system.
fn linked(
    source: &Source,
    options: &Options,
    system: &'static System,
) -> Result<(Analysis, Vec<Edit>, String), LinkError> {
    let before = Analysis::of(std::slice::from_ref(source), options);
    if before.document.format.is_export() {
        return Err(LinkError::Export);
    }
    if before.document.markers.iter().all(|marker| marker.note.is_none()) {
        return Err(LinkError::NoNotes);
    }
    if let Some(label) = ambiguous(&before) {
        return Err(LinkError::Ambiguous(label));
    }
    let from = before.document.format.name();
    let refused = LinkError::Prose { from, to: system.name };
    let kind = prose_of(before.document.format).ok_or(refused.clone())?;
    let renamed = renamed(&before, system);
    let numbered = apply(&before.document.text, &renamed).ok().filter(|_| !renamed.is_empty());
    let numbered = numbered.map(|text| read_as(&before, source, &text, before.document.format));
    let post = Post::new(numbered.as_ref().unwrap_or(&before), &source.path, kind, system);
    if let Some(name) = post.stray() {
        return Err(LinkError::Stray(name));
    }
    if let Some(label) = post.cut() {
        return Err(LinkError::Cut(label));
    }
    let skeleton = post.skeleton().ok_or(refused.clone())?;
    let (skeleton, kind) = match (kind, system.prose) {
        (ProseFormat::Latex, to) if to != ProseFormat::Latex => (post.out_of_latex(&skeleton)?, ProseFormat::Html),
        _ => (skeleton, kind),
    };
    let text = post.filled(&prose::converted(&skeleton, kind, system.prose).ok_or(refused)?);
    Ok((before, renamed, text))
}

/// The label of two notes of one name, or of one number and one of them without a marker: it may be the one that is meant. A line of a
/// note that begins as notes do may be a note, too.
fn ambiguous(before: &Analysis) -> Option<String> {
    if let Some(note) = before.document.namesake() {
        return Some(note.label.clone());
    }
    if let Some(note) = shadowed(&before.document) {
        return Some(note.label.clone());
    }
    if let Some(label) = stray::swallowed(&before.document).or_else(|| stray::elsewhere(&before.document)) {
        return Some(label);
    }
    let mut seen: HashMap<&str, bool> = HashMap::new();
    let notes = before.document.notes.iter().filter(|note| !note.inline && !note.label.is_empty());
    notes.into_iter().find_map(|note| {
        let is_marked = !note.markers.is_empty();
        let other = seen.insert(&note.label, is_marked)?;
        (!(other && is_marked)).then(|| note.label.clone())
    })
}

/// A note whose name something else in the page has: a browser goes to the first of the two.
fn shadowed(document: &Document) -> Option<&Note> {
    let collisions = document.problems.iter().filter(|problem| problem.kind == ProblemKind::IdCollision);
    let names: HashSet<&str> = collisions.map(|problem| problem.detail.as_str()).collect();
    document.notes.iter().find(|note| names.contains(note.id.as_str()))
}

/// The kind of text that authors of a format type.
fn prose_of(format: Format) -> Option<ProseFormat> {
    match format.syntax() {
        _ if format.is_packed() => None,
        Syntax::Plain => Some(ProseFormat::Plain),
        Syntax::Markdown => Some(ProseFormat::Markdown),
        Syntax::Html => Some(ProseFormat::Html),
        Syntax::Latex => Some(ProseFormat::Latex),
        _ => None,
    }
}

fn with_line_ends_of(model: &str, text: String) -> String {
    let is_dos = model.find('\n').is_some_and(|at| model[..at].ends_with('\r'));
    if is_dos { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text }
}

/// The places that name a note by its number ("see note 12"), where the number changes.
fn renamed(before: &Analysis, system: &System) -> Vec<Edit> {
    let document = &before.document;
    let mut labels: HashMap<&str, Option<&str>> = HashMap::new();
    let new = post::new_labels(document, system);
    for (note, new) in document.notes.iter().zip(&new) {
        // A number that two notes have names neither.
        labels.entry(&note.label).and_modify(|known| *known = None).or_insert(Some(new));
    }
    let mentions = mentions(before).into_iter().filter_map(|mention| {
        let label = labels.get(mention.label.as_str()).copied().flatten()?;
        (label != mention.label).then(|| Edit::replace(mention.span, label))
    });
    mentions.collect()
}

/// Another text of a post, in the language and by the habits of the first.
fn read_as(before: &Analysis, source: &Source, text: &str, format: Format) -> Analysis {
    let options = Options {
        format: Some(format),
        language: Some(before.language.clone()),
        profile: Some(before.profile.name.to_owned()),
        ..Options::default()
    };
    Analysis::of(&[Source::new(&*source.path, text)], &options)
}

/// Reads the result and compares.
fn check(
    before: &Analysis,
    source: &Source,
    text: &str,
    system: &'static System,
    renamed: &[Edit],
) -> Result<(), LinkError> {
    let Ok(format) = Format::by_name(system.format) else {
        return Err(LinkError::Prose { from: before.document.format.name(), to: system.name });
    };
    let after = read_as(before, source, text, format);
    let rewritten = [spelled_out(before, system), typed_tags(before), renamed.to_vec()].concat();
    same_meaning(before, &after, &rewritten.into()).map_err(|harm| reason(before, harm))?;
    keeps_words(before, &after, system)?;
    let seen = format.witness(&after.document.text);
    if unseen(before, format, &seen) {
        return Err(LinkError::Unseen);
    }
    match second_reading(before, format, &seen) {
        Some(label) => Err(reason(before, Harm::MarkerMoved(label))),
        None => Ok(()),
    }
}

/// True if a second parser sees fewer markers in Markdown than the text had. `new` is what it sees in the result, which is in `format`.
fn unseen(before: &Analysis, format: Format, new: &Witness) -> bool {
    let document = &before.document;
    if !format.is_typed_in(Syntax::Markdown) || document.format.is_typed_in(Syntax::Markdown) {
        return false;
    }
    let in_text = stray::in_text(document);
    let had = document.markers.iter().filter(|marker| marker.note.is_some() && in_text(marker.span)).count();
    new.links.len() < had
}

/// The first marker that a second parser, where there is one, finds at other words than before, or not at all. `new` is what it sees in the
/// result, which is in `format`.
fn second_reading(before: &Analysis, format: Format, new: &Witness) -> Option<String> {
    let old = before.document.format.witness(&before.document.text);
    // Plain text has no parser: where its lists end is a guess.
    if !old.unnumbered || new.links.is_empty() || format == Format::PLAIN {
        return None;
    }
    let labels: HashSet<&str> = old.links.iter().chain(&new.links).map(|link| link.label.as_str()).collect();
    let told = |witness: &Witness| -> Vec<HashSet<String>> {
        let words = |note: &String| {
            note.split(' ')
                .filter(|word| !labels.contains(word) && !Witness::is_block(word))
                .map(str::to_owned)
                .collect()
        };
        witness.notes.iter().map(words).collect()
    };
    let (old_words, new_words) = (told(&old), told(new));
    let mut rest = new.links.iter();
    let lost = old.links.iter().find(|link| !rest.any(|other| old_words[link.note] == new_words[other.note]));
    lost.map(|link| link.label.clone())
}

/// The notes of plain text that hold a `<`: it is shown as it was typed, where a reader might take it for a tag.
fn typed_tags(before: &Analysis) -> Vec<Edit> {
    let document = &before.document;
    let typed = document
        .notes
        .iter()
        .filter(|note| document.format == Format::PLAIN && note.span.of(&document.text).contains('<'));
    typed.map(|note| Edit::delete(note.body.source(Span::new(0, note.body.text.len())))).collect()
}

/// Every word of a note of plain text is in the result, as it was typed.
fn keeps_words(before: &Analysis, after: &Analysis, system: &System) -> Result<(), LinkError> {
    if before.document.format != Format::PLAIN {
        return Ok(());
    }
    let shown: HashSet<String> = match system.prose {
        ProseFormat::Html | ProseFormat::Blocks => {
            after.document.notes.iter().flat_map(|note| bare_words(&note.body.text)).collect()
        }
        _ => bare_words(&after.document.text).collect(),
    };
    let labels: HashSet<&str> = before.document.markers.iter().map(|marker| marker.label.as_str()).collect();
    for note in &before.document.notes {
        let words = bare_words(note.body.source(Span::new(0, note.body.text.len())).of(&before.document.text));
        let is_lost = |word: &String| !shown.contains(word) && !labels.contains(word.as_str());
        if let Some(word) = words.into_iter().find(is_lost) {
            return Err(LinkError::WordLost { note: note.label.clone(), word });
        }
    }
    Ok(())
}

/// What a writer can mend, where that is why the result would not say the same.
fn reason(before: &Analysis, harm: Harm) -> LinkError {
    let lost =
        |label: &String| before.document.markers.iter().any(|marker| marker.label == *label && marker.note.is_none());
    match harm {
        Harm::MarkerLost(label) if lost(&label) => LinkError::Undefined(label),
        Harm::NoteLost(label) if is_unused(before, &label) => LinkError::Unused(label),
        harm => LinkError::Harm(harm),
    }
}

fn is_unused(before: &Analysis, label: &str) -> bool {
    before.document.notes.iter().any(|note| note.label == label && note.markers.is_empty())
}

/// The notes whose words change because plain text shows the addresses of its links.
fn spelled_out(before: &Analysis, system: &System) -> Vec<Edit> {
    let has_link = |note: &&Note| note.body.marks.iter().any(|m| matches!(m.kind, MarkKind::Link(_)));
    let notes = before.document.notes.iter().filter(|_| system.prose == ProseFormat::Plain).filter(has_link);
    notes.map(|note| Edit::delete(note.body.source(Span::new(0, note.body.text.len())))).collect()
}
