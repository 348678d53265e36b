//! What a word shows by where it stands: inside quotation marks, brackets or italics, in which stretch between two stops, after what.

use super::cues::{self, Cues};
use super::gazetteer::NameKinds;
use super::hash::{SEED, finish, mix};
use super::word::{Case, Ending, Number, Word};
use crate::text::{Flat, MarkKind, Span};

/// Outside, or where in a pair of quotation marks, brackets or italics.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Inside {
    #[default]
    No,
    First,
    Within,
    Last,
    Alone,
}

/// A stretch of words between two marks of punctuation.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Chunk {
    /// Its length, capitals, initials and numbers, as one hash.
    pub(super) kind: u32,
    /// What its words announce.
    pub(super) cues: Cues,
    /// What its words may name.
    pub(super) names: NameKinds,
    /// Its first word, folded.
    pub(super) first: u32,
    /// Whether its first word is quoted, in brackets, in italics: one bit each.
    pub(super) markup: u32,
    /// What was met before its first word, one bit each.
    pub(super) seen: u32,
    /// What comes after its last word, one bit each.
    pub(super) ahead: u32,
    /// How it ends.
    pub(super) ending: u32,
    /// Its first word.
    pub(super) start: usize,
    /// The word after its last.
    pub(super) end: usize,
}

/// What the place of a word shows.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct WordContext {
    pub(super) quote: Inside,
    pub(super) bracket: Inside,
    pub(super) emphasis: Inside,
    /// Words since the last strong stop.
    pub(super) since_stop: u32,
    /// Strong stops before.
    pub(super) sentence: u32,
    /// The chunk of the word, by its place in [`Contexts::chunks`].
    pub(super) chunk: usize,
    /// Where in the chunk: first, inside, last, only word.
    pub(super) in_chunk: u32,
    /// What was met before the word, one bit each.
    pub(super) seen: u32,
    /// What comes after the word, one bit each.
    pub(super) ahead: u32,
}

/// The contexts of the words of one reference.
#[derive(Debug, Default)]
pub(super) struct Contexts {
    pub(super) words: Vec<WordContext>,
    pub(super) chunks: Vec<Chunk>,
}

impl Contexts {
    pub(super) fn read(text: &Flat, spans: &[Span], words: &[Word]) -> Self {
        let mut contexts = Self { words: vec![WordContext::default(); words.len()], chunks: Vec::new() };
        contexts.mark_pairs(words, |word| (word.opens_quote, word.closes_quote), |context| &mut context.quote);
        contexts.mark_pairs(words, |word| (word.opens_bracket, word.closes_bracket), |context| &mut context.bracket);
        contexts.mark_emphasis(text, spans);
        contexts.count_stops(words);
        contexts.cut_chunks(words);
        contexts.look_around(words);
        contexts
    }

    /// Fills in whether each word lies in a pair; a pair that is never closed is none.
    fn mark_pairs(
        &mut self,
        words: &[Word],
        pair: fn(&Word) -> (bool, bool),
        place: fn(&mut WordContext) -> &mut Inside,
    ) {
        let mut open = None;
        for (at, word) in words.iter().enumerate() {
            let (opens, closes) = pair(word);
            if opens && open.is_none() {
                open = Some(at);
            }
            if let Some(start) = open.filter(|_| closes) {
                self.fill(start, at, place);
                open = None;
            }
        }
    }

    fn fill(&mut self, start: usize, end: usize, place: fn(&mut WordContext) -> &mut Inside) {
        for (at, context) in self.words.iter_mut().enumerate().take(end + 1).skip(start) {
            *place(context) = match (at == start, at == end) {
                (true, true) => Inside::Alone,
                (true, false) => Inside::First,
                (false, true) => Inside::Last,
                (false, false) => Inside::Within,
            };
        }
    }

    fn mark_emphasis(&mut self, text: &Flat, spans: &[Span]) {
        let mut marks = text.marks.iter().filter(|mark| mark.kind == MarkKind::Emphasis).peekable();
        let (mut end, mut start) = (0, None);
        for (at, span) in spans.iter().enumerate() {
            let before = end;
            while let Some(mark) = marks.next_if(|mark| mark.span.start < span.end) {
                end = end.max(mark.span.end);
            }
            let inside = end > span.start;
            if let Some(first) = start.filter(|_| !inside || before <= span.start) {
                self.fill(first, at - 1, |context| &mut context.emphasis);
                start = None;
            }
            if inside && start.is_none() {
                start = Some(at);
            }
        }
        if let Some(first) = start {
            self.fill(first, spans.len() - 1, |context| &mut context.emphasis);
        }
    }

