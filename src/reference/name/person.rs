//! One name: its family part, given part, particles and suffix.

use crate::csl::Name;
use crate::lexicon::{self, Class, Row};
use crate::reference::word::{is_capitals, is_small, plain};
use crate::tagging::{is_given_name, is_surname};

/// Families of China and Korea that are written with two signs.
const DOUBLE_FAMILIES: &[&str] = &["司马", "司馬", "欧阳", "歐陽", "诸葛", "諸葛", "上官", "남궁", "황보", "제갈"];

/// True for a word of descent, which Portuguese family names end in: "Filho".
fn is_descent(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && lexicon::is(Class::Descent, &plain(word))
}

/// Whether a piece of a name list is a suffix ("Jr.", "III").
pub(in crate::reference) fn is_suffix(piece: &str) -> bool {
    // "J.R." are initials.
    let has_inner_stop = piece.trim_end_matches(['.', ',']).contains('.');
    !has_inner_stop && !piece.contains(' ') && lexicon::is(Class::NameSuffix, &plain(piece))
}

/// Whether a word is an initial, or several: "J.", "J.-P.", "JM", "Ch."
pub(super) fn is_initial(word: &str) -> bool {
    let letters = || word.chars().filter(|c| c.is_alphabetic());
    match letters().count() {
        0 => false,
        1 => !is_small(word),
        2..=3 => is_capitals(word) || word.ends_with('.') && !is_small(word) && !is_suffix(word),
        // "J.D.P.", "C.-G.E.": a stop after each capital.
        count => is_capitals(word) && word.matches('.').count() + 1 >= count,
    }
}

/// Whether a piece holds nothing but initials, perhaps with a particle after them: "J. A. K. van".
pub(super) fn is_all_initials(piece: &str) -> bool {
    let mut words = piece.split_whitespace().peekable();
    words.peek().is_some_and(|first| is_initial(first)) && words.all(|word| is_initial(word) || is_particle(word))
}

/// Whether a piece ends in initials after a family name: "Proudlove N", "de la Macorra JC", "Heidegger M."
pub(super) fn is_family_first(piece: &str) -> bool {
    initials_after_family(&piece.split_whitespace().collect::<Vec<_>>()).is_some()
}

/// The number of words before the initials that a name ends in, if it ends in some and does not begin with one.
fn initials_after_family(words: &[&str]) -> Option<usize> {
    let is_shouted = words.iter().all(|word| is_capitals(word));
    // Among capitals only a stop or a single letter makes an initial: "WANJUN GU" has none.
    let is_initial = |word: &str| {
        let lone = word.contains('.') || word.split('-').all(|letter| letter.chars().count() == 1);
        is_cluster(word) || is_initial(word) && (!is_shouted || lone) || are_initials(word) && !is_shouted
    };
    let is_of_given = |word: &&&str| is_initial(word) && !is_roman(word) || is_particle(word);
    let given = words.iter().rev().take_while(is_of_given).count();
    let names = words.len() - given;
    let begins = |at: usize| words.get(at).is_some_and(|word| is_initial(word));
    (names > 0 && begins(names) && !begins(0)).then_some(names)
}

/// "ThMI", "STh": initials of two letters among others, as names that begin with Th, Ch or Ph are shortened. "De" and "McA" are none.
fn is_cluster(word: &str) -> bool {
    let letters = units(word);
    word.chars().count() > 2 && letters.len() > 1 && letters.len() <= 4 && letters.concat() == word
}

/// The initials that a word is made of, as far as it is: "Th", "M" and "I" of "ThMI".
fn units(word: &str) -> Vec<&str> {
    let starts: Vec<usize> = word.char_indices().filter(|(_, c)| c.is_uppercase()).map(|(at, _)| at).collect();
    let ends = starts.iter().skip(1).copied().chain([word.len()]);
    let units: Vec<&str> = starts.iter().zip(ends).filter_map(|(start, end)| word.get(*start..end)).collect();
    let is_unit = |unit: &&str| {
        unit.chars().count() == 1
            || matches!(*unit, "Ch" | "Ju" | "Kh" | "Ph" | "Sh" | "St" | "Th" | "Ts" | "Ya" | "Yu" | "Zh")
    };
    let are_units = units.iter().all(is_unit) && units.iter().any(|unit| unit.len() > 1);
    if are_units { units } else { Vec::new() }
}

