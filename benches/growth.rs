//! How the time of each step, rule and command grows with the number of notes: `cargo bench --bench growth [-- NOTES [KIND]]`.
#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

#[path = "../tests/all/work/posts.rs"]
mod posts;
#[path = "../tests/all/work/steps.rs"]
mod steps;

use std::time::Instant;

use ibid::Source;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Times below this say nothing, in seconds.
const LEAST: f64 = 0.002;

fn times(format: &str, text: String) -> Vec<(String, f64)> {
    let mut times = Vec::new();
    let source = Source::new(format!("post.{}", steps::ending(format)), text);
    let mut run = |name: &str, step: &mut dyn FnMut()| {
        let started = Instant::now();
        step();
        times.push((name.to_owned(), started.elapsed().as_secs_f64()));
    };
    let analysis = steps::of_document(&source, &mut run);
    steps::of_sources(&source, &analysis, &mut run);
    times
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let notes = arguments.first().and_then(|notes| notes.parse().ok()).unwrap_or(2000);
    let kinds =
        posts::KINDS.iter().filter(|(kind, ..)| arguments.get(1).is_none_or(|named| kind.contains(named.as_str())));
    println!("{:<34} {:<24} {:>9} {:>9} {:>9}   growth", "post", "step", "n, ms", "2n, ms", "4n, ms");
    for (kind, format, post) in kinds {
        let [once, twice, four] = [1, 2, 4].map(|times_n| times(format, post(notes * times_n)));
        for ((step, one), ((_, two), (_, four))) in once.iter().zip(twice.iter().zip(&four)) {
            if *four > LEAST {
                let growth = four / two.max(LEAST / 4.0);
                println!(
                    "{kind:<34} {step:<24} {:>9.1} {:>9.1} {:>9.1}   {growth:.1}",
                    one * 1e3,
                    two * 1e3,
                    four * 1e3
                );
            }
        }
    }
}
