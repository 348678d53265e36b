//! What a stretch of a note looks like: a citation, the rest of one, or commentary.

use super::locator;
use super::name::{name_at, names_at, possessive};
use super::short::{Use, bracketed_cross_at, cross_at, lone_note_at, whole_at, word_of};
use super::signal::signal_at;
use super::token::{Token, TokenKind, Tokens};
use super::words::{is_prose, is_remark, remark_head_at};

/// How surely a citation begins at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Start {
    /// It does not.
    None,
    /// It may.
    Weak,
    /// A name with what follows names, a title, a link, a short form.
    Strong,
}

/// How much of a citation a stretch holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Extent {
    /// Names, perhaps with a year: a title must follow.
    Names,
    /// Names and a title: more may follow.
    Title,
    /// Enough for another citation to follow.
    Whole,
}

/// Looks at the tokens of a note.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look<'a, 't> {
    pub(crate) tokens: &'a Tokens<'t>,
    pub(crate) language: &'a str,
}

/// A sentence of this many words without any mark of a reference is commentary if most of them have no capital.
const PROSE_WORDS: usize = 5;

/// A remark on a citation is no longer than this.
const REMARK_WORDS: usize = 8;

impl Look<'_, '_> {
    /// How surely a citation begins at token `index` of a stretch that ends at `end`.
    pub(crate) fn start(&self, index: usize, end: usize) -> Start {
        let tokens = self.tokens;
        let index =
            index + (index..end).take_while(|&i| tokens.is(i, '(') || tokens.is(i, '[') || tokens.is(i, '<')).count();
        let Some(token) = tokens.get(index).filter(|_| index < end) else { return Start::None };
        let short =
            whole_at(tokens, index, self.language).is_some() || cross_at(tokens, index, self.language).is_some();
        if short || token.kind == TokenKind::Address || token.link.is_some() {
            return Start::Strong;
        }
        if token.quoted || token.emphasis.is_some() {
            let quotation = (token.quoted && !self.is_title(index, end)) || self.is_marked_signal(index);
            return if quotation { Start::None } else { Start::Strong };
        }
        if self.named(index, end) || self.names_nobody(index) {
            return Start::Strong;
        }
        let own = word_of(tokens, index, Use::Own, self.language).is_some();
        if own
            || self.article_before(index, end)
            || (token.is_word() && tokens.capital(index))
            || (token.is_word() && self.leads_to_title(index, end))
        {
            return Start::Weak;
        }
        Start::None
    }

    /// How surely a citation begins behind a signal, where "note 8" means one of the document's own.
    pub(crate) fn start_behind_signal(&self, index: usize, end: usize) -> Start {
        let note = lone_note_at(self.tokens, index, self.language).is_some_and(|note| note.end <= end);
        if note { Start::Strong } else { self.start(index, end) }
    }

    /// Whether nothing but a signal stands in italics at `index`: "*e.g.* the tone of Eusebius".
    fn is_marked_signal(&self, index: usize) -> bool {
        let emphasis = self.tokens.get(index).and_then(|token| token.emphasis);
        let ends = |behind| self.tokens.get(behind).is_none_or(|next: &Token| next.emphasis != emphasis);
        emphasis.is_some() && signal_at(self.tokens, index).is_some_and(|(behind, _)| ends(behind))
    }

    /// Whether small words lead to a capital and a place follows: "dans l’Histoire de …, vol. 1".
    fn article_before(&self, index: usize, end: usize) -> bool {
        let small = (index..end.min(index + 4)).take_while(|&i| !self.tokens.capital(i)).count();
        let place = || (index..end).any(|i| locator::cue_at(self.tokens, i).is_some());
        (1..=3).contains(&small) && index + small < end && self.tokens.capital(index + small) && place()
    }

    /// Whether a title rather than a quotation stands at `index`: a quotation is followed by a colon or a dash and its source.
    fn is_title(&self, index: usize, end: usize) -> bool {
        let tokens = self.tokens;
        if !tokens.get(index).is_some_and(|token| token.quoted) {
            return true;
        }
        let behind = tokens.behind_quote(index);
        let quotation = tokens.is(behind, ':') || tokens.is(behind, '—') || tokens.is(behind, '–');
        behind <= end && !quotation
    }

