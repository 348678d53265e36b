//! A post with its notes in another style.
//!
//! Each citation that ibid has read whole is written anew: in full where its source comes first, short or as an Ibid.
//! after. Signals, commentary, what parts citations and everything else in a note stays as it is. A citation that was not
//! understood, or that ibid would read otherwise once it is rewritten, stays too, and is named. The result is read again
//! and must have the same sources and places as before ([`verify`]).

mod record;
mod request;
mod section;

use std::collections::BTreeMap;

use crate::analysis::{Analysis, Harm, Options, verify};
use crate::citation::{Citation, Kind};
use crate::csl::{DateVariable, Item, Name, NameVariable, TextVariable};
use crate::render::{OutputFormat, RenderError, Renderer, Style};
use crate::resolve::Reason;
use crate::text::{Edit, EditError, MarkKind, Source, apply};
use request::{Wanted, Works};

/// What to do with the list of works.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wishes {
    /// Whether to add a list of works where the post has no place for one. A list between its markers is always renewed.
    pub bibliography: bool,
    /// Whether to list primary works apart from secondary ones.
    pub split: bool,
}

/// A post in another style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restyled {
    /// The post.
    pub text: String,
    /// The citations that were left as they were, with the reason.
    pub kept: Vec<Kept>,
}

/// A citation that was left as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The label of its note.
    pub note: String,
    /// The citation.
    pub text: String,
    /// Why.
    pub reason: &'static str,
}

/// Why a post was not restyled.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RestyleError {
    /// The format cannot be written.
    #[error("ibid cannot rewrite notes in {0}; it can in text, Markdown, HTML and LaTeX")]
    Format(&'static str),
    /// The style writes citations into the text.
    #[error("the style \"{0}\" writes no notes")]
    NoNotes(String),
    /// The style has no list of works, and one was wished for.
    #[error("the style \"{0}\" writes notes only and has no list of works")]
    NoBibliography(String),
    /// The result would not say the same.
    #[error("the post cannot be restyled: {0}")]
    Harm(Harm),
    /// A record is missing.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// Two changes want the same place.
    #[error(transparent)]
    Edit(#[from] EditError),
}

/// Why citations are kept, by their place in the document.
type Reasons = BTreeMap<usize, &'static str>;

const UNREAD: &str = "it was not understood";
const NO_SOURCE: &str = "its source cannot be told";
const UNSTABLE: &str = "ibid would read it otherwise in this style";

/// How often the result is read again to find what has to be kept.
const ROUNDS: usize = 12;

/// The post with its notes in another style.
///
/// # Errors
/// When the format cannot be rewritten, the style has no notes, or the result would not say the same.
///
/// ```
/// use ibid::analysis::Options;
/// use ibid::render::Style;
/// use ibid::restyle::{Wishes, restyle};
/// use ibid::text::Source;
/// let post = Source::new("post.md", "A claim.[^1]\n\n[^1]: Lucy Robinson, *Gay Men and the Left* (Manchester: Manchester University Press, 2007), 166.\n");
/// let style = Style::find("mhra-notes")?;
/// let restyled = restyle(&post, &Options::default(), &style, Wishes::default())?;
/// assert!(restyled.text.starts_with("A claim.[^1]\n\n[^1]: "));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn restyle(source: &Source, options: &Options, style: &Style, wishes: Wishes) -> Result<Restyled, RestyleError> {
    let before = Analysis::of(std::slice::from_ref(source), options);
    let format = output_format(before.document.format.name())?;
    if !style.is_note {
        return Err(RestyleError::NoNotes(style.title.clone()));
    }
    let reading = Options {
        format: Some(before.document.format),
        language: Some(before.language.clone()),
        profile: Some(before.profile.name.to_owned()),
        ..options.clone()
    };
    let mut kept = unread(&before);
    let mut last = None;
    for _ in 0..ROUNDS {
        let (text, edits) = Rewriting { analysis: &before, style, format, kept: &kept }.text(&source.text)?;
        let after = Analysis::of(&[Source::new(&*source.path, text.as_str())], &reading);
        match verify(&before, &after, &edits, &[]) {
            Ok(()) => {}
            Err(harm) if keep_note(&before, &mut kept, &harm) => continue,
            Err(harm) => return Err(RestyleError::Harm(harm)),
        }
        let again = Rewriting { analysis: &after, style, format, kept: &kept_after(&after, &kept) };
        if !keep_unstable(&after, &again.edits()?, &mut kept) {
            last = Some((text, after));
            break;
        }
    }
    let (text, after) = last.unwrap_or_else(|| (source.text.to_string(), before.clone()));
    let text = section::renew(&text, &after, style, format, wishes)?;
    Ok(Restyled { text, kept: named(&before, &kept) })
}

