//! Small numbers for words and features. Two that differ meet once in four thousand million times, which does no harm.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::BitOrAssign;

use unicode_normalization::char::decompose_canonical;

use crate::lexicon::{self, Class};

/// Where a hash begins.
pub(super) const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

/// Adds a value to a hash.
pub(super) const fn mix(hash: u64, value: u32) -> u64 {
    (hash ^ value as u64).wrapping_mul(0xff51_afd7_ed55_8ccd).rotate_left(29)
}

/// Where the hash of each of `N` templates begins.
pub(super) const fn seeds<const N: usize>() -> [u64; N] {
    let mut seeds = [0; N];
    let mut id = 0;
    while id < N {
        seeds[id] = mix(SEED, id as u32);
        id += 1;
    }
    seeds
}

/// The hash in 32 bits, never 0.
pub(super) fn finish(hash: u64) -> u32 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    ((hash >> 32) as u32).max(1)
}

/// The hash of a text.
pub(super) fn hash_bytes(bytes: &[u8]) -> u32 {
    let mut hash = SEED;
    for chunk in bytes.chunks(4) {
        let value = chunk.iter().fold(0u32, |value, byte| value << 8 | u32::from(*byte));
        hash = mix(hash, value);
    }
    finish(mix(hash, bytes.len() as u32))
}

/// A table by such numbers: they need no further hashing.
pub(super) type ByHash<T> = HashMap<u32, T, BuildHasherDefault<AsItIs>>;

/// The kinds of each word of a class, as bits, by the hash of its folded form. `bit` gives that of a meaning.
pub(super) fn kinds_by_word<T: Copy + Default + BitOrAssign>(
    class: Class,
    bit: impl Fn(&str) -> Option<T>,
) -> ByHash<T> {
    let mut table = ByHash::default();
    let mut folded = String::new();
    for (row, kind) in lexicon::rows(class).filter_map(|row| Some((row, bit(row.meaning)?))) {
        for word in row.words() {
            fold(word, &mut folded);
            *table.entry(hash_bytes(folded.as_bytes())).or_default() |= kind;
        }
    }
    table
}

#[derive(Default)]
pub(super) struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0 << 8 | u64::from(*byte));
    }

    /// The number in both halves: the table looks at the highest bits and at the lowest.
    fn write_u32(&mut self, number: u32) {
        self.0 = u64::from(number) << 32 | u64::from(number);
    }
}

/// Letters and digits in lower case, accents off.
pub(super) fn fold(text: &str, folded: &mut String) {
    folded.clear();
    for char in text.chars() {
        if char.is_ascii_alphanumeric() {
            folded.push(char.to_ascii_lowercase());
        } else if char == '&' {
            folded.push('&');
        } else if !char.is_ascii() && char.is_alphanumeric() {
            let base = |part: char| {
                if part.is_alphanumeric() {
                    folded.extend(part.to_lowercase());
                }
            };
            decompose_canonical(char, base);
        }
    }
}
