//! What a style would write for each citation of a document.

use std::collections::{HashMap, HashSet};

use super::leaving::{LeftOut, Rewriting};
use super::request::{self, CitedWorks, Wanted};
use super::{Reasons, RestyleError, is_sure, keep, tail, words};
use crate::analysis::Analysis;
use crate::citation::Citation;
use crate::document::{Format, flatten};
use crate::render::{OutputFormat, Renderer, Style};
use crate::resolve::SourceId;
use crate::text::{Edit, MarkKind, Span, bare_words};

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
    /// Where the remark of a citation begins that stays after it, in the words of the citation.
    tails: HashMap<usize, usize>,
    /// The number that a reader sees at each note, if it is the one that the style prints for it.
    numbers: Vec<Option<usize>>,
}

impl<'a> Plan<'a> {
    pub(super) fn of(analysis: &'a Analysis, style: &Style, format: OutputFormat) -> Result<Self, RestyleError> {
        let plan = Self::with_pages(analysis, style, format, &HashSet::new())?;
        let paged: HashSet<usize> =
            plan.edits.iter().map(|(index, _)| *index).filter(|i| plan.lacks_pages(*i)).collect();
        if paged.is_empty() { Ok(plan) } else { Self::with_pages(analysis, style, format, &paged) }
    }

