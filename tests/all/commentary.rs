//! Commentary is no source, and does not hide one: sentences in twelve languages that nobody learnt from.

use ibid::citation::Kind;
use ibid::{Analysis, Options, Source};

const SENTENCES: &str = include_str!("../fixtures/commentary.tsv");

/// The texts of a kind in a language.
fn texts(language: &str, kind: &str) -> Vec<&'static str> {
    let rows = SENTENCES.lines().filter(|line| !line.starts_with('#')).map(|line| line.splitn(3, '\t'));
    let fits = rows.filter_map(|mut row| Some((row.next()?, row.next()?, row.next()?)));
    fits.filter(|row| row.0 == language && row.1 == kind).map(|row| row.2).collect()
}

fn languages() -> Vec<&'static str> {
    let rows = SENTENCES.lines().filter(|line| !line.starts_with('#'));
    let mut languages: Vec<&str> = rows.filter_map(|line| line.split('\t').next()).collect();
    languages.dedup();
    languages
}

/// The citations of each note of a post.
fn cited(language: &str, notes: &[String]) -> Vec<Vec<String>> {
    let markers: String = (1..=notes.len()).map(|number| format!("x[^{number}] ")).collect();
    let bodies: String = notes.iter().zip(1..).map(|(note, number)| format!("[^{number}]: {note}\n")).collect();
    let options = Options { language: Some(language.to_owned()), ..Options::default() };
    let analysis = Analysis::of(&[Source::new("post.md", format!("{markers}\n\n{bodies}"))], &options);
    let text = |index: usize| analysis.citations[index].span.of(&analysis.document.text).to_owned();
    let real = |index: &usize| analysis.citations[*index].kind != Kind::None;
    (0..notes.len()).map(|note| analysis.citations_of(note).filter(real).map(text).collect()).collect()
}

#[test]
fn commentary_alone_is_no_source() {
    const TAKEN_IN_A_HUNDRED: usize = 3;
    let (mut all, mut taken) = (0, Vec::new());
    for language in languages() {
        let notes: Vec<String> = texts(language, "commentary").into_iter().map(str::to_owned).collect();
        all += notes.len();
        let found = cited(language, &notes);
        taken.extend(notes.into_iter().zip(found).filter(|(_, found)| !found.is_empty()));
    }
    assert!(all >= 120 && taken.len() * 100 <= all * TAKEN_IN_A_HUNDRED, "{} of {all}: {taken:#?}", taken.len());
}

/// Each sentence stands before or after a reference, which is introduced or not.
#[test]
fn commentary_beside_a_reference_is_left_out() {
    const RIGHT_IN_A_HUNDRED: usize = 95;
    let (mut all, mut wrong) = (0, Vec::new());
    for language in languages() {
        let (references, signal) = (texts(language, "reference"), texts(language, "signal")[0]);
        let beside = |(at, sentence): (usize, &str)| {
            let reference = references[at % references.len()];
            let note = match at % 4 {
                0 => format!("{sentence} {signal} {reference}."),
                2 => format!("{sentence} {reference}."),
                _ => format!("{reference}. {sentence}"),
            };
            (note, reference)
        };
        let first = (format!("{}.", references[0]), references[0]);
        let rows = texts(language, "commentary").into_iter().enumerate().map(beside);
        let (notes, expected): (Vec<String>, Vec<&str>) = std::iter::once(first).chain(rows).unzip();
        all += notes.len();
        let found = cited(language, &notes);
        let misses = notes.into_iter().zip(found).zip(expected).filter(|((_, found), expected)| *found != [*expected]);
        wrong.extend(misses.map(|(note, _)| note));
    }
    assert!(wrong.len() * 100 <= all * (100 - RIGHT_IN_A_HUNDRED), "{} of {all}: {wrong:#?}", wrong.len());
}
