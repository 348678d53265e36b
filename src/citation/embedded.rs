//! Citations inside commentary: behind a signal, in a parenthesis, in a link, as a title with its imprint.

use super::Polarity;
use super::locator;
use super::look::{Look, Start};
use super::name::{names_at, possessed_work, possessive};
use super::short::{Use, cross_at, whole_at, word_of};
use super::signal::signal_at;
use super::split::Stretch;
use super::token::{Token, TokenKind};
use super::words::is_prose;

/// The citations in the commentary from token `start` up to `end`.
pub(crate) fn embedded(look: &Look<'_, '_>, start: usize, end: usize) -> Vec<Stretch> {
    let mut found = Vec::new();
    let mut at = start;
    while at < end {
        match citation_at(look, at, start, end) {
            Some(stretch) if stretch.end > at => {
                at = stretch.end;
                found.push(stretch);
            }
            _ => at += 1,
        }
    }
    found
}

/// The citations in the parentheses that comment on another citation: "(citing Baker, 7)". Only a signal makes one.
pub(crate) fn asides(look: &Look<'_, '_>, start: usize, end: usize) -> Vec<Stretch> {
    let mut found = Vec::new();
    let mut at = start;
    while at < end {
        let opens = at > 0 && look.tokens.is(at - 1, '(');
        match behind_signal(look, at, end, opens) {
            Some(stretch) if stretch.end > at => {
                at = stretch.end;
                found.push(Stretch { aside: true, ..stretch });
            }
            _ => at += 1,
        }
    }
    found
}

/// The citation that begins at token `at` of the commentary, if one does.
fn citation_at(look: &Look<'_, '_>, at: usize, start: usize, end: usize) -> Option<Stretch> {
    let token = look.tokens.get(at)?;
    let opens = at > start && look.tokens.is(at - 1, '(');
    behind_signal(look, at, end, opens)
        .or_else(|| in_bracket(look, at, start, end))
        .or_else(|| own_text(look, at, end))
        .or_else(|| in_link(look, at, start, end))
        .or_else(|| (token.kind == TokenKind::Address).then(|| Stretch::plain(at, at + 1)))
        .or_else(|| titled(look, at, start, end))
        .or_else(|| placed(look, at, end))
        .or_else(|| dated(look, at, end))
        .or_else(|| possessed(look, at, start, end))
}

/// Behind a signal, up to the end of the bracket or sentence: "…, vgl. Able, Die Mühle, Bonn 1990".
fn behind_signal(look: &Look<'_, '_>, at: usize, end: usize, opens: bool) -> Option<Stretch> {
    let token = look.tokens.get(at).filter(|token| token.link.is_none() && !token.quoted)?;
    let (from, signal) = signal_at(look.tokens, at).filter(|(_, signal)| signal.anywhere || opens)?;
    let closes = end_of_bracket(look, at, token.depth, end);
    let from = look.behind_lead(from, closes);
    let start = look.start_behind_signal(from, closes);
    let cites = start == Start::Strong || (start == Start::Weak && numbered(look, from, closes));
    let stretch = Stretch {
        signal: Some((at, from, signal.polarity.unwrap_or(Polarity::Supports))),
        ..Stretch::plain(from, closes)
    };
    (cites && from < closes).then(|| trimmed(look, stretch))
}

fn numbered(look: &Look<'_, '_>, start: usize, end: usize) -> bool {
    let marks = |token: &Token| token.is_number() || token.quoted || token.emphasis.is_some() || token.link.is_some();
    look.tokens.list.iter().take(end).skip(start).any(|token| marks(token) || token.kind == TokenKind::Address)
}

/// The end of the bracket that holds token `at`, or `end`.
fn end_of_bracket(look: &Look<'_, '_>, at: usize, depth: u8, end: usize) -> usize {
    if depth == 0 {
        return end;
    }
    let outside = |index: &usize| look.tokens.get(*index).is_none_or(|token| token.depth < depth);
    (at..end).find(outside).unwrap_or(end)
}

/// A citation cut at what comments on it: a clause of prose behind a comma.
fn trimmed(look: &Look<'_, '_>, stretch: Stretch) -> Stretch {
    let prose = |index: &usize| {
        let before = look.tokens.get(index - 1);
        let token = look.tokens.get(*index);
        let free = token.is_some_and(|token| !token.quoted && token.emphasis.is_none() && token.link.is_none());
        free && is_prose(look.tokens.word(*index), look.language)
            && before.is_some_and(|before| before.is(',') || before.is(')') || before.link.is_some())
    };
    let end = (stretch.start + 1..stretch.end).find(prose).unwrap_or(stretch.end);
    Stretch { end: look.without_comment(stretch.start, end), ..stretch }
}

