//! What a person reads: each note with its citations and what they stand for, or each work with the citations that mean it.

use std::fmt::Write;

use crate::analysis::Analysis;
use crate::citation::{Citation, Kind, Locator};
use crate::csl::TextVariable;
use crate::lexicon::{self, Class};
use crate::resolve::{Choices, Reason, Resolution, SourceId};
use crate::text::visible;

/// How many characters of a citation are shown.
const SHOWN: usize = 78;

/// Each note with its citations: an arrow to the source, or the reason why there is none. `choices` are what to say besides: the works that
/// were weighed ([`Analysis::why`]).
#[must_use]
pub fn by_note(path: &str, analysis: &Analysis, choices: Option<&[Choices]>) -> String {
    let page = InspectedText { choices, ..InspectedText::of(analysis) };
    let mut out = page.head(path);
    for (index, label) in page.ids.iter().enumerate() {
        page.note(&mut out, index, label);
    }
    page.entries(&mut out);
    out
}

/// Each work with the citations that mean it; what means no work, at the end.
#[must_use]
pub fn by_source(path: &str, analysis: &Analysis) -> String {
    let page = InspectedText::of(analysis);
    let mut out = page.head(path);
    for work in &analysis.works {
        let _ = writeln!(out, "\n{}  {}", page.name(work.id), page.text_of(work.id));
        let others = work.cited_by.iter().filter(|&&index| SourceId::Citation(index) != work.id);
        for &index in others {
            let _ = writeln!(
                out,
                "    {:<8} {}{}",
                page.name(SourceId::Citation(index)),
                page.shown(index),
                page.remark(index)
            );
        }
    }
    page.open_ends(&mut out);
    out
}

struct InspectedText<'a> {
    analysis: &'a Analysis,
    ids: Vec<String>,
    choices: Option<&'a [Choices]>,
}

impl<'a> InspectedText<'a> {
    fn of(analysis: &'a Analysis) -> Self {
        let ids = analysis.document.note_ids();
        Self { analysis, ids: ids.iter().map(|id| visible(id).into_owned()).collect(), choices: None }
    }

    fn head(&self, path: &str) -> String {
        let analysis = self.analysis;
        let document = &analysis.document;
        let platform = document.platform.map_or(String::new(), |platform| format!(" ({platform})"));
        let counts = [
            count(document.notes.len(), "note", "notes"),
            count(analysis.citations.len(), "citation", "citations"),
            count(analysis.works.len(), "work", "works"),
        ];
        format!(
            "{}: {}{platform}, {}, profile {} ({})\n{}\n",
            visible(path),
            document.format.name(),
            analysis.language,
            analysis.profile.name,
            analysis.profile_reason,
            counts.join(", ")
        )
    }

    fn note(&self, out: &mut String, index: usize, label: &str) {
        let citations: Vec<usize> = self.analysis.citations_of(index).collect();
        let _ = writeln!(
            out,
            "\n[{label}]{}",
            if citations.is_empty() { format!("  {}", self.comment(index)) } else { String::new() }
        );
        for citation in citations {
            let signal = self.analysis.citations[citation].signal.as_ref();
            let signal = signal.map_or(String::new(), |signal| format!("({}) ", visible(&signal.text)));
            let _ = writeln!(out, "    {signal}{}", self.shown(citation));
            let _ = writeln!(out, "        {}", self.outcome(citation));
            self.why(out, citation);
        }
    }

    /// How sure the cut is, and the works that were weighed, with what spoke for and against them.
    fn why(&self, out: &mut String, index: usize) {
        /// So many choices are shown, and so many grounds of each.
        const CHOICES: usize = 3;
        const GROUNDS: usize = 5;
        let Some(all) = self.choices else { return };
        let certainty = self.analysis.citations.get(index).map_or(0.0, |citation| citation.certainty);
        let _ = writeln!(out, "        read as a citation with these bounds: {}", percent(certainty));
        let Ok(place) = all.binary_search_by_key(&index, |choices| choices.citation) else { return };
        for choice in all[place].choices.iter().take(CHOICES) {
            let name = choice.source.map_or("a new work".to_owned(), |source| self.name(source));
            let _ = writeln!(out, "        {name}: {}", percent(choice.share));
            for ground in choice.grounds.iter().take(GROUNDS) {
                let _ = writeln!(out, "            {:+.1}  {}", ground.weight, ground.seen);
            }
        }
    }

    /// The note without a citation, as it begins.
    fn comment(&self, index: usize) -> String {
        let text = self.analysis.document.notes.get(index).map_or("", |note| note.body.text.as_str());
        format!("no citation: {}", cut(text))
    }

    fn entries(&self, out: &mut String) {
        let entries = &self.analysis.document.bibliography;
        if !entries.is_empty() {
            let _ = writeln!(out, "\nlist of works");
        }
        for (index, entry) in entries.iter().enumerate() {
            let _ = writeln!(out, "    {:<8} {}", self.name(SourceId::Entry(index)), cut(&entry.body.text));
        }
    }

