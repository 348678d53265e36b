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
mod roles;
mod styled;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Parser;

use example::Example;
use held::Held;
use labelled::Habit;
use learner::{Learner, Settings};
use rendered::Rendered;

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
    let (examples, measured) = gather(&arguments.data)?;
    eprintln!("{} examples", examples.len());
    if let Some(folder) = arguments.write_held {
        return write_held(&folder, &measured);
    }
    if let Some(every) = arguments.show {
        examples.iter().step_by(every).for_each(|example| println!("{}", example.show()));
        return Ok(());
    }
    let model = Learner::learn(&examples, settings).write(arguments.least);
    eprintln!("{} bytes", model.len());
    Ok(std::fs::write(&arguments.out, model)?)
}

/// All that the shipped model learns from, and the references that are kept out to measure it.
fn gather(data: &Path) -> Result<(Vec<Example>, Vec<Rendered>)> {
    let mut examples = corpora(data)?;
    for ours in [include_str!("footnotes.txt"), include_str!("kinds.txt")] {
        examples.extend(footnotes::read(ours));
    }
    let mut held = Held::read(&data.join("pool/held-titles.txt"))?;
    let (learnt, measured) = held.split(rendered::references(&data.join("rendered/train-styles"))?);
    examples.extend(rendered::examples(&learnt));
    let pool = data.join("pool/records.jsonl");
    let linked_books = labelled::read(&data.join("references/train/linkedbooks.xml"))?;
    let mut generator = generate::Generator::new(&pool, &linked_books, &held)?;
    examples.extend(generator.examples(45));
    examples.extend(generator.notes(1500));
    examples.extend(styled::examples(&pool, &held, 60)?);
    examples.extend(rendered::documents(&data.join("rendered/docs"), 30, &held)?);
    Ok((examples, measured))
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
