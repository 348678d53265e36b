//! Learns the weights of the note reader: adaptive gradient steps on the likelihood of what is known, with an L1 penalty.

use std::collections::HashMap;

use ibid::tagging::Boundary;
use ibid::tagging::note::{
    NOTE_FEATURES, NoteObservations, ROLES, RoleSums, RoleTransitions, Scores, TABLES, write_note_model,
};

use crate::learner::{Settings, next, shuffle};
use crate::notes::Notes;

/// A note as the learner needs it.
struct Instance {
    rows: Vec<u32>,
    boundaries: Vec<Boundary>,
    allowed: Vec<u8>,
}

/// No row: the feature was too rare.
const NONE: u32 = u32::MAX;
/// Gradients smaller than this are not followed.
const NEGLIGIBLE: f32 = 1e-3;
/// Notes between two steps of the transitions.
const BATCH: usize = 8;
/// The seeds of the runs, whose mean is the model.
const SEEDS: [u64; 4] = [0x9e37_79b9_7f4a_7c15, 0x2545_f491_4f6c_dd1d, 0x85eb_ca6b_27d4_eb2f, 0xc2b2_ae3d_1656_67b1];

#[derive(Clone)]
struct Row {
    weights: Scores,
    squares: Scores,
    touched: u32,
}

