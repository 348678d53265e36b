//! The one entry point of every front end: a document in; its notes, citations, sources and works out.

mod change;
mod entries;
mod fields;
pub mod known;
mod lookups;
mod mention;
mod numbered;
mod pins;
mod place;
mod short;
mod subject;
mod verify;
mod words;

pub use change::{Change, Harm};
pub(crate) use mention::{alone, mentions, number_of};
pub use subject::Subject;
#[cfg(feature = "render")]
pub(crate) use verify::harms;
pub(crate) use verify::same_meaning;
pub use verify::verify;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use lookups::Lookups;

use crate::citation::{Citation, Kind, Locator, with_live};
use crate::csl::Item;
use crate::document::{self, Document, Format};
use crate::language;
use crate::reference::{Memory, Reference};
use crate::resolve::{self, Choices, Profile, Resolution, ResolutionInput, Resolved, SourceId, Work};
use crate::tagging::note::LeadingNames;
use crate::text::Source;

/// What a caller may know better than the document says.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The format, if it is not to be guessed.
    pub format: Option<Format>,
    /// The language as an ISO 639-1 code, if it is not to be guessed.
    pub language: Option<String>,
    /// The dialect of short forms, by name, if it is not to be chosen by language and habit.
    pub profile: Option<String>,
    /// What a writer knows better: what a citation stands for, citation and source by id (`45#1`, `bib#3`) or by how their text begins;
    /// and fields of its work, under a citation and a variable of CSL (`45#1.title`).
    pub resolve: BTreeMap<String, String>,
    /// The references read so far: documents that are read with clones of the same options share them.
    pub memory: Memory,
}

/// Everything ibid knows of one document. The document is read at once; what its notes say is read when it is first asked for, so that
/// who looks at markers alone does not pay for references.
///
/// ```
/// use ibid::{Analysis, Options, Source};
/// let post = Source::new("post.md", "A claim.[^1]\n\n[^1]: Lucy Robinson, *Gay Men and the Left* (Manchester, 2007), 166.\n");
/// let analysis = Analysis::of(&[post], &Options::default());
/// assert_eq!(analysis.document.notes.len(), 1);
/// assert_eq!(analysis.works.len(), 1);
/// ```
#[derive(Debug, Clone)]
pub struct Analysis {
    /// The document with its markers and notes.
    pub document: Document,
    options: Options,
    language: OnceLock<String>,
    apparatus: OnceLock<Apparatus>,
    lookups: Lookups,
}

/// What the notes of a document say: its citations, and the works that they stand for.
#[derive(Debug, Clone)]
pub struct Apparatus {
    /// The language, as an ISO 639-1 code.
    pub language: String,
    /// The dialect of short forms.
    pub profile: Profile,
    /// Why this dialect was taken.
    pub profile_reason: &'static str,
    /// The keys of [`Options::resolve`] that fit nothing in the document any more.
    pub unfit_pins: Vec<String>,
    /// All citations in the order of the notes.
    pub citations: Vec<Citation>,
    /// What each citation says when read as a reference; one for each citation.
    pub references: Vec<Arc<Reference>>,
    /// What each citation stands for; one for each citation.
    pub resolutions: Vec<Resolution>,
    /// The entries of the document's list of works.
    pub entries: Vec<Arc<Reference>>,
    /// The works the document cites, in the order of their ids: as they are first given.
    pub works: Vec<Work>,
}

impl std::ops::Deref for Analysis {
    type Target = Apparatus;

    fn deref(&self) -> &Apparatus {
        self.apparatus()
    }
}

