//! The weights, as they lie in the binary: a table by feature, read in place, and the transitions.
//!
//! All numbers are little-endian. `ibidcrf2`, the number of parts, of slots (a power of two) and of weights, the scale of the weights;
//! the tables of transitions as 16-bit numbers of 1/1024; for each slot the feature (0: empty) and where its weights begin, with
//! one slot more for the end; then the weights, each a state and a signed byte.

use std::sync::LazyLock;

use super::features::Observations;
use super::lattice::{PARTS, STATES, States, TABLES, Transitions};

const MAGIC: &[u8; 8] = b"ibidcrf2";
const HEADER: usize = 24;
/// Transitions are stored in these steps.
const STEPS: f32 = 1024.0;

static EMBEDDED: LazyLock<Model<'static>> =
    LazyLock::new(|| Model::read(include_bytes!("model.bin")).unwrap_or_default());

/// The weights of a trained tagger.
#[derive(Debug, Default)]
pub struct Model<'a> {
    slots: &'a [[u8; 8]],
    mask: usize,
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
        let (parts, slots, weights) = (number(8)? as usize, number(12)? as usize, number(16)? as usize);
        if header.get(..8)? != MAGIC || parts != PARTS || !slots.is_power_of_two() {
            return None;
        }
        let (tables, rest) = rest.split_at_checked(TABLES * PARTS * PARTS * 2)?;
        let (table, rest) = rest.split_at_checked(slots.checked_add(1)?.checked_mul(8)?)?;
        let transitions = read_transitions(tables);
        Some(Self {
            slots: table.as_chunks().0,
            mask: slots - 1,
            weights: rest.get(..weights.checked_mul(2)?)?.as_chunks().0,
            scale: f32::from_bits(number(20)?),
            exponentials: transitions.exponentials(),
            transitions,
        })
    }

    /// The score of each state for each word.
    #[must_use]
    pub fn emissions(&self, seen: &Observations) -> Vec<States> {
        (0..seen.spans.len()).map(|at| self.emission(&seen.features(at))).collect()
    }

    fn emission(&self, features: &[u32]) -> States {
        let mut sums = [0i32; STATES];
        for feature in features {
            for [state, weight] in self.row(*feature) {
                sums[usize::from(*state) % STATES] += i32::from(weight.cast_signed());
            }
        }
        sums.map(|sum| sum as f32 * self.scale)
    }

    /// The weights of a feature: open addressing, so the feature is in its slot or in one of those that follow.
    fn row(&self, feature: u32) -> &'a [[u8; 2]] {
        let mut slot = slot_of(feature, self.mask);
        for _ in 0..self.slots.len() {
            match self.slots.get(slot).map(|slot| halves(*slot)) {
                Some((key, start)) if key == feature => return self.weights_of(start, slot + 1).unwrap_or_default(),
                Some((0, _)) | None => return &[],
                Some(_) => slot = (slot + 1) & self.mask,
            }
        }
        &[]
    }

    fn weights_of(&self, start: usize, next: usize) -> Option<&'a [[u8; 2]]> {
        let (_, end) = self.slots.get(next).map(|slot| halves(*slot))?;
        self.weights.get(start..end)
    }

    /// The exponentials of the scores of transitions.
    #[must_use]
    pub fn exponentials(&self) -> &Transitions {
        &self.exponentials
    }
}

/// The feature of a slot, and where its weights begin.
fn halves(slot: [u8; 8]) -> (u32, usize) {
    let slot = u64::from_le_bytes(slot);
    (slot as u32, (slot >> 32) as usize)
}

fn slot_of(feature: u32, mask: usize) -> usize {
    feature.wrapping_mul(0x9e37_79b1) as usize >> 4 & mask
}

fn read_transitions(bytes: &[u8]) -> Transitions {
    let mut transitions = Transitions::default();
    let numbers = bytes.as_chunks().0.iter().map(|number| f32::from(i16::from_le_bytes(*number)) / STEPS);
    transitions.tables.iter_mut().flatten().zip(numbers).for_each(|(weight, number)| *weight = number);
    transitions
}

/// Writes a model: the weights of each feature by state, and the transitions. The same weights give the same bytes.
#[must_use]
pub fn write_model(mut rows: Vec<(u32, Vec<(u8, f32)>)>, transitions: &Transitions) -> Vec<u8> {
    rows.sort_unstable_by_key(|(feature, _)| *feature);
    let top = rows.iter().flat_map(|(_, row)| row).fold(0f32, |top, (_, weight)| top.max(weight.abs()));
    let scale = top.max(f32::MIN_POSITIVE) / 127.0;
    let slots = place(&rows);
    let mut bytes = MAGIC.to_vec();
    let weights = write_weights(&rows, &slots, scale);
    for number in [PARTS as u32, slots.len() as u32, weights.len() as u32 / 2, scale.to_bits()] {
        bytes.extend(number.to_le_bytes());
    }
    for weight in transitions.tables.iter().flatten() {
        bytes.extend(((weight * STEPS).round() as i16).to_le_bytes());
    }
    let mut start = 0;
    for row in &slots {
        bytes.extend(row.map_or(0, |row| rows[row].0).to_le_bytes());
        bytes.extend((start as u32).to_le_bytes());
        start += row.map_or(0, |row| quantised(&rows[row].1, scale).count());
    }
    bytes.extend(0u32.to_le_bytes());
    bytes.extend((start as u32).to_le_bytes());
    bytes.extend(weights);
    bytes
}

/// Gives each row a slot: at most two thirds of the slots are taken.
fn place(rows: &[(u32, Vec<(u8, f32)>)]) -> Vec<Option<usize>> {
    let mut slots = vec![None; (rows.len() * 3 / 2 + 1).next_power_of_two()];
    let mask = slots.len() - 1;
    for (index, (feature, _)) in rows.iter().enumerate() {
        let mut slot = slot_of(*feature, mask);
        while slots[slot].is_some() {
            slot = (slot + 1) & mask;
        }
        slots[slot] = Some(index);
    }
    slots
}

fn quantised(row: &[(u8, f32)], scale: f32) -> impl Iterator<Item = [u8; 2]> {
    let weights = row.iter().map(move |(state, weight)| [*state, ((weight / scale).round() as i8).cast_unsigned()]);
    weights.filter(|[_, weight]| *weight != 0)
}

fn write_weights(rows: &[(u32, Vec<(u8, f32)>)], slots: &[Option<usize>], scale: f32) -> Vec<u8> {
    slots.iter().flatten().flat_map(|row| quantised(&rows[*row].1, scale)).flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<u8> {
        let rows = vec![(7, vec![(0, 1.0), (3, -2.0)]), (9, vec![(1, 0.5)]), (7 + 1024, vec![(2, 0.25)])];
        let mut transitions = Transitions::default();
        transitions.tables[1][2] = 1.5;
        write_model(rows, &transitions)
    }

    #[test]
    fn a_written_model_reads_back() {
        let bytes = sample();
        let model = Model::read(&bytes).unwrap();
        let scores = model.emission(&[7, 9, 12]);
        assert!((scores[0] - 1.0).abs() < 0.02 && (scores[3] + 2.0).abs() < 0.02 && (scores[1] - 0.5).abs() < 0.02);
        assert!((model.transitions.tables[1][2] - 1.5).abs() < 0.001);
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
