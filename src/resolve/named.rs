//! By name, title, year or key: full citations, and the short forms that give part of them.

use super::resolver::{Known, Resolver};
use super::sign::{Fit, Signs};
use super::{Link, Reason, Resolution, SourceId, back, body};
use crate::citation::{Kind, LocatorLabel, fold};

/// A work with how well it fits.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    id: SourceId,
    fit: Fit,
    last: Option<usize>,
}

/// An author, a year and a title of so many words give a work, not a part of it.
const DATED_TITLE: usize = 4;

/// A title of so many words is not a short one.
const LONG_TITLE: usize = 6;

/// The source of a citation that gives words to go by; corrects its kind.
pub(crate) fn resolve(resolver: &mut Resolver<'_>, index: usize) -> Resolution {
    let citation = resolver.citation(index);
    if citation.short.key.is_some() {
        return by_key(resolver, index);
    }
    if resolver.signs[index].is_empty() && citation.short.word.is_some() {
        return same_kind(resolver, index);
    }
    if resolver.signs[index].imprint {
        return dated(resolver, index).unwrap_or_else(|| full(resolver, index));
    }
    let found = in_notes(resolver, index);
    let found = if found.source.is_some() || found.reason == Some(Reason::Ambiguous) {
        found
    } else {
        in_entries(resolver, index)
    };
    // A whole name and a long title are given in full, although the list of works has them, too.
    let listed = matches!(found.source, Some(SourceId::Entry(_)));
    if listed
        && citation.short.names.first().is_some_and(|name| name.split_whitespace().count() > 1)
        && resolver.signs[index].title.len() >= LONG_TITLE
    {
        return full(resolver, index);
    }
    if found.source.is_some() || found.reason == Some(Reason::Ambiguous) {
        resolver.kinds[index] = Kind::Short;
        return with_page(resolver, index, found);
    }
    // Who names a volume or a folio names a work.
    let volume = citation.locator.as_ref().is_some_and(|place| {
        let shelved = matches!(place.label, LocatorLabel::Volume | LocatorLabel::Folio);
        shelved || place.with_volume.is_some() || is_classical(&place.value)
    });
    let dated = citation.short.year.is_some() && resolver.signs[index].title.len() < DATED_TITLE;
    if (resolver.signs[index].title.is_empty() && !volume) || dated {
        resolver.kinds[index] = Kind::Short;
        return Resolution { reason: Some(Reason::NoAntecedent), ..found };
    }
    if let Some(found) = body::titled(resolver, index) {
        resolver.kinds[index] = Kind::Short;
        return found;
    }
    full(resolver, index)
}

/// Whether the place is one of an ancient text, of book, chapter and sentence: "Thuc. 1.22.4" names a work by its author.
fn is_classical(place: &str) -> bool {
    let mut parts = place.split('.');
    let small = |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let (first, second) = (parts.next(), parts.next());
    first.is_some_and(small) && second.is_some_and(|part| part.starts_with(|c: char| c.is_ascii_digit()))
}

/// Doubts a source whose printed pages do not hold the page that is cited.
fn with_page(resolver: &Resolver<'_>, index: usize, found: Resolution) -> Resolution {
    let outside = found.source.is_some_and(|source| back::pages_fit(resolver, index, source) == Some(false));
    if !outside || found.reason.is_some() {
        return found;
    }
    Resolution { reason: Some(Reason::PageImplausible), confidence: found.confidence.min(0.8), ..found }
}

/// A short form that gives a year or an address, too, but nothing that its work does not: "Able, *Laws*, 1754, ch. 9".
fn dated(resolver: &mut Resolver<'_>, index: usize) -> Option<Resolution> {
    /// A short form with a year has no more words than this.
    const BARE_WORDS: usize = 12;
    let signs = &resolver.signs[index];
    let works = resolver.index.candidates(signs);
    let short = |work: &usize| {
        let work = &resolver.works[*work].signs;
        let little = signs.words.len() * 10 <= work.words.len() * 7;
        let shorter =
            signs.title.len() <= work.title.len() && (little || (!signs.dated && signs.words.len() <= BARE_WORDS));
        (signs.is_bare() && shorter && !signs.title.is_empty())
            || (signs.title.is_empty() && signs.shares_address(work))
    };
    let works: Vec<usize> = works.into_iter().filter(short).collect();
    let yearless = Signs { year: None, ..signs.clone() };
    let found = fitting(&yearless, works.iter().map(|&work| &resolver.works[work]));
    let found = choose(resolver, index, found);
    (found.source.is_some() && found.reason.is_none() && found.confidence >= 0.95).then(|| {
        resolver.kinds[index] = Kind::Short;
        found
    })
}

/// "Able, Mills, in: Baker, Rivers, cit.": the holder is known, but the work in it is given for the first time.
pub(crate) fn contained(resolver: &mut Resolver<'_>, index: usize) -> Resolution {
    let found = earlier(resolver, index);
    let new = found.reason == Some(Reason::NoAntecedent) && resolver.signs[index].is_contained();
    if new { full(resolver, index) } else { found }
}

