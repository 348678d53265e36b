//! Asks a reader whether what ibid says of documents is true, and counts the answers by rule. See `docs/judging.md`.
//!
//! `cargo run --example judge -- ask VERDICTS READER EACH PATH…` and `cargo run --example judge -- report VERDICTS PATH…`

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program that talks to its user")]

mod case;
mod figures;
mod verdict;

use std::collections::BTreeMap;
use std::io::{Error, Result};
use std::path::Path;

use case::Case;
use verdict::{Verdict, Verdicts};

const USAGE: &str = "judge ask VERDICTS READER EACH PATH… | judge report VERDICTS PATH…";

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["ask", verdicts, reader, each, paths @ ..] if !paths.is_empty() => {
            let each = each.parse().map_err(|_| Error::other("EACH is a number"))?;
            ask(&mut Verdicts::open(Path::new(verdicts))?, reader, each, &cases(paths)?)
        }
        ["report", verdicts, paths @ ..] if !paths.is_empty() => {
            print!("{}", figures::report(&Verdicts::open(Path::new(verdicts))?, &cases(paths)?));
            Ok(())
        }
        _ => Err(Error::other(USAGE)),
    }
}

/// Everything that ibid says of the documents, by what it is about (a rule, "resolution", "cut", "citation"), each list
/// in a random order that is the same in every run.
type Cases = BTreeMap<String, Vec<Case>>;

fn cases(paths: &[&str]) -> Result<Cases> {
    let mut cases = Cases::new();
    for file in case::files(paths)? {
        for case in case::of_file(&file)? {
            cases.entry(case.about.clone()).or_default().push(case);
        }
    }
    cases.values_mut().for_each(|list| list.sort_by_key(|case| case.key));
    Ok(cases)
}

/// Asks about the first cases of each kind. One case in ten is shown to a second reader.
fn ask(verdicts: &mut Verdicts, reader: &str, each: usize, cases: &Cases) -> Result<()> {
    for case in cases.values().flat_map(|list| list.iter().take(each)) {
        if !verdicts.wants(case.key, reader) {
            continue;
        }
        println!("\n{}\n", case.shown);
        match answer(&case.about)? {
            Answer::Verdict(verdict, cause) => verdicts.add(case, reader, verdict, &cause)?,
            Answer::Skip => {}
            Answer::Quit => break,
        }
    }
    Ok(())
}

/// What a reader typed.
enum Answer {
    Verdict(Verdict, String),
    Skip,
    Quit,
}

/// Asks until the answer is one; the end of the input is the end.
fn answer(about: &str) -> Result<Answer> {
    loop {
        eprint!("{about}: t(rue), n(oise), w(rong) and why; s(kip), q(uit): ");
        let mut line = String::new();
        if std::io::stdin().read_line(&mut line)? == 0 {
            return Ok(Answer::Quit);
        }
        let (word, cause) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
        match (word, Verdict::by_letter(word)) {
            ("q", _) => return Ok(Answer::Quit),
            ("s", _) => return Ok(Answer::Skip),
            (_, Some(verdict)) => return Ok(Answer::Verdict(verdict, cause.to_owned())),
            _ => {}
        }
    }
}