/// The format in which citations are written into a document of this format.
fn output_format(name: &'static str) -> Result<OutputFormat, RestyleError> {
    name.parse().ok().filter(|format| *format != OutputFormat::Typst).ok_or(RestyleError::Format(name))
}

/// The citations that cannot be written anew.
fn unread(analysis: &Analysis) -> Reasons {
    let works = Works::of(analysis);
    let reason = |(index, citation): (usize, &Citation)| {
        let resolution = analysis.resolutions.get(index)?;
        match works.of_citation(index) {
            // A mention, or a word about the document itself, is no citation to rewrite.
            _ if citation.kind == Kind::None || resolution.reason == Some(Reason::OwnText) => Some((index, "")),
            None => Some((index, NO_SOURCE)),
            Some(work) => {
                let item = &analysis.works.get(work)?.item;
                (!is_whole(item)).then_some((index, UNREAD))
            }
        }
    };
    analysis.citations.iter().enumerate().filter_map(reason).collect()
}

/// A record that says what the work is, and leaves nothing of its reference behind.
fn is_whole(item: &Item) -> bool {
    let names = || [NameVariable::Author, NameVariable::Editor].into_iter().flat_map(|role| item.names(role));
    let described = item.date(DateVariable::Issued).is_some() || DESCRIPTIONS.iter().any(|v| item.text(*v).is_some());
    let titled = item.text(TextVariable::Title).is_some() && (described || names().next().is_some());
    titled && !names().any(is_possessive) && item.text(TextVariable::Note).is_none()
}

/// What tells a work apart beside its title, where no name is given.
const DESCRIPTIONS: &[TextVariable] =
    &[TextVariable::ContainerTitle, TextVariable::Publisher, TextVariable::Number, TextVariable::CollectionTitle];

/// "Huber’s": the reference is woven into a sentence.
fn is_possessive(name: &Name) -> bool {
    let family = name.family.as_ref().or(name.literal.as_ref());
    family.is_some_and(|family| family.ends_with("’s") || family.ends_with("'s"))
}

/// Keeps the note that a change would harm; where it is kept already, all that cites its sources; then all there is.
/// False where that helps nothing.
fn keep_note(analysis: &Analysis, kept: &mut Reasons, harm: &Harm) -> bool {
    let label = match harm {
        Harm::MarkerLost(note) | Harm::MarkerMoved(note) | Harm::NoteLost(note) => note,
        Harm::NoteChanged(note) | Harm::CitationsChanged(note) => note,
        Harm::LocatorChanged { note, .. } | Harm::SourceChanged { note, .. } => note,
    };
    let notes = analysis.document.notes.iter().enumerate();
    let harmed = notes.filter(|(_, note)| &note.label == label).flat_map(|(index, _)| analysis.citations_of(index));
    let harmed: Vec<usize> = harmed.collect();
    let source = |citation: &usize| analysis.resolutions.get(*citation).and_then(|resolution| resolution.source);
    let sources: Vec<_> = harmed.iter().filter_map(source).collect();
    let related =
        (0..analysis.citations.len()).filter(|citation| source(citation).is_some_and(|s| sources.contains(&s)));
    let related: Vec<usize> = related.collect();
    let all = (0..analysis.citations.len()).collect();
    [harmed, related, all].into_iter().any(|citations| keep(kept, citations))
}

/// Keeps citations. True if some were not kept before.
fn keep(kept: &mut Reasons, citations: Vec<usize>) -> bool {
    let before = kept.len();
    for citation in citations {
        kept.entry(citation).or_insert(UNSTABLE);
    }
    kept.len() > before
}

/// What is kept, in the result: its citations are those of before, one by one.
fn kept_after(after: &Analysis, kept: &Reasons) -> Reasons {
    let mut all = unread(after);
    all.extend(kept.iter().map(|(index, reason)| (*index, *reason)));
    all
}

