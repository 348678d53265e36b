//! Reads a citation that was cut: its kind by form, its place, and what it gives to go by.

use super::extent::CitationTokens;
use super::keys::{self, CiteKey};
use super::locator::{self, LocatorAt, LocatorLabel};
use super::name::{names_at, possessed_work, possessive};
use super::short::{
    CrossReference, Use, bracketed_cross_at, cross_at, label_at, lone_note_at, note_at, whole_at, word_of,
};
use super::title::after_title;
use super::token::{Token, TokenKind, Tokens};
use super::words::{is_law, joins_names};
use super::{Citation, Kind, ShortForm, Signal};
use crate::document::Note;
use crate::lexicon::{self, Class};
use crate::text::{Flat, Span};

/// The citation of a stretch; `None` where nothing is left of it.
pub(crate) fn citation(tokens: &Tokens<'_>, note: &Note, stretch: &CitationTokens, language: &str) -> Option<Citation> {
    let start = stretch.start;
    let end = stretch.end.min(tokens.len());
    let end = end + usize::from(stops_inside(tokens, note, start, end));
    if start >= end
        || !(start..end)
            .any(|i| tokens.get(i).is_some_and(|t| t.is_word() || t.is_number() || t.kind == TokenKind::Address))
    {
        return None;
    }
    let flat = tokens.span(start, end);
    let signal =
        stretch.signal.map(|(from, to, polarity)| Signal { text: trim(tokens.span(from, to), tokens.text), polarity });
    let mut citation = Citation {
        flat,
        span: note.body.source(flat),
        signal,
        aside: stretch.aside,
        certainty: stretch.certainty,
        ..Citation::default()
    };
    let start = start + (start..end).take_while(|&at| opens(tokens, at)).count();
    CitationReader { tokens, start, end, language, nameless: false }.read(&mut citation, stretch.repeats);
    Some(citation)
}

/// The citation by a cite key.
pub(crate) fn by_key(tokens: &Tokens<'_>, note: &Note, key: CiteKey) -> Citation {
    let flat = tokens.span(key.start, key.end);
    let locator = keys::place_of(tokens, &key).map(|place| place.locator);
    let short = ShortForm { key: Some(key.key), ..ShortForm::default() };
    Citation {
        flat,
        span: note.body.source(flat),
        kind: Kind::Short,
        short,
        locator,
        certainty: 1.0,
        ..Citation::default()
    }
}

/// Whether the full stop after the citation stands in the italics that hold all of it, so that leaving it out would cut the markup of
/// "*Id.*" in two. Closing tags, longer than a delimiter or a brace, are no part of a word.
fn stops_inside(tokens: &Tokens<'_>, note: &Note, start: usize, end: usize) -> bool {
    const DELIMITER: usize = 2;
    let emphasis = |index: usize| tokens.get(index).and_then(|token| token.emphasis);
    let Some(mark) = emphasis(end).filter(|_| tokens.is(end, '.')) else { return false };
    let whole = emphasis(start) == Some(mark) && (start == 0 || emphasis(start - 1) != Some(mark));
    let stop = note.body.source(tokens.span(end, end + 1));
    let outer = usize::try_from(mark).ok().and_then(|mark| note.body.marks.get(mark)).map_or(0, |mark| mark.outer.end);
    whole && outer.saturating_sub(stop.end) <= DELIMITER
}

/// Reads a whole text as one citation: an entry of a list of works.
pub(crate) fn whole(body: &Flat, language: &str) -> Citation {
    let tokens = Tokens::of(body);
    let mut citation = Citation { flat: tokens.span(0, tokens.len()), certainty: 1.0, ..Citation::default() };
    if tokens.len() > 0 {
        CitationReader { tokens: &tokens, start: 0, end: tokens.len(), language, nameless: false }
            .read_words(&mut citation);
    }
    citation
}

/// True if a bracket opens at a token, as around the keys of some platforms: "[[Lierke 1999]], pp. 39–41", or if an asterisk stands there
/// that sets nothing in italics, as in "*Id. *at 42".
fn opens(tokens: &Tokens<'_>, at: usize) -> bool {
    ['[', '(', '*', '_'].iter().any(|&sign| tokens.is(at, sign))
}

fn trim(span: Span, text: &str) -> String {
    span.of(text).trim_end_matches([',', ':', ' ']).to_owned()
}

