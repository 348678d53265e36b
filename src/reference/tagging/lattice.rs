//! The best path through the parts of a reference, and how sure each step of it is: a linear chain whose parts begin or go on.

use super::features::{BOUNDARY_CLASSES, Boundary};
use super::part::Part;

/// How many parts there are.
pub const PARTS: usize = Part::ALL.len();

/// How many states: each part begins or goes on. State `part` begins it, state `PARTS + part` goes on with it.
pub const STATES: usize = 2 * PARTS;

/// A score or a probability for each state of one word.
pub type States = [f32; STATES];

/// A score for each part that may come after each other: row by the part before.
pub type Matrix = [f32; PARTS * PARTS];

/// Scores of a new part after another: for all boundaries, and for each class of boundary.
#[derive(Debug, Clone)]
pub struct Transitions {
    /// One table for all, then one for each class of each of the three kinds of [`Boundary`].
    pub tables: Vec<Matrix>,
}

/// How many tables [`Transitions`] holds.
pub const TABLES: usize = 1 + BOUNDARY_CLASSES[0] + BOUNDARY_CLASSES[1] + BOUNDARY_CLASSES[2];

impl Default for Transitions {
    fn default() -> Self {
        Self { tables: vec![[0.0; PARTS * PARTS]; TABLES] }
    }
}

impl Transitions {
    /// The tables that a boundary takes part in.
    #[must_use]
    pub fn indexes(boundary: Boundary) -> [usize; 4] {
        let [ending, opening, state] = boundary.map(usize::from);
        let [endings, openings, _] = BOUNDARY_CLASSES;
        [0, 1 + ending, 1 + endings + opening, 1 + endings + openings + state]
    }

    /// The same tables with every score `s` as `exp(s)`.
    #[must_use]
    pub fn exponentials(&self) -> Self {
        Self { tables: self.tables.iter().map(|table| table.map(f32::exp)).collect() }
    }

    /// The scores after one part at one boundary.
    fn row(&self, boundary: Boundary, before: usize) -> [f32; PARTS] {
        let row = |index: usize| &self.tables[index].as_chunks::<PARTS>().0[before];
        let [a, b, c, d] = Self::indexes(boundary).map(row);
        std::array::from_fn(|part| (a[part] + b[part]) + (c[part] + d[part]))
    }

    /// The product at one boundary, where the tables hold exponentials.
    pub fn product(&self, boundary: Boundary, out: &mut Matrix) {
        let [a, b, c, d] = Self::indexes(boundary).map(|index| &self.tables[index]);
        for (index, out) in out.iter_mut().enumerate() {
            *out = (a[index] * b[index]) * (c[index] * d[index]);
        }
    }
}

/// A part this far behind the best (e to the power of 20: less likely than one in a hundred million) is not followed up.
const BEAM: f32 = 20.0;

/// The states of the best path.
#[must_use]
pub fn best_path(emissions: &[States], boundaries: &[Boundary], transitions: &Transitions) -> Vec<usize> {
    let Some(first) = emissions.first() else { return Vec::new() };
    let mut scores = *first;
    scores[PARTS..].fill(f32::NEG_INFINITY);
    let mut steps: Vec<Step> = Vec::with_capacity(emissions.len());
    for (emission, boundary) in emissions.iter().zip(boundaries).skip(1) {
        steps.push(Step::take(&mut scores, emission, |before| transitions.row(*boundary, before)));
    }
    trace(&scores, &steps)
}

/// Where the best way to each state of a word comes from.
struct Step {
    /// For each part that begins: the part before.
    before: [u8; PARTS],
    /// For each part: whether the word before, if of that part, goes on with it rather than begins it.
    inside: [bool; PARTS],
}

