//! Finds the works that a short form may mean without looking at all of them.

use std::collections::HashMap;

use super::sign::{Signs, is_telling};

/// The most works looked at for one word: who cites more works by one author than this by the name alone means none for sure.
const MOST: usize = 64;

/// Works by their words.
#[derive(Debug, Default)]
pub(crate) struct Index {
    by_word: HashMap<String, Vec<usize>>,
    /// Words of names with one letter left out: two that differ by a slip share one.
    by_gap: HashMap<String, Vec<usize>>,
}

impl Index {
    /// Adds the work of this number.
    pub(crate) fn add(&mut self, work: usize, signs: &Signs) {
        let words = signs.words.iter().chain(&signs.name_words).chain(&signs.alias).chain(&signs.acronyms);
        for word in words.filter(|word| is_telling(word)) {
            push(self.by_word.entry(word.clone()).or_default(), work);
        }
        for word in &signs.name_words {
            for gap in gaps(word) {
                push(self.by_gap.entry(gap).or_default(), work);
            }
        }
    }

    /// The works that share a telling word with the short form, the latest first.
    pub(crate) fn candidates(&self, signs: &Signs) -> Vec<usize> {
        let words: Vec<&String> =
            signs.names.iter().flatten().chain(&signs.title).filter(|word| is_telling(word)).collect();
        let mut lists: Vec<&Vec<usize>> = words.iter().filter_map(|word| self.by_word.get(*word)).collect();
        lists.sort_by_key(|list| list.len());
        // A name may be printed as a title is.
        let named = signs
            .names
            .iter()
            .flatten()
            .chain(signs.title.iter().filter(|_| signs.names.is_empty() && signs.title.len() <= 2));
        let slips = named.flat_map(|word| gaps(word));
        let slips: Vec<&Vec<usize>> = slips.filter_map(|gap| self.by_gap.get(&gap)).collect();
        let near = lists.into_iter().take(3).chain(slips.into_iter().take(8));
        let mut found: Vec<usize> = near.flat_map(|list| list.iter().rev().take(MOST).copied()).collect();
        found.sort_unstable_by(|a, b| b.cmp(a));
        found.dedup();
        found
    }
}

fn push(list: &mut Vec<usize>, work: usize) {
    if list.last() != Some(&work) {
        list.push(work);
    }
}

/// The word, and the word with each one letter left out; words of fewer than four letters have no slips.
fn gaps(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    if letters.len() < 4 || letters.len() > 24 {
        return Vec::new();
    }
    let without = |gap: usize| letters.iter().enumerate().filter(|(index, _)| *index != gap).map(|(_, c)| c).collect();
    std::iter::once(word.to_owned()).chain((0..letters.len()).map(without)).collect()
}
