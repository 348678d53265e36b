//! Learns what tells which work a citation means: the weights of `src/resolve/ranking.tsv`.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use anyhow::{Context, Result};
use ibid::resolve::learning::{FEATURES, Likeness, shares_by, table_with, weighed};
use ibid::resolve::{ResolutionInput, SourceId};
use ibid::{Analysis, Options, Source};
use serde_json::Value;

use crate::notes::{HELD_OUT, list};

/// Where the table of weights lies.
const TABLE: &str = "src/resolve/ranking.tsv";

/// A part of a note: text, and what it cites, if it cites anything.
struct Part {
    text: String,
    cited: Option<Cited>,
}

/// What a citation means.
#[derive(Clone, Copy, PartialEq)]
enum Cited {
    /// A work that was not cited before.
    New,
    /// The work of an earlier citation, by the number of its note and its own number, from 1.
    Before(usize, usize),
    /// It cannot be told.
    Open,
}

/// Notes that follow each other in one work.
struct Run {
    work: String,
    language: String,
    notes: Vec<Vec<Part>>,
}

/// A citation with its choices; one of them is right.
struct Case {
    work: String,
    choices: Vec<Likeness>,
    right: usize,
}

/// Learns the weights from the labelled notes and the rendered documents, says how well they do on works left out, and writes the table.
pub(crate) fn learn(data: &Path) -> Result<()> {
    let mut runs = labelled(include_str!("notes/books.txt"));
    runs.extend(labelled(include_str!("notes/modern.txt")));
    runs.retain(|run| !HELD_OUT.contains(&run.work.as_str()));
    runs.extend(rendered(&data.join("rendered/docs"), 30)?);
    let mut lost = 0;
    let cases: Vec<Case> = runs.iter().flat_map(|run| cases(run, &mut lost)).collect();
    println!("{} citations of {} runs; of {lost} more the work was not among the choices", cases.len(), runs.len());
    cross_validate(&cases);
    let all: Vec<&Case> = cases.iter().collect();
    std::fs::write(TABLE, table_with(&fit(&all))).context("the table of weights cannot be written")
}

/// The runs of a file of labelled notes.
fn labelled(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for line in text.lines() {
        if let Some(head) = line.strip_prefix("# ") {
            let mut cells = head.split(" | ").map(|cell| cell.trim().to_owned());
            let (work, language) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
            runs.push(Run { work, language, notes: Vec::new() });
        } else if let (Some((_, parts)), Some(run)) = (line.split_once('\t'), runs.last_mut()) {
            run.notes.push(parts.split('¦').filter_map(part).collect());
        }
    }
    runs
}

/// A part: its code, perhaps `+`, perhaps `=` with its source, a colon, and its text.
fn part(part: &str) -> Option<Part> {
    let (head, text) = part.split_once(':')?;
    let cites = head.starts_with(['w', 'i', 'd', 'o', 'l', 'c']) && !head.contains('+');
    let cited = cites.then(|| cited(head));
    Some(Part { text: text.to_owned(), cited })
}

fn cited(head: &str) -> Cited {
    let Some((_, source)) = head.split_once('=') else { return Cited::New };
    let (note, number) = source.split_once('#').unwrap_or((source, ""));
    match (note.parse(), number.parse()) {
        (Ok(0), _) if head.starts_with(['o', 'l']) => Cited::New,
        (Ok(note), Ok(number)) if note > 0 => Cited::Before(note, number),
        _ => Cited::Open,
    }
}

/// The first `count` rendered documents.
fn rendered(folder: &Path, count: usize) -> Result<Vec<Run>> {
    let document = |number: usize| {
        let gold = std::fs::read_to_string(folder.join(format!("dev-{number:03}.gold.json")))
            .context("no rendered documents")?;
        let gold: Value = serde_json::from_str(&gold)?;
        let notes = list(&gold["notes"]).iter().map(rendered_note).collect();
        let language = gold["lang"].as_str().and_then(|language| language.get(..2)).unwrap_or("en").to_owned();
        Ok(Run { work: format!("rendered {number}"), language, notes })
    };
    (1..=count).map(document).collect()
}

fn rendered_note(note: &Value) -> Vec<Part> {
    let text: Vec<char> = note["text"].as_str().unwrap_or_default().chars().collect();
    let between = |from: usize, to: usize| text[from.min(to)..to.min(text.len())].iter().collect::<String>();
    let number = |value: &Value| value.as_u64().unwrap_or_default() as usize;
    let mut parts = Vec::new();
    let mut at = 0;
    for citation in list(&note["citations"]) {
        let (start, end) = (number(&citation["start"]), number(&citation["end"]));
        let source = citation["source"].as_str().and_then(|source| source.split_once('#'));
        let cited = source.map_or(Cited::New, |(note, number)| match (note.parse(), number.parse()) {
            (Ok(note), Ok(number)) => Cited::Before(note, number),
            _ => Cited::Open,
        });
        parts.push(Part { text: between(at, start), cited: None });
        parts.push(Part { text: between(start, end), cited: Some(cited) });
        at = end;
    }
    parts.push(Part { text: between(at, text.len()), cited: None });
    parts
}

/// Where each citation stands and what it means, by its note and its own number.
type Gold = BTreeMap<(usize, usize), (std::ops::Range<usize>, Cited)>;

