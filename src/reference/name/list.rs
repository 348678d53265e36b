//! A list of names: where one ends and the next begins.

use super::body::{ends_in_company_form, has_plain_word, has_purpose, is_body, is_company_form};
use super::person::{
    direct, inverted, is_all_initials, is_east_asian, is_family_first, is_initial, is_particle, is_suffix,
    is_title_particle, shows_family_first, shows_given_first,
};
use crate::csl::Name;
use crate::lexicon::{self, Class};
use crate::reference::word::{is_capitals, is_small, plain};

/// What stands before a piece of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Break {
    /// A comma: between two names, or between the parts of one.
    Comma,
    /// "and": between two names, or inside the name of a body.
    And,
    /// The Romance "y", "e", "i": between two names, or inside a family name.
    ShortAnd,
    /// A semicolon, slash or dash: between two names.
    Strong,
}

#[derive(Debug, Clone, Copy)]
struct ListedName<'t> {
    before: Break,
    text: &'t str,
}

/// The persons and bodies of a list.
pub(super) fn people(text: &str) -> Vec<Name> {
    let text = trimmed(text);
    if text.contains('/') && text.contains(|c: char| c.is_ascii_digit()) {
        return vec![Name::literal(text)];
    }
    let pieces = joined(text, pieces(text));
    let shows = |order: fn(&str) -> bool| pieces.iter().any(|piece| order(piece.text));
    let mut list =
        PeopleList { inverts: shows(shows_family_first) && !shows(shows_given_first), ..PeopleList::default() };
    let surnames = are_all_surnames(&pieces);
    let mut rest = pieces.as_slice();
    while let Some((first, after)) = rest.split_first() {
        let next = after.first().filter(|next| next.before == Break::Comma && !surnames);
        // "Jumadi, Durasid, D.": the initials belong to the second name, so that the first stands alone.
        let next = next.filter(|next| is_all_initials(next.text) || !has_initials_after(next, after.get(1)));
        let ends = |piece: Option<&ListedName<'_>>| piece.is_none_or(|piece| piece.before == Break::Strong);
        let is_enclosed = first.before == Break::Strong && (ends(after.first()) || ends(after.get(1)));
        let taken = list.take(first.text, next.map(|next| next.text), is_enclosed);
        rest = rest.get(taken..).unwrap_or_default();
    }
    without_label(list.names)
}

/// True for "Corbett, Fraser, McGlashan": single words, three or another odd number of them, cannot be families and given names by turns.
fn are_all_surnames(pieces: &[ListedName<'_>]) -> bool {
    let is_lone =
        |piece: &ListedName<'_>| !piece.text.contains(' ') && !is_initial(piece.text) && !is_suffix(piece.text);
    let commas = pieces.iter().skip(1).all(|piece| matches!(piece.before, Break::Comma | Break::And));
    pieces.len() % 2 == 1 && pieces.len() > 1 && commas && pieces.iter().all(is_lone)
}

/// True if a lone word is followed by its initials.
fn has_initials_after(piece: &ListedName<'_>, next: Option<&ListedName<'_>>) -> bool {
    let follows = next.is_some_and(|next| next.before == Break::Comma && is_all_initials(next.text));
    follows && !piece.text.contains(' ')
}

/// The names without a label of the entry, which says the first family name before the name itself: "Celik 2021: Zeynep Celik".
fn without_label(mut names: Vec<Name>) -> Vec<Name> {
    if let [label, first, ..] = names.as_slice()
        && label.family.is_some()
        && label.family == first.family
        && label.given.is_none()
        && first.given.is_some()
    {
        names.remove(0);
    }
    names
}

/// A text without the punctuation around it. The stop of an initial stays.
fn trimmed(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '[' | '(')).trim_end();
    let text =
        text.trim_end_matches(|c: char| matches!(c, ',' | ';' | ':' | '–' | '—' | '-' | '=') || c.is_whitespace());
    let text = unbracketed(text);
    match text.strip_suffix('.') {
        Some(bare) if !bare.split_whitespace().last().is_some_and(keeps_stop) => bare.trim_end(),
        _ => text,
    }
}