/// Reads the tokens of one citation.
struct CitationReader<'a, 't> {
    tokens: &'a Tokens<'t>,
    start: usize,
    end: usize,
    language: &'a str,
    /// Whether no names stand at its head: a title follows "ders.".
    nameless: bool,
}

impl CitationReader<'_, '_> {
    fn read(&self, citation: &mut Citation, repeats: bool) {
        let whole = whole_at(self.tokens, self.start, self.language);
        if let Some((usage, after)) = whole {
            if usage == Use::Idem && self.names_a_work(after) {
                self.read_same_author(citation, after);
            } else {
                self.read_whole(citation, usage, after);
            }
        } else if let Some(note) = self.lone_note(citation) {
            self.read_cross(citation, self.start, &note);
        } else if let Some((at, cross)) = self.cross() {
            self.read_cross(citation, at, &cross);
        } else if let Some((at, label)) = self.label() {
            self.read_cross(citation, at, &label);
        } else if let Some((at, note)) = repeats.then(|| self.note_within()).flatten() {
            self.read_cross(citation, at, &note);
        } else if self.is_place() {
            citation.kind = Kind::Short;
            citation.short.place_only = true;
            citation.locator = self.locator_from(self.start).map(|place| place.locator);
        } else {
            self.read_words(citation);
            if repeats && citation.kind == Kind::Full && !citation.imprint {
                self.read_repetition(citation);
            }
        }
    }

    /// A repetition in words that no table has: "the work just named", "acima", "plus loin, p. 95". With a name it means a work of that
    /// author; else it points at the document itself, as most such words do.
    fn read_repetition(&self, citation: &mut Citation) {
        let named = !citation.short.names.is_empty();
        citation.short.word = Some(self.text(self.start, self.end));
        citation.short.title = None;
        citation.short.own_text = !named;
        if named {
            citation.kind = Kind::Opcit;
        } else {
            citation.kind = Kind::Crossref;
            citation.locator = None;
        }
    }

    /// The pointer at a label of the document, and where it begins: "Fußnote~\ref{fn-salt}", "Able (see note~\ref{fn-salt})". What stands
    /// before it outside its bracket names a work; without a bracket, the words before it say what the label is of.
    fn label(&self) -> Option<(usize, CrossReference)> {
        /// More words before a label are a citation of their own.
        const LEAD: usize = 4;
        let (at, end) = (self.start..self.end).find_map(|at| Some((at, label_at(self.tokens, at)?)))?;
        let inside = self.tokens.get(at).map_or(0, |token| token.depth);
        let outside = |&at: &usize| self.tokens.get(at).is_some_and(|token| token.depth < inside);
        let open = (self.start..at).rev().find(outside).map_or(self.start, |before| before + 1);
        let lead = (self.start..at).filter(|&at| self.tokens.get(at).is_some_and(Token::is_word)).count();
        let plain = !(self.start..at).any(|at| locator::is_year(self.tokens, at));
        (plain && lead <= LEAD).then_some((open, CrossReference { label: None, end }))
    }

    /// The number of a note anywhere in the citation: "la note 1 ci-dessus". After a page it is a note of that page.
    fn note_within(&self) -> Option<(usize, CrossReference)> {
        let unpaged = (self.start..self.end).take_while(|&at| locator::page_cue_at(self.tokens, at).is_none());
        unpaged.into_iter().find_map(|at| {
            let (label, end) = note_at(self.tokens, at, self.language)?;
            (end <= self.end).then_some((at, CrossReference { label: Some(label), end }))
        })
    }

    /// "See note 8": without a signal, "n. 8" alone is a place.
    fn lone_note(&self, citation: &Citation) -> Option<CrossReference> {
        citation.signal.as_ref()?;
        lone_note_at(self.tokens, self.start, self.language).filter(|note| note.end <= self.end)
    }

    /// Another work of the author cited just before: the word for him is no part of its title.
    fn read_same_author(&self, citation: &mut Citation, after: usize) {
        let marks = (after..self.end).take_while(|&i| self.tokens.is(i, ',') || self.tokens.is(i, ':')).count();
        let rest = CitationReader { start: after + marks, nameless: true, ..*self };
        match rest.cross() {
            Some((at, cross)) => rest.read_cross(citation, at, &cross),
            None => rest.read_words(citation),
        }
        citation.short.same_author = true;
    }

    fn text(&self, start: usize, end: usize) -> String {
        self.tokens.span(start, end).of(self.tokens.text).to_owned()
    }