/// "JHCS": the initials of four or five given names, where the family name before them is not in capitals.
fn are_initials(word: &str) -> bool {
    (4..=5).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// True if two words are a family name and a given name after it, as lists of common names tell: "Campbell Neil".
pub(super) fn shows_family_first(piece: &str) -> bool {
    let (first, last) = piece.split_once(' ').unwrap_or_default();
    is_only(first, is_surname_at_all, is_given_at_all) && is_given_only(last)
}

/// True if two words are a given name and a family name after it.
pub(super) fn shows_given_first(piece: &str) -> bool {
    let (first, last) = piece.split_once(' ').unwrap_or_default();
    is_given_only(first) && is_only(last, is_surname_at_all, is_given_at_all)
}

/// Whether a word is mostly a given name, or each half of it is: "Neil", "Hans-Dieter".
pub(in crate::reference) fn is_given_only(word: &str) -> bool {
    word.split('-').all(|part| is_only(part, is_given_at_all, is_surname_at_all))
}

fn is_only(word: &str, this: fn(&str) -> bool, that: fn(&str) -> bool) -> bool {
    let word = plain(word);
    this(&word) && !that(&word)
}

fn is_given_at_all(word: &str) -> bool {
    is_given_name(word) || is_listed(word, "given")
}

fn is_surname_at_all(word: &str) -> bool {
    is_surname(word) || is_listed(word, "surname")
}

fn is_listed(word: &str, meaning: &str) -> bool {
    lexicon::entries(Class::ListedName, word).any(|row| row.meaning == meaning)
}

/// "II", "IV": a number after a name rather than initials.
fn is_roman(word: &str) -> bool {
    word.len() > 1 && is_suffix(word) && word.chars().all(|c| "IVX".contains(c))
}

/// Whether a word is a particle in small letters.
pub(super) fn is_particle(word: &str) -> bool {
    is_small(word) && (particle(word).is_some() || word.starts_with("d’") || word.starts_with("d'"))
}

/// Whether a particle goes when the family name stands alone: "Alexis de Tocqueville" is Tocqueville, "Vincent van Gogh" is van Gogh.
fn particle(word: &str) -> Option<bool> {
    particles(word).next().map(|row| row.meaning.starts_with("dropped"))
}

/// The rows of the lexicon that have a particle. Some are read in names alone, where no title can stand.
fn particles(word: &str) -> impl Iterator<Item = &'static Row> + use<> {
    let word = plain(word);
    lexicon::entries(Class::Particle, &word).chain(lexicon::entries(Class::ListedParticle, &word))
}

/// A name whose family part is printed first: "Gogh" and "Vincent van" of "Gogh, Vincent van", "Meehan III" and "William" of
/// "Meehan III, William".
pub(super) fn inverted(family: &str, given: &str) -> Name {
    let (family, suffix) = trailing_suffix(family);
    let (given, trailing) = trailing_particles(given);
    let given = with_stops(&given, family);
    let (particles, family) = leading_particles(family);
    let suffix = suffix.map(str::to_owned);
    let mut name = Name { given: filled(given), family: filled(cased(&family)), suffix, ..Name::default() };
    // A particle printed before the family name is one that stays.
    name.non_dropping_particle = filled(particles);
    set_particle(&mut name, trailing);
    name
}

/// Initials with a stop after each letter: "M. V." for "MV", "H.-W." for "H-W". Beside a family name in capitals ("BERG JO") several letters
/// may be a given name and stay.
fn with_stops(given: &str, family: &str) -> String {
    let letters = |word: &str| word.split('-').all(|letter| letter.chars().count() == 1 && is_capitals(letter));
    let are_several = |word: &str| word.chars().all(char::is_uppercase) && (is_initial(word) || are_initials(word));
    let stopped = |word: &str| match word {
        _ if is_cluster(word) => units(word).iter().map(|unit| format!("{unit}.")).collect::<Vec<_>>().join(" "),
        _ if letters(word) => format!("{}.", word.replace('-', ".-")),
        _ if are_several(word) && !is_capitals(family) => {
            word.chars().map(|letter| format!("{letter}.")).collect::<Vec<_>>().join(" ")
        }
        _ => word.to_owned(),
    };
    given.split(' ').map(stopped).collect::<Vec<_>>().join(" ")
}