fn keeps_stop(word: &str) -> bool {
    is_cut_short(word) || is_suffix(word) || is_company_form(word)
}

/// Given names that are written short, a vowel in them; sorted.
const CUT_SHORT: &[&str] = &["Alex", "Aug", "Edw", "Ern", "Geo", "Jac", "Jas", "Joh", "Jos", "Sam", "Theod"];

/// Whether a word stands for a longer one, so that its stop is no end: "J", "J.-P", "Ch" and "Geo" are, "Ada", "Li" and "NA" are not.
fn is_cut_short(word: &str) -> bool {
    let has_vowel = word.contains(|c: char| "aeiouyAEIOUY".contains(c));
    let is_word = word.chars().nth(1).is_some() && !word.contains('.');
    is_initial(&format!("{word}.")) && !(is_word && (has_vowel || is_capitals(word)))
        || CUT_SHORT.binary_search(&word).is_ok()
}

/// A text without a bracket that is not closed in it, or that holds all of it.
fn unbracketed(text: &str) -> &str {
    let text = text.trim_matches(|c: char| c.is_whitespace());
    let open = text.matches(['(', '[']).count();
    let closed = text.matches([')', ']']).count();
    match open.cmp(&closed) {
        std::cmp::Ordering::Less => text.trim_end_matches([')', ']', '.', ',']),
        std::cmp::Ordering::Greater => text.trim_start_matches(['(', '[']),
        std::cmp::Ordering::Equal if text.starts_with(['(', '[']) && text.ends_with([')', ']']) => {
            text.trim_matches(['(', '[', ')', ']'])
        }
        std::cmp::Ordering::Equal => text,
    }
}

/// Cuts a list at everything that may part names.
fn pieces(text: &str) -> Vec<ListedName<'_>> {
    let mut cutter = Cutter { text, pieces: Vec::new(), before: Break::Strong, start: 0 };
    let (mut depth, mut word_start) = (0_usize, 0);
    for (at, c) in text.char_indices() {
        depth = match c {
            '(' | '[' => depth + 1,
            ')' | ']' => depth.saturating_sub(1),
            _ => depth,
        };
        let after = at + c.len_utf8();
        let word = text.get(word_start..at).unwrap_or_default();
        let found = if depth > 0 { None } else { break_at(text, at, c, word) };
        if let Some((kind, back)) = found {
            cutter.cut(at - back, kind, after);
        }
        if c.is_whitespace() || found.is_some() {
            word_start = after;
        }
    }
    cutter.cut(text.len(), Break::Strong, text.len());
    cutter.pieces
}

struct Cutter<'t> {
    text: &'t str,
    pieces: Vec<ListedName<'t>>,
    before: Break,
    start: usize,
}

impl Cutter<'_> {
    /// Ends a piece at `end`; the next begins at `start`, after a break of this kind.
    fn cut(&mut self, end: usize, kind: Break, start: usize) {
        let text = trimmed(self.text.get(self.start..end).unwrap_or_default());
        if text.contains(char::is_alphanumeric) {
            self.pieces.push(ListedName { before: self.before, text });
        }
        (self.before, self.start) = (kind, start);
    }
}

/// The break that ends at a character, with the bytes of it that stand before that character.
fn break_at(text: &str, at: usize, c: char, word: &str) -> Option<(Break, usize)> {
    let spaced = || text.get(at + c.len_utf8()..).is_some_and(|rest| rest.starts_with(char::is_whitespace));
    match c {
        ',' | '，' | '、' | '،' => Some((Break::Comma, 0)),
        '・' | '·' if text.get(..at).is_some_and(|before| before.ends_with(is_east_asian)) => {
            Some((Break::Strong, 0))
        }
        ';' | '；' | '؛' | '/' | '•' | '|' => Some((Break::Strong, 0)),
        '-' | '–' | '—' if spaced() => Some((Break::Strong, 0)),
        c if c.is_whitespace() => and(word).map(|kind| (kind, word.len())),
        _ => None,
    }
}

