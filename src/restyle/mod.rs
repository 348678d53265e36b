//! A post with its notes in another style.
//!
//! Each citation that ibid has read whole is written anew: in full where its source comes first, short or as an Ibid.
//! after. Signals, commentary, what separates citations and everything else in a note stay as they are. A note stays whole, and is
//! named, if a citation in it was not understood, if a word or number of it would vanish, or if ibid would read it otherwise once it
//! is rewritten: the result is read again and must have the same sources and places as before (`harms`).

mod leaving;
mod plan;
mod record;
mod request;
mod section;
mod tail;
mod words;

use std::collections::{BTreeMap, HashSet};

use crate::analysis::{Analysis, Harm, Options, harms};
use crate::citation::{self, Citation, Kind};
use crate::csl::{DateVariable, Item, Name, NameVariable, TextVariable};
use crate::document::Format;
use crate::render::{OutputFormat, RenderError, Style};
use crate::resolve::{Reason, Resolution, SourceId, Work};
use crate::text::{Edit, EditError, Flat, Source, apply, bare_words};
use plan::Plan;
use request::CitedWorks;

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
    /// How many citations were written anew.
    pub rewritten: usize,
    /// The citations that were left as they were, with the reason.
    pub kept: Vec<KeptCitation>,
    /// What the style leaves out of the works: places and publishers, pages, months, and names after "et al.".
    pub left_out: Vec<String>,
}

/// A citation that was left as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptCitation {
    /// The label of its note.
    pub note: String,
    /// The citation.
    pub text: String,
    /// Why.
    pub reason: String,
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
    /// A record is missing.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// Two changes want the same place.
    #[error(transparent)]
    Edit(#[from] EditError),
}

/// Why citations are kept, by their place in the document; a mention is kept without a reason.
type Reasons = BTreeMap<usize, Option<String>>;

const LIVE: &str = "a reference manager writes it, and would write it over any change";
const UNREAD: &str = "ibid could not read all of it as a reference";
const UNSURE: &str = "ibid is not sure which of its words are the author, the title and so on";
const UNREAD_SOURCE: &str = "ibid could not read all of the reference that it stands for";
const UNSURE_SOURCE: &str = "ibid is not sure how to read the reference that it stands for";
const NO_SOURCE: &str = "ibid cannot tell which source it means";
const SEVERAL_LINES: &str = "one of its lines could begin another note";
const UNSEEN: &str = "a marker or a comment stands inside it";
const COMMENTARY: &str = "words of yours follow the cited page";
const POSSESSED: &str = "the word before it stands for its author";
const PART_OF_A_WORD: &str = "its page is part of a longer word";
const ALONGSIDE: &str = "another citation of its note stays";
const UNSTABLE: &str = "in this style ibid would no longer recognise its source";

/// A record is written anew only if ibid is at least this sure of it.
const SURE: f32 = 0.5;

/// How often the result is read again to find what has to be kept. Few posts need more than three readings.
const ROUNDS: usize = 8;

/// The post with its notes in another style.
///
/// # Errors
/// When the format cannot be rewritten, or the style has no notes.
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
    let format = output_format(before.document.format)?;
    if !style.is_note {
        return Err(RestyleError::NoNotes(style.title.clone()));
    }
    let restyling = Restyling { path: &source.path, options, style, format, wishes };
    let mut unstable = Reasons::new();
    for _ in 0..ROUNDS {
        let (restyled, changing) = restyling.settled(&before, &unstable)?;
        if !keep(&before, &mut unstable, changing, UNSTABLE) {
            return Ok(restyled);
        }
    }
    keep_all(&before, &mut unstable);
    Ok(restyling.once(&before, &unstable)?.0)
}

/// A note that could not be read before may be read once its neighbours are in the style. The post is restyled at most this many times more.
const SETTLINGS: usize = 3;

impl Restyled {
    /// The outcome of restyling and of restyling what came of it, which counts all citations that are in the style by then.
    fn followed_by(mut self, again: Self) -> Self {
        let seen: HashSet<String> = self.left_out.iter().cloned().collect();
        self.left_out.extend(again.left_out.into_iter().filter(|field| !seen.contains(field)));
        Self { left_out: self.left_out, ..again }
    }
}