/// A parenthesis that holds a citation, with the name before it: "Able (op. cit. p. 4)", "(The Mill, 1901, p. 4)".
fn in_bracket(look: &Look<'_, '_>, at: usize, start: usize, end: usize) -> Option<Stretch> {
    let tokens = look.tokens;
    if !tokens.is(at, '(') || tokens.get(at)?.depth != 1 {
        return None;
    }
    let close = tokens.behind_bracket(at).min(end);
    let inside = (at + 1, close - 1);
    let short = whole_at(tokens, inside.0, look.language).is_some();
    let place = locator::at_end(tokens, inside.0, inside.1).is_some() || look.is_place(inside.0, inside.1);
    let title = (inside.0..inside.1).any(|i| tokens.get(i).is_some_and(|token| token.emphasis.is_some()));
    let address =
        (inside.0..inside.1).all(|i| tokens.get(i).is_some_and(|t| t.link.is_some() || t.kind == TokenKind::Address));
    if address && inside.0 < inside.1 {
        return Some(Stretch::plain(inside.0, inside.1));
    }
    let cites = short || (title && look.start(inside.0, inside.1) != Start::None) || (title && place);
    if !cites {
        return None;
    }
    match name_before(look, at, start) {
        Some(name) => Some(Stretch::plain(name, close)),
        None => Some(Stretch::plain(inside.0, inside.1)),
    }
}

/// The first token of the name that ends before `at`.
fn name_before(look: &Look<'_, '_>, at: usize, start: usize) -> Option<usize> {
    let tokens = look.tokens;
    let part =
        |index: usize| tokens.capital(index) || (tokens.is(index, '.') && index > start && tokens.capital(index - 1));
    let length = (start..at).rev().take_while(|&index| part(index)).count();
    let first = at - length;
    // The first word of a sentence has a capital whatever it is.
    (length > 0 && length <= 8 && names_at(tokens, first, at).1 == at).then_some(first)
}

/// A pointing at the document itself: "supra, p. 4", "Appendix A".
fn own_text(look: &Look<'_, '_>, at: usize, end: usize) -> Option<Stretch> {
    let tokens = look.tokens;
    if let Some(cross) = cross_at(tokens, at, look.language) {
        let place = locator::at_end(tokens, cross.end, end).filter(|place| place.start <= cross.end + 1);
        let behind = place.map_or(cross.end, |place| tokens.at(place.locator.flat.end));
        return Some(Stretch::plain(at, behind.min(end)));
    }
    own_part_at(look, at, end).map(|behind| Stretch::plain(at, behind))
}

/// The place behind the name of a part of the document at `at`: "Appendix A".
pub(crate) fn own_part_at(look: &Look<'_, '_>, at: usize, end: usize) -> Option<usize> {
    let tokens = look.tokens;
    let behind = word_of(tokens, at, Use::Own, look.language).filter(|_| tokens.capital(at))?;
    let numbered = tokens.get(behind).is_some_and(|token| {
        token.is_number()
            || (token.is_word()
                && tokens.capital(behind)
                && (token.span.len() == 1 || locator::is_roman(tokens.str(behind))))
    });
    (numbered && behind < end).then_some(behind + 1)
}

/// A link, with the name before it and the particulars behind it: "Able: [The Mill](…), 3 May 2017".
fn in_link(look: &Look<'_, '_>, at: usize, start: usize, end: usize) -> Option<Stretch> {
    let tokens = look.tokens;
    let link = tokens.get(at)?.link?;
    let behind = at + tokens.list.iter().skip(at).take_while(|token| token.link == Some(link)).count();
    let comma = tokens.is(behind, ',');
    let rest_is_prose = (behind..end).any(|index| {
        is_prose(tokens.word(index), look.language) && tokens.get(index).is_some_and(|token| token.link.is_none())
    });
    let another = (behind..end).any(|index| tokens.get(index).is_some_and(|token| token.link.is_some()));
    let stop = if comma && !rest_is_prose && !another { look.without_comment(at, end) } else { behind };
    let colon = at > start && tokens.is(at - 1, ':');
    let first = if colon { name_before(look, at - 1, start).unwrap_or(at) } else { at };
    Some(Stretch::plain(first, stop))
}

/// A title in italics with its imprint, and the name before it: "Able’s *The Mill*, Paris, 1868".
fn titled(look: &Look<'_, '_>, at: usize, start: usize, end: usize) -> Option<Stretch> {
    let tokens = look.tokens;
    let token = tokens.get(at).filter(|token| token.emphasis.is_some() && token.is_word())?;
    if at > start && tokens.get(at - 1).is_some_and(|before| before.emphasis == token.emphasis) {
        return None;
    }
    let behind = look.behind_title(at, end);
    let stop = imprint_end(look, behind, end);
    let imprint = (behind..stop).any(|index| tokens.get(index).is_some_and(Token::is_number));
    let name = name_before_title(look, at, start);
    let words = (at..behind).filter(|&index| tokens.get(index).is_some_and(Token::is_word)).count();
    let cites = imprint && (words > 1 || name.is_some()) || (name.is_some() && words > 1);
    cites.then(|| Stretch::plain(name.unwrap_or(at), if imprint { stop } else { behind }))
}

