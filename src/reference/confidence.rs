//! From the tagger's probabilities to how often a field is right.

use super::Field;

/// Points of the curve from the probability of a stretch's least certain word to the share of fields that were right; between two
/// points it is a line. The tagger knows well how sure it is, but a field can go wrong behind it, too: of the training references'
/// fields about which it had no doubt, 98 in a hundred were right. `docs/accuracy.md` says how this holds on others.
const CURVE: &[(f32, f32)] = &[(0.0, 0.0), (0.9, 0.9), (1.0, 0.98)];

/// How often a field with this probability is right.
pub(super) fn calibrated(probability: f32) -> f32 {
    let above = CURVE.partition_point(|&(from, _)| from <= probability).clamp(1, CURVE.len() - 1);
    let [(x0, y0), (x1, y1)] =
        [CURVE.get(above - 1), CURVE.get(above)].map(|point| point.copied().unwrap_or((1.0, 1.0)));
    let share = if x1 > x0 { (probability - x0) / (x1 - x0) } else { 0.0 };
    (y0 + share * (y1 - y0)).clamp(0.0, 1.0)
}

/// How likely it is that all fields are right.
pub(super) fn whole(fields: &[Field]) -> f32 {
    if fields.is_empty() { 0.0 } else { fields.iter().map(|field| field.confidence).product() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn the_curve_rises_from_nothing_to_certainty() {
        assert!(CURVE.is_sorted_by(|a, b| a.0 < b.0 && a.1 <= b.1));
        let steps: Vec<f32> = (0_u8..=10).map(|tenth| calibrated(f32::from(tenth) / 10.0)).collect();
        assert!(steps.is_sorted() && steps.iter().all(|step| (0.0..=1.0).contains(step)), "{steps:?}");
    }

    #[test]
    fn the_whole_is_no_surer_than_its_weakest_field() {
        let field = |confidence| Field { variable: "title", span: Span::default(), confidence };
        assert!((whole(&[field(0.9), field(1.0), field(0.5)]) - 0.45).abs() < 1e-6);
        assert!(whole(&[]).abs() < 1e-6);
    }
}
