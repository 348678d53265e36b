//! What is seen of the sentence that a word stands in: how long it is, how much of it is plain lower-case words, what a reference would have.

use crate::tagging::context::{Inside, WordContext};
use crate::tagging::cues;
use crate::tagging::word::{Case, Ending, Number, Opening, Word};

/// What a sentence or a clause between semicolons shows.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sentence {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Marks of a reference in it, one bit each: a year, a page cue, another number, a quotation, italics, a link, a roman number.
    pub(super) evidence: u32,
    /// The longest run of lower-case words, in steps.
    pub(super) longest_run: u32,
    /// How many lower-case words of each eight words there are.
    pub(super) lower: u32,
    /// The first word, folded.
    pub(super) first: u32,
}

/// The sentence of each word, and the runs of lower-case words.
#[derive(Debug, Default)]
pub(super) struct Sentences {
    pub(super) list: Vec<Sentence>,
    /// The sentence of each word, by its place in `list`.
    pub(super) of_word: Vec<usize>,
    /// The length of the run of lower-case words that each word stands in, in steps.
    pub(super) runs: Vec<u32>,
    /// Marks of a reference met in the sentence before each word.
    pub(super) met: Vec<u32>,
}

impl Sentences {
    pub(super) fn read(words: &[Word], contexts: &[WordContext], linked: &[bool]) -> Self {
        let runs = runs(words);
        let mut sentences = Self { runs: runs.iter().map(|run| step(*run)).collect(), ..Self::default() };
        let mut start = 0;
        for at in 0..words.len() {
            if at + 1 == words.len() || ends(words, contexts, at) {
                sentences.close(start, at + 1, words, contexts, linked, &runs);
                start = at + 1;
            }
        }
        sentences
    }

    fn close(
        &mut self,
        start: usize,
        end: usize,
        words: &[Word],
        contexts: &[WordContext],
        linked: &[bool],
        runs: &[usize],
    ) {
        let mut evidence = 0;
        for at in start..end {
            self.of_word.push(self.list.len());
            self.met.push(evidence);
            evidence |= marks(&words[at], &contexts[at], linked[at]);
        }
        let lower = words[start..end].iter().filter(|word| is_plain(word)).count();
        self.list.push(Sentence {
            start,
            end,
            evidence,
            longest_run: step(runs[start..end].iter().copied().max().unwrap_or_default()),
            lower: (lower * 8 / (end - start)) as u32,
            first: words[start].folded,
        });
    }

    /// The sentence `by` places after (or before) that of a word.
    pub(super) fn at(&self, word: usize, by: isize) -> Sentence {
        let number = self.of_word.get(word).and_then(|number| number.checked_add_signed(by));
        number.and_then(|number| self.list.get(number)).copied().unwrap_or_default()
    }
}

/// True if a sentence or a clause ends with the word, or with the colon before a quotation. A full stop after three letters or fewer is taken for that of an abbreviation, unless
/// a quotation or a bracket ends there, too.
fn ends(words: &[Word], contexts: &[WordContext], at: usize) -> bool {
    let quoted = matches!(contexts[at].quote, Inside::First | Inside::Within);
    let opens = matches!(words[at + 1].opening, Opening::Lower | Opening::Number);
    match words[at].ending {
        Ending::Semicolon => !quoted,
        Ending::Colon => !quoted && words[at + 1].opens_quote,
        Ending::Stop => !quoted && !opens && !(1..=3).contains(&words[at].letters),
        Ending::Question | Ending::QuoteStop | Ending::BracketStop => !quoted && !opens,
        _ => false,
    }
}

/// A lower-case word that announces no part of a reference.
fn is_plain(word: &Word) -> bool {
    word.case == Case::Lower && word.cues & !cues::FUNCTION & cues::TELLING == 0
}

/// The length of the run of lower-case words that each word stands in; 0 for other words. Punctuation but commas and dashes ends a run.
fn runs(words: &[Word]) -> Vec<usize> {
    let mut runs = vec![0; words.len()];
    let mut start = 0;
    for at in 0..=words.len() {
        let inside = words.get(at).is_some_and(is_plain);
        let broken = at > 0 && !matches!(words[at - 1].ending, Ending::Bare | Ending::Comma | Ending::Dash);
        if !inside || broken {
            runs[start..at].fill(at - start);
            start = if inside { at } else { at + 1 };
        }
    }
    runs
}

fn step(count: usize) -> u32 {
    match count {
        0..=4 => count as u32,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        _ => 8,
    }
}

fn marks(word: &Word, context: &WordContext, linked: bool) -> u32 {
    let year = matches!(word.number, Number::Year | Number::YearLetter | Number::YearRange);
    let roman = matches!(word.number, Number::Roman | Number::RomanLower);
    let other =
        !year && !roman && !matches!(word.number, Number::None | Number::RomanLetter | Number::Url | Number::Doi);
    u32::from(year)
        | u32::from(word.cues & cues::PAGE != 0) << 1
        | u32::from(other) << 2
        | u32::from(context.quote != Inside::No) << 3
        | u32::from(context.emphasis != Inside::No) << 4
        | u32::from(linked || matches!(word.number, Number::Url | Number::Doi)) << 5
        | u32::from(roman) << 6
}