    fn count_stops(&mut self, words: &[Word]) {
        let (mut since, mut sentence) = (0, 0);
        for (context, word) in self.words.iter_mut().zip(words) {
            context.since_stop = since;
            context.sentence = sentence;
            since += 1;
            if is_strong(word.ending) {
                since = 0;
                sentence += 1;
            }
        }
    }

    fn cut_chunks(&mut self, words: &[Word]) {
        let mut start = 0;
        for at in 0..words.len() {
            let next = words.get(at + 1);
            let opens = next.is_some_and(|word| word.opens_quote || word.opens_bracket);
            let quoted = matches!(self.words[at].quote, Inside::First | Inside::Within);
            if next.is_none() || opens || ends_chunk(words[at].ending, quoted) || self.leaves_emphasis(at) {
                self.close_chunk(words, start, at + 1);
                start = at + 1;
            }
        }
    }

    fn leaves_emphasis(&self, at: usize) -> bool {
        let ends = matches!(self.words[at].emphasis, Inside::Last | Inside::Alone);
        let begins = self.words.get(at + 1).is_some_and(|c| matches!(c.emphasis, Inside::First | Inside::Alone));
        ends || begins
    }

    fn close_chunk(&mut self, words: &[Word], start: usize, end: usize) {
        let number = self.chunks.len();
        for (at, context) in self.words.iter_mut().enumerate().take(end).skip(start) {
            context.chunk = number;
            context.in_chunk = u32::from(at == start) | u32::from(at + 1 == end) << 1;
        }
        let inside = &words[start..end];
        self.chunks.push(Chunk {
            kind: kind_of(inside),
            cues: inside.iter().fold(0, |cues, word| cues | word.cues) & cues::TELLING,
            names: inside.iter().fold(0, |names, word| names | word.names),
            first: inside.first().map_or(0, |word| word.folded),
            markup: markup(&self.words[start]),
            ending: inside.last().map_or(0, |word| word.ending as u32),
            start,
            end,
            ..Chunk::default()
        });
    }

    /// What came before each word, and what comes after.
    fn look_around(&mut self, words: &[Word]) {
        let mut seen = 0;
        for (context, word) in self.words.iter_mut().zip(words) {
            context.seen = seen;
            seen |= met(context, word);
        }
        let mut ahead = 0;
        for (context, word) in self.words.iter_mut().zip(words).rev() {
            context.ahead = ahead;
            ahead |= met(context, word);
        }
        for chunk in &mut self.chunks {
            chunk.seen = self.words[chunk.start].seen;
            chunk.ahead = self.words[chunk.end - 1].ahead;
        }
    }

    /// The chunk `by` places after (or before) that of a word.
    pub(super) fn chunk(&self, at: usize, by: isize) -> Chunk {
        let number = self.words.get(at).and_then(|context| context.chunk.checked_add_signed(by));
        number.and_then(|number| self.chunks.get(number)).copied().unwrap_or_default()
    }

    /// How many words are left in the chunk of a word, and how many came before it there.
    pub(super) fn in_chunk(&self, at: usize) -> (usize, usize) {
        let chunk = self.chunk(at, 0);
        (at.saturating_sub(chunk.start), chunk.end.saturating_sub(at + 1))
    }
}

fn markup(context: &WordContext) -> u32 {
    [context.quote, context.bracket, context.emphasis]
        .into_iter()
        .fold(0, |bits, inside| bits << 1 | u32::from(inside != Inside::No))
}

fn is_strong(ending: Ending) -> bool {
    matches!(
        ending,
        Ending::Stop | Ending::Question | Ending::Quote | Ending::QuoteComma | Ending::QuoteStop | Ending::BracketStop
    )
}

fn ends_chunk(ending: Ending, quoted: bool) -> bool {
    match ending {
        Ending::Bare | Ending::Abbreviation | Ending::Initial | Ending::Start | Ending::Dash => false,
        Ending::Comma => !quoted,
        _ => true,
    }
}

