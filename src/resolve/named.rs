//! By name, title, year or key: full citations, and the short forms that give part of them.

use super::known::KnownWork;
use super::rank::{Ranked, ambiguous, among, candidates, rank};
use super::sign::Signs;
use super::state::Resolver;
use super::{Link, Reason, Resolution, SourceId, back, body};
use crate::citation::{Kind, LocatorLabel};
use crate::lexicon::fold;

/// An author, a year and a title of so many words give a work, not a part of it.
const DATED_TITLE: usize = 4;

/// A title of so many words is not a short one.
const LONG_TITLE: usize = 6;

/// The source of a citation that gives words to go by; corrects its kind.
pub(crate) fn resolve(resolver: &mut Resolver<'_>, index: usize) -> Resolution {
    if resolver.citation(index).short.key.is_some() {
        return by_key(resolver, index);
    }
    if resolver.signs[index].is_empty() && resolver.citation(index).short.word.is_some() {
        return same_kind(resolver, index);
    }
    if resolver.citation(index).short.place_only {
        return bare_place(resolver, index);
    }
    let ranked = rank(resolver, index, resolver.near(index));
    if let Some((number, share)) = ranked.meant() {
        return again(resolver, index, number, share, &ranked);
    }
    if ranked.is_ambiguous() && !resolver.signs[index].imprint {
        resolver.kinds[index] = Kind::Short;
        return ambiguous(resolver, &ranked);
    }
    for_the_first_time(resolver, index)
}

/// A work that was cited before: given in full again, or by a short form.
fn again(resolver: &mut Resolver<'_>, index: usize, number: usize, share: f32, ranked: &Ranked) -> Resolution {
    let full = resolver.signs[index].imprint && !is_short_of(&resolver.signs[index], &resolver.works[number].signs);
    resolver.kinds[index] = if full { Kind::Full } else { Kind::Short };
    if full {
        resolver.absorb(index, number);
        let source = Some(resolver.works[number].id);
        return Resolution { source, confidence: share, ..Resolution::default() };
    }
    let found = repeated(resolver, index, number, share, ranked);
    with_page(resolver, index, found)
}

/// What a short form of a work says, by whether the work was ever given.
fn repeated(resolver: &Resolver<'_>, index: usize, number: usize, share: f32, ranked: &Ranked) -> Resolution {
    /// How sure it is that two short forms whose work is given nowhere stand for one work.
    const MENTIONED: f32 = 0.6;
    let work = &resolver.works[number];
    let rival = ranked.has_rival().then_some(Reason::Ambiguous);
    let found = Resolution {
        source: Some(work.id),
        antecedent: work.cited.last().copied().map(SourceId::Citation),
        reason: rival,
        candidates: candidates(resolver, ranked),
        link: Some(Link::PrecedingWork),
        confidence: share,
        place: None,
    };
    if work.given {
        return found;
    }
    let reason = Some(Reason::NoAntecedent);
    if resolver.signs[index].is_author_date() {
        return Resolution { reason, candidates: found.candidates, ..Resolution::default() };
    }
    Resolution { reason, confidence: share.min(MENTIONED), ..found }
}

/// Whether a citation gives no more than a part of what the work has, although with a year or an address: "Able, *Laws*, 1754, ch. 9".
fn is_short_of(signs: &Signs, work: &Signs) -> bool {
    /// A short form with a year has no more words than this.
    const BARE_WORDS: usize = 12;
    let little = signs.words.len() * 10 <= work.words.len() * 7;
    let shorter =
        signs.title.len() <= work.title.len() && (little || (!signs.dated && signs.words.len() <= BARE_WORDS));
    (signs.is_bare() && shorter && !signs.title.is_empty()) || (signs.title.is_empty() && signs.shares_address(work))
}

/// A work that no note cited before: one of the list of works or of the running text, or given here, or a short form of what is given nowhere.
fn for_the_first_time(resolver: &mut Resolver<'_>, index: usize) -> Resolution {
    if resolver.signs[index].imprint {
        return full(resolver, index);
    }
    let listed = in_entries(resolver, index);
    if listed.source.is_some() && is_given_in_full(resolver, index) {
        return full(resolver, index);
    }
    if listed.source.is_some() || listed.reason == Some(Reason::Ambiguous) {
        resolver.kinds[index] = Kind::Short;
        return with_page(resolver, index, listed);
    }
    if is_short_by_form(resolver, index) {
        resolver.kinds[index] = Kind::Short;
        resolver.give(index, false);
        return Resolution { reason: Some(Reason::NoAntecedent), ..Resolution::default() };
    }
    if let Some(found) = body::titled(resolver, index) {
        resolver.kinds[index] = Kind::Short;
        return found;
    }
    full(resolver, index)
}

/// A whole name and a long title are given in full, although the list of works has them, too.
fn is_given_in_full(resolver: &Resolver<'_>, index: usize) -> bool {
    let name = resolver.citation(index).short.names.first();
    name.is_some_and(|name| name.split_whitespace().count() > 1) && resolver.signs[index].title.len() >= LONG_TITLE
}

