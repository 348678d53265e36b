//! Where the label of a marker or a note is typed, and how.

use crate::text::{Edit, Span};

/// A label as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Typed {
    /// The bytes that spell it, without brackets and tags.
    pub(super) span: Span,
    superscript: bool,
}

impl Typed {
    /// The edit that makes it another label, in the same kind of figures.
    pub(super) fn relabel(self, label: &str) -> Edit {
        Edit::replace(self.span, if self.superscript { superscript(label) } else { label.to_owned() })
    }
}

/// Finds the one place in `span` that shows `label`: outside tags and entities, not inside a longer word.
/// `None` where there is no such place or more than one.
pub(super) fn typed(text: &str, span: Span, label: &str) -> Option<Typed> {
    let plain = only(alone(text, span, label)).map(|span| Typed { span, superscript: false });
    let raised = superscript(label);
    plain.or_else(|| only(alone(text, span, &raised)).map(|span| Typed { span, superscript: true }))
}

/// The places in `span` where `word` stands by itself, outside tags and entities.
pub(super) fn alone<'t>(text: &'t str, span: Span, word: &'t str) -> impl Iterator<Item = Span> + 't {
    let inside = span.of(text);
    let hidden = hidden(inside);
    let stands_alone = move |at: usize| {
        let before = inside[..at].chars().next_back();
        let after = inside[at + word.len()..].chars().next();
        !before.into_iter().chain(after).any(char::is_alphanumeric)
    };
    let matches = inside.match_indices(word).map(|(at, _)| at).filter(move |_| !word.is_empty());
    let shown = move |at: &usize| {
        let next = hidden.partition_point(|span: &Span| span.end <= *at);
        hidden.get(next).is_none_or(|span| !span.contains(*at))
    };
    matches
        .filter(move |&at| stands_alone(at))
        .filter(shown)
        .map(move |at| Span::new(at, at + word.len()).shifted(span.start))
}

/// The tags (`<…>`) and entities (`&…;`) of a piece of text.
fn hidden(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find(['<', '&']).map(|at| from + at) {
        let (closing, reach) = if text.as_bytes()[at] == b'<' { ('>', usize::MAX) } else { (';', 10) };
        let end = text[at..].find(closing).filter(|&length| length <= reach);
        from = end.map_or(at + 1, |length| at + length + 1);
        if end.is_some() {
            spans.push(Span::new(at, from));
        }
    }
    spans
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