/// A full citation: the first time the work was given, or itself.
fn full(resolver: &mut Resolver<'_>, index: usize) -> Resolution {
    resolver.kinds[index] = Kind::Full;
    let signs = &resolver.signs[index];
    let again =
        resolver.index.candidates(signs).into_iter().filter(|&work| resolver.works[work].signs.same_work(signs)).min();
    match again {
        Some(work) => {
            let new = resolver.works[work].signs.absorb(signs);
            resolver.index.add(work, &new);
            Resolution { source: Some(resolver.works[work].id), confidence: 0.95, ..Resolution::default() }
        }
        None => {
            resolver.give(index);
            Resolution { source: Some(SourceId::Citation(index)), confidence: 1.0, ..Resolution::default() }
        }
    }
}

/// "The same collection": the work just before, or one a little further back whose title has the noun.
fn same_kind(resolver: &Resolver<'_>, index: usize) -> Resolution {
    /// How many citations back such a title is looked for.
    const REACH: usize = 6;
    let plain = back::resolve(resolver, index);
    let word = fold::words(resolver.citation(index).short.word.as_deref().unwrap_or_default());
    let titled = |source: &SourceId| {
        let title = resolver.known(*source).map(|work| &work.signs.title);
        title.zip(word.last()).is_some_and(|(title, noun)| title.contains(noun))
    };
    let recent = resolver.met.iter().rev().take(REACH).filter_map(|&citation| resolver.resolutions[citation].source);
    let further = recent.into_iter().find(titled).filter(|source| Some(*source) != plain.source);
    match further {
        Some(source) => Resolution {
            source: Some(source),
            antecedent: Some(source),
            reason: Some(Reason::InterveningSource),
            confidence: 0.8,
            ..plain
        },
        None => Resolution { confidence: plain.confidence.min(0.88), ..plain },
    }
}

/// The work that a cite key means: the entry of that key, what it meant before, or the only work whose name, title and year it has.
fn by_key(resolver: &mut Resolver<'_>, index: usize) -> Resolution {
    resolver.kinds[index] = Kind::Short;
    let known = resolver.citation(index).short.key.as_deref().and_then(|key| resolver.by_key.get(key)).copied();
    if let Some(source) = known {
        return Resolution {
            source: Some(source),
            link: Some(Link::PrecedingWork),
            confidence: 0.97,
            ..Resolution::default()
        };
    }
    let found = in_entries(resolver, index);
    let found = if found.source.is_some() { found } else { in_notes(resolver, index) };
    Resolution { confidence: found.confidence.min(0.85), ..found }
}

/// The source of a form that says "the work cited": op. cit., a.a.O., supra with a name.
pub(crate) fn earlier(resolver: &Resolver<'_>, index: usize) -> Resolution {
    if resolver.signs[index].is_empty() {
        let plain = back::resolve(resolver, index);
        let plain = Resolution { confidence: plain.confidence.min(0.88), ..plain };
        return book_before(resolver, &plain).unwrap_or(plain);
    }
    let found = in_notes(resolver, index);
    let found = if found.source.is_some() || found.reason == Some(Reason::Ambiguous) {
        found
    } else {
        in_entries(resolver, index)
    };
    if found.reason == Some(Reason::NoAntecedent) { authorless(resolver, index).unwrap_or(found) } else { found }
}

/// An author of whom no work is known may be that of the last work that was given without one, if op. cit. has meant it before. Works of
/// named authors in between are not his.
fn authorless(resolver: &Resolver<'_>, index: usize) -> Option<Resolution> {
    /// How many citations back such a work is looked for.
    const REACH: usize = 4;
    let word = resolver.citation(index).kind == Kind::Opcit && resolver.signs[index].title.is_empty();
    let unnamed = |citation: &&usize| {
        let source = resolver.resolutions[**citation].source;
        let known = source.and_then(|source| resolver.known(source));
        known.is_some_and(|work| work.signs.names.is_empty() || work.signs.title.is_empty())
    };
    let before = *resolver.met.iter().rev().take(REACH).filter(|_| word).find(unnamed)?;
    let source = resolver.resolutions[before].source?;
    (resolver.kinds[before] == Kind::Opcit).then(|| Resolution {
        source: Some(source),
        antecedent: Some(SourceId::Citation(before)),
        link: Some(Link::PrecedingWork),
        candidates: vec![source],
        confidence: 0.6,
        ..Resolution::default()
    })
}

/// Op. cit. means a book: where an article stands just before, the book cited before that.
fn book_before(resolver: &Resolver<'_>, plain: &Resolution) -> Option<Resolution> {
    /// How many citations back a book is looked for.
    const REACH: usize = 8;
    let article = |source: SourceId| resolver.known(source).is_some_and(|work| work.signs.article);
    let passed = plain.source.filter(|&source| article(source))?;
    let mut recent =
        resolver.met.iter().rev().take(REACH).filter_map(|&citation| resolver.resolutions[citation].source);
    let book = recent.find(|&source| !article(source))?;
    Some(Resolution {
        source: Some(book),
        antecedent: Some(book),
        reason: Some(Reason::InterveningSource),
        candidates: vec![book, passed],
        confidence: 0.6,
        ..plain.clone()
    })
}

