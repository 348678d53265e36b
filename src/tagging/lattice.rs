//! The best path through the parts of a reference, and how sure each step of it is: a linear chain whose parts begin or go on.

use super::features::{BOUNDARY_CLASSES, Boundary};
use super::part::Part;

/// How many parts there are.
pub const PARTS: usize = Part::ALL.len();

/// How many states: each part begins or goes on. State `part` begins it, state `PARTS + part` goes on with it.
pub const STATES: usize = 2 * PARTS;

/// A score or a probability for each state of one word.
pub type States = [f32; STATES];

/// A score or a probability for each part.
pub type PartScores = [f32; PARTS];

/// A score for each part that may come after each other: a row for each part before.
pub type PartMatrix = [PartScores; PARTS];

/// Scores of a new part after another: for all boundaries, and for each class of boundary.
#[derive(Debug, Clone)]
pub struct PartTransitions {
    /// One table for all, then one for each class of each of the three kinds of [`Boundary`].
    pub tables: Vec<PartMatrix>,
}

/// How many tables [`PartTransitions`] holds.
pub const TABLES: usize = 1 + BOUNDARY_CLASSES[0] + BOUNDARY_CLASSES[1] + BOUNDARY_CLASSES[2];

impl Default for PartTransitions {
    fn default() -> Self {
        Self { tables: vec![[[0.0; PARTS]; PARTS]; TABLES] }
    }
}

impl PartTransitions {
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
        Self { tables: self.tables.iter().map(|table| table.map(|row| row.map(f32::exp))).collect() }
    }

    /// The scores of a part that begins at a boundary, by the part before it.
    pub(super) fn scores_before(&self, boundary: Boundary, part: usize) -> [f32; PARTS] {
        let [a, b, c, d] = self.at(boundary);
        std::array::from_fn(|before| (a[before][part] + b[before][part]) + (c[before][part] + d[before][part]))
    }

    fn at(&self, boundary: Boundary) -> [&PartMatrix; 4] {
        Self::indexes(boundary).map(|index| &self.tables[index])
    }
}

/// What four tables say together of the parts after `before`: a sum of scores, or a product of exponentials.
#[inline]
fn joined([a, b, c, d]: [&PartMatrix; 4], before: usize, join: impl Fn(f32, f32) -> f32) -> PartScores {
    let (a, b, c, d) = (&a[before], &b[before], &c[before], &d[before]);
    let mut row = [0.0; PARTS];
    for part in 0..PARTS {
        row[part] = join(join(a[part], b[part]), join(c[part], d[part]));
    }
    row
}

/// A part this far below the best (e to the power of 9: less likely than one in eight thousand) is not followed up.
const BEAM: f32 = 9.0;

/// The states of the best path.
#[must_use]
pub fn best_path(emissions: &[States], boundaries: &[Boundary], transitions: &PartTransitions) -> Vec<usize> {
    let scores = reached(emissions, boundaries, transitions);
    if scores.is_empty() { Vec::new() } else { trace(&scores, boundaries, transitions) }
}

/// For each word the score of the best path up to each of its states.
pub(super) fn reached(emissions: &[States], boundaries: &[Boundary], transitions: &PartTransitions) -> Vec<States> {
    let Some(first) = emissions.first() else { return Vec::new() };
    let mut scores: Vec<States> = Vec::with_capacity(emissions.len());
    let mut reached = *first;
    reached[PARTS..].fill(f32::NEG_INFINITY);
    scores.push(reached);
    for (emission, boundary) in emissions.iter().zip(boundaries).skip(1) {
        reached = advance(&reached, emission, transitions.at(*boundary));
        scores.push(reached);
    }
    scores
}

/// The best score of each part of a word, whether it begins there or goes on; nothing outside the beam.
fn within_beam(scores: &States) -> PartScores {
    let parts = better_of(scores);
    let least = highest(&parts) - BEAM;
    parts.map(|score| if score < least { f32::NEG_INFINITY } else { score })
}