    /// Whether "o. V." or "N.N." stands there, where others name an author.
    fn names_nobody(&self, index: usize) -> bool {
        self.tokens.capital(index + 2) && locator::is_mark(self.tokens, index, &["o.V.", "n.N.", "s.N."])
    }

    /// Whether a name stands at `index`, with what follows names in a reference.
    fn named(&self, index: usize, end: usize) -> bool {
        let tokens = self.tokens;
        let (names, behind) = names_at(tokens, index, end);
        let Some(next) = tokens.get(behind).filter(|_| !names.is_empty() && behind < end) else {
            return !names.is_empty() && behind >= end;
        };
        let title = next.quoted || next.emphasis.is_some() || next.link.is_some();
        let genitive = possessive(tokens, behind)
            && tokens.get(behind + 2).is_some_and(|token| token.emphasis.is_some() || token.quoted);
        let stop = next.is('.') && tokens.get(behind + 1).is_none_or(|token| token.spaced);
        let roman = locator::is_roman(tokens.str(behind)) && !tokens.capital(behind);
        let number = next.is_number() || roman || locator::cue_at(tokens, behind).is_some();
        let mark = next.is(',') || next.is(':') || next.is('(') || next.is('[');
        title || genitive || mark || number || stop || cross_at(tokens, behind, self.language).is_some()
    }

    /// Whether a few small words lead to a title: "the “Guide”", "my *Quest*".
    fn leads_to_title(&self, index: usize, end: usize) -> bool {
        let reach = (index..end.min(index + 12))
            .find(|&i| self.tokens.get(i).is_some_and(|t| t.quoted || t.emphasis.is_some() || t.link.is_some()));
        let cited =
            |at: usize| at > index && self.tokens.is(at - 1, ':') && self.tokens.get(at).is_some_and(|t| t.quoted);
        reach.is_some_and(|at| self.is_title(at, end) && !cited(at))
    }

    /// Whether a clause with nothing before it is a citation.
    pub(crate) fn cites(&self, start: usize, end: usize) -> bool {
        match self.start(start, end) {
            Start::Strong => true,
            Start::Weak => self.has_evidence(start, end),
            Start::None => false,
        }
    }

    /// Whether anything in the stretch speaks for a reference: a number, a title in quotation marks or italics, a link, a list by commas.
    pub(crate) fn has_evidence(&self, start: usize, end: usize) -> bool {
        self.of(start, end).any(|(_, token)| {
            token.is_number()
                || token.quoted
                || token.emphasis.is_some()
                || token.link.is_some()
                || token.kind == TokenKind::Address
        })
    }

    /// Whether words and the place in a source stand there, not a place alone: "Problems of Milling, vol. 2, 7".
    pub(crate) fn names_place(&self, start: usize, end: usize) -> bool {
        self.tokens.capital(start)
            && !self.is_place(start, end)
            && locator::at_end(self.tokens, start, end).is_some_and(|place| place.start > start)
    }

    /// Whether a bracket opens at `start` that gives a work a name for later use: "[hereinafter Rome I]".
    pub(crate) fn names_alias(&self, start: usize) -> bool {
        let opens = self.tokens.is(start, '[') || self.tokens.is(start, '(');
        opens && word_of(self.tokens, start + 1, Use::Alias, self.language).is_some()
    }

    /// Whether somebody's words are quoted at length.
    pub(crate) fn holds_quotation(&self, start: usize, end: usize) -> bool {
        /// Titles behind a whole citation are shorter, in tokens.
        const LONG: usize = 8;
        self.of(start, end).filter(|(_, token)| token.quoted).count() > LONG
    }

    /// The place behind the small words that lead from a signal to a work: "see in", "voir dans l’".
    pub(crate) fn behind_lead(&self, start: usize, end: usize) -> usize {
        const LEADS: [&str; 9] = ["dans", "l", "chez", "in", "im", "bei", "nel", "nella", "en"];
        let apostrophe = |index: usize| index > start && (self.tokens.is(index, '’') || self.tokens.is(index, '\''));
        let leads = |index: &usize| LEADS.contains(&self.tokens.word(*index)) && !self.tokens.capital(*index);
        let length = (start..end).take_while(|index| leads(index) || apostrophe(*index)).count();
        if start + length < end { start + length } else { start }
    }

