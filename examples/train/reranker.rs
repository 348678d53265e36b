//! Learns the weights of the reranker: which of the likeliest readings is right, on references that the chain did not learn from.

use ibid::tagging::{Model, Observations, RERANKER_WEIGHTS, RIVALS, TEMPER, best_readings, observe_reading, softmax};

use crate::example::Example;
use crate::learner::shuffle;

/// Times through all trials. The weights are the mean of those after each time, without the first third.
const EPOCHS: usize = 10;

/// The first step.
const RATE: f32 = 0.1;

/// What each weight loses after each time.
const DECAY: f32 = 0.02;

/// The readings of one reference, with what is seen of each.
pub(crate) struct Trial {
    scores: Vec<f32>,
    seen: Vec<Vec<u32>>,
    /// How many of the words each reading labels as they may be.
    right: Vec<usize>,
    words: usize,
}

impl Trial {
    /// The readings of an example; `None` where it has no word.
    pub(crate) fn of(example: &Example, model: &Model) -> Option<Self> {
        let seen = Observations::of(&example.flat);
        let readings = best_readings(&model.emissions(&seen), &seen.boundaries, &model.transitions, RIVALS);
        let fits = |at: usize, state: usize| example.allowed[at] >> state & 1 == 1;
        let right = readings
            .iter()
            .map(|reading| reading.states.iter().enumerate().filter(|(at, state)| fits(*at, **state)).count());
        let mut trial = Self {
            right: right.collect(),
            seen: Vec::new(),
            scores: readings.iter().map(|reading| reading.score).collect(),
            words: seen.spans.len(),
        };
        if trial.teaches() {
            let observed = readings.iter().map(|reading| {
                let mut found = Vec::new();
                observe_reading(&seen, &reading.states, &mut found);
                found
            });
            trial.seen = observed.collect();
        }
        (trial.words > 0).then_some(trial)
    }

    fn probabilities(&self, weights: &[f32]) -> Vec<f32> {
        let sum = |seen: &Vec<u32>| seen.iter().map(|at| weights[*at as usize]).sum::<f32>();
        softmax(&self.scores.iter().zip(&self.seen).map(|(score, seen)| score * TEMPER + sum(seen)).collect::<Vec<_>>())
    }

    /// The right readings, or those that are least wrong.
    fn wanted(&self) -> Vec<bool> {
        let most = self.right.iter().copied().max().unwrap_or_default();
        self.right.iter().map(|right| *right == most).collect()
    }

    fn teaches(&self) -> bool {
        self.right.iter().any(|right| Some(right) != self.right.first())
    }

    /// What the probability of the wanted readings gains by more of each.
    fn slopes(&self, weights: &[f32]) -> Vec<f32> {
        let probabilities = self.probabilities(weights);
        let wanted = self.wanted();
        let sum: f32 = probabilities.iter().zip(&wanted).filter(|(_, wanted)| **wanted).map(|(share, _)| share).sum();
        let target = |share: f32, wanted: bool| if wanted { share / sum.max(1e-9) } else { 0.0 };
        probabilities.iter().zip(wanted).map(|(share, wanted)| target(*share, wanted) - share).collect()
    }
}

/// Learns the weights, and prints how often the chosen reading is right on the fifth of the references that is left out for that.
pub(crate) fn learn(trials: &[Trial]) -> Vec<f32> {
    let (left_out, rest): (Vec<_>, Vec<_>) = trials.iter().enumerate().partition(|(at, _)| at % 5 == 0);
    let rest: Vec<&Trial> = rest.into_iter().map(|(_, trial)| trial).collect();
    let weights = fitted(&rest);
    report(left_out.into_iter().map(|(_, trial)| trial), &weights);
    fitted(&trials.iter().collect::<Vec<_>>())
}

fn fitted(trials: &[&Trial]) -> Vec<f32> {
    let trials: Vec<&Trial> = trials.iter().copied().filter(|trial| trial.teaches()).collect();
    let (mut weights, mut squares) = (vec![0f32; RERANKER_WEIGHTS], vec![1f32; RERANKER_WEIGHTS]);
    let mut sums = vec![0f32; RERANKER_WEIGHTS];
    let mut order: Vec<usize> = (0..trials.len()).collect();
    let mut random = 0x9e37_79b9_7f4a_7c15;
    for epoch in 0..EPOCHS {
        shuffle(&mut order, &mut random);
        for trial in order.iter().map(|at| trials[*at]) {
            for (slope, seen) in trial.slopes(&weights).into_iter().zip(&trial.seen) {
                for at in seen.iter().map(|at| *at as usize).filter(|_| slope.abs() > 1e-4) {
                    squares[at] += slope * slope;
                    weights[at] += RATE * (1.0 - epoch as f32 / EPOCHS as f32) / squares[at].sqrt() * slope;
                }
            }
        }
        weights.iter_mut().for_each(|weight| *weight *= 1.0 - DECAY);
        if epoch >= EPOCHS / 3 {
            sums.iter_mut().zip(&weights).for_each(|(sum, weight)| *sum += weight);
        }
    }
    sums.iter().map(|sum| sum / (EPOCHS - EPOCHS / 3) as f32).collect()
}

fn report<'a>(trials: impl Iterator<Item = &'a Trial>, weights: &[f32]) {
    let (mut all, mut first, mut chosen, mut among) = (0, 0, 0, 0);
    for trial in trials {
        let probabilities = if trial.teaches() { trial.probabilities(weights) } else { Vec::new() };
        let best = (0..probabilities.len())
            .max_by(|a, b| probabilities[*a].total_cmp(&probabilities[*b]).then(b.cmp(a)))
            .or(Some(0));
        let is_right = |at: usize| trial.right[at] == trial.words;
        all += 1;
        first += usize::from(is_right(0));
        chosen += usize::from(best.is_some_and(is_right));
        among += usize::from((0..trial.right.len()).any(is_right));
    }
    let share = |count: usize| count as f64 / f64::from(all.max(1));
    println!(
        "{all} references: first {:.4}, chosen {:.4}, among {RIVALS} {:.4}",
        share(first),
        share(chosen),
        share(among)
    );
}
