//! The weights of the note reader, as they lie in the binary: the transitions, and a table by feature.
//!
//! All numbers are little-endian. First come `ibidnot1`, the number of roles, of features of a word and of groups in the table, and the
//! scale of the weights. Then the tables of transitions as 16-bit numbers of 1/1024, and the table (see `tagging/table.rs`) of the features,
//! each with a signed byte for each role.

use std::sync::{LazyLock, OnceLock};

use super::chain::{RoleTransitions, Scores, TABLES};
use super::observe::{NOTE_FEATURES, NoteObservations};
use super::role::ROLES;
use crate::tagging::table::{Table, VALUE, write_table};

const MAGIC: &[u8; 8] = b"ibidnot1";
/// The bytes before the transitions.
const HEADER: usize = 24;
/// Transitions are stored in these steps.
const STEPS: f32 = 1024.0;

static EMBEDDED: LazyLock<NoteModel<'static>> = LazyLock::new(|| NoteModel::read(BYTES).unwrap_or_default());

static LOADED: OnceLock<NoteModel<'static>> = OnceLock::new();

#[cfg(feature = "models")]
static BYTES: &[u8] = include_bytes!("model.bin");
#[cfg(not(feature = "models"))]
static BYTES: &[u8] = &[];

const _: () = assert!(NOTE_FEATURES * 255 <= u16::MAX as usize && ROLES == VALUE);

/// The weights of a trained note reader.
#[derive(Debug, Default)]
pub struct NoteModel<'a> {
    table: Table<'a>,
    scale: f32,
    /// The scores of transitions.
    pub transitions: RoleTransitions,
}

impl NoteModel<'static> {
    /// The model that was loaded, else the one that comes with ibid. Without the feature `models` that one knows nothing.
    #[must_use]
    pub fn current() -> &'static Self {
        LOADED.get().unwrap_or(&EMBEDDED)
    }

    /// True if there are weights to read with.
    pub(in crate::tagging) fn is_there() -> bool {
        Self::current().scale > 0.0
    }

    /// Reads with these weights from now on, unless others were loaded before. False where the bytes are no such model.
    pub(in crate::tagging) fn load(bytes: &'static [u8]) -> bool {
        Self::read(bytes).is_some_and(|model| LOADED.get_or_init(|| model).scale > 0.0)
    }
}

impl<'a> NoteModel<'a> {
    /// Reads a model. `None` where the bytes are not one, or one of another version.
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let (header, rest) = bytes.split_at_checked(HEADER)?;
        let number = |at: usize| header.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes);
        let fits = number(8)? as usize == NOTE_FEATURES && header.starts_with(MAGIC);
        let (tables, rest) = rest.split_at_checked(TABLES * ROLES * ROLES * 2).filter(|_| fits)?;
        let (table, _) = Table::read(rest, number(12)? as usize)?;
        Some(Self { table, scale: f32::from_bits(number(16)?), transitions: read_transitions(tables) })
    }

    /// The score of each role for each word.
    #[must_use]
    pub fn scores(&self, seen: &NoteObservations) -> Vec<Scores> {
        (0..seen.spans.len()).map(|at| self.score(&seen.features(at))).collect()
    }

    fn score(&self, features: &[u32]) -> Scores {
        let mut sums = PackedSums::default();
        features.iter().for_each(|feature| sums.add(self.table.find(*feature)));
        sums.of_roles().map(|sum| f32::from(sum) * self.scale)
    }
}

/// The sums of the weights of eight roles. Two numbers hold four sums each, 16 bits a sum, so that one step adds four weights. So that no
/// sum is below 0, each weight stands 128 higher.
#[derive(Default)]
struct PackedSums {
    even: u64,
    odd: u64,
    count: i32,
}

impl PackedSums {
    const HIGHER: u64 = 0x8080_8080_8080_8080;
    const EVEN: u64 = 0x00ff_00ff_00ff_00ff;