fn better_of(scores: &States) -> PartScores {
    std::array::from_fn(|part| if scores[PARTS + part] > scores[part] { scores[PARTS + part] } else { scores[part] })
}

fn advance(scores: &States, emission: &States, tables: [&PartMatrix; 4]) -> States {
    let parts = within_beam(scores);
    let mut best = [f32::NEG_INFINITY; PARTS];
    for before in (0..PARTS).filter(|before| parts[*before] > f32::NEG_INFINITY) {
        let row = joined(tables, before, |one, other| one + other);
        for part in 0..PARTS {
            let score = parts[before] + row[part];
            best[part] = if score > best[part] { score } else { best[part] };
        }
    }
    let onward = better_of(scores);
    let mut reached = *emission;
    for part in 0..PARTS {
        reached[part] += best[part];
        reached[PARTS + part] += onward[part];
    }
    reached
}

/// Walks back from the best state of the last word.
fn trace(scores: &[States], boundaries: &[Boundary], transitions: &PartTransitions) -> Vec<usize> {
    let last = &scores[scores.len() - 1];
    let mut state = (0..STATES).max_by(|a, b| last[*a].total_cmp(&last[*b]).then(b.cmp(a))).unwrap_or_default();
    let mut path = vec![state];
    for (scores, boundary) in scores.iter().zip(&boundaries[1..]).rev() {
        let part = if state < PARTS { came_from(scores, state, transitions.at(*boundary)) } else { state - PARTS };
        state = if scores[PARTS + part] > scores[part] { PARTS + part } else { part };
        path.push(state);
    }
    path.reverse();
    path
}

/// The part of the word before from which a part that begins is best reached: the first of equals.
fn came_from(scores: &States, part: usize, [a, b, c, d]: [&PartMatrix; 4]) -> usize {
    let parts = within_beam(scores);
    let score =
        |before: usize| parts[before] + ((a[before][part] + b[before][part]) + (c[before][part] + d[before][part]));
    (0..PARTS).max_by(|x, y| score(*x).total_cmp(&score(*y)).then(y.cmp(x))).unwrap_or_default()
}

/// Sums over all paths, scaled word by word.
#[derive(Debug, Clone, Default)]
pub struct PartSums {
    /// For each word: the share of the paths up to it in each state.
    pub forward: Vec<States>,
    /// For each word: the weight of the paths after it from each state, so that `forward × backward` is the probability.
    pub backward: Vec<States>,
    /// For each word: `exp(emission)`, over a constant, divided by the scale of the word.
    pub emissions: Vec<States>,
    /// The logarithm of the sum over all paths.
    pub log_total: f64,
    floor: f32,
}

impl PartSums {
    /// Sums over all paths. `allowed` restricts each word to a set of states, by bit; `transitions` holds exponentials. Parts with a share
    /// of the paths of `floor` or less are not followed up: 0 for exact sums, and where few states are allowed, as one that looks hopeless
    /// may be the only one in the end. Where nothing is allowed, the total is minus infinity.
    #[must_use]
    pub fn over(
        emissions: &[States],
        boundaries: &[Boundary],
        transitions: &PartTransitions,
        allowed: Option<&[u64]>,
        floor: f32,
    ) -> Self {
        let (forward, weights) = (Vec::with_capacity(emissions.len()), Vec::with_capacity(emissions.len()));
        let mut sums = Self { forward, emissions: weights, floor, ..Self::default() };
        for (at, emission) in emissions.iter().enumerate() {
            let reached = match sums.forward.last() {
                None => start(),
                Some(before) => reach(before, transitions.at(boundaries[at]), floor),
            };
            match allowed.and_then(|allowed| allowed.get(at)) {
                None => sums.step(emission, &reached),
                Some(mask) => sums.step(&masked(emission, *mask, f32::NEG_INFINITY), &masked(&reached, *mask, 0.0)),
            }
        }
        sums.go_back(boundaries, transitions);
        sums
    }

