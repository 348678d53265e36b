//! The history that makes hayagriva render what our positions say, each distinct request once.
//!
//! hayagriva takes a cite for an Ibid. when the one before is the same source, for a subsequent one when the source was
//! seen, and for a near note by a distance that the style gives. So the requests of a document are told apart by what
//! the style can see of them, ordered so that each stands where it is what it should be, and rendered in one run: all
//! sources once as first citations, each followed by its Ibid., then the subsequent ones, never two of a source in a row.
//! Citations in the text (author-date, numbers) are grouped and sorted by the style: they go as the document has them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::str::FromStr;

use citationberg::taxonomy::Locator;
use citationberg::{IndependentStyle, json};
use hayagriva::{CitationItem, ElemChild, ElemChildren, ElemMeta, LocatorPayload, SpecificLocator};

use super::batch::batches;
use super::engine::{self, Citing};
use super::item;
use super::reduced::{Facts, ReducedStyles};
use crate::render::Renderer;
use crate::render::glyph::{self, Rich};
use crate::render::position::{CitePosition, Position, positions};
use crate::render::range::LocatorShape;
use crate::render::request::{Cite, RenderError, Request};

/// What a style can see of one cite: the record, the place in it, and the position.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct CiteState {
    record: usize,
    position: Position,
    near_note: bool,
    label: Option<String>,
    locator: Option<LocatorShape>,
}

/// The cites of one citation, each with the note that cites its source first.
type Cites = Vec<(CiteState, Option<u32>)>;

/// A document's citations, each cite as a style sees it.
pub(in crate::render) struct CiteStates {
    bibliography: Vec<usize>,
    /// The citations of each chapter.
    chapters: Vec<Vec<Cites>>,
}

/// A document's citations and bibliography, rendered but not yet joined.
#[derive(Default)]
pub(in crate::render) struct RenderedPieces {
    /// For each citation its cites: the place among the items of the citation, and the words.
    pub(in crate::render) citations: Vec<Vec<(usize, Rich)>>,
    pub(in crate::render) bibliography: Vec<(usize, Rich)>,
    /// The records that could not be written: their cites are empty, and the bibliography is without them.
    pub(in crate::render) failed: BTreeSet<usize>,
}

impl CiteStates {
    /// Finds the position of every cite.
    pub(in crate::render) fn of(renderer: &Renderer<'_>, request: &Request) -> Result<Self, RenderError> {
        let find = |id: &String| renderer.places.get(id).copied().ok_or_else(|| RenderError::UnknownItem(id.clone()));
        let places = positions(&request.citations, renderer.style.csl.citation.near_note_distance);
        let mut chapters: Vec<Vec<Cites>> = vec![Vec::new()];
        for (citation, places) in request.citations.iter().zip(places) {
            let cites = citation.items.iter().zip(places);
            let states =
                cites.map(|(cite, place)| Ok((state(find(&cite.id)?, cite, place, renderer), place.first_note)));
            let states = states.collect::<Result<Vec<_>, _>>()?;
            if citation.starts_chapter && renderer.style.is_note {
                chapters.push(Vec::new());
            }
            if let Some(chapter) = chapters.last_mut() {
                chapter.push(states);
            }
        }
        let wanted = request.bibliography.iter().flatten();
        let bibliography = wanted.map(find).collect::<Result<_, _>>()?;
        Ok(Self { bibliography, chapters })
    }

    /// Renders the citations and the bibliography.
    pub(in crate::render) fn render(&self, renderer: &Renderer<'_>) -> RenderedPieces {
        if renderer.style.is_note {
            let mut words = RenderedPieces::default();
            self.chapters.iter().for_each(|chapter| render_notes(renderer, chapter, &mut words));
            render_bibliography(renderer, &self.bibliography, &mut words);
            return words;
        }
        render_in_text(renderer, self)
    }
}