    /// Whether what follows "Id." or "ders." is another work of the author rather than a place.
    fn names_a_work(&self, after: usize) -> bool {
        let from = after + usize::from(self.tokens.is(after, ','));
        let place = self.locator_from(from);
        let until = place.map_or(self.end, |place| place.start);
        let words = (from..until).filter(|&i| self.tokens.get(i).is_some_and(Token::is_word)).count();
        words >= 2
            || (from..until).any(|i| {
                self.tokens.get(i).is_some_and(|token| token.quoted || token.emphasis.is_some() && self.starts_mark(i))
                    && words >= 1
                    && i >= from
            })
    }

    fn starts_mark(&self, index: usize) -> bool {
        let here = self.tokens.get(index).and_then(|token| token.emphasis);
        here != self.tokens.get(self.start).and_then(|token| token.emphasis)
    }

    fn read_whole(&self, citation: &mut Citation, usage: Use, after: usize) {
        citation.kind = match usage {
            Use::Idem => Kind::Idem,
            Use::Opcit => Kind::Opcit,
            Use::Loccit => Kind::Loccit,
            Use::Same => Kind::Short,
            _ => Kind::Ibid,
        };
        citation.short.word = Some(self.text(self.start, after));
        let place = self.place_after_word(usage, after);
        let named = |place| if usage == Use::Same { locator::in_named_work(self.tokens, place) } else { place };
        citation.locator = place.map(|place| named(place).locator);
        citation.short.year = self.leading_year(after);
    }

    /// The place after a whole short form. Nothing else can stand there, so that words of a place that no table knows do not end it:
    /// "Ibid., B 132", "Id. § 850B cmt. c", "Ibid., July 11, 1832, 2".
    fn place_after_word(&self, usage: Use, after: usize) -> Option<LocatorAt> {
        /// A place has no more words than this.
        const PLACE_WORDS: usize = 4;
        let from = after + usize::from(self.tokens.is(after, ','));
        let found = self.session(usage, after).or_else(|| self.locator_from(after));
        let whole = found.as_ref().is_some_and(|place| place.start <= from && !self.leaves_letters(place));
        let year = found.as_ref().is_none_or(|place| place.start <= from || locator::is_year(self.tokens, place.start));
        let to = self.without_tail(from, self.end);
        let words: Vec<usize> = (from..to).filter(|&i| self.tokens.get(i).is_some_and(Token::is_word)).collect();
        let brief = words.len() <= PLACE_WORDS && words.iter().all(|&i| self.is_letters(i) || self.tokens.capital(i));
        let plain = (from..to).all(|i| self.tokens.get(i).is_some_and(|token| !token.quoted && token.depth == 0));
        let numbers = (from..to).filter(|&i| self.tokens.get(i).is_some_and(Token::is_number)).count();
        let begins = self.tokens.capital(from) || locator::cue_at(self.tokens, from).is_some();
        let rest = !whole && year && begins && plain && brief && numbers > 0;
        if rest { Some(locator::whole(self.tokens, from, to)) } else { found.or_else(|| self.place_at(from)) }
    }

    /// The place that begins at `from` and has words after it: "Ibid., p. 185, lists them".
    fn place_at(&self, from: usize) -> Option<LocatorAt> {
        locator::cue_at(self.tokens, from)?;
        let whole = |end: &usize| self.tokens.get(*end - 1).is_some_and(Token::is_number);
        let mut ends = (from + 1..=self.end).rev().filter(whole);
        ends.find_map(|end| locator::at_end(self.tokens, from, end).filter(|place| place.start == from))
    }

    /// Whether a word says nothing that a table would have to know.
    fn is_letters(&self, index: usize) -> bool {
        /// Longer words say something.
        const LETTERS: usize = 3;
        self.tokens.str(index).len() <= LETTERS || locator::cue_at(self.tokens, index).is_some()
    }

    /// Whether letters that no table knows stand after the place, and nothing else.
    fn leaves_letters(&self, place: &LocatorAt) -> bool {
        let after = self.tokens.at(place.locator.flat.end);
        let end = self.without_tail(after, self.end);
        let mut words = (after..end).filter(|&i| self.tokens.get(i).is_some_and(Token::is_word)).peekable();
        words.peek().is_some() && words.all(|i| self.is_letters(i))
    }

