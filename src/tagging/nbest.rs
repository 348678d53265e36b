//! The likeliest readings of a reference, best first: a search backwards through the scores of the best path, which tell how well each
//! state can be reached (A*, with a bound that is exact).

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::features::Boundary;
use super::lattice::{PARTS, PartTransitions, STATES, States, reached};

/// A reading this far behind the best (e to the power of 4: 55 times less likely) is no rival of it.
const GAP: f32 = 5.0;

/// The search ends after this many steps for each word.
const STEPS_A_WORD: usize = 60;

/// One way to label all words.
#[derive(Debug, Clone, PartialEq)]
pub struct PartReading {
    /// The state of each word.
    pub states: Vec<usize>,
    /// The sum of the scores of its words and transitions.
    pub score: f32,
}

/// A word in a state, and the step that follows.
struct PartStep {
    at: usize,
    state: usize,
    next: Option<usize>,
    /// The score of what follows the word.
    after: f32,
}

/// A step with the best score of a reading that takes it.
struct Open {
    score: f32,
    step: usize,
}

impl Ord for Open {
    fn cmp(&self, other: &Self) -> Ordering {
        self.score.total_cmp(&other.score).then(other.step.cmp(&self.step))
    }
}

impl PartialOrd for Open {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Open {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Open {}

/// The best `count` readings, or fewer where the others are far behind.
#[must_use]
pub fn best_readings(
    emissions: &[States],
    boundaries: &[Boundary],
    transitions: &PartTransitions,
    count: usize,
) -> Vec<PartReading> {
    let scores = reached(emissions, boundaries, transitions);
    let Some(last) = scores.last() else { return Vec::new() };
    let top = last.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut search = Search { least: top - GAP, steps: Vec::new(), open: BinaryHeap::new() };
    (0..STATES).for_each(|state| search.add(last[state], emissions.len() - 1, state, None, 0.0));
    let mut readings = Vec::new();
    while readings.len() < count && search.steps.len() < STEPS_A_WORD * emissions.len() + STATES {
        let Some(Open { score, step }) = search.open.pop() else { break };
        let PartStep { at, state, after, .. } = search.steps[step];
        let Some(before) = at.checked_sub(1) else {
            readings.push(PartReading { states: search.states(step), score });
            continue;
        };
        let after = after + emissions[at][state];
        let mut enter = |part: usize, edge: f32| {
            for from in [part, PARTS + part] {
                search.add(scores[before][from] + edge + after, before, from, Some(step), edge + after);
            }
        };
        match state.checked_sub(PARTS) {
            Some(part) => enter(part, 0.0),
            None => {
                let edges = transitions.scores_before(boundaries[at], state);
                edges.into_iter().enumerate().for_each(|(part, edge)| enter(part, edge));
            }
        }
    }
    readings
}

struct Search {
    least: f32,
    steps: Vec<PartStep>,
    open: BinaryHeap<Open>,
}

impl Search {
    fn add(&mut self, score: f32, at: usize, state: usize, next: Option<usize>, after: f32) {
        if score > self.least {
            self.open.push(Open { score, step: self.steps.len() });
            self.steps.push(PartStep { at, state, next, after });
        }
    }

    /// The states from a step to the last word.
    fn states(&self, step: usize) -> Vec<usize> {
        let steps = std::iter::successors(Some(step), |step| self.steps[*step].next);
        steps.map(|step| self.steps[step].state).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagging::best_path;

    const PLAIN: Boundary = [0, 0, 0];

    fn scores(rows: &[&[(usize, f32)]]) -> Vec<States> {
        let row = |row: &&[(usize, f32)]| {
            let mut states = [-20.0; STATES];
            row.iter().for_each(|(state, score)| states[*state] = *score);
            states
        };
        rows.iter().map(row).collect()
    }

    #[test]
    fn readings_come_in_the_order_of_their_scores() {
        let emissions = scores(&[&[(0, 3.0)], &[(PARTS, 2.0), (5, 1.5)], &[(5, 2.0), (PARTS + 5, 1.0), (9, 1.0)]]);
        let mut transitions = PartTransitions::default();
        transitions.tables[0][5][9] = -0.75;
        let readings = best_readings(&emissions, &[PLAIN; 3], &transitions, 4);
        let found: Vec<_> = readings.iter().map(|reading| (reading.states.as_slice(), reading.score)).collect();
        let expected: [(&[usize], f32); 4] =
            [(&[0, PARTS, 5], 7.0), (&[0, 5, 5], 6.5), (&[0, PARTS, 9], 6.0), (&[0, 5, PARTS + 5], 5.5)];
        assert_eq!(found, expected);
        assert_eq!(readings[0].states, best_path(&emissions, &[PLAIN; 3], &transitions));
    }

    #[test]
    fn what_is_far_behind_is_no_rival() {
        let emissions = scores(&[&[(0, 9.0), (3, 1.0)], &[(5, 9.0)]]);
        assert_eq!(best_readings(&emissions, &[PLAIN; 2], &PartTransitions::default(), 9).len(), 1);
        assert!(best_readings(&[], &[], &PartTransitions::default(), 9).is_empty());
    }
}