    fn of(&self, start: usize, end: usize) -> impl Iterator<Item = (usize, &Token)> {
        self.tokens.list.iter().enumerate().take(end).skip(start)
    }

    /// Whether a stretch is commentary: a remark, or a sentence of prose that does not begin as a reference does.
    pub(crate) fn is_comment(&self, start: usize, end: usize) -> bool {
        if self.remarks(start, end) || remark_head_at(self.tokens, start) {
            return true;
        }
        if self.gives_life_dates(start, end) {
            return true;
        }
        if self.says_more_behind(start, end) || (self.begins_as_reference(start, end) && !self.is_sentence(start, end))
        {
            return false;
        }
        let plain = |token: &Token| !token.quoted && token.emphasis.is_none() && token.link.is_none();
        let aside = self.of(start, end).map(|(_, token)| token.depth).min().unwrap_or_default();
        // "x–xi" are pages.
        let page = |token: &Token| token.word().bytes().all(|letter| b"xvi".contains(&letter));
        let counts = |token: &Token| token.is_word() && plain(token) && token.depth == aside && !page(token);
        let words: Vec<(usize, &Token)> = self.of(start, end).filter(|(_, token)| counts(token)).collect();
        let says = |index: usize, token: &Token| is_prose(token.word(), self.language) && !self.shouted(index);
        if words.iter().any(|&(index, token)| says(index, token)) {
            return true;
        }
        let small = words.iter().skip(1).filter(|(index, _)| !self.tokens.capital(*index)).count();
        let enough = words.len() >= PROSE_WORDS && small * 10 >= (words.len() - 1) * 6;
        enough && !self.refers(start, end)
    }

    /// Whether a word is printed in capitals, as titles are in American law: it says nothing of prose.
    fn shouted(&self, index: usize) -> bool {
        let text = self.tokens.str(index);
        text.chars().count() > 1 && text.chars().all(char::is_uppercase)
    }

    /// Whether a stretch that begins with names has a verb and nothing of a reference: no number, no title, no link.
    fn is_sentence(&self, start: usize, end: usize) -> bool {
        let bare = !self.has_evidence(start, end);
        if self.tells_of_an_author(start, end) {
            return true;
        }
        bare && self.of(start, end).any(|(_, token)| is_prose(token.word(), self.language))
    }

    /// Whether a stretch that ends in a quotation says nothing else, or says it in a sentence: "“…”", "Able writes, “…”".
    pub(crate) fn quotes(&self, start: usize, end: usize) -> bool {
        let said = |token: &Token| !token.quoted && is_prose(token.word(), self.language);
        self.tokens.get(start).is_some_and(|token| token.quoted) || self.of(start, end).any(|(_, token)| said(token))
    }

    /// Whether a sentence goes on in small words behind a name with its reference in brackets: "Able (op. cit. p. 156) refers to it".
    fn tells_of_an_author(&self, start: usize, end: usize) -> bool {
        const JOINTS: [&str; 8] = ["in", "dans", "ed", "eds", "and", "und", "et", "y"];
        /// So many small words make a sentence.
        const SENTENCE: usize = 4;
        let (names, bracket) = names_at(self.tokens, start, end);
        let behind = self.tokens.behind_bracket(bracket);
        let opens = self.tokens.is(bracket, '(') && !names.is_empty() && behind < end;
        let small = |index: &usize| {
            self.tokens.get(*index).is_some_and(|token| token.is_word() && token.emphasis.is_none() && !token.quoted)
                && !self.tokens.capital(*index)
        };
        let verb = small(&behind)
            && !JOINTS.contains(&self.tokens.word(behind))
            && locator::cue_at(self.tokens, behind).is_none();
        let run = (behind..end).take_while(small).count();
        let counts = (behind..end).any(|index| self.tokens.get(index).is_some_and(Token::is_number));
        opens && verb && run >= SENTENCE && !counts
    }

    /// Whether a reference with its imprint stands at the head of a sentence that says something of it: "Able, Die Mühle, Bonn, 1910, gives
    /// the document".
    fn says_more_behind(&self, start: usize, end: usize) -> bool {
        let (names, comma) = names_at(self.tokens, start, end);
        let year = (comma..end).find(|&index| locator::is_year(self.tokens, index)).filter(|_| !names.is_empty());
        let Some(year) = year.filter(|_| self.tokens.is(comma, ',')) else { return false };
        let placed = self.tokens.is(year - 1, ',') || self.tokens.capital(year - 1);
        let says = |(_, token): (usize, &Token)| !token.quoted && is_prose(token.word(), self.language);
        let clause = self.tokens.is(year + 1, ',') && self.begins_small(year + 2) && year + 2 < end;
        placed && clause && !self.of(start, year).any(says) && self.of(year + 2, end).any(says)
    }

