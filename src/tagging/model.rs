//! The weights, as they lie in the binary: tables by feature, read in place, and the transitions.
//!
//! All numbers are little-endian. First come `ibidcrf5`, the number of parts, of groups in the table of dense rows, of dense rows and of groups
//! in the table of sparse rows, and the scales of the weights and of those of the reranker, filled up to [`LINE`] bytes. Then the tables of transitions as 16-bit numbers of
//! 1/1024; the dense rows, a signed byte for each state, the first of them with nothing; the table (see `table.rs`) of the features that
//! have a dense row, with its number; the table of the features with up to four weights, each a state and a signed byte; and the weights of
//! the reranker.
//!
//! A feature that has a say about many states has a dense row, which is added at one go. Most of the features that are met often are of
//! that kind and they are few, so that their table stays in the nearest memory of the processor.

use std::sync::{LazyLock, OnceLock};

use super::features::{FEATURES, Observations};
use super::lattice::{PARTS, PartTransitions, STATES, States, TABLES};
use super::rerank::{Reranker, write_reranker};
use super::table::{Table, VALUE, write_table};

const MAGIC: &[u8; 8] = b"ibidcrf5";
/// The bytes of a line of the processor's memory. Each dense row is one.
const LINE: usize = 64;
/// Where the scale of the reranker stands.
const RERANKER_SCALE: usize = 28;
/// PartTransitions are stored in these steps.
const STEPS: f32 = 1024.0;
/// A row with more weights than this is stored dense.
const SPARSE: usize = VALUE / 2;

static EMBEDDED: LazyLock<Model<'static>> = LazyLock::new(|| Model::read(&BYTES.0).unwrap_or_default());

static LOADED: OnceLock<Model<'static>> = OnceLock::new();

#[cfg(feature = "models")]
static BYTES: &Lines<[u8]> = &Lines(*include_bytes!("model.bin"));
#[cfg(not(feature = "models"))]
static BYTES: &Lines<[u8]> = &Lines([0; 0]);

/// Bytes that begin with a line of the processor's memory.
#[repr(align(64))]
struct Lines<T: ?Sized>(T);

/// The sum of the weights of each state: [`FEATURES`] of them, a byte each, fit.
type Weights = [i16; STATES];

const _: () = assert!(FEATURES * 128 <= i16::MAX as usize);

/// The weights of a trained tagger.
#[derive(Debug, Default)]
pub struct Model<'a> {
    dense: Table<'a>,
    rows: &'a [[u8; STATES]],
    sparse: Table<'a>,
    scale: f32,
    /// The scores of transitions.
    pub transitions: PartTransitions,
    exponentials: PartTransitions,
    pub(super) reranker: Reranker<'a>,
}

impl Model<'static> {
    /// The model that was loaded, else the one that comes with ibid. Without the feature `models` that one knows nothing.
    #[must_use]
    pub fn current() -> &'static Self {
        LOADED.get().unwrap_or(&EMBEDDED)
    }

    /// True if there are weights to read with.
    pub(super) fn is_there() -> bool {
        Self::current().scale > 0.0
    }

    /// Reads with these weights from now on, unless others were loaded before. False where the bytes are no such model.
    pub(super) fn load(bytes: &'static [u8]) -> bool {
        Self::read(bytes).is_some_and(|model| LOADED.get_or_init(|| model).scale > 0.0)
    }
}

impl<'a> Model<'a> {
    /// Reads a model. `None` where the bytes are not one, or one of another version.
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let (header, rest) = bytes.split_at_checked(LINE)?;
        let number = |at: usize| header.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes);
        let size = |at: usize| number(at).map(|number| number as usize);
        if header.get(..8)? != MAGIC || size(8)? != PARTS {
            return None;
        }
        let (tables, rest) = rest.split_at_checked(TABLES * PARTS * PARTS * 2)?;
        let (rows, rest) = rest.split_at_checked(size(16)?.checked_mul(STATES)?)?;
        let (dense, rest) = Table::read(rest, size(12)?)?;
        let (sparse, rest) = Table::read(rest, size(20)?)?;
        let reranker = Reranker::read(rest, f32::from_bits(number(RERANKER_SCALE)?))?;
        let transitions = read_transitions(tables);
        Some(Self {
            dense,
            rows: rows.as_chunks().0,
            sparse,
            scale: f32::from_bits(number(24)?),
            exponentials: transitions.exponentials(),
            transitions,
            reranker,
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

    /// Adds the weights of some features. One step for all of them after the other, and none with a branch, so that the processor waits for
    /// many lines of memory at once.
    fn add(&self, features: &[u32], sums: &mut Weights) {
        let (mut rows, mut near) = ([0; FEATURES], 0);
        let (mut rare, mut far) = ([0; FEATURES], 0);
        for feature in features {
            let row = self.dense.find(*feature) as usize;
            (rows[near], rare[far]) = (row, *feature);
            near += usize::from(row != 0);
            far += usize::from(row == 0);
        }
        rows[..near].iter().filter_map(|row| self.rows.get(*row)).for_each(|row| add_row(row, sums));
        let mut found = [0; FEATURES];
        found.iter_mut().zip(&rare[..far]).for_each(|(found, feature)| *found = self.sparse.find(*feature));
        found[..far].iter().for_each(|weights| add_weights(*weights, sums));
    }

    /// The exponentials of the scores of transitions.
    #[must_use]
    pub fn exponentials(&self) -> &PartTransitions {
        &self.exponentials
    }
}

fn add_row(row: &[u8; STATES], sums: &mut Weights) {
    sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += i16::from(weight.cast_signed()));
}

