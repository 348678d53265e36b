//! Learns the weights: adaptive gradient steps on the likelihood of what is known, with an L1 penalty that keeps few weights.
//!
//! Each run is one thread with one order of the examples: to learn twice gives the same bytes.

use std::collections::HashMap;

use ibid::tagging::{
    Boundary, FEATURES, Observations, PARTS, PartScores, PartSums, PartTransitions, STATES, States, TABLES, write_model,
};

use crate::example::Example;

/// What can be chosen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settings {
    /// Times through all examples.
    pub(crate) epochs: usize,
    /// Runs that are averaged.
    pub(crate) runs: usize,
    /// The first step.
    pub(crate) rate: f32,
    /// The penalty on the size of weights.
    pub l1: f32,
    /// The penalty on their squares.
    pub l2: f32,
    /// The share of the features hidden at random from each word, so that none relies on another.
    pub(crate) hidden: f32,
    /// Features seen less often than this are left out.
    pub(crate) at_least: u8,
}

/// An example as the learner needs it.
struct Instance {
    rows: Vec<u32>,
    boundaries: Vec<Boundary>,
    allowed: Vec<u64>,
}

/// Parts with a smaller share of the paths are left out of the sums over all of them.
const UNLIKELY: f32 = 6e-6;

/// No row: the feature was too rare.
const NONE: u32 = u32::MAX;

/// A step smaller than this is not worth taking.
const NEGLIGIBLE: f32 = 0.002;

/// Examples between two refreshes of the transitions' exponentials.
const BATCH: usize = 16;

/// Weights by feature and state, in rows.
#[derive(Clone)]
struct Rows {
    features: Vec<u32>,
    starts: Vec<usize>,
    states: Vec<u8>,
    weights: Vec<f32>,
    squares: Vec<f32>,
    /// The sum of each weight over the steps that are averaged.
    sums: Vec<f64>,
    touched: Vec<u32>,
}

/// The weights and what their steps so far have been.
pub(crate) struct Learner {
    settings: Settings,
    rows: Rows,
    transitions: PartTransitions,
    squares: PartTransitions,
    gradient: PartTransitions,
    exponentials: PartTransitions,
    examples: usize,
    rate: f32,
    step: u32,
    /// The step after which weights are averaged.
    averaged_from: u32,
}

/// Where the random numbers of each run begin. What one run learns by chance, the mean of four has little of.
const SEEDS: [u64; 4] = [0x2545_f491_4f6c_dd1d, 0x9e37_79b9_7f4a_7c15, 0xd1b5_4a32_d192_ed03, 0x8cb9_2ba7_2f3d_8dd7];

