//! Names: a stretch of a reference to persons and bodies, with the parts they have in the work.

mod body;
mod list;
mod person;
mod repeated;
mod role;

use super::word::{is_capitals, is_small, plain, words};
use crate::csl::{Name, NameVariable};
use crate::lexicon::{self, Class};
pub(super) use person::{is_given_only, is_suffix, with_both_families};
pub(super) use repeated::{Repeated, repeated};
use role::{LONGEST, RolePhrase, RoleSide};

/// People with one part in a work.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct NameGroup {
    /// What the words beside them say of their part; empty where nothing is said.
    pub(super) parts: Vec<NameVariable>,
    /// Who they are.
    pub(super) names: Vec<Name>,
    /// Whether there are more ("et al.").
    pub(super) others: bool,
}

/// Reads the people of a stretch.
pub(super) fn read(text: &str) -> Vec<NameGroup> {
    let words: Vec<NameWord> =
        words(text).flat_map(|(_, word)| unglued(word)).map(|raw| NameWord { raw, plain: plain(raw) }).collect();
    let mut reader = NameGrouper::default();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        at += match phrase_at(&words, at) {
            Some((phrase, length)) if reader.take(phrase) => length,
            _ => {
                if !(at == 0 && words.len() > 1 && is_lead(word.raw)) {
                    reader.keep(word.raw);
                }
                1
            }
        };
    }
    reader.close();
    reader.groups
}

/// A word, and the bracket that is glued to it: "J.(eds)" is "J." and "(eds)".
fn unglued(word: &str) -> impl Iterator<Item = &str> {
    let at = word.find('(').filter(|at| *at > 0 && word[..*at].ends_with('.'));
    let (head, tail) = word.split_at(at.unwrap_or(word.len()));
    [head, tail].into_iter().filter(|part| !part.is_empty())
}

/// True if two words say that those named after them made the work: "directed by", "hosted by", "regia di".
pub(super) fn makes(first: &str, second: &str) -> bool {
    let role = || role::phrase(&format!("{first} {second}"));
    let is_verb = first.len() > 2 && lexicon::is(Class::By, second);
    let makers = |parts: &[NameVariable]| {
        matches!(parts, [NameVariable::Director | NameVariable::Host | NameVariable::Producer])
    };
    is_verb && matches!(role(), Some(RolePhrase::Role(parts, RoleSide::Before)) if makers(parts))
}

/// True if a word with a colon names those after it as the directors of a film: "Regie:", "Réalisation:".
pub(super) fn directs(word: &str) -> bool {
    let role = || role::phrase(&plain(word));
    word.ends_with(':') && matches!(role(), Some(RolePhrase::Role([NameVariable::Director], RoleSide::Either)))
}

/// The account that posted, where a handle names it: "@reed" alone, and whose it is ("Ann Reed [@reed]").
pub(super) fn account(text: &str) -> Option<Name> {
    let text = text.trim().trim_end_matches([',', '.', ':', ';']);
    if text.starts_with('@') || text.starts_with("u/") {
        return Some(Name::literal(text));
    }
    let at = text.find('@').filter(|at| text[..*at].ends_with(['[', '(']))?;
    let owner = text[..at].trim_end_matches(['[', '(', ' ']);
    list::people(owner).into_iter().next()
}

/// True for a short word with a colon, which leads to the names of a container in some language: "In:", "В:", "Em:".
fn is_lead(word: &str) -> bool {
    word.strip_suffix(':').is_some_and(|lead| lead.chars().count() < 3 && lead.chars().all(char::is_alphabetic))
}

struct NameWord<'t> {
    raw: &'t str,
    plain: String,
}

