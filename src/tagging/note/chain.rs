//! The best path through the roles of a note's words, and the sums over all paths.

use super::role::{NoteRole, ROLES};
use crate::tagging::{BOUNDARY_CLASSES, Boundary};

/// A score or a probability for each role of one word.
pub type Scores = [f32; ROLES];

/// A score for each role after each other: a row for each role before.
type RoleMatrix = [Scores; ROLES];

/// How many tables [`RoleTransitions`] holds: one for all boundaries, and one for each class of each kind of [`Boundary`].
pub const TABLES: usize = 1 + BOUNDARY_CLASSES[0] + BOUNDARY_CLASSES[1] + BOUNDARY_CLASSES[2];

/// Scores of one role after another, by the boundary between the two words.
#[derive(Debug, Clone)]
pub struct RoleTransitions {
    /// The tables.
    pub tables: Vec<RoleMatrix>,
}

impl Default for RoleTransitions {
    fn default() -> Self {
        Self { tables: vec![[[0.0; ROLES]; ROLES]; TABLES] }
    }
}

impl RoleTransitions {
    /// The tables that a boundary takes part in.
    #[must_use]
    pub fn indexes([ending, opening, state]: Boundary) -> [usize; 4] {
        let [endings, openings, _] = BOUNDARY_CLASSES;
        [0, 1 + usize::from(ending), 1 + endings + usize::from(opening), 1 + endings + openings + usize::from(state)]
    }

    /// The scores of the steps over some boundaries.
    #[must_use]
    pub fn steps(&self, boundaries: &[Boundary]) -> Steps {
        Steps(boundaries.iter().map(|boundary| self.at(*boundary)).collect())
    }

    /// The sum of the four tables; minus infinity where a role may not follow.
    fn at(&self, boundary: Boundary) -> RoleMatrix {
        let mut sum = self.tables[0];
        for table in Self::indexes(boundary).into_iter().skip(1).map(|index| &self.tables[index]).chain([&FORBIDDEN]) {
            for (sums, scores) in sum.iter_mut().zip(table) {
                sums.iter_mut().zip(scores).for_each(|(sum, score)| *sum += score);
            }
        }
        sum
    }
}

/// The scores of each role after each other, at every boundary of a note.
#[derive(Debug, Clone)]
pub struct Steps(Vec<RoleMatrix>);

/// Minus infinity where a role may not follow another, and else nothing.
const FORBIDDEN: RoleMatrix = {
    let mut forbidden = [[0.0; ROLES]; ROLES];
    let mut pair = 0;
    while pair < ROLES * ROLES {
        let (before, role) = (pair / ROLES, pair % ROLES);
        if !NoteRole::ALL[role].may_follow(Some(NoteRole::ALL[before])) {
            forbidden[before][role] = f32::NEG_INFINITY;
        }
        pair += 1;
    }
    forbidden
};

/// The scores at the first word, where nothing may go on.
fn first(scores: &Scores) -> Scores {
    std::array::from_fn(|role| if NoteRole::ALL[role].may_follow(None) { scores[role] } else { f32::NEG_INFINITY })
}

/// The index in [`NoteRole::ALL`] of the role of each word on the best path.
#[must_use]
pub fn best_path(scores: &[Scores], steps: &Steps) -> Vec<usize> {
    let Some(start) = scores.first() else { return Vec::new() };
    let mut reached = first(start);
    let mut came_from: Vec<[u8; ROLES]> = Vec::with_capacity(scores.len());
    for (score, matrix) in scores.iter().zip(&steps.0).skip(1) {
        let mut from = [0u8; ROLES];
        let next: Scores = std::array::from_fn(|role| {
            let best = best_of(|before| reached[before] + matrix[before][role]);
            from[role] = best as u8;
            reached[best] + matrix[best][role] + score[role]
        });
        came_from.push(from);
        reached = next;
    }
    let mut state = best_of(|role| reached[role]);
    let mut path = vec![state];
    for from in came_from.iter().rev() {
        state = usize::from(from[state]);
        path.push(state);
    }
    path.reverse();
    path
}

/// The role with the highest score: the first of equals.
fn best_of(score: impl Fn(usize) -> f32) -> usize {
    (1..ROLES).fold(0, |best, role| if score(role) > score(best) { role } else { best })
}

/// Sums over all paths, scaled word by word.
#[derive(Debug, Clone, Default)]
pub struct RoleSums {
    /// For each word: the share of the paths up to it with each role.
    forward: Vec<Scores>,
    /// For each word: the weight of the paths after it from each role; `forward × backward` is the probability.
    backward: Vec<Scores>,
    /// For each word but the first: `exp` of what leads to it, over a constant, divided by its scale.
    steps: Vec<RoleMatrix>,
    /// The logarithm of the sum over all paths; minus infinity where no path is allowed.
    pub log_total: f64,
}

impl RoleSums {
    /// Sums over all paths; `allowed` restricts each word to a set of roles, by bit.
    #[must_use]
    pub fn over(scores: &[Scores], steps: &Steps, allowed: Option<&[u8]>) -> Self {
        let mut sums = Self::default();
        for (at, score) in scores.iter().enumerate() {
            let mask = allowed.and_then(|allowed| allowed.get(at)).copied().unwrap_or(u8::MAX);
            let score: Scores =
                std::array::from_fn(|role| if mask >> role & 1 == 1 { score[role] } else { f32::NEG_INFINITY });
            match sums.forward.last().copied() {
                None => sums.start(&first(&score)),
                Some(before) => sums.step(&before, &score, &steps.0[at]),
            }
        }
        sums.go_back();
        sums
    }