/// The break that a word makes. A single letter may also stand inside a family name, and in capitals it is an initial.
fn and(word: &str) -> Option<Break> {
    let is_and = || lexicon::is(Class::And, &plain(word));
    let is_letter = word.chars().nth(1).is_none();
    match word {
        "&" | "…" | "..." | "u." => Some(Break::And),
        _ if !word.chars().all(char::is_alphabetic) => None,
        _ if is_letter && is_small(word) && is_and() => Some(Break::ShortAnd),
        _ if !is_letter && (is_small(word) || is_capitals(word)) && is_and() => Some(Break::And),
        _ => None,
    }
}

/// Joins what an "and" split although it stands inside one name.
fn joined<'t>(text: &'t str, pieces: Vec<ListedName<'t>>) -> Vec<ListedName<'t>> {
    let mut joined: Vec<ListedName<'t>> = Vec::with_capacity(pieces.len());
    let mut pieces = pieces.into_iter().peekable();
    while let Some(piece) = pieces.next() {
        let has_given = pieces.peek().is_some_and(|next| next.before == Break::Comma);
        // "Salt Board & Reed, A. B.": initials after it make a piece a person.
        let has_initials =
            piece.before != Break::ShortAnd && has_given && pieces.peek().is_some_and(|next| is_person_like(next.text));
        // "Berg, Ana e Dahl, Eva": a whole name stands before the "e", and another after it.
        let is_between = piece.before == Break::ShortAnd && has_given && ends_with_given(&joined);
        match joined.last_mut() {
            Some(last) if !has_initials && !is_between && belongs(last.text, &piece) => {
                let start = last.text.as_ptr() as usize - text.as_ptr() as usize;
                let end = piece.text.as_ptr() as usize - text.as_ptr() as usize + piece.text.len();
                last.text = text.get(start..end).unwrap_or(last.text);
            }
            _ => joined.push(piece),
        }
    }
    joined
}

