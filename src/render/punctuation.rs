//! Where words meet: doubled punctuation, stops inside quotation marks, inner and outer quotation marks, first capitals.

use super::glyph::{Glyph, GlyphLook, Rich};
use super::locale::Typography;
use super::mark;

/// Settles what is left open once all words are in their order, and takes the marks out.
pub(super) fn settle(rich: &mut Rich, typography: &Typography, capital: bool) {
    if capital {
        capitalise_first_term(rich);
    }
    strip_periods(rich);
    join_words(rich);
    rich.glyphs.retain(|glyph| !mark::is_mark(glyph.c) || is_quote(glyph.c));
    join(rich, typography.punctuation_in_quote);
    quotes(rich, typography);
}

fn is_quote(c: char) -> bool {
    (mark::QUOTE_OPEN..=mark::SINGLE_CLOSE).contains(&c)
}

fn closes(c: char) -> bool {
    c == mark::QUOTE_CLOSE || c == mark::SINGLE_CLOSE
}

/// Takes full stops out where the style wants none, but those inside a word ("LWN.net").
fn strip_periods(rich: &mut Rich) {
    let mut depth = 0_usize;
    let mut out = Vec::with_capacity(rich.glyphs.len());
    let mut glyphs = rich.glyphs.iter().peekable();
    while let Some(glyph) = glyphs.next() {
        match glyph.c {
            mark::STRIP => depth += 1,
            mark::STRIP_END => depth = depth.saturating_sub(1),
            '.' if depth > 0 && !glyphs.peek().is_some_and(|next| next.c.is_ascii_lowercase()) => {}
            _ => out.push(*glyph),
        }
    }
    rich.glyphs = out;
}

/// Takes out the spaces that are not to be: after a particle with an apostrophe, between initials, and before a
/// particle that is none.
fn join_words(rich: &mut Rich) {
    let mut joins = false;
    let mut out: Vec<Glyph> = Vec::with_capacity(rich.glyphs.len());
    let mut before = None;
    for glyph in &rich.glyphs {
        let apart = before.replace(glyph.c) == Some(mark::APART);
        match glyph.c {
            mark::APART => {}
            mark::JOIN => joins = true,
            mark::UNSPACE => drop(out.pop_if(|last| last.c == ' ')),
            ' ' if joins => {}
            mark::NUMBERLESS => joins = false,
            // A colon that an element begins with stands close to what is before, whatever delimiter there was.
            ':' if apart => {
                out.pop_if(|last| last.c == ' ');
                out.push(*glyph);
            }
            c if mark::is_mark(c) => out.push(*glyph),
            _ => {
                joins = false;
                out.push(*glyph);
            }
        }
    }
    rich.glyphs = out;
}

/// A term that begins a note ("ibid.", "in") gets a capital.
fn capitalise_first_term(rich: &mut Rich) {
    let first = rich.glyphs.iter().position(|glyph| glyph.c == mark::TERM || !is_silent(glyph.c));
    let Some(at) = first.filter(|&at| rich.glyphs.get(at).is_some_and(|glyph| glyph.c == mark::TERM)) else { return };
    if let Some(letter) = rich.glyphs.get_mut(at + 1) {
        super::case::upper(letter);
    }
}

fn is_silent(c: char) -> bool {
    mark::is_mark(c) || c.is_whitespace()
}

/// Joins word after word, dropping what two meeting pieces of punctuation have too much of.
fn join(rich: &mut Rich, punctuation_in_quote: bool) {
    let mut out: Vec<Glyph> = Vec::with_capacity(rich.glyphs.len());
    let mut rest = rich.glyphs.as_slice();
    while let Some((&glyph, following)) = rest.split_first() {
        rest = following;
        let within = out.last().is_some_and(|last| last.look.value > 0 && last.look.value == glyph.look.value);
        let linked = out.last().is_some_and(|last| last.look.link.is_some() && last.look.link == glyph.look.link);
        if within || linked || (glyph.c == '.' && in_ellipsis(&out, following)) {
            out.push(glyph);
            continue;
        }
        if out.last().is_some_and(|last| last.c == ' ') && matches!(glyph.c, ' ' | '.' | ',' | ';' | ')' | ']') {
            out.pop();
        }
        let inside = punctuation_in_quote && matches!(glyph.c, '.' | ',');
        let before = if inside { before_quotes(&out) } else { out.len() };
        match meet(out.get(..before).unwrap_or_default(), glyph.c) {
            Meeting::Keep => out.insert(before, glyph),
            Meeting::Drop => {}
            Meeting::Replace => {
                if let Some(last) = before.checked_sub(1).and_then(|at| out.get_mut(at)) {
                    last.c = glyph.c;
                }
            }
        }
    }
    rich.glyphs = out;
}

