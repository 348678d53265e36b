//! One reference a line, as people type lists of works. Read only: `ibid bibliography` writes such lists, in a style.

use super::Bibliography;
use crate::reference;
use crate::text::Flat;

/// Reads each line that is not blank as one reference.
pub(super) fn read(text: &str) -> Bibliography {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    Bibliography::of(lines.map(|line| reference::parse(&Flat::verbatim(line, 0)).listed()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_work() {
        let text =
            "Lucy Robinson. Gay Men and the Left. Manchester, 2007.\n\n  Patrick Healy. An Unlikely Alliance. 2014.\n";
        assert_eq!(read(text).items.len(), 2);
        assert!(read(text).items.iter().all(|item| !item.is_empty()));
    }
}
