//! Letters: who wrote and to whom, in "Ann Hale to Bo Lund", "Brief von A. Hale an B. Lund", "Lettre de A. Hale à B. Lund".

use super::word::{is_small, words};

/// Words between the writer of a letter and the one it went to.
const JOINTS: &[&str] = &["to", "an", "à"];

/// Words that say once more that it is a letter, before the joint.
const KINDS: &[&str] = &["letter", "memo", "memorandum", "telegram", "postcard", "note"];

/// The writer and the recipient.
pub(super) fn parties(text: &str) -> Option<(&str, &str)> {
    let all: Vec<(usize, &str)> = words(text).collect();
    let at = all.iter().position(|(_, word)| JOINTS.contains(word)).filter(|at| *at > 0 && all.len() < 14)?;
    let (joint, word) = all[at];
    let recipient = text.get(joint + word.len()..)?.trim();
    let is_kind = KINDS.contains(&all[at - 1].1);
    let writer = text.get(..if is_kind { all[at - 1].0 } else { joint })?.trim_end().trim_end_matches(',');
    let is_name = |side: &str| {
        let count = words(side).count();
        let capitals = words(side).filter(|(_, word)| !is_small(word)).count();
        count > 0 && capitals * 2 > count && side.starts_with(char::is_uppercase)
    };
    (is_name(writer) && is_name(recipient)).then_some((writer, recipient))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_have_two_parties() {
        for (text, expected) in [
            ("Ann Hale to Bo Lund,", Some(("Ann Hale", "Bo Lund,"))),
            ("Ann Hale, letter to Bo Lund,", Some(("Ann Hale", "Bo Lund,"))),
            ("Rosa Vogt an Karl von Lund,", Some(("Rosa Vogt", "Karl von Lund,"))),
            ("Lord Grey to Sir John Hale", Some(("Lord Grey", "Sir John Hale"))),
            ("Society to promote reading", None),
            ("to Bo Lund", None),
            ("Ann Hale, Bo Lund", None),
        ] {
            assert_eq!(parties(text), expected, "{text}");
        }
    }
}