/// How a post is to be restyled.
#[derive(Clone, Copy)]
struct Restyling<'a> {
    path: &'a str,
    options: &'a Options,
    style: &'a Style,
    format: OutputFormat,
    wishes: Wishes,
}

impl Restyling<'_> {
    /// Restyles a post until doing so again changes nothing. Gives the citations that still change then; those of `unstable` stay.
    fn settled(self, before: &Analysis, unstable: &Reasons) -> Result<(Restyled, Vec<usize>), RestyleError> {
        let (mut restyled, mut changed) = self.once(before, unstable)?;
        for _ in 0..SETTLINGS {
            if changed.is_empty() {
                break;
            }
            let text = Source::new(self.path, restyled.text.as_str());
            let reread = Analysis::of(&[text], self.options);
            let (again, changed_again) = self.once(&reread, unstable)?;
            let misread: Vec<usize> =
                changed_again.iter().copied().filter(|at| !reads_alike(before, &reread, *at)).collect();
            if !misread.is_empty() {
                return Ok((restyled, misread));
            }
            changed = changed_again;
            restyled = restyled.followed_by(again);
        }
        Ok((restyled, changed))
    }

    /// Restyles what can be read now. Gives the citations that were changed.
    fn once(self, before: &Analysis, unstable: &Reasons) -> Result<(Restyled, Vec<usize>), RestyleError> {
        let plan = Plan::of(before, self.style, self.format)?;
        let mut kept = unread(before);
        unstable.iter().for_each(|(index, why)| {
            kept.entry(*index).or_insert_with(|| why.clone());
        });
        let after = self.harmless(&plan, &mut kept)?;
        let after = after.as_ref().unwrap_or(before);
        let restyled = Restyled {
            text: section::renew(&after.document.text, after, self.style, self.format, self.wishes)?,
            rewritten: plan.rewritten(&kept),
            kept: named(before, &plan, &kept),
            left_out: left_out(&plan, &kept),
        };
        Ok((restyled, plan.changes(&kept).map(|(index, _)| index).collect()))
    }

    /// The post with the changes of a plan that do no harm; the others are kept. `None` if nothing changes.
    fn harmless(self, plan: &Plan<'_>, kept: &mut Reasons) -> Result<Option<Analysis>, RestyleError> {
        let before = plan.analysis;
        let reading = Options {
            format: Some(before.document.format),
            language: Some(before.language.clone()),
            profile: Some(before.profile.name.to_owned()),
            ..self.options.clone()
        };
        for _ in 0..ROUNDS {
            plan.keep_words(kept);
            let edits = plan.edits(kept);
            if edits.is_empty() {
                return Ok(None);
            }
            let text = apply(&before.document.text, &edits)?;
            let after = Analysis::of(&[Source::new(self.path, text)], &reading);
            if !keep_harmed(before, &after, edits, kept) {
                return Ok(Some(after));
            }
        }
        keep_all(before, kept);
        Ok(None)
    }
}

/// True if a citation is read as a work of the same kind, title and names as before it was written anew.
fn reads_alike(before: &Analysis, after: &Analysis, citation: usize) -> bool {
    let work = |analysis: &Analysis| {
        let work = analysis.work(analysis.resolutions.get(citation)?.source?)?;
        let title: Vec<String> = work.item.text(TextVariable::Title).into_iter().flat_map(bare_words).collect();
        let names: Vec<String> = work.item.names(NameVariable::Author).iter().map(Name::short).collect();
        Some((work.item.item_type, title, names))
    };
    work(before) == work(after)
}

/// Keeps every citation.
fn keep_all(analysis: &Analysis, kept: &mut Reasons) -> bool {
    keep(analysis, kept, (0..analysis.citations.len()).collect(), UNSTABLE)
}

/// The format in which citations are written into a document of this format.
fn output_format(format: Format) -> Result<OutputFormat, RestyleError> {
    OutputFormat::of(format.syntax()).ok_or(RestyleError::Format(format.name()))
}

