//! Learns the model that `src/tagging/model.bin` holds, and cross-validates it. See `docs/training.md`.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program that reports what it does")]

mod compose;
mod example;
mod folds;
mod footnotes;
mod generate;
mod held;
mod html;
mod labelled;
mod learner;
mod measure;
mod notes;
mod ranking;
mod rendered;
mod reranker;
mod roles;
mod styled;

use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::thread::ScopedJoinHandle;

use anyhow::{Context, Result};
use clap::Parser;
use ibid::tagging::{Model, with_reranker};

use example::Example;
use held::Held;
use labelled::Habit;
use learner::{Learner, Settings};
use rendered::Rendered;
use reranker::Trial;

/// Learns how to label the words of references.
#[derive(Parser)]
struct Arguments {
    /// The folder with `references/`, `pool/` and `rendered/`.
    #[arg(long)]
    data: PathBuf,
    /// Where the model goes.
    #[arg(long, default_value = "src/tagging/model.bin")]
    out: PathBuf,
    /// Learn the note reader instead of the tagger of references.
    #[arg(long)]
    notes: bool,
    /// With `--notes`: leave out the works of this fold, from 0 to 4, measure on them, and write nothing.
    #[arg(long)]
    leave_out: Option<usize>,
    /// Learn the weights that tell which work a citation means.
    #[arg(long)]
    ranking: bool,
    /// Cross-validate on AnyStyle's core references instead.
    #[arg(long)]
    folds: bool,
    /// Only this fold.
    #[arg(long)]
    fold: Option<String>,
    /// Print every so many examples instead, with what is known of each word.
    #[arg(long)]
    show: Option<usize>,
    /// Write the references that are kept out of training to this folder instead.
    #[arg(long)]
    write_held: Option<PathBuf>,
    /// A folder where the chains of the folds are kept, and taken from.
    #[arg(long)]
    chains: Option<PathBuf>,
    /// Learn the reranker alone, and put it into the model that is there.
    #[arg(long)]
    only_reranker: bool,
    #[arg(long, default_value_t = 8)]
    epochs: usize,
    /// Runs that are averaged, at most four.
    #[arg(long, default_value_t = 4)]
    runs: usize,
    #[arg(long, default_value_t = 0.1)]
    rate: f32,
    #[arg(long, default_value_t = 0.3)]
    l1: f32,
    #[arg(long, default_value_t = 0.02)]
    l2: f32,
    #[arg(long, default_value_t = 0.3)]
    hidden: f32,
    #[arg(long, default_value_t = 3)]
    at_least: u8,
    /// Weights smaller than this are left out of the model.
    #[arg(long, default_value_t = 0.05)]
    least: f32,
}

/// One style of this many is kept out of training, to measure on.
const MEASURED: usize = 10;

/// What the tagger learns from is split into this many folds, to teach the reranker.
const FOLDS: usize = 5;

/// Where the model of the note reader goes.
const NOTE_MODEL: &str = "src/tagging/note/model.bin";

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let Arguments { epochs, runs, rate, l1, l2, hidden, at_least, .. } = arguments;
    let settings = Settings { epochs, runs, rate, l1, l2, hidden, at_least };
    let references = arguments.data.join("references");
    if arguments.ranking {
        return ranking::learn(&arguments.data);
    }
    if arguments.folds || arguments.fold.is_some() {
        let corpus = labelled::read(&references.join("train/anystyle-core.xml"))?;
        let folds = std::fs::read_to_string(references.join("dev/anystyle-core.10-folds.txt"))?;
        let folds: Vec<String> = folds.lines().map(str::to_owned).collect();
        let (words, whole) = folds::cross_validate(&corpus, &folds, settings, arguments.fold.as_deref());
        println!("mean: words {words:.2}, whole references {whole:.2}");
        return Ok(());
    }
    if arguments.notes {
        let notes = notes::Notes::gather(&arguments.data, arguments.leave_out)?;
        let model = roles::learn(&notes, settings, arguments.least);
        eprintln!("{} bytes", model.len());
        let read = ibid::tagging::note::NoteModel::read(&model).context("the model does not read back")?;
        measure::measure(&read, measure::runs(arguments.leave_out), arguments.show.is_some());
        return if arguments.leave_out.is_some() { Ok(()) } else { Ok(std::fs::write(NOTE_MODEL, model)?) };
    }
    if arguments.only_reranker {
        let reranker = reranker::learn(&trials(&arguments, settings)?);
        let model = with_reranker(&std::fs::read(&arguments.out)?, &reranker).context("this is no model")?;
        return Ok(std::fs::write(&arguments.out, model)?);
    }
    let Gathered { examples, measured, .. } = gather(&arguments.data, None)?;
    eprintln!("{} examples", examples.len());
    if let Some(folder) = arguments.write_held {
        return write_held(&folder, &measured);
    }
    if let Some(every) = arguments.show {
        examples.iter().step_by(every).for_each(|example| println!("{}", example.show()));
        return Ok(());
    }
    let reranker = reranker::learn(&trials(&arguments, settings)?);
    let model = Learner::learn(&examples, settings).write(arguments.least, &reranker);
    eprintln!("{} bytes", model.len());
    Ok(std::fs::write(&arguments.out, model)?)
}

