//! Finds the earlier name of a file by its lines.

use std::collections::HashMap;

/// A line that more files have than this (a blank line, a heading of every post) identifies none of them.
const COMMON: usize = 8;

/// Files that are gone, by their lines.
#[derive(Default)]
pub(super) struct RenamedFiles {
    /// The id and the length of each.
    files: Vec<(String, usize)>,
    lines: HashMap<Vec<u8>, Vec<usize>>,
}

impl RenamedFiles {
    /// Indexes files: their ids and bytes.
    pub(super) fn of(files: impl Iterator<Item = (String, Vec<u8>)>) -> Self {
        let mut renamed = Self::default();
        for (place, (id, bytes)) in files.enumerate() {
            renamed.files.push((id, bytes.len()));
            for line in lines(&bytes) {
                let places = renamed.lines.entry(line.to_vec()).or_default();
                if places.len() <= COMMON && places.last() != Some(&place) {
                    places.push(place);
                }
            }
        }
        renamed
    }

    /// The id of the file that has most of the bytes of `now` in common with it: at least half of the shorter of the two, as a
    /// post is often much longer than its draft.
    pub(super) fn closest(&self, now: &[u8]) -> Option<&str> {
        let mut shared = vec![0; self.files.len()];
        for line in lines(now) {
            let places = self.lines.get(line).filter(|places| places.len() <= COMMON);
            places.into_iter().flatten().for_each(|&place| shared[place] += line.len());
        }
        let (place, most) = shared.into_iter().enumerate().max_by_key(|(_, bytes)| *bytes)?;
        let (id, len) = self.files.get(place)?;
        (most > 0 && 2 * most >= now.len().min(*len)).then_some(id)
    }
}

/// The lines of a file with their ends, without blank ones.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split_inclusive(|&byte| byte == b'\n').filter(|line| !line.trim_ascii().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_with_the_most_lines_in_common_is_the_earlier_one() {
        let files = [("a", "one line\ntwo lines\nthree\n"), ("b", "one line\nother\nwords\n"), ("c", "")];
        let renamed = RenamedFiles::of(files.map(|(id, text)| (id.to_owned(), text.as_bytes().to_vec())).into_iter());
        for (now, found) in [
            ("one line\ntwo lines\nthree\n", Some("a")),
            ("one line\nthree\nfour\n", Some("a")),
            ("one line\nother\nnew\n", Some("b")),
            ("one line\nand much that neither of the two has\n", None),
            ("one line\ntwo lines\nand very much that the file did not have before\n", Some("a")),
            ("\n\n", None),
            ("", None),
        ] {
            assert_eq!(renamed.closest(now.as_bytes()), found, "{now}");
        }
    }

    #[test]
    fn lines_of_many_files_identify_none() {
        let post =
            |number: usize| (number.to_string(), format!("layout: post of the blog\nNumber {number}.\n").into_bytes());
        let renamed = RenamedFiles::of((0..20).map(post));
        assert_eq!(renamed.closest(b"layout: post of the blog\nA new one.\n"), None);
        assert_eq!(RenamedFiles::of(std::iter::once(post(7))).closest(&post(7).1), Some("7"));
    }
}