/// The citations that cannot be written anew.
fn unread(analysis: &Analysis) -> Reasons {
    let works = CitedWorks::of(analysis);
    let reason = |(index, citation): (usize, &Citation)| {
        let resolution = analysis.resolutions.get(index)?;
        let why = match works.of_citation(index) {
            _ if is_no_citation(analysis, citation, resolution) => return Some((index, None)),
            None => NO_SOURCE,
            Some(work) => {
                let work = analysis.works.get(work)?;
                let text = citation.span.of(&analysis.document.text);
                let (is_own, tail) = (work.id == SourceId::Citation(index), tail::start(analysis, index));
                let is_readable = match work.id {
                    _ if is_own => is_sure_but_for_tail(analysis, work, tail.is_some()),
                    SourceId::Citation(first) if first < index => {
                        is_sure(analysis, work) || is_nameable(analysis, first)
                    }
                    _ => is_sure(analysis, work),
                };
                let doubt = match (is_own, is_whole(&work.item)) {
                    (true, false) => UNREAD,
                    (true, true) => UNSURE,
                    (false, false) => UNREAD_SOURCE,
                    (false, true) => UNSURE_SOURCE,
                };
                let reasons = [
                    (citation.record.is_some(), LIVE),
                    (runs_on(text), SEVERAL_LINES),
                    (holds_more(analysis, citation), UNSEEN),
                    (tail.is_none() && goes_on(analysis, index), COMMENTARY),
                    (is_possessed(analysis, citation), POSSESSED),
                    (is_cut_from_a_word(analysis, citation), PART_OF_A_WORD),
                    (!is_readable, doubt),
                ];
                reasons.into_iter().find(|(is, _)| *is)?.1
            }
        };
        Some((index, Some(why.to_owned())))
    };
    analysis.citations.iter().enumerate().filter_map(reason).collect()
}

/// True for a mention, for a word about the document itself, and for a pointer to another note, which is right in every style.
fn is_no_citation(analysis: &Analysis, citation: &Citation, resolution: &Resolution) -> bool {
    citation.kind == Kind::None
        || resolution.reason == Some(Reason::OwnText)
        || is_pointer(analysis, citation, resolution)
}

/// True if a citation names a note and nothing of the work that is meant: "See note 1 above", not "Able (n 1)".
fn is_pointer(analysis: &Analysis, citation: &Citation, resolution: &Resolution) -> bool {
    if citation.kind != Kind::Crossref {
        return false;
    }
    let Some(work) = resolution.source.and_then(|source| analysis.work(source)) else {
        return citation.short.names.is_empty();
    };
    let names = [NameVariable::Author, NameVariable::Editor].into_iter().flat_map(|role| work.item.names(role));
    let said = names.map(Name::short).chain(work.item.text(TextVariable::Title).map(str::to_owned));
    let known: HashSet<String> = said.flat_map(|text| bare_words(&text).collect::<Vec<_>>()).collect();
    let text = citation.span.of(&analysis.document.text);
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.starts_with(char::is_uppercase));
    !words.any(|word| known.contains(&word.to_lowercase()))
}

/// The text of the note that a citation stands in.
fn body<'a>(analysis: &'a Analysis, citation: &Citation) -> Option<&'a Flat> {
    analysis.document.notes.get(citation.note).map(|note| &note.body)
}

/// True if a word such as "her" stands before a citation in place of its author, whom a style would name once more.
fn is_possessed(analysis: &Analysis, citation: &Citation) -> bool {
    body(analysis, citation).is_some_and(|body| citation::is_possessed(body, citation))
}

/// True if what was read as the cited page is the end of a longer word: 2301.01234 in "arXiv:2301.01234".
fn is_cut_from_a_word(analysis: &Analysis, citation: &Citation) -> bool {
    let locator = citation.locator.as_ref().zip(body(analysis, citation));
    let before = locator.and_then(|(locator, body)| body.text.get(..locator.flat.start)).unwrap_or_default();
    before.strip_suffix(':').is_some_and(|word| word.ends_with(char::is_alphabetic))
}