/// A run written as a Markdown post, with what its citations mean.
fn post(run: &Run) -> (String, Gold) {
    let mut text = String::new();
    (1..=run.notes.len()).for_each(|number| text.push_str(&format!("Sentence {number}.[^{number}]\n")));
    let mut gold = Gold::new();
    for (place, note) in run.notes.iter().enumerate() {
        text.push_str(&format!("\n[^{}]: ", place + 1));
        let mut number = 0;
        for part in note {
            let start = text.len();
            text.push_str(&part.text);
            if let Some(cited) = part.cited {
                number += 1;
                gold.insert((place + 1, number), (start..text.len(), cited));
            }
        }
        text.push('\n');
    }
    (text, gold)
}

/// The citations of a run that names or titles explain, each with the works it may mean and the one it does mean.
fn cases(run: &Run, lost: &mut usize) -> Vec<Case> {
    let (text, gold) = post(run);
    let options = Options { language: Some(run.language.clone()), ..Options::default() };
    let analysis = Analysis::of(&[Source::new("run.md", text)], &options);
    let mut found: HashMap<(usize, usize), usize> = HashMap::new();
    for (id, (range, _)) in &gold {
        let matches = |citation: &ibid::citation::Citation| {
            let (start, end) = (citation.span.start.max(range.start), citation.span.end.min(range.end));
            let longer = range.len().max(citation.span.end - citation.span.start);
            end > start && (end - start) * 2 >= longer
        };
        found.extend(analysis.citations.iter().position(matches).map(|index| (*id, index)));
    }
    let pins: HashMap<usize, SourceId> = gold.iter().filter_map(|(id, (_, cited))| pin(*id, *cited, &found)).collect();
    let evidence = ResolutionInput {
        document: &analysis.document,
        citations: &analysis.citations,
        references: &analysis.references,
        entries: &analysis.entries,
        profile: &analysis.profile,
        profile_named: false,
        pins: &pins,
    };
    let mut cases = Vec::new();
    for weighed in weighed(evidence) {
        let Some(&source) = pins.get(&weighed.citation) else { continue };
        let new = source == SourceId::Citation(weighed.citation);
        let right = if new { Some(weighed.works.len()) } else { weighed.works.iter().position(|work| *work == source) };
        match right {
            Some(right) => cases.push(Case { work: run.work.clone(), choices: weighed.choices, right }),
            None => *lost += 1,
        }
    }
    cases
}

/// What a citation of the program means by the labels.
fn pin(id: (usize, usize), cited: Cited, found: &HashMap<(usize, usize), usize>) -> Option<(usize, SourceId)> {
    let index = *found.get(&id)?;
    match cited {
        Cited::New => Some((index, SourceId::Citation(index))),
        Cited::Before(note, number) => Some((index, SourceId::Citation(*found.get(&(note, number))?))),
        Cited::Open => None,
    }
}

/// How well weights learnt from four fifths of the works do on the others.
fn cross_validate(cases: &[Case]) {
    const FOLDS: usize = 5;
    let works: Vec<&str> = cases.iter().fold(Vec::new(), |mut works, case| {
        if !works.contains(&case.work.as_str()) {
            works.push(&case.work);
        }
        works
    });
    let fold = |case: &Case| works.iter().position(|work| *work == case.work).unwrap_or_default() % FOLDS;
    let (mut right, mut given, mut wanted, mut hit) = (0, 0, 0, 0);
    let mut steps = [[0_usize; 2]; 10];
    for number in 0..FOLDS {
        let (held, seen): (Vec<&Case>, Vec<&Case>) = cases.iter().partition(|case| fold(case) == number);
        let weights = fit(&seen);
        for case in held {
            let shares = shares_by(&case.choices, &weights);
            let best = (0..shares.len()).max_by(|a, b| shares[*a].total_cmp(&shares[*b])).unwrap_or_default();
            let new = case.choices.len() - 1;
            let work = best != new && shares[best] > 0.5;
            right += usize::from(best == case.right);
            wanted += usize::from(case.right != new);
            given += usize::from(work);
            hit += usize::from(work && best == case.right);
            if work {
                let step = &mut steps[((shares[best] * 10.0) as usize).min(9)];
                step[0] += 1;
                step[1] += usize::from(best == case.right);
            }
        }
    }
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    println!(
        "left out: choice right {:.3}; source P {:.3} R {:.3}",
        share(right, cases.len()),
        share(hit, given),
        share(hit, wanted)
    );
    for (step, [count, right]) in steps.iter().enumerate().filter(|(_, step)| step[0] > 0) {
        println!("  given at .{step}: {count:5}, right {:.3}", share(*right, *count));
    }
}

/// The weights that make the right choices likeliest, with a pull towards 0: gradient ascent with a step for each weight (Duchi et al.,
/// "Adaptive Subgradient Methods", 2011).
fn fit(cases: &[&Case]) -> Likeness {
    const ROUNDS: usize = 300;
    const RATE: f32 = 0.3;
    const PULL: f32 = 0.5;
    let mut weights = [0.0; FEATURES];
    let mut squares = [1e-6_f32; FEATURES];
    for _ in 0..ROUNDS {
        let mut gradient = weights.map(|weight: f32| -PULL * weight);
        for case in cases {
            let shares = shares_by(&case.choices, &weights);
            for (place, (choice, share)) in case.choices.iter().zip(shares).enumerate() {
                let off = f32::from(u8::from(place == case.right)) - share;
                gradient.iter_mut().zip(choice).for_each(|(sum, value)| *sum += off * value);
            }
        }
        for ((weight, square), slope) in weights.iter_mut().zip(&mut squares).zip(gradient) {
            *square += slope * slope;
            *weight += RATE * slope / square.sqrt();
        }
    }
    weights
}
