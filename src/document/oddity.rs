//! What looks like a marker of Markdown and is none, or stands where it does harm.

use memchr::memmem;

use super::block::{Block, BlockKind};
use super::{Problem, ProblemKind};
use crate::text::{MarkKind, Span};

/// The oddities of a file's blocks, before notes and markers are taken out of them.
pub(super) fn of(blocks: &[Block]) -> Vec<Problem> {
    let blocks = blocks.iter().filter(|block| block.may_hold(b'^'));
    blocks.flat_map(|block| brackets(block).into_iter().chain(unclosed(block))).collect()
}

/// The markers in comments of a text from `start` on.
pub(super) fn in_comments(text: &str, start: usize) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut at = start;
    while let Some(open) = text.get(at..).and_then(|rest| memmem::find(rest.as_bytes(), b"<!--")) {
        let comment = Span::new(at + open, text[at + open..].find("-->").map_or(text.len(), |end| at + open + end));
        let carets = comment.of(text).match_indices("[^").map(|(caret, _)| comment.start + caret + 1);
        let brackets = carets.filter_map(|caret| bracket(&text[..comment.end], caret));
        found.extend(brackets.filter(|bracket| is_label(&bracket.inner[1..])).map(|bracket| Problem {
            kind: ProblemKind::MarkerInComment,
            span: bracket.span,
            detail: bracket.inner[1..].to_owned(),
        }));
        at = comment.end;
    }
    found
}

/// A square or round bracket with a caret at one of its ends.
struct Bracket<'t> {
    span: Span,
    /// What stands in it, caret included.
    inner: &'t str,
}

fn brackets(block: &Block) -> Vec<Problem> {
    let text = block.text();
    let carets = memchr::memchr_iter(b'^', text.as_bytes());
    carets.filter_map(|caret| bracket(text, caret)).filter_map(|bracket| problem(block, &bracket)).collect()
}

/// What ends the inside of a bracket: the next bracket of any kind.
fn is_edge(byte: u8) -> bool {
    b"[]()\n".contains(&byte)
}

/// The bracket that a caret opens (`[^`, `(^`) or closes (`^]`), without another bracket in it.
fn bracket(text: &str, caret: usize) -> Option<Bracket<'_>> {
    let bytes = text.as_bytes();
    let before = caret.checked_sub(1).map(|at| bytes[at]);
    let (start, end) = match (before, bytes.get(caret + 1)) {
        (Some(open @ (b'[' | b'(')), _) => {
            let edge = caret + bytes[caret..].iter().position(|byte| is_edge(*byte))?;
            let close = if open == b'[' { b']' } else { b')' };
            (caret - 1, (bytes[edge] == close).then_some(edge + 1)?)
        }
        (_, Some(b']')) => {
            let edge = bytes[..caret].iter().rposition(|byte| is_edge(*byte))?;
            ((bytes[edge] == b'[').then_some(edge)?, caret + 2)
        }
        _ => return None,
    };
    Some(Bracket { span: Span::new(start, end), inner: text.get(start + 1..end - 1)? })
}

fn problem(block: &Block, bracket: &Bracket<'_>) -> Option<Problem> {
    let flat = &block.flat;
    let label = bracket.inner.trim_matches('^');
    let is_square = bracket.span.of(&flat.text).starts_with('[');
    let is_marker = is_square && bracket.inner.starts_with('^') && (is_label(label) || is_number(label.trim()));
    let code = block.kind == BlockKind::Other || flat.is_within(bracket.span, |kind| *kind == MarkKind::Code);
    let kind = match (code, is_marker) {
        (true, true) => ProblemKind::MarkerInCode,
        (true, false) => return None,
        (false, true) => {
            let in_link = flat.is_within(bracket.span, |kind| matches!(kind, MarkKind::Link(_)));
            (in_link || block.kind == BlockKind::Heading).then_some(ProblemKind::MarkerAfterMedia)?
        }
        (false, false) if is_square && listed(bracket.inner).is_some() => ProblemKind::MarkersListed,
        (false, false) => is_meant(bracket, label, is_square).then_some(ProblemKind::MarkerReversed)?,
    };
    let detail = if kind == ProblemKind::MarkersListed { listed(bracket.inner)? } else { label.trim().to_owned() };
    Some(Problem { kind, span: flat.source(bracket.span), detail })
}

/// The numbers of a bracket for several notes (`[^1,^2]`, `[^1, 2]`), with commas between them.
fn listed(inner: &str) -> Option<String> {
    let numbers: Vec<&str> = inner.split([',', ';']).map(|number| number.trim().trim_start_matches('^')).collect();
    let are_numbers = inner.starts_with('^') && numbers.len() > 1 && numbers.iter().all(|number| is_number(number));
    are_numbers.then(|| numbers.join(","))
}