/// True if commas part the pieces into families and given names by turns, and the last is a given name.
fn ends_with_given(pieces: &[ListedName<'_>]) -> bool {
    pieces.iter().rev().take_while(|piece| piece.before == Break::Comma).count() % 2 == 1
}

/// Whether a piece goes on with the name before it.
fn belongs(last: &str, piece: &ListedName<'_>) -> bool {
    let count = piece.text.split_whitespace().count();
    match piece.before {
        // "Børne- og Undervisningsministeriet"
        Break::And | Break::ShortAnd if last.ends_with('-') => true,
        Break::And => {
            is_body(last) && (is_small(piece.text) || !is_person_like(piece.text) && (count <= 2 || has_purpose(last)))
        }
        Break::ShortAnd => is_body(last) || count < 2 || !last.contains(' '),
        // "Board, C." is a person; "Salt Board, U.S." is none.
        Break::Comma if !last.contains(' ') && is_all_initials(piece.text) => {
            is_company_form(piece.text) && !(is_capitals(piece.text) && piece.text.contains(['.', '-']))
        }
        Break::Comma => is_company_form(piece.text) || is_body(last) && count == 1 && !is_suffix(piece.text),
        Break::Strong => false,
    }
}

fn is_person_like(text: &str) -> bool {
    text.split_whitespace().any(is_initial)
}

#[derive(Default)]
struct PeopleList {
    names: Vec<Name>,
    /// Whether the first name stands in its natural order.
    natural: bool,
    /// Whether a name of two words without a comma has its family first.
    inverts: bool,
}

impl PeopleList {
    /// Takes a name, with the piece after it if that belongs to it; gives the number of pieces taken. `is_enclosed` says whether the two,
    /// or the first alone, stand between semicolons or slashes.
    fn take(&mut self, piece: &str, next: Option<&str>, is_enclosed: bool) -> usize {
        if is_suffix(piece) && !self.names.is_empty() {
            self.add_suffix(piece);
            return 1;
        }
        let is_lone = |text: &str| !text.contains(' ');
        if is_literal(piece) && !(is_lone(piece) && next.is_some_and(is_all_initials)) {
            self.names.push(Name::literal(piece));
            return 1;
        }
        let goes_on = is_enclosed && !self.natural && !self.names.is_empty();
        if let Some(given) = next.filter(|given| self.pairs(piece, given, goes_on)) {
            self.names.push(inverted(piece, given));
            return 2;
        }
        self.natural |= self.names.is_empty() && !(is_enclosed && is_lone(piece));
        let turned = piece.split_once(' ').filter(|(_, given)| self.inverts && !given.contains(' '));
        self.names.push(turned.map_or_else(|| single(piece), |(family, given)| inverted(family, given)));
        1
    }

    fn add_suffix(&mut self, suffix: &str) {
        if let Some(name) = self.names.last_mut() {
            name.suffix = Some(suffix.to_owned());
            name.comma_suffix = Some(true);
        }
    }

    /// Whether two pieces with a comma between are family and given part of one name; `goes_on` where the list did so before, and
    /// parts names by more than commas.
    fn pairs(&self, family: &str, given: &str, goes_on: bool) -> bool {
        if is_suffix(given) || is_body(given) || is_given_like(family) || is_whole_in_signs(family) {
            return false;
        }
        if goes_on || is_all_initials(given) || given.split(' ').all(is_particle) {
            return true;
        }
        let counts = |word: &&str| !is_particle(word) && !is_title_particle(word) && !is_suffix(word);
        // "Gabriel y Galán" counts as one.
        let count = |text: &str| {
            let words = text.split_whitespace().filter(counts);
            words.fold(0_usize, |count, word| if is_short_and(word) { count.saturating_sub(1) } else { count + 1 })
        };
        if is_capitals(family) && !is_capitals(given) {
            return true;
        }
        !self.natural
            && (count(family) <= 1 || count(given) == 1 || family.split_whitespace().next().is_some_and(is_particle))
    }
}

/// True for the "y" inside a family name of two words.
fn is_short_and(word: &str) -> bool {
    matches!(word, "e" | "i" | "y")
}

/// True for a name in the signs of East Asia, which needs no comma inside: "李强, 张伟" are two.
fn is_whole_in_signs(piece: &str) -> bool {
    piece.chars().count() > 1 && piece.chars().all(is_east_asian)
}

/// Whether a piece has initials in it, so that it is a whole name or a given part: "Joseph L.", "K. Clay".
fn is_given_like(piece: &str) -> bool {
    // A lone word, or words that are all in capitals, need more than capitals: "LE GUIN" is a family name.
    let is_plain = !piece.contains(' ') || is_capitals(piece);
    piece.split_whitespace().any(|word| {
        is_initial(word) && (!is_plain || word.contains('.') || word.split('-').all(|part| part.chars().count() == 1))
    })
}

fn is_literal(piece: &str) -> bool {
    // "Court C." is a person.
    let is_person = piece.split_whitespace().count() == 2 && is_family_first(piece);
    !is_person && is_body(piece) || piece.starts_with("The ") || ends_in_company_form(piece) || has_plain_word(piece)
}

/// A name of one piece. A lone word in capitals is an acronym.
fn single(piece: &str) -> Name {
    let is_acronym = !piece.contains([' ', '.']) && is_capitals(piece) && (2..=6).contains(&piece.chars().count());
    if is_acronym { Name::literal(piece) } else { direct(piece) }
}
