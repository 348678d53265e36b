//! The short forms that a document uses itself.

use std::collections::{HashMap, HashSet};

use super::{CLOSING, Short, names};
use crate::analysis::Analysis;
use crate::citation::{Citation, Kind};
use crate::csl::{Item, Name, NameVariable, TextVariable};
use crate::resolve::SourceId;
use crate::text::{Flat, MarkKind, Span, bare_words};

/// A short form that the document uses for a work.
#[derive(Debug, Clone)]
pub(crate) struct OwnForm {
    pub(super) short: Short,
    /// The words of its title.
    pub(super) title: Option<String>,
    /// True if it says more than names, so that it may stand for one of several works.
    pub(super) tells_apart: bool,
}

/// The short forms of a document.
#[derive(Debug, Clone, Default)]
pub(crate) struct OwnForms {
    forms: HashMap<SourceId, OwnForm>,
    /// Family names of several words, by the last of them.
    pub(super) families: HashMap<String, String>,
}

impl OwnForms {
    pub(super) fn of(&self, source: SourceId) -> Option<&OwnForm> {
        self.forms.get(&source)
    }
}

/// How sure a short form and its source must be before others are written like it.
const SURE: f32 = 0.6;

/// What may stand between a short form and its place.
const JOINTS: [&str; 3] = [", ", ": ", " "];

/// Collects the short forms of a document: of each work the first that has a title, else the first.
pub(crate) fn own_forms(analysis: &Analysis) -> OwnForms {
    let mut own = OwnForms::default();
    let mut given: HashMap<SourceId, HashSet<String>> = HashMap::new();
    for (citation, resolution) in analysis.citations.iter().zip(&analysis.resolutions) {
        let Some(source) = resolution.source.filter(|_| resolution.confidence >= SURE && is_plain(citation)) else {
            continue;
        };
        for name in citation.short.names.iter().filter(|name| name.contains(' ')) {
            own.families.entry(names::last_word(name)).or_insert_with(|| name.clone());
        }
        let words = given.entry(source).or_insert_with(|| given_words(analysis, source));
        let Some(form) = form(analysis, citation, words) else { continue };
        let is_better = |old: &OwnForm| old.title.is_none() && form.title.is_some();
        if own.forms.get(&source).is_none_or(is_better) {
            own.forms.insert(source, form);
        }
    }
    own
}

/// True for a short form of names and title that goes no other way (through a note's number, a key, "cit.").
fn is_plain(citation: &Citation) -> bool {
    let short = &citation.short;
    let says = !short.names.is_empty() || short.title.is_some();
    let detours =
        short.word.is_some() || short.key.is_some() || short.note_label.is_some() || citation.record.is_some();
    citation.kind == Kind::Short && citation.certainty >= SURE && says && !detours && !short.same_author
}

/// The words by which a document makes a work known: those of its full citation and of its record.
fn given_words(analysis: &Analysis, source: SourceId) -> HashSet<String> {
    let document = &analysis.document;
    let (text, alias) = match source {
        SourceId::Citation(at) => {
            let citation = analysis.citations.get(at);
            let note = citation.and_then(|citation| document.notes.get(citation.note));
            let text = citation.zip(note).map(|(citation, note)| citation.flat.of(&note.body.text));
            (text, citation.and_then(|citation| citation.alias.as_deref()))
        }
        SourceId::Entry(at) => (document.bibliography.get(at).map(|entry| entry.body.text.as_str()), None),
        SourceId::Body(_) => (None, None),
    };
    let recorded = analysis.work(source).map(|work| recorded(&work.item)).unwrap_or_default();
    [text, alias, Some(recorded.as_str())].into_iter().flatten().flat_map(bare_words).collect()
}

fn recorded(item: &Item) -> String {
    let names = [NameVariable::Author, NameVariable::Editor].into_iter().flat_map(|role| item.names(role));
    let texts = [TextVariable::Title, TextVariable::TitleShort].into_iter().filter_map(|variable| item.text(variable));
    names.map(Name::short).chain(texts.map(str::to_owned)).collect::<Vec<_>>().join(" ")
}

/// The form of a citation without its place; `None` if it says a word that the work was not given with.
fn form(analysis: &Analysis, citation: &Citation, given: &HashSet<String>) -> Option<OwnForm> {
    let body = &analysis.document.notes.get(citation.note)?.body;
    let end = citation.locator.as_ref().map_or(citation.flat.end, |locator| locator.flat.start);
    let until = body.text.get(citation.flat.start..end)?;
    let shown = until.trim_end_matches([',', ':', ' ', '\u{a0}']);
    let joint = JOINTS.into_iter().find(|joint| &until[shown.len()..] == *joint).unwrap_or(JOINTS[0]);
    let is_known = |word: String| given.contains(&word) || names::is_joint(&word);
    if shown.is_empty() || !bare_words(shown).all(is_known) {
        return None;
    }
    let span = Span::new(citation.flat.start, citation.flat.start + shown.len());
    let text = written(analysis, body, span)?;
    let (text, comma_inside) = without_comma(text);
    let title = citation.short.title.clone();
    let tells_apart = title.is_some() || citation.short.year.is_some();
    Some(OwnForm { short: Short { text, joint, comma_inside }, title, tells_apart })
}

/// A stretch of a note as it stands in the document, its italics closed; `None` where more than italics and bold marks it.
fn written(analysis: &Analysis, body: &Flat, span: Span) -> Option<String> {
    let marks = || body.marks_at(span).filter(|mark| mark.span.overlaps(span));
    if !marks().all(|mark| matches!(mark.kind, MarkKind::Emphasis | MarkKind::Strong)) {
        return None;
    }
    let source = body.source(span).of(&analysis.document.text);
    let is_whole = marks().all(|mark| mark.span.covers(span) || span.covers(mark.span)) && !source.contains('\n');
    let markup = analysis.document.format.markup();
    Some(if is_whole { source.to_owned() } else { markup.write(&body.slice(span)) })
}

/// Takes the comma out that stands before a closing quotation mark.
fn without_comma(text: String) -> (String, bool) {
    let bare = text.chars().next_back().filter(|c| CLOSING.contains(c)).and_then(|close| {
        let inner = text.strip_suffix(close)?.strip_suffix(',')?;
        Some(format!("{inner}{close}"))
    });
    bare.map_or((text, false), |bare| (bare, true))
}