/// The place before the closing quotation marks that end what is written.
fn before_quotes(glyphs: &[Glyph]) -> usize {
    let closing = glyphs.iter().rev().take_while(|glyph| closes(glyph.c)).count();
    glyphs.len() - closing
}

enum Meeting {
    Keep,
    Drop,
    Replace,
}

/// What becomes of a character that follows what is written. Quotation marks that close are looked through.
fn meet(written: &[Glyph], next: char) -> Meeting {
    let Some(last) = written.last().map(|glyph| glyph.c) else {
        return if next == ' ' { Meeting::Drop } else { Meeting::Keep };
    };
    let visible = written.iter().rev().map(|glyph| glyph.c).find(|c| !is_quote(*c)).unwrap_or(last);
    match (last, visible, next) {
        (_, '.', '.') => Meeting::Drop,
        (_, '!' | '?', '.') | (',', _, ',') | (';', _, ';') | (':', _, ':') => Meeting::Drop,
        (_, ':', '.') | (_, ',', '.') | (',', _, ')') => Meeting::Replace,
        _ => Meeting::Keep,
    }
}

/// Whether a full stop is one of the three of an ellipsis.
fn in_ellipsis(written: &[Glyph], following: &[Glyph]) -> bool {
    let before = written.iter().rev().take_while(|glyph| glyph.c == '.').count();
    let after = following.iter().take_while(|glyph| glyph.c == '.').count();
    before < 3 && before + 1 + after >= 3
}

/// Writes quotation marks by their depth: double and single marks in turn, beginning as the outermost was typed.
fn quotes(rich: &mut Rich, typography: &Typography) {
    let [double, single] = &typography.quotes;
    let mut open: Vec<bool> = Vec::new();
    let mut out = Vec::with_capacity(rich.glyphs.len());
    for glyph in rich.glyphs.drain(..) {
        match glyph.c {
            mark::QUOTE_OPEN | mark::SINGLE_OPEN => {
                let is_single = open.last().map_or(glyph.c == mark::SINGLE_OPEN, |outer| !outer);
                open.push(is_single);
                push(&mut out, if is_single { &single.0 } else { &double.0 }, glyph.look);
            }
            mark::QUOTE_CLOSE | mark::SINGLE_CLOSE => {
                let is_single = open.pop().unwrap_or(glyph.c == mark::SINGLE_CLOSE);
                push(&mut out, if is_single { &single.1 } else { &double.1 }, glyph.look);
            }
            _ => out.push(glyph),
        }
    }
    rich.glyphs = out;
}

fn push(out: &mut Vec<Glyph>, text: &str, look: GlyphLook) {
    out.extend(text.chars().map(|c| Glyph { c, look }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::typeset::typeset;

    fn american() -> Typography {
        let pair = |open: &str, close: &str| (open.to_owned(), close.to_owned());
        Typography { quotes: [pair("“", "”"), pair("‘", "’")], punctuation_in_quote: true }
    }

    fn settled(text: &str, typography: &Typography, capital: bool) -> String {
        let mut rich = Rich::plain(&typeset(text));
        settle(&mut rich, typography, capital);
        rich.text()
    }

    #[test]
    fn stops_go_inside_where_the_language_wants_them() {
        let british = Typography { punctuation_in_quote: false, ..american() };
        for (text, inside, outside) in [
            ("\"A Title\", 3.", "“A Title,” 3.", "“A Title”, 3."),
            ("\"A Title\".", "“A Title.”", "“A Title”."),
            ("\"Why?\". Next", "“Why?” Next", "“Why?” Next"),
            ("\"A 'B'\".", "“A ‘B.’”", "“A ‘B’”."),
            ("\"A\"; b", "“A”; b", "“A”; b"),
        ] {
            assert_eq!(settled(text, &american(), false), inside);
            assert_eq!(settled(text, &british, false), outside);
        }
    }

    #[test]
    fn doubled_punctuation_is_single() {
        for (text, expected) in [
            ("Ltd.. Next", "Ltd. Next"),
            ("Why?.", "Why?"),
            ("a,, b", "a, b"),
            ("a  b , c", "a b, c"),
            ("ed., 3", "ed., 3"),
            ("Volk, A. . (2001)", "Volk, A. (2001)"),
            ("Wait...", "Wait..."),
            ("Wait....", "Wait..."),
        ] {
            assert_eq!(settled(text, &american(), false), expected);
        }
    }

    #[test]
    fn a_term_at_the_start_gets_a_capital() {
        let term = |text: &str| format!("{}{text}", mark::TERM);
        assert_eq!(settled(&term("ibid., 3"), &american(), true), "Ibid., 3");
        assert_eq!(settled(&term("ibid., 3"), &american(), false), "ibid., 3");
        assert_eq!(settled(&format!("see {}", term("ibid.")), &american(), true), "see ibid.");
    }
}
