//! Notes in double parentheses at the place of their marker, as DokuWiki and plug-ins of WordPress read them: `Salt.((Reed, 12.))`

use super::Reading;
use super::block::{Block, BlockKind};
use super::inplace::{Brackets, note_at_marker};
use crate::text::{MarkKind, Span};

/// The longest note, in bytes.
const LONGEST: usize = 4096;

/// Takes the notes in double parentheses out of the blocks of a text that has no others.
pub(super) fn take(blocks: &mut [Block], reading: &mut Reading) {
    if !reading.notes.is_empty() || !reading.markers.is_empty() {
        return;
    }
    let mut count = 0;
    for block in blocks.iter_mut().filter(|block| block.kind == BlockKind::Text && block.may_hold(b'(')) {
        let found = notes(block);
        for outer in &found {
            count += 1;
            let body = block.flat.slice(Span::new(outer.start + 2, outer.end - 2)).folded();
            let (marker, note) = note_at_marker(count.to_string(), block.flat.source(*outer), body);
            reading.markers.push(marker);
            reading.notes.push(note);
        }
        if !found.is_empty() {
            let cuts: Vec<(Span, &str)> = found.into_iter().map(|cut| (cut, "")).collect();
            block.flat = block.flat.rewritten(&cuts).into();
        }
    }
}

/// The double parentheses of a block that follow words and hold a note.
fn notes(block: &Block) -> Vec<Span> {
    let text = block.text();
    let Some(first_word) = text.find(char::is_alphanumeric).filter(|_| text.contains("((")) else { return Vec::new() };
    let brackets = Brackets::of(text, b'(', b')');
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find("((")) {
        let start = at + next;
        let end = end(text, &brackets, start);
        at = end.unwrap_or(start + 2);
        let span = Span::new(start, at);
        let is_code = || block.flat.is_within(span, |kind| *kind == MarkKind::Code);
        if end.is_some() && first_word < start && is_note(&text[start + 2..at - 2]) && !is_code() {
            found.push(span);
        }
    }
    found
}

/// The end of the double parentheses that open at `start`; `None` where single ones close in between.
fn end(text: &str, brackets: &Brackets, start: usize) -> Option<usize> {
    let close = brackets.inside(start + 1)?.end;
    let is_double = close < start + LONGEST && text[close + 1..].starts_with(')');
    is_double.then_some(close + 2)
}

/// True if a text is that of a note, not of a formula or of an aside: many words, several that a stop or a number closes, or one that a
/// full stop closes ("Ibid.").
fn is_note(text: &str) -> bool {
    let text = text.trim();
    let words = text.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count();
    let is_closed = text.ends_with(|c: char| c.is_ascii_digit() || ".?!)”’»\"。".contains(c));
    let is_spaced = text.split_whitespace().nth(1).is_some();
    let is_sentence = text.ends_with(['.', '。']) && text.chars().filter(|c| c.is_alphabetic()).nth(1).is_some();
    words > 3 || words > 0 && is_closed && (is_spaced || is_sentence)
}

#[cfg(test)]
mod tests {
    use crate::document::read;
    use crate::text::Source;

    fn notes(path: &str, text: &str) -> Vec<String> {
        let document = read(&[Source::new(path, text)], None);
        document.notes.iter().map(|note| format!("{}: {}", note.label, note.body.text)).collect()
    }

    #[test]
    fn double_parentheses_hold_notes() {
        let wanted = ["1: Reed, Salt (Leeds: Fell, 1998), 12.", "2: Ibid., 14"];
        for (path, text) in [
            ("a.txt", "Salt went north.((Reed, Salt (Leeds: Fell, 1998), 12.)) It paid.((Ibid., 14))\n"),
            ("a.md", "Salt went north.((Reed, *Salt* (Leeds: Fell, 1998), 12.)) It paid ((Ibid., 14)).\n"),
            (
                "a.html",
                "<p>Salt went north. ((Reed, <i>Salt</i> (Leeds: Fell, 1998), 12.)) It paid.</p><p>So.((Ibid., 14))</p>",
            ),
        ] {
            assert_eq!(notes(path, text), wanted, "{path}");
        }
    }

    #[test]
    fn one_word_with_a_full_stop_is_a_note() {
        assert_eq!(notes("a.txt", "It paid.((Reed, Salt, 12.)) So.((Ibid.))\n"), ["1: Reed, Salt, 12.", "2: Ibid."]);
        assert_eq!(notes("a.txt", "Salz.((Reed, Salz, 12.)) So.((Ebd.))\n"), ["1: Reed, Salz, 12.", "2: Ebd."]);
        assert_eq!(
            notes("a.md", "盐向北运。((王建国：《运河志》，第15页。)) 又((同上。))\n"),
            ["1: 王建国：《运河志》，第15页。", "2: 同上。"]
        );
    }

    #[test]
    fn other_parentheses_hold_none() {
        for (path, text) in [
            ("a.txt", "The sum is ((a + b)) or ((2 + 3) * 4)."),
            ("a.txt", "Write ((lambda (x) (* x x)) 3) and see."),
            ("a.txt", "((Reed, Salt, 12.))"),
            ("a.md", "In code it is `x((a b c d e.))` only."),
            ("a.md", "Salt.[^1] Pots ((as he says in 3)).\n\n[^1]: Reed, 3.\n"),
            ("a.txt", "He said ((see below)) to them, ((see)) and ((wow!)) there."),
            ("a.txt", "Take f((x.)) of ((3.)) or g((x_1))."),
        ] {
            assert!(notes(path, text).iter().all(|note| note == "1: Reed, 3."), "{text}");
        }
    }
}
