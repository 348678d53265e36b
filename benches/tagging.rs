//! How many references a second one thread labels and reads.

use std::hint::black_box;
use std::time::Instant;

use ibid::reference::{parse, segment, tag};
use ibid::text::Flat;

const REFERENCES: &[&str] = &[
    "Robinson, 167.",
    "Rosa Kemp, The Long Strike: Coal, Credit and Community (London: Harrow Press, 1992), pp. 33–40.",
    "Ute Lang, Arbeit und Ehre, in: Peter Moll (Hrsg.), Das alte Handwerk, Stuttgart 1988, S. 101-133, hier S. 110.",
    "L. Ferri, La moneta in laguna, «Archivio storico», CXXI (1963), pp. 101-140.",
    "Pell, N. (1996). The trouble with trusts. Journal of Private Law, 11(2), 295–310. https://doi.org/10.1000/182",
];

fn main() {
    let flats: Vec<Flat> = REFERENCES.iter().map(|text| Flat::verbatim(*text, 0)).collect();
    measure("segments", &flats, |flat| segment(flat).len());
    measure("with probabilities", &flats, |flat| tag(flat).len());
    measure("records", &flats, |flat| parse(flat).fields.len());
}

fn measure(what: &str, flats: &[Flat], read: impl Fn(&Flat) -> usize) {
    let rounds = 4000;
    black_box(flats.iter().map(&read).sum::<usize>());
    let start = Instant::now();
    for _ in 0..rounds {
        black_box(flats.iter().map(&read).sum::<usize>());
    }
    let count = (rounds * flats.len()) as f64;
    #[expect(clippy::print_stdout, reason = "a benchmark reports")]
    {
        println!("{what}: {:.0} references a second", count / start.elapsed().as_secs_f64());
    }
}