    /// Whether a place and a year alone stand there, with pages perhaps: "Boston, 1826".
    pub(crate) fn is_place_and_year(&self, start: usize, end: usize) -> bool {
        let words = self.of(start, end).filter(|(_, token)| token.is_word()).count();
        let plain =
            self.of(start, end).all(|(_, token)| !token.quoted && token.emphasis.is_none() && token.link.is_none());
        let year = (start..end.min(start + 8))
            .any(|i| locator::is_year(self.tokens, i) && self.tokens.get(i).is_some_and(|token| token.depth == 0));
        let comma = (start..end.min(start + 4)).find(|&i| self.tokens.is(i, ','));
        // "Schulz, JZ 1999, S. 45" names an author.
        let comma = comma.is_some_and(|i| !self.tokens.get(i + 1).is_some_and(Token::is_word));
        plain && year && comma && words <= 4 && !self.of(start, end).any(|(_, token)| token.is('.') && token.depth > 0)
    }

    /// Whether names and a year stand there, with a place perhaps: "Able, 2008, p. 15".
    pub(crate) fn is_author_and_date(&self, start: usize, end: usize) -> bool {
        let tokens = self.tokens;
        let (names, behind) = names_at(tokens, start, end);
        let year = behind + usize::from(tokens.is(behind, ',') || tokens.is(behind, '('));
        let rest = year + 1;
        let ends = rest >= end || locator::is_place_only(tokens, rest, end) || tokens.is(rest, ')');
        !names.is_empty() && year > behind && locator::is_year(tokens, year) && ends
    }

    /// Whether a sentence of small words is a reference after all: a link, an address, a year in brackets, a place at its end.
    fn refers(&self, start: usize, end: usize) -> bool {
        let linked = self.of(start, end.min(start + 4)).any(|(_, token)| token.link.is_some())
            || self.of(start, end).any(|(_, token)| token.kind == TokenKind::Address);
        let titled = self.of(start, end).any(|(_, token)| token.emphasis.is_some());
        let year = (start..end).any(|i| locator::is_year(self.tokens, i));
        let cue = (start..end)
            .any(|i| locator::cue_at(self.tokens, i).is_some() && self.tokens.get(i).is_some_and(|token| token.spaced));
        let contained = (start..end).any(|i| self.tokens.word(i) == "in" && self.tokens.is(i + 1, ':'));
        contained || linked || titled || year || cue || locator::at_end(self.tokens, start, end).is_some()
    }

    /// Whether a bracket gives a person's birth or death: "(* 1603 in Bath)".
    fn gives_life_dates(&self, start: usize, end: usize) -> bool {
        let sign = |index: usize| ['*', '†'].iter().any(|&sign| self.tokens.is(index, sign));
        let words = |index: usize| matches!(self.tokens.word(index), "geboren" | "geb" | "born" | "b");
        let born =
            |i: usize| sign(i) && (self.tokens.get(i + 1).is_some_and(Token::is_number) || self.tokens.is(i - 1, '('));
        (start + 1..end).any(|i| {
            let inside = self.tokens.get(i).is_some_and(|token| token.depth > 0);
            inside && (born(i) || (self.tokens.is(i - 1, '(') && words(i)))
        })
    }

    /// A short sentence without numbers that names what a remark is on: "My translation."
    pub(crate) fn remarks(&self, start: usize, end: usize) -> bool {
        let words: Vec<&str> =
            self.of(start, end).filter(|(_, token)| token.is_word()).map(|(_, token)| token.word()).collect();
        let bare = self
            .of(start, end)
            .all(|(_, token)| !token.is_number() && token.link.is_none() && token.emphasis.is_none() && !token.quoted);
        let headed = words.first().is_some_and(|word| is_remark(word));
        let comma = !headed && self.of(start, end).any(|(_, token)| token.is(','));
        words.len() <= REMARK_WORDS && bare && !comma && words.iter().any(|word| is_remark(word))
    }

