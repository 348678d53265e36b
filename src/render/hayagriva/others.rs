//! "et al." where a record's list of names ends in "others": hayagriva takes that for a name.

use citationberg::taxonomy::OtherTerm;

use crate::render::glyph::{Glyph, Rich};
use crate::render::mark;

/// The words of a style's language for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::render) struct Others {
    /// "et al."
    et_al: String,
    /// What stands before the last of several names: "and", "&".
    and: Vec<String>,
}

impl Others {
    pub(in crate::render) fn new(term: impl Fn(OtherTerm) -> Option<String>) -> Self {
        let and = term(OtherTerm::And).into_iter().chain(["&".to_owned()]);
        Self { et_al: term(OtherTerm::EtAl).unwrap_or_else(|| "et al.".to_owned()), and: and.collect() }
    }

    /// Writes "Able, Ann, et al." for "Able, Ann, and" with the mark after it.
    pub(in crate::render) fn put(&self, rich: &mut Rich) {
        while let Some(at) = rich.glyphs.iter().rposition(|glyph| glyph.c == mark::OTHERS) {
            let at = self.take_joint(&mut rich.glyphs, at);
            let Some(Glyph { look, .. }) = rich.glyphs.get(at).copied() else { return };
            let words = format!("{}{}", if at == 0 { "" } else { " " }, self.et_al);
            rich.glyphs.splice(at..=at, words.chars().map(|c| Glyph { c, look }));
        }
    }

    /// Takes out what separates the mark from the name before it, except for a comma. Returns the new place of the mark.
    fn take_joint(&self, glyphs: &mut Vec<Glyph>, at: usize) -> usize {
        let is_blank = |c: char| c.is_whitespace();
        let at = take_while(glyphs, at, is_blank);
        let word = |and: &&String| {
            let start = at.checked_sub(and.chars().count())?;
            let word: String = glyphs.get(start..at)?.iter().map(|glyph| glyph.c).collect();
            (word == **and).then_some(start)
        };
        if let Some(start) = self.and.iter().find_map(|and| word(&and)) {
            glyphs.drain(start..at);
            return take_while(glyphs, start, |c| is_blank(c) || matches!(c, ';' | '/'));
        }
        take_while(glyphs, at, |c| is_blank(c) || matches!(c, ';' | '/'))
    }
}

/// Takes out what fits right before `at`. Gives the place where `at` is then.
fn take_while(glyphs: &mut Vec<Glyph>, at: usize, fits: impl Fn(char) -> bool) -> usize {
    let before = glyphs.get(..at).unwrap_or_default();
    let start = at - before.iter().rev().take_while(|glyph| fits(glyph.c)).count();
    glyphs.drain(start..at);
    start
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn others_are_et_al_whatever_parts_the_names() {
        let others = Others { et_al: "et al.".to_owned(), and: vec!["and".to_owned(), "&".to_owned()] };
        for (names, expected) in [
            ("Ann Able and +, The Mill", "Ann Able et al., The Mill"),
            ("Able, Ann, and +. The Mill", "Able, Ann, et al.. The Mill"),
            ("(Able & +, 1990)", "(Able et al., 1990)"),
            ("Able/+: Die M\u{fc}hle", "Able et al.: Die M\u{fc}hle"),
            ("Able, B.; +", "Able, B. et al."),
            ("+", "et al."),
            ("Sand, +", "Sand, et al."),
        ] {
            let mut rich = Rich::plain(&names.replace('+', &mark::OTHERS.to_string()));
            others.put(&mut rich);
            assert_eq!(rich.text(), expected);
        }
    }
}