/// A name in its natural order, or a family name with initials after it.
pub(super) fn direct(text: &str) -> Name {
    if let Some(name) = east_asian(text) {
        return name;
    }
    if let Some(name) = with_given_in_full(text) {
        return name;
    }
    let mut words: Vec<&str> = text.split_whitespace().collect();
    if let Some((last, family)) = words.split_last().filter(|(last, before)| is_descent(last) && before.len() > 1) {
        // "Jorge Lima Filho": of Portuguese names the suffix is part of the family name, with the word before.
        let (given, family) = family.split_at(family.len() - 1);
        return inverted(&format!("{} {last}", family.concat()), &given.join(" "));
    }
    // "Berg JR", "Berg IV": capitals alone after a family name are initials. "Henry IV" has a given name before its number.
    let are_initials = matches!(words.as_slice(), [family, last] if is_capitals(last) && !is_capitals(family) && !(is_roman(last) && is_given_only(family)));
    let suffix = words.pop_if(|word| is_suffix(word) && words_are_many(text) && !are_initials);
    let family = initials_after_family(&words);
    let mut name = family.map_or_else(|| family_last(&words), |family| family_first(&words, family));
    name.suffix = suffix.map(|word| word.trim_end_matches(',').to_owned()).or(name.suffix);
    name
}

/// The name with both family names of a Spaniard who is printed with the given name first: "Eduardo Ruiz Peña" is Ruiz Peña. `None` for a
/// name that the text turns round, or whose middle word may be a given name.
pub(in crate::reference) fn with_both_families(name: &Name, text: &str) -> Option<Name> {
    let (family, given) = (name.family.as_deref()?, name.given.as_deref()?);
    let (given, first) = given.rsplit_once(' ')?;
    let is_direct = !family.contains(' ') && text.contains(&format!("{given} {first} {family}"));
    let are_known = is_only(first, is_surname_at_all, is_given_at_all)
        && given.split(' ').all(|word| is_given_at_all(&plain(word)));
    let family = Some(format!("{first} {family}"));
    (is_direct && are_known).then(|| Name { family, given: filled(given.to_owned()), ..name.clone() })
}

/// A name whose initials a bracket explains: "Kauffmann H. E. (Hans Eberhard)".
fn with_given_in_full(text: &str) -> Option<Name> {
    let at = text.find(" (").filter(|_| text.ends_with(')'))?;
    let (head, bracket) = text.split_at(at);
    let name = Some(head).filter(|head| is_family_first(head)).map(direct)?;
    let given = name.given.as_deref().unwrap_or_default();
    Some(Name { given: filled(format!("{given}{bracket}")), ..name })
}

fn words_are_many(text: &str) -> bool {
    text.split_whitespace().nth(1).is_some()
}

fn family_first(words: &[&str], at: usize) -> Name {
    // "Kelly Kenneth L.": a given name may stand before its initials.
    let at = if at > 1 && is_given_only(words[at - 1]) { at - 1 } else { at };
    let (family, given) = words.split_at(at);
    inverted(&family.join(" "), &given.join(" "))
}

fn family_last(words: &[&str]) -> Name {
    // "LEISERING Lutz", "Lutz LEISERING": capitals show which is the family.
    let capitals = words.iter().take_while(|word| is_shouted(word)).count();
    let is_mixed = words.iter().any(|word| !is_capitals(word) && !is_particle(word));
    if is_mixed && (1..words.len()).contains(&capitals) {
        return inverted(&words[..capitals].join(" "), &words[capitals..].join(" "));
    }
    if let Some(at) = words.iter().position(|word| *word == "y").filter(|&at| at > 1) {
        // "José Ortega y Gasset": the family name is on both sides.
        return inverted(&words[at - 1..].join(" "), &words[..at - 1].join(" "));
    }
    let Some((last, before)) = words.split_last() else { return Name::default() };
    if let Some((family, given)) = before.split_last().filter(|_| last.starts_with('(')) {
        // "Anna Berg (Dahl)": a second family name in brackets.
        return inverted(&format!("{family} {last}"), &given.join(" "));
    }
    let of_family = before.iter().rev().take_while(|word| joins_family(word)).count().min(before.len());
    let (given, particles) = before.split_at(before.len() - of_family);
    if particles.iter().any(|word| !is_small(word)) {
        // "Anthony Di Giacomo": a particle with a capital is part of the family name.
        return Name { family: filled(joined(particles, last)), given: filled(given.join(" ")), ..Name::default() };
    }
    let mut name = Name { family: filled(cased(last)), given: filled(given.join(" ")), ..Name::default() };
    set_particle(&mut name, particles.join(" "));
    name
}

fn joined(particles: &[&str], last: &str) -> String {
    format!("{} {last}", particles.join(" "))
}

/// Whether a word before the family name goes with it.
fn joins_family(word: &str) -> bool {
    is_particle(word) || !word.contains('.') && word.len() > 1 && is_title_particle(word)
}