    /// The place in laws that are cited by year and session: "Ibid.: 1783, sess. Apr.-June, ch. 23". After the word nothing else can stand.
    fn session(&self, usage: Use, after: usize) -> Option<LocatorAt> {
        let from = after + (after..self.end).take_while(|&i| self.tokens.is(i, ',') || self.tokens.is(i, ':')).count();
        let year = locator::is_year(self.tokens, from) && usage == Use::Ibid;
        let to = self.without_tail(from, self.end);
        let mut words = (from..to).filter(|&i| self.tokens.get(i).is_some_and(Token::is_word));
        let short =
            words.all(|i| self.tokens.str(i).len() <= 5 && self.tokens.get(i).is_some_and(|token| !token.quoted));
        let chapter = || {
            self.locator_from(after)
                .is_some_and(|place| place.start > from && place.locator.label != LocatorLabel::Page)
        };
        (year && short && chapter()).then(|| locator::whole(self.tokens, from, to))
    }

    /// A year after the word: "Id., 1650, p. 50".
    fn leading_year(&self, after: usize) -> Option<String> {
        let at = after + usize::from(self.tokens.is(after, ','));
        let placed = self.locator_from(after).is_some_and(|place| place.start > at);
        (locator::is_year(self.tokens, at) && placed).then(|| self.text(at, at + 1))
    }

    /// A cross-reference inside the citation, with the token at which it begins.
    fn cross(&self) -> Option<(usize, CrossReference)> {
        (self.start..self.end).find_map(|at| {
            let quoted = self.tokens.get(at).is_some_and(|token| token.quoted);
            let found = cross_at(self.tokens, at, self.language).filter(|_| !quoted);
            let found = found
                .or_else(|| bracketed_cross_at(self.tokens, at, self.language).filter(|_| !self.address_before(at)))?;
            (found.end <= self.end).then_some((at, found))
        })
    }

    fn read_cross(&self, citation: &mut Citation, at: usize, cross: &CrossReference) {
        citation.kind = Kind::Crossref;
        citation.short.word = Some(self.text(at, cross.end));
        citation.short.note_label.clone_from(&cross.label);
        let before = self.place_in(self.start, at).filter(|place| place.start > self.start);
        let place = self.locator_from(cross.end).or(before);
        self.read_names(citation, place.as_ref().map_or(at, |place| place.start.min(at)));
        citation.short.own_text =
            cross.label.is_none() && citation.short.names.is_empty() && citation.short.title.is_none();
        citation.locator = place.map(|place| place.locator);
        if citation.short.own_text {
            citation.locator = None;
        }
    }

    /// Whether an address stands before `at`: what a full citation ends with, so that a note after it is one of its own.
    fn address_before(&self, at: usize) -> bool {
        (self.start..at).any(|i| self.tokens.get(i).is_some_and(|token| token.kind == TokenKind::Address))
    }

    fn locator_from(&self, from: usize) -> Option<LocatorAt> {
        self.place_in(from, self.end)
    }

    fn place_in(&self, from: usize, to: usize) -> Option<LocatorAt> {
        locator::at_end(self.tokens, from, self.without_tail(from, to))
    }

    /// The end of the citation proper: without addresses, dates of access, names for later use and "cit." after it.
    fn without_tail(&self, from: usize, mut to: usize) -> usize {
        loop {
            let cut = self.tail(from, to);
            if cut >= to || cut <= from {
                return to;
            }
            to = cut;
        }
    }

    fn tail(&self, from: usize, to: usize) -> usize {
        let tokens = self.tokens;
        let Some(last) = to.checked_sub(1) else { return to };
        let mark = [',', ';', '<', '>', ':'].iter().any(|&sign| tokens.is(last, sign))
            || (tokens.is(last, '.') && last > from && !tokens.get(last - 1).is_some_and(Token::is_word));
        if mark || tokens.get(last).is_some_and(|token| token.kind == TokenKind::Address) {
            return last;
        }
        // "…, 38; hereafter Able"
        if let Some(alias) = (from..to).find(|&i| word_of(tokens, i, Use::Alias, self.language).is_some())
            && tokens.get(alias).is_some_and(Token::is_open)
        {
            return alias;
        }
        if let Some(open) = self.open_of(from, last)
            && self.is_tail_bracket(open, last)
        {
            return open;
        }
        for at in (from.max(to.saturating_sub(3))..to).rev() {
            let word =
                word_of(tokens, at, Use::Cit, self.language).or_else(|| word_of(tokens, at, Use::Opcit, self.language));
            if word.is_some_and(|end| end >= to) {
                return at;
            }
        }
        self.access_note(from, to).unwrap_or(to)
    }