    /// The citations that mean no work.
    fn open_ends(&self, out: &mut String) {
        let open = |index: &usize| self.analysis.resolutions.get(*index).is_some_and(|found| found.source.is_none());
        let open: Vec<usize> = (0..self.analysis.citations.len()).filter(open).collect();
        if !open.is_empty() {
            let _ = writeln!(out, "\nwithout a source");
        }
        for index in open {
            let _ = writeln!(
                out,
                "    {:<8} {}: {}",
                self.name(SourceId::Citation(index)),
                self.shown(index),
                self.outcome(index)
            );
        }
    }

    fn name(&self, id: SourceId) -> String {
        self.analysis.source_name(id, &self.ids)
    }

    fn shown(&self, index: usize) -> String {
        let Some(citation) = self.analysis.citations.get(index) else { return String::new() };
        cut(self.flat(citation))
    }

    fn flat(&self, citation: &Citation) -> &str {
        self.analysis.document.notes.get(citation.note).map_or("", |note| citation.flat.of(&note.body.text))
    }

    fn text_of(&self, id: SourceId) -> String {
        match id {
            SourceId::Citation(index) => self.shown(index),
            SourceId::Entry(index) => {
                self.analysis.document.bibliography.get(index).map_or_else(String::new, |entry| cut(&entry.body.text))
            }
            SourceId::Body(_) => cut(title_of(self.analysis, id)),
        }
    }

    /// What a citation stands for, in one line.
    fn outcome(&self, index: usize) -> String {
        let (Some(citation), Some(found)) = (self.analysis.citations.get(index), self.analysis.resolutions.get(index))
        else {
            return String::new();
        };
        let place = citation.locator.as_ref().or(found.place.as_ref());
        let place = place.map_or(String::new(), |place| format!(", {}{}", counted(place), visible(place.printed())));
        match found.source {
            Some(SourceId::Citation(source)) if source == index => format!("a full citation{place}"),
            Some(source) => format!("→ {}{place}{}{}", self.name(source), self.again(citation), self.remark(index)),
            None => format!("? {}{}", why(found, citation), self.candidates(found)),
        }
    }

    fn again(&self, citation: &Citation) -> &'static str {
        if citation.kind == Kind::Full { ", given in full again" } else { "" }
    }

    /// What to know of a source that was found.
    fn remark(&self, index: usize) -> String {
        let Some(found) = self.analysis.resolutions.get(index) else { return String::new() };
        let reason = found.reason.map_or(String::new(), |reason| format!("; {}", said(reason)));
        let unsure = if found.source.is_some() && found.confidence < 0.9 {
            format!(" ({} certain)", percent(found.confidence))
        } else {
            String::new()
        };
        format!("{reason}{unsure}")
    }

    fn candidates(&self, found: &Resolution) -> String {
        let names: Vec<String> = found.candidates.iter().map(|&id| self.name(id)).collect();
        if names.is_empty() { String::new() } else { format!(": {}", names.join(" or ")) }
    }
}

fn why(found: &Resolution, citation: &Citation) -> &'static str {
    match found.reason {
        Some(reason) => said(reason),
        None if citation.kind == Kind::None => "a mention, not a citation",
        None => "not known",
    }
}

/// A reason in words.
pub(in crate::report) fn said(reason: Reason) -> &'static str {
    match reason {
        Reason::NoAntecedent => "nothing before it fits",
        Reason::Ambiguous => "several works fit",
        Reason::InterveningSource => "another source stands between",
        Reason::PrecedingNoteMultiple => "the note before has several sources",
        Reason::PageImplausible => "the page lies outside the work just before",
        Reason::ForwardReference => "given in full only later",
        Reason::AuthorMismatch => "the note it points at has another author",
        Reason::StyleForbids => "the style does not use this form",
        Reason::OwnText => "points at the document itself",
    }
}

/// A share as readers know it: "75%".
pub(in crate::report) fn percent(share: f32) -> String {
    format!("{:.0}%", share * 100.0)
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// The title of a work: all that there is to show of one that only the running text names.
pub(in crate::report) fn title_of(analysis: &Analysis, id: SourceId) -> &str {
    analysis.work(id).and_then(|work| work.item.text(TextVariable::Title)).unwrap_or_default()
}

/// A text in one line, cut after a word.
pub(crate) fn cut(text: &str) -> String {
    let line = visible(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned();
    if line.chars().count() <= SHOWN {
        return line;
    }
    let head: String = line.chars().take(SHOWN).collect();
    format!("{} …", head.rsplit_once(' ').map_or(head.as_str(), |(words, _)| words))
}

/// What a place counts, unless its value says so itself: "table 3b".
fn counted(place: &Locator) -> String {
    let first = place.printed().split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let says_so = first.chars().count() > 1 && lexicon::entries_of(Class::Locator, first).next().is_some();
    if says_so { String::new() } else { format!("{} ", place.label.as_str()) }
}
