//! Why a citation was taken to mean a work: the choices it had, how likely each was, and what spoke for and against it.

use super::ranking::{self, Ground};
use super::{ResolutionInput, SourceId, resolver};

/// The choices that a citation by name or title had.
#[derive(Debug, Clone, PartialEq)]
pub struct Choices {
    /// The citation, by its place in the document.
    pub citation: usize,
    /// The works of earlier notes that it may mean, and a new one; the likeliest first.
    pub choices: Vec<Choice>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The work; `None` where it is a work that was not cited before.
    pub source: Option<SourceId>,
    /// How likely it is, from 0 to 1.
    pub share: f32,
    /// What spoke for it and against it, what weighs most first.
    pub grounds: Vec<Ground>,
}

/// The choices of all citations that names or titles explain, in the order of the citations.
pub(crate) fn why(evidence: ResolutionInput<'_>) -> Vec<Choices> {
    let weighed = resolver::weighed(evidence).into_iter().map(|weighed| {
        let shares = ranking::shares(&weighed.choices);
        let sources = weighed.works.into_iter().map(Some).chain([None]);
        let choices = sources.zip(shares).zip(&weighed.choices);
        let mut choices: Vec<Choice> = choices
            .map(|((source, share), likeness)| Choice { source, share, grounds: ranking::grounds(likeness) })
            .collect();
        choices.sort_by(|a, b| b.share.total_cmp(&a.share));
        Choices { citation: weighed.citation, choices }
    });
    let mut all: Vec<Choices> = weighed.collect();
    all.sort_by_key(|choices| choices.citation);
    all
}
