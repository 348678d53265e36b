//! Works that only the running text names: the last resort for what notes and lists of works do not give.

use super::known::KnownWork;
use super::rank::{among, rank};
use super::state::Resolver;
use super::{Link, Reason, Resolution, SourceId};
use crate::citation::Kind;

/// The source of a short form that nothing in notes or lists explains: a work that the running text names before its marker.
pub(crate) fn resolve(resolver: &Resolver<'_>, index: usize) -> Resolution {
    let open = || Resolution { reason: Some(Reason::NoAntecedent), ..Resolution::default() };
    let Some(marker) = marker_of(resolver, index) else { return open() };
    let body = resolver.body();
    if resolver.signs[index].is_empty() {
        let near = body.just_before(marker).filter(|_| resolver.kinds[index] == Kind::Opcit);
        return near.map_or_else(open, |source| given(source, 0.7));
    }
    let ranked = rank(resolver, index, body.candidates(&resolver.signs[index], marker));
    let found = among(&ranked, &body.works);
    Resolution { confidence: found.confidence.min(0.8), ..found }
}

/// The work that the running text has named before a citation whose title is no more than its.
pub(crate) fn titled(resolver: &Resolver<'_>, index: usize) -> Option<Resolution> {
    let signs = &resolver.signs[index];
    let marker = marker_of(resolver, index)?;
    let body = resolver.body();
    let shorter =
        |(_, work): &(usize, &KnownWork)| !signs.title.is_empty() && signs.title.len() <= work.signs.title.len();
    let ranked = rank(resolver, index, body.candidates(signs, marker).filter(shorter));
    let found = among(&ranked, &body.works);
    (found.source.is_some() && found.reason.is_none())
        .then(|| Resolution { confidence: found.confidence.min(0.8), ..found })
}

fn given(source: SourceId, confidence: f32) -> Resolution {
    Resolution { source: Some(source), link: Some(Link::PrecedingWork), confidence, ..Resolution::default() }
}

/// Where the marker of a citation's note stands.
fn marker_of(resolver: &Resolver<'_>, index: usize) -> Option<usize> {
    let document = resolver.evidence.document;
    let note = document.notes.get(resolver.citation(index).note)?;
    document.first_marker(note).map(|marker| marker.span.start)
}
