//! The words of a reference, each with its part, and joined.

use super::Part;
use super::Segment;
use crate::text::Span;

/// A word with its part.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TaggedToken {
    /// Where, in the flat text.
    pub span: Span,
    /// What it is.
    pub part: Part,
    /// Whether a new stretch begins here, also where the stretch before is of the same part.
    pub begins: bool,
    /// The probability of the part, from 0 to 1.
    pub confidence: f32,
}

/// A stretch of words of one part.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch {
    /// What it is.
    pub part: Part,
    /// Where, in the flat text.
    pub span: Span,
    /// The probability of the least certain word in it, from 0 to 1.
    pub confidence: f32,
}

/// Joins the tokens to stretches of one part each.
#[must_use]
pub fn stretches(tokens: &[TaggedToken]) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for token in tokens {
        match stretches.last_mut() {
            Some(last) if last.part == token.part && !token.begins => {
                last.span.end = token.span.end;
                last.confidence = last.confidence.min(token.confidence);
            }
            _ => stretches.push(Stretch { part: token.part, span: token.span, confidence: token.confidence }),
        }
    }
    stretches
}

/// Joins the tokens to segments, neighbours of one label together.
#[must_use]
pub fn segments(tokens: &[TaggedToken]) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    for token in tokens {
        let label = token.part.label();
        match segments.last_mut() {
            Some(last) if last.label == label => last.span.end = token.span.end,
            _ => segments.push(Segment { label, span: token.span }),
        }
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(start: usize, part: Part, begins: bool) -> TaggedToken {
        TaggedToken { span: Span::new(start, start + 2), part, begins, confidence: 0.5 }
    }

    #[test]
    fn neighbours_of_one_part_stay_apart_where_a_new_one_begins() {
        let tokens = [token(0, Part::Pages, true), token(3, Part::Pages, false), token(6, Part::Pages, true)];
        let spans: Vec<Span> = stretches(&tokens).iter().map(|stretch| stretch.span).collect();
        assert_eq!(spans, [Span::new(0, 5), Span::new(6, 8)]);
    }

    #[test]
    fn segments_join_parts_of_one_label() {
        let tokens = [token(0, Part::Volume, true), token(3, Part::Issue, true), token(6, Part::Locator, true)];
        let labels: Vec<&str> = segments(&tokens).iter().map(|segment| segment.label.as_str()).collect();
        assert_eq!(labels, ["volume", "pages"]);
    }
}
