//! Markers that share a pair of brackets: `[1, 2]`, `[3-5]`.

use std::ops::Range;

use super::{Document, Marker};

impl Document {
    /// The markers, those that stand in one pair of brackets together, by their places among all markers.
    ///
    /// ```
    /// use ibid::document::read;
    /// use ibid::text::Source;
    /// let post = Source::new("post.txt", "A claim.[1] More.[2-4]\n\n[1] a\n\n[2] b\n\n[3] c\n\n[4] d\n");
    /// assert_eq!(read(&[post], None).marker_groups(), [0..1, 1..4]);
    /// ```
    #[must_use]
    pub fn marker_groups(&self) -> Vec<Range<usize>> {
        let mut groups: Vec<Range<usize>> = Vec::new();
        for (index, marker) in self.markers.iter().enumerate() {
            match groups.last_mut().filter(|group| self.is_joined(&self.markers[group.end - 1], marker)) {
                Some(group) => group.end = index + 1,
                None => groups.push(index..index + 1),
            }
        }
        groups
    }

    /// Whether nothing but a comma or a dash parts two markers, neither of which has brackets of its own. Numbers that a range
    /// leaves out stand where its dash stands.
    fn is_joined(&self, first: &Marker, second: &Marker) -> bool {
        let is_bare = |marker: &Marker| !marker.span.of(&self.text).contains(['[', ']', '(', ')', '<']);
        let is_gap = |gap: &str| gap.chars().all(|c| c.is_whitespace() || ",;-–".contains(c));
        let between = self.text.get(first.span.end..second.span.start);
        let is_joint = first.span == second.span || between.is_some_and(is_gap);
        is_joint && is_bare(first) && is_bare(second)
    }
}