fn add_weights(weights: u64, sums: &mut Weights) {
    for [state, weight] in weights.to_le_bytes().as_chunks().0 {
        sums[usize::from(*state) % STATES] += i16::from(weight.cast_signed());
    }
}

fn read_transitions(bytes: &[u8]) -> PartTransitions {
    let mut transitions = PartTransitions::default();
    let numbers = bytes.as_chunks().0.iter().map(|number| f32::from(i16::from_le_bytes(*number)) / STEPS);
    transitions.tables.iter_mut().flatten().flatten().zip(numbers).for_each(|(weight, number)| *weight = number);
    transitions
}

/// The bytes of a model with the weights of another reranker; `None` if they are no model.
#[must_use]
pub fn with_reranker(model: &[u8], reranker: &[f32]) -> Option<Vec<u8>> {
    Model::read(model)?;
    let (weights, scale) = write_reranker(reranker);
    let mut bytes = model.get(..model.len().checked_sub(weights.len())?)?.to_vec();
    bytes.get_mut(RERANKER_SCALE..RERANKER_SCALE + 4)?.copy_from_slice(&scale.to_le_bytes());
    bytes.extend(weights);
    Some(bytes)
}

/// Writes a model: the weights of each feature by state, the transitions and the reranker. The same weights give the same bytes.
#[must_use]
pub fn write_model(mut rows: Vec<(u32, Vec<(u8, f32)>)>, transitions: &PartTransitions, reranker: &[f32]) -> Vec<u8> {
    rows.sort_unstable_by_key(|(feature, _)| *feature);
    let top = rows.iter().flat_map(|(_, row)| row).fold(0f32, |top, (_, weight)| top.max(weight.abs()));
    let scale = top.max(f32::MIN_POSITIVE) / 127.0;
    let rows = rows.into_iter().map(|(feature, row)| (feature, quantised(&row, scale)));
    let (sparse, mut dense): (Vec<_>, Vec<_>) =
        rows.filter(|(_, row)| !row.is_empty()).partition(|(_, row)| row.len() <= SPARSE);
    // Features with the most weights are met most often: their rows lie together.
    dense.sort_by_key(|(_, row)| std::cmp::Reverse(row.len()));
    let numbers = (1u64..).zip(&dense).map(|(number, (feature, _))| (*feature, number.to_le_bytes()));
    let (dense_groups, dense_table) = write_table(&numbers.collect::<Vec<_>>());
    let sparse = sparse.iter().map(|(feature, row)| (*feature, sparse_row(row)));
    let (sparse_groups, sparse_table) = write_table(&sparse.collect::<Vec<_>>());
    let mut bytes = MAGIC.to_vec();
    let sizes = [PARTS, dense_groups, dense.len() + 1, sparse_groups];
    bytes.extend(sizes.into_iter().flat_map(|size| (size as u32).to_le_bytes()));
    let (reranker, reranker_scale) = write_reranker(reranker);
    bytes.extend([scale, reranker_scale].into_iter().flat_map(f32::to_le_bytes));
    bytes.resize(LINE, 0);
    let steps = transitions.tables.iter().flatten().flatten().map(|weight| (weight * STEPS).round() as i16);
    bytes.extend(steps.flat_map(i16::to_le_bytes));
    bytes.extend([0; STATES]);
    bytes.extend(dense.iter().flat_map(|(_, row)| dense_row(row)));
    bytes.extend(dense_table);
    bytes.extend(sparse_table);
    bytes.extend(reranker);
    bytes
}

/// The weights of one feature: states with a signed byte.
type QuantisedRow = Vec<[u8; 2]>;

fn quantised(row: &[(u8, f32)], scale: f32) -> QuantisedRow {
    let weights = row.iter().map(|(state, weight)| [*state, ((weight / scale).round() as i8).cast_unsigned()]);
    weights.filter(|[_, weight]| *weight != 0).collect()
}

fn dense_row(row: &QuantisedRow) -> [u8; STATES] {
    let mut dense = [0; STATES];
    row.iter().for_each(|[state, weight]| dense[usize::from(*state)] = *weight);
    dense
}

fn sparse_row(row: &QuantisedRow) -> [u8; VALUE] {
    let mut sparse = [0; VALUE];
    sparse.iter_mut().zip(row.as_flattened()).for_each(|(byte, weight)| *byte = *weight);
    sparse
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<u8> {
        let rows = vec![(7, vec![(0, 1.0), (3, -2.0)]), (9, vec![(1, 0.5)]), (7 + 1024, vec![(2, 0.25)])];
        let mut transitions = PartTransitions::default();
        transitions.tables[1][0][2] = 1.5;
        write_model(rows, &transitions, &[1.0, -0.5])
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
