//! What a rule is, what it is shown, and where it puts what it finds.

use super::{Finding, Fix, Judged, Preset, Safety, Settings, Severity, fixes};
use crate::analysis::Analysis;
use crate::citation::{Citation, Kind};
use crate::csl::Item;
use crate::document::{Document, Note, Problem, ProblemKind};
use crate::resolve::{Resolution, SourceId, Work};
use crate::text::Span;

/// One check. Everything about it stands in one file of `lint/rules/` and on one page of `docs/rules/`.
pub struct Rule {
    /// Its name in settings, output and suppressions; also the name of its file and its page.
    pub id: &'static str,
    /// How bad its findings are, unless a finding is milder or the settings say otherwise.
    pub severity: Severity,
    /// What is wrong, in one line.
    pub summary: &'static str,
    /// The safest fix it may offer.
    pub fix: Option<Safety>,
    /// What it needs beside the document.
    pub needs: Needs,
    /// What of the document it looks at.
    pub reads: Reads,
    /// The smallest preset that it is on in.
    pub preset: Preset,
    /// What readers said of its findings in version 0.1.
    pub judged: Judged,
    /// Its page, in Markdown.
    pub page: &'static str,
    /// Looks at a document.
    pub check: fn(&Context<'_>, &mut Findings<'_>),
}

/// What a rule needs beside the document; without it the rule is silent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// A style that the settings name.
    Style,
    /// An earlier version of the document.
    Previous,
}

/// What of a document a rule looks at. The rest is not read for its sake; only a fix may ask for more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reads {
    /// The markers, and the notes and the list of works as text.
    Document,
    /// The citations, what they say as references, and what they stand for.
    Sources,
}

impl Needs {
    /// When a rule with this need runs, if not always.
    #[must_use]
    pub fn as_str(self) -> Option<&'static str> {
        match self {
            Self::Nothing => None,
            Self::Style => Some("when a style is set"),
            Self::Previous => Some("beside an earlier version"),
        }
    }
}

impl Rule {
    /// The address of its page.
    #[must_use]
    pub fn address(&self) -> String {
        format!("{}/blob/main/docs/rules/{}.md", env!("CARGO_PKG_REPOSITORY"), self.id)
    }

    /// Says in which presets it is on and what was judged of it, as its page does.
    #[must_use]
    pub fn standing(&self) -> String {
        let presets = match self.preset {
            Preset::Blog => "On in every preset.",
            Preset::Scholarly => "On in `scholarly` and `strict`.",
            Preset::Strict => "On in `strict` only.",
        };
        format!("{presets} Findings that readers judged in documents that it was not tuned on: {}.", self.judged)
    }
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

/// How sure it must be that a stretch of a note is a citation before a rule speaks of it, from 0 to 1.
const CERTAIN: f32 = 0.6;

/// What a rule is shown.
pub struct Context<'a> {
    /// The document and all that ibid knows of it.
    pub analysis: &'a Analysis,
    /// An earlier version of the same document (that of the last commit), where there is one.
    pub previous: Option<&'a Analysis>,
    /// What the writer has set.
    pub settings: &'a Settings,
}

impl<'a> Context<'a> {
    /// Looks at a document under some settings.
    #[must_use]
    pub fn new(analysis: &'a Analysis, previous: Option<&'a Analysis>, settings: &'a Settings) -> Self {
        Self { analysis, previous, settings }
    }

