//! Cross-validation: each part of a corpus labelled by a model that learnt from the other parts.

use ibid::tagging::{Model, Observations, PARTS, Part, best_path};
use ibid::text::Span;

use crate::example::Example;
use crate::labelled::{Habit, Labelled, example, join};
use crate::learner::{Learner, Settings};

/// Words and whole references with the right label, of all.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Score {
    pub(crate) words: usize,
    pub(crate) right_words: usize,
    pub(crate) references: usize,
    pub(crate) right_references: usize,
}

impl Score {
    fn add(&mut self, reference: &[Labelled], model: &Model) {
        let (text, spans) = join(reference);
        let labels = labels_of(&text, model);
        let (mut words, mut right) = (0, 0);
        for (span, (gold, _)) in spans.iter().zip(reference) {
            for word in words_in(&text, *span) {
                words += 1;
                right += usize::from(majority(&text, word, &labels) == gold);
            }
        }
        self.words += words;
        self.right_words += right;
        self.references += 1;
        self.right_references += usize::from(words == right);
    }

    /// Per cent of words and of references.
    pub(crate) fn rates(&self) -> (f64, f64) {
        let rate = |right: usize, all: usize| 100.0 * right as f64 / all.max(1) as f64;
        (rate(self.right_words, self.words), rate(self.right_references, self.references))
    }
}

/// The label of each stretch between two token limits.
fn labels_of(text: &str, model: &Model) -> Vec<(Span, &'static str)> {
    let seen = Observations::of(&ibid::text::Flat::verbatim(text, 0));
    let path = best_path(&model.emissions(&seen), &seen.boundaries, &model.transitions);
    let label = |state: &usize| Part::from_index(state % PARTS).label().as_str();
    seen.spans.iter().copied().zip(path.iter().map(label)).collect()
}

fn words_in(text: &str, span: Span) -> impl Iterator<Item = Span> {
    let words = span.of(text).split_whitespace().scan(span.start, |at, word| {
        let start = *at;
        *at += word.len() + 1;
        Some(Span::new(start, start + word.len()))
    });
    words.collect::<Vec<_>>().into_iter()
}

/// The label that most letters and digits of a word have; the first of equals.
fn majority(text: &str, word: Span, labels: &[(Span, &'static str)]) -> &'static str {
    let weight = |span: &Span| span.of(text).chars().filter(|c| c.is_alphanumeric()).count();
    let inside: Vec<_> = labels.iter().filter(|(span, _)| word.covers(*span)).collect();
    inside.iter().rev().max_by_key(|(span, _)| weight(span)).map_or("", |(_, label)| label)
}

/// Learns and scores fold by fold; `folds` names the fold of each reference. Gives the mean of the folds.
pub(crate) fn cross_validate(
    corpus: &[Vec<Labelled>],
    folds: &[String],
    settings: Settings,
    only: Option<&str>,
) -> (f64, f64) {
    let mut names: Vec<&String> = folds.iter().collect();
    names.sort();
    names.dedup();
    let mut rates = Vec::new();
    for name in names.into_iter().filter(|name| only.is_none_or(|only| *name == only)) {
        let in_fold = |inside: bool| {
            corpus.iter().zip(folds).filter(move |(_, fold)| (*fold == name) == inside).map(|(reference, _)| reference)
        };
        let examples: Vec<Example> = in_fold(false).map(|reference| example(reference, Habit::Plain)).collect();
        let bytes = Learner::learn(&examples, settings).write(0.0, &[]);
        let Some(model) = Model::read(&bytes) else { continue };
        let mut score = Score::default();
        in_fold(true).for_each(|reference| score.add(reference, &model));
        rates.push(score.rates());
        println!(
            "fold {name}: words {:.2}, whole references {:.2}, {} bytes",
            score.rates().0,
            score.rates().1,
            bytes.len()
        );
    }
    let mean = |rate: fn(&(f64, f64)) -> f64| rates.iter().map(rate).sum::<f64>() / rates.len().max(1) as f64;
    (mean(|rate| rate.0), mean(|rate| rate.1))
}
