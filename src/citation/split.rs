//! Cuts a note into citations.
//!
//! The note is parted into clauses (at semicolons and sentences), and each clause begins a citation, goes on with the one before it, or is
//! commentary; citations inside commentary are found by what stands out there: signals, links, titles, short forms.

use super::clause::{Clause, clauses};
use super::embedded::{asides, embedded, own_part_at};
use super::look::{Extent, Look, Start};
use super::name::names_at;
use super::read::citation;
use super::short::{cross_at, whole_at};
use super::signal::signal_at;
use super::token::{TokenKind, Tokens};
use super::{Citation, Polarity, keys};
use crate::document::Note;

/// A citation by its tokens, before it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// The first token of the citation.
    pub(crate) start: usize,
    /// The token behind its last.
    pub(crate) end: usize,
    /// The signal: its first token, the token behind its last, and what it says.
    pub(crate) signal: Option<(usize, usize, Polarity)>,
    /// Whether it stands in a parenthesis of another citation.
    pub(crate) aside: bool,
}

impl Stretch {
    /// A citation without a signal.
    pub(crate) fn plain(start: usize, end: usize) -> Self {
        Self { start, end, signal: None, aside: false }
    }
}

/// The citations of a note, in their order. `index` is the note's place in the document, `language` an ISO 639-1 code.
///
/// ```
/// use ibid::citation::{Kind, cut};
/// use ibid::document::read;
/// use ibid::text::Source;
/// let post = Source::new("post.md", "A claim.[^1]\n\n[^1]: See Robinson, 167; cf. ibid., 170.\n");
/// let document = read(&[post], None);
/// let citations = cut(0, &document.notes[0], "en");
/// assert_eq!(citations.len(), 2);
/// assert_eq!(citations[0].locator.as_ref().unwrap().value, "167");
/// assert_eq!(citations[1].kind, Kind::Ibid);
/// ```
#[must_use]
pub fn cut(index: usize, note: &Note, language: &str) -> Vec<Citation> {
    let tokens = Tokens::of(&note.body);
    let mut stretches = Cutter::new(&tokens, language).cut();
    stretches.sort_by_key(|stretch| (stretch.start, stretch.aside));
    let read = stretches.iter().filter_map(|stretch| citation(&tokens, note, stretch, language));
    read.enumerate().map(|(number, citation)| Citation { note: index, number: number + 1, ..citation }).collect()
}

/// Goes through the clauses of a note.
struct Cutter<'a, 't> {
    tokens: &'a Tokens<'t>,
    language: &'a str,
    look: Look<'a, 't>,
    open: Option<Stretch>,
    done: Vec<Stretch>,
}

/// Whether a topic is named at `index`, whose literature a signal gives: "On the strike of 1811 see …", "Zum Mühlenbann vgl. …".
fn opens_topic(tokens: &Tokens<'_>, index: usize) -> bool {
    #[rustfmt::skip]
    const OPENERS: [&str; 26] = [
        "for", "on", "about", "as", "zu", "zum", "zur", "über", "für", "sur", "pour", "su", "sul", "sulla", "sulle",
        "sugli", "sui", "per", "sobre", "para", "acerca", "over", "voor", "quant", "quanto", "en",
    ];
    OPENERS.contains(&tokens.word(index)) && tokens.capital(index)
}

/// What a clause does.
#[derive(Debug)]
enum Role {
    Begins(Stretch),
    GoesOn,
    Comments,
}

impl<'a, 't> Cutter<'a, 't> {
    fn new(tokens: &'a Tokens<'t>, language: &'a str) -> Self {
        Self { tokens, language, look: Look { tokens, language }, open: None, done: Vec::new() }
    }

    fn cut(mut self) -> Vec<Stretch> {
        let keys = keys::stretches(self.tokens);
        if !keys.is_empty() {
            return keys;
        }
        for clause in clauses(self.tokens, self.language) {
            match self.role(clause) {
                Role::Begins(stretch) => {
                    self.close();
                    self.open = Some(stretch);
                }
                Role::GoesOn => self.open.iter_mut().for_each(|open| open.end = clause.end),
                Role::Comments => {
                    self.close();
                    self.comment(clause);
                }
            }
        }
        self.close();
        self.done
    }

    /// Takes the citations out of commentary. One that runs to the end of its sentence may go on behind it.
    fn comment(&mut self, clause: Clause) {
        let mut found = embedded(&self.look, clause.start, clause.end);
        let runs_on = |stretch: &Stretch| {
            stretch.end + 1 >= clause.end && self.look.extent(stretch.start, stretch.end) == Extent::Names
        };
        if found.last().is_some_and(runs_on) {
            self.open = found.pop().map(|stretch| Stretch { end: clause.end, ..stretch });
        }
        self.done.extend(found);
    }

