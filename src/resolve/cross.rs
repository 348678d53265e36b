//! Through a note's number: supra note 3, (n 3), wie Anm. 3; and to the document's own pages.

use std::collections::HashSet;

use super::known::KnownWork;
use super::state::Resolver;
use super::{Link, Reason, Resolution, SourceId, named, rank};

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

/// A work of the note whose words fit leaves little doubt.
const NAMED: f32 = 0.97;

/// How sure the only work of a note is where other words stand beside the pointer.
const UNNAMED: f32 = 0.7;

/// Of several works of the note, the one that is meant is likelier than this.
const CLEAR: f32 = 0.6;

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
    let near: Vec<SourceId> = resolver.near(index).map(|(_, work)| work.id).collect();
    let works = sources.iter().enumerate().filter(|(_, (source, _))| near.contains(source));
    let works = works.filter_map(|(place, (source, _))| Some((place, resolver.known(*source)?)));
    let ranked = rank::rank(resolver, index, works);
    let Some(&(place, share)) = ranked.works.first() else { return moved(resolver, index, &sources) };
    let (source, citation) = sources[place];
    let share = share / (1.0 - ranked.new);
    if share < CLEAR {
        let candidates = ranked.works.iter().map(|(place, _)| sources[*place].0).collect();
        return Resolution { reason: Some(Reason::Ambiguous), link, candidates, ..Resolution::default() };
    }
    Resolution {
        source: Some(source),
        antecedent: Some(SourceId::Citation(citation)),
        link,
        confidence: share.min(NAMED),
        ..Resolution::default()
    }
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
    let open = Resolution { reason: Some(Reason::AuthorMismatch), link: Some(Link::Footnote), candidates, ..elsewhere };
    // A name that no work has may be no name: the note's only work is meant.
    match sources {
        [(source, citation)] if !names_somebody(resolver, index) => Resolution {
            source: Some(*source),
            antecedent: Some(SourceId::Citation(*citation)),
            reason: None,
            confidence: UNNAMED,
            ..open
        },
        _ => open,
    }
}

/// True if a name of the citation is one that the document has elsewhere.
fn names_somebody(resolver: &Resolver<'_>, index: usize) -> bool {
    let name = |work: &KnownWork| {
        resolver.signs[index].names.iter().flatten().any(|word| work.signs.name_words.contains(word))
    };
    resolver.near(index).any(|(_, work)| name(work))
}

/// The sources of the citations, each once, with the first citation of each.
fn distinct(resolver: &Resolver<'_>, citations: &[usize]) -> Vec<(SourceId, usize)> {
    let mut seen = HashSet::new();
    let sources = citations.iter().filter_map(|&citation| Some((resolver.resolutions[citation].source?, citation)));
    sources.filter(|(source, _)| seen.insert(*source)).collect()
}

#[cfg(test)]
mod tests {
    use crate::resolve::Reason;
    use crate::resolve::tests::{MILL, MINE, last_source};

    #[test]
    fn the_number_of_a_note_leads_to_its_source() {
        for (notes, source) in [
            (&[MILL, MINE, "Able, supra note 1, at 9."][..], Ok(1)),
            (&[MILL, MINE, "Baker (n 2) 9."], Ok(2)),
            (&[MILL, MINE, "See above, n. 1."], Ok(1)),
            (&[MILL, MINE, "Able, supra note 9, at 9."], Err(Some(Reason::NoAntecedent))),
        ] {
            assert_eq!(last_source(notes), source, "{notes:?}");
        }
    }
}