/// The readings that the reranker learns to choose from: each fold is read by a chain that learnt from the others, two folds at a time.
fn trials(arguments: &Arguments, settings: Settings) -> Result<Vec<Trial>> {
    let mut trials = Vec::new();
    for first in (0..FOLDS).step_by(2) {
        let found: Vec<Result<Vec<Trial>>> = std::thread::scope(|scope| {
            let folds = first..FOLDS.min(first + 2);
            let running: Vec<_> =
                folds.map(|fold| scope.spawn(move || trials_of_fold(arguments, settings, fold))).collect();
            let join = |run: ScopedJoinHandle<'_, _>| run.join().unwrap_or_else(|panic| resume_unwind(panic));
            running.into_iter().map(join).collect()
        });
        for found in found {
            trials.extend(found?);
        }
    }
    Ok(trials)
}

fn trials_of_fold(arguments: &Arguments, settings: Settings, fold: usize) -> Result<Vec<Trial>> {
    let Gathered { examples, apart, .. } = gather(&arguments.data, Some(fold))?;
    let kept = arguments.chains.as_ref().map(|folder| folder.join(format!("{fold}.bin")));
    let chain = match kept.as_ref().filter(|kept| kept.exists()) {
        Some(kept) => std::fs::read(kept)?,
        None => Learner::learn(&examples, Settings { runs: 1, ..settings }).write(arguments.least, &[]),
    };
    if let Some(kept) = kept.filter(|kept| !kept.exists()) {
        std::fs::write(kept, &chain)?;
    }
    let chain = Model::read(&chain).context("the model does not read back")?;
    // Half of them are read without the stop at their end, as in notes.
    let apart = apart.into_iter().enumerate();
    let apart = apart.map(|(at, example)| if at % 2 == 0 { example.without_stop() } else { example });
    Ok(apart.filter_map(|example| Trial::of(&example, &chain)).collect())
}

/// What there is to learn from.
struct Gathered {
    examples: Vec<Example>,
    /// The fold that was named: no part of the examples.
    apart: Vec<Example>,
    /// The references that are kept out to measure the model.
    measured: Vec<Rendered>,
}

/// All that the shipped model learns from, without a fold if one is named, which is kept apart.
fn gather(data: &Path, fold: Option<usize>) -> Result<Gathered> {
    let mut examples = corpora(data)?;
    for ours in [include_str!("footnotes.txt"), include_str!("kinds.txt")] {
        examples.extend(footnotes::read(ours));
    }
    let mut held = Held::read(&data.join("pool/held-titles.txt"))?;
    let (mut learnt, measured) = held.split(rendered::references(&data.join("rendered/train-styles"))?, MEASURED, 0);
    let mut apart = Vec::new();
    if let Some(fold) = fold {
        let (kept, rest): (Vec<_>, Vec<_>) = examples.into_iter().enumerate().partition(|(at, _)| at % FOLDS == fold);
        examples = rest.into_iter().map(|(_, example)| example).collect();
        let (rest, references) = held.split(learnt, FOLDS, fold);
        learnt = rest;
        apart.extend(rendered::examples(&references));
        apart.extend(kept.into_iter().map(|(_, example)| example));
    }
    examples.extend(rendered::examples(&learnt));
    let pool = data.join("pool/records.jsonl");
    let linked_books = labelled::read(&data.join("references/train/linkedbooks.xml"))?;
    let mut generator = generate::Generator::new(&pool, &linked_books, &held)?;
    let documents = rendered::documents(&data.join("rendered/docs"), 30, &held)?;
    let made = [generator.examples(45), generator.notes(1500), styled::examples(&pool, &held, 60)?, documents];
    for (at, example) in made.into_iter().flatten().enumerate() {
        if fold.is_some_and(|fold| at % FOLDS == fold) { apart.push(example) } else { examples.push(example) }
    }
    Ok(Gathered { examples, apart, measured })
}

/// The corpora that others labelled.
fn corpora(data: &Path) -> Result<Vec<Example>> {
    let corpora = [
        ("anystyle-core", Habit::AnyStyle, 1),
        ("anystyle-good", Habit::Mixed, 1),
        ("grobid", Habit::AnyStyle, 1),
        ("linkedbooks", Habit::LinkedBooks, 1),
        ("linkedbooks-archival", Habit::LinkedBooks, 4),
    ];
    let mut examples = Vec::new();
    for (name, habit, every) in corpora {
        let corpus = labelled::read(&data.join(format!("references/train/{name}.xml")))?;
        examples.extend(corpus.iter().step_by(every).map(|reference| labelled::example(reference, habit)));
    }
    Ok(examples)
}

/// Writes the references that are kept out of training, as they look and as records.
fn write_held(folder: &Path, held: &[Rendered]) -> Result<()> {
    let lines = |line: fn(&Rendered) -> String| held.iter().map(|held| line(held) + "\n").collect::<String>();
    let folder = folder.join("references");
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("gold.jsonl"), lines(Rendered::gold))?;
    Ok(std::fs::write(folder.join("plain.txt"), lines(|held| held.text().to_owned()))?)
}
