//! Verdicts counted by what they are about.

use std::fmt::Write;

use crate::Cases;
use crate::case::Case;
use crate::verdict::{Verdict, Verdicts};

/// The quantile of the normal distribution for an interval of 80 %.
const Z: f64 = 1.2816;

/// Verdicts on the cases of one kind.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    given: f64,
    right: f64,
    noise: f64,
    wrong: f64,
}

impl Counts {
    fn of(verdicts: &Verdicts, cases: &[Case]) -> Self {
        let mut counts = Self::default();
        for case in cases {
            counts.given += 1.0;
            match verdicts.of(case.key).first() {
                Some((_, Verdict::True)) => counts.right += 1.0,
                Some((_, Verdict::Noise)) => counts.noise += 1.0,
                Some((_, Verdict::Wrong)) => counts.wrong += 1.0,
                None => {}
            }
        }
        counts
    }

    fn judged(self) -> f64 {
        self.right + self.noise + self.wrong
    }
}

/// The figures by rule as a table of Markdown, then those of all rules, each weighted by how often it speaks.
pub(crate) fn report(verdicts: &Verdicts, cases: &Cases) -> String {
    let mut table = String::from(
        "| about | given | judged | true | noise | wrong | true, 80 % interval |\n| --- | --- | --- | --- | --- | --- | --- |\n",
    );
    let mut rules = Vec::new();
    for (about, list) in cases {
        let counts = Counts::of(verdicts, list);
        let Counts { given, right, noise, wrong } = counts;
        let (low, high) = wilson(right, counts.judged());
        // Writing to a string cannot fail.
        let _ = writeln!(
            table,
            "| {about} | {given} | {} | {right} | {noise} | {wrong} | {low:.2} to {high:.2} |",
            counts.judged()
        );
        if ibid::lint::rule(about).is_some() {
            rules.push(counts);
        }
    }
    table + &weighted(&rules) + &agreement(verdicts, cases)
}

/// The shares over all rules that were judged.
fn weighted(rules: &[Counts]) -> String {
    let judged = || rules.iter().filter(|counts| counts.judged() > 0.0);
    let given: f64 = judged().map(|counts| counts.given).sum();
    let share = |part: fn(&Counts) -> f64| {
        let weighted = judged().map(|counts| counts.given * part(counts) / counts.judged());
        100.0 * weighted.sum::<f64>() / given.max(1.0)
    };
    let [right, noise, wrong] = [share(|c| c.right), share(|c| c.noise), share(|c| c.wrong)];
    format!("\nWeighted by frequency: {right:.0} % true, {noise:.0} % noise, {wrong:.0} % wrong.\n")
}

/// How often two readers said the same.
fn agreement(verdicts: &Verdicts, cases: &Cases) -> String {
    let pairs = cases.values().flatten().filter_map(|case| match verdicts.of(case.key) {
        [(_, first), (_, second), ..] => Some(first == second),
        _ => None,
    });
    let pairs: Vec<bool> = pairs.collect();
    format!("Read twice: {}, with the same verdict {}.\n", pairs.len(), pairs.iter().filter(|same| **same).count())
}

/// Wilson's interval for a share of `part` in `all`.
fn wilson(part: f64, all: f64) -> (f64, f64) {
    if all == 0.0 {
        return (0.0, 1.0);
    }
    let share = part / all;
    let middle = share + Z * Z / (2.0 * all);
    let spread = Z * (share * (1.0 - share) / all + Z * Z / (4.0 * all * all)).sqrt();
    let scale = 1.0 + Z * Z / all;
    ((middle - spread) / scale, (middle + spread) / scale)
}

#[cfg(test)]
mod tests {
    use super::wilson;

    #[test]
    fn the_interval_is_wilsons() {
        for (part, all, low, high) in [(0.0, 10.0, 0.0, 0.14), (18.0, 20.0, 0.78, 0.96), (46.0, 50.0, 0.86, 0.96)] {
            let (below, above) = wilson(part, all);
            assert!((below - low).abs() < 0.01 && (above - high).abs() < 0.01, "{part}/{all}: {below} {above}");
        }
    }
}