    fn step(&mut self, emission: &States, reached: &States) {
        let top = best_reached(emission, reached);
        let weights = emission.map(|score| exponential(score - top));
        let forward = times(&weights, reached);
        let scale = total(&forward);
        let inverse = if scale > 0.0 { scale.recip() } else { 0.0 };
        self.log_total += f64::from(scale.ln()) + f64::from(top);
        self.forward.push(forward.map(|weight| weight * inverse));
        self.emissions.push(weights.map(|weight| weight * inverse));
    }

    fn go_back(&mut self, boundaries: &[Boundary], transitions: &PartTransitions) {
        let length = self.forward.len();
        self.backward = vec![[0.0; STATES]; length];
        self.backward.last_mut().into_iter().for_each(|last| last.fill(1.0));
        for at in (1..length).rev() {
            let tables = transitions.at(boundaries[at]);
            let (emission, after) = (&self.emissions[at], &self.backward[at]);
            let onward = times(emission, after);
            let shares = share_of_parts(&self.forward[at - 1]);
            let before = &mut self.backward[at - 1];
            for part in (0..PARTS).filter(|part| shares[*part] > self.floor) {
                let row = joined(tables, part, |one, other| one * other);
                before[part] = dot(&row, &onward) + onward[PARTS + part];
                before[PARTS + part] = before[part];
            }
        }
    }

    /// The probability of each state of a word.
    #[must_use]
    pub fn marginal(&self, at: usize) -> States {
        times(&self.forward[at], &self.backward[at])
    }
}

/// The numbers of the states of a set, and `nothing` for the others.
fn masked(numbers: &States, mask: u64, nothing: f32) -> States {
    std::array::from_fn(|state| if mask >> state & 1 == 1 { numbers[state] } else { nothing })
}

/// The best score of the states that can be reached.
fn best_reached(emission: &States, reached: &States) -> f32 {
    let open: States =
        std::array::from_fn(|state| if reached[state] > 0.0 { emission[state] } else { f32::NEG_INFINITY });
    highest(&open)
}

fn highest(numbers: &[f32]) -> f32 {
    side_by_side(numbers, f32::NEG_INFINITY, |top, number| if number > top { number } else { top })
}

fn total(numbers: &[f32]) -> f32 {
    side_by_side(numbers, 0.0, |sum, number| sum + number)
}

/// Joins numbers to one: four at a time, which the processor does side by side.
fn side_by_side(numbers: &[f32], first: f32, join: impl Fn(f32, f32) -> f32) -> f32 {
    let mut joined = [first; 4];
    for four in numbers.as_chunks::<4>().0 {
        joined.iter_mut().zip(four).for_each(|(joined, number)| *joined = join(*joined, *number));
    }
    joined.into_iter().fold(first, join)
}

/// The exponential of a number, to one part in a million; of those above 0 as of 0, of those below −80 as of −80. Powers of two by the
/// exponent of the number, the rest by the Taylor series: nothing is called and nothing branches, so that four are done side by side, and
/// no machine's mathematical library has a say.
fn exponential(number: f32) -> f32 {
    use std::f32::consts::{LN_2, LOG2_E};
    /// Added to a small number it leaves the nearest whole number in the lowest bits.
    const ROUNDING: f32 = 12_582_912.0;
    const SERIES: [f32; 6] = [1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0];
    let number = if number < 0.0 { number } else { 0.0 };
    let number = if number > -80.0 { number } else { -80.0 };
    let rounded = number * LOG2_E + ROUNDING;
    let rest = number - (rounded - ROUNDING) * LN_2;
    let series = SERIES.iter().fold(1.0 / 720.0, |sum, factor| sum * rest + factor);
    f32::from_bits(series.to_bits().wrapping_add(rounded.to_bits() << 23))
}

fn times(left: &States, right: &States) -> States {
    let mut product = *left;
    product.iter_mut().zip(right).for_each(|(left, right)| *left *= right);
    product
}

/// At the first word every part may begin, and none goes on.
fn start() -> States {
    std::array::from_fn(|state| if state < PARTS { 1.0 } else { 0.0 })
}

