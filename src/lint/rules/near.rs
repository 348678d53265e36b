//! Short forms that miss a source by a letter or a year.

use super::Context;
use crate::citation::Kind;
use crate::csl::{Name, NameVariable};
use crate::resolve::{SourceId, Work};
use crate::text::bare_ascii;

/// A source that a short form just misses.
pub(super) struct Miss {
    pub(super) source: SourceId,
    /// What is written.
    pub(super) written: String,
    /// What the source has.
    pub(super) given: String,
}

/// Names shorter than this are too often one letter apart without being the same.
const LETTERS: usize = 5;

/// Where the title says which source is meant, a name may be shorter.
const LETTERS_BESIDE_TITLE: usize = 4;

/// The source that a citation (by its place) names with a slip: another letter in the name, or a year beside the year.
pub(super) fn miss(context: &Context<'_>, at: usize) -> Option<Miss> {
    let citation = context.analysis.citations.get(at)?;
    if !matches!(citation.kind, Kind::Short | Kind::Opcit | Kind::Loccit) {
        return None;
    }
    let resolution = context.analysis.resolutions.get(at)?;
    let [name, ..] = citation.short.names.as_slice() else { return None };
    let name = without_generation(name);
    match resolution.source {
        Some(source) => slip_in(context.work(source)?, name, citation.short.year.as_deref()),
        None => {
            // A source of just that name is there, and was not the answer: it is no slip of the name.
            let works = || context.analysis.works.iter().filter(|work| work.id != SourceId::Citation(at));
            if works().any(|work| surnames(work).any(|known| fold(&known) == fold(name))) {
                return None;
            }
            let mut found = works().filter_map(|work| slip_of_name(work, name, LETTERS));
            let first = found.next()?;
            found.next().is_none().then_some(first)
        }
    }
}

fn slip_in(work: &Work, name: &str, year: Option<&str>) -> Option<Miss> {
    let is_known = surnames(work).any(|known| fold(&known) == fold(name));
    if !is_known {
        return slip_of_name(work, name, LETTERS_BESIDE_TITLE);
    }
    let (written, given) = (year?.trim_end_matches(char::is_alphabetic).parse::<i32>().ok()?, work.item.year()?);
    (written.abs_diff(given) == 1).then(|| Miss {
        source: work.id,
        written: written.to_string(),
        given: given.to_string(),
    })
}

fn slip_of_name(work: &Work, name: &str, least: usize) -> Option<Miss> {
    let (written, letters) = (fold(name), name.chars().count());
    let given = surnames(work).find(|known| {
        let known = fold(known);
        let slips = strsim::osa_distance(&known, &written);
        known != written
            && letters >= least
            && slips <= letters / least
            && known.chars().next() == written.chars().next()
    })?;
    Some(Miss { source: work.id, written: name.to_owned(), given })
}

fn surnames(work: &Work) -> impl Iterator<Item = String> {
    let roles = [NameVariable::Author, NameVariable::Editor, NameVariable::Translator];
    let names = roles.into_iter().flat_map(|role| work.item.names(role)).map(Name::short);
    names.map(|name| without_generation(&name).to_owned())
}

/// A name without "Jr.", "Sr." or "III" after it.
fn without_generation(name: &str) -> &str {
    let is_generation =
        |word: &str| ["Jr", "Sr"].contains(&word) || word.len() > 1 && word.bytes().all(|b| b"IVX".contains(&b));
    match name.rsplit_once(' ') {
        Some((rest, last)) if is_generation(last.trim_end_matches('.')) => rest.trim_end_matches(','),
        _ => name,
    }
}

/// A name without case, accents and the s of the genitive: those are slips of the keyboard that no one stumbles over.
pub(super) fn fold(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let name = name.strip_suffix("’s").or_else(|| name.strip_suffix("'s")).unwrap_or(name);
    let folded = || name.nfd().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    bare_ascii(name).unwrap_or_else(folded)
}
