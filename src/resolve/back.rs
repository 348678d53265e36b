//! Ibid., Id. and their like: the citation just before.

use std::collections::HashSet;

use super::known::KnownWork;
use super::state::Resolver;
use super::{AfterSeveral, Link, Reason, Resolution, Sense, SourceId};
use crate::citation::{Citation, Kind};
use crate::csl::ItemType;
use crate::lexicon::fold;
use crate::tagging::is_scripture;
use crate::text::roman::is_numeral;

/// How far back a source is looked for whose pages fit better than those of the source just before.
const LOOK_BACK: usize = 4;

/// How sure Ibid. is across a note that cites nothing: it may cite something that was not seen.
const ACROSS: f32 = 0.85;

/// What the word means in this dialect: at the same place, or the author alone.
fn sensed(resolver: &Resolver<'_>, index: usize, before: usize, plain: Resolution) -> Resolution {
    let citation = resolver.citation(index);
    match sense(resolver.evidence.profile, citation) {
        Sense::SamePlace if citation.locator.is_none() => {
            let place =
                resolver.citation(before).locator.clone().or_else(|| resolver.resolutions[before].place.clone());
            Resolution { place, ..plain }
        }
        Sense::SameAuthor => {
            Resolution { link: Some(Link::PrecedingAuthor), confidence: plain.confidence.min(0.7), ..plain }
        }
        _ => plain,
    }
}

/// The sense of the citation's word in the dialect.
fn sense(profile: &super::Profile, citation: &Citation) -> Sense {
    match citation.kind {
        Kind::Idem => profile.idem,
        Kind::Loccit if citation.short.means("earlier-work-or-place") => profile.work_or_place,
        Kind::Loccit => profile.loc_cit,
        Kind::Opcit => Sense::EarlierWork,
        _ if !citation.short.is_vernacular() => profile.ibidem,
        _ if citation.short.is_of(profile.language) => profile.vernacular,
        // A word of another language keeps its sense.
        _ => Sense::SameWork,
    }
}

/// What stands just before a citation.
pub(crate) struct Before {
    /// The citation just before, and whether it stands in the same note.
    pub(crate) citation: usize,
    pub(crate) same_note: bool,
    /// The sources of the note before, if they are several.
    pub(crate) several: Vec<SourceId>,
    /// Whether notes that cite nothing stand between.
    pub(crate) across: bool,
}

/// Whether Ibid. may stand for a place that a note between cites: "Acts i, 15. Ibid., ii, 45". A verse of the Bible or a place in a classical
/// work is no source of its own.
fn may_be_verse(resolver: &Resolver<'_>, index: usize, before: &Before) -> bool {
    let citation = resolver.citation(index);
    let is_placed = citation.locator.as_ref().is_some_and(|place| is_chapter_and_verse(&place.value));
    let first = resolver.citation(before.citation).note + 1;
    before.across && is_placed && (first..citation.note).any(|note| cites_verse(resolver, note))
}

/// Whether a note cites a verse of the Bible, or a place in a classical work.
fn cites_verse(resolver: &Resolver<'_>, note: usize) -> bool {
    let evidence = &resolver.evidence;
    let read = |index: &usize| evidence.references.get(*index);
    let is_classic = |index: &usize| read(index).is_some_and(|read| read.item.item_type == ItemType::Classic);
    evidence.document.notes.get(note).is_some_and(|note| cites_scripture(&note.body.text))
        || resolver.by_note.get(&note).is_some_and(|citations| citations.iter().any(is_classic))
}

/// Whether a place has the form of a verse: "ii, 45", "4:12", "2.45".
fn is_chapter_and_verse(place: &str) -> bool {
    place.split_once([',', ':', '.']).is_some_and(|(chapter, verse)| is_count(chapter) && is_number(verse.trim_start()))
}

/// Whether a book of the Bible and its chapter stand in a text.
fn cites_scripture(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).any(|pair| {
        let chapter = pair[1].split([',', ':', '.', ';']).next().unwrap_or_default();
        pair[0].starts_with(char::is_uppercase) && is_scripture(&fold::fold(pair[0])) && is_count(chapter)
    })
}

fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

fn is_count(text: &str) -> bool {
    is_number(text) || is_numeral(text)
}