/// True if a line of a citation begins as a note does, or a later one as an item, a quotation or code does.
fn runs_on(text: &str) -> bool {
    is_raised(text) || text.lines().skip(1).map(str::trim_start).any(|line| line.is_empty() || begins_block(line))
}

/// True if a text begins with a raised digit.
fn is_raised(text: &str) -> bool {
    text.starts_with(|c| "⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c))
}

/// True if a line begins with the sign of a block: "1. ", "- ", "[3] ", "> ". "2010), 62" and "(1997)," are words of a citation.
fn begins_block(line: &str) -> bool {
    let goes_on = |rest: &str| rest.starts_with(|c: char| !c.is_whitespace());
    let after_number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_item = |rest: Option<&str>| rest.is_some_and(|rest| !goes_on(rest));
    let is_numbered = after_number.len() < line.len() && is_item(after_number.strip_prefix(['.', ')']));
    let label = line.strip_prefix(['(', '[']).and_then(|rest| rest.split_once([')', ']']));
    let is_label =
        |(label, rest): (&str, &str)| !label.contains(char::is_whitespace) && (rest.starts_with(':') || !goes_on(rest));
    is_numbered
        || is_raised(line)
        || label.is_some_and(is_label)
        || is_item(line.strip_prefix(['-', '*', '+']))
        || ["#", ">", "|", "```", "~~~"].iter().any(|sign| line.starts_with(sign))
}

/// True if something stands in a citation that is no word of it: a marker of another note, or a comment that readers do not see.
fn holds_more(analysis: &Analysis, citation: &Citation) -> bool {
    let document = &analysis.document;
    let text = citation.span.of(&document.text);
    let has_comment = document.format.markup().has_comment(text);
    let next = document.markers.partition_point(|marker| marker.span.start < citation.span.start);
    has_comment || document.markers.get(next).is_some_and(|marker| citation.span.covers(marker.span))
}

/// True if a citation goes on in words after its locator: what reads there like a field is commentary ("44, where it is described").
fn goes_on(analysis: &Analysis, index: usize) -> bool {
    let (Some(citation), Some(reference)) = (analysis.citations.get(index), analysis.references.get(index)) else {
        return false;
    };
    let text = analysis.document.notes.get(citation.note).map_or("", |note| citation.flat.of(&note.body.text));
    let cited = citation.locator.as_ref().map(|locator| locator.flat.end.saturating_sub(citation.flat.start));
    let read = reference.locator.as_ref().map(|locator| locator.flat.end);
    let after = cited.max(read).and_then(|end| text.get(end..)).unwrap_or_default();
    after.split_whitespace().any(|word| !word.contains("://") && words::is_prose(word))
}

/// How sure the record of a work is.
fn confidence(analysis: &Analysis, work: &Work) -> f32 {
    let reference = match work.id {
        SourceId::Citation(index) => analysis.references.get(index),
        SourceId::Entry(index) => analysis.entries.get(index),
        SourceId::Body(_) => None,
    };
    reference.map_or(0.0, |reference| reference.confidence)
}

/// True if the record of a work is whole, and sure enough to be printed.
fn is_sure(analysis: &Analysis, work: &Work) -> bool {
    is_sure_but_for_tail(analysis, work, false)
}

/// The same where the words that were not read stay after the reference.
fn is_sure_but_for_tail(analysis: &Analysis, work: &Work, has_tail: bool) -> bool {
    let is_whole = if has_tail { is_described(&work.item) } else { is_whole(&work.item) };
    is_whole && confidence(analysis, work) >= SURE
}

/// True if what a short form prints of a work, its names and its title, is sure, whatever the rest of its full citation is.
fn is_nameable(analysis: &Analysis, first: usize) -> bool {
    const PRINTED: &[&str] = &["author", "editor", "title"];
    let Some(reference) = analysis.references.get(first) else { return false };
    let mut printed = reference.fields.iter().filter(|field| PRINTED.contains(&field.variable));
    is_described(&reference.item) && printed.all(|field| field.confidence >= NAMED)
}

/// A short form is made only of fields of which ibid is at least this sure.
const NAMED: f32 = 0.7;

/// True if a record says what the work is and has taken in every word of its reference.
fn is_whole(item: &Item) -> bool {
    is_described(item) && item.text(TextVariable::Note).is_none()
}

/// True if a record says what the work is.
fn is_described(item: &Item) -> bool {
    let names = || [NameVariable::Author, NameVariable::Editor].into_iter().flat_map(|role| item.names(role));
    let described = item.date(DateVariable::Issued).is_some() || DESCRIPTIONS.iter().any(|v| item.text(*v).is_some());
    let titled = item.text(TextVariable::Title).is_some() && (described || names().next().is_some());
    titled && !names().any(is_possessive)
}

/// What tells a work apart beside its title, where no name is given.
const DESCRIPTIONS: &[TextVariable] =
    &[TextVariable::ContainerTitle, TextVariable::Publisher, TextVariable::Number, TextVariable::CollectionTitle];

/// "Huber’s": the reference is woven into a sentence.
fn is_possessive(name: &Name) -> bool {
    let family = name.family.as_ref().or(name.literal.as_ref());
    family.is_some_and(|family| family.ends_with("’s") || family.ends_with("'s"))
}

/// Keeps the notes that a change would harm. True if there are any that were not kept before.
fn keep_harmed(before: &Analysis, after: &Analysis, edits: Vec<Edit>, kept: &mut Reasons) -> bool {
    let harms = harms(before, after, &edits.into());
    let (is_harmed, mut is_new) = (!harms.is_empty(), false);
    for (note, harm) in harms {
        let citations: Vec<usize> = match note {
            Some(note) => before.citations_of(note).collect(),
            None => (0..before.citations.len()).collect(),
        };
        is_new |= keep(before, kept, citations, &reason(&harm));
    }
    // Where it is another note that does the harm, nothing but the whole helps.
    is_new || is_harmed && keep_all(before, kept)
}

/// What a harm means to a writer who wants another style.
fn reason(harm: &Harm) -> String {
    match harm {
        Harm::LocatorChanged { .. } => "in this style it would point to another place of its source".to_owned(),
        Harm::SourceChanged { .. } => "in this style it would seem to mean another source".to_owned(),
        Harm::CitationsChanged(_) => "in this style ibid would read its note as other citations".to_owned(),
        _ => harm.to_string(),
    }
}

/// Keeps citations, and with each the rest of its note. True if some were not kept before.
fn keep(analysis: &Analysis, kept: &mut Reasons, citations: Vec<usize>, why: &str) -> bool {
    let size = kept.len();
    for &citation in &citations {
        kept.entry(citation).or_insert_with(|| Some(why.to_owned()));
    }
    for citation in citations {
        let note = analysis.citations.get(citation).map_or(0, |citation| citation.note);
        for other in analysis.citations_of(note) {
            kept.entry(other).or_insert_with(|| Some(ALONGSIDE.to_owned()));
        }
    }
    kept.len() > size
}

/// What the rewritten citations that give a work first say and the style does not print.
fn left_out(plan: &Plan<'_>, kept: &Reasons) -> Vec<String> {
    let firsts = plan.changes(kept).map(|(index, _)| index).filter(|index| plan.is_first(*index));
    let mut seen = HashSet::new();
    let fields = firsts.flat_map(|index| plan.left_out(index)).map(|left| left.text);
    fields.filter(|field| seen.insert(field.clone())).collect()
}

/// The citations that are kept and that the style would write otherwise.
fn named(analysis: &Analysis, plan: &Plan<'_>, kept: &Reasons) -> Vec<KeptCitation> {
    let name = |(index, reason): (&usize, &Option<String>)| {
        let citation = analysis.citations.get(*index)?;
        let note = analysis.document.notes.get(citation.note)?.label.clone();
        let reason = reason.clone().filter(|_| !plan.is_written(*index))?;
        Some(KeptCitation { note, text: citation.span.of(&analysis.document.text).to_owned(), reason })
    };
    kept.iter().filter_map(name).collect()
}
