//! From the tagger's probabilities to how often a field is right.

use super::Field;

/// Points of the curve from the probability of a stretch's least certain word to the share of fields that were right; between two
/// points it is a line. The tagger is too sure of styles and works that it never met, and a field can go wrong after it, too: the curve was
/// fitted to half of the references that are kept out of training. `docs/accuracy.md` says how this holds on the other half.
const CURVE: &[(f32, f32)] = &[(0.0, 0.0), (0.1, 0.18), (0.5, 0.53), (0.7, 0.68), (0.9, 0.86), (1.0, 0.956)];

/// Fields go wrong together, so that the chance that all are right is more than the product of theirs: the product to this power.
const TOGETHER: f32 = 0.6;

/// How often a field with this probability is right.
pub(super) fn calibrated(probability: f32) -> f32 {
    let above = CURVE.partition_point(|&(from, _)| from <= probability).clamp(1, CURVE.len() - 1);
    let [(x0, y0), (x1, y1)] =
        [CURVE.get(above - 1), CURVE.get(above)].map(|point| point.copied().unwrap_or((1.0, 1.0)));
    let share = if x1 > x0 { (probability - x0) / (x1 - x0) } else { 0.0 };
    (y0 + share * (y1 - y0)).clamp(0.0, 1.0)
}

/// How likely it is that all fields are right: no likelier than the least certain.
pub(super) fn whole(fields: &[Field]) -> f32 {
    let weakest = fields.iter().map(|field| field.confidence).reduce(f32::min).unwrap_or(0.0);
    let product: f32 = fields.iter().map(|field| field.confidence).product();
    product.powf(TOGETHER).min(weakest)
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
        assert!((whole(&[field(0.9), field(1.0), field(0.5)]) - 0.5).abs() < 1e-6);
        assert!((whole(&[field(0.9), field(0.9), field(0.9)]) - 0.827).abs() < 1e-3);
        assert!(whole(&[]).abs() < 1e-6);
    }
}