    /// The document.
    #[must_use]
    pub fn document(&self) -> &'a Document {
        &self.analysis.document
    }

    /// The text of a place.
    #[must_use]
    pub fn text(&self, span: Span) -> &'a str {
        span.of(&self.analysis.document.text)
    }

    /// The citations that surely are citations, with what they stand for and their place among all citations. Of a stretch that may be
    /// commentary no rule speaks.
    pub fn citations(&self) -> impl Iterator<Item = (usize, &'a Citation, &'a Resolution)> + use<'a> {
        let analysis = self.analysis;
        let all = analysis.citations.iter().zip(&analysis.resolutions).enumerate();
        all.map(|(at, (citation, to))| (at, citation, to)).filter(|(_, citation, _)| citation.certainty >= CERTAIN)
    }

    /// The oddities of one kind that the reader of the format saw.
    pub fn problems(&self, kind: ProblemKind) -> impl Iterator<Item = &'a Problem> + use<'a> {
        self.analysis.document.problems.iter().filter(move |problem| problem.kind == kind)
    }

    /// The word that makes a citation a short form ("Ibid."), else all of it.
    #[must_use]
    pub fn word<'c>(&'c self, citation: &'c Citation) -> &'c str {
        citation.short.word.as_deref().unwrap_or_else(|| self.text(citation.span))
    }

    /// Whether a citation says "the same source as before": Ibid., or Id. for a whole citation.
    #[must_use]
    pub fn is_same_source_word(&self, citation: &Citation) -> bool {
        matches!(citation.kind, Kind::Ibid | Kind::Idem)
    }

    /// Whether a citation says "the work cited earlier": op. cit., loc. cit.
    #[must_use]
    pub fn is_earlier_source_word(&self, citation: &Citation) -> bool {
        matches!(citation.kind, Kind::Opcit | Kind::Loccit)
    }

    /// Whether a citation is the first of its chapter.
    #[must_use]
    pub fn is_first(&self, at: usize) -> bool {
        let citations = &self.analysis.citations;
        let Some(citation) = citations.get(at) else { return false };
        let earlier = citations[..at].iter().rev().find(|other| other.kind != Kind::None);
        earlier.is_none_or(|other| self.analysis.document.chapter_between(other.note, citation.note))
    }

    /// The source of the citation just before one.
    #[must_use]
    pub fn source_before(&self, at: usize) -> Option<SourceId> {
        self.analysis.resolutions.get(at.checked_sub(1)?).and_then(|resolution| resolution.source)
    }

    /// A finding with the source that is meant as a second place.
    #[must_use]
    pub fn with_source(&self, finding: Finding, source: SourceId) -> Finding {
        match self.span_of(source) {
            Some(place) => finding.related(place, self.describe(source)),
            None => finding,
        }
    }

    /// A finding with the first few sources that may be meant as second places.
    #[must_use]
    pub fn with_candidates(&self, finding: Finding, resolution: &Resolution) -> Finding {
        let first = resolution.source.filter(|source| !resolution.candidates.contains(source));
        let candidates = first.iter().chain(&resolution.candidates).take(3);
        candidates.fold(finding, |finding, &source| self.with_source(finding, source))
    }

    /// Whether a source is given in the note of that label.
    #[must_use]
    pub fn is_in_note(&self, source: SourceId, label: &str) -> bool {
        let SourceId::Citation(at) = source else { return false };
        let note = self.analysis.citations.get(at).map(|citation| citation.note);
        note.and_then(|note| self.document().notes.get(note)).is_some_and(|note| note.label == label)
    }

    /// The fix that writes the short form of its source in place of the word ("Ibid.") of a citation.
    #[must_use]
    pub fn spelled_out(&self, at: usize, resolution: &Resolution) -> Option<Fix> {
        fixes::spell_out(self.analysis, at, resolution.source?, fixes::repeated_page(self.analysis, at))
    }

    /// The work first given at `id`.
    #[must_use]
    pub fn work(&self, id: SourceId) -> Option<&'a Work> {
        self.analysis.work(id)
    }

    /// Where a source is given; `None` for one in the running text, which has a place but no extent.
    #[must_use]
    pub fn span_of(&self, id: SourceId) -> Option<Span> {
        match id {
            SourceId::Citation(at) => self.analysis.citations.get(at).map(|citation| citation.span),
            SourceId::Entry(at) => self.document().bibliography.get(at).map(|entry| entry.span),
            SourceId::Body(_) => None,
        }
    }

    /// A source as a reader knows it: "note 3, Robinson, 'Gay Men and the Left'".
    #[must_use]
    pub fn describe(&self, id: SourceId) -> String {
        let place = match id {
            SourceId::Citation(at) => self.analysis.citations.get(at).map(|citation| self.note_name(citation.note)),
            SourceId::Entry(_) => Some("the list of works".to_owned()),
            SourceId::Body(_) => Some("the text".to_owned()),
        };
        let place = place.unwrap_or_default();
        match self.work(id).and_then(|work| short_name(&work.item)) {
            Some(name) => format!("{place}, {name}"),
            None => place,
        }
    }

    /// A note as a reader knows it: "note 3".
    #[must_use]
    pub fn note_name(&self, note: usize) -> String {
        self.document().notes.get(note).map_or_else(String::new, |note| format!("note {}", note.label))
    }

    /// The definition of a note as far as a finding should underline it: its first line.
    #[must_use]
    pub fn note_place(&self, note: &Note) -> Span {
        let text = self.text(note.span);
        let first = text.find(['\n', '\r']).unwrap_or(text.len());
        Span::new(note.span.start, note.span.start + first)
    }
}

/// A work in a few words: its first author and its title.
pub(crate) fn short_name(item: &Item) -> Option<String> {
    use crate::csl::{NameVariable, TextVariable};
    let author = [NameVariable::Author, NameVariable::Editor].iter().find_map(|&role| item.names(role).first());
    let title = item.text(TextVariable::TitleShort).or_else(|| item.text(TextVariable::Title));
    match (author.map(crate::csl::Name::short), title) {
        (Some(author), Some(title)) => Some(format!("{author}, “{title}”")),
        (Some(author), None) => Some(author),
        (None, Some(title)) => Some(format!("“{title}”")),
        (None, None) => None,
    }
}

/// Where a rule puts what it finds.
pub struct Findings<'a> {
    rule: &'static Rule,
    severity: Severity,
    text: &'a str,
    list: &'a mut Vec<Finding>,
}

impl<'a> Findings<'a> {
    /// Collects the findings of one rule in a document's `text`, at `severity` at most.
    pub(super) fn new(rule: &'static Rule, severity: Severity, text: &'a str, list: &'a mut Vec<Finding>) -> Self {
        Self { rule, severity, text, list }
    }

    /// Begins a finding of this rule.
    pub fn at(&self, span: Span, message: impl Into<String>) -> Finding {
        Finding::new(self.rule.id, self.severity, span, message)
    }

    /// Begins a finding that is a remark, however severe the rule is.
    pub fn remark(&self, span: Span, message: impl Into<String>) -> Finding {
        Finding::new(self.rule.id, Severity::Info, span, message)
    }

    /// Takes a finding. One that no front end could show is a defect of the rule: it stops a debug build and is
    /// left out of a release.
    pub fn push(&mut self, finding: Finding) {
        match finding.checked(self.text) {
            Ok(finding) => self.list.push(finding),
            Err(defect) => debug_assert!(false, "{defect}"),
        }
    }
}