/// Keeps what would change once more if the post was restyled again. True if there is such a citation.
fn keep_unstable(after: &Analysis, again: &[(usize, Edit)], kept: &mut Reasons) -> bool {
    let changes = |(_, edit): &&(usize, Edit)| edit.span.of(&after.document.text) != edit.text;
    let unstable: Vec<usize> = again.iter().filter(changes).map(|(index, _)| *index).collect();
    kept.extend(unstable.iter().map(|index| (*index, UNSTABLE)));
    !unstable.is_empty()
}

fn named(analysis: &Analysis, kept: &Reasons) -> Vec<Kept> {
    let said = kept.iter().filter(|(_, reason)| !reason.is_empty());
    let name = |(index, reason): (&usize, &&'static str)| {
        let citation = analysis.citations.get(*index)?;
        let note = analysis.document.notes.get(citation.note)?.label.clone();
        Some(Kept { note, text: citation.span.of(&analysis.document.text).to_owned(), reason })
    };
    said.filter_map(name).collect()
}

/// Whether a reader sees a full stop at the end: markup may close behind it.
fn ends_with_stop(text: &str) -> bool {
    let mut seen = text.trim_end_matches(['*', '_', '}']);
    while let Some((before, _)) = seen.strip_suffix('>').and_then(|inner| inner.rsplit_once("</")) {
        seen = before;
    }
    seen.ends_with('.')
}

/// Text without the full stop at its end.
fn without_stop(text: &str) -> String {
    match text.rsplit_once('.').filter(|_| ends_with_stop(text)) {
        Some((before, after)) => format!("{before}{after}"),
        None => text.to_owned(),
    }
}

/// One way of writing the citations of a document anew.
struct Rewriting<'a> {
    analysis: &'a Analysis,
    style: &'a Style,
    format: OutputFormat,
    kept: &'a Reasons,
}

impl Rewriting<'_> {
    /// The document with its citations written anew, and what was changed.
    fn text(&self, text: &str) -> Result<(String, Vec<Edit>), RestyleError> {
        let edits: Vec<Edit> = self.edits()?.into_iter().map(|(_, edit)| edit).collect();
        Ok((apply(text, &edits)?, edits))
    }

    /// The changes, each with its citation.
    fn edits(&self) -> Result<Vec<(usize, Edit)>, RestyleError> {
        let Wanted { items, request, citations } = request::of(self.analysis);
        let written = Renderer::new(self.style, &items).render_cites(&request, self.format)?;
        let mut edits = Vec::new();
        for (cites, citations) in written.iter().zip(&citations) {
            for (text, &index) in cites.iter().zip(citations) {
                if !self.kept.contains_key(&index) && !text.trim().is_empty() {
                    edits.extend(self.edit(index, text).map(|edit| (index, edit)));
                }
            }
        }
        Ok(edits)
    }

    fn edit(&self, index: usize, text: &str) -> Option<Edit> {
        let citation = self.analysis.citations.get(index)?;
        let document = &self.analysis.document.text;
        let stop_follows = document.get(citation.span.end..).is_some_and(|rest| rest.starts_with('.'));
        let text = &if stop_follows { without_stop(text) } else { text.to_owned() };
        let stop = if self.takes_stop(citation) && !ends_with_stop(text) { "." } else { "" };
        Some(Edit::replace(citation.span, format!("{}{stop}", self.linked(citation, text))))
    }

    /// Whether the citation takes the full stop of its sentence with it, as "*Id.*" does.
    fn takes_stop(&self, citation: &Citation) -> bool {
        let note = self.analysis.document.notes.get(citation.note);
        note.is_some_and(|note| citation.flat.of(&note.body.text).ends_with('.'))
    }

    /// A link that the citation had and the style does not print goes around the whole of it.
    fn linked(&self, citation: &Citation, text: &str) -> String {
        let marks = self.analysis.document.notes.get(citation.note).into_iter().flat_map(|note| &note.body.marks);
        let address = marks.filter(|mark| mark.span.overlaps(citation.flat)).find_map(|mark| match &mark.kind {
            MarkKind::Link(address) => Some(address.as_str()),
            _ => None,
        });
        match address {
            Some(address) if !text.contains(address) => self.format.link(address, text),
            _ => text.to_owned(),
        }
    }
}