impl Learner {
    /// Learns from the examples: the mean of several runs, side by side.
    pub(crate) fn learn(examples: &[Example], settings: Settings) -> Self {
        let (rows, instances) = prepare(examples, settings.at_least);
        let runs = std::thread::scope(|scope| {
            let (rows, instances) = (&rows, &instances);
            let run = move |seed| Self::new(rows, instances.len(), settings).run(instances, seed);
            let runs = SEEDS.iter().take(settings.runs.max(1)).map(|seed| scope.spawn(move || run(*seed)));
            let runs: Vec<_> = runs.collect();
            runs.into_iter().map(|run| run.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
        });
        mean(runs)
    }

    fn new(rows: &Rows, examples: usize, settings: Settings) -> Self {
        Self {
            settings,
            rows: rows.clone(),
            transitions: PartTransitions::default(),
            squares: PartTransitions::default(),
            gradient: PartTransitions::default(),
            exponentials: PartTransitions::default().exponentials(),
            examples,
            rate: settings.rate,
            step: 0,
            averaged_from: (settings.epochs * examples / 3) as u32,
        }
    }

    fn run(mut self, instances: &[Instance], seed: u64) -> Self {
        let mut order: Vec<usize> = (0..instances.len()).collect();
        let mut random = seed;
        for epoch in 0..self.settings.epochs {
            shuffle(&mut order, &mut random);
            let loss = self.pass(instances, &order, epoch, random);
            eprintln!("epoch {:2}: loss {:.4} an example", epoch + 1, loss / instances.len() as f64);
        }
        self.average();
        self
    }

    fn pass(&mut self, instances: &[Instance], order: &[usize], epoch: usize, mut random: u64) -> f64 {
        let mut loss = 0.0;
        let steps = (self.settings.epochs * order.len()) as f32;
        for (count, index) in order.iter().enumerate() {
            let done = (epoch * order.len() + count) as f32 / steps;
            self.rate = self.settings.rate * (1.0 - 0.8 * done);
            self.step += 1;
            loss += self.take(&instances[*index], &mut random);
            if (count + 1) % BATCH == 0 {
                self.step_transitions();
            }
        }
        loss
    }

    fn take(&mut self, instance: &Instance, random: &mut u64) -> f64 {
        let kept = 1.0 - self.settings.hidden;
        let hide = (self.settings.hidden * 65536.0) as u64;
        let rows: Vec<u32> =
            instance.rows.iter().map(|row| if next(random) & 0xffff < hide { NONE } else { *row }).collect();
        let emissions = rows.chunks_exact(FEATURES).map(|rows| self.emission(rows).map(|score| score / kept));
        let emissions: Vec<States> = emissions.collect();
        let free = PartSums::over(&emissions, &instance.boundaries, &self.exponentials, None, UNLIKELY);
        let bound = PartSums::over(&emissions, &instance.boundaries, &self.exponentials, Some(&instance.allowed), 0.0);
        if !bound.log_total.is_finite() || !free.log_total.is_finite() {
            return 0.0;
        }
        for (at, rows) in rows.chunks_exact(FEATURES).enumerate() {
            let (target, guess) = (bound.marginal(at), free.marginal(at));
            let delta: States = std::array::from_fn(|state| target[state] - guess[state]);
            if delta.iter().any(|delta| delta.abs() > NEGLIGIBLE) {
                rows.iter().filter(|row| **row != NONE).for_each(|row| self.step_row(*row as usize, &delta));
                self.add_edges(&bound, at, instance.boundaries[at], 1.0);
                self.add_edges(&free, at, instance.boundaries[at], -1.0);
            }
        }
        free.log_total - bound.log_total
    }

    fn emission(&self, rows: &[u32]) -> States {
        let mut scores = [0.0; STATES];
        for row in rows.iter().filter(|row| **row != NONE) {
            let range = self.rows.starts[*row as usize]..self.rows.starts[*row as usize + 1];
            for (state, weight) in self.rows.states[range.clone()].iter().zip(&self.rows.weights[range]) {
                scores[usize::from(*state)] += weight;
            }
        }
        scores
    }

    /// A step for the weights of one feature, after the penalty for the examples since the last.
    fn step_row(&mut self, row: usize, delta: &States) {
        let last = self.rows.touched[row];
        let waited = (self.step - last) as f32 / self.examples as f32;
        let counted = f64::from(self.step - last.max(self.averaged_from).min(self.step));
        self.rows.touched[row] = self.step;
        let (l1, l2) = (self.settings.l1 * waited, self.settings.l2 * waited);
        for index in self.rows.starts[row]..self.rows.starts[row + 1] {
            let gradient = delta[usize::from(self.rows.states[index])];
            self.rows.sums[index] += f64::from(self.rows.weights[index]) * counted;
            self.rows.squares[index] += gradient * gradient;
            let rate = self.rate / self.rows.squares[index].sqrt();
            let moved = self.rows.weights[index] * (1.0 - (rate * l2).min(0.5)) + rate * gradient;
            self.rows.weights[index] = shrink(moved, rate * l1);
        }
    }

    /// Puts the mean over the later steps in the place of every weight: it wavers less than the last.
    fn average(&mut self) {
        let still = [0.0; STATES];
        let steps = f64::from(self.step - self.averaged_from);
        for row in 0..self.rows.features.len() {
            self.step_row(row, &still);
        }
        for (weight, sum) in self.rows.weights.iter_mut().zip(&self.rows.sums) {
            *weight = (sum / steps) as f32;
        }
    }

    /// Adds the expected transitions into a word.
    fn add_edges(&mut self, sums: &PartSums, at: usize, boundary: Boundary, sign: f32) {
        let Some(before) = at.checked_sub(1) else { return };
        let indexes = PartTransitions::indexes(boundary);
        let onward: PartScores = std::array::from_fn(|part| sums.emissions[at][part] * sums.backward[at][part] * sign);
        for part in 0..PARTS {
            let weight = sums.forward[before][part] + sums.forward[before][PARTS + part];
            if weight < 1e-5 {
                continue;
            }
            let [a, b, c, d] = indexes.map(|index| &self.exponentials.tables[index][part]);
            let share: PartScores =
                std::array::from_fn(|next| weight * a[next] * b[next] * c[next] * d[next] * onward[next]);
            for index in indexes {
                self.gradient.tables[index][part].iter_mut().zip(share).for_each(|(sum, share)| *sum += share);
            }
        }
    }

    fn step_transitions(&mut self) {
        let l2 = self.settings.l2 * BATCH as f32 / self.examples as f32;
        for (table, part) in (0..TABLES).flat_map(|table| (0..PARTS).map(move |part| (table, part))) {
            for next in 0..PARTS {
                let gradient = std::mem::take(&mut self.gradient.tables[table][part][next]);
                if gradient != 0.0 {
                    let squares = &mut self.squares.tables[table][part][next];
                    *squares += gradient * gradient;
                    let weight = &mut self.transitions.tables[table][part][next];
                    *weight = *weight * (1.0 - l2) + self.rate * gradient / (1.0 + *squares).sqrt();
                    self.exponentials.tables[table][part][next] = weight.exp();
                }
            }
        }
    }

    /// All weights: those of features, then those of transitions.
    fn weights(&mut self) -> impl Iterator<Item = &mut f32> {
        self.rows.weights.iter_mut().chain(self.transitions.tables.iter_mut().flatten().flatten())
    }

    /// The model as bytes, without weights smaller than `least`, with the weights of the reranker.
    pub(crate) fn write(&self, least: f32, reranker: &[f32]) -> Vec<u8> {
        let row = |row: usize| {
            let range = self.rows.starts[row]..self.rows.starts[row + 1];
            let weights = range.map(|index| (self.rows.states[index], self.rows.weights[index]));
            (self.rows.features[row], weights.filter(|(_, weight)| weight.abs() >= least).collect::<Vec<_>>())
        };
        let rows = (0..self.rows.features.len()).map(row).filter(|(_, weights)| !weights.is_empty());
        write_model(rows.collect(), &self.transitions, reranker)
    }
}

/// The mean of the weights of several runs over the same rows.
fn mean(runs: Vec<Learner>) -> Learner {
    let count = runs.len() as f32;
    let mut runs = runs.into_iter();
    let Some(mut sum) = runs.next() else { unreachable!("there is at least one run") };
    for run in runs {
        sum.weights()
            .zip(run.rows.weights.iter().chain(run.transitions.tables.iter().flatten().flatten()))
            .for_each(|(sum, weight)| *sum += weight);
    }
    sum.weights().for_each(|weight| *weight /= count);
    sum
}

fn shrink(weight: f32, by: f32) -> f32 {
    weight.signum() * (weight.abs() - by).max(0.0)
}

/// Numbers the features that are seen often enough, with the states that they are seen with.
fn prepare(examples: &[Example], at_least: u8) -> (Rows, Vec<Instance>) {
    let mut counts = vec![0u8; 1 << 26];
    let bin = |feature: u32| (feature >> 6) as usize;
    for example in examples {
        let seen = Observations::of(&example.flat);
        (0..seen.spans.len()).flat_map(|at| seen.features(at)).for_each(|feature| {
            counts[bin(feature)] = counts[bin(feature)].saturating_add(1);
        });
    }
    let mut index: HashMap<u32, u32> = HashMap::new();
    let (mut features, mut masks) = (Vec::new(), Vec::new());
    let mut instances = Vec::with_capacity(examples.len());
    for example in examples {
        let seen = Observations::of(&example.flat);
        let mut rows = Vec::with_capacity(seen.spans.len() * FEATURES);
        for (position, feature) in (0..seen.spans.len()).flat_map(|at| seen.features(at)).enumerate() {
            if counts[bin(feature)] < at_least {
                rows.push(NONE);
                continue;
            }
            let row = *index.entry(feature).or_insert_with(|| {
                features.push(feature);
                masks.push(0u64);
                features.len() as u32 - 1
            });
            let allowed = example.allowed[position / FEATURES];
            masks[row as usize] |= if allowed.count_ones() <= 10 { allowed } else { 0 };
            rows.push(row);
        }
        instances.push(Instance { rows, boundaries: seen.boundaries, allowed: example.allowed.clone() });
    }
    (lay_out(features, &masks), instances)
}

fn lay_out(features: Vec<u32>, masks: &[u64]) -> Rows {
    let mut starts = vec![0];
    let mut states = Vec::new();
    for mask in masks {
        states.extend((0..STATES as u8).filter(|state| mask >> state & 1 == 1));
        starts.push(states.len());
    }
    let touched = vec![0; features.len()];
    eprintln!("{} features, {} weights", features.len(), states.len());
    Rows {
        features,
        starts,
        weights: vec![0.0; states.len()],
        squares: vec![1.0; states.len()],
        sums: vec![0.0; states.len()],
        states,
        touched,
    }
}

/// Puts the order in another one, as `random` says.
pub(crate) fn shuffle(order: &mut [usize], random: &mut u64) {
    for at in (1..order.len()).rev() {
        order.swap(at, (next(random) % (at as u64 + 1)) as usize);
    }
}

/// The next of a sequence of numbers that look random (xorshift).
pub(crate) fn next(random: &mut u64) -> u64 {
    *random ^= *random << 13;
    *random ^= *random >> 7;
    *random ^= *random << 17;
    *random >> 8
}