fn state(record: usize, cite: &Cite, place: CitePosition, renderer: &Renderer<'_>) -> CiteState {
    let locator = cite.locator.as_deref().map(str::trim).filter(|locator| !locator.is_empty());
    CiteState {
        record,
        position: place.position,
        near_note: place.near_note && renderer.style.uses.near_note,
        label: locator.and(cite.label.clone()),
        locator: locator.map(LocatorShape::of),
    }
}

/// A cite that is handed over.
#[derive(Debug, Clone, Copy)]
enum Step<'u> {
    /// A cite of the document, and the note that cites its source first.
    Cite(&'u CiteState, Option<u32>),
    /// The source without a place, so that the cite after it has another place.
    Bare(usize),
    /// Nothing, which separates two cites of one source.
    Nothing,
}

/// Renders the notes of a chapter.
fn render_notes(renderer: &Renderer<'_>, notes: &[Cites], out: &mut RenderedPieces) {
    let mut wanted: BTreeMap<&CiteState, Option<u32>> = BTreeMap::new();
    for (state, first_note) in notes.iter().flatten() {
        wanted.entry(state).or_insert(*first_note);
    }
    let mut rendered: HashMap<CiteState, Rich> = HashMap::new();
    for near_note in [false, true] {
        let needed = |state: &CiteState| state.position == Position::First || state.near_note == near_note;
        if near_note && !wanted.keys().any(|state| state.near_note) {
            continue;
        }
        let states: Vec<_> =
            wanted.iter().filter(|(state, _)| needed(state)).map(|(state, note)| (*state, *note)).collect();
        let batches = batches(renderer, states, |(state, _)| state.record);
        let steps: Vec<_> = batches.iter().map(|states| order(states)).collect();
        rendered.extend(run_notes(renderer, &steps, near_note, &mut out.failed));
    }
    let words = |state: &CiteState| rendered.get(state).cloned().unwrap_or_default();
    let notes = notes.iter().map(|note| note.iter().enumerate().map(|(at, (state, _))| (at, words(state))).collect());
    out.citations.extend(notes);
}

/// Orders cites so that each is rendered in the position it has.
fn order<'u>(states: &[(&'u CiteState, Option<u32>)]) -> Vec<Step<'u>> {
    let mut by_record: BTreeMap<usize, Vec<(&CiteState, Option<u32>)>> = BTreeMap::new();
    for step in states {
        by_record.entry(step.0.record).or_default().push(*step);
    }
    let mut steps: Vec<Step<'u>> = Vec::new();
    for cites in by_record.values() {
        let is_later = |cite: &&(&CiteState, Option<u32>)| cite.0.position == Position::Subsequent;
        cites.iter().filter(|cite| !is_later(cite)).for_each(|cite| follow(&mut steps, cite.0, cite.1));
        for (state, note) in cites.iter().filter(is_later) {
            steps.extend([Step::Nothing, Step::Cite(state, *note)]);
        }
    }
    steps
}

/// Adds a first citation or an Ibid. An Ibid. needs a cite at the same place before it, one with a locator needs another.
fn follow<'u>(steps: &mut Vec<Step<'u>>, state: &'u CiteState, note: Option<u32>) {
    let before = steps.last().copied();
    let same =
        matches!(before, Some(Step::Cite(other, _)) if (&other.label, other.locator) == (&state.label, state.locator));
    match state.position {
        Position::Ibid if !same => steps.push(Step::Cite(state, note)),
        Position::IbidWithLocator if same => steps.push(Step::Bare(state.record)),
        _ => {}
    }
    steps.push(Step::Cite(state, note));
}

