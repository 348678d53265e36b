//! Through a note's number: supra note 3, (n 3), wie Anm. 3; and to the document's own pages.

use super::resolver::Resolver;
use super::sign::Fit;
use super::{Link, Reason, Resolution, SourceId, named};

/// The source of a cross-reference.
pub(crate) fn resolve(resolver: &Resolver<'_>, index: usize) -> Resolution {
    let short = &resolver.citation(index).short;
    let Some(label) = &short.note_label else {
        if short.own_text || resolver.signs[index].is_empty() {
            return Resolution { reason: Some(Reason::OwnText), ..Resolution::default() };
        }
        return named::earlier(resolver, index);
    };
    match resolver.labels.note(label) {
        Some(note) => in_note(resolver, index, note),
        None => Resolution { reason: Some(Reason::NoAntecedent), link: Some(Link::Footnote), ..Resolution::default() },
    }
}

/// The source in the note that was pointed at, by name where several stand there.
fn in_note(resolver: &Resolver<'_>, index: usize, note: usize) -> Resolution {
    let link = Some(Link::Footnote);
    let there: Vec<usize> = resolver
        .by_note
        .get(&note)
        .into_iter()
        .flatten()
        .copied()
        .filter(|&citation| citation != index && !resolver.citation(citation).short.own_text)
        .collect();
    let sources = distinct(resolver, &there);
    let signs = &resolver.signs[index];
    if signs.is_empty() {
        return match sources.as_slice() {
            [(source, citation)] => Resolution {
                source: Some(*source),
                antecedent: Some(SourceId::Citation(*citation)),
                link,
                confidence: 0.93,
                ..Resolution::default()
            },
            [] => Resolution { reason: Some(Reason::NoAntecedent), link, ..Resolution::default() },
            several => Resolution {
                reason: Some(Reason::Ambiguous),
                link,
                candidates: several.iter().map(|(source, _)| *source).collect(),
                ..Resolution::default()
            },
        };
    }
    let mut fits: Vec<(SourceId, usize, Fit)> = Vec::new();
    for (source, citation) in &sources {
        let known = resolver.known(*source).map(|work| &work.signs);
        let fit = known.and_then(|work| signs.fits(work)).or_else(|| signs.fits(&resolver.signs[*citation]));
        fits.extend(fit.map(|fit| (*source, *citation, fit)));
    }
    if let Some(other) = signs.with_title_for_names().filter(|_| fits.is_empty()) {
        let fit = |source| resolver.known(source).and_then(|work| other.fits(&work.signs));
        fits.extend(sources.iter().filter_map(|&(source, citation)| Some((source, citation, fit(source)?))));
    }
    fits.sort_by(|a, b| b.2.score.total_cmp(&a.2.score));
    match fits.as_slice() {
        [(source, citation, fit)] => Resolution {
            source: Some(*source),
            antecedent: Some(SourceId::Citation(*citation)),
            link,
            confidence: if fit.exact { 0.98 } else { 0.85 },
            ..Resolution::default()
        },
        [(source, citation, first), (_, _, second), ..] if first.score > second.score + 0.05 => Resolution {
            source: Some(*source),
            antecedent: Some(SourceId::Citation(*citation)),
            link,
            confidence: 0.9,
            ..Resolution::default()
        },
        [] => match sharing(resolver, index, &sources).as_slice() {
            [(source, citation)] => Resolution {
                source: Some(*source),
                antecedent: Some(SourceId::Citation(*citation)),
                link,
                confidence: 0.8,
                ..Resolution::default()
            },
            _ => moved(resolver, index, &sources),
        },
        several => Resolution {
            reason: Some(Reason::Ambiguous),
            link,
            candidates: several.iter().map(|(source, ..)| *source).collect(),
            ..Resolution::default()
        },
    }
}

/// The sources that share one name with the citation, where a slip keeps the others from fitting.
fn sharing(resolver: &Resolver<'_>, index: usize, sources: &[(SourceId, usize)]) -> Vec<(SourceId, usize)> {
    let signs = &resolver.signs[index];
    let shares = |source: SourceId| {
        resolver.known(source).is_some_and(|work| signs.shares_name(&work.signs) || signs.shares_title(&work.signs))
    };
    sources.iter().copied().filter(|(source, _)| shares(*source)).collect()
}

/// Nothing in the note fits the name: the note has moved, or the name is spelt otherwise.
fn moved(resolver: &Resolver<'_>, index: usize, sources: &[(SourceId, usize)]) -> Resolution {
    let elsewhere = named::earlier(resolver, index);
    let candidates = sources.iter().map(|(source, _)| *source).collect();
    if elsewhere.source.is_some() {
        return Resolution {
            reason: Some(Reason::AuthorMismatch),
            link: Some(Link::Footnote),
            candidates,
            confidence: elsewhere.confidence.min(0.7),
            ..elsewhere
        };
    }
    Resolution { reason: Some(Reason::AuthorMismatch), link: Some(Link::Footnote), candidates, ..Resolution::default() }
}

/// The sources of the citations, each once, with the first citation of each.
fn distinct(resolver: &Resolver<'_>, citations: &[usize]) -> Vec<(SourceId, usize)> {
    let mut sources: Vec<(SourceId, usize)> = Vec::new();
    for &citation in citations {
        if let Some(source) = resolver.resolutions[citation].source
            && !sources.iter().any(|(other, _)| *other == source)
        {
            sources.push((source, citation));
        }
    }
    sources
}
