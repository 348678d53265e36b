//! The words before a citation that say how it is meant.

use std::sync::LazyLock;

use super::Polarity;
use super::phrase::Phrases;
use super::short::{are_initials, whole_at};
use super::token::Tokens;
use crate::lexicon::{Class, Row};

/// What a signal says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SignalWord {
    /// What the words say; `None` for a bare "and".
    pub(crate) polarity: Option<Polarity>,
    /// Whether they count in the middle of a sentence, too.
    pub(crate) anywhere: bool,
}

static SIGNALS: LazyLock<Phrases<SignalWord>> = LazyLock::new(|| Phrases::of(Class::Signal, read_row));

fn read_row(row: &Row) -> Option<SignalWord> {
    let polarity = match row.sense() {
        "supports" => Some(Polarity::Supports),
        "compares" => Some(Polarity::Compares),
        "contradicts" => Some(Polarity::Contradicts),
        "relates" => Some(Polarity::Relates),
        "joins" => None,
        _ => return None,
    };
    Some(SignalWord { polarity, anywhere: row.is_also("anywhere") })
}

/// The signal at token `index` and the place after it. Several in a row ("See, e.g.,") are one.
pub(crate) fn signal_at(tokens: &Tokens<'_>, index: usize) -> Option<(usize, SignalWord)> {
    let (mut end, &first) = SIGNALS.at(tokens, index).filter(|(end, _)| !are_initials(tokens, index, *end))?;
    let mut signal = first;
    loop {
        while tokens.is(end, ',') || tokens.is(end, ':') {
            end += 1;
        }
        // "A.a.O." begins as "a. A." does.
        let next = SIGNALS
            .at(tokens, end)
            .filter(|(after, _)| whole_at(tokens, end, "").is_none() && !are_initials(tokens, end, *after));
        match next {
            Some((after, next)) => {
                signal.polarity = next.polarity.or(signal.polarity);
                signal.anywhere |= next.anywhere;
                end = after;
            }
            None => return Some((end, signal)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon;
    use crate::text::Flat;

    fn read(text: &str) -> Option<(String, Option<Polarity>)> {
        let flat = Flat::verbatim(text, 0);
        let tokens = Tokens::of(&flat);
        let (end, signal) = signal_at(&tokens, 0)?;
        Some((tokens.span(0, end).of(text).to_owned(), signal.polarity))
    }

    #[test]
    fn every_row_of_the_lexicon_is_read() {
        assert!(lexicon::rows(Class::Signal).all(|row| read_row(row).is_some()));
    }

    #[test]
    fn signals_are_read_with_their_polarity() {
        for (text, signal, polarity) in [
            ("See Robinson", "See", Polarity::Supports),
            ("See, e.g., Robinson", "See, e.g.,", Polarity::Supports),
            ("See also Robinson", "See also", Polarity::Supports),
            ("But see Robinson", "But see", Polarity::Contradicts),
            ("Cfr. Robinson", "Cfr.", Polarity::Compares),
            ("Vgl. etwa Robinson", "Vgl. etwa", Polarity::Compares),
            ("Voir aussi Robinson", "Voir aussi", Polarity::Supports),
            ("Zit. nach Robinson", "Zit. nach", Polarity::Relates),
            ("Se även Robinson", "Se även", Polarity::Supports),
            ("Jf. Robinson", "Jf.", Polarity::Compares),
            ("Zob. jednak Robinson", "Zob. jednak", Polarity::Contradicts),
            ("Srov. též Robinson", "Srov. též", Polarity::Compares),
            ("Цит. по: Робинсон", "Цит. по:", Polarity::Relates),
            ("Però vegeu Robinson", "Però vegeu", Polarity::Contradicts),
        ] {
            assert_eq!(read(text), Some((signal.to_owned(), Some(polarity))), "{text}");
        }
        assert_eq!(read("Robinson sees"), None);
        assert_eq!(read("S. Robinson, The Mill"), None);
        assert_eq!(read("A. A. Robinson, The Mill"), None);
        assert_eq!(read("Voir V. Robinson").map(|(signal, _)| signal).as_deref(), Some("Voir"));
    }
}