    fn open_of(&self, from: usize, last: usize) -> Option<usize> {
        let token = self.tokens.get(last).filter(|token| token.is(')') || token.is(']'))?;
        (from..last).rev().find(|&i| {
            (self.tokens.is(i, '(') || self.tokens.is(i, '['))
                && self.tokens.get(i).is_some_and(|open| open.depth == token.depth)
        })
    }

    /// Whether a bracket at the end says nothing of the place: an address, a name for later use, an imprint, a date of access.
    fn is_tail_bracket(&self, open: usize, close: usize) -> bool {
        let tokens = self.tokens;
        let inside = open + 1..close;
        let alias = inside.clone().any(|i| word_of(tokens, i, Use::Alias, self.language).is_some());
        let address = inside.clone().any(|i| tokens.get(i).is_some_and(|token| token.kind == TokenKind::Address));
        let year = inside.clone().any(|i| locator::is_year(tokens, i));
        let cue = inside.clone().any(|i| locator::cue_at(tokens, i).is_some());
        let words = inside.clone().filter(|&i| tokens.get(i).is_some_and(Token::is_word)).count();
        // "580 (Lord Atwell)", "[12] (Gaunt CJ)"
        let counted = open.checked_sub(1).and_then(|i| tokens.get(i)).is_some_and(|t| t.is_number() || t.is(']'));
        // "§ 794(d)"
        let divides = close == open + 2 && locator::is_lettered_subdivision(tokens, open);
        let named = counted && words > 0 && !divides && !locator::is_place_only(tokens, open + 1, close) && !cue;
        named || alias || address || (year && !cue) || (words >= 3 && !cue)
    }

    /// Where ", accessed 3 May 2017" or ", [En ligne]" begins, if the stretch ends with it.
    fn access_note(&self, from: usize, to: usize) -> Option<usize> {
        let begin = to.saturating_sub(14).max(from);
        let online = |i: usize| self.tokens.word(i) == "online" && self.tokens.capital(i);
        let at = (begin..to).find(|&i| {
            (lexicon::is(Class::Access, self.tokens.word(i)) || self.tokens.word(i) == "https") && !online(i)
        })?;
        // "[En ligne]" begins with its bracket.
        Some(if at >= 2 && self.tokens.is(at - 2, '[') { at - 2 } else { at })
    }

    /// Reads a citation by its words: names, title, year, place.
    fn read_words(&self, citation: &mut Citation) {
        let tokens = self.tokens;
        citation.alias = self.alias();
        let loccit = self.find(Use::Loccit);
        let opcit = self.find(Use::Opcit).or_else(|| self.find(Use::Cit).filter(|_| loccit.is_none()));
        citation.imprint = opcit.is_none() && self.imprint();
        let (_, after) = self.authors(self.end);
        let place = match opcit.or(loccit).filter(|_| !citation.imprint) {
            Some((_, after)) if after < self.end => self.locator_from(after).or_else(|| self.locator_from(self.start)),
            _ if citation.imprint => locator::after_extent(tokens, after, self.without_tail(after, self.end)),
            _ => self.locator_from(after.min(self.end)).or_else(|| self.locator_from(self.start)),
        };
        let place = self.place_after_year(after).or(place);
        let ibid = self.repetition().filter(|_| opcit.or(loccit).is_none() && !citation.imprint);
        let word = opcit.or(loccit).or(ibid);
        let place = place.map(|place| if word.is_some() { place } else { locator::in_named_work(tokens, place) });
        let until = place.as_ref().map_or(self.end, |place| place.start).min(word.map_or(self.end, |(at, _)| at));
        self.read_names(citation, until);
        citation.locator = place.map(|place| place.locator);
        citation.short.word = word.map(|(at, after)| self.text(at, after));
        citation.kind = match (opcit, loccit) {
            (Some(_), _) if !citation.imprint => Kind::Opcit,
            (None, Some(_)) => Kind::Loccit,
            _ if ibid.is_some() => Kind::Ibid,
            _ if citation.imprint => Kind::Full,
            _ if citation.short.title.is_none() => Kind::Short,
            _ => Kind::Full,
        };
        let own = word_of(tokens, self.start, Use::Own, self.language);
        if own.is_some() && self.end - self.start <= 4 {
            citation.kind = Kind::Crossref;
            citation.short = ShortForm { own_text: true, ..ShortForm::default() };
            citation.locator = None;
        }
    }

