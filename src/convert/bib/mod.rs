//! BibTeX and BibLaTeX: `.bib` files.
//!
//! The crate `biblatex` reads the structure of an entry. Its values are read here, because a URL with two hyphens, a
//! no-break space and a CSL tag have to come back as they went out.

mod case;
mod entry;
mod inherit;
mod latex;
mod model;
mod names;
mod read;
mod split;
mod values;
mod write;

use model::BibDialect;

use super::{Bibliography, ConvertOptions};

/// Whether a text looks like a `.bib` file: an `@` with a word and a brace at the start of a line.
pub(super) fn sniff(text: &str) -> bool {
    text.lines().map(str::trim_start).filter_map(|line| line.strip_prefix('@')).any(|line| {
        let rest = line.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        rest.len() < line.len() && rest.trim_start().starts_with(['{', '('])
    })
}

pub(super) use read::read;

/// Writes BibTeX.
pub(super) fn write_bibtex(bibliography: &Bibliography, options: &ConvertOptions) -> String {
    write::write(bibliography, BibDialect::BibTeX, options)
}

/// Writes BibLaTeX.
pub(super) fn write_biblatex(bibliography: &Bibliography, options: &ConvertOptions) -> String {
    write::write(bibliography, BibDialect::BibLaTeX, options)
}