    /// Whether the stretch begins with names and a mark, a title, an address.
    fn begins_as_reference(&self, start: usize, end: usize) -> bool {
        let Some(token) = self.tokens.get(start) else { return false };
        if self.names_nobody(start) {
            return true;
        }
        if token.quoted || token.emphasis.is_some() || token.link.is_some() {
            let behind = self.behind_title(start, end);
            let next = self.tokens.get(behind).filter(|_| behind < end);
            let stopped = behind > start
                && [',', '.', '?', '!']
                    .iter()
                    .any(|&sign| self.tokens.is(behind - 1, sign) || self.tokens.is(behind.saturating_sub(2), sign));
            return self.is_title(start, end)
                && next.is_none_or(|next| {
                    !next.is_word() || stopped || signal_at(self.tokens, behind).is_some() || next.word() == "in"
                });
        }
        let (names, behind) = names_at(self.tokens, start, end);
        let initials =
            names.first().is_some_and(|&(from, to)| (from..to).any(|i| self.tokens.is(i, '.')) || to - from > 1);
        let mark = [',', ':', '(', '.'].iter().any(|&sign| self.tokens.is(behind, sign));
        let title = self.tokens.get(behind).is_some_and(|token| token.quoted || token.emphasis.is_some());
        !names.is_empty() && ((mark && (initials || names.len() > 1 || self.year_or_place(behind))) || title)
    }

    /// Whether a year or a place in the source stands behind the mark at `index`.
    fn year_or_place(&self, index: usize) -> bool {
        let next = index + 1;
        self.tokens.get(next).is_some_and(Token::is_number)
            || locator::cue_at(self.tokens, next).is_some()
            || self.tokens.get(next).is_some_and(|token| token.quoted || token.emphasis.is_some())
    }

    /// The place behind the title that begins at `start`.
    pub(crate) fn behind_title(&self, start: usize, end: usize) -> usize {
        let Some(token) = self.tokens.get(start) else { return end };
        let same = |other: &Token| {
            (token.link.is_some() && other.link == token.link)
                || (token.emphasis.is_some() && other.emphasis == token.emphasis)
        };
        if token.quoted && token.emphasis.is_none() && token.link.is_none() {
            let opens = !token.is_word() && !token.is_number();
            let inside = start + self.of(start, end).take_while(|(_, other)| other.quoted).count();
            return if opens { self.tokens.behind_quote(start).min(end) } else { inside };
        }
        start + self.of(start, end).take_while(|(_, other)| same(other)).count()
    }

    /// Whether the stretch is nothing but a place in a source.
    pub(crate) fn is_place(&self, start: usize, end: usize) -> bool {
        locator::is_place_only(self.tokens, start, end)
    }

    /// Whether what stands before a semicolon is names alone, and what stands behind it goes on with names: authors parted by semicolons.
    pub(crate) fn is_list_of_names(&self, start: usize, end: usize, next: usize, next_end: usize) -> bool {
        let tokens = self.tokens;
        let (last, _) =
            self.of(start, end).filter(|(_, token)| token.is(';')).last().unwrap_or((start, &tokens.list[start]));
        let from = if last > start { last + 1 } else { start };
        let alone = |from: usize, to: usize| {
            let all = (from..to).all(|i| {
                tokens.get(i).is_some_and(|token| {
                    token.is_word() && (tokens.capital(i) || super::words::is_particle(token.word()))
                        || token.is('.')
                        || token.is(',')
                        || token.is('-')
                        || token.is('’')
                })
            });
            let plain = (from..to).any(|i| tokens.get(i).is_some_and(Token::is_word))
                && (from..to).all(|i| tokens.get(i).is_some_and(|token| token.emphasis.is_none() && !token.quoted));
            all && plain
        };
        let initials = |from: usize, to: usize| {
            (from..to).any(|i| i > 0 && tokens.is(i, '.') && tokens.get(i - 1).is_some_and(|t| t.span.len() <= 2))
        };
        let inverted =
            |from: usize, to: usize| (from..to).filter(|&i| tokens.is(i, ',')).count() == 1 && to - from <= 6;
        let named = name_at(tokens, next, next_end).is_some();
        let first_comma =
            (next..next_end.min(next + 8)).find(|&i| tokens.is(i, ',') || tokens.is(i, ':') || tokens.is(i, '('));
        let next_to = first_comma.unwrap_or(next_end);
        // "Kuhn, Mühlen; Weber, Wirtschaft, S. 5" are two short forms: behind the names of a list stands a title.
        let placed = first_comma.filter(|_| inverted(from, end)).and_then(|at| {
            let second = (at + 1..next_end.min(at + 8)).find(|&i| tokens.is(i, ','))?;
            Some(locator::is_place_only(tokens, second + 1, next_end))
        });
        let listed = alone(from, end) && named && placed != Some(true);
        listed
            && ((initials(from, end) && initials(next, next_to))
                || (inverted(from, end) && first_comma.is_some_and(|at| tokens.is(at, ',')) && alone(next, next_to)))
    }

