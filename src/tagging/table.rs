//! A table by feature, read in place, that finds a value without a branch: a perfect hash.
//!
//! Features fall into groups, and each group has a displacement that puts its features into slots of their own (Belazzougui, Botelho and
//! Dietzfelbinger, "Hash, Displace, and Compress", 2009). First come the displacements, 16 bits each, then the slots: the feature, 0 where
//! there is none, and its value. There are four slots for a group.

/// The bytes of a value.
pub(super) const VALUE: usize = 8;

/// The bytes of a slot.
const SLOT: usize = 4 + VALUE;

/// How many slots there are for a group.
const SLOTS_IN_GROUP: usize = 4;

/// What is known of features.
#[derive(Debug, Default)]
pub(super) struct Table<'a> {
    displacements: &'a [[u8; 2]],
    slots: &'a [[u8; SLOT]],
}

impl<'a> Table<'a> {
    /// Takes a table of so many groups off the beginning of some bytes.
    pub(super) fn read(bytes: &'a [u8], groups: usize) -> Option<(Self, &'a [u8])> {
        let (displacements, rest) = bytes.split_at_checked(groups.checked_mul(2)?)?;
        let (slots, rest) = rest.split_at_checked(groups.checked_mul(SLOTS_IN_GROUP * SLOT)?)?;
        Some((Self { displacements: displacements.as_chunks().0, slots: slots.as_chunks().0 }, rest))
    }

    /// The value of a feature; 0 where there is none.
    pub(super) fn find(&self, feature: u32) -> u64 {
        let displacement = self.displacements.get(share_of(feature, self.displacements.len())).copied();
        let displacement = u16::from_le_bytes(displacement.unwrap_or_default());
        let Some(slot) = self.slots.get(slot_of(feature, displacement, self.slots.len())) else {
            return 0;
        };
        let (key, value) = slot.split_at(4);
        let value = value.try_into().map(u64::from_le_bytes).unwrap_or_default();
        if key == feature.to_le_bytes() { value } else { 0 }
    }
}

/// A number below `count`: features are hashes, so that they fall evenly on all of them.
fn share_of(hash: u32, count: usize) -> usize {
    ((u64::from(hash) * count as u64) >> 32) as usize
}

fn slot_of(feature: u32, displacement: u16, slots: usize) -> usize {
    let mixed = (feature ^ u32::from(displacement).wrapping_mul(0x9e37_79b9)).wrapping_mul(0x85eb_ca6b);
    share_of(mixed, slots)
}

/// The number of groups and the bytes of a table of these features, all different, none of them 0.
pub(super) fn write_table(rows: &[(u32, [u8; VALUE])]) -> (usize, Vec<u8>) {
    // One slot in sixteen is free at first, and more where a group finds no place.
    let least = (rows.len() * 16 / 15).div_ceil(SLOTS_IN_GROUP).max(1);
    let mut sizes = std::iter::successors(Some(least), |groups| Some(groups + groups / 32 + 1));
    let (displacements, slots) = sizes.find_map(|groups| placed(rows, groups)).unwrap_or_default();
    let mut bytes: Vec<u8> = displacements.iter().flat_map(|number| number.to_le_bytes()).collect();
    bytes.extend(slots.concat());
    (displacements.len(), bytes)
}

/// The displacements of the groups and the slots, the fullest groups first while there is most room. `None` where a group finds no place.
fn placed(rows: &[(u32, [u8; VALUE])], count: usize) -> Option<(Vec<u16>, Vec<[u8; SLOT]>)> {
    let mut groups = vec![Vec::new(); count];
    rows.iter().for_each(|row| groups[share_of(row.0, count)].push(*row));
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(|group| std::cmp::Reverse(groups[*group].len()));
    let (mut displacements, mut slots) = (vec![0; groups.len()], vec![[0; SLOT]; groups.len() * SLOTS_IN_GROUP]);
    for group in order {
        let rows = &groups[group];
        let displacement = (0..=u16::MAX).find(|displacement| fits(rows, *displacement, &slots))?;
        displacements[group] = displacement;
        for (feature, value) in rows {
            let at = slot_of(*feature, displacement, slots.len());
            let slot = &mut slots[at];
            slot[..4].copy_from_slice(&feature.to_le_bytes());
            slot[4..].copy_from_slice(value);
        }
    }
    Some((displacements, slots))
}

/// Whether the features of a group fall into slots that are free, each into one of its own.
fn fits(rows: &[(u32, [u8; VALUE])], displacement: u16, slots: &[[u8; SLOT]]) -> bool {
    let place = |at: usize| slot_of(rows[at].0, displacement, slots.len());
    (0..rows.len()).all(|at| slots[place(at)][..4] == [0; 4] && (0..at).all(|before| place(before) != place(at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(count: u32) -> Vec<(u32, [u8; VALUE])> {
        (1..=count).map(|number| (number.wrapping_mul(2_654_435_761), u64::from(number).to_le_bytes())).collect()
    }

    #[test]
    fn every_feature_has_its_value_and_no_other_has_one() {
        for count in [0, 1, 6, 7, 2000] {
            let (groups, bytes) = write_table(&rows(count));
            let (table, rest) = Table::read(&bytes, groups).unwrap();
            assert!(rest.is_empty());
            let found = |(feature, value): &(u32, [u8; VALUE])| table.find(*feature) == u64::from_le_bytes(*value);
            assert!(rows(count).iter().all(found), "{count}");
            assert_eq!([table.find(12), table.find(u32::MAX)], [0; 2], "{count}");
        }
    }

    #[test]
    fn few_slots_are_empty() {
        for count in [100, 7000, 50_000] {
            let (groups, _) = write_table(&rows(count));
            assert!(groups * SLOTS_IN_GROUP < count as usize * 12 / 11, "{count}: {groups}");
        }
    }

    #[test]
    fn a_table_that_is_cut_off_is_refused() {
        let (groups, bytes) = write_table(&rows(50));
        assert!(Table::read(&bytes[1..], groups).is_none());
        assert!(Table::read(&bytes, 300).is_none());
        assert_eq!(Table::default().find(7), 0);
    }
}
