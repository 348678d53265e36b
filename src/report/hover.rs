//! What a note says and what a citation stands for, in Markdown: what an editor shows beside the place a reader points at.

use crate::analysis::{Analysis, Subject};
use crate::citation::Kind;
use crate::document::{Markup, Note, Syntax};
use crate::render::{Cite, CiteGroup, OutputFormat, Renderer, Request, Style, presume_language};
use crate::resolve::SourceId;
use crate::text::Flat;

use super::inspect::{percent, said};

/// What there is to say of a subject. References are written in `style`, or else as the document gives them.
///
/// ```
/// use ibid::{Analysis, Options, Source};
/// use ibid::report::hover;
/// let post = "One.[^1] Two.[^2]\n\n[^1]: Wells, *Salt* (London: Cape, 1987), 3.\n[^2]: Ibid., 7.\n";
/// let analysis = Analysis::of(&[Source::new("post.md", post)], &Options::default());
/// let text = hover::markdown(&analysis, analysis.at(post.len() - 5).unwrap(), None).unwrap();
/// assert_eq!(text, "**note 1**, 1 note back, page 7\n\nWells, *Salt* (London: Cape, 1987), 3");
/// ```
#[must_use]
pub fn markdown(analysis: &Analysis, subject: Subject, style: Option<&Style>) -> Option<String> {
    let card = Card { analysis, style, markdown: Markup::of(Syntax::Markdown) };
    match subject {
        Subject::Marker(index) => card.marker(index),
        Subject::Note(index) => card.note(index),
        Subject::Citation(index) => card.citation(index),
        Subject::Entry(index) => card.entry(index),
    }
}

struct Card<'a> {
    analysis: &'a Analysis,
    style: Option<&'a Style>,
    markdown: &'static Markup,
}

