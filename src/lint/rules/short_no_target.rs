use std::cell::OnceCell;
use std::collections::HashSet;

use super::author_date_unlisted::unlisted;
use super::canonical::is_canonical;
use super::mention::Mentions;
use super::near::Misses;
use super::opcit_orphan::is_bare;
use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::citation::{Citation, Kind, LocatorLabel, Polarity};
use crate::resolve::Reason;

pub(super) static RULE: Rule = Rule {
    id: "short-no-target",
    severity: Severity::Error,
    summary: "a short form whose source is given nowhere",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Sources,
    preset: Preset::Strict,
    judged: Judged::new(1, 0, 25),
    page: include_str!("../../../docs/rules/short-no-target.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let mut mentions = None;
    let misses = Misses::of(context);
    let remarks = Remarks::of(context);
    // Of these author-date-unlisted speaks.
    let unlisted = unlisted(context);
    for (at, citation, resolution) in context.citations() {
        let is_open = resolution.source.is_none() && resolution.reason == Some(Reason::NoAntecedent);
        if !is_open || repeats_canonical(context, at, citation) || is_key(citation) || !is_here(context, &remarks, at, citation) || misses.of_citation(at).is_some() || unlisted.contains(&at) {
            continue;
        }
        // A name that stands elsewhere in the notes may be given there in a way that was not understood.
        if !matches!(citation.kind, Kind::Ibid | Kind::Idem | Kind::Crossref)
            && !has_lost_note(context, citation)
            && mentions.get_or_insert_with(|| Mentions::of(context)).has(citation)
        {
            continue;
        }
        let finding = findings.at(citation.span, message(context, citation));
        findings.push(finding.help(advice(context, citation)));
    }
}

/// Whether a citation is of a work that every reader knows by its abbreviation, or repeats one.
fn repeats_canonical(context: &Context<'_>, at: usize, citation: &Citation) -> bool {
    let before = at.checked_sub(1).and_then(|before| context.analysis.citations.get(before));
    let meant = if context.is_same_source_word(citation) { before } else { Some(citation) };
    meant.is_some_and(|meant| is_canonical(context, meant))
}

/// Whether this rule is the one to speak of a citation without a source.
fn is_here(context: &Context<'_>, remarks: &Remarks<'_>, at: usize, citation: &Citation) -> bool {
    match citation.kind {
        Kind::Full | Kind::None => false,
        // The first of a chapter is ibid-first.
        Kind::Ibid | Kind::Idem => !context.is_first(at),
        // "supra Part A" points to the document's own text.
        Kind::Crossref => citation.short.note_label.is_some() && !remarks.are_meant_by(citation),
        Kind::Opcit | Kind::Loccit => !is_bare(citation),
        Kind::Short => {
            !citation.short.names.is_empty() && !is_quoted_person(citation) && !is_ancient(citation) && !is_title(citation) && !is_whole(context, citation)
        }
    }
}

/// The notes that cite nothing, by their labels: "see note 3" means what is said there.
struct Remarks<'a> {
    context: &'a Context<'a>,
    /// The labels of notes with a source.
    cited: OnceCell<HashSet<&'a str>>,
}

impl<'a> Remarks<'a> {
    fn of(context: &'a Context<'a>) -> Self {
        Self { context, cited: OnceCell::new() }
    }

    fn are_meant_by(&self, citation: &Citation) -> bool {
        let label = citation.short.note_label.as_deref().unwrap_or_default();
        let cited = || self.cited.get_or_init(|| self.labels());
        let stands = !self.context.analysis.notes_labelled(label).is_empty();
        // "See note 3 below" means all that the note says, be it a source or not.
        citation.short.names.is_empty() && stands && (citation.locator.is_none() || !cited().contains(label))
    }

    fn labels(&self) -> HashSet<&'a str> {
        let analysis = self.context.analysis;
        let sourced = analysis.citations.iter().zip(&analysis.resolutions).filter(|(_, to)| to.source.is_some());
        sourced.filter_map(|(citation, _)| Some(analysis.document.notes.get(citation.note)?.label.as_str())).collect()
    }
}

