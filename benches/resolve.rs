//! How the time of reading and resolving grows with the number of notes: `cargo bench --bench resolve`.
#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

use std::time::Instant;

use ibid::analysis::{Analysis, Options};
use ibid::text::Source;

/// A post whose notes give works in full, repeat them by name, by Ibid. and by number.
fn post(count: usize) -> String {
    let note = |at: usize| match at % 4 {
        0 => format!("Author{at} Able{at}, *The Mill of {at}* (Leeds: Quarry Press, 1999), {at}."),
        1 => "Ibid., 14.".to_owned(),
        2 => format!("Able{}, *The Mill*, 15; see also ibid., 16.", at - 2),
        _ => format!("Able{}, supra note {}, at 7.", at - 3, at - 2),
    };
    let claims = (1..=count).map(|number| format!("A claim.[^{number}]\n\n"));
    let notes = (0..count).map(|at| format!("[^{}]: {}\n\n", at + 1, note(at)));
    claims.chain(notes).collect()
}

fn main() {
    println!("{:>8} {:>10} {:>14}", "notes", "ms", "µs for a note");
    for count in [625, 1250, 2500, 5000, 10_000, 20_000] {
        let source = [Source::new("post.md", post(count))];
        let started = Instant::now();
        let analysis = Analysis::of(&source, &Options::default());
        let time = started.elapsed().as_secs_f64();
        assert!(analysis.resolutions.iter().all(|found| found.source.is_some()), "every short form has its source");
        println!("{count:>8} {:>10.1} {:>14.1}", time * 1e3, time * 1e6 / count as f64);
    }
}
