//! Chooses among the likeliest readings of a reference by what the chain of words cannot see: whether a title already has its container,
//! whether quotation marks close within one field, which fields there are and in which order.
//!
//! Each reading is described by some four hundred observations; the weight of each lies at the place that its hash gives. The weights are
//! learnt on references that the chain did not learn from (`examples/train/reranker.rs`).

use foldhash::HashMap;

use super::context::{Inside, WordContext};
use super::cues::{self, Cues};
use super::features::Observations;
use super::hash::{SEED, finish, mix};
use super::lattice::{PARTS, STATES};
use super::nbest::PartReading;
use super::part::Part;
use super::softmax::softmax;
use super::word::{Case, Ending, Number, Word};

/// How many readings are compared.
pub const RIVALS: usize = 8;

/// How much the score of the chain counts: it is surer of itself than it is right.
pub const TEMPER: f32 = 0.5;

/// How many weights there are.
pub const RERANKER_WEIGHTS: usize = 1 << 18;

/// The weights of the observations of readings.
#[derive(Debug, Default)]
pub(super) struct Reranker<'a> {
    weights: &'a [u8],
    scale: f32,
}

impl<'a> Reranker<'a> {
    /// Takes the weights off the beginning of some bytes.
    pub(super) fn read(bytes: &'a [u8], scale: f32) -> Option<Self> {
        bytes.get(..RERANKER_WEIGHTS).map(|weights| Self { weights, scale })
    }

    /// The probability of each of some readings, as if there were no others.
    pub(super) fn probabilities(&self, seen: &Observations, readings: &[PartReading]) -> Vec<f32> {
        // Most readings differ in two or three runs; what they share is looked up once.
        let mut known: HashMap<RunSetting, i32> = HashMap::default();
        let mut found = Vec::new();
        let scores = readings.iter().map(|reading| {
            let runs = runs(&reading.states);
            let of_runs = settings(&runs).map(|setting| {
                *known.entry(setting).or_insert_with(|| {
                    found.clear();
                    Place { seen, setting }.observe(&mut found);
                    self.sum(&found)
                })
            });
            let of_runs: i32 = of_runs.sum();
            found.clear();
            observe_whole(&runs, &mut found);
            reading.score * TEMPER + (of_runs + self.sum(&found)) as f32 * self.scale
        });
        softmax(&scores.collect::<Vec<_>>())
    }

    fn sum(&self, found: &[u32]) -> i32 {
        found.iter().map(|at| self.weights.get(*at as usize).map_or(0, |weight| i32::from(weight.cast_signed()))).sum()
    }
}

/// The bytes of some weights, with their scale.
pub(super) fn write_reranker(weights: &[f32]) -> (Vec<u8>, f32) {
    let top = weights.iter().fold(0f32, |top, weight| top.max(weight.abs()));
    let scale = top.max(f32::MIN_POSITIVE) / 127.0;
    let mut bytes: Vec<u8> = weights.iter().map(|weight| ((weight / scale).round() as i8).cast_unsigned()).collect();
    bytes.resize(RERANKER_WEIGHTS, 0);
    (bytes, scale)
}

/// A run of words of one part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Run {
    part: Part,
    from: usize,
    to: usize,
}

/// A run with what is seen of the runs around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct RunSetting {
    run: Run,
    /// The parts of the runs before it, after it and after that.
    before: Option<Part>,
    after: Option<Part>,
    beyond: Option<Part>,
    /// How many runs of its part stand before it, up to three.
    count: u32,
    /// How many runs stand before it, up to six, and from it to the end, up to four.
    place: [u32; 2],
}

fn runs(states: &[usize]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (at, state) in states.iter().enumerate() {
        let part = Part::from_index(state % PARTS);
        match runs.last_mut() {
            Some(last) if *state >= PARTS && last.part == part => last.to = at + 1,
            _ => runs.push(Run { part, from: at, to: at + 1 }),
        }
    }
    runs
}

/// The runs, each with what is around it.
fn settings(runs: &[Run]) -> impl Iterator<Item = RunSetting> {
    let mut counts = [0u32; PARTS];
    let part = |at: Option<usize>| at.and_then(|at| runs.get(at)).map(|run| run.part);
    runs.iter().enumerate().map(move |(at, run)| {
        let count = &mut counts[run.part.index()];
        *count += 1;
        RunSetting {
            run: *run,
            before: part(at.checked_sub(1)),
            after: part(Some(at + 1)),
            beyond: part(Some(at + 2)),
            count: (*count - 1).min(3),
            place: [at.min(6) as u32, (runs.len() - at).min(4) as u32],
        }
    })
}