/// Whether a word is a particle with a capital, as family names begin with: "De Paloi".
pub(super) fn is_title_particle(word: &str) -> bool {
    let is_capital = |row: &Row| row.meaning.ends_with(" capital");
    word.starts_with(char::is_uppercase) && particles(word).any(is_capital)
}

fn is_shouted(word: &str) -> bool {
    is_capitals(word) && !is_initial(word) && word.chars().filter(|c| c.is_alphabetic()).count() > 1
}

/// The small particles at the head of a family name, and the rest.
fn leading_particles(family: &str) -> (String, String) {
    let words: Vec<&str> = family.split_whitespace().collect();
    let count = words.iter().take_while(|word| is_particle(word)).count();
    let count = if count == words.len() { 0 } else { count };
    (words[..count].join(" "), words[count..].join(" "))
}

/// The family name, and the short suffix printed after it. "Le Père" has none, and in "Silva Junior" it belongs to the name.
fn trailing_suffix(family: &str) -> (&str, Option<&str>) {
    let is_short = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() <= 3 || is_small(word);
    let split = family.trim_end().rsplit_once(' ').filter(|(_, last)| is_suffix(last) && is_short(last));
    split.map_or((family, None), |(name, last)| (name.trim_end_matches(','), Some(last)))
}

/// The given part, and the particles printed after it.
fn trailing_particles(given: &str) -> (String, String) {
    let words: Vec<&str> = given.split_whitespace().collect();
    let count = words.iter().rev().take_while(|word| is_particle(word)).count();
    let at = words.len() - count;
    (words[..at].join(" "), words[at..].join(" "))
}

/// Puts a particle where CSL wants it, by its first word.
fn set_particle(name: &mut Name, particle_words: String) {
    let first = particle_words.split(' ').next().unwrap_or_default();
    let drops = particle(first).unwrap_or(true) && !particle_words.contains(' ');
    if let Some(words) = filled(particle_words) {
        *(if drops { &mut name.dropping_particle } else { &mut name.non_dropping_particle }) = Some(words);
    }
}

