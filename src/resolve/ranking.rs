//! Which work a citation means, or whether it is a new one: a conditional logit over the works cited before.
//!
//! Every choice has features ([`super::likeness`]); a table gives each feature its weight. The probability of a choice is the exponential of
//! the sum of its weights, divided by those of all choices (McFadden, "Conditional Logit Analysis of Qualitative Choice Behavior", 1974).

use std::sync::LazyLock;

use super::likeness::{FEATURES, Likeness};
use crate::tagging::softmax;

/// What speaks for a choice or against it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ground {
    /// What was seen, as a sentence on "it", the citation.
    pub seen: &'static str,
    /// How much it weighs: the probability of the choice is proportional to the exponential of the sum.
    pub weight: f32,
}

/// The features, their weights and what they mean. `examples/train --ranking` writes the weights.
const TABLE: &str = include_str!("ranking.tsv");

static WEIGHTS: LazyLock<Likeness> = LazyLock::new(|| weights(TABLE));

/// Reads the weights of a table.
fn weights(table: &str) -> Likeness {
    let mut weights = [0.0; FEATURES];
    let rows = table.lines().skip(1).zip(&mut weights);
    for (row, weight) in rows {
        *weight = row.split('\t').nth(1).and_then(|weight| weight.parse().ok()).unwrap_or_default();
    }
    weights
}

/// The sum of the weights of a choice.
fn score(likeness: &Likeness, weights: &Likeness) -> f32 {
    likeness.iter().zip(weights).map(|(value, weight)| value * weight).sum()
}

/// The probability of each choice, by the weights of the table.
pub(crate) fn shares(choices: &[Likeness]) -> Vec<f32> {
    shares_by(choices, &WEIGHTS)
}

/// What was seen of a choice, what weighs most first.
pub(crate) fn grounds(likeness: &Likeness) -> Vec<Ground> {
    let meanings = TABLE.lines().skip(1).map(|row| row.rsplit('\t').next().unwrap_or_default());
    let weighted = likeness.iter().zip(&*WEIGHTS).map(|(value, weight)| value * weight);
    let seen = meanings.zip(weighted).filter(|(_, weight)| *weight != 0.0);
    let mut grounds: Vec<Ground> = seen.map(|(seen, weight)| Ground { seen, weight }).collect();
    grounds.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    grounds
}

/// The probability of each choice, by these weights.
#[must_use]
pub fn shares_by(choices: &[Likeness], weights: &Likeness) -> Vec<f32> {
    let scores: Vec<f32> = choices.iter().map(|choice| score(choice, weights)).collect();
    softmax(&scores)
}

/// The table with other weights.
#[must_use]
pub fn table_with(weights: &Likeness) -> String {
    let mut lines = TABLE.lines();
    let mut table = format!("{}\n", lines.next().unwrap_or_default());
    for (row, weight) in lines.zip(weights) {
        let mut cells = row.split('\t');
        let (name, meaning) = (cells.next().unwrap_or_default(), cells.nth(1).unwrap_or_default());
        table.push_str(&format!("{name}\t{weight:.2}\t{meaning}\n"));
    }
    table
}

#[cfg(test)]
mod tests {
    use super::super::likeness::Feature;
    use super::*;

    #[test]
    fn the_table_has_every_feature_once_and_says_what_it_means() {
        let rows: Vec<Vec<&str>> = TABLE.lines().skip(1).map(|row| row.split('\t').collect()).collect();
        let names: Vec<&str> = rows.iter().map(|row| row[0]).collect();
        let features: Vec<&str> = Feature::ALL.iter().map(|feature| feature.name()).collect();
        assert_eq!(names, features);
        assert!(rows.iter().all(|row| row.len() == 3 && row[1].parse::<f32>().is_ok() && row[2].ends_with('.')));
    }

    #[test]
    fn the_choice_with_more_weight_is_likelier() {
        let (mut one, mut other, mut weights) = ([0.0; FEATURES], [0.0; FEATURES], [0.0; FEATURES]);
        one[0] = 1.0;
        other[1] = 1.0;
        weights[0] = 2.0_f32.ln();
        let shares = shares_by(&[one, other], &weights);
        assert!((shares[0] - 2.0 / 3.0).abs() < 1e-6 && (shares[1] - 1.0 / 3.0).abs() < 1e-6);
    }
}
