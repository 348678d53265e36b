//! The words that say what part someone has in a work, and those that stand for people not named.

use crate::csl::NameVariable as Part;

/// Where a role's words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Before the names: "edited by".
    Before,
    /// After the names: "(Hrsg.)".
    After,
    /// On either side: "ed. X", "X, ed.".
    Either,
}

/// What a phrase says of the names beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phrase {
    /// They have these parts.
    Role(&'static [Part], Side),
    /// There are more: "et al.".
    Others,
    /// Nothing; it only leads up to them: "in", "by".
    Lead,
    /// They are those of the reference before: "ders.", "Id.".
    Same,
}

use Phrase::{Lead, Others, Role, Same};
use Side::{After, Before, Either};

const EDITOR: &[Part] = &[Part::Editor];
const TRANSLATOR: &[Part] = &[Part::Translator];
const BOTH: &[Part] = &[Part::Editor, Part::Translator];
const DIRECTOR: &[Part] = &[Part::Director];
const PRODUCER: &[Part] = &[Part::Producer];
const INTERVIEWER: &[Part] = &[Part::Interviewer];
const CONTRIBUTOR: &[Part] = &[Part::Contributor];
const ILLUSTRATOR: &[Part] = &[Part::Illustrator];
const COMPILER: &[Part] = &[Part::Compiler];
const HOST: &[Part] = &[Part::Host];
const SERIES: &[Part] = &[Part::CollectionEditor];