fn filled(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// A family name printed in capitals, in its usual case: "O’NEILL-SMITH" is "O’Neill-Smith".
fn cased(family: &str) -> String {
    let is_long = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() > 2;
    let is_all = is_capitals(family) && family.split(' ').any(is_long);
    let shouted = |word: &str| is_all || is_capitals(word) && is_long(word);
    let recased = |word: &str| match word {
        "Y" if is_all => "y".to_owned(),
        _ if shouted(word) => lowered(word),
        _ => word.to_owned(),
    };
    let words: Vec<String> = family.split(' ').map(recased).collect();
    words.join(" ")
}

fn lowered(word: &str) -> String {
    let mut starts = true;
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        if starts {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        starts = !c.is_alphabetic();
    }
    out
}

/// A name in Chinese, Japanese or Korean signs: the family comes first, without a space.
fn east_asian(text: &str) -> Option<Name> {
    let signs = text.chars().count();
    if !(2..=5).contains(&signs) || !text.chars().all(is_east_asian) {
        return None;
    }
    let kana = text.chars().any(|c| ('\u{3040}'..='\u{30ff}').contains(&c));
    let double = DOUBLE_FAMILIES.iter().any(|family| text.starts_with(family));
    let of_family = if double || kana || signs >= 4 { 2 } else { 1 };
    let at = text.char_indices().nth(of_family).map_or(text.len(), |(at, _)| at);
    let (family, given) = text.split_at(at);
    Some(Name { static_ordering: Some(true), given: filled(given.into()), ..Name::person(family, "") })
}

pub(super) fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '々')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A name as "non-dropping|family|given|dropping|suffix".
    fn show(name: &Name) -> String {
        let parts = [&name.non_dropping_particle, &name.family, &name.given, &name.dropping_particle, &name.suffix];
        parts.map(|part| part.as_deref().unwrap_or_default()).join("|")
    }

    #[test]
    fn names_in_natural_order() {
        for (text, expected) in [
            ("Lucy Robinson", "|Robinson|Lucy||"),
            ("K. Clay", "|Clay|K.||"),
            ("Vincent van Gogh", "van|Gogh|Vincent||"),
            ("Alexis de Tocqueville", "|Tocqueville|Alexis|de|"),
            ("Johan van der Berg", "van der|Berg|Johan||"),
            ("Tony Di Giacomo", "|Di Giacomo|Tony||"),
            ("Martin Luther King Jr.", "|King|Martin Luther||Jr."),
            ("Jorge Alves Lima Filho", "|Lima Filho|Jorge Alves||"),
            ("Ann Van Der Berg", "|Van Der Berg|Ann||"),
            ("Henry Jones III", "|Jones|Henry||III"),
            ("LEISERING Lutz", "|Leisering|Lutz||"),
            ("Proudlove N", "|Proudlove|N.||"),
            ("de la Macorra JC", "de la|Macorra|J. C.||"),
            ("Heidegger M.", "|Heidegger|M.||"),
            ("Srinivasan MV", "|Srinivasan|M. V.||"),
            ("Berg A. E. (Ada Eva)", "|Berg|A. E. (Ada Eva)||"),
            ("Henry IV", "|Henry|||IV"),
            ("DE HOOP H", "|De Hoop|H.||"),
            ("BERG Y DAHL A", "|Berg y Dahl|A.||"),
            ("Kelly Kenneth L.", "|Kelly|Kenneth L.||"),
            ("García Márquez G.", "|García Márquez|G.||"),
            ("Davidson JHCS", "|Davidson|J. H. C. S.||"),
            ("Simpson Jr. GM", "|Simpson|G. M.||Jr."),
            ("Simpson Sr. G. M.", "|Simpson|G. M.||Sr."),
            ("HERRMANN H-W", "|Herrmann|H.-W.||"),
            ("Voltaire", "|Voltaire|||"),
            ("Ch.-R. Ageron", "|Ageron|Ch.-R.||"),
            ("王小明", "|王|小明||"),
            ("欧阳修", "|欧阳|修||"),
            ("홍길동", "|홍|길동||"),
        ] {
            assert_eq!(show(&direct(text)), expected, "{text}");
        }
    }

    #[test]
    fn names_with_the_family_first() {
        for (family, given, expected) in [
            ("Gogh", "Vincent van", "van|Gogh|Vincent||"),
            ("van Maris", "A. J. A.", "van|Maris|A. J. A.||"),
            ("De Hulster", "E.", "|De Hulster|E.||"),
            ("KRIEGSHEIM", "Alex von", "|Kriegsheim|Alex|von|"),
            ("O’NEILL-SMITH", "Ann", "|O’Neill-Smith|Ann||"),
            ("LE SAGE", "Ann", "|Le Sage|Ann||"),
            ("Meehan III", "William F.", "|Meehan|William F.||III"),
            ("Cobb, Jr.", "F. W.", "|Cobb|F. W.||Jr."),
            ("de la Cruz Jr.", "Ann", "de la|Cruz|Ann||Jr."),
            ("Le Père", "Ann", "|Le Père|Ann||"),
            ("Silva Junior", "Ana", "|Silva Junior|Ana||"),
            ("García Márquez", "Gabriel", "|García Márquez|Gabriel||"),
            ("Srinivasan", "MV", "|Srinivasan|M. V.||"),
            ("Zelle", "RM de", "|Zelle|R. M.|de|"),
            ("BERG", "JO", "|Berg|JO||"),
            ("Berg", "JoAnn", "|Berg|JoAnn||"),
        ] {
            assert_eq!(show(&inverted(family, given)), expected, "{family}");
        }
    }

    #[test]
    fn spanish_names_have_two_families() {
        for (family, given, text, expected) in [
            ("Peña", "Eduardo Ruiz", "Eduardo Ruiz Peña, Historia", Some("Ruiz Peña")),
            ("Castro", "María Elena Fernández", "María Elena Fernández Castro: La mar", Some("Fernández Castro")),
            ("Peña", "Eduardo Ruiz", "Peña, Eduardo Ruiz. Historia", None),
            ("Peña", "Juan Carlos", "Juan Carlos Peña, Historia", None),
            ("Peña", "Eduardo", "Eduardo Peña, Historia", None),
            ("Peña", "E. Ruiz", "E. Ruiz Peña, Historia", None),
        ] {
            let name = with_both_families(&Name::person(family, given), text);
            assert_eq!(name.and_then(|name| name.family).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn initials_are_told_from_words() {
        for word in ["J.", "J.-P.", "JM", "J.D.P.", "Ch.", "L.-Y."] {
            assert!(is_initial(word), "{word}");
        }
        for word in ["Lucy", "Jr.", "van", "LEISERING", "12"] {
            assert!(!is_initial(word), "{word}");
        }
    }

    #[test]
    fn every_particle_is_kept_or_dropped_and_may_have_a_capital() {
        let known = ["kept", "kept capital", "dropped", "dropped capital"];
        for row in lexicon::rows(Class::Particle).chain(lexicon::rows(Class::ListedParticle)) {
            assert!(known.contains(&row.meaning), "{row:?}");
        }
    }
}