/// A name alone, or name and year, name no work that nobody knows. Who names a volume or a folio names a work.
fn is_short_by_form(resolver: &Resolver<'_>, index: usize) -> bool {
    let citation = resolver.citation(index);
    let volume = citation.locator.as_ref().is_some_and(|place| {
        let shelved = matches!(place.label, LocatorLabel::Volume | LocatorLabel::Folio);
        shelved || place.with_volume.is_some() || is_classical(&place.value)
    });
    let titled = resolver.signs[index].title.len();
    (titled == 0 && !volume) || (citation.short.year.is_some() && titled < DATED_TITLE)
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

/// A citation that gives its work for the first time.
fn full(resolver: &mut Resolver<'_>, index: usize) -> Resolution {
    resolver.kinds[index] = Kind::Full;
    resolver.give(index, true);
    Resolution { source: Some(SourceId::Citation(index)), confidence: 1.0, ..Resolution::default() }
}

/// "Able, Mills, in: Baker, Rivers, cit.": the holder is known, but the work in it is given for the first time.
pub(crate) fn contained(resolver: &mut Resolver<'_>, index: usize) -> Resolution {
    let found = earlier(resolver, index);
    if found.reason != Some(Reason::NoAntecedent) || found.source.is_some() || resolver.signs[index].is_empty() {
        return found;
    }
    if resolver.signs[index].is_contained() {
        return full(resolver, index);
    }
    resolver.give(index, false);
    found
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

/// "II, 6; p. 75": a place alone is one in the work just before, if that stands in the same note; else the text may name its work.
fn bare_place(resolver: &mut Resolver<'_>, index: usize) -> Resolution {
    resolver.kinds[index] = Kind::Short;
    let near = back::before(resolver, index).is_some_and(|before| before.same_note);
    let found = back::resolve(resolver, index);
    if near {
        return Resolution { confidence: found.confidence.min(0.7), ..found };
    }
    Resolution { reason: Some(Reason::NoAntecedent), ..Resolution::default() }
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
    if found.source.is_some() || matches!(found.reason, Some(Reason::Ambiguous)) || !found.candidates.is_empty() {
        return found;
    }
    let found = in_entries(resolver, index);
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
        known.is_some_and(|work| work.given && (work.signs.names.is_empty() || work.signs.title.is_empty()))
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

/// The work of an earlier note that a short form means.
fn in_notes(resolver: &Resolver<'_>, index: usize) -> Resolution {
    let ranked = rank(resolver, index, resolver.near(index));
    match ranked.meant() {
        Some((number, share)) => repeated(resolver, index, number, share, &ranked),
        None if ranked.is_ambiguous() => ambiguous(resolver, &ranked),
        None => Resolution { reason: Some(Reason::NoAntecedent), ..Resolution::default() },
    }
}

/// The entry of the list of works that a short form means.
fn in_entries(resolver: &Resolver<'_>, index: usize) -> Resolution {
    let ranked = rank(resolver, index, resolver.near_entries(index));
    among(&ranked, &resolver.entries)
}

/// A work that is given only after its short form.
pub(crate) fn later(resolver: &Resolver<'_>, index: usize) -> Resolution {
    let after = |(_, work): &(usize, &KnownWork)| {
        work.signs.imprint
            && matches!(work.id, SourceId::Citation(first) if resolver.rank_of(first) > resolver.rank_of(index))
    };
    let ranked = rank(resolver, index, resolver.near(index).filter(after));
    let found = among(&ranked, &resolver.works);
    let reason = found.source.map(|_| Reason::ForwardReference);
    Resolution { reason, link: Some(Link::SubsequentWork), confidence: found.confidence.min(0.7), ..found }
}

#[cfg(test)]
mod tests {
    use crate::resolve::Reason;
    use crate::resolve::tests::{MILL, MINE, last_source};

    /// Another book of the author of the first.
    const SALT: &str = "Ann Able, *Salt and Iron* (London: Dale, 1994), 3.";

    #[test]
    fn a_short_form_means_the_only_work_that_has_its_words() {
        for (notes, source) in [
            (&[MILL, MINE, "Able, 7."][..], Ok(1)),
            (&[MILL, MINE, "Baker, *Mines*, 7."], Ok(2)),
            (&[MILL, SALT, MINE, "Able, *Mill*, 7."], Ok(1)),
            (&[MILL, SALT, MINE, "Able, *Salt*, 7."], Ok(2)),
            (&[MILL, MINE, "Able, op. cit., 7."], Ok(1)),
            (&[MILL, MINE, "Carl Cole, *Ships of the South* (York: Elm, 1992), 3."], Ok(3)),
            (&[MILL, SALT, MINE, "Able, 7."], Err(Some(Reason::Ambiguous))),
            (&[MILL, MINE, "Cole, 7."], Err(Some(Reason::NoAntecedent))),
        ] {
            assert_eq!(last_source(notes), source, "{notes:?}");
        }
    }
}
