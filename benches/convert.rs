//! How long a bibliography takes from one format to another: 10,000 entries. `cargo bench --bench convert`.
#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

use std::time::Instant;

use ibid::convert::{self, Bibliography, ConvertOptions};

const ENTRIES: usize = 10_000;

/// A `.bib` file of books and articles with accents, months and protected capitals.
fn bibliography() -> String {
    let entry = |at: usize| match at % 2 {
        0 => format!(
            "@book{{able{at},\n  author = {{Able, Ann and M{{\\\"u}}ller, J{{\\\"o}}rg}},\n  title = {{The {{UK}} Mills, Part {at}}},\n  \
             publisher = {{Skerry Books}},\n  address = {{Leith}},\n  year = {{1994}},\n  isbn = {{978-0-306-40615-7}}\n}}\n\n"
        ),
        _ => format!(
            "@article{{reed{at},\n  author = {{Una Reed}},\n  title = {{On wheel {at}}},\n  journal = {{Review of Mills}},\n  \
             volume = {{12}},\n  number = 3,\n  pages = {{{at}--{}}},\n  year = 2008,\n  month = may,\n  doi = {{10.5555/rm.{at}}}\n}}\n\n",
            at + 9
        ),
    };
    (0..ENTRIES).map(entry).collect()
}

fn main() {
    let bib = bibliography();
    let started = Instant::now();
    let read = convert::named("biblatex").map(|format| (format.read)(&bib)).unwrap_or_default();
    println!("{:<12} {:>10} {:>10}", "format", "read ms", "write ms");
    println!("{:<12} {:>10.0}", "biblatex", started.elapsed().as_secs_f64() * 1e3);
    assert_eq!(read.items.len(), ENTRIES);
    let all = Bibliography::of(read.items);
    for format in convert::FORMATS {
        let Some(write) = format.write else { continue };
        let started = Instant::now();
        let written = write(&all, &ConvertOptions::default());
        let write_time = started.elapsed().as_secs_f64();
        let started = Instant::now();
        let again = (format.read)(&written);
        let read_time = started.elapsed().as_secs_f64();
        assert_eq!(again.items.len(), ENTRIES, "{}", format.name);
        println!("{:<12} {:>10.0} {:>10.0}", format.name, read_time * 1e3, write_time * 1e3);
    }
}
