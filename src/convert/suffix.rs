//! "Jr." in a name of three parts.

use crate::reference::is_suffix;

/// The suffix and the given name of a name with both. Formats disagree on which comes first, and people mix them up; where only the second
/// can be a suffix ("King, Martin, Jr." in BibTeX), they change places.
pub(super) fn settled<T: AsRef<str>>(suffix: T, given: T) -> (T, T) {
    let are_swapped = is_suffix(given.as_ref()) && !is_suffix(suffix.as_ref());
    if are_swapped { (given, suffix) } else { (suffix, given) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_surely_a_suffix_is_one() {
        for (suffix, given, expected) in [
            ("Jr.", "Martin", ("Jr.", "Martin")),
            ("Martin", "Jr.", ("Jr.", "Martin")),
            ("Thomas W.", "III", ("III", "Thomas W.")),
            ("Paul", "Marie", ("Paul", "Marie")),
        ] {
            assert_eq!(settled(suffix, given), expected);
        }
    }
}
