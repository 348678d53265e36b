//! Finds the works that a short form may mean without looking at all of them.

use foldhash::HashMap;

use super::sign::{Signs, is_telling};

/// The most works looked at for one word: who cites more works by one author than this by the name alone means none for sure.
const MOST: usize = 64;

/// Of a citation so many words are looked up, the rarest, and so many slips of its names.
const WORDS: usize = 3;
const SLIPS: usize = 8;

/// So many works are worth weighing.
const BEST: usize = 16;

/// Works by their words.
#[derive(Debug, Default)]
pub(crate) struct Index {
    by_word: HashMap<String, Vec<usize>>,
    /// Words of names with one letter left out, each as a number: two that differ by a slip share one.
    by_gap: HashMap<u64, Vec<usize>>,
}

impl Index {
    /// Adds the work of this number.
    pub(crate) fn add(&mut self, work: usize, signs: &Signs) {
        let words = signs.words.iter().chain(&signs.name_words).chain(&signs.alias).chain(&signs.acronyms);
        for word in words.filter(|word| is_telling(word)) {
            push(self.by_word.entry(word.clone()).or_default(), work);
        }
        for key in keys(signs, signs.name_words.iter()) {
            push(self.by_word.entry(key).or_default(), work);
        }
        for word in &signs.name_words {
            for gap in gaps(word) {
                push(self.by_gap.entry(gap).or_default(), work);
            }
        }
    }

    /// The works that share most with the short form, the latest first where they share as much.
    pub(crate) fn candidates(&self, signs: &Signs) -> Vec<usize> {
        let words = signs.names.iter().flatten().chain(&signs.title).filter(|word| is_telling(word));
        let mut lists: Vec<&Vec<usize>> = words.filter_map(|word| self.by_word.get(word)).collect();
        lists.sort_by_key(|list| list.len());
        lists.truncate(WORDS);
        let keys = keys(signs, signs.names.iter().flatten());
        lists.extend(keys.filter_map(|key| self.by_word.get(&key)));
        // A name may be printed as a title is.
        let named = signs
            .names
            .iter()
            .flatten()
            .chain(signs.title.iter().filter(|_| signs.names.is_empty() && signs.title.len() <= 2));
        lists.extend(named.flat_map(|word| gaps(word)).filter_map(|gap| self.by_gap.get(&gap)).take(SLIPS));
        best(lists.iter().flat_map(|list| list.iter().rev().take(MOST).copied()).collect())
    }
}

/// The works that stand in most lists, the latest first.
fn best(mut found: Vec<usize>) -> Vec<usize> {
    found.sort_unstable_by(|a, b| b.cmp(a));
    let mut counted: Vec<(usize, usize)> = found.chunk_by(|a, b| a == b).map(|same| (same.len(), same[0])).collect();
    counted.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    counted.into_iter().take(BEST).map(|(_, work)| work).collect()
}

/// The first two words as they stand, for sigla of single letters; and how each name and the title begin, for those that are cut short.
fn keys<'s>(signs: &'s Signs, names: impl Iterator<Item = &'s String>) -> impl Iterator<Item = String> {
    const BEGINNING: usize = 4;
    let head = signs.words.get(..2).map(|head| head.join(" "));
    let title = signs.title.iter().find(|word| is_telling(word));
    let begins = names.chain(title).filter(|word| word.chars().count() >= BEGINNING);
    head.into_iter().chain(begins.map(|word| format!("^{}", word.chars().take(BEGINNING).collect::<String>())))
}

fn push(list: &mut Vec<usize>, work: usize) {
    if list.last() != Some(&work) {
        list.push(work);
    }
}

/// The word, and the word with each one letter left out; words of fewer than four letters have no slips.
fn gaps(word: &str) -> impl Iterator<Item = u64> {
    let letters = word.chars().count();
    let gaps = if (4..=24).contains(&letters) { letters + 1 } else { 0 };
    (0..gaps).map(move |gap| number(word.chars().enumerate().filter(|(index, _)| *index != gap).map(|(_, c)| c)))
}

/// Letters as a number ([FNV-1a](https://datatracker.ietf.org/doc/draft-eastlake-fnv/)): others have the same once in a great while,
/// and that costs a look at them.
fn number(letters: impl Iterator<Item = char>) -> u64 {
    letters.fold(0xcbf2_9ce4_8422_2325, |hash, letter| (hash ^ u64::from(letter)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn works_are_found_by_the_words_they_share() {
        let signs =
            |word: &str| Signs { title: vec![word.to_owned()], words: vec![word.to_owned()], ..Signs::default() };
        let mut index = Index::default();
        index.add(0, &signs("mill"));
        index.add(1, &signs("mine"));
        assert_eq!(index.candidates(&signs("mine")), [1]);
        assert!(index.candidates(&signs("ship")).is_empty());
    }
}