    fn start(&mut self, score: &Scores) {
        let top = score.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let weights = score.map(|score| (score - top).exp());
        let total: f32 = weights.iter().sum();
        self.log_total += f64::from(total.ln()) + f64::from(top);
        self.forward.push(weights.map(|weight| weight / total));
    }

    fn step(&mut self, before: &Scores, score: &Scores, matrix: &RoleMatrix) {
        let sums = matrix.map(|row| -> Scores { std::array::from_fn(|role| row[role] + score[role]) });
        let top = sums.iter().flatten().copied().fold(f32::NEG_INFINITY, f32::max);
        let weights = sums.map(|row| row.map(|sum| (sum - top).exp()));
        let reached: Scores =
            std::array::from_fn(|role| (0..ROLES).map(|from| before[from] * weights[from][role]).sum());
        let total: f32 = reached.iter().sum();
        self.log_total += f64::from(total.ln()) + f64::from(top);
        self.forward.push(reached.map(|weight| weight / total));
        self.steps.push(weights.map(|row| row.map(|weight| weight / total)));
    }

    fn go_back(&mut self) {
        let mut after = [1.0; ROLES];
        let mut backward = vec![after; self.forward.len()];
        for (at, step) in self.steps.iter().enumerate().rev() {
            after = std::array::from_fn(|from| (0..ROLES).map(|role| step[from][role] * after[role]).sum());
            backward[at] = after;
        }
        self.backward = backward;
    }

    /// The probability of each role of a word.
    #[must_use]
    pub fn marginal(&self, at: usize) -> Scores {
        std::array::from_fn(|role| self.forward[at][role] * self.backward[at][role])
    }

    /// The probability of each role of a word after each role of the word before; `at` is not the first word.
    #[must_use]
    pub fn edge(&self, at: usize) -> [Scores; ROLES] {
        std::array::from_fn(|from| {
            std::array::from_fn(|role| {
                self.forward[at - 1][from] * self.steps[at - 1][from][role] * self.backward[at][role]
            })
        })
    }

    /// The probability of one role of a word.
    #[must_use]
    pub fn share_of(&self, at: usize, role: NoteRole) -> f32 {
        self.marginal(at)[role as usize].clamp(0.0, 1.0)
    }

    /// The probability that the role of a word is one of those that fit.
    #[must_use]
    pub fn share(&self, at: usize, fits: fn(NoteRole) -> bool) -> f32 {
        let marginal = self.marginal(at);
        NoteRole::ALL
            .iter()
            .filter(|role| fits(**role))
            .map(|role| marginal[*role as usize])
            .sum::<f32>()
            .clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Boundary = [0, 0, 0];

    fn favour(role: NoteRole) -> Scores {
        let mut scores = [0.0; ROLES];
        scores[role as usize] = 4.0;
        scores
    }

    #[test]
    fn the_best_path_follows_the_scores_as_far_as_roles_may_follow() {
        let transitions = RoleTransitions::default();
        let path = |roles: &[NoteRole]| {
            let scores: Vec<Scores> = roles.iter().map(|role| favour(*role)).collect();
            let path = best_path(&scores, &transitions.steps(&vec![PLAIN; roles.len()]));
            path.into_iter().map(|role| NoteRole::ALL[role]).collect::<Vec<_>>()
        };
        let roles = [NoteRole::Signal, NoteRole::WorkBegins, NoteRole::WorkGoesOn, NoteRole::Prose];
        assert_eq!(path(&roles), roles);
        let [first, second] = path(&[NoteRole::Prose, NoteRole::WorkGoesOn])[..] else { unreachable!("two words") };
        assert!(second.may_follow(Some(first)), "{first:?} {second:?}");
        assert!(path(&[]).is_empty());
    }

    #[test]
    fn probabilities_sum_to_one() {
        let scores = [
            favour(NoteRole::Signal),
            favour(NoteRole::WorkBegins),
            favour(NoteRole::WorkGoesOn),
            favour(NoteRole::Prose),
        ];
        let sums = RoleSums::over(&scores, &RoleTransitions::default().steps(&[PLAIN; 4]), None);
        for at in 0..4 {
            assert!((sums.marginal(at).iter().sum::<f32>() - 1.0).abs() < 1e-4, "word {at}");
        }
        assert!((sums.edge(2).iter().flatten().sum::<f32>() - 1.0).abs() < 1e-4);
    }

    #[test]
    fn what_is_not_allowed_has_no_probability() {
        let scores = [favour(NoteRole::Prose), favour(NoteRole::Prose)];
        let allowed = [1 << NoteRole::WorkBegins as u8, 1 << NoteRole::WorkGoesOn as u8 | 1 << NoteRole::Prose as u8];
        let sums = RoleSums::over(&scores, &RoleTransitions::default().steps(&[PLAIN; 2]), Some(&allowed));
        assert!((sums.marginal(0)[0] - 1.0).abs() < 1e-5);
        assert!(sums.marginal(1)[NoteRole::Prose as usize] > 0.9);
        let none = RoleSums::over(&scores, &RoleTransitions::default().steps(&[PLAIN; 2]), Some(&[0, 0]));
        assert!(!none.log_total.is_finite());
    }
}