impl Step {
    fn take(scores: &mut States, emission: &States, row: impl Fn(usize) -> [f32; PARTS]) -> Self {
        let mut step = Self { before: [0; PARTS], inside: [false; PARTS] };
        let mut parts = [0.0; PARTS];
        for part in 0..PARTS {
            step.inside[part] = scores[PARTS + part] > scores[part];
            parts[part] = scores[part].max(scores[PARTS + part]);
        }
        let mut best = [f32::NEG_INFINITY; PARTS];
        // As wide as the scores, so that both are compared and chosen side by side.
        let mut from = [0u32; PARTS];
        let least = parts.iter().copied().fold(f32::NEG_INFINITY, f32::max) - BEAM;
        for before in (0..PARTS).filter(|before| parts[*before] >= least) {
            let row = row(before);
            for part in 0..PARTS {
                let score = parts[before] + row[part];
                let better = score > best[part];
                best[part] = if better { score } else { best[part] };
                from[part] = if better { before as u32 } else { from[part] };
            }
        }
        step.before = from.map(|before| before as u8);
        for part in 0..PARTS {
            scores[part] = best[part] + emission[part];
            scores[PARTS + part] = parts[part] + emission[PARTS + part];
        }
        step
    }
}

fn trace(last: &States, steps: &[Step]) -> Vec<usize> {
    let best = (0..STATES).max_by(|a, b| last[*a].total_cmp(&last[*b]).then(b.cmp(a)));
    let mut state = best.unwrap_or_default();
    let mut path = vec![state];
    for step in steps.iter().rev() {
        let part = if state < PARTS { usize::from(step.before[state]) } else { state - PARTS };
        state = if step.inside[part] { PARTS + part } else { part };
        path.push(state);
    }
    path.reverse();
    path
}

/// Sums over all paths, scaled word by word.
#[derive(Debug, Clone, Default)]
pub struct Sums {
    /// For each word: the share of the paths up to it in each state.
    pub forward: Vec<States>,
    /// For each word: the weight of the paths after it from each state, so that `forward × backward` is the probability.
    pub backward: Vec<States>,
    /// For each word: `exp(emission)`, over a constant, divided by the scale of the word.
    pub emissions: Vec<States>,
    /// The logarithm of the sum over all paths.
    pub log_total: f64,
}

impl Sums {
    /// Sums over all paths. `allowed` restricts each word to a set of states, by bit; `transitions` holds exponentials.
    /// Where nothing is allowed, the total is minus infinity.
    #[must_use]
    pub fn over(
        emissions: &[States],
        boundaries: &[Boundary],
        transitions: &Transitions,
        allowed: Option<&[u64]>,
    ) -> Self {
        let mut sums = Self::default();
        let mut matrix = [0.0; PARTS * PARTS];
        for (at, emission) in emissions.iter().enumerate() {
            let mask = allowed.and_then(|allowed| allowed.get(at)).copied().unwrap_or(u64::MAX);
            let reached = match sums.forward.last() {
                None => start(),
                Some(before) => {
                    transitions.product(boundaries[at], &mut matrix);
                    reach(before, &matrix)
                }
            };
            sums.step(emission, mask, &reached);
        }
        sums.go_back(boundaries, transitions, &mut matrix);
        sums
    }

    fn step(&mut self, emission: &States, mask: u64, reached: &States) {
        let open = |state: usize| mask >> state & 1 == 1 && reached[state] > 0.0;
        let top =
            (0..STATES).filter(|state| open(*state)).map(|state| emission[state]).fold(f32::NEG_INFINITY, f32::max);
        let mut weights = [0.0; STATES];
        for state in (0..STATES).filter(|state| open(*state)) {
            weights[state] = (emission[state] - top).exp();
        }
        let mut forward = [0.0; STATES];
        (0..STATES).for_each(|state| forward[state] = weights[state] * reached[state]);
        let scale: f32 = forward.iter().sum();
        let inverse = if scale > 0.0 { scale.recip() } else { 0.0 };
        self.log_total += f64::from(scale.ln()) + f64::from(top);
        self.forward.push(forward.map(|weight| weight * inverse));
        self.emissions.push(weights.map(|weight| weight * inverse));
    }

