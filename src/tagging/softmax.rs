//! Scores as probabilities.

/// The probability of each of some choices: the exponential of its score, divided by those of all. Nothing where there is no score.
#[must_use]
pub fn softmax(scores: &[f32]) -> Vec<f32> {
    // Less the best, so that no exponential overflows.
    let best = scores.iter().copied().fold(f32::MIN, f32::max);
    let powers: Vec<f32> = scores.iter().map(|score| (score - best).exp()).collect();
    let sum: f32 = powers.iter().sum();
    powers.into_iter().map(|power| power / sum).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_probabilities_of_all_choices_are_one() {
        let shares = softmax(&[1000.0, 1000.0, -1000.0]);
        assert!((shares[0] - 0.5).abs() < 1e-6 && shares[2] < 1e-6, "{shares:?}");
        assert!(softmax(&[]).is_empty());
    }
}