/// The first token of the name whose "’s" or comma stands before the title at `at`.
fn name_before_title(look: &Look<'_, '_>, at: usize, start: usize) -> Option<usize> {
    let tokens = look.tokens;
    if at >= start + 2 && possessive(tokens, at - 2) {
        return name_before(look, at - 2, start);
    }
    let comma = at.checked_sub(1).filter(|&comma| comma > start && tokens.is(comma, ','))?;
    name_before(look, comma, start).or_else(|| {
        // "Able’s great work, *The Mill*"
        let genitive =
            (comma.saturating_sub(4)..comma).find(|&sign| possessed_work(tokens, sign, comma) == Some(comma - 1))?;
        name_before(look, genitive, start)
    })
}

/// A name with what its work is called, behind a signal and before a mark: "See a summary in Mr. Able’s book."
fn possessed(look: &Look<'_, '_>, at: usize, start: usize, end: usize) -> Option<Stretch> {
    let tokens = look.tokens;
    let signalled = signal_at(tokens, start).is_some_and(|(_, signal)| signal.anywhere);
    let (names, behind) = names_at(tokens, at, end);
    let noun = possessed_work(tokens, behind, end).filter(|_| signalled && !names.is_empty() && tokens.capital(at))?;
    let ends = noun + 1 >= end || !tokens.get(noun + 1).is_some_and(Token::is_word);
    ends.then(|| Stretch::plain(at, noun + 1))
}

/// The end of the places, years and pages behind a title.
fn imprint_end(look: &Look<'_, '_>, start: usize, end: usize) -> usize {
    let tokens = look.tokens;
    let mut stop = start;
    let mut index = start;
    while index < end {
        let Some(token) = tokens.get(index) else { break };
        let cue = locator::cue_at(tokens, index).map(|(behind, _)| behind);
        let word = token.is_word()
            && (tokens.capital(index)
                || super::words::is_abbreviation(token.word())
                || tokens.word(index) == "in"
                || tokens.word(index) == "and");
        let sign = [',', '.', '(', ')', '-', '–', ':', '&'].iter().any(|&sign| token.is(sign));
        if token.emphasis.is_some()
            || !(cue.is_some() || word || sign || token.is_number() || ordinal_ending(look, index))
        {
            break;
        }
        index = cue.unwrap_or(index + 1);
        if tokens.get(index - 1).is_some_and(|token| token.is_number() || token.is(')')) {
            stop = index;
        }
    }
    stop
}

/// The letters of "2nd", "1st", glued to a number.
fn ordinal_ending(look: &Look<'_, '_>, index: usize) -> bool {
    let token = look.tokens.get(index);
    token.is_some_and(|token| token.is_word() && !token.spaced && token.span.len() <= 3)
}

/// Names with a year in brackets, and a place perhaps: "…, as Able (1985), 15, has shown".
fn dated(look: &Look<'_, '_>, at: usize, end: usize) -> Option<Stretch> {
    let tokens = look.tokens;
    let (names, bracket) = names_at(tokens, at, end);
    let behind = tokens.behind_bracket(bracket);
    let year = tokens.is(bracket, '(') && locator::is_year(tokens, bracket + 1);
    let only = (bracket + 2..behind - usize::from(behind > bracket)).all(|i| {
        !tokens.get(i).is_some_and(Token::is_word) || tokens.str(i).len() == 1 || locator::cue_at(tokens, i).is_some()
    });
    if names.is_empty() || !tokens.capital(at) || !year || !only || behind > end {
        return None;
    }
    let placed = |to: &usize| look.is_place(behind + 1, to + 1) || locator::cue_at(tokens, *to).is_some();
    let length = if tokens.is(behind, ',') { (behind + 1..end).take_while(placed).count() } else { 0 };
    let stop = if length > 0 { behind + 1 + length } else { behind };
    Some(Stretch::plain(at, look.without_comment(at, stop).max(behind)))
}

/// A name with a place behind a comma: "…, and Able, vol. 1, p. 441, says".
fn placed(look: &Look<'_, '_>, at: usize, end: usize) -> Option<Stretch> {
    let tokens = look.tokens;
    let (names, behind) = names_at(tokens, at, end);
    if !tokens.capital(at)
        || names.is_empty()
        || !tokens.is(behind, ',')
        || locator::cue_at(tokens, behind + 1).is_none()
    {
        return None;
    }
    let length = (behind + 1..end)
        .take_while(|&to| {
            look.is_place(behind + 1, to + 1) || locator::cue_at(tokens, to).is_some() || tokens.is(to, '.')
        })
        .count();
    let first = names.last().map_or(at, |&(from, _)| from);
    Some(Stretch::plain(first, look.without_comment(first, behind + 1 + length)))
}