impl Card<'_> {
    fn marker(&self, index: usize) -> Option<String> {
        let marker = self.analysis.document.markers.get(index)?;
        match marker.note {
            Some(note) => self.note(note),
            None => Some(format!("There is no note {}.", self.markdown.text(&marker.label))),
        }
    }

    /// The note as it stands, and below it what its short forms stand for.
    fn note(&self, index: usize) -> Option<String> {
        let note = self.analysis.document.notes.get(index)?;
        let short = self.analysis.citations_of(index).filter(|&citation| !self.is_itself(citation));
        let lines = short.filter_map(|citation| self.line(citation));
        let head =
            format!("**note {}**\n\n{}", self.markdown.text(&note.label), self.markdown.write(&note.body).trim());
        Some(std::iter::once(head).chain(lines).collect::<Vec<_>>().join("\n\n"))
    }

    fn line(&self, index: usize) -> Option<String> {
        let citation = self.analysis.citations.get(index).filter(|citation| citation.kind != Kind::None)?;
        let note = self.analysis.document.notes.get(citation.note)?;
        let words = self.markdown.write(&note.body.slice(citation.flat));
        Some(format!("“{}” → {}", words.trim(), self.citation(index)?.replacen("\n\n", ": ", 1)))
    }

    /// The source of a citation in full, and how far back it is; or why it cannot be told.
    fn citation(&self, index: usize) -> Option<String> {
        let found = self.analysis.resolutions.get(index)?;
        match found.source {
            Some(_) if self.is_itself(index) => self.work(index),
            Some(source) => {
                let head = [self.where_given(source), self.distance(index, source), self.locator(index)];
                let head: Vec<String> = head.into_iter().flatten().chain(self.remark(index)).collect();
                Some(format!("{}\n\n{}", head.join(", "), self.reference(index, source)?))
            }
            None => Some(self.open(index)),
        }
    }

    /// A work where it is given in full: how often it is cited.
    fn work(&self, index: usize) -> Option<String> {
        let source = SourceId::Citation(index);
        let times = self.analysis.work(source)?.cited_by.len();
        let head = if times == 1 { "cited once".to_owned() } else { format!("cited {times} times") };
        Some(format!("{head}\n\n{}", self.reference(index, source)?))
    }

    fn entry(&self, index: usize) -> Option<String> {
        let source = SourceId::Entry(index);
        let times = self.analysis.work(source).map_or(0, |work| work.cited_by.len());
        let head = match times {
            0 => "cited in no note".to_owned(),
            1 => "cited once".to_owned(),
            times => format!("cited {times} times"),
        };
        Some(format!("{head}\n\n{}", self.verbatim(source)?))
    }

    /// Why a citation has no source, and which may be meant.
    fn open(&self, index: usize) -> String {
        let found = &self.analysis.resolutions[index];
        let reason = found.reason.map_or("it is not known", said);
        let places: Vec<String> = found.candidates.iter().filter_map(|&source| self.where_given(source)).collect();
        let candidates = if places.is_empty() { String::new() } else { format!(": {}", places.join(" or ")) };
        format!("The source cannot be told: {reason}{candidates}")
    }

    fn is_itself(&self, index: usize) -> bool {
        self.analysis.resolutions.get(index).is_some_and(|found| found.source == Some(SourceId::Citation(index)))
    }

    fn where_given(&self, source: SourceId) -> Option<String> {
        Some(match source {
            SourceId::Citation(index) => format!("**note {}**", self.markdown.text(&self.note_of(index)?.label)),
            SourceId::Entry(_) => "**bibliography**".to_owned(),
            SourceId::Body(_) => "**text**".to_owned(),
        })
    }

    fn note_of(&self, citation: usize) -> Option<&Note> {
        self.analysis.document.notes.get(self.analysis.citations.get(citation)?.note)
    }

    /// How many notes a reader has to go to find the source.
    fn distance(&self, index: usize, source: SourceId) -> Option<String> {
        let SourceId::Citation(first) = source else { return None };
        let (here, there) = (self.note_of(index)?.rank, self.note_of(first)?.rank);
        let notes = |count: usize| if count == 1 { "1 note".to_owned() } else { format!("{count} notes") };
        Some(match here.cmp(&there) {
            std::cmp::Ordering::Equal => "this note".to_owned(),
            std::cmp::Ordering::Greater => format!("{} back", notes(here - there)),
            std::cmp::Ordering::Less => format!("{} further on", notes(there - here)),
        })
    }

    fn locator(&self, index: usize) -> Option<String> {
        let locator = self.analysis.locator(index)?;
        Some(format!("{} {}", locator.label.as_str(), self.markdown.text(locator.printed())))
    }

    /// What to know of a source that is not certain.
    fn remark(&self, index: usize) -> Option<String> {
        let found = self.analysis.resolutions.get(index)?;
        let unsure = (found.confidence < 0.9).then(|| format!("{} certain", percent(found.confidence)));
        let said = found.reason.map(|reason| said(reason).to_owned());
        let remarks: Vec<String> = said.into_iter().chain(unsure).collect();
        (!remarks.is_empty()).then(|| format!("*{}*", remarks.join(", ")))
    }

    /// A source in full, in the style if there is one.
    fn reference(&self, index: usize, source: SourceId) -> Option<String> {
        self.styled(index, source).or_else(|| self.verbatim(source))
    }

    fn styled(&self, index: usize, source: SourceId) -> Option<String> {
        let (style, work) = (self.style?, self.analysis.work(source)?);
        let mut item = work.item.clone();
        "work".clone_into(&mut item.id);
        presume_language(&mut item, &self.analysis.language);
        let locator = self.analysis.locator(index);
        let cite = Cite {
            locator: locator.map(|locator| locator.printed().to_owned()),
            label: locator.map(|locator| locator.label.as_str().to_owned()),
            ..Cite::new("work")
        };
        let request = Request { citations: vec![CiteGroup::of(cite).in_note(1)], bibliography: None };
        let rendered = Renderer::new(style, &[item]).render(&request, OutputFormat::Markdown).ok()?;
        rendered.notes.into_iter().next().filter(|text| !text.trim().is_empty())
    }

    fn verbatim(&self, source: SourceId) -> Option<String> {
        let written = |flat: &Flat| self.markdown.write(flat).trim().to_owned();
        match source {
            SourceId::Citation(index) => {
                Some(written(&self.note_of(index)?.body.slice(self.analysis.citations[index].flat)))
            }
            SourceId::Entry(index) => self.analysis.document.bibliography.get(index).map(|entry| written(&entry.body)),
            SourceId::Body(_) => Some(self.markdown.text(super::inspect::title_of(self.analysis, source))),
        }
    }
}
