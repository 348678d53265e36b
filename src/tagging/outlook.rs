//! The reference as a whole, as seen from each stretch between two stops: what kinds of stretch came before and what kinds follow.

use super::context::{Contexts, Inside, WordContext};
use super::cues::{self, Cues};
use super::gazetteer;
use super::hash::{SEED, finish, mix};
use super::word::{Case, Ending, Number, Word};

/// What a stretch looks like at a glance. The first that fits counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum StretchLook {
    Link,
    Pages,
    Year,
    Lead,
    Editor,
    Quoted,
    Emphasised,
    Periodical,
    Publisher,
    Place,
    Number,
    Cue,
    Initials,
    Capitals,
    Words,
    Nothing,
}

impl StretchLook {
    /// True if the stretch may be the whole or a part of a title.
    fn is_text(self) -> bool {
        matches!(
            self,
            Self::Quoted | Self::Emphasised | Self::Periodical | Self::Publisher | Self::Capitals | Self::Words
        )
    }
}

/// What is seen of the rest of the reference from one stretch.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Outlook {
    /// How the stretch itself looks.
    pub(super) look: u32,
    /// How the next four stretches look, in order.
    pub(super) next: u32,
    /// Every look of the stretches before, one bit each.
    pub(super) seen: u32,
    /// Every look of the stretches that follow, one bit each.
    pub(super) ahead: u32,
    /// How all stretches look, in order, and which of them this is.
    pub(super) whole: u32,
    /// The place in the run of stretches of text that it belongs to: how many come before and follow, and what ends the run.
    pub(super) run: u32,
}

/// The outlook from each stretch of a reference.
pub(super) fn outlooks(contexts: &Contexts, words: &[Word]) -> Vec<Outlook> {
    let look = |chunk: &super::context::Chunk| {
        look_of(&words[chunk.start..chunk.end], &contexts.words[chunk.start], chunk.start == 0)
    };
    let looks: Vec<StretchLook> = contexts.chunks.iter().map(look).collect();
    let whole = hash_of(looks.iter().take(12));
    let runs = runs(&looks);
    let mut seen = 0;
    let mut ahead = vec![0; looks.len()];
    for at in (1..looks.len()).rev() {
        ahead[at - 1] = ahead[at] | 1 << looks[at] as u32;
    }
    let mut outlooks = Vec::with_capacity(looks.len());
    for (at, look) in looks.iter().enumerate() {
        let next = hash_of(looks.iter().skip(at + 1).take(4));
        let place = mix(mix(SEED, whole), at.min(12) as u32);
        let look = *look as u32;
        outlooks.push(Outlook { look, next, seen, ahead: ahead[at], whole: finish(place), run: runs[at] });
        seen |= 1 << look;
    }
    outlooks
}

fn hash_of<'a>(looks: impl Iterator<Item = &'a StretchLook>) -> u32 {
    finish(looks.fold(SEED, |hash, look| mix(hash, *look as u32)))
}

/// For each stretch the place in its run of text: how many stretches of text stand before and after it without another between, up to
/// three, and the look of what ends the run.
fn runs(looks: &[StretchLook]) -> Vec<u32> {
    let mut runs = vec![0; looks.len()];
    let mut before = 0;
    for (run, look) in runs.iter_mut().zip(looks) {
        *run = before;
        before = if look.is_text() { (before + 1).min(3) } else { 0 };
    }
    let (mut after, mut end) = (0, StretchLook::Nothing);
    for (run, look) in runs.iter_mut().zip(looks).rev() {
        *run |= after << 2 | (end as u32) << 4;
        (after, end) = if look.is_text() { ((after + 1).min(3), end) } else { (0, *look) };
    }
    runs
}