/// Adds the places of the weights of what is seen of a reading.
pub fn observe_reading(seen: &Observations, states: &[usize], found: &mut Vec<u32>) {
    let runs = runs(states);
    settings(&runs).for_each(|setting| Place { seen, setting }.observe(found));
    observe_whole(&runs, found);
}

/// The parts whose presence is looked at together.
const MAIN: [Part; 14] = [
    Part::Author,
    Part::Title,
    Part::ContainerTitle,
    Part::Journal,
    Part::Editor,
    Part::Publisher,
    Part::Location,
    Part::Volume,
    Part::Issue,
    Part::Pages,
    Part::Date,
    Part::CollectionTitle,
    Part::Genre,
    Part::Url,
];

/// What is seen of the fields as a whole: which there are, which two of them, in which order.
fn observe_whole(runs: &[Run], found: &mut Vec<u32>) {
    let mut counts = [0u32; PARTS];
    runs.iter().for_each(|run| counts[run.part.index()] += 1);
    let has = |part: Part| u32::from(counts[part.index()] > 0);
    let present = MAIN.iter().fold(0, |set, part| set << 1 | has(*part));
    found.push(place_of(100, 0, &[present]));
    for (at, one) in MAIN.iter().enumerate() {
        found.push(place_of(101, 0, &[at as u32, counts[one.index()].min(3)]));
        let pairs = MAIN.iter().enumerate().skip(at + 1);
        found.extend(pairs.map(|(other, part)| place_of(102, 0, &[at as u32, other as u32, has(*one), has(*part)])));
    }
    let order = runs.iter().filter(|run| MAIN.contains(&run.part)).take(12);
    let order = order.fold(SEED, |hash, run| mix(hash, run.part as u32));
    found.push(place_of(103, 0, &[finish(order)]));
    let texts = runs.iter().filter(|run| is_text(run.part)).take(8);
    let texts = texts.fold(SEED, |hash, run| mix(hash, run.part as u32));
    found.push(place_of(104, 0, &[finish(texts), has(Part::Pages), has(Part::Volume)]));
}

/// Parts made of words, whose limits are hardest to tell.
fn is_text(part: Part) -> bool {
    use Part::{Author, CollectionTitle, ContainerTitle, Editor, Journal, Location, Note, Publisher, Title};
    matches!(part, Author | CollectionTitle | ContainerTitle | Editor | Journal | Location | Note | Publisher | Title)
}

/// Where the weight of an observation of a part lies.
fn place_of(template: u32, part: u32, values: &[u32]) -> u32 {
    let hash = finish(values.iter().fold(mix(mix(SEED, template), part), |hash, value| mix(hash, *value)));
    hash % RERANKER_WEIGHTS as u32
}

/// A run of words among its neighbours.
struct Place<'a> {
    seen: &'a Observations,
    setting: RunSetting,
}