    /// Whether a small letter begins the clause: the rest of what stands before it.
    pub(crate) fn begins_small(&self, start: usize) -> bool {
        let Some(token) = self.tokens.get(start) else { return true };
        let particle = super::words::is_particle(token.word()) && self.tokens.capital(start + 1);
        token.is_word()
            && !self.tokens.capital(start)
            && !particle
            && token.emphasis.is_none()
            && !token.quoted
            && token.link.is_none()
    }

    /// Whether nothing but one or two names stands there: a whole short form in some styles.
    pub(crate) fn is_lone_name(&self, start: usize, end: usize) -> bool {
        let (names, behind) = names_at(self.tokens, start, end);
        behind + 1 >= end && names.iter().all(|(from, to)| to - from <= 6)
    }

    /// How much of a citation stands there.
    pub(crate) fn extent(&self, start: usize, end: usize) -> Extent {
        let tokens = self.tokens;
        if whole_at(tokens, start, self.language).is_some() || cross_at(tokens, start, self.language).is_some() {
            return Extent::Whole;
        }
        if self.of(start, end).any(|(_, token)| token.kind == TokenKind::Address || token.link.is_some()) {
            return Extent::Whole;
        }
        if (start..end).any(|i| {
            bracketed_cross_at(tokens, i, self.language).is_some()
                || word_of(tokens, i, Use::Cit, self.language).is_some()
                || word_of(tokens, i, Use::Opcit, self.language).is_some()
        }) {
            return Extent::Whole;
        }
        let title = self.of(start, end).find(|(i, token)| {
            (token.quoted || token.emphasis.is_some()) && tokens.get(*i).is_some_and(Token::is_word)
        });
        let from = match title {
            Some((index, _)) => self.behind_title(index, end).max(index + 1),
            None => self.behind_authors(start, end),
        };
        let numbered = self.of(from, end).any(|(_, token)| token.is_number());
        match (numbered, title.is_some()) {
            (true, _) => Extent::Whole,
            (false, true) => Extent::Title,
            (false, false) => Extent::Names,
        }
    }

    /// The place behind names and a year at the head of a citation.
    fn behind_authors(&self, start: usize, end: usize) -> usize {
        let tokens = self.tokens;
        let bracket = (start..end.min(start + 400)).find(|&i| tokens.is(i, '(') && locator::is_year(tokens, i + 1));
        let year = (start..end.min(start + 40)).find(|&i| locator::is_year(tokens, i) && i + 2 >= end);
        match (bracket, year) {
            (Some(index), _) => tokens.behind_bracket(index).min(end),
            (None, Some(index)) => (index + 1).min(end),
            _ => names_at(tokens, start, end).1,
        }
    }

    /// Whether a sentence behind a citation begins another: names and a title, or a title with what follows titles.
    pub(crate) fn begins_anew(&self, start: usize, end: usize) -> bool {
        let tokens = self.tokens;
        let (names, behind) = names_at(tokens, start, end);
        if names.is_empty() || !tokens.is(behind, ',') {
            return false;
        }
        if self.says_more_behind(start, end) {
            return true;
        }
        let title = tokens.get(behind + 1).is_some_and(|token| token.quoted || token.emphasis.is_some());
        title && self.of(behind, end).any(|(_, token)| token.is_number())
    }