/// The sum of the products. Never inlined: the compiler would weave it into the products of the tables, one number at a time.
#[inline(never)]
fn dot(row: &PartScores, onward: &States) -> f32 {
    let mut products = *row;
    products.iter_mut().zip(onward).for_each(|(product, onward)| *product *= onward);
    total(&products)
}

fn share_of_parts(forward: &States) -> PartScores {
    let mut shares = [0.0; PARTS];
    for part in 0..PARTS {
        shares[part] = forward[part] + forward[PARTS + part];
    }
    shares
}

fn reach(before: &States, tables: [&PartMatrix; 4], floor: f32) -> States {
    let shares = share_of_parts(before);
    let mut begun = [0.0; PARTS];
    for part in (0..PARTS).filter(|part| shares[*part] > floor) {
        let row = joined(tables, part, |one, other| one * other);
        (0..PARTS).for_each(|next| begun[next] += shares[part] * row[next]);
    }
    let mut reached = [0.0; STATES];
    reached[..PARTS].copy_from_slice(&begun);
    reached[PARTS..].copy_from_slice(&shares);
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
        assert_eq!(best_path(&emissions, &[PLAIN; 3], &PartTransitions::default()), [0, PARTS, 5]);
        assert!(best_path(&[], &[], &PartTransitions::default()).is_empty());
    }

    #[test]
    fn a_part_goes_on_only_after_itself() {
        let emissions = [favour(0), favour(PARTS + 7)];
        let path = best_path(&emissions, &[PLAIN; 2], &PartTransitions::default());
        assert!(path == [7, PARTS + 7] || path[1] < PARTS || path[1] - PARTS == path[0], "{path:?}");
    }

    #[test]
    fn a_forbidden_transition_is_not_taken() {
        let mut transitions = PartTransitions::default();
        transitions.tables[0][0][5] = -100.0;
        let emissions = [favour(0), favour(5)];
        assert_ne!(best_path(&emissions, &[PLAIN; 2], &transitions), [0, 5]);
    }

    #[test]
    fn probabilities_of_a_word_sum_to_one() {
        let emissions = [favour(0), favour(PARTS), favour(5), favour(9)];
        let sums = PartSums::over(&emissions, &[PLAIN; 4], &PartTransitions::default().exponentials(), None, 0.0);
        for at in 0..4 {
            let sum: f32 = sums.marginal(at).iter().sum();
            assert!((sum - 1.0).abs() < 1e-4, "word {at}: {sum}");
        }
    }

    #[test]
    fn one_word_alone_has_the_softmax_of_its_scores() {
        let sums = PartSums::over(&[favour(3)], &[PLAIN], &PartTransitions::default().exponentials(), None, 0.0);
        let expected = 3f32.exp() / (3f32.exp() + (PARTS - 1) as f32);
        assert!((sums.marginal(0)[3] - expected).abs() < 1e-5);
    }

    #[test]
    fn exponentials_are_near_those_of_the_library() {
        for tenths in 0..800 {
            let number = -f64::from(tenths) / 10.0;
            let ratio = f64::from(exponential(number as f32)) / number.exp();
            assert!((ratio - 1.0).abs() < 1e-5, "{number}: {ratio}");
        }
        assert_eq!([exponential(5.0), exponential(f32::NAN), exponential(0.0)], [1.0; 3]);
        assert!(exponential(f32::NEG_INFINITY) > 0.0);
    }

    #[test]
    fn what_is_not_allowed_has_no_probability() {
        let emissions = [favour(0), favour(5)];
        let allowed = [1 << 2, 1 << 4 | 1 << (PARTS + 2)];
        let sums =
            PartSums::over(&emissions, &[PLAIN; 2], &PartTransitions::default().exponentials(), Some(&allowed), 0.0);
        assert!((sums.marginal(0)[2] - 1.0).abs() < 1e-5);
        assert_eq!(sums.marginal(1)[5], 0.0);
    }
}