/// The source of Ibid. or Id.
pub(crate) fn resolve(resolver: &Resolver<'_>, index: usize) -> Resolution {
    let Some(before) = before(resolver, index) else {
        return Resolution { reason: Some(Reason::NoAntecedent), ..Resolution::default() };
    };
    if may_be_verse(resolver, index, &before) {
        return Resolution { reason: Some(Reason::Ambiguous), ..Resolution::default() };
    }
    let found = &resolver.resolutions[before.citation];
    let antecedent = Some(SourceId::Citation(before.citation));
    let Some(source) = found.source.or_else(|| named_only(resolver, before.citation)) else {
        let reason = found.reason.filter(|reason| *reason == Reason::Ambiguous).unwrap_or(Reason::NoAntecedent);
        return Resolution {
            antecedent,
            reason: Some(reason),
            candidates: found.candidates.clone(),
            ..Resolution::default()
        };
    };
    let sure = found.confidence.min(if before.across { ACROSS } else { 0.97 });
    let plain = Resolution {
        antecedent,
        source: Some(source),
        link: Some(Link::PrecedingWork),
        confidence: sure,
        ..Resolution::default()
    };
    let plain = sensed(resolver, index, before.citation, plain);
    let weighed = by_pages(resolver, index, source, &plain);
    let weighed = by_year(resolver, index, weighed);
    if before.several.len() > 1 && !before.same_note {
        return after_several(resolver, index, &before, weighed);
    }
    weighed
}

/// The first mention of a work that is given nowhere, by more than author and date.
fn named_only(resolver: &Resolver<'_>, citation: usize) -> Option<SourceId> {
    let id = SourceId::Citation(citation);
    resolver.known(id).filter(|work| work.id == id && !work.signs.is_author_date()).map(|_| id)
}

/// The citation just before `index`, that a short form may stand for.
pub(crate) fn before(resolver: &Resolver<'_>, index: usize) -> Option<Before> {
    let note = resolver.citation(index).note;
    let citation = *resolver.last.get(&series(resolver, index))?;
    let other = resolver.citation(citation).note;
    let same_note = other == note;
    let several = if same_note { Vec::new() } else { sources_of(resolver, other) };
    let across = !same_note && note.abs_diff(other) > 1;
    let breaks = across && resolver.evidence.profile.comment_breaks;
    let chapter = resolver.evidence.profile.chapter_resets
        && !same_note
        && resolver.evidence.document.chapter_between(other, note);
    (!breaks && !chapter).then_some(Before { citation, same_note, several, across })
}

/// The chain of notes that a citation stands in: what an endnote cites is not what stands before a footnote.
pub(crate) fn series(resolver: &Resolver<'_>, citation: usize) -> Option<u8> {
    resolver.evidence.document.notes.get(resolver.citation(citation).note).map(|note| note.series)
}

/// The sources of a note, each once, those in parentheses left out.
fn sources_of(resolver: &Resolver<'_>, note: usize) -> Vec<SourceId> {
    let (mut sources, mut seen) = (Vec::new(), HashSet::new());
    for &citation in resolver.by_note.get(&note).into_iter().flatten() {
        let source = resolver.resolutions[citation].source.unwrap_or(SourceId::Citation(citation));
        if !resolver.citation(citation).aside && !resolver.citation(citation).short.own_text && seen.insert(source) {
            sources.push(source);
        }
    }
    sources
}

/// After a note of several sources: pages may tell which one is meant, else the dialect says.
fn after_several(resolver: &Resolver<'_>, index: usize, before: &Before, plain: Resolution) -> Resolution {
    let verdicts: Vec<(SourceId, Option<bool>)> =
        before.several.iter().map(|&source| (source, pages_fit(resolver, index, source))).collect();
    let only = |is_meant: fn(Option<bool>) -> bool| {
        let mut meant = verdicts.iter().filter(|(_, fits)| is_meant(*fits)).map(|(source, _)| *source);
        meant.next().filter(|_| meant.next().is_none())
    };
    let fitting = only(|fits| fits == Some(true)).map(|source| (source, 0.85));
    let left = || only(|fits| fits != Some(false)).filter(|left| plain.source.is_some_and(|source| source != *left));
    let meant = fitting.or_else(|| Some((left()?, 0.75)));
    let mut candidates = before.several.clone();
    candidates.reverse();
    let reason = Some(Reason::PrecedingNoteMultiple);
    if let Some((source, confidence)) = meant {
        return Resolution { source: Some(source), antecedent: Some(source), reason, candidates, confidence, ..plain };
    }
    match resolver.evidence.profile.after_several {
        AfterSeveral::All => Resolution { source: None, reason, candidates, confidence: 0.0, ..plain },
        AfterSeveral::Last => Resolution { reason, candidates, confidence: plain.confidence.min(0.8), ..plain },
        AfterSeveral::Forbidden => Resolution { reason, candidates, confidence: plain.confidence.min(0.6), ..plain },
    }
}