    /// The end of a citation without the full stop and without the parentheses and sentences behind it that comment on it.
    pub(crate) fn without_comment(&self, start: usize, end: usize) -> usize {
        let mut end = end;
        loop {
            let trimmed = self.trim_clause(start, self.trim_marks(start, end));
            let cut = self.comment_bracket(start, trimmed).unwrap_or(trimmed);
            if cut == end {
                return end;
            }
            end = cut;
        }
    }

    /// Leaves out what a clause of small words says behind the last number: ", p. 4, for a summary of the evidence".
    fn trim_clause(&self, start: usize, end: usize) -> usize {
        /// So many small words make a clause.
        const CLAUSE: usize = 4;
        let tokens = self.tokens;
        let is_number = |i: &usize| tokens.get(*i).is_some_and(Token::is_number);
        let comma_behind = |number: usize| Some(number + 1).filter(|&at| at < end && tokens.is(at, ','));
        let last = (start..end).rev().find(is_number).and_then(comma_behind);
        let of_place =
            || (start..end).filter(is_number).filter(|&number| self.is_cued_page(number)).find_map(comma_behind);
        let Some(comma) = last.or_else(of_place) else { return end };
        let plain = self.of(comma, end).all(|(_, token)| {
            !token.quoted
                && token.emphasis.is_none()
                && token.link.is_none()
                && token.kind != TokenKind::Address
                && token.depth == 0
        });
        let small = (comma..end)
            .filter(|&i| tokens.get(i).is_some_and(|t| t.is_word() && t.span.len() > 1) && !tokens.capital(i))
            .count();
        if plain && small >= CLAUSE && !tokens.capital(comma + 1) { comma } else { end }
    }

    /// Whether a page cue stands right before the number at `index`, or before the range that it ends: "p. 435-456".
    fn is_cued_page(&self, index: usize) -> bool {
        let first = index.saturating_sub(4);
        (first..index).any(|at| {
            locator::page_cue_at(self.tokens, at).is_some_and(|behind| locator::is_range(self.tokens, behind, index))
        })
    }

    fn trim_marks(&self, start: usize, mut end: usize) -> usize {
        let tokens = self.tokens;
        while end > start + 1 {
            let last = end - 1;
            let mark = [',', ';', '.', ':', '<', '>', '*', '—', '–'].iter().any(|&sign| tokens.is(last, sign));
            let unpaired = (tokens.is(last, ')') || tokens.is(last, ']'))
                && tokens.get(last).is_some_and(|token| token.depth == 0);
            let outer = tokens.get(last).zip(tokens.get(start)).is_some_and(|(last, first)| {
                (last.is(')') || last.is(']'))
                    && last.depth == first.depth
                    && last.depth > 0
                    && !first.is('(')
                    && !first.is('[')
            });
            if !(mark || unpaired || outer) {
                break;
            }
            end -= 1;
        }
        end
    }

    /// The place where a parenthesis begins that ends the stretch and comments on the citation.
    fn comment_bracket(&self, start: usize, end: usize) -> Option<usize> {
        let tokens = self.tokens;
        let last = tokens.get(end.checked_sub(1)?).filter(|token| token.is(')') && token.depth >= 1)?;
        let opens = |i: &usize| tokens.is(*i, '(') && tokens.get(*i).is_some_and(|token| token.depth == last.depth);
        let open = (start + 1..end - 1).rev().find(opens)?;
        let small = self.begins_small(open + 1) || tokens.get(open + 1).is_some_and(|token| token.quoted);
        let (from, to) = (open + 1, end - 1);
        let words = self.of(from, to).filter(|(_, token)| token.is_word()).count();
        let alias = (from..to).any(|i| word_of(tokens, i, Use::Alias, self.language).is_some());
        let place = locator::cue_at(tokens, from).is_some() || self.is_place(from, to);
        let cross = bracketed_cross_at(tokens, open, self.language).is_some();
        let short = (from..to).any(|i| whole_at(tokens, i, self.language).is_some_and(|(usage, _)| usage != Use::Idem));
        let year = self.of(from, to).any(|(i, _)| locator::is_year(tokens, i)) && words < 12;
        let year = year || locator::is_undated(tokens, from);
        let remark = self.remarks(from, to);
        let short_head = whole_at(tokens, start, self.language).is_some() && words >= 4;
        let comments = remark || (small && words >= 2 && !year) || short_head;
        (comments && !alias && !place && !cross && !short).then_some(open)
    }
}