    fn go_back(&mut self, boundaries: &[Boundary], transitions: &Transitions, matrix: &mut Matrix) {
        let length = self.forward.len();
        self.backward = vec![[1.0; STATES]; length];
        for at in (1..length).rev() {
            transitions.product(boundaries[at], matrix);
            let (emission, after) = (&self.emissions[at], &self.backward[at]);
            let mut onward = [0.0; STATES];
            (0..STATES).for_each(|state| onward[state] = emission[state] * after[state]);
            let before = &mut self.backward[at - 1];
            for (part, row) in matrix.as_chunks::<PARTS>().0.iter().enumerate() {
                let begun: f32 = row.iter().zip(&onward[..PARTS]).map(|(weight, onward)| weight * onward).sum();
                before[part] = begun + onward[PARTS + part];
                before[PARTS + part] = before[part];
            }
        }
    }

    /// The probability of each state of a word.
    #[must_use]
    pub fn marginal(&self, at: usize) -> States {
        let (forward, backward) = (&self.forward[at], &self.backward[at]);
        std::array::from_fn(|state| forward[state] * backward[state])
    }
}

/// At the first word every part may begin, and none goes on.
fn start() -> States {
    std::array::from_fn(|state| if state < PARTS { 1.0 } else { 0.0 })
}

fn reach(before: &States, matrix: &Matrix) -> States {
    let mut reached = [0.0; STATES];
    for (part, row) in matrix.as_chunks::<PARTS>().0.iter().enumerate() {
        let weight = before[part] + before[PARTS + part];
        reached[PARTS + part] = weight;
        if weight > 0.0 {
            (0..PARTS).for_each(|next| reached[next] += weight * row[next]);
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    fn favour(state: usize) -> States {
        let mut scores = [0.0; STATES];
        scores[state] = 3.0;
        scores
    }

    const PLAIN: Boundary = [0, 0, 0];

    #[test]
    fn the_best_path_follows_the_scores() {
        let emissions = [favour(0), favour(PARTS), favour(5)];
        assert_eq!(best_path(&emissions, &[PLAIN; 3], &Transitions::default()), [0, PARTS, 5]);
        assert!(best_path(&[], &[], &Transitions::default()).is_empty());
    }

    #[test]
    fn a_part_goes_on_only_after_itself() {
        let emissions = [favour(0), favour(PARTS + 7)];
        let path = best_path(&emissions, &[PLAIN; 2], &Transitions::default());
        assert!(path == [7, PARTS + 7] || path[1] < PARTS || path[1] - PARTS == path[0], "{path:?}");
    }

    #[test]
    fn a_forbidden_transition_is_not_taken() {
        let mut transitions = Transitions::default();
        transitions.tables[0][5] = -100.0;
        let emissions = [favour(0), favour(5)];
        assert_ne!(best_path(&emissions, &[PLAIN; 2], &transitions), [0, 5]);
    }

    #[test]
    fn probabilities_of_a_word_sum_to_one() {
        let emissions = [favour(0), favour(PARTS), favour(5), favour(9)];
        let sums = Sums::over(&emissions, &[PLAIN; 4], &Transitions::default().exponentials(), None);
        for at in 0..4 {
            let sum: f32 = sums.marginal(at).iter().sum();
            assert!((sum - 1.0).abs() < 1e-4, "word {at}: {sum}");
        }
    }

    #[test]
    fn one_word_alone_has_the_softmax_of_its_scores() {
        let sums = Sums::over(&[favour(3)], &[PLAIN], &Transitions::default().exponentials(), None);
        let expected = 3f32.exp() / (3f32.exp() + (PARTS - 1) as f32);
        assert!((sums.marginal(0)[3] - expected).abs() < 1e-5);
    }

    #[test]
    fn what_is_not_allowed_has_no_probability() {
        let emissions = [favour(0), favour(5)];
        let allowed = [1 << 2, 1 << 4 | 1 << (PARTS + 2)];
        let sums = Sums::over(&emissions, &[PLAIN; 2], &Transitions::default().exponentials(), Some(&allowed));
        assert!((sums.marginal(0)[2] - 1.0).abs() < 1e-5);
        assert_eq!(sums.marginal(1)[5], 0.0);
    }
}