impl Place<'_> {
    fn observe(&self, found: &mut Vec<u32>) {
        let RunSetting { run, before, after, beyond, count, place: [at, left] } = self.setting;
        let part = run.part as u32;
        let [before, after, beyond] = [before, after, beyond].map(|part| part.map_or(PARTS as u32, |part| part as u32));
        let opening =
            run.from.checked_sub(1).map_or(Ending::Start as u32, |before| self.seen.words[before].ending as u32);
        let closing = self.last().ending as u32;
        let (first_cues, tail_cues) = (both(self.cues(run.from)), both(self.cues(self.tail())));
        let (length, stops, names) = (self.length(), self.stops(), self.names());
        let (quotes, emphasis, capitals, numbers) = (self.quotes(), self.emphasis(), self.capitals(), self.numbers());
        let (first, last) = (self.first().folded, self.last().folded);
        let [case, next_case] = [run.from, run.to].map(|at| self.case(at));
        let function = self.first().cues as u32 & cues::FUNCTION as u32;
        let mut template = 0;
        let mut add = |values: &[u32]| {
            found.push(place_of(template, part, values));
            template += 1;
        };
        // Its neighbours and the marks between.
        add(&[before, after]);
        add(&[before, opening]);
        add(&[after, closing]);
        add(&[before, opening, after, closing]);
        // Its length, its words and what they announce.
        add(&[length, stops]);
        add(&[first]);
        add(&[last]);
        add(&[quotes, self.is_open()]);
        add(&[emphasis]);
        add(&[first_cues]);
        add(&[tail_cues, u32::from(self.tail() > run.from)]);
        add(&[capitals, length.min(4)]);
        add(&[numbers, length.min(3)]);
        add(&[names, length.min(4)]);
        add(&[self.edges()]);
        // Where it stands.
        add(&[at, left]);
        add(&[count, before]);
        // Some of these together.
        add(&[case, function, opening]);
        add(&[self.tail_length(), stops, after]);
        add(&[before, opening, after, closing, stops]);
        add(&[emphasis, quotes, after, closing]);
        add(&[length, opening, closing, stops]);
        add(&[first, before, opening]);
        add(&[last, after, closing]);
        add(&[first_cues, after]);
        add(&[first_cues, before]);
        add(&[both(self.next_cues()), next_case, closing]);
        add(&[names, before, after]);
        add(&[numbers, before, after, closing]);
        add(&[case, next_case, closing, opening]);
        add(&[capitals, stops, self.edges()]);
        add(&[self.is_open(), after, quotes]);
        add(&[before, beyond, after]);
    }

    fn words(&self) -> &[Word] {
        &self.seen.words[self.setting.run.from..self.setting.run.to]
    }

    fn contexts(&self) -> &[WordContext] {
        &self.seen.contexts[self.setting.run.from..self.setting.run.to]
    }

    /// What the word after it announces.
    fn next_cues(&self) -> Cues {
        self.seen.words.get(self.setting.run.to).map_or(0, |word| word.cues)
    }

    /// How a word is written; 99 after the last.
    fn case(&self, at: usize) -> u32 {
        self.seen.words.get(at).map_or(99, |word| word.case as u32)
    }

    fn first(&self) -> &Word {
        &self.seen.words[self.setting.run.from]
    }

    fn last(&self) -> &Word {
        &self.seen.words[self.setting.run.to - 1]
    }

    fn length(&self) -> u32 {
        match self.setting.run.to - self.setting.run.from {
            length @ 0..=4 => length as u32,
            5..=6 => 5,
            7..=9 => 6,
            10..=15 => 7,
            16..=30 => 8,
            _ => 9,
        }
    }

    /// How many stops and commas stand inside.
    fn stops(&self) -> u32 {
        let inside = &self.words()[..self.words().len() - 1];
        let count = |fits: fn(Ending) -> bool| inside.iter().filter(|word| fits(word.ending)).count().min(2) as u32;
        let strong =
            count(|ending| matches!(ending, Ending::Stop | Ending::Question | Ending::QuoteStop | Ending::BracketStop));
        let commas = count(|ending| matches!(ending, Ending::Comma | Ending::QuoteComma | Ending::BracketComma));
        strong * 9 + commas * 3 + count(|ending| matches!(ending, Ending::Colon | Ending::Semicolon))
    }

    /// The first word after the last mark inside.
    fn tail(&self) -> usize {
        let ends =
            |word: &Word| !matches!(word.ending, Ending::Bare | Ending::Initial | Ending::Abbreviation | Ending::Dash);
        let inside = &self.words()[..self.words().len() - 1];
        inside.iter().rposition(ends).map_or(self.setting.run.from, |last| self.setting.run.from + last + 1)
    }

    fn tail_length(&self) -> u32 {
        (self.setting.run.to - self.tail()).min(6) as u32
    }

    fn quotes(&self) -> u32 {
        let contexts = self.contexts();
        contexts[0].quote as u32 * 5 + contexts[contexts.len() - 1].quote as u32
    }

    /// Whether more quotation marks and brackets open inside than close.
    fn is_open(&self) -> u32 {
        let count = |fits: fn(&Word) -> bool| self.words().iter().filter(|word| fits(word)).count();
        let quotes = count(|word| word.opens_quote).cmp(&count(|word| word.closes_quote)) as i32 + 1;
        let brackets = count(|word| word.opens_bracket).cmp(&count(|word| word.closes_bracket)) as i32 + 1;
        (quotes * 3 + brackets) as u32
    }

    /// Whether it begins and ends in italics, wholly or in part, and whether the reference has any.
    fn emphasis(&self) -> u32 {
        let is_in = |context: &WordContext| context.emphasis != Inside::No;
        let contexts = self.contexts();
        let [first, last] = [&contexts[0], &contexts[contexts.len() - 1]].map(|context| context.emphasis as u32);
        let all = u32::from(contexts.iter().all(is_in)) + 2 * u32::from(contexts.iter().any(is_in));
        (first * 5 + last) * 8 + all * 2 + u32::from(self.seen.contexts.iter().any(is_in))
    }

    fn cues(&self, from: usize) -> Cues {
        self.seen.words[from..self.setting.run.to].iter().fold(0, |cues, word| cues | word.cues) & cues::TELLING
    }

    /// How the words of content are written.
    fn capitals(&self) -> u32 {
        let content =
            || self.words().iter().filter(|word| word.cues & cues::FUNCTION == 0 && word.case != Case::Digits);
        let count = |fits: fn(Case) -> bool| content().filter(|word| fits(word.case)).count();
        let (all, capital) = (content().count(), count(|case| matches!(case, Case::Capital | Case::Capitals)));
        let share = (capital * 3).checked_div(all).map_or(4, |share| share as u32);
        share * 4 + count(|case| matches!(case, Case::Initial | Case::Initials)).min(3) as u32
    }

    /// Which kinds of number there are.
    fn numbers(&self) -> u32 {
        let kind = |word: &Word| match word.number {
            Number::None | Number::RomanLower | Number::RomanLetter => 0,
            Number::Year | Number::YearLetter | Number::YearRange => 1,
            Number::Range | Number::Follow | Number::Pages => 2,
            Number::Url | Number::Doi => 4,
            _ => 8,
        };
        self.words().iter().fold(0, |kinds, word| kinds | kind(word))
    }

    fn names(&self) -> u32 {
        let words = self.words();
        let any = words.iter().fold(0, |names, word| names | word.names);
        any | self.last().names << 4
    }

    /// Whether the run begins and ends where stretches between two marks do.
    fn edges(&self) -> u32 {
        let chunk = |at: usize| self.seen.contexts.get(at).map(|context| context.chunk);
        let starts =
            self.setting.run.from.checked_sub(1).is_none_or(|before| chunk(before) != chunk(self.setting.run.from));
        let ends = chunk(self.setting.run.to) != chunk(self.setting.run.to - 1);
        u32::from(starts) * 2 + u32::from(ends)
    }
}