    /// Whether the clause ends in a link that says "see": what stands before it is no reference.
    fn links_aside(&self, clause: Clause) -> bool {
        (clause.start + 1..clause.end).any(|index| {
            let link = self.tokens.get(index).and_then(|token| token.link);
            let first = link.is_some() && self.tokens.get(index - 1).is_some_and(|before| before.link != link);
            first && signal_at(self.tokens, index).is_some_and(|(_, signal)| signal.anywhere)
        })
    }

    /// Finishes the citation that is open: parts what it quotes from, drops what comments on it.
    fn close(&mut self) {
        let Some(stretch) = self.open.take() else { return };
        let mut from = stretch;
        while let Some(next) = self.relation(&from) {
            self.finish(Stretch { end: next.signal.map_or(next.start, |(start, ..)| start), ..from });
            from = next;
        }
        self.finish(from);
    }

    fn finish(&mut self, stretch: Stretch) {
        let end = self.own_end(&stretch).unwrap_or_else(|| self.look.without_comment(stretch.start, stretch.end));
        if end > stretch.start {
            self.done.push(Stretch { end, ..stretch });
            self.done.extend(asides(&self.look, end, stretch.end));
        }
    }

    /// Where a pointing at the document itself, or at one of its notes, ends: nothing but a place belongs to it.
    fn own_end(&self, stretch: &Stretch) -> Option<usize> {
        let first = embedded(&self.look, stretch.start, stretch.start + 1);
        let own = own_part_at(&self.look, stretch.start, stretch.end).filter(|_| first.is_empty());
        own.or_else(|| {
            let (at, cross) =
                (stretch.start..stretch.end).find_map(|at| Some((at, cross_at(self.tokens, at, self.language)?)))?;
            let place = (cross.end + 1..=stretch.end).rev().find(|&end| self.look.is_place(cross.end, end));
            let words =
                (cross.end..stretch.end).filter(|&i| self.tokens.get(i).is_some_and(super::token::Token::is_word));
            let said = words.take(2).count() == 2 && place.is_none();
            (said && cross.label.is_some() && at >= stretch.start).then_some(cross.end)
        })
    }

    /// The citation that begins inside another behind a signal: "Able, 3, quoted in Baker, 4", "Able, 3, and Baker, *Salt*, 4".
    fn relation(&self, stretch: &Stretch) -> Option<Stretch> {
        (stretch.start + 1..stretch.end).find_map(|index| {
            let token = self.tokens.get(index).filter(|token| token.is_open() && token.is_word())?;
            let before = self.tokens.get(index - 1)?;
            let parted = before.is_number() || [',', ';', '.', '—', '–', ')', ':'].iter().any(|&sign| before.is(sign));
            let (end, signal) = signal_at(self.tokens, index).filter(|(_, signal)| {
                if signal.polarity.is_none() { self.behind_place(index) } else { signal.anywhere && parted }
            })?;
            let unmarked = token.link.is_none() && (token.emphasis.is_none() || before.emphasis != token.emphasis);
            let end = if signal.polarity.is_none() { self.behind_topic(end, stretch.end) } else { end };
            let start = self.look.start(end, stretch.end);
            let listed = signal.polarity.is_none() && start == Start::Weak && self.look.names_place(end, stretch.end);
            // "en https://…": a bare address says where the same source is read.
            let is_address = self.tokens.get(end).is_some_and(|token| token.kind == TokenKind::Address);
            let cites = unmarked && !is_address && end < stretch.end && (start == Start::Strong || listed);
            let polarity = signal.polarity.unwrap_or(Polarity::Supports);
            cites.then_some(Stretch { start: end, signal: Some((index, end, polarity)), ..*stretch })
        })
    }

    /// The place behind the small words that lead from "and" to names and a marked title: "and for an earlier period A. Burton, *Canals*".
    fn behind_topic(&self, start: usize, end: usize) -> usize {
        /// The most words of such a lead.
        const LEAD: usize = 6;
        let leads = |&index: &usize| self.look.begins_small(index) && self.plain_word(index);
        let first = start + (start..end.min(start + LEAD)).take_while(leads).count();
        let (names, behind) = names_at(self.tokens, first, end);
        let marked = |token: &super::token::Token| token.quoted || token.emphasis.is_some();
        let titled = self.tokens.is(behind, ',') && self.tokens.get(behind + 1).is_some_and(marked);
        if !names.is_empty() && titled { first } else { start }
    }

    /// Whether the word at `index` stands behind the place or imprint of a source and a comma: "Able, *Salt*, 72, and Baker".
    fn behind_place(&self, index: usize) -> bool {
        let is_number = |at: usize| self.tokens.get(at).is_some_and(super::token::Token::is_number);
        index >= 2 && self.tokens.is(index - 1, ',') && (is_number(index - 2) || self.tokens.is(index - 2, ')'))
    }