/// Renders batches of steps.
fn run_notes(
    renderer: &Renderer<'_>,
    batches: &[Vec<Step<'_>>],
    near_note: bool,
    failed: &mut BTreeSet<usize>,
) -> Vec<(CiteState, Rich)> {
    let mut style = renderer.style.csl.clone();
    style.bibliography = None;
    style.citation.near_note_distance = if near_note { u32::MAX } else { 0 };
    let mut special = ReducedStyles::new(&style);
    let places = |steps: &Vec<Step<'_>>| steps.iter().map(|step| special_style(renderer, &mut special, step)).collect();
    let places: Vec<Vec<Option<usize>>> = batches.iter().map(places).collect();
    let mut blank = style.clone();
    blank.citation.layout.elements = super::patch::id_alone();
    // For each cite that has a note hayagriva looks through all before it, so that it is told only where the style asks.
    let asks_note = near_note || renderer.style.uses.first_note;
    let frame = BatchFrame { style: &style, blank: &blank, special: &special.styles, asks_note };
    batches.iter().zip(&places).flat_map(|(steps, places)| run_batch(renderer, &frame, steps, places, failed)).collect()
}

/// What the batches of a run have in common.
struct BatchFrame<'f> {
    style: &'f IndependentStyle,
    /// The style of what is only there to separate cites.
    blank: &'f IndependentStyle,
    special: &'f [IndependentStyle],
    asks_note: bool,
}

/// Renders one batch; each step has the place of its style.
fn run_batch(
    renderer: &Renderer<'_>,
    frame: &BatchFrame<'_>,
    steps: &[Step<'_>],
    places: &[Option<usize>],
    failed: &mut BTreeSet<usize>,
) -> Vec<(CiteState, Rich)> {
    let nothing = item::nothing();
    let citings = steps.iter().zip(places).map(|(step, place)| {
        let (cite, note) = match *step {
            Step::Cite(state, first_note) => (cite_item(renderer, state), first_note.unwrap_or(1)),
            Step::Bare(record) => (whole_item(renderer, record), 1),
            Step::Nothing => (Some((None, CitationItem::with_entry(&nothing))), 1),
        };
        let style = place.and_then(|place| frame.special.get(place)).unwrap_or(frame.blank);
        Citing {
            cites: cite.into_iter().collect(),
            note: usize::try_from(note).ok().filter(|_| frame.asks_note),
            style,
        }
    });
    let run = engine::run(renderer, frame.style, citings.collect());
    failed.extend(run.failed);
    let rendered = run.rendered.map(|rendered| rendered.citations).unwrap_or_default();
    // Of a cite that was rendered twice to be an Ibid., the second is the one: it comes last.
    let cited = steps.iter().zip(rendered).filter_map(|(step, words)| match step {
        Step::Cite(state, _) if failed.contains(&state.record) => None,
        Step::Cite(state, _) => Some(((*state).clone(), flatten(renderer, state.record, &words.citation))),
        _ => None,
    });
    cited.collect()
}

/// The place of the style that is enough for a cite. What only separates cites, or makes an Ibid. of one, needs none.
fn special_style(renderer: &Renderer<'_>, special: &mut ReducedStyles<'_>, step: &Step<'_>) -> Option<usize> {
    let Step::Cite(state, _) = step else { return None };
    let record = renderer.record(state.record)?;
    let facts = Facts {
        kind: record.0.get("type").and_then(json::Value::to_str).unwrap_or_default().into_owned(),
        position: state.position,
        near_note: state.near_note,
        locator: state.locator.map(|_| label(state)),
        missing: Vec::new(),
    };
    Some(special.style(facts, |name| record.0.contains_key(name)))
}

/// What the locator of a cite counts.
fn label(state: &CiteState) -> Locator {
    state.label.as_deref().map_or(Locator::Page, |label| Locator::from_str(label).unwrap_or(Locator::Custom))
}

fn flatten(renderer: &Renderer<'_>, record: usize, words: &ElemChildren) -> Rich {
    let record = renderer.records.get(record);
    let dates = glyph::Dates {
        words: record.map(|record| record.dates.as_slice()).unwrap_or_default(),
        ranges: record.map(|record| record.ranges.as_slice()).unwrap_or_default(),
        calendar: &renderer.style.calendar,
    };
    glyph::flatten(words, dates)
}

fn cite_item<'i>(renderer: &'i Renderer<'_>, state: &'i CiteState) -> Option<engine::EngineCite<'i>> {
    let locator = state.locator.map(|shape| SpecificLocator(label(state), LocatorPayload::Str(shape.stand_in())));
    let record = renderer.record(state.record)?;
    Some((Some(state.record), CitationItem::with_locator(record, locator)))
}

