//! What turns one text into another.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{Edit, Span};

/// Returns the edits that turn `old` into `new`: those of whole lines, cut down to what differs in them.
///
/// ```
/// use ibid::text::{Edit, Span, apply, difference};
/// let (old, new) = ("One.\nTwo.[^2]\nThree.\n", "One.\nTwo.[^3]\nThree.\n");
/// assert_eq!(difference(old, new), [Edit::replace(Span::new(11, 12), "3")]);
/// ```
#[must_use]
pub fn difference(old: &str, new: &str) -> Vec<Edit> {
    let (old_lines, new_lines) = (lines(old), lines(new));
    let (old_starts, new_starts) = (starts(&old_lines), starts(&new_lines));
    let changes = capture_diff_slices(Algorithm::Myers, &old_lines, &new_lines);
    let changed = changes.iter().filter(|change| !matches!(change, DiffOp::Equal { .. }));
    let edit = |change: &DiffOp| {
        let (was, is) = (change.old_range(), change.new_range());
        let span = Span::new(old_starts[was.start], old_starts[was.end]);
        narrowed(old, span, &new[new_starts[is.start]..new_starts[is.end]])
    };
    changed.map(edit).collect()
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Where each line begins, and where the last ends.
fn starts(lines: &[&str]) -> Vec<usize> {
    let ends = lines.iter().scan(0, |end, line| {
        *end += line.len();
        Some(*end)
    });
    std::iter::once(0).chain(ends).collect()
}

/// An edit without what it leaves as it is at its ends.
fn narrowed(old: &str, span: Span, new: &str) -> Edit {
    let was = span.of(old);
    let same = |(one, other): &(char, char)| one == other;
    let head: usize = was.chars().zip(new.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (rest, is) = (&was[head..], &new[head..]);
    let tail: usize = rest.chars().rev().zip(is.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    Edit::replace(Span::new(span.start + head, span.end - tail), &is[..is.len() - tail])
}

#[cfg(test)]
mod tests {
    use super::super::apply;
    use super::*;

    #[test]
    fn the_edits_turn_the_one_into_the_other() {
        let texts = [
            "",
            "a",
            "a\n",
            "a\r\nb\r\n",
            "é\n😀 x\nz",
            "é\n😀 y\nz",
            "b\na\n",
            "a\nb\nc\nd\n",
            "aa",
            "aaa",
            "d\na\nb\n",
        ];
        for old in texts {
            for new in texts {
                let edits = difference(old, new);
                assert_eq!(apply(old, &edits).unwrap(), new, "{old:?} {new:?}");
                assert_eq!(edits.is_empty(), old == new);
            }
        }
    }
}