    fn find(&self, usage: Use) -> Option<(usize, usize)> {
        let free = |i: &usize| self.tokens.get(*i).is_some_and(|token| !token.quoted);
        (self.start..self.end).filter(free).find_map(|i| {
            let after = word_of(self.tokens, i, usage, self.language)?;
            let alone = usage != Use::Cit || !self.tokens.word(after).starts_with("in");
            // The full stop of "op. cit." may have been taken for that of the sentence.
            (after <= self.end + 1 && alone).then_some((i, after.min(self.end)))
        })
    }

    /// Whether the citation is no more than a place. A letter at its head is rather a siglum than a Roman numeral: "C., I, p. 296".
    fn is_place(&self) -> bool {
        let siglum = matches!(self.tokens.str(self.start), "C" | "D" | "L" | "M") && self.start + 1 < self.end;
        !siglum && locator::is_place_only(self.tokens, self.start, self.end)
    }

    /// "Ibid." after the name of its author and before nothing but a place: "Priscus, ibid., p. 65".
    fn repetition(&self) -> Option<(usize, usize)> {
        let (at, end) = self.find(Use::Ibid)?;
        let apart = at > self.start && [',', '.', '(', ':'].iter().any(|&sign| self.tokens.is(at - 1, sign));
        let mark = |&i: &usize| self.tokens.get(i).is_some_and(|token| !token.is_word() && !token.is_number());
        let rest = end + (end..self.end).take_while(mark).count();
        let places = rest >= self.end || self.locator_from(end).is_some_and(|place| place.start <= rest);
        (apart && places).then_some((at, end))
    }

    /// The name that the citation gives its work for later use: "(hereafter RPAI)".
    fn alias(&self) -> Option<String> {
        let (_, after) = self.find(Use::Alias)?;
        let close = (after..self.end).find(|&i| self.tokens.is(i, ')') || self.tokens.is(i, ']')).unwrap_or(self.end);
        let skip = |i: &usize| {
            self.tokens.get(*i).is_some_and(|token| !token.is_word())
                || matches!(self.tokens.word(*i), "as" | "als" | "zitiert" | "abgekurzt" | "cite" | "citato" | "citado")
        };
        let from = after + (after..close).take_while(skip).count();
        let until = (from..close)
            .rev()
            .find(|&i| self.tokens.get(i).is_some_and(|token| token.is_word() || token.is_number()))
            .map(|i| i + 1)?;
        Some(self.text(from, until))
    }

    /// Whether the citation says where or when its work was published, or where it is found.
    fn imprint(&self) -> bool {
        let tokens = self.tokens;
        let (names, after) = self.authors(self.end);
        let titled = self.title_start(self.start, self.end).is_some();
        let place = self.locator_from(after.min(self.end)).map(|place| place.locator.flat);
        (self.start..self.end).any(|i| {
            let covered = |span: Span| place.is_some_and(|place| place.covers(span)) && !self.dated_place(i);
            let Some(token) = tokens.get(i).filter(|token| !covered(token.span)) else {
                return false;
            };
            if token.quoted || (token.emphasis.is_some() && !token.is_number()) {
                return token.link.is_some();
            }
            let year = locator::is_year(tokens, i) && token.emphasis.is_none() && self.dates(i) && !self.titles_year(i);
            let near = (!names.is_empty() && i <= after + 2) || self.dates_a_body(i);
            let author_date = near && (self.cue_after_year(i) || (!titled && !self.words_between(i + 1)));
            token.link.is_some() || token.kind == TokenKind::Address || (year && !author_date) || self.undated(i)
        })
    }

    /// True if a year in brackets at `index` follows a few capitalised words without a mark between: "Department of the Treasury (2010)".
    fn dates_a_body(&self, index: usize) -> bool {
        /// Bodies have no longer names.
        const LONGEST: usize = 8;
        let bracketed = index > self.start && self.tokens.is(index - 1, '(') && self.tokens.is(index + 1, ')');
        let words = self.start..index.saturating_sub(1);
        let plain = |at: usize| self.tokens.get(at).is_some_and(|token| token.is_word() && token.emphasis.is_none());
        bracketed
            && words.len() <= LONGEST
            && words.clone().all(plain)
            && !words.clone().any(|at| is_law(self.tokens.word(at)))
    }

