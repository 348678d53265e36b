//! What a style would write for each citation of a document.

use std::collections::HashMap;

use super::request::{self, CitedWorks, Wanted};
use super::{Reasons, RestyleError, SURE, keep, words};
use crate::analysis::Analysis;
use crate::citation::Citation;
use crate::document::Format;
use crate::reference::Field;
use crate::render::{OutputFormat, Renderer, Style};
use crate::resolve::SourceId;
use crate::text::{Edit, MarkKind, Span, bare_words};

/// What some styles print of a work and others leave out.
const LEFT_OUT: &[&str] = &["publisher-place", "publisher"];

/// The citations of a document as a style writes them.
pub(super) struct Plan<'a> {
    pub(super) analysis: &'a Analysis,
    format: OutputFormat,
    /// What takes the place of each citation, by its place in the document.
    edits: Vec<(usize, Edit)>,
    /// The place of each citation in `edits`.
    places: HashMap<usize, usize>,
    /// The work that each citation stands for, and the citation that gives it first.
    works: HashMap<usize, usize>,
    first: HashMap<usize, usize>,
}

impl<'a> Plan<'a> {
    pub(super) fn of(analysis: &'a Analysis, style: &Style, format: OutputFormat) -> Result<Self, RestyleError> {
        let Wanted { items, request, citations } = request::of(analysis);
        let written = Renderer::new(style, &items).render_cites(&request, format)?;
        let texts = citations.iter().zip(written).flat_map(|(citations, cites)| citations.iter().copied().zip(cites));
        let mut plan = Self {
            analysis,
            format,
            edits: Vec::new(),
            places: HashMap::new(),
            works: HashMap::new(),
            first: HashMap::new(),
        };
        plan.edits = texts
            .filter(|(_, text)| !text.trim().is_empty())
            .filter_map(|(index, text)| plan.edit(index, &text))
            .collect();
        plan.edits.sort_by_key(|(index, _)| *index);
        plan.places = plan.edits.iter().enumerate().map(|(place, (index, _))| (*index, place)).collect();
        let works = CitedWorks::of(analysis);
        for (index, work) in (0..analysis.citations.len()).filter_map(|index| Some((index, works.of_citation(index)?)))
        {
            plan.works.insert(index, work);
            plan.first.entry(work).or_insert(index);
        }
        Ok(plan)
    }

    /// The edits of what is not kept.
    pub(super) fn edits(&self, kept: &Reasons) -> Vec<Edit> {
        self.changes(kept).map(|(_, edit)| edit.clone()).collect()
    }