fn both(cues: Cues) -> u32 {
    finish(mix(mix(SEED, cues as u32), (cues >> 32) as u32))
}

const _: () = assert!(STATES == 2 * PARTS);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Flat;

    #[test]
    fn a_run_ends_where_a_part_begins_or_another_goes_on() {
        let [author, title] = [Part::Author, Part::Title].map(Part::index);
        let found = runs(&[author, PARTS + author, title, title, PARTS + author]);
        let found: Vec<_> = found.iter().map(|run| (run.part, run.from, run.to)).collect();
        let expected = [(Part::Author, 0, 2), (Part::Title, 2, 3), (Part::Title, 3, 4), (Part::Author, 4, 5)];
        assert_eq!(found, expected);
        let counts: Vec<u32> = settings(&runs(&[author, title, title])).map(|setting| setting.count).collect();
        assert_eq!(counts, [0, 0, 1]);
    }

    #[test]
    fn what_is_seen_of_a_reading_alone_speaks_for_it() {
        let seen = Observations::of(&Flat::verbatim("Reed Salt", 0));
        let reading = |parts: [Part; 2]| PartReading { states: parts.map(Part::index).to_vec(), score: 1.0 };
        let readings = [reading([Part::Author, Part::Title]), reading([Part::Author, Part::Publisher])];
        let observed = readings.each_ref().map(|reading| {
            let mut found = Vec::new();
            observe_reading(&seen, &reading.states, &mut found);
            found
        });
        let alone = observed[1].iter().find(|at| !observed[0].contains(at)).copied().unwrap();
        let choose = |weight: f32| {
            let mut weights = vec![0.0; RERANKER_WEIGHTS];
            weights[alone as usize] = weight;
            let (bytes, scale) = write_reranker(&weights);
            Reranker::read(&bytes, scale).unwrap().probabilities(&seen, &readings)
        };
        assert!((choose(0.0)[0] - 0.5).abs() < 1e-3);
        assert!(choose(2.0)[1] > 0.8 && choose(-2.0)[1] < 0.2);
    }
}