    /// True if nothing but family names in capitals stands before the year at `index`: "ALBING, VOSSEN, 2022".
    fn dates_capitals(&self, index: usize) -> bool {
        let mark =
            |at: usize| [',', ';', '.'].iter().any(|&sign| self.tokens.is(at, sign)) || joins_names(self.tokens, at);
        let capitals = |at: usize| {
            let word = self.tokens.str(at);
            word.chars().count() > 2 && word.chars().all(char::is_uppercase)
        };
        index > self.start && capitals(self.start) && (self.start..index).all(|at| mark(at) || capitals(at))
    }

    /// The place after the year of an author and date, before a title of the place: "Able (2003), Appendix B, “Tone”".
    fn place_after_year(&self, after: usize) -> Option<LocatorAt> {
        let year =
            (after..self.end.min(after + 3)).find(|&i| locator::is_year(self.tokens, i) && self.cue_after_year(i))?;
        let title = self.title_start(year, self.end)?;
        self.place_in(year + 1, title)
    }

    /// Whether the year at `index` stands among numbers but dates the work: in brackets, or before the cue of a page.
    fn dated_place(&self, index: usize) -> bool {
        let bracketed = self.tokens.get(index).is_some_and(|token| token.depth > 0);
        let cue = self.tokens.is(index + 1, ',') && locator::cue_at(self.tokens, index + 2).is_some();
        locator::is_year(self.tokens, index) && (bracketed || cue)
    }

    /// Whether a preposition makes the year or date at `index` a part of the title: "Code of 1650", "Beschluss vom 21.09.2021".
    fn titles_year(&self, index: usize) -> bool {
        let stops = index >= 4 && self.tokens.is(index - 1, '.') && self.tokens.is(index - 3, '.');
        let first = if stops { index - 4 } else { index };
        first > self.start + 1
            && lexicon::is(Class::Of, self.tokens.word(first - 1))
            && self.tokens.get(index).is_some_and(|t| t.depth == 0)
    }

    /// Whether "n. d.", "s. d." or "o. J." stands there instead of a year.
    fn undated(&self, index: usize) -> bool {
        index > self.start && locator::is_undated(self.tokens, index)
    }

    /// Whether the cue of a place follows the year of an author and date: "Able (2003), Appendix B".
    fn cue_after_year(&self, index: usize) -> bool {
        let marks =
            (index + 1..self.end).take_while(|&i| [')', ']', ','].iter().any(|&sign| self.tokens.is(i, sign))).count();
        marks > 0 && locator::cue_at(self.tokens, index + 1 + marks).is_some()
    }

    /// Whether the year at `index` is a date of publication by what follows: a mark, a place, nothing.
    fn dates(&self, index: usize) -> bool {
        let next = index + 1;
        let range = ['-', '–', '—'].iter().any(|&sign| self.tokens.is(next, sign));
        let mark = [',', ')', ']', '.', ':', ';', '(', '/'].iter().any(|&sign| self.tokens.is(next, sign));
        next >= self.end
            || mark
            || locator::cue_at(self.tokens, next).is_some()
            || self.tokens.get(next).is_some_and(|token| (!token.spaced && !range) || token.kind == TokenKind::Address)
    }

    /// Whether words that are neither cues nor numbers follow from `from` on.
    fn words_between(&self, from: usize) -> bool {
        let until = self.locator_from(from).map_or(self.end, |place| place.start);
        (from..until)
            .filter(|&i| self.tokens.get(i).is_some_and(|token| token.is_word() && token.span.len() > 1))
            .count()
            >= 2
    }

    fn authors(&self, end: usize) -> (Vec<(usize, usize)>, usize) {
        if self.nameless {
            return (Vec::new(), self.start);
        }
        let year = (self.start..end).find(|&at| locator::is_year(self.tokens, at));
        if let Some(year) = year.filter(|&year| self.dates_capitals(year)) {
            let word = |&at: &usize| self.tokens.str(at).chars().count() > 2;
            return ((self.start..year).filter(word).map(|at| (at, at + 1)).collect(), year);
        }
        let (names, after) = names_at(self.tokens, self.start, end);
        // "Canals and Rivers Act 1957" names nobody.
        let law = (self.start..after).any(|i| is_law(self.tokens.word(i)));
        if law { (Vec::new(), self.start) } else { (names, after) }
    }

