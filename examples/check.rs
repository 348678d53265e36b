//! Says what is wrong with the notes in a text: a program against the library.
//!
//! `cargo run --example check`
#![expect(clippy::print_stdout, reason = "a program that prints")]

use ibid::{Analysis, Options, Settings, Source, check};

const POST: &str = "Mills move.[^1] They did.[^3]\n\n[^1]: Nobody knew.\n";

fn main() {
    let analysis = Analysis::of(&[Source::new("post.md", POST)], &Options::default());
    for finding in check(&analysis, None, &Settings::default()) {
        println!("{}: {} ({})", finding.span.of(POST), finding.message, finding.rule);
    }
}