/// Learns from all notes: the mean of several runs, one thread each, as bytes without features whose weights are all smaller than `least`.
pub(crate) fn learn(notes: &Notes, settings: Settings, least: f32) -> Vec<u8> {
    let (features, instances, order) = prepare(notes, settings.at_least);
    eprintln!("{} notes, {} features", instances.len(), features.len());
    let runs: Vec<RoleLearner> = std::thread::scope(|scope| {
        let runs: Vec<_> = SEEDS
            .iter()
            .map(|seed| {
                let learner = RoleLearner::new(features.len(), order.len(), settings);
                let (instances, order) = (&instances, order.clone());
                scope.spawn(move || learner.run(instances, order, *seed))
            })
            .collect();
        runs.into_iter().map(|run| run.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    });
    write(&features, &runs, least)
}

fn write(features: &[u32], runs: &[RoleLearner], least: f32) -> Vec<u8> {
    let count = runs.len() as f32;
    let rows = features.iter().enumerate().map(|(at, feature)| {
        let mean: Scores = std::array::from_fn(|role| runs.iter().map(|run| run.means[at][role]).sum::<f32>() / count);
        (*feature, mean)
    });
    let rows = rows.filter(|(_, row)| row.iter().any(|weight| weight.abs() >= least)).collect();
    let mut transitions = RoleTransitions::default();
    for run in runs {
        let weights = run.transitions.tables.iter().flatten().flatten();
        transitions.tables.iter_mut().flatten().flatten().zip(weights).for_each(|(sum, weight)| *sum += weight / count);
    }
    write_note_model(rows, &transitions)
}

/// Numbers the features that are seen often enough; the order names a note as often as its weight says.
fn prepare(notes: &Notes, at_least: u8) -> (Vec<u32>, Vec<Instance>, Vec<usize>) {
    let mut counts = vec![0u8; 1 << 26];
    let bin = |feature: u32| (feature >> 6) as usize;
    let seen = |at: usize| NoteObservations::of(&notes.examples[at].flat, &notes.names[notes.examples[at].names]);
    for at in 0..notes.examples.len() {
        let seen = seen(at);
        (0..seen.spans.len()).flat_map(|word| seen.features(word)).for_each(|feature| {
            counts[bin(feature)] = counts[bin(feature)].saturating_add(1);
        });
    }
    let mut index: HashMap<u32, u32> = HashMap::new();
    let (mut features, mut instances, mut order) = (Vec::new(), Vec::new(), Vec::new());
    for (at, example) in notes.examples.iter().enumerate() {
        let seen = seen(at);
        let rows = (0..seen.spans.len()).flat_map(|word| seen.features(word)).map(|feature| {
            if counts[bin(feature)] < at_least {
                return NONE;
            }
            *index.entry(feature).or_insert_with(|| {
                features.push(feature);
                features.len() as u32 - 1
            })
        });
        instances.push(Instance {
            rows: rows.collect(),
            boundaries: seen.boundaries,
            allowed: example.allowed.clone(),
        });
        order.extend(std::iter::repeat_n(at, example.weight));
    }
    (features, instances, order)
}

/// One run.
struct RoleLearner {
    settings: Settings,
    rows: Vec<Row>,
    means: Vec<Scores>,
    transitions: RoleTransitions,
    squares: RoleTransitions,
    gradient: RoleTransitions,
    examples: usize,
    rate: f32,
    step: u32,
    averaged_from: u32,
}

impl RoleLearner {
    fn new(features: usize, examples: usize, settings: Settings) -> Self {
        let row = Row { weights: [0.0; ROLES], squares: [1.0; ROLES], touched: 0 };
        Self {
            settings,
            rows: vec![row; features],
            means: vec![[0.0; ROLES]; features],
            transitions: RoleTransitions::default(),
            squares: RoleTransitions::default(),
            gradient: RoleTransitions::default(),
            examples,
            rate: settings.rate,
            step: 0,
            averaged_from: (settings.epochs * examples / 3) as u32,
        }
    }

    fn run(mut self, instances: &[Instance], mut order: Vec<usize>, seed: u64) -> Self {
        let mut random = seed;
        for epoch in 0..self.settings.epochs {
            shuffle(&mut order, &mut random);
            let mut loss = 0.0;
            for (count, index) in order.iter().enumerate() {
                let done = (epoch * order.len() + count) as f32 / (self.settings.epochs * order.len()) as f32;
                self.rate = self.settings.rate * (1.0 - 0.8 * done);
                self.step += 1;
                loss += self.take(&instances[*index], &mut random);
                if (count + 1) % BATCH == 0 {
                    self.step_transitions();
                }
            }
            eprintln!("epoch {:2}: loss {:.4} a note", epoch + 1, loss / order.len() as f64);
        }
        (0..self.rows.len()).for_each(|row| self.step_row(row, &[0.0; ROLES]));
        let steps = (self.step - self.averaged_from) as f32;
        self.means.iter_mut().flatten().for_each(|sum| *sum /= steps);
        self
    }

    fn take(&mut self, instance: &Instance, random: &mut u64) -> f64 {
        let kept = 1.0 - self.settings.hidden;
        let hide = (self.settings.hidden * 65536.0) as u64;
        let hidden = instance.rows.iter().map(|row| if next(random) & 0xffff < hide { NONE } else { *row });
        let rows: Vec<u32> = hidden.collect();
        let scores = rows.chunks_exact(NOTE_FEATURES).map(|rows| self.score(rows).map(|score| score / kept));
        let scores: Vec<Scores> = scores.collect();
        let steps = self.transitions.steps(&instance.boundaries);
        let free = RoleSums::over(&scores, &steps, None);
        let bound = RoleSums::over(&scores, &steps, Some(&instance.allowed));
        if !bound.log_total.is_finite() || !free.log_total.is_finite() {
            return 0.0;
        }
        for (at, rows) in rows.chunks_exact(NOTE_FEATURES).enumerate() {
            let (target, guess) = (bound.marginal(at), free.marginal(at));
            let delta: Scores = std::array::from_fn(|role| target[role] - guess[role]);
            if delta.iter().any(|delta| delta.abs() > NEGLIGIBLE) {
                rows.iter().filter(|row| **row != NONE).for_each(|row| self.step_row(*row as usize, &delta));
                if at > 0 {
                    self.add_edges(instance.boundaries[at], &bound.edge(at), &free.edge(at));
                }
            }
        }
        free.log_total - bound.log_total
    }

    fn score(&self, rows: &[u32]) -> Scores {
        let mut scores = [0.0; ROLES];
        for row in rows.iter().filter(|row| **row != NONE) {
            let weights = &self.rows[*row as usize].weights;
            scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += weight);
        }
        scores
    }

    /// A step for the weights of one feature, after the penalty for the notes since the last.
    fn step_row(&mut self, index: usize, delta: &Scores) {
        let row = &mut self.rows[index];
        let waited = (self.step - row.touched) as f32 / self.examples as f32;
        let counted = (self.step - row.touched.max(self.averaged_from).min(self.step)) as f32;
        row.touched = self.step;
        let (l1, l2) = (self.settings.l1 * waited, self.settings.l2 * waited);
        for (role, delta) in delta.iter().enumerate() {
            self.means[index][role] += row.weights[role] * counted;
            row.squares[role] += delta * delta;
            let rate = self.rate / row.squares[role].sqrt();
            let moved = row.weights[role] * (1.0 - (rate * l2).min(0.5)) + rate * delta;
            row.weights[role] = moved.signum() * (moved.abs() - rate * l1).max(0.0);
        }
    }

    fn add_edges(&mut self, boundary: Boundary, bound: &[Scores; ROLES], free: &[Scores; ROLES]) {
        for index in RoleTransitions::indexes(boundary) {
            let table = self.gradient.tables[index].iter_mut().flatten();
            let edges = bound.iter().flatten().zip(free.iter().flatten());
            table.zip(edges).for_each(|(sum, (target, guess))| *sum += target - guess);
        }
    }

    fn step_transitions(&mut self) {
        let l2 = self.settings.l2 * BATCH as f32 / self.examples as f32;
        for table in 0..TABLES {
            for (from, role) in (0..ROLES).flat_map(|from| (0..ROLES).map(move |role| (from, role))) {
                let gradient = std::mem::take(&mut self.gradient.tables[table][from][role]);
                if gradient != 0.0 {
                    let squares = &mut self.squares.tables[table][from][role];
                    *squares += gradient * gradient;
                    let weight = &mut self.transitions.tables[table][from][role];
                    *weight = *weight * (1.0 - l2) + self.rate * gradient / (1.0 + *squares).sqrt();
                }
            }
        }
    }
}
