//! Says what the notes of a post stand for, as JSON, with nothing but the library: `cargo run --example inspect -- post.md`.

use std::error::Error;

use ibid::{Analysis, Options, Source, api};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("which post?")?;
    let sources = [Source::new(&*path, std::fs::read_to_string(&path)?)];
    let analysis = Analysis::of(&sources, &Options::default());
    serde_json::to_writer_pretty(std::io::stdout(), &api::Inspection::new(&sources, &analysis))?;
    Ok(())
}