fn in_notes(resolver: &Resolver<'_>, index: usize) -> Resolution {
    let signs = &resolver.signs[index];
    let among = |signs: &Signs| {
        let works = resolver.index.candidates(signs);
        fitting(signs, works.iter().map(|&work| &resolver.works[work]))
    };
    let found = among(signs);
    let other = signs.with_title_for_names().filter(|_| found.is_empty());
    choose(resolver, index, other.map_or(found, |other| among(&other)))
}

fn in_entries(resolver: &Resolver<'_>, index: usize) -> Resolution {
    let signs = &resolver.signs[index];
    let entries = resolver.entry_index.candidates(signs);
    choose(resolver, index, fitting(signs, entries.iter().map(|&entry| &resolver.entries[entry])))
}

/// The one of these works that fits best, or none and the reason.
pub(crate) fn choose_among<'k>(
    resolver: &Resolver<'_>,
    index: usize,
    works: impl Iterator<Item = &'k Known>,
) -> Resolution {
    choose(resolver, index, fitting(&resolver.signs[index], works))
}

/// The works that fit, best first.
fn fitting<'k>(signs: &Signs, works: impl Iterator<Item = &'k Known>) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = works
        .filter_map(|work| Some(Candidate { id: work.id, fit: signs.fits(&work.signs)?, last: work.last }))
        .collect();
    found.sort_by(|a, b| b.fit.score.total_cmp(&a.fit.score).then(b.last.cmp(&a.last)));
    found
}

/// How much better than the next the best must be.
const MARGIN: f32 = 0.05;

/// The one work that fits best, or none and the reason.
fn choose(resolver: &Resolver<'_>, index: usize, found: Vec<Candidate>) -> Resolution {
    let candidates: Vec<SourceId> = found.iter().take(5).map(|candidate| candidate.id).collect();
    let rivals: Vec<Candidate> =
        found.iter().copied().filter(|candidate| found[0].fit.score - candidate.fit.score <= MARGIN).collect();
    match rivals.as_slice() {
        [] => Resolution { reason: Some(Reason::NoAntecedent), ..Resolution::default() },
        [only] => given(*only, candidates, sure(only.fit)),
        several => among(resolver, index, several, candidates),
    }
}

fn given(candidate: Candidate, candidates: Vec<SourceId>, confidence: f32) -> Resolution {
    let antecedent = candidate.last.map(SourceId::Citation).filter(|_| matches!(candidate.id, SourceId::Citation(_)));
    Resolution {
        source: Some(candidate.id),
        antecedent,
        candidates,
        link: Some(Link::PrecedingWork),
        confidence,
        ..Resolution::default()
    }
}

/// How sure a fit makes: by what was found, and whether it is spelt alike.
fn sure(fit: Fit) -> f32 {
    match (fit.named, fit.titled, fit.exact) {
        (true, true, true) => 0.98,
        (true, false, true) => 0.95,
        (false, true, true) => 0.88,
        (true, true, false) => 0.88,
        _ => 0.6,
    }
}

/// Several works fit alike: the one cited just before is meant, or the one whose pages alone fit; else it cannot be said.
fn among(resolver: &Resolver<'_>, index: usize, several: &[Candidate], candidates: Vec<SourceId>) -> Resolution {
    let before = back::before(resolver, index).and_then(|before| resolver.resolutions[before.citation].source);
    let just_before = several.iter().find(|candidate| Some(candidate.id) == before);
    let inside: Vec<&Candidate> =
        several.iter().filter(|candidate| back::pages_fit(resolver, index, candidate.id) == Some(true)).collect();
    match (just_before, inside.as_slice()) {
        (Some(candidate), _) => Resolution { reason: Some(Reason::Ambiguous), ..given(*candidate, candidates, 0.8) },
        (None, [only]) => Resolution { reason: Some(Reason::Ambiguous), ..given(**only, candidates, 0.7) },
        _ => Resolution { reason: Some(Reason::Ambiguous), candidates, ..Resolution::default() },
    }
}

/// A work that is given only behind its short form.
pub(crate) fn later(resolver: &Resolver<'_>, index: usize) -> Resolution {
    let found = in_notes(resolver, index);
    let confidence = found.confidence.min(0.8);
    Resolution {
        reason: found.source.map(|_| Reason::ForwardReference),
        link: Some(Link::SubsequentWork),
        confidence,
        ..found
    }
}

impl Resolver<'_> {
    /// What is known of a source.
    pub(crate) fn known(&self, source: SourceId) -> Option<&Known> {
        match source {
            SourceId::Citation(_) => self.works.get(*self.number_of.get(&source)?),
            SourceId::Entry(entry) => self.entries.get(entry),
            SourceId::Body(_) => self.body().work(source),
        }
    }
}