/// Whether `[^label]` is a marker.
fn is_label(label: &str) -> bool {
    !label.is_empty() && !label.contains(|c: char| c.is_whitespace() || c == '^')
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a bracket that is no marker was meant as one: a number on the wrong side of the caret, or a sentence. Mathematics (`[x^]`, `(^2)` after a word) is left alone.
fn is_meant(bracket: &Bracket<'_>, label: &str, is_square: bool) -> bool {
    let trimmed = label.trim();
    let opens = bracket.inner.starts_with('^');
    let is_sentence =
        || opens && is_square && trimmed.split_whitespace().count() > 2 && trimmed.contains(char::is_alphabetic);
    is_number(trimmed) || is_sentence()
}

/// Notes in the text (`^[`) that no bracket closes before the paragraph ends.
fn unclosed(block: &Block) -> Vec<Problem> {
    let text = block.text();
    if block.kind == BlockKind::Other || !text.contains("^[") {
        return Vec::new();
    }
    // Brackets are matched from the end: of two that open, the inner one closes first.
    let mut closing = 0usize;
    let mut found = Vec::new();
    for (at, byte) in text.bytes().enumerate().rev() {
        match byte {
            b']' => closing += 1,
            b'[' if closing > 0 => closing -= 1,
            b'[' if at > 0 && text.as_bytes()[at - 1] == b'^' => found.push(Span::new(at - 1, at + 1)),
            _ => {}
        }
    }
    found.retain(|&span| !block.flat.is_within(span, |kind| *kind == MarkKind::Code));
    let problem =
        |span| Problem { kind: ProblemKind::InlineNoteBroken, span: block.flat.source(span), detail: String::new() };
    found.into_iter().rev().map(problem).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::inline::flatten;
    use crate::text::Flat;

    fn found(kind: BlockKind, text: &str) -> Vec<(ProblemKind, String)> {
        let flat = if kind == BlockKind::Other { Flat::verbatim(text, 0) } else { flatten(text, 0) };
        let block = Block::new(kind, flat);
        let problems = of(&[block]).into_iter();
        problems.map(|problem| (problem.kind, problem.span.of(text).to_owned())).collect()
    }

    fn one(text: &str) -> (ProblemKind, String) {
        let mut all = found(BlockKind::Text, text);
        assert_eq!(all.len(), 1, "{text}");
        all.remove(0)
    }

    #[test]
    fn brackets_that_were_meant_as_markers() {
        for (text, bracket) in [
            ("A claim.[1^]", "[1^]"),
            ("A claim.(^1)", "(^1)"),
            ("A claim.[^The lamps were lit at six.]", "[^The lamps were lit at six.]"),
        ] {
            assert_eq!(one(text), (ProblemKind::MarkerReversed, bracket.to_owned()), "{text}");
        }
    }

    #[test]
    fn one_bracket_for_several_notes() {
        for (text, bracket) in [("So it is.[^1,^2]", "[^1,^2]"), ("So it is[^4, 5; ^6].", "[^4, 5; ^6]")] {
            assert_eq!(one(text), (ProblemKind::MarkersListed, bracket.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_is_left_alone() {
        for text in [
            "A claim.[^1] Another.[^lamp-2] And[^ 3], and[^4 ].",
            "the set [a^] and 2^(n)",
            "x(^a) e^[1]",
            "[^ ]",
            "`[1^]`",
            "[^1,x] and [1,2] and [^1,]",
            "a^b",
            "^",
            "[^",
        ] {
            assert_eq!(found(BlockKind::Text, text), [], "{text}");
        }
    }

    #[test]
    fn markers_in_code_headings_and_links() {
        assert_eq!(one("Call `light()[^safety]` now."), (ProblemKind::MarkerInCode, "[^safety]".to_owned()));
        assert_eq!(found(BlockKind::Other, "[^a-z]+").len(), 1);
        assert_eq!(found(BlockKind::Heading, "# Lamps[^1]"), [(ProblemKind::MarkerAfterMedia, "[^1]".to_owned())]);
        assert_eq!(
            one("See [the lamps[^1]](https://example.org)."),
            (ProblemKind::MarkerAfterMedia, "[^1]".to_owned())
        );
    }

    #[test]
    fn markers_in_comments() {
        let found = |text: &str| in_comments(text, 0).into_iter().map(|problem| problem.detail).collect::<Vec<_>>();
        assert_eq!(found("A<!--[^a]--> b[^b] <!-- x [^c]: y [^ d] -->"), ["a", "c"]);
        assert_eq!(found("A <!-- [^a] and no end"), ["a"]);
        assert_eq!(found("A [^a] --> <!- [^b]"), Vec::<String>::new());
    }

    #[test]
    fn notes_in_the_text_that_are_never_closed() {
        assert_eq!(one("A claim.^[See the list"), (ProblemKind::InlineNoteBroken, "^[".to_owned()));
        assert_eq!(one("A claim.^[See [the list] of 1984"), (ProblemKind::InlineNoteBroken, "^[".to_owned()));
        assert_eq!(found(BlockKind::Text, "A claim.^[See [the list]] and ^[more]."), []);
    }
}