    /// The first token of the title that italics or quotation marks set apart. Authors may stand in italics, too, before a plain title.
    fn marked_title(&self, after: usize, until: usize) -> Option<usize> {
        let first = self.title_start(self.start, until)?;
        let emphasis = |index: usize| self.tokens.get(index).and_then(|token| token.emphasis);
        let names = first == self.start && after > first && emphasis(first).is_some();
        let apart = names && emphasis(after) != emphasis(first) && emphasis(after.saturating_sub(1)) == emphasis(first);
        let plain = |&i: &usize| self.tokens.get(i).is_some_and(|token| token.is_word() && token.span.len() > 1);
        let titled = || (after..until).filter(plain).count() >= 1;
        if apart && titled() { self.title_start(after, until) } else { Some(first) }
    }

    /// The first token of a title in quotation marks or italics.
    fn title_start(&self, start: usize, end: usize) -> Option<usize> {
        (start..end).find(|&i| {
            let marked = self.tokens.get(i).is_some_and(Token::is_set_apart);
            marked
                && word_of(self.tokens, i, Use::Supra, self.language).is_none()
                && self.tokens.word(i) != "et"
                && self.tokens.word(i) != "al"
        })
    }

    /// Reads names, title and year of the tokens up to `until`.
    fn read_names(&self, citation: &mut Citation, until: usize) {
        let tokens = self.tokens;
        let (names, after) = self.authors(until);
        let dated = (after..until.min(after + 3))
            .find(|&i| !names.is_empty() && locator::is_year(tokens, i) && self.cue_after_year(i));
        let bound = dated.map_or(until, |year| year + 1);
        let until = self.without_marks(bound);
        let marked = self.marked_title(after, until);
        let head = marked.map_or(after, |title| title.min(after.max(self.start)));
        let name_like = |&(from, to): &(usize, usize)| {
            to <= bound && (marked.is_none_or(|title| from < title)) && (from, to) != (self.start, self.start)
        };
        citation.short.names =
            names.iter().filter(|name| name_like(name)).map(|&(from, to)| self.text(from, to)).collect();
        let unmarked = |title: usize| {
            (after..title)
                .filter(|&i| self.tokens.get(i).is_some_and(|token| token.is_word() && token.span.len() > 2))
                .count()
                >= 3
        };
        let marked = marked.filter(|&title| names.is_empty() || !unmarked(title));
        let from = match marked {
            Some(title) if title >= head => title,
            _ => after,
        };
        let noun = possessed_work(tokens, from, until).filter(|_| marked.is_none());
        let from = noun.map_or_else(|| self.after_possessive(from), |noun| noun + 1);
        citation.short.year = self.year(after, until);
        let title_end = marked.map_or(until, |title| after_title(tokens, title, until).max(title + 1));
        let title = self.title_text(from, title_end.max(from), citation.short.year.is_some());
        citation.short.title = title.filter(|title| title.chars().any(char::is_alphabetic));
    }

    fn after_possessive(&self, from: usize) -> usize {
        if possessive(self.tokens, from) { from + 2 } else { from }
    }

    fn without_marks(&self, mut until: usize) -> usize {
        let mark = |i: usize| [',', '.', '(', '[', ':', ';'].iter().any(|&sign| self.tokens.is(i, sign));
        while until > self.start && mark(until - 1) {
            until -= 1;
        }
        until
    }

    /// A year right after the names, with its letter: "Able (2003a)".
    fn year(&self, after: usize, until: usize) -> Option<String> {
        let named = after > self.start;
        let at = (after..until.min(after + 3)).find(|&i| named && locator::is_year(self.tokens, i))?;
        if (after..at).any(|i| self.tokens.get(i).is_some_and(Token::is_word)) {
            return None;
        }
        let letter =
            self.tokens.get(at + 1).is_some_and(|token| !token.spaced && token.is_word() && token.span.len() == 1);
        Some(self.text(at, at + 1 + usize::from(letter)))
    }

    fn title_text(&self, from: usize, until: usize, dated: bool) -> Option<String> {
        let words = |i: &usize| self.tokens.get(*i).is_some_and(|token| token.is_word() || token.is_number());
        let skip_year = |i: usize| dated && locator::is_year(self.tokens, i);
        let first = (from..until)
            .filter(words)
            .find(|&i| !(skip_year(i) || dated && self.tokens.get(i).is_some_and(|t| t.span.len() == 1)))?;
        let last = (first..until).rev().find(words)?;
        Some(self.text(first, last + 1))
    }
}