fn look_of(words: &[Word], first: &WordContext, opens: bool) -> StretchLook {
    let told = |at: usize| {
        let hidden = if is_given_name(words, at, opens) { cues::PERIODICAL } else { 0 };
        words[at].cues & !hidden
    };
    let cues = (0..words.len()).fold(0, |cues: Cues, at| cues | told(at));
    let number = |fits: fn(Number) -> bool| words.iter().any(|word| fits(word.number));
    let has = |kind: Cues| cues & kind != 0;
    let leads = words.first().is_some_and(|word| word.cues & cues::IN != 0);
    let content = || words.iter().filter(|word| word.cues & cues::FUNCTION == 0);
    if number(|number| matches!(number, Number::Url | Number::Doi)) {
        StretchLook::Link
    } else if number(|number| matches!(number, Number::Range | Number::Follow | Number::Pages)) {
        StretchLook::Pages
    } else if number(|number| matches!(number, Number::Year | Number::YearLetter | Number::YearRange)) {
        StretchLook::Year
    } else if leads && !opens {
        StretchLook::Lead
    } else if has(cues::EDITOR) {
        StretchLook::Editor
    } else if first.quote != Inside::No {
        StretchLook::Quoted
    } else if first.emphasis != Inside::No {
        StretchLook::Emphasised
    } else if has(cues::PERIODICAL) {
        StretchLook::Periodical
    } else if has(cues::PUBLISHER) {
        StretchLook::Publisher
    } else if words.iter().any(|word| word.names & gazetteer::PLACE != 0) && words.len() < 4 {
        StretchLook::Place
    } else if number(|number| !matches!(number, Number::None | Number::RomanLower | Number::RomanLetter)) {
        StretchLook::Number
    } else if has(cues::TELLING) {
        StretchLook::Cue
    } else if words.iter().any(|word| matches!(word.case, Case::Initial | Case::Initials)) {
        StretchLook::Initials
    } else if content().all(|word| matches!(word.case, Case::Capital | Case::Capitals)) {
        StretchLook::Capitals
    } else {
        StretchLook::Words
    }
}

/// True for the "J." of a name, which otherwise stands for "Journal": at the head of a reference ("J. Reed"), or where the word after it is
/// written out ("J. Reed,", but "J. Chem.").
fn is_given_name(words: &[Word], at: usize, opens: bool) -> bool {
    let is_written_out = |next: &Word| next.case == Case::Capital && next.ending != Ending::Stop;
    words[at].ending == Ending::Initial && (opens || words.get(at + 1).is_some_and(is_written_out))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagging::words;
    use crate::text::Flat;

    fn read(text: &str) -> (Vec<Outlook>, Vec<StretchLook>) {
        let flat = Flat::verbatim(text, 0);
        let spans = words(text);
        let read: Vec<Word> = spans.iter().map(|span| Word::read(span.of(text), &mut String::new())).collect();
        let contexts = Contexts::read(&flat, &spans, &read);
        let look = |chunk: &crate::tagging::context::Chunk| {
            look_of(&read[chunk.start..chunk.end], &contexts.words[chunk.start], chunk.start == 0)
        };
        (outlooks(&contexts, &read), contexts.chunks.iter().map(look).collect())
    }

    #[test]
    fn stretches_are_told_apart_at_a_glance() {
        use StretchLook::{Initials, Pages, Periodical, Place, Quoted, Year};
        let (_, looks) = read("K. Wells, ‘On the hats’, Journal of Hats, Leeds, 1996, 14–20");
        assert_eq!(looks, [Initials, Quoted, Periodical, Place, Year, Pages]);
    }

    #[test]
    fn the_initial_of_a_name_is_no_journal() {
        use StretchLook::{Capitals, Initials, Periodical, Year};
        for (text, expected) in [
            ("J. Wells, 1996", [Initials, Year].as_slice()),
            ("J. Wells. 1996", &[Initials, Year]),
            ("K. Wells, J. Hale, 1996", &[Initials, Initials, Year]),
            ("K. Wells, J. Chem. Phys., 1996", &[Initials, Periodical, Capitals, Year]),
            ("K. Wells, J Chem Phys, 1996", &[Initials, Periodical, Year]),
            ("K. Wells, Journal, Hale, 1996", &[Initials, Periodical, Capitals, Year]),
        ] {
            assert_eq!(read(text).1, expected, "{text}");
        }
    }

    #[test]
    fn a_stretch_knows_what_follows_and_what_came_before() {
        let (outlooks, _) = read("K. Wells, On the hats. Leeds, 1996");
        assert_eq!(outlooks[0].seen, 0);
        assert_eq!(outlooks[3].ahead, 0);
        assert_eq!(outlooks[2].ahead, 1 << StretchLook::Year as u32);
        assert_eq!(outlooks[2].seen, 1 << StretchLook::Initials as u32 | 1 << StretchLook::Words as u32);
    }

    #[test]
    fn a_run_of_text_is_counted_up_to_what_ends_it() {
        let (outlooks, _) = read("K. Wells, On the hats. And some more. Leeds, 1996");
        let ends = (StretchLook::Place as u32) << 4;
        assert_eq!([outlooks[1].run, outlooks[2].run], [1 << 2 | ends, 1 | ends]);
    }
}
