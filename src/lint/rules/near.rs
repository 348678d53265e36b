//! Short forms that miss a source by a letter or a year.

use std::cell::OnceCell;

use foldhash::HashMap;

use super::Context;
use crate::analysis::Analysis;
use crate::citation::{Citation, Kind};
use crate::csl::{Name, NameVariable, TextVariable};
use crate::resolve::{Resolution, SourceId, Work};
use crate::text::bare_ascii;
use crate::text::roman::is_numeral;

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

/// The sources that the short forms of a document just miss.
pub(super) struct Misses<'a> {
    context: &'a Context<'a>,
    /// The works like the names of short forms without a source; gathered for the first of them.
    open: OnceCell<HashMap<&'a str, Alike>>,
}

/// The first few works of a name.
type NamesakeWorks = Vec<usize>;

/// More works of one name need not be known: that it fits two is enough to say nothing.
const WORKS: usize = 3;

/// The works that have a name, and those that have one a slip away from it.
#[derive(Default)]
struct Alike {
    exactly: NamesakeWorks,
    nearly: NamesakeWorks,
}

impl<'a> Misses<'a> {
    pub(super) fn of(context: &'a Context<'a>) -> Self {
        Self { context, open: OnceCell::new() }
    }

    /// The source that a citation (by its place) names with a slip: another letter in the name, or a year beside the year.
    pub(super) fn of_citation(&self, at: usize) -> Option<Miss> {
        let analysis = self.context.analysis;
        let citation = analysis.citations.get(at).filter(|citation| citation.short.key.is_none())?;
        let (name, source) = named(citation, analysis.resolutions.get(at)?)?;
        match source {
            Some(source) => slip_in(self.context.work(source)?, name, analysis.citations[at].short.year.as_deref()),
            None => self.of_name(name, SourceId::Citation(at)),
        }
    }

    /// The only work that has a name like this, `own` left out.
    fn of_name(&self, name: &str, own: SourceId) -> Option<Miss> {
        let works = &self.context.analysis.works;
        let alike = self.open.get_or_init(|| alike(self.context.analysis)).get(name)?;
        let is_other = |work: &&usize| works.get(**work).is_some_and(|work| work.id != own);
        // A source of just that name is there, and was not the answer: it is no slip of the name.
        if alike.exactly.iter().any(|work| is_other(&work)) {
            return None;
        }
        let mut found = alike.nearly.iter().filter(is_other);
        let first = *found.next()?;
        found.next().is_none().then(|| slip_of_name(works.get(first)?, name, LETTERS)).flatten()
    }
}

/// The name by which a short form names its source, and that source.
fn named<'a>(citation: &'a Citation, resolution: &Resolution) -> Option<(&'a str, Option<SourceId>)> {
    let is_short = matches!(citation.kind, Kind::Short | Kind::Opcit | Kind::Loccit);
    let name = citation.short.names.first().filter(|_| is_short)?;
    Some((without_generation(name), resolution.source))
}