    /// Has the citations of `paged` name the pages of their work as the cited place.
    fn with_pages(
        analysis: &'a Analysis,
        style: &Style,
        format: OutputFormat,
        paged: &HashSet<usize>,
    ) -> Result<Self, RestyleError> {
        let Wanted { items, request, citations } = request::of(analysis, paged);
        let written = Renderer::new(style, &items).render_cites(&request, format)?;
        let texts = citations.iter().zip(written).flat_map(|(citations, cites)| citations.iter().copied().zip(cites));
        let mut plan = Self {
            analysis,
            format,
            edits: Vec::new(),
            places: HashMap::new(),
            works: HashMap::new(),
            first: HashMap::new(),
            tails: (0..analysis.citations.len()).filter_map(|at| Some((at, tail::start(analysis, at)?))).collect(),
            numbers: numbers(analysis),
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
        match self.span(index) {
            Some(span) if self.analysis.document.format == Format::PLAIN => span.of(&self.analysis.document.text),
            _ => self.flat(index),
        }
    }

    /// The words of a citation in its note, without the remark after them.
    fn flat_span(&self, citation: &Citation, index: usize) -> Span {
        let end = self.tails.get(&index).map_or(citation.flat.end, |tail| citation.flat.start + tail);
        Span::new(citation.flat.start, end)
    }

    /// What a citation takes of the text.
    fn span(&self, index: usize) -> Option<Span> {
        let citation = self.analysis.citations.get(index)?;
        let body = &self.analysis.document.notes.get(citation.note)?.body;
        let has_tail = self.tails.contains_key(&index);
        Some(if has_tail { body.source(self.flat_span(citation, index)) } else { citation.span })
    }

    /// True if the style does not print the pages of a work, and the citation names no place in it.
    fn lacks_pages(&self, index: usize) -> bool {
        let Some((pages, new)) = request::pages(self.analysis, index).zip(self.rendered(index)) else { return false };
        let printed = words::counts(new);
        words::counts(&pages).keys().any(|page| !printed.contains_key(page))
    }

    /// A citation without its markup: what its fields were read from.
    fn flat(&self, index: usize) -> &str {
        let Some(citation) = self.analysis.citations.get(index) else { return "" };
        let flat = self.flat_span(citation, index);
        self.analysis.document.notes.get(citation.note).map_or("", |note| flat.of(&note.body.text))
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
        for (index, _) in &self.edits {
            let Some(&work) = self.works.get(index).filter(|_| !kept.contains_key(index)) else { continue };
            let none = HashMap::new();
            let elsewhere = if self.is_first(*index) {
                &none
            } else {
                full.entry(work).or_insert_with(|| self.given_first(work, kept))
            };
            if let Some(why) = self.vanished(*index, elsewhere).or_else(|| self.added(*index, work)) {
                keep(self.analysis, kept, vec![*index], &why);
                full.remove(&work);
            }
        }
    }

    /// Why a citation cannot be written anew: a word of it would go that `elsewhere` does not give.
    fn vanished(&self, index: usize, elsewhere: &HashMap<String, isize>) -> Option<String> {
        let (old, new) = (self.said(index), self.rendered(index)?);
        let left_out = self.left_out(index).into_iter().flat_map(|left| left.words);
        // That the result cites the same place is seen when it is read again.
        let citation = self.analysis.citations.get(index)?;
        let body = &self.analysis.document.notes.get(citation.note)?.body;
        let own_place = citation
            .locator
            .iter()
            .flat_map(|place| [place.flat.of(&body.text), place.printed()].into_iter().flat_map(bare_words));
        // What repeats a work, or points at the note that gives it, makes room for the short form of the style.
        let repeats = citation.short.word.iter().chain(&citation.short.note_label);
        let repeats = repeats.flat_map(|words| bare_words(words));
        let free = left_out.chain(own_place).chain(repeats).map(|word| (word, 1));
        let elsewhere = elsewhere.iter().map(|(word, count)| (word.clone(), *count)).chain(free).collect();
        let lost = words::lost(old, new, &elsewhere)?;
        Some(format!("the style has no place for “{}”", as_written(old, &lost)))
    }

    /// Why a citation cannot be written anew: it would say a number that neither it nor the source gives, or, where the source is not read
    /// whole, a word.
    fn added(&self, index: usize, work: usize) -> Option<String> {
        let (old, new) = (self.said(index), self.rendered(index)?);
        let mut given = self.given_at_all(work);
        given.extend(self.first_note(work).map(|number| (number.to_string(), 1)));
        let is_sure = self.analysis.works.get(work).is_some_and(|work| is_sure(self.analysis, work));
        let unfounded = || words::unfounded(old, &flatten(new, 0).text, &given);
        let added = words::invented(old, new, &given).or_else(|| if is_sure { None } else { unfounded() })?;
        Some(format!("the style would add “{added}”"))
    }

    /// The number of the note that gives a work first.
    fn first_note(&self, work: usize) -> Option<usize> {
        let first = self.analysis.citations.get(*self.first.get(&work)?)?;
        self.numbers.get(first.note).copied().flatten()
    }

    /// What the style leaves out of a citation.
    pub(super) fn left_out(&self, index: usize) -> Vec<LeftOut> {
        let (Some(reference), Some(new)) = (self.analysis.references.get(index), self.rendered(index)) else {
            return Vec::new();
        };
        let is_placed = self.analysis.locator(index).is_some() || reference.locator.is_some();
        Rewriting { reference, old: self.flat(index), new, is_placed }.left_out()
    }

    /// The words of the first citation of a work, as it will be, without those of its locator.
    fn given_first(&self, work: usize, kept: &Reasons) -> HashMap<String, isize> {
        let Some(&first) = self.first.get(&work) else { return HashMap::new() };
        let is_kept = kept.contains_key(&first);
        let text = self.rendered(first).filter(|_| !is_kept).unwrap_or_else(|| self.said(first));
        let mut counts = words::counts(text);
        let place = self.analysis.locator(first).map(|place| place.printed().to_owned()).unwrap_or_default();
        for word in bare_words(&place) {
            counts.entry(word).and_modify(|count| *count -= 1);
        }
        counts.retain(|_, count| *count > 0);
        // What the style leaves out there is named there.
        let left_out = if is_kept { Vec::new() } else { self.left_out(first) };
        counts.extend(left_out.into_iter().flat_map(|left| left.words).map(|word| (word, 1)));
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
        let span = self.span(index)?;
        let rest = self.analysis.document.text.get(span.end..).unwrap_or_default();
        let (is_stopped, is_abbreviated) = (rest.starts_with('.'), rest.strip_prefix('.').is_some_and(goes_on));
        let (text, end) = match (is_stopped, is_abbreviated) {
            (_, true) => (text.to_owned(), span.end + 1),
            (true, _) => (without_stop(text), span.end),
            _ => (text.to_owned(), span.end),
        };
        let is_whole = !self.tails.contains_key(&index);
        let stop = if is_whole && self.takes_stop(citation) && !ends_with_stop(&text) { "." } else { "" };
        let text = format!("{}{stop}", self.linked(citation, self.flat_span(citation, index), &text));
        Some((index, Edit::replace(Span::new(span.start, end), text)))
    }

    /// True if the citation takes the full stop of its sentence with it, as "*Id.*" does; that of "Ibid.," is the word's.
    fn takes_stop(&self, citation: &Citation) -> bool {
        let text = self.analysis.document.notes.get(citation.note).map_or("", |note| note.body.text.as_str());
        citation.flat.of(text).ends_with('.') && !text.get(citation.flat.end..).is_some_and(goes_on)
    }

    /// A link that the citation had and the style does not print goes around the whole of it.
    fn linked(&self, citation: &Citation, flat: Span, text: &str) -> String {
        let marks =
            self.analysis.document.notes.get(citation.note).into_iter().flat_map(|note| note.body.marks_at(flat));
        let address = marks.filter(|mark| mark.span.overlaps(flat)).find_map(|mark| match &mark.kind {
            MarkKind::Link(address) => Some(address.as_str()),
            _ => None,
        });
        match address {
            Some(address) if !text.contains(address) => self.format.link(address, text),
            _ => text.to_owned(),
        }
    }
}

/// The number of each note where its label, its place among the notes and that of its marker agree: a style prints the place.
fn numbers(analysis: &Analysis) -> Vec<Option<usize>> {
    let document = &analysis.document;
    let mut ranks: Vec<Option<usize>> = vec![None; document.notes.len()];
    let mut next = 1..;
    for note in document.markers.iter().filter_map(|marker| marker.note) {
        if let Some(rank @ None) = ranks.get_mut(note) {
            *rank = next.next();
        }
    }
    let agrees = |(place, rank): (usize, Option<usize>)| {
        let label = document.notes[place].label.parse().unwrap_or(place + 1);
        rank.filter(|rank| *rank == place + 1 && label == place + 1)
    };
    ranks.into_iter().enumerate().map(agrees).collect()
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