/// Weighs the page against the printed pages of the source just before, and of those a little further back.
fn by_pages(resolver: &Resolver<'_>, index: usize, source: SourceId, plain: &Resolution) -> Resolution {
    if pages_fit(resolver, index, source) != Some(false) {
        return plain.clone();
    }
    let mut earlier: Vec<SourceId> = Vec::new();
    for &citation in resolver.met.iter().rev().take(LOOK_BACK) {
        if let Some(other) = resolver.resolutions[citation].source
            && other != source
            && !earlier.contains(&other)
        {
            earlier.push(other);
        }
    }
    let fitting: Vec<SourceId> =
        earlier.iter().copied().filter(|&other| pages_fit(resolver, index, other) == Some(true)).collect();
    let reason = Some(Reason::PageImplausible);
    match fitting.as_slice() {
        [only] => Resolution {
            source: Some(*only),
            antecedent: Some(*only),
            reason,
            candidates: vec![*only, source],
            confidence: 0.6,
            ..plain.clone()
        },
        _ => Resolution { reason, candidates: vec![source], confidence: plain.confidence.min(0.6), ..plain.clone() },
    }
}

/// "Id., 1650, p. 50" after several works: the year tells the one whose title has it.
fn by_year(resolver: &Resolver<'_>, index: usize, plain: Resolution) -> Resolution {
    let Some(year) = &resolver.citation(index).short.year else { return plain };
    let has = |source: SourceId| resolver.known(source).is_some_and(|work| work.signs.title.contains(year));
    if plain.source.is_some_and(has) {
        return plain;
    }
    let mut recent =
        resolver.met.iter().rev().take(LOOK_BACK * 2).filter_map(|&citation| resolver.resolutions[citation].source);
    match recent.find(|&source| has(source)) {
        Some(source) => Resolution {
            source: Some(source),
            antecedent: Some(source),
            reason: Some(Reason::InterveningSource),
            confidence: 0.7,
            ..plain
        },
        None => plain,
    }
}

/// Whether the page of a citation lies inside the printed pages of a source; `None` where either is not known.
pub(crate) fn pages_fit(resolver: &Resolver<'_>, index: usize, source: SourceId) -> Option<bool> {
    inside(resolver, index, resolver.known(source)?)
}

/// The same of a work.
pub(crate) fn inside(resolver: &Resolver<'_>, index: usize, work: &KnownWork) -> Option<bool> {
    let (first, last) = work.signs.extent?;
    let locator = resolver.citation(index).locator.as_ref()?;
    let page: u32 = locator.value.split(|c: char| !c.is_ascii_digit()).find(|part| !part.is_empty())?.parse().ok()?;
    let plain =
        locator.label == crate::citation::LocatorLabel::Page && locator.value.starts_with(|c: char| c.is_ascii_digit());
    plain.then_some(first <= page && page <= last)
}

#[cfg(test)]
mod tests {
    use crate::resolve::Reason;
    use crate::resolve::tests::{MILL, MINE, last_source};

    #[test]
    fn an_ibid_repeats_the_only_source_of_the_note_before() {
        for (notes, source) in [
            (&[MILL, "Ibid., 7."][..], Ok(1)),
            (&[MILL, "Ibid.", "Ibid., 9."], Ok(1)),
            (&[MILL, MINE, "Ibid."], Ok(2)),
            (&[MILL, "Id. at 7."], Ok(1)),
            (&["Ibid., 7."], Err(Some(Reason::NoAntecedent))),
            (&["Nobody knows why this was said.", "Ibid., 7."], Err(Some(Reason::NoAntecedent))),
        ] {
            assert_eq!(last_source(notes), source, "{notes:?}");
        }
    }
}