/// A record without a locator.
fn whole_item<'i>(renderer: &'i Renderer<'_>, record: usize) -> Option<engine::EngineCite<'i>> {
    Some((Some(record), CitationItem::with_entry(renderer.record(record)?)))
}

/// The bibliography of a style of notes: its citations do not matter, so each source is cited by its id alone.
fn render_bibliography(renderer: &Renderer<'_>, records: &[usize], out: &mut RenderedPieces) {
    if records.is_empty() || renderer.style.csl.bibliography.is_none() {
        return;
    }
    let mut style = renderer.style.csl.clone();
    style.citation.layout.elements = super::patch::id_alone();
    let cites = records.iter().filter_map(|&record| whole_item(renderer, record));
    let citings = cites.map(|cite| Citing { cites: vec![cite], note: None, style: &style }).collect();
    let run = engine::run(renderer, &style, citings);
    out.failed.extend(run.failed);
    out.bibliography = run.rendered.map(|rendered| entries(renderer, rendered)).unwrap_or_default();
}

fn entries(renderer: &Renderer<'_>, rendered: hayagriva::Rendered) -> Vec<(usize, Rich)> {
    let lines = rendered.bibliography.into_iter().flat_map(|bibliography| bibliography.items);
    let lines = lines.filter_map(|line| {
        let record = *renderer.places.get(&line.key)?;
        let mut rich = Rich::default();
        if let Some(first) = line.first_field {
            rich.append(flatten(renderer, record, &ElemChildren(vec![first])));
            rich.append(Rich::plain(" "));
        }
        rich.append(flatten(renderer, record, &line.content));
        Some((record, rich))
    });
    lines.collect()
}

/// Citations in the text: the document as it is, then what only its bibliography has.
fn render_in_text(renderer: &Renderer<'_>, states: &CiteStates) -> RenderedPieces {
    let citations: Vec<_> = states.chapters.iter().flatten().collect();
    let cited =
        citations.iter().map(|cites| cites.iter().filter_map(|(state, _)| cite_item(renderer, state)).collect());
    let listed = states.bibliography.iter().map(|&record| whole_item(renderer, record).into_iter().collect());
    let citing = |cites| Citing { cites, note: None, style: &renderer.style.csl };
    let citings: Vec<_> = cited.chain(listed).map(citing).collect();
    let mut run = engine::run(renderer, &renderer.style.csl, citings.clone());
    let primer: Vec<_> = primer(renderer, &citings, run.rendered.as_ref())
        .into_iter()
        .map(|record| citing(whole_item(renderer, record).into_iter().collect()))
        .collect();
    if !primer.is_empty() {
        let primed = primer.len();
        run = engine::run(renderer, &renderer.style.csl, primer.into_iter().chain(citings).collect());
        run.rendered.iter_mut().for_each(|rendered| drop(rendered.citations.drain(..primed)));
    }
    let Some(rendered) = run.rendered else {
        return RenderedPieces {
            citations: vec![Vec::new(); citations.len()],
            failed: run.failed,
            ..RenderedPieces::default()
        };
    };
    let written = citations.iter().zip(&rendered.citations);
    let written = written.map(|(cites, words)| in_text(renderer, cites, &words.citation));
    let is_written = |cites: &[(CiteState, Option<u32>)], at: usize| {
        cites.get(at).is_some_and(|(state, _)| !run.failed.contains(&state.record))
    };
    let words = written.zip(&citations).map(|(mut words, cites)| {
        words.retain(|(at, _)| is_written(cites, *at));
        words
    });
    let citations = words.collect();
    let mut bibliography = entries(renderer, rendered);
    bibliography.retain(|(record, _)| states.bibliography.contains(record));
    RenderedPieces { citations, bibliography, failed: run.failed }
}