fn met(context: &WordContext, word: &Word) -> u32 {
    let year = matches!(word.number, Number::Year | Number::YearLetter | Number::YearRange);
    u32::from(year)
        | u32::from(matches!(context.quote, Inside::Last | Inside::Alone)) << 1
        | u32::from(matches!(context.emphasis, Inside::Last | Inside::Alone)) << 2
        | u32::from(word.cues & cues::IN != 0) << 3
        | u32::from(word.cues & cues::EDITOR != 0) << 4
        | u32::from(word.cues & cues::PAGE != 0 || word.number == Number::Pages || word.number == Number::Range) << 5
        | u32::from(matches!(context.bracket, Inside::Last | Inside::Alone) && year) << 6
        | u32::from(matches!(word.number, Number::Url | Number::Doi)) << 7
}

/// Length, capitals, initials and numbers of a stretch.
fn kind_of(words: &[Word]) -> u32 {
    let length = match words.len() {
        0..=3 => words.len() as u32,
        4..=6 => 4,
        7..=12 => 5,
        _ => 6,
    };
    let content = |word: &&Word| word.cues & cues::FUNCTION == 0;
    let capital = words.iter().filter(content).filter(|w| matches!(w.case, Case::Capital | Case::Capitals)).count();
    let lower = words.iter().filter(content).filter(|w| w.case == Case::Lower).count();
    let initial = words.iter().any(|w| matches!(w.case, Case::Initial | Case::Initials));
    let capitals = u32::from(capital > 0) + 2 * u32::from(lower > 0) + 4 * u32::from(initial);
    let number = words.iter().map(|word| number_kind(word.number)).max().unwrap_or_default();
    finish(mix(mix(mix(SEED, length), capitals), number))
}

fn number_kind(number: Number) -> u32 {
    match number {
        Number::None | Number::RomanLower | Number::RomanLetter => 0,
        Number::Roman | Number::Ordinal => 1,
        Number::Range | Number::Follow | Number::Pages => 3,
        Number::Year | Number::YearLetter | Number::YearRange => 4,
        Number::Url | Number::Doi => 5,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagging::words;
    use crate::text::Mark;

    fn contexts(flat: &Flat) -> Contexts {
        let spans = words(&flat.text);
        let read: Vec<Word> = spans.iter().map(|span| Word::read(span.of(&flat.text), &mut String::new())).collect();
        Contexts::read(flat, &spans, &read)
    }

    #[test]
    fn words_know_whether_they_are_quoted() {
        let contexts = contexts(&Flat::verbatim("Wells, ‘On Hats’, 1996.", 0));
        let quotes: Vec<Inside> = contexts.words.iter().map(|word| word.quote).collect();
        assert_eq!(quotes, [Inside::No, Inside::First, Inside::Last, Inside::No]);
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_opens_nothing() {
        let contexts = contexts(&Flat::verbatim("Wells, ‘On Hats, 1996.", 0));
        assert!(contexts.words.iter().all(|word| word.quote == Inside::No));
    }

    #[test]
    fn italics_come_from_the_markup() {
        let mut flat = Flat::verbatim("Wells, On Hats, 1996.", 0);
        let span = Span::new(7, 14);
        flat.marks = vec![Mark { span, outer: span, kind: MarkKind::Emphasis }];
        let emphasis: Vec<Inside> = contexts(&flat).words.iter().map(|word| word.emphasis).collect();
        assert_eq!(emphasis, [Inside::No, Inside::First, Inside::Last, Inside::No]);
    }

    #[test]
    fn a_year_is_seen_by_those_after_it_and_ahead_of_those_before() {
        let contexts = contexts(&Flat::verbatim("Wells 1996, Hats", 0));
        assert_eq!(contexts.words.iter().map(|word| word.seen & 1).collect::<Vec<_>>(), [0, 0, 1]);
        assert_eq!(contexts.words.iter().map(|word| word.ahead & 1).collect::<Vec<_>>(), [1, 0, 0]);
    }

    #[test]
    fn chunks_end_at_punctuation_but_not_after_initials() {
        let contexts = contexts(&Flat::verbatim("J. Wells, On Hats (Leeds: Stone, 1996)", 0));
        let chunks: Vec<usize> = contexts.words.iter().map(|word| word.chunk).collect();
        assert_eq!(chunks, [0, 0, 1, 1, 2, 3, 4]);
    }
}