impl Apparatus {
    fn of(document: &Document, language: &str, options: &Options) -> Self {
        let names = LeadingNames::of(document.notes.iter().map(|note| &note.body));
        let notes = document.notes.iter().enumerate();
        let cut = |index, note| options.memory.cut(index, note, language, &names);
        let mut citations: Vec<Citation> =
            notes.flat_map(|(index, note)| with_live(index, note, cut(index, note))).collect();
        let named = options.profile.as_deref().and_then(Profile::by_name);
        let (profile, profile_reason) = match named {
            Some(profile) => (profile.clone(), "as the settings say"),
            None => resolve::choose(language, &citations),
        };
        let pins = pins::pins(&options.resolve, document, &citations).with_records(document, &citations);
        let memory = &options.memory;
        let references: Vec<Arc<Reference>> =
            citations.iter().map(|citation| read_reference(document, citation, memory)).collect();
        let entries = entries::read(document, memory);
        let evidence = ResolutionInput {
            document,
            citations: &citations,
            references: &references,
            entries: &entries,
            profile: &profile,
            profile_named: named.is_some(),
            pins: &pins.sources,
        };
        let Resolved { resolutions, mut works, kinds } = resolve::resolve(evidence);
        resolve::correct(&mut citations, &references, &kinds);
        let unfit_pins = pins.correct(&resolutions, &mut works);
        let language = language.to_owned();
        Self { language, profile, profile_reason, unfit_pins, citations, references, resolutions, entries, works }
    }
}

impl Apparatus {
    /// The record of a work as bibliographies list it: with "and others" where the document ends its names in "et al.".
    #[must_use]
    pub fn record(&self, work: &Work) -> Item {
        let mut item = work.item.clone();
        let reference = match work.id {
            SourceId::Citation(at) => self.references.get(at),
            SourceId::Entry(at) => self.entries.get(at),
            SourceId::Body(_) => None,
        };
        reference.into_iter().for_each(|reference| reference.end_names(&mut item));
        item
    }

    /// The records of the works that the document cites; without what has no field that describes a work.
    #[must_use]
    pub fn records(&self) -> Vec<Item> {
        self.works.iter().map(|work| self.record(work)).filter(|item| !item.has_only_remarks()).collect()
    }
}

impl Analysis {
    /// Reads one document of one or more files. Never fails: what is wrong with a document is part of the answer.
    #[must_use]
    pub fn of(sources: &[Source], options: &Options) -> Self {
        Self::of_document(document::read(sources, options.format), options)
    }

    /// The same for a document that was read already, or that a caller made of notes ([`Document::from_notes`]).
    #[must_use]
    pub fn of_document(document: Document, options: &Options) -> Self {
        let options = options.clone();
        Self { document, options, language: OnceLock::new(), apparatus: OnceLock::new(), lookups: Lookups::default() }
    }

    /// The language, as an ISO 639-1 code: what the caller says, else what the document says or shows.
    #[must_use]
    pub fn language(&self) -> &str {
        self.language.get_or_init(|| self.options.language.clone().unwrap_or_else(|| language_of(&self.document)))
    }

    /// The keys of [`Options::resolve`] that fit nothing in the document any more. Without such options nothing is read for it.
    #[must_use]
    pub fn unfit_pins(&self) -> &[String] {
        if self.options.resolve.is_empty() { &[] } else { &self.apparatus().unfit_pins }
    }

    /// What the notes say. Reads them when it is first asked for.
    #[must_use]
    pub fn apparatus(&self) -> &Apparatus {
        self.apparatus.get_or_init(|| Apparatus::of(&self.document, self.language(), &self.options))
    }

    /// What the notes say, for whoever needs nothing else.
    #[must_use]
    pub fn into_apparatus(self) -> Apparatus {
        let language = self.language().to_owned();
        self.apparatus.into_inner().unwrap_or_else(|| Apparatus::of(&self.document, &language, &self.options))
    }

    /// The same with its works changed, as by records that are better than those read.
    #[must_use]
    pub fn with_works(self, change: impl FnOnce(&mut [Work])) -> Self {
        let mut apparatus = Apparatus::clone(&self);
        change(&mut apparatus.works);
        Self { apparatus: apparatus.into(), lookups: Lookups::default(), ..self }
    }

    /// True if anything was asked for that needs the words of the notes.
    #[must_use]
    pub fn is_read(&self) -> bool {
        self.apparatus.get().is_some()
    }

    /// Why each citation that names or titles explain was taken to mean its work. It resolves the notes again.
    #[must_use]
    pub fn why(&self) -> Vec<Choices> {
        let pins = pins::pins(&self.options.resolve, &self.document, &self.citations);
        resolve::why(ResolutionInput {
            document: &self.document,
            citations: &self.citations,
            references: &self.references,
            entries: &self.entries,
            profile: &self.profile,
            profile_named: self.options.profile.is_some(),
            pins: &pins.sources,
        })
    }