/// The records in the order of the bibliography, where letters after years may be wanted: hayagriva gives them in the order of citation, so
/// that a first citation of each gives them in the order of the list. Nothing where no author has two works, or where the style writes a
/// later citation otherwise than a first.
fn primer(renderer: &Renderer<'_>, citings: &[Citing<'_>], rendered: Option<&hayagriva::Rendered>) -> Vec<usize> {
    let citation = &renderer.style.csl.citation;
    let options = [&citation.name_options, &renderer.style.csl.settings.options];
    let tells_first = options.iter().any(|options| options.et_al_subsequent_min.is_some());
    if !citation.disambiguate_add_year_suffix || tells_first || !has_namesakes(renderer, citings) {
        return Vec::new();
    }
    let lines = rendered.and_then(|rendered| rendered.bibliography.as_ref()).map(|list| list.items.as_slice());
    lines.unwrap_or_default().iter().filter_map(|line| renderer.places.get(&line.key).copied()).collect()
}

/// True if two of the records have the same first author.
fn has_namesakes(renderer: &Renderer<'_>, citings: &[Citing<'_>]) -> bool {
    let mut seen = HashMap::new();
    let mut records = citings.iter().flat_map(|citing| &citing.cites).filter_map(|(record, _)| *record);
    records.any(|record| {
        let author = renderer.record(record).and_then(|record| record.0.get("author"));
        let Some(json::Value::Names(names)) = author else { return false };
        let first = names.first().map(|name| format!("{name:?}"));
        seen.insert(first, record).is_some_and(|other| other != record)
    })
}

/// A citation in the text, cut into its cites; the separator goes with the cite that follows.
fn in_text(renderer: &Renderer<'_>, cites: &[(CiteState, Option<u32>)], words: &ElemChildren) -> Vec<(usize, Rich)> {
    let mut out: Vec<(usize, Rich)> = Vec::new();
    let mut between = Rich::default();
    for child in &words.0 {
        let one = ElemChildren(vec![child.clone()]);
        match child {
            ElemChild::Elem(hayagriva::Elem { meta: Some(ElemMeta::Entry(at)), .. }) => {
                let record = cites.get(*at).map_or(usize::MAX, |(state, _)| state.record);
                let mut rich = std::mem::take(&mut between);
                if !out.is_empty() && !is_collapsed(renderer, record, child) {
                    part_groups(renderer, &mut rich);
                }
                rich.append(flatten(renderer, record, &one));
                out.push((*at, rich));
            }
            _ => between.append(flatten(renderer, usize::MAX, &one)),
        }
    }
    if let Some((_, last)) = out.last_mut() {
        last.append(between);
    }
    out
}

/// True if a cite is without the names that its record has: it goes on with those of the cite before ("Able 1997, 1999").
fn is_collapsed(renderer: &Renderer<'_>, record: usize, cite: &ElemChild) -> bool {
    let has_names = |record: &json::Item| record.0.values().any(|value| matches!(value, json::Value::Names(_)));
    renderer.record(record).is_some_and(has_names) && !shows_names(cite)
}

fn shows_names(child: &ElemChild) -> bool {
    let ElemChild::Elem(elem) = child else { return false };
    matches!(elem.meta, Some(ElemMeta::Names(_))) || elem.children.0.iter().any(shows_names)
}

/// Separates the works of two authors as the style separates cites: hayagriva puts what separates the years of one author there too.
fn part_groups(renderer: &Renderer<'_>, between: &mut Rich) {
    let group = renderer.style.csl.citation.cite_group_delimiter.as_deref();
    if group.is_some_and(|group| between.glyphs.iter().map(|glyph| glyph.c).eq(group.chars())) {
        *between = Rich::plain(&renderer.style.delimiter);
    }
}
