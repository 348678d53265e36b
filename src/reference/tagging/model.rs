//! The weights, as they lie in the binary: tables by feature, read in place, and the transitions.
//!
//! All numbers are little-endian. `ibidcrf3`, the number of parts, of dense slots, of dense rows, of sparse slots and of sparse weights
//! (slots are powers of two), the scale of the weights; the tables of transitions as 16-bit numbers of 1/1024; the dense slots, each a
//! feature (0: empty) and the number of its row; the dense rows, a signed byte for each state; the sparse slots, each a feature and the
//! place of its weights; the sparse weights, each a state and a signed byte.
//!
//! A feature that has a say about many states has a dense row, which is added at one go. Most of the features that are met often are of
//! that kind and they are few, so that their table stays in the nearest memory of the processor.

use std::sync::LazyLock;

use super::features::{FEATURES, Observations};
use super::lattice::{PARTS, STATES, States, TABLES, Transitions};

const MAGIC: &[u8; 8] = b"ibidcrf3";
const HEADER: usize = 32;
/// Transitions are stored in these steps.
const STEPS: f32 = 1024.0;
/// A row with more weights than this is stored dense.
const SPARSE: usize = 12;
/// The bits of the place of sparse weights that say where they begin; those above say how many there are.
const PLACE_BITS: u32 = 26;

static EMBEDDED: LazyLock<Model<'static>> =
    LazyLock::new(|| Model::read(include_bytes!("model.bin")).unwrap_or_default());

/// The sum of the weights of each state: [`FEATURES`] of them, a byte each, fit.
type Weights = [i16; STATES];

const _: () = assert!(FEATURES * 128 <= i16::MAX as usize);

/// The weights of a trained tagger.
#[derive(Debug, Default)]
pub struct Model<'a> {
    dense: Slots<'a>,
    rows: &'a [[u8; STATES]],
    sparse: Slots<'a>,
    weights: &'a [[u8; 2]],
    scale: f32,
    /// The scores of transitions.
    pub transitions: Transitions,
    exponentials: Transitions,
}

impl Model<'static> {
    /// The model that comes with ibid.
    #[must_use]
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }
}

impl<'a> Model<'a> {
    /// Reads a model. `None` where the bytes are not one, or one of another version.
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let (header, rest) = bytes.split_at_checked(HEADER)?;
        let number = |at: usize| header.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes);
        let size = |at: usize| number(at).map(|number| number as usize);
        if header.get(..8)? != MAGIC || size(8)? != PARTS {
            return None;
        }
        let (tables, rest) = rest.split_at_checked(TABLES * PARTS * PARTS * 2)?;
        let (dense, rest) = Slots::read(rest, size(12)?)?;
        let (rows, rest) = rest.split_at_checked(size(16)?.checked_mul(STATES)?)?;
        let (sparse, rest) = Slots::read(rest, size(20)?)?;
        let transitions = read_transitions(tables);
        Some(Self {
            dense,
            rows: rows.as_chunks().0,
            sparse,
            weights: rest.get(..size(24)?.checked_mul(2)?)?.as_chunks().0,
            scale: f32::from_bits(number(28)?),
            exponentials: transitions.exponentials(),
            transitions,
        })
    }

    /// The score of each state for each word.
    #[must_use]
    pub fn emissions(&self, seen: &Observations) -> Vec<States> {
        let (mut chunk, mut shared) = (None, [0; STATES]);
        let words = seen.chunks.iter().enumerate().map(|(at, number)| {
            if chunk.replace(*number) != Some(*number) {
                shared = [0; STATES];
                self.add(&seen.chunk_features(at), &mut shared);
            }
            let mut sums = shared;
            self.add(&seen.word_features(at), &mut sums);
            sums.map(|sum| f32::from(sum) * self.scale)
        });
        words.collect()
    }

    /// Adds the weights of some features.
    fn add(&self, features: &[u32], sums: &mut Weights) {
        let (mut rare, mut count) = ([0; FEATURES], 0);
        for feature in features {
            match self.dense.find(*feature).and_then(|row| self.rows.get(row as usize)) {
                Some(row) => add_row(row, sums),
                None => (rare[count], count) = (*feature, count + 1),
            }
        }
        self.sparse.find_all(&mut rare[..count]);
        rare[..count].iter().for_each(|place| self.add_sparse(*place, sums));
    }

    fn add_sparse(&self, place: u32, sums: &mut Weights) {
        let start = (place & ((1 << PLACE_BITS) - 1)) as usize;
        let count = (place >> PLACE_BITS) as usize;
        for [state, weight] in self.weights.get(start..start + count).unwrap_or_default() {
            sums[usize::from(*state) % STATES] += i16::from(weight.cast_signed());
        }
    }

    /// The exponentials of the scores of transitions.
    #[must_use]
    pub fn exponentials(&self) -> &Transitions {
        &self.exponentials
    }
}