/// One name and a book, chapter or section, but no page and no year, is how ancient works are cited: every reader knows them.
fn is_ancient(citation: &Citation) -> bool {
    let has_page = citation.locator.as_ref().is_none_or(|locator| locator.label == LocatorLabel::Page);
    citation.short.names.len() == 1 && citation.short.year.is_none() && !has_page
}

/// True for nothing but a name after "citing" or "quoted by": somebody whose words a source gives.
fn is_quoted_person(citation: &Citation) -> bool {
    let relates = citation.signal.as_ref().is_some_and(|signal| signal.polarity == Polarity::Relates);
    relates && citation.short.year.is_none() && citation.short.title.is_none() && citation.locator.is_none()
}

/// Words with which titles begin and names do not: "Of the Laws, 26" is the first mention of a book, and nobody's short form.
const TITLE_WORDS: &[&str] = &["Of", "On", "About", "Concerning", "Against", "Towards", "Über", "Sur", "Contre", "Sobre", "Sulla", "Sul"];

/// Words before a place that belongs to what was said before: "Especially pp. 40–55".
#[rustfmt::skip]
const STRESS: &[&str] = &[
    "Especially", "Particularly", "Notably", "Chiefly", "Mainly", "Also", "Including", "Perhaps", "Chapter", "Section", "Insbesondere", "Besonders",
    "Hier", "Dort", "Notamment", "Surtout", "Ici", "Especialmente", "Aquí", "Specialmente", "Soprattutto",
];

/// Whether what was taken for a name is a word that stresses a place, or the beginning of a title.
fn is_title(citation: &Citation) -> bool {
    let Some(name) = citation.short.names.first() else { return false };
    STRESS.contains(&name.as_str()) || name.split_once(' ').is_some_and(|(first, _)| TITLE_WORDS.contains(&first))
}

/// So many words with a title in quotation marks are no short form, but the whole of what there is to say of a pamphlet in an archive.
const WHOLE: usize = 10;

fn is_whole(context: &Context<'_>, citation: &Citation) -> bool {
    let text = context.text(citation.span);
    let quoted = text.split(['"', '“', '”', '„', '«', '»']).nth(1);
    let is_titled = quoted.is_some_and(|title| title.split_whitespace().count() > 2);
    is_titled && citation.locator.is_none() && text.split_whitespace().count() >= WHOLE
}

/// Whether a citation goes through the number of a note that is not there.
fn has_lost_note(context: &Context<'_>, citation: &Citation) -> bool {
    let label = citation.short.note_label.as_ref();
    label.is_some_and(|label| context.analysis.notes_labelled(label).is_empty())
}

/// Keys (`[@key]`) lead to a bibliography file, which is not read here.
fn is_key(citation: &Citation) -> bool {
    citation.short.key.is_some()
}

fn message(context: &Context<'_>, citation: &Citation) -> String {
    let written = context.text(citation.span);
    match (citation.kind, &citation.short.note_label) {
        (_, Some(label)) if has_lost_note(context, citation) => format!("there is no note {label}"),
        (Kind::Crossref, Some(label)) => format!("there is no note {label} that gives this source"),
        (Kind::Ibid | Kind::Idem, _) => format!("“{}” follows a citation whose source is not given", context.word(citation)),
        _ if written.chars().count() <= 40 => format!("“{written}” is given in full nowhere"),
        _ => "this source is given in full nowhere".to_owned(),
    }
}

fn advice(context: &Context<'_>, citation: &Citation) -> &'static str {
    match citation.kind {
        Kind::Ibid | Kind::Idem => "cite the source in full",
        Kind::Crossref => "correct the number, or cite the source in full",
        _ if context.document().bibliography.is_empty() => {
            "cite it in full the first time; a list of works in another file is read along with --together"
        }
        _ => "cite it in full the first time, or add it to the list of works",
    }
}
