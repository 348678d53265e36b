//! From the words of a reference to their parts: what is seen of each word, the weights, and the best path through them.
//!
//! A linear-chain conditional random field whose weights `examples/train.rs` learns and [`Model::current`] holds. Parts begin or go on,
//! so that two neighbours of one kind stay apart, and how likely one part comes after another depends on the punctuation between.

#[macro_use]
mod templates;

mod antiquity;
mod context;
mod cues;
mod features;
mod gazetteer;
mod hash;
mod key;
mod label;
mod lattice;
mod load;
mod model;
mod nbest;
pub mod note;
mod outlook;
mod part;
mod rerank;
mod softmax;
mod stretch;
mod table;
mod token;
mod word;

pub(crate) use antiquity::{is_scripture, is_shortened_author};
use features::boundaries;
pub use features::{BOUNDARY_CLASSES, Boundary, FEATURES, Observations};
pub(crate) use gazetteer::{is_given_name, is_surname};
pub use label::{Label, Segment};
pub use lattice::{PARTS, PartMatrix, PartScores, PartSums, PartTransitions, STATES, States, TABLES, best_path};
pub use load::{NoModel, has_models, load_model};
pub use model::{Model, with_reranker, write_model};
pub use nbest::{PartReading, best_readings};
pub use part::Part;
pub use rerank::{RERANKER_WEIGHTS, RIVALS, TEMPER, observe_reading};
pub use softmax::softmax;
pub use stretch::{Stretch, TaggedToken, segments, stretches};
pub use token::words;

use crate::text::Flat;

/// The most words that are read as one reference; what follows is read as another. Keeps memory small on a line of a megabyte.
const LONGEST: usize = 1000;

/// A part with a smaller share of the paths up to a word is not followed up. It changes a probability by less than .02 in 99 words of 100,
/// and the time to a third.
const NEGLIGIBLE: f32 = 1e-3;

/// Labels every word of a reference, with probabilities. Between two tokens stands white space or nothing ("5(2):123").
#[must_use]
pub fn tag(text: &Flat) -> Vec<TaggedToken> {
    let model = Model::current();
    let seen = Observations::of(&key::numbered(text));
    let emissions = model.emissions(&seen);
    let mut tokens = Vec::with_capacity(emissions.len());
    for (emissions, boundaries) in emissions.chunks(LONGEST).zip(seen.boundaries.chunks(LONGEST)) {
        let ChosenReading { states, changed } = choose(model, &seen, emissions, boundaries);
        let sums = PartSums::over(emissions, boundaries, model.exponentials(), None, NEGLIGIBLE);
        for (at, (state, changed)) in states.into_iter().zip(changed).enumerate() {
            let marginal = sums.marginal(at);
            let confidence = changed.unwrap_or_else(|| marginal[state % PARTS] + marginal[state % PARTS + PARTS]);
            let span = seen.spans[tokens.len()];
            tokens.push(TaggedToken { confidence: confidence.clamp(0.0, 1.0), ..token(span, state) });
        }
    }
    tokens
}

/// Labels the words of one reference, without probabilities: the quick way to its segments.
#[must_use]
pub(crate) fn segment(text: &Flat) -> Vec<Segment> {
    let model = Model::current();
    let seen = Observations::of(&key::numbered(text));
    let emissions = model.emissions(&seen);
    let paths = emissions.chunks(LONGEST).zip(seen.boundaries.chunks(LONGEST));
    let states = paths.flat_map(|(emissions, boundaries)| choose(model, &seen, emissions, boundaries).states);
    let tokens: Vec<TaggedToken> = seen.spans.iter().zip(states).map(|(span, state)| token(*span, state)).collect();
    segments(&tokens)
}

/// The states that were chosen for some words, and where the chain alone had another part, how probable the readings with this one are together.
struct ChosenReading {
    states: Vec<usize>,
    changed: Vec<Option<f32>>,
}

/// Chooses a reading by the chain of words and, where others come near it, by the reference as a whole.
fn choose(model: &Model, seen: &Observations, emissions: &[States], boundaries: &[Boundary]) -> ChosenReading {
    // What is longer than one reference can be is no whole.
    let is_whole = emissions.len() == seen.spans.len();
    let mut readings = best_readings(emissions, boundaries, &model.transitions, if is_whole { RIVALS } else { 1 });
    if readings.len() < 2 {
        let states = readings.into_iter().next().map(|reading| reading.states).unwrap_or_default();
        return ChosenReading { changed: vec![None; states.len()], states };
    }
    let probabilities = model.reranker.probabilities(seen, &readings);
    let best = (0..readings.len()).max_by(|a, b| probabilities[*a].total_cmp(&probabilities[*b]).then(b.cmp(a)));
    let best = best.unwrap_or_default();
    let part = |reading: usize, at: usize| readings[reading].states[at] % PARTS;
    let share = |at: usize| {
        let agree = (0..readings.len()).filter(|reading| part(*reading, at) == part(best, at));
        agree.map(|reading| probabilities[reading]).sum::<f32>()
    };
    let changed = (0..emissions.len()).map(|at| (part(best, at) != part(0, at)).then(|| share(at)));
    ChosenReading { changed: changed.collect(), states: std::mem::take(&mut readings[best].states) }
}

fn token(span: crate::text::Span, state: usize) -> TaggedToken {
    TaggedToken { span, part: Part::from_index(state % PARTS), begins: state < PARTS, confidence: 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn segments_cover_any_text(text in "[\\PC\\s]{0,120}") {
            let mut end = 0;
            for segment in segment(&Flat::verbatim(text.clone(), 0)) {
                prop_assert!(text[end..segment.span.start].chars().all(char::is_whitespace));
                end = segment.span.end;
            }
            prop_assert!(text[end..].chars().all(char::is_whitespace));
        }

        #[test]
        fn probabilities_are_between_0_and_1(text in "[A-Za-z0-9 .,:;()“”-]{0,80}") {
            for token in tag(&Flat::verbatim(text, 0)) {
                prop_assert!((0.0..=1.0).contains(&token.confidence));
            }
        }
    }
}