    /// Adds a signed byte for each role.
    fn add(&mut self, weights: u64) {
        let weights = weights ^ Self::HIGHER;
        self.even += weights & Self::EVEN;
        self.odd += (weights >> 8) & Self::EVEN;
        self.count += 1;
    }

    fn of_roles(&self) -> [i16; ROLES] {
        std::array::from_fn(|role| {
            let four = if role % 2 == 0 { self.even } else { self.odd };
            let sum = i32::from((four >> (role / 2 * 16)) as u16);
            (sum - 128 * self.count) as i16
        })
    }
}

fn read_transitions(bytes: &[u8]) -> RoleTransitions {
    let mut transitions = RoleTransitions::default();
    let numbers = bytes.as_chunks().0.iter().map(|number| f32::from(i16::from_le_bytes(*number)) / STEPS);
    transitions.tables.iter_mut().flatten().flatten().zip(numbers).for_each(|(weight, number)| *weight = number);
    transitions
}

/// Writes a model: the weights of each feature by role, and the transitions. The same weights give the same bytes.
#[must_use]
pub fn write_note_model(mut rows: Vec<(u32, Scores)>, transitions: &RoleTransitions) -> Vec<u8> {
    rows.sort_unstable_by_key(|(feature, _)| *feature);
    let top = rows.iter().flat_map(|(_, row)| row).fold(0f32, |top, weight| top.max(weight.abs()));
    let scale = top.max(f32::MIN_POSITIVE) / 127.0;
    let quantised = |row: &Scores| row.map(|weight| ((weight / scale).round() as i8).cast_unsigned());
    let rows = rows.iter().map(|(feature, row)| (*feature, quantised(row))).filter(|(_, row)| *row != [0; ROLES]);
    let (groups, table) = write_table(&rows.collect::<Vec<_>>());
    let mut bytes = MAGIC.to_vec();
    bytes.extend(
        [NOTE_FEATURES as u32, groups as u32, scale.to_bits(), 0].iter().flat_map(|number| number.to_le_bytes()),
    );
    let steps = transitions.tables.iter().flatten().flatten().map(|weight| (weight * STEPS).round() as i16);
    bytes.extend(steps.flat_map(i16::to_le_bytes));
    bytes.extend(table);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_model_reads_back() {
        let mut transitions = RoleTransitions::default();
        transitions.tables[1][0][2] = 1.5;
        let rows = vec![(7, [1.0, -2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]), (9, [0.0, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0])];
        let bytes = write_note_model(rows, &transitions);
        let model = NoteModel::read(&bytes).unwrap();
        let scores = model.score(&[7, 9, 12]);
        assert!((scores[0] - 1.0).abs() < 0.02 && (scores[1] + 1.5).abs() < 0.02, "{scores:?}");
        assert!((model.transitions.tables[1][0][2] - 1.5).abs() < 0.001);
        assert!((0..bytes.len()).step_by(97).all(|length| NoteModel::read(&bytes[..length]).is_none()));
    }

    #[test]
    fn four_sums_in_one_number_are_those_of_each() {
        let weights =
            [[1, -2, 3, -4, 5, -6, 7, -8], [127; ROLES], [-128; ROLES], [-128, 127, 0, -1, 1, 0, -128, 127i8]];
        for count in 0..=NOTE_FEATURES {
            let mut sums = PackedSums::default();
            let mut each = [0i16; ROLES];
            for row in weights.iter().cycle().skip(count).take(count) {
                sums.add(u64::from_le_bytes(row.map(i8::cast_unsigned)));
                each.iter_mut().zip(row).for_each(|(sum, weight)| *sum += i16::from(*weight));
            }
            assert_eq!(sums.of_roles(), each, "{count}");
        }
        let mut least = PackedSums::default();
        (0..NOTE_FEATURES).for_each(|_| least.add(u64::from_le_bytes([0x80; ROLES])));
        assert_eq!(least.of_roles(), [-128 * NOTE_FEATURES as i16; ROLES]);
    }

    #[test]
    fn the_embedded_model_is_whole() {
        assert!(NoteModel::read(include_bytes!("model.bin")).is_some());
    }
}
