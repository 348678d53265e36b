//! Where the label of a marker or a note is typed, and how.

use crate::analysis::alone;
use crate::text::{Edit, Span};

/// A label as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TypedLabel {
    /// The bytes that spell it, without brackets and tags.
    pub(super) span: Span,
    superscript: bool,
}

impl TypedLabel {
    /// The edit that makes it another label, in the same kind of figures.
    pub(super) fn relabel(self, label: &str) -> Edit {
        Edit::replace(self.span, if self.superscript { superscript(label) } else { label.to_owned() })
    }
}

/// Finds the one place in `span` that shows `label`: outside tags and entities, not inside a longer word.
/// `None` where there is no such place or more than one.
pub(super) fn typed(text: &str, span: Span, label: &str) -> Option<TypedLabel> {
    let plain = only(alone(text, span, label)).map(|span| TypedLabel { span, superscript: false });
    let raised = superscript(label);
    plain.or_else(|| only(alone(text, span, &raised)).map(|span| TypedLabel { span, superscript: true }))
}

/// Returns the bytes of `span` with another label in place of `label`, in the same kind of figures.
#[cfg(feature = "render")]
pub(crate) fn label_replaced(text: &str, span: Span, label: &str, new: &str) -> Option<String> {
    let edit = typed(text, span, label)?.relabel(new);
    let (start, end) = (edit.span.start - span.start, edit.span.end - span.start);
    let whole = span.of(text);
    Some(format!("{}{}{}", whole.get(..start)?, edit.text, whole.get(end..)?))
}

/// Returns the bytes that spell a label in plain figures or letters.
#[cfg(feature = "render")]
pub(crate) fn label_span(text: &str, span: Span, label: &str) -> Option<Span> {
    typed(text, span, label).filter(|typed| !typed.superscript).map(|typed| typed.span)
}

fn only(mut spans: impl Iterator<Item = Span>) -> Option<Span> {
    spans.next().filter(|_| spans.next().is_none())
}

fn superscript(label: &str) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    label.chars().map(|c| c.to_digit(10).and_then(|digit| RAISED.get(digit as usize).copied()).unwrap_or(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(text: &str, label: &str) -> Option<String> {
        typed(text, Span::new(0, text.len()), label).map(|typed| typed.relabel("27").span.of(text).to_owned())
    }

    #[test]
    fn a_label_is_found_where_a_reader_sees_it() {
        for text in ["[^3]", "[3]", "3. ", "<sup id='fn3'><a href=\"#fn3\">3</a></sup>", "&#3;<b>3</b>", "[^3]: "] {
            assert_eq!(find(text, "3").as_deref(), Some("3"), "{text}");
        }
    }

    #[test]
    fn raised_figures_stay_raised() {
        let found = typed("x¹²", Span::new(1, 5), "12").unwrap();
        assert_eq!(found.relabel("7"), Edit::replace(Span::new(1, 5), "⁷"));
    }

    #[test]
    fn what_is_hidden_or_part_of_another_word_is_no_label() {
        for text in ["[13]", "[3a]", "<a href='3'>x</a>", "3 and 3", ""] {
            assert_eq!(find(text, "3"), None, "{text}");
        }
    }
}