fn add_row(row: &[u8; STATES], sums: &mut Weights) {
    sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += i16::from(weight.cast_signed()));
}

/// Features with the places of their weights: open addressing, so that a feature is in its own slot or in one of those that follow.
#[derive(Debug, Default)]
struct Slots<'a> {
    slots: &'a [[u8; 8]],
    mask: usize,
}

impl<'a> Slots<'a> {
    /// Takes the slots off the beginning of some bytes.
    fn read(bytes: &'a [u8], count: usize) -> Option<(Self, &'a [u8])> {
        let (slots, rest) = bytes.split_at_checked(count.checked_mul(8)?)?;
        count.is_power_of_two().then(|| (Self { slots: slots.as_chunks().0, mask: count - 1 }, rest))
    }

    fn find(&self, feature: u32) -> Option<u32> {
        let at = slot_of(feature, self.mask);
        self.find_from(at, self.slot(at), feature)
    }

    /// Puts in the place of each feature the place of its weights, or 0. All first slots are read before any is looked at:
    /// the table is large, and so the processor waits for many of them at once.
    fn find_all(&self, features: &mut [u32]) {
        let mut firsts = [(0, 0); FEATURES];
        firsts
            .iter_mut()
            .zip(features.iter())
            .for_each(|(first, feature)| *first = self.slot(slot_of(*feature, self.mask)));
        for (feature, first) in features.iter_mut().zip(firsts) {
            *feature = self.find_from(slot_of(*feature, self.mask), first, *feature).unwrap_or_default();
        }
    }

    fn slot(&self, at: usize) -> (u32, u32) {
        self.slots.get(at).map_or((0, 0), |slot| halves(*slot))
    }

    fn find_from(&self, mut at: usize, mut slot: (u32, u32), feature: u32) -> Option<u32> {
        for _ in 0..self.slots.len() {
            match slot {
                (key, place) if key == feature => return Some(place),
                (0, _) => return None,
                _ => at = (at + 1) & self.mask,
            }
            slot = self.slot(at);
        }
        None
    }
}

fn halves(slot: [u8; 8]) -> (u32, u32) {
    let slot = u64::from_le_bytes(slot);
    (slot as u32, (slot >> 32) as u32)
}

/// Features are hashes, and all their bits are as good.
fn slot_of(feature: u32, mask: usize) -> usize {
    feature as usize & mask
}

fn read_transitions(bytes: &[u8]) -> Transitions {
    let mut transitions = Transitions::default();
    let numbers = bytes.as_chunks().0.iter().map(|number| f32::from(i16::from_le_bytes(*number)) / STEPS);
    transitions.tables.iter_mut().flatten().flatten().zip(numbers).for_each(|(weight, number)| *weight = number);
    transitions
}