/// The works like each name of a short form without a source. Linear: each name of a work is looked up, not compared with all.
fn alike(analysis: &Analysis) -> HashMap<&str, Alike> {
    let all = analysis.citations.iter().zip(&analysis.resolutions).filter_map(|(citation, to)| named(citation, to));
    let mut open: HashMap<&str, Alike> =
        all.filter(|(_, source)| source.is_none()).map(|(name, _)| (name, Alike::default())).collect();
    let written: Vec<(String, &str)> = open.keys().map(|name| (fold(name), *name)).collect();
    let mut by_gap: HashMap<u64, Vec<usize>> = HashMap::default();
    for (at, (folded, name)) in written.iter().enumerate() {
        let slips = slips(name.chars().count(), LETTERS);
        gaps(folded, slips).for_each(|gap| by_gap.entry(gap).or_default().push(at));
    }
    for (known, works) in surnames_of(&analysis.works, !open.is_empty()) {
        let mut near: Vec<usize> = gaps(&known, MOST).filter_map(|gap| by_gap.get(&gap)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        for (folded, name) in near.into_iter().map(|at| &written[at]) {
            let Some(alike) = open.get_mut(name) else { continue };
            if *folded == known {
                add(&mut alike.exactly, &works);
            } else if is_slip(&known, folded, name.chars().count(), LETTERS) {
                add(&mut alike.nearly, &works);
            }
        }
    }
    open
}

/// The names of works without case and accents, each with its first few works.
fn surnames_of(works: &[Work], are_asked_for: bool) -> HashMap<String, NamesakeWorks> {
    let mut names: HashMap<String, NamesakeWorks> = HashMap::default();
    for (at, work) in works.iter().enumerate().filter(|_| are_asked_for) {
        surnames(work).for_each(|name| add(names.entry(fold(&name)).or_default(), &[at]));
    }
    names
}

fn add(works: &mut NamesakeWorks, others: &[usize]) {
    for other in others {
        if works.len() < WORKS && !works.contains(other) {
            works.push(*other);
        }
    }
}

/// What is left of a name when up to so many letters are taken out, each as a number: names that differ by as many slips share one.
fn gaps(name: &str, most: usize) -> impl Iterator<Item = u64> {
    let letters: Vec<char> = name.chars().collect();
    let none = letters.len();
    let pairs = (0..=none).flat_map(move |one| (one..=none).map(move |two| (one, two)));
    let taken = move |&(one, two): &(usize, usize)| match most {
        0 => one == none,
        1 => two == none,
        _ => one < two || one == none,
    };
    pairs.filter(taken).map(move |(one, two)| {
        let left = letters.iter().enumerate().filter(|(at, _)| *at != one && *at != two);
        left.fold(FNV_OFFSET, |hash, (_, &letter)| (hash ^ u64::from(letter)).wrapping_mul(FNV_PRIME))
    })
}

/// [FNV-1a](https://datatracker.ietf.org/doc/draft-eastlake-fnv/): names that share a number by chance cost a look at them.
const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0100_0000_01b3;

/// More slips than this make another name.
const MOST: usize = 2;

/// How many slips a name of that many letters may have, if it takes `least` letters for one.
fn slips(letters: usize, least: usize) -> usize {
    (letters / least).min(MOST)
}

fn slip_in(work: &Work, name: &str, year: Option<&str>) -> Option<Miss> {
    let is_known = surnames(work).any(|known| fold(&known) == fold(name));
    if !is_known {
        return slip_of_name(work, name, LETTERS_BESIDE_TITLE);
    }
    let (written, given) = (year?.trim_end_matches(char::is_alphabetic).parse::<i32>().ok()?, work.item.year()?);
    // A record without a title is a key as well, and the two may be two works.
    let is_near = written.abs_diff(given) == 1 && work.item.text(TextVariable::Title).is_some();
    is_near.then(|| Miss { source: work.id, written: written.to_string(), given: given.to_string() })
}

fn slip_of_name(work: &Work, name: &str, least: usize) -> Option<Miss> {
    let (written, letters) = (fold(name), name.chars().count());
    let given = surnames(work).find(|known| is_slip(&fold(known), &written, letters, least))?;
    Some(Miss { source: work.id, written: name.to_owned(), given })
}

/// True if a name is another one with a slip. A slip in the first letter makes another name.
fn is_slip(known: &str, written: &str, letters: usize, least: usize) -> bool {
    let most = slips(letters, least);
    known != written
        && !is_longer(known, written)
        && most > 0
        && known.chars().next() == written.chars().next()
        && strsim::osa_distance(known, written) <= most
}

/// True if one name is the other with more letters after it than one: "Swaroop" and "Swaroop CH".
fn is_longer(known: &str, written: &str) -> bool {
    known.len().abs_diff(written.len()) > 1 && (known.starts_with(written) || written.starts_with(known))
}

fn surnames(work: &Work) -> impl Iterator<Item = String> {
    let roles = [NameVariable::Author, NameVariable::Editor, NameVariable::Translator];
    let names = roles.into_iter().flat_map(|role| work.item.names(role)).map(Name::short);
    names.map(|name| without_generation(&name).to_owned())
}

/// A name without "Jr.", "Sr." or "III" after it.
fn without_generation(name: &str) -> &str {
    let is_generation = |word: &str| {
        ["Jr", "Sr"].contains(&word)
            || word.len() > 1 && is_numeral(word) && word.bytes().all(|byte| byte.is_ascii_uppercase())
    };
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_slips_at_most_make_the_same_name() {
        for (known, written, is_slip_of) in [
            ("robinson", "robinsohn", true),
            ("robinson", "robisnon", true),
            ("robinson", "robinson", false),
            ("robinson", "dobinson", false),
            ("rob", "rop", false),
            ("swaroop", "swaroopch", false),
            ("hutchinson", "hutchisnon", true),
            ("hutchinson", "hutschisnon", true),
            ("hutchinson", "hutschisnonn", false),
        ] {
            assert_eq!(is_slip(known, written, written.chars().count(), LETTERS), is_slip_of, "{known} {written}");
        }
    }

    #[test]
    fn names_a_slip_apart_share_what_is_left_without_it() {
        for (one, other, slips) in [
            ("robinson", "robinsohn", 1),
            ("robinson", "robisnon", 1),
            ("robinson", "robimson", 1),
            ("hutchinson", "hutschisnon", 2),
            ("hutchinson", "uhtchinsno", 2),
        ] {
            let left: Vec<u64> = gaps(one, MOST).collect();
            assert!(gaps(other, slips).any(|gap| left.contains(&gap)), "{one} {other}");
        }
        assert_eq!([0, 1, 2].map(|most| gaps("abcd", most).count()), [1, 5, 11]);
    }

    #[test]
    fn only_the_one_work_that_is_nearly_named_is_meant() {
        let read =
            |notes: &[&str]| Analysis::of_document(crate::Document::from_notes(notes), &crate::Options::default());
        let work = |name: &str| format!("Ann {name}, *The Mill of {name}* (Leeds: Quarry Press, 1999), 3.");
        for (works, missed) in [
            (&["Hutchinson", "Wells"][..], Some("Hutchinson")),
            (&["Hutschisnon", "Hutchinson"], None),
            (&["Wells"], None),
        ] {
            let notes: Vec<String> =
                works.iter().map(|name| work(name)).chain(["Hutschisnon, 14.".to_owned()]).collect();
            let analysis = read(&notes.iter().map(String::as_str).collect::<Vec<_>>());
            let settings = crate::Settings::default();
            let context = Context::new(&analysis, None, &settings);
            let miss = Misses::of(&context).of_citation(works.len());
            assert_eq!(miss.map(|miss| miss.given).as_deref(), missed, "{works:?}");
        }
    }
}