/// Phrases as [`plain`](crate::reference::word::plain) words with a space between; sorted, so that they can be searched.
pub(super) const PHRASES: &[(&str, Phrase)] = &[
    ("a c di", Role(EDITOR, Either)),
    ("a cura di", Role(EDITOR, Either)),
    ("a kol", Others),
    ("and al", Others),
    ("and others", Others),
    ("andere", Others),
    ("bearb", Role(EDITOR, Either)),
    ("bearb von", Role(EDITOR, Before)),
    ("bearbeitet von", Role(EDITOR, Before)),
    ("brief von", Lead),
    ("by", Lead),
    ("comp", Role(COMPILER, Either)),
    ("compiled by", Role(COMPILER, Before)),
    ("compiler", Role(COMPILER, After)),
    ("comps", Role(COMPILER, After)),
    ("conducted by", Role(INTERVIEWER, Before)),
    ("coord", Role(EDITOR, Either)),
    ("coordinado por", Role(EDITOR, Before)),
    ("coordinadores", Role(EDITOR, After)),
    ("coordinateur", Role(EDITOR, After)),
    ("coords", Role(EDITOR, Either)),
    ("cur", Role(EDITOR, Either)),
    ("curatore", Role(EDITOR, After)),
    ("curatori", Role(EDITOR, After)),
    ("curr", Role(EDITOR, Either)),
    ("dans", Lead),
    ("dems", Same),
    ("ders", Same),
    ("dies", Same),
    ("dir", Role(EDITOR, Either)),
    ("dir by", Role(DIRECTOR, Before)),
    ("dir par", Role(EDITOR, Before)),
    ("directed by", Role(DIRECTOR, Before)),
    ("directeur", Role(EDITOR, After)),
    ("director", Role(DIRECTOR, After)),
    ("dirige par", Role(EDITOR, Before)),
    ("dirigido por", Role(EDITOR, Before)),
    ("dirs", Role(EDITOR, Either)),
    ("e altri", Others),
    ("e outros", Others),
    ("ead", Same),
    ("eadem", Same),
    ("ed", Role(EDITOR, Either)),
    ("ed and trans", Role(BOTH, Either)),
    ("ed and trans by", Role(BOTH, Before)),
    ("ed by", Role(EDITOR, Before)),
    ("ed de", Role(EDITOR, Before)),
    ("ed par", Role(EDITOR, Before)),
    ("ed por", Role(EDITOR, Before)),
    ("edd", Role(EDITOR, Either)),
    ("edicion de", Role(EDITOR, Before)),
    ("editado por", Role(EDITOR, Before)),
    ("edite par", Role(EDITOR, Before)),
    ("edited and translated by", Role(BOTH, Before)),
    ("edited by", Role(EDITOR, Before)),
    ("editeur", Role(EDITOR, After)),
    ("editeurs", Role(EDITOR, After)),
    ("editor", Role(EDITOR, After)),
    ("editor y traductor", Role(BOTH, After)),
    ("editores", Role(EDITOR, After)),
    ("editors", Role(EDITOR, After)),
    ("eds", Role(EDITOR, Either)),
    ("eds and trans", Role(BOTH, Either)),
    ("en", Lead),
    ("en anderen", Others),
    ("et al", Others),
    ("et alia", Others),
    ("et alii", Others),
    ("et alius", Others),
    ("et autres", Others),
    ("et coll", Others),
    ("herausgeber", Role(EDITOR, After)),
    ("herausgegeben von", Role(EDITOR, Before)),
    ("hg", Role(EDITOR, Either)),
    ("hg v", Role(EDITOR, Before)),
    ("hg von", Role(EDITOR, Before)),
    ("hgg", Role(EDITOR, Either)),
    ("host", Role(HOST, After)),
    ("hosted by", Role(HOST, Before)),
    ("hrsg", Role(EDITOR, Either)),
    ("hrsg v", Role(EDITOR, Before)),
    ("hrsg von", Role(EDITOR, Before)),
    ("i dr", Others),
    ("id", Same),
    ("idem", Same),
    ("ill", Role(ILLUSTRATOR, Either)),
    ("illus by", Role(ILLUSTRATOR, Before)),
    ("illustrated by", Role(ILLUSTRATOR, Before)),
    ("illustre par", Role(ILLUSTRATOR, Before)),
    ("in", Lead),
    ("interview by", Role(INTERVIEWER, Before)),
    ("interviewed by", Role(INTERVIEWER, Before)),
    ("interviewer", Role(INTERVIEWER, After)),
    ("letter from", Lead),
    ("lettre de", Lead),
    ("m fl", Others),
    ("m in", Others),
    ("mit", Role(CONTRIBUTOR, Before)),
    ("nel", Lead),
    ("of", Lead),
    ("org", Role(EDITOR, Either)),
    ("organizado por", Role(EDITOR, Before)),
    ("organizadores", Role(EDITOR, After)),
    ("orgs", Role(EDITOR, Either)),
    ("par", Lead),
    ("pod red", Role(EDITOR, Before)),
    ("por", Lead),
    ("presented by", Role(HOST, Before)),
    ("prod", Role(PRODUCER, Either)),
    ("produced by", Role(PRODUCER, Before)),
    ("producer", Role(PRODUCER, After)),
    ("publie par", Role(EDITOR, Before)),
    ("real", Role(DIRECTOR, Either)),
    ("realise par", Role(DIRECTOR, Before)),
    ("red", Role(EDITOR, Either)),
    ("redacteur", Role(EDITOR, After)),
    ("redacteuren", Role(EDITOR, After)),
    ("redaktion", Role(EDITOR, Either)),
    ("redaktor", Role(EDITOR, After)),
    ("redaktorzy", Role(EDITOR, After)),
    ("regia", Role(DIRECTOR, Either)),
    ("regia di", Role(DIRECTOR, Before)),
    ("regie", Role(DIRECTOR, Either)),
    ("series ed", Role(SERIES, Either)),
    ("series editor", Role(SERIES, Either)),
    ("series editors", Role(SERIES, Either)),
    ("sous la dir de", Role(EDITOR, Before)),
    ("sous la direction de", Role(EDITOR, Before)),
    ("sous la direction du", Role(EDITOR, Before)),
    ("szerk", Role(EDITOR, Either)),
    ("toim", Role(EDITOR, Either)),
    ("tr", Role(TRANSLATOR, Either)),
    ("tr by", Role(TRANSLATOR, Before)),
    ("trad", Role(TRANSLATOR, Either)),
    ("trad da", Role(TRANSLATOR, Before)),
    ("trad de", Role(TRANSLATOR, Before)),
    ("trad di", Role(TRANSLATOR, Before)),
    ("trad it di", Role(TRANSLATOR, Before)),
    ("trad par", Role(TRANSLATOR, Before)),
    ("trad por", Role(TRANSLATOR, Before)),
    ("traducao de", Role(TRANSLATOR, Before)),
    ("traduccion de", Role(TRANSLATOR, Before)),
    ("traduction de", Role(TRANSLATOR, Before)),
    ("traduit de lallemand par", Role(TRANSLATOR, Before)),
    ("traduit de langlais par", Role(TRANSLATOR, Before)),
    ("traduit par", Role(TRANSLATOR, Before)),
    ("traduzione di", Role(TRANSLATOR, Before)),
    ("trans", Role(TRANSLATOR, Either)),
    ("trans and ed", Role(BOTH, Either)),
    ("trans and ed by", Role(BOTH, Before)),
    ("trans by", Role(TRANSLATOR, Before)),
    ("transl", Role(TRANSLATOR, Either)),
    ("transl by", Role(TRANSLATOR, Before)),
    ("translated and edited by", Role(BOTH, Before)),
    ("translated by", Role(TRANSLATOR, Before)),
    ("translation by", Role(TRANSLATOR, Before)),
    ("translator", Role(TRANSLATOR, After)),
    ("translators", Role(TRANSLATOR, After)),
    ("u a", Others),
    ("ua", Others),
    ("ubers", Role(TRANSLATOR, Either)),
    ("ubers v", Role(TRANSLATOR, Before)),
    ("ubers von", Role(TRANSLATOR, Before)),
    ("ubersetzt von", Role(TRANSLATOR, Before)),
    ("udg", Role(EDITOR, Either)),
    ("un film de", Role(DIRECTOR, Before)),
    ("und andere", Others),
    ("unter der leitung von", Role(EDITOR, Before)),
    ("unter mitarbeit von", Role(CONTRIBUTOR, Before)),
    ("utg", Role(EDITOR, Either)),
    ("with", Role(CONTRIBUTOR, Before)),
    ("y col", Others),
    ("y cols", Others),
    ("y otros", Others),
    ("zusammengestellt von", Role(COMPILER, Before)),
    ("επιμ", Role(EDITOR, Either)),
    ("μτφρ", Role(TRANSLATOR, Either)),
    ("за ред", Role(EDITOR, Before)),
    ("и др", Others),
    ("отв ред", Role(EDITOR, Before)),
    ("пер", Role(TRANSLATOR, Either)),
    ("переклад", Role(TRANSLATOR, Before)),
    ("под ред", Role(EDITOR, Before)),
    ("под редакцией", Role(EDITOR, Before)),
    ("ред", Role(EDITOR, Either)),
    ("сост", Role(EDITOR, Either)),
    ("съст", Role(EDITOR, Either)),
    ("та ін", Others),
    ("упоряд", Role(EDITOR, Either)),
    ("בתוך", Lead),
    ("עורך", Role(EDITOR, Either)),
    ("עורכים", Role(EDITOR, Either)),
    ("עורכת", Role(EDITOR, Either)),
    ("תרגום", Role(TRANSLATOR, Before)),
    ("تحرير", Role(EDITOR, Before)),
    ("تحقيق", Role(EDITOR, Before)),
    ("ترجمة", Role(TRANSLATOR, Before)),
    ("محرر", Role(EDITOR, Either)),
    ("وآخرون", Others),
    ("等", Others),
];

/// The longest phrase has so many words.
pub(super) const LONGEST: usize = 5;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_its_phrases_are_short_enough() {
        assert!(PHRASES.is_sorted_by(|a, b| a.0 < b.0), "{:?}", PHRASES.windows(2).find(|w| w[0].0 >= w[1].0));
        assert!(PHRASES.iter().all(|(phrase, _)| phrase.split(' ').count() <= LONGEST));
    }
}