    /// The id of a source as JSON and messages spell it: `2#1`, `bib#3`, `body@120`.
    #[must_use]
    pub fn source_name(&self, id: SourceId, note_ids: &[String]) -> String {
        match id {
            SourceId::Citation(index) => {
                let citation = &self.citations[index];
                format!("{}#{}", note_ids[citation.note], citation.number)
            }
            SourceId::Entry(index) => format!("bib#{}", index + 1),
            SourceId::Body(offset) => format!("body@{offset}"),
        }
    }

    /// The work of this id, if the document cites it.
    #[must_use]
    pub fn work(&self, id: SourceId) -> Option<&Work> {
        let place = self.works.binary_search_by_key(&id, |work| work.id).ok()?;
        self.works.get(place)
    }

    /// The place in its source that a citation points to. An Ibid. without one points to that of the citation it repeats.
    #[must_use]
    pub fn locator(&self, citation: usize) -> Option<&Locator> {
        self.citations.get(self.lookups.located(self, citation)?)?.locator.as_ref()
    }

    /// The page that a bare "Ibid." repeats: that of the nearest citation before it with one, if all since mean the same source.
    pub(crate) fn repeated_place(&self, citation: usize) -> Option<usize> {
        self.lookups.repeated(self, citation)
    }

    /// The notes of that label, in their order.
    #[must_use]
    pub fn notes_labelled(&self, label: &str) -> &[usize] {
        self.lookups.labelled(&self.document, label)
    }

    /// True if short forms of this document are to have titles: its own do, or it has none to follow.
    pub(crate) fn wants_titles(&self) -> bool {
        self.lookups.wants_titles(self)
    }

    /// True if the document cites works of two titles by the first author of `item`, or of two titles without an author if it has none.
    pub(crate) fn has_rivals(&self, item: &Item) -> bool {
        self.lookups.has_rivals(&self.works, item)
    }

    /// The citations of one note, by their place in the document.
    pub fn citations_of(&self, note: usize) -> impl Iterator<Item = usize> {
        let start = self.citations.partition_point(|citation| citation.note < note);
        (start..self.citations.len()).take_while(move |&index| self.citations[index].note == note)
    }
}

/// A short form by word alone says nothing that the parser of references could read.
fn read_reference(document: &Document, citation: &Citation, memory: &Memory) -> Arc<Reference> {
    if let Some(record) = &citation.record {
        return Arc::new(Reference { item: (**record).clone(), confidence: 1.0, ..Reference::default() });
    }
    match citation.kind {
        Kind::Full | Kind::Short | Kind::Opcit | Kind::Loccit => {
            memory.parse(&document.notes[citation.note].body.slice(citation.flat))
        }
        _ => Arc::default(),
    }
}

/// How much text is looked at to tell the language, and how much of it may come from one paragraph: a motto or a long quotation
/// in another language must not decide.
const LANGUAGE_BYTES: usize = 4000;
const PARAGRAPH_BYTES: usize = 200;

/// What the file declares, else what its prose says, else what its notes say, else English.
fn language_of(document: &Document) -> String {
    if let Some(declared) = &document.language {
        return declared.split(['-', '_']).next().unwrap_or(declared).to_ascii_lowercase();
    }
    let prose = document.prose().map(|paragraph| paragraph.text.as_str());
    let notes = document.notes.iter().map(|note| note.body.text.as_str());
    let detected = language::detect(&gather(prose)).or_else(|| language::detect(&gather(notes)));
    detected.unwrap_or("en").to_owned()
}

fn gather<'t>(pieces: impl Iterator<Item = &'t str>) -> String {
    let mut text = String::new();
    for piece in pieces {
        if text.len() > LANGUAGE_BYTES {
            break;
        }
        text.push_str(&piece[..piece.floor_char_boundary(PARAGRAPH_BYTES)]);
        text.push('\n');
    }
    text
}