/// Writes a model: the weights of each feature by state, and the transitions. The same weights give the same bytes.
#[must_use]
pub fn write_model(mut rows: Vec<(u32, Vec<(u8, f32)>)>, transitions: &Transitions) -> Vec<u8> {
    rows.sort_unstable_by_key(|(feature, _)| *feature);
    let top = rows.iter().flat_map(|(_, row)| row).fold(0f32, |top, (_, weight)| top.max(weight.abs()));
    let scale = top.max(f32::MIN_POSITIVE) / 127.0;
    let rows = rows.into_iter().map(|(feature, row)| (feature, quantised(&row, scale)));
    let (sparse, dense): (Vec<_>, Vec<_>) =
        rows.filter(|(_, row)| !row.is_empty()).partition(|(_, row)| row.len() <= SPARSE);
    let (weights, sparse) = lay_out(
        &sparse,
        |row| row.as_flattened().to_vec(),
        |start, row| (row.len() as u32) << PLACE_BITS | (start / 2) as u32,
    );
    let (rows, dense) = lay_out(&dense, dense_row, |start, _| (start / STATES) as u32);
    let mut bytes = MAGIC.to_vec();
    let sizes = [PARTS, dense.len() / 8, rows.len() / STATES, sparse.len() / 8, weights.len() / 2];
    bytes.extend(sizes.into_iter().flat_map(|size| (size as u32).to_le_bytes()));
    bytes.extend(scale.to_le_bytes());
    let steps = transitions.tables.iter().flatten().flatten().map(|weight| (weight * STEPS).round() as i16);
    bytes.extend(steps.flat_map(i16::to_le_bytes));
    [dense, rows, sparse, weights].into_iter().for_each(|part| bytes.extend(part));
    bytes
}

/// The weights of one feature: states with a signed byte.
type QuantisedRow = Vec<[u8; 2]>;

fn quantised(row: &[(u8, f32)], scale: f32) -> QuantisedRow {
    let weights = row.iter().map(|(state, weight)| [*state, ((weight / scale).round() as i8).cast_unsigned()]);
    weights.filter(|[_, weight]| *weight != 0).collect()
}

fn dense_row(row: &QuantisedRow) -> Vec<u8> {
    let mut dense = vec![0; STATES];
    row.iter().for_each(|[state, weight]| dense[usize::from(*state)] = *weight);
    dense
}

/// The bytes of the rows one after the other, and the slots that say where each is: at most two thirds of the slots are taken.
fn lay_out(
    rows: &[(u32, QuantisedRow)],
    bytes_of: impl Fn(&QuantisedRow) -> Vec<u8>,
    place: impl Fn(usize, &QuantisedRow) -> u32,
) -> (Vec<u8>, Vec<u8>) {
    let mut slots = vec![(0, 0); (rows.len() * 3 / 2 + 1).next_power_of_two()];
    let mask = slots.len() - 1;
    let mut bytes = Vec::new();
    for (feature, row) in rows {
        let mut slot = slot_of(*feature, mask);
        while slots[slot].0 != 0 {
            slot = (slot + 1) & mask;
        }
        slots[slot] = (*feature, place(bytes.len(), row));
        bytes.extend(bytes_of(row));
    }
    let slots = slots.into_iter().flat_map(|(feature, place): (u32, u32)| [feature.to_le_bytes(), place.to_le_bytes()]);
    (bytes, slots.flatten().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<u8> {
        let rows = vec![(7, vec![(0, 1.0), (3, -2.0)]), (9, vec![(1, 0.5)]), (7 + 1024, vec![(2, 0.25)])];
        let mut transitions = Transitions::default();
        transitions.tables[1][0][2] = 1.5;
        write_model(rows, &transitions)
    }

    #[test]
    fn a_written_model_reads_back() {
        let bytes = sample();
        let model = Model::read(&bytes).unwrap();
        let mut sums = [0; STATES];
        model.add(&[7, 9, 12], &mut sums);
        let scores = sums.map(|sum| f32::from(sum) * model.scale);
        assert!((scores[0] - 1.0).abs() < 0.02 && (scores[3] + 2.0).abs() < 0.02 && (scores[1] - 0.5).abs() < 0.02);
        assert!((model.transitions.tables[1][0][2] - 1.5).abs() < 0.001);
    }

    #[test]
    fn a_damaged_model_is_refused() {
        let bytes = sample();
        assert!((0..bytes.len()).step_by(97).all(|length| Model::read(&bytes[..length]).is_none()));
        assert!(Model::read(b"something else entirely, and long enough").is_none());
    }

    #[test]
    fn the_embedded_model_is_whole() {
        assert!(Model::read(include_bytes!("model.bin")).is_some());
    }
}