    /// The edits that change something and are not kept, each with its citation.
    pub(super) fn changes<'p>(&'p self, kept: &'p Reasons) -> impl Iterator<Item = (usize, &'p Edit)> {
        let edits = self.edits.iter().filter(|(index, _)| !kept.contains_key(index) && !self.is_written(*index));
        edits.map(|(index, edit)| (*index, edit))
    }

    /// How many citations are as the style writes them once the changes are made.
    pub(super) fn rewritten(&self, kept: &Reasons) -> usize {
        self.edits.iter().filter(|(index, _)| !kept.contains_key(index) || self.is_written(*index)).count()
    }

    /// True if a citation is written as the style writes it.
    pub(super) fn is_written(&self, index: usize) -> bool {
        self.of_citation(index).is_some_and(|edit| edit.text == edit.span.of(&self.analysis.document.text))
    }

    /// True if a citation is the first of its work.
    pub(super) fn is_first(&self, index: usize) -> bool {
        self.works.get(&index).is_some_and(|work| self.first.get(work) == Some(&index))
    }

    /// A citation as a reader sees it: in plain text, what looks like a tag is seen.
    fn said(&self, index: usize) -> &str {
        match self.analysis.citations.get(index) {
            Some(citation) if self.analysis.document.format == Format::PLAIN => {
                citation.span.of(&self.analysis.document.text)
            }
            _ => self.flat(index),
        }
    }

    /// A citation without its markup: what its fields were read from.
    fn flat(&self, index: usize) -> &str {
        let Some(citation) = self.analysis.citations.get(index) else { return "" };
        self.analysis.document.notes.get(citation.note).map_or("", |note| citation.flat.of(&note.body.text))
    }

    fn of_citation(&self, index: usize) -> Option<&Edit> {
        self.places.get(&index).and_then(|place| self.edits.get(*place)).map(|(_, edit)| edit)
    }

    fn rendered(&self, index: usize) -> Option<&str> {
        self.of_citation(index).map(|edit| edit.text.as_str())
    }

    /// Keeps the notes of which a word or number would vanish, or which would say a number that nobody wrote. A first citation that is
    /// kept takes words from the short forms after it, so that they are looked at in their order.
    pub(super) fn keep_words(&self, kept: &mut Reasons) {
        let mut full: HashMap<usize, HashMap<String, isize>> = HashMap::new();
        for (index, edit) in &self.edits {
            let Some(&work) = self.works.get(index).filter(|_| !kept.contains_key(index)) else { continue };
            let none = HashMap::new();
            let elsewhere = if self.is_first(*index) {
                &none
            } else {
                full.entry(work).or_insert_with(|| self.given_first(work, kept))
            };
            let old = self.said(*index);
            let left_out = self.left_out(*index).into_iter().flat_map(|(_, words)| words);
            // That the result cites the same place is seen when it is read again.
            let citation = &self.analysis.citations[*index];
            let own_place = citation.locator.iter().flat_map(|locator| bare_words(locator.printed()));
            // What repeats a work, or points at the note that gives it, makes room for the short form of the style.
            let repeats = citation.short.word.iter().chain(&citation.short.note_label);
            let repeats = repeats.flat_map(|words| bare_words(words));
            let free = left_out.chain(own_place).chain(repeats).map(|word| (word, 1));
            let elsewhere = &elsewhere.iter().map(|(word, count)| (word.clone(), *count)).chain(free).collect();
            let vanished = words::lost(old, &edit.text, elsewhere)
                .map(|word| format!("the style has no place for “{}”", as_written(old, &word)));
            let told = || {
                words::invented(old, &edit.text, &self.given_at_all(work))
                    .map(|word| format!("the style would add “{word}”"))
            };
            if let Some(why) = vanished.or_else(told) {
                keep(self.analysis, kept, vec![*index], &why);
                full.remove(&work);
            }
        }
    }

    /// What the style leaves out of a citation: place and publisher, where it prints no word of them besides those of other fields. Each as
    /// it stands, and its words.
    pub(super) fn left_out(&self, index: usize) -> Vec<(String, Vec<String>)> {
        let (Some(reference), Some(new)) = (self.analysis.references.get(index), self.rendered(index)) else {
            return Vec::new();
        };
        let text = self.flat(index);
        let (printed, said) = (words::counts(new), words::counts(text));
        let count = |counts: &HashMap<String, isize>, word: &String| counts.get(word).copied().unwrap_or_default();
        let is_unprinted = |field: &HashMap<String, isize>| {
            field.iter().all(|(word, own)| count(&printed, word) <= count(&said, word) - own)
        };
        let may_go = |field: &&Field| LEFT_OUT.contains(&field.variable) && field.confidence >= SURE;
        let fields = reference.fields.iter().filter(may_go);
        let fields = fields.map(|field| field.span.of(text).trim_matches(|c: char| !c.is_alphanumeric()));
        let fields = fields.map(|field| (field.to_owned(), words::counts(field)));
        let fields = fields.filter(|(_, words)| is_unprinted(words));
        fields.map(|(field, words)| (field, words.into_keys().collect())).collect()
    }

    /// The words of the first citation of a work, as it will be, without those of its locator.
    fn given_first(&self, work: usize, kept: &Reasons) -> HashMap<String, isize> {
        let Some(&first) = self.first.get(&work) else { return HashMap::new() };
        let text = self.rendered(first).filter(|_| !kept.contains_key(&first)).unwrap_or_else(|| self.said(first));
        let mut counts = words::counts(text);
        let place = self.analysis.locator(first).map(|place| place.printed().to_owned()).unwrap_or_default();
        for word in bare_words(&place) {
            counts.entry(word).and_modify(|count| *count -= 1);
        }
        counts.retain(|_, count| *count > 0);
        counts
    }

    /// The words that the document itself gives for a work.
    fn given_at_all(&self, work: usize) -> HashMap<String, isize> {
        let document = &self.analysis.document;
        match self.analysis.works.get(work).map(|work| work.id) {
            Some(SourceId::Citation(index)) => words::counts(self.said(index)),
            Some(SourceId::Entry(index)) => {
                document.bibliography.get(index).map(|entry| words::counts(&entry.body.text)).unwrap_or_default()
            }
            _ => HashMap::new(),
        }
    }

    fn edit(&self, index: usize, text: &str) -> Option<(usize, Edit)> {
        let citation = self.analysis.citations.get(index)?;
        let rest = self.analysis.document.text.get(citation.span.end..).unwrap_or_default();
        let (is_stopped, is_abbreviated) = (rest.starts_with('.'), rest.strip_prefix('.').is_some_and(goes_on));
        let (text, end) = match (is_stopped, is_abbreviated) {
            (_, true) => (text.to_owned(), citation.span.end + 1),
            (true, _) => (without_stop(text), citation.span.end),
            _ => (text.to_owned(), citation.span.end),
        };
        let stop = if self.takes_stop(citation) && !ends_with_stop(&text) { "." } else { "" };
        let text = format!("{}{stop}", self.linked(citation, &text));
        Some((index, Edit::replace(Span::new(citation.span.start, end), text)))
    }

    /// True if the citation takes the full stop of its sentence with it, as "*Id.*" does; that of "Ibid.," is the word's.
    fn takes_stop(&self, citation: &Citation) -> bool {
        let text = self.analysis.document.notes.get(citation.note).map_or("", |note| note.body.text.as_str());
        citation.flat.of(text).ends_with('.') && !text.get(citation.flat.end..).is_some_and(goes_on)
    }

    /// A link that the citation had and the style does not print goes around the whole of it.
    fn linked(&self, citation: &Citation, text: &str) -> String {
        let marks = self
            .analysis
            .document
            .notes
            .get(citation.note)
            .into_iter()
            .flat_map(|note| note.body.marks_at(citation.flat));
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

/// A word as a text has it, capitals and all.
fn as_written<'t>(text: &'t str, word: &'t str) -> &'t str {
    let mut written = text.split(|c: char| !c.is_alphanumeric()).filter(|other| other.to_lowercase() == word);
    written.next().unwrap_or(word)
}

/// True if a sentence goes on with this text: a full stop before it is that of an abbreviation.
fn goes_on(text: &str) -> bool {
    text.starts_with([',', ';', ':', ')'])
}

/// True if a reader sees a full stop at the end: markup may close after it.
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