    fn role(&self, clause: Clause) -> Role {
        if clause.quotes && self.look.quotes(clause.start, clause.end) {
            return Role::Comments;
        }
        if whole_at(self.tokens, clause.start, self.language).is_some() {
            return Role::Begins(Stretch::plain(clause.start, clause.end));
        }
        if let Some(open) = self.open.filter(|_| clause.joined)
            && self.look.is_list_of_names(open.start, open.end, clause.start, clause.end)
        {
            return Role::GoesOn;
        }
        if self.open.is_none() && self.links_aside(clause) {
            return Role::Comments;
        }
        if let Some(stretch) = self.behind_signal(clause) {
            return Role::Begins(stretch);
        }
        if self.open.is_none() && signal_at(self.tokens, clause.start).is_some_and(|(_, signal)| signal.anywhere) {
            return Role::Comments;
        }
        let plain = Stretch::plain(clause.start, clause.end);
        if cross_at(self.tokens, clause.start, self.language).is_some() {
            return Role::Begins(plain);
        }
        match self.open {
            Some(_) if clause.joined => self.role_joined(clause),
            Some(open) => self.role_behind(clause, open),
            None if self.look.is_comment(clause.start, clause.end) || !self.look.cites(clause.start, clause.end) => {
                Role::Comments
            }
            None => Role::Begins(plain),
        }
    }

    /// The role of a clause behind a semicolon.
    fn role_joined(&self, clause: Clause) -> Role {
        let look = &self.look;
        let dated = look.is_author_and_date(clause.start, clause.end)
            && self.open.is_some_and(|open| look.is_author_and_date(open.start, open.end));
        let goes_on = look.is_place_and_year(clause.start, clause.end) && !dated;
        if look.is_place(clause.start, clause.end) || goes_on {
            Role::GoesOn
        } else if look.is_comment(clause.start, clause.end) {
            Role::Comments
        } else if look.begins_small(clause.start) || look.start(clause.start, clause.end) == Start::None {
            Role::GoesOn
        } else {
            Role::Begins(Stretch::plain(clause.start, clause.end))
        }
    }

    /// The role of a sentence behind one that belongs to a citation.
    fn role_behind(&self, clause: Clause, open: Stretch) -> Role {
        let look = &self.look;
        let extent = look.extent(open.start, open.end);
        let signals = signal_at(self.tokens, clause.start).is_some_and(|(_, signal)| signal.anywhere);
        if look.remarks(clause.start, clause.end) || (signals && extent == Extent::Whole) {
            Role::Comments
        } else if look.names_alias(clause.start) {
            Role::GoesOn
        } else if extent == Extent::Whole && look.holds_quotation(clause.start, clause.end) {
            Role::Comments
        } else if extent == Extent::Names
            && !(look.is_lone_name(open.start, open.end) && look.is_comment(clause.start, clause.end))
        {
            Role::GoesOn
        } else if look.is_comment(clause.start, clause.end) {
            Role::Comments
        } else if extent == Extent::Whole && look.begins_anew(clause.start, clause.end) {
            Role::Begins(Stretch::plain(clause.start, clause.end))
        } else {
            Role::GoesOn
        }
    }

    /// The citation of a clause that begins with a signal, or with a few words that end in one ("On this point see …").
    fn behind_signal(&self, clause: Clause) -> Option<Stretch> {
        /// The most tokens before the signal that still belong to it.
        const LEAD: usize = 9;
        /// And where they name a topic: "For the strike of 1811, see …".
        const TOPIC: usize = 24;
        let first = signal_at(self.tokens, clause.start).map(|found| (clause.start, found));
        let later = || {
            let topic = opens_topic(self.tokens, clause.start);
            let reach = clause.start + if topic { TOPIC } else { LEAD };
            let places = (clause.start + 1..clause.end.min(reach)).take_while(|&i| topic || self.plain_word(i));
            places.into_iter().find_map(|index| {
                let found = signal_at(self.tokens, index).filter(|(_, signal)| signal.anywhere)?;
                Some((index, found))
            })
        };
        let (index, (end, signal)) = first.or_else(later)?;
        let end = self.look.behind_lead(end, clause.end);
        let start = self.look.start_behind_signal(end, clause.end);
        let strong = signal.anywhere || start == Start::Strong || (signal.polarity.is_none() && clause.joined);
        let cites =
            end < clause.end && start != Start::None && strong && !(index > clause.start && start != Start::Strong);
        let bare = signal.polarity.is_none() && !clause.joined && self.open.is_none();
        let mark = signal.polarity.unwrap_or(Polarity::Supports);
        let stretch = Stretch { start: end, end: clause.end, signal: Some((clause.start, end, mark)), aside: false };
        (cites && !bare && !self.look.is_comment(end, clause.end)).then_some(stretch)
    }

    /// Whether a word may stand in the lead of a signal: one without quotation, italics or link.
    fn plain_word(&self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(|token| {
            !token.quoted && token.depth == 0 && token.emphasis.is_none() && token.link.is_none() && !token.is_number()
        })
    }
}