/// The longest phrase that begins at a word, with its number of words.
fn phrase_at(words: &[NameWord], at: usize) -> Option<(RolePhrase, usize)> {
    let first = words.get(at)?;
    let mut joined = String::new();
    let mut found = None;
    for (index, word) in words.iter().skip(at).take(LONGEST).enumerate() {
        if index > 0 {
            joined.push(' ');
        }
        joined.push_str(&word.plain);
        found = role::phrase(&joined).map(|phrase| (phrase, index + 1)).or(found);
    }
    let (phrase, length) = found?;
    (length > 1 || is_marked(phrase, first.raw)).then_some((phrase, length))
}

/// Whether a single word is used as the abbreviation it looks like: "ed." and "(Ed)" are, the "Ed" of "Ed Miller" is not.
fn is_marked(phrase: RolePhrase, raw: &str) -> bool {
    match phrase {
        // "Tr." is one, the initials "T.R." are none.
        RolePhrase::Role(..) if is_capitals(raw) && raw.trim_matches(|c: char| !c.is_alphanumeric()).contains('.') => {
            false
        }
        RolePhrase::Role(..) | RolePhrase::Same => {
            let letters = raw.chars().filter(|c| c.is_alphabetic()).count();
            is_small(raw) || raw.contains(['.', ')', ']', ':']) || letters > 4
        }
        RolePhrase::Others => true,
        // "d’Ans" is no "dans".
        RolePhrase::Lead => !raw.contains(['’', '\'']),
    }
}

/// Gathers words to groups.
#[derive(Default)]
struct NameGrouper {
    groups: Vec<NameGroup>,
    parts: Vec<NameVariable>,
    others: bool,
    text: String,
}

impl NameGrouper {
    fn keep(&mut self, word: &str) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(word);
    }

    /// Whether no name was read since the last group.
    fn is_fresh(&self) -> bool {
        !self.text.contains(char::is_alphanumeric)
    }

    /// Takes in a phrase; false if it is no phrase where it stands.
    fn take(&mut self, phrase: RolePhrase) -> bool {
        match phrase {
            RolePhrase::Others => self.others = true,
            RolePhrase::Lead | RolePhrase::Same => return self.is_fresh(),
            RolePhrase::Role(parts, RoleSide::After) => self.end_with(parts),
            RolePhrase::Role(parts, RoleSide::Either) if !self.is_fresh() => self.end_with(parts),
            RolePhrase::Role(parts, _) => {
                self.close();
                self.parts = parts.to_vec();
            }
        }
        true
    }

    fn end_with(&mut self, parts: &[NameVariable]) {
        self.parts.extend(parts);
        self.close();
    }

    fn close(&mut self) {
        let names = list::people(&self.text);
        let mut parts = std::mem::take(&mut self.parts);
        let others = std::mem::take(&mut self.others);
        self.text.clear();
        if names.is_empty() {
            // "(ed. and trans.)": the second word is about the names before the first.
            if let Some(last) = self.groups.last_mut().filter(|last| !last.parts.is_empty()) {
                last.parts.append(&mut parts);
            }
            return;
        }
        self.groups.push(NameGroup { parts, names, others });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Groups as "editor: Family, Given; Family, Given +".
    fn show(text: &str) -> String {
        let name = |name: &Name| match (&name.literal, &name.given) {
            (Some(literal), _) => format!("[{literal}]"),
            (None, Some(given)) => format!("{}, {given}", name.short()),
            (None, None) => name.short(),
        };
        let group = |group: &NameGroup| {
            let parts: Vec<&str> = group.parts.iter().map(|part| part.as_str()).collect();
            let names: Vec<String> = group.names.iter().map(name).collect();
            let more = if group.others { " +" } else { "" };
            format!("{}: {}{more}", parts.join("+"), names.join("; "))
        };
        read(text).iter().map(group).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn roles_are_read_from_the_words_beside_the_names() {
        for (text, expected) in [
            ("Anna Berg (Hrsg.),", "editor: Berg, Anna"),
            ("ed. Anna Berg and Carl Dahl", "editor: Berg, Anna; Dahl, Carl"),
            ("edited by Anna Berg, translated by Carl Dahl.", "editor: Berg, Anna | translator: Dahl, Carl"),
            ("Anna Berg, ed. and trans.,", "editor+translator: Berg, Anna"),
            ("in: A. Berg, C. Dahl (a cura di),", "editor: Berg, A.; Dahl, C."),
            ("sous la direction de A. Berg et C. Dahl", "editor: Berg, A.; Dahl, C."),
            ("a cura di A. Berg e C. Dahl", "editor: Berg, A.; Dahl, C."),
            ("übers. v. Anna Berg", "translator: Berg, Anna"),
            ("Anna Berg et al. (eds.),", "editor: Berg, Anna +"),
            ("Ed Miller, Anna Berg", ": Miller, Ed; Berg, Anna"),
            ("Ders.,", ""),
            ("In: Curr, E. M. (Hrsg.),", "editor: Curr, E. M."),
            ("Berg R. and Dahl C.D.(eds).", "editor: Berg, R.; Dahl, C.D."),
            ("В: Berg A, Dahl C, редакторы.", "editor: Berg, A.; Dahl, C."),
            ("W: Berg A, Dahl C, red.", "editor: Berg, A.; Dahl, C."),
            ("BERG, Ana e DAHL, Eva (Orgs.).", "editor: Berg, Ana; Dahl, Eva"),
        ] {
            assert_eq!(show(text), expected, "{text}");
        }
    }

    #[test]
    fn accounts_are_named_by_their_handle_or_their_owner() {
        assert_eq!(account("@reed,"), Some(Name::literal("@reed")));
        assert_eq!(account("Ann Reed [@reed]"), Some(Name::person("Reed", "Ann")));
        assert_eq!(account("Reed, A. (@reed42)."), Some(Name::person("Reed", "A.")));
        assert_eq!(account("Ann Reed,"), None);
    }

    #[test]
    fn authors_in_many_hands() {
        for (text, expected) in [
            ("Berg, Anna.", ": Berg, Anna"),
            ("Berg, Anna, Carl Dahl, and Eva Falk.", ": Berg, Anna; Dahl, Carl; Falk, Eva"),
            ("Berg, A. B.; De Dahl, C.; van Eck, J. P.", ": Berg, A. B.; De Dahl, C.; van Eck, J. P."),
            ("Berg, A., Dahl, C.-D., & Falk, E.", ": Berg, A.; Dahl, C.-D.; Falk, E."),
            ("Berg AB, Dahl C, de Falk E, et al.", ": Berg, A. B.; Dahl, C.; de Falk, E. +"),
            ("Anna Berg/Carl Dahl/Eva Falk", ": Berg, Anna; Dahl, Carl; Falk, Eva"),
            ("A. Berg, C. Dahl und E. Falk", ": Berg, A.; Dahl, C.; Falk, E."),
            ("BERG, Anna, DAHL, Carl D. et FALK, Eva", ": Berg, Anna; Dahl, Carl D.; Falk, Eva"),
            ("Berg, Anna ; Dahl, Carl:", ": Berg, Anna; Dahl, Carl"),
            ("King, Martin Luther, Jr.", ": King, Martin Luther"),
            ("José Ortega y Gasset", ": Ortega y Gasset, José"),
            ("Gabriel y Galán, José María.", ": Gabriel y Galán, José María"),
            ("Ruiz y Picasso, Pablo", ": Ruiz y Picasso, Pablo"),
            ("Della Porta, Donatella, & Reed, Ann", ": Della Porta, Donatella; Reed, Ann"),
            ("al-Ghazali, Abu Hamid", ": al-Ghazali, Abu Hamid"),
            ("Abu Hamid al-Ghazali", ": al-Ghazali, Abu Hamid"),
            ("King, M. L., Jr., Reed, A., & Dahl, C.", ": King, M. L.; Reed, A.; Dahl, C."),
            ("Ana Ortega y Luis Gasset", ": Ortega, Ana; Gasset, Luis"),
            ("李强, 张伟", ": 李, 强; 张, 伟"),
            ("山田太郎・佐藤花子", ": 山田, 太郎; 佐藤, 花子"),
            ("World Bank", ": [World Bank]"),
            ("Board, C.", ": Board, C."),
            ("Corbett, Fraser, McGlashan (eds.)", "editor: Corbett; Fraser; McGlashan"),
            ("Campbell Neil et Kean Alasdair", ": Campbell, Neil; Kean, Alasdair"),
            ("Reed Chris", ": Reed, Chris"),
            ("BERG, Ana e DAHL, Eva.", ": Berg, Ana; Dahl, Eva"),
            ("Berg, Ana y Dahl, Eva", ": Berg, Ana; Dahl, Eva"),
            ("Berg, A., Ruiz y Picasso, P.", ": Berg, A.; Ruiz y Picasso, P."),
            ("Berg, A. B., dan Dahl, C.", ": Berg, A. B.; Dahl, C."),
            ("Berg / Dahl, Ana / Falk, Eva", ": Berg; Dahl, Ana; Falk, Eva"),
            ("Berg, A. … Dahl, C.", ": Berg, A.; Dahl, C."),
            ("d’Ans, A.-M.", ": d’Ans, A.-M."),
            ("Berg, A.-G.", ": Berg, A.-G."),
            ("BERGS I.", ": Bergs, I."),
            ("Berg STh, Dahl ThMI", ": Berg, S. Th.; Dahl, Th. M. I."),
            ("Berg, J.R.", ": Berg, J.R."),
            ("Berg JR", ": Berg, J. R."),
            ("The Salt Chamber of Commerce, Berg, A.M.", ": [The Salt Chamber of Commerce]; Berg, A.M."),
            ("Xu:", ": Xu"),
            ("Court C.", ": Court, C."),
            ("Berg, S.A., Dahl, E.", ": Berg, S.A.; Dahl, E."),
            ("Müller Hans-Dieter", ": Müller, Hans-Dieter"),
            ("Neil Campbell and Kean Alasdair", ": Campbell, Neil; Alasdair, Kean"),
            ("Jumadi, Durasid, D. & Effendi, R.A.", ": Jumadi; Durasid, D.; Effendi, R.A."),
            ("Greule A, HERRMANN H-W, Ridder K", ": Greule, A.; Herrmann, H.-W.; Ridder, K."),
            ("Shay E, Seibert U, éditeurs.", "editor: Shay, E.; Seibert, U."),
            ("Beukema/Dikken, den (Hrsg.)", "editor: Beukema; den Dikken"),
            ("Ministère de la Culture et des Sports", ": [Ministère de la Culture et des Sports]"),
            ("Acme, Inc.", ": [Acme, Inc.]"),
            ("FAO", ": [FAO]"),
            (
                "Berg, Anna/Falk Dahl, Carl Maria/Ek Rask, Eva Lena",
                ": Berg, Anna; Falk Dahl, Carl Maria; Ek Rask, Eva Lena",
            ),
            ("Berg, A.B., Dahl, T.R. and Falk, E.D.", ": Berg, A.B.; Dahl, T.R.; Falk, E.D."),
            ("Salt Review Consortium & Berg, A. B.", ": [Salt Review Consortium]; Berg, A. B."),
            ("LE SAGE, Anna; DAHL, Carl", ": Le Sage, Anna; Dahl, Carl"),
            ("Berg, A., … Dahl, A. C.", ": Berg, A.; Dahl, A. C."),
            ("Coordinamento nazionale dei mulini di montagna", ": [Coordinamento nazionale dei mulini di montagna]"),
            ("MILL WEB TEAM (ORG.).", "editor: [MILL WEB TEAM]"),
            ("Berg, Ada.", ": Berg, Ada"),
            ("Berg, Geo.", ": Berg, Geo."),
            ("Berg NA.", ": Berg, N. A."),
            ("Berg, A. and World Food Council", ": Berg, A.; [World Food Council]"),
        ] {
            assert_eq!(show(text), expected, "{text}");
        }
    }
}
